//! How the rankers are trained and judged.

use super::corpus::{Choice, FOLDS, Task};
use anyhow::Result;
use offwire_forest::Forest;
use offwire_forest::train::{Dataset, Loss, Trainer};
use std::collections::BTreeMap;

/// Forests with different seeds whose mean a ranker is.
const BAGS: u64 = 4;

fn trainer() -> Trainer {
    Trainer {
        rounds: 150,
        learning_rate: 0.05,
        leaves: 8,
        min_leaf: 15,
        l2: 2.0,
        column_share: 0.4,
        row_share: 0.8,
        bins: 63,
        seed: 2,
        loss: Loss::Logistic,
    }
}

/// Weight of a page in the training: dumps made here stand in for those that scrapers make.
fn weight(choice: &Choice) -> f32 {
    if choice.set.ends_with("-dumped") { 0.5 } else { 1.0 }
}

/// Trains a ranker: every page has the same weight, divided among its candidates.
pub(crate) fn train(choices: &[&Choice]) -> Result<Forest> {
    let width = choices.iter().map(|c| c.columns.width()).max().unwrap_or(0);
    let mut data = Dataset::new(width);
    for choice in choices.iter().filter(|c| c.columns.width() == width) {
        let rows = choice.right.len();
        let weights = vec![3.0 * weight(choice) / rows.max(1) as f32; rows];
        data.extend(&choice.columns, &choice.right, &weights)?;
    }
    let forests = (0..BAGS).map(|bag| Trainer { seed: 2 + 1000 * bag, ..trainer() }.fit(&data));
    Ok(Forest::mean(&forests.collect::<Result<Vec<_>, _>>()?)?)
}

/// The candidate that a ranker takes, and its score.
pub(crate) fn pick(forest: &Forest, choice: &Choice) -> Option<(usize, f32)> {
    let mut scores = vec![0.0; choice.columns.rows()];
    if scores.is_empty() || forest.predict_into(&choice.columns, &mut scores).is_err() {
        return None;
    }
    let best = (0..scores.len()).rev().max_by(|a, b| scores[*a].total_cmp(&scores[*b]))?;
    Some((best, scores[best]))
}

/// What cross-validation by site gave for one set.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Outcome {
    pub(crate) pages: usize,
    pub(crate) right: f64,
    /// What the best candidate of each page would give.
    pub(crate) ceiling: f64,
}

/// What cross-validation gives: the outcome of each set, and for each example what was chosen and its score.
pub(crate) type Validated = (BTreeMap<String, Outcome>, Vec<Option<(usize, f32)>>);

/// Judges a task by folds of sites; with each page's pick.
pub(crate) fn cross_validate(task: &Task) -> Result<Validated> {
    let mut picks = vec![None; task.choices.len()];
    for fold in 0..FOLDS {
        let others: Vec<&Choice> =
            task.choices.iter().filter(|c| c.fold != fold && !c.right.is_empty()).collect();
        let forest = train(&others)?;
        for (choice, picked) in task.choices.iter().zip(&mut picks).filter(|(c, _)| c.fold == fold) {
            *picked = pick(&forest, choice);
        }
    }
    let mut outcomes: BTreeMap<String, Outcome> = BTreeMap::new();
    for (choice, picked) in task.choices.iter().zip(&picks) {
        let outcome = outcomes.entry(choice.set.clone()).or_default();
        outcome.pages += 1;
        outcome.right += picked.map_or(0.0, |(at, _)| f64::from(choice.right[at]));
        outcome.ceiling += f64::from(choice.right.iter().copied().fold(0.0, f32::max));
    }
    Ok((outcomes, picks))
}
