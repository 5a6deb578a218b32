//! Ways through a page's tree.

use super::{NodeId, Page, Tag};
use crate::page::node::NONE;
use std::ops::Range;

impl Page<'_> {
    /// The document node.
    #[must_use]
    pub fn root(&self) -> NodeId {
        NodeId(0)
    }

    /// The number of nodes, the document among them.
    #[must_use]
    pub fn len(&self) -> usize {
        self.tree.nodes.len()
    }

    /// Never: there is always a document node.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tree.nodes.is_empty()
    }

    /// All nodes in document order.
    #[must_use]
    pub fn ids(&self) -> Subtree {
        Subtree(0..self.tree.nodes.len() as u32)
    }

    /// The node above.
    #[must_use]
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        Some(self.node(id).parent).filter(|&parent| parent != NONE).map(NodeId)
    }

    /// The first node directly below.
    #[must_use]
    pub fn first_child(&self, id: NodeId) -> Option<NodeId> {
        (id.0 + 1 < self.node(id).below_end).then_some(NodeId(id.0 + 1))
    }

    /// The next node with the same parent.
    #[must_use]
    pub fn next_sibling(&self, id: NodeId) -> Option<NodeId> {
        let node = self.node(id);
        let next = self.tree.nodes.get(node.below_end as usize)?;
        (next.parent == node.parent).then_some(NodeId(node.below_end))
    }

    /// The nodes directly below, in order.
    #[must_use]
    pub fn children(&self, id: NodeId) -> Children<'_> {
        Children { page: self, next: self.first_child(id) }
    }

    /// The nodes above, from the parent to the document.
    #[must_use]
    pub fn ancestors(&self, id: NodeId) -> Ancestors<'_> {
        Ancestors { page: self, next: self.parent(id) }
    }

    /// The node and all below it, in document order.
    #[must_use]
    pub fn subtree(&self, id: NodeId) -> Subtree {
        Subtree(id.0..self.node(id).below_end.max(id.0))
    }

    /// Whether `below` stands below `above` or is it.
    #[must_use]
    pub fn contains(&self, above: NodeId, below: NodeId) -> bool {
        self.subtree(above).0.contains(&below.0)
    }

    /// The first element with this name.
    #[must_use]
    pub fn find(&self, tag: Tag) -> Option<NodeId> {
        self.ids().find(|&id| self.tag(id) == tag)
    }

    /// All elements with this name, in order.
    pub fn find_all(&self, tag: Tag) -> impl Iterator<Item = NodeId> {
        self.ids().filter(move |&id| self.tag(id) == tag)
    }
}

/// A node and all below it, in document order: see [`Page::subtree`].
#[derive(Debug, Clone)]
pub struct Subtree(Range<u32>);

impl Iterator for Subtree {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        self.0.next().map(NodeId)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl DoubleEndedIterator for Subtree {
    fn next_back(&mut self) -> Option<NodeId> {
        self.0.next_back().map(NodeId)
    }
}

impl ExactSizeIterator for Subtree {}

/// The nodes directly below one: see [`Page::children`].
#[derive(Debug, Clone)]
pub struct Children<'a> {
    page: &'a Page<'a>,
    next: Option<NodeId>,
}

impl Iterator for Children<'_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        let id = self.next?;
        self.next = self.page.next_sibling(id);
        Some(id)
    }
}

/// The nodes above one: see [`Page::ancestors`].
#[derive(Debug, Clone)]
pub struct Ancestors<'a> {
    page: &'a Page<'a>,
    next: Option<NodeId>,
}

impl Iterator for Ancestors<'_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        let id = self.next?;
        self.next = self.page.parent(id);
        Some(id)
    }
}
