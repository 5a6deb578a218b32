//! The parts of a document: headline, fields, text.

use super::label::{self, Found, Label};
use crate::format::download::Sheet;
use std::ops::Range;

/// A document taken apart.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// The first block above all fields.
    head: Option<Range<usize>>,
    /// The second, which may cite authors, paper, day and page.
    pub(super) citation: Option<Range<usize>>,
    /// The fields with the text of their values, in order.
    pub(super) fields: Vec<(Label, Range<usize>)>,
    /// The running text.
    pub(super) text: Option<Range<usize>>,
}

impl Parts {
    /// The value of the first field of a kind.
    pub(super) fn first(&self, label: Label) -> Option<Range<usize>> {
        self.fields.iter().find(|(own, _)| *own == label).map(|(_, range)| range.clone())
    }

    /// The headline: its field, else what stands above all fields.
    pub(super) fn headline(&self) -> Option<Range<usize>> {
        self.first(Label::Title).or_else(|| self.head.clone())
    }
}

/// Takes a document apart; `None` where it has no field.
pub(super) fn read(sheet: Sheet<'_>) -> Option<Parts> {
    let end = sheet.len();
    let first = (0..end).find(|at| opens(sheet, *at).is_some())?;
    let text = (first..end).find(|at| opens(sheet, *at).is_some_and(|found| found.label == Label::Text));
    let below = text.map_or(end, |text| below_text(sheet, text + 1..end));
    let mut parts = Parts::default();
    let mut above = blocks_above(sheet, first);
    (parts.head, parts.citation) = (above.next(), above.next());
    fields(sheet, first..text.unwrap_or(end), &mut parts.fields);
    fields(sheet, below..end, &mut parts.fields);
    if let Some(text) = text {
        let value = label::known(sheet.line(text)).map_or(0, |found| found.value);
        parts.text = sheet.range(text..below, value);
    }
    Some(parts)
}

/// The field that opens at a line, where a blank line or nothing stands before it.
fn opens(sheet: Sheet<'_>, at: usize) -> Option<Found> {
    label::known(sheet.line(at)).filter(|_| sheet.opens_block(at))
}

/// The blocks above the fields, without numbers and addresses.
fn blocks_above(sheet: Sheet<'_>, first: usize) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = (at..first).find(|at| !sheet.is_blank(*at) && !label::is_guide(sheet.line(*at)))?;
        at = sheet.block_end(start, first);
        sheet.range(start..at, 0)
    })
}

/// Where the fields below a text begin: paragraphs may open as fields do, but nothing stands behind fields that is none.
fn below_text(sheet: Sheet<'_>, text: Range<usize>) -> usize {
    if let Some(details) = text.clone().find(|at| label::is_details(sheet.line(*at))) {
        return details;
    }
    let (mut below, mut at) = (text.end, text.end);
    while let Some(last) = sheet.full_before(text.start, at) {
        at = sheet.block_start(text.start, last);
        let line = sheet.line(at);
        if opens(sheet, at).is_some() {
            below = at;
        } else if last > at || label::opens_caption(line) || !is_shaped(line) {
            break;
        }
    }
    below
}

/// Whether a line has the shape of a field: a few words and a colon.
fn is_shaped(line: &str) -> bool {
    let name = line.split_once(": ").map(|(name, _)| name);
    name.is_some_and(|name| {
        name.len() <= 40 && name.starts_with(char::is_uppercase) && !name.contains(['.', ',', '"'])
    })
}

/// Adds the fields of lines, each of which goes on to the next.
fn fields(sheet: Sheet<'_>, lines: Range<usize>, into: &mut Vec<(Label, Range<usize>)>) {
    let starts: Vec<(usize, Found)> = lines
        .clone()
        .filter_map(|at| Some((at, opens(sheet, at).filter(|found| found.label != Label::Text)?)))
        .collect();
    for (number, (at, found)) in starts.iter().enumerate() {
        let next = starts.get(number + 1).map_or(lines.end, |(next, _)| *next);
        // An abstract may be of several paragraphs; a value that ends its block does not take an address behind it along.
        let last = if found.label == Label::Abstract { next } else { sheet.block_end(*at, next) };
        into.extend(sheet.range(*at..last, found.value).map(|range| (found.label, range)));
    }
}
