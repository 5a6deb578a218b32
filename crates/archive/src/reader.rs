//! Articles out of the archive: one by name, many by filter, the raw bytes of each.

use crate::{
    Archive, Filter, Order,
    columns::{COLUMNS, Columns},
    error::{Error, Result},
    source::{self, Needs, StoredRecord, Unpacker},
    summary, version,
};
use offwire_article::{Article, Source, Uid, uid};
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter, types::Value};
use serde::Serialize;

/// What a list shows of an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Listed {
    /// Its number in this archive.
    pub id: i64,
    /// Its name in every archive.
    pub uid: String,
    /// The headline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headline: Option<String>,
    /// The agency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agency: Option<String>,
    /// When it was published, with the precision of its source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// The language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Standing of this version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// Number of the later version that supersedes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub superseded_by: Option<i64>,
}

/// The columns of `articles AS a` that [`Listed::from_row`] reads.
pub(crate) const LISTED: &str =
    "a.id, a.uid, a.headline, a.agency, a.published, a.language, a.status, a.superseded_by";

impl Listed {
    pub(crate) fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            uid: row.get(1)?,
            headline: row.get(2)?,
            agency: row.get(3)?,
            published: row.get(4)?,
            language: row.get(5)?,
            status: row.get(6)?,
            superseded_by: row.get(7)?,
        })
    }
}

/// One place where an article was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sighting {
    /// 1 is the record that the article was read from; the others are exact copies.
    pub number: i64,
    /// The run that met it.
    pub run: i64,
    /// The record.
    pub source: Source,
}

/// The record of a source, its bytes checked against their address, or what is wrong with it in a sentence; `None`
/// where it is not there.
pub(crate) fn stored_record(
    connection: &Connection,
    id: i64,
) -> rusqlite::Result<Option<Result<StoredRecord, String>>> {
    let sql = "SELECT s.packed, s.length, s.sha256, s.charset, s.context, s.dictionary_id, d.kind, d.bytes
               FROM sources s LEFT JOIN dictionaries d ON d.id = s.dictionary_id WHERE s.id = ?1";
    let read = |row: &Row<'_>| {
        let length = usize::try_from(row.get::<_, i64>(1)?).unwrap_or(usize::MAX);
        let unpacked =
            Unpacker::default().unpack(row.get_ref(0)?.as_blob()?, length, Needs::from_row(row, 5)?);
        let (address, charset, context): (Vec<u8>, _, _) = (row.get(2)?, row.get(3)?, row.get(4)?);
        Ok(unpacked.and_then(|bytes| match source::address_of(&bytes)[..] == address[..] {
            true => Ok(StoredRecord { bytes, charset, context }),
            false => Err("its bytes do not have the SHA-256 of the record".into()),
        }))
    };
    connection.prepare_cached(sql)?.query_row([id], read).optional()
}

impl Archive {
    /// One article as the record that all commands print: `name` is its number or its uid.
    ///
    /// # Errors
    /// [`Error::NoArticle`], [`Error::Stored`] for a damaged row, or what SQLite says.
    pub fn get(&self, name: &str) -> Result<Article> {
        let id = self.id_of(name)?;
        self.load(id)?.ok_or_else(|| Error::NoArticle(name.into()))
    }

    /// The number of an article, from its number or its uid.
    ///
    /// # Errors
    /// [`Error::NoArticle`], or what SQLite says.
    pub fn id_of(&self, name: &str) -> Result<i64> {
        let (sql, value) = match (Uid::parse(name), name.parse::<i64>()) {
            (Some(uid), _) => {
                ("SELECT id FROM articles WHERE uid = ?1", Value::from(uid.as_str().to_owned()))
            }
            (None, Ok(id)) => ("SELECT id FROM articles WHERE id = ?1", Value::from(id)),
            (None, Err(_)) => return Err(Error::NoArticle(name.into())),
        };
        let found = self
            .connection
            .prepare_cached(sql)
            .and_then(|mut statement| statement.query_row([value], |row| row.get(0)).optional());
        self.sql("looking for an article", found)?.ok_or_else(|| Error::NoArticle(name.into()))
    }

    fn load(&self, id: i64) -> Result<Option<Article>> {
        let sql = format!(
            "SELECT {COLUMNS}, a.uid, a.run_id, a.story_id,
                    a.version_of,
                    (SELECT t.uid FROM links l JOIN articles t ON t.id = l.to_id
                     WHERE l.from_id = a.id AND l.kind = 'copy' ORDER BY l.score DESC, t.uid LIMIT 1)
             FROM articles a WHERE a.id = ?1"
        );
        let found = self.connection.prepare_cached(&sql).and_then(|mut statement| {
            let read = |row: &Row<'_>| {
                let names = (row.get::<_, String>(16)?, row.get(17)?, row.get(18)?);
                let links = (row.get::<_, Option<i64>>(19)?, row.get::<_, Option<String>>(20)?);
                Ok((Columns::from_row(row, 0)?, names, links))
            };
            statement.query_row([id], read).optional()
        });
        let Some((columns, (uid, run, story), (version_of, duplicate_of))) =
            self.sql("reading an article", found)?
        else {
            return Ok(None);
        };
        let mut article = columns.into_article(id)?;
        article.id = Some(id);
        article.uid = Uid::parse(&uid);
        (article.run, article.story) = (run, story);
        let first = version_of.map(|group| self.first_version(group)).transpose();
        let first = self.sql("reading versions", first)?.flatten();
        article.version_of = first.filter(|first| Some(first) != article.uid.as_ref());
        article.duplicate_of = duplicate_of.as_deref().and_then(Uid::parse);
        article.source = self.sightings(id)?.into_iter().next().map(|sighting| sighting.source);
        let stored = self.sql("reading a summary", summary::load(&self.connection, id))?;
        article.summary =
            match stored {
                Some(stored) => Some(stored.into_summary(&article.paragraphs).ok_or_else(|| {
                    Error::Stored { id, field: "summary", source: "it does not fit the paragraphs".into() }
                })?),
                None => None,
            };
        Ok(Some(article))
    }

    /// The uid of the first of the versions of a story.
    fn first_version(&self, group: i64) -> rusqlite::Result<Option<Uid>> {
        let Some(&first) = version::members(&self.connection, group)?.first() else { return Ok(None) };
        let mut select = self.connection.prepare_cached("SELECT uid FROM articles WHERE id = ?1")?;
        select.query_row([first], |row| row.get::<_, String>(0)).map(|uid| Uid::parse(&uid))
    }

    /// Where an article was found: its own record first, then exact copies.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn sightings(&self, id: i64) -> Result<Vec<Sighting>> {
        let sql =
            "SELECT s.number, s.run_id, s.format, f.path, s.member, s.offset, r.length, r.sha256, s.encoding
                   FROM sightings s JOIN files f ON f.id = s.file_id JOIN sources r ON r.id = s.source_id
                   WHERE s.article_id = ?1 ORDER BY s.number";
        let found = self.connection.prepare_cached(sql).and_then(|mut statement| {
            let rows = statement.query_map([id], |row| {
                Ok(Sighting {
                    number: row.get(0)?,
                    run: row.get(1)?,
                    source: Source {
                        format: row.get(2)?,
                        path: row.get(3)?,
                        member: row.get(4)?,
                        offset: row.get::<_, Option<i64>>(5)?.map(i64::cast_unsigned),
                        length: row.get::<_, i64>(6)?.cast_unsigned(),
                        sha256: uid::hex(&row.get::<_, Vec<u8>>(7)?),
                        encoding: row.get::<_, Option<String>>(8)?.unwrap_or_default(),
                    },
                })
            })?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        });
        self.sql("reading where an article was found", found)
    }

    /// The bytes of the record that an article was read from.
    ///
    /// # Errors
    /// [`Error::NoArticle`], [`Error::Source`] for damaged bytes, or what SQLite says.
    pub fn raw(&self, id: i64) -> Result<Vec<u8>> {
        self.record(id).map(|record| record.bytes)
    }

    /// The record that an article was read from, with all that reading it again needs.
    ///
    /// # Errors
    /// As [`Archive::raw`].
    pub fn record(&self, id: i64) -> Result<StoredRecord> {
        let found = self
            .connection
            .prepare_cached("SELECT source_id FROM articles WHERE id = ?1")
            .and_then(|mut statement| statement.query_row([id], |row| row.get(0)).optional());
        let source =
            self.sql("looking for a source", found)?.ok_or_else(|| Error::NoArticle(id.to_string()))?;
        self.unpacked(source)
    }

    /// The record of a source, its bytes checked against their address.
    pub(crate) fn unpacked(&self, id: i64) -> Result<StoredRecord> {
        let found = self.sql("reading a source", stored_record(&self.connection, id))?;
        let read = found.unwrap_or_else(|| Err("it is not in the archive any more".into()));
        read.map_err(|detail| Error::Source { id, detail })
    }

    /// Articles by filter, at most `limit` from `offset` on.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn list(&self, filter: &Filter, order: Order, limit: usize, offset: usize) -> Result<Vec<Listed>> {
        let mut conditions = filter.conditions();
        let sql = format!(
            "SELECT {LISTED} FROM articles a{} ORDER BY {} LIMIT ? OFFSET ?",
            conditions.where_clause(),
            order.sql()
        );
        conditions.values.push(Value::from(i64::try_from(limit).unwrap_or(i64::MAX)));
        conditions.values.push(Value::from(i64::try_from(offset).unwrap_or(i64::MAX)));
        let found = self.connection.prepare_cached(&sql).and_then(|mut statement| {
            let rows = statement.query_map(params_from_iter(conditions.values), Listed::from_row)?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        });
        self.sql("listing articles", found)
    }

    /// Number of articles that pass a filter.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn count(&self, filter: &Filter) -> Result<u64> {
        let conditions = filter.conditions();
        let sql = format!("SELECT count(*) FROM articles a{}", conditions.where_clause());
        let found = self.connection.prepare_cached(&sql).and_then(|mut statement| {
            statement.query_row(params_from_iter(conditions.values), |row| row.get::<_, i64>(0))
        });
        self.sql("counting articles", found).map(i64::cast_unsigned)
    }

    /// Numbers of the articles that pass a filter, in an order; for walking over many with [`Archive::get`].
    ///
    /// # Errors
    /// What SQLite says.
    pub fn ids(&self, filter: &Filter, order: Order) -> Result<Vec<i64>> {
        let conditions = filter.conditions();
        let sql =
            format!("SELECT a.id FROM articles a{} ORDER BY {}", conditions.where_clause(), order.sql());
        let found = self.connection.prepare_cached(&sql).and_then(|mut statement| {
            let rows = statement.query_map(params_from_iter(conditions.values), |row| row.get(0))?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        });
        self.sql("listing articles", found)
    }
}
