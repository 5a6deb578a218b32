//! ROUGE-1, ROUGE-2, ROUGE-L and ROUGE-Lsum: how much of a reference summary a candidate repeats.
//!
//! In [`Tokens::English`] the figures equal those of Google's `rouge-score` with its stemmer, and so those of most papers
//! since 2018: text in lower case, tokens of `a-z` and `0-9`, Porter's stemmer with NLTK's extensions for tokens of more
//! than three letters, and for Lsum the union of longest common subsequences with clipped counts (Lin 2004, sections 2 and 3.2).

mod lcs;
mod ngram;
mod porter;
mod token;

pub use token::Tokens;

use serde::{Deserialize, Serialize};
use token::Vocabulary;

/// How well a candidate matches a reference by one measure; each figure 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Score {
    /// Share of the candidate that the reference holds too.
    pub precision: f64,
    /// Share of the reference that the candidate holds too.
    pub recall: f64,
    /// Harmonic mean of both; 0 where both are 0.
    pub f1: f64,
}

impl Score {
    /// The score of `hits` matches between a reference and a candidate of so many units.
    #[must_use]
    pub fn of(hits: usize, reference: usize, candidate: usize) -> Self {
        let share = |all: usize| if all == 0 { 0.0 } else { hits as f64 / all as f64 };
        let (precision, recall) = (share(candidate), share(reference));
        let sum = precision + recall;
        let f1 = if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 };
        Self { precision, recall, f1 }
    }
}

/// All four measures of one candidate.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Scores {
    /// Single tokens.
    pub rouge1: Score,
    /// Pairs of neighbouring tokens; pairs run over the ends of sentences.
    pub rouge2: Score,
    /// Longest common subsequence of the whole texts.
    #[serde(rename = "rougeL")]
    pub rouge_l: Score,
    /// Longest common subsequences sentence by sentence, joined for each sentence of the reference.
    #[serde(rename = "rougeLsum")]
    pub rouge_lsum: Score,
}

/// Scores a candidate summary against a reference, both as sentences, with [`Tokens::English`].
///
/// ```
/// use offwire_summarize::rouge;
/// let scores = rouge::score(&["The port reopened on Monday."], &["The port has reopened."]);
/// assert_eq!(scores.rouge1.precision, 0.75);
/// assert_eq!(scores.rouge1.recall, 0.6);
/// assert!((scores.rouge2.f1 - 2.0 / 7.0).abs() < 1e-12);
/// ```
#[must_use]
pub fn score(reference: &[impl AsRef<str>], candidate: &[impl AsRef<str>]) -> Scores {
    Reference::new(reference, Tokens::English).score(candidate)
}

/// A reference summary made ready for many candidates.
#[derive(Debug, Clone)]
pub struct Reference {
    tokens: Tokens,
    vocabulary: Vocabulary,
    sentences: Vec<Vec<u32>>,
    /// All sentences in one.
    text: Vec<u32>,
    singles: ngram::Counts,
    pairs: ngram::Counts,
}

impl Reference {
    /// Reads the sentences of a reference.
    #[must_use]
    pub fn new(reference: &[impl AsRef<str>], tokens: Tokens) -> Self {
        let mut vocabulary = Vocabulary::default();
        let sentences: Vec<Vec<u32>> =
            reference.iter().map(|s| vocabulary.learn(s.as_ref(), tokens)).collect();
        let text = sentences.concat();
        let (singles, pairs) = (ngram::singles(&text), ngram::pairs(&text));
        Self { tokens, vocabulary, sentences, text, singles, pairs }
    }

    /// Scores one candidate, given as sentences.
    #[must_use]
    pub fn score(&self, candidate: &[impl AsRef<str>]) -> Scores {
        let sentences: Vec<Vec<u32>> =
            candidate.iter().map(|s| self.vocabulary.read(s.as_ref(), self.tokens)).collect();
        let text = sentences.concat();
        let (m, n) = (self.text.len(), text.len());
        let pairs_of = |tokens: usize| tokens.saturating_sub(1);
        Scores {
            rouge1: Score::of(ngram::overlap(&self.singles, &ngram::singles(&text)), m, n),
            rouge2: Score::of(ngram::overlap(&self.pairs, &ngram::pairs(&text)), pairs_of(m), pairs_of(n)),
            rouge_l: Score::of(lcs::length(&self.text, &text), m, n),
            rouge_lsum: Score::of(lcs::union_hits(&self.sentences, &sentences), m, n),
        }
    }
}

#[cfg(test)]
mod tests;
