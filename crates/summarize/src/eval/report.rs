//! The figures of one run.

use super::{EvalOptions, Gold, Interval, Prediction, Readability, bootstrap, readability};
use crate::rouge::{Reference, Score, Scores};
use offwire_article::text::{fold_word, word_count, words};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What an evaluation found. Every document counts: one without a prediction scores 0.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Report {
    /// Documents evaluated.
    pub documents: usize,
    /// Of these, those whose prediction is empty or missing.
    pub empty: usize,
    /// Mean number of words of a summary, counted between white space.
    pub mean_words: f64,
    /// Words of the longest summary.
    pub longest: usize,
    /// Mean number of sentences of a summary.
    pub mean_sentences: f64,
    /// Single tokens.
    pub rouge1: Measure,
    /// Pairs of tokens.
    pub rouge2: Measure,
    /// Longest common subsequence of whole texts.
    #[serde(rename = "rougeL")]
    pub rouge_l: Measure,
    /// The same sentence by sentence.
    #[serde(rename = "rougeLsum")]
    pub rouge_lsum: Measure,
    /// Mean share of a summary's word pairs that its article does not hold, in percent; where articles are given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub novelty: Option<f64>,
    /// Mean length of a summary in percent of its article; where articles are given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compression: Option<f64>,
    /// Defects that a reader would see.
    pub readability: Readability,
    /// Scores document by document, in the order of the gold file.
    #[serde(skip)]
    pub by_document: Vec<Document>,
}

/// Means of one measure over all documents, times 100.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Measure {
    /// Mean of the documents' F1.
    pub f1: f64,
    /// Its 95 % interval, where documents were resampled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval: Option<Interval>,
    /// Mean precision.
    pub precision: f64,
    /// Mean recall.
    pub recall: f64,
}

/// One document's scores, 0 to 1.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Document {
    /// Its name.
    pub id: String,
    /// Words of the summary.
    pub words: usize,
    /// Sentences of the summary.
    pub sentences: usize,
    /// Its ROUGE.
    #[serde(flatten)]
    pub scores: Scores,
    /// Share of the summary's word pairs that the article does not hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub novelty: Option<f64>,
    /// Summary words for each word of the article.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compression: Option<f64>,
}

impl Report {
    /// Evaluates predictions beside their documents; [`pair`](super::pair) makes the pairs.
    #[must_use]
    pub fn of(pairs: &[(Gold, Prediction)], options: &EvalOptions) -> Self {
        let mut report = Self { documents: pairs.len(), ..Self::default() };
        for (gold, prediction) in pairs {
            let sentences = options
                .max_words
                .map_or(prediction.summary.as_slice(), |most| cut(&prediction.summary, most));
            let document = Document::of(gold, sentences, options);
            report.empty += usize::from(document.words == 0);
            report.readability.add(&readability::read(gold, sentences, options.budget));
            report.by_document.push(document);
        }
        report.sum_up(options);
        report
    }

    fn sum_up(&mut self, options: &EvalOptions) {
        let documents = &self.by_document;
        let f1 =
            |scores: &Scores| [scores.rouge1.f1, scores.rouge2.f1, scores.rouge_l.f1, scores.rouge_lsum.f1];
        let rows: Vec<[f64; 4]> =
            documents.iter().map(|d| f1(&d.scores).map(|value| 100.0 * value)).collect();
        let [one, two, l, lsum] = bootstrap::intervals(&rows, options.resamples, options.seed);
        let measure = |pick: fn(&Scores) -> Score, interval| {
            let of = |part: fn(&Score) -> f64| {
                100.0 * mean(documents.iter().map(|d| part(&pick(&d.scores)))).unwrap_or_default()
            };
            Measure { f1: of(|s| s.f1), precision: of(|s| s.precision), recall: of(|s| s.recall), interval }
        };
        self.rouge1 = measure(|s| s.rouge1, one);
        self.rouge2 = measure(|s| s.rouge2, two);
        self.rouge_l = measure(|s| s.rouge_l, l);
        self.rouge_lsum = measure(|s| s.rouge_lsum, lsum);
        self.mean_words = mean(documents.iter().map(|d| d.words as f64)).unwrap_or_default();
        self.mean_sentences = mean(documents.iter().map(|d| d.sentences as f64)).unwrap_or_default();
        self.longest = documents.iter().map(|d| d.words).max().unwrap_or_default();
        self.novelty = mean(documents.iter().filter_map(|d| d.novelty)).map(|share| 100.0 * share);
        self.compression = mean(documents.iter().filter_map(|d| d.compression)).map(|share| 100.0 * share);
    }
}

impl Document {
    fn of(gold: &Gold, sentences: &[String], options: &EvalOptions) -> Self {
        let words: usize = sentences.iter().map(|s| word_count(s)).sum();
        let of_article: usize = gold.paragraphs.iter().map(|p| word_count(p)).sum();
        Self {
            id: gold.id.clone(),
            words,
            sentences: sentences.len(),
            scores: Reference::new(&gold.reference, options.tokens).score(sentences),
            novelty: novelty(&gold.paragraphs, sentences),
            compression: (of_article > 0).then(|| words as f64 / of_article as f64),
        }
    }
}

/// Leading whole sentences of at most so many words.
fn cut(sentences: &[String], most: usize) -> &[String] {
    let mut used = 0;
    let kept = sentences.iter().take_while(|sentence| {
        used += word_count(sentence);
        used <= most
    });
    let kept = kept.count();
    sentences.get(..kept).unwrap_or_default()
}

/// Share of the summary's different word pairs that the article does not hold; `None` without an article or a pair.
fn novelty(paragraphs: &[String], sentences: &[String]) -> Option<f64> {
    let (article, summary) = (pairs(paragraphs), pairs(sentences));
    if article.is_empty() || summary.is_empty() {
        return None;
    }
    Some(summary.difference(&article).count() as f64 / summary.len() as f64)
}

fn pairs(texts: &[String]) -> BTreeSet<(String, String)> {
    let mut pairs = BTreeSet::new();
    for text in texts {
        let folded: Vec<String> = words(text).map(|(_, word)| fold_word(word).into_owned()).collect();
        pairs.extend(folded.iter().zip(folded.iter().skip(1)).map(|(a, b)| (a.clone(), b.clone())));
    }
    pairs
}

pub(super) fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, n) = values.fold((0.0, 0_usize), |(sum, n), value| (sum + value, n + 1));
    (n > 0).then(|| sum / n as f64)
}
