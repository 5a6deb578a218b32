//! Weeks, months and years named from the story's own: "last month", "three days ago".

use super::{PARTS, capitalized, date_of, name_of, name_with_weekday, weekday_of};
use crate::readability::Word;
use offwire_article::text::MONTHS;

/// Words behind which the name of a period stands without `in`.
const PREPOSITIONS: [&str; 15] = [
    "since", "from", "until", "till", "by", "of", "than", "for", "in", "during", "before", "after", "to",
    "between", "and",
];
/// Words before "last year" that make something else of it: "the last year of his life".
const DETERMINERS: [&str; 12] =
    ["the", "a", "his", "her", "its", "their", "our", "my", "every", "each", "that", "at"];
/// Words before "two days ago" that leave the day open.
const ROUGHLY: [&str; 10] =
    ["about", "nearly", "some", "almost", "over", "than", "around", "roughly", "maybe", "least"];
const NUMBERS: [&str; 9] = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/// What the words from number `at` on name as a period or a day, with the bytes that it replaces. `today` is the day
/// of the story.
pub(super) fn period_at(
    sentence: &str,
    all: &[Word<'_>],
    at: usize,
    today: i64,
) -> Option<(String, usize, usize)> {
    let word = *all.get(at)?;
    let before = at.checked_sub(1).and_then(|before| all.get(before));
    let next = *all.get(at + 1).filter(|next| sentence.get(word.end()..next.at) == Some(" "))?;
    if let Some(days) = days(word) {
        let ago = all.get(at + 2).filter(|ago| next.is("days") && ago.is("ago"))?;
        let is_rough = before.is_some_and(|b| b.is_any(&ROUGHLY));
        let date = format!("on {}", name_of(today - days));
        return (!is_rough).then(|| (in_case_of(word, date), word.at, ago.end()));
    }
    let step = match () {
        () if word.is("last") => -1,
        () if word.is("this") => 0,
        () if word.is("next") => 1,
        () => return None,
    };
    let rest = sentence.get(next.end()..).unwrap_or("");
    if rest.starts_with(['\'', '\u{2019}', '-']) || before.is_some_and(|b| b.is_any(&DETERMINERS)) {
        return None;
    }
    if step == -1 && next.is("night") {
        return Some((name_with_weekday(today - 1, Some("night")), word.at, next.end()));
    }
    if step == 0 && next.is_any(&PARTS) {
        let date = format!("on the {} of {}", next.text, name_of(today));
        return Some((in_case_of(word, date), word.at, next.end()));
    }
    let name = period(next.text, step, today)?;
    let is_led = before.is_some_and(|b| b.is_any(&PREPOSITIONS) && b.end() + 1 == word.at);
    let name = if is_led { name } else { format!("in {name}") };
    Some((in_case_of(word, name), word.at, next.end()))
}

fn days(word: Word<'_>) -> Option<i64> {
    let spelled = NUMBERS.iter().position(|number| word.is(number)).map(|at| at as i64 + 2);
    spelled.or_else(|| word.text.parse().ok()).filter(|days| (2..60).contains(days))
}

fn in_case_of(word: Word<'_>, text: String) -> String {
    if word.is_capitalized() { capitalized(&text) } else { text }
}

/// "2015", "June 2016", "the week of July 11, 2016", "the summer of 2016".
fn period(unit: &str, step: i64, today: i64) -> Option<String> {
    let (year, month, _) = date_of(today);
    match unit {
        "year" => Some((year + step).to_string()),
        "month" => {
            let months = year * 12 + month as i64 - 1 + step;
            let name = MONTHS.get(usize::try_from(months.rem_euclid(12)).ok()?)?;
            Some(format!("{name} {}", months.div_euclid(12)))
        }
        "week" => Some(format!("the week of {}", name_of(today - weekday_of(today) + 7 * step))),
        "spring" | "summer" | "autumn" | "winter" if step == 0 => Some(format!("the {unit} of {year}")),
        _ => None,
    }
}
