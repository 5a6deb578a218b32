//! Phrases looked for at the beginnings of words, in any case.

use crate::runs::Runs;

/// Bits that tell whether a phrase may begin with four bytes.
const BITS: usize = 2048;

/// Phrases in lower case, with what tells at a glance that none of them begins here.
pub(crate) struct Phrases<const N: usize> {
    phrases: [&'static str; N],
    /// The first four bytes of each.
    heads: [u32; N],
    /// One bit for each of them, at the place that [`place`] gives.
    known: [u64; BITS / 64],
}

impl<const N: usize> Phrases<N> {
    /// Of phrases of at least four bytes.
    #[expect(
        clippy::indexing_slicing,
        reason = "evaluated by the compiler, which rejects an index out of range"
    )]
    pub(crate) const fn new(phrases: [&'static str; N]) -> Self {
        let (mut heads, mut known) = ([0; N], [0; BITS / 64]);
        let mut at = 0;
        while at < N {
            let phrase = phrases[at].as_bytes();
            heads[at] = head([phrase[0], phrase[1], phrase[2], phrase[3]]);
            let (word, bit) = place(heads[at]);
            known[word] |= bit;
            at += 1;
        }
        Self { phrases, heads, known }
    }

    /// Whether one of them begins here, at any word of the text.
    pub(crate) fn are_in(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        Runs::of(text).any(|(start, _)| self.at(bytes.get(start..).unwrap_or_default()).is_some())
    }

    /// The first of them, in their own order, that the bytes begin with.
    pub(crate) fn at(&self, bytes: &[u8]) -> Option<&'static str> {
        self.all_at(bytes).next()
    }

    /// All of them that the bytes begin with.
    pub(crate) fn all_at(&self, bytes: &[u8]) -> impl Iterator<Item = &'static str> {
        let own = bytes.first_chunk::<4>().map(|chunk| head(*chunk)).filter(|own| self.may_have(*own));
        let heads = if own.is_some() { self.heads.as_slice() } else { &[] };
        heads.iter().zip(&self.phrases).filter_map(move |(head, phrase)| {
            let begins =
                || bytes.get(..phrase.len()).is_some_and(|b| b.eq_ignore_ascii_case(phrase.as_bytes()));
            (Some(*head) == own && begins()).then_some(*phrase)
        })
    }

    fn may_have(&self, head: u32) -> bool {
        let (word, bit) = place(head);
        self.known.get(word).is_some_and(|known| known & bit != 0)
    }
}

/// The same number for four bytes in any case; a few others share it.
const fn head(bytes: [u8; 4]) -> u32 {
    u32::from_le_bytes(bytes) | 0x2020_2020
}

/// The word and the bit in it that stand for a head; others share it.
const fn place(head: u32) -> (usize, u64) {
    let place = head.wrapping_mul(0x9e37_79b1) >> (32 - BITS.trailing_zeros());
    ((place / 64) as usize, 1 << (place % 64))
}

#[cfg(test)]
mod tests {
    use super::Phrases;

    #[test]
    fn phrases_begin_with_a_word() {
        let phrases = Phrases::new(["see below", "pictured", "see b"]);
        assert!(phrases.are_in("The mayor, Pictured with his wife"));
        assert!(phrases.are_in("See below."));
        assert!(!phrases.are_in("The unpictured mayor sees below."));
        assert_eq!(phrases.all_at(b"See Below.").collect::<Vec<_>>(), ["see below", "see b"]);
    }
}
