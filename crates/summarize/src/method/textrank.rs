//! Random walk over sentences that share words.
//!
//! Mihalcea and Tarau, "TextRank: bringing order into texts", EMNLP 2004: an edge weighs the words shared by two
//! sentences over the logarithms of their lengths; damping 0.85.

use super::shared_words;
use crate::terms::Terms;

const DAMPING: f64 = 0.85;
const SETTLED: f64 = 1e-4;
const MOST_ROUNDS: usize = 200;

/// Share of the walk's time that each sentence gets.
pub(super) fn scores(terms: &Terms) -> Vec<f32> {
    let edges = edges(terms);
    let count = edges.len();
    let mut now = vec![1.0 / count.max(1) as f64; count];
    for _ in 0..MOST_ROUNDS {
        let total: f64 = now.iter().sum();
        let mut next = vec![(1.0 - DAMPING) / count as f64 * total; count];
        for (share, out) in now.iter().zip(&edges) {
            for (cell, weight) in next.iter_mut().zip(out) {
                *cell += DAMPING * share * weight;
            }
        }
        let moved = now.iter().zip(&next).map(|(a, b)| (a - b) * (a - b)).sum::<f64>().sqrt();
        now = next;
        if moved <= SETTLED {
            break;
        }
    }
    now.into_iter().map(|share| share as f32).collect()
}

/// Chances of going from each sentence to each other.
fn edges(terms: &Terms) -> Vec<Vec<f64>> {
    let count = terms.len();
    (0..count)
        .map(|one| {
            let row: Vec<f64> = (0..count).map(|other| shared_words(terms, one, other)).collect();
            let sum = row.iter().sum::<f64>() + 1e-7;
            row.into_iter().map(|weight| weight / sum).collect()
        })
        .collect()
}
