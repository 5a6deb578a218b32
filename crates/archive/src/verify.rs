//! Whether the archive is what it was: file, rows, sources, index, books.

mod derived;

use crate::{
    Archive, Place, checksum,
    columns::{COLUMNS, Columns},
    derive,
    error::Result,
    near,
    reparse::Made,
    source::{self, Needs, Unpacker},
    summary::StoredSummary,
    writer::origin,
};
use offwire_article::{Article, Span, Uid, uid};
use rusqlite::Connection;
use serde::Serialize;

/// Something that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Finding {
    /// Which check found it: `file`, `index`, `source`, `article`, `summary`, `sighting`, `books`.
    pub check: &'static str,
    /// Number of the row that it is about, where it is about one.
    pub id: Option<i64>,
    /// What is wrong, in a sentence.
    pub detail: String,
}

/// What [`Archive::verify`] looked at and found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Health {
    /// Articles that were checked.
    pub articles: u64,
    /// Sources that were unpacked and hashed.
    pub sources: u64,
    /// Byte ranges that were held against their sources.
    pub ranges: u64,
    /// Checks that could not be made, and why.
    pub skipped: Vec<String>,
    /// What is wrong; empty for a healthy archive. At most some hundreds are listed.
    pub findings: Vec<Finding>,
    /// Number of all findings.
    pub total: u64,
}

/// One check: adds its findings, fails where the file cannot be read on.
type Check = fn(&Connection, &mut Health) -> rusqlite::Result<()>;

/// Findings that are listed.
const MOST_LISTED: usize = 500;

impl Health {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.total == 0
    }

    fn find(&mut self, check: &'static str, id: impl Into<Option<i64>>, detail: impl Into<String>) {
        self.total += 1;
        if self.findings.len() < MOST_LISTED {
            self.findings.push(Finding { check, id: id.into(), detail: detail.into() });
        }
    }
}

impl Archive {
    /// Checks the whole archive: SQLite's own structure, the checksum of every row, each source against its
    /// SHA-256, each uid against the content, byte ranges against their sources, the full-text index, keys,
    /// fingerprints and versions against the articles, the books against the ledger.
    ///
    /// Reads everything once, in bounded memory. A damaged page is a finding, not an error.
    ///
    /// # Errors
    /// Only where the archive cannot be read at all.
    pub fn verify(&self) -> Result<Health> {
        let mut health = Health::default();
        let checks: [(&'static str, Check); 10] = [
            ("file", check_file),
            ("file", check_references),
            ("index", check_index),
            ("index", check_fingerprints),
            ("source", check_sources),
            ("article", check_articles),
            ("index", derived::check),
            ("summary", check_summaries),
            ("sighting", check_sightings),
            ("books", check_books),
        ];
        for (name, check) in checks {
            if let Err(error) = check(&self.connection, &mut health) {
                match self.failed("verifying", error) {
                    locked @ crate::Error::Locked { .. } => return Err(locked),
                    other => health.find(name, None, cause_chain(&other)),
                }
            }
        }
        Ok(health)
    }
}

impl Archive {
    /// Articles whose rows are damaged, by number.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn damaged_articles(&self) -> Result<Vec<i64>> {
        let mut damaged = Vec::new();
        let done = each_article(&self.connection, |id, checked| {
            if !checked.is_ok_and(|health| health.is_sound()) {
                damaged.push(id);
            }
        });
        self.sql("looking for damaged articles", done)?;
        Ok(damaged)
    }

    /// Articles whose summaries are damaged, by number, each with how it was made.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn damaged_summaries(&self) -> Result<Vec<(i64, Made)>> {
        let mut damaged = Vec::new();
        let done = each_summary(&self.connection, |id, stored| {
            let sentences =
                serde_json::from_str(&stored.sentences).map_or(0, |all: Vec<serde_json::Value>| all.len());
            let words = usize::try_from(stored.words).unwrap_or(0);
            damaged.push((id, Made { method: stored.method, words, sentences }));
        });
        self.sql("looking for damaged summaries", done)?;
        Ok(damaged)
    }
}

/// An error with the errors below it, in one line.
fn cause_chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        next = cause.source();
    }
    text
}

fn check_file(connection: &Connection, health: &mut Health) -> rusqlite::Result<()> {
    let mut statement = connection.prepare("PRAGMA integrity_check(100)")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let line: String = row.get(0)?;
        if line != "ok" {
            health.find("file", None, line);
        }
    }
    Ok(())
}

fn check_references(connection: &Connection, health: &mut Health) -> rusqlite::Result<()> {
    let mut statement = connection.prepare("PRAGMA foreign_key_check")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (table, id, parent): (String, Option<i64>, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        health.find("file", id, format!("a row of `{table}` names a row of `{parent}` that is not there"));
    }
    Ok(())
}

/// FTS5 compares every word of every article with its index.
fn check_index(connection: &Connection, health: &mut Health) -> rusqlite::Result<()> {
    let query_only: bool = connection.query_row("PRAGMA query_only", [], |row| row.get(0))?;
    if query_only || connection.is_readonly("main")? {
        health.skipped.push("index against content: the archive is open for reading only".into());
        return Ok(());
    }
    let sql = "INSERT INTO articles_fts(articles_fts, rank) VALUES('integrity-check', 1)";
    if let Err(error) = connection.execute(sql, []) {
        if matches!(error.sqlite_error_code(), Some(rusqlite::ErrorCode::DatabaseBusy)) {
            return Err(error);
        }
        health.find("index", None, format!("the full-text index does not agree with the articles: {error}"));
    }
    Ok(())
}

fn check_fingerprints(connection: &Connection, health: &mut Health) -> rusqlite::Result<()> {
    if derive::is_out_of_date(connection)? {
        health.find("index", None, "articles were read again, and their keys and versions do not follow yet");
    }
    for (bucket, segment) in near::damaged(connection)? {
        health.find("index", segment, format!("range {bucket} of the index of fingerprints cannot be read"));
    }
    Ok(())
}

fn check_sources(connection: &Connection, health: &mut Health) -> rusqlite::Result<()> {
    let mut statement = connection.prepare(
        "SELECT s.id, s.packed, s.length, s.sha256, s.dictionary_id, d.kind, d.bytes FROM sources s
         LEFT JOIN dictionaries d ON d.id = s.dictionary_id ORDER BY s.id",
    )?;
    let mut unpacker = Unpacker::default();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        health.sources += 1;
        let (packed, address) = (row.get_ref(1)?.as_blob()?, row.get_ref(3)?.as_blob()?);
        let length = usize::try_from(row.get::<_, i64>(2)?).unwrap_or(usize::MAX);
        match unpacker.unpack(packed, length, Needs::from_row(row, 4)?) {
            Err(detail) => health.find("source", id, detail),
            Ok(bytes) if source::address_of(&bytes)[..] != *address => {
                health.find("source", id, "its bytes do not have the SHA-256 of the record");
            }
            Ok(_) => {}
        }
    }
    Ok(())
}

fn check_articles(connection: &Connection, health: &mut Health) -> rusqlite::Result<()> {
    each_article(connection, |id, checked| match checked {
        Ok(checked) => {
            health.articles += 1;
            health.ranges += checked.ranges;
            checked.findings.into_iter().for_each(|found| health.find(found.check, found.id, found.detail));
        }
        Err(detail) => health.find("article", id, detail),
    })
}

/// Checks each article by itself; those whose columns cannot be read at all come with why.
fn each_article(
    connection: &Connection,
    mut take: impl FnMut(i64, Result<Health, String>),
) -> rusqlite::Result<()> {
    let sql = format!(
        "SELECT {COLUMNS}, a.id, a.uid, a.checksum, s.length FROM articles a
         LEFT JOIN sources s ON s.id = a.source_id ORDER BY a.id"
    );
    let mut statement = connection.prepare(&sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(16)?;
        let uid: String = row.get(17)?;
        let columns = match Columns::from_row(row, 0) {
            Ok(columns) => columns,
            Err(error) => {
                take(id, Err(error.to_string()));
                continue;
            }
        };
        let length: Option<i64> = row.get(19)?;
        let mut health = Health::default();
        check_article(id, &uid, columns, row.get(18)?, length.unwrap_or(0).cast_unsigned(), &mut health);
        take(id, Ok(health));
    }
    Ok(())
}

fn check_article(id: i64, name: &str, columns: Columns, checksum: i64, length: u64, health: &mut Health) {
    let Some(name) = Uid::parse(name) else {
        health.find("article", id, "its uid is none");
        return;
    };
    if i64::from(columns.checksum(&name)) != checksum {
        health.find("article", id, "its row does not have its checksum");
    }
    let article = match columns.into_article(id) {
        Ok(article) => article,
        Err(error) => {
            health.find("article", id, cause_chain(&error));
            return;
        }
    };
    if uid::of(&article) != name {
        health.find("article", id, "its uid does not follow from its content");
    }
    for span in spans(&article) {
        health.ranges += 1;
        if span.end > length {
            let detail = format!("bytes {}..{} reach beyond the source's {length}", span.start, span.end);
            health.find("article", id, detail);
        }
    }
}

fn spans(article: &Article) -> impl Iterator<Item = Span> {
    let fields = article.field_sources.values().flatten();
    article.paragraphs.iter().flat_map(|paragraph| &paragraph.source).chain(fields).copied()
}

fn check_summaries(connection: &Connection, health: &mut Health) -> rusqlite::Result<()> {
    each_summary(connection, |id, _| health.find("summary", id, "its row does not have its checksum"))
}

/// Calls `damaged` with each summary whose row is damaged.
fn each_summary(
    connection: &Connection,
    mut damaged: impl FnMut(i64, StoredSummary),
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare(
        "SELECT article_id, method, words, text, sentences, checksum FROM summaries ORDER BY article_id",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let stored = StoredSummary {
            method: row.get(1)?,
            words: row.get(2)?,
            text: row.get(3)?,
            sentences: row.get(4)?,
        };
        if i64::from(stored.checksum()) != row.get::<_, i64>(5)? {
            damaged(row.get(0)?, stored);
        }
    }
    Ok(())
}

fn check_sightings(connection: &Connection, health: &mut Health) -> rusqlite::Result<()> {
    let mut statement = connection.prepare(
        "SELECT s.article_id, f.path, s.member, s.offset, s.format, s.encoding, s.record, s.checksum
         FROM sightings s LEFT JOIN files f ON f.id = s.file_id ORDER BY s.article_id, s.number",
    )?;
    let mut rows = statement.query([])?;
    let mut there = 0;
    while let Some(row) = rows.next()? {
        there += 1;
        let offset: Option<i64> = row.get(3)?;
        let place = Place {
            path: row.get::<_, Option<String>>(1)?.unwrap_or_default(),
            member: row.get(2)?,
            offset: offset.map(i64::cast_unsigned),
        };
        let (format, encoding): (String, Option<String>) = (row.get(4)?, row.get(5)?);
        let record: Option<String> = row.get(6)?;
        let encoding = encoding.unwrap_or_default();
        let checksum = checksum::of_sighting(&place, &format, &encoding, record.as_deref());
        if i64::from(checksum) != row.get::<_, i64>(7)? {
            health.find(
                "sighting",
                row.get::<_, i64>(0)?,
                "the place of the record does not have its checksum",
            );
        }
    }
    if let Some(noted) = origin::noted_sightings(connection)?.filter(|noted| *noted != there) {
        let detail = format!(
            "{noted} places of articles and their copies were stored, {there} are there; a repair, then a new import \
             of their files with --fresh, brings them back"
        );
        health.find("sighting", None, detail);
    }
    let sql = "SELECT a.id FROM articles a WHERE NOT EXISTS(
                   SELECT 1 FROM sightings s WHERE s.article_id = a.id AND s.number = 1
                       AND s.source_id = a.source_id)";
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        health.find("sighting", row.get::<_, i64>(0)?, "the article does not say where it was found");
    }
    Ok(())
}

fn check_books(connection: &Connection, health: &mut Health) -> rusqlite::Result<()> {
    let sql = "SELECT r.id, r.read, r.imported, r.duplicates, r.new_versions, r.excluded, r.quarantined,
                      (SELECT count(*) FROM articles a WHERE a.run_id = r.id),
                      (SELECT count(*) FROM quarantine q WHERE q.run_id = r.id)
               FROM runs r ORDER BY r.id";
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        let n = |index| row.get::<_, i64>(index);
        let (read, parts) = (n(1)?, n(2)? + n(3)? + n(4)? + n(5)? + n(6)?);
        if read != parts {
            health.find("books", id, format!("{read} records were read, {parts} are accounted for"));
        }
        let (booked, there) = (n(2)? + n(4)?, n(7)?);
        if booked != there {
            health.find("books", id, format!("{booked} articles were stored, {there} are there"));
        }
        if n(8)? > n(6)? {
            health.find("books", id, "more records are in quarantine than the run put there");
        }
    }
    Ok(())
}
