//! Lines that tell a document and its parts.

use crate::field::date::{DateHints, first_date};
use crate::format::when;
use offwire_article::{Clock, NewsDate};

/// Least length of the number of a document: a code of the source, a day, and what tells it from others.
const LEAST: usize = 20;

/// Whether a line is the number of a document, with which it ends.
pub(super) fn is_end(line: &str) -> bool {
    let line = line.trim();
    let line = line.strip_prefix("AN").map_or(line, str::trim_start);
    let number = line.strip_prefix("Document ").map(str::trim_start);
    number.is_some_and(|number| {
        number.len() >= LEAST
            && number.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && number.bytes().filter(u8::is_ascii_digit).count() >= 8
    })
}

/// "Words", as the service counts them in the languages that it has.
pub(super) const COUNTED: [&str; 9] =
    [" words", " mots", " Wörter", " palabras", " palavras", " parole", " woorden", " ord", " слов"];

/// Whether a line counts the words of a document.
pub(super) fn is_count(line: &str) -> bool {
    let line = line.trim();
    let count = COUNTED.iter().find_map(|word| line.strip_suffix(word));
    count.is_some_and(|count| {
        count.starts_with(|c: char| c.is_ascii_digit())
            && count.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | ' ' | '\u{a0}'))
    })
}

/// Words of a line that is nothing but a day.
const MOST_WORDS: usize = 4;

/// The day that is all of a line.
pub(super) fn day(line: &str) -> Option<NewsDate> {
    let line = line.trim();
    let found = || {
        let found = first_date(line, DateHints::default())?;
        let is_all = found.range == (0..line.len());
        found.date().filter(|_| is_all)
    };
    let told = || when::read(line).filter(|_| line.split_whitespace().count() <= MOST_WORDS);
    found().or_else(told).filter(|date| date.day().is_some()).map(NewsDate::date_only)
}

/// The time that is all of a line: `03:12`, `03:12 GMT`.
pub(super) fn clock(line: &str) -> Option<Clock> {
    let line = line.trim();
    let (time, zone) = line.split_once(' ').unwrap_or((line, ""));
    let (hour, minute) = time.split_once(':')?;
    let number = |digits: &str| (digits.len() <= 2).then(|| digits.parse::<u8>().ok()).flatten();
    let offset = match zone.trim() {
        "" => None,
        "GMT" | "UTC" => Some(0),
        _ => return None,
    };
    Some(Clock { hour: number(hour)?, minute: number(minute)?, second: None, offset })
}

/// Whether a line claims rights.
pub(super) fn is_rights(line: &str) -> bool {
    let line = line.trim().to_lowercase();
    ["copyright", "©", "(c)", "all rights reserved"].iter().any(|opening| line.starts_with(opening))
}

/// Whether a line is the service's own, such as the foot of a page.
pub(super) fn is_foot(line: &str) -> bool {
    line.contains("Factiva, Inc") || line.contains("Dow Jones Factiva")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_ends_a_document() {
        assert!(
            is_end("Document NHT0000019940312dq3c0002u") && is_end("AN  Document J000000020150112eb1c0002u ")
        );
        assert!(
            !is_end("Document 1 of 20") && !is_end("Document signed in the harbour") && !is_end("Documents")
        );
    }

    #[test]
    fn masthead_lines_are_told() {
        assert!(
            is_count("1,204 words")
                && is_count("543 Wörter")
                && !is_count("a few words")
                && !is_count("words")
        );
        assert_eq!(day("12 March 1994").unwrap().to_string(), "1994-03-12");
        assert_eq!(day("12 März 1994").unwrap().to_string(), "1994-03-12");
        assert!(day("On 12 March 1994 it was shut").is_none());
        assert_eq!(clock("03:12 GMT").map(|c| (c.hour, c.minute, c.offset)), Some((3, 12, Some(0))));
        assert!(clock("Score 3:1").is_none());
    }
}
