//! The archive as a whole: opened, created, closed.

use crate::{
    Counts,
    error::{Error, Result},
    schema,
    source::Packer,
    writer::WriterState,
};
use rusqlite::Connection;
use std::path::{Path, PathBuf};

/// One archive: a single SQLite file.
///
/// Reading takes `&self`, writing `&mut self`. Any number of processes may read while one writes; a second
/// writer waits for up to a minute and then gets [`Error::Locked`].
#[derive(Debug)]
pub struct Archive {
    pub(crate) connection: Connection,
    pub(crate) path: PathBuf,
    pub(crate) packer: Packer,
    pub(crate) state: WriterState,
    /// Whether this opening made the file.
    made: bool,
    /// What the transaction under way holds of a run; `None` where there is none.
    pub(crate) under_way: Option<Counts>,
    /// Whether a run looks at the sources of records that it meets again.
    pub(crate) mends: bool,
}

impl Archive {
    /// Opens an archive that is there, for reading and writing, and migrates it where its schema is older.
    ///
    /// # Errors
    /// [`Error::Missing`], [`Error::NotAnArchive`] (the file is not altered), [`Error::Newer`],
    /// [`Error::Locked`], or what SQLite says.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        Self::from_connection(schema::open(path.as_ref(), false)?, path.as_ref())
    }

    /// The same, and makes the archive where there is none.
    ///
    /// # Errors
    /// As [`Archive::open`], without [`Error::Missing`].
    pub fn open_or_create(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let made = !path.exists();
        Ok(Self { made, ..Self::from_connection(schema::open(path, true)?, path)? })
    }

    /// Takes the file away again where this opening made it and no run has begun: what cannot begin leaves no empty
    /// archive behind. Says whether it did; the archive must not be used any more then.
    pub fn abandon_if_new(&mut self) -> bool {
        if !self.is_new() {
            return false;
        }
        // Closed first: SQLite takes the write-ahead log away only while the file is there.
        if let Ok(nothing) = Connection::open_in_memory() {
            drop(std::mem::replace(&mut self.connection, nothing));
            let _ = std::fs::remove_file(&self.path);
            self.made = false;
        }
        !self.made
    }

    /// Whether this opening made the file and no run has begun.
    #[must_use]
    pub fn is_new(&self) -> bool {
        let runs = self.connection.query_row("SELECT count(*) FROM runs", [], |row| row.get::<_, i64>(0));
        self.made && runs.is_ok_and(|runs| runs == 0)
    }

    /// Opens an archive for reading only, on a read-only disk too. Nothing is changed; what a killed writer left in the
    /// write-ahead log is brought into the file when the last reader closes.
    ///
    /// # Errors
    /// As [`Archive::open`]; [`Error::Older`] where the archive must be migrated first.
    pub fn open_read_only(path: impl AsRef<Path>) -> Result<Self> {
        Self::from_connection(schema::open_read_only(path.as_ref())?, path.as_ref())
    }

    pub(crate) fn from_connection(connection: Connection, path: &Path) -> Result<Self> {
        let packer = Packer::from_archive(&connection).map_err(|error| {
            Error::sqlite(path, "reading the dictionaries that sources are packed with", error)
        })?;
        Ok(Self {
            connection,
            path: path.to_path_buf(),
            packer,
            state: WriterState::default(),
            made: false,
            under_way: None,
            mends: false,
        })
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether a path leads to this archive's own file, by another name or through a link too.
    #[must_use]
    pub fn is_at(&self, path: impl AsRef<Path>) -> bool {
        schema::is_same_file(&self.path, path.as_ref())
    }

    /// Whether the sources of records that are met again are unpacked, and written anew where they are damaged or lost;
    /// otherwise they are taken to be whole.
    pub fn mend_sources(&mut self, mends: bool) {
        self.mends = mends;
    }

    /// What packs sources for this archive. Clone it into every worker: all clones learn one dictionary.
    #[must_use]
    pub fn packer(&self) -> Packer {
        self.packer.clone()
    }

    /// Adds the archive's name and what was under way to an error of SQLite.
    pub(crate) fn sql<T>(&self, doing: &'static str, result: rusqlite::Result<T>) -> Result<T> {
        result.map_err(|error| self.failed(doing, error))
    }

    pub(crate) fn failed(&self, doing: &'static str, error: rusqlite::Error) -> Error {
        match Error::sqlite(&self.path, doing, error) {
            Error::Locked { path, .. } => Error::Locked { path, holder: self.holder() },
            other => other,
        }
    }

    /// What the ledger tells of a run that is under way, for the message about a held lock.
    fn holder(&self) -> String {
        let sql = "SELECT id, kind, started FROM runs WHERE finished IS NULL ORDER BY id DESC LIMIT 1";
        let found = self.connection.query_row(sql, [], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?))
        });
        match found {
            Ok((id, kind, started)) => format!(" (run {id}, {kind}, began {started} and has not ended)"),
            Err(_) => String::new(),
        }
    }
}
