//! Words as numbers, and runs of four of them.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// Words of a text, lower case, as 64-bit hashes (FNV-1a over their characters).
pub(crate) fn tokens(text: &str) -> Vec<u64> {
    let mut tokens = Vec::with_capacity(text.len() / 6 + 1);
    let mut hash = START;
    for c in text.chars() {
        if c.is_ascii_alphanumeric() || c == '_' {
            hash = step(hash, c.to_ascii_lowercase());
        } else if !c.is_ascii() && c.is_alphanumeric() {
            hash = c.to_lowercase().fold(hash, step);
        } else if hash != START {
            tokens.push(hash);
            hash = START;
        }
    }
    if hash != START {
        tokens.push(hash);
    }
    tokens
}

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

/// The hash of a text.
pub(crate) fn hash_of(text: &str) -> u64 {
    hash_of_bytes(text.bytes())
}

/// The hash of the text of these bytes.
pub(crate) fn hash_of_bytes(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0, step_byte)
}

fn step_byte(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
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
        self.0 = bytes.iter().fold(self.0, |hash, byte| step_byte(hash, *byte));
    }

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

    #[test]
    fn case_and_punctuation_play_no_part() {
        assert_eq!(tokens("Storm hits, coast!"), tokens("storm HITS coast"));
        assert_eq!(tokens("Écrit à 5h"), tokens("écrit À 5H"));
        assert_eq!(tokens("a_b c-d").len(), 3);
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
