//! What stands in a field for the author's name, as it is written: groups, pen names and desks too.

use super::end::{is_weekday, local_part};
use super::{opening, pieces};
use crate::field::agency::is_agency;
use crate::field::date::{DateHints, dates_in};
use std::ops::Range;

/// Longest signature, in characters.
const LONGEST: usize = 80;
/// Most words of one.
const MOST_WORDS: usize = 9;

/// The names that a field gives, whoever they are: `By` and dates off, lists divided, academic degrees left with
/// the name before them. `By Harbour Times staff | 26 January 2018` gives `Harbour Times staff`.
pub(crate) fn signatures(field: &str) -> Vec<String> {
    if let Some(people) = super::east_asian::signed(field) {
        return people.into_iter().map(|person| person.name).collect();
    }
    let start = behind_date(field);
    let own = field.get(start..).unwrap_or("");
    let start = start + opening(own).filter(|open| open.end < own.len()).map_or(0, |open| open.end);
    let mut found: Vec<String> = Vec::new();
    for range in pieces(field, start..cut(field, start), AND, MARKS) {
        let Some(text) = field.get(range) else { continue };
        let text = text.trim_matches(['（', '）', '【', '】', '［', '］']);
        let name = offwire_article::text::fold_space(without_tail(text));
        match found.last_mut().filter(|_| is_degree(&name) && !is_agency(&name)) {
            Some(before) => {
                before.push_str(", ");
                before.push_str(&name);
            }
            None if is_signature(&name) => found.push(name),
            None => {}
        }
    }
    found
}

/// Words between two signatures; the single letters of other languages stand inside the names of groups.
const AND: &[&str] = &["and", "und", "et", "og", "och", "y"];

/// Marks between two signatures; a stroke stands inside one, as in `APA/AP`.
const MARKS: &[char] = &[',', ';', '&', '、', '،', '\n', '|', '，', '；'];

/// Where the signatures end: at a divider, a bracket, a date.
fn cut(line: &str, start: usize) -> usize {
    let rest = line.get(start..).unwrap_or("");
    let marks = ['|', '(', '[', '•', '·', '@', '\t', '\n', '»', '→', '<'];
    let mut end = rest.find(marks).filter(|at| *at > 0).unwrap_or(rest.len());
    if rest.get(end..).is_some_and(|behind| behind.starts_with('@')) {
        end -= local_part(rest, end);
    }
    for dash in [" - ", " – ", " — "] {
        end = end.min(rest.find(dash).unwrap_or(end));
    }
    let date = date_in(rest).map(|date| date.start).filter(|at| *at > 0);
    start + end.min(date.unwrap_or(end))
}

/// Where a date that opens the field ends.
fn behind_date(field: &str) -> usize {
    let end = date_in(field).filter(|date| date.start == 0).map_or(0, |date| date.end);
    let rest = field.get(end..).unwrap_or("");
    end + rest.len()
        - rest
            .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '|' | ',' | '-' | '–' | '•' | '·'))
            .len()
}

/// The first date among the first letters of a text.
fn date_in(text: &str) -> Option<Range<usize>> {
    let end = (0..=text.len().min(300)).rev().find(|at| text.is_char_boundary(*at))?;
    dates_in(text.get(..end)?, DateHints::default()).first().map(|date| date.range.clone())
}

fn is_signature(name: &str) -> bool {
    // A stroke at the front is what is left of a picture's credit: `fot. /domena publiczna`.
    let is_address = ["http", "//"].iter().any(|mark| name.contains(mark)) || name.starts_with('/');
    let words = name.split_whitespace().count();
    let is_login = ["admin", "administrator", "webmaster"].contains(&name.to_lowercase().as_str());
    let length = name.chars().count();
    !is_address
        && !is_login
        && !is_count(name)
        && words <= MOST_WORDS
        && (2..=LONGEST).contains(&length)
        && name.chars().any(char::is_alphabetic)
}

/// Words that lead over from a name to what stands behind it, and those that the page says about a story.
const TAILS: &[&str] = &[
    "am",
    "on",
    "at",
    "le",
    "el",
    "om",
    "den",
    "vom",
    "um",
    "stand",
    "said",
    "sagt",
    "dit",
    "dice",
    "says",
    "schreibt",
    "updated",
    "published",
    "posted",
    "publiziert",
    "veröffentlicht",
    "aktualisiert",
    "erstellt",
    "gespeichert",
    "publié",
    "publicado",
    "actualizado",
    "aggiornato",
    "pubblicato",
    "created",
    "modified",
    "hace",
    "vor",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonntag",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
];

/// A name without the words at its end that belong to a date.
fn without_tail(text: &str) -> &str {
    let mut rest = text.trim_end();
    loop {
        let word = rest.rsplit(char::is_whitespace).next().unwrap_or("");
        let plain = word.trim_matches(['.', ',', ':', ';']).to_lowercase();
        if word.is_empty() || !TAILS.contains(&plain.as_str()) && !is_weekday(&plain) {
            return rest;
        }
        rest = rest.get(..rest.len() - word.len()).unwrap_or("").trim_end();
    }
}

/// `Dec. 19`, `August 28`, `9 minutes`: what counts days and minutes is no name.
fn is_count(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_number = |word: &&str| word.trim_matches(['.', ',']).parse::<u32>().is_ok();
    words.len() <= 4 && words.iter().any(is_number) && {
        let units = [
            "min",
            "sec",
            "hour",
            "day",
            "stund",
            "tag",
            "minut",
            "lesezeit",
            "read",
            "comment",
            "kommentar",
        ];
        let is_unit = |word: &str| units.iter().any(|unit| word.to_lowercase().starts_with(unit));
        words.iter().any(|word| is_unit(word))
    }
}

/// `PhD`, `MD`, `R.N.`, `MPH`, `Jr.`.
fn is_degree(piece: &str) -> bool {
    let letters: String = piece.chars().filter(|c| c.is_alphabetic()).collect();
    let count = letters.chars().count();
    let capitals = letters.chars().filter(|c| c.is_uppercase()).count();
    !piece.contains(' ') && (2..=5).contains(&count) && capitals * 2 >= count && capitals > 1
        || ["Jr", "Sr", "Jr.", "Sr.", "Esq", "Esq."].contains(&piece)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_as_they_are_written() {
        for (field, want) in [
            ("By Harbour Times staff | 26 January 2018", vec!["Harbour Times staff"]),
            ("gull42", vec!["gull42"]),
            ("Ann Lee, PhD, Bo Ek", vec!["Ann Lee, PhD", "Bo Ek"]),
            ("Ann Lee und Bo Ek", vec!["Ann Lee", "Bo Ek"]),
            ("ek/dpa", vec!["ek/dpa"]),
            ("https://harbour.example/ann", vec![]),
            ("admin", vec![]),
            ("/public domain", vec![]),
            ("harbour.example", vec!["harbour.example"]),
            ("Ann Lee am Samstag", vec!["Ann Lee"]),
            ("Posted on", vec![]),
            ("Dec. 19", vec![]),
            ("Dec 17, 2025 Ann Lee", vec!["Ann Lee"]),
            ("9 minutes", vec![]),
            ("Ann Lee, AFP", vec!["Ann Lee", "AFP"]),
            ("Redacción el jueves, septiembre 22, 2011", vec!["Redacción"]),
            ("ANN LEE alee@harbour.example", vec!["ANN LEE"]),
            ("김하늘 기자", vec!["김하늘"]),
            ("", vec![]),
        ] {
            assert_eq!(signatures(field), want, "{field}");
        }
    }
}
