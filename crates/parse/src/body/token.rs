//! Words as numbers, and runs of four of them.

use crate::letters::{by_byte, each_small, is_letter_or_digit};
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// Words of a text, lower case, as 64-bit hashes.
pub(crate) fn tokens(text: &str) -> Vec<u64> {
    let bytes = text.as_bytes();
    let mut tokens = Vec::with_capacity(text.len() / 6 + 1);
    let mut lower = String::new();
    let mut rest = bytes;
    while let Some(start) = rest.iter().position(|byte| class(*byte) != BETWEEN) {
        let word = rest.get(start..).unwrap_or_default();
        let length = word.iter().position(|byte| class(*byte) != WORD).unwrap_or(word.len());
        if word.get(length).is_none_or(u8::is_ascii) {
            tokens.push(hash_of_start(word, length));
            rest = word.get(length..).unwrap_or_default();
            continue;
        }
        let at = bytes.len() - word.len();
        let length = text.get(at..).map_or(0, |word| other_word(word, &mut lower));
        if !lower.is_empty() {
            tokens.push(hash_of(&lower));
        }
        rest = word.get(length..).unwrap_or_default();
    }
    tokens
}

/// Puts the word that a text begins with, in which letters beyond ASCII are, into `lower` in small letters; what is read
/// in bytes. It may be none, where the first character is no letter.
fn other_word(text: &str, lower: &mut String) -> usize {
    lower.clear();
    for (at, c) in text.char_indices() {
        if !is_letter_or_digit(c) && c != '_' {
            return if at == 0 { c.len_utf8() } else { at };
        }
        each_small(c, |small| lower.push(small));
    }
    text.len()
}

/// Classes of bytes: what stands between words, ASCII inside words, and what is beyond ASCII.
const BETWEEN: u8 = 0;
const WORD: u8 = 1;
const BEYOND: u8 = 2;

fn class(byte: u8) -> u8 {
    static CLASSES: [u8; 256] = by_byte!(u8, |byte| match byte {
        0x80.. => BEYOND,
        _ if byte.is_ascii_alphanumeric() || byte == b'_' => WORD,
        _ => BETWEEN,
    });
    CLASSES.get(usize::from(byte)).copied().unwrap_or(BETWEEN)
}

/// The distinct runs of four words; a text of fewer words is one run. Sorted.
pub(crate) fn shingles(tokens: &[u64]) -> Vec<u64> {
    let mut shingles = Vec::with_capacity(tokens.len());
    shingles_into(&mut shingles, tokens);
    shingles
}

/// Appends the distinct runs of four words, sorted.
pub(crate) fn shingles_into(shingles: &mut Vec<u64>, tokens: &[u64]) {
    let start = shingles.len();
    match tokens {
        [] => {}
        few if few.len() < 4 => shingles.push(mix(few)),
        many => shingles.extend(many.windows(4).map(mix)),
    }
    let own = shingles.get_mut(start..).unwrap_or_default();
    own.sort_unstable();
    let (mut length, mut last) = (0, None);
    for at in 0..own.len() {
        let Some(value) = own.get(at).copied().filter(|value| last != Some(*value)) else { continue };
        last = Some(value);
        if let Some(place) = own.get_mut(length) {
            *place = value;
        }
        length += 1;
    }
    shingles.truncate(start + length);
}

fn mix(run: &[u64]) -> u64 {
    run.iter().fold(run.len() as u64, |hash, &token| {
        let mixed = (hash.rotate_left(23) ^ token).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed ^ (mixed >> 29)
    })
}

/// The hash of a text, eight bytes at a time.
pub(crate) fn hash_of(text: &str) -> u64 {
    hash_of_bytes(text.as_bytes())
}

/// The hash of the text of these bytes.
pub(crate) fn hash_of_bytes(text: &[u8]) -> u64 {
    hash_bytes(text.len() as u64, text)
}

/// The hash of an ASCII text in small letters, whatever its case: that of [`hash_of`] of them.
pub(crate) fn hash_of_small(text: &str) -> u64 {
    hash_of_start(text.as_bytes(), text.len())
}

/// The hash of the ASCII at the start of some bytes, so many of them, in small letters: what stands behind is read with
/// it where a word is short, which most are.
fn hash_of_start(bytes: &[u8], length: usize) -> u64 {
    let (eights, rest) = bytes.get(..length).unwrap_or_default().as_chunks::<8>();
    let each = eights.iter().map(|eight| small_letters(u64::from_le_bytes(*eight)));
    let hash = each.fold(length as u64, mixed);
    if rest.is_empty() {
        return hash;
    }
    let last = match bytes.get(length - rest.len()..).and_then(<[u8]>::first_chunk) {
        Some(eight) => u64::from_le_bytes(*eight) & !(u64::MAX << (8 * rest.len())),
        None => last_bytes(rest),
    };
    mixed(hash, small_letters(last))
}

/// Less than eight bytes as a number.
fn last_bytes(rest: &[u8]) -> u64 {
    rest.iter().rev().fold(0, |last, byte| last << 8 | u64::from(*byte))
}

fn hash_bytes(start: u64, bytes: &[u8]) -> u64 {
    let (eights, rest) = bytes.as_chunks::<8>();
    let hash = eights.iter().fold(start, |hash, eight| mixed(hash, u64::from_le_bytes(*eight)));
    if rest.is_empty() { hash } else { mixed(hash, last_bytes(rest)) }
}

/// Eight bytes of ASCII in small letters.
fn small_letters(eight: u64) -> u64 {
    const EACH: u64 = u64::MAX / 255;
    // The highest bit of each byte tells whether it is at least `A`, and at least what stands behind `Z`.
    let from = eight + EACH * (0x80 - b'A' as u64);
    let behind = eight + EACH * (0x80 - b'Z' as u64 - 1);
    eight | (from & !behind & (EACH << 7)) >> 2
}

fn mixed(hash: u64, eight: u64) -> u64 {
    let mixed = (hash.rotate_left(23) ^ eight).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed ^ mixed >> 32
}

/// A map from values that are hashes already, small numbers, or words: no input chooses what they are filled with
/// to make it slow.
pub(crate) type Hashed<V, K = u64> = HashMap<K, V, BuildHasherDefault<AsIs>>;
/// A set of values that are hashes already.
pub(crate) type HashedSet = HashSet<u64, BuildHasherDefault<AsIs>>;

/// The hasher for values that are hashes already.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = hash_bytes(self.0, bytes);
    }

    /// A text is closed by a byte that no text holds; what is told apart by it here is of no use.
    fn write_u8(&mut self, _: u8) {}

    fn write_u32(&mut self, value: u32) {
        self.write_u64(u64::from(value));
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = value.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn case_and_punctuation_play_no_part() {
        assert_eq!(tokens("Storm hits, coast!"), tokens("storm HITS coast"));
        assert_eq!(tokens("Écrit à 5h"), tokens("écrit À 5H"));
        assert_eq!(tokens("a_b c-d").len(), 3);
    }

    proptest! {
        #[test]
        fn tokens_are_hashes_of_words(text in "[a-cA-C_0-1 ,Éé中“\u{130}\u{301}]{0,40}|\\PC{0,40}") {
            let is_word = |c: char| c.is_alphanumeric() || c == '_';
            let words = text.split(|c| !is_word(c)).filter(|word| !word.is_empty());
            let lower = |word: &str| word.chars().flat_map(char::to_lowercase).collect::<String>();
            prop_assert_eq!(tokens(&text), words.map(|word| hash_of(&lower(word))).collect::<Vec<_>>());
        }

        #[test]
        fn case_plays_no_part_in_hashes(text in "[ -~]{0,40}") {
            prop_assert_eq!(hash_of_small(&text), hash_of(&text.to_ascii_lowercase()));
        }
    }

    #[test]
    fn runs_of_four() {
        let words = tokens("one two three four five");
        assert_eq!(shingles(&words).len(), 2);
        assert_eq!(shingles(&words[..3]).len(), 1);
        assert_ne!(shingles(&words[..4]), shingles(&words[1..]));
        assert!(shingles(&[]).is_empty());
        assert_eq!(shingles(&tokens("a a a a a b a a a a a")).len(), 5);
    }
}
