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

/// Ranks by `forest` where it fits the table, and then wants a score above `least`; else by `order`.
pub(crate) fn rank<V>(
    found: &Candidates<V>,
    columns: &Columns,
    forest: Option<&Forest>,
    order: &[usize],
    least: f32,
) -> Ranking {
    let mut scores = vec![0.0; columns.rows()];
    let is_scored =
        forest.is_some_and(|f| f.predict_into(columns, &mut scores).is_ok()) && !scores.is_empty();
    if !is_scored {
        let first = (!found.all.is_empty()).then_some(0);
        return Ranking { best: found.by_order(order).or(first), scores: Vec::new() };
    }
    Ranking { best: top(&scores, least), scores }
}

/// Score below which a list of authors is more likely false than right.
pub(crate) const LEAST: f32 = 0.2;

/// The forest's scores where it fits the table, else those of the rules.
pub(crate) fn scores(columns: &Columns, forest: Option<&Forest>, by_rule: &[f32]) -> Vec<f32> {
    let mut scores = vec![0.0; columns.rows()];
    match forest.map(|forest| forest.predict_into(columns, &mut scores)) {
        Some(Ok(())) => scores,
        _ => by_rule.to_vec(),
    }
}

/// Number of the highest score above `least`; the first of equals.
pub(crate) fn top(scores: &[f32], least: f32) -> Option<usize> {
    let mut best: Option<(usize, f32)> = None;
    for (at, score) in scores.iter().enumerate() {
        if *score > best.map_or(least, |(_, top)| top) {
            best = Some((at, *score));
        }
    }
    best.map(|(at, _)| at)
}
