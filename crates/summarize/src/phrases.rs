//! Phrases looked for at the beginnings of words, in any case.

/// Phrases in lower case, with what tells at a glance that none of them begins here.
pub(crate) struct Phrases<const N: usize> {
    phrases: [&'static str; N],
    /// The first four bytes of each.
    heads: [u32; N],
    /// For each first letter the second ones, one bit each.
    pairs: [u32; 32],
    /// For each first letter the third and fourth ones, in the same way.
    ends: [[u32; 2]; 32],
}

impl<const N: usize> Phrases<N> {
    /// Of phrases of at least four bytes that begin with two letters of a to z.
    #[expect(
        clippy::indexing_slicing,
        reason = "evaluated by the compiler, which rejects an index out of range"
    )]
    pub(crate) const fn new(phrases: [&'static str; N]) -> Self {
        let (mut heads, mut pairs, mut ends) = ([0; N], [0; 32], [[0; 2]; 32]);
        let mut at = 0;
        while at < N {
            let phrase = phrases[at].as_bytes();
            heads[at] = head([phrase[0], phrase[1], phrase[2], phrase[3]]);
            pairs[letter(phrase[0])] |= 1 << letter(phrase[1]);
            ends[letter(phrase[0])][0] |= 1 << letter(phrase[2]);
            ends[letter(phrase[0])][1] |= 1 << letter(phrase[3]);
            at += 1;
        }
        Self { phrases, heads, pairs, ends }
    }

    /// Whether one of them begins here, at any word of the text.
    pub(crate) fn are_in(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        let mut inside = false;
        bytes.windows(2).enumerate().any(|(at, pair)| {
            let [first, second] = *pair else { return false };
            let begins = !inside && self.pair_begins(first, second);
            inside = first.is_ascii_alphanumeric();
            begins && bytes.get(at..).is_some_and(|rest| self.begin(rest))
        })
    }

    fn pair_begins(&self, first: u8, second: u8) -> bool {
        self.pairs.get(letter(first)).is_some_and(|seconds| seconds >> letter(second) & 1 == 1)
    }

    fn begin(&self, bytes: &[u8]) -> bool {
        let Some(chunk) = bytes.first_chunk::<4>() else { return false };
        let [first, _, third, fourth] = *chunk;
        let [thirds, fourths] = self.ends.get(letter(first)).copied().unwrap_or_default();
        if (thirds >> letter(third)) & (fourths >> letter(fourth)) & 1 == 0 {
            return false;
        }
        let own = head(*chunk);
        self.phrases.iter().zip(&self.heads).any(|(phrase, head)| {
            *head == own
                && bytes.get(..phrase.len()).is_some_and(|b| b.eq_ignore_ascii_case(phrase.as_bytes()))
        })
    }
}

/// The same number for a letter in any case; other bytes share the numbers of letters.
const fn letter(byte: u8) -> usize {
    (byte & 31) as usize
}

/// The same number for four bytes in any case; a few others share it.
const fn head(bytes: [u8; 4]) -> u32 {
    u32::from_le_bytes(bytes) | 0x2020_2020
}

#[cfg(test)]
mod tests {
    use super::Phrases;

    #[test]
    fn phrases_begin_with_a_word() {
        let phrases = Phrases::new(["see below", "pictured"]);
        assert!(phrases.are_in("The mayor, Pictured with his wife"));
        assert!(phrases.are_in("See below."));
        assert!(!phrases.are_in("The unpictured mayor sees below."));
    }
}
