//! Text that was wrapped at a fixed width among lines that were not: a page as a text browser prints it.

use super::{WRAPPED, length, trimmed};
use crate::text::Mapped;
use std::ops::Range;

/// Narrowest width that text is wrapped at, in characters.
const NARROWEST: usize = 40;
/// Characters that a full line may fall short of the width, beside the word that no longer fitted.
const SLACK: usize = 4;
/// Characters that a line falls short of the width, beside that word, where its writer ended it: more than the indent
/// of a first line and the rag of a typewriter.
const ENDED: usize = 14;
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
    let (long, full) = filled(mapped, &contents, width);
    let fewest = FEWEST.max(longer * FOR_EACH_LONGER);
    (full >= fewest && full * 3 >= long * 2).then_some(width)
}

/// Lines of more than two thirds of the width with another right behind, and how many of them are full.
fn filled(mapped: &Mapped, contents: &[Range<usize>], width: usize) -> (usize, usize) {
    let (mut long, mut full) = (0usize, 0usize);
    for pair in contents.windows(2) {
        let [line, next] = pair else { continue };
        if next.is_empty() || length(mapped, line) * 3 <= width * 2 {
            continue;
        }
        long += 1;
        full += usize::from(goes_on(mapped, line, next, width));
    }
    (long, full)
}

/// Whether nearly all lines with another right behind leave no room for its first word, so that one that does was
/// ended by its writer.
pub(super) fn is_strict(mapped: &Mapped, lines: &[Range<usize>], width: usize) -> bool {
    let contents: Vec<Range<usize>> = lines.iter().map(|line| trimmed(mapped, line.clone())).collect();
    let pairs = contents.windows(2).filter_map(|pair| match pair {
        [line, next] if !next.is_empty() && length(mapped, line) * 3 > width * 2 => Some((line, next)),
        _ => None,
    });
    let (mut long, mut ended) = (0usize, 0usize);
    for (line, next) in pairs {
        long += 1;
        ended += usize::from(is_ended(mapped, line, next, width));
    }
    long > 0 && ended * 10 <= long
}

/// Whether a line ends far before the width, though the first word of the next would have fitted.
pub(super) fn is_ended(mapped: &Mapped, line: &Range<usize>, next: &Range<usize>, width: usize) -> bool {
    length(mapped, line) + 1 + first_word(mapped, next) + ENDED <= width
}

fn first_word(mapped: &Mapped, line: &Range<usize>) -> usize {
    text(mapped, line).split_whitespace().next().map_or(0, |word| word.chars().count())
}

/// Whether a line goes on in the next: the first word of that did not fit any more.
pub(super) fn goes_on(mapped: &Mapped, line: &Range<usize>, next: &Range<usize>, width: usize) -> bool {
    let is_item = text(mapped, next).starts_with(['\u{2022}', '\u{25e6}', '\u{25aa}', '\u{b7}', '*', '+']);
    !is_item && length(mapped, line) + 1 + first_word(mapped, next) + SLACK > width
}

/// Whether the longest word of a line is more than half of it: an address that nothing wraps.
fn is_one_word(line: &str) -> bool {
    let longest = line.split_whitespace().map(str::len).max().unwrap_or(0);
    longest * 2 > line.len()
}

fn text<'a>(mapped: &'a Mapped, line: &Range<usize>) -> &'a str {
    mapped.as_str().get(line.clone()).unwrap_or_default()
}
