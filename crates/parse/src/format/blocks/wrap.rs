//! Text that was wrapped at a fixed width among lines that were not: a page as a text browser prints it.

use super::{WRAPPED, length, trimmed};
use crate::text::Mapped;
use std::ops::Range;

/// Narrowest width that text is wrapped at, in characters.
const NARROWEST: usize = 40;
/// Characters that a full line may fall short of the width, beside the word that no longer fitted.
const SLACK: usize = 4;
/// Fewest full lines that go on in the next, and how many there must be for each longer line of words.
const FEWEST: usize = 3;
const FOR_EACH_LONGER: usize = 10;

/// The width that lines were wrapped at; none where too few are full, or where many longer lines of words show that
/// there was no width.
pub(super) fn width(mapped: &Mapped, lines: &[Range<usize>]) -> Option<usize> {
    let contents: Vec<Range<usize>> = lines.iter().map(|line| trimmed(mapped, line.clone())).collect();
    let of_words = contents.iter().filter(|line| !is_one_word(text(mapped, line)));
    let lengths: Vec<usize> = of_words.map(|line| length(mapped, line)).collect();
    let longer = lengths.iter().filter(|length| **length > WRAPPED).count();
    let width = lengths.into_iter().filter(|length| *length <= WRAPPED).max()?;
    if width < NARROWEST {
        return None;
    }
    let (mut long, mut full) = (0usize, 0usize);
    for pair in contents.windows(2) {
        let [line, next] = pair else { continue };
        if next.is_empty() || length(mapped, line) * 3 <= width * 2 {
            continue;
        }
        long += 1;
        full += usize::from(goes_on(mapped, line, next, width));
    }
    let fewest = FEWEST.max(longer * FOR_EACH_LONGER);
    (full >= fewest && full * 3 >= long * 2).then_some(width)
}

/// Whether a line goes on in the next: the first word of that did not fit any more.
pub(super) fn goes_on(mapped: &Mapped, line: &Range<usize>, next: &Range<usize>, width: usize) -> bool {
    let next = text(mapped, next);
    let word = next.split_whitespace().next().map_or(0, |word| word.chars().count());
    let is_item = next.starts_with(['\u{2022}', '\u{25e6}', '\u{25aa}', '\u{b7}', '*', '+']);
    !is_item && length(mapped, line) + 1 + word + SLACK > width
}

/// Whether the longest word of a line is more than half of it: an address that nothing wraps.
fn is_one_word(line: &str) -> bool {
    let longest = line.split_whitespace().map(str::len).max().unwrap_or(0);
    longest * 2 > line.len()
}

fn text<'a>(mapped: &'a Mapped, line: &Range<usize>) -> &'a str {
    mapped.as_str().get(line.clone()).unwrap_or_default()
}
