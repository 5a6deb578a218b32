//! What says what a person is, or that no person is meant: roles, desks, organisations.

use super::east_asian::without_report;
use super::no_name::is_no_name;
use super::people;
use super::person::is_person;
use crate::field::agency::is_agency;
use crate::letters::lowered;
use std::ops::Range;

/// Whether the words name a role, a desk or an organisation.
pub(crate) fn is_role(text: &str) -> bool {
    text.split(|c: char| c.is_whitespace() || c == '/' || c == '(' || c == ')').any(|word| {
        let word = word.trim_matches(['.', ',', ':', '\'', '’']);
        is_no_name(word) || word.ends_with(['s', 'S']) && is_own(&lowered(word))
    }) || is_agency(text)
}

/// Whether a word in small letters is what is somebody's.
fn is_own(word: &str) -> bool {
    ["'s", "’s"].iter().any(|own| word.ends_with(own))
}

/// Words of desks that sign what nobody did.
const DESKS: [&str; 20] = [
    "reporter",
    "reporters",
    "newsdesk",
    "webdesk",
    "desk",
    "newsroom",
    "wire",
    "wires",
    "service",
    "services",
    "agencies",
    "agency",
    "agencias",
    "agenturen",
    "agences",
    "correspondent",
    "correspondents",
    "writers",
    "admin",
    "webmaster",
];

/// Whether a name is a desk's, and no person's with the desk behind.
pub(crate) fn is_desk(name: &str) -> bool {
    let mut words = name.split_whitespace().map(|word| word.trim_matches(['.', ',']).to_lowercase());
    let opens_with_person = || {
        people(name).first().is_some_and(|person| person.range.start == 0 && is_person(&person.name, true))
    };
    words.any(|word| DESKS.contains(&word.as_str())) && !opens_with_person()
}

/// Words before a role that belong to it.
const KINDS_OF_ROLE: &[&str] = &[
    "political",
    "foreign",
    "deputy",
    "associate",
    "assistant",
    "diplomatic",
    "science",
    "health",
    "education",
    "business",
    "economics",
    "sports",
    "sport",
    "environment",
    "technology",
    "culture",
    "home",
    "crime",
    "legal",
    "royal",
    "consumer",
    "investigative",
    "freelance",
    "contributing",
    "managing",
    "executive",
    "general",
    "white",
    "house",
    "data",
    "features",
    "religion",
    "defence",
    "defense",
    "security",
    "transport",
    "energy",
];

/// A piece without what says what the person is: `Ann Lee Political Correspondent`, `Ann LeeKorrespondent`,
/// `이상현 기자`, a name printed twice.
pub(super) fn without_role(line: &str, range: Range<usize>) -> Range<usize> {
    let Some(text) = line.get(range.clone()) else { return range };
    if let Some(half) = halved(text) {
        return range.start..range.start + half;
    }
    let text = without_report(text);
    let own = ["기자", "記者", "记者"].iter().find_map(|role| text.strip_suffix(role)).map(str::trim_end);
    let end = match own.filter(|name| !name.is_empty()) {
        Some(name) => name.len(),
        None => role_start(text),
    };
    let end = range.start + end;
    if line.get(range.start..end).is_some_and(|name| is_person(name, true)) {
        range.start..end
    } else {
        range
    }
}

/// Where the role behind a name begins; the end where there is none.
fn role_start(text: &str) -> usize {
    let mut at = 0;
    let mut kept = 0;
    for word in text.split_whitespace() {
        let start = at + text.get(at..).and_then(|rest| rest.find(word)).unwrap_or(0);
        at = start + word.len();
        if let Some(glued) = glued_role(word) {
            return start + glued;
        }
        let is_kind = KINDS_OF_ROLE.contains(&lowered(word).as_ref());
        if start > 0 && is_role(word) {
            return if word.eq_ignore_ascii_case("bureau") { before_bureau(text, kept) } else { kept };
        }
        if !is_kind {
            kept = at;
        }
    }
    text.len()
}

/// Where the name ends before a bureau's own: `Ann Lee Washington Bureau`, `Bo J. Ek Harbour Capital Bureau`.
fn before_bureau(text: &str, kept: usize) -> usize {
    let mut at = 0;
    let mut names = 0;
    for word in text.get(..kept).unwrap_or("").split_whitespace() {
        at += text.get(at..).and_then(|rest| rest.find(word)).unwrap_or(0) + word.len();
        let is_small =
            word.trim_end_matches('.').chars().count() == 1 || word.chars().all(char::is_lowercase);
        names += usize::from(!is_small);
        if names == 2 {
            return at;
        }
    }
    kept
}

/// Where a role begins that lost the blank before it: `LeeKorrespondent`, `LazareTwitter`.
fn glued_role(word: &str) -> Option<usize> {
    let pairs = word.char_indices().zip(word.chars().skip(1));
    let joints = pairs.filter(|((_, before), c)| before.is_lowercase() && c.is_uppercase());
    let mut starts = joints.map(|((at, before), _)| at + before.len_utf8());
    starts.find(|start| word.get(*start..).is_some_and(is_no_name))
}

/// Bytes of the first half of a name that is printed twice.
fn halved(text: &str) -> Option<usize> {
    let middle = text.len() / 2;
    let (first, second) = (text.get(..middle)?, text.get(middle + 1..)?);
    (first == second && first.contains(' ')).then_some(middle)
}
