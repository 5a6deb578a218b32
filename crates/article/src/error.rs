//! What can go wrong in this crate.

/// An error of the article record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The text is no date of any precision; the text is carried.
    #[error("`{0}` is no date: expected a form like 1987, 1987-02, 1987-02-26 or 1987-02-26T15:01:01Z")]
    Date(String),
}
