//! Summaries, stored beside their articles: each sentence by its place in the body where it can be, and the text
//! only where it is more than the sentences one behind the other.

use crate::{
    Archive, checksum,
    error::Result,
    layout::{self, GAP},
};
use offwire_article::{Paragraph, Summary, SummarySentence};
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What stands between the sentences of a text that is not stored; the view `summary_texts` says the same.
const BLANK: &str = " ";

/// A row of `summaries`.
///
/// `sentences` is a JSON list; a sentence that stands in its paragraph letter by letter is
/// `[first character in the body, characters, score]`, any other is an object. `text` is `None` where it is the
/// sentences, parted by blanks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct StoredSummary {
    pub(crate) method: String,
    pub(crate) words: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) text: Option<String>,
    pub(crate) sentences: String,
}

impl StoredSummary {
    pub(crate) fn of(summary: &Summary, paragraphs: &[Paragraph]) -> Self {
        let starts = starts(paragraphs);
        let sentences: Vec<String> =
            summary.sentences.iter().map(|sentence| encode(sentence, paragraphs, &starts)).collect();
        Self {
            method: summary.method.clone(),
            words: i64::try_from(summary.words).unwrap_or(i64::MAX),
            text: (joined(&summary.sentences) != summary.text).then(|| summary.text.clone()),
            sentences: format!("[{}]", sentences.join(",")),
        }
    }

    /// Checksum of the row, kept in it.
    pub(crate) fn checksum(&self) -> u32 {
        let words = self.words.to_string();
        let texts = [Some(self.method.as_str()), Some(&words), self.text.as_deref(), Some(&self.sentences)];
        checksum::of(texts)
    }

    /// The summary again; `None` where it does not fit the paragraphs.
    pub(crate) fn into_summary(self, paragraphs: &[Paragraph]) -> Option<Summary> {
        let stored: Vec<Value> = serde_json::from_str(&self.sentences).ok()?;
        let starts = starts(paragraphs);
        let sentences: Vec<SummarySentence> =
            stored.into_iter().map(|s| decode(s, paragraphs, &starts)).collect::<Option<_>>()?;
        Some(Summary {
            method: self.method,
            words: usize::try_from(self.words).ok()?,
            text: self.text.unwrap_or_else(|| joined(&sentences)),
            sentences,
        })
    }
}

fn joined(sentences: &[SummarySentence]) -> String {
    sentences.iter().map(|sentence| sentence.text.as_str()).collect::<Vec<_>>().join(BLANK)
}

/// Characters of the body before each paragraph.
fn starts(paragraphs: &[Paragraph]) -> Vec<usize> {
    let after = |at: &mut usize, paragraph: &Paragraph| {
        let start = *at;
        *at += characters(&paragraph.text) + GAP.len();
        Some(start)
    };
    paragraphs.iter().scan(0, after).collect()
}

fn characters(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.chars().count() }
}

fn encode(sentence: &SummarySentence, paragraphs: &[Paragraph], starts: &[usize]) -> String {
    let score = if sentence.score.is_finite() { sentence.score } else { 0.0 };
    let place = || {
        let paragraph = paragraphs.get(sentence.paragraph)?;
        let at = sentence.place(paragraph)?.start;
        Some(starts.get(sentence.paragraph)? + characters(paragraph.text.get(..at)?))
    };
    match place() {
        Some(start) => format!("[{start},{},{score}]", characters(&sentence.text)),
        None => serde_json::to_string(&SummarySentence { score, ..sentence.clone() }).unwrap_or_default(),
    }
}

fn decode(value: Value, paragraphs: &[Paragraph], starts: &[usize]) -> Option<SummarySentence> {
    let Value::Array(list) = value else { return serde_json::from_value(value).ok() };
    let [start, length, score] = list.as_slice() else { return None };
    let (start, length) = (usize::try_from(start.as_u64()?).ok()?, usize::try_from(length.as_u64()?).ok()?);
    let number = starts.partition_point(|&first| first <= start).checked_sub(1)?;
    let paragraph = paragraphs.get(number)?;
    let text = &paragraph.text;
    let from = layout::split_characters(text, start.checked_sub(*starts.get(number)?)?)?.0.len();
    let to = from + layout::split_characters(text.get(from..)?, length)?.0.len();
    Some(SummarySentence {
        text: text.get(from..to)?.to_owned(),
        paragraph: number,
        source: paragraph.source_of(from..to),
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
    use crate::{Outcome, PackedSource, RunInfo};
    use offwire_article::{Article, Span};

    #[test]
    fn sentences_are_stored_by_place_and_come_out_whole() {
        let paragraphs = vec![
            Paragraph::text("Übersicht"),
            Paragraph::text("Ünder way. Ships came. Ships came.").with_source(vec![Span::of(5, 40)]),
        ];
        let plain = SummarySentence {
            text: "Ships came.".into(),
            paragraph: 1,
            source: vec![Span::of(29, 40)],
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
        assert!(stored.sentences.starts_with("[[34,11,0.1],{"), "{}", stored.sentences);
        assert_eq!(stored.text, None);
        assert_eq!(stored.into_summary(&paragraphs), Some(summary));
    }

    #[test]
    fn a_text_that_is_more_than_its_sentences_is_kept() {
        let sentence = SummarySentence { text: "船来了。".into(), ..SummarySentence::default() };
        let summary = Summary {
            text: "船来了。船来了。".into(),
            method: "news".into(),
            words: 2,
            sentences: vec![sentence.clone(), sentence],
        };
        let paragraphs = [Paragraph::text("船来了。船走了。")];
        let stored = StoredSummary::of(&summary, &paragraphs);
        assert_eq!(
            (stored.text.as_deref(), stored.sentences.as_str()),
            (Some("船来了。船来了。"), "[[0,4,0],[0,4,0]]")
        );
        assert_eq!(stored.into_summary(&paragraphs), Some(summary));
    }

    #[test]
    fn plain_sql_reads_the_same_text() {
        let folder = tempfile::tempdir().unwrap();
        let mut archive = Archive::open_or_create(folder.path().join("a.db")).unwrap();
        let mut article = Article { headline: Some("Häfen".into()), ..Article::default() };
        article.paragraphs =
            vec![Paragraph::text("Übersicht über alles."), Paragraph::text("Ünder way. Ships came.")];
        let plain =
            SummarySentence { text: "Ships came.".into(), paragraph: 1, ..SummarySentence::default() };
        let cut =
            SummarySentence { text: "Über alles.".into(), changed: true, ..SummarySentence::default() };
        let summary = Summary {
            text: "Über alles. Ships came.".into(),
            method: "news".into(),
            words: 4,
            sentences: vec![cut, plain],
        };
        let outcome = Outcome::article(article, PackedSource::pack(b"x").into(), Some(summary.clone()));
        let run = archive.start_run(&RunInfo::new("import", "0.0.0")).unwrap();
        archive.commit(run, &[outcome], &[]).unwrap();
        let sql = "SELECT s.text, t.text FROM summaries s JOIN summary_texts t USING (article_id)";
        let texts: (Option<String>, String) =
            archive.connection.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        assert_eq!(texts, (None, summary.text.clone()));
        assert_eq!(archive.get("1").unwrap().summary, Some(summary));
    }

    #[test]
    fn a_damaged_place_gives_no_summary() {
        let paragraphs = [Paragraph::text("Ships came."), Paragraph::text("They left.")];
        for sentences in ["[[0,99,1]]", "[[12,1,1]]", "[[30,1,1]]", "[[0,1]]", "[[-1,1,1]]", "[7]", "{}"] {
            let stored =
                StoredSummary { method: String::new(), words: 1, text: None, sentences: sentences.into() };
            assert_eq!(stored.into_summary(&paragraphs), None, "{sentences}");
        }
    }
}
