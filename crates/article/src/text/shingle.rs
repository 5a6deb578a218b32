//! Shingles: hashes of each run of k words, the units in which two texts are compared.

use xxhash_rust::xxh3::xxh3_64_with_seed;

/// Fixed for good: stored fingerprints depend on it.
const SEED: u64 = 0x6f66_6677_6972_6531;

/// Bytes of a word's hash.
const HASH: usize = 8;

/// A 64-bit hash for each run of `k` words, in order; a text of fewer words gives one hash of all it has, an empty one none.
///
/// The same words give the same hashes on every machine and in every version: xxh3 with a fixed seed over the words' own
/// hashes. Words are taken as they come; pass them through [`fold_word`](super::fold_word) where case should not count.
/// A `k` of 0 is taken as 1.
///
/// ```
/// use offwire_article::text::{shingles, words};
/// let hashes = |text: &str| shingles(words(text).map(|(_, word)| word), 3);
/// assert_eq!(hashes("The harbour was closed.").len(), 2);
/// assert_eq!(hashes("the port was closed")[1..], hashes("a port was closed")[1..]);
/// ```
pub fn shingles<W: AsRef<str>>(words: impl IntoIterator<Item = W>, k: usize) -> Vec<u64> {
    let mut hashes = Vec::new();
    for word in words {
        hashes.extend_from_slice(&xxh3_64_with_seed(word.as_ref().as_bytes(), SEED).to_le_bytes());
    }
    let run = HASH * k.clamp(1, (hashes.len() / HASH).max(1));
    hashes.windows(run).step_by(HASH).map(|run| xxh3_64_with_seed(run, SEED)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_hash_for_each_run() {
        assert_eq!(shingles(["a", "b", "c", "d"], 2).len(), 3);
        assert_eq!(shingles(["a", "b"], 5).len(), 1);
        assert_eq!(shingles(["a", "b"], 0).len(), 2);
        assert!(shingles([""; 0], 5).is_empty());
    }

    #[test]
    fn order_and_boundaries_of_words_count() {
        assert_ne!(shingles(["a", "b"], 2), shingles(["b", "a"], 2));
        assert_ne!(shingles(["ab", "c"], 2), shingles(["a", "bc"], 2));
        assert_eq!(shingles(["x", "a", "b"], 2)[1], shingles(["a", "b"], 2)[0]);
    }

    #[test]
    fn hashes_are_the_same_in_every_version() {
        assert_eq!(shingles(["the", "harbour", "reopened"], 3), [PINNED]);
    }

    const PINNED: u64 = 4_867_549_810_056_529_312;
}
