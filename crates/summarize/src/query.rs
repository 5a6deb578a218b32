//! Focus on the words of a query.

use crate::{language::Language, method::rarity, terms::Terms};

/// What a sentence that holds every word of the query gains over the best sentence without it.
const PULL: f32 = 1.5;

/// The words of a query that the story has.
pub(crate) struct Focus {
    words: Vec<(u32, f32)>,
    total: f32,
}

impl Focus {
    /// Of a query, each word weighed by its rarity in the story.
    pub(crate) fn new(query: &str, terms: &Terms, language: Language) -> Self {
        let rarity = rarity(terms);
        let words: Vec<(u32, f32)> = terms
            .known(query, language)
            .into_iter()
            .map(|term| (term, rarity.get(term as usize).copied().unwrap_or(0.0)))
            .collect();
        let total = words.iter().map(|(_, weight)| weight).sum();
        Self { words, total }
    }

    /// Share of the query that a sentence holds, from 0 to 1.
    pub(crate) fn share(&self, terms: &Terms, index: usize) -> f32 {
        if self.total <= 0.0 {
            return 0.0;
        }
        let bag = terms.bag(index);
        let held = self.words.iter().filter(|(term, _)| bag.binary_search_by_key(term, |(b, _)| *b).is_ok());
        held.map(|(_, weight)| weight).sum::<f32>() / self.total
    }

    /// Share of the query that sentences hold together.
    pub(crate) fn share_of_all(&self, terms: &Terms, set: impl Iterator<Item = usize> + Clone) -> f32 {
        if self.total <= 0.0 {
            return 0.0;
        }
        let holds =
            |term: &u32| set.clone().any(|i| terms.bag(i).binary_search_by_key(term, |(b, _)| *b).is_ok());
        self.words.iter().filter(|(term, _)| holds(term)).map(|(_, weight)| weight).sum::<f32>() / self.total
    }

    /// Raises scores by what a whole query is worth, times its share.
    pub(crate) fn add(&self, terms: &Terms, scores: &mut [f32], worth: f32) {
        for (index, score) in scores.iter_mut().enumerate() {
            *score += worth * self.share(terms, index);
        }
    }

    /// Brings scores to the range from 0 to 1 and raises those of sentences that hold the query.
    pub(crate) fn sharpen(&self, terms: &Terms, scores: &mut [f32]) {
        let (low, high) =
            scores.iter().fold((f32::MAX, f32::MIN), |(low, high), s| (low.min(*s), high.max(*s)));
        let span = (high - low).max(f32::MIN_POSITIVE);
        for (index, score) in scores.iter_mut().enumerate() {
            *score = (*score - low) / span + PULL * self.share(terms, index);
        }
    }
}
