//! Dates as machines write them into fields: ISO 8601 in all its spellings, mail dates, numbers of seconds,
//! and the plain forms of corpora. Dates as prose writes them are read elsewhere.

use offwire_article::{Clock, NewsDate};

/// English month names by their first three letters.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Names of zones, with minutes east of UTC.
const ZONES: &[(&str, i16)] = &[
    ("Z", 0),
    ("UT", 0),
    ("UTC", 0),
    ("GMT", 0),
    ("EST", -300),
    ("EDT", -240),
    ("CST", -360),
    ("CDT", -300),
    ("MST", -420),
    ("MDT", -360),
    ("PST", -480),
    ("PDT", -420),
    ("CET", 60),
    ("MEZ", 60),
    ("CEST", 120),
    ("MESZ", 120),
    ("MSK", 180),
    ("HKT", 480),
    ("JST", 540),
];

/// Reads a date out of a field. A midnight without a zone is a day; placeholders (year 1, 0000-00-00) are
/// nothing; so is a form whose day and month cannot be told apart.
pub(crate) fn read(text: &str) -> Option<NewsDate> {
    let text = text.trim().trim_end_matches(['.', ',', ';']);
    let date = iso(text).or_else(|| seconds(text)).or_else(|| compact(text)).or_else(|| words(text))?;
    let midnight =
        date.clock().is_some_and(|c| (c.hour, c.minute, c.second.unwrap_or(0), c.offset) == (0, 0, 0, None));
    let known = date.year() > 1;
    known.then(|| if midnight { date.date_only() } else { date })
}

/// `2017-07-17 17:03:00`, `2018-07-05T09:27+10:00`, `1987-02`.
fn iso(text: &str) -> Option<NewsDate> {
    if let Ok(date) = text.parse() {
        return Some(date);
    }
    let text = text.replace('/', "-");
    let (day, time) = text.split_once(['T', ' ']).unwrap_or((&text, ""));
    let mut parts = day.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if year.len() != 4 || parts.next().is_some() {
        return None;
    }
    let date = NewsDate::from_day(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    Some(timed(date, time))
}

/// The date with its time where the rest reads as one.
fn timed(date: NewsDate, time: &str) -> NewsDate {
    clock(time).and_then(|clock| date.at(clock).ok()).unwrap_or(date)
}

/// `17:03:00.79 +0200`, `17:03 EST`, `5:03 p.m.`.
fn clock(text: &str) -> Option<Clock> {
    let text = text.trim();
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == ':' || c == '.')).unwrap_or(text.len());
    let (time, zone) = (text.get(..end)?.trim_end_matches('.'), text.get(end..)?.trim());
    let mut parts = time.split(':');
    let mut hour: u8 = parts.next()?.parse().ok()?;
    let minute = parts.next()?.parse().ok()?;
    let second = parts.next().and_then(|s| s.split('.').next()?.parse().ok());
    let lower = zone.to_ascii_lowercase();
    let mut zone = zone;
    for (mark, add) in [("a.m.", 0), ("p.m.", 12), ("am", 0), ("pm", 12)] {
        if lower.starts_with(mark) {
            hour = hour % 12 + add;
            zone = zone.get(mark.len()..)?.trim();
            break;
        }
    }
    Some(Clock { hour, minute, second, offset: offset(zone) })
}

/// `+0100`, `+01:00`, `GMT`, `EST5EDT` and the like; `None` where no zone stands.
fn offset(zone: &str) -> Option<i16> {
    let first = zone.split([' ', '(', ')']).find(|word| !word.is_empty())?;
    if let Some(sign) = first.chars().next().filter(|c| matches!(c, '+' | '-')) {
        let digits: String = first.chars().filter(char::is_ascii_digit).collect();
        let minutes: i16 = match digits.len() {
            4 => digits.get(..2)?.parse::<i16>().ok()? * 60 + digits.get(2..)?.parse::<i16>().ok()?,
            2 => digits.parse::<i16>().ok()? * 60,
            _ => return None,
        };
        return Some(if sign == '-' { -minutes } else { minutes });
    }
    ZONES.iter().find(|(name, _)| name.eq_ignore_ascii_case(first)).map(|(_, minutes)| *minutes)
}

/// Seconds or milliseconds since 1970, of 10 or 13 digits.
fn seconds(text: &str) -> Option<NewsDate> {
    let whole = text.strip_suffix(".0").unwrap_or(text);
    if !whole.bytes().all(|b| b.is_ascii_digit()) || !matches!(whole.len(), 9 | 10 | 12 | 13) {
        return None;
    }
    let number: i64 = whole.parse().ok()?;
    let seconds = if whole.len() > 10 { number / 1000 } else { number };
    let time = jiff::Timestamp::from_second(seconds).ok()?;
    time.to_string().parse().ok()
}

/// `20161011T001327+0100`, `20161011`, `20161011123059`.
fn compact(text: &str) -> Option<NewsDate> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if !matches!(digits, 8 | 12 | 14) {
        return None;
    }
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<u8>().ok();
    let date = NewsDate::from_day(text.get(..4)?.parse().ok()?, number(4, 6)?, number(6, 8)?).ok()?;
    let time = text.get(8..).unwrap_or_default().trim_start_matches(['T', ' ']);
    let pairs: Vec<&str> = (0..3).filter_map(|i| time.get(i * 2..i * 2 + 2)).collect();
    if pairs.len() < 2 || !time.get(..4).is_some_and(|t| t.bytes().all(|b| b.is_ascii_digit())) {
        return Some(timed(date, time));
    }
    let has_seconds = pairs.get(2).is_some_and(|s| s.bytes().all(|b| b.is_ascii_digit()));
    let zone = time.get(if has_seconds { 6 } else { 4 }..).unwrap_or_default();
    let second = if has_seconds { pairs.get(2) } else { None };
    let clock = Clock {
        hour: pairs.first()?.parse().ok()?,
        minute: pairs.get(1)?.parse().ok()?,
        second: second.and_then(|s| s.parse().ok()),
        offset: offset(zone.trim_start_matches(|c: char| c == '.' || c.is_ascii_digit())),
    };
    Some(date.at(clock).unwrap_or(date))
}

/// `Thu, 19 Feb 2015 17:18:40 +1100`, `26-FEB-1987 15:01:01.79`, `October 23, 1990, Tuesday`, `7 March 1994`.
fn words(text: &str) -> Option<NewsDate> {
    let mut numbers: Vec<&str> = Vec::new();
    let mut month = None;
    let mut time = "";
    for word in text.split([' ', ',', '-', '/', '\t', '\n']).filter(|w| !w.is_empty()) {
        if word.contains(':') {
            let at = word.as_ptr() as usize - text.as_ptr() as usize;
            time = text.get(at..).unwrap_or_default();
            // Mailboxes write the year behind the time.
            let late = time.split_whitespace().skip(1).take(2);
            numbers.extend(late.filter(|w| w.len() == 4 && w.bytes().all(|b| b.is_ascii_digit())));
            break;
        }
        let letters = word.trim_end_matches('.').to_ascii_lowercase();
        if month.is_none() && letters.len() >= 3 && is_month(&letters) {
            month = letters.get(..3).and_then(|m| MONTHS.iter().position(|name| *name == m));
        } else if !letters.is_empty() && letters.bytes().all(|b| b.is_ascii_digit()) {
            // `5. April 1954`: without its stop the day would be lost, and the month alone be the date.
            numbers.push(word.trim_end_matches('.'));
        }
    }
    let month = u8::try_from(month? + 1).ok()?;
    let year_at = numbers.iter().position(|n| n.len() == 4);
    let year = match year_at {
        Some(at) => numbers.get(at)?.parse().ok()?,
        None if numbers.len() == 2 => century(numbers.get(1)?)?,
        None => return None,
    };
    let day = numbers.iter().enumerate().find(|(at, n)| n.len() <= 2 && Some(*at) != year_at);
    let Some((_, day)) = day else { return NewsDate::from_month(year, month).ok() };
    Some(timed(NewsDate::from_day(year, month, day.parse().ok()?).ok()?, time))
}

fn is_month(letters: &str) -> bool {
    const FULL: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    FULL.iter().any(|name| name.starts_with(letters)) || letters == "sept"
}

/// Two digits of a year: 1950 to 2049.
pub(crate) fn century(digits: &str) -> Option<i16> {
    let year: i16 = (digits.len() == 2).then(|| digits.parse().ok())??;
    Some(if year < 50 { 2000 + year } else { 1900 + year })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn fields_of_many_systems_are_read() {
        for (text, want) in [
            ("2017-07-17 17:03:00", "2017-07-17T17:03:00"),
            ("2016-07-21T00:00:00", "2016-07-21"),
            ("2016-1-5", "2016-01-05"),
            ("2005/05/14 14:17:25", "2005-05-14T14:17:25"),
            ("20161011T001327+0100", "2016-10-11T00:13:27+01:00"),
            ("20160120T1402Z", "2016-01-20T14:02Z"),
            ("19870101T000000", "1987-01-01"),
            ("20040912", "2004-09-12"),
            ("Thu, 19 Feb 2015 17:18:40 +1100", "2015-02-19T17:18:40+11:00"),
            ("15 Nov 2022 20:15:04 Z", "2022-11-15T20:15:04Z"),
            ("Mon, 21 Dec 92 20:54:07 GMT", "1992-12-21T20:54:07Z"),
            ("26-FEB-1987 15:01:01.79", "1987-02-26T15:01:01"),
            ("October 23, 1990, Tuesday, Home Edition", "1990-10-23"),
            ("7 March 1994", "1994-03-07"),
            ("Mon Jun 01 11:00:00 2009", "2009-06-01T11:00:00"),
            ("March 1994", "1994-03"),
            ("Montag, 5. April 1954", "1954-04-05"),
            ("1353369600", "2012-11-20T00:00:00Z"),
            ("1353369600000", "2012-11-20T00:00:00Z"),
        ] {
            assert_eq!(read(text).map(|d| d.to_string()).as_deref(), Some(want), "{text}");
        }
    }

    #[test]
    fn placeholders_and_riddles_are_nothing() {
        for text in ["0001-01-01T00:00:00", "0000-00-00 00:00:00", "04/05/2006", "", "DV", "soon"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC{0,40}") {
            let _ = read(&text);
        }
    }
}
