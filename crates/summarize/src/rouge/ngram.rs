//! Counts of tokens and of pairs of tokens.

use super::token::FOREIGN;
use std::collections::HashMap;
use xxhash_rust::xxh3::Xxh3DefaultBuilder;

/// How often each n-gram stands in a text; those with a foreign token are left out, since they match nothing.
pub(super) type Counts = HashMap<u64, usize, Xxh3DefaultBuilder>;

pub(super) fn singles(text: &[u32]) -> Counts {
    count(text.iter().filter(|&&t| t != FOREIGN).map(|&t| u64::from(t)))
}

pub(super) fn pairs(text: &[u32]) -> Counts {
    let neighbours = text.iter().zip(text.iter().skip(1));
    count(
        neighbours
            .filter(|&(&a, &b)| a != FOREIGN && b != FOREIGN)
            .map(|(&a, &b)| u64::from(a) << 32 | u64::from(b)),
    )
}

fn count(grams: impl Iterator<Item = u64>) -> Counts {
    let mut counts = Counts::default();
    for gram in grams {
        *counts.entry(gram).or_default() += 1;
    }
    counts
}

/// Number of n-grams that both texts hold, each counted as often as the one that has it less often.
pub(super) fn overlap(a: &Counts, b: &Counts) -> usize {
    a.iter().map(|(gram, &n)| b.get(gram).map_or(0, |&m| n.min(m))).sum()
}
