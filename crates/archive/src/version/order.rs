//! The order of the versions of one story: which one supersedes which.
//!
//! Takes decide before times, since times of wire copy are often those of the first take. What corrects or withdraws
//! stands behind everything that was not published after it, whatever its takes. Versions that their own dates do
//! not tell apart follow one another as they were captured, then as they were imported, then by their places.

use crate::instant;
use offwire_article::{NewsDate, days_in_month};
use rusqlite::{Connection, Row};
use std::cmp::Ordering;

/// Characters of a date without a time of day.
const DAY: usize = 10;

/// Merged archives do not tell when they were filled: a merge counts as the run before it, so that shards that are
/// merged follow one another as in one run over all inputs.
const MEMBERS: &str = "SELECT a.id, a.published, a.status, json_extract(a.extra, '$.wire.take'),
            json_extract(a.extra, '$.modified'), json_extract(a.extra, '$.captured'),
            (SELECT r.id FROM runs r WHERE r.id <= a.run_id AND r.kind <> 'merge' ORDER BY r.id DESC LIMIT 1),
            f.path, s.member, s.offset
     FROM articles a
     LEFT JOIN sightings s ON s.article_id = a.id AND s.number = 1
     LEFT JOIN files f ON f.id = s.file_id
     WHERE a.version_of = ?1";

/// The versions of a group, the latest last.
pub(crate) fn members(connection: &Connection, root: i64) -> rusqlite::Result<Vec<i64>> {
    let mut statement = connection.prepare_cached(MEMBERS)?;
    let versions = statement.query_map([root], Version::from_row)?.collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(in_order(versions).into_iter().map(|version| version.id).collect())
}

/// How versions that their dates and takes do not tell apart came to the archive.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Came {
    modified: Option<Moment>,
    captured: Option<Moment>,
    run: Option<i64>,
    path: Option<String>,
    member: Option<String>,
    offset: Option<i64>,
    /// Of one place, as in two archives of a page that changed, in the order in which they were stored.
    id: i64,
}

/// A date by its instant, then as it is written.
type Moment = (Option<i64>, String);

fn moment(date: String) -> Moment {
    (date.parse().ok().and_then(instant::seconds), date)
}

/// What decides about the place of one version.
#[derive(Debug, Clone, Default)]
struct Version {
    id: i64,
    published: Option<String>,
    rank: Rank,
    take: Option<i64>,
    came: Came,
}

/// What a version does to those before it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    #[default]
    Follows,
    Corrects,
    Withdraws,
}

impl Version {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        let id = row.get(0)?;
        let came = Came {
            modified: row.get::<_, Option<String>>(4)?.map(moment),
            captured: row.get::<_, Option<String>>(5)?.map(moment),
            run: row.get(6)?,
            path: row.get(7)?,
            member: row.get(8)?,
            offset: row.get(9)?,
            id,
        };
        let rank = row.get::<_, Option<String>>(2)?.as_deref().map_or(Rank::Follows, Rank::of);
        Ok(Self { id, published: row.get(1)?, rank, take: row.get(3)?, came })
    }

    fn date(&self) -> &str {
        self.published.as_deref().unwrap_or_default()
    }

    fn has_time(&self) -> bool {
        self.date().len() > DAY
    }

    /// Whether it supersedes by what it is. A correction of a day that bears a take is one of the takes.
    fn overrides(&self) -> bool {
        match self.rank {
            Rank::Follows => false,
            Rank::Corrects => self.has_time() || self.take.is_none(),
            Rank::Withdraws => true,
        }
    }

    /// Whether it was certainly published after another: instants where both have a zone, else dates as far as both go.
    fn is_after(&self, other: &Self) -> bool {
        let zoned = |version: &Self| version.date().parse().ok().filter(|date| instant::is_zoned(*date));
        if let Some((one, other)) = zoned(self).zip(zoned(other)) {
            return instant::seconds(one) > instant::seconds(other);
        }
        let (one, other) = (self.date().as_bytes(), other.date().as_bytes());
        let common = one.len().min(other.len());
        one.get(..common) > other.get(..common)
    }

    /// Order of the versions that do not supersede by what they are.
    fn by_take(&self, other: &Self) -> Ordering {
        let day = |version: &Self| {
            version.published.as_ref().map(|date| date.chars().take(DAY).collect::<String>())
        };
        let date = |version: &Self| version.published.clone().map(moment);
        let key = |version: &Self| (day(version), version.take.unwrap_or(0), date(version));
        key(self).cmp(&key(other)).then_with(|| self.came.cmp(&other.came))
    }

    /// Order of those that do: one without a time of day stands for the end of its day, month or year, and one without
    /// a date for the end of time.
    fn by_time(&self, other: &Self) -> Ordering {
        let key = |version: &Self| (version.end().unwrap_or(i64::MAX), !version.has_time(), version.rank);
        key(self).cmp(&key(other)).then_with(|| self.came.cmp(&other.came))
    }

    /// Its moment, or the last second of the time that its date names.
    fn end(&self) -> Option<i64> {
        let date: NewsDate = self.date().parse().ok()?;
        if self.has_time() {
            return instant::seconds(date);
        }
        let month = date.month().unwrap_or(12);
        let day = date.day().unwrap_or(days_in_month(date.year(), month));
        instant::seconds(NewsDate::from_day(date.year(), month, day).ok()?).map(|begin| begin + 86_399)
    }
}

impl Rank {
    fn of(status: &str) -> Self {
        match status {
            "correction" => Self::Corrects,
            "withheld" | "kill" => Self::Withdraws,
            _ => Self::Follows,
        }
    }
}

fn in_order(versions: Vec<Version>) -> Vec<Version> {
    let (mut overriding, mut ordered): (Vec<_>, Vec<_>) = versions.into_iter().partition(Version::overrides);
    ordered.sort_by(Version::by_take);
    overriding.sort_by(Version::by_time);
    for version in overriding {
        let behind = ordered.iter().rposition(|earlier| !earlier.is_after(&version));
        ordered.insert(behind.map_or(0, |at| at + 1), version);
    }
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(id: i64, published: &str, status: &str, take: impl Into<Option<i64>>) -> Version {
        let published = (!published.is_empty()).then(|| published.to_owned());
        let came = Came { id, ..Came::default() };
        Version { id, published, rank: Rank::of(status), take: take.into(), came }
    }

    #[track_caller]
    fn assert_in_order(versions: Vec<Version>) {
        let ids: Vec<i64> = versions.iter().map(|version| version.id).collect();
        let backwards: Vec<Version> = versions.iter().rev().cloned().collect();
        for given in [versions, backwards] {
            assert_eq!(in_order(given).iter().map(|version| version.id).collect::<Vec<_>>(), ids);
        }
    }

    #[test]
    fn what_withdraws_or_corrects_supersedes_all_that_came_before_it() {
        assert_in_order(vec![
            version(1, "1994-05-06T08:00:00Z", "", None),
            version(2, "1994-05-06T09:00:00Z", "update", 1),
            version(3, "1994-05-06T10:00:00Z", "update", 2),
            version(4, "1994-05-06T15:00:00Z", "kill", None),
        ]);
        assert_in_order(vec![
            version(1, "1994-05-06T10:00:00Z", "update", 3),
            version(2, "1994-05-06T16:00:00Z", "correction", 1),
            version(3, "1994-05-06T16:30:00Z", "update", 4),
        ]);
        assert_in_order(vec![
            version(1, "1994-05-06T10:00:00Z", "update", 3),
            version(2, "1994-05-06T10:00:00Z", "correction", 1),
            version(3, "1994-05-06T10:00:00Z", "kill", None),
        ]);
    }

    #[test]
    fn of_one_day_a_withdrawal_is_last_and_a_correction_with_a_take_is_one_of_the_takes() {
        assert_in_order(vec![
            version(9, "1994-05-05", "kill", None),
            version(1, "1994-05-06", "update", 1),
            version(2, "1994-05-06", "correction", 2),
            version(3, "1994-05-06", "update", 3),
            version(4, "1994-05-06T20:00:00Z", "correction", None),
            version(5, "1994-05-06", "kill", 1),
            version(6, "1994-05-07", "update", 2),
        ]);
        assert_in_order(vec![version(1, "1994", "", None), version(2, "", "kill", None)]);
    }

    #[test]
    fn moments_with_zones_are_compared_as_instants() {
        assert_in_order(vec![
            version(1, "1994-05-06T16:00:00+02:00", "update", 1),
            version(2, "1994-05-06T14:30:00Z", "kill", None),
            version(3, "1994-05-06T10:00:00-05:00", "update", 2),
        ]);
        assert_in_order(vec![
            version(1, "1994-05-06T16:00:00+02:00", "", None),
            version(2, "1994-05-06T15:00:00Z", "", None),
        ]);
    }

    #[test]
    fn capture_then_run_then_place_decide_where_dates_do_not() {
        let came = |id: i64, captured: &str, run: i64, path: &str| {
            let mut version = version(id, "2010-03-09", "", None);
            version.came.captured = (!captured.is_empty()).then(|| moment(captured.to_owned()));
            version.came.run = Some(run);
            version.came.path = Some(path.into());
            version
        };
        assert_in_order(vec![
            came(8, "", 1, "b/p.html"),
            came(7, "", 2, "a/p.html"),
            came(6, "", 2, "c/p.html"),
            came(5, "2010-03-10", 9, "x.warc"),
            came(4, "2010-03-11", 1, "x.warc"),
        ]);
    }
}
