//! A new reading written over an article.

use crate::{
    Entry, Place, checksum,
    columns::{COLUMNS, Columns},
    layout, summary,
    writer::{self, CopyRecord, Writer},
};
use rusqlite::params;

impl Writer<'_> {
    /// Writes a new reading over an article; where another article has its uid, the old reading stays.
    pub(super) fn rewrite(&mut self, id: i64, entry: &Entry) -> rusqlite::Result<()> {
        if self.find(&entry.uid)?.is_some_and(|other| other != id) {
            return Ok(());
        }
        let sql = format!("SELECT {COLUMNS}, source_id FROM articles WHERE id = ?1");
        let (before, source): (Columns, i64) = self
            .connection
            .prepare_cached(&sql)?
            .query_row([id], |row| Ok((Columns::from_row(row, 0)?, row.get(16)?)))?;
        writer::replace(self.connection, id, source, &before, &entry.columns, &entry.uid)?;
        if before.body != entry.columns.body {
            self.fit_copies(id, entry)?;
        }
        match &entry.summary {
            Some(stored) => summary::store(self.connection, id, stored),
            None => {
                let sql = "DELETE FROM summaries WHERE article_id = ?1";
                self.connection.prepare_cached(sql)?.execute([id]).map(|_| ())
            }
        }
    }

    /// What the copies of an article keep of their own must fit the text that they share with it. Byte ranges and
    /// summaries were those of the old text.
    fn fit_copies(&self, id: i64, entry: &Entry) -> rusqlite::Result<()> {
        let sql =
            "SELECT s.number, f.path, s.member, s.offset, s.format, s.encoding, s.record FROM sightings s
                   JOIN files f ON f.id = s.file_id WHERE s.article_id = ?1 AND s.number > 1";
        let mut select = self.connection.prepare_cached(sql)?;
        let copies = select.query_map([id], |row| {
            let offset: Option<i64> = row.get(3)?;
            let place =
                Place { path: row.get(1)?, member: row.get(2)?, offset: offset.map(i64::cast_unsigned) };
            Ok((row.get(0)?, place, row.get(4)?, row.get::<_, Option<String>>(5)?, row.get(6)?))
        })?;
        type Copy = (i64, Place, String, Option<String>, Option<String>);
        let copies: Vec<Copy> = copies.collect::<rusqlite::Result<_>>()?;
        let Ok(mut article) = entry.columns.clone().into_article(id) else { return Ok(()) };
        article.without_ranges();
        let paragraphs = layout::encode(&article.paragraphs);
        let sql = "UPDATE sightings SET record = ?3, checksum = ?4 WHERE article_id = ?1 AND number = ?2";
        for (number, place, format, encoding, record) in copies {
            let kept: Option<CopyRecord> = record.and_then(|record| serde_json::from_str(&record).ok());
            let kept = kept.map(|kept| kept.columns).unwrap_or_default();
            let lead_length = entry.columns.lead_length;
            let columns = Columns { paragraphs: paragraphs.clone(), lead_length, ..kept };
            let record = serde_json::to_string(&CopyRecord { columns, summary: None }).ok();
            let encoding = encoding.unwrap_or_default();
            let checksum = checksum::of_sighting(&place, &format, &encoding, record.as_deref());
            self.connection.prepare_cached(sql)?.execute(params![id, number, record, checksum])?;
        }
        Ok(())
    }
}
