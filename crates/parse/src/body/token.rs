//! Words as numbers, and runs of four of them.

use crate::letters::{each_small, is_letter_or_digit};
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// Words of a text, lower case, as 64-bit hashes (FNV-1a over their characters).
pub(crate) fn tokens(text: &str) -> Vec<u64> {
    let mut tokens = Vec::with_capacity(text.len() / 6 + 1);
    let mut hash = START;
    let mut end = |hash: &mut u64| {
        if *hash != START {
            tokens.push(*hash);
            *hash = START;
        }
    };
    let mut rest = text.chars();
    loop {
        let mut bytes = rest.as_str().bytes();
        let mut beyond = false;
        for byte in bytes.by_ref() {
            match FOLDED.get(usize::from(byte)).copied().unwrap_or(0) {
                0 => end(&mut hash),
                BEYOND => {
                    beyond = true;
                    break;
                }
                letter => hash = step(hash, char::from(letter)),
            }
        }
        if !beyond {
            break;
        }
        // The first byte of the character beyond ASCII is read already.
        let behind = rest.as_str().len() - bytes.len() - 1;
        rest = rest.as_str().get(behind..).unwrap_or_default().chars();
        let Some(c) = rest.next() else { break };
        if is_letter_or_digit(c) {
            each_small(c, |small| hash = step(hash, small));
        } else {
            end(&mut hash);
        }
    }
    end(&mut hash);
    tokens
}

/// For each byte of a word in ASCII its small letter, 0 for what stands between words.
static FOLDED: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0_u8;
    loop {
        table[byte as usize] = match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => byte.to_ascii_lowercase(),
            b'_' => byte,
            0x80.. => BEYOND,
            _ => 0,
        };
        if byte == u8::MAX {
            break table;
        }
        byte += 1;
    }
};
const BEYOND: u8 = 0xff;

const START: u64 = 0xcbf2_9ce4_8422_2325;

const fn step(hash: u64, c: char) -> u64 {
    (hash ^ c as u64).wrapping_mul(0x0000_0100_0000_01b3)
}

/// The distinct runs of four words; a text of fewer words is one run. Sorted.
pub(crate) fn shingles(tokens: &[u64]) -> Vec<u64> {
    let mut shingles: Vec<u64> = match tokens {
        [] => Vec::new(),
        few if few.len() < 4 => vec![mix(few)],
        many => many.windows(4).map(mix).collect(),
    };
    shingles.sort_unstable();
    shingles.dedup();
    shingles
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
    hash_bytes(text.len() as u64, text, |eight| eight)
}

/// The hash of an ASCII text in small letters, whatever its case: that of [`hash_of`] of them.
pub(crate) fn hash_of_small(text: &str) -> u64 {
    hash_bytes(text.len() as u64, text.as_bytes(), small_letters)
}

fn hash_bytes(start: u64, bytes: &[u8], change: impl Fn(u64) -> u64) -> u64 {
    let (eights, rest) = bytes.as_chunks::<8>();
    let hash = eights.iter().fold(start, |hash, eight| mixed(hash, change(u64::from_le_bytes(*eight))));
    if rest.is_empty() {
        return hash;
    }
    let last = rest.iter().rev().fold(0, |last, byte| last << 8 | u64::from(*byte));
    mixed(hash, change(last))
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
        self.0 = hash_bytes(self.0, bytes, |eight| eight);
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
        fn tokens_are_hashes_of_their_characters(text in "[a-cA-C_0-1 ,Éé中“\u{130}\u{301}]{0,40}|\\PC{0,40}") {
            let is_word = |c: char| c.is_alphanumeric() || c == '_';
            let words = text.split(|c| !is_word(c)).filter(|word| !word.is_empty());
            let hash = |word: &str| word.chars().flat_map(char::to_lowercase).fold(START, step);
            prop_assert_eq!(tokens(&text), words.map(hash).collect::<Vec<_>>());
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
    }
}
