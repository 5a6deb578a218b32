//! Evaluation of all rows at once.
//!
//! Each column that is asked for becomes bytes: the number of its thresholds below the value. Each tree then
//! goes split by split over all rows, and crosses out the leaves that a row can no longer reach; the first leaf
//! left is the row's (QuickScorer: Lucchese et al., SIGIR 2015). Every inner loop runs over neighbouring bytes
//! without a branch, so that the compiler turns it into vector instructions.

use crate::forest::{Cut, Forest, Link, Slot, Tree};
use crate::{Columns, Error, sigmoid};
use std::ops::BitAnd;

/// Rows evaluated together: their bins and masks stay in the first-level cache.
const ROWS: usize = 256;
/// Rows are padded to a multiple of this, the bytes of one vector.
const LANES: usize = 16;

impl Forest {
    /// Writes each row's value into `out`: the sum, or the probability for [`Link::Logistic`].
    ///
    /// # Errors
    /// [`Error::Columns`] or [`Error::Rows`] when table or output do not fit the model.
    pub fn predict_into(&self, columns: &Columns, out: &mut [f32]) -> Result<(), Error> {
        self.fits(columns, out.len())?;
        let most = self.trees.iter().map(|tree| tree.leaves.len()).max().unwrap_or(0);
        match most {
            0..=16 => self.run::<u16>(columns, out),
            17..=32 => self.run::<u32>(columns, out),
            _ => self.run::<u64>(columns, out),
        }
        Ok(())
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

    fn run<M: Mask>(&self, columns: &Columns, out: &mut [f32]) {
        let mut bins = vec![[0_u8; ROWS]; self.slots.len()];
        for (chunk, out) in out.chunks_mut(ROWS).enumerate() {
            let rows = out.len().next_multiple_of(LANES);
            for (slot, bins) in self.slots.iter().zip(&mut bins) {
                let column = columns.column(usize::from(slot.column));
                slot.bin(
                    column.get(chunk * ROWS..).unwrap_or_default(),
                    bins.get_mut(..rows).unwrap_or_default(),
                );
            }
            let mut sums = [0_i32; ROWS];
            for tree in &self.trees {
                tree.add::<M>(&bins, sums.get_mut(..rows).unwrap_or_default());
            }
            for (out, sum) in out.iter_mut().zip(sums) {
                *out = self.value(sum);
            }
        }
    }

    fn value(&self, sum: i32) -> f32 {
        let sum = f64::from(self.base) + f64::from(self.unit) * f64::from(sum);
        match self.link {
            Link::Identity => sum as f32,
            Link::Logistic => sigmoid(sum) as f32,
        }
    }
}

impl Slot {
    /// For each value, the number of thresholds below it.
    fn bin(&self, column: &[f32], bins: &mut [u8]) {
        bins.fill(0);
        for &threshold in &self.thresholds {
            for (bin, &value) in bins.iter_mut().zip(column) {
                *bin += u8::from(value > threshold);
            }
        }
    }
}

impl Tree {
    /// Adds each row's leaf to its sum.
    fn add<M: Mask>(&self, bins: &[[u8; ROWS]], sums: &mut [i32]) {
        let mut room = [M::ALL; ROWS];
        let left = room.get_mut(..sums.len()).unwrap_or_default();
        for &Cut { slot, bin, right } in &self.cuts {
            let right = M::low(right);
            if let Some(bins) = bins.get(usize::from(slot)) {
                for (left, &value) in left.iter_mut().zip(bins) {
                    *left = *left & if value > bin { right } else { M::ALL };
                }
            }
        }
        for (sum, left) in sums.iter_mut().zip(left) {
            *sum += i32::from(self.leaves.get(left.first()).copied().unwrap_or(0));
        }
    }
}

/// A word with one bit a leaf.
trait Mask: Copy + BitAnd<Output = Self> {
    const ALL: Self;
    fn low(word: u64) -> Self;
    fn first(self) -> usize;
}

macro_rules! mask {
    ($($word:ty),*) => { $(
        impl Mask for $word {
            const ALL: Self = Self::MAX;
            fn low(word: u64) -> Self {
                word as Self
            }
            fn first(self) -> usize {
                self.trailing_zeros() as usize
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
            for (row, found) in rows.iter().zip(out) {
                let expected: f32 = 0.5 + forest.to_trees().iter().map(|tree| walk(tree, row)).sum::<f32>();
                prop_assert!((found - expected).abs() < 1e-3, "{found} {expected}");
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
