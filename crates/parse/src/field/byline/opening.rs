//! The words that open a byline and those that end its names.

use super::label::labels_of;
use crate::letters::{is_letter, lowered};
use std::ops::Range;

/// How a byline opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Opening {
    /// Where the names begin.
    pub end: usize,
    /// Whether a colon or a word that nothing but a byline opens with says so.
    pub is_label: bool,
}

/// Prepositions that open bylines, and prose too.
const PREPOSITIONS: &[&str] = &[
    "by",
    "von",
    "par",
    "por",
    "di",
    "da",
    "door",
    "av",
    "af",
    "per",
    "przez",
    "od",
    "autor",
    "автор",
    "kirjoittanut",
    "text",
    "texte",
    "szerző",
    "írta",
    "de",
    "tekst",
];

/// The opening of a byline at the start of `line`, if there is one.
pub(crate) fn opening(line: &str) -> Option<Opening> {
    let start = opening_start(line);
    let rest = line.get(start..)?;
    if let Some(label) = labels_of(rest).iter().find(|label| starts_with_folded(rest, label)) {
        let end = start + folded_length(rest, label)?;
        return Some(Opening { end: behind_marks(line, end), is_label: true });
    }
    let word_end = word_end(rest);
    let word = rest.get(..word_end)?;
    if is_preposition(word) {
        let end = behind_marks(line, start + word_end);
        let is_told = line.get(end..)?.chars().next().is_some_and(|c| !c.is_lowercase());
        return (end > start + word_end && is_told || rest.get(word_end..)?.starts_with(':'))
            .then_some(Opening { end, is_label: false });
    }
    if !rest.starts_with(['B', 'b', 'V', 'P']) {
        return None;
    }
    let glued = ["By", "by", "Von", "Par", "Por"].iter().find(|by| {
        rest.strip_prefix(**by).is_some_and(|t| {
            let mut letters = t.chars();
            letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
        })
    })?;
    Some(Opening { end: start + glued.len(), is_label: false })
}

/// Where the letters end that a text begins with, as far as they may be a preposition.
fn word_end(text: &str) -> usize {
    let near = text.as_bytes().get(..text.len().min(LONGEST_PREPOSITION + 1)).unwrap_or_default();
    let plain = near.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    match near.get(plain) {
        Some(byte) if !byte.is_ascii() => text.find(|c: char| !is_letter(c)).unwrap_or(text.len()),
        _ => plain,
    }
}

/// A bit for the last five bits of the first letter of each of [`PREPOSITIONS`].
const FIRSTS: u32 = {
    let (mut firsts, mut rest) = (0, PREPOSITIONS);
    while let Some((word, more)) = rest.split_first() {
        if let Some(first) = word.as_bytes().first() {
            firsts |= 1 << (*first & 31);
        }
        rest = more;
    }
    firsts
};

/// Bytes of the longest of [`PREPOSITIONS`].
const LONGEST_PREPOSITION: usize = 12;

/// Where a line begins behind blanks, bullets and dashes.
fn opening_start(line: &str) -> usize {
    if line.as_bytes().first().is_some_and(u8::is_ascii_alphanumeric) {
        return 0;
    }
    let is_mark =
        |c: char| c.is_whitespace() || matches!(c, '^' | '*' | '_' | '|' | '•' | '·' | '-' | '–' | '—' | '(');
    line.len() - line.trim_start_matches(is_mark).len()
}

/// Whether a word is one of [`PREPOSITIONS`], whatever its case.
fn is_preposition(word: &str) -> bool {
    if word.len() > LONGEST_PREPOSITION {
        return false;
    }
    if word.is_ascii() {
        let first = word.bytes().next().unwrap_or_default();
        return FIRSTS >> (first & 31) & 1 == 1
            && PREPOSITIONS.iter().any(|known| known.eq_ignore_ascii_case(word));
    }
    PREPOSITIONS.contains(&lowered(word).as_ref())
}

fn starts_with_folded(text: &str, label: &str) -> bool {
    folded_length(text, label).is_some_and(|end| {
        let behind = text.get(end..).and_then(|t| t.chars().next());
        let is_open = label.ends_with(|c: char| !c.is_alphabetic() || c as u32 > 0x2e00);
        is_open || behind.is_none_or(|c| !c.is_alphanumeric())
    })
}

/// Bytes of `text` that spell `label`, whatever the case.
fn folded_length(text: &str, label: &str) -> Option<usize> {
    // Labels are looked up by their first letter: mostly the second says no.
    if let (Some(second), Some(want)) = (text.as_bytes().get(1), label.as_bytes().get(1))
        && second.is_ascii()
        && want.is_ascii()
        && label.as_bytes().first().is_some_and(u8::is_ascii)
        && second.to_ascii_lowercase() != *want
    {
        return None;
    }
    let mut chars = text.char_indices();
    for want in label.chars() {
        let (_, c) = chars.next()?;
        if !is_folded(c, want) {
            return None;
        }
    }
    Some(chars.next().map_or(text.len(), |(at, _)| at))
}

/// Whether a letter is `small`, whatever its case.
fn is_folded(letter: char, small: char) -> bool {
    letter == small
        || letter.to_ascii_lowercase() == small
        || !letter.is_ascii() && letter.to_lowercase().eq([small])
}

fn behind_marks(line: &str, from: usize) -> usize {
    let rest = line.get(from..).unwrap_or("");
    from + rest.len()
        - rest
            .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：' | '-' | '–' | '|'))
            .len()
}

/// Takes `by`, `Dr.`-free labels and closing role words off a piece: `edited by Ann Lee` names no author.
pub(super) fn without_labels(line: &str, range: Range<usize>) -> Range<usize> {
    let Some(text) = line.get(range.clone()) else { return range };
    let is_name = || {
        let lower = lowered(text);
        ["de ", "di ", "da "].iter().any(|opening| lower.starts_with(opening))
    };
    match opening(text).filter(|open| open.end < text.len()) {
        Some(open) if !is_name() => range.start + open.end..range.end,
        _ => range,
    }
}

#[cfg(test)]
mod tests {
    use super::super::label::LABELS;
    use super::{LONGEST_PREPOSITION, PREPOSITIONS, opening};

    #[test]
    fn labels_are_found_whatever_their_case() {
        for label in LABELS {
            let (first, rest) = label.split_at(label.chars().next().map_or(0, char::len_utf8));
            for line in [format!("{label} Eva Maier"), format!("{}{rest} Eva Maier", first.to_uppercase())] {
                assert!(opening(&line).is_some_and(|open| open.is_label), "{line}");
            }
        }
        assert_eq!(opening("The port reopened"), None);
        for word in PREPOSITIONS {
            assert!(word.len() <= LONGEST_PREPOSITION, "{word}");
            assert!(opening(&format!("{} Eva Maier", word.to_uppercase())).is_some(), "{word}");
        }
    }
}
