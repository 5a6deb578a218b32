//! Dates in running text.

use super::{
    DateFound, DateHints, clock, full_year, is_news_year, month,
    token::{Kind, Token, has_digit, tokens},
};
use offwire_article::{Clock, days_in_month};

/// All dates written in `text`, in order; a day and month without a year among them.
pub(crate) fn dates_in(text: &str, hints: DateHints<'_>) -> Vec<DateFound> {
    if !has_digit(text) {
        return Vec::new();
    }
    let tokens = tokens(text);
    let reader = Reader { tokens: &tokens, hints };
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match reader.date(at) {
            Some((date, next)) => {
                found.push(date);
                at = next.max(at + 1);
            }
            None => at += 1,
        }
    }
    found
}

/// The first date of `text` that has a year, else the first date.
pub(crate) fn first_date(text: &str, hints: DateHints<'_>) -> Option<DateFound> {
    let found = dates_in(text, hints);
    found.iter().find(|d| d.year.is_some()).or_else(|| found.first()).cloned()
}

/// A calendar day being read, and the index of the token behind it.
struct Day {
    year: Option<i16>,
    month: u8,
    day: Option<u8>,
    next: usize,
}

struct Reader<'a> {
    tokens: &'a [Token<'a>],
    hints: DateHints<'a>,
}

impl Reader<'_> {
    /// The date that begins at token `at`, its time before or after it.
    fn date(&self, at: usize) -> Option<(DateFound, usize)> {
        if let Some(day) = self.day(at) {
            let timed = day.day.and_then(|_| clock::after_date(self.tokens, day.next));
            let (clock, next) = timed.map_or((None, day.next), |(clock, next)| (Some(clock), next));
            return Some((self.found(at, &day, clock, next)?, next));
        }
        let (clock, next) = clock::clock(self.tokens, at, false)?;
        let start = self.behind_connectors(next);
        let day = self.day(start).filter(|d| d.day.is_some())?;
        Some((self.found(at, &day, Some(clock), day.next)?, day.next))
    }

    fn found(&self, at: usize, day: &Day, clock: Option<Clock>, next: usize) -> Option<DateFound> {
        let is_stop = day.year.is_none() && self.mark(next - 1) == '.';
        let last = if is_stop { next - 2 } else { next - 1 };
        let range = self.tokens.get(at)?.start..self.tokens.get(last)?.range().end;
        Some(DateFound { range, year: day.year, month: day.month, day: day.day, clock })
    }

    /// Passes over `(1003 HKT)`, `on`, a weekday and marks between a time and the date behind it.
    fn behind_connectors(&self, mut at: usize) -> usize {
        if self.mark(at) == '(' {
            let close = (at..at + 6).find(|i| self.mark(*i) == ')');
            at = close.map_or(at, |close| close + 1);
        }
        for _ in 0..4 {
            let is_passed = match self.tokens.get(at).map(|t| t.kind) {
                Some(Kind::Mark(c)) => matches!(c, ',' | '-' | '–' | '—' | '|' | '.' | '•' | '·' | '/'),
                Some(Kind::Word) => self.month(at).is_none(),
                _ => false,
            };
            if !is_passed {
                break;
            }
            at += 1;
        }
        at
    }

    fn day(&self, at: usize) -> Option<Day> {
        match self.tokens.get(at)?.kind {
            Kind::Number(_) => self
                .era(at)
                .or_else(|| self.year_first(at))
                .or_else(|| self.day_first_numbers(at))
                .or_else(|| self.day_then_month(at))
                .or_else(|| self.cjk_month_day(at)),
            Kind::Word => self.era(at).or_else(|| self.month_then_day(at)),
            Kind::Mark(_) => None,
        }
        .filter(is_possible)
    }

    /// `2018-01-26`, `2018/1/26`, `2018年1月26日`, `2018. 1. 26.`, `2024. május 1.`, `2018 May 1`.
    fn year_first(&self, at: usize) -> Option<Day> {
        let year = self.number(at, 4).filter(|y| is_news_year(*y))?;
        let year = i16::try_from(year).ok();
        let divider = self.divider(at + 1)?;
        let after = at + 1 + usize::from(!divider.is_empty());
        if let Some((month, next)) = self.month(after).filter(|_| divider != "年") {
            let next = next + usize::from(self.mark(next) == '.') + usize::from(self.mark(next) == '-');
            let day = self.short(next);
            return day.map(|day| Day { year, month, day: Some(day), next: self.behind_ordinal(next + 1) });
        }
        let month = self.short(after).filter(|_| !divider.is_empty())?;
        let second = self.divider(after + 1)?;
        let is_pair = match divider {
            "年" => second == "月",
            "년" => second == "월",
            _ => second == divider,
        };
        if !is_pair {
            let is_month = matches!((divider, second), ("年", "月") | ("년", "월"));
            return is_month.then_some(Day { year, month, day: None, next: after + 2 });
        }
        match self.short(after + 2) {
            Some(day) => {
                let unit = self.text(after + 3);
                let is_unit = matches!(unit, "日" | "일" | "号") || unit == "." && divider == ".";
                Some(Day { year, month, day: Some(day), next: after + 3 + usize::from(is_unit) })
            }
            None => matches!(second, "月" | "월").then_some(Day { year, month, day: None, next: after + 2 }),
        }
    }

    /// What divides the parts of a date at `at`: a mark, a unit, or nothing before a month's name.
    fn divider(&self, at: usize) -> Option<&str> {
        match self.text(at) {
            mark @ ("-" | "/" | "." | "年" | "月" | "년" | "월") => Some(mark),
            "–" | "−" => Some("-"),
            _ => Some(""),
        }
    }

    /// `26.01.2018`, `26/1/18`, `1/26/2018`, `26-01-2018`.
    fn day_first_numbers(&self, at: usize) -> Option<Day> {
        let (first, divider, second) = (self.short(at)?, self.text(at + 1), self.short(at + 2)?);
        if !matches!(divider, "." | "/" | "-" | "–") || self.text(at + 3) != divider {
            return None;
        }
        let year_token = self.tokens.get(at + 4)?;
        let year = self.year_of(year_token, divider == "." || divider == "/" || divider == "-")?;
        if self.text(at + 5) == ":" && year_token.width() == 2 {
            return None;
        }
        let is_month_first = divider != "." && self.hints.month_first && first <= 12 || second > 12;
        let (month, day) = if is_month_first { (first, second) } else { (second, first) };
        Some(Day { year: Some(year), month, day: Some(day), next: at + 5 })
    }

    /// `26 January 2018`, `26th of Jan., 2018`, `1er janvier`, `26 de enero de 2018`, `26-JAN-18`.
    fn day_then_month(&self, at: usize) -> Option<Day> {
        let day = self.short(at)?;
        let mut next = self.behind_ordinal(at + 1);
        if matches!(self.mark(next), '-' | '–') && self.short(next + 1).is_some() {
            next = self.behind_ordinal(next + 2);
        }
        next += usize::from(matches!(self.text(next), "-" | "/" | "–"));
        next += usize::from(is_preposition(self.text(next)));
        next += usize::from(matches!(self.mark(next), '\'' | '’') && self.tokens.get(next + 1).is_some());
        next += usize::from(self.text(next) == "tháng");
        let (month, next) = self.month(next).or_else(|| self.vietnamese_month(next))?;
        let (year, next) = self.year_behind(next);
        Some(Day { year, month, day: Some(day), next })
    }

    /// `5 tháng 7 năm 2018`: the month is a number behind its unit.
    fn vietnamese_month(&self, at: usize) -> Option<(u8, usize)> {
        let is_unit = at.checked_sub(1).is_some_and(|before| self.text(before) == "tháng");
        self.short(at).filter(|_| is_unit).map(|month| (month, at + 1))
    }

    /// `January 26, 2018`, `Jan. 26th 2018`, `May 2018`; without a year in English only.
    fn month_then_day(&self, at: usize) -> Option<Day> {
        let (month, next) = self.month(at)?;
        let word = self.text(at);
        let dotted = next + usize::from(self.mark(next) == '.');
        let is_named = word.chars().next().is_some_and(char::is_uppercase) || word.chars().count() > 3;
        if let Some(day) = self.short(dotted).filter(|_| is_named && self.mark(dotted + 1) != ':') {
            let mut next = self.behind_suffix(dotted + 1);
            if matches!(self.mark(next), '-' | '–') && self.short(next + 1).is_some() {
                next = self.behind_suffix(next + 2);
            }
            let (year, next) = self.year_behind(next);
            let is_told = year.is_some() || month::is_english(word);
            return is_told.then_some(Day { year, month, day: Some(day), next });
        }
        let (year, next) = self.year_behind(next);
        (year.is_some() && word.chars().count() > 2).then_some(Day { year, month, day: None, next })
    }

    /// `1月26日` without a year.
    fn cjk_month_day(&self, at: usize) -> Option<Day> {
        let month = self.short(at).filter(|_| matches!(self.text(at + 1), "月" | "월"))?;
        let day = self.short(at + 2).filter(|_| matches!(self.text(at + 3), "日" | "일" | "号"))?;
        Some(Day { year: None, month, day: Some(day), next: at + 4 })
    }

    /// `令和6年5月1日`: years of the reign.
    fn era(&self, at: usize) -> Option<Day> {
        let start = match (self.text(at), self.text(at + 1)) {
            ("明", "治") => 1867,
            ("大", "正") => 1911,
            ("昭", "和") => 1925,
            ("平", "成") => 1988,
            ("令", "和") => 2018,
            _ => return None,
        };
        let number = if self.text(at + 2) == "元" { 1 } else { i16::from(self.short(at + 2)?) };
        let month = self.short(at + 4).filter(|_| self.text(at + 3) == "年" && self.text(at + 5) == "月")?;
        let day = self.short(at + 6).filter(|_| self.text(at + 7) == "日");
        let next = if day.is_some() { at + 8 } else { at + 6 };
        Some(Day { year: Some(start + number), month, day, next })
    }

    /// The year behind a day and month, and the index behind it; the same index where there is none.
    fn year_behind(&self, at: usize) -> (Option<i16>, usize) {
        let mut next = at;
        for _ in 0..3 {
            let text = self.text(next);
            let is_passed = matches!(text, "," | "." | "-" | "/" | "،" | "น" | "năm" | "พ" | "ศ")
                || is_preposition(text)
                || self.is_weekday_between(next);
            next += usize::from(is_passed);
        }
        let quoted = matches!(self.mark(next), '\'' | '’' | '‘');
        let index = next + usize::from(quoted);
        let hyphened = index.checked_sub(1).is_some_and(|i| self.mark(i) == '-');
        let year = self.tokens.get(index).and_then(|t| self.year_of(t, quoted || hyphened));
        let is_clock = self.mark(index + 1) == ':' && self.tokens.get(index).is_some_and(|t| t.width() == 2);
        match year.filter(|_| !is_clock) {
            Some(year) => (Some(year), index + 1),
            None => (None, at),
        }
    }

    /// `Jan 26, Fri, 2018`: a word between two commas.
    fn is_weekday_between(&self, at: usize) -> bool {
        let comma = |i: usize| self.mark(i) == ',';
        at.checked_sub(1).is_some_and(comma)
            && self.tokens.get(at).is_some_and(|t| t.kind == Kind::Word)
            && comma(at + 1)
    }

    /// A year of four digits; of two where `short` says that it may be; Buddhist years in Thai.
    fn year_of(&self, token: &Token<'_>, short: bool) -> Option<i16> {
        let Kind::Number(value) = token.kind else { return None };
        match token.width() {
            4 if (2400..2650).contains(&value) => i16::try_from(value - 543).ok(),
            4 => i16::try_from(value).ok().filter(|_| is_news_year(value)),
            2 if short => full_year(value),
            _ => None,
        }
    }

    /// Passes over `th`, `er`, `º` and a full stop behind a day that stands before its month.
    fn behind_ordinal(&self, at: usize) -> usize {
        let next = self.behind_suffix(at);
        next + usize::from(self.mark(next) == '.')
    }

    /// Passes over `th`, `er`, `º` behind a day.
    fn behind_suffix(&self, at: usize) -> usize {
        const ORDINALS: [&str; 14] =
            ["st", "nd", "rd", "th", "er", "re", "ère", "º", "°", "ª", "o", "го", "η", "ης"];
        let ordinal = usize::from(ORDINALS.contains(&self.text(at)));
        let suffix = usize::from(self.mark(at) == '-' && ORDINALS.contains(&self.text(at + 1))) * 2;
        at + ordinal.max(suffix)
    }

    /// The month at `at`, by one word or two, doubled by a slash or not, and the index behind it.
    fn month(&self, at: usize) -> Option<(u8, usize)> {
        let token = self.tokens.get(at).filter(|t| t.kind == Kind::Word)?;
        if let Some(month) = month::month_of_pair(token.text, self.text(at + 1)) {
            return Some(self.behind_double(month, at + 2));
        }
        let month = month::month(token.text, self.hints.language)?;
        let next = at + 1;
        let next = next + usize::from(self.mark(next) == '.' && self.short(next + 1).is_none());
        Some(self.behind_double(month, next))
    }

    /// Passes over the second name in `شباط/فبراير`.
    fn behind_double(&self, month: u8, at: usize) -> (u8, usize) {
        let second = self.tokens.get(at + 1).filter(|t| self.mark(at) == '/' && t.kind == Kind::Word);
        let same = second.and_then(|t| month::month(t.text, self.hints.language)) == Some(month);
        (month, if same { at + 2 } else { at })
    }

    fn text(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| t.text)
    }

    /// The mark at `at`, or a blank where something else stands.
    fn mark(&self, at: usize) -> char {
        match self.tokens.get(at).map(|t| t.kind) {
            Some(Kind::Mark(c)) => c,
            _ => ' ',
        }
    }

    /// A number of exactly `width` digits.
    fn number(&self, at: usize, width: usize) -> Option<u32> {
        let token = self.tokens.get(at)?;
        match token.kind {
            Kind::Number(value) if token.width() == width => Some(value),
            _ => None,
        }
    }

    /// A number of one or two digits.
    fn short(&self, at: usize) -> Option<u8> {
        let value = self.number(at, 1).or_else(|| self.number(at, 2))?;
        u8::try_from(value).ok()
    }
}

fn is_preposition(word: &str) -> bool {
    const WORDS: [&str; 14] =
        ["of", "de", "del", "des", "d", "di", "da", "do", "г", "года", "р", "року", "den", "ta"];
    WORDS.contains(&word)
}

fn is_possible(day: &Day) -> bool {
    let in_year = day.year.unwrap_or(2000);
    (1..=12).contains(&day.month) && day.day.is_none_or(|d| d >= 1 && d <= days_in_month(in_year, day.month))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, want: &str) {
        let found = first_date(text, DateHints::default()).and_then(|d| d.date());
        assert_eq!(found.map(|d| d.to_string()).as_deref(), (!want.is_empty()).then_some(want), "{text}");
    }

    #[test]
    fn english_dates() {
        for (text, want) in [
            ("Xinhua,January 26, 2018 Adjust font size:", "2018-01-26"),
            ("Posted on Sept. 5th, 2016 by", "2016-09-05"),
            ("26 January 2018", "2018-01-26"),
            ("the 26th of January, 2018", "2018-01-26"),
            ("26-FEB-1987 15:01:01.79", "1987-02-26T15:01:01"),
            ("1992 DEC 21 (NB)", "1992-12-21"),
            ("Wednesday, Jan 26 2018 at 6:30 p.m. EST", "2018-01-26T18:30-05:00"),
            ("09:16, December 26, 2012", "2012-12-26T09:16"),
            ("Updated 0203 GMT (1003 HKT) June 15, 2013", "2013-06-15T02:03Z"),
            ("Updated 9:40 AM ET, Wed July 20, 2016", "2016-07-20T09:40"),
            ("Monday, 6 September, 2004, 14:41 GMT 15:41 UK", "2004-09-06T14:41Z"),
            ("Updated: 2008-03-01 09:23", "2008-03-01T09:23"),
            ("May 2018", "2018-05"),
            ("March 15-16, 2018", "2018-03-15"),
            ("Fri, 26 Jan 2018 10:11:12 +0100", "2018-01-26T10:11:12+01:00"),
            ("4 may 21 people died", ""),
            ("9 of 10 voters", ""),
            ("call 12-34-5678-90", ""),
            ("a score of 3-2 in 90:00", ""),
        ] {
            check(text, want);
        }
    }

    #[test]
    fn dates_of_other_languages() {
        for (text, want) in [
            ("Publié le 1er février 2019 à 14h27", "2019-02-01T14:27"),
            ("21.07.2016, 15:04 Uhr", "2016-07-21T15:04"),
            ("Berlin, den 2. Dezember 1848", "1848-12-02"),
            ("Stand: 5. März 2020 um 9.30 Uhr", "2020-03-05T09:30"),
            ("26 de enero de 2018", "2018-01-26"),
            ("3 ottobre 2017 alle 10.15", "2017-10-03T10:15"),
            ("7 de março de 2021 às 8h05", "2021-03-07T08:05"),
            ("ma 5 mrt 2018", "2018-03-05"),
            ("Publicerad 2018-03-05 kl. 10.20", "2018-03-05T10:20"),
            ("5. kesäkuuta 2018 klo 10.05", "2018-06-05T10:05"),
            ("15 października 2019, 12:11", "2019-10-15T12:11"),
            ("15. října 2019", "2019-10-15"),
            ("15 мая 2018 г. в 12:30", "2018-05-15T12:30"),
            ("5 Temmuz 2018 Perşembe 12:03", "2018-07-05"),
            ("2024. május 1.", "2024-05-01"),
            ("12 شباط/فبراير 2017", "2017-02-12"),
            ("12 كانون الثاني 2017", "2017-01-12"),
            ("2024年5月1日 10:20", "2024-05-01T10:20"),
            ("令和6年5月1日", "2024-05-01"),
            ("2024년 5월 1일 오후 3:05", "2024-05-01T15:05"),
            ("ngày 5 tháng 7 năm 2018", "2018-07-05"),
            ("5 กรกฎาคม 2561", "2018-07-05"),
            ("5 जुलाई 2018", "2018-07-05"),
            ("5 Ιουλίου 2018", "2018-07-05"),
        ] {
            check(text, want);
        }
    }

    #[test]
    fn the_order_of_day_and_month_follows_the_country() {
        let us = DateHints { month_first: true, ..DateHints::default() };
        let date = |text, hints| first_date(text, hints).unwrap().date().unwrap().to_string();
        assert_eq!(date("3/4/2018", us), "2018-03-04");
        assert_eq!(date("3/4/2018", DateHints::default()), "2018-04-03");
        assert_eq!(date("4/25/18", DateHints::default()), "2018-04-25");
        assert_eq!(date("25/4/2018", us), "2018-04-25");
        assert_eq!(date("3.4.2018", us), "2018-04-03");
    }

    #[test]
    fn the_range_holds_date_and_time() {
        let text = "By Ann Lee, Jan 26 2018 10:11 GMT | News";
        let found = first_date(text, DateHints::default()).unwrap();
        assert_eq!(&text[found.range], "Jan 26 2018 10:11 GMT");
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "\\PC{0,60}") {
            for found in dates_in(&text, DateHints::default()) {
                prop_assert!(text.get(found.range.clone()).is_some());
            }
        }

        #[test]
        fn written_dates_are_found(year in 1900i16..2100, month in 1u8..=12, day in 1u8..=28) {
            let text = format!("it was {day}.{month}.{year}, they said");
            let found = first_date(&text, DateHints::default()).unwrap();
            prop_assert_eq!((found.year, found.month, found.day), (Some(year), month, Some(day)));
        }
    }
}
