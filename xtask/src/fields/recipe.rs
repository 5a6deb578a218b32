//! How the rankers are trained and judged.

use super::corpus::{Choice, FOLDS, Task};
use anyhow::Result;
use offwire_forest::Forest;
use offwire_forest::train::{Dataset, Loss, Trainer};
use std::collections::BTreeMap;

/// Some of the forests whose mean a ranker is, with different seeds.
struct Bag {
    forests: u64,
    /// Weight of a page.
    weight: f32,
    trainer: Trainer,
}

/// The recipe of a model: a choice where one candidate of a page is right, found to beat a yes or no about each;
/// that where a candidate must also pass a bar, and the mean of both for headlines of pages.
fn recipe(model: &str) -> Vec<Bag> {
    let trainer = Trainer {
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
    };
    let choice = Trainer { loss: Loss::Choice, ..trainer };
    match model {
        "dump-headline" => {
            let trainer = Trainer { rounds: 100, learning_rate: 0.15, leaves: 10, min_leaf: 30, ..choice };
            vec![Bag { forests: 4, weight: 3.0, trainer }]
        }
        "published" => vec![Bag { forests: 4, weight: 1.0, trainer: choice }],
        "headline" => {
            let trainer = Trainer { learning_rate: 0.1, leaves: 10, ..trainer };
            let choice = Trainer { loss: Loss::Choice, ..trainer };
            vec![Bag { forests: 2, weight: 3.0, trainer }, Bag { forests: 2, weight: 1.0, trainer: choice }]
        }
        _ => vec![Bag { forests: 4, weight: 3.0, trainer }],
    }
}

/// Weight of a page in the training: dumps made here stand in for those that scrapers make.
fn weight(choice: &Choice) -> f32 {
    if choice.set.ends_with("-dumped") { 0.5 } else { 1.0 }
}

/// Trains a ranker: every page has the same weight, which a yes or no about each candidate divides among them.
pub(crate) fn train(model: &str, choices: &[&Choice]) -> Result<Forest> {
    let width = choices.iter().map(|c| c.columns.width()).max().unwrap_or(0);
    let mut forests = Vec::new();
    for Bag { forests: count, weight: scale, trainer } in recipe(model) {
        let mut data = Dataset::new(width);
        for choice in choices.iter().filter(|c| c.columns.width() == width) {
            let rows = choice.right.len();
            let parts = if trainer.loss == Loss::Choice { 1.0 } else { rows.max(1) as f32 };
            let weights = vec![scale * weight(choice) / parts; rows];
            data.extend(&choice.columns, &choice.right, &weights)?;
        }
        for number in 0..count {
            forests.push(Trainer { seed: 2 + 1000 * number, ..trainer }.fit(&data)?);
        }
    }
    Ok(Forest::mean(&forests)?)
}

/// The scores that a ranker gives the candidates of a page.
fn scores(forest: &Forest, choice: &Choice) -> Vec<f32> {
    let mut scores = vec![0.0; choice.columns.rows()];
    match forest.predict_into(&choice.columns, &mut scores) {
        Ok(()) => scores,
        Err(_) => vec![0.0; choice.columns.rows()],
    }
}

/// The candidate with the highest score, the first of equals; none below the bar of the field.
pub(crate) fn best(choice: &Choice, scores: &[f32]) -> Option<usize> {
    let top = (0..scores.len()).rev().max_by(|a, b| scores[*a].total_cmp(&scores[*b]))?;
    (scores[top] > choice.least).then_some(top)
}

/// Scores of the candidates of each page, by rankers that saw no page of its site.
pub(crate) fn cross_validate(task: &Task) -> Result<Vec<Vec<f32>>> {
    let mut found: Vec<Vec<f32>> = vec![Vec::new(); task.choices.len()];
    let folds: Vec<u8> = (0..FOLDS).collect();
    for pair in folds.chunks(2) {
        let forests: Vec<Result<Forest>> = std::thread::scope(|scope| {
            let threads: Vec<_> = pair.iter().map(|fold| scope.spawn(move || without(task, *fold))).collect();
            let join = |thread: std::thread::ScopedJoinHandle<'_, Result<Forest>>| {
                thread.join().unwrap_or_else(|_| anyhow::bail!("a fold panicked"))
            };
            threads.into_iter().map(join).collect()
        });
        for (fold, forest) in pair.iter().zip(forests) {
            let forest = forest?;
            for (choice, found) in task.choices.iter().zip(&mut found).filter(|(c, _)| c.fold == *fold) {
                *found = scores(&forest, choice);
            }
        }
    }
    Ok(found)
}

fn without(task: &Task, fold: u8) -> Result<Forest> {
    let others: Vec<&Choice> =
        task.choices.iter().filter(|c| c.fold != fold && !c.right.is_empty()).collect();
    train(task.model, &others)
}

/// What cross-validation by site gave for one set.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Outcome {
    pub(crate) pages: usize,
    pub(crate) right: f64,
    /// What the rules give.
    pub(crate) by_rule: f64,
    /// What the best candidate of each page would give.
    pub(crate) ceiling: f64,
}

impl std::fmt::Display for Outcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let share = |sum: f64| sum / self.pages.max(1) as f64;
        let (right, rule, ceiling) = (share(self.right), share(self.by_rule), share(self.ceiling));
        write!(
            f,
            "pages = {}, cross_validated = {right:.3}, rules = {rule:.3}, ceiling = {ceiling:.3}",
            self.pages
        )
    }
}

/// What was chosen, set by set.
pub(crate) fn outcomes(task: &Task, scores: &[Vec<f32>]) -> BTreeMap<String, Outcome> {
    let mut outcomes: BTreeMap<String, Outcome> = BTreeMap::new();
    for (choice, scores) in task.choices.iter().zip(scores) {
        let outcome = outcomes.entry(choice.set.clone()).or_default();
        let right = |at: Option<usize>| at.map_or(0.0, |at| f64::from(choice.right[at]));
        outcome.pages += 1;
        outcome.right += right(best(choice, scores));
        outcome.by_rule += right(choice.by_rule);
        outcome.ceiling += f64::from(choice.right.iter().copied().fold(0.0, f32::max));
    }
    outcomes
}
