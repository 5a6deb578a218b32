//! Nearness to the centroid of the story.
//!
//! Radev, Jing, Styś and Tam, "Centroid-based summarization of multiple documents", Information Processing and
//! Management 40, 2004. The centroid holds each content word by its count in the story, dampened by a logarithm; there
//! is one document, so the words' rarity is taken as the share of its sentences that lack them.

use crate::{similarity::Vectors, terms::Terms};

/// Cosine of each sentence with the centroid.
pub(super) fn scores(terms: &Terms) -> Vec<f32> {
    let rarity = rarity(terms);
    let vectors = Vectors::new(terms, &rarity);
    let centroid: Vec<f32> =
        terms.terms.iter().zip(&rarity).map(|(term, r)| (term.count as f32).ln_1p() * r).collect();
    vectors.along(&centroid)
}

/// For each term, `ln((sentences + 1) / (sentences with it + 0.5))`: never 0, so that words of every sentence count.
pub(crate) fn rarity(terms: &Terms) -> Vec<f32> {
    let mut holding = vec![0.0_f32; terms.terms.len()];
    for index in 0..terms.len() {
        for (term, _) in terms.bag(index) {
            if let Some(count) = holding.get_mut(*term as usize) {
                *count += 1.0;
            }
        }
    }
    let sentences = terms.len() as f32;
    holding.into_iter().map(|count| ((sentences + 1.0) / (count + 0.5)).ln()).collect()
}
