//! What can go wrong with an archive.

use crate::QueryError;
use rusqlite::ErrorCode;
use std::path::{Path, PathBuf};

type Cause = Box<dyn std::error::Error + Send + Sync>;

/// A failure of the archive: the command that meets one stops, and the file keeps its last whole state.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no such file.
    #[error("{}: there is no archive here", path.display())]
    Missing {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// The file is something else; it was not altered.
    #[error("{}: not an Offwire archive ({why})", path.display())]
    NotAnArchive {
        /// The file.
        path: PathBuf,
        /// What it seems to be.
        why: String,
    },
    /// An archive was to be merged into itself.
    #[error("{}: an archive cannot be merged into itself", path.display())]
    Itself {
        /// The file.
        path: PathBuf,
    },
    /// What [`crate::Archive::store`] began was neither committed nor taken back.
    #[error("{}: outcomes were stored and not committed yet: commit them or take them back first", path.display())]
    UnderWay {
        /// The file.
        path: PathBuf,
    },
    /// The ledger has no such run: the number is another archive's.
    #[error("{}: run {run} is not in this archive's ledger", path.display())]
    UnknownRun {
        /// The file.
        path: PathBuf,
        /// The number.
        run: i64,
    },
    /// The archive was made by a later version of this program.
    #[error("{}: schema version {found} is newer than this program's {known}", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Schema version of the file.
        found: i64,
        /// Latest schema version that this program knows.
        known: i64,
    },
    /// The archive needs a migration and was opened for reading only.
    #[error("{}: schema version {found} must be migrated to {known}: open it once for writing (`offwire optimize` does)", path.display())]
    Older {
        /// The file.
        path: PathBuf,
        /// Schema version of the file.
        found: i64,
        /// Schema version that this program reads.
        known: i64,
    },
    /// Another process held the write lock for over a minute.
    #[error("{}: locked by another process for over a minute{holder}", path.display())]
    Locked {
        /// The file.
        path: PathBuf,
        /// What the ledger says about the run that is under way, or nothing.
        holder: String,
    },
    /// What was under way was given up; see [`crate::Archive::stop_on`].
    #[error("{}: given up while {doing}", path.display())]
    Stopped {
        /// The file.
        path: PathBuf,
        /// What was under way.
        doing: &'static str,
    },
    /// No room is left for the file or its journal.
    #[error("{}: the disk is full; the archive keeps its last whole state", path.display())]
    DiskFull {
        /// The file.
        path: PathBuf,
    },
    /// The file breaks SQLite's format.
    #[error("{}: the file is damaged: {detail}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What was found.
        detail: String,
    },
    /// A stored source does not unpack to the bytes that it was packed from.
    #[error("source {id}: {detail}")]
    Source {
        /// Number of the source in the archive.
        id: i64,
        /// What is wrong with it.
        detail: String,
    },
    /// No article bears this number or uid.
    #[error("no article `{0}` in this archive")]
    NoArticle(String),
    /// No quarantined record bears this number.
    #[error("no record {0} in quarantine")]
    NoQuarantined(i64),
    /// The search text is wrong; it says where and why.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// A stored record cannot be read.
    #[error("article {id}: stored field `{field}` cannot be read")]
    Stored {
        /// Number of the article.
        id: i64,
        /// The column.
        field: &'static str,
        /// The error below.
        #[source]
        source: Cause,
    },
    /// A file beside the archive could not be read or written.
    #[error("{}: {action}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What was tried.
        action: &'static str,
        /// The error below.
        #[source]
        source: Cause,
    },
    /// A statement failed.
    #[error("{}: {doing}", path.display())]
    Sqlite {
        /// The archive.
        path: PathBuf,
        /// What was under way.
        doing: &'static str,
        /// SQLite's error.
        #[source]
        source: Cause,
    },
}

/// The result of this crate's functions.
pub(crate) type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// Sorts SQLite's errors into ours.
    pub(crate) fn sqlite(path: &Path, doing: &'static str, error: rusqlite::Error) -> Self {
        let path = path.to_path_buf();
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                Self::Locked { path, holder: String::new() }
            }
            Some(ErrorCode::OperationInterrupted) => Self::Stopped { path, doing },
            Some(ErrorCode::DiskFull) => Self::DiskFull { path },
            Some(ErrorCode::NotADatabase) => Self::NotAnArchive { path, why: "no SQLite file".into() },
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged { path, detail: error.to_string() },
            _ => Self::Sqlite { path, doing, source: Box::new(error) },
        }
    }

    pub(crate) fn file(path: &Path, action: &'static str, source: std::io::Error) -> Self {
        if source.kind() == std::io::ErrorKind::StorageFull {
            return Self::DiskFull { path: path.to_path_buf() };
        }
        Self::File { path: path.to_path_buf(), action, source: Box::new(source) }
    }
}
