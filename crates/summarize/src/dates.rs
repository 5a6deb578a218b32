//! Days named relative to the story's own date, made into dates.

mod period;
mod tense;

use crate::readability::{Word, words};
use offwire_article::text::{MONTHS, WEEKDAYS};
use offwire_article::{Article, NewsDate, days_in_month};

/// Parts of a day that stand behind its name.
const PARTS: [&str; 4] = ["morning", "afternoon", "evening", "night"];

/// Words before a day that make a name of it: "Good Friday".
const NAMING: [&str; 9] = ["black", "good", "ash", "every", "super", "bloody", "palm", "cyber", "each"];
/// Words before a day that make it one of many, or tell what it belongs to: "a Saturday", "the Friday prayers".
const ARTICLES: [&str; 4] = ["a", "an", "the", "any"];
/// Words behind a day that it only describes.
const DESCRIBED: [&str; 10] = [
    "prayers",
    "school",
    "mass",
    "market",
    "papers",
    "newspaper",
    "newspapers",
    "edition",
    "supplement",
    "paper",
];
/// Prepositions of place: the name behind them is no part of the day's.
const PLACING: [&str; 9] = ["in", "at", "from", "to", "near", "of", "outside", "for", "with"];

/// The day a story was written, from which its weekdays are counted.
pub(crate) struct Calendar {
    day: i64,
}

impl Calendar {
    /// The day of the dateline, else of publication; none where neither has a day.
    pub(crate) fn of(article: &Article) -> Option<Self> {
        let dateline = article.dateline.as_ref().and_then(|d| d.date);
        let date = dateline.filter(|d| d.day().is_some()).or(article.published)?;
        Some(Self { day: number_of(date)? })
    }

    /// The sentence with its relative days as dates; none where it has none. Days inside quotations stay: a speaker's
    /// "today" is not always the story's.
    pub(crate) fn resolve(&self, sentence: &str) -> Option<String> {
        let mut out = String::with_capacity(sentence.len() + 16);
        let (mut copied, mut changed) = (0, false);
        let found: Vec<Word<'_>> = words(sentence).collect();
        for (number, word) in found.iter().enumerate() {
            if word.at < copied || is_quoted(sentence, word.at) {
                continue;
            }
            let day = self.date_at(sentence, &found, number);
            if let Some((date, start, end)) =
                day.or_else(|| period::period_at(sentence, &found, number, self.day))
            {
                out.push_str(sentence.get(copied..start)?);
                out.push_str(&date);
                // A year behind a day is closed by a comma: "on July 20, 2016, and".
                let goes_on = sentence.get(end..).is_some_and(|rest| rest.starts_with(' '));
                if goes_on && date.contains(", ") {
                    out.push(',');
                }
                (copied, changed) = (end, true);
            }
        }
        out.push_str(sentence.get(copied..)?);
        changed.then_some(out)
    }

    /// The date that the word with this number names, with the bytes that it replaces.
    fn date_at(&self, sentence: &str, all: &[Word<'_>], at: usize) -> Option<(String, usize, usize)> {
        let word = *all.get(at)?;
        let (before, after) = (at.checked_sub(1).and_then(|b| all.get(b)), all.get(at + 1));
        if let Some(weekday) = WEEKDAYS.iter().position(|day| *day == word.text) {
            return self.weekday_at(sentence, all, at, weekday as i64);
        }
        let offset = match word.text {
            "yesterday" | "Yesterday" => -1,
            "today" | "Today" => 0,
            "tomorrow" | "Tomorrow" => 1,
            _ => return None,
        };
        let possessed =
            sentence.get(word.end()..).is_some_and(|rest| rest.starts_with(['\'', '\u{2019}', '-']));
        // "today's world": an age, not a day.
        if possessed || before.is_some_and(|b| b.is("of") || b.end() + 1 != word.at) {
            return None;
        }
        let part = part_of_day(sentence, word, after);
        let date = name_of(self.day + offset);
        let date = match part {
            Some(part) => format!("on the {} of {date}", part.text),
            None => format!("on {date}"),
        };
        let date = if word.is_capitalized() { capitalized(&date) } else { date };
        Some((date, word.at, part.unwrap_or(word).end()))
    }

    /// The date of a day of the week, with the bytes that it replaces; none where the sentence leaves open which it is.
    fn weekday_at(
        &self,
        sentence: &str,
        all: &[Word<'_>],
        at: usize,
        weekday: i64,
    ) -> Option<(String, usize, usize)> {
        let word = *all.get(at)?;
        let (before, after) = (at.checked_sub(1).and_then(|b| all.get(b)), all.get(at + 1));
        if is_part_of_name(sentence, all, at) {
            return None;
        }
        let near = before.filter(|b| sentence.get(b.end()..word.at) == Some(" "));
        let (last, next) = (near.filter(|b| b.is("last")), near.filter(|b| b.is("next")));
        let today = weekday_of(self.day);
        let back = (today - weekday).rem_euclid(7);
        let tense = match () {
            () if last.is_some() => tense::Tense::Past,
            () if next.is_some() => tense::Tense::Ahead,
            () => tense::of_day(all, at),
        };
        let distance = match tense {
            tense::Tense::Past if last.is_some() && back == 0 => -7,
            tense::Tense::Past => -back,
            tense::Tense::Ahead if next.is_some() && back == 0 => 7,
            tense::Tense::Ahead => (weekday - today).rem_euclid(7),
            tense::Tense::Unclear => return None,
        };
        let start = last.or(next).map_or(word.at, |b| b.at);
        let part = part_of_day(sentence, word, after);
        let date = name_with_weekday(self.day + distance, part.map(|part| part.text));
        Some((date, start, part.unwrap_or(word).end()))
    }
}

/// Whether a day of the week is part of a name, one of many days, dated already, or only describes what follows.
fn is_part_of_name(sentence: &str, all: &[Word<'_>], at: usize) -> bool {
    let Some(word) = all.get(at) else { return true };
    let rest = sentence.get(word.end()..).unwrap_or("");
    let near = |index: usize, next: &Word<'_>| {
        all.get(index).filter(|before| sentence.get(before.end()..next.at) == Some(" "))
    };
    let before = at.checked_sub(1).and_then(|index| near(index, word));
    let after = all.get(at + 1).filter(|_| rest.starts_with(' '));
    // "met in Brussels Monday" ends a name that a preposition opened; "Sheffield Wednesday" is one.
    let named = before.filter(|b| b.is_capitalized() && !WEEKDAYS.contains(&b.text)).is_some_and(|first| {
        let mut opening = at - 1;
        let mut name = first;
        while let Some(longer) = opening.checked_sub(1).and_then(|index| near(index, name))
            && longer.is_capitalized()
        {
            (opening, name) = (opening - 1, longer);
        }
        let led = opening.checked_sub(1).and_then(|index| near(index, name));
        !led.is_some_and(|word| word.is_any(&PLACING))
            && !name.is_any(&["on", "last", "next", "early", "late"])
    });
    named
        || after.is_some_and(|a| a.is_capitalized() || a.is_any(&DESCRIBED))
        || before.is_some_and(|b| b.is_any(&NAMING) || b.is_any(&ARTICLES))
        || rest.starts_with(['-', '/', '\'', '\u{2019}'])
        || is_dated(rest)
}

/// "night" of "Tuesday night".
fn part_of_day<'a>(sentence: &str, day: Word<'_>, after: Option<&Word<'a>>) -> Option<Word<'a>> {
    after.copied().filter(|after| sentence.get(day.end()..after.at) == Some(" ") && after.is_any(&PARTS))
}

/// Whether a day and month follow: "Monday, May 3".
fn is_dated(rest: &str) -> bool {
    let next = words(rest).next();
    let near = rest.trim_start_matches([',', ' ', '(']);
    next.is_some_and(|w| {
        near.starts_with(w.text)
            && (MONTHS
                .iter()
                .any(|m| w.text.len() > 2 && m.get(..3) == w.text.get(..3) && w.is_capitalized())
                || w.text.parse::<u8>().is_ok())
    })
}

/// Whether the byte stands inside a quotation.
fn is_quoted(sentence: &str, at: usize) -> bool {
    let before = sentence.get(..at).unwrap_or("");
    before.matches('"').count() % 2 == 1
        || before.matches('\u{201c}').count() > before.matches('\u{201d}').count()
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |c| c.to_uppercase().chain(letters).collect())
}

/// Days since the first of March of year 0, by Hinnant's algorithm ("chrono-compatible low-level date algorithms").
fn number_of(date: NewsDate) -> Option<i64> {
    let (year, month, day) = (i64::from(date.year()), i64::from(date.month()?), i64::from(date.day()?));
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year)
}

/// 0 for Monday to 6 for Sunday.
fn weekday_of(day: i64) -> i64 {
    // 1 March 0000 was a Wednesday.
    (day + 2).rem_euclid(7)
}

fn date_of(day: i64) -> (i64, usize, i64) {
    let era = day.div_euclid(146_097);
    let of_era = day.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    (year, usize::try_from(month).unwrap_or(1), of_year - (153 * shifted + 2) / 5 + 1)
}

/// "July 20, 2016".
fn name_of(day: i64) -> String {
    let (year, month, day) = date_of(day);
    debug_assert!(day <= i64::from(days_in_month(i16::try_from(year).unwrap_or(2000), month as u8)));
    format!("{} {day}, {year}", MONTHS.get(month - 1).copied().unwrap_or(""))
}

/// "Wednesday, July 20, 2016", "Wednesday night, July 20, 2016".
fn name_with_weekday(day: i64, part: Option<&str>) -> String {
    let weekday = usize::try_from(weekday_of(day)).unwrap_or(0);
    let part = part.map(|part| format!(" {part}")).unwrap_or_default();
    format!("{}{part}, {}", WEEKDAYS.get(weekday).copied().unwrap_or(""), name_of(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar(day: &str) -> Calendar {
        let article = Article { published: Some(day.parse().unwrap()), ..Article::default() };
        Calendar::of(&article).unwrap()
    }

    #[track_caller]
    fn check(sentence: &str, want: Option<&str>) {
        // A Thursday.
        assert_eq!(calendar("2016-07-21").resolve(sentence).as_deref(), want, "{sentence}");
    }

    #[test]
    fn days_of_the_week_become_dates() {
        check(
            "The harbour reopened on Wednesday.",
            Some("The harbour reopened on Wednesday, July 20, 2016."),
        );
        check("The harbour reopened last Thursday.", Some("The harbour reopened Thursday, July 14, 2016."));
        check(
            "The ministers will meet on Friday.",
            Some("The ministers will meet on Friday, July 22, 2016."),
        );
        check("Trading ended Thursday.", Some("Trading ended Thursday, July 21, 2016."));
        check("The talks begin tomorrow.", Some("The talks begin on July 22, 2016."));
    }

    #[test]
    fn parts_of_a_day_stay_with_it() {
        check("A bomb fell Tuesday night.", Some("A bomb fell Tuesday night, July 19, 2016."));
        check("A bomb fell yesterday morning.", Some("A bomb fell on the morning of July 20, 2016."));
    }

    #[test]
    fn periods_become_dates() {
        for (sentence, want) in [
            ("Sales fell last year.", Some("Sales fell in 2015.")),
            ("Last month the bank closed.", Some("In June 2016 the bank closed.")),
            ("It has rained since last week.", Some("It has rained since the week of July 11, 2016.")),
            ("Polls open later this month.", Some("Polls open later in July 2016.")),
            ("The ship sailed three days ago.", Some("The ship sailed on July 18, 2016.")),
            ("The ship sailed about three days ago.", None),
            ("It rained last night.", Some("It rained Wednesday night, July 20, 2016.")),
            ("This morning it rained.", Some("On the morning of July 21, 2016, it rained.")),
            ("It has rained since this summer.", Some("It has rained since the summer of 2016.")),
            ("It was the last year of his life.", None),
            ("Last year's harvest was small.", None),
        ] {
            check(sentence, want);
        }
        let january = calendar("2016-01-05").resolve("The bank closed last month.");
        assert_eq!(january.as_deref(), Some("The bank closed in December 2015."));
    }

    #[test]
    fn what_is_no_day_of_the_story_stays() {
        check("\"We met on Wednesday,\" she said.", None);
        check("Shops open early on Black Friday.", None);
        check("The storm of Monday, May 3 is past.", None);
        check("In today's world, ports are few.", None);
        check("The Sheffield Wednesday Club won.", None);
        check("Sheffield Wednesday beat Leeds.", None);
        check("The inquiry heard why the storm, a Tuesday, was not foretold.", None);
        check("The Friday prayers were held at the quay.", None);
    }

    #[test]
    fn the_verb_tells_whether_a_day_is_past() {
        for (sentence, want) in [
            ("Ministers voted to raise the wall Tuesday.", None),
            ("The shop opens Monday.", None),
            ("Police are asking why the bridge fell on Monday.", Some("fell on Monday, July 18, 2016.")),
            ("The court is expected to rule Friday.", Some("rule Friday, July 22, 2016.")),
            ("He was taken to the harbour on Monday.", Some("on Monday, July 18, 2016.")),
            ("A vote scheduled for Monday was put off.", Some("Monday, July 25, 2016, was put off.")),
            ("They met in Porto Nero Monday.", Some("Nero Monday, July 18, 2016.")),
            ("On Monday the mayor resigned.", Some("On Monday, July 18, 2016, the mayor resigned.")),
            ("On Monday the mayor will resign.", Some("On Monday, July 25, 2016, the mayor will resign.")),
        ] {
            let found = calendar("2016-07-21").resolve(sentence);
            let is_as_wanted = match want {
                Some(part) => found.as_deref().is_some_and(|found| found.contains(part)),
                None => found.is_none(),
            };
            assert!(is_as_wanted, "{sentence}: {found:?}");
        }
    }

    #[test]
    fn a_date_without_a_day_resolves_nothing() {
        let article = Article { published: Some("2016-07".parse().unwrap()), ..Article::default() };
        assert!(Calendar::of(&article).is_none());
    }

    #[test]
    fn days_count_through_centuries() {
        for text in ["1900-03-01", "2000-02-29", "2016-12-31", "1987-02-26"] {
            let date: NewsDate = text.parse().unwrap();
            let (year, month, day) = date_of(number_of(date).unwrap());
            assert_eq!(format!("{year:04}-{month:02}-{day:02}"), text);
        }
        assert_eq!(weekday_of(number_of("2016-07-21".parse().unwrap()).unwrap()), 3);
    }
}
