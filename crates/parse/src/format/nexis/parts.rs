//! The parts of a document: what stands above its fields, the fields, the text.

use super::cut;
use super::label::{self, Found, Label, Stand};
use super::masthead::{self, Masthead};
use crate::format::download::Sheet;
use crate::format::when;
use std::ops::Range;

/// How labels are read.
type Reader = fn(&str) -> Option<Found>;

/// A document taken apart.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) head: Masthead,
    /// The fields with the text of their values, in order.
    pub(super) fields: Vec<(Label, Range<usize>)>,
    /// The running text.
    pub(super) text: Option<Range<usize>>,
}

/// Takes a document apart; its number stands on the first line, where it has one.
pub(super) fn read(sheet: Sheet<'_>) -> Parts {
    let end = (0..sheet.len()).find(|at| cut::is_end(sheet.line(*at))).unwrap_or(sheet.len());
    let body = (0..end).find(|at| label::part(sheet.line(*at)) == Some(Label::Body));
    // Labels in capitals above such a line make it a heading inside the text.
    match body.filter(|body| !(0..*body).any(|at| is_above(sheet.line(at)))) {
        Some(body) => titled(sheet, body, end),
        None => labelled(sheet, end),
    }
}

/// A document of a newer download: `Body` stands on a line of its own.
fn titled(sheet: Sheet<'_>, body: usize, end: usize) -> Parts {
    let rights = (0..body).rev().find(|at| masthead::is_rights(sheet.line(*at)));
    let above =
        rights.map(|at| at + 1).or_else(|| (0..body).find(|at| label::known(sheet.line(*at)).is_some()));
    let above = above.unwrap_or(body);
    let below = (body + 1..end).find(|at| label::part(sheet.line(*at)).is_some());
    let below = below.unwrap_or_else(|| below_text(sheet, body + 1..end, label::known));
    let mut parts = Parts { head: masthead::read_titled(sheet, 0..above), ..Parts::default() };
    fields(sheet, above..body, label::known, &mut parts.fields);
    fields(sheet, below..end, label::known, &mut parts.fields);
    parts.text = sheet.range(body + 1..below, 0);
    parts
}

/// A document whose fields all have labels, but for its text in some years.
fn labelled(sheet: Sheet<'_>, end: usize) -> Parts {
    // A headline without a label may open with a word that names a field below the text.
    let find = |is: fn(&str) -> bool| (0..end).find(|at| is(sheet.line(*at)));
    let first = find(is_above).or_else(|| find(is_below)).unwrap_or(end);
    let mut parts = Parts { head: masthead::read(sheet, 0..first), ..Parts::default() };
    let marked = (first..end).find(|at| is_body(sheet.line(*at)));
    let text = marked.unwrap_or_else(|| above_end(sheet, first, end));
    let label = if marked.is_some() { label::any } else { label::capitals };
    fields(sheet, first..text, label, &mut parts.fields);
    let rights = (text + 1..end)
        .find(|at| sheet.is_centred(*at) && sheet.opens_block(*at) && masthead::is_rights(sheet.line(*at)));
    let end = rights.unwrap_or(end);
    if parts.head.rights.is_none() {
        parts.head.rights = rights.and_then(|at| sheet.range(at..at + 1, 0));
    }
    let below = below_text(sheet, text + usize::from(marked.is_some())..end, label::capitals);
    fields(sheet, below..end, label::capitals, &mut parts.fields);
    let value = marked.and_then(|at| label::capitals(sheet.line(at))).map_or(0, |found| found.value);
    parts.text = sheet.range(text..below, value);
    parts
}

fn is_above(line: &str) -> bool {
    label::capitals(line).is_some_and(|found| found.stand == Stand::Above)
}

fn is_body(line: &str) -> bool {
    label::capitals(line).is_some_and(|found| found.label == Label::Body)
}

/// Where the fields above an unmarked text end: at the first block without a label behind the length, which is the
/// last that all of them have.
fn above_end(sheet: Sheet<'_>, first: usize, end: usize) -> usize {
    let is_length =
        |at: usize| label::capitals(sheet.line(at)).is_some_and(|found| found.label == Label::Length);
    let mut at = (first..end).find(|at| is_length(*at)).unwrap_or(first);
    loop {
        let block = sheet.block_end(at, end);
        let Some(next) = sheet.full(block, end) else { return end };
        if !is_above(sheet.line(next)) {
            return next;
        }
        at = next;
    }
}

/// Where the fields below a text begin.
fn below_text(sheet: Sheet<'_>, text: Range<usize>, label: Reader) -> usize {
    let Range { start, end } = text;
    let mut below =
        (start..end).find(|at| sheet.opens_block(*at) && is_below(sheet.line(*at))).unwrap_or(end);
    // A name that may open a paragraph too is a label where nothing but fields is left.
    while let Some(last) = sheet.full_before(start, below) {
        let block = sheet.block_start(start, last);
        let line = sheet.line(block);
        let is_field = label(line).is_some_and(|found| found.stand == Stand::Perhaps);
        if !is_field || !sheet.opens_block(block) || (below == end && label::capitals(line).is_none()) {
            break;
        }
        below = block;
    }
    below
}

/// Whether a line opens a field that stands below the text for sure.
fn is_below(line: &str) -> bool {
    let Some(found) = label::known(line) else { return false };
    // German downloads call the day of loading so, and papers what they add to a story.
    let loaded =
        || line.starts_with("UPDATE:") && when::read(line.get(found.value..).unwrap_or_default()).is_some();
    found.stand == Stand::Below || loaded()
}

/// Adds the fields of lines.
fn fields(sheet: Sheet<'_>, lines: Range<usize>, label: Reader, into: &mut Vec<(Label, Range<usize>)>) {
    let opened = |at: usize| {
        let alone = || label::part(sheet.line(at)).map(|label| (label, sheet.line(at).len()));
        // A headline in capitals may go on with a word and a colon.
        let found =
            label(sheet.line(at)).filter(|_| sheet.opens_block(at) || label::known(sheet.line(at)).is_some());
        found.map(|found| (found.label, found.value)).or_else(alone)
    };
    let opens: Vec<(usize, Label, usize)> =
        lines.clone().filter_map(|at| opened(at).map(|(label, value)| (at, label, value))).collect();
    for (number, (at, label, value)) in opens.iter().enumerate() {
        let next = opens.get(number + 1).map_or(lines.end, |(next, ..)| *next);
        let last = if label.is_long() { next } else { sheet.block_end(*at, next) };
        into.extend(sheet.range(*at..last, *value).map(|range| (*label, range)));
    }
}
