//! From plain trees to the packed model.

use crate::Error;
use crate::forest::{Cut, Forest, Link, Slot, Tree};

/// Most leaves that a tree can have: one bit each in a machine word.
pub(crate) const MOST_LEAVES: usize = 64;
/// Most thresholds of a column: a bin is one byte.
const MOST_THRESHOLDS: usize = 255;
const LARGEST_LEAF: f32 = 32_767.0;

/// A node of a tree in preorder: a split is followed by its left side, then its right side.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Node {
    /// Rows whose value is at most the threshold (or is not a number) go left, others right.
    Split {
        /// Number of the column.
        feature: usize,
        /// The largest value that goes left.
        threshold: f32,
    },
    /// What the tree adds to the sum.
    Leaf(f32),
}

impl Forest {
    /// Packs trees given in preorder. Leaves are rounded to 1/32767 of the largest.
    ///
    /// # Errors
    /// [`Error::Tree`] when a tree is incomplete, asks for a column beyond `width`, has more than 64 leaves, or
    /// has a value that is not finite; [`Error::Training`] when a column has more than 255 thresholds.
    pub fn from_trees(width: usize, link: Link, base: f32, trees: &[Vec<Node>]) -> Result<Self, Error> {
        let narrow = u16::try_from(width).map_err(|_| Error::Training("more than 65,535 columns"))?;
        for (tree, nodes) in trees.iter().enumerate() {
            check(nodes, width).map_err(|cause| Error::Tree { tree, cause })?;
        }
        let slots = slots(trees)?;
        let largest = trees.iter().flatten().map(leaf_size).fold(0.0, f32::max);
        let unit = if largest > 0.0 { largest / LARGEST_LEAF } else { 1.0 };
        let pack = |(tree, nodes): (usize, &Vec<Node>)| {
            Tree::pack(nodes, &slots, unit).map_err(|cause| Error::Tree { tree, cause })
        };
        let trees = trees.iter().enumerate().map(pack).collect::<Result<_, _>>()?;
        Ok(Self { width: narrow, link, base, unit, slots, trees })
    }

    /// The trees in preorder, leaves as they are evaluated.
    #[must_use]
    pub fn to_trees(&self) -> Vec<Vec<Node>> {
        self.trees.iter().map(|tree| tree.unpack(&self.slots, self.unit)).collect()
    }

    /// The forest whose sum is the mean of the sums of several: bagging over seeds.
    ///
    /// # Errors
    /// [`Error::Training`] when there is none, or they differ in width or link; else as [`Forest::from_trees`].
    pub fn mean(forests: &[Self]) -> Result<Self, Error> {
        let first = forests.first().ok_or(Error::Training("no forest to take the mean of"))?;
        if forests.iter().any(|f| f.width != first.width || f.link != first.link) {
            return Err(Error::Training("forests for different columns or links"));
        }
        let share = 1.0 / forests.len() as f32;
        let scale = |node: Node| match node {
            Node::Leaf(value) => Node::Leaf(value * share),
            split @ Node::Split { .. } => split,
        };
        let trees: Vec<Vec<Node>> = forests
            .iter()
            .flat_map(Self::to_trees)
            .map(|tree| tree.into_iter().map(scale).collect())
            .collect();
        let base = forests.iter().map(|f| f.base).sum::<f32>() * share;
        Self::from_trees(first.width(), first.link, base, &trees)
    }
}

fn leaf_size(node: &Node) -> f32 {
    match node {
        Node::Leaf(value) => value.abs(),
        Node::Split { .. } => 0.0,
    }
}

/// Whether the nodes are one whole tree in preorder that the packed form can hold.
fn check(nodes: &[Node], width: usize) -> Result<(), &'static str> {
    let mut open = 1_usize;
    let mut leaves = 0;
    for node in nodes {
        open = open.checked_sub(1).ok_or("nodes behind its end")?;
        match node {
            Node::Leaf(value) if !value.is_finite() => return Err("a leaf that is not finite"),
            Node::Leaf(_) => leaves += 1,
            Node::Split { threshold, .. } if !threshold.is_finite() => {
                return Err("a threshold that is not finite");
            }
            Node::Split { feature, .. } if *feature >= width => return Err("a column beyond the table"),
            Node::Split { .. } => open += 2,
        }
    }
    match (open, leaves) {
        (0, 1..=MOST_LEAVES) => Ok(()),
        (0, _) => Err("more than 64 leaves"),
        _ => Err("ends early"),
    }
}

/// The columns that are asked for, with their thresholds.
fn slots(trees: &[Vec<Node>]) -> Result<Vec<Slot>, Error> {
    let mut asked: Vec<(usize, f32)> = trees
        .iter()
        .flatten()
        .filter_map(|node| match node {
            Node::Split { feature, threshold } => Some((*feature, *threshold)),
            Node::Leaf(_) => None,
        })
        .collect();
    asked.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    asked.dedup_by(|a, b| a.0 == b.0 && a.1 == b.1);
    let mut slots: Vec<Slot> = Vec::new();
    for (column, threshold) in asked {
        let column = u16::try_from(column).map_err(|_| Error::Training("more than 65,535 columns"))?;
        match slots.last_mut() {
            Some(slot) if slot.column == column => slot.thresholds.push(threshold),
            _ => slots.push(Slot { column, thresholds: vec![threshold] }),
        }
    }
    if slots.iter().any(|slot| slot.thresholds.len() > MOST_THRESHOLDS) {
        return Err(Error::Training("more than 255 thresholds in a column"));
    }
    Ok(slots)
}

impl Tree {
    fn pack(nodes: &[Node], slots: &[Slot], unit: f32) -> Result<Self, &'static str> {
        let mut places = Vec::new();
        let mut leaves = Vec::new();
        let mut shape = Vec::with_capacity(nodes.len());
        for node in nodes {
            match *node {
                Node::Leaf(value) => {
                    leaves.push((value / unit).round().clamp(-LARGEST_LEAF, LARGEST_LEAF) as i16)
                }
                Node::Split { feature, threshold } => places.push(place(slots, feature, threshold)?),
            }
            shape.push(matches!(node, Node::Split { .. }));
        }
        Self::new(places, leaves, shape).ok_or("does not hold together")
    }

    /// Fills in which leaves each split cuts off; `None` when the shape is no whole tree of these parts.
    pub(crate) fn new(places: Vec<(u16, u8)>, leaves: Vec<i16>, shape: Vec<bool>) -> Option<Self> {
        if leaves.len() > MOST_LEAVES
            || places.len() + 1 != leaves.len()
            || shape.len() != 2 * leaves.len() - 1
        {
            return None;
        }
        // Splits whose left side is still open, as (number of the split, its first leaf).
        let mut open: Vec<(usize, usize)> = Vec::new();
        let mut rights = vec![0_u64; places.len()];
        let (mut split, mut leaf) = (0, 0);
        for (node, &is_split) in shape.iter().enumerate() {
            if is_split {
                open.push((split, leaf));
                split += 1;
                continue;
            }
            leaf += 1;
            // A leaf ends the left side of the split that waits for it; a right side has no mark of its own.
            match open.pop() {
                Some((number, first)) => *rights.get_mut(number)? = !(ones(leaf) & !ones(first)),
                None if node + 1 == shape.len() => {}
                None => return None,
            }
        }
        let cut = |((slot, bin), right)| Cut { slot, bin, right };
        let cuts = places.into_iter().zip(rights).map(cut).collect();
        (split + 1 == leaf && open.is_empty()).then_some(Self { cuts, leaves, shape })
    }

    fn unpack(&self, slots: &[Slot], unit: f32) -> Vec<Node> {
        let (mut cuts, mut leaves) = (self.cuts.iter(), self.leaves.iter());
        let node = |&is_split: &bool| {
            if is_split {
                let cut = cuts.next()?;
                let slot = slots.get(usize::from(cut.slot))?;
                let threshold = *slot.thresholds.get(usize::from(cut.bin))?;
                Some(Node::Split { feature: usize::from(slot.column), threshold })
            } else {
                leaves.next().map(|&leaf| Node::Leaf(f32::from(leaf) * unit))
            }
        };
        self.shape.iter().filter_map(node).collect()
    }
}

/// A word whose lowest `count` bits are set.
fn ones(count: usize) -> u64 {
    if count >= 64 { u64::MAX } else { (1 << count) - 1 }
}

/// Slot and bin of a threshold.
fn place(slots: &[Slot], feature: usize, threshold: f32) -> Result<(u16, u8), &'static str> {
    let number = slots.partition_point(|slot| usize::from(slot.column) < feature);
    let slot = slots.get(number).ok_or("a column without a slot")?;
    let bin = slot.thresholds.partition_point(|&t| t < threshold);
    match (u16::try_from(number), u8::try_from(bin)) {
        (Ok(number), Ok(bin)) => Ok((number, bin)),
        _ => Err("too many columns or thresholds"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(feature: usize, threshold: f32) -> Node {
        Node::Split { feature, threshold }
    }

    #[test]
    fn masks_cut_off_the_left_leaves() {
        let nodes = [
            split(0, 1.0),
            split(1, 5.0),
            Node::Leaf(1.0),
            Node::Leaf(2.0),
            split(0, 2.0),
            Node::Leaf(3.0),
            Node::Leaf(4.0),
        ];
        let forest = Forest::from_trees(2, Link::Identity, 0.0, &[nodes.to_vec()]).unwrap();
        let low: Vec<u64> = forest.trees[0].cuts.iter().map(|cut| cut.right & 0b1111).collect();
        assert_eq!(low, [0b1100, 0b1110, 0b1011]);
        assert_eq!(forest.slots[0].thresholds, [1.0, 2.0]);
    }

    #[test]
    fn trees_that_do_not_hold_together_are_refused() {
        let refused =
            |nodes: &[Node]| Forest::from_trees(1, Link::Identity, 0.0, &[nodes.to_vec()]).unwrap_err();
        let cause = |cause| Error::Tree { tree: 0, cause };
        assert_eq!(refused(&[]), cause("ends early"));
        assert_eq!(refused(&[split(0, 1.0), Node::Leaf(1.0)]), cause("ends early"));
        assert_eq!(refused(&[Node::Leaf(1.0), Node::Leaf(1.0)]), cause("nodes behind its end"));
        assert_eq!(
            refused(&[split(1, 1.0), Node::Leaf(1.0), Node::Leaf(1.0)]),
            cause("a column beyond the table")
        );
        assert_eq!(refused(&[Node::Leaf(f32::NAN)]), cause("a leaf that is not finite"));
    }

    #[test]
    fn the_mean_of_two_forests_is_the_mean_of_their_sums() {
        let of = |value| Forest::from_trees(1, Link::Identity, value, &[vec![Node::Leaf(value)]]).unwrap();
        let mean = Forest::mean(&[of(1.0), of(3.0)]).unwrap();
        let mut out = [0.0];
        mean.predict_into(&crate::Columns::from_rows(1, &[[0.0]]), &mut out).unwrap();
        assert!((out[0] - 4.0).abs() < 1e-3, "{out:?}");
    }
}
