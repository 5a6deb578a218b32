//! The beginning of a table: its first rows, what ends them, and what a spreadsheet says of its separator.

use super::cells;
use std::ops::Range;

/// The beginning of a table.
pub(super) struct Text<'a> {
    pub(super) bytes: &'a [u8],
    /// The byte that ends a row: old Macs end it by CR alone.
    pub(super) end: u8,
    /// The separator that the first line names: `sep=;`.
    pub(super) separator: Option<u8>,
}

impl<'a> Text<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let bytes = text.trim_start_matches('\u{feff}').as_bytes();
        let hint = hint(bytes);
        let separator = hint.and_then(|_| bytes.get(SEP.len()).copied());
        let bytes = bytes.get(hint.unwrap_or(0)..).unwrap_or_default();
        let has = |byte: u8| memchr::memchr(byte, bytes).is_some();
        Self { bytes, end: if has(b'\r') && !has(b'\n') { b'\r' } else { b'\n' }, separator }
    }

    /// The first row with its line breaks inside quotes.
    pub(super) fn first_row(&self) -> &'a [u8] {
        self.bytes.get(self.row(self.bytes)).unwrap_or_default()
    }

    /// The row that opens some bytes.
    pub(super) fn row(&self, bytes: &[u8]) -> Range<usize> {
        let mut quoted = false;
        let end = bytes.iter().position(|byte| {
            quoted ^= *byte == b'"';
            *byte == self.end && !quoted
        });
        0..end.map_or(bytes.len(), |at| at + 1)
    }

    /// Cells of the first rows, without their quotes; the row that the head cuts is left out.
    pub(super) fn rows(&self, separator: u8) -> Vec<Vec<String>> {
        const LOOKED_AT: usize = 6;
        let mut rows = Vec::new();
        let mut rest = self.bytes;
        while rows.len() < LOOKED_AT && !rest.is_empty() {
            let row = self.row(rest);
            let line = String::from_utf8_lossy(rest.get(row.clone()).unwrap_or_default()).into_owned();
            let is_cut = row.end == rest.len() && line.as_bytes().last() != Some(&self.end);
            if is_cut && self.bytes.len() + 4 >= crate::sniff::HEAD {
                break;
            }
            let cell =
                |range: Range<usize>| line.get(range).unwrap_or_default().trim().trim_matches('"').to_owned();
            rows.push(cells(&line, separator).into_iter().map(cell).collect());
            rest = rest.get(row.end..).unwrap_or_default();
        }
        rows
    }
}

const SEP: &str = "sep=";

/// Length of the line by which spreadsheets name the separator, where it opens a table.
pub(super) fn hint(bytes: &[u8]) -> Option<usize> {
    let mark = usize::from(bytes.starts_with(b"\xef\xbb\xbf")) * 3;
    let rest = bytes.get(mark..)?;
    let named = rest.get(..SEP.len()).is_some_and(|word| word.eq_ignore_ascii_case(SEP.as_bytes()));
    let end = match rest.get(SEP.len() + 1..) {
        Some([b'\r', b'\n', ..]) => 2,
        Some([b'\r' | b'\n', ..]) => 1,
        _ => return None,
    };
    named.then_some(mark + SEP.len() + 1 + end)
}
