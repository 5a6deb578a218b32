//! Paragraphs that match as wholes.

use super::{
    record::Prediction,
    token::{is_space, normalized_paragraph, squeeze},
};
use serde::Serialize;
use std::collections::BTreeMap;

/// Most optional paragraphs whose every choice is tried; beyond, all or none.
const MOST_OPTIONAL: usize = 4;

/// How many paragraphs match exactly, over the best choice of the optional ones.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct ParagraphScore {
    /// Share of the extracted paragraphs that are right.
    pub precision: f64,
    /// Share of the right paragraphs that were extracted.
    pub recall: f64,
    /// Harmonic mean of both.
    pub f1: f64,
}

/// The extracted paragraphs: those given one by one, or the lines of the body.
pub(super) fn extracted(prediction: &Prediction) -> Vec<String> {
    if !prediction.paragraphs.is_empty() {
        let filled = prediction.paragraphs.iter().filter(|p| !p.chars().all(is_space));
        return filled.cloned().collect();
    }
    prediction.body.split('\n').map(squeeze).filter(|line| !line.is_empty()).collect()
}

impl ParagraphScore {
    /// Scores paragraphs as they stand.
    pub(super) fn exact(gold: &[String], found: &[String]) -> Self {
        Self::of(gold, found, str::to_owned)
    }

    /// Scores them after NFKC, with quotation marks, dashes and white space of one kind.
    pub(super) fn normalized(gold: &[String], found: &[String]) -> Self {
        Self::of(gold, found, normalized_paragraph)
    }

    fn of(gold: &[String], found: &[String], key: fn(&str) -> String) -> Self {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for paragraph in found {
            *counts.entry(key(paragraph)).or_default() += 1;
        }
        let mut best: Option<Self> = None;
        for dropped in choices(gold) {
            let kept: Vec<String> = gold
                .iter()
                .enumerate()
                .filter(|(i, _)| !dropped.contains(i))
                .map(|(_, p)| key(unbracketed(p)))
                .collect();
            let score = Self::of_reference(&kept, &counts, found.len());
            if best.is_none_or(|best| score.f1 > best.f1) {
                best = Some(score);
            }
        }
        best.unwrap_or_default()
    }

    fn of_reference(reference: &[String], found: &BTreeMap<String, usize>, extracted: usize) -> Self {
        let mut left = found.clone();
        let mut hits = 0_usize;
        for paragraph in reference {
            if let Some(n @ 1..) = left.get_mut(paragraph) {
                *n -= 1;
                hits += 1;
            }
        }
        let share = |all: usize| if all == 0 { 0.0 } else { hits as f64 / all as f64 };
        let (precision, recall) = (share(extracted), share(reference.len()));
        let sum = precision + recall;
        let f1 = if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 };
        Self { precision, recall, f1 }
    }
}

fn is_optional(paragraph: &str) -> bool {
    paragraph.len() > 1 && paragraph.starts_with('[') && paragraph.ends_with(']')
}

fn unbracketed(paragraph: &str) -> &str {
    paragraph.strip_prefix('[').and_then(|p| p.strip_suffix(']')).unwrap_or(paragraph)
}

/// The choices of optional paragraphs to drop, fewest first.
fn choices(gold: &[String]) -> Vec<Vec<usize>> {
    let optional: Vec<usize> =
        gold.iter().enumerate().filter(|(_, p)| is_optional(p)).map(|(i, _)| i).collect();
    if optional.len() > MOST_OPTIONAL {
        return vec![Vec::new(), optional];
    }
    let mut choices: Vec<Vec<usize>> = (0_u32..1 << optional.len())
        .map(|chosen| {
            optional.iter().enumerate().filter(|(bit, _)| chosen >> bit & 1 == 1).map(|(_, &i)| i).collect()
        })
        .collect();
    choices.sort_by_key(|dropped: &Vec<usize>| (dropped.len(), dropped.clone()));
    choices
}
