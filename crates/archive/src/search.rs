//! Full-text search: ranked or by date, with snippets, counts and facets.

use crate::{
    Archive, Facet, FacetCount, Filter, Query,
    error::Result,
    filter::Conditions,
    numbers::{AMONG, Numbers},
    reader::{LISTED, Listed},
};
use rusqlite::{OptionalExtension, params_from_iter, types::Value};
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
    /// Hits up to which all are counted and ranked. Beyond, `total` is told as this number, and those that match
    /// in the headline (a single word in deck or lead too, while that is quick) are ranked before the others; of
    /// single words, beyond a quarter of it. Phrases of articles, pronouns, prepositions and the like ("of the")
    /// are counted and ranked up to a tenth of it.
    pub exact_up_to: u64,
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
            exact_up_to: MANY,
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
    /// Relevance; greater is better, comparable within one search only. Of a single word or phrase it does not say
    /// how rare that is. `None` where the order is by date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
    /// The passage with most of the words, each marked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snippet: Option<String>,
    /// The article's summary.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
}

impl Hit {
    pub(crate) fn of(article: Listed, score: Option<f64>) -> Self {
        Self { article, score, snippet: None, summary: None }
    }
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
    /// Whether there are more than `total`: beyond what [`Search::exact_up_to`] says, a search is not counted to its end;
    /// [`Archive::search_count`] does.
    pub more: bool,
    /// One page of them.
    pub hits: Vec<Hit>,
    /// Counts over all that match.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub facets: Vec<(Facet, Vec<FacetCount>)>,
}

/// One page of what a search found, as in [`Hits`].
pub(crate) struct Page {
    pub(crate) total: u64,
    pub(crate) more: bool,
    pub(crate) hits: Vec<Hit>,
}

/// Hits that are counted at most, and beyond which a ranking is bounded.
const MANY: u64 = 20_000;

/// Articles that the index of dates tells in the time in which one hit's row is found.
const DATES_OF_A_ROW: u64 = 16;

/// Hits that are counted to choose between the two.
const MANY_DATED: u64 = 20_000;

/// The tables and conditions of one search.
#[derive(Clone)]
pub(crate) struct Plan {
    pub(crate) from: &'static str,
    pub(crate) conditions: Conditions,
    ranked: bool,
    /// Whether a condition needs the articles' own rows.
    filtered: bool,
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
            conditions.extend(filter.conditions());
        }
        // CROSS JOIN keeps the index on the left: filters are then looked up for hits alone.
        let from =
            if ranked { "articles_fts f CROSS JOIN articles a ON a.id = f.rowid" } else { "articles a" };
        let filtered = conditions.sql.len() > usize::from(ranked);
        Self { from, conditions, ranked, filtered }
    }

    /// The same plan for another text.
    pub(crate) fn with_text(&self, text: String) -> Self {
        let mut plan = self.clone();
        if let Some(first) = plan.conditions.values.first_mut() {
            *first = Value::from(text);
        }
        plan
    }

    /// The tables that the conditions need.
    pub(crate) fn narrow(&self) -> &'static str {
        if self.ranked && !self.filtered { "articles_fts f" } else { self.from }
    }

    /// Whether the index alone answers.
    pub(crate) fn is_bare(&self) -> bool {
        self.ranked && self.conditions.sql.len() == 1
    }

    /// The statement of one page by date.
    fn page_sql(&self, search: &Search) -> String {
        let down = if search.sort == Sort::DateAscending { "" } else { " DESC" };
        format!(
            "SELECT {LISTED} FROM {}{}
             ORDER BY a.published IS NULL, a.published{down}, a.id LIMIT ? OFFSET ?",
            self.from,
            self.conditions.where_clause()
        )
    }
}

impl Archive {
    /// Searches headlines and texts.
    ///
    /// # Errors
    /// What SQLite says; the search itself was understood by [`Query::parse`].
    pub fn search(&self, query: &Query, search: &Search) -> Result<Hits> {
        let plan = self.plan(query, &search.filter)?;
        let Page { total, more, mut hits } = match query.text() {
            Some(text) if search.sort == Sort::Rank => self.ranked_page(&plan, text, search)?,
            _ => self.page(&plan, search)?,
        };
        if search.snippets && query.text().is_some() {
            self.add_snippets(query.sought(), &mut hits, &search.marks)?;
        }
        if search.summaries {
            for hit in &mut hits {
                hit.summary = self.summary_text(hit.article.id)?;
            }
        }
        let counted = search.facets.iter().map(|facet| {
            let counts = self.facet(*facet, plan.from, &plan.conditions)?;
            Ok((*facet, counts))
        });
        Ok(Hits { total, more, hits, facets: counted.collect::<Result<_>>()? })
    }

    /// The plan of a search. Within a span of time it is the index of dates that tells which articles are of the span,
    /// where they are not too many: for each hit its own row would tell.
    fn plan(&self, query: &Query, filter: &Filter) -> Result<Plan> {
        let plan = Plan::of(query, filter);
        let of_dates = query.filter().is_of_dates() && filter.is_of_dates();
        if !plan.ranked || !plan.filtered || !of_dates {
            return Ok(plan);
        }
        let mut words = Plan::of(&query.clone().without_filter(), &Filter::default());
        let most = self.total(&words, MANY_DATED)?.saturating_mul(DATES_OF_A_ROW);
        let mut dates = query.filter().conditions();
        dates.extend(filter.conditions());
        Ok(match self.numbers(dates, most)? {
            Some(numbers) => {
                words.conditions.push(format!("{AMONG}(?, f.rowid)"), [numbers.into_value()]);
                words
            }
            None => plan,
        })
    }

    /// The articles that meet some conditions, unless there are more than `most`.
    fn numbers(&self, conditions: Conditions, most: u64) -> Result<Option<Numbers>> {
        let sql = format!("SELECT a.id FROM articles a{} LIMIT ?", conditions.where_clause());
        let limit = Value::from(most.saturating_add(1).cast_signed());
        let found = self.connection.prepare_cached(&sql).and_then(|mut statement| {
            let (mut numbers, mut count) = (Numbers::default(), 0);
            let mut rows = statement.query(params_from_iter(conditions.values.into_iter().chain([limit])))?;
            while let Some(row) = rows.next()? {
                count += 1;
                numbers.insert(row.get(0)?);
            }
            Ok((count <= most).then_some(numbers))
        });
        self.sql("reading dates", found)
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
    pub(crate) fn total(&self, plan: &Plan, most: u64) -> Result<u64> {
        let sql = format!(
            "SELECT count(*) FROM (SELECT 1 FROM {}{} LIMIT ?)",
            plan.narrow(),
            plan.conditions.where_clause()
        );
        let values = plan.conditions.values.iter().cloned().chain([Value::from(most.cast_signed())]);
        let found = self.connection.prepare_cached(&sql).and_then(|mut statement| {
            statement.query_row(params_from_iter(values), |row| row.get::<_, i64>(0))
        });
        self.sql("counting hits", found).map(i64::cast_unsigned)
    }

    /// A page of the articles of a plan by date.
    fn page(&self, plan: &Plan, search: &Search) -> Result<Page> {
        let most = search.exact_up_to.min(u64::MAX >> 2);
        let total = self.total(plan, most + 1)?;
        let number = |n: usize| Value::from(i64::try_from(n).unwrap_or(i64::MAX));
        let values = plan.conditions.values.iter().cloned().chain([search.limit, search.offset].map(number));
        let found = self.connection.prepare_cached(&plan.page_sql(search)).and_then(|mut statement| {
            let rows = statement.query_map(params_from_iter(values), Listed::from_row)?;
            rows.map(|listed| Ok(Hit::of(listed?, None))).collect::<rusqlite::Result<Vec<_>>>()
        });
        Ok(Page { total: total.min(most), more: total > most, hits: self.sql("searching", found)? })
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
