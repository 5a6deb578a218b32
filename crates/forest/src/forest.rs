//! The model: trees over binned columns.

/// What a sum of leaves becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Link {
    /// The sum itself: regression.
    #[default]
    Identity,
    /// Its logistic function: a probability.
    Logistic,
}

/// A forest of decision trees whose leaves are added up.
///
/// Every tree has at most 64 leaves, every column at most 255 thresholds.
#[derive(Debug, Clone, PartialEq)]
pub struct Forest {
    pub(crate) width: u16,
    pub(crate) link: Link,
    pub(crate) base: f32,
    /// What one unit of a leaf is worth.
    pub(crate) unit: f32,
    pub(crate) slots: Vec<Slot>,
    pub(crate) trees: Vec<Tree>,
}

/// A column that some tree asks for, with the thresholds that are asked for, in rising order.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Slot {
    pub(crate) column: u16,
    pub(crate) thresholds: Vec<f32>,
}

/// A tree: its splits in preorder, each with the leaves that remain when a row goes right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tree {
    pub(crate) cuts: Vec<Cut>,
    /// From left to right.
    pub(crate) leaves: Vec<i16>,
    /// For each node in preorder, whether it is a split.
    pub(crate) shape: Vec<bool>,
}

/// A split: a row goes right when its bin in the slot is above `bin`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cut {
    pub(crate) slot: u16,
    pub(crate) bin: u8,
    /// Bit n is 0 for each leaf n that a row which goes right can no longer reach.
    pub(crate) right: u64,
}

impl Forest {
    /// Number of columns that the model was made for.
    #[must_use]
    pub fn width(&self) -> usize {
        usize::from(self.width)
    }

    /// Number of trees.
    #[must_use]
    pub fn trees(&self) -> usize {
        self.trees.len()
    }

    /// Number of splits in all trees.
    #[must_use]
    pub fn splits(&self) -> usize {
        self.trees.iter().map(|tree| tree.cuts.len()).sum()
    }

    /// What a sum of leaves becomes.
    #[must_use]
    pub fn link(&self) -> Link {
        self.link
    }

    /// Numbers of the columns that the trees ask for, rising.
    pub fn used_columns(&self) -> impl Iterator<Item = usize> + '_ {
        self.slots.iter().map(|slot| usize::from(slot.column))
    }
}
