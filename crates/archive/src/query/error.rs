//! What is wrong with a search, and where.

use std::fmt;

/// A search that cannot be understood: what is wrong, with a caret at the spot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryError {
    /// The search as it was given.
    pub query: String,
    /// The character at which it goes wrong, from 0.
    pub at: usize,
    /// What is wrong, in a sentence.
    pub message: String,
}

impl QueryError {
    pub(crate) fn new(query: &str, at: usize, message: impl Into<String>) -> Self {
        Self { query: query.into(), at, message: message.into() }
    }
}

impl std::error::Error for QueryError {}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line: String = self.query.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        write!(f, "{}\n  {line}\n  {}^", self.message, " ".repeat(self.at))
    }
}
