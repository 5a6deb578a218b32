//! How far each input file was read.

use crate::{Archive, RunId, error::Result, quarantine};
use rusqlite::{Connection, OptionalExtension, params};

/// How far a file was read, and what it looked like then. Written in the transaction of the records it counts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Checkpoint {
    /// Where the file lies: its absolute path with `/` between folders, or what else the caller knows it by.
    pub path: String,
    /// Its size in bytes.
    pub size: u64,
    /// When it was last changed, in whatever unit the caller compares.
    pub mtime: i64,
    /// What tells the options apart under which it was read.
    pub fingerprint: String,
    /// Number of its records that are stored, in their order in the file.
    pub records_done: u64,
    /// Whether it was read to its end.
    pub finished: bool,
    /// The name that its records bear, where earlier runs have read it and this one does so from its start: what they
    /// left of it in quarantine goes. Not stored.
    pub again: Option<String>,
}

impl Archive {
    /// How far a file was read; `None` where it never was.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn checkpoint(&self, path: &str) -> Result<Option<Checkpoint>> {
        let sql = "SELECT path, size, mtime, fingerprint, records_done, finished FROM files
                   WHERE path = ?1 AND fingerprint IS NOT NULL";
        let found = self.connection.prepare_cached(sql).and_then(|mut statement| {
            statement
                .query_row([path], |row| {
                    Ok(Checkpoint {
                        path: row.get(0)?,
                        size: row.get::<_, i64>(1)?.cast_unsigned(),
                        mtime: row.get(2)?,
                        fingerprint: row.get(3)?,
                        records_done: row.get::<_, i64>(4)?.cast_unsigned(),
                        finished: row.get(5)?,
                        again: None,
                    })
                })
                .optional()
        });
        self.sql("reading a checkpoint", found)
    }

    /// Forgets how far files were read, but not that they were.
    ///
    /// # Errors
    /// [`crate::Error::Locked`], [`crate::Error::DiskFull`] or what SQLite says.
    pub fn forget_checkpoints(&mut self, paths: &[String]) -> Result<()> {
        let done = self.in_transaction(|connection| {
            let sql = "UPDATE files SET records_done = 0, finished = 0
                       WHERE path = ?1 AND fingerprint IS NOT NULL";
            let mut forget = connection.prepare_cached(sql)?;
            paths.iter().try_for_each(|path| forget.execute([path]).map(|_| ()))
        });
        self.sql("forgetting checkpoints", done)
    }
}

/// Writes a checkpoint of a run; the file's row is made where it lacks.
pub(crate) fn store(connection: &Connection, run: RunId, checkpoint: &Checkpoint) -> rusqlite::Result<()> {
    if let Some(name) = &checkpoint.again {
        quarantine::drop_of_file(connection, run, name)?;
    }
    let sql = "INSERT INTO files(path, size, mtime, fingerprint, records_done, finished)
               VALUES(?1, ?2, ?3, ?4, ?5, ?6)
               ON CONFLICT(path) DO UPDATE SET size = excluded.size, mtime = excluded.mtime,
                   fingerprint = excluded.fingerprint, records_done = excluded.records_done,
                   finished = excluded.finished";
    connection.prepare_cached(sql)?.execute(params![
        checkpoint.path,
        checkpoint.size.cast_signed(),
        checkpoint.mtime,
        checkpoint.fingerprint,
        checkpoint.records_done.cast_signed(),
        checkpoint.finished,
    ])?;
    Ok(())
}
