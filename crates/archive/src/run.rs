//! The ledger: what each run was, read and stored.

use crate::{Archive, Error, clock, error::Result};
use rusqlite::{Connection, Row, params};
use serde::Serialize;
use std::{fmt, ops::AddAssign};

/// Number of a run in one archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct RunId(pub(crate) i64);

impl RunId {
    /// The number.
    #[must_use]
    pub fn number(self) -> i64 {
        self.0
    }
}

impl fmt::Display for RunId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What a run sets out to do.
#[derive(Debug, Clone, Default)]
pub struct RunInfo {
    /// The command: `import`, `merge`, `reparse`, `retry`.
    pub kind: String,
    /// Version of the program.
    pub version: String,
    /// Its options, as a JSON object.
    pub options: serde_json::Value,
    /// The inputs as they were given.
    pub inputs: Vec<String>,
}

impl RunInfo {
    /// A run without options or inputs.
    #[must_use]
    pub fn new(kind: impl Into<String>, version: impl Into<String>) -> Self {
        Self { kind: kind.into(), version: version.into(), ..Self::default() }
    }
}

/// How a run ended.
#[derive(Debug, Clone, Default)]
pub struct RunReport {
    /// Whether it was stopped before its end.
    pub interrupted: bool,
    /// Bytes read.
    pub bytes: u64,
    /// Seconds it took.
    pub seconds: f64,
    /// Anything else that is worth keeping, as a JSON object.
    pub details: serde_json::Value,
}

/// The books: every record read is in exactly one of the other numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Outcomes handed over: articles, excluded and failed records.
    pub read: u64,
    /// Articles that are new.
    pub imported: u64,
    /// Articles that the archive had, to the letter; a sighting was added.
    pub duplicates: u64,
    /// Articles that are a new version of one that the archive had.
    pub new_versions: u64,
    /// Records that the run's filters left out.
    pub excluded: u64,
    /// Records that gave no article.
    pub quarantined: u64,
}

impl Counts {
    /// Whether the books balance.
    #[must_use]
    pub fn balance(&self) -> bool {
        self.read == self.imported + self.duplicates + self.new_versions + self.excluded + self.quarantined
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, more: Self) {
        self.read += more.read;
        self.imported += more.imported;
        self.duplicates += more.duplicates;
        self.new_versions += more.new_versions;
        self.excluded += more.excluded;
        self.quarantined += more.quarantined;
    }
}

/// One line of the ledger.
#[derive(Debug, Clone, Serialize)]
pub struct Run {
    /// Its number.
    pub id: RunId,
    /// The command.
    pub kind: String,
    /// Version of the program.
    pub version: String,
    /// Its options.
    pub options: serde_json::Value,
    /// Its inputs as they were given.
    pub inputs: Vec<String>,
    /// When it began, UTC.
    pub started: String,
    /// When it ended; `None` where it goes on or was killed.
    pub finished: Option<String>,
    /// `finished` or `interrupted`; `None` where it goes on or was killed.
    pub outcome: Option<String>,
    /// What it stored.
    #[serde(flatten)]
    pub counts: Counts,
    /// Bytes read.
    pub bytes: Option<u64>,
    /// Seconds it took.
    pub seconds: Option<f64>,
    /// Further details.
    pub report: serde_json::Value,
}

impl Archive {
    /// Opens a line of the ledger.
    ///
    /// # Errors
    /// [`crate::Error::Locked`], [`crate::Error::DiskFull`] or what SQLite says.
    pub fn start_run(&mut self, info: &RunInfo) -> Result<RunId> {
        let sql = "INSERT INTO runs(kind, version, options, inputs, started) VALUES(?1, ?2, ?3, ?4, ?5)";
        let options = (!info.options.is_null()).then(|| info.options.to_string());
        let inputs = serde_json::Value::from(info.inputs.clone()).to_string();
        let done =
            self.connection.execute(sql, params![info.kind, info.version, options, inputs, clock::now()]);
        self.sql("opening the ledger", done)?;
        Ok(RunId(self.connection.last_insert_rowid()))
    }

    /// Refuses the number of a run that the ledger does not have.
    pub(crate) fn known(&self, run: RunId) -> Result<()> {
        let sql = "SELECT EXISTS(SELECT 1 FROM runs WHERE id = ?1)";
        let found =
            self.connection.prepare_cached(sql).and_then(|mut s| s.query_row([run.0], |row| row.get(0)));
        match self.sql("reading the ledger", found)? {
            true => Ok(()),
            false => Err(Error::UnknownRun { path: self.path.clone(), run: run.0 }),
        }
    }

    /// Adds to a line of the ledger what was read but not stored by [`Archive::commit`], which books by itself.
    ///
    /// # Errors
    /// [`Error::UnknownRun`], [`Error::Locked`], [`Error::DiskFull`] or what SQLite says.
    pub fn book(&mut self, run: RunId, counts: Counts) -> Result<()> {
        self.known(run)?;
        let done = book(&self.connection, run, counts);
        self.sql("keeping the ledger", done)
    }

    /// Closes a line of the ledger.
    ///
    /// # Errors
    /// [`Error::UnderWay`], [`Error::UnknownRun`], [`Error::Locked`], [`Error::DiskFull`] or what SQLite says.
    pub fn finish_run(&mut self, run: RunId, report: &RunReport) -> Result<()> {
        self.settled()?;
        self.known(run)?;
        let sql = "UPDATE runs SET finished = ?2, outcome = ?3, bytes = ?4, seconds = ?5, report = ?6
                   WHERE id = ?1";
        let outcome = if report.interrupted { "interrupted" } else { "finished" };
        let details = (!report.details.is_null()).then(|| report.details.to_string());
        let values =
            params![run.0, clock::now(), outcome, report.bytes.cast_signed(), report.seconds, details];
        let done = self.connection.execute(sql, values);
        self.sql("closing the ledger", done).map(|_| ())
    }

    /// The ledger, oldest run first.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn history(&self) -> Result<Vec<Run>> {
        let sql = "SELECT id, kind, version, options, inputs, started, finished, outcome, read, imported,
                          duplicates, new_versions, excluded, quarantined, bytes, seconds, report
                   FROM runs ORDER BY id";
        let runs = self.connection.prepare_cached(sql).and_then(|mut statement| {
            statement.query_map([], read_run)?.collect::<rusqlite::Result<Vec<_>>>()
        });
        self.sql("reading the ledger", runs)
    }
}

/// Adds to a run's line of the ledger.
pub(crate) fn book(connection: &Connection, run: RunId, counts: Counts) -> rusqlite::Result<()> {
    let sql = "UPDATE runs SET read = read + ?2, imported = imported + ?3, duplicates = duplicates + ?4,
                   new_versions = new_versions + ?5, excluded = excluded + ?6, quarantined = quarantined + ?7
               WHERE id = ?1";
    connection.prepare_cached(sql)?.execute(params![
        run.0,
        counts.read.cast_signed(),
        counts.imported.cast_signed(),
        counts.duplicates.cast_signed(),
        counts.new_versions.cast_signed(),
        counts.excluded.cast_signed(),
        counts.quarantined.cast_signed(),
    ])?;
    Ok(())
}

fn read_run(row: &Row<'_>) -> rusqlite::Result<Run> {
    let json = |index| -> rusqlite::Result<serde_json::Value> {
        let text: Option<String> = row.get(index)?;
        Ok(text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
    };
    let count = |index| row.get::<_, i64>(index).map(i64::cast_unsigned);
    Ok(Run {
        id: RunId(row.get(0)?),
        kind: row.get(1)?,
        version: row.get(2)?,
        options: json(3)?,
        inputs: serde_json::from_value(json(4)?).unwrap_or_default(),
        started: row.get(5)?,
        finished: row.get(6)?,
        outcome: row.get(7)?,
        counts: Counts {
            read: count(8)?,
            imported: count(9)?,
            duplicates: count(10)?,
            new_versions: count(11)?,
            excluded: count(12)?,
            quarantined: count(13)?,
        },
        bytes: row.get::<_, Option<i64>>(14)?.map(i64::cast_unsigned),
        seconds: row.get(15)?,
        report: json(16)?,
    })
}
