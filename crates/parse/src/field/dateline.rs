//! The place line that opens a wire story, in each agency's form: `BEIJING, Jan. 26 (Xinhua) -- `,
//! `(ANSA) - ROME, JUL 11 - `, `MOSCOW, January 21. /TASS/. `, `新华社北京1月26日电`, `(서울=연합뉴스)`.

mod east_asian;
mod place;

use super::{
    agency::agency,
    date::{DateFound, DateHints, dates_in},
};
use std::ops::Range;

/// A dateline found at the start of a text; ranges are bytes of that text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct DatelineFound {
    /// The whole line, the dash behind it included.
    pub range: Range<usize>,
    /// The place, with its state or country.
    pub place: Option<Range<usize>>,
    /// The day of writing, mostly without a year.
    pub date: Option<DateFound>,
    /// The agency as printed, without brackets.
    pub agency: Option<Range<usize>>,
    /// The reporter that East Asian agencies name in the line.
    pub reporter: Option<Range<usize>>,
}

/// Longest dateline, in characters.
const LONGEST: usize = 110;

/// The dateline that opens a paragraph.
pub(crate) fn dateline(text: &str) -> Option<DatelineFound> {
    let start = text.len() - text.trim_start().len();
    let head = head(text, LONGEST);
    if !may_open(head) {
        return None;
    }
    east_asian::dateline(head, start)
        .or_else(|| agency_first(head, start))
        .or_else(|| by_agency(head, start))
        .or_else(|| by_dash(head, start))
        .or_else(|| by_full_stop(head, start))
}

/// The first characters of a text, so many of them.
fn head(text: &str, length: usize) -> &str {
    let is_told = text.get(..length).is_some_and(str::is_ascii);
    let end = match () {
        () if text.len() <= length => text.len(),
        () if is_told => length,
        () => text.char_indices().nth(length).map_or(text.len(), |(at, _)| at),
    };
    text.get(..end).unwrap_or(text)
}

/// Whether a text may open with a dateline: each form has a bracket, a stroke, a dash or a comma, or a letter of East
/// Asia.
fn may_open(head: &str) -> bool {
    let is_sign = |byte: u8| matches!(byte, b'(' | b'/' | b'[' | b'-' | b'_' | b',' | 0xe2..);
    head.bytes().fold(false, |so_far, byte| so_far | is_sign(byte))
}

/// Characters among which such a day stands, and capitalised words of its place.
const OPENING: usize = 60;
const MOST_PLACE: usize = 5;

/// Whether a text opens with place and day and no dash behind them, as papers of India print them: `Gurgaon, January 2`
/// on a line of its own, of which a page dump or a break leaves a blank.
pub(crate) fn opens_with_place_and_day(text: &str) -> bool {
    let head = head(text, OPENING);
    let Some(day) = dates_in(head, DateHints::default()).into_iter().find(|date| date.day.is_some()) else {
        return false;
    };
    let place = head.get(..day.range.start).unwrap_or("").trim_end();
    let words = || place.split_whitespace();
    place.ends_with(',')
        && words().count() <= MOST_PLACE
        && words().all(|w| w.starts_with(char::is_uppercase))
}

/// The dateline that is the whole of a field or line: `WASHINGTON (AP)`, `PORTLAND, Ore., Feb 26 -`, `Gurgaon, January 2`.
pub(crate) fn dateline_field(text: &str) -> Option<DatelineFound> {
    let start = text.len() - text.trim_start().len();
    let whole = text.trim_end().len();
    if text.chars().count() > LONGEST || start >= whole {
        return None;
    }
    if let Some(found) = dateline(text).filter(|found| found.range.end >= whole) {
        return Some(found);
    }
    let end = text.trim_end_matches(|c: char| c.is_whitespace() || is_dash(c) || c == '.' || c == ':').len();
    let (place, date) = place_and_date(text, start..end)?;
    let is_place = place.clone().and_then(|p| text.get(p)).is_some_and(place::is_place);
    is_place.then_some(DatelineFound { range: start..whole, place, date, ..DatelineFound::default() })
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '―' | '_' | '−')
}

/// End of the dash, full stop or colon that divides a dateline from its text, and whether there is a dash.
fn separator(text: &str, from: usize) -> (usize, bool) {
    let rest = text.get(from..).unwrap_or("");
    let mut has_dash = false;
    let mut end = from;
    for (at, c) in rest.char_indices() {
        match c {
            _ if is_dash(c) => has_dash = true,
            '.' | ':' | ',' | '=' if at < 3 => has_dash |= c == ':' || c == '=',
            _ if c.is_whitespace() => {}
            _ => break,
        }
        end = from + at + c.len_utf8();
    }
    (end, has_dash)
}

/// `(Reuters) - `, `(CNN)For`, `(ANSA) - ROME, JUL 11 - `.
fn agency_first(text: &str, start: usize) -> Option<DatelineFound> {
    let credit = enclosed(text, start).filter(|credit| is_credit(text, credit))?;
    let (end, has_dash) = separator(text, credit.end + 1);
    let first = DatelineFound { range: start..end, agency: Some(credit), ..DatelineFound::default() };
    let second = by_dash(text, end).filter(|found| has_dash && found.date.is_some());
    Some(match second {
        Some(found) => DatelineFound { range: start..found.range.end, agency: first.agency, ..found },
        None => first,
    })
}

/// The inside of the brackets or slashes that open at `at`.
fn enclosed(text: &str, at: usize) -> Option<Range<usize>> {
    let rest = text.get(at..)?;
    let close = match rest.chars().next()? {
        '(' => ')',
        '/' => '/',
        '[' => ']',
        '（' => '）',
        _ => return None,
    };
    let open = rest.chars().next()?.len_utf8();
    let length = rest.get(open..)?.find(close).filter(|length| (2..=40).contains(length))?;
    Some(at + open..at + open + length)
}

/// Whether the words between brackets credit an agency: known, and not written as a plain word.
fn is_credit(text: &str, range: &Range<usize>) -> bool {
    let credit = text.get(range.clone()).unwrap_or("");
    let is_plain = credit.chars().all(|c| c.is_lowercase() || c == ' ' || c == '/');
    let small = credit.split([' ', '/']).all(|word| word.len() <= 6);
    agency(credit).is_some() && (!is_plain || small)
}

/// An agency that no list knows: two to six capitals.
fn looks_like_agency(text: &str, range: &Range<usize>) -> bool {
    let credit = text.get(range.clone()).unwrap_or("");
    (2..=6).contains(&credit.len()) && credit.bytes().all(|b| b.is_ascii_uppercase())
}

/// `CHATHAM, Mass. (AP) _ `, `MOSCOW, January 21. /TASS/. `, `SAITAMA, Japan, Dec. 9 Kyodo - `.
fn by_agency(text: &str, start: usize) -> Option<DatelineFound> {
    let is_sign = |(at, byte): &(usize, u8)| *at > start && matches!(byte, b'(' | b'/' | 0xef);
    for (at, _) in text.bytes().enumerate().filter(is_sign) {
        // Of what begins with EF only the wide bracket opens a credit.
        if !text.get(at..).is_some_and(|t| t.starts_with(['(', '/', '（'])) {
            continue;
        }
        let Some(credit) = enclosed(text, at) else { continue };
        let close = text.get(credit.end..).and_then(|t| t.chars().next()).map_or(0, char::len_utf8);
        let (end, has_dash) = separator(text, credit.end + close);
        let is_known = is_credit(text, &credit);
        let is_likely = has_dash && looks_like_agency(text, &credit);
        if !(is_known || is_likely) {
            continue;
        }
        let before = text.get(start..at)?.trim_end_matches(|c: char| c.is_whitespace() || is_dash(c));
        return opening(text, start..start + before.len(), Some(credit), start..end);
    }
    bare_agency(text, start)
}

/// The agency stands without brackets before the dash.
fn bare_agency(text: &str, start: usize) -> Option<DatelineFound> {
    let (dash, end) = first_dash(text, start)?;
    let before = text.get(start..dash)?.trim_end();
    let word = before.rfind([' ', ','])? + 1;
    let credit = start + word..start + before.len();
    let name = text.get(credit.clone())?;
    let is_name = agency(name).is_some() && name.chars().next().is_some_and(char::is_uppercase);
    let place = start..start + before.get(..word)?.trim_end_matches([' ', ',']).len();
    let found = opening(text, place, Some(credit), start..end).filter(|_| is_name)?;
    found.date.is_some().then_some(found)
}

/// The first free-standing dash behind `start`: where it begins and where the text behind it begins.
fn first_dash(text: &str, start: usize) -> Option<(usize, usize)> {
    let rest = text.get(start..)?;
    let is_sign = |byte: u8| matches!(byte, b'-' | b'_' | b'.' | 0xe2);
    let places = rest.bytes().enumerate().filter(|(_, byte)| is_sign(*byte)).map(|(at, _)| at);
    places.into_iter().find_map(|at| {
        let c = rest.get(at..)?.chars().next().filter(|c| is_dash(*c) || *c == '.')?;
        let before = rest.get(..at)?;
        let behind = rest.get(at + c.len_utf8()..)?;
        let is_free =
            before.ends_with([' ', '\u{a0}']) || c == '—' || c == '―' || behind.starts_with(is_dash);
        let is_stop = c == '.' && behind.starts_with('-') && before.ends_with(char::is_alphanumeric);
        let dash = is_dash(c) && is_free && (behind.starts_with([' ', '\u{a0}', '-', '–']) || c == '—');
        (dash || is_stop).then(|| (start + at, separator(text, start + at).0))
    })
}

/// `RENO -- `, `BASLE, March 3 - `, `PORTLAND, Ore., Feb 26 - `: no agency, so the place is in capitals or dated.
fn by_dash(text: &str, start: usize) -> Option<DatelineFound> {
    let (dash, end) = first_dash(text, start)?;
    let place = start..start + text.get(start..dash)?.trim_end().len();
    let found = opening(text, place, None, start..end)?;
    let name = text.get(found.place.clone()?)?;
    let opens_sentence = text.get(end..)?.chars().next().is_some_and(|c| !c.is_lowercase());
    let is_told = found.date.is_some() || place::is_shouted(name);
    (is_told && opens_sentence).then_some(found)
}

/// `London, den 2. Dezember. `, as papers of the nineteenth century set it.
fn by_full_stop(text: &str, start: usize) -> Option<DatelineFound> {
    let comma = start + text.get(start..)?.find(',').filter(|at| *at < 40)?;
    // The day stands behind the comma, or nothing does that is a dateline.
    if !text.get(comma..)?.chars().take(30).any(char::is_numeric) {
        return None;
    }
    let date = dates_in(text, DateHints::default()).into_iter().next()?;
    let between = text.get(comma + 1..date.range.start)?.trim();
    let behind = text.get(date.range.end..)?;
    let is_line = behind.starts_with(". ") && (between.is_empty() || between == "den" || between == "the");
    let place = start..comma;
    let is_place =
        text.get(place.clone()).is_some_and(|name| place::is_place(name) && name.split(' ').count() < 4);
    if !is_line || !is_place || date.clock.is_some() || date.day.is_none() {
        return None;
    }
    let end = separator(text, date.range.end).0;
    Some(DatelineFound {
        range: start..end,
        place: Some(place),
        date: Some(date),
        ..DatelineFound::default()
    })
}

/// Puts a dateline together, if what stands before the agency or dash is a place, a date or both.
fn opening(
    text: &str,
    before: Range<usize>,
    agency: Option<Range<usize>>,
    range: Range<usize>,
) -> Option<DatelineFound> {
    let (place, date) = place_and_date(text, before)?;
    let is_place = match &place {
        Some(place) => text.get(place.clone()).is_some_and(place::is_place),
        None => agency.is_some() && date.is_some(),
    };
    is_place.then_some(DatelineFound { range, place, date, agency, reporter: None })
}

type PlaceAndDate = (Option<Range<usize>>, Option<DateFound>);

/// Divides `PORTLAND, Ore., Feb 26` into place and date; `None` where words stand behind the date.
fn place_and_date(text: &str, range: Range<usize>) -> Option<PlaceAndDate> {
    let part = text.get(range.clone())?;
    let Some(mut date) = dates_in(part, DateHints::default()).into_iter().next_back() else {
        return Some(((!part.trim().is_empty()).then_some(range), None));
    };
    let behind = part.get(date.range.end..)?.trim_matches(['.', ',', ' ', ';']);
    if !behind.is_empty() {
        return None;
    }
    let name = part.get(..date.range.start)?;
    let name = name.trim_end_matches([',', ' ', ';']).trim_end_matches(" den").trim_end_matches([',', ' ']);
    date.range = range.start + date.range.start..range.start + date.range.end;
    let place = (!name.is_empty()).then(|| range.start..range.start + name.len());
    Some((place, Some(date)))
}

#[cfg(test)]
mod tests;
