//! What stands above the fields without a label: copyright, publication, day, and in some years the headline.

use super::cut;
use crate::field::date::{self, DateHints};
use crate::format::download::Sheet;
use crate::format::when;
use offwire_article::NewsDate;
use std::ops::Range;

/// Lines that a headline without a label has at most where nothing divides it from a cover page.
const MOST_LINES: usize = 3;

/// Most lines of a masthead: where no field stands below it, the whole document would be searched for its day.
const LONGEST: usize = 60;

/// What stands above the fields.
#[derive(Debug, Default)]
pub(super) struct Masthead {
    pub(super) publication: Option<Range<usize>>,
    pub(super) date: Option<(NewsDate, Range<usize>)>,
    pub(super) headline: Option<Range<usize>>,
    pub(super) rights: Option<Range<usize>>,
}

/// The masthead in the lines above the first field, of a document in which the publication stands first.
pub(super) fn read(sheet: Sheet<'_>, lines: Range<usize>) -> Masthead {
    let lines = lines.start..lines.end.min(lines.start + LONGEST);
    let rights = lines.clone().find(|at| is_rights(sheet.line(*at)));
    let rights = rights.and_then(|at| sheet.range(at..at + 1, 0));
    let mut head = Masthead { rights, ..Masthead::default() };
    let dated = day_line(sheet, lines.clone());
    if let Some((at, date)) = dated {
        head.date = sheet.range(at..at + 1, 0).map(|range| (date, range));
        let above = (lines.start..at).rev();
        let mut above = above.filter(|at| !is_rights(sheet.line(*at)) && !cut::is_number(sheet.line(*at)));
        head.publication = above.find(|at| !sheet.is_blank(*at)).and_then(|at| sheet.range(at..at + 1, 0));
    }
    // Editions stand right below the day, as centred as it is.
    let mut at = dated.map_or(lines.start, |(at, _)| sheet.block_end(at, lines.end));
    while let Some(block) = sheet.full(at, lines.end) {
        at = sheet.block_end(block, lines.end);
        let is_title = !sheet.is_centred(block) && !cut::is_number(sheet.line(block));
        if is_title && !is_rights(sheet.line(block)) {
            head.headline = sheet.range(block..at, 0);
            break;
        }
    }
    head
}

/// The masthead of a newer download: headline, publication, day, copyright, each on a line, and above them what is
/// left of a cover page.
pub(super) fn read_titled(sheet: Sheet<'_>, lines: Range<usize>) -> Masthead {
    let lines = lines.start.max(lines.end.saturating_sub(LONGEST))..lines.end;
    let rights = lines.clone().rev().find(|at| is_rights(sheet.line(*at)));
    let until = rights.unwrap_or(lines.end);
    let rights = rights.and_then(|at| sheet.range(at..at + 1, 0));
    let mut head = Masthead { rights, ..Masthead::default() };
    let dated = (lines.start..until).rev().find_map(|at| Some((at, day(sheet.line(at))?)));
    let Some((at, date)) = dated else { return head };
    head.date = sheet.range(at..at + 1, 0).map(|range| (date, range));
    let Some(publication) = sheet.full_before(lines.start, at) else { return head };
    head.publication = sheet.range(publication..publication + 1, 0);
    let Some(last) = sheet.full_before(lines.start, publication) else { return head };
    let mut first = sheet.block_start(lines.start, last);
    if (first..=last).any(|at| cut::is_number(sheet.line(at))) {
        first = (first..=last).rev().find(|at| cut::is_number(sheet.line(*at))).map_or(first, |at| at + 1);
    } else if last + 1 - first > MOST_LINES {
        first = last;
    }
    head.headline = sheet.range(first..last + 1, 0);
    head
}

/// The line of the day: one that names it in full before one that names but a month.
fn day_line(sheet: Sheet<'_>, lines: Range<usize>) -> Option<(usize, NewsDate)> {
    let dated = || {
        lines.clone().filter_map(|at| {
            let line = sheet.line(at);
            (!is_rights(line)).then(|| Some((at, day(line)?)))?
        })
    };
    dated().find(|(_, date)| date.day().is_some()).or_else(|| dated().next())
}

/// `March 12, 1994, Saturday, Late Edition`, `12. März 1994 Samstag`.
fn day(line: &str) -> Option<NewsDate> {
    let line = line.trim();
    let in_words = || date::first_date(line, DateHints::default())?.date();
    when::read(line).filter(|date| date.day().is_some()).or_else(in_words).or_else(|| when::read(line))
}

/// Whether a line claims rights.
pub(super) fn is_rights(line: &str) -> bool {
    let line = line.trim();
    let opens = |words: &str| line.get(..words.len()).is_some_and(|own| own.eq_ignore_ascii_case(words));
    opens("Copyright ") || line.starts_with('©') || opens("All Rights Reserved")
}
