//! Counts by year, agency, language and so on.

use crate::{Archive, error::Result, filter::Conditions};
use rusqlite::params_from_iter;
use serde::Serialize;

/// What articles are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Facet {
    /// Year of publication.
    Year,
    /// Agency.
    Agency,
    /// Language.
    Language,
    /// Section.
    Section,
    /// Place of the dateline.
    Place,
    /// Format that the record was read as.
    Format,
    /// Standing of the version.
    Status,
    /// Author.
    Author,
}

impl Facet {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Year,
        Self::Agency,
        Self::Language,
        Self::Section,
        Self::Place,
        Self::Format,
        Self::Status,
        Self::Author,
    ];

    /// The name that commands take.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Agency => "agency",
            Self::Language => "language",
            Self::Section => "section",
            Self::Place => "place",
            Self::Format => "format",
            Self::Status => "status",
            Self::Author => "author",
        }
    }

    /// The facet of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|facet| facet.name().eq_ignore_ascii_case(name))
    }

    /// Its value and the tables it is taken from, as SQL over `articles AS a`.
    fn sql(self) -> (&'static str, &'static str) {
        match self {
            Self::Year => ("substr(a.published, 1, 4)", ""),
            Self::Agency => ("a.agency", ""),
            Self::Language => ("a.language", ""),
            Self::Section => ("a.section", ""),
            Self::Place => ("a.place", ""),
            Self::Status => ("a.status", ""),
            Self::Author => ("j.value", ", json_each(coalesce(a.authors, '[null]')) j"),
            Self::Format => ("s.format", " JOIN sightings s ON s.article_id = a.id AND s.number = 1"),
        }
    }

    fn order(self) -> &'static str {
        if self == Self::Year { "1" } else { "2 DESC, 1" }
    }
}

/// One value with the number of its articles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FacetCount {
    /// The value; `None` counts articles of which it is not known.
    pub value: Option<String>,
    /// Number of articles.
    pub count: u64,
}

impl Archive {
    /// Counts by one facet: years in order, all others by frequency.
    pub(crate) fn facet(&self, facet: Facet, from: &str, conditions: &Conditions) -> Result<Vec<FacetCount>> {
        let (value, joins) = facet.sql();
        let sql = format!(
            "SELECT {value}, count(*) FROM {from}{joins}{} GROUP BY 1 ORDER BY {}",
            conditions.where_clause(),
            facet.order()
        );
        let found = self.connection.prepare_cached(&sql).and_then(|mut statement| {
            let rows = statement.query_map(params_from_iter(conditions.values.iter()), |row| {
                Ok(FacetCount { value: row.get(0)?, count: row.get::<_, i64>(1)?.cast_unsigned() })
            })?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        });
        self.sql("counting articles", found)
    }
}
