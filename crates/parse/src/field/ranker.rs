//! The choice among candidates: a small forest over their columns where one was trained, else an order of sources.

use super::candidate::Candidates;
use offwire_forest::{Columns, Forest};

/// What was chosen, and the score of each candidate.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ranking {
    /// Number of the best candidate.
    pub best: Option<usize>,
    /// Scores in the order of the candidates; empty where an order decided.
    pub scores: Vec<f32>,
}

/// Ranks by `forest` where it fits the table, else by `order`.
pub(crate) fn rank<V>(found: &Candidates<V>, columns: &Columns, forest: Option<&Forest>, order: &[usize]) -> Ranking {
    let mut scores = vec![0.0; columns.rows()];
    let is_scored = forest.is_some_and(|f| f.predict_into(columns, &mut scores).is_ok()) && !scores.is_empty();
    if !is_scored {
        let first = (!found.all.is_empty()).then_some(0);
        return Ranking { best: found.by_order(order).or(first), scores: Vec::new() };
    }
    let mut best = 0;
    for (at, score) in scores.iter().enumerate() {
        if scores.get(best).is_some_and(|top| score > top) {
            best = at;
        }
    }
    Ranking { best: Some(best), scores }
}
