//! What can be wrong with a model or a table.

/// A model that cannot be read or built, or a table that does not fit it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The bytes do not begin as a packed forest does.
    #[error("not a packed forest")]
    NotAForest,
    /// The bytes are of a version that this code does not know.
    #[error("packed forest of version {0}, which is not known")]
    Version(u8),
    /// The bytes end early, or break the format.
    #[error("damaged packed forest: {0}")]
    Damaged(&'static str),
    /// A tree that does not hold together, or is too large for the packed form.
    #[error("tree {tree}: {cause}")]
    Tree {
        /// Its number, from 0.
        tree: usize,
        /// What is wrong.
        cause: &'static str,
    },
    /// The table has another number of columns than the model was made for.
    #[error("the model is for {expected} columns, the table has {found}")]
    Columns {
        /// Columns that the model was made for.
        expected: usize,
        /// Columns that the table has.
        found: usize,
    },
    /// Two lists that must be equally long are not.
    #[error("{what}: {found} values for {expected} rows")]
    Rows {
        /// Which list.
        what: &'static str,
        /// Rows of the table.
        expected: usize,
        /// Values of the list.
        found: usize,
    },
    /// Data that nothing can be learned from, or a setting out of its range.
    #[error("cannot train: {0}")]
    Training(&'static str),
}
