//! The headings of a page: its heading elements, and on pages older than style sheets lines in bold.

use super::division::{is_headline, is_sign};
use crate::block::{Block, BlockKind};
use crate::field::headline::prominence;
use crate::field::sign::names_desk;
use crate::page::Page;
use std::ops::RangeInclusive;

/// Characters of a line in bold that heads a story on a page without headings.
const BOLD_CHARS: RangeInclusive<usize> = 12..=150;
/// The level of such a line, below all headings.
pub(super) const BOLD: u8 = 7;

/// The level of the heading that each block is. Of lines in bold below each other the one in the largest type heads the
/// story, and of those of one size the first: a byline and a credit may be in bold too.
pub(super) fn levels(page: &Page<'_>, blocks: &[Block]) -> Vec<Option<u8>> {
    let mut levels: Vec<Option<u8>> = blocks.iter().map(level).collect();
    let is_bold = |at: usize| levels.get(at).copied().flatten() == Some(BOLD);
    let mut lesser = Vec::new();
    let mut start = 0;
    while start < blocks.len() {
        let end = (start..blocks.len()).find(|at| !is_bold(*at)).unwrap_or(blocks.len());
        let mut best: Option<(usize, f32)> = None;
        for (at, block) in blocks.iter().enumerate().take(end).skip(start) {
            let size = prominence(page, block);
            if best.is_none_or(|(_, most)| size > most) {
                best = Some((at, size));
            }
        }
        lesser.extend((start..end).filter(|at| best.is_some_and(|(best, _)| best != *at)));
        start = end + 1;
    }
    for at in lesser {
        if let Some(level) = levels.get_mut(at) {
            *level = None;
        }
    }
    levels
}

/// The level of the heading that a block is, if it is one.
fn level(block: &Block) -> Option<u8> {
    if let BlockKind::Heading(level) = block.kind {
        return Some(level);
    }
    let chars = block.text.chars().count();
    let is_bold = BOLD_CHARS.contains(&chars) && block.emphasis_chars as usize * 10 >= chars * 9;
    let is_line = || block.kind == BlockKind::Text && !block.text.ends_with(['.', ',', ':', ';']);
    let is_free = || (block.link_chars as usize) * 2 < chars && !is_sign(block) && !names_desk(&block.text);
    (is_bold && is_line() && is_headline(block) && is_free()).then_some(BOLD)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::from_page;
    use encoding_rs::UTF_8;

    #[test]
    fn of_lines_in_bold_the_largest_is_the_heading() {
        let html = "<b><font size=4>Eastern quay closed again</font><br><font size=2>Ann Berg, Harbour News \
            Service</font><br>Bo Ek<br>Harbour News Service</b><p>The board voted.<p><b>Carpet warehouse burns down</b><br>Nobody was hurt.";
        let page = Page::read(html.as_bytes(), UTF_8);
        assert_eq!(levels(&page, &from_page(&page)), [Some(BOLD), None, None, None, None, Some(BOLD), None]);
    }
}
