//! One element of a tree.

use super::{Kind, NONE, Node, Tree, reference};
use crate::text::Mapped;
use offwire_article::{Span, text};

/// An element: its name, attributes, children and text.
#[derive(Clone, Copy)]
pub(crate) struct Element<'t> {
    tree: &'t Tree<'t>,
    id: u32,
}

/// A child of an element.
pub(super) enum Child<'t> {
    Element(Element<'t>),
    Text(u32),
}

impl<'t> Element<'t> {
    pub(super) fn new(tree: &'t Tree<'_>, id: u32) -> Self {
        Self { tree, id }
    }

    fn node(self) -> Option<&'t Node> {
        self.tree.node(self.id)
    }

    /// The name without its prefix, as written.
    pub(crate) fn name(self) -> std::borrow::Cow<'t, str> {
        String::from_utf8_lossy(self.node().map_or(&[], |node| self.tree.cut(node.name)))
    }

    /// Whether the name is this one, whatever its case.
    pub(crate) fn is(self, name: &str) -> bool {
        self.node().is_some_and(|node| self.tree.cut(node.name).eq_ignore_ascii_case(name.as_bytes()))
    }

    /// Whether the name is one of these, whatever their case.
    pub(crate) fn is_any(self, names: &[&str]) -> bool {
        names.iter().any(|name| self.is(name))
    }

    /// The value of an attribute by its name without prefix, whatever its case; `None` where that is blank.
    pub(crate) fn attribute(self, name: &str) -> Option<String> {
        let (value, start) = self.raw_attribute(name)?;
        let mut mapped = Mapped::new();
        reference::decode(&mut mapped, value, start, self.tree.encoding);
        let value = mapped.as_str().trim();
        (!value.is_empty()).then(|| value.to_owned())
    }

    /// The value of an attribute with its way back, blanks kept.
    pub(crate) fn attribute_mapped(self, name: &str) -> Option<Mapped> {
        let (value, start) = self.raw_attribute(name)?;
        let mut mapped = Mapped::new();
        reference::decode(&mut mapped, value, start, self.tree.encoding);
        Some(self.tree.lead_back(mapped))
    }

    /// The bytes of an attribute's value, references not undone, and their offset.
    pub(crate) fn raw_attribute(self, name: &str) -> Option<(&'t [u8], usize)> {
        let range = self.node()?.attributes;
        let bytes = self.tree.cut(range);
        let mut at = 0;
        while at < bytes.len() {
            let (key, value, next) = attribute_at(bytes, at)?;
            let key = bytes.get(key.0..key.1)?;
            let local =
                memchr::memrchr(b':', key).map_or(key, |colon| key.get(colon + 1..).unwrap_or_default());
            if local.eq_ignore_ascii_case(name.as_bytes()) {
                return Some((bytes.get(value.0..value.1)?, range.0 as usize + value.0));
            }
            at = next;
        }
        None
    }

    /// Children in order.
    pub(super) fn all(self) -> impl Iterator<Item = Child<'t>> {
        let tree = self.tree;
        let mut next = self.node().map_or(NONE, |node| node.first);
        std::iter::from_fn(move || {
            let id = next;
            let node = tree.node(id)?;
            next = node.next;
            Some(match node.kind {
                Kind::Element => Child::Element(Element { tree, id }),
                Kind::Text | Kind::Verbatim => Child::Text(id),
            })
        })
    }

    /// Child elements in order.
    pub(crate) fn elements(self) -> impl Iterator<Item = Element<'t>> {
        self.all().filter_map(|child| match child {
            Child::Element(element) => Some(element),
            Child::Text(_) => None,
        })
    }

    /// Child elements of a name.
    pub(crate) fn children(self, name: &str) -> impl Iterator<Item = Element<'t>> {
        self.elements().filter(move |element| element.is(name))
    }

    /// The first child element of a name.
    pub(crate) fn child(self, name: &str) -> Option<Element<'t>> {
        self.children(name).next()
    }

    /// The element at a path of child names, written with `/`.
    pub(crate) fn at(self, path: &str) -> Option<Element<'t>> {
        path.split('/').try_fold(self, |element, name| element.child(name))
    }

    /// All elements inside, in document order.
    pub(crate) fn descendants(self) -> impl Iterator<Item = Element<'t>> {
        let tree = self.tree;
        let top = self.id;
        let mut at = top;
        std::iter::from_fn(move || {
            loop {
                at = following(tree, at, top)?;
                if tree.node(at)?.kind == Kind::Element {
                    return Some(Element { tree, id: at });
                }
            }
        })
    }

    /// All elements of a name inside, in document order.
    pub(crate) fn all_named(self, name: &str) -> impl Iterator<Item = Element<'t>> {
        self.descendants().filter(move |element| element.is(name))
    }

    /// The first element of a name inside.
    pub(crate) fn find(self, name: &str) -> Option<Element<'t>> {
        self.all_named(name).next()
    }

    /// The element around it; `None` for the root.
    pub(crate) fn parent(self) -> Option<Element<'t>> {
        let parent = self.node()?.parent;
        (parent != NONE && parent != 0).then_some(Element { tree: self.tree, id: parent })
    }

    /// All text inside, with its way back.
    pub(crate) fn mapped(self) -> Mapped {
        let mut mapped =
            Mapped::with_room(self.node().map_or(0, |node| (node.span.1 - node.span.0) as usize));
        let mut at = self.id;
        while let Some(next) = following(self.tree, at, self.id) {
            at = next;
            if self.tree.node(at).is_some_and(|node| node.kind != Kind::Element) {
                self.tree.decode_into(&mut mapped, at);
            }
        }
        self.tree.lead_back(mapped)
    }

    /// The text before the first child element, with its way back.
    pub(crate) fn opening(self) -> Mapped {
        let mut mapped = Mapped::new();
        for child in self.all() {
            let Child::Text(id) = child else { break };
            self.tree.decode_into(&mut mapped, id);
        }
        self.tree.lead_back(mapped)
    }

    /// All text inside, NFC, white space folded.
    pub(crate) fn words(self) -> String {
        text::fold_space(&text::nfc(self.mapped().as_str()))
    }

    /// The same; `None` where there is none.
    pub(crate) fn text(self) -> Option<String> {
        Some(self.words()).filter(|words| !words.is_empty())
    }

    /// The text of the child at a path.
    pub(crate) fn text_at(self, path: &str) -> Option<String> {
        self.at(path)?.text()
    }

    /// Where it stands in the raw bytes, tags included.
    pub(crate) fn span(self) -> Span {
        self.node().map_or_else(Span::default, |n| Span::of(self.tree.raw(n.span.0), self.tree.raw(n.span.1)))
    }

    /// Where its text stands in the raw bytes, from the first letter to the last.
    pub(crate) fn text_span(self) -> Option<Span> {
        let mapped = self.mapped();
        let all = mapped.as_str();
        let start = all.len() - all.trim_start().len();
        let end = all.trim_end().len();
        (end > start).then(|| mapped.span(start..end))
    }

    /// Where it stands in the tree's bytes.
    pub(super) fn offsets(self) -> (usize, usize) {
        self.node().map_or((0, 0), |node| (node.span.0 as usize, node.span.1 as usize))
    }

    pub(super) fn decode_text(self, id: u32, into: &mut Mapped) {
        self.tree.decode_into(into, id);
    }

    pub(super) fn lead_back(self, mapped: Mapped) -> Mapped {
        self.tree.lead_back(mapped)
    }
}

impl Tree<'_> {
    /// Appends the text of a text node; offsets are those of the tree's bytes.
    fn decode_into(&self, into: &mut Mapped, id: u32) {
        let Some(node) = self.node(id) else { return };
        let bytes = self.cut(node.span);
        if node.kind == Kind::Verbatim {
            into.append(&Mapped::decode(bytes, node.span.0 as usize, self.encoding));
        } else {
            reference::decode(into, bytes, node.span.0 as usize, self.encoding);
        }
    }

    /// Leads offsets of the tree's bytes on to the raw bytes.
    fn lead_back(&self, mapped: Mapped) -> Mapped {
        match &self.map {
            Some(map) => mapped.through(map),
            None => mapped,
        }
    }
}

/// The node behind one in document order, inside `top`.
fn following(tree: &Tree<'_>, at: u32, top: u32) -> Option<u32> {
    let node = tree.node(at)?;
    if node.first != NONE {
        return Some(node.first);
    }
    let mut at = at;
    while at != top {
        let node = tree.node(at)?;
        if node.next != NONE {
            return Some(node.next);
        }
        at = node.parent;
    }
    None
}

/// Name and value ranges of the attribute from `at` on, and where the next may begin.
type Attribute = ((usize, usize), (usize, usize), usize);

fn attribute_at(bytes: &[u8], at: usize) -> Option<Attribute> {
    let is_space = |b: &u8| b.is_ascii_whitespace() || *b == b'/';
    let start = at + bytes.get(at..)?.iter().position(|b| !is_space(b))?;
    let name_end = start
        + bytes
            .get(start..)?
            .iter()
            .position(|b| b.is_ascii_whitespace() || *b == b'=')
            .unwrap_or(bytes.len() - start);
    let rest = bytes.get(name_end..)?;
    let blanks = rest.iter().take_while(|b| b.is_ascii_whitespace()).count();
    if rest.get(blanks) != Some(&b'=') {
        return Some(((start, name_end), (name_end, name_end), name_end.max(start + 1)));
    }
    let after = name_end + blanks + 1;
    let value = after + bytes.get(after..)?.iter().take_while(|b| b.is_ascii_whitespace()).count();
    match bytes.get(value) {
        Some(&quote @ (b'"' | b'\'')) => {
            let inner = value + 1;
            let end = inner + memchr::memchr(quote, bytes.get(inner..)?).unwrap_or(bytes.len() - inner);
            Some(((start, name_end), (inner, end), end + 1))
        }
        _ => {
            let length = bytes.get(value..)?.iter().position(u8::is_ascii_whitespace);
            let end = length.map_or(bytes.len(), |length| value + length);
            Some(((start, name_end), (value, end), end.max(start + 1)))
        }
    }
}
