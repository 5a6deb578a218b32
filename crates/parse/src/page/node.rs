//! Nodes as they are stored: in document order, 20 bytes each.

use super::decode::Rules;
use super::tag::Tag;

/// No node.
pub(super) const NONE: u32 = u32::MAX;

/// One node. Those below it follow it, up to `below_end`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node {
    pub(super) parent: u32,
    /// The number behind the last node below this one.
    pub(super) below_end: u32,
    /// The bytes of a text or comment; of an element its start tag.
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) tag: Tag,
    pub(super) kind: Kind,
}

/// What a node is, and how its bytes are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Document,
    Element,
    /// An element without a tag of its own; its range, if not empty, is that of the tag it takes its attributes
    /// from.
    ImpliedElement,
    /// Text between tags.
    Text,
    /// Text in which NUL is kept as U+FFFD: `title`, `textarea`, SVG, MathML.
    KeptText,
    /// Text without references: scripts, styles, CDATA.
    RawText,
    Comment,
}

impl Kind {
    pub(super) fn is_element(self) -> bool {
        matches!(self, Kind::Element | Kind::ImpliedElement)
    }

    pub(super) fn is_text(self) -> bool {
        matches!(self, Kind::Text | Kind::KeptText | Kind::RawText)
    }

    /// How the node's bytes are decoded.
    pub(super) fn rules(self) -> Rules {
        match self {
            Kind::Text => Rules::TEXT,
            Kind::KeptText => Rules::KEPT,
            _ => Rules::RAW,
        }
    }
}
