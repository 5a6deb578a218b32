//! Coverage over time: how many articles in each year, month or day, and which days are missing.

use crate::{Archive, Filter, Listed, Query, error::Result, keys, reader::LISTED, search::Plan};
use offwire_article::{NewsDate, days_in_month};
use rusqlite::{params_from_iter, types::Value};
use serde::Serialize;
use std::collections::BTreeMap;

/// The steps of a timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Period {
    /// By year.
    #[default]
    Year,
    /// By month.
    Month,
    /// By day.
    Day,
}

impl Period {
    /// Characters of an ISO date that name the period.
    fn length(self) -> i64 {
        match self {
            Self::Year => 4,
            Self::Month => 7,
            Self::Day => 10,
        }
    }
}

/// One step of a timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Point {
    /// The year, month or day.
    pub period: String,
    /// Articles that match.
    pub articles: u64,
    /// All articles that the archive holds of that period.
    pub of: u64,
}

/// Days that the archive holds articles of, and days in between of which it holds none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// First day.
    pub first: Option<String>,
    /// Last day.
    pub last: Option<String>,
    /// Days with articles.
    pub days: u64,
    /// Days without, from first to last.
    pub missing_days: u64,
    /// Spans of days without, `[first, last]`, in order.
    pub gaps: Vec<[String; 2]>,
    /// Articles whose date says no day.
    pub undated: u64,
}

/// A headline that a page listed beside its story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Related {
    /// The headline as it was listed.
    pub headline: String,
    /// The article of the archive that bears it.
    pub article: Option<Listed>,
}

impl Archive {
    /// Number of articles in each period that has any, in order; of those that match `query`, where one is
    /// given. Articles whose date does not name a period so fine are left out.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn timeline(&self, query: Option<&Query>, filter: &Filter, by: Period) -> Result<Vec<Point>> {
        let all = self.periods(&Plan::of(&Query::default(), &Filter::default()), by)?;
        let plan = Plan::of(query.unwrap_or(&Query::default()), filter);
        let found: BTreeMap<String, u64> = self.periods(&plan, by)?.into_iter().collect();
        let points = all.into_iter().map(|(period, of)| {
            let articles = found.get(&period).copied().unwrap_or(0);
            Point { period, articles, of }
        });
        Ok(points.collect())
    }

    fn periods(&self, plan: &Plan, by: Period) -> Result<Vec<(String, u64)>> {
        let mut conditions = plan.conditions.clone();
        conditions.push("length(a.published) >= ?", [Value::from(by.length())]);
        let sql = format!(
            "SELECT substr(a.published, 1, {}), count(*) FROM {}{} GROUP BY 1 ORDER BY 1",
            by.length(),
            plan.from,
            conditions.where_clause()
        );
        let found = self.connection.prepare_cached(&sql).and_then(|mut statement| {
            let rows = statement.query_map(params_from_iter(conditions.values), |row| {
                Ok((row.get(0)?, row.get::<_, i64>(1)?.cast_unsigned()))
            })?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        });
        self.sql("counting by time", found)
    }

    /// Which days the archive holds, and which are missing between the first and the last.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn coverage(&self, filter: &Filter) -> Result<Coverage> {
        let plan = Plan::of(&Query::default(), filter);
        let days: Vec<NewsDate> =
            self.periods(&plan, Period::Day)?.iter().filter_map(|(day, _)| day.parse().ok()).collect();
        let mut gaps = Vec::new();
        let mut missing_days = 0;
        for pair in days.windows(2) {
            let [one, other] = pair else { continue };
            let between = number_of(*other) - number_of(*one) - 1;
            if between > 0 {
                missing_days += between.cast_unsigned();
                gaps.push([next(*one).to_string(), previous(*other).to_string()]);
            }
        }
        let all = self.count(filter)?;
        let dated: u64 = self.periods(&plan, Period::Day)?.iter().map(|(_, count)| count).sum();
        Ok(Coverage {
            first: days.first().map(ToString::to_string),
            last: days.last().map(ToString::to_string),
            days: days.len() as u64,
            missing_days,
            gaps,
            undated: all - dated,
        })
    }

    /// The headlines that a page listed beside its story, each with the article that bears it, where the archive
    /// has one; of several the one that was published nearest.
    ///
    /// # Errors
    /// As [`Archive::get`].
    pub fn related(&self, name: &str) -> Result<Vec<Related>> {
        let article = self.get(name)?;
        let date = article.published.map(|date| date.to_string());
        let related = article.related.into_iter().map(|headline| {
            let found = self.bearing(&headline, article.id, date.as_deref())?;
            Ok(Related { headline, article: found })
        });
        related.collect()
    }

    /// Headlines that pages listed and no article of the archive bears, with the number of pages, the most
    /// listed first.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn missing_related(&self, limit: usize) -> Result<Vec<(String, u64)>> {
        let sql = "SELECT j.value, count(*) FROM articles a, json_each(a.extra, '$.related') j
                   GROUP BY 1 ORDER BY 2 DESC, 1";
        let found = self.connection.prepare_cached(sql).and_then(|mut statement| {
            let mut missing = Vec::new();
            let mut rows = statement.query([])?;
            let mut known =
                self.connection.prepare_cached("SELECT EXISTS(SELECT 1 FROM match_keys WHERE key = ?1)")?;
            while let Some(row) = rows.next()? {
                let headline: String = row.get(0)?;
                let there = match keys::of_headline(&headline) {
                    Some(key) => known.query_row([key], |row| row.get::<_, bool>(0))?,
                    None => true,
                };
                if !there {
                    missing.push((headline, row.get::<_, i64>(1)?.cast_unsigned()));
                }
                if missing.len() == limit {
                    break;
                }
            }
            Ok(missing)
        });
        self.sql("looking for related headlines", found)
    }

    fn bearing(&self, headline: &str, id: Option<i64>, date: Option<&str>) -> Result<Option<Listed>> {
        let Some(key) = keys::of_headline(headline) else { return Ok(None) };
        let sql = format!(
            "SELECT {LISTED} FROM match_keys k JOIN articles a ON a.id = k.article_id
             WHERE k.key = ?1 AND a.id IS NOT ?2
             ORDER BY abs(julianday(substr(a.published, 1, 10)) - julianday(substr(?3, 1, 10))), a.id"
        );
        let found = self.connection.prepare_cached(&sql).and_then(|mut statement| {
            let rows = statement.query_map(rusqlite::params![key, id, date], Listed::from_row)?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        });
        // The key is a hash of letters; the letters decide.
        let bears = |listed: &Listed| listed.headline.as_deref().and_then(keys::of_headline) == Some(key);
        Ok(self.sql("looking for a headline", found)?.into_iter().find(bears))
    }
}

/// Days since 1 January of the year 1.
fn number_of(date: NewsDate) -> i64 {
    let years = i64::from(date.year()) - 1;
    let months = (1..date.month().unwrap_or(1)).map(|month| i64::from(days_in_month(date.year(), month)));
    years * 365 + years / 4 - years / 100
        + years / 400
        + months.sum::<i64>()
        + i64::from(date.day().unwrap_or(1))
}

fn next(date: NewsDate) -> NewsDate {
    let (year, month, day) = (date.year(), date.month().unwrap_or(1), date.day().unwrap_or(1));
    NewsDate::from_day(year, month, day + 1)
        .or_else(|_| NewsDate::from_day(year, month + 1, 1))
        .or_else(|_| NewsDate::from_day(year.saturating_add(1), 1, 1))
        .unwrap_or(date)
}

fn previous(date: NewsDate) -> NewsDate {
    let (year, month, day) = (date.year(), date.month().unwrap_or(1), date.day().unwrap_or(1));
    NewsDate::from_day(year, month, day.saturating_sub(1))
        .or_else(|_| {
            NewsDate::from_day(year, month.saturating_sub(1), days_in_month(year, month.saturating_sub(1)))
        })
        .or_else(|_| NewsDate::from_day(year.saturating_sub(1), 12, 31))
        .unwrap_or(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_follow_each_other_over_months_and_years() {
        for (one, other) in
            [("1999-12-31", "2000-01-01"), ("2000-02-28", "2000-02-29"), ("1900-02-28", "1900-03-01")]
        {
            let (one, other): (NewsDate, NewsDate) = (one.parse().unwrap(), other.parse().unwrap());
            assert_eq!((next(one), previous(other)), (other, one));
            assert_eq!(number_of(other) - number_of(one), 1);
        }
    }
}
