//! Word probabilities that shrink when used.
//!
//! Nenkova and Vanderwende, "The impact of frequency on summarization", Microsoft Research technical report 2005-101:
//! the sentence with the highest mean probability of its content words is taken, and the probabilities of its words are
//! squared.

use super::in_order;
use crate::terms::Terms;

/// Falls with the order of being taken.
pub(super) fn scores(terms: &Terms) -> Vec<f32> {
    let total: f64 = content_words(terms);
    let mut chance: Vec<f64> =
        terms.terms.iter().map(|t| if t.content { f64::from(t.count) / total } else { 0.0 }).collect();
    let mut left: Vec<usize> = (0..terms.len()).collect();
    let mut order = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let mut best = (0, f64::MIN);
        for (place, index) in left.iter().enumerate() {
            let mean = mean_chance(terms, *index, &chance);
            if mean > best.1 {
                best = (place, mean);
            }
        }
        let index = left.remove(best.0);
        for (term, count) in terms.bag(index) {
            if let Some(p) = chance.get_mut(*term as usize) {
                *p = p.powi(1 << u32::from(*count).min(8));
            }
        }
        order.push(index);
    }
    in_order(terms.len(), &order)
}

/// Number of content words of the story.
pub(super) fn content_words(terms: &Terms) -> f64 {
    terms.terms.iter().filter(|t| t.content).map(|t| f64::from(t.count)).sum::<f64>().max(1.0)
}

fn mean_chance(terms: &Terms, index: usize, chance: &[f64]) -> f64 {
    let (mut sum, mut words) = (0.0, 0.0);
    for (term, count) in terms.bag(index) {
        sum += f64::from(*count) * chance.get(*term as usize).copied().unwrap_or(0.0);
        words += f64::from(*count);
    }
    if words > 0.0 { sum / words } else { 0.0 }
}
