//! The tree while html5ever's tree builder works on it: linked nodes that know their ranges.

use super::Tree;
use super::decode::raw_offset;
use super::node::{Kind, NONE, Node};
use super::tag::Tag;
use super::token::TagToken;
use encoding_rs::Encoding;
use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, Namespace, QualName, ns};
use memchr::memmem;
use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

/// Nodes nested deeper than this are no article's: browsers draw the line at the same depth.
const DEEPEST: u32 = 512;

/// A node with its links.
struct Link {
    parent: u32,
    prev: u32,
    next: u32,
    first: u32,
    last: u32,
    start: u32,
    end: u32,
    depth: u32,
    tag: Tag,
    kind: Kind,
}

/// An element as html5ever holds it.
#[derive(Clone)]
pub(super) struct Handle {
    node: u32,
    local: LocalName,
    ns: &'static Namespace,
    /// Whether it is a MathML annotation that holds HTML.
    integration_point: bool,
}

/// An element's name, borrowed from its handle.
#[derive(Debug)]
pub(super) struct Name<'a>(&'a LocalName, &'static Namespace);

impl ElemName for Name<'_> {
    fn ns(&self) -> &Namespace {
        self.1
    }

    fn local_name(&self) -> &LocalName {
        self.0
    }
}

/// The namespaces, to borrow from.
static HTML: Namespace = ns!(html);
static SVG: Namespace = ns!(svg);
static MATHML: Namespace = ns!(mathml);
static NO_NAMESPACE: Namespace = ns!();

fn namespace(ns: &Namespace) -> &'static Namespace {
    [&HTML, &SVG, &MATHML].into_iter().find(|known| *known == ns).unwrap_or(&NO_NAMESPACE)
}

/// A text that was given to the tree builder and may come back late, in parts, shortened, or not at all.
pub(super) struct Piece {
    pub(super) start: usize,
    pub(super) end: usize,
    /// The decoded text of `start..end`.
    pub(super) text: StrTendril,
    /// Whether the bytes are the text.
    pub(super) plain: bool,
    pub(super) kind: Kind,
}

/// Takes the tree builder's orders.
pub(super) struct Arena<'a> {
    bytes: &'a [u8],
    encoding: &'static Encoding,
    links: RefCell<Vec<Link>>,
    names: RefCell<Vec<(u32, Box<str>)>>,
    more_tags: RefCell<Vec<(u32, u32)>>,
    pieces: RefCell<VecDeque<Piece>>,
    /// The range of the token that the tree builder works on.
    token: Cell<(u32, u32)>,
    /// The tags whose attributes an element may take, by the number that stands in for the attributes.
    pub(super) origins: RefCell<Vec<(u32, u32)>>,
    /// Steps taken so far, to stop before a page costs more than its size allows.
    work: Cell<usize>,
    too_deep: Cell<bool>,
}

impl<'a> Arena<'a> {
    pub(super) fn new(bytes: &'a [u8], encoding: &'static Encoding) -> Self {
        let arena = Arena {
            bytes,
            encoding,
            links: RefCell::new(Vec::with_capacity(bytes.len() / 64 + 4)),
            names: RefCell::default(),
            more_tags: RefCell::default(),
            pieces: RefCell::default(),
            token: Cell::new((0, 0)),
            origins: RefCell::default(),
            work: Cell::new(0),
            too_deep: Cell::new(false),
        };
        arena.create(Tag::NONE, Kind::Document, (0, 0));
        arena
    }

    /// The steps that were taken in proportion to the page, and whether the tree is too deep.
    pub(super) fn is_exhausted(&self) -> bool {
        let nodes = self.links.borrow().len();
        self.too_deep.get()
            || nodes > 1000 + self.bytes.len() / 2
            || self.work.get() > 1_000_000 + 60 * self.bytes.len()
    }

    pub(super) fn begin(&self, start: usize, end: usize) {
        self.token.set((start as u32, end as u32));
    }

    /// Remembers a text that the tree builder gets next.
    pub(super) fn expect_text(&self, piece: Piece) {
        self.pieces.borrow_mut().push_back(piece);
    }

    /// Forgets the texts that the tree builder has dropped.
    pub(super) fn forget_texts(&self) {
        self.pieces.borrow_mut().clear();
    }

    /// The number of nodes so far.
    pub(super) fn len(&self) -> u32 {
        self.links.borrow().len() as u32
    }

    /// Gives the element that was made last, since there were `before` nodes, its tag: those made before it for
    /// the same tag are implied.
    pub(super) fn adopt(&self, before: u32, token: &TagToken<'_>, tag: Tag, name: &LocalName) {
        let mut links = self.links.borrow_mut();
        let last = links.len().saturating_sub(1) as u32;
        let Some(link) = links.get_mut(last as usize) else { return };
        let is_its_own = link.tag == tag || (tag == Tag::IMAGE && link.tag == Tag::IMG);
        if last < before || !is_its_own || !link.kind.is_element() {
            return;
        }
        link.kind = Kind::Element;
        (link.start, link.end) = (token.start as u32, token.end as u32);
        if tag == Tag::OTHER && name.as_bytes() != token.name {
            self.names.borrow_mut().push((last, Box::from(&**name)));
        }
    }

    fn create(&self, tag: Tag, kind: Kind, (start, end): (u32, u32)) -> u32 {
        let mut links = self.links.borrow_mut();
        let (parent, prev, next, first, last) = (NONE, NONE, NONE, NONE, NONE);
        links.push(Link { parent, prev, next, first, last, start, end, depth: 0, tag, kind });
        (links.len() - 1) as u32
    }

    /// Counts what the tree builder spends on a formatting element: a look at each other one that is open.
    pub(super) fn count_formatting(&self) {
        let depth = self.links.borrow().last().map_or(0, |link| link.depth as usize);
        self.step(40 * depth);
    }

    fn step(&self, steps: usize) {
        self.work.set(self.work.get().saturating_add(steps));
    }

    /// The range of a text that the tree builder hands over: the next place where it occurs in the texts that it
    /// was given, which come back in their order.
    fn place(&self, text: &str) -> (u32, u32, Kind) {
        let mut pieces = self.pieces.borrow_mut();
        while let Some(piece) = pieces.front_mut() {
            if piece.text.len() == text.len() && *piece.text == *text {
                let found = (piece.start as u32, piece.end as u32, piece.kind);
                pieces.pop_front();
                return found;
            }
            if let Some(skip) = memmem::find(piece.text.as_bytes(), text.as_bytes()) {
                let found = self.cut(piece, skip, text.len());
                if piece.text.is_empty() {
                    pieces.pop_front();
                }
                return found;
            }
            pieces.pop_front();
        }
        let (start, end) = self.token.get();
        (start, end, Kind::Text)
    }

    /// Takes `length` bytes of a piece's text, behind `skip` bytes that the tree builder has dropped.
    fn cut(&self, piece: &mut Piece, skip: usize, length: usize) -> (u32, u32, Kind) {
        let start = piece.start + self.raw_offset(piece, piece.start, skip);
        let end = start + self.raw_offset(piece, start, length);
        piece.start = end.min(piece.end);
        let taken = (skip + length) as u32;
        piece.text.pop_front(taken.min(piece.text.len32()));
        (start as u32, end as u32, piece.kind)
    }

    fn raw_offset(&self, piece: &Piece, from: usize, target: usize) -> usize {
        if piece.plain || target == 0 {
            return target;
        }
        let bytes = self.bytes.get(from..piece.end).unwrap_or_default();
        self.step(bytes.len());
        raw_offset(bytes, self.encoding, piece.kind.rules(), target)
    }
}

/// The links.
impl Arena<'_> {
    fn detach(links: &mut [Link], node: u32) {
        let Some(link) = links.get_mut(node as usize) else { return };
        let (parent, prev, next) = (link.parent, link.prev, link.next);
        (link.parent, link.prev, link.next) = (NONE, NONE, NONE);
        if let Some(link) = links.get_mut(prev as usize) {
            link.next = next;
        } else if let Some(link) = links.get_mut(parent as usize) {
            link.first = next;
        }
        if let Some(link) = links.get_mut(next as usize) {
            link.prev = prev;
        } else if let Some(link) = links.get_mut(parent as usize) {
            link.last = prev;
        }
    }

    /// Puts `node` below `parent`, before `next` or, where that is `NONE`, at the end.
    fn attach(&self, links: &mut [Link], parent: u32, next: u32, node: u32) {
        Self::detach(links, node);
        let Some(above) = links.get_mut(parent as usize) else { return };
        let depth = above.depth + 1;
        let prev = if next == NONE { std::mem::replace(&mut above.last, node) } else { NONE };
        let prev = links.get_mut(next as usize).map_or(prev, |link| std::mem::replace(&mut link.prev, node));
        if let Some(link) = links.get_mut(prev as usize) {
            link.next = node;
        } else if let Some(link) = links.get_mut(parent as usize) {
            link.first = node;
        }
        if let Some(link) = links.get_mut(node as usize) {
            (link.parent, link.prev, link.next, link.depth) = (parent, prev, next, depth);
        }
        self.too_deep.set(self.too_deep.get() || depth > DEEPEST);
    }

    /// Puts a text or node below `parent`, before `next` or at the end. A text that follows the one before it in
    /// the page becomes a part of that.
    fn insert(&self, parent: u32, next: u32, child: NodeOrText<Handle>) {
        let node = match child {
            NodeOrText::AppendNode(handle) => handle.node,
            NodeOrText::AppendText(text) => {
                let (start, end, kind) = self.place(&text);
                if self.extend(parent, next, (start, end, kind)) {
                    return;
                }
                self.create(Tag::NONE, kind, (start, end))
            }
        };
        self.attach(&mut self.links.borrow_mut(), parent, next, node);
    }

    fn extend(&self, parent: u32, next: u32, (start, end, kind): (u32, u32, Kind)) -> bool {
        let mut links = self.links.borrow_mut();
        let before = match links.get(next as usize) {
            Some(link) => link.prev,
            None => links.get(parent as usize).map_or(NONE, |link| link.last),
        };
        match links.get_mut(before as usize) {
            Some(link) if link.kind == kind && link.end == start => {
                link.end = end;
                true
            }
            _ => false,
        }
    }

    fn parent(&self, node: u32) -> u32 {
        self.links.borrow().get(node as usize).map_or(NONE, |link| link.parent)
    }

    /// The finished tree in document order.
    fn flatten(self) -> Tree {
        let mut links = self.links.into_inner();
        let mut nodes: Vec<Node> = Vec::with_capacity(links.len());
        let (mut at, mut parent) = (0, NONE);
        while let Some(link) = links.get_mut(at as usize) {
            let number = nodes.len() as u32;
            let Link { start, end, tag, kind, .. } = *link;
            nodes.push(Node { parent, below_end: number + 1, start, end, tag, kind });
            // The link backward is not needed any more: the place of the node's new number.
            link.prev = number;
            if link.first != NONE {
                (at, parent) = (link.first, number);
                continue;
            }
            while let Some(link) = links.get(at as usize) {
                let below_end = nodes.len() as u32;
                if let Some(node) = nodes.get_mut(link.prev as usize) {
                    node.below_end = below_end;
                    parent = node.parent;
                }
                if link.next != NONE {
                    at = link.next;
                    break;
                }
                at = link.parent;
            }
        }
        let number = |old: u32| links.get(old as usize).map_or(NONE, |link| link.prev);
        let names = self.names.into_inner().into_iter().map(|(node, name)| (number(node), name));
        let mut names: Vec<_> = names.filter(|(node, _)| nodes.get(*node as usize).is_some()).collect();
        names.sort_unstable_by_key(|(node, _)| *node);
        let more_tags =
            self.more_tags.into_inner().into_iter().map(|(node, start)| (number(node), start)).collect();
        Tree { nodes, names, more_tags }
    }
}

impl TreeSink for Arena<'_> {
    type Handle = Handle;
    type Output = Tree;
    type ElemName<'b>
        = Name<'b>
    where
        Self: 'b;

    fn finish(self) -> Tree {
        self.flatten()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle { node: 0, local: LocalName::default(), ns: &NO_NAMESPACE, integration_point: false }
    }

    fn elem_name<'b>(&'b self, target: &'b Handle) -> Name<'b> {
        self.step(1);
        Name(&target.local, target.ns)
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, flags: ElementFlags) -> Handle {
        let origin = attrs.first().filter(|attr| attr.name.local.is_empty());
        let origin =
            origin.and_then(|attr| self.origins.borrow().get(attr.value.parse::<usize>().ok()?).copied());
        let range = origin.unwrap_or((self.token.get().0, self.token.get().0));
        let node = self.create(Tag::lookup(name.local.as_bytes()), Kind::ImpliedElement, range);
        let integration_point = flags.mathml_annotation_xml_integration_point;
        Handle { node, local: name.local, ns: namespace(&name.ns), integration_point }
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        let node = self.create(Tag::NONE, Kind::Comment, self.token.get());
        Handle { node, ..self.get_document() }
    }

    fn create_pi(&self, _: StrTendril, data: StrTendril) -> Handle {
        self.create_comment(data)
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.insert(parent.node, NONE, child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, before: &Handle, child: NodeOrText<Handle>) {
        if self.parent(element.node) == NONE {
            self.append(before, child);
        } else {
            self.append_before_sibling(element, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }

    fn same_node(&self, a: &Handle, b: &Handle) -> bool {
        self.step(1);
        a.node == b.node
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        self.insert(self.parent(sibling.node), sibling.node, child);
    }

    fn add_attrs_if_missing(&self, target: &Handle, _: Vec<Attribute>) {
        self.more_tags.borrow_mut().push((target.node, self.token.get().0));
    }

    fn remove_from_parent(&self, target: &Handle) {
        Self::detach(&mut self.links.borrow_mut(), target.node);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let mut links = self.links.borrow_mut();
        while let Some(first) =
            links.get(node.node as usize).map(|link| link.first).filter(|&first| first != NONE)
        {
            self.step(1);
            self.attach(&mut links, new_parent.node, NONE, first);
        }
    }

    fn is_mathml_annotation_xml_integration_point(&self, handle: &Handle) -> bool {
        handle.integration_point
    }
}
