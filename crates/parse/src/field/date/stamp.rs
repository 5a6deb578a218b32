//! Values of metadata fields: ISO 8601 and its relatives, RFC 822, seconds since 1970, dates in words.

use super::{DateHints, first_date, is_news_year};
use offwire_article::{Clock, NewsDate};

/// The date that a metadata value gives; placeholders (year 1, 1970-01-01 at zero) give none, and midnight
/// without a zone is a day.
pub(crate) fn stamp(value: &str, hints: DateHints<'_>) -> Option<NewsDate> {
    let value = value.trim().trim_matches('"');
    let head = value.char_indices().nth(80).map_or(value, |(end, _)| value.get(..end).unwrap_or(value));
    let date = epoch(head)
        .or_else(|| compact(head))
        .or_else(|| head.parse().ok())
        .or_else(|| first_date(head, hints).and_then(|found| found.date()))?;
    let is_real = u32::try_from(date.year()).is_ok_and(is_news_year) && !is_unset(date);
    is_real.then(|| without_midnight(date))
}

fn is_unset(date: NewsDate) -> bool {
    (date.year(), date.month(), date.day()) == (1970, Some(1), Some(1))
}

fn without_midnight(date: NewsDate) -> NewsDate {
    let is_midnight = |c: Clock| (c.hour, c.minute, c.second.unwrap_or(0)) == (0, 0, 0) && c.offset.is_none();
    if date.clock().is_some_and(is_midnight) { date.date_only() } else { date }
}

/// Ten digits of seconds or thirteen of milliseconds since 1970.
fn epoch(value: &str) -> Option<NewsDate> {
    if !matches!(value.len(), 10 | 13) || !value.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let seconds: i64 = value.get(..10)?.parse().ok()?;
    let moment = jiff::tz::Offset::UTC.to_datetime(jiff::Timestamp::from_second(seconds).ok()?);
    let clock = Clock {
        hour: u8::try_from(moment.hour()).ok()?,
        minute: u8::try_from(moment.minute()).ok()?,
        second: u8::try_from(moment.second()).ok(),
        offset: Some(0),
    };
    let (month, day) = (u8::try_from(moment.month()).ok()?, u8::try_from(moment.day()).ok()?);
    NewsDate::from_day(moment.year(), month, day).ok()?.at(clock).ok()
}

/// `20180126`, `20180126T1011`, `20180126101112Z`.
fn compact(value: &str) -> Option<NewsDate> {
    let digits = |range: std::ops::Range<usize>| {
        value.get(range).filter(|part| part.bytes().all(|b| b.is_ascii_digit()))?.parse::<u8>().ok()
    };
    let is_eight = value.len() == 8 || value.get(8..)?.starts_with(['T', 't', ' ']) || value.len() >= 12;
    let year: i16 =
        value.get(..4).filter(|y| is_eight && y.bytes().all(|b| b.is_ascii_digit()))?.parse().ok()?;
    let date = NewsDate::from_day(year, digits(4..6)?, digits(6..8)?).ok()?;
    let time = value.get(8..).unwrap_or("").trim_start_matches(['T', 't', ' ']);
    let at = value.len() - time.len();
    let clock = digits(at..at + 2).zip(digits(at + 2..at + 4)).map(|(hour, minute)| Clock {
        hour,
        minute,
        second: digits(at + 4..at + 6),
        offset: time.ends_with('Z').then_some(0),
    });
    Some(clock.and_then(|clock| date.at(clock).ok()).unwrap_or(date))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_metadata_fields() {
        for (value, want) in [
            ("2018-01-26T10:11:12Z", "2018-01-26T10:11:12Z"),
            ("2018-01-26T10:11:12.123456+0100", "2018-01-26T10:11:12+01:00"),
            ("2018-01-26 10:11:12 +0000 UTC", "2018-01-26T10:11:12Z"),
            ("2018-01-26T00:00:00", "2018-01-26"),
            ("2018-1-5", "2018-01-05"),
            ("2018/01/26", "2018-01-26"),
            ("20180126", "2018-01-26"),
            ("20180126T101112Z", "2018-01-26T10:11:12Z"),
            ("Fri, 26 Jan 2018 10:11:12 GMT", "2018-01-26T10:11:12Z"),
            ("Jan 26, 2018 10:11 am", "2018-01-26T10:11"),
            ("1516961472", "2018-01-26T10:11:12Z"),
            ("1516961472000", "2018-01-26T10:11:12Z"),
            ("2005/05/14 14:17:25", "2005-05-14T14:17:25"),
        ] {
            let got = stamp(value, DateHints::default()).map(|d| d.to_string());
            assert_eq!(got.as_deref(), Some(want), "{value}");
        }
    }

    #[test]
    fn placeholders_are_no_dates() {
        for value in ["0001-01-01T00:00:00", "1970-01-01T00:00:00Z", "0", "", "DV", "99999999"] {
            assert_eq!(stamp(value, DateHints::default()), None, "{value}");
        }
    }
}
