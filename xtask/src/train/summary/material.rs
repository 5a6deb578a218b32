//! The benchmark's stories with their references.

use crate::root::shared;
use anyhow::Context;
use flate2::read::MultiGzDecoder;
use offwire_article::{Article, Paragraph};
use serde::Deserialize;
use std::{
    fs::File,
    io::{BufRead, BufReader},
};

/// One story with its reference.
#[derive(Debug, Clone)]
pub(crate) struct Document {
    pub(crate) id: String,
    pub(crate) article: Article,
    pub(crate) reference: Vec<String>,
}

#[derive(Deserialize)]
struct Record {
    id: serde_json::Value,
    title: Option<String>,
    paragraphs: Vec<String>,
    reference: Vec<String>,
}

/// A set of the summarization benchmark.
pub(crate) fn load(name: &str) -> anyhow::Result<Vec<Document>> {
    let folder = shared("bench/summarize").context("no ../shared/bench/summarize beside the repository")?;
    let path = folder.join(format!("{name}.jsonl.gz"));
    let file = File::open(&path).with_context(|| format!("cannot open {}", path.display()))?;
    BufReader::new(MultiGzDecoder::new(file))
        .lines()
        .map(|line| Ok(document(serde_json::from_str(&line?)?)))
        .collect()
}

fn document(record: Record) -> Document {
    let id = record.id.as_str().map_or_else(|| record.id.to_string(), str::to_owned);
    let paragraphs = record.paragraphs.into_iter().map(Paragraph::text).collect();
    let article =
        Article { headline: record.title, paragraphs, language: Some("en".to_owned()), ..Article::default() };
    Document { id, article, reference: record.reference }
}

impl Document {
    /// The same as one long paragraph without a headline, as some archives have it.
    pub(crate) fn flat(&self) -> Self {
        let texts: Vec<&str> = self.article.paragraphs.iter().map(|p| p.text.as_str()).collect();
        let paragraphs = vec![Paragraph::text(texts.join(" "))];
        let article = Article { paragraphs, headline: None, ..self.article.clone() };
        Self { id: self.id.clone(), article, reference: self.reference.clone() }
    }

    /// Number from 0 to `folds`, by the name alone, so that all forms of a story fall together.
    pub(crate) fn fold(&self, folds: u64) -> usize {
        let hash = self.id.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        ((hash ^ (hash >> 29)) % folds) as usize
    }
}
