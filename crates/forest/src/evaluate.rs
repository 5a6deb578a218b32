//! Evaluation of all rows at once.
//!
//! Each tree goes split by split over all rows, and crosses out the leaves that a row can no longer reach; the first
//! leaf left is the row's (QuickScorer: Lucchese et al., SIGIR 2015). Every inner loop runs over neighbouring rows
//! without a branch, so that the compiler turns it into vector instructions.

use crate::forest::{Cut, Forest, Link, Slot, Tree};
use crate::{Columns, Error, build::MOST_LEAVES, columns::LANES, sigmoid};
use std::ops::{BitOr, Range};

// What runs over the rows is compiled once for every processor and once for those with wider vectors; a function that
// is called and not part of the caller would be of the first kind in both.

/// Lanes evaluated together: their values and masks stay in the second-level cache.
const CHUNK: usize = 16;

/// How many trees are asked about every row, and when the others are not.
///
/// Most rows are easy: a part of the trees knows them as well as all do (Cambazoglu et al., "Early exit optimizations
/// for additive machine learned ranking systems", WSDM 2010). What it says then stands, scaled up, for what all would
/// say. This needs a forest whose first trees are a forest themselves, as those of a [`Forest::mean`] are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Opening {
    /// Trees that are asked about every row, from the first.
    pub trees: usize,
    /// Distance of the scaled sum from zero at which a row is settled; in log odds for [`Link::Logistic`].
    pub sure: f32,
}

impl Forest {
    /// Writes each row's value into `out`: the sum, or the probability for [`Link::Logistic`].
    ///
    /// # Errors
    /// [`Error::Columns`] or [`Error::Rows`] when table or output do not fit the model.
    pub fn predict_into(&self, columns: &Columns, out: &mut [f32]) -> Result<(), Error> {
        self.predict(columns, out, None)
    }

    /// As [`Forest::predict_into`], but a row of which the first trees are sure is not put to the others.
    ///
    /// ```
    /// use offwire_forest::{Columns, Forest, Link, Node, Opening};
    /// // Two trees of which the second is only asked about the second row.
    /// let trees = [-3.0, -1.0].map(|low| {
    ///     vec![Node::Split { feature: 0, threshold: 2.0 }, Node::Leaf(low), Node::Leaf(0.5)]
    /// });
    /// let forest = Forest::from_trees(1, Link::Identity, 0.0, &trees)?;
    /// let mut out = [0.0; 2];
    /// let opening = Opening { trees: 1, sure: 2.0 };
    /// forest.predict_in_turns(&Columns::from_rows(1, &[[1.0], [3.0]]), &mut out, opening)?;
    /// assert!((out[0] + 6.0).abs() < 1e-3 && (out[1] - 1.0).abs() < 1e-3);
    /// # Ok::<(), offwire_forest::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Forest::predict_into`].
    pub fn predict_in_turns(
        &self,
        columns: &Columns,
        out: &mut [f32],
        opening: Opening,
    ) -> Result<(), Error> {
        self.predict(columns, out, Some(opening))
    }

    fn predict(&self, columns: &Columns, out: &mut [f32], opening: Option<Opening>) -> Result<(), Error> {
        self.fits(columns, out.len())?;
        #[cfg(target_arch = "x86_64")]
        if std::arch::is_x86_feature_detected!("avx2") {
            #[expect(unsafe_code, reason = "the processor was asked for what the function needs")]
            // SAFETY: the function is safe but for the instructions that it is compiled to, and those are there.
            unsafe {
                self.run_wide(columns, out, opening);
            }
            return Ok(());
        }
        self.run(columns, out, opening);
        Ok(())
    }

    /// [`Forest::run`], compiled for vectors of eight numbers: the same results in two thirds of the time.
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn run_wide(&self, columns: &Columns, out: &mut [f32], opening: Option<Opening>) {
        self.run(columns, out, opening);
    }

    fn fits(&self, columns: &Columns, found: usize) -> Result<(), Error> {
        if columns.width() != self.width() {
            return Err(Error::Columns { expected: self.width(), found: columns.width() });
        }
        if columns.rows() != found {
            return Err(Error::Rows { what: "output", expected: columns.rows(), found });
        }
        Ok(())
    }

    #[inline(always)]
    fn run(&self, columns: &Columns, out: &mut [f32], opening: Option<Opening>) {
        let mut sums = vec![0_i32; out.len()];
        match opening {
            Some(opening) => self.add_in_turns(columns, &mut sums, opening),
            None => self.add(&self.trees, columns, &mut sums),
        }
        for (out, sum) in out.iter_mut().zip(sums) {
            *out = self.value(sum);
        }
    }

    #[inline(always)]
    fn add_in_turns(&self, columns: &Columns, sums: &mut [i32], opening: Opening) {
        let first = opening.trees.clamp(1, self.trees.len().max(1));
        let (first, others) = self.trees.split_at_checked(first).unwrap_or((&self.trees, &[]));
        self.add(first, columns, sums);
        let share = first.len() as f64 / self.trees.len().max(1) as f64;
        let mut unsure = Vec::new();
        for (row, sum) in sums.iter_mut().enumerate() {
            let whole = f64::from(*sum) / share;
            if (f64::from(self.base) + f64::from(self.unit) * whole).abs() < f64::from(opening.sure) {
                unsure.push(row);
            } else {
                *sum = whole.round() as i32;
            }
        }
        let asked = self.slots.iter().map(|slot| usize::from(slot.column));
        let few = columns.pick(asked, &unsure);
        let mut rest = vec![0_i32; unsure.len()];
        self.add(others, &few, &mut rest);
        for (row, rest) in unsure.into_iter().zip(rest) {
            if let Some(sum) = sums.get_mut(row) {
                *sum += rest;
            }
        }
    }

    /// Adds what these trees say of each row to its sum.
    #[inline(always)]
    fn add(&self, trees: &[Tree], columns: &Columns, sums: &mut [i32]) {
        let most = trees.iter().map(|tree| tree.leaves.len()).max().unwrap_or(0);
        match most {
            0..=16 => self.add_masked::<u16>(trees, columns, sums),
            17..=32 => self.add_masked::<u32>(trees, columns, sums),
            _ => self.add_masked::<u64>(trees, columns, sums),
        }
    }

    #[inline(always)]
    fn add_masked<M: Mask>(&self, trees: &[Tree], columns: &Columns, sums: &mut [i32]) {
        for (chunk, sums) in sums.chunks_mut(CHUNK * LANES).enumerate() {
            let rows = chunk * CHUNK * LANES..chunk * CHUNK * LANES + sums.len();
            let asked: Vec<Asked<'_>> = self.slots.iter().map(|slot| slot.asked(columns, &rows)).collect();
            let mut found = [[0_i32; LANES]; CHUNK];
            let lanes = sums.len().div_ceil(LANES);
            for tree in trees {
                tree.add::<M>(&asked, found.get_mut(..lanes).unwrap_or_default());
            }
            for (sum, found) in sums.iter_mut().zip(found.as_flattened()) {
                *sum += found;
            }
        }
    }

    #[inline(always)]
    fn value(&self, sum: i32) -> f32 {
        let sum = f64::from(self.base) + f64::from(self.unit) * f64::from(sum);
        match self.link {
            Link::Identity => sum as f32,
            Link::Logistic => sigmoid(sum) as f32,
        }
    }
}

/// A stretch of a column that the trees ask for, with what they ask.
struct Asked<'t> {
    values: &'t [[f32; LANES]],
    /// The value of all rows, where they have the same.
    alike: Option<f32>,
    thresholds: &'t [f32],
}

impl Slot {
    fn asked<'t>(&'t self, columns: &'t Columns, rows: &Range<usize>) -> Asked<'t> {
        let column = usize::from(self.column);
        let lanes = rows.start / LANES..rows.end.div_ceil(LANES);
        let own = columns.column(column).get(rows.clone()).unwrap_or_default();
        Asked {
            values: columns.lanes(column).get(lanes).unwrap_or_default(),
            alike: own.first().copied().filter(|first| own.iter().all(|value| value == first)),
            thresholds: &self.thresholds,
        }
    }
}

impl Tree {
    /// Adds each row's leaf to its sum.
    #[inline(always)]
    fn add<M: Mask>(&self, asked: &[Asked<'_>], sums: &mut [[i32; LANES]]) {
        let mut room = [[M::default(); LANES]; CHUNK];
        let crossed = room.get_mut(..sums.len()).unwrap_or_default();
        let mut by_all = M::default();
        for &Cut { slot, bin, right } in &self.cuts {
            let Some(asked) = asked.get(usize::from(slot)) else { continue };
            let Some(&threshold) = asked.thresholds.get(usize::from(bin)) else { continue };
            let left = M::low(!right);
            match asked.alike {
                // What is told of a whole story or page is the same in all rows: they go one way together.
                Some(value) => by_all = by_all | left.when(value > threshold),
                None => cross(crossed, left, asked.values, threshold),
            }
        }
        let mut leaves = [0; MOST_LEAVES + 1];
        for (leaf, value) in leaves.iter_mut().zip(&self.leaves) {
            *leaf = *value;
        }
        for (sum, crossed) in sums.as_flattened_mut().iter_mut().zip(crossed.as_flattened()) {
            *sum += i32::from(leaves.get((*crossed | by_all).first_left()).copied().unwrap_or(0));
        }
    }
}

/// Crosses out the left leaves where the value is above the threshold.
#[inline(always)]
fn cross<M: Mask>(crossed: &mut [[M; LANES]], left: M, values: &[[f32; LANES]], threshold: f32) {
    for (crossed, values) in crossed.iter_mut().zip(values) {
        // As arrays, not one by one: only so does the compiler compare a whole lane at once.
        let more = values.map(|value| left.when(value > threshold));
        for (crossed, more) in crossed.iter_mut().zip(more) {
            *crossed = *crossed | more;
        }
    }
}

/// A word with one bit a leaf.
trait Mask: Copy + Default + BitOr<Output = Self> {
    fn low(word: u64) -> Self;
    /// The word itself, or none of its bits.
    fn when(self, yes: bool) -> Self;
    /// The first leaf whose bit is not set.
    fn first_left(self) -> usize;
}

macro_rules! mask {
    ($($word:ty),*) => { $(
        impl Mask for $word {
            fn low(word: u64) -> Self {
                word as Self
            }
            fn when(self, yes: bool) -> Self {
                if yes { self } else { 0 }
            }
            fn first_left(self) -> usize {
                self.trailing_ones() as usize
            }
        }
    )* };
}
mask!(u16, u32, u64);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Node;
    use proptest::prelude::*;

    /// The plain walk from the root, as an oracle.
    fn walk(nodes: &[Node], row: &[f32]) -> f32 {
        fn end(nodes: &[Node], at: usize) -> usize {
            match nodes[at] {
                Node::Leaf(_) => at + 1,
                Node::Split { .. } => end(nodes, end(nodes, at + 1)),
            }
        }
        let mut at = 0;
        loop {
            match nodes[at] {
                Node::Leaf(value) => return value,
                Node::Split { feature, threshold } => {
                    at = if row[feature] > threshold { end(nodes, at + 1) } else { at + 1 };
                }
            }
        }
    }

    fn tree() -> impl Strategy<Value = Vec<Node>> {
        let leaf = (-100_i16..100).prop_map(|v| vec![Node::Leaf(f32::from(v))]);
        leaf.prop_recursive(6, 120, 2, |side| {
            (0_usize..3, 0_u8..9, side.clone(), side).prop_map(|(feature, threshold, left, right)| {
                let mut nodes = vec![Node::Split { feature, threshold: f32::from(threshold) }];
                nodes.extend(left);
                nodes.extend(right);
                nodes
            })
        })
        .prop_filter("at most 64 leaves", |nodes| nodes.len() < 128)
    }

    proptest! {
        #[test]
        fn all_rows_at_once_are_the_walk_row_by_row(
            trees in prop::collection::vec(tree(), 1..6),
            rows in prop::collection::vec(prop::array::uniform3(-1.0..10.0f32), 1..600),
        ) {
            let forest = Forest::from_trees(3, Link::Identity, 0.5, &trees).unwrap();
            let mut out = vec![0.0; rows.len()];
            forest.predict_into(&Columns::from_rows(3, &rows), &mut out).unwrap();
            let mut narrow = vec![0.0; rows.len()];
            forest.run(&Columns::from_rows(3, &rows), &mut narrow, None);
            prop_assert_eq!(&narrow, &out, "the same on every processor");
            for (row, found) in rows.iter().zip(out) {
                let expected: f32 = 0.5 + forest.to_trees().iter().map(|tree| walk(tree, row)).sum::<f32>();
                prop_assert!((found - expected).abs() < 1e-3, "{found} {expected}");
            }
        }

        #[test]
        fn rows_that_the_first_trees_are_sure_of_have_their_word_and_others_that_of_all(
            trees in prop::collection::vec(tree(), 1..9),
            rows in prop::collection::vec(prop::array::uniform3(-1.0..10.0f32), 1..600),
            first in 1_usize..9,
            sure in 0.0..400.0f32,
        ) {
            let forest = Forest::from_trees(3, Link::Identity, 0.5, &trees).unwrap();
            let table = Columns::from_rows(3, &rows);
            let mut whole = vec![0.0; rows.len()];
            forest.predict_into(&table, &mut whole).unwrap();
            let mut out = vec![0.0; rows.len()];
            forest.predict_in_turns(&table, &mut out, Opening { trees: first, sure }).unwrap();
            let first = first.min(trees.len());
            for ((row, found), whole) in rows.iter().zip(out).zip(whole) {
                let opened: f32 = forest.to_trees().iter().take(first).map(|tree| walk(tree, row)).sum();
                let scaled = 0.5 + opened * trees.len() as f32 / first as f32;
                if (scaled.abs() - sure).abs() > 0.1 {
                    let expected = if scaled.abs() < sure { whole } else { scaled };
                    prop_assert!((found - expected).abs() < 0.05, "{found} {expected}");
                }
            }
        }

        #[test]
        fn packing_and_reading_changes_nothing(trees in prop::collection::vec(tree(), 0..6)) {
            let forest = Forest::from_trees(3, Link::Logistic, -0.25, &trees).unwrap();
            prop_assert_eq!(Forest::from_bytes(&forest.to_bytes()).unwrap(), forest);
        }

        #[test]
        fn damaged_bytes_never_panic(
            trees in prop::collection::vec(tree(), 1..3),
            place in any::<prop::sample::Index>(),
            byte in any::<u8>(),
            cut in any::<prop::sample::Index>(),
        ) {
            let mut bytes = Forest::from_trees(3, Link::Identity, 0.0, &trees).unwrap().to_bytes();
            let place = place.index(bytes.len());
            bytes[place] = byte;
            if let Ok(forest) = Forest::from_bytes(&bytes) {
                let mut out = [0.0];
                let _ = forest.predict_into(&Columns::zeroed(3, 1), &mut out);
            }
            bytes.truncate(cut.index(bytes.len()));
            prop_assert!(Forest::from_bytes(&bytes).is_err());
        }
    }

    #[test]
    fn a_table_that_does_not_fit_is_refused() {
        let forest = Forest::from_trees(2, Link::Identity, 0.0, &[vec![Node::Leaf(1.0)]]).unwrap();
        let refused = forest.predict_into(&Columns::zeroed(3, 1), &mut [0.0]).unwrap_err();
        assert_eq!(refused, Error::Columns { expected: 2, found: 3 });
        let refused = forest.predict_into(&Columns::zeroed(2, 2), &mut [0.0]).unwrap_err();
        assert_eq!(refused, Error::Rows { what: "output", expected: 2, found: 1 });
    }

    #[test]
    fn what_is_not_a_number_goes_left() {
        let tree = vec![Node::Split { feature: 0, threshold: -1e30 }, Node::Leaf(1.0), Node::Leaf(2.0)];
        let forest = Forest::from_trees(1, Link::Identity, 0.0, &[tree]).unwrap();
        let mut out = [0.0; 2];
        forest.predict_into(&Columns::from_rows(1, &[[f32::NAN], [0.0]]), &mut out).unwrap();
        assert!(out[0] < 1.5 && out[1] > 1.5);
    }
}
