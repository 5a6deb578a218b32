//! What kind of file the archive is, and where its bytes go.

use crate::{Archive, error::Result, schema};
use serde::Serialize;

/// The archive in figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Info {
    /// The file.
    pub path: String,
    /// Schema version.
    pub schema: i64,
    /// Version of the SQLite that this program is built with.
    pub sqlite: String,
    /// Size of the file in bytes, without its write-ahead log.
    pub bytes: u64,
    /// Number of articles.
    pub articles: u64,
    /// Number of raw records.
    pub sources: u64,
    /// Bytes of the raw records as they were read.
    pub source_bytes: u64,
    /// Bytes that they take, packed.
    pub packed_bytes: u64,
    /// Number of summaries.
    pub summaries: u64,
    /// Number of records in quarantine.
    pub quarantined: u64,
    /// Number of input files that articles and records in quarantine come from.
    pub files: u64,
    /// Number of runs.
    pub runs: u64,
    /// Bytes by table and index, the largest first; empty where SQLite cannot tell.
    pub tables: Vec<(String, u64)>,
}

/// Rows of `files` hold checkpoints too, by where the files lie.
const FILES: &str =
    "SELECT count(*) FROM (SELECT file_id FROM sightings UNION SELECT file_id FROM quarantine)";

impl Archive {
    /// The archive in figures.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn info(&self) -> Result<Info> {
        let number = |sql: &str| -> Result<u64> {
            let found = self.connection.query_row(sql, [], |row| row.get::<_, i64>(0));
            self.sql("counting rows", found).map(i64::cast_unsigned)
        };
        Ok(Info {
            path: self.path.display().to_string(),
            schema: schema::VERSION,
            sqlite: rusqlite::version().to_owned(),
            bytes: std::fs::metadata(&self.path).map_or(0, |meta| meta.len()),
            articles: number("SELECT count(*) FROM articles")?,
            sources: number("SELECT count(*) FROM sources")?,
            source_bytes: number("SELECT coalesce(sum(length), 0) FROM sources")?,
            packed_bytes: number("SELECT coalesce(sum(length(packed)), 0) FROM sources")?,
            summaries: number("SELECT count(*) FROM summaries")?,
            quarantined: number("SELECT count(*) FROM quarantine")?,
            files: number(FILES)?,
            runs: number("SELECT count(*) FROM runs")?,
            tables: self.table_sizes(),
        })
    }

    fn table_sizes(&self) -> Vec<(String, u64)> {
        let sql =
            "SELECT name, sum(pgsize) FROM dbstat WHERE aggregate = TRUE GROUP BY name ORDER BY 2 DESC, 1";
        let read = || -> rusqlite::Result<Vec<(String, u64)>> {
            let mut statement = self.connection.prepare(sql)?;
            let rows =
                statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?.cast_unsigned())))?;
            rows.collect()
        };
        read().unwrap_or_default()
    }
}
