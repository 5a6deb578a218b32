//! Stored records read again by a newer version: what changes, with nothing lost.

mod restore;
mod rewrite;
mod stored;

pub use stored::{Made, StoredArticle, StoredSource};

use crate::{
    Archive, Entry, RunId, derive,
    error::Result,
    outcome::Outcome,
    source::{PackedSource, StoredRecord},
    writer::Writer,
};
use offwire_article::{Article, Summary};
use serde::Serialize;
use std::sync::Arc;

/// What reading a record again changes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Reparsed {
    /// Articles that stay as they are.
    pub same: u64,
    /// Articles that change, each with the fields that differ.
    pub changed: Vec<(i64, Vec<String>)>,
    /// Articles that are found for the first time.
    pub added: u64,
    /// Articles that are not found again, or that would now be copies of others; they are kept as they were.
    pub kept: Vec<i64>,
}

/// Makes the paragraph of an article that was read again, in the manner of the one that it had.
pub type Summarize<'a> = &'a dyn Fn(&Article, &StoredArticle) -> Option<Summary>;

impl Archive {
    /// Takes what a record gives when it is read again. Without a run nothing is written.
    ///
    /// Each article is held against the one of the record that has the same uid, else the same headline, else the
    /// one that is left. It keeps its number, and what its container told of it; fields that differ are replaced. A
    /// summary is made anew only where the text has changed. Call [`Archive::settle`] behind the last record.
    ///
    /// # Errors
    /// A damaged row, [`crate::Error::Locked`], [`crate::Error::DiskFull`] or what SQLite says.
    pub fn reparse(
        &mut self,
        run: Option<RunId>,
        source: &StoredSource,
        record: &StoredRecord,
        articles: Vec<Article>,
        summarize: Summarize<'_>,
    ) -> Result<Reparsed> {
        let mut report = Reparsed::default();
        let mut changes: Vec<(Option<i64>, Entry)> = Vec::new();
        let packed = Arc::new(
            PackedSource::pack(&record.bytes)
                .with_context(record.charset.clone(), record.context.clone().map(Arc::from)),
        );
        for (before, mut article) in self.matched(source, articles, &mut report.kept)? {
            let told = before.as_ref().and_then(|before| source.article(before.id));
            let elsewhere = match &article.uid {
                Some(uid) => self.holder_of(uid)?,
                None => None,
            };
            if let Some(told) = told {
                article.url = article.url.take().or_else(|| told.url.clone());
                article.captured = article.captured.or(told.captured);
            }
            let id = told.map(|told| told.id);
            match &before {
                // Another record of the archive holds this copy.
                None if elsewhere.is_some() => continue,
                None => report.added += 1,
                Some(_) if elsewhere.is_some() && elsewhere != id => {
                    report.kept.extend(id);
                    continue;
                }
                Some(before) => {
                    let fields = differing(before, &article);
                    if fields.is_empty() {
                        report.same += 1;
                        continue;
                    }
                    report.changed.extend(id.map(|id| (id, fields)));
                }
            }
            if run.is_none() {
                continue;
            }
            let summary = summary(before.as_ref(), &article, told.or(source.articles.first()), summarize);
            if let Outcome::Article(entry) = Outcome::article(article, packed.clone(), summary) {
                changes.push((id, *entry));
            }
        }
        if let Some(run) = run.filter(|_| !changes.is_empty()) {
            self.apply(run, &changes)?;
        }
        Ok(report)
    }

    /// The articles with those of the archive that they are readings of; what is left of these is `kept`.
    fn matched(
        &self,
        source: &StoredSource,
        articles: Vec<Article>,
        kept: &mut Vec<i64>,
    ) -> Result<Vec<(Option<Article>, Article)>> {
        let mut old: Vec<Article> = Vec::new();
        for article in &source.articles {
            old.push(self.get(&article.id.to_string())?);
        }
        let mut pairs: Vec<(Option<Article>, Article)> = articles.into_iter().map(|a| (None, a)).collect();
        let tests: [fn(&Article, &Article) -> bool; 2] =
            [|a, b| a.uid == b.uid, |a, b| a.headline.is_some() && a.headline == b.headline];
        for is_same in tests {
            for (before, article) in pairs.iter_mut().filter(|(before, _)| before.is_none()) {
                let at = old.iter().position(|old| is_same(old, article));
                *before = at.map(|at| old.remove(at));
            }
        }
        let mut left = Vec::new();
        for (at, (before, article)) in pairs.iter().enumerate() {
            let held = article.uid.as_ref().map(|uid| self.holder_of(uid)).transpose()?.flatten();
            if before.is_none() && held.is_none() {
                left.push(at);
            }
        }
        if let ([at], 1) = (left.as_slice(), old.len())
            && let Some((before, _)) = pairs.get_mut(*at)
        {
            *before = old.pop();
        }
        kept.extend(old.iter().filter_map(|article| article.id));
        Ok(pairs)
    }

    fn apply(&mut self, run: RunId, changes: &[(Option<i64>, Entry)]) -> Result<()> {
        let mut state = std::mem::take(&mut self.state);
        let done = self.in_transaction(|connection| {
            derive::mark_out_of_date(connection)?;
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

/// The paragraph of an article that was read again: the one it had where its text has not changed.
fn summary(
    before: Option<&Article>,
    article: &Article,
    stored: Option<&StoredArticle>,
    summarize: Summarize<'_>,
) -> Option<Summary> {
    let texts = |article: &Article| -> Vec<String> {
        article.paragraphs.iter().map(|paragraph| paragraph.text.clone()).collect()
    };
    match before {
        Some(before) if texts(before) == texts(article) => before.summary.clone(),
        _ => stored.and_then(|stored| summarize(article, stored)),
    }
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
