//! What follows from the articles: keys, fingerprints, versions, made anew from all of them.

use crate::{
    Archive, Repaired,
    columns::{COLUMNS, Columns},
    error::Result,
    fingerprint::Fingerprint,
    keys::Keys,
    near::{self, Posting},
    version::{self, Newcomer},
};
use rusqlite::{Connection, Row, params};

/// Articles whose fingerprints make one row of the index.
const SEGMENT: usize = 10_000;

/// The fact that tells of articles which were written over, so that what follows from them is out of date.
const OUT_OF_DATE: &str = "out of date";

/// Notes that articles are being written over, in the transaction that does so.
pub(crate) fn mark_out_of_date(connection: &Connection) -> rusqlite::Result<()> {
    let sql = "INSERT OR REPLACE INTO facts(name, value) VALUES(?1, 1)";
    connection.prepare_cached(sql)?.execute([OUT_OF_DATE]).map(|_| ())
}

/// Whether articles were written over since.
pub(crate) fn is_out_of_date(connection: &Connection) -> rusqlite::Result<bool> {
    let sql = "SELECT EXISTS(SELECT 1 FROM facts WHERE name = ?1)";
    connection.query_row(sql, [OUT_OF_DATE], |row| row.get(0))
}

impl Archive {
    /// Makes keys, fingerprints and versions anew where [`Archive::reparse`] has written articles over. Links and
    /// stories are dropped then; [`Archive::link`] finds them again.
    ///
    /// # Errors
    /// [`crate::Error::Locked`], [`crate::Error::DiskFull`], or what SQLite says.
    pub fn settle(&mut self) -> Result<()> {
        let done = self.in_transaction(|connection| {
            if is_out_of_date(connection)? {
                anew(connection)?;
            }
            Ok(())
        });
        self.sql("bringing keys and versions up to date", done)
    }
}

/// Drops and makes anew all that follows from the articles but the full-text index.
pub(crate) fn anew(connection: &Connection) -> rusqlite::Result<Repaired> {
    connection.execute_batch(
        "DELETE FROM links;
         DELETE FROM stories;
         DELETE FROM near_index;
         DELETE FROM facts WHERE name = 'linked';",
    )?;
    connection.execute("DELETE FROM facts WHERE name = ?1", [OUT_OF_DATE])?;
    version::forget(connection)?;
    let repaired = derive(connection)?;
    version::note_count(connection)?;
    Ok(repaired)
}

fn derive(connection: &Connection) -> rusqlite::Result<Repaired> {
    let mut repaired = Repaired::default();
    let mut postings = Vec::new();
    let ids: Vec<i64> = connection
        .prepare("SELECT id FROM articles ORDER BY id")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let sql = format!("SELECT {COLUMNS}, id, source_id FROM articles WHERE id = ?1");
    let mut select = connection.prepare(&sql)?;
    for id in ids {
        // Placing writes to the rows: each is read by itself, and not by a cursor that stays open.
        let derived = select.query_row(params![id], |row| Ok(Derived::of(row)))?;
        let Some(derived) = derived else {
            repaired.damaged.push(id);
            continue;
        };
        repaired.articles += 1;
        version::place(connection, &derived.newcomer())?;
        postings.extend(derived.fingerprint.sample.into_iter().map(|hash| Posting { hash, article: id }));
        if (repaired.articles as usize).is_multiple_of(SEGMENT) {
            near::append(connection, &mut postings)?;
        }
    }
    near::append(connection, &mut postings)?;
    Ok(repaired)
}

/// What follows from one article.
pub(crate) struct Derived {
    pub(crate) id: i64,
    source: i64,
    columns: Columns,
    take: Option<u32>,
    pub(crate) keys: Keys,
    pub(crate) fingerprint: Fingerprint,
}

impl Derived {
    /// Of a row of [`COLUMNS`], id and source; `None` where it is damaged.
    pub(crate) fn of(row: &Row<'_>) -> Option<Self> {
        let columns = Columns::from_row(row, 0).ok()?;
        let (id, source) = (row.get(16).ok()?, row.get(17).ok()?);
        let article = columns.clone().into_article(id).ok()?;
        Some(Self {
            id,
            source,
            columns,
            take: article.wire.as_ref().and_then(|wire| wire.take),
            keys: Keys::of(&article),
            fingerprint: Fingerprint::of(&article),
        })
    }

    fn newcomer(&self) -> Newcomer<'_> {
        let Self { id, source, columns, take, keys, fingerprint } = self;
        Newcomer { id: *id, source: *source, keys: *keys, fingerprint, columns, take: *take }
    }
}
