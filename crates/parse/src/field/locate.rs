//! From a part of a folded text back to its raw bytes.

use crate::block::Block;
use crate::page::{NodeId, NodeKind, Page};
use crate::text::Mapped;
use encoding_rs::Encoding;
use offwire_article::Span;
use std::ops::Range;

/// Whether folding white space drops or changes the character.
fn is_layout(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// Number of the letters before and behind which a part of a text lies, layout not counted.
fn letters_of(text: &str, part: &Range<usize>) -> Option<Range<usize>> {
    let count = |text: &str| text.chars().filter(|c| !is_layout(*c)).count();
    let before = count(text.get(..part.start)?);
    Some(before..before + count(text.get(part.clone())?))
}

/// The part of `source` that the letters of the given numbers cover.
fn part_of(source: &str, letters: &Range<usize>) -> Option<Range<usize>> {
    let mut seen = source.char_indices().filter(|(_, c)| !is_layout(*c)).skip(letters.start);
    let (start, first) = seen.next()?;
    let more = letters.len().checked_sub(1)?;
    let (last, c) = if more == 0 { (start, first) } else { seen.nth(more - 1)? };
    Some(start..last + c.len_utf8())
}

/// Where a part of a line's folded text stands in the raw record; the whole line where it cannot be told.
pub(crate) fn in_line(
    raw: &[u8],
    line: Span,
    encoding: &'static Encoding,
    text: &str,
    part: &Range<usize>,
) -> Span {
    let found = || {
        let mapped = Mapped::decode(line.cut(raw)?, usize::try_from(line.start).ok()?, encoding);
        let range = part_of(mapped.as_str(), &letters_of(text, part)?)?;
        Some(mapped.span(range))
    };
    found().unwrap_or(line)
}

/// The text nodes that a block was read from.
fn nodes_of(page: &Page<'_>, block: &Block) -> Vec<NodeId> {
    let Some(top) = block.node else { return Vec::new() };
    let holds = |whole: Span, part: Span| whole.start <= part.start && part.end <= whole.end;
    // Runs do not overlap: the first that begins in the node or behind it, and the one before, are all that may meet it.
    let mut spans = block.spans.clone();
    spans.sort_unstable_by_key(|span| span.start);
    let is_read = |id: NodeId| {
        let own = page.span(id);
        let next = spans.partition_point(|span| span.start < own.start);
        let near = spans.get(next.saturating_sub(1)..).unwrap_or_default().iter().take(2);
        near.into_iter().any(|span| holds(own, *span) || holds(*span, own))
    };
    page.subtree(top).filter(|id| page.kind(*id) == NodeKind::Text && is_read(*id)).collect()
}

/// Where a part of a block's text stands in the raw page, a range for each text node; the whole block where it
/// cannot be told.
pub(crate) fn in_block(page: &Page<'_>, block: &Block, part: &Range<usize>) -> Vec<Span> {
    if *part == (0..block.text.len()) {
        return block.spans.clone();
    }
    let Some(letters) = letters_of(&block.text, part) else { return block.spans.clone() };
    let mut spans = Vec::new();
    let mut passed = 0;
    for node in nodes_of(page, block) {
        let text = page.text(node);
        let count = text.chars().filter(|c| !is_layout(*c)).count();
        let (start, end) = (letters.start.max(passed), letters.end.min(passed + count));
        if start < end {
            let own = start - passed..end - passed;
            spans.extend(part_of(&text, &own).map(|range| page.text_span(node, range)));
        }
        passed += count;
    }
    if passed < letters.end || spans.is_empty() { block.spans.clone() } else { spans }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_line_lead_back_through_blanks_and_charsets() {
        let raw = b"  caf\xe9   (AP)  --  Ships ";
        let line = Span::of(0, raw.len());
        let text = "café (AP) -- Ships";
        let at = text.find("AP").unwrap();
        let span = in_line(raw, line, encoding_rs::WINDOWS_1252, text, &(at..at + 2));
        assert_eq!(span.cut(raw), Some(&b"AP"[..]));
        let span = in_line(raw, line, encoding_rs::WINDOWS_1252, text, &(0..5));
        assert_eq!(span.cut(raw), Some(&b"caf\xe9"[..]));
    }
}
