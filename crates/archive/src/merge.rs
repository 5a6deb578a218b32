//! Archives joined: the same content as one run over all their inputs.

mod ledger;

use crate::{
    Archive, Checkpoint, Counts, Outcome, Place, RunInfo, RunReport,
    columns::Columns,
    error::{Error, Result},
    schema,
    source::{Dictionary, Kind, PackedSource},
    summary::StoredSummary,
    writer::CopyRecord,
};
use offwire_article::{Article, Source, Summary};
use rusqlite::params;
use std::{collections::VecDeque, path::Path, sync::Arc};

/// Articles of one commit at most.
const BATCH: usize = 5000;
/// Dictionaries that are kept at hand while sources are copied.
const DICTIONARIES: usize = 64;
/// Bytes of one commit, roughly.
const BATCH_BYTES: usize = 64 << 20;

impl Archive {
    /// Takes everything from another archive that this one lacks: articles with their sources, sightings and
    /// summaries, the quarantine, the checkpoints. The other is only read.
    ///
    /// A merge that was stopped starts over when it is called again; what it had stored is skipped as copies.
    ///
    /// # Errors
    /// [`Error::Itself`] where the other is this archive; [`Error::UnderWay`]; as [`Archive::open_read_only`] for the other;
    /// [`Error::File`] where the other was written to meanwhile;
    /// [`Error::Locked`], [`Error::DiskFull`], a damaged row or source of the other, or what SQLite says.
    pub fn merge(&mut self, other: impl AsRef<Path>, version: &str) -> Result<Counts> {
        if self.is_at(other.as_ref()) {
            return Err(Error::Itself { path: other.as_ref().into() });
        }
        self.settled()?;
        let (connection, before) = schema::open_input(other.as_ref())?;
        let other = Self::from_connection(connection, other.as_ref())?;
        let ledger = ledger::origins(other.history()?);
        let info = RunInfo {
            inputs: vec![other.path.to_string_lossy().into_owned()],
            ..RunInfo::new("merge", version)
        };
        let run = self.start_run(&info)?;
        let mut reading = Reading { archive: &other, dictionaries: VecDeque::new() };
        let mut counts = Counts::default();
        let mut batch = Vec::new();
        let mut weight = 0;
        for id in other.ids(&crate::Filter::default(), crate::Order::Id)? {
            for outcome in reading.article(id)? {
                weight += outcome.weight();
                batch.push(outcome);
            }
            if batch.len() >= BATCH || weight >= BATCH_BYTES {
                counts += self.commit(run, &batch, &[])?;
                batch.clear();
                weight = 0;
            }
        }
        batch.extend(reading.quarantined()?);
        counts += self.commit(run, &batch, &reading.checkpoints()?)?;
        if before.is_some() && schema::state(&other.path) != before {
            let why = std::io::Error::other("what was taken so far is kept");
            return Err(Error::file(&other.path, "was written to while it was read; merge it again", why));
        }
        let details = serde_json::json!({ "ledger": ledger });
        self.finish_run(run, &RunReport { details, ..RunReport::default() })?;
        Ok(counts)
    }
}

/// Another archive on its way into this one.
struct Reading<'a> {
    archive: &'a Archive,
    dictionaries: VecDeque<Arc<Dictionary>>,
}

impl Reading<'_> {
    /// The records of one article: its own, then each exact copy.
    fn article(&mut self, id: i64) -> Result<Vec<Outcome>> {
        let article = self.archive.get(&id.to_string())?;
        let mut outcomes = Vec::with_capacity(1);
        for (place, source, record) in self.sightings(id)? {
            let packed = self.source(source)?;
            let (mut copy, summary) = match record {
                None => (article.clone(), article.summary.clone()),
                Some(record) => restored(id, &article, &record)?,
            };
            (copy.id, copy.summary, copy.run) = (None, None, None);
            copy.source = Some(place);
            outcomes.push(Outcome::article(copy, packed, summary));
        }
        Ok(outcomes)
    }

    fn sightings(&self, id: i64) -> Result<Vec<(Source, i64, Option<String>)>> {
        let places = self.archive.sightings(id)?;
        let sql = "SELECT source_id, record FROM sightings WHERE article_id = ?1 ORDER BY number";
        let rows = self.archive.connection.prepare_cached(sql).and_then(|mut statement| {
            statement
                .query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<Vec<_>>>()
        });
        let rows: Vec<(i64, Option<String>)> = self.archive.sql("reading copies", rows)?;
        Ok(places
            .into_iter()
            .zip(rows)
            .map(|(place, (source, record))| (place.source, source, record))
            .collect())
    }

    /// A source as it is packed; its bytes are checked by `verify`, not here.
    fn source(&mut self, id: i64) -> Result<Arc<PackedSource>> {
        let sql = "SELECT sha256, length, dictionary_id, packed, charset, context FROM sources WHERE id = ?1";
        let row = self.archive.connection.prepare_cached(sql).and_then(|mut statement| {
            statement.query_row([id], |row| {
                let context: Option<String> = row.get(5)?;
                let packed = PackedSource {
                    address: row.get(0)?,
                    length: row.get::<_, i64>(1)?.cast_unsigned(),
                    packed: row.get(3)?,
                    dictionary: None,
                    charset: row.get(4)?,
                    context: context.map(Arc::from),
                };
                Ok((packed, row.get::<_, Option<i64>>(2)?))
            })
        });
        let (packed, dictionary) = self.archive.sql("reading a source", row)?;
        let dictionary = dictionary.map(|id| self.dictionary(id)).transpose()?;
        Ok(Arc::new(PackedSource { dictionary, ..packed }))
    }

    fn dictionary(&mut self, id: i64) -> Result<Arc<Dictionary>> {
        if let Some(dictionary) = self.dictionaries.iter().find(|held| held.id() == id) {
            return Ok(dictionary.clone());
        }
        let sql = "SELECT kind, bytes FROM dictionaries WHERE id = ?1";
        let row = self
            .archive
            .connection
            .query_row(sql, params![id], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)));
        let (kind, bytes) = self.archive.sql("reading a dictionary", row)?;
        let kind = Kind::named(&kind).ok_or_else(|| Error::Source {
            id,
            detail: format!("dictionary {id} is of the unknown kind {kind:?}"),
        })?;
        let dictionary = Arc::new(Dictionary::stored_as(id, kind, bytes));
        self.dictionaries.truncate(DICTIONARIES - 1);
        self.dictionaries.push_front(dictionary.clone());
        Ok(dictionary)
    }

    fn quarantined(&mut self) -> Result<Vec<Outcome>> {
        let held = self.archive.quarantine(None, usize::MAX, 0)?;
        let outcomes = held.into_iter().map(|record| {
            let source = record.source.map(|source| self.source(source)).transpose()?;
            let place = Place { path: record.path, member: record.member, offset: record.offset };
            let (reason, detail, told) = (record.reason, record.detail, record.told);
            Ok(Outcome::Quarantined { place, reason, detail, source, told })
        });
        outcomes.collect()
    }

    fn checkpoints(&self) -> Result<Vec<Checkpoint>> {
        let sql = "SELECT path FROM files WHERE fingerprint IS NOT NULL ORDER BY path";
        let paths = self.archive.connection.prepare(sql).and_then(|mut statement| {
            statement.query_map([], |row| row.get::<_, String>(0))?.collect::<rusqlite::Result<Vec<_>>>()
        });
        let paths = self.archive.sql("reading checkpoints", paths)?;
        paths.iter().filter_map(|path| self.archive.checkpoint(path).transpose()).collect()
    }
}

/// The record of an exact copy: what it shares with the article, and what it keeps of its own.
fn restored(id: i64, article: &Article, record: &str) -> Result<(Article, Option<Summary>)> {
    let stored = |error: serde_json::Error| Error::Stored { id, field: "record", source: Box::new(error) };
    let record: CopyRecord = serde_json::from_str(record).map_err(stored)?;
    let shared = Columns::of(article.clone());
    let columns = Columns { headline: shared.headline, body: shared.body, pieces: None, ..record.columns };
    let mut copy = columns.into_article(id)?;
    copy.uid = article.uid.clone();
    let summary = record.summary.and_then(|stored: StoredSummary| stored.into_summary(&copy.paragraphs));
    Ok((copy, summary))
}
