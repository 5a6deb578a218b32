//! Plain table rows, which read as one line.

use super::walk::is_inline;
use crate::page::{NodeId, NodeKind, Page, Tag};

const MOST_CELLS: usize = 12;
/// Bytes of text; a longer row is a layout, or prose in cells.
const MOST_TEXT: u64 = 400;

/// Whether a row has some cells of short text and nothing else.
pub(super) fn is_plain(page: &Page, row: NodeId) -> bool {
    let cells = page.children(row).filter(|&id| page.kind(id) == NodeKind::Element).count();
    if !(2..=MOST_CELLS).contains(&cells) {
        return false;
    }
    let (mut text, mut blocks) = (0, 0);
    for id in page.subtree(row).filter(|&id| id != row) {
        match (page.kind(id), page.tag(id)) {
            (NodeKind::Text, _) => text += page.span(id).len(),
            (NodeKind::Element, Tag::P | Tag::DIV) => blocks += 1,
            (NodeKind::Element, Tag::TD | Tag::TH | Tag::BR) => {}
            (NodeKind::Element, tag) if is_inline(tag) => {}
            (NodeKind::Element, _) => return false,
            _ => {}
        }
        if text >= MOST_TEXT || blocks > cells {
            return false;
        }
    }
    true
}
