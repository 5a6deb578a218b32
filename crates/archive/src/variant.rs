//! Spellings that OCR and time made of a word, from the index's own vocabulary.

use crate::{Archive, error::Result};
use rusqlite::params;
use serde::Serialize;

/// A spelling with the number of articles that have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Variant {
    /// The word as the index holds it.
    pub word: String,
    /// Number of articles.
    pub articles: u64,
}

/// Letters and groups that print, OCR and older spelling confuse, each written as one of them.
const CONFUSED: &[(&str, &str)] = &[
    ("rn", "m"),
    ("ri", "n"),
    ("iii", "m"),
    ("cl", "d"),
    ("vv", "w"),
    ("ii", "n"),
    ("ſ", "s"),
    ("f", "s"),
    ("c", "e"),
    ("o", "e"),
    ("0", "e"),
    ("1", "i"),
    ("l", "i"),
    ("j", "i"),
    ("t", "i"),
    ("5", "s"),
    ("8", "b"),
    ("h", "b"),
    ("u", "n"),
    ("v", "n"),
    ("y", "i"),
    ("q", "g"),
    ("9", "g"),
    ("6", "b"),
    ("z", "s"),
    ("k", "h"),
];

/// Articles that must have a spelling for it to be shown.
const FEWEST: i64 = 1;
/// Most spellings.
const MOST: usize = 50;

impl Archive {
    /// Spellings in the archive that are near a word, the most frequent first: one letter off (two in words of
    /// eight letters or more), or the same but for letters that OCR confuses. The word itself is not among them.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn variants(&self, word: &str) -> Result<Vec<Variant>> {
        let word = word.to_lowercase();
        let mut found = Vec::new();
        for first in first_letters(&word) {
            let words = self.words_from(first)?;
            found.extend(words.into_iter().filter(|variant| is_near(&word, &variant.word)));
        }
        found.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.word.cmp(&b.word)));
        found.dedup();
        found.truncate(MOST);
        Ok(found)
    }

    fn words_from(&self, first: char) -> Result<Vec<Variant>> {
        let next = char::from_u32(u32::from(first) + 1).unwrap_or(char::MAX);
        let sql = "SELECT term, doc FROM articles_words WHERE term >= ?1 AND term < ?2 AND doc >= ?3";
        let found = self.connection.prepare_cached(sql).and_then(|mut statement| {
            let rows = statement.query_map(params![first.to_string(), next.to_string(), FEWEST], |row| {
                Ok(Variant { word: row.get(0)?, articles: row.get::<_, i64>(1)?.cast_unsigned() })
            })?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        });
        self.sql("reading the vocabulary", found)
    }
}

/// The word's own first letter, and those that it may have been read as.
fn first_letters(word: &str) -> Vec<char> {
    let Some(first) = word.chars().next() else { return Vec::new() };
    let class = folded(&first.to_string());
    let mut letters: Vec<char> =
        ('a'..='z').chain('0'..='9').filter(|c| folded(&c.to_string()) == class).collect();
    letters.push(first);
    letters.sort_unstable();
    letters.dedup();
    letters
}

/// The word with confused letters written alike.
fn folded(word: &str) -> String {
    CONFUSED.iter().fold(word.to_owned(), |text, (from, to)| text.replace(from, to))
}

fn is_near(word: &str, other: &str) -> bool {
    if word == other {
        return false;
    }
    let length = word.chars().count();
    let allowed = match length {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    };
    (length >= 4 && folded(word) == folded(other)) || within(word, other, allowed)
}

/// Whether two words are at most so many letters apart: inserted, left out, changed, or two swapped.
fn within(word: &str, other: &str, allowed: usize) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (word.chars().collect(), other.chars().collect());
    if allowed == 0 || a.len().abs_diff(b.len()) > allowed || a.len() > 64 || b.len() > 64 {
        return false;
    }
    let (mut before, mut last): (Vec<usize>, Vec<usize>) = (Vec::new(), (0..=b.len()).collect());
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let at = |row: &[usize], index: usize| row.get(index).copied().unwrap_or(usize::MAX / 2);
            let mut least =
                (at(&last, j) + usize::from(x != y)).min(at(&last, j + 1) + 1).min(at(&row, j) + 1);
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if swapped {
                least = least.min(at(&before, j - 1) + 1);
            }
            row.push(least);
        }
        (before, last) = (last, row);
    }
    last.last().is_some_and(|distance| *distance <= allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misread_and_older_spellings_are_near() {
        for (word, other) in [
            ("modern", "modem"),
            ("president", "prefident"),
            ("harbour", "harbor"),
            ("storm", "storrn"),
            ("their", "thier"),
        ] {
            assert!(is_near(word, other), "{word} {other}");
        }
        for (word, other) in [("war", "was"), ("storm", "council"), ("storm", "storm")] {
            assert!(!is_near(word, other), "{word} {other}");
        }
    }
}
