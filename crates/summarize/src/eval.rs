//! How good summaries are: ROUGE with intervals, length, novelty, readability, and paired comparison of two runs.
//!
//! ```
//! use offwire_summarize::eval::{EvalOptions, Gold, Prediction, Report, pair};
//! let gold = vec![Gold::new("1", &["The port reopened on Monday."])];
//! let predictions = vec![Prediction::new("1", &["The port has reopened."])];
//! let report = Report::of(&pair(gold, predictions).pairs, &EvalOptions::default());
//! assert_eq!(report.rouge1.recall, 60.0);
//! println!("{report}");
//! ```

mod bootstrap;
mod comparison;
mod readability;
mod record;
mod report;
mod table;

pub use comparison::{Comparison, Difference};
pub use offwire_article::eval::Interval;
pub use readability::Readability;
pub use record::{Gold, Pairing, Prediction, pair};
pub use report::{Document, Measure, Report};

use crate::{Budget, rouge::Tokens};

/// How to evaluate.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct EvalOptions {
    /// What counts as a token.
    pub tokens: Tokens,
    /// Resamplings of the documents for each interval; 0 for no intervals.
    pub resamples: usize,
    /// Seed of the resampling: the same seed gives the same intervals.
    pub seed: u64,
    /// Scores only the leading whole sentences up to this many words.
    pub max_words: Option<usize>,
    /// What a paragraph should keep to; longer ones are counted.
    pub budget: Budget,
}

impl Default for EvalOptions {
    /// English tokens, 1000 resamplings, no cutting, a budget of 75 words.
    fn default() -> Self {
        Self {
            tokens: Tokens::English,
            resamples: 1000,
            seed: 20_260_101,
            max_words: None,
            budget: Budget::default(),
        }
    }
}

impl EvalOptions {
    /// The same with other tokens.
    #[must_use]
    pub fn tokens(self, tokens: Tokens) -> Self {
        Self { tokens, ..self }
    }

    /// The same with another number of resamplings.
    #[must_use]
    pub fn resamples(self, resamples: usize) -> Self {
        Self { resamples, ..self }
    }

    /// The same with another seed.
    #[must_use]
    pub fn seed(self, seed: u64) -> Self {
        Self { seed, ..self }
    }

    /// The same with predictions cut to so many words.
    #[must_use]
    pub fn max_words(self, words: usize) -> Self {
        Self { max_words: Some(words), ..self }
    }

    /// The same with another budget.
    #[must_use]
    pub fn budget(self, budget: Budget) -> Self {
        Self { budget, ..self }
    }
}

#[cfg(test)]
mod tests;
