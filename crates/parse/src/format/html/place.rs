//! Where a chosen value stands in the raw page.

use crate::block::Block;
use crate::field::candidate::Place;
use crate::field::locate;
use crate::field::markup::Markup;
use crate::page::{NodeKind, Page};
use offwire_article::Span;

/// Where a place lies in the raw page; `part` is the text looked for in an element, or empty for all of it.
pub(super) fn places(page: &Page<'_>, blocks: &[Block], place: &Place, part: &str) -> Vec<Span> {
    match place {
        Place::Attribute(node, name) => page.attr_span(*node, name).into_iter().collect(),
        Place::Element(node) => {
            let found = Markup::places(page, *node, part);
            let is_text = |id: &crate::page::NodeId| {
                page.kind(*id) == NodeKind::Text && !page.text(*id).trim().is_empty()
            };
            let whole = || page.subtree(*node).filter(is_text).take(8).map(|id| page.span(id)).collect();
            if found.is_empty() { whole() } else { found }
        }
        Place::Script(node, key) => {
            let source = page.text(*node);
            let value = crate::field::markup::value_range(&source, key, part);
            value
                .or_else(|| crate::field::markup::key_range(&source, key))
                .map(|range| page.text_span(*node, range))
                .into_iter()
                .collect()
        }
        Place::Block(at, range) => {
            let Some(block) = blocks.get(*at) else { return Vec::new() };
            let inner =
                block.text.find(part).filter(|_| !part.is_empty()).map(|start| start..start + part.len());
            locate::in_block(page, block, &inner.unwrap_or_else(|| range.clone()))
        }
        Place::Outside => Vec::new(),
    }
}
