//! A one-paragraph summary whose sentences lead back to the story.

use crate::Span;
use serde::{Deserialize, Serialize};

/// A paragraph about a story, made of the story's own sentences.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Summary {
    /// The paragraph as a reader sees it.
    pub text: String,
    /// Name of the method that chose the sentences.
    pub method: String,
    /// Number of words in `text`, counted between white space.
    pub words: usize,
    /// The sentences in the order of the story.
    pub sentences: Vec<SummarySentence>,
}

/// One sentence of a summary.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct SummarySentence {
    /// The sentence as it stands in the summary.
    pub text: String,
    /// Index of its paragraph in the article's `paragraphs`, from 0.
    pub paragraph: usize,
    /// Byte ranges in the raw record of the paragraph's pieces that hold it; empty where the paragraph has none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub source: Vec<Span>,
    /// What the method made of it; comparable within one summary only.
    pub score: f32,
    /// Whether the text differs from the story's (a connective cut off, a date resolved).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub changed: bool,
}
