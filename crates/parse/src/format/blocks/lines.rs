//! The lines of a text, each measured once.

use crate::text::Mapped;
use std::collections::HashMap;
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
    /// What a form feed before it makes of it.
    pub place: Place,
}

/// Where a line stands on its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Place {
    #[default]
    Inside,
    /// First on a page.
    Opens,
    /// A running head: what opens a page as it opens others.
    Head,
}

impl Line {
    fn of(mapped: &Mapped, line: &Range<usize>) -> Self {
        let content = super::trimmed(mapped, line.clone());
        let count = |part: Range<usize>| match part.len() {
            0 => 0,
            _ => mapped.as_str().get(part).map_or(0, |part| part.chars().count()),
        };
        if content.is_empty() {
            let whole = count(line.clone());
            return Self { start: line.start, length: 0, written: 0, whole, content, place: Place::Inside };
        }
        let length = count(content.clone());
        let written = count(line.start..content.start) + length;
        let whole = written + count(content.end..line.end);
        Self { start: line.start, content, length, written, whole, place: Place::Inside }
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

/// What ends a page of text.
const FORM_FEED: u8 = 0x0c;

/// Letters of a running head at least.
const LEAST_LETTERS: usize = 6;

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
        let mut lines = Self { mapped, width: usual_width(&all), all };
        if memchr::memchr(FORM_FEED, mapped.as_str().as_bytes()).is_some() {
            lines.mark_pages();
        }
        lines
    }

    /// Marks the lines that open pages, and running heads among them.
    fn mark_pages(&mut self) {
        let mut fed = true;
        let mut openings: Vec<(usize, String)> = Vec::new();
        let bytes = self.mapped.as_str().as_bytes();
        for (at, line) in self.all.iter().enumerate() {
            let before = bytes.get(line.start..line.content.start.max(line.start)).unwrap_or_default();
            let blank = if line.is_blank() { bytes.get(line.start..line.start + 1) } else { None };
            fed |= before.contains(&FORM_FEED) || blank.is_some_and(|own| own.contains(&FORM_FEED));
            if fed && !line.is_blank() {
                openings.push((at, self.text(line).chars().filter(|c| c.is_alphabetic()).collect()));
                fed = false;
            }
        }
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for (_, letters) in &openings {
            *counts.entry(letters).or_default() += 1;
        }
        for (number, (at, letters)) in openings.iter().enumerate() {
            let alike = counts.get(letters.as_str()).copied().unwrap_or(0);
            let is_head = alike > 1 && letters.len() >= LEAST_LETTERS;
            let place = match (is_head, number) {
                (true, _) => Place::Head,
                (false, 0) => Place::Inside,
                _ => Place::Opens,
            };
            if let Some(line) = self.all.get_mut(*at) {
                line.place = place;
            }
        }
    }

    /// Whether words are parted by hyphens at the ends of lines, as typesetters do and typists seldom.
    pub(super) fn are_typeset(&self) -> bool {
        const LEAST: usize = 3;
        const ONE_IN: usize = 20;
        let pairs = self.all.iter().zip(self.all.iter().skip(1));
        let parted = pairs.filter(|(line, next)| {
            let text = self.text(line).strip_suffix('-');
            text.is_some_and(|text| text.ends_with(char::is_alphabetic))
                && self.text(next).starts_with(char::is_lowercase)
        });
        let parted = parted.count();
        parted >= LEAST && parted * ONE_IN >= self.all.iter().filter(|line| !line.is_blank()).count()
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
