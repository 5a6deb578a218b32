//! The settings of a training, and its rounds.

use super::bins::Binned;
use super::dataset::Dataset;
use super::grow::{Branch, Child, Grown, Limits, grow};
use super::histogram::{Gradient, Packed};
use super::random::Random;
use crate::build::MOST_LEAVES;
use crate::math::exp;
use crate::{Error, Forest, Link, Node, sigmoid};

/// What is made small.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Loss {
    /// The square of the difference: regression.
    #[default]
    Squared,
    /// The logarithmic loss of a probability; targets are 0 and 1, or between.
    Logistic,
    /// The logarithmic loss of a choice among the rows of each table that was added: the target tells how right a
    /// row is, and a table without a right one teaches nothing (ListNet's top-one loss: Cao et al., ICML 2007).
    /// The forest gives each row's logistic score, of which only the order within a table means something.
    Choice,
}

/// Settings of a training.
///
/// ```
/// use offwire_forest::{Columns, train::{Dataset, Loss, Trainer}};
/// let rows: Vec<[f32; 1]> = (0..200_u16).map(|n| [f32::from(n)]).collect();
/// let targets: Vec<f32> = (0..200).map(|n| if n < 120 { 0.0 } else { 1.0 }).collect();
/// let mut data = Dataset::new(1);
/// data.extend(&Columns::from_rows(1, &rows), &targets, &[1.0; 200])?;
/// let forest = Trainer { loss: Loss::Logistic, rounds: 60, ..Trainer::default() }.fit(&data)?;
/// let mut out = [0.0; 2];
/// forest.predict_into(&Columns::from_rows(1, &[[10.0], [190.0]]), &mut out)?;
/// assert!(out[0] < 0.1 && out[1] > 0.9);
/// # Ok::<(), offwire_forest::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Trainer {
    /// Number of trees.
    pub rounds: usize,
    /// Share of each tree's step that is taken, 0 to 1.
    pub learning_rate: f32,
    /// Most leaves of a tree, 2 to 64. At most 16 or 32 are evaluated faster.
    pub leaves: usize,
    /// Fewest rows of a leaf; about, for they are told from the weights.
    pub min_leaf: usize,
    /// Weight of the squared leaf values.
    pub l2: f32,
    /// Share of the columns that each tree may ask for, 0 to 1.
    pub column_share: f32,
    /// Share of the rows that each tree is grown on, 0 to 1.
    pub row_share: f32,
    /// Most bins of a column, 2 to 255.
    pub bins: usize,
    /// Seed of all random choices.
    pub seed: u64,
    /// What is made small.
    pub loss: Loss,
}

impl Default for Trainer {
    fn default() -> Self {
        Self {
            rounds: 100,
            learning_rate: 0.1,
            leaves: 16,
            min_leaf: 20,
            l2: 1.0,
            column_share: 1.0,
            row_share: 1.0,
            bins: 63,
            seed: 1,
            loss: Loss::Squared,
        }
    }
}

impl Trainer {
    /// Grows a forest.
    ///
    /// # Errors
    /// [`Error::Training`] when there are no rows, weights or targets that are not finite, or a setting out of
    /// its range.
    pub fn fit(&self, data: &Dataset) -> Result<Forest, Error> {
        self.fit_with_gain(data).map(|(forest, _)| forest)
    }

    /// The same, with what each column gained in all splits.
    ///
    /// # Errors
    /// As [`Trainer::fit`].
    pub fn fit_with_gain(&self, data: &Dataset) -> Result<(Forest, Vec<f64>), Error> {
        self.check(data)?;
        let mut rounds = Rounds::new(self, data);
        let trees: Vec<Vec<Node>> = (0..self.rounds).map(|_| rounds.next_tree()).collect();
        let link = match self.loss {
            Loss::Squared => Link::Identity,
            Loss::Logistic | Loss::Choice => Link::Logistic,
        };
        let forest = Forest::from_trees(data.width(), link, rounds.base as f32, &trees)?;
        Ok((forest, rounds.gains))
    }

    fn check(&self, data: &Dataset) -> Result<(), Error> {
        let wrong = |cause| Err(Error::Training(cause));
        if data.rows() == 0 || u32::try_from(data.rows()).is_err() {
            return wrong("no rows, or more than 4,294,967,295");
        }
        if !data.targets.iter().chain(&data.weights).all(|v| v.is_finite()) {
            return wrong("a target or weight that is not finite");
        }
        if self.loss != Loss::Squared && !data.targets.iter().all(|t| (0.0..=1.0).contains(t)) {
            return wrong("a target of a loss of probabilities outside 0 to 1");
        }
        if !(2..=MOST_LEAVES).contains(&self.leaves) || !(2..=255).contains(&self.bins) {
            return wrong("leaves outside 2 to 64, or bins outside 2 to 255");
        }
        Ok(())
    }
}

/// A training under way.
struct Rounds<'a> {
    settings: &'a Trainer,
    data: &'a Dataset,
    columns: Vec<Binned>,
    base: f64,
    scores: Vec<f64>,
    /// For [`Loss::Choice`], the probability of each row among those of its table, and the one it should have.
    shares: Vec<[f64; 2]>,
    gains: Vec<f64>,
    random: Random,
}

impl<'a> Rounds<'a> {
    fn new(settings: &'a Trainer, data: &'a Dataset) -> Self {
        let base = base(settings.loss, data);
        Self {
            settings,
            data,
            columns: data.columns.iter().map(|column| Binned::new(column, settings.bins)).collect(),
            base,
            scores: vec![base; data.rows()],
            shares: Vec::new(),
            gains: vec![0.0; data.width()],
            random: Random::new(settings.seed),
        }
    }

    fn next_tree(&mut self) -> Vec<Node> {
        let chosen = self.random.exactly(self.data.width(), self.settings.column_share);
        let mut rows = self.random.some_of(self.data.rows(), self.settings.row_share);
        if rows.is_empty() {
            rows.push(0);
        }
        if self.settings.loss == Loss::Choice {
            self.shares = shares(self.data, &self.scores);
        }
        let gradients: Vec<Gradient> = rows.iter().map(|&row| self.gradient(row)).collect();
        let columns: Vec<&Binned> = chosen.iter().filter_map(|&number| self.columns.get(number)).collect();
        let packed = Packed::new(&columns, &rows);
        let limits = Limits {
            leaves: self.settings.leaves,
            min_leaf: self.settings.min_leaf.max(1),
            l2: f64::from(self.settings.l2),
        };
        let mut grown = grow(&packed, &gradients, limits);
        for branch in &mut grown.branches {
            branch.column = chosen.get(branch.column).copied().unwrap_or(0);
            if let Some(gain) = self.gains.get_mut(branch.column) {
                *gain += branch.gain;
            }
        }
        self.finish(grown)
    }

    fn gradient(&self, row: usize) -> Gradient {
        let of = |list: &[f32]| f64::from(list.get(row).copied().unwrap_or(0.0));
        let (target, weight) = (of(&self.data.targets), of(&self.data.weights));
        let score = self.scores.get(row).copied().unwrap_or(self.base);
        match self.settings.loss {
            Loss::Squared => [(weight * (score - target)) as f32, weight as f32],
            Loss::Logistic => {
                let p = sigmoid(score);
                [(weight * (p - target)) as f32, (weight * p * (1.0 - p)) as f32]
            }
            Loss::Choice => {
                let [p, wanted] = self.shares.get(row).copied().unwrap_or_default();
                [(weight * (p - wanted)) as f32, (weight * p * (1.0 - p)) as f32]
            }
        }
    }

    /// Scales the leaves, adds the tree to all rows' scores, and puts it into preorder.
    fn finish(&mut self, mut grown: Grown) -> Vec<Node> {
        for value in &mut grown.values {
            *value *= f64::from(self.settings.learning_rate);
        }
        let root = if grown.branches.is_empty() { Child::Value(0) } else { Child::Branch(0) };
        let mut nodes = Vec::with_capacity(2 * grown.values.len());
        let mut todo = vec![(root, (0..self.data.rows() as u32).collect::<Vec<u32>>())];
        while let Some((child, rows)) = todo.pop() {
            match child {
                Child::Value(number) => {
                    let value = grown.values.get(number).copied().unwrap_or(0.0);
                    self.add(&rows, value);
                    nodes.push(Node::Leaf(value as f32));
                }
                Child::Branch(number) => {
                    let Some(branch) = grown.branches.get(number) else { continue };
                    let (node, left, right) = self.divide(branch, rows);
                    nodes.push(node);
                    todo.push((branch.right, right));
                    todo.push((branch.left, left));
                }
            }
        }
        nodes
    }

    fn divide(&self, branch: &Branch, rows: Vec<u32>) -> (Node, Vec<u32>, Vec<u32>) {
        let Some(column) = self.columns.get(branch.column) else {
            return (Node::Leaf(0.0), rows, Vec::new());
        };
        let threshold = column.thresholds.get(usize::from(branch.bin)).copied().unwrap_or(f32::MAX);
        let left = |row: &u32| column.bins.get(*row as usize).is_none_or(|&bin| bin <= branch.bin);
        let (left, right) = rows.into_iter().partition(left);
        (Node::Split { feature: branch.column, threshold }, left, right)
    }

    fn add(&mut self, rows: &[u32], value: f64) {
        for &row in rows {
            if let Some(score) = self.scores.get_mut(row as usize) {
                *score += value;
            }
        }
    }
}

/// The one score that fits all rows best.
fn base(loss: Loss, data: &Dataset) -> f64 {
    let pairs = data.targets.iter().zip(&data.weights);
    let (sum, weight) = pairs
        .fold((0.0, 0.0), |(sum, all), (&t, &w)| (sum + f64::from(t) * f64::from(w), all + f64::from(w)));
    let mean = sum / weight;
    match loss {
        Loss::Squared => mean,
        Loss::Choice => 0.0,
        Loss::Logistic => log_odds(mean.clamp(1e-6, 1.0 - 1e-6)),
    }
}

/// Each row's probability among those of its table, and the one it should have; nothing where no row is right.
fn shares(data: &Dataset, scores: &[f64]) -> Vec<[f64; 2]> {
    let mut shares = vec![[0.0; 2]; scores.len()];
    let mut start = 0;
    for &end in &data.ends {
        let table = start..end;
        start = end;
        let (Some(scores), Some(targets)) = (scores.get(table.clone()), data.targets.get(table.clone()))
        else {
            continue;
        };
        let right: f64 = targets.iter().map(|&t| f64::from(t)).sum();
        if right <= 0.0 {
            continue;
        }
        let top = scores.iter().copied().fold(f64::MIN, f64::max);
        let odds: Vec<f64> = scores.iter().map(|score| exp(score - top)).collect();
        let all: f64 = odds.iter().sum();
        let pairs = odds.iter().zip(targets).map(|(odds, &target)| [odds / all, f64::from(target) / right]);
        shares.get_mut(table).into_iter().flatten().zip(pairs).for_each(|(share, pair)| *share = pair);
    }
    shares
}

/// The score whose logistic function is `p`, by bisection: no platform's logarithm.
fn log_odds(p: f64) -> f64 {
    let (mut low, mut high) = (-20.0, 20.0);
    for _ in 0..60 {
        let middle = (low + high) / 2.0;
        if sigmoid(middle) < p {
            low = middle;
        } else {
            high = middle;
        }
    }
    (low + high) / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Columns;

    /// Two columns that matter, two that do not.
    fn data(loss: Loss, rows: usize) -> Dataset {
        let mut random = Random::new(11);
        let mut unit = || (random.next() >> 40) as f32 / (1_u64 << 24) as f32;
        let table: Vec<[f32; 4]> = (0..rows).map(|_| [unit(), unit(), unit(), unit()]).collect();
        let target = |row: &[f32; 4]| {
            let value = if row[0] > 0.5 { row[1] } else { 1.0 - row[1] };
            if loss == Loss::Logistic { f32::from(value > 0.5) } else { value }
        };
        let targets: Vec<f32> = table.iter().map(target).collect();
        let mut data = Dataset::new(4);
        data.extend(&Columns::from_rows(4, &table), &targets, &vec![1.0; rows]).unwrap();
        data
    }

    fn error(forest: &Forest, data: &Dataset) -> f32 {
        let mut columns = Columns::with_capacity(4, data.rows());
        for column in &data.columns {
            columns.push(column.iter().copied());
        }
        let mut out = vec![0.0; data.rows()];
        forest.predict_into(&columns, &mut out).unwrap();
        out.iter().zip(&data.targets).map(|(a, b)| (a - b).abs()).sum::<f32>() / data.rows() as f32
    }

    #[test]
    fn both_losses_learn_what_two_columns_say_together() {
        for loss in [Loss::Squared, Loss::Logistic] {
            let data = data(loss, 3_000);
            let trainer = Trainer { loss, column_share: 0.75, row_share: 0.8, ..Trainer::default() };
            let (forest, gains) = trainer.fit_with_gain(&data).unwrap();
            let error = error(&forest, &data);
            assert!(error < 0.06, "{loss:?} {error}");
            assert!(gains[0] + gains[1] > 10.0 * (gains[2] + gains[3]), "{gains:?}");
        }
    }

    #[test]
    fn a_choice_is_learned_where_the_rest_of_the_table_decides() {
        // The greatest of each table is right, however great it is: no bar tells it across tables.
        let mut random = Random::new(5);
        let mut data = Dataset::new(1);
        for _ in 0..200 {
            let shift = (random.next() % 100) as f32;
            let rows: Vec<[f32; 1]> = (0..5).map(|_| [shift + (random.next() % 50) as f32]).collect();
            let top = rows.iter().map(|row| row[0]).fold(0.0, f32::max);
            let targets: Vec<f32> = rows.iter().map(|row| f32::from(u8::from(row[0] == top))).collect();
            data.extend(&Columns::from_rows(1, &rows), &targets, &[1.0; 5]).unwrap();
        }
        let trainer = Trainer { loss: Loss::Choice, leaves: 4, min_leaf: 5, ..Trainer::default() };
        let forest = trainer.fit(&data).unwrap();
        let mut out = [0.0; 3];
        for shift in [0.0, 45.0, 90.0] {
            let rows = [[shift + 5.0], [shift + 45.0], [shift + 25.0]];
            forest.predict_into(&Columns::from_rows(1, &rows), &mut out).unwrap();
            assert!(out[1] > out[2] && out[1] > out[0], "{shift} {out:?}");
        }
    }

    #[test]
    fn a_table_without_a_right_row_teaches_nothing() {
        let mut data = Dataset::new(1);
        data.extend(&Columns::from_rows(1, &[[0.0], [1.0]]), &[0.0, 0.0], &[1.0; 2]).unwrap();
        assert_eq!(shares(&data, &[3.0, 4.0]), [[0.0; 2]; 2]);
        data.extend(&Columns::from_rows(1, &[[0.0], [1.0]]), &[1.0, 1.0], &[1.0; 2]).unwrap();
        assert_eq!(shares(&data, &[3.0, 4.0, 2.0, 2.0])[2..], [[0.5; 2]; 2]);
    }

    #[test]
    fn the_same_seed_gives_the_same_bytes_and_another_seed_others() {
        let data = data(Loss::Logistic, 800);
        let fit = |seed| {
            let trainer =
                Trainer { seed, rounds: 10, row_share: 0.5, loss: Loss::Logistic, ..Trainer::default() };
            trainer.fit(&data).unwrap().to_bytes()
        };
        assert_eq!(fit(1), fit(1));
        assert_ne!(fit(1), fit(2));
    }

    #[test]
    fn weights_move_the_answer() {
        let mut data = Dataset::new(1);
        data.extend(&Columns::from_rows(1, &[[0.0], [0.0]]), &[0.0, 1.0], &[1.0, 3.0]).unwrap();
        let forest = Trainer { rounds: 1, ..Trainer::default() }.fit(&data).unwrap();
        let mut out = [0.0];
        forest.predict_into(&Columns::from_rows(1, &[[0.0]]), &mut out).unwrap();
        assert!((out[0] - 0.75).abs() < 1e-3, "{out:?}");
    }

    #[test]
    fn what_cannot_be_learned_from_is_refused() {
        let refused = |data: &Dataset, trainer: Trainer| trainer.fit(data).is_err();
        assert!(refused(&Dataset::new(1), Trainer::default()));
        let mut bad = Dataset::new(1);
        bad.extend(&Columns::zeroed(1, 1), &[2.0], &[1.0]).unwrap();
        assert!(refused(&bad, Trainer { loss: Loss::Logistic, ..Trainer::default() }));
        assert!(refused(&bad, Trainer { leaves: 65, ..Trainer::default() }));
    }
}
