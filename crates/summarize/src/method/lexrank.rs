//! Random walk over sentences that are alike.
//!
//! Erkan and Radev, "LexRank: graph-based lexical centrality as salience in text summarization", JAIR 22, 2004: cosine
//! of tf-idf vectors, edges above a threshold of 0.1 without weight, the walk's stationary distribution. As in the
//! common Python implementation, counts are relative to the sentence's most frequent word, rarity is taken over the
//! story's sentences, the walk never restarts, is brought to length 1 at each step and ends when it moves less than 0.1.

use crate::terms::Terms;

const THRESHOLD: f64 = 0.1;
const SETTLED: f64 = 0.1;
const MOST_ROUNDS: usize = 100;

/// Share of the walk's time that each sentence gets.
pub(super) fn scores(terms: &Terms) -> Vec<f32> {
    let links = links(&weights(terms));
    let count = links.len();
    let mut now = vec![1.0 / count.max(1) as f64; count];
    for _ in 0..MOST_ROUNDS {
        let mut next = vec![0.0; count];
        for (share, out) in now.iter().zip(&links) {
            for to in out {
                if let Some(cell) = next.get_mut(*to) {
                    *cell += share / out.len() as f64;
                }
            }
        }
        let length = next.iter().map(|share| share * share).sum::<f64>().sqrt();
        if length > 0.0 {
            next.iter_mut().for_each(|share| *share /= length);
        }
        let moved = now.iter().zip(&next).map(|(a, b)| (a - b) * (a - b)).sum::<f64>().sqrt();
        now = next;
        if moved <= SETTLED {
            break;
        }
    }
    now.into_iter().map(|share| share as f32).collect()
}

/// Sentences as tf-idf vectors, not yet of length 1.
fn weights(terms: &Terms) -> Vec<Vec<(u32, f64)>> {
    let count = terms.len() as f64;
    let mut holding = vec![0.0_f64; terms.terms.len()];
    for (term, _) in (0..terms.len()).flat_map(|index| terms.bag(index)) {
        if let Some(number) = holding.get_mut(*term as usize) {
            *number += 1.0;
        }
    }
    (0..terms.len())
        .map(|index| {
            let bag = terms.bag(index);
            let most = bag.iter().map(|(_, c)| *c).max().unwrap_or(1);
            let rarity =
                |term: u32| (count / (1.0 + holding.get(term as usize).copied().unwrap_or(0.0))).ln();
            bag.iter().map(|(t, c)| (*t, f64::from(*c) / f64::from(most) * rarity(*t))).collect()
        })
        .collect()
}

/// For each sentence the sentences like it, itself among them.
fn links(vectors: &[Vec<(u32, f64)>]) -> Vec<Vec<usize>> {
    let norms: Vec<f64> = vectors.iter().map(|v| v.iter().map(|(_, w)| w * w).sum::<f64>().sqrt()).collect();
    vectors
        .iter()
        .zip(&norms)
        .map(|(one, norm)| {
            let like = |(other, theirs): (&Vec<(u32, f64)>, &f64)| {
                let length = norm * theirs;
                length > 0.0 && dot(one, other) / length > THRESHOLD
            };
            (0..vectors.len())
                .zip(vectors.iter().zip(&norms))
                .filter(|(_, pair)| like(*pair))
                .map(|(to, _)| to)
                .collect()
        })
        .collect()
}

fn dot(one: &[(u32, f64)], other: &[(u32, f64)]) -> f64 {
    let (mut sum, mut a, mut b) = (0.0, one, other);
    while let ([(s, v), left @ ..], [(t, w), right @ ..]) = (a, b) {
        match s.cmp(t) {
            std::cmp::Ordering::Less => a = left,
            std::cmp::Ordering::Greater => b = right,
            std::cmp::Ordering::Equal => {
                sum += v * w;
                (a, b) = (left, right);
            }
        }
    }
    sum
}
