//! Which articles: filters that every reading command shares.

use crate::{
    instant::{self, SINCE, UNTIL},
    words::{self, HOLDS},
};
use offwire_article::NewsDate;
use rusqlite::types::Value;
use serde::Serialize;

/// Which articles are meant; all conditions must hold, an empty filter means all.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Filter {
    /// Words that the headline must have: `"phrases"` and `prefix*` too, case and diacritics do not count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headline: Option<String>,
    /// The agency, in any case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agency: Option<String>,
    /// Words of the dateline's place, as those of the headline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Words of an author's name, as those of the headline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// Language; `en` also means `en-GB`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Words of the section's name, as those of the headline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// Name of the format that the record was read as.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// Standing of the version (`correction`, `kill`…).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// First day, month or year; an article whose own date only says the year counts where the year reaches it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<NewsDate>,
    /// Last day, month or year, all of it included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<NewsDate>,
    /// Number of the story.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub story: Option<i64>,
    /// Number of the run that imported it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub run: Option<i64>,
    /// Only the latest version of each story.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub latest: bool,
    /// Only articles without a summary.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub without_summary: bool,
    /// Only these articles, by number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ids: Option<Vec<i64>>,
    /// Only these articles, by uid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uids: Option<Vec<String>>,
}

/// The standings that a version may have ([`offwire_article::Status`]), as filters and searches name them.
pub const STATUSES: [&str; 11] = [
    "correction",
    "update",
    "writethru",
    "lead",
    "wrapup",
    "repeat",
    "urgent",
    "advisory",
    "embargoed",
    "withheld",
    "kill",
];

/// The standing of a name, in any case.
#[must_use]
pub fn status_named(name: &str) -> Option<&'static str> {
    STATUSES.into_iter().find(|known| known.eq_ignore_ascii_case(name))
}

/// In which order articles are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Order {
    /// By number: as they were imported.
    #[default]
    Id,
    /// Newest first; those without a date at the end.
    Date,
    /// Oldest first; those without a date at the end.
    DateAscending,
    /// By uid: the same in every archive of the same articles.
    Uid,
    /// Oldest first, of one date by uid: the same in every archive of the same articles.
    Canonical,
}

impl Order {
    pub(crate) fn sql(self) -> &'static str {
        match self {
            Self::Id => "a.id",
            Self::Date => "a.published IS NULL, a.published DESC, a.id",
            Self::DateAscending => "a.published IS NULL, a.published, a.id",
            Self::Uid => "a.uid",
            Self::Canonical => "a.published IS NULL, a.published, a.uid",
        }
    }
}

/// Conditions over `articles AS a`, with their values in the order of their question marks.
#[derive(Debug, Clone, Default)]
pub(crate) struct Conditions {
    pub(crate) sql: Vec<String>,
    pub(crate) values: Vec<Value>,
}

impl Conditions {
    pub(crate) fn push(&mut self, sql: impl Into<String>, values: impl IntoIterator<Item = Value>) {
        self.sql.push(sql.into());
        self.values.extend(values);
    }

    /// Takes over others.
    pub(crate) fn extend(&mut self, others: Self) {
        self.sql.extend(others.sql);
        self.values.extend(others.values);
    }

    /// `WHERE …`, or nothing.
    pub(crate) fn where_clause(&self) -> String {
        if self.sql.is_empty() { String::new() } else { format!(" WHERE {}", self.sql.join(" AND ")) }
    }
}

impl Filter {
    /// Whether it lets every article pass.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether its last day lies before its first, so that no article can pass.
    #[must_use]
    pub fn ends_before_it_begins(&self) -> bool {
        let ends = |(since, until): (NewsDate, NewsDate)| {
            if instant::is_zoned(since) && instant::is_zoned(until) {
                return instant::seconds(until) < instant::seconds(since);
            }
            until < since && !since.is_within(until)
        };
        self.since.zip(self.until).is_some_and(ends)
    }

    /// Whether it looks at dates and at nothing else.
    pub(crate) fn is_of_dates(&self) -> bool {
        *self == Self { since: self.since, until: self.until, ..Self::default() }
    }

    pub(crate) fn conditions(&self) -> Conditions {
        let mut all = Conditions::default();
        self.push_texts(&mut all);
        self.push_dates(&mut all);
        self.push_archive(&mut all);
        all
    }

    fn push_texts(&self, all: &mut Conditions) {
        let text = |text: &String| Value::from(text.clone());
        if let Some(headline) = &self.headline {
            match words::in_column("headline", &words::wanted(headline)) {
                Some(fts) => all.push(
                    "a.id IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?)",
                    [Value::from(fts)],
                ),
                None => all.push(format!("{HOLDS}(a.headline, ?)"), [text(headline)]),
            }
        }
        if let Some(agency) = &self.agency {
            all.push("a.agency = ? COLLATE NOCASE", [text(agency)]);
        }
        for (column, wanted) in
            [("place", &self.place), ("authors", &self.author), ("section", &self.section)]
        {
            if let Some(wanted) = wanted {
                all.push(format!("{HOLDS}(a.{column}, ?)"), [text(wanted)]);
            }
        }
        if let Some(language) = &self.language {
            let longer = format!("{}-%", escaped(language));
            all.push(
                "(a.language = ? COLLATE NOCASE OR a.language LIKE ? ESCAPE '\\')",
                [text(language), Value::from(longer)],
            );
        }
        if let Some(status) = &self.status {
            all.push("a.status = ? COLLATE NOCASE", [text(status)]);
        }
        if let Some(format) = &self.format {
            let sql = "EXISTS(SELECT 1 FROM sightings s WHERE s.article_id = a.id AND s.number = 1 AND s.format = ?)";
            all.push(sql, [text(format)]);
        }
    }

    /// Dates are compared as they are written, moments with a zone as instants. An article belongs to a span of time
    /// where its own date, of whatever precision, overlaps it.
    fn push_dates(&self, all: &mut Conditions) {
        let zoned = |date: &NewsDate| instant::is_zoned(*date);
        self.push_instants(all);
        if let Some(since) = self.since.filter(|date| !zoned(date)) {
            let since = since.to_string();
            let shorter = [4, 7, 10].into_iter().filter_map(|end| since.get(..end));
            let shorter: Vec<Value> =
                shorter.filter(|s| s.len() < since.len()).map(|s| Value::from(s.to_owned())).collect();
            // The shorter ones sort before; told apart, the first condition is a range of the index.
            let least = shorter.first().cloned().unwrap_or_else(|| Value::from(since.clone()));
            all.push("a.published >= ?", [least]);
            if !shorter.is_empty() {
                let marks = vec!["?"; shorter.len()].join(",");
                let sql = format!("(a.published >= ? OR a.published IN ({marks}))");
                all.push(sql, std::iter::once(Value::from(since)).chain(shorter));
            }
        }
        if let Some(until) = self.until.filter(|date| !zoned(date)) {
            // `~` sorts behind every character that a date can go on with.
            all.push("a.published <= ?", [Value::from(format!("{until}~"))]);
        }
    }

    /// Beside each moment, days about it that are a range of the index.
    fn push_instants(&self, all: &mut Conditions) {
        let about =
            |date: NewsDate| Some((date, instant::days_about(date).filter(|_| instant::is_zoned(date))?));
        let value = |date: NewsDate| Value::from(date.to_string());
        if let Some((since, (from, _))) = self.since.and_then(about) {
            // A date without its day sorts before all days of its month, and one without its month before all months.
            let from = NewsDate::from_year(from.year()).unwrap_or(from);
            all.push(format!("a.published >= ? AND {SINCE}(a.published, ?)"), [value(from), value(since)]);
        }
        if let Some((until, (_, to))) = self.until.and_then(about) {
            let to = Value::from(format!("{to}~"));
            all.push(format!("a.published <= ? AND {UNTIL}(a.published, ?)"), [to, value(until)]);
        }
    }

    fn push_archive(&self, all: &mut Conditions) {
        if let Some(story) = self.story {
            all.push("a.story_id = ?", [Value::from(story)]);
        }
        if let Some(run) = self.run {
            all.push("a.run_id = ?", [Value::from(run)]);
        }
        if self.latest {
            all.push("a.superseded_by IS NULL", []);
        }
        if self.without_summary {
            all.push("NOT EXISTS(SELECT 1 FROM summaries m WHERE m.article_id = a.id)", []);
        }
        if let Some(ids) = &self.ids {
            let list = serde_json::Value::from(ids.clone()).to_string();
            all.push("a.id IN (SELECT value FROM json_each(?))", [Value::from(list)]);
        }
        if let Some(uids) = &self.uids {
            let list = serde_json::Value::from(uids.clone()).to_string();
            all.push("a.uid IN (SELECT value FROM json_each(?))", [Value::from(list)]);
        }
    }
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn standings_are_those_of_articles() {
        for name in STATUSES {
            let status: offwire_article::Status = serde_json::from_str(&format!("{name:?}")).unwrap();
            assert_eq!(serde_json::to_value(status).unwrap(), name);
        }
        assert_eq!((status_named("Kill"), status_named("killed")), (Some("kill"), None));
    }

    #[test]
    fn a_span_that_ends_before_it_begins_is_known() {
        let span = |since: &str, until: &str| Filter {
            since: since.parse().ok(),
            until: until.parse().ok(),
            ..Filter::default()
        };
        assert!(span("2010", "2000").ends_before_it_begins());
        assert!(span("1987-02-26", "1987-02-25").ends_before_it_begins());
        assert!(span("1987-02-26T10:00Z", "1987-02-26T11:00+08:00").ends_before_it_begins());
        assert!(!span("1987-02-26T10:00+08:00", "1987-02-26T03:00Z").ends_before_it_begins());
        for (since, until) in
            [("1987", "1987"), ("1987-02-26", "1987"), ("1987", "1987-02"), ("1987", ""), ("", "")]
        {
            assert!(!span(since, until).ends_before_it_begins(), "{since} {until}");
        }
    }
}
