//! Bylines in many languages: the people they name, roles, agencies, places and dates off.
//!
//! None is better than a false one: what does not look like a person's name gives nobody.

mod bare;
mod east_asian;
mod end;
mod label;
mod no_name;
mod opening;
mod person;
mod place;
mod role;
mod signature;

pub(crate) use bare::{SmallWords, bare_people, bare_people_of, is_likely_place};
pub(crate) use east_asian::{is_signed, labelled, may_be_family};
pub(crate) use no_name::is_no_name;
pub(crate) use opening::{Opening, opening};
pub(crate) use person::{is_particle, is_person};
pub(crate) use place::is_place_or_paper;
pub(crate) use role::{is_desk, is_role};
pub(crate) use signature::signatures;

use crate::letters::lowered;
use std::ops::Range;

/// A person that a byline names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Person {
    /// The name, white space folded.
    pub name: String,
    /// Where it stands, in bytes of the byline.
    pub range: Range<usize>,
}

/// Most people that one byline can name; longer lists are something else.
const MOST: usize = 12;

/// The people of a line that says that it is a byline: `By Ann Lee and Bo Ek, Reuters`, `Von Eva Maier`, `记者 张三`.
///
/// A line that opens so and goes on as prose gives nobody.
pub(crate) fn byline(line: &str) -> Vec<Person> {
    opening(line).map(|open| signed_behind(line, open)).unwrap_or_default()
}

/// The people of a line that opens as a byline does.
pub(crate) fn signed_behind(line: &str, open: Opening) -> Vec<Person> {
    let people = from(line, open.end, true);
    let Some(last) = people.last() else { return people };
    let rest = line.get(last.range.end..).unwrap_or("");
    let first = people.first().map_or(0, |p| p.range.start);
    let is_close = line.get(open.end..first).is_some_and(|gap| gap.chars().count() < 30);
    if is_close && (is_tail(rest) || open.is_label) { people } else { Vec::new() }
}

/// The people of a field that holds nothing but a byline: with `By` or without, one name or several.
pub(crate) fn people(field: &str) -> Vec<Person> {
    if let Some(signed) = east_asian::signed(field) {
        return signed;
    }
    let start = opening(field).map_or(0, |open| open.end);
    from(field, start, false)
}

/// The reporters that a Chinese dateline names in brackets, its label off; a blank divides whole names there.
pub(crate) fn reporters(field: &str) -> Vec<Person> {
    let is_han = |c: char| matches!(c, '\u{3400}'..='\u{9fff}');
    let words = || field.split_whitespace();
    let are_names = words().all(|word| word.chars().all(is_han) && (2..=4).contains(&word.chars().count()));
    if !are_names || words().nth(1).is_none() {
        return people(field);
    }
    let place = |word: &str| word.as_ptr() as usize - field.as_ptr() as usize;
    let person = |word: &str| {
        let start = place(word);
        is_person(word, false).then(|| Person { name: word.to_owned(), range: start..start + word.len() })
    };
    words().filter_map(person).collect()
}

/// Whether a text opens with a date.
fn is_dated(text: &str) -> bool {
    let opens = |found: &crate::field::date::DateFound| {
        text.get(..found.range.start).is_some_and(|t| t.trim().is_empty())
    };
    crate::field::date::dates_in(text, crate::field::date::DateHints::default()).first().is_some_and(opens)
}

/// A byline whose `By` stands on a line of its own before the name.
pub(crate) fn split_byline(first: &str, second: &str) -> Vec<Person> {
    let has_at_most = |text: &str, most: usize| text.split_whitespace().take(most + 1).count() <= most;
    if !has_at_most(first, 2) || !has_at_most(second, 8) {
        return Vec::new();
    }
    let opens = opening(&format!("{first} {second}"));
    let found = if opens.is_some_and(|open| open.end > first.len()) { people(second) } else { Vec::new() };
    if found.iter().all(|p| is_person(&p.name, true)) { found } else { Vec::new() }
}

/// What may follow the last name of a byline: nothing, a role, a place, a date; not a sentence.
fn is_tail(rest: &str) -> bool {
    let rest = rest.trim();
    let is_with_agency = || {
        let (word, behind) = rest.split_once(' ').unwrap_or_default();
        AND.contains(&word) && crate::field::agency::agency(behind).is_some()
    };
    let is_address = || rest.split_whitespace().next().is_some_and(|word| word.contains('@'));
    rest.is_empty()
        || is_address()
        || is_with_agency()
        || rest.chars().count() <= 90
            && !rest.contains(". ")
            && rest.starts_with([',', '|', '(', '-', '–', '—', '•', '·', '/', ';', ':', '.', '=', '<', '@'])
        || rest.split_whitespace().count() <= 14 && {
            let word = rest.split_whitespace().next().unwrap_or("");
            let last = rest.split_whitespace().next_back().unwrap_or("");
            let is_bureau = last.eq_ignore_ascii_case("bureau");
            end::is_cut_word(word)
                || is_bureau
                || role::is_role(word)
                || rest.chars().count() < 60 && is_dated(rest)
        }
}

/// Reads names from `start` on; with `strict`, one word alone is no name.
fn from(line: &str, start: usize, strict: bool) -> Vec<Person> {
    let end = end::cut(line, start);
    let mut people: Vec<Person> = Vec::new();
    let pieces = pieces(line, start..end, AND, MARKS);
    if let Some(inverted) = inverted(line, &pieces).filter(|_| !strict) {
        return vec![inverted];
    }
    for range in pieces {
        let range = role::without_role(line, opening::without_labels(line, range));
        let Some(text) = line.get(range.clone()) else { continue };
        // Behind a whole name, one word is a place or a paper: "Ann Lee, Berlin".
        let is_strict = strict || people.first().is_some_and(|person| person.name.contains(' '));
        if !is_person(text, is_strict) {
            if people.is_empty() || role::is_role(text) { continue } else { break }
        }
        if place::is_paper(text) {
            continue;
        }
        if !people.is_empty() && (is_place_or_paper(text) || is_from(text)) {
            break;
        }
        let names = east_asian::divided(text).unwrap_or_else(|| vec![text]);
        for name in names {
            let start = name.as_ptr() as usize - line.as_ptr() as usize;
            add(&mut people, name, start..start + name.len());
        }
    }
    if !people.is_empty() {
        for range in further(line, start, end) {
            add(&mut people, line.get(range.clone()).unwrap_or(""), range);
        }
    }
    if people.len() > MOST { Vec::new() } else { people }
}

/// Whether a small word leads to a place: `de Brasília`.
fn is_from(text: &str) -> bool {
    text.starts_with(char::is_lowercase) && text.split_whitespace().count() == 2
}

/// Adds a person who is not yet among them.
fn add(people: &mut Vec<Person>, name: &str, range: Range<usize>) {
    let name = offwire_article::text::fold_space(name);
    if !people.iter().any(|known| lowered(&known.name) == lowered(&name)) {
        people.push(Person { name, range });
    }
}

/// The names behind the place of the first ones: `Ann Lee in Brussels, Bo Ek in Rotterdam and Eva Maier`. Each has a place
/// of its own or is the last, behind `and`; what has neither may be more of the first's place.
fn further(line: &str, start: usize, end: usize) -> Vec<Range<usize>> {
    let word = line.get(end..).and_then(|rest| rest.split_whitespace().next()).unwrap_or("");
    if !end::leads_to_place(word) {
        return Vec::new();
    }
    let mut before = end;
    let mut found = Vec::new();
    for piece in pieces(line, end..end::hard_cut(line, start).max(end), AND, MARKS) {
        let is_joined = line.get(before..piece.start).is_some_and(|gap| gap.chars().any(char::is_alphabetic));
        let name = piece.start..end::cut(line, piece.start).clamp(piece.start, piece.end);
        let text = line.get(name.clone()).unwrap_or("").trim_end_matches([' ', ')']);
        let has_place = name.end < piece.end;
        let is_first = before == end;
        before = piece.end;
        // "(Reporting by Ann Lee in Leeds; Editing by Bo Ek and Eva Maier)": another's work begins.
        if !is_first && role::is_role(text) {
            break;
        }
        let is_name = is_person(text, true) && !is_place_or_paper(text);
        if !is_first && is_name && (has_place || is_joined) {
            found.push(name.start..name.start + text.len());
        }
    }
    found
}

/// `Lee, Ann`: one family name and one given name around a comma.
fn inverted(line: &str, pieces: &[Range<usize>]) -> Option<Person> {
    let [family, given] = pieces else { return None };
    let comma = line.get(family.end..given.start)?.trim() == ",";
    let (last, first) = (line.get(family.clone())?, line.get(given.clone())?);
    let single = |word: &str| !word.contains(' ') && person::is_capitalised(word) && !role::is_role(word);
    let is_plain = single(last) && first.split(' ').count() <= 2 && first.split(' ').all(single);
    (comma && is_plain && !crate::field::agency::is_agency(first) && !last.ends_with('.'))
        .then(|| Person { name: format!("{first} {last}"), range: family.start..given.end })
        .filter(|p| is_person(&p.name, true))
}

/// Words that stand between two names.
const AND: &[&str] = &[
    "and", "und", "et", "y", "e", "og", "och", "with", "mit", "en", "i", "ve", "и", "и", "és", "ja", "a",
    "și", "dan", "và", "και", "with", "avec", "con", "com", "och", "eta", "та", "та", "oraz", "AND", "UND",
    "ET", "Y",
];

/// Marks that stand between two names.
const MARKS: &[char] = &[',', ';', '/', '&', '、', '،', '+', '\n', '|', '，', '；'];

/// Pieces between `marks` and the words of `and`, trimmed.
fn pieces(line: &str, range: Range<usize>, and: &[&str], marks: &[char]) -> Vec<Range<usize>> {
    let Some(part) = line.get(range.clone()) else { return Vec::new() };
    let mut pieces = Vec::new();
    let mut from = 0;
    let mut cut = |from: usize, to: usize| {
        let piece = part.get(from..to).unwrap_or("");
        let trimmed =
            piece.trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ':' | '-' | '–' | '*' | '"'));
        if !trimmed.is_empty() {
            let start = range.start + from + piece.find(trimmed).unwrap_or(0);
            let dot = usize::from(
                is_initialled(trimmed)
                    && line.get(start + trimmed.len()..).is_some_and(|t| t.starts_with('.')),
            );
            pieces.push(start..start + trimmed.len() + dot);
        }
    };
    let mut word_start = 0;
    for (at, c) in part.char_indices().chain([(part.len(), ' ')]) {
        let is_mark = marks.contains(&c);
        if !is_mark && !c.is_whitespace() {
            continue;
        }
        let word = part.get(word_start..at).unwrap_or("");
        if and.contains(&word) && word_start > from {
            cut(from, word_start);
            from = at;
        }
        if is_mark {
            cut(from, at);
            from = at + c.len_utf8();
        }
        word_start = at + c.len_utf8();
    }
    cut(from, part.len());
    pieces
}

/// Whether the last word is an initial or `Jr`, whose full stop belongs to the name.
fn is_initialled(name: &str) -> bool {
    let last = name.rsplit(' ').next().unwrap_or("");
    name.contains(' ') && (last.chars().count() == 1 || last == "Jr" || last == "Sr")
}

#[cfg(test)]
mod tests;
