//! Stored records read again by a newer version: what changes, with nothing lost.

use crate::{
    Archive, Entry, Place, RunId,
    columns::{COLUMNS, Columns},
    error::Result,
    near::{self, Posting},
    outcome::Outcome,
    source::{PackedSource, StoredRecord},
    summary,
    writer::{self, Writer},
};
use offwire_article::{Article, Summary};
use rusqlite::params;
use serde::Serialize;
use std::sync::Arc;

/// A record of the archive with the articles that were read from it.
#[derive(Debug, Clone)]
pub struct StoredSource {
    /// Its number.
    pub id: i64,
    /// Where it was found.
    pub place: Place,
    /// The format that it was read as.
    pub format: String,
    /// The bytes, and what its container said of them.
    pub record: StoredRecord,
    /// Numbers of its articles.
    pub articles: Vec<i64>,
}

/// What reading a record again changes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Reparsed {
    /// Articles that stay as they are.
    pub same: u64,
    /// Articles that change, each with the fields that differ.
    pub changed: Vec<(i64, Vec<String>)>,
    /// Articles that are found for the first time.
    pub added: u64,
    /// Articles that are not found again; they are kept as they were.
    pub kept: Vec<i64>,
}

impl Archive {
    /// Records that articles were read from, by number, those behind `after`; at most `limit`.
    ///
    /// # Errors
    /// [`crate::Error::Source`] for damaged bytes, or what SQLite says.
    pub fn stored_sources(&self, after: i64, limit: usize) -> Result<Vec<StoredSource>> {
        let sql = "SELECT g.source_id, f.path, g.member, g.offset, g.format FROM sightings g
                   JOIN files f ON f.id = g.file_id
                   JOIN articles a ON a.id = g.article_id AND a.source_id = g.source_id AND g.number = 1
                   WHERE g.source_id > ?1 GROUP BY g.source_id ORDER BY g.source_id LIMIT ?2";
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let found = self.connection.prepare_cached(sql).and_then(|mut statement| {
            let rows = statement.query_map(params![after, limit], |row| {
                let offset: Option<i64> = row.get(3)?;
                let place =
                    Place { path: row.get(1)?, member: row.get(2)?, offset: offset.map(i64::cast_unsigned) };
                Ok((row.get::<_, i64>(0)?, place, row.get::<_, String>(4)?))
            })?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        });
        let found = self.sql("reading sources", found)?;
        let stored = found.into_iter().map(|(id, place, format)| {
            let record = self.unpacked(id)?;
            Ok(StoredSource { id, place, format, record, articles: self.articles_of(id)? })
        });
        stored.collect()
    }

    fn articles_of(&self, source: i64) -> Result<Vec<i64>> {
        let sql = "SELECT id FROM articles WHERE source_id = ?1 ORDER BY id";
        let found = self.connection.prepare_cached(sql).and_then(|mut statement| {
            statement.query_map([source], |row| row.get(0))?.collect::<rusqlite::Result<Vec<_>>>()
        });
        self.sql("reading the articles of a source", found)
    }

    /// Takes what a record gives when it is read again. With `dry_run` nothing is written.
    ///
    /// Each article is held against the one of the record that has the same uid, else the same headline, else
    /// the same place among those left. It keeps its number; fields that differ are replaced.
    ///
    /// # Errors
    /// A damaged row, [`crate::Error::Locked`], [`crate::Error::DiskFull`] or what SQLite says.
    pub fn reparse(
        &mut self,
        run: RunId,
        source: &StoredSource,
        articles: Vec<(Article, Option<Summary>)>,
        dry_run: bool,
    ) -> Result<Reparsed> {
        let mut old: Vec<Article> = Vec::new();
        for id in &source.articles {
            old.push(self.get(&id.to_string())?);
        }
        let mut report = Reparsed::default();
        let mut changes: Vec<(Option<i64>, Entry)> = Vec::new();
        let packed = Arc::new(
            PackedSource::pack(&source.record.bytes)
                .with_context(source.record.charset.clone(), source.record.context.clone().map(Arc::from)),
        );
        for (number, (article, summary)) in articles.into_iter().enumerate() {
            let before = counterpart(&mut old, &article, number);
            let fields = before.as_ref().map(|before| differing(before, &article));
            let id = before.and_then(|before| before.id);
            match (id, fields) {
                (Some(_), Some(fields)) if fields.is_empty() => {
                    report.same += 1;
                    continue;
                }
                (Some(id), fields) => report.changed.push((id, fields.unwrap_or_default())),
                (None, _) => report.added += 1,
            }
            if let Outcome::Article(entry) = Outcome::article(article, packed.clone(), summary) {
                changes.push((id, *entry));
            }
        }
        report.kept = old.iter().filter_map(|article| article.id).collect();
        if !dry_run && !changes.is_empty() {
            self.apply(run, &changes)?;
        }
        Ok(report)
    }

    fn apply(&mut self, run: RunId, changes: &[(Option<i64>, Entry)]) -> Result<()> {
        let mut state = std::mem::take(&mut self.state);
        let done = self.in_transaction(|connection| {
            let mut writer = Writer::new(connection, &mut state, run)?;
            for (id, entry) in changes {
                match id {
                    Some(id) => writer.rewrite(*id, entry)?,
                    None => writer.add(entry)?,
                }
            }
            writer.finish()
        });
        if done.is_ok() {
            self.state = state;
        }
        self.sql("storing what was read again", done)
    }
}

/// Takes the old article that the new one is a reading of.
fn counterpart(old: &mut Vec<Article>, article: &Article, number: usize) -> Option<Article> {
    let at = old
        .iter()
        .position(|before| before.uid == article.uid)
        .or_else(|| old.iter().position(|before| before.headline == article.headline))
        .or_else(|| (old.len() == 1 && number == 0).then_some(0))?;
    Some(old.remove(at))
}

/// Names of the fields in which two readings differ; what only the archive knows does not count.
fn differing(before: &Article, after: &Article) -> Vec<String> {
    let fields = |article: &Article| {
        let mut article = article.clone();
        (article.id, article.run, article.story, article.summary) = (None, None, None, None);
        (article.duplicate_of, article.version_of, article.source) = (None, None, None);
        match serde_json::to_value(article) {
            Ok(serde_json::Value::Object(fields)) => fields,
            _ => serde_json::Map::new(),
        }
    };
    let (before, after) = (fields(before), fields(after));
    let names = before.keys().chain(after.keys().filter(|name| !before.contains_key(*name)));
    names.filter(|name| before.get(*name) != after.get(*name)).cloned().collect()
}

impl Writer<'_> {
    /// Writes a new reading over an article; where another article has its uid, the old reading stays.
    fn rewrite(&mut self, id: i64, entry: &Entry) -> rusqlite::Result<()> {
        if self.find(&entry.uid)?.is_some_and(|other| other != id) {
            return Ok(());
        }
        let sql = format!("SELECT {COLUMNS}, source_id FROM articles WHERE id = ?1");
        let (before, source): (Columns, i64) = self
            .connection
            .prepare_cached(&sql)?
            .query_row([id], |row| Ok((Columns::from_row(row, 0)?, row.get(16)?)))?;
        writer::replace(self.connection, id, source, &before, &entry.columns, &entry.uid)?;
        match &entry.summary {
            Some(stored) => summary::store(self.connection, id, stored)?,
            None => {
                self.connection
                    .prepare_cached("DELETE FROM summaries WHERE article_id = ?1")?
                    .execute([id])?;
            }
        }
        let mut insert = self
            .connection
            .prepare_cached("INSERT OR IGNORE INTO match_keys(key, article_id) VALUES(?1, ?2)")?;
        for key in entry.keys.iter() {
            insert.execute(params![key, id])?;
        }
        let mut postings: Vec<Posting> =
            entry.fingerprint.sample.iter().map(|&hash| Posting { hash, article: id }).collect();
        near::append_rewritten(self.connection, &mut postings)
    }
}
