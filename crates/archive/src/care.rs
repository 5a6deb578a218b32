//! Care for the file: copies while others write, an index in one piece, derived tables made anew.

use crate::{
    Archive, derive,
    error::{Error, Result},
    near,
    writer::origin,
};
use rusqlite::Connection;
use serde::Serialize;
use std::{fs, path::Path};

/// What [`Archive::repair`] made anew.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Repaired {
    /// Articles whose index entries, keys and fingerprints were made anew.
    pub articles: u64,
    /// Articles whose rows are damaged: they must be read again from their sources.
    pub damaged: Vec<i64>,
    /// Places of articles and of their copies that are lost: nothing else in the archive says where those were found.
    pub lost_places: u64,
}

impl Archive {
    /// Writes a consistent copy of the archive, compacted, while others read and write.
    ///
    /// The copy appears under its name only when it is whole.
    ///
    /// # Errors
    /// [`Error::File`] where something bears that name already; [`Error::DiskFull`], or what SQLite says.
    pub fn backup(&self, target: impl AsRef<Path>) -> Result<()> {
        let target = target.as_ref();
        let partial = target.with_file_name(format!(
            ".{}.{}.partial",
            target.file_name().unwrap_or_default().to_string_lossy(),
            std::process::id()
        ));
        if fs::symlink_metadata(target).is_ok() {
            let there = std::io::Error::from(std::io::ErrorKind::AlreadyExists);
            return Err(Error::file(target, "a backup overwrites nothing", there));
        }
        // A connection for reading would refuse to write the copy, too.
        let vacuumed = self
            .connection
            .execute_batch("PRAGMA query_only=OFF;")
            .and_then(|()| self.connection.execute("VACUUM INTO ?1", [partial.to_string_lossy()]));
        let done = vacuumed
            .map_err(|error| Error::sqlite(target, "writing the backup", error))
            .and_then(|_| finish_backup(&partial, target));
        if done.is_err() {
            let _ = fs::remove_file(&partial);
        }
        done
    }

    /// Brings the full-text index and the index of fingerprints into one piece each and gives free pages back:
    /// searches for rare words and phrases take half the time.
    ///
    /// # Errors
    /// [`Error::Locked`], [`Error::DiskFull`], or what SQLite says.
    pub fn optimize(&mut self) -> Result<()> {
        let done = self.in_transaction(|connection| {
            connection.execute_batch("INSERT INTO articles_fts(articles_fts) VALUES('optimize')")?;
            near::unite(connection)
        });
        self.sql("optimizing", done)?;
        // No statistics for the planner: they take pages, and each search says itself where it begins.
        let done = self.connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE);");
        self.sql("optimizing", done)?;
        self.give_back()
    }

    /// Gives free pages back: the united indexes were written behind those that they take the place of.
    fn give_back(&mut self) -> Result<()> {
        let free = self.connection.query_row("PRAGMA freelist_count", [], |row| row.get::<_, i64>(0));
        if self.sql("optimizing", free)? == 0 {
            return Ok(());
        }
        match self.connection.execute_batch("VACUUM; PRAGMA wal_checkpoint(TRUNCATE);") {
            // Giving back takes room for a second copy; without it the free pages are used by the next import.
            Err(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::DiskFull) => {
                tracing::warn!("no room to give free pages back: they are used again by the next import");
                Ok(())
            }
            done => self.sql("giving free pages back", done),
        }
    }

    /// Makes everything anew that follows from the articles: SQLite's indexes, the full-text index, keys,
    /// fingerprints; links and stories are dropped and found again by [`Archive::link`]. Places that are lost are
    /// told once: the count of those that were stored becomes that of those that are there.
    ///
    /// # Errors
    /// [`Error::Locked`], [`Error::DiskFull`], or what SQLite says.
    pub fn repair(&mut self) -> Result<Repaired> {
        let done = self.in_transaction(|connection| {
            connection.execute_batch("REINDEX; INSERT INTO articles_fts(articles_fts) VALUES('rebuild');")?;
            let lost_places = origin::settle_sightings(connection)?;
            Ok(Repaired { lost_places, ..derive::anew(connection)? })
        });
        self.sql("repairing", done)
    }

    /// Runs a change as one transaction.
    pub(crate) fn in_transaction<T>(
        &mut self,
        change: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<T> {
        self.connection.execute_batch("BEGIN IMMEDIATE")?;
        let done = change(&self.connection).and_then(|value| {
            self.connection.execute_batch("COMMIT")?;
            Ok(value)
        });
        if done.is_err() {
            // SQLite may have rolled back already; a second time does no harm.
            let _ = self.connection.execute_batch("ROLLBACK");
        }
        done
    }
}

fn finish_backup(partial: &Path, target: &Path) -> Result<()> {
    let synced = fs::File::open(partial).and_then(|file| file.sync_all());
    synced.map_err(|error| Error::file(target, "cannot be written through to the disk", error))?;
    // A link fails where the name was taken meanwhile; a rename would overwrite.
    fs::hard_link(partial, target)
        .or_else(|error| match error.kind() {
            std::io::ErrorKind::AlreadyExists => Err(error),
            _ => fs::rename(partial, target),
        })
        .map_err(|error| Error::file(target, "cannot be given its name", error))?;
    let _ = fs::remove_file(partial);
    Ok(())
}
