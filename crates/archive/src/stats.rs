//! What the archive holds, counted.

use crate::{Archive, Facet, FacetCount, Filter, error::Result};
use serde::Serialize;

/// Counts over the articles that pass a filter.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Stats {
    /// Number of articles.
    pub articles: u64,
    /// Date of the oldest.
    pub first: Option<String>,
    /// Date of the newest.
    pub last: Option<String>,
    /// How many have a summary.
    pub summaries: u64,
    /// How many are later versions of another.
    pub versions: u64,
    /// How many exact copies were met, beside the articles themselves.
    pub copies: u64,
    /// Counts by each facet that was asked for.
    pub facets: Vec<(Facet, Vec<FacetCount>)>,
}

impl Archive {
    /// Counts over the articles that pass a filter.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn stats(&self, filter: &Filter, facets: &[Facet]) -> Result<Stats> {
        let conditions = filter.conditions();
        let one = |what: &str| -> Result<i64> {
            let sql = format!("SELECT {what} FROM articles a{}", conditions.where_clause());
            let found = self.connection.prepare_cached(&sql).and_then(|mut statement| {
                statement.query_row(rusqlite::params_from_iter(conditions.values.iter()), |row| row.get(0))
            });
            self.sql("counting articles", found)
        };
        let date = |function: &str| -> Result<Option<String>> {
            let sql = format!("SELECT {function}(a.published) FROM articles a{}", conditions.where_clause());
            let found = self.connection.prepare_cached(&sql).and_then(|mut statement| {
                statement.query_row(rusqlite::params_from_iter(conditions.values.iter()), |row| row.get(0))
            });
            self.sql("reading the span of dates", found)
        };
        // Without a filter each count comes from an index or a narrow table, and not from all rows of articles.
        let (summaries, versions, copies) = if filter.is_empty() {
            let whole = |sql: &str| -> Result<i64> {
                let found = self.connection.query_row(sql, [], |row| row.get(0));
                self.sql("counting articles", found)
            };
            (
                whole("SELECT count(*) FROM summaries")?,
                whole(
                    "SELECT count(*) - count(DISTINCT version_of) FROM articles WHERE version_of IS NOT NULL",
                )?,
                whole("SELECT count(*) FROM sightings WHERE number > 1")?,
            )
        } else {
            (
                one("coalesce(sum(EXISTS(SELECT 1 FROM summaries m WHERE m.article_id = a.id)), 0)")?,
                one("count(a.version_of) - count(DISTINCT a.version_of)")?,
                one(
                    "coalesce(sum((SELECT count(*) FROM sightings s WHERE s.article_id = a.id AND s.number > 1)), 0)",
                )?,
            )
        };
        Ok(Stats {
            articles: one("count(*)")?.cast_unsigned(),
            first: date("min")?,
            last: date("max")?,
            summaries: summaries.cast_unsigned(),
            versions: versions.cast_unsigned(),
            copies: copies.cast_unsigned(),
            facets: facets
                .iter()
                .map(|facet| Ok((*facet, self.facet(*facet, "articles a", &conditions)?)))
                .collect::<Result<_>>()?,
        })
    }
}
