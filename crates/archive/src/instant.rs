//! Moments with a zone, compared as instants.
//!
//! Dates are stored and indexed as they are written, and compared so: most have no time, and few a zone. Where a filter
//! names a moment with its zone, articles whose dates have one too are compared with it by this function of SQLite.

use crate::version::day_number;
use offwire_article::NewsDate;
use rusqlite::{Connection, functions::FunctionFlags};

/// Name of the function: `offwire_since(published, since)`.
pub(crate) const SINCE: &str = "offwire_since";
/// Name of the function: `offwire_until(published, until)`.
pub(crate) const UNTIL: &str = "offwire_until";

const DAY: i64 = 86_400;
/// Days that two moments lie apart at most by their zones.
const APART: i64 = 2;

/// Seconds of a date's beginning from a fixed point; a time without a zone is taken for UTC.
pub(crate) fn seconds(date: NewsDate) -> Option<i64> {
    let day = NewsDate::from_day(date.year(), date.month().unwrap_or(1), date.day().unwrap_or(1)).ok()?;
    let days = day_number(&day.to_string())?;
    let clock = date.clock().map_or(0, |clock| {
        let minutes = i64::from(clock.hour) * 60 + i64::from(clock.minute);
        (minutes - i64::from(clock.offset.unwrap_or(0))) * 60 + i64::from(clock.second.unwrap_or(0))
    });
    Some(days * DAY + clock)
}

/// Whether a date is a moment with a zone.
pub(crate) fn is_zoned(date: NewsDate) -> bool {
    date.clock().is_some_and(|clock| clock.offset.is_some())
}

/// Days about a moment that hold every date, in whatever zone, that may lie on its other side.
pub(crate) fn days_about(date: NewsDate) -> Option<(NewsDate, NewsDate)> {
    let day = date.date_only();
    let shifted = |days: i64| {
        let mut at = day;
        for _ in 0..days.abs() {
            at = if days < 0 { day_before(at)? } else { day_after(at)? };
        }
        Some(at)
    };
    Some((shifted(-APART)?, shifted(APART)?))
}

fn day_before(date: NewsDate) -> Option<NewsDate> {
    let (year, month, day) = (date.year(), date.month()?, date.day()?);
    let last = |year, month| NewsDate::from_day(year, month, offwire_article::days_in_month(year, month));
    match (month, day) {
        (1, 1) => last(year - 1, 12),
        (_, 1) => last(year, month - 1),
        _ => NewsDate::from_day(year, month, day - 1),
    }
    .ok()
}

fn day_after(date: NewsDate) -> Option<NewsDate> {
    let (year, month, day) = (date.year(), date.month()?, date.day()?);
    NewsDate::from_day(year, month, day + 1)
        .or_else(|_| NewsDate::from_day(year, month + 1, 1))
        .or_else(|_| NewsDate::from_day(year + 1, 1, 1))
        .ok()
}

/// Whether an article's date is at or behind a moment; one without a zone is compared as it is written.
fn is_since(published: &str, since: &str) -> bool {
    match both(published, since) {
        Some((published, since)) => seconds(published) >= seconds(since),
        None => published >= since || since.starts_with(published),
    }
}

/// Whether an article's date is at or before a moment, all of its minute included.
fn is_until(published: &str, until: &str) -> bool {
    match both(published, until) {
        Some((published, until)) => {
            let last = if until.clock().is_some_and(|clock| clock.second.is_none()) { 59 } else { 0 };
            seconds(published) <= seconds(until).map(|until| until + last)
        }
        None => published <= until || published.starts_with(until),
    }
}

/// Two dates where both have a zone.
fn both(one: &str, other: &str) -> Option<(NewsDate, NewsDate)> {
    let (one, other) = (one.parse().ok()?, other.parse().ok()?);
    (is_zoned(one) && is_zoned(other)).then_some((one, other))
}

/// Whether an article's date lies on the right side of a moment.
type Holds = fn(&str, &str) -> bool;

/// Teaches a connection the functions.
pub(crate) fn register(connection: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    let functions: [(&str, Holds); 2] = [(SINCE, is_since), (UNTIL, is_until)];
    for (name, holds) in functions {
        connection.create_scalar_function(name, 2, flags, move |context| {
            let (published, moment): (Option<String>, String) = (context.get(0)?, context.get(1)?);
            Ok(published.is_some_and(|published| holds(&published, &moment)))
        })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_with_zones_are_compared_as_instants() {
        let noon = "1999-01-01T12:00:00Z";
        for (published, since, until) in [
            ("1999-01-01T20:00:00+08:00", true, true),
            ("1999-01-01T13:00:00+08:00", false, true),
            ("1998-12-31T23:30:00-05:00", false, true),
            ("1999-01-01T08:00:00-05:00", true, false),
            ("1999-01-01T13:00:00", true, false),
            ("1999-01-01", true, true),
            ("1999", true, true),
            ("1998-12-31", false, true),
        ] {
            assert_eq!((is_since(published, noon), is_until(published, noon)), (since, until), "{published}");
        }
        assert!(is_until("1999-01-01T20:00:30+08:00", "1999-01-01T12:00Z"));
    }

    #[test]
    fn the_days_about_a_moment_reach_over_months_and_years() {
        let about = |date: &str| {
            let (from, to) = days_about(date.parse().unwrap()).unwrap();
            (from.to_string(), to.to_string())
        };
        assert_eq!(about("1999-12-30T10:00Z"), ("1999-12-28".into(), "2000-01-01".into()));
        assert_eq!(about("2000-03-01T10:00Z"), ("2000-02-28".into(), "2000-03-03".into()));
        assert_eq!(about("2000-01-01T10:00Z"), ("1999-12-30".into(), "2000-01-03".into()));
    }
}
