//! Words of a sentence with their places, as the readability rules see them.

use crate::runs::Runs;

/// A word: a run of letters and digits with the apostrophes, hyphens and stops inside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word<'a> {
    pub text: &'a str,
    /// Offset of its first byte.
    pub at: usize,
}

impl Word<'_> {
    /// Offset behind its last byte.
    pub(crate) fn end(self) -> usize {
        self.at + self.text.len()
    }

    pub(crate) fn is(self, other: &str) -> bool {
        self.text.eq_ignore_ascii_case(other)
    }

    pub(crate) fn is_any(self, others: &[&str]) -> bool {
        others.iter().any(|other| self.is(other))
    }

    pub(crate) fn is_capitalized(self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }

    /// The part before an apostrophe: "he" of "he's".
    pub(crate) fn stem(self) -> Self {
        let end = self.text.find(['\'', '\u{2019}']).unwrap_or(self.text.len());
        Self { text: self.text.get(..end).unwrap_or(self.text), at: self.at }
    }
}

/// Words in lower case, to be found in any case.
pub(crate) struct OneOf<const N: usize> {
    words: [&'static str; N],
    /// For each first letter the lengths of words that begin with it, one bit each: most words are told to be none of
    /// them without looking further.
    lengths: [u32; 32],
}

impl<const N: usize> OneOf<N> {
    /// Of words that begin with a letter of a to z.
    #[expect(
        clippy::indexing_slicing,
        reason = "evaluated by the compiler, which rejects an index out of range"
    )]
    pub(crate) const fn new(words: [&'static str; N]) -> Self {
        let mut lengths = [0; 32];
        let mut at = 0;
        while at < N {
            let word = words[at].as_bytes();
            lengths[(word[0] & 31) as usize] |= length_bit(word.len());
            at += 1;
        }
        Self { words, lengths }
    }

    /// Whether this word is one of them.
    pub(crate) fn has(&self, word: &str) -> bool {
        let Some(first) = word.as_bytes().first() else { return false };
        let lengths = self.lengths.get(usize::from(first & 31)).copied().unwrap_or_default();
        lengths & length_bit(word.len()) != 0 && self.words.iter().any(|own| own.eq_ignore_ascii_case(word))
    }
}

/// One bit for each length; the highest for all beyond.
const fn length_bit(length: usize) -> u32 {
    1 << if length < 31 { length } else { 31 }
}

/// The words of a text in order.
pub(crate) fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    let mut runs = text.is_ascii().then(|| Runs::of(text));
    let mut next: Option<(usize, usize)> = None;
    let mut rest = 0;
    std::iter::from_fn(move || {
        let (start, end) = match &mut runs {
            Some(runs) => {
                let (start, mut end) = next.take().or_else(|| runs.next())?;
                next = runs.next();
                while let Some((_, behind)) = next.filter(|(at, _)| *at == end + 1 && joins_ascii(text, end))
                {
                    end = behind;
                    next = runs.next();
                }
                (start, end)
            }
            None => {
                let start = next_start(text, rest)?;
                (start, end_of_word(text, start))
            }
        };
        rest = end;
        Some(Word { text: text.get(start..end)?, at: start })
    })
}

/// [`joins`] for the mark at this place between letters and digits of ASCII.
fn joins_ascii(text: &str, at: usize) -> bool {
    let byte = |at: usize| text.as_bytes().get(at).copied().unwrap_or(0);
    match byte(at) {
        b'\'' | b'-' => true,
        b'.' | b',' => byte(at + 1).is_ascii_digit() && byte(at.wrapping_sub(1)).is_ascii_digit(),
        _ => false,
    }
}

/// Offset of the next letter or digit.
fn next_start(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        let byte = *bytes.get(at)?;
        if byte.is_ascii_alphanumeric() {
            return Some(at);
        }
        let c = if byte.is_ascii() { '.' } else { text.get(at..)?.chars().next()? };
        if c.is_alphanumeric() {
            return Some(at);
        }
        at += c.len_utf8();
    }
}

fn end_of_word(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    while let Some(byte) = bytes.get(at) {
        if byte.is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        if byte.is_ascii() && !matches!(byte, b'\'' | b'-' | b'.' | b',') {
            return at;
        }
        let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { return at };
        let run = text.get(start..).unwrap_or("");
        if !c.is_alphanumeric() && !joins(run, at - start, c) {
            return at;
        }
        at += c.len_utf8();
    }
    bytes.len()
}

/// Whether this mark stands inside a word: "don't", "U.S.-led", "3.5", "x-ray".
fn joins(run: &str, at: usize, mark: char) -> bool {
    let next = run.get(at + mark.len_utf8()..).and_then(|r| r.chars().next());
    match mark {
        '\'' | '\u{2019}' | '-' | '\u{2010}' | '\u{2011}' => next.is_some_and(char::is_alphanumeric),
        '.' | ',' => {
            next.is_some_and(|n| n.is_ascii_digit())
                && run.get(..at).is_some_and(|b| b.ends_with(|c: char| c.is_ascii_digit()))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{OneOf, end_of_word, next_start, words};
    use proptest::prelude::*;

    #[test]
    fn a_word_is_found_in_any_case() {
        let verbs = OneOf::new(["said", "told", "have"]);
        assert!(verbs.has("Said") && verbs.has("HAVE"));
        // Another word, another length, another word of the same letter and length; the first byte of \u{d3} is no letter.
        assert!(!verbs.has("sail") && !verbs.has("saids") && !verbs.has("") && !verbs.has("\u{d3}id"));
    }

    #[test]
    fn words_keep_their_inner_marks() {
        let found: Vec<&str> =
            words("\"He didn't pay $3.5m,\" said Mr. O'Neil\u{2019}s x-ray.").map(|w| w.text).collect();
        assert_eq!(found, ["He", "didn't", "pay", "3.5m", "said", "Mr", "O'Neil\u{2019}s", "x-ray"]);
    }

    proptest! {
        #[test]
        fn words_of_ascii_are_those_of_any_text(text in "[a-zA-Z0-9 .,'-]{0,80}") {
            let found: Vec<(usize, usize)> = words(&text).map(|w| (w.at, w.end())).collect();
            let (mut plainly, mut rest) = (Vec::new(), 0);
            while let Some(start) = next_start(&text, rest) {
                rest = end_of_word(&text, start);
                plainly.push((start, rest));
            }
            prop_assert_eq!(found, plainly);
        }
    }
}
