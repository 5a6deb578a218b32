//! Records as they are stored, with what their containers told of them: reading them again needs both.

use crate::{Archive, Place, error::Result, source::StoredRecord};
use offwire_article::{NewsDate, Uid};
use rusqlite::{OptionalExtension, Row, params};

/// A record of the archive with the articles that were read from it.
#[derive(Debug, Clone)]
pub struct StoredSource {
    /// Its number.
    pub id: i64,
    /// Where it was found.
    pub place: Place,
    /// The format that it was read as.
    pub format: String,
    /// Its articles.
    pub articles: Vec<StoredArticle>,
}

/// What the archive knows of an article beside its text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoredArticle {
    /// Its number.
    pub id: i64,
    /// Its uid.
    pub uid: String,
    /// The run that stored it.
    pub run: i64,
    /// Its address, which may be the container's.
    pub url: Option<String>,
    /// When it was captured, which may be the container's word.
    pub captured: Option<NewsDate>,
    /// Notes on its defects, some of them from the container.
    pub notes: Vec<String>,
    /// How its summary was made; `None` where it has none.
    pub summary: Option<Made>,
}

/// How a summary was made, as far as it tells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Made {
    /// The method.
    pub method: String,
    /// Its words.
    pub words: usize,
    /// Its sentences.
    pub sentences: usize,
}

impl StoredSource {
    /// The article of a number.
    pub(crate) fn article(&self, id: Option<i64>) -> Option<&StoredArticle> {
        self.articles.iter().find(|article| Some(article.id) == id)
    }
}

const SOURCES: &str = "SELECT g.source_id, f.path, g.member, g.offset, g.format FROM sightings g
     JOIN files f ON f.id = g.file_id
     JOIN articles a ON a.id = g.article_id AND a.source_id = g.source_id AND g.number = 1";

impl Archive {
    /// Records that articles were read from, by number, those behind `after`; at most `limit`.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn stored_sources(&self, after: i64, limit: usize) -> Result<Vec<StoredSource>> {
        let sql =
            format!("{SOURCES} WHERE g.source_id > ?1 GROUP BY g.source_id ORDER BY g.source_id LIMIT ?2");
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let found = self.connection.prepare_cached(&sql).and_then(|mut statement| {
            statement.query_map(params![after, limit], read_source)?.collect::<rusqlite::Result<Vec<_>>>()
        });
        let mut sources = self.sql("reading sources", found)?;
        for source in &mut sources {
            source.articles = self.articles_of(source.id)?;
        }
        Ok(sources)
    }

    /// The record that an article was read from; `None` where the archive does not say where it was found.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn stored_source_of(&self, article: i64) -> Result<Option<StoredSource>> {
        let sql = format!("{SOURCES} WHERE g.article_id = ?1");
        let found = self
            .connection
            .prepare_cached(&sql)
            .and_then(|mut statement| statement.query_row([article], read_source).optional());
        let Some(mut source) = self.sql("reading a source", found)? else { return Ok(None) };
        source.articles = self.articles_of(source.id)?;
        Ok(Some(source))
    }

    /// The bytes of a record, and what its container said of them.
    ///
    /// # Errors
    /// [`crate::Error::Source`] for damaged bytes, or what SQLite says.
    pub fn source_record(&self, source: &StoredSource) -> Result<StoredRecord> {
        self.unpacked(source.id)
    }

    /// Of damaged rows as much as can be read.
    fn articles_of(&self, source: i64) -> Result<Vec<StoredArticle>> {
        let sql = "SELECT a.id, a.uid, a.run_id, a.url, json_extract(e.extra, '$.captured'),
                          json_extract(e.extra, '$.quality.notes'), m.method, m.words,
                          CASE WHEN json_valid(m.sentences) THEN json_array_length(m.sentences) END
                   FROM articles a
                   JOIN (SELECT id, CASE WHEN json_valid(extra) THEN extra END AS extra FROM articles
                         WHERE source_id = ?1) e ON e.id = a.id
                   LEFT JOIN summaries m ON m.article_id = a.id ORDER BY a.id";
        let found = self.connection.prepare_cached(sql).and_then(|mut statement| {
            statement.query_map([source], read_article)?.collect::<rusqlite::Result<Vec<_>>>()
        });
        self.sql("reading the articles of a source", found)
    }

    /// Number of the article that has a uid.
    pub(crate) fn holder_of(&self, uid: &Uid) -> Result<Option<i64>> {
        let found = self
            .connection
            .prepare_cached("SELECT id FROM articles WHERE uid = ?1")
            .and_then(|mut statement| statement.query_row([uid.as_str()], |row| row.get(0)).optional());
        self.sql("looking for an article", found)
    }
}

fn read_source(row: &Row<'_>) -> rusqlite::Result<StoredSource> {
    let offset: Option<i64> = row.get(3)?;
    let place = Place { path: row.get(1)?, member: row.get(2)?, offset: offset.map(i64::cast_unsigned) };
    Ok(StoredSource { id: row.get(0)?, place, format: row.get(4)?, articles: Vec::new() })
}

fn read_article(row: &Row<'_>) -> rusqlite::Result<StoredArticle> {
    let captured: Option<String> = row.get(4)?;
    let notes: Option<String> = row.get(5)?;
    let number =
        |index| row.get::<_, Option<i64>>(index).map(|n| usize::try_from(n.unwrap_or(0)).unwrap_or(0));
    let summary = match row.get::<_, Option<String>>(6)? {
        Some(method) => Some(Made { method, words: number(7)?, sentences: number(8)? }),
        None => None,
    };
    Ok(StoredArticle {
        id: row.get(0)?,
        uid: row.get(1)?,
        run: row.get(2)?,
        url: row.get(3)?,
        captured: captured.and_then(|date| date.parse().ok()),
        notes: notes.and_then(|notes| serde_json::from_str(&notes).ok()).unwrap_or_default(),
        summary,
    })
}
