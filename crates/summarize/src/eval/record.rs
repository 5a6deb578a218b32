//! Lines of the two files: gold summaries, and predictions.

use serde::{Deserialize, Deserializer};
use std::collections::{BTreeMap, BTreeSet};

/// A document with its reference summary, one line of a gold file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct Gold {
    /// Name of the document; a number is read as its digits.
    #[serde(deserialize_with = "id")]
    pub id: String,
    /// The reference summary's sentences; a plain text is taken as one.
    #[serde(deserialize_with = "texts")]
    pub reference: Vec<String>,
    /// The article's paragraphs, where given: texts, or records with a `text`. Novelty and cut sentences are told from them.
    #[serde(default, deserialize_with = "texts", alias = "sentences")]
    pub paragraphs: Vec<String>,
    /// BCP 47 tag, where known.
    #[serde(default)]
    pub language: Option<String>,
}

impl Gold {
    /// A document without its article.
    #[must_use]
    pub fn new(id: &str, reference: &[impl AsRef<str>]) -> Self {
        Self { id: id.to_owned(), reference: owned(reference), ..Self::default() }
    }

    /// The same with its article.
    #[must_use]
    pub fn with_article(self, paragraphs: &[impl AsRef<str>]) -> Self {
        Self { paragraphs: owned(paragraphs), ..self }
    }
}

/// A summary to be judged, one line of a prediction file or of the output of `offwire summarize`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct Prediction {
    /// Name of the document; a number is read as its digits.
    #[serde(deserialize_with = "id")]
    pub id: String,
    /// The summary's sentences. A plain text is taken as one; of a record, its `sentences` or else its `text`.
    #[serde(default, deserialize_with = "texts")]
    pub summary: Vec<String>,
}

impl Prediction {
    /// A prediction from its sentences.
    #[must_use]
    pub fn new(id: &str, summary: &[impl AsRef<str>]) -> Self {
        Self { id: id.to_owned(), summary: owned(summary) }
    }
}

fn owned(texts: &[impl AsRef<str>]) -> Vec<String> {
    texts.iter().map(|t| t.as_ref().to_owned()).collect()
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Id {
    Text(String),
    Number(i64),
}

fn id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(match Id::deserialize(deserializer)? {
        Id::Text(text) => text,
        Id::Number(number) => number.to_string(),
    })
}

/// Text as users write it: plain, as records with a `text`, or as a list of either.
#[derive(Deserialize)]
#[serde(untagged)]
enum Texts {
    Absent(()),
    Plain(String),
    List(Vec<Texts>),
    Summary { sentences: Vec<Texts> },
    Record { text: String },
}

impl Texts {
    fn collect(self, into: &mut Vec<String>) {
        match self {
            Self::Absent(()) => {}
            Self::Plain(text) | Self::Record { text } => into.push(text),
            Self::List(list) | Self::Summary { sentences: list } => {
                list.into_iter().for_each(|t| t.collect(into))
            }
        }
    }
}

fn texts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let mut collected = Vec::new();
    Texts::deserialize(deserializer)?.collect(&mut collected);
    Ok(collected)
}

/// Documents beside their predictions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pairing {
    /// Every gold document in its order; one without a prediction has an empty one.
    pub pairs: Vec<(Gold, Prediction)>,
    /// Ids of gold documents without a prediction.
    pub missing: Vec<String>,
    /// Ids of predictions without a gold document, sorted.
    pub unknown: Vec<String>,
    /// Ids that several predictions bear, sorted; the last prediction counts.
    pub repeated: Vec<String>,
}

/// Puts predictions beside their documents by id.
#[must_use]
pub fn pair(gold: Vec<Gold>, predictions: Vec<Prediction>) -> Pairing {
    let mut by_id = BTreeMap::new();
    let mut repeated = BTreeSet::new();
    for prediction in predictions {
        if let Some(earlier) = by_id.insert(prediction.id.clone(), prediction) {
            repeated.insert(earlier.id);
        }
    }
    let mut pairing = Pairing { repeated: repeated.into_iter().collect(), ..Pairing::default() };
    let mut used = BTreeSet::new();
    for document in gold {
        let prediction = by_id.get(&document.id).cloned().unwrap_or_else(|| {
            pairing.missing.push(document.id.clone());
            Prediction { id: document.id.clone(), summary: Vec::new() }
        });
        used.insert(document.id.clone());
        pairing.pairs.push((document, prediction));
    }
    pairing.unknown = by_id.into_keys().filter(|id| !used.contains(id)).collect();
    pairing
}
