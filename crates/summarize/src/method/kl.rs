//! Least divergence from the words of the story.
//!
//! KLSum of Haghighi and Vanderwende, "Exploring content models for multi-document summarization", NAACL 2009: the next
//! sentence is the one whose joining leaves the word distribution of the summary nearest to the story's. As in the common
//! Python implementation, words are not stemmed, and those of chosen sentences count with their stop words.

use super::{in_order, sumbasic::content_words};
use crate::terms::Terms;

/// Falls with the order of being taken.
pub(super) fn scores(terms: &Terms) -> Vec<f32> {
    let total = content_words(terms);
    let story: Vec<f64> = terms.terms.iter().map(|t| f64::from(t.count) / total).collect();
    let mut held = vec![0.0_f64; terms.terms.len()];
    let mut held_words = 0.0;
    let mut left: Vec<usize> = (0..terms.len()).collect();
    let mut order = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let mut best = (0, f64::MAX);
        for (place, index) in left.iter().enumerate() {
            let divergence = divergence(terms, *index, &story, &held, held_words);
            if divergence < best.1 {
                best = (place, divergence);
            }
        }
        let index = left.remove(best.0);
        for (term, count) in terms.bag(index) {
            if let Some(h) = held.get_mut(*term as usize) {
                *h += f64::from(*count);
            }
        }
        held_words += terms.tokens(index).len() as f64;
        order.push(index);
    }
    in_order(terms.len(), &order)
}

/// Divergence of the story from the summary with this sentence, over the summary's words.
fn divergence(terms: &Terms, index: usize, story: &[f64], held: &[f64], held_words: f64) -> f64 {
    let bag = terms.bag(index);
    let words = held_words + bag.iter().map(|(_, c)| f64::from(*c)).sum::<f64>();
    let added = |term: usize| {
        let at = bag.binary_search_by_key(&(term as u32), |(t, _)| *t).ok();
        at.and_then(|at| bag.get(at)).map_or(0.0, |(_, c)| f64::from(*c))
    };
    let of_term = |(term, (p, h)): (usize, (&f64, &f64))| {
        let count = h + added(term);
        if count > 0.0 && *p > 0.0 { p * (p / (count / words)).ln() } else { 0.0 }
    };
    story.iter().zip(held).enumerate().map(of_term).sum()
}
