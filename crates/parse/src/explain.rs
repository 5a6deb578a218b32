//! Why a reader kept, dropped or chose something.

use offwire_article::Span;

/// One decision about one record: a block of the page kept or dropped, a candidate for a field that won or lost.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Explanation {
    /// What was decided about: `block`, or the name of a field (`published`, `headline`).
    pub about: String,
    /// The text in question, shortened by the caller where it is shown.
    pub text: String,
    /// Where it stands in the raw record.
    pub source: Vec<Span>,
    /// What the reader took it for, in a word: `paragraph`, `navigation`, `2016-07-21`.
    pub reading: String,
    /// The score, where one was computed; comparable within one record only.
    pub score: Option<f32>,
    /// Whether it was kept, or won.
    pub kept: bool,
    /// The reason in a sentence.
    pub reason: String,
}

impl Explanation {
    /// A decision about something, with its text.
    #[must_use]
    pub fn about(about: impl Into<String>, text: impl Into<String>) -> Self {
        Self { about: about.into(), text: text.into(), ..Self::default() }
    }
}

/// The candidates for one field of one record, and what the choice among them looks at.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct CandidateTable {
    /// Name of the model: `headline`, `published`, `authors`, or the same behind `dump-`.
    pub model: &'static str,
    /// The value of each candidate; authors are several.
    pub values: Vec<Vec<String>>,
    /// What gave each candidate, in words.
    pub sources: Vec<Vec<&'static str>>,
    /// A row a candidate.
    pub columns: offwire_forest::Columns,
    /// The candidate that the rules take where no model decides.
    pub by_rule: Option<usize>,
    /// Score that a candidate must exceed to be taken.
    pub least: f32,
}
