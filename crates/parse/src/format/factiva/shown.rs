//! Documents as they are shown: section, headline, byline, count of words, day, time, source and its code, edition, page,
//! language, rights, each on a line, then the text.

use super::{Parts, sign};
use crate::field::byline;
use crate::format::download::{Sheet, field};
use crate::format::story;

/// Lines between the count of words and the language at most.
const MOST: usize = 14;

/// Whether a count of words, a day and the name of a language stand below each other.
pub(super) fn has_masthead(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    while lines.by_ref().any(sign::is_count) {
        let mut below = lines.clone();
        if below.next().is_some_and(|line| sign::day(line).is_some()) && below.take(MOST).any(is_language) {
            return true;
        }
    }
    false
}

fn is_language(line: &str) -> bool {
    line.split_whitespace().count() <= 2
        && !line.contains(|c: char| c.is_ascii_digit())
        && field::language(line).is_some()
}

/// Takes a document apart; `None` where no masthead stands in it.
pub(super) fn read(sheet: Sheet<'_>) -> Option<Parts> {
    let end = (0..sheet.len()).find(|at| sign::is_end(sheet.line(*at))).unwrap_or(sheet.len());
    let full = |from: usize| sheet.full(from, end);
    let count = (0..end).find(|at| {
        sign::is_count(sheet.line(*at))
            && full(at + 1).is_some_and(|day| sign::day(sheet.line(day)).is_some())
    })?;
    let mut parts = Parts::default();
    read_above(sheet, count, &mut parts);
    let day = full(count + 1)?;
    let mut date = sign::day(sheet.line(day))?;
    let mut source = full(day + 1)?;
    if let Some(clock) = sign::clock(sheet.line(source)) {
        date = date.at(clock).unwrap_or(date);
        source = full(source + 1)?;
    }
    parts.date = sheet.range(day..source, 0).map(|range| (date, range));
    parts.publication = sheet.range(source..source + 1, 0);
    let near = (source + 1..end).filter(|at| !sheet.is_blank(*at)).take(MOST);
    let language = near.clone().find(|at| is_language(sheet.line(*at).trim()));
    parts.language = language.and_then(|at| sheet.range(at..at + 1, 0));
    parts.page =
        near.take_while(|at| language.is_some_and(|language| *at < language)).skip(1).find_map(|at| {
            let line = sheet.line(at).trim();
            let is_page =
                line.len() <= 8 && !line.contains(' ') && line.ends_with(|c: char| c.is_ascii_digit());
            is_page.then(|| sheet.range(at..at + 1, 0)).flatten()
        });
    let mut text = full(language.unwrap_or(source) + 1).unwrap_or(end);
    if text < end && sign::is_rights(sheet.line(text)) {
        parts.rights = sheet.range(text..text + 1, 0);
        text += 1;
    }
    parts.text.extend(sheet.range(text..end, 0));
    Some(parts)
}

/// Section, headline and byline, above the count of words.
fn read_above(sheet: Sheet<'_>, count: usize, parts: &mut Parts) {
    let mut above: Vec<usize> =
        (0..count).filter(|at| !sheet.is_blank(*at) && !sign::is_foot(sheet.line(*at))).collect();
    // A headline may name people, too: a byline without its word is nothing but names.
    let are_names = |line: &str| {
        let named: usize = story::people(line).iter().map(|name| name.split_whitespace().count()).sum();
        named > 0 && line.split_whitespace().count() <= named + 1
    };
    let is_byline = |line: &str| byline::opening(line).is_some() || are_names(line);
    let line = |at: usize| sheet.range(at..at + 1, 0);
    if above.len() > 1 {
        parts.byline = above.pop_if(|last| is_byline(sheet.line(*last).trim())).and_then(line);
    }
    parts.headline = above.pop().and_then(line);
    parts.section = above.pop().and_then(line);
}
