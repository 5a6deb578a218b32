//! Records that gave no article, kept with their cause until they are retried or dropped.

use crate::{
    Archive, Place, RunId, Told,
    error::{Error, Result},
    source::StoredRecord,
};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;
use std::collections::HashMap;

/// A record in quarantine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Quarantined {
    /// Its number.
    pub id: i64,
    /// The run that met it last.
    pub run: i64,
    /// The file as it was given.
    pub path: String,
    /// Path inside containers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub member: Option<String>,
    /// Where the record begins in the unpacked stream of its file or member, in bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<u64>,
    /// The class of the failure, a stable code.
    pub reason: String,
    /// The cause in a sentence.
    pub detail: String,
    /// Whether its bytes are kept.
    pub kept: bool,
    /// What its bytes do not tell.
    #[serde(flatten)]
    pub told: Told,
    /// Number of its source, where its bytes are kept.
    #[serde(skip)]
    pub(crate) source: Option<i64>,
}

const COLUMNS: &str = "q.id, q.run_id, f.path, q.member, q.offset, q.reason, q.detail, q.source_id,
     q.format, q.url, q.captured, q.notes";

impl Archive {
    /// Records in quarantine in the order of their files, at most `limit` from `offset` on; of one reason
    /// where one is given.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn quarantine(&self, reason: Option<&str>, limit: usize, offset: usize) -> Result<Vec<Quarantined>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM quarantine q JOIN files f ON f.id = q.file_id
             WHERE ?1 IS NULL OR q.reason = ?1
             ORDER BY f.path, q.member, q.offset, q.id LIMIT ?2 OFFSET ?3"
        );
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let offset = i64::try_from(offset).unwrap_or(i64::MAX);
        let found = self.connection.prepare_cached(&sql).and_then(|mut statement| {
            statement.query_map(params![reason, limit, offset], read)?.collect::<rusqlite::Result<Vec<_>>>()
        });
        self.sql("reading the quarantine", found)
    }

    /// Number of records in quarantine by reason, the most frequent first.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn quarantine_reasons(&self) -> Result<Vec<(String, u64)>> {
        let sql = "SELECT reason, count(*) FROM quarantine GROUP BY reason ORDER BY 2 DESC, 1";
        let found = self.connection.prepare_cached(sql).and_then(|mut statement| {
            let rows =
                statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?.cast_unsigned())))?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        });
        self.sql("counting the quarantine", found)
    }

    /// One record in quarantine.
    ///
    /// # Errors
    /// [`Error::NoQuarantined`], or what SQLite says.
    pub fn quarantined(&self, id: i64) -> Result<Quarantined> {
        let sql =
            format!("SELECT {COLUMNS} FROM quarantine q JOIN files f ON f.id = q.file_id WHERE q.id = ?1");
        let found = self
            .connection
            .prepare_cached(&sql)
            .and_then(|mut statement| statement.query_row([id], read).optional());
        self.sql("reading the quarantine", found)?.ok_or(Error::NoQuarantined(id))
    }

    /// The record in quarantine with all that reading it again needs; `None` where they were not worth keeping.
    ///
    /// # Errors
    /// [`Error::NoQuarantined`], [`Error::Source`], or what SQLite says.
    pub fn quarantined_record(&self, id: i64) -> Result<Option<StoredRecord>> {
        self.quarantined(id)?.source.map(|source| self.unpacked(source)).transpose()
    }

    /// For files and members that records in quarantine come from, the format of most of their articles.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn formats_beside(&self, ids: &[i64]) -> Result<HashMap<(String, Option<String>), String>> {
        // Places of articles have no index by file: one walk over them for all records.
        let sql = "SELECT f.path, s.member, s.format FROM sightings s JOIN files f ON f.id = s.file_id
                   WHERE (s.file_id, coalesce(s.member, '')) IN (
                       SELECT file_id, coalesce(member, '') FROM quarantine
                       WHERE id IN (SELECT value FROM json_each(?1)))
                   GROUP BY s.file_id, s.member, s.format ORDER BY count(*), s.format DESC";
        let list = serde_json::Value::from(ids.to_vec()).to_string();
        let found = self.connection.prepare_cached(sql).and_then(|mut statement| {
            let rows = statement.query_map([list], |row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?)))?;
            // The most frequent comes last, and stays.
            rows.collect::<rusqlite::Result<HashMap<_, _>>>()
        });
        self.sql("reading the quarantine", found)
    }

    /// The first record in quarantine of the same file or member whose bytes are kept, or the record itself.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn first_quarantined_beside(&self, id: i64) -> Result<i64> {
        let sql = "SELECT o.id FROM quarantine q JOIN quarantine o ON o.file_id = q.file_id AND o.member IS q.member
                   WHERE q.id = ?1 AND o.source_id IS NOT NULL ORDER BY o.offset, o.id LIMIT 1";
        let found = self
            .connection
            .prepare_cached(sql)
            .and_then(|mut statement| statement.query_row([id], |row| row.get(0)).optional());
        self.sql("reading the quarantine", found).map(|first| first.unwrap_or(id))
    }

    /// Takes records out of quarantine: after a retry that succeeded, or because they are not worth one.
    /// Gives the number of those that were there.
    ///
    /// # Errors
    /// [`Error::Locked`], [`Error::DiskFull`] or what SQLite says.
    pub fn drop_quarantined(&mut self, ids: &[i64]) -> Result<usize> {
        let list = serde_json::Value::from(ids.to_vec()).to_string();
        let sql = "DELETE FROM quarantine WHERE id IN (SELECT value FROM json_each(?1))";
        let done = self.connection.execute(sql, [list]);
        self.sql("dropping from the quarantine", done)
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Quarantined> {
    let source: Option<i64> = row.get(7)?;
    let (captured, notes): (Option<String>, Option<String>) = (row.get(10)?, row.get(11)?);
    Ok(Quarantined {
        id: row.get(0)?,
        run: row.get(1)?,
        path: row.get(2)?,
        member: row.get(3)?,
        offset: row.get::<_, Option<i64>>(4)?.map(i64::cast_unsigned),
        reason: row.get(5)?,
        detail: row.get(6)?,
        kept: source.is_some(),
        told: Told {
            format: row.get(8)?,
            url: row.get(9)?,
            captured: captured.and_then(|date| date.parse().ok()),
            notes: notes.and_then(|notes| serde_json::from_str(&notes).ok()).unwrap_or_default(),
        },
        source,
    })
}

/// A record that gave no article, as it is put into quarantine.
pub(crate) struct Found<'a> {
    pub(crate) file: i64,
    pub(crate) place: &'a Place,
    pub(crate) reason: &'a str,
    pub(crate) detail: &'a str,
    pub(crate) source: Option<i64>,
    pub(crate) told: &'a Told,
}

/// Drops what earlier runs said of a record: of the same bytes, since another file may bear the name by now, or the same
/// name in another folder.
const DROP_EARLIER: &str = "DELETE FROM quarantine
     WHERE file_id = ?1 AND member IS ?2 AND offset IS ?3 AND source_id IS ?4 AND run_id < ?5";

/// Drops what earlier runs said of all records of a file, which this run reads again.
pub(crate) fn drop_of_file(connection: &Connection, run: RunId, name: &str) -> rusqlite::Result<()> {
    let sql = "DELETE FROM quarantine
               WHERE file_id = (SELECT id FROM files WHERE path = ?1) AND run_id < ?2";
    connection.prepare_cached(sql)?.execute(params![name, run.0]).map(|_| ())
}

/// Puts a record into quarantine, in place of what an earlier run said of the same record.
pub(crate) fn store(connection: &Connection, run: RunId, found: &Found<'_>) -> rusqlite::Result<()> {
    let Found { file, place, reason, detail, source, told } = found;
    let offset = place.offset.map(u64::cast_signed);
    connection.prepare_cached(DROP_EARLIER)?.execute(params![file, place.member, offset, source, run.0])?;
    let sql = "INSERT INTO quarantine(run_id, file_id, member, offset, reason, detail, source_id,
                                      format, url, captured, notes)
               VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
    let notes = (!told.notes.is_empty()).then(|| serde_json::Value::from(told.notes.clone()).to_string());
    let captured = told.captured.map(|date| date.to_string());
    let values = params![
        run.0,
        file,
        place.member,
        offset,
        reason,
        detail,
        source,
        told.format,
        told.url,
        captured,
        notes
    ];
    connection.prepare_cached(sql)?.execute(values).map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_earlier_runs_said_of_a_record_is_found_by_its_place_alone() {
        let folder = tempfile::tempdir().unwrap();
        let archive = Archive::open_or_create(folder.path().join("offwire.db")).unwrap();
        let plan = |member: Option<&str>| {
            let sql = format!("EXPLAIN QUERY PLAN {DROP_EARLIER}");
            let values = params![1, member, Some(2), Some(4), 3];
            archive.connection.query_row(&sql, values, |row| row.get::<_, String>(3)).unwrap()
        };
        for member in [None, Some("a.html")] {
            let plan = plan(member);
            assert!(plan.contains("quarantine_place (file_id=? AND member=? AND offset=?)"), "{plan}");
        }
    }
}
