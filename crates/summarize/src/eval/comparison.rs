//! Two runs over the same documents, compared document by document.

use super::{Document, EvalOptions, Interval, Report, bootstrap, report::mean};
use crate::rouge::Scores;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Differences between two runs, second minus first.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Comparison {
    /// Documents that both runs have.
    pub documents: usize,
    /// Documents that only one of them has; they are left out.
    pub unmatched: usize,
    /// Single tokens.
    pub rouge1: Difference,
    /// Pairs of tokens.
    pub rouge2: Difference,
    /// Longest common subsequence of whole texts.
    #[serde(rename = "rougeL")]
    pub rouge_l: Difference,
    /// The same sentence by sentence.
    #[serde(rename = "rougeLsum")]
    pub rouge_lsum: Difference,
}

/// Difference in one measure's F1, times 100.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Difference {
    /// Mean over documents.
    pub mean: f64,
    /// Standard error of that mean; a difference above twice its error is unlikely to be chance.
    pub error: f64,
    /// 95 % interval of the mean, where documents were resampled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval: Option<Interval>,
    /// Documents where the second run scores higher.
    pub better: usize,
    /// Documents where it scores lower.
    pub worse: usize,
}

impl Comparison {
    /// Compares two reports by the ids of their documents.
    #[must_use]
    pub fn of(first: &Report, second: &Report, options: &EvalOptions) -> Self {
        let by_id: BTreeMap<&str, &Document> =
            second.by_document.iter().map(|d| (d.id.as_str(), d)).collect();
        let f1 = |s: &Scores| [s.rouge1.f1, s.rouge2.f1, s.rouge_l.f1, s.rouge_lsum.f1];
        let rows: Vec<[f64; 4]> = first
            .by_document
            .iter()
            .filter_map(|a| by_id.get(a.id.as_str()).map(|b| (f1(&a.scores), f1(&b.scores))))
            .map(|(a, b)| {
                std::array::from_fn(|i| 100.0 * (b.get(i).unwrap_or(&0.0) - a.get(i).unwrap_or(&0.0)))
            })
            .collect();
        let intervals = bootstrap::intervals(&rows, options.resamples, options.seed);
        let column = |i: usize| {
            let values: Vec<f64> = rows.iter().filter_map(|row| row.get(i).copied()).collect();
            Difference::of(&values, intervals.get(i).copied().flatten())
        };
        Self {
            documents: rows.len(),
            unmatched: first.by_document.len() + second.by_document.len() - 2 * rows.len(),
            rouge1: column(0),
            rouge2: column(1),
            rouge_l: column(2),
            rouge_lsum: column(3),
        }
    }
}

impl Difference {
    fn of(values: &[f64], interval: Option<Interval>) -> Self {
        let average = mean(values.iter().copied()).unwrap_or_default();
        let n = values.len() as f64;
        let variance = values.iter().map(|v| (v - average).powi(2)).sum::<f64>() / (n - 1.0).max(1.0);
        Self {
            mean: average,
            error: if values.is_empty() { 0.0 } else { (variance / n).sqrt() },
            interval,
            better: values.iter().filter(|&&v| v > 0.0).count(),
            worse: values.iter().filter(|&&v| v < 0.0).count(),
        }
    }
}
