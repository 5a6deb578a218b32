//! Failures that stop a run. What is wrong with one record is no failure: it goes to quarantine.

use std::path::PathBuf;

/// Why a run could not start or go on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// An input that the caller named cannot be read at all.
    #[error("{}: {detail}", path.display())]
    Input {
        /// The path as it was given.
        path: PathBuf,
        /// The cause in a sentence.
        detail: String,
        /// The error of the system, where there was one.
        #[source]
        source: Option<std::io::Error>,
    },
    /// There is nothing to read, and no archive yet that could stay as it is.
    #[error("there is no file to read{}", passed_over.map_or_else(String::new, |n| format!(": {n} passed over")))]
    Nothing {
        /// Files that were left out, if any.
        passed_over: Option<usize>,
    },
    /// A pattern of `include` or `exclude` is no glob.
    #[error("the pattern {pattern:?} is no glob: {detail}")]
    Glob {
        /// The pattern as it was given.
        pattern: String,
        /// What is wrong with it.
        detail: String,
    },
    /// An option has a value that means nothing.
    #[error("{0}")]
    Option(String),
    /// The worker threads could not be started.
    #[error("the worker threads could not be started")]
    Threads(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The consumer of the results failed: the archive, or a closed output.
    #[error(transparent)]
    Sink(Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    pub(crate) fn sink(source: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Sink(Box::new(source))
    }
}
