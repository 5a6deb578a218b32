//! Lines of the two files: labelled pages, and what was extracted.

use crate::Article;
use serde::{Deserialize, Deserializer};
use std::collections::{BTreeMap, BTreeSet};

/// A labelled page. Absent means unknown: what is absent is not scored.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub struct Gold {
    /// Name of the page.
    #[serde(deserialize_with = "id")]
    pub id: String,
    /// The article's text.
    pub body: Option<String>,
    /// Texts that are as good: without the standfirst, subheads or notes that one may or may not keep.
    #[serde(deserialize_with = "texts")]
    pub body_alts: Vec<String>,
    /// The paragraphs; one in `[brackets]` may be there or not.
    #[serde(deserialize_with = "texts")]
    pub paragraphs: Vec<String>,
    /// Snippets that the body must hold.
    #[serde(deserialize_with = "texts")]
    pub with: Vec<String>,
    /// Snippets that it must not.
    #[serde(deserialize_with = "texts")]
    pub without: Vec<String>,
    /// The headline.
    pub title: Option<String>,
    /// Day of publication, ISO 8601; what stands behind the day is not compared.
    pub date: Option<String>,
    /// The authors, one or many.
    #[serde(deserialize_with = "texts")]
    pub authors: Vec<String>,
}

/// What was extracted from a page: one line of a prediction file, or one article of `offwire parse`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Prediction {
    /// Name of the page; for an article, the name of its file without its last suffix.
    pub id: String,
    /// The text, paragraphs on lines of their own.
    pub body: String,
    /// The paragraphs, where they are given one by one.
    pub paragraphs: Vec<String>,
    /// The headline.
    pub title: String,
    /// Day of publication, ISO 8601.
    pub date: String,
    /// The authors, one or many an entry.
    pub authors: Vec<String>,
}

impl Prediction {
    /// An article as a prediction for the page named `id`.
    #[must_use]
    pub fn of(id: &str, article: &Article) -> Self {
        let paragraphs: Vec<String> = article.paragraphs.iter().map(|p| p.text.clone()).collect();
        Self {
            id: id.to_owned(),
            body: paragraphs.join("\n\n"),
            paragraphs,
            title: article.headline.clone().unwrap_or_default(),
            date: article.published.map(|date| date.to_string()).unwrap_or_default(),
            authors: article.authors.clone(),
        }
    }
}

impl<'de> Deserialize<'de> for Prediction {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let line = Line::deserialize(deserializer)?;
        let paragraphs: Vec<String> = line.paragraphs.into_iter().flatten().map(Paragraph::text).collect();
        let id = line.id.map(Id::text).or_else(|| line.source.map(|source| stem(&source.path)));
        Ok(Self {
            id: id
                .ok_or_else(|| serde::de::Error::custom("neither `id` nor `source.path` names the page"))?,
            body: line.body.unwrap_or_else(|| paragraphs.join("\n\n")),
            paragraphs,
            title: line.title.or(line.headline).unwrap_or_default(),
            date: line.date.or(line.published).unwrap_or_default(),
            authors: line.authors.map(Texts::list).unwrap_or_default(),
        })
    }
}

/// Endings of packed files.
const PACKED: [&str; 7] = ["gz", "bz2", "xz", "zst", "lz4", "lzma", "z"];
/// Endings that a packed page has below that of its packing.
const PAGES: [&str; 9] = ["html", "htm", "shtml", "xhtml", "xml", "txt", "json", "sgml", "md"];

/// The name of a file without folders, its last suffix, and the page's own where the last one is that of a packing.
fn stem(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let Some((mut head, mut ending)) = parted(name) else { return name.to_owned() };
    while is_one_of(ending, &PACKED)
        && let Some((shorter, below)) = parted(head)
        && (is_one_of(below, &PACKED) || is_one_of(below, &PAGES))
    {
        (head, ending) = (shorter, below);
    }
    head.to_owned()
}

/// A name before and behind its last dot.
fn parted(name: &str) -> Option<(&str, &str)> {
    name.rsplit_once('.').filter(|(head, _)| !head.is_empty())
}

fn is_one_of(ending: &str, known: &[&str]) -> bool {
    known.iter().any(|known| ending.eq_ignore_ascii_case(known))
}

/// A prediction as it is written, with the field names of prediction files and of article records.
#[derive(Deserialize)]
struct Line {
    id: Option<Id>,
    body: Option<String>,
    paragraphs: Option<Vec<Paragraph>>,
    title: Option<String>,
    headline: Option<String>,
    date: Option<String>,
    published: Option<String>,
    authors: Option<Texts>,
    source: Option<Place>,
}

#[derive(Deserialize)]
struct Place {
    path: String,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Id {
    Text(String),
    Number(i64),
}

impl Id {
    fn text(self) -> String {
        match self {
            Self::Text(text) => text,
            Self::Number(number) => number.to_string(),
        }
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Paragraph {
    Plain(String),
    Record { text: String },
}

impl Paragraph {
    fn text(self) -> String {
        match self {
            Self::Plain(text) | Self::Record { text } => text,
        }
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Texts {
    Absent(()),
    One(String),
    Many(Vec<Texts>),
}

impl Texts {
    fn list(self) -> Vec<String> {
        match self {
            Self::Absent(()) => Vec::new(),
            Self::One(text) => vec![text],
            Self::Many(texts) => texts.into_iter().flat_map(Self::list).collect(),
        }
    }
}

fn id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Id::deserialize(deserializer).map(Id::text)
}

fn texts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    Texts::deserialize(deserializer).map(Texts::list)
}

/// Pages beside what was extracted from them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pairing {
    /// Every labelled page in its order; one without a prediction has an empty one.
    pub pairs: Vec<(Gold, Prediction)>,
    /// Ids of pages without a prediction.
    pub missing: Vec<String>,
    /// Ids of predictions without a page, sorted.
    pub unknown: Vec<String>,
    /// Ids that several predictions bear, sorted; the one with the longest body counts, the first of equals.
    pub repeated: Vec<String>,
}

/// Puts predictions beside their pages by id.
#[must_use]
pub fn pair(gold: Vec<Gold>, predictions: Vec<Prediction>) -> Pairing {
    let mut by_id: BTreeMap<String, Prediction> = BTreeMap::new();
    let mut repeated = BTreeSet::new();
    for prediction in predictions {
        let longest = by_id.get(&prediction.id).map(|other| other.body.len());
        if longest.is_some() {
            repeated.insert(prediction.id.clone());
        }
        if longest.is_none_or(|longest| prediction.body.len() > longest) {
            by_id.insert(prediction.id.clone(), prediction);
        }
    }
    let mut pairing = Pairing { repeated: repeated.into_iter().collect(), ..Pairing::default() };
    let mut used = BTreeSet::new();
    for page in gold {
        let found = by_id.get(&page.id).cloned().unwrap_or_else(|| {
            pairing.missing.push(page.id.clone());
            Prediction { id: page.id.clone(), ..Prediction::default() }
        });
        used.insert(page.id.clone());
        pairing.pairs.push((page, found));
    }
    pairing.unknown = by_id.into_keys().filter(|id| !used.contains(id)).collect();
    pairing
}

#[cfg(test)]
mod stems {
    use super::stem;

    #[test]
    fn a_page_keeps_its_name_however_it_is_packed() {
        for (path, want) in [
            ("pages/x.html", "x"),
            ("pages/x.html.gz", "x"),
            ("x.HTM.Zst", "x"),
            ("x.xml.gz.xz", "x"),
            ("p.7.html.gz", "p.7"),
            ("p.7.gz", "p.7"),
            ("p.7.html", "p.7"),
            (".html.gz", ".html"),
            ("x", "x"),
        ] {
            assert_eq!(stem(path), want, "{path}");
        }
    }
}
