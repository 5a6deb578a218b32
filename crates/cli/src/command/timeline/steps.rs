//! The steps of a timeline: where each lies in time, and those that hold nothing.

use super::Count;
use crate::args::Step;
use offwire_article::{NewsDate, days_in_month};

/// More empty steps than these in a row are one line of text.
const SHOWN: usize = 10;

/// The number of a step, so that the next one's is one more; `None` for what is no date of that length.
pub(super) fn number(date: &str, by: Step) -> Option<i64> {
    let date: NewsDate = date.parse().ok()?;
    let (year, month) = (i64::from(date.year()), date.month().map(i64::from));
    Some(match by {
        Step::Year => year,
        Step::Month => year * 12 + month? - 1,
        Step::Day => days(year, month?, i64::from(date.day()?)),
    })
}

/// Days since the first of March of the year 0 in the Gregorian calendar.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    year * 365 + year.div_euclid(4) - year.div_euclid(100)
        + year.div_euclid(400)
        + (153 * month + 2) / 5
        + day
        - 1
}

/// The step behind another.
fn next(date: &str, by: Step) -> Option<String> {
    let date: NewsDate = date.parse().ok()?;
    let (year, month, day) = (date.year(), date.month().unwrap_or(12), date.day().unwrap_or(31));
    let next = match by {
        Step::Day if day < days_in_month(year, month) => NewsDate::from_day(year, month, day + 1),
        Step::Day if month < 12 => NewsDate::from_day(year, month + 1, 1),
        Step::Day => NewsDate::from_day(year + 1, 1, 1),
        Step::Month if month < 12 => NewsDate::from_month(year, month + 1),
        Step::Month => NewsDate::from_month(year + 1, 1),
        Step::Year => NewsDate::from_year(year + 1),
    };
    next.ok().map(|date| date.to_string())
}

/// The counts with a step for each year, month or day between them of which the archive holds nothing.
pub(super) fn filled(counts: Vec<Count>, by: Step) -> Vec<Count> {
    let mut filled: Vec<Count> = Vec::with_capacity(counts.len());
    for count in counts {
        while let Some(date) = filled.last().and_then(|last| next(&last.date, by)).filter(|d| *d < count.date)
        {
            filled.push(Count { date, articles: 0, of: 0, share: None });
        }
        filled.push(count);
    }
    filled
}

/// The counts in runs: such that are shown each, and long empty ones.
pub(super) fn runs(counts: &[Count]) -> impl Iterator<Item = (bool, &[Count])> {
    let is_empty = |count: &Count| count.of == 0;
    counts
        .chunk_by(move |a, b| is_empty(a) == is_empty(b))
        .map(move |run| (run.len() > SHOWN && run.first().is_some_and(is_empty), run))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dates(counts: &[&str], by: Step) -> Vec<String> {
        let count = |date: &&str| Count { date: (*date).into(), articles: 1, of: 1, share: None };
        filled(counts.iter().map(count).collect(), by).into_iter().map(|count| count.date).collect()
    }

    #[test]
    fn empty_steps_stand_between_the_others() {
        assert_eq!(dates(&["1987", "1990"], Step::Year), ["1987", "1988", "1989", "1990"]);
        assert_eq!(dates(&["1987-11", "1988-01"], Step::Month), ["1987-11", "1987-12", "1988-01"]);
        assert_eq!(
            dates(&["1988-02-28", "1988-03-01"], Step::Day),
            ["1988-02-28", "1988-02-29", "1988-03-01"]
        );
        assert_eq!(dates(&["1987"], Step::Year), ["1987"]);
        assert_eq!(dates(&[], Step::Day), [""; 0]);
    }

    #[test]
    fn steps_are_numbered_without_a_gap() {
        for (by, from, to) in [
            (Step::Year, "1899", "2001"),
            (Step::Month, "1899-11", "1901-02"),
            (Step::Day, "1899-12-30", "2001-03-02"),
        ] {
            let all = dates(&[from, to], by);
            let numbers: Vec<i64> = all.iter().map(|date| number(date, by).unwrap()).collect();
            assert!(numbers.windows(2).all(|pair| pair[1] == pair[0] + 1), "{by:?}");
        }
        assert_eq!(number("1987", Step::Month), None);
    }
}
