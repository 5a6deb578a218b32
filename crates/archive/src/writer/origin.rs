//! Where articles come from: the files of a run and the raw sources, each stored once.

use super::Writer;
use crate::source::{Dictionary, PackedSource};
use rusqlite::{Connection, OptionalExtension, params};
use std::sync::Arc;

/// Numbers of dictionaries that are known to be stored, up to this many.
const DICTIONARIES: usize = 20_000;
/// File numbers are remembered up to this many.
const FILES_HELD: usize = 20_000;

/// The fact that tells how many places of articles there are: a copy that is lost leaves no other trace.
const SIGHTINGS: &str = "sightings";

/// Adds to the number of places, in the transaction that stores them.
pub(super) fn note_sightings(connection: &Connection, more: i64) -> rusqlite::Result<()> {
    if more == 0 {
        return Ok(());
    }
    let sql = "UPDATE facts SET value = value + ?2 WHERE name = ?1";
    if connection.prepare_cached(sql)?.execute(params![SIGHTINGS, more])? == 0 {
        // An archive of an earlier version: counted once.
        let sql = "INSERT INTO facts(name, value) VALUES(?1, (SELECT count(*) FROM sightings))";
        connection.execute(sql, [SIGHTINGS])?;
    }
    Ok(())
}

/// How many places were stored; `None` where an earlier version did not count them.
pub(crate) fn noted_sightings(connection: &Connection) -> rusqlite::Result<Option<i64>> {
    let sql = "SELECT value FROM facts WHERE name = ?1";
    connection.query_row(sql, [SIGHTINGS], |row| row.get(0)).optional()
}

/// Brings the noted number to that of the places that are there, so that those that come back are not missed any
/// more; gives the number of those that were lost.
pub(crate) fn settle_sightings(connection: &Connection) -> rusqlite::Result<u64> {
    let Some(noted) = noted_sightings(connection)? else { return Ok(0) };
    let there: i64 = connection.query_row("SELECT count(*) FROM sightings", [], |row| row.get(0))?;
    connection.execute("UPDATE facts SET value = ?2 WHERE name = ?1", params![SIGHTINGS, there])?;
    Ok(u64::try_from(noted - there).unwrap_or(0))
}

impl Writer<'_> {
    /// Number of a file, which is made where it lacks.
    pub(crate) fn file(&mut self, path: &str) -> rusqlite::Result<i64> {
        if let Some(id) = self.state.files.get(path) {
            return Ok(*id);
        }
        let mut select = self.connection.prepare_cached("SELECT id FROM files WHERE path = ?1")?;
        let id = match select.query_row([path], |row| row.get(0)).optional()? {
            Some(id) => id,
            None => self.connection.prepare_cached("INSERT INTO files(path) VALUES(?1)")?.insert([path])?,
        };
        if self.state.files.len() >= FILES_HELD {
            self.state.files.clear();
        }
        self.state.files.insert(path.to_owned(), id);
        Ok(id)
    }

    /// Number of a source, which is stored where its content lacks.
    pub(crate) fn source(&mut self, source: &Arc<PackedSource>) -> rusqlite::Result<i64> {
        let pointer = Arc::as_ptr(source);
        if let Some((last, id)) = self.last_source
            && std::ptr::eq(last, pointer)
        {
            return Ok(id);
        }
        let id = match self.find_source(&source.address)? {
            Some(id) if self.mends => self.mend_source(id, source).map(|()| id)?,
            Some(id) => id,
            None => self.insert_source(None, source)?,
        };
        self.last_source = Some((pointer, id));
        Ok(id)
    }

    fn find_source(&self, address: &[u8; 32]) -> rusqlite::Result<Option<i64>> {
        let sql = "SELECT id FROM sources WHERE substr(sha256, 1, 8) = substr(?1, 1, 8) AND sha256 = ?1";
        self.connection.prepare_cached(sql)?.query_row([&address[..]], |row| row.get(0)).optional()
    }

    /// Stores a source, under a number of its own where none is given.
    pub(super) fn insert_source(&mut self, id: Option<i64>, source: &PackedSource) -> rusqlite::Result<i64> {
        let dictionary = source.dictionary.as_ref().map(|held| self.dictionary(held)).transpose()?;
        let sql = "INSERT INTO sources(sha256, length, dictionary_id, packed, charset, context, id)
                   VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let values = params![
            &source.address[..],
            source.length.cast_signed(),
            dictionary,
            source.packed,
            source.charset,
            source.context.as_deref(),
            id
        ];
        self.connection.prepare_cached(sql)?.insert(values)
    }

    fn dictionary(&mut self, dictionary: &Dictionary) -> rusqlite::Result<i64> {
        let id = dictionary.id();
        if !self.state.dictionaries.contains(&id) {
            let sql = "INSERT OR IGNORE INTO dictionaries(id, kind, bytes) VALUES(?1, ?2, ?3)";
            let values = params![id, dictionary.kind().name(), dictionary.stored()];
            self.connection.prepare_cached(sql)?.execute(values)?;
            if self.state.dictionaries.len() >= DICTIONARIES {
                self.state.dictionaries.clear();
            }
            self.state.dictionaries.insert(id);
        }
        Ok(id)
    }
}
