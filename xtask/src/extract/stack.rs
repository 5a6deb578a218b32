//! The two stages, trained and applied.

use super::corpus::{Example, Form, TIGHT};
use anyhow::Result;
use offwire_forest::train::{Dataset, Loss, Trainer};
use offwire_forest::{Columns, Forest};
use offwire_parse::body::Model;

/// Inner folds: the second stage learns from scores of pages that the first stage has not seen.
const INNER: u8 = 3;

/// How a model is trained.
#[derive(Debug, Clone)]
pub(crate) struct Recipe {
    pub(crate) first: Trainer,
    pub(crate) second: Trainer,
    /// Weight in training of each set that is not 1.
    pub(crate) weights: Vec<(String, f32)>,
    /// Weight in training of dumps set without blank lines and bullets.
    pub(crate) tight: f32,
    /// Scores of pages with snippets alone, above and below which their blocks are learned from too.
    pub(crate) pseudo: Option<(f32, f32)>,
}

impl Default for Recipe {
    fn default() -> Self {
        let first = Trainer {
            rounds: 60,
            learning_rate: 0.12,
            leaves: 24,
            min_leaf: 40,
            l2: 5.0,
            column_share: 0.5,
            row_share: 0.8,
            bins: 63,
            seed: 1,
            loss: Loss::Logistic,
        };
        let second = Trainer { rounds: 50, ..first.clone() };
        Self { first, second, weights: Vec::new(), tight: 0.5, pseudo: None }
    }
}

/// A page to learn from: its labels may be the gold's or a model's.
pub(crate) type Labelled<'a> = (&'a Example, Vec<Option<bool>>);

impl Recipe {
    /// The recipe of the shipped model.
    pub(crate) fn for_form(_form: Form) -> Self {
        Self::default()
    }

    /// Trains both stages.
    pub(crate) fn train(&self, pages: &[&Example]) -> Result<Model> {
        let mut labelled: Vec<Labelled> =
            pages.iter().filter_map(|page| Some((*page, page.labels.clone()?))).collect();
        labelled.retain(|(page, _)| self.weight(page) > 0.0);
        if let Some((high, low)) = self.pseudo {
            let first = self.fit_first(&labelled)?;
            for page in pages.iter().filter(|page| page.labels.is_none()) {
                labelled.push((page, pseudo(page, &score(&first, page.first.columns())?, high, low)));
            }
        }
        self.train_on(&labelled)
    }

    fn train_on(&self, pages: &[Labelled]) -> Result<Model> {
        let mut scores: Vec<Vec<f32>> = vec![Vec::new(); pages.len()];
        for fold in 0..INNER {
            let others: Vec<Labelled> = pages.iter().filter(|p| p.0.inner != fold).cloned().collect();
            let forest = self.fit_first(&others)?;
            for (page, scores) in pages.iter().zip(&mut scores).filter(|(page, _)| page.0.inner == fold) {
                *scores = score(&forest, page.0.first.columns())?;
            }
        }
        let first = self.fit_first(pages)?;
        let tables: Vec<_> =
            pages.iter().zip(&scores).map(|(p, s)| p.0.scene.second(p.0.first.clone(), s)).collect();
        let second =
            self.fit(&self.second, pages, &tables.iter().map(|t| t.columns()).collect::<Vec<_>>())?;
        Ok(Model { first, second })
    }

    fn fit_first(&self, pages: &[Labelled]) -> Result<Forest> {
        let tables: Vec<&Columns> = pages.iter().map(|page| page.0.first.columns()).collect();
        self.fit(&self.first, pages, &tables)
    }

    fn fit(&self, trainer: &Trainer, pages: &[Labelled], tables: &[&Columns]) -> Result<Forest> {
        let mut data = Dataset::new(tables.first().map_or(0, |table| table.width()));
        for ((page, labels), table) in pages.iter().zip(tables) {
            if !labels.contains(&Some(true)) {
                continue;
            }
            let targets: Vec<f32> = labels.iter().map(|label| f32::from(*label == Some(true))).collect();
            data.extend(table, &targets, &self.weigh(page, labels))?;
        }
        let seeds = (0..Model::FORESTS as u64).map(|bag| trainer.seed + 1000 * bag);
        let forests = seeds
            .map(|seed| Trainer { seed, ..trainer.clone() }.fit(&data))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Forest::mean(&forests)?)
    }

    /// Weight of the set that a page is of.
    fn weight(&self, page: &Example) -> f32 {
        let given = self.weights.iter().find(|(set, _)| *set == page.set);
        let own = if page.set.ends_with(TIGHT) { self.tight } else { 1.0 };
        given.map_or(own, |(_, weight)| *weight)
    }

    /// A block counts by the square root of its words, a page by the same total as any other.
    ///
    /// Far off short blocks that are no body are many and alike: a third of them stand for all.
    fn weigh(&self, page: &Example, labels: &[Option<bool>]) -> Vec<f32> {
        let near = near_body(labels);
        let weight = |(row, label): (usize, &Option<bool>)| {
            let block = &page.blocks[row];
            let words = super::score::words(&block.text).len() as f32;
            let weight = (1.0 + words).sqrt();
            match label {
                None => 0.0,
                Some(false) if !near[row] && block.text.chars().count() < 60 && row % 3 == 0 => 3.0 * weight,
                Some(_) => weight,
            }
        };
        let mut weights: Vec<f32> = labels.iter().enumerate().map(weight).collect();
        let share = |wanted| {
            weights.iter().zip(labels).filter(|(_, l)| **l == Some(wanted)).map(|(w, _)| w).sum::<f32>()
        };
        let total = (share(true) + 0.5 * share(false)).max(1.0);
        let set = self.weight(page);
        for weight in &mut weights {
            *weight *= 100.0 * set / total;
        }
        weights
    }
}

/// Whether a body block is at most 15 blocks away.
fn near_body(labels: &[Option<bool>]) -> Vec<bool> {
    let mut near = vec![false; labels.len()];
    for (row, _) in labels.iter().enumerate().filter(|(_, label)| **label == Some(true)) {
        for place in &mut near[row.saturating_sub(15)..(row + 16).min(labels.len())] {
            *place = true;
        }
    }
    near
}

/// Labels of a page with snippets alone: what a model is sure of, and what the snippets say.
fn pseudo(page: &Example, scores: &[f32], high: f32, low: f32) -> Vec<Option<bool>> {
    let holds = |text: &str, snippets: &[String]| {
        snippets.iter().any(|s| s.chars().count() >= 12 && text.contains(&super::score::squeeze(s)))
    };
    let label = |(row, &score): (usize, &f32)| {
        let text = &page.blocks[row].text;
        if holds(text, &page.gold.with) {
            Some(true)
        } else if holds(text, &page.gold.without) {
            Some(false)
        } else if score >= high {
            Some(true)
        } else {
            (score <= low).then_some(false)
        }
    };
    scores.iter().enumerate().map(label).collect()
}

fn score(forest: &Forest, columns: &Columns) -> Result<Vec<f32>> {
    let mut scores = vec![0.0; columns.rows()];
    forest.predict_into(columns, &mut scores)?;
    Ok(scores)
}

/// Scores of both stages.
pub(crate) fn apply(model: &Model, page: &Example) -> Result<Vec<f32>> {
    Ok(model.scores_from(&page.scene, page.first.clone())?)
}
