//! Text that was wrapped at a fixed width among lines that were not: a page as a text browser prints it.

use super::WRAPPED;
use super::lines::{Line, Lines};

/// Narrowest width that text is wrapped at, in characters.
const NARROWEST: usize = 40;
/// Shortest line, in characters, that nothing wrapped.
const WRAPPED_ON: usize = WRAPPED + 1;
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
pub(super) fn width(lines: &Lines<'_>) -> Option<usize> {
    let (mut longer, mut width) = (0, 0);
    // Most lines are no longer than one that was seen.
    for line in &lines.all {
        if line.length > width && !is_one_word(lines.text(line)) {
            match line.length {
                WRAPPED_ON.. => longer += 1,
                length => width = length,
            }
        }
    }
    if width < NARROWEST {
        return None;
    }
    let (long, full) = filled(lines, width);
    let fewest = FEWEST.max(longer * FOR_EACH_LONGER);
    (full >= fewest && full * 3 >= long * 2).then_some(width)
}

/// Lines of more than two thirds of the width with another right behind, and how many of them are full.
fn filled(lines: &Lines<'_>, width: usize) -> (usize, usize) {
    let (mut long, mut full) = (0usize, 0usize);
    for (line, next) in long_pairs(lines, width) {
        long += 1;
        full += usize::from(goes_on(lines, line, next, width));
    }
    (long, full)
}

/// Lines of more than two thirds of the width, each with the one right behind.
fn long_pairs<'l>(lines: &'l Lines<'_>, width: usize) -> impl Iterator<Item = (&'l Line, &'l Line)> {
    lines.all.windows(2).filter_map(move |pair| match pair {
        [line, next] if !next.is_blank() && line.length * 3 > width * 2 => Some((line, next)),
        _ => None,
    })
}

/// Whether nearly all lines with another right behind leave no room for its first word, so that one that does was
/// ended by its writer.
pub(super) fn is_strict(lines: &Lines<'_>) -> bool {
    let width = lines.width;
    let (mut long, mut ended) = (0usize, 0usize);
    for (line, next) in long_pairs(lines, width) {
        long += 1;
        ended += usize::from(is_ended(lines, line, next, width));
    }
    long > 0 && ended * 10 <= long
}

/// Whether a line ends far before the width, though the first word of the next would have fitted.
pub(super) fn is_ended(lines: &Lines<'_>, line: &Line, next: &Line, width: usize) -> bool {
    let least = line.length + 1 + ENDED;
    least <= width && least + lines.first_word(next) <= width
}

/// Whether a line goes on in the next: the first word of that did not fit any more.
pub(super) fn goes_on(lines: &Lines<'_>, line: &Line, next: &Line, width: usize) -> bool {
    let is_item = || lines.text(next).starts_with(['\u{2022}', '\u{25e6}', '\u{25aa}', '\u{b7}', '*', '+']);
    let least = line.length + 1 + SLACK;
    (least > width || least + lines.first_word(next) > width) && !is_item()
}

/// Whether the longest word of a line is more than half of it: an address that nothing wraps.
fn is_one_word(line: &str) -> bool {
    // Of white space beyond ASCII nothing is said here but that it begins with one of these bytes.
    let may_be_white = |byte: u8| matches!(byte, 0xc2 | 0xe1..=0xe3);
    let is_plain = line.is_ascii() || !line.bytes().fold(false, |so_far, byte| so_far | may_be_white(byte));
    if !is_plain {
        return line.split_whitespace().map(str::len).max().unwrap_or(0) * 2 > line.len();
    }
    let (mut longest, mut length) = (0, 0);
    for byte in line.bytes() {
        let is_blank = byte == b' ' || byte.wrapping_sub(b'\t') < 5;
        length = if is_blank { 0 } else { length + 1 };
        longest = longest.max(length);
    }
    longest * 2 > line.len()
}
