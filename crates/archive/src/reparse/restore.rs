//! Damaged rows written anew from their sources.

use super::{StoredSource, Summarize};
use crate::{
    Archive, Entry,
    error::Result,
    outcome::Outcome,
    source::{PackedSource, StoredRecord},
    summary::{self, StoredSummary},
    writer,
};
use offwire_article::Article;
use std::sync::Arc;

impl Archive {
    /// Writes damaged articles of a record anew from what the record gives when it is read again; the numbers of
    /// those that were restored. The full-text index is left as it is, since it may hold words of before the damage:
    /// call [`Archive::repair`] behind.
    ///
    /// An article is restored from the reading that has its uid, else from the only one that no article has.
    ///
    /// # Errors
    /// [`crate::Error::Locked`], [`crate::Error::DiskFull`] or what SQLite says.
    pub fn restore(
        &mut self,
        damaged: &[i64],
        source: &StoredSource,
        record: &StoredRecord,
        articles: Vec<Article>,
        summarize: Summarize<'_>,
    ) -> Result<Vec<i64>> {
        let packed = Arc::new(PackedSource::pack(&record.bytes));
        let of_source = source.articles.iter().filter(|article| damaged.contains(&article.id));
        let wanted: Vec<_> = of_source.collect();
        let mut readings = articles;
        let mut pairs = Vec::new();
        let mut left = Vec::new();
        for stored in wanted {
            let has_uid =
                |reading: &Article| reading.uid.as_ref().is_some_and(|uid| uid.as_str() == stored.uid);
            match readings.iter().position(has_uid) {
                Some(at) => pairs.push((stored, readings.remove(at))),
                None => left.push(stored),
            }
        }
        let mut free = Vec::new();
        for reading in readings {
            let holder = reading.uid.as_ref().map(|uid| self.holder_of(uid)).transpose()?.flatten();
            if holder.is_none() {
                free.push(reading);
            }
        }
        if let ([stored], 1) = (left.as_slice(), free.len()) {
            pairs.extend(free.pop().map(|reading| (*stored, reading)));
        }
        let mut restored = Vec::new();
        for (stored, mut article) in pairs {
            article.url = article.url.take().or_else(|| stored.url.clone());
            article.captured = article.captured.or(stored.captured);
            let held = self.sql("reading a summary", summary::load(&self.connection, stored.id))?;
            let paragraphs = article.paragraphs.clone();
            let fits = |held: &StoredSummary| held.clone().into_summary(&paragraphs).is_some();
            let made = match held.filter(fits) {
                Some(held) => held.into_summary(&paragraphs),
                None => summarize(&article, stored),
            };
            if let Outcome::Article(entry) = Outcome::article(article, packed.clone(), made) {
                self.write_over(stored.id, source.id, &entry)?;
                restored.push(stored.id);
            }
        }
        Ok(restored)
    }

    fn write_over(&mut self, id: i64, source: i64, entry: &Entry) -> Result<()> {
        let done = self.in_transaction(|connection| {
            writer::update(connection, id, source, &entry.columns, &entry.uid)?;
            match &entry.summary {
                Some(stored) => summary::store(connection, id, stored),
                None => Ok(()),
            }
        });
        self.sql("restoring an article", done)
    }

    /// Forgets summaries.
    ///
    /// # Errors
    /// [`crate::Error::Locked`], [`crate::Error::DiskFull`] or what SQLite says.
    pub fn drop_summaries(&mut self, ids: &[i64]) -> Result<usize> {
        let list = serde_json::Value::from(ids.to_vec()).to_string();
        let sql = "DELETE FROM summaries WHERE article_id IN (SELECT value FROM json_each(?1))";
        let done = self.connection.execute(sql, [list]);
        self.sql("dropping summaries", done)
    }
}
