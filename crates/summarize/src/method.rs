//! The methods that score sentences without training.

mod centroid;
mod edmundson;
mod kl;
mod lead;
mod lexrank;
mod lsa;
mod luhn;
mod plain;
mod reduction;
mod sumbasic;
mod textrank;

pub(crate) use centroid::rarity;
pub(crate) use plain::worth_telling;

use crate::{Method, story::Story, terms::Terms};

/// Scores of all sentences by one method; higher is better, and only the order within one story means anything.
///
/// [`Method::News`] has no scores of this kind and gives those of [`Method::Plain`].
pub(crate) fn scores(method: Method, story: &Story<'_>, terms: &Terms) -> Vec<f32> {
    match method {
        Method::News | Method::Plain => plain::scores(story, terms),
        Method::Lead => lead::scores(story),
        Method::Luhn => luhn::scores(terms),
        Method::Edmundson => edmundson::scores(story, terms),
        Method::Lsa => lsa::scores(terms),
        Method::TextRank => textrank::scores(terms),
        Method::LexRank => lexrank::scores(terms),
        Method::SumBasic => sumbasic::scores(terms),
        Method::Kl => kl::scores(terms),
        Method::Centroid => centroid::scores(terms),
        Method::Reduction => reduction::scores(terms),
    }
}

/// Scores by place alone, for which no words need to be read.
pub(crate) fn scores_of_lead(story: &Story<'_>) -> Vec<f32> {
    lead::scores(story)
}

/// Scores that put the sentences in the given order.
fn in_order(count: usize, order: &[usize]) -> Vec<f32> {
    let mut scores = vec![0.0; count];
    for (rank, index) in order.iter().enumerate() {
        if let Some(score) = scores.get_mut(*index) {
            *score = (count - rank) as f32 / count as f32;
        }
    }
    scores
}

/// Words shared by two sentences, over the logarithms of their lengths: the edge of TextRank (Mihalcea and Tarau
/// 2004, section 4.1). Repeated words count each time.
fn shared_words(terms: &Terms, one: usize, other: usize) -> f64 {
    let (a, b) = (terms.bag(one), terms.bag(other));
    let shared: u32 = a
        .iter()
        .filter_map(|(term, count)| {
            let at = b.binary_search_by_key(term, |(t, _)| *t).ok()?;
            b.get(at).map(|(_, theirs)| u32::from(*count) * u32::from(*theirs))
        })
        .sum();
    if shared == 0 {
        return 0.0;
    }
    let length = |bag: &[(u32, u16)]| bag.iter().map(|(_, c)| f64::from(*c)).sum::<f64>().ln();
    let norm = length(a) + length(b);
    if norm.abs() < 1e-9 { f64::from(shared) } else { f64::from(shared) / norm }
}

#[cfg(test)]
mod tests;
