//! Sum of the links to all other sentences.
//!
//! The graph measure that the common Python implementation calls reduction, after Jing, "Sentence reduction for
//! automatic text summarization", ANLP 2000; the links are those of TextRank, without the walk.

use super::shared_words;
use crate::terms::Terms;

/// Sum of each sentence's links.
pub(super) fn scores(terms: &Terms) -> Vec<f32> {
    (0..terms.len())
        .map(|one| {
            let others = (0..terms.len()).filter(|other| *other != one);
            others.map(|other| shared_words(terms, one, other)).sum::<f64>() as f32
        })
        .collect()
}
