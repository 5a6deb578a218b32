//! What wires set before a headline (`1st LD-Writethru:`, `UPDATE 2-`, `Roundup:`, `(Sports Focus)`) and what
//! it says of the version.

use offwire_article::{Status, WireMarks};
use std::ops::Range;

/// A headline taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Prefixed {
    /// The headline behind all prefixes, in bytes of the text.
    pub headline: Range<usize>,
    /// All prefixes, their closing colon or dash off.
    pub prefix: Option<Range<usize>>,
    /// Number of the take or lead.
    pub take: Option<u32>,
    /// Standing of this version.
    pub status: Option<Status>,
}

impl Prefixed {
    /// The prefix and take as the record holds them; nothing where there is none.
    pub(crate) fn marks(&self, text: &str) -> Option<WireMarks> {
        let prefix = text.get(self.prefix.clone()?)?;
        Some(WireMarks { prefix: Some(prefix.to_owned()), take: self.take, ..WireMarks::default() })
    }
}

/// Columns that only a wire sets before a colon; a paper's own headline may open with the same word, so they
/// come off where the text is known to be a wire's.
const COLUMNS: &[&str] = &[
    "roundup",
    "spotlight",
    "interview",
    "feature",
    "commentary",
    "analysis",
    "news analysis",
    "profile",
    "backgrounder",
    "factbox",
    "newsmaker",
    "exclusive",
    "update",
    "news update",
    "opinion",
    "xinhua insight",
    "xinhua headlines",
    "xinhua commentary",
    "economic watch",
    "economic analysis",
    "business focus",
    "sports focus",
    "world insights",
    "news summary",
    "highlights",
    "flash",
    "bulletin",
    "alert",
    "letter",
    "letter from china",
    "album",
    "weekly review",
    "sidelights",
    "facts & figures",
    "explainer",
    "glbl",
    "global times commentary",
    "guest opinion",
    "stories",
    "trending china",
    "culture insider",
    "chinese dream",
];

/// Words that close a wire's column in two or three words: `China Focus`, `Across China`, `Asia Album`.
const COLUMN_ENDS: &[&str] =
    &["focus", "exclusive", "voice", "insight", "watch", "headlines", "quotes", "spotlight", "insights"];
const COLUMN_STARTS: &[&str] = &["across", "xinhua"];

/// Prefixes that only wires use.
const STRONG: &[(&str, Option<Status>)] = &[
    ("urgent", Some(Status::Urgent)),
    ("flash", Some(Status::Urgent)),
    ("bulletin", Some(Status::Urgent)),
    ("alert", Some(Status::Urgent)),
    ("eil", Some(Status::Urgent)),
    ("eilmeldung", Some(Status::Urgent)),
    ("urgente", Some(Status::Urgent)),
    ("alerte", Some(Status::Urgent)),
    ("extra", Some(Status::Urgent)),
    ("correction", Some(Status::Correction)),
    ("corrected", Some(Status::Correction)),
    ("korrektur", Some(Status::Correction)),
    ("berichtigung", Some(Status::Correction)),
    ("korr", Some(Status::Correction)),
    ("rättelse", Some(Status::Correction)),
    ("refile", Some(Status::Repeat)),
    ("rpt", Some(Status::Repeat)),
    ("repeat", Some(Status::Repeat)),
    ("kill", Some(Status::Kill)),
    ("mandatory kill", Some(Status::Kill)),
    ("bulletin kill", Some(Status::Kill)),
    ("withdrawn", Some(Status::Kill)),
    ("withdrawal", Some(Status::Kill)),
    ("story withdrawn", Some(Status::Kill)),
    ("retraction", Some(Status::Kill)),
    ("zurückgezogen", Some(Status::Kill)),
    ("annulation", Some(Status::Kill)),
    ("embargoed", Some(Status::Embargoed)),
    ("advisory", Some(Status::Advisory)),
    ("aktualisierung", Some(Status::Update)),
    ("actualisation", Some(Status::Update)),
    ("actualización", Some(Status::Update)),
    ("ampliación", Some(Status::Update)),
    ("wrapup", Some(Status::Wrapup)),
];

/// Reuters columns in capitals, glued to the headline by a hyphen; a number may follow.
const GLUED: &[(&str, Option<Status>)] = &[
    ("UPDATE", Some(Status::Update)),
    ("WRAPUP", Some(Status::Wrapup)),
    ("RPT", Some(Status::Repeat)),
    ("REFILE", Some(Status::Repeat)),
    ("CORRECTED", Some(Status::Correction)),
    ("CORRECTION", Some(Status::Correction)),
    ("ADVISORY", Some(Status::Advisory)),
    ("URGENT", Some(Status::Urgent)),
    ("KILL", Some(Status::Kill)),
    ("WITHDRAWAL", Some(Status::Kill)),
    ("WITHDRAWN", Some(Status::Kill)),
    ("BRIEF", None),
    ("TABLE", None),
    ("TEXT", None),
    ("EXCLUSIVE", None),
    ("ANALYSIS", None),
    ("FACTBOX", None),
    ("TIMELINE", None),
    ("INTERVIEW", None),
    ("INSIGHT", None),
    ("SPECIAL REPORT", None),
    ("PREVIEW", None),
    ("POLL", None),
    ("SNAPSHOT", None),
    ("NEWSMAKER", None),
    ("HIGHLIGHTS", None),
    ("DIARY", None),
    ("SCENARIOS", None),
    ("Q+A", None),
    ("WITNESS", None),
    ("FEATURE", None),
    ("COLUMN", None),
    ("DEALTALK", None),
    ("PRESS DIGEST", None),
    ("PRECIOUS", None),
    ("FOREX", None),
    ("US STOCKS", None),
    ("CHRONOLOGY", None),
    ("OFFICIAL", None),
];

/// Takes the prefixes off a headline. `is_wire` says that an agency is known to have written it, so that
/// columns which other papers print as part of their headlines come off too.
pub(crate) fn wire_prefix(text: &str, is_wire: bool) -> Prefixed {
    let mut found = Prefixed { headline: trimmed(text, 0), ..Prefixed::default() };
    for _ in 0..4 {
        let start = found.headline.start;
        let Some(rest) = text.get(start..) else { break };
        let Some(piece) =
            bracketed(rest, is_wire).or_else(|| glued(rest)).or_else(|| before_colon(rest, is_wire))
        else {
            break;
        };
        let headline = trimmed(text, start + piece.length);
        if headline.is_empty() {
            break;
        }
        let first = found.prefix.as_ref().map_or(start, |p| p.start);
        found.prefix = Some(first..start + piece.printed);
        found.take = found.take.or(piece.take);
        found.status = stronger(found.status, piece.status);
        found.headline = headline;
    }
    found
}

fn stronger(known: Option<Status>, new: Option<Status>) -> Option<Status> {
    match (known, new) {
        (None, new) => new,
        (Some(Status::Repeat | Status::Lead), Some(new)) => Some(new),
        (known, _) => known,
    }
}

fn trimmed(text: &str, from: usize) -> Range<usize> {
    let rest = text.get(from..).unwrap_or("");
    let start = from + rest.len() - rest.trim_start().len();
    start..text.trim_end().len().max(start)
}

/// One prefix at the start of a text.
struct Piece {
    /// Bytes of the prefix without the colon or dash that closes it.
    printed: usize,
    /// Bytes with it.
    length: usize,
    take: Option<u32>,
    status: Option<Status>,
}

/// `(Sports Focus)`, `(LEAD)`, `(2nd LD)`, `(CORRECTED)`.
fn bracketed(text: &str, is_wire: bool) -> Option<Piece> {
    let inner = text.strip_prefix('(')?;
    let close = inner.find(')').filter(|close| (2..40).contains(close))?;
    let name = inner.get(..close)?;
    let (take, status) = take_of(name).or_else(|| strong(name)).or_else(|| {
        let is_column = is_column(name) || name.split_whitespace().count() <= 3 && is_wire;
        is_column.then_some((None, None))
    })?;
    let length = close + 2;
    let colon = usize::from(text.get(length..).is_some_and(|t| t.starts_with(':')));
    Some(Piece { printed: length, length: length + colon, take, status })
}

/// `UPDATE 2-`, `CORRECTED-(OFFICIAL)-`, `TABLE-`.
fn glued(text: &str) -> Option<Piece> {
    let hyphen = text.find('-').filter(|at| *at < 24)?;
    let name = text.get(..hyphen)?;
    let (word, number) = match name.rsplit_once(' ') {
        Some((word, number)) if number.bytes().all(|b| b.is_ascii_digit()) => (word, number.parse().ok()),
        _ => (name, None),
    };
    let word = word.trim_matches(['(', ')']);
    let (_, status) = GLUED.iter().find(|(tag, _)| *tag == word)?;
    let behind = text.get(hyphen + 1..)?.chars().next()?;
    let is_glued = behind.is_uppercase()
        || behind.is_ascii_digit()
        || matches!(behind, '(' | '"' | '\'' | '‘' | '“' | '$');
    is_glued.then_some(Piece { printed: hyphen, length: hyphen + 1, take: number, status: *status })
}

/// `1st LD-Writethru:`, `Urgent:`, `China Focus:`, `URGENT -`.
fn before_colon(text: &str, is_wire: bool) -> Option<Piece> {
    let colon = text.char_indices().find(|(_, c)| matches!(c, ':' | '：'));
    let dash = text.find(" - ").filter(|dash| colon.is_none_or(|(at, _)| *dash < at));
    // Without a colon a dash may divide any headline: capitals tell the tag.
    let is_tag = |dash: &usize| {
        colon.is_some() || text.get(..*dash).is_some_and(|tag| !tag.contains(char::is_lowercase))
    };
    let (at, length) = match (dash.filter(is_tag), colon) {
        (Some(dash), _) => (dash, dash + 3),
        (None, Some((at, mark))) => (at, at + mark.len_utf8()),
        (None, None) => return None,
    };
    let name = text.get(..at).filter(|name| name.len() <= 60)?.trim_end();
    let (take, status) = take_of(name)
        .or_else(|| strong(name))
        .or_else(|| (is_wire && is_column(name) || is_strong_column(name)).then_some((None, None)))?;
    Some(Piece { printed: name.len(), length, take, status })
}

/// Lead and writethru numbers: `1st LD-Writethru`, `2nd Ld`, `3RD NET`, `1ST LEAD`, `LEAD`, `1st LD Writethru-China Focus`.
pub(crate) fn take_of(name: &str) -> Option<(Option<u32>, Option<Status>)> {
    let lower = name.to_lowercase();
    let words: Vec<&str> = lower.split([' ', '-', '_', ',', '/']).filter(|w| !w.is_empty()).collect();
    let number = words.iter().find_map(|word| ordinal(word));
    let has = |names: &[&str]| words.iter().any(|word| names.contains(word));
    let is_writethru = has(&["writethru", "writethrough"]);
    let is_lead = has(&["ld", "lead", "net"]) && (number.is_some() || words.len() == 1);
    let add = has(&["add"]) && number.is_some();
    let status = match (is_writethru, is_lead, add) {
        (true, _, _) => Status::Writethru,
        (_, true, _) => Status::Lead,
        (_, _, true) => Status::Update,
        _ => return None,
    };
    Some((number, Some(status)))
}

fn ordinal(word: &str) -> Option<u32> {
    ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)?.parse().ok())
}

fn strong(name: &str) -> Option<(Option<u32>, Option<Status>)> {
    let lower = name.trim().to_lowercase();
    let (word, number) = match lower.rsplit_once(' ') {
        Some((word, number)) if number.len() < 3 => (word.to_owned(), number.parse().ok()),
        _ => (lower, None),
    };
    STRONG.iter().find(|(tag, _)| *tag == word).map(|(_, status)| (number, *status))
}

fn is_column(name: &str) -> bool {
    let lower = name.trim().to_lowercase();
    let (word, _) = lower.rsplit_once(' ').filter(|(_, n)| n.parse::<u8>().is_ok()).unwrap_or((&lower, ""));
    COLUMNS.contains(&word) || is_strong_column(name)
}

/// `China Focus`, `Across China`, `Xinhua Headlines`: two or three words in the shape of a wire's column.
fn is_strong_column(name: &str) -> bool {
    let lower = name.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    (2..=3).contains(&words.len())
        && name.split_whitespace().all(|w| w.chars().next().is_some_and(char::is_uppercase))
        && (words.last().is_some_and(|w| COLUMN_ENDS.contains(w))
            || words.first().is_some_and(|w| COLUMN_STARTS.contains(w)))
}

/// Take and status in an AP slug: `BC-US--Harbour Fire,1st Ld-Writethru`.
pub(crate) fn slug_status(slug: &str) -> Option<(Option<u32>, Option<Status>)> {
    slug.split(',').skip(1).find_map(take_of)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, is_wire: bool, prefix: Option<&str>, headline: &str) -> Prefixed {
        let found = wire_prefix(text, is_wire);
        assert_eq!(found.prefix.clone().map(|p| &text[p]), prefix, "{text}");
        assert_eq!(&text[found.headline.clone()], headline, "{text}");
        found
    }

    #[test]
    fn takes_and_status_of_xinhua() {
        let found = check("1st LD-Writethru: Port reopens", false, Some("1st LD-Writethru"), "Port reopens");
        assert_eq!((found.take, found.status), (Some(1), Some(Status::Writethru)));
        let found = check("2nd Ld Writethru: Port reopens", true, Some("2nd Ld Writethru"), "Port reopens");
        assert_eq!(found.take, Some(2));
        let found = check("Urgent: Port closed", false, Some("Urgent"), "Port closed");
        assert_eq!(found.status, Some(Status::Urgent));
        check("Urgent: 1st LD: Port closed", false, Some("Urgent: 1st LD"), "Port closed");
        check("China Focus: Port reopens", false, Some("China Focus"), "Port reopens");
        check("Across China: Port reopens", false, Some("Across China"), "Port reopens");
        check("(Sports Focus) Rowers win", true, Some("(Sports Focus)"), "Rowers win");
    }

    #[test]
    fn withdrawals_are_told() {
        for line in [
            "KILL-Port reopens",
            "MANDATORY KILL: Port reopens",
            "WITHDRAWN: Port reopens",
            "WITHDRAWAL-Port reopens",
            "RETRACTION: Port reopens",
        ] {
            assert_eq!(wire_prefix(line, false).status, Some(Status::Kill), "{line}");
        }
        let found = check("ADVISORY - Port reopens", false, Some("ADVISORY"), "Port reopens");
        assert_eq!(found.status, Some(Status::Advisory));
        check("Kill the tax - mayor", false, None, "Kill the tax - mayor");
        check("MAYOR - Port reopens", false, None, "MAYOR - Port reopens");
    }

    #[test]
    fn columns_come_off_wire_stories_only() {
        check("Roundup: Ports reopen: officials", true, Some("Roundup"), "Ports reopen: officials");
        check("Roundup: Ports reopen", false, None, "Roundup: Ports reopen");
        check("Anti-flood pact gains: chief", true, None, "Anti-flood pact gains: chief");
        check("Lee: we will stay", true, None, "Lee: we will stay");
    }

    #[test]
    fn reuters_tags_are_glued() {
        let found = check("UPDATE 2-Port reopens", false, Some("UPDATE 2"), "Port reopens");
        assert_eq!((found.take, found.status), (Some(2), Some(Status::Update)));
        let found = check("RPT-UPDATE 1-Port reopens", false, Some("RPT-UPDATE 1"), "Port reopens");
        assert_eq!((found.take, found.status), (Some(1), Some(Status::Update)));
        let found =
            check("CORRECTED-(OFFICIAL)-Port reopens", false, Some("CORRECTED-(OFFICIAL)"), "Port reopens");
        assert_eq!(found.status, Some(Status::Correction));
        check("EU-Kommission tagt", false, None, "EU-Kommission tagt");
        check("COVID-19 cases rise", false, None, "COVID-19 cases rise");
        check("TEXT-heavy pages", false, None, "TEXT-heavy pages");
    }

    #[test]
    fn a_headline_of_nothing_else_is_kept() {
        check("Urgent:", false, None, "Urgent:");
        check("", false, None, "");
    }

    #[test]
    fn slugs_tell_takes() {
        assert_eq!(
            slug_status("BC-US--Harbour Fire,1st Ld-Writethru"),
            Some((Some(1), Some(Status::Writethru)))
        );
        assert_eq!(slug_status("BC-US--Harbour Fire"), None);
    }
}
