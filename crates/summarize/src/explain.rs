//! Why a paragraph is what it is.

use offwire_article::{Span, Summary};
use serde::Serialize;

/// A summary with the standing of every sentence of its story.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Explanation {
    /// Name of the method that chose.
    pub method: String,
    /// Code of the language whose rules were used.
    pub language: String,
    /// Every sentence in the story's order.
    pub sentences: Vec<ExplainedSentence>,
    /// The paragraph; none where the story has no sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<Summary>,
}

/// One sentence of the story, and what became of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ExplainedSentence {
    /// The sentence as the story has it.
    pub text: String,
    /// Index of its paragraph in the article's `paragraphs`, from 0.
    pub paragraph: usize,
    /// Number of the sentence in the story, from 0.
    pub place: usize,
    /// Byte ranges in the raw record, as in a summary.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub source: Vec<Span>,
    /// What the method made of it; comparable within one story only.
    pub score: f32,
    /// Whether the paragraph holds it.
    pub kept: bool,
    /// What spoke for it or against it.
    pub reasons: Vec<String>,
}
