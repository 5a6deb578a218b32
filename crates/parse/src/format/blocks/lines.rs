//! The lines of a text, each measured once.

use crate::text::Mapped;
use std::ops::Range;

/// A line with its measures.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Where it begins.
    pub start: usize,
    /// The line without the blanks around it.
    pub content: Range<usize>,
    /// Characters of the content.
    pub length: usize,
    /// Characters with the indent, without the blanks behind it; none where the line is blank.
    pub written: usize,
    /// Characters of the whole.
    pub whole: usize,
}

impl Line {
    fn of(mapped: &Mapped, line: &Range<usize>) -> Self {
        let content = super::trimmed(mapped, line.clone());
        let count = |part: Range<usize>| match part.len() {
            0 => 0,
            _ => mapped.as_str().get(part).map_or(0, |part| part.chars().count()),
        };
        if content.is_empty() {
            return Self { start: line.start, length: 0, written: 0, whole: count(line.clone()), content };
        }
        let length = count(content.clone());
        let written = count(line.start..content.start) + length;
        let whole = written + count(content.end..line.end);
        Self { start: line.start, content, length, written, whole }
    }

    /// Whether nothing but white space stands on it.
    pub(super) fn is_blank(&self) -> bool {
        self.content.is_empty()
    }

    /// Whether it begins further in than the left edge.
    pub(super) fn is_indented(&self) -> bool {
        self.content.start - self.start >= 2
    }
}

/// All lines of a text.
#[derive(Debug, Clone)]
pub(super) struct Lines<'m> {
    mapped: &'m Mapped,
    pub all: Vec<Line>,
    /// The width that most keep to.
    pub width: usize,
}

impl<'m> Lines<'m> {
    pub(super) fn of(mapped: &'m Mapped) -> Self {
        let all: Vec<Line> = mapped.lines().iter().map(|line| Line::of(mapped, line)).collect();
        Self { mapped, width: usual_width(&all), all }
    }

    /// The content of a line.
    pub(super) fn text(&self, line: &Line) -> &'m str {
        self.mapped.as_str().get(line.content.clone()).unwrap_or_default()
    }

    /// Characters of the first word of a line.
    pub(super) fn first_word(&self, line: &Line) -> usize {
        self.text(line).split_whitespace().next().map_or(0, |word| word.chars().count())
    }

    /// Whether a line ends as sentences end.
    pub(super) fn stops_here(&self, line: &Line) -> bool {
        let text = self.text(line);
        let plain = text.as_bytes().last().is_some_and(u8::is_ascii_alphanumeric);
        !plain
            && text
                .trim_end_matches(['"', '\'', ')', '”', '’', '»'])
                .ends_with(['.', '!', '?', '。', '…', ':'])
    }

    /// Whether some lines, not nearly all, begin further in than others.
    pub(super) fn open_by_indent(&self) -> bool {
        let full = || self.all.iter().filter(|line| !line.is_blank());
        let indented = full().filter(|line| line.is_indented()).count();
        indented > 0 && indented * 10 < full().count() * 9
    }
}

/// The length that all but one line in eight keep to, where none is much longer: a dateline that was set before the
/// first line of a text reaches beyond the width that ended the others. Else the longest.
fn usual_width(lines: &[Line]) -> usize {
    const ONE_IN: usize = 8;
    let mut lengths: Vec<usize> = lines.iter().map(|line| line.written).filter(|l| *l > 0).collect();
    let longest = lengths.iter().copied().max().unwrap_or(0);
    let place = lengths.len() / ONE_IN;
    if place >= lengths.len() {
        return longest;
    }
    let usual = *lengths.select_nth_unstable_by(place, |a, b| b.cmp(a)).1;
    if longest * 2 <= usual * 3 { usual } else { longest }
}
