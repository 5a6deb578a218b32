//! One tree, grown leaf by leaf where it gains most.

use super::histogram::{Gradient, Histogram, Packed, Sums};

/// Gains below this are rounding errors.
const LEAST_GAIN: f64 = 1e-7;

/// How far a tree may grow.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    pub(crate) leaves: usize,
    pub(crate) min_leaf: usize,
    pub(crate) l2: f64,
}

/// A grown tree: branches and values in the order in which they came to be; the root is branch 0, if there is one.
#[derive(Debug, Default)]
pub(crate) struct Grown {
    pub(crate) branches: Vec<Branch>,
    pub(crate) values: Vec<f64>,
}

/// Rows whose bin is at most `bin` go left.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Branch {
    pub(crate) column: usize,
    pub(crate) bin: u8,
    pub(crate) gain: f64,
    pub(crate) left: Child,
    pub(crate) right: Child,
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum Child {
    Branch(usize),
    Value(usize),
}

#[derive(Debug, Clone, Copy)]
struct Split {
    column: usize,
    bin: u8,
    gain: f64,
    left: Sums,
}

/// A leaf that may still be split.
struct Open {
    rows: std::ops::Range<usize>,
    histogram: Histogram,
    sums: Sums,
    best: Option<Split>,
    /// The branch that it hangs from, and whether on its right.
    parent: Option<(usize, bool)>,
}

/// Grows a tree over all rows of `packed`.
pub(crate) fn grow(packed: &Packed, gradients: &[Gradient], limits: Limits) -> Grown {
    let mut grower =
        Grower { packed, gradients, limits, rows: (0..gradients.len() as u32).collect(), spare: Vec::new() };
    let mut grown = Grown::default();
    let mut open = vec![grower.root()];
    while open.len() < limits.leaves {
        let Some(number) = best(&open) else { break };
        let leaf = open.swap_remove(number);
        match grower.split(leaf, &mut grown) {
            Ok(sides) => open.extend(sides),
            Err(leaf) => open.push(*leaf),
        }
    }
    for leaf in open {
        grown.values.push(-leaf.sums[0] / (leaf.sums[1] + limits.l2));
        let value = Child::Value(grown.values.len() - 1);
        hang(&mut grown.branches, leaf.parent, value);
    }
    grown
}

/// The leaf with the largest gain; of equal ones the first.
fn best(open: &[Open]) -> Option<usize> {
    let gains = open.iter().enumerate().filter_map(|(number, leaf)| Some((number, leaf.best?.gain)));
    gains
        .fold(None, |best: Option<(usize, f64)>, next| match best {
            Some(best) if best.1 >= next.1 => Some(best),
            _ => Some(next),
        })
        .map(|(number, _)| number)
}

fn hang(branches: &mut [Branch], parent: Option<(usize, bool)>, child: Child) {
    if let Some(branch) = parent.and_then(|(number, _)| branches.get_mut(number)) {
        match parent {
            Some((_, true)) => branch.right = child,
            _ => branch.left = child,
        }
    }
}

struct Grower<'a> {
    packed: &'a Packed,
    gradients: &'a [Gradient],
    limits: Limits,
    /// Rows, those of one leaf side by side.
    rows: Vec<u32>,
    spare: Vec<u32>,
}

impl Grower<'_> {
    fn root(&self) -> Open {
        let histogram = Histogram::of(self.packed, &self.rows, self.gradients);
        let sums =
            self.gradients.iter().fold([0.0; 2], |[a, b], g| [a + f64::from(g[0]), b + f64::from(g[1])]);
        self.open(0..self.rows.len(), histogram, sums, None)
    }

    fn open(
        &self,
        rows: std::ops::Range<usize>,
        histogram: Histogram,
        sums: Sums,
        parent: Option<(usize, bool)>,
    ) -> Open {
        let best = self.best_split(&histogram, sums, rows.len());
        Open { rows, histogram, sums, best, parent }
    }

    /// Splits a leaf in two, or gives it back closed where no row would go to one side.
    fn split(&mut self, mut leaf: Open, grown: &mut Grown) -> Result<[Open; 2], Box<Open>> {
        let Some(split) = leaf.best.take() else { return Err(Box::new(leaf)) };
        let middle = self.partition(&leaf.rows, split);
        if middle == leaf.rows.start || middle == leaf.rows.end {
            return Err(Box::new(leaf));
        }
        let number = grown.branches.len();
        let Split { column, bin, gain, left } = split;
        grown.branches.push(Branch { column, bin, gain, left: Child::Value(0), right: Child::Value(0) });
        hang(&mut grown.branches, leaf.parent, Child::Branch(number));
        let right = [leaf.sums[0] - left[0], leaf.sums[1] - left[1]];
        let (low, high) = (leaf.rows.start..middle, middle..leaf.rows.end);
        let (histogram_left, histogram_right) = self.share(leaf.histogram, &low, &high);
        Ok([
            self.open(low, histogram_left, left, Some((number, false))),
            self.open(high, histogram_right, right, Some((number, true))),
        ])
    }

    /// Moves the rows that go left before those that go right, keeping their order; gives the border.
    fn partition(&mut self, rows: &std::ops::Range<usize>, split: Split) -> usize {
        let Some(part) = self.rows.get_mut(rows.clone()) else { return rows.start };
        self.spare.clear();
        let mut kept = 0;
        for at in 0..part.len() {
            let Some(&row) = part.get(at) else { break };
            if self.packed.bin(split.column, row as usize) > split.bin {
                self.spare.push(row);
            } else {
                if let Some(place) = part.get_mut(kept) {
                    *place = row;
                }
                kept += 1;
            }
        }
        if let Some(tail) = part.get_mut(kept..) {
            tail.copy_from_slice(&self.spare);
        }
        rows.start + kept
    }

    /// The histograms of both sides: the smaller one is summed, the other is what is left.
    fn share(
        &self,
        mut whole: Histogram,
        left: &std::ops::Range<usize>,
        right: &std::ops::Range<usize>,
    ) -> (Histogram, Histogram) {
        let of = |range: &std::ops::Range<usize>| {
            Histogram::of(self.packed, self.rows.get(range.clone()).unwrap_or_default(), self.gradients)
        };
        if left.len() <= right.len() {
            let small = of(left);
            whole.subtract(&small);
            (small, whole)
        } else {
            let small = of(right);
            whole.subtract(&small);
            (whole, small)
        }
    }

    fn best_split(&self, histogram: &Histogram, sums: Sums, rows: usize) -> Option<Split> {
        if rows < 2 * self.limits.min_leaf {
            return None;
        }
        let l2 = self.limits.l2;
        // The number of rows on a side is told from its share of the second derivatives, as LightGBM does.
        let least = self.limits.min_leaf as f64 * sums[1] / rows as f64;
        let score = |s: Sums| s[0] * s[0] / (s[1] + l2);
        let whole = score(sums);
        let mut best: Option<Split> = None;
        for (column, cells) in histogram.columns(self.packed).enumerate() {
            let mut left = [0.0; 2];
            for (bin, cell) in cells.iter().enumerate().take(cells.len().saturating_sub(1)) {
                left = [left[0] + cell[0], left[1] + cell[1]];
                let right = [sums[0] - left[0], sums[1] - left[1]];
                if left[1] < least {
                    continue;
                }
                if right[1] < least {
                    break;
                }
                let gain = score(left) + score(right) - whole;
                if gain > best.map_or(LEAST_GAIN, |b| b.gain) {
                    best = Some(Split { column, bin: bin as u8, gain, left });
                }
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::train::bins::Binned;

    #[test]
    fn the_first_split_is_where_the_gradients_turn() {
        let column: Vec<f32> = (0..100_u8).map(f32::from).collect();
        let binned = Binned::new(&column, 255);
        let packed = Packed::new(&[&binned], &(0..100).collect::<Vec<_>>());
        let gradients: Vec<Gradient> = (0..100).map(|n| [if n < 30 { 1.0 } else { -1.0 }, 1.0]).collect();
        let grown = grow(&packed, &gradients, Limits { leaves: 2, min_leaf: 5, l2: 0.0 });
        assert_eq!((grown.branches.len(), grown.branches[0].bin), (1, 29));
        let mut values = grown.values;
        values.sort_by(f64::total_cmp);
        assert_eq!(values, [-1.0, 1.0]);
    }

    #[test]
    fn no_split_where_nothing_is_gained() {
        let binned = Binned::new(&[1.0; 50], 255);
        let packed = Packed::new(&[&binned], &(0..50).collect::<Vec<_>>());
        let grown = grow(&packed, &[[1.0, 1.0]; 50], Limits { leaves: 8, min_leaf: 1, l2: 1.0 });
        assert!(grown.branches.is_empty());
        assert_eq!(grown.values.len(), 1);
    }
}
