//! What makes a file an archive: its marks, its migrations, the settings of a connection.

use crate::{
    bm25,
    error::{Error, Result},
    instant, numbers, words,
};
use rusqlite::{Connection, OpenFlags, config::DbConfig};
use std::{
    fs::{self, File},
    io::{ErrorKind, Read},
    path::Path,
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

/// SQLite's `application_id` of an Offwire archive: the letters `OfWr`.
pub(crate) const APPLICATION_ID: i64 = 0x4f66_5772;

/// Each migration takes an archive from the version of its place in the list to the next.
const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/0001_archive.sql"),
    include_str!("../migrations/0002_record_dictionaries.sql"),
    include_str!("../migrations/0003_quarantine_told.sql"),
    include_str!("../migrations/0004_quarantine_place.sql"),
];

/// Latest schema version, kept in `user_version`.
pub(crate) const VERSION: i64 = MIGRATIONS.len() as i64;

/// How long a held lock is waited out.
const BUSY_WAIT: Duration = Duration::from_secs(60);

/// What the first bytes of a file say about it.
enum Head {
    Missing,
    Empty,
    Archive { version: i64 },
    Other { why: &'static str },
}

/// Reads the marks from the file's own header, so that a strange file is never opened by SQLite,
/// which might roll back or check-point a journal beside it.
fn head(path: &Path) -> Result<Head> {
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Head::Missing),
        Err(error) => return Err(Error::file(path, "cannot be opened", error)),
    };
    if file.metadata().is_ok_and(|meta| !meta.is_file()) {
        return Ok(Head::Other { why: "no regular file" });
    }
    let mut bytes = Vec::with_capacity(100);
    file.by_ref()
        .take(100)
        .read_to_end(&mut bytes)
        .map_err(|error| Error::file(path, "cannot be read", error))?;
    if bytes.is_empty() {
        return Ok(Head::Empty);
    }
    if !bytes.starts_with(b"SQLite format 3\0") {
        return Ok(Head::Other { why: "no SQLite file" });
    }
    match (number_at(&bytes, 68), number_at(&bytes, 60)) {
        (Some(APPLICATION_ID), Some(version)) => Ok(Head::Archive { version }),
        (Some(_), _) => Ok(Head::Other { why: "an SQLite file of another program" }),
        (None, _) => Ok(Head::Other { why: "cut off within its header" }),
    }
}

/// A big-endian number of four bytes.
fn number_at(bytes: &[u8], at: usize) -> Option<i64> {
    let four: [u8; 4] = bytes.get(at..at + 4)?.try_into().ok()?;
    Some(i64::from(u32::from_be_bytes(four)))
}

/// Opens an archive for reading and writing; makes one where `create` says so.
pub(crate) fn open(path: &Path, create: bool) -> Result<Connection> {
    let found = match head(path)? {
        Head::Archive { version } => version,
        Head::Missing if create => {
            make(path)?;
            VERSION
        }
        Head::Missing => return Err(Error::Missing { path: path.into() }),
        Head::Empty => return Err(Error::NotAnArchive { path: path.into(), why: "an empty file".into() }),
        Head::Other { why } => return Err(Error::NotAnArchive { path: path.into(), why: why.into() }),
    };
    if found > VERSION {
        return Err(Error::Newer { path: path.into(), found, known: VERSION });
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)
        .map_err(|error| Error::sqlite(path, "opening the archive", error))?;
    prepare(&connection, path).map_err(|error| Error::sqlite(path, "preparing the archive", error))?;
    Ok(connection)
}

/// Makes an archive beside its place and gives it its name when it is whole: a file that is there is never taken over,
/// and what a crash leaves does not bear the name.
fn make(path: &Path) -> Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // Threads of one process may make the same archive at once.
    static MADE: AtomicU32 = AtomicU32::new(0);
    let own = MADE.fetch_add(1, Ordering::Relaxed);
    let partial = path.with_file_name(format!(".{name}.{}-{own}.partial", std::process::id()));
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_CREATE;
    let made = Connection::open_with_flags(&partial, flags)
        .and_then(|connection| {
            connection.execute_batch("PRAGMA page_size=32768;")?;
            migrate(&connection, path)
        })
        .map_err(|error| Error::sqlite(path, "making the archive", error));
    // A link fails where the name was taken meanwhile: the other process has made the archive then.
    let named = made.and_then(|()| match fs::hard_link(&partial, path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        Err(_) => {
            fs::rename(&partial, path).map_err(|error| Error::file(path, "cannot be given its name", error))
        }
        Ok(()) => Ok(()),
    });
    let _ = fs::remove_file(&partial);
    named
}

/// Opens another archive to take from it, and writes nothing beside it where that can be helped: as long as nobody
/// has it open, no write-ahead log is needed to read it. Comes with the file's [`state`], by which to tell whether
/// somebody has written to it since; `None` where SQLite sees to that.
pub(crate) fn open_input(path: &Path) -> Result<(Connection, Option<State>)> {
    if in_use(path) {
        return Ok((open_read_only(path)?, None));
    }
    let before = state(path);
    Ok((open_checked(path, || open_immutable(path))?, before))
}

/// Whether a write-ahead log or its index stands beside an archive.
fn in_use(path: &Path) -> bool {
    ["-wal", "-shm"].into_iter().any(|end| {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        Path::new(&name).exists()
    })
}

/// Whether two paths lead to one file.
pub(crate) fn is_same_file(one: &Path, other: &Path) -> bool {
    let same_path = fs::canonicalize(one).ok().zip(fs::canonicalize(other).ok()).is_some_and(|(a, b)| a == b);
    same_path || is_same_node(one, other)
}

#[cfg(unix)]
fn is_same_node(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let node = |path| fs::metadata(path).ok().map(|meta| (meta.dev(), meta.ino()));
    node(one).zip(node(other)).is_some_and(|(a, b)| a == b)
}

#[cfg(not(unix))]
fn is_same_node(_: &Path, _: &Path) -> bool {
    false
}

/// Length of a file and when it was written to last.
pub(crate) type State = (u64, std::time::SystemTime);

/// What tells whether a file was written to.
pub(crate) fn state(path: &Path) -> Option<State> {
    let meta = fs::metadata(path).ok()?;
    Some((meta.len(), meta.modified().ok()?))
}

/// Opens an archive for reading only. Where the folder allows no write-ahead log, the file is read as it stands.
pub(crate) fn open_read_only(path: &Path) -> Result<Connection> {
    // A connection that may write clears the write-ahead log away when it is the last to close; it is kept from
    // writing by a setting of its own.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    open_checked(path, || {
        let opened = Connection::open_with_flags(path, flags).and_then(|connection| {
            connection.busy_timeout(BUSY_WAIT)?;
            connection.execute_batch("PRAGMA query_only=ON;")?;
            connection.query_row("SELECT count(*) FROM runs", [], |_| Ok(()))?;
            Ok(connection)
        });
        match opened {
            Err(error) if is_of_the_folder(&error) => open_immutable(path),
            other => other,
        }
    })
}

/// Whether nothing can be made beside a file: in a folder that cannot be written to, or on a disk.
fn is_of_the_folder(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{CannotOpen, ReadOnly};
    matches!(error.sqlite_error_code(), Some(CannotOpen | ReadOnly))
}

fn open_checked(path: &Path, open: impl FnOnce() -> rusqlite::Result<Connection>) -> Result<Connection> {
    let found = match head(path)? {
        Head::Archive { version } => version,
        Head::Missing => return Err(Error::Missing { path: path.into() }),
        Head::Empty => return Err(Error::NotAnArchive { path: path.into(), why: "an empty file".into() }),
        Head::Other { why } => return Err(Error::NotAnArchive { path: path.into(), why: why.into() }),
    };
    let connection = open().map_err(|error| Error::sqlite(path, "opening the archive for reading", error))?;
    let version: i64 = connection
        .query_row("PRAGMA user_version", [], |row| row.get(0))
        .map_err(|error| Error::sqlite(path, "reading the schema version", error))?;
    let found = found.max(version);
    if found > VERSION {
        return Err(Error::Newer { path: path.into(), found, known: VERSION });
    }
    if found < VERSION {
        return Err(Error::Older { path: path.into(), found, known: VERSION });
    }
    words::register(&connection)
        .and_then(|()| bm25::register(&connection))
        .and_then(|()| numbers::register(&connection))
        .and_then(|()| instant::register(&connection))
        .and_then(|()| connection.execute_batch("PRAGMA cache_size=-65536; PRAGMA mmap_size=1073741824;"))
        .map_err(|error| Error::sqlite(path, "opening the archive for reading", error))?;
    Ok(connection)
}

fn open_immutable(path: &Path) -> rusqlite::Result<Connection> {
    let escaped: String = path
        .to_string_lossy()
        .chars()
        .flat_map(|c| match c {
            '%' => "%25".chars().collect::<Vec<_>>(),
            '?' => "%3f".chars().collect(),
            '#' => "%23".chars().collect(),
            c => vec![c],
        })
        .collect();
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    Connection::open_with_flags(format!("file:{escaped}?immutable=1"), flags)
}

/// Settings of a connection that writes, and the migrations that the file still lacks.
///
/// Pages of 32 kB, because rows of some kilobytes fill small pages badly: half a row of each stays empty. The
/// first migration runs in rollback mode, so that the marks stand in the main file before a write-ahead log can
/// exist. References are not enforced at each row: an update of one (`version_of`) would make SQLite open a
/// journal for its statement, and FTS5 write out a segment each time; `verify` checks all of them.
///
/// A plan must not depend on the values bound to it: SQLite would compile the look-up of earlier versions, whose
/// limit is bound, anew for each article.
fn prepare(connection: &Connection, path: &Path) -> rusqlite::Result<()> {
    connection.busy_timeout(BUSY_WAIT)?;
    words::register(connection)?;
    bm25::register(connection)?;
    numbers::register(connection)?;
    instant::register(connection)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.execute_batch("PRAGMA page_size=32768; PRAGMA foreign_keys=OFF;")?;
    migrate(connection, path)?;
    connection.execute_batch(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-98304;
         PRAGMA temp_store=FILE; PRAGMA journal_size_limit=67108864;",
    )?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(())
}

/// Runs the missing migrations, all in one transaction; waits for another process that does the same.
fn migrate(connection: &Connection, path: &Path) -> rusqlite::Result<()> {
    if user_version(connection)? >= VERSION {
        return Ok(());
    }
    connection.execute_batch("BEGIN EXCLUSIVE")?;
    let from = user_version(connection)?;
    let missing = MIGRATIONS.iter().skip(usize::try_from(from).unwrap_or(0));
    for (number, sql) in missing.enumerate() {
        tracing::info!(path = %path.display(), version = from + 1 + number as i64, "migrating the archive");
        connection.execute_batch(sql)?;
    }
    connection.execute_batch(&format!(
        "PRAGMA application_id={APPLICATION_ID}; PRAGMA user_version={VERSION}; COMMIT"
    ))
}

fn user_version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row("PRAGMA user_version", [], |row| row.get(0))
}
