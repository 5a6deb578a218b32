//! The one writer: outcomes and checkpoints of a batch in one transaction.
//!
//! Articles go straight into the external-content index. No trigger, no savepoint and no statement that may
//! need one stands between two articles: each would make FTS5 write out a segment an article.

mod mend;
pub(crate) mod origin;

use crate::{
    Archive, Checkpoint, Counts, Entry, Outcome, Place, RunId, checkpoint, checksum,
    columns::{COLUMNS, Columns},
    error::{Error, Result},
    keys::Keys,
    near::{self, Posting},
    quarantine, run,
    source::PackedSource,
    story::WITHDRAWING,
    summary,
    version::{self, Newcomer},
};
use offwire_article::Uid;
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};

/// What the writer remembers between commits; forgotten when one fails.
#[derive(Debug, Default)]
pub(crate) struct WriterState {
    files: HashMap<String, i64>,
    dictionaries: HashSet<i64>,
    postings: Vec<Posting>,
    /// Places that were noted since the last commit, and whether articles became versions.
    sightings: i64,
    versions: bool,
}

impl Archive {
    /// Stores the outcomes of a batch and the checkpoints that count them, in one transaction: either all of
    /// it is in the archive, or nothing.
    ///
    /// An article whose uid the archive holds is a duplicate: its place is kept as one more sighting. One that
    /// shares its address, or its headline or slug and a mark of transmission, with an article of other
    /// content is a new version.
    ///
    /// # Errors
    /// [`crate::Error::UnknownRun`], [`crate::Error::Locked`], [`crate::Error::DiskFull`] or what SQLite says; the
    /// archive then holds what it held before.
    pub fn commit(&mut self, run: RunId, outcomes: &[Outcome], checkpoints: &[Checkpoint]) -> Result<Counts> {
        self.write(run, |writer| {
            writer.store_all(outcomes)?;
            writer.finish()?;
            checkpoints
                .iter()
                .try_for_each(|checkpoint| checkpoint::store(writer.connection, run, checkpoint))?;
            writer.connection.execute_batch("COMMIT")
        })?;
        Ok(self.under_way.take().unwrap_or_default())
    }

    /// Stores outcomes ahead of the [`Archive::commit`] that makes them last, in its transaction: the writer then
    /// works while the others still read and parse. Until that commit nobody else sees them, and nobody else writes.
    ///
    /// # Errors
    /// As [`Archive::commit`]; all that was stored since the last commit is then gone.
    pub fn store(&mut self, run: RunId, outcomes: &[Outcome]) -> Result<()> {
        self.write(run, |writer| writer.store_all(outcomes))
    }

    /// Forgets what was stored since the last commit.
    pub fn take_back(&mut self) {
        if self.under_way.take().is_some() {
            self.state = WriterState::default();
            let _ = self.connection.execute_batch("ROLLBACK");
        }
    }

    /// Refuses what would make last what [`Archive::store`] has begun.
    pub(crate) fn settled(&self) -> Result<()> {
        match self.under_way {
            Some(_) => Err(Error::UnderWay { path: self.path.clone() }),
            None => Ok(()),
        }
    }

    /// Goes on with the transaction under way, or begins one; takes all of it back where the change fails.
    fn write(
        &mut self,
        run: RunId,
        change: impl FnOnce(&mut Writer<'_>) -> rusqlite::Result<()>,
    ) -> Result<()> {
        self.known(run)?;
        if self.under_way.is_none() {
            let begun = self.connection.execute_batch("BEGIN IMMEDIATE");
            self.sql("beginning a commit", begun)?;
        }
        let before = self.under_way.take().unwrap_or_default();
        let mut state = std::mem::take(&mut self.state);
        let mends = self.mends;
        let written = Writer::new(&self.connection, &mut state, run).and_then(|mut writer| {
            (writer.counts, writer.mends) = (before, mends);
            change(&mut writer)?;
            Ok(writer.counts)
        });
        match written {
            Ok(counts) => {
                (self.state, self.under_way) = (state, Some(counts));
                Ok(())
            }
            Err(error) => {
                // SQLite has rolled back already where the disk is full; a second time does no harm.
                let _ = self.connection.execute_batch("ROLLBACK");
                Err(self.failed("storing a batch", error))
            }
        }
    }
}

pub(crate) struct Writer<'a> {
    pub(crate) connection: &'a Connection,
    state: &'a mut WriterState,
    run: RunId,
    counts: Counts,
    /// Whether sources that are met again are looked at, and written anew where they are damaged.
    mends: bool,
    next_article: i64,
    /// The source stored last: articles of one record come one behind the other.
    last_source: Option<(*const PackedSource, i64)>,
}

/// What a sighting keeps of a copy, so that it can take the article's place.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct CopyRecord {
    #[serde(flatten)]
    pub(crate) columns: Columns,
    pub(crate) summary: Option<crate::summary::StoredSummary>,
}

/// Where a copy of this status stands among the copies of an article.
fn standing(status: Option<&str>) -> u8 {
    match status {
        Some(status) if WITHDRAWING.contains(&status) => 0,
        Some("embargoed") => 2,
        _ => 1,
    }
}

impl<'a> Writer<'a> {
    pub(crate) fn new(
        connection: &'a Connection,
        state: &'a mut WriterState,
        run: RunId,
    ) -> rusqlite::Result<Self> {
        let sql = "SELECT coalesce(max(id), 0) + 1 FROM articles";
        let next_article = connection.prepare_cached(sql)?.query_row([], |row| row.get(0))?;
        let counts = Counts::default();
        Ok(Self { connection, state, run, counts, mends: false, next_article, last_source: None })
    }

    fn store_all(&mut self, outcomes: &[Outcome]) -> rusqlite::Result<()> {
        let mut counts = Counts::default();
        for outcome in outcomes {
            self.store(outcome, &mut counts)?;
        }
        self.counts += counts;
        run::book(self.connection, self.run, counts)
    }

    fn store(&mut self, outcome: &Outcome, counts: &mut Counts) -> rusqlite::Result<()> {
        counts.read += 1;
        match outcome {
            Outcome::Excluded { .. } => counts.excluded += 1,
            Outcome::Quarantined { place, reason, detail, source, told } => {
                let source = source.as_ref().map(|source| self.source(source)).transpose()?;
                let file = self.file(&place.path)?;
                let found = quarantine::Found { file, place, reason, detail, source, told };
                quarantine::store(self.connection, self.run, &found)?;
                counts.quarantined += 1;
            }
            Outcome::Article(entry) => match self.find(&entry.uid)? {
                Some(id) => {
                    self.add_copy(id, entry)?;
                    counts.duplicates += 1;
                }
                None if self.add_article(entry)? => counts.new_versions += 1,
                None => counts.imported += 1,
            },
        }
        Ok(())
    }

    /// Stores an article outside of a run's books: a copy as a sighting, all else as an article.
    pub(crate) fn add(&mut self, entry: &Entry) -> rusqlite::Result<()> {
        match self.find(&entry.uid)? {
            Some(id) => self.add_copy(id, entry),
            None => {
                let new_version = self.add_article(entry)?;
                let one = u64::from(new_version);
                let counts = Counts { read: 1, imported: 1 - one, new_versions: one, ..Counts::default() };
                run::book(self.connection, self.run, counts)
            }
        }
    }

    /// Writes what was gathered for the end of a commit.
    pub(crate) fn finish(&mut self) -> rusqlite::Result<()> {
        near::append(self.connection, &mut self.state.postings)?;
        if std::mem::take(&mut self.state.versions) {
            version::note_count(self.connection)?;
        }
        origin::note_sightings(self.connection, std::mem::take(&mut self.state.sightings))
    }

    pub(crate) fn find(&self, uid: &Uid) -> rusqlite::Result<Option<i64>> {
        let mut statement = self.connection.prepare_cached("SELECT id FROM articles WHERE uid = ?1")?;
        statement.query_row([uid.as_str()], |row| row.get(0)).optional()
    }

    /// Stores an article; whether it is a new version of another.
    fn add_article(&mut self, entry: &Entry) -> rusqlite::Result<bool> {
        let id = self.next_article;
        self.next_article += 1;
        let source = self.source(&entry.source)?;
        self.insert_article(id, source, entry)?;
        self.insert_sighting(id, 1, source, entry, None)?;
        index(self.connection, id, &entry.columns)?;
        if let Some(stored) = &entry.summary {
            summary::store(self.connection, id, stored)?;
        }
        let postings = entry.fingerprint.sample.iter().map(|&hash| Posting { hash, article: id });
        self.state.postings.extend(postings);
        let is_version = version::place(self.connection, &Newcomer::of(id, source, entry))?;
        self.state.versions |= is_version;
        Ok(is_version)
    }

    fn insert_article(&self, id: i64, source: i64, entry: &Entry) -> rusqlite::Result<()> {
        let sql = "INSERT INTO articles(id, uid, run_id, source_id, published, language, agency, section, place,
                       status, headline, deck, authors, date_ground, url, paragraphs, extra, lead_length, body,
                       pieces, checksum)
                   VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19,
                       ?20, ?21)";
        let c = &entry.columns;
        self.connection.prepare_cached(sql)?.execute(params![
            id,
            entry.uid.as_str(),
            self.run.0,
            source,
            c.published,
            c.language,
            c.agency,
            c.section,
            c.place,
            c.status,
            c.headline,
            c.deck,
            c.authors,
            c.date_ground,
            c.url,
            c.paragraphs,
            c.extra,
            c.lead_length as i64,
            c.body,
            c.pieces,
            entry.checksum,
        ])?;
        Ok(())
    }

    fn insert_sighting(
        &mut self,
        article: i64,
        number: i64,
        source: i64,
        entry: &Entry,
        record: Option<String>,
    ) -> rusqlite::Result<()> {
        let file = self.file(&entry.place.path)?;
        self.state.sightings += 1;
        let sql =
            "INSERT INTO sightings(article_id, number, run_id, source_id, file_id, member, offset, format,
                       encoding, record, checksum)
                   VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
        self.connection.prepare_cached(sql)?.execute(params![
            article,
            number,
            self.run.0,
            source,
            file,
            entry.place.member,
            entry.place.offset.map(u64::cast_signed),
            entry.format,
            entry.encoding,
            record,
            checksum::of_sighting(&entry.place, &entry.format, &entry.encoding, record.as_deref()),
        ])?;
        Ok(())
    }

    /// Keeps the place of an exact copy. Of all copies the one whose place comes first is the article's own
    /// record, so that the archive's content does not depend on the order in which files were read; before it one that
    /// withdraws the story, which mostly is sent with its text, and behind it one under embargo.
    fn add_copy(&mut self, id: i64, entry: &Entry) -> rusqlite::Result<()> {
        let places = self.places(id)?;
        if let Some(at) = places.iter().position(|place| *place == entry.place) {
            return if self.mends { self.mend_copy(id, at as i64 + 1, &entry.source) } else { Ok(()) };
        }
        let source = self.source(&entry.source)?;
        let own = (standing(self.status(id)?.as_deref()), places.first());
        let first = (standing(entry.columns.status.as_deref()), Some(&entry.place)) < own;
        let number = places.len() as i64 + 1;
        if !first {
            let record = CopyRecord { columns: entry.columns.clone(), summary: entry.summary.clone() };
            return self.insert_sighting(id, number, source, entry, serde_json::to_string(&record).ok());
        }
        let before = CopyRecord { columns: self.columns(id)?, summary: summary::load(self.connection, id)? };
        self.retire_sighting(id, number, serde_json::to_string(&before).ok())?;
        self.insert_sighting(id, 1, source, entry, None)?;
        replace(self.connection, id, source, &before.columns, &entry.columns, &entry.uid)?;
        // Of a damaged row, which `verify` names, no key is known.
        let former = before.columns.clone().into_article(id).unwrap_or_default();
        let former = Newcomer {
            keys: Keys::of(&former),
            columns: &before.columns,
            take: former.wire.as_ref().and_then(|wire| wire.take),
            ..Newcomer::of(id, source, entry)
        };
        self.state.versions |=
            version::place_again(self.connection, &Newcomer::of(id, source, entry), &former)?;
        match &entry.summary {
            Some(stored) => summary::store(self.connection, id, stored),
            None => Ok(()),
        }
    }

    /// Makes the article's own sighting one of its copies.
    fn retire_sighting(&self, id: i64, number: i64, record: Option<String>) -> rusqlite::Result<()> {
        let sql = "SELECT files.path, member, offset, format, encoding FROM sightings
                   JOIN files ON files.id = file_id WHERE article_id = ?1 AND number = 1";
        let checksum = self.connection.prepare_cached(sql)?.query_row([id], |row| {
            let offset: Option<i64> = row.get(2)?;
            let place =
                Place { path: row.get(0)?, member: row.get(1)?, offset: offset.map(i64::cast_unsigned) };
            let (format, encoding): (String, String) = (row.get(3)?, row.get(4)?);
            Ok(checksum::of_sighting(&place, &format, &encoding, record.as_deref()))
        })?;
        let sql = "UPDATE sightings SET number = ?2, record = ?3, checksum = ?4 WHERE article_id = ?1 AND number = 1";
        self.connection.prepare_cached(sql)?.execute(params![id, number, record, checksum]).map(|_| ())
    }

    /// Places where an article was seen, that of its own record first.
    fn places(&self, id: i64) -> rusqlite::Result<Vec<Place>> {
        let sql = "SELECT files.path, member, offset FROM sightings JOIN files ON files.id = file_id
                   WHERE article_id = ?1 ORDER BY number";
        let mut statement = self.connection.prepare_cached(sql)?;
        let places = statement.query_map([id], |row| {
            let offset: Option<i64> = row.get(2)?;
            Ok(Place { path: row.get(0)?, member: row.get(1)?, offset: offset.map(i64::cast_unsigned) })
        })?;
        places.collect()
    }

    fn status(&self, id: i64) -> rusqlite::Result<Option<String>> {
        let sql = "SELECT status FROM articles WHERE id = ?1";
        self.connection.prepare_cached(sql)?.query_row([id], |row| row.get(0))
    }

    fn columns(&self, id: i64) -> rusqlite::Result<Columns> {
        let sql = format!("SELECT {COLUMNS} FROM articles WHERE id = ?1");
        self.connection.prepare_cached(&sql)?.query_row([id], |row| Columns::from_row(row, 0))
    }
}

/// Puts an article into the full-text index.
pub(crate) fn index(connection: &Connection, id: i64, columns: &Columns) -> rusqlite::Result<()> {
    let sql =
        "INSERT INTO articles_fts(rowid, headline, deck, lead, rest, pieces) VALUES(?1, ?2, ?3, ?4, ?5, ?6)";
    let (lead, rest) = columns.lead_and_rest();
    let values = params![id, columns.headline, columns.deck, lead, rest, columns.pieces];
    connection.prepare_cached(sql)?.execute(values).map(|_| ())
}

/// Takes an article out of the full-text index; `columns` must be what the index holds of it.
pub(crate) fn unindex(connection: &Connection, id: i64, columns: &Columns) -> rusqlite::Result<()> {
    let sql = "INSERT INTO articles_fts(articles_fts, rowid, headline, deck, lead, rest, pieces)
               VALUES('delete', ?1, ?2, ?3, ?4, ?5, ?6)";
    let (lead, rest) = columns.lead_and_rest();
    let values = params![id, columns.headline, columns.deck, lead, rest, columns.pieces];
    connection.prepare_cached(sql)?.execute(values).map(|_| ())
}

/// Writes other columns over those of an article, in the table and in the index.
pub(crate) fn replace(
    connection: &Connection,
    id: i64,
    source: i64,
    before: &Columns,
    after: &Columns,
    uid: &Uid,
) -> rusqlite::Result<()> {
    unindex(connection, id, before)?;
    update(connection, id, source, after, uid)?;
    index(connection, id, after)
}

/// Writes other columns over those of an article in the table alone.
pub(crate) fn update(
    connection: &Connection,
    id: i64,
    source: i64,
    after: &Columns,
    uid: &Uid,
) -> rusqlite::Result<()> {
    let sql = "UPDATE articles SET source_id = ?2, published = ?3, language = ?4, agency = ?5, section = ?6,
                   place = ?7, status = ?8, headline = ?9, deck = ?10, authors = ?11, date_ground = ?12, url = ?13,
                   paragraphs = ?14, extra = ?15, lead_length = ?16, body = ?17, pieces = ?18,
                   uid = ?19, checksum = ?20
               WHERE id = ?1";
    connection.prepare_cached(sql)?.execute(params![
        id,
        source,
        after.published,
        after.language,
        after.agency,
        after.section,
        after.place,
        after.status,
        after.headline,
        after.deck,
        after.authors,
        after.date_ground,
        after.url,
        after.paragraphs,
        after.extra,
        after.lead_length as i64,
        after.body,
        after.pieces,
        uid.as_str(),
        after.checksum(uid),
    ])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::{Archive, Error, Filter, Outcome, PackedSource, RunInfo};
    use offwire_article::{Article, Paragraph};
    use std::time::Duration;

    fn outcomes(from: usize, count: usize) -> Vec<Outcome> {
        let one = |number: usize| {
            let mut article =
                Article { headline: Some(format!("Report number {number}")), ..Article::default() };
            article.paragraphs.push(Paragraph::text(format!("Ships came. {}", "word ".repeat(number % 300))));
            let noise: Vec<u8> = (0..2000).map(|n| ((n * n + number * 31) % 251) as u8).collect();
            Outcome::article(article, PackedSource::pack(&noise).into(), None)
        };
        (from..from + count).map(one).collect()
    }

    #[test]
    fn a_full_disk_loses_nothing_and_the_run_goes_on_after() {
        let folder = tempfile::tempdir().unwrap();
        let mut archive = Archive::open_or_create(folder.path().join("a.db")).unwrap();
        let run = archive.start_run(&RunInfo::new("import", "0.0.0")).unwrap();
        archive.commit(run, &outcomes(0, 50), &[]).unwrap();
        let pages: i64 = archive.connection.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
        archive
            .connection
            .query_row(&format!("PRAGMA max_page_count={}", pages + 2), [], |_| Ok(()))
            .unwrap();
        let full = archive.commit(run, &outcomes(50, 2000), &[]);
        assert!(matches!(full, Err(Error::DiskFull { .. })), "{full:?}");
        assert_eq!(archive.count(&Filter::default()).unwrap(), 50);
        assert!(archive.verify().unwrap().is_sound());
        archive.connection.query_row("PRAGMA max_page_count=1000000", [], |_| Ok(())).unwrap();
        assert_eq!(archive.commit(run, &outcomes(50, 2000), &[]).unwrap().imported, 2000);
        assert!(archive.verify().unwrap().is_sound());
    }

    #[test]
    fn a_held_lock_is_named_with_the_run_that_is_under_way() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        let mut archive = Archive::open_or_create(&path).unwrap();
        let run = archive.start_run(&RunInfo::new("import", "0.0.0")).unwrap();
        let other = rusqlite::Connection::open(&path).unwrap();
        other.execute_batch("BEGIN IMMEDIATE").unwrap();
        archive.connection.busy_timeout(Duration::ZERO).unwrap();
        let error = archive.commit(run, &outcomes(0, 1), &[]).unwrap_err();
        assert!(
            matches!(error, Error::Locked { .. }) && error.to_string().contains("(run 1, import"),
            "{error}"
        );
        other.execute_batch("COMMIT").unwrap();
        assert_eq!(archive.commit(run, &outcomes(0, 1), &[]).unwrap().imported, 1);
    }
}
