//! The features of the second stage: what the first stage's scores say of a block's surroundings.

use super::columns::running;
use super::element::Elements;
use super::scene::Scene;
use super::table::Table;
use super::token::Hashed;

const OFFSETS: [isize; 10] = [-5, -4, -3, -2, -1, 1, 2, 3, 4, 5];
const NEAR: [&str; 10] = ["p-5", "p-4", "p-3", "p-2", "p-1", "p+1", "p+2", "p+3", "p+4", "p+5"];
const WINDOWS: [usize; 3] = [4, 12, 30];
const WINDOW: [&str; 3] = ["p_win4", "p_win12", "p_win30"];
const LEVELS: usize = 5;
const BOX: [&str; LEVELS] = ["p_box1", "p_box2", "p_box3", "p_box4", "p_box5"];
const BOX_SHARE: [&str; LEVELS] = ["p_boxs1", "p_boxs2", "p_boxs3", "p_boxs4", "p_boxs5"];
/// Score and characters from which a block is surely body.
const SURE: f32 = 0.5;
const LEAST_SURE: f32 = 40.0;

/// Scores with the weights of their blocks.
struct Scored<'a> {
    scores: &'a [f32],
    /// Characters.
    weights: Vec<f32>,
    /// Score times weight.
    held: Vec<f32>,
    total: f32,
}

pub(super) fn push_all(scene: &Scene, first: Table, scores: &[f32]) -> Table {
    let mut table = first;
    let weights: Vec<f32> = scene.measures.iter().map(|m| m.chars).collect();
    let held: Vec<f32> = scores.iter().zip(&weights).map(|(p, w)| p * w).collect();
    let total = held.iter().sum::<f32>().max(1.0);
    let scored = Scored { scores, weights, held, total };
    scored.near(&mut table);
    scored.place(&mut table);
    scored.windows(&mut table);
    if let Some(elements) = &scene.elements {
        scored.boxes(elements, &mut table);
        scored.paths(elements, &mut table);
    } else {
        super::cohesion::push(scene, scores, &mut table);
    }
    table
}

impl Scored<'_> {
    fn near(&self, table: &mut Table) {
        table.push("p", self.scores.iter().copied());
        for (name, offset) in NEAR.into_iter().zip(OFFSETS) {
            table.shifted(name, self.scores, offset, -1.0);
        }
        let most = self.scores.iter().copied().fold(0.0, f32::max);
        table.constant("p_max", most);
        table.constant("p_tot", self.total);
        table.push("p_share", self.held.iter().map(|held| held / self.total));
        table.push("p_rank", self.ranks());
    }

    /// Share of blocks with a higher score; of equal ones the earlier is the higher.
    fn ranks(&self) -> Vec<f32> {
        let mut order: Vec<(u32, u32)> =
            (0..).zip(self.scores).map(|(row, score)| (depth(*score), row)).collect();
        order.sort_unstable();
        let mut ranks = vec![0.0; order.len()];
        for (rank, (_, row)) in order.into_iter().enumerate() {
            if let Some(place) = ranks.get_mut(row as usize) {
                *place = rank as f32 / self.scores.len() as f32;
            }
        }
        ranks
    }

    fn place(&self, table: &mut Table) {
        let before =
            running(self.held.iter().copied()).zip(&self.held).map(|(sum, held)| (sum - held) / self.total);
        table.push("p_before", before);
        let count = self.scores.len();
        let sure = |row: &usize| {
            self.scores.get(*row).is_some_and(|&p| p > SURE)
                && self.weights.get(*row).is_some_and(|&w| w >= LEAST_SURE)
        };
        let first = (0..count).find(sure).unwrap_or(0) as f32;
        let last = (0..count).rev().find(sure).unwrap_or(count) as f32;
        table.push("p_first", (0..count).map(|row| (row as f32 - first).clamp(-50.0, 100.0)));
        table.push("p_last", (0..count).map(|row| (row as f32 - last).clamp(-100.0, 50.0)));
        table.push("p_prev", distances(self.scores.iter()));
        let mut behind = distances(self.scores.iter().rev());
        behind.reverse();
        table.push("p_next", behind);
    }

    fn windows(&self, table: &mut Table) {
        let sums = |values: &[f32]| {
            let mut sums = vec![0.0];
            sums.extend(running(values.iter().copied()));
            sums
        };
        let (held, weight) = (sums(&self.held), sums(&self.weights));
        let count = self.scores.len();
        for (name, width) in WINDOW.into_iter().zip(WINDOWS) {
            let mean = |row: usize| {
                let (low, high) = (row.saturating_sub(width), (row + width + 1).min(count));
                let of = |sums: &[f32]| {
                    sums.get(high).copied().unwrap_or(0.0) - sums.get(low).copied().unwrap_or(0.0)
                };
                of(&held) / of(&weight).max(1.0)
            };
            table.push(name, (0..count).map(mean));
        }
    }

    /// Mean score in the elements around, level by level, and their share of all that is held.
    fn boxes(&self, elements: &Elements, table: &mut Table) {
        let sums = self.sums(elements);
        let mut at: Vec<usize> = elements.of_block.iter().map(|of| of.0).collect();
        for (mean, share) in BOX.into_iter().zip(BOX_SHARE) {
            for number in &mut at {
                *number = elements.parent(*number);
            }
            let of = |number: &usize| sums.get(*number).copied().unwrap_or((0.0, 1.0));
            table.push(mean, at.iter().map(|n| of(n).0 / of(n).1.max(1.0)));
            table.push(share, at.iter().map(|n| of(n).0 / self.total));
        }
    }

    /// For each element what its blocks hold and weigh.
    fn sums(&self, elements: &Elements) -> Vec<(f32, f32)> {
        let mut sums = vec![(0.0_f32, 0.0_f32); elements.list.len()];
        for ((&(node, _), held), weight) in elements.of_block.iter().zip(&self.held).zip(&self.weights) {
            if let Some(sum) = sums.get_mut(node) {
                *sum = (sum.0 + held, sum.1 + weight);
            }
        }
        for number in (1..sums.len()).rev() {
            let parent = elements.parent(number);
            let Some(&(held, weight)) = sums.get(number) else { continue };
            if let Some(sum) = sums.get_mut(parent).filter(|_| parent < number) {
                *sum = (sum.0 + held, sum.1 + weight);
            }
        }
        sums
    }

    /// Mean score of blocks with the same path, their share, and the mean of the others among them.
    fn paths(&self, elements: &Elements, table: &mut Table) {
        let mut sums: Hashed<(f32, f32)> = Hashed::default();
        let path = |row: usize| elements.get(elements.node(row)).map_or(0, |e| e.path);
        let rows = || self.held.iter().zip(&self.weights).enumerate();
        for (row, (held, weight)) in rows() {
            let sum = sums.entry(path(row)).or_default();
            *sum = (sum.0 + held, sum.1 + weight);
        }
        let of = |row: usize| sums.get(&path(row)).copied().unwrap_or((0.0, 1.0));
        table.push("p_sig", rows().map(|(row, _)| of(row).0 / of(row).1.max(1.0)));
        table.push("p_sigs", rows().map(|(row, _)| of(row).0 / self.total));
        let rest = |(row, (held, weight)): (usize, (&f32, &f32))| {
            let (all_held, all_weight) = of(row);
            if all_weight > weight + 0.5 { (all_held - held) / (all_weight - weight) } else { -1.0 }
        };
        table.push("p_sigrest", rows().map(rest));
    }
}

/// A number that is the smaller the higher a score is, in the order of [`f32::total_cmp`].
fn depth(score: f32) -> u32 {
    let bits = score.to_bits();
    if bits >> 31 == 0 { !bits & (u32::MAX >> 1) } else { bits }
}

/// Blocks since the last sure one, from 99 down.
fn distances<'a>(scores: impl Iterator<Item = &'a f32>) -> Vec<f32> {
    scores
        .scan(99.0_f32, |distance, &score| {
            let now = *distance;
            *distance = if score > SURE { 0.0 } else { (*distance + 1.0).min(99.0) };
            Some(now)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn depths_are_in_the_order_of_scores(a in any::<f32>(), b in any::<f32>()) {
            prop_assert_eq!(depth(a).cmp(&depth(b)), b.total_cmp(&a));
        }
    }
}
