//! A document as a sheet of lines.

use crate::format::blocks;
use crate::text::Mapped;
use std::ops::Range;

/// Blanks from which a line counts as centred.
const CENTRED: usize = 8;

/// The lines of one document; ranges of lines are numbers of lines, all others ranges of the text.
#[derive(Clone, Copy)]
pub(in crate::format) struct Sheet<'a> {
    pub(in crate::format) mapped: &'a Mapped,
    lines: &'a [Range<usize>],
}

impl<'a> Sheet<'a> {
    pub(in crate::format) fn new(mapped: &'a Mapped, lines: &'a [Range<usize>]) -> Self {
        Self { mapped, lines }
    }

    pub(in crate::format) fn len(&self) -> usize {
        self.lines.len()
    }

    /// A line with its indent; blank where there is none.
    pub(in crate::format) fn line(&self, at: usize) -> &'a str {
        self.lines.get(at).and_then(|line| self.mapped.as_str().get(line.clone())).unwrap_or_default()
    }

    pub(in crate::format) fn is_blank(&self, at: usize) -> bool {
        self.line(at).trim().is_empty()
    }

    /// Whether a blank line or nothing stands before a line.
    pub(in crate::format) fn opens_block(&self, at: usize) -> bool {
        at.checked_sub(1).is_none_or(|before| self.is_blank(before))
    }

    pub(in crate::format) fn is_centred(&self, at: usize) -> bool {
        let line = self.line(at);
        line.len() - line.trim_start().len() >= CENTRED
    }

    /// The first line from `at` on that is not blank, before `end`.
    pub(in crate::format) fn full(&self, at: usize, end: usize) -> Option<usize> {
        (at..end).find(|at| !self.is_blank(*at))
    }

    /// The last line before `end` that is not blank, from `start` on.
    pub(in crate::format) fn full_before(&self, start: usize, end: usize) -> Option<usize> {
        (start..end).rev().find(|at| !self.is_blank(*at))
    }

    /// Behind the last line of the block that a line belongs to.
    pub(in crate::format) fn block_end(&self, at: usize, end: usize) -> usize {
        (at..end).find(|at| self.is_blank(*at)).unwrap_or(end)
    }

    /// The first line of the block that a line belongs to.
    pub(in crate::format) fn block_start(&self, start: usize, at: usize) -> usize {
        (start..at).rev().find(|at| self.is_blank(*at)).map_or(start, |blank| blank + 1)
    }

    /// The text of lines from byte `skip` of the first one on, without the blanks around it; `None` where there is
    /// no more than those.
    pub(in crate::format) fn range(&self, lines: Range<usize>, skip: usize) -> Option<Range<usize>> {
        let lines = self.lines.get(lines)?;
        let (first, last) = (lines.first()?, lines.last()?);
        let whole = blocks::trimmed(self.mapped, (first.start + skip).min(last.end)..last.end);
        (!whole.is_empty()).then_some(whole)
    }

    /// The text itself, line ends folded into blanks.
    pub(in crate::format) fn words(&self, range: &Range<usize>) -> String {
        offwire_article::text::fold_space(self.mapped.as_str().get(range.clone()).unwrap_or_default())
    }
}
