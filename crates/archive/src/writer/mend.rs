//! Damaged sources written anew when their records are met again.

use super::Writer;
use crate::{reader, source::PackedSource};
use rusqlite::{OptionalExtension, params};

impl Writer<'_> {
    /// Writes a source anew where what is stored under its address cannot be read.
    pub(super) fn mend_source(&mut self, id: i64, source: &PackedSource) -> rusqlite::Result<()> {
        match reader::stored_record(self.connection, id)? {
            Some(Ok(_)) => Ok(()),
            _ => {
                // No `OR REPLACE`: it would open a journal for each statement that stores a source.
                self.connection.prepare_cached("DELETE FROM sources WHERE id = ?1")?.execute([id])?;
                self.insert_source(Some(id), source).map(|_| ())
            }
        }
    }

    /// The same for the source of a copy, met again at its place: where its row is lost, the record takes its number.
    pub(super) fn mend_copy(
        &mut self,
        article: i64,
        number: i64,
        source: &PackedSource,
    ) -> rusqlite::Result<()> {
        let sql = "SELECT g.source_id, s.sha256 FROM sightings g LEFT JOIN sources s ON s.id = g.source_id
                   WHERE g.article_id = ?1 AND g.number = ?2";
        let held: Option<(i64, Option<Vec<u8>>)> = self
            .connection
            .prepare_cached(sql)?
            .query_row(params![article, number], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        match held {
            Some((id, None)) => self.mend_source(id, source),
            Some((id, Some(address))) if address == source.address => self.mend_source(id, source),
            // The record has changed, the article in it has not.
            _ => Ok(()),
        }
    }
}
