//! Full-text search: ranked or by date, with snippets, counts and facets.

use crate::{
    Archive, Facet, FacetCount, Filter, Query,
    error::Result,
    filter::Conditions,
    reader::{LISTED, Listed},
};
use rusqlite::{OptionalExtension, params, params_from_iter, types::Value};
use serde::Serialize;

/// How a search is carried out.
#[derive(Debug, Clone)]
pub struct Search {
    /// Filters beside those of the search itself.
    pub filter: Filter,
    /// The order of hits.
    pub sort: Sort,
    /// Most hits.
    pub limit: usize,
    /// Hits that are passed over.
    pub offset: usize,
    /// What all hits are counted by.
    pub facets: Vec<Facet>,
    /// Whether hits have snippets.
    pub snippets: bool,
    /// What stands before and behind each found word in a snippet.
    pub marks: (String, String),
    /// Whether hits have their summaries.
    pub summaries: bool,
}

impl Default for Search {
    fn default() -> Self {
        Self {
            filter: Filter::default(),
            sort: Sort::default(),
            limit: 20,
            offset: 0,
            facets: Vec::new(),
            snippets: true,
            marks: ("[".into(), "]".into()),
            summaries: false,
        }
    }
}

/// The order of hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Sort {
    /// By relevance: BM25, a word in the headline counting 8, in the deck 4, in the lead 2, elsewhere 1.
    #[default]
    Rank,
    /// Newest first.
    Date,
    /// Oldest first.
    DateAscending,
}

/// A found article.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hit {
    /// The article.
    #[serde(flatten)]
    pub article: Listed,
    /// Relevance; greater is better, comparable within one search only. `None` where the order is by date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
    /// The passage with most of the words, each marked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snippet: Option<String>,
    /// The article's summary.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
}

impl std::ops::Deref for Hit {
    type Target = Listed;

    fn deref(&self) -> &Listed {
        &self.article
    }
}

/// What a search found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hits {
    /// Number of all articles that match, or the number up to which they were counted.
    pub total: u64,
    /// Whether there are more than `total`: beyond 20,000 hits a search is not counted to its end;
    /// [`Archive::search_count`] does.
    pub more: bool,
    /// One page of them.
    pub hits: Vec<Hit>,
    /// Counts over all that match.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub facets: Vec<(Facet, Vec<FacetCount>)>,
}

/// Words of a snippet.
const SNIPPET_WORDS: i64 = 28;

/// Hits that are counted at most, and beyond which a ranking is bounded: BM25 costs a step for each hit.
const MANY: u64 = 20_000;

/// The tables and conditions of one search.
pub(crate) struct Plan {
    pub(crate) from: &'static str,
    pub(crate) conditions: Conditions,
    ranked: bool,
}

impl Plan {
    pub(crate) fn of(query: &Query, filter: &Filter) -> Self {
        let mut conditions = Conditions::default();
        let ranked = query.text().is_some();
        if let Some(text) = query.text() {
            conditions.push("f.articles_fts MATCH ?", [Value::from(text.to_owned())]);
        }
        if let Some(text) = query.excludes() {
            let sql = "a.id NOT IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?)";
            conditions.push(sql, [Value::from(text.to_owned())]);
        }
        for filter in [query.filter(), filter] {
            let more = filter.conditions();
            conditions.sql.extend(more.sql);
            conditions.values.extend(more.values);
        }
        // CROSS JOIN keeps the index on the left: filters are then looked up for hits alone.
        let from =
            if ranked { "articles_fts f CROSS JOIN articles a ON a.id = f.rowid" } else { "articles a" };
        Self { from, conditions, ranked }
    }

    /// Whether the index alone answers.
    fn is_bare(&self) -> bool {
        self.ranked && self.conditions.sql.len() == 1
    }
}

impl Archive {
    /// Searches headlines and texts.
    ///
    /// # Errors
    /// What SQLite says; the search itself was understood by [`Query::parse`].
    pub fn search(&self, query: &Query, search: &Search) -> Result<Hits> {
        let plan = Plan::of(query, &search.filter);
        let total = self.total(&plan, MANY + 1)?;
        let more = total > MANY;
        let mut hits = match (more && search.sort == Sort::Rank, query.text()) {
            (true, Some(text)) => self.bounded_page(text, query, search)?,
            _ => self.page(&plan, search)?,
        };
        for hit in &mut hits {
            if search.snippets
                && let Some(text) = query.text()
            {
                hit.snippet = self.snippet(text, hit.article.id, &search.marks)?;
            }
            if search.summaries {
                hit.summary = self.summary_text(hit.article.id)?;
            }
        }
        let counted = search.facets.iter().map(|facet| {
            let counts = self.facet(*facet, plan.from, &plan.conditions)?;
            Ok((*facet, counts))
        });
        Ok(Hits { total: total.min(MANY), more, hits, facets: counted.collect::<Result<_>>()? })
    }

    /// Number of articles that match.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn search_count(&self, query: &Query, filter: &Filter) -> Result<u64> {
        self.total(&Plan::of(query, filter), u64::MAX >> 1)
    }

    /// Numbers of all articles that match, in the order of import.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn search_ids(&self, query: &Query, filter: &Filter) -> Result<Vec<i64>> {
        let plan = Plan::of(query, filter);
        let sql = format!("SELECT a.id FROM {}{} ORDER BY a.id", plan.from, plan.conditions.where_clause());
        let found = self.connection.prepare_cached(&sql).and_then(|mut statement| {
            let rows = statement.query_map(params_from_iter(plan.conditions.values), |row| row.get(0))?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        });
        self.sql("searching", found)
    }

    /// Number of hits, counted up to `most`.
    fn total(&self, plan: &Plan, most: u64) -> Result<u64> {
        let from = if plan.is_bare() { "articles_fts f" } else { plan.from };
        let sql =
            format!("SELECT count(*) FROM (SELECT 1 FROM {from}{} LIMIT ?)", plan.conditions.where_clause());
        let values = plan.conditions.values.iter().cloned().chain([Value::from(most.cast_signed())]);
        let found = self.connection.prepare_cached(&sql).and_then(|mut statement| {
            statement.query_row(params_from_iter(values), |row| row.get::<_, i64>(0))
        });
        self.sql("counting hits", found).map(i64::cast_unsigned)
    }

    /// A page of a search that very many articles match: those whose headline matches come first, then the
    /// others, each part in the order of BM25. Only as many are ranked as the page needs.
    fn bounded_page(&self, text: &str, query: &Query, search: &Search) -> Result<Vec<Hit>> {
        let headlines = query.with_text(format!("{{headline}} : ({text})"));
        let plan = Plan::of(&headlines, &search.filter);
        let in_headline = usize::try_from(self.total(&plan, u64::MAX >> 1)?).unwrap_or(usize::MAX);
        let mut hits = self.page(&plan, search)?;
        if hits.len() < search.limit {
            let others = query.with_text(format!("({text}) NOT ({{headline}} : ({text}))"));
            let rest = Search {
                limit: search.limit - hits.len(),
                offset: search.offset.saturating_sub(in_headline),
                ..search.clone()
            };
            hits.extend(self.page(&Plan::of(&others, &search.filter), &rest)?);
        }
        Ok(hits)
    }

    fn page(&self, plan: &Plan, search: &Search) -> Result<Vec<Hit>> {
        let by_rank = plan.ranked && search.sort == Sort::Rank;
        let filters = plan.conditions.where_clause();
        let sql = match (by_rank, plan.is_bare()) {
            (true, true) => format!(
                "SELECT {LISTED}, -r.rank FROM
                     (SELECT f.rowid, f.rank FROM articles_fts f{filters} ORDER BY f.rank LIMIT ? OFFSET ?) r
                 JOIN articles a ON a.id = r.rowid ORDER BY r.rank, a.id"
            ),
            (true, false) => format!(
                "SELECT {LISTED}, -f.rank FROM {}{filters} ORDER BY f.rank, a.id LIMIT ? OFFSET ?",
                plan.from
            ),
            (false, _) => {
                let down = if search.sort == Sort::DateAscending { "" } else { " DESC" };
                format!(
                    "SELECT {LISTED}, NULL FROM {}{filters}
                     ORDER BY a.published IS NULL, a.published{down}, a.id LIMIT ? OFFSET ?",
                    plan.from
                )
            }
        };
        let bounds = [search.limit, search.offset].map(|n| Value::from(i64::try_from(n).unwrap_or(i64::MAX)));
        let values = plan.conditions.values.iter().cloned().chain(bounds);
        let found = self.connection.prepare_cached(&sql).and_then(|mut statement| {
            let rows = statement.query_map(params_from_iter(values), |row| {
                Ok(Hit { article: Listed::from_row(row)?, score: row.get(8)?, snippet: None, summary: None })
            })?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        });
        self.sql("searching", found)
    }

    fn snippet(&self, text: &str, id: i64, marks: &(String, String)) -> Result<Option<String>> {
        let sql = "SELECT snippet(articles_fts, -1, ?3, ?4, '…', ?5) FROM articles_fts
                   WHERE articles_fts MATCH ?1 AND rowid = ?2";
        let found = self.connection.prepare_cached(sql).and_then(|mut statement| {
            let values = params![text, id, marks.0, marks.1, SNIPPET_WORDS];
            statement.query_row(values, |row| row.get::<_, Option<String>>(0)).optional()
        });
        Ok(self.sql("cutting a snippet", found)?.flatten())
    }

    fn summary_text(&self, id: i64) -> Result<Option<String>> {
        let sql = "SELECT text FROM summary_texts WHERE article_id = ?1";
        let found = self
            .connection
            .prepare_cached(sql)
            .and_then(|mut statement| statement.query_row([id], |row| row.get(0)).optional());
        self.sql("reading a summary", found)
    }
}
