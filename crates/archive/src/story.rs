//! Stories: articles that are versions or copies of one another, or tell of the same happening.

use crate::{Archive, Listed, error::Result, event, reader::LISTED, version};
use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What withdraws the versions before it.
pub(crate) const WITHDRAWING: [&str; 2] = ["kill", "withheld"];

/// A cluster of articles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Story {
    /// Its number in this archive.
    pub id: i64,
    /// Headline of its earliest article.
    pub headline: Option<String>,
    /// Date of its earliest article.
    pub first: Option<String>,
    /// Date of its latest article.
    pub last: Option<String>,
    /// Number of its articles.
    pub articles: u64,
}

impl Archive {
    /// Finds articles that tell of the same happening, and gathers them with linked articles and versions into
    /// stories anew; the number of stories. Run after [`Archive::link`].
    ///
    /// # Errors
    /// [`crate::Error::Locked`], [`crate::Error::DiskFull`] or what SQLite says.
    pub fn gather_stories(&mut self) -> Result<u64> {
        let done = self.in_transaction(gather);
        self.sql("gathering stories", done)
    }

    /// Stories, the largest first.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn stories(&self, limit: usize, offset: usize) -> Result<Vec<Story>> {
        let sql = "SELECT id, headline, first, last, articles FROM stories
                   ORDER BY articles DESC, first, id LIMIT ?1 OFFSET ?2";
        let bounds = [limit, offset].map(|n| i64::try_from(n).unwrap_or(i64::MAX));
        let found = self.connection.prepare_cached(sql).and_then(|mut statement| {
            statement.query_map(bounds, read)?.collect::<rusqlite::Result<Vec<_>>>()
        });
        self.sql("reading stories", found)
    }

    /// One story with its articles, the earliest first; `None` where there is none of that number.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn story(&self, id: i64) -> Result<Option<(Story, Vec<Listed>)>> {
        let sql = "SELECT id, headline, first, last, articles FROM stories WHERE id = ?1";
        let found = self.connection.prepare_cached(sql).and_then(|mut s| s.query_row([id], read).optional());
        let Some(story) = self.sql("reading a story", found)? else { return Ok(None) };
        let sql =
            format!("SELECT {LISTED} FROM articles a WHERE a.story_id = ?1 ORDER BY a.published, a.uid");
        let found = self.connection.prepare_cached(&sql).and_then(|mut statement| {
            statement.query_map([id], Listed::from_row)?.collect::<rusqlite::Result<Vec<_>>>()
        });
        Ok(Some((story, self.sql("reading a story", found)?)))
    }

    /// The versions of the story that an article is one of, in order; the article alone where it has no other.
    ///
    /// # Errors
    /// [`crate::Error::NoArticle`], or what SQLite says.
    pub fn versions(&self, name: &str) -> Result<Vec<Listed>> {
        let id = self.id_of(name)?;
        let found = self.versions_of(id).and_then(|ids| {
            let sql = format!("SELECT {LISTED} FROM articles a WHERE a.id = ?1");
            let mut statement = self.connection.prepare_cached(&sql)?;
            ids.iter().map(|id| statement.query_row([id], Listed::from_row)).collect()
        });
        self.sql("reading versions", found)
    }

    /// Of these articles, in their order, those that no later version among them supersedes and that nothing withdrew.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn standing(&self, ids: &[i64]) -> Result<Vec<i64>> {
        let asked: BTreeSet<i64> = ids.iter().copied().collect();
        let stands = |id: i64| -> rusqlite::Result<bool> {
            let mut status = self.connection.prepare_cached("SELECT status FROM articles WHERE id = ?1")?;
            for later in self.versions_of(id)?.into_iter().skip_while(|version| *version != id).skip(1) {
                let status: Option<String> = status.query_row([later], |row| row.get(0))?;
                let withdrawn = status.is_some_and(|status| WITHDRAWING.contains(&status.as_str()));
                if withdrawn || asked.contains(&later) {
                    return Ok(false);
                }
            }
            Ok(true)
        };
        let mut standing = Vec::with_capacity(ids.len());
        for id in ids {
            if self.sql("reading versions", stands(*id))? {
                standing.push(*id);
            }
        }
        Ok(standing)
    }

    fn versions_of(&self, id: i64) -> rusqlite::Result<Vec<i64>> {
        let sql = "SELECT version_of FROM articles WHERE id = ?1";
        let root: Option<i64> = self.connection.prepare_cached(sql)?.query_row([id], |row| row.get(0))?;
        root.map_or_else(|| Ok(vec![id]), |root| version::members(&self.connection, root))
    }
}

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Story> {
    Ok(Story {
        id: row.get(0)?,
        headline: row.get(1)?,
        first: row.get(2)?,
        last: row.get(3)?,
        articles: row.get::<_, i64>(4)?.cast_unsigned(),
    })
}

/// Sets of articles that hang together, each by its least number. Only linked articles take memory.
#[derive(Default)]
struct Sets(BTreeMap<i64, i64>);

impl Sets {
    fn root(&mut self, mut id: i64) -> i64 {
        while let Some(&above) = self.0.get(&id) {
            if above == id {
                break;
            }
            let top = self.0.get(&above).copied().unwrap_or(above);
            self.0.insert(id, top);
            id = above;
        }
        id
    }

    fn join(&mut self, one: i64, other: i64) {
        let (one, other) = (self.root(one), self.root(other));
        let (low, high) = (one.min(other), one.max(other));
        self.0.insert(low, low);
        self.0.insert(high, low);
    }
}

fn gather(connection: &Connection) -> rusqlite::Result<u64> {
    event::link(connection)?;
    let mut sets = Sets::default();
    let sql = "SELECT from_id, to_id FROM links WHERE kind <> 'reprint'
               UNION ALL SELECT id, version_of FROM articles WHERE version_of IS NOT NULL";
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        sets.join(row.get(0)?, row.get(1)?);
    }
    drop(rows);
    connection.execute_batch(
        "DELETE FROM stories; UPDATE articles SET story_id = NULL WHERE story_id IS NOT NULL;",
    )?;
    let mut update = connection.prepare("UPDATE articles SET story_id = ?2 WHERE id = ?1")?;
    let members: Vec<i64> = sets.0.keys().copied().collect();
    for id in members {
        update.execute(params![id, sets.root(id)])?;
    }
    let made = connection.execute(
        "INSERT INTO stories(id, headline, first, last, articles)
         SELECT s.story_id,
                (SELECT headline FROM articles e WHERE e.story_id = s.story_id
                 ORDER BY e.published, e.uid LIMIT 1),
                min(s.published), max(s.published), count(*)
         FROM articles s WHERE s.story_id IS NOT NULL GROUP BY s.story_id",
        [],
    )?;
    Ok(made as u64)
}
