//! Dates as people and machines write them, in about forty languages.
//!
//! [`dates_in`] finds every date in a stretch of text; [`stamp()`] reads the value of a metadata field. Neither
//! decides which date is the story's: that is for whoever knows where the text stood.

mod clock;
mod month;
mod scan;
mod stamp;
mod token;
mod zone;

pub(crate) use scan::{dates_in, first_date};
pub(crate) use stamp::stamp;
pub(crate) use zone::is_zone;

use offwire_article::{Clock, NewsDate};
use std::ops::Range;

/// What is known about the writer before a date is read.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct DateHints<'a> {
    /// BCP 47 tag of the text's language; empty where unknown.
    pub language: &'a str,
    /// Whether `3/4/2018` is 4 March, as in the United States.
    pub month_first: bool,
}

/// A date found in a text, with no more than the text says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DateFound {
    /// Where it stands, in bytes of the text searched; time and zone included.
    pub range: Range<usize>,
    /// The year, where written.
    pub year: Option<i16>,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31, where written.
    pub day: Option<u8>,
    /// Time of day, where written beside the date.
    pub clock: Option<Clock>,
}

impl DateFound {
    /// The date where its year is written.
    pub(crate) fn date(&self) -> Option<NewsDate> {
        self.in_year(self.year?)
    }

    /// The date; a year that is not written is the one that brings it nearest to `reference`.
    pub(crate) fn date_near(&self, reference: Option<NewsDate>) -> Option<NewsDate> {
        if self.year.is_some() {
            return self.date();
        }
        let near = reference?;
        let (month, day) = (near.month()?, near.day().unwrap_or(15));
        let distance = |year: i16| {
            let days = |y: i16, m: u8, d: u8| i32::from(y) * 372 + i32::from(m) * 31 + i32::from(d);
            (days(year, self.month, self.day.unwrap_or(15)) - days(near.year(), month, day)).abs()
        };
        let years = [near.year(), near.year() - 1, near.year() + 1];
        self.in_year(years.into_iter().min_by_key(|year| distance(*year))?)
    }

    fn in_year(&self, year: i16) -> Option<NewsDate> {
        let Some(day) = self.day else {
            return NewsDate::from_month(year, self.month).ok();
        };
        let date = NewsDate::from_day(year, self.month, day).ok()?;
        Some(match self.clock {
            Some(clock) => date.at(clock).unwrap_or(date),
            None => date,
        })
    }
}

/// Two-digit years are read as 1950 to 2049.
fn full_year(short: u32) -> Option<i16> {
    let year = if short < 50 { 2000 + short } else { 1900 + short };
    (short < 100).then(|| i16::try_from(year).ok())?
}

/// Years in which news was written: earlier and later numbers are something else.
fn is_news_year(year: u32) -> bool {
    (1600..=2100).contains(&year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_year_comes_from_the_record() {
        let found = first_date("Dec. 31", DateHints::default()).unwrap();
        assert_eq!(found.year, None);
        let near = |text: &str| found.date_near(text.parse().ok()).unwrap().to_string();
        assert_eq!(near("2018-01-02"), "2017-12-31");
        assert_eq!(near("2017-12-30"), "2017-12-31");
        assert_eq!(found.date_near(None), None);
    }

    #[test]
    fn short_years_lie_between_1950_and_2049() {
        assert_eq!(full_year(87), Some(1987));
        assert_eq!(full_year(49), Some(2049));
        assert_eq!(full_year(1987), None);
    }
}
