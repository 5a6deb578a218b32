//! Place, centroid, headline and length, without training: what `news` is where no model fits.

use super::centroid;
use crate::{
    readability::is_question,
    similarity::{Similarity, Vectors},
    story::Story,
    terms::Terms,
};

/// A sentence shorter than this says little, one longer takes the room of two.
const GOOD_LENGTH: std::ops::Range<f32> = 9.0..36.0;

/// An item of a list is seldom a sentence of its own.
const LISTED: f32 = 0.6;

/// A question asks what a paragraph should tell.
const ASKING: f32 = 0.4;

/// Weighted sum of place, nearness to centroid and to the sentences that open the story, headline words, and length.
pub(super) fn scores(story: &Story<'_>, terms: &Terms) -> Vec<f32> {
    let rarity = centroid::rarity(terms);
    let vectors = Vectors::new(terms, &rarity);
    let near = Similarity::cosine(terms, &vectors);
    let central = centroid::scores(terms);
    let places = place_weights(story.len());
    let total: f32 = places.iter().sum();
    let restart: Vec<f32> = places.iter().map(|p| p / total).collect();
    let walked = near.walks(0.05).settle(&restart, 0.3, 12);
    let most = walked.iter().copied().fold(f32::MIN_POSITIVE, f32::max);
    (0..story.len())
        .map(|index| {
            let at = |values: &[f32]| values.get(index).copied().unwrap_or(0.0);
            let words = story.size(index).words as f32;
            let listed = story.sentences.get(index).is_some_and(|s| s.listed);
            let asking = is_question(story.text(index));
            let length =
                length_weight(words) * if listed { LISTED } else { 1.0 } * if asking { ASKING } else { 1.0 };
            length
                * (at(&places)
                    + 0.5 * at(&central)
                    + 0.6 * at(&walked) / most
                    + 0.4 * headline_share(terms, index))
        })
        .collect()
}

/// How many of the best sentences are worth the room: those whose score is not far below the best.
pub(crate) fn worth_telling(scores: &[f32]) -> usize {
    /// Least share of the best score.
    const LEAST: f32 = 0.4;
    let best = scores.iter().copied().fold(0.0, f32::max);
    scores.iter().filter(|score| **score >= best * LEAST).count()
}

/// News says first what matters most: 1 for the first sentence, 1/2 for the third, 1/3 for the fifth.
fn place_weights(count: usize) -> Vec<f32> {
    (0..count).map(|place| 2.0 / (2.0 + place as f32)).collect()
}

fn length_weight(words: f32) -> f32 {
    if words < GOOD_LENGTH.start {
        words / GOOD_LENGTH.start
    } else if words > GOOD_LENGTH.end {
        (GOOD_LENGTH.end / words).sqrt()
    } else {
        1.0
    }
}

/// Share of the headline's content that the sentence holds.
fn headline_share(terms: &Terms, index: usize) -> f32 {
    let bag = terms.bag(index);
    let held = terms.headline.iter().filter(|t| bag.binary_search_by_key(*t, |(b, _)| *b).is_ok()).count();
    held as f32 / terms.headline.len().max(1) as f32
}
