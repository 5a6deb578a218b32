//! Longest common subsequences.

use super::token::FOREIGN;
use std::collections::HashMap;
use xxhash_rust::xxh3::Xxh3DefaultBuilder;

/// Tokens of a sentence that take part in ROUGE-Lsum; a longer one is cut here, which bounds the table to 34 MB.
const LONGEST: usize = 4096;

/// Length of the longest common subsequence of two texts, 64 positions at a time (Hyyrö 2004).
pub(super) fn length(reference: &[u32], candidate: &[u32]) -> usize {
    let blocks = reference.len().div_ceil(64);
    let mut places: HashMap<u32, Vec<u64>, Xxh3DefaultBuilder> = HashMap::default();
    for (i, &token) in reference.iter().enumerate() {
        if let Some(block) = places.entry(token).or_insert_with(|| vec![0; blocks]).get_mut(i / 64) {
            *block |= 1 << (i % 64);
        }
    }
    // A zero bit marks a position where the common subsequence grows.
    let mut grows = vec![u64::MAX; blocks];
    for token in candidate {
        let Some(matches) = places.get(token) else { continue };
        let mut carry = false;
        for (row, &hit) in grows.iter_mut().zip(matches) {
            let used = *row & hit;
            let (sum, over) = row.overflowing_add(used);
            let (sum, more) = sum.overflowing_add(u64::from(carry));
            carry = over || more;
            *row = sum | (*row & !hit);
        }
    }
    // Positions behind the end of the reference keep their one bits, since nothing matches there but a carry.
    grows.iter().enumerate().map(|(i, row)| inside(reference.len(), i, !row)).sum()
}

/// Set bits of a block that stand for positions of the reference.
fn inside(length: usize, block: usize, bits: u64) -> usize {
    let positions = length - block * 64;
    let bits = if positions < 64 { bits & ((1 << positions) - 1) } else { bits };
    bits.count_ones() as usize
}

/// Tokens of the reference that stand in the union, over the candidate's sentences, of its longest common subsequences
/// with each sentence; a token counts no more often than either text holds it.
pub(super) fn union_hits(reference: &[Vec<u32>], candidate: &[Vec<u32>]) -> usize {
    let (mut left, mut offered) = (counts(reference), counts(candidate));
    let mut table = Table::default();
    let mut hits = 0;
    for sentence in reference {
        let sentence = sentence.get(..LONGEST).unwrap_or(sentence);
        let mut union = vec![false; sentence.len()];
        for other in candidate {
            table.mark(sentence, other.get(..LONGEST).unwrap_or(other), &mut union);
        }
        for (token, _) in sentence.iter().zip(&union).filter(|&(_, &marked)| marked) {
            if let (Some(a @ 1..), Some(b @ 1..)) = (left.get_mut(token), offered.get_mut(token)) {
                *a -= 1;
                *b -= 1;
                hits += 1;
            }
        }
    }
    hits
}

fn counts(sentences: &[Vec<u32>]) -> HashMap<u32, usize, Xxh3DefaultBuilder> {
    let mut counts = HashMap::default();
    for &token in sentences.iter().flatten() {
        *counts.entry(token).or_default() += 1;
    }
    counts
}

/// Lengths of the common subsequences of all heads of two sentences, row by row; kept to be filled again.
#[derive(Default)]
struct Table {
    cells: Vec<u16>,
    width: usize,
}

impl Table {
    /// Marks the places in `reference` of one longest common subsequence with `candidate`: the one that the usual backtrack finds.
    fn mark(&mut self, reference: &[u32], candidate: &[u32], marked: &mut [bool]) {
        if !reference.iter().any(|t| *t != FOREIGN && candidate.contains(t)) {
            return;
        }
        self.fill(reference, candidate);
        let (mut i, mut j) = (reference.len(), candidate.len());
        while i > 0 && j > 0 {
            if reference.get(i - 1) == candidate.get(j - 1) {
                (i, j) = (i - 1, j - 1);
                if let Some(mark) = marked.get_mut(i) {
                    *mark = true;
                }
            } else if self.at(i, j - 1) > self.at(i - 1, j) {
                j -= 1;
            } else {
                i -= 1;
            }
        }
    }

    fn fill(&mut self, reference: &[u32], candidate: &[u32]) {
        self.width = candidate.len() + 1;
        self.cells.clear();
        self.cells.resize(self.width * (reference.len() + 1), 0);
        let mut rest = self.cells.as_mut_slice();
        let Some((mut above, tail)) = rest.split_at_mut_checked(self.width) else { return };
        rest = tail;
        for token in reference {
            let Some((row, tail)) = rest.split_at_mut_checked(candidate.len() + 1) else { return };
            let mut last = 0;
            let diagonal = above.iter().zip(above.iter().skip(1));
            for ((cell, other), (&before, &over)) in row.iter_mut().skip(1).zip(candidate).zip(diagonal) {
                last = if other == token { before + 1 } else { last.max(over) };
                *cell = last;
            }
            above = row;
            rest = tail;
        }
    }

    fn at(&self, i: usize, j: usize) -> u16 {
        self.cells.get(i * self.width + j).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn length_of_small_texts() {
        assert_eq!(length(&[1, 2, 3, 4], &[2, 4, 1]), 2);
        assert_eq!(length(&[], &[1]), 0);
        assert_eq!(length(&[1, 1], &[1]), 1);
    }

    #[test]
    fn union_takes_what_any_sentence_shares() {
        // Lin's example: w1 w2 w3 w4 w5 against "w1 w2 w6 w7 w8" and "w1 w3 w8 w9 w5" gives w1 w2 w3 w5.
        let reference = [vec![1, 2, 3, 4, 5]];
        let candidate = [vec![1, 2, 6, 7, 8], vec![1, 3, 8, 9, 5]];
        assert_eq!(union_hits(&reference, &candidate), 4);
    }

    proptest! {
        #[test]
        fn both_ways_find_the_same_length(a in prop::collection::vec(0_u32..6, 0..150), b in prop::collection::vec(0_u32..6, 0..150)) {
            let mut marked = vec![false; a.len()];
            Table::default().mark(&a, &b, &mut marked);
            let positions = marked.iter().filter(|&&m| m).count();
            prop_assert_eq!(length(&a, &b), positions);
        }
    }
}
