//! Lines that say who wrote a story, on which day, or when in the day.

use super::byline::byline;
use super::date::{DateHints, dates_in, is_zone};
use crate::body::is_cjk;

/// Longest line that is taken for a byline or a day, in characters.
pub(crate) const LONGEST: usize = 80;
/// Characters beside the day in a line that is nothing but a date: the name of the weekday, a mark.
const BESIDE_DAY: usize = 14;

/// Whether a line is the byline of a story, or of an entry of one, which may bear its time: "14:10 By Ann Berg".
pub(crate) fn is_byline(line: &str) -> bool {
    line.chars().count() < LONGEST && !byline(behind_clock(line)).is_empty()
}

/// Whether a line is a date and next to nothing else.
pub(crate) fn is_day(line: &str) -> bool {
    line.chars().count() < LONGEST && beside_day(line).is_some_and(|beside| beside <= BESIDE_DAY)
}

/// Whether a line that names a day tells something of it, as the last line of many stories does ("He will be sentenced on
/// March 3, 2017."): a sentence of some words, none of which says that the page came out or was changed.
pub(crate) fn tells_of_day(line: &str) -> bool {
    /// Words beside the day; of a language without blanks, characters.
    const FEWEST_WORDS: usize = 3;
    const FEWEST_CHARS: usize = 6;
    const LABELS: [&str; 22] = [
        "publi",
        "pubbl",
        "updat",
        "post",
        "print",
        "modif",
        "copyright",
        "creat",
        "archiv",
        "aktualis",
        "veröffent",
        "stand",
        "actuali",
        "atuali",
        "aggiorn",
        "gepubl",
        "bijgew",
        "opublik",
        "опублик",
        "обновл",
        "uppdat",
        "mis",
    ];
    let trimmed = line.trim_end_matches(['"', '\'', '”', '’', '»', ')']);
    if !trimmed.ends_with(['.', '!', '?', '。', '！', '？']) {
        return false;
    }
    let lower = line.to_lowercase();
    let is_label = |word: &str| LABELS.iter().any(|label| word.starts_with(label));
    if lower.split(|c: char| !c.is_alphabetic()).any(is_label) {
        return false;
    }
    let days = dates_in(line, DateHints::default());
    let is_day = |at: usize| days.iter().any(|day| day.range.contains(&at));
    let start = |word: &str| word.as_ptr() as usize - line.as_ptr() as usize;
    let words =
        line.split_whitespace().filter(|word| word.contains(char::is_alphabetic) && !is_day(start(word)));
    let chars = line.char_indices().filter(|(at, c)| is_cjk(*c) && !is_day(*at)).count();
    words.count() >= FEWEST_WORDS || chars >= FEWEST_CHARS
}

/// Characters that a line holds beside the first day in it; `None` where it names no day.
pub(crate) fn beside_day(line: &str) -> Option<usize> {
    let day = dates_in(line, DateHints::default()).into_iter().find(|date| date.day.is_some())?;
    Some(line.chars().count() - line.get(day.range)?.chars().count())
}

/// Whether a line ends with what the writer is: `Our Correspondent`, `Harbour Capital Bureau`, `Tribune News Service`.
pub(crate) fn names_desk(line: &str) -> bool {
    const MOST_WORDS: usize = 6;
    const DESKS: [&str; 8] =
        ["bureau", "correspondent", "correspondents", "reporter", "service", "staff", "writer", "writers"];
    let last = line.split_whitespace().last().unwrap_or("").to_lowercase();
    let is_name =
        || line.split_whitespace().all(|word| word.chars().next().is_some_and(|c| !c.is_lowercase()));
    DESKS.contains(&last.as_str()) && line.split_whitespace().count() <= MOST_WORDS && is_name()
}

/// Whether a line is a time of day and nothing else, as the entries of a live page bear it: `14.35`, `2:35 PM`,
/// `14:35 GMT`.
pub(crate) fn is_clock(line: &str) -> bool {
    const LONGEST: usize = 24;
    const BEHIND: [&str; 6] = ["am", "pm", "uhr", "h", "hrs", "hours"];
    if line.len() > LONGEST {
        return false;
    }
    let lower = line.trim().to_lowercase();
    let digits = lower.find(|c: char| !c.is_ascii_digit()).unwrap_or(lower.len());
    let number =
        |text: Option<&str>, most: u8| text.and_then(|t| t.parse::<u8>().ok()).is_some_and(|n| n <= most);
    let hour = number(lower.get(..digits), 23);
    let minute = matches!(lower.as_bytes().get(digits), Some(b':' | b'.' | b'h'))
        && number(lower.get(digits + 1..digits + 3), 59);
    let behind = lower.get(digits + 3..).unwrap_or("").replace('.', "");
    let is_word = |word: &str| BEHIND.contains(&word) || is_zone(&word.to_uppercase());
    hour && minute && (1..=2).contains(&digits) && behind.split_whitespace().all(is_word)
}

/// A line without the time that it begins with.
fn behind_clock(line: &str) -> &str {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ':' | '.'));
    let is_time = (4..=5).contains(&(line.len() - rest.len()));
    if is_time { rest.trim_start() } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_may_bear_a_time_and_days_a_weekday() {
        assert!(is_byline("By ANN BERG"));
        assert!(is_byline("14:10 By Ann Berg"));
        assert!(!is_byline("By then the quay was closed"));
        assert!(is_day("Tuesday, March 4, 1999"));
        assert!(!is_day("The quay was closed on March 4, 1999"));
    }

    #[test]
    fn a_day_may_be_told_of() {
        for line in [
            "Voting closes at 7pm on 12 May.",
            "He will be sentenced on March 3, 2017.",
            "L'épicerie rouvrira le 1er décembre.",
            "港口将于2018年1月26日重新开放。",
        ] {
            assert!(tells_of_day(line), "{line}");
        }
        for line in [
            "Published on 12 May 2010.",
            "This article was updated on March 3, 2017.",
            "London, 12 May 2010.",
            "Tuesday, March 4, 1999",
        ] {
            assert!(!tells_of_day(line), "{line}");
        }
    }

    #[test]
    fn desks_are_named_at_the_end_of_a_line() {
        for line in ["Our Correspondent", "HARBOUR NEWS SERVICE", "Harbour Capital Bureau"] {
            assert!(names_desk(line), "{line}");
        }
        for line in ["The board asked its staff", "Ann Berg", "A Harbour Bureau that nobody had heard of"] {
            assert!(!names_desk(line), "{line}");
        }
    }

    #[test]
    fn times_of_day_stand_alone() {
        for line in ["14.35", "2:35 PM", "14:35 GMT", "9.05 a.m. EDT", "14h35", "15:01 Uhr", "3.01pm"] {
            assert!(is_clock(line), "{line}");
        }
        for line in ["14.35 million", "24.12", "14:75", "1435", "14:35 The gates open", "3 May", "24.123"] {
            assert!(!is_clock(line), "{line}");
        }
    }
}
