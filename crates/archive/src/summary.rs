//! Summaries, stored beside their articles; each sentence by its place in the paragraph where it can be.

use crate::{Archive, checksum, error::Result};
use offwire_article::{Paragraph, Summary, SummarySentence};
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A row of `summaries`.
///
/// `sentences` is a JSON list; a sentence that stands in its paragraph letter by letter is
/// `[paragraph, first character, characters, score]`, any other is an object.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct StoredSummary {
    pub(crate) method: String,
    pub(crate) words: i64,
    pub(crate) text: String,
    pub(crate) sentences: String,
}

impl StoredSummary {
    pub(crate) fn of(summary: &Summary, paragraphs: &[Paragraph]) -> Self {
        let sentences: Vec<String> = summary.sentences.iter().map(|s| encode(s, paragraphs)).collect();
        Self {
            method: summary.method.clone(),
            words: i64::try_from(summary.words).unwrap_or(i64::MAX),
            text: summary.text.clone(),
            sentences: format!("[{}]", sentences.join(",")),
        }
    }

    /// Checksum of the row, kept in it.
    pub(crate) fn checksum(&self) -> u32 {
        let words = self.words.to_string();
        checksum::of([&self.method, &words, &self.text, &self.sentences].map(|text| Some(text.as_str())))
    }

    /// The summary again; `None` where it does not fit the paragraphs.
    pub(crate) fn into_summary(self, paragraphs: &[Paragraph]) -> Option<Summary> {
        let sentences: Vec<Value> = serde_json::from_str(&self.sentences).ok()?;
        Some(Summary {
            method: self.method,
            words: usize::try_from(self.words).ok()?,
            text: self.text,
            sentences: sentences.iter().map(|s| decode(s, paragraphs)).collect::<Option<_>>()?,
        })
    }
}

fn encode(sentence: &SummarySentence, paragraphs: &[Paragraph]) -> String {
    let score = if sentence.score.is_finite() { sentence.score } else { 0.0 };
    let place = paragraphs
        .get(sentence.paragraph)
        .filter(|paragraph| paragraph.source == sentence.source && !sentence.changed)
        .and_then(|paragraph| Some((paragraph, paragraph.text.find(&sentence.text)?)));
    match place {
        Some((paragraph, at)) => {
            let start = paragraph.text.get(..at).map_or(0, |before| before.chars().count());
            let length = sentence.text.chars().count();
            format!("[{},{start},{length},{score}]", sentence.paragraph)
        }
        None => serde_json::to_string(&SummarySentence { score, ..sentence.clone() }).unwrap_or_default(),
    }
}

fn decode(value: &Value, paragraphs: &[Paragraph]) -> Option<SummarySentence> {
    let Value::Array(list) = value else { return serde_json::from_value(value.clone()).ok() };
    let [paragraph, start, length, score] = list.as_slice() else { return None };
    let number = usize::try_from(paragraph.as_u64()?).ok()?;
    let paragraph = paragraphs.get(number)?;
    let (start, length) = (usize::try_from(start.as_u64()?).ok()?, usize::try_from(length.as_u64()?).ok()?);
    Some(SummarySentence {
        text: paragraph.text.chars().skip(start).take(length).collect(),
        paragraph: number,
        source: paragraph.source.clone(),
        score: score.as_f64()? as f32,
        changed: false,
    })
}

/// Writes the summary of an article, in place of an older one.
pub(crate) fn store(connection: &Connection, article: i64, summary: &StoredSummary) -> rusqlite::Result<()> {
    let sql = "INSERT INTO summaries(article_id, method, words, text, sentences, checksum)
               VALUES(?1, ?2, ?3, ?4, ?5, ?6)
               ON CONFLICT(article_id) DO UPDATE SET method = excluded.method, words = excluded.words,
                   text = excluded.text, sentences = excluded.sentences,
                   checksum = excluded.checksum";
    let checksum = summary.checksum();
    let values = params![article, summary.method, summary.words, summary.text, summary.sentences, checksum];
    connection.prepare_cached(sql)?.execute(values).map(|_| ())
}

/// Reads the summary of an article.
pub(crate) fn load(connection: &Connection, article: i64) -> rusqlite::Result<Option<StoredSummary>> {
    let sql = "SELECT method, words, text, sentences FROM summaries WHERE article_id = ?1";
    connection
        .prepare_cached(sql)?
        .query_row([article], |row| {
            Ok(StoredSummary {
                method: row.get(0)?,
                words: row.get(1)?,
                text: row.get(2)?,
                sentences: row.get(3)?,
            })
        })
        .optional()
}

impl Archive {
    /// Stores the summary of an article, in place of an older one.
    ///
    /// # Errors
    /// [`crate::Error::NoArticle`], [`crate::Error::Locked`], [`crate::Error::DiskFull`] or what SQLite says.
    pub fn store_summary(&mut self, id: i64, summary: &Summary) -> Result<()> {
        let article = self.get(id.to_string().as_str())?;
        let stored = StoredSummary::of(summary, &article.paragraphs);
        let done = store(&self.connection, id, &stored);
        self.sql("storing a summary", done)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use offwire_article::Span;

    #[test]
    fn sentences_are_stored_by_place_and_come_out_whole() {
        let paragraphs = vec![Paragraph::text("Ünder way. Ships came.").with_source(vec![Span::of(5, 28)])];
        let plain = SummarySentence {
            text: "Ships came.".into(),
            paragraph: 0,
            source: vec![Span::of(5, 28)],
            score: 0.1,
            changed: false,
        };
        let changed = SummarySentence { text: "Ships arrived.".into(), changed: true, ..plain.clone() };
        let summary = Summary {
            text: "Ships came. Ships arrived.".into(),
            method: "news".into(),
            words: 4,
            sentences: vec![plain, changed],
        };
        let stored = StoredSummary::of(&summary, &paragraphs);
        assert!(stored.sentences.starts_with("[[0,11,11,0.1],{"), "{}", stored.sentences);
        assert_eq!(stored.into_summary(&paragraphs), Some(summary));
    }
}
