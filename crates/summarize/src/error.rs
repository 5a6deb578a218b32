//! What can be wrong with a request for a summary.

/// A name or setting that no summary can be made with.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No method has this name.
    #[error("no summary method is called {name:?}; there are {}", crate::Method::names().join(", "))]
    UnknownMethod {
        /// The name as given.
        name: String,
    },
    /// The packed model of the `news` method is damaged.
    #[error("the packed summary model cannot be read: {0}")]
    Model(String),
}
