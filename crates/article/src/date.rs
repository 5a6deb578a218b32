//! Dates as sources give them: a year, a month, a day or a moment, never more than was said.

use crate::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{cmp::Ordering, fmt, str::FromStr};

/// A date with the precision of its source, written in ISO 8601: `1987`, `1987-02`, `1987-02-26`,
/// `1987-02-26T15:01`, `1987-02-26T15:01:01Z`, `2018-07-05T09:27+10:00`.
///
/// Fields that the source does not give are absent; a time without a zone stays without one.
/// The order is that of the local calendar as written; the less precise comes first.
///
/// ```
/// use offwire_article::NewsDate;
/// let date: NewsDate = "2018-07-05T09:27+10:00".parse()?;
/// assert_eq!((date.year(), date.month(), date.day()), (2018, Some(7), Some(5)));
/// assert_eq!(date.to_string(), "2018-07-05T09:27+10:00");
/// assert!("2018-02-30".parse::<NewsDate>().is_err());
/// # Ok::<(), offwire_article::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct NewsDate {
    year: i16,
    /// 1 to 12, or 0 where the source gives only the year.
    month: u8,
    /// 1 to 31, or 0 where the source gives no day.
    day: u8,
    clock: Option<Clock>,
}

/// A time of day as printed, with its zone where the source names one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Clock {
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 60 (a leap second), where given.
    pub second: Option<u8>,
    /// Minutes east of UTC, -1439 to 1439; `None` where the source names no zone.
    pub offset: Option<i16>,
}

impl NewsDate {
    /// A year alone, 1 to 9999.
    ///
    /// # Errors
    /// [`Error::Date`] where a part is out of its range.
    pub fn from_year(year: i16) -> Result<Self, Error> {
        Self { year, month: 0, day: 0, clock: None }.checked()
    }

    /// A month of a year.
    ///
    /// # Errors
    /// [`Error::Date`] where a part is out of its range.
    pub fn from_month(year: i16, month: u8) -> Result<Self, Error> {
        if month == 0 {
            return Err(Error::Date(format!("{year:04}-00")));
        }
        Self { year, month, day: 0, clock: None }.checked()
    }

    /// A day.
    ///
    /// # Errors
    /// [`Error::Date`] where no calendar has that day.
    pub fn from_day(year: i16, month: u8, day: u8) -> Result<Self, Error> {
        if month == 0 || day == 0 {
            return Err(Error::Date(format!("{year:04}-{month:02}-{day:02}")));
        }
        Self { year, month, day, clock: None }.checked()
    }

    /// The same day with a time.
    ///
    /// # Errors
    /// [`Error::Date`] where the time is out of its range or the date has no day.
    pub fn at(self, clock: Clock) -> Result<Self, Error> {
        Self { clock: Some(clock), ..self }.checked()
    }

    fn checked(self) -> Result<Self, Error> {
        let day_fits = match (self.month, self.day) {
            (0, 0) => true,
            (1..=12, day) => day <= days_in_month(self.year, self.month),
            _ => false,
        };
        let clock_fits = self.clock.is_none_or(|c| {
            self.day > 0
                && c.hour < 24
                && c.minute < 60
                && c.second.is_none_or(|s| s <= 60)
                && c.offset.is_none_or(|o| o.unsigned_abs() < 1440)
        });
        if (1..=9999).contains(&self.year) && day_fits && clock_fits {
            Ok(self)
        } else {
            Err(Error::Date(self.to_string()))
        }
    }

    /// The year, 1 to 9999.
    #[must_use]
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month, 1 to 12, where known.
    #[must_use]
    pub fn month(self) -> Option<u8> {
        (self.month > 0).then_some(self.month)
    }

    /// The day of the month, 1 to 31, where known.
    #[must_use]
    pub fn day(self) -> Option<u8> {
        (self.day > 0).then_some(self.day)
    }

    /// The time of day, where known.
    #[must_use]
    pub fn clock(self) -> Option<Clock> {
        self.clock
    }

    /// The date without its time.
    #[must_use]
    pub fn date_only(self) -> Self {
        Self { clock: None, ..self }
    }

    /// Whether this date lies in the span of time that `other` names: `1987-02-26` is within `1987-02`.
    ///
    /// Times are compared as they are written: one in another zone, or in none, is not within.
    #[must_use]
    pub fn is_within(self, other: Self) -> bool {
        let is_day =
            (other.month == 0 || self.month == other.month) && (other.day == 0 || self.day == other.day);
        let is_time = other.clock.is_none_or(|span| {
            self.clock.is_some_and(|own| {
                (own.hour, own.minute, own.offset) == (span.hour, span.minute, span.offset)
                    && (span.second.is_none() || own.second == span.second)
            })
        });
        self.year == other.year && is_day && is_time
    }
}

/// Days of a month in the Gregorian calendar; 0 for a month that does not exist.
#[must_use]
pub fn days_in_month(year: i16, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 0,
    }
}

impl fmt::Display for NewsDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if self.month > 0 {
            write!(f, "-{:02}", self.month)?;
        }
        if self.day > 0 {
            write!(f, "-{:02}", self.day)?;
        }
        let Some(clock) = self.clock else { return Ok(()) };
        write!(f, "T{:02}:{:02}", clock.hour, clock.minute)?;
        if let Some(second) = clock.second {
            write!(f, ":{second:02}")?;
        }
        match clock.offset {
            None => Ok(()),
            Some(0) => f.write_str("Z"),
            Some(minutes) => {
                let sign = if minutes < 0 { '-' } else { '+' };
                write!(f, "{sign}{:02}:{:02}", minutes.unsigned_abs() / 60, minutes.unsigned_abs() % 60)
            }
        }
    }
}

impl FromStr for NewsDate {
    type Err = Error;

    /// Reads the forms that [`NewsDate`] writes, and a blank in place of the `T`, fractions of a second,
    /// zones without their colon.
    fn from_str(text: &str) -> Result<Self, Error> {
        parse_iso(text).ok_or_else(|| Error::Date(text.to_owned()))?.checked()
    }
}

fn parse_iso(text: &str) -> Option<NewsDate> {
    let (date, time) = match text.find(['T', 't', ' ']) {
        Some(at) => (text.get(..at)?, Some(text.get(at + 1..)?)),
        None => (text, None),
    };
    let mut parts = date.split('-');
    let year = number(parts.next()?, 4)?;
    let month = parts.next().map_or(Some(0), |m| number(m, 2).filter(|m| *m > 0))?;
    let day = parts.next().map_or(Some(0), |d| number(d, 2).filter(|d| *d > 0))?;
    if parts.next().is_some() {
        return None;
    }
    let clock = match time {
        Some(time) => Some(parse_clock(time)?),
        None => None,
    };
    Some(NewsDate {
        year: i16::try_from(year).ok()?,
        month: u8::try_from(month).ok()?,
        day: u8::try_from(day).ok()?,
        clock,
    })
}

fn parse_clock(text: &str) -> Option<Clock> {
    let at = text.find(['Z', 'z', '+', '-']).unwrap_or(text.len());
    let (time, zone) = (text.get(..at)?.trim_end(), text.get(at..)?);
    let mut parts = time.split(':');
    let hour = number(parts.next()?, 2)?;
    let minute = number(parts.next()?, 2)?;
    let second = match parts.next() {
        Some(seconds) => {
            let (whole, fraction) = seconds.split_once('.').unwrap_or((seconds, "0"));
            let is_fraction = !fraction.is_empty() && fraction.bytes().all(|b| b.is_ascii_digit());
            Some(number(whole, 2).filter(|_| is_fraction)?)
        }
        None => None,
    };
    if parts.next().is_some() {
        return None;
    }
    let offset = match zone.as_bytes() {
        [] => None,
        [b'Z' | b'z'] => Some(0),
        [sign, ..] => {
            let digits = zone.get(1..)?;
            let (hours, minutes) = match digits.len() {
                5 => digits.split_once(':')?,
                _ => digits.split_at_checked(2)?,
            };
            let minutes = if minutes.is_empty() { 0 } else { number(minutes, 2)? };
            let minutes = number(hours, 2)? * 60 + minutes;
            let minutes = i16::try_from(minutes).ok()?;
            Some(if *sign == b'-' { -minutes } else { minutes })
        }
    };
    Some(Clock {
        hour: u8::try_from(hour).ok()?,
        minute: u8::try_from(minute).ok()?,
        second: match second {
            Some(s) => Some(u8::try_from(s).ok()?),
            None => None,
        },
        offset,
    })
}

/// A decimal number of exactly `width` ASCII digits.
fn number(text: &str, width: usize) -> Option<u16> {
    (text.len() == width && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

impl PartialOrd for NewsDate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for NewsDate {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |d: &Self| {
            let clock = d.clock.map(|c| (c.hour, c.minute, c.second, c.offset));
            (d.year, d.month, d.day, clock)
        };
        key(self).cmp(&key(other))
    }
}

impl Serialize for NewsDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for NewsDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_precision_is_kept() {
        for text in [
            "1987",
            "1987-02",
            "1987-02-26",
            "1987-02-26T15:01",
            "1987-02-26T15:01:01Z",
            "2018-07-05T09:27+10:00",
            "2018-07-05T09:27:59-03:30",
        ] {
            assert_eq!(text.parse::<NewsDate>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn other_spellings_are_read() {
        for (text, want) in [
            ("2016-10-11 00:13:27", "2016-10-11T00:13:27"),
            ("2016-10-11T00:13:27.125Z", "2016-10-11T00:13:27Z"),
            ("2016-10-11T00:13:27+0100", "2016-10-11T00:13:27+01:00"),
        ] {
            assert_eq!(text.parse::<NewsDate>().unwrap().to_string(), want);
        }
    }

    #[test]
    fn days_that_no_calendar_has_are_refused() {
        for text in [
            "1900-02-29",
            "2016-13",
            "2016-00",
            "2016-01-00",
            "0000",
            "2016-1-1",
            "2016-01-01T24:00",
            "x",
            "2018-01-01T09:27:05.abcZ",
            "2018-01-01T09:27:05:09",
            "2018-01-01T09:27+00:::00",
            "2018-01-01T09:27+0",
        ] {
            assert!(text.parse::<NewsDate>().is_err(), "{text}");
        }
        assert!("2000-02-29".parse::<NewsDate>().is_ok());
        assert!(NewsDate::from_month(1987, 0).unwrap_err().to_string().contains("1987-00"));
        let noon = Clock { hour: 12, minute: 0, second: None, offset: Some(i16::MIN) };
        assert!(NewsDate::from_day(2016, 1, 1).unwrap().at(noon).is_err());
    }

    #[test]
    fn a_day_lies_within_its_month() {
        let day: NewsDate = "1987-02-26".parse().unwrap();
        assert!(day.is_within("1987-02".parse().unwrap()));
        assert!(!day.is_within("1987-03".parse().unwrap()));
        let within =
            |time: &str, span: &str| time.parse::<NewsDate>().unwrap().is_within(span.parse().unwrap());
        assert!(
            within("2018-01-01T09:27:05Z", "2018-01-01T09:27Z") && within("2018-01-01T09:27:05Z", "2018")
        );
        assert!(
            !within("2018-01-01T09:27Z", "2018-01-01T09:27:05Z")
                && !within("2018-01-01", "2018-01-01T09:27Z")
        );
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC{0,30}") {
            let _ = text.parse::<NewsDate>();
        }

        #[test]
        fn written_dates_are_read_back(year in 1i16..=9999, month in 1u8..=12, day in 1u8..=28, hour in 0u8..24, minute in 0u8..60, offset in -840i16..=840) {
            let clock = Clock { hour, minute, second: None, offset: Some(offset) };
            let date = NewsDate::from_day(year, month, day).unwrap().at(clock).unwrap();
            prop_assert_eq!(date.to_string().parse::<NewsDate>().unwrap(), date);
        }
    }
}
