//! The body as a bag of four-token shingles, and as a bag of words.

use super::{record::Gold, token::tokens};
use crate::text::shingles;
use serde::Serialize;
use std::collections::BTreeMap;

/// Shares of one page's shingles; they sum to 1, or are all 0 where neither text has one.
struct Shares {
    /// In both texts.
    both: f64,
    /// In the prediction alone.
    extra: f64,
    /// In the gold text alone.
    missed: f64,
}

/// How well one page's body was extracted.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct BodyScore {
    /// Share of the extracted shingles that are right; `None` where nothing was extracted.
    pub precision: Option<f64>,
    /// Share of the right shingles that were extracted; `None` where there is nothing to extract.
    pub recall: Option<f64>,
    /// Harmonic mean of both; 1 where there was nothing to extract and nothing was.
    pub f1: f64,
    /// Whether all tokens are right, in order.
    pub exact: bool,
    /// F1 over the words in lower case, whatever their order.
    pub word_f1: f64,
}

impl BodyScore {
    /// Scores an extracted body against the gold texts that fit best; `None` where the page has no gold body.
    pub(super) fn of(gold: &Gold, body: &str) -> Option<Self> {
        let texts = || gold.body.iter().chain(&gold.body_alts).map(String::as_str);
        gold.body.as_ref()?;
        let found = counts(shingles(tokens(body), 4));
        let mut best: Option<Self> = None;
        for text in texts() {
            let score = Self::from_shares(shares(&counts(shingles(tokens(text), 4)), &found));
            if best.is_none_or(|best| score.f1 > best.f1) {
                best = Some(score);
            }
        }
        let exact = texts().any(|text| tokens(text).eq(tokens(body)));
        let words = bag(body);
        let word_f1 = texts().map(|text| bag_f1(&bag(text), &words)).fold(0.0, f64::max);
        best.map(|best| Self { exact, word_f1, ..best })
    }

    fn from_shares(Shares { both, extra, missed }: Shares) -> Self {
        let share = |other: f64| (both + other > 0.0).then(|| both / (both + other));
        let (precision, recall) = (share(extra), share(missed));
        let f1 = match (precision, recall) {
            (None, None) => 1.0,
            _ if both > 0.0 => 2.0 * both / (2.0 * both + extra + missed),
            _ => 0.0,
        };
        Self { precision, recall, f1, ..Self::default() }
    }
}

fn counts<T: Ord>(items: impl IntoIterator<Item = T>) -> BTreeMap<T, usize> {
    let mut counts = BTreeMap::new();
    for item in items {
        *counts.entry(item).or_default() += 1;
    }
    counts
}

/// Size of the intersection of two multisets.
fn common<T: Ord>(a: &BTreeMap<T, usize>, b: &BTreeMap<T, usize>) -> usize {
    a.iter().map(|(item, &n)| b.get(item).map_or(0, |&m| n.min(m))).sum()
}

fn shares(gold: &BTreeMap<u64, usize>, found: &BTreeMap<u64, usize>) -> Shares {
    let both = common(gold, found);
    let (extra, missed) = (found.values().sum::<usize>() - both, gold.values().sum::<usize>() - both);
    let all = (both + extra + missed).max(1) as f64;
    Shares { both: both as f64 / all, extra: extra as f64 / all, missed: missed as f64 / all }
}

fn bag(text: &str) -> BTreeMap<String, usize> {
    counts(tokens(text).map(str::to_lowercase))
}

fn bag_f1(gold: &BTreeMap<String, usize>, found: &BTreeMap<String, usize>) -> f64 {
    let all = gold.values().sum::<usize>() + found.values().sum::<usize>();
    if all == 0 { 1.0 } else { 2.0 * common(gold, found) as f64 / all as f64 }
}
