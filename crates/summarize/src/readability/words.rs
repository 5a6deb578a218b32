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
        let end = if self.text.is_ascii() {
            self.text.bytes().position(|byte| byte == b'\'')
        } else {
            self.text.find(['\'', '\u{2019}'])
        };
        let end = end.unwrap_or(self.text.len());
        Self { text: self.text.get(..end).unwrap_or(self.text), at: self.at }
    }
}

/// Words in lower case, to be found in any case.
pub(crate) struct OneOf<const N: usize> {
    words: [&'static str; N],
    /// Numbers of the words, counted from 1, each in the slot that [`slot`] gives or the first free one behind it.
    slots: [u8; SLOTS],
}

/// Slots of each list: several times as many as words, so that most words are told to be none of them by one look.
const SLOTS: usize = 512;

impl<const N: usize> OneOf<N> {
    /// Of words of at least one byte.
    #[expect(
        clippy::indexing_slicing,
        reason = "evaluated by the compiler, which rejects an index out of range"
    )]
    pub(crate) const fn new(words: [&'static str; N]) -> Self {
        assert!(N < 256, "numbers of words are bytes");
        let mut slots = [0; SLOTS];
        let mut at = 0;
        while at < N {
            let word = words[at].as_bytes();
            let mut place = slot(word[0], word[word.len() / 2], word[word.len() - 1], word.len());
            while slots[place] > 0 {
                place = (place + 1) % SLOTS;
            }
            at += 1;
            slots[place] = at as u8;
        }
        Self { words, slots }
    }

    /// Whether this word is one of them.
    pub(crate) fn has(&self, word: &str) -> bool {
        let bytes = word.as_bytes();
        let (Some(first), Some(middle), Some(last)) =
            (bytes.first(), bytes.get(bytes.len() / 2), bytes.last())
        else {
            return false;
        };
        let mut place = slot(*first, *middle, *last, bytes.len());
        loop {
            let number = self.slots.get(place).copied().unwrap_or(0);
            let Some(own) = usize::from(number).checked_sub(1).and_then(|at| self.words.get(at)) else {
                return false;
            };
            if own.eq_ignore_ascii_case(word) {
                return true;
            }
            place = (place + 1) % SLOTS;
        }
    }
}

/// The slot of a word by its first, middle and last byte in any case, and its length.
const fn slot(first: u8, middle: u8, last: u8, length: usize) -> usize {
    let word = u32::from_le_bytes([first | 0x20, middle | 0x20, last | 0x20, length as u8]);
    (word.wrapping_mul(0x9e37_79b1) >> (32 - SLOTS.trailing_zeros())) as usize
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
