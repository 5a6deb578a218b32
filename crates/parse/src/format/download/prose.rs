//! The text of a document.

use crate::format::blocks;
use crate::text::Mapped;
use offwire_article::Paragraph;

/// Bytes of a line that no width has ended.
const UNWRAPPED: usize = 100;

/// Each line is a paragraph, unless the download was wrapped to a width since.
pub(in crate::format) fn paragraphs(text: &Mapped) -> Vec<Paragraph> {
    let lines = text.lines();
    if lines.iter().all(|line| line.len() < UNWRAPPED) && lines.len() > 3 {
        return blocks::paragraphs(text);
    }
    lines.into_iter().filter_map(|line| blocks::whole(&text.slice(line))).collect()
}
