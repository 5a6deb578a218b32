//! A page as a tree of nodes that know their byte ranges.
//!
//! The tree is the one that the HTML standard gives for the page, broken markup and all. Names are small numbers,
//! texts and attributes are ranges of the raw bytes that are decoded when they are read, so a page costs little
//! beyond its own bytes.

mod arena;
mod attr;
mod decode;
mod doctype;
mod era;
mod exact;
mod light;
mod node;
mod recode;
mod tag;
#[cfg(test)]
mod tests;
mod token;
mod walk;

pub use recode::Recoded;
pub use tag::Tag;
pub use walk::{Ancestors, Children, Subtree};

use attr::{AttrScan, FirstOnly};
use decode::Rules;
use encoding_rs::{Encoding, UTF_8};
use node::{Kind, NONE, Node};
use offwire_article::Span;
use std::borrow::Cow;
use std::ops::Range;

/// A page's tree, in document order: the nodes below a node follow it directly, so a subtree is a range of
/// [`NodeId`]s.
///
/// ```
/// use offwire_parse::page::{Page, Tag};
/// let raw = b"<title>News</title><p class=lead>Storm &amp; flood<p>More";
/// let page = Page::read(raw, encoding_rs::UTF_8);
/// let lead = page.find(Tag::P).unwrap();
/// assert_eq!(page.attr(lead, "class").as_deref(), Some("lead"));
/// assert_eq!(page.text_content(lead), "Storm & flood");
/// let text = page.first_child(lead).unwrap();
/// assert_eq!(page.span(text).cut(raw), Some(&b"Storm &amp; flood"[..]));
/// ```
#[derive(Debug, Clone)]
pub struct Page<'a> {
    /// What the ranges of the nodes point into: the raw bytes, or the text they were decoded to.
    bytes: Cow<'a, [u8]>,
    encoding: &'static Encoding,
    /// Back to the raw bytes, where `bytes` are not they.
    recoded: Option<Recoded>,
    tree: Tree,
}

/// What a tree builder makes of a page.
#[derive(Debug, Clone, Default)]
struct Tree {
    nodes: Vec<Node>,
    /// Names of elements without a [`Tag`] that cannot be borrowed from the page, by node, rising.
    names: Vec<(u32, Box<str>)>,
    /// Further `html` and `body` tags, whose attributes count too: node, start of the tag.
    more_tags: Vec<(u32, u32)>,
}

/// The number of a node in its page: nodes are counted in document order, from 0 for the document itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(u32);

impl NodeId {
    /// The number as an index, for tables by node.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The kinds of nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NodeKind {
    /// The root.
    Document,
    /// An element, by its tag or implied.
    Element,
    /// A run of text that stands in one piece in the page.
    Text,
    /// A comment, or what passes for one.
    Comment,
}

impl<'a> Page<'a> {
    /// How much of a page is read, in bytes: 1 GiB.
    pub const LIMIT: usize = 1 << 30;

    /// Attributes of one element beyond which none is read. Real ones have some dozens; with a limit, asking an
    /// element for an attribute that it lacks costs little, whatever the page holds.
    pub const MOST_ATTRS: usize = 1_000;

    /// Reads a page in a known charset.
    ///
    /// Never fails: any bytes make a tree. What stands beyond [`Page::LIMIT`] is not read.
    #[must_use]
    pub fn read(raw: &'a [u8], encoding: &'static Encoding) -> Page<'a> {
        let raw = raw.get(..Self::LIMIT).unwrap_or(raw);
        if encoding.is_ascii_compatible() {
            let from = if raw.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
            let tree = build(raw, from, encoding);
            return Page { bytes: Cow::Borrowed(raw), encoding, recoded: None, tree };
        }
        let (text, map) = Recoded::new(raw, encoding).into_parts();
        let tree = build(text.as_bytes(), 0, UTF_8);
        Page { bytes: Cow::Owned(text.into_bytes()), encoding: UTF_8, recoded: Some(map), tree }
    }

    fn node(&self, id: NodeId) -> Node {
        let none =
            Node { parent: NONE, below_end: 0, start: 0, end: 0, tag: Tag::NONE, kind: Kind::Document };
        self.tree.nodes.get(id.index()).copied().unwrap_or(none)
    }

    fn bytes(&self, range: Range<usize>) -> &[u8] {
        self.bytes.get(range).unwrap_or_default()
    }

    /// What kind of node it is.
    #[must_use]
    pub fn kind(&self, id: NodeId) -> NodeKind {
        match self.node(id).kind {
            Kind::Document => NodeKind::Document,
            Kind::Element | Kind::ImpliedElement => NodeKind::Element,
            Kind::Text | Kind::KeptText | Kind::RawText => NodeKind::Text,
            Kind::Comment => NodeKind::Comment,
        }
    }

    /// An element's name as a number; [`Tag::NONE`] for other nodes.
    #[must_use]
    pub fn tag(&self, id: NodeId) -> Tag {
        self.node(id).tag
    }

    /// An element's name in lower case; empty for other nodes.
    #[must_use]
    pub fn name(&self, id: NodeId) -> &str {
        let node = self.node(id);
        if node.tag != Tag::OTHER {
            return node.tag.name();
        }
        if let Ok(at) = self.tree.names.binary_search_by_key(&id.0, |(node, _)| *node) {
            return self.tree.names.get(at).map_or("", |(_, name)| name);
        }
        let tag = self.bytes(node.start as usize + 1..node.end as usize);
        let length = tag.iter().position(|&byte| token::ends_name(byte)).unwrap_or(tag.len());
        std::str::from_utf8(tag.get(..length).unwrap_or_default()).unwrap_or_default()
    }

    /// The value of an attribute, by its name in lower case: decoded, empty where the page gives none.
    #[must_use]
    pub fn attr(&self, id: NodeId, name: &str) -> Option<Cow<'_, str>> {
        let value =
            self.attr_ranges(id).find_map(|(start, value)| self.bytes_are(start, name).then_some(value))?;
        Some(self.decode(value, Rules::ATTRIBUTE))
    }

    fn bytes_are(&self, range: Range<usize>, name: &str) -> bool {
        range.len() == name.len() && self.bytes(range).eq_ignore_ascii_case(name.as_bytes())
    }

    /// Whether an element has an attribute, by its name in lower case.
    #[must_use]
    pub fn has_attr(&self, id: NodeId, name: &str) -> bool {
        self.attr_ranges(id).any(|(range, _)| self.bytes_are(range, name))
    }

    /// An element's attributes in the order of the page, the first [`Page::MOST_ATTRS`]: name in lower case, and
    /// value. Of several with the same name the first one counts.
    pub fn attrs(&self, id: NodeId) -> impl Iterator<Item = (Cow<'_, str>, Cow<'_, str>)> {
        let mut first = FirstOnly::default();
        let attrs = self.attr_ranges(id).map(|(name, value)| (self.decode(name, Rules::RAW), value));
        attrs
            .filter(move |(name, _)| first.is_first(name.clone()))
            .map(|(name, value)| (lower_case(name), self.decode(value, Rules::ATTRIBUTE)))
    }

    /// The values of several attributes, by their names in lower case: one walk over the tag, where asking for
    /// each by itself takes one for each.
    pub(crate) fn attr_values<const N: usize>(
        &self,
        id: NodeId,
        names: [&str; N],
    ) -> [Option<Cow<'_, str>>; N] {
        let mut values = [const { None }; N];
        for (name, value) in self.attr_ranges(id) {
            let known = names.iter().position(|known| self.bytes_are(name.clone(), known));
            if let Some(slot) = known.and_then(|at| values.get_mut(at)).filter(|slot| slot.is_none()) {
                *slot = Some(self.decode(value, Rules::ATTRIBUTE));
            }
        }
        values
    }

    /// An element's attributes as the page has them: undecoded, names in any case, duplicates and all.
    pub(crate) fn raw_attrs(&self, id: NodeId) -> impl Iterator<Item = (&[u8], RawValue<'_>)> {
        self.attr_ranges(id).map(|(name, value)| {
            let bytes = self.bytes(value);
            (self.bytes(name), RawValue { bytes, encoding: self.encoding })
        })
    }

    /// The raw bytes of an attribute's value, without its quotes.
    #[must_use]
    pub fn attr_span(&self, id: NodeId, name: &str) -> Option<Span> {
        let value =
            self.attr_ranges(id).find_map(|(start, value)| self.bytes_are(start, name).then_some(value))?;
        Some(self.raw_span(value))
    }

    /// The ranges of an element's attributes, duplicates and all.
    fn attr_ranges(&self, id: NodeId) -> impl Iterator<Item = attr::AttrRanges> {
        let node = self.node(id);
        let own = (node.kind.is_element() && node.start < node.end).then_some(node.start);
        let more =
            if matches!(node.tag, Tag::HTML | Tag::BODY) { self.tree.more_tags.as_slice() } else { &[] };
        let more = more.iter().filter(move |(owner, _)| *owner == id.0).map(|(_, start)| *start);
        own.into_iter().chain(more).flat_map(|start| self.tag_attrs(start as usize)).take(Self::MOST_ATTRS)
    }

    /// The attributes of the tag that begins at `start`.
    fn tag_attrs(&self, start: usize) -> AttrScan<'_> {
        let name = token::rest(&self.bytes, start + 1);
        let length = name.iter().position(|&byte| token::ends_name(byte)).unwrap_or(name.len());
        AttrScan::new(&self.bytes, start + 1 + length)
    }

    fn decode(&self, range: Range<usize>, rules: Rules) -> Cow<'_, str> {
        decode::decode(self.bytes(range), self.encoding, rules)
    }

    /// The text of a text node, decoded, and the content of a comment; empty for other nodes.
    #[must_use]
    pub fn text(&self, id: NodeId) -> Cow<'_, str> {
        let node = self.node(id);
        let range = node.start as usize..node.end as usize;
        match node.kind {
            Kind::Document | Kind::Element | Kind::ImpliedElement => Cow::Borrowed(""),
            Kind::Comment => self.decode(comment_content(self.bytes(range.clone()), range), Rules::RAW),
            kind => self.decode(range, kind.rules()),
        }
    }

    /// All text below a node in document order, that of scripts and styles too.
    #[must_use]
    pub fn text_content(&self, id: NodeId) -> String {
        let mut out = String::new();
        for id in self.subtree(id).filter(|&id| self.node(id).kind.is_text()) {
            out.push_str(&self.text(id));
        }
        out
    }

    /// Where a node stands in the raw page: a text or comment as a whole, an element's start tag. Empty for
    /// elements that have none of their own.
    #[must_use]
    pub fn span(&self, id: NodeId) -> Span {
        let node = self.node(id);
        let end = if node.kind == Kind::ImpliedElement { node.start } else { node.end };
        self.raw_span(node.start as usize..end as usize)
    }

    /// Where a part of a text node stands in the raw page: `part` is a range of bytes of [`Page::text`], at
    /// boundaries of characters.
    ///
    /// ```
    /// use offwire_parse::page::{NodeKind, Page};
    /// let raw = b"<p>Storm &amp; flood";
    /// let page = Page::read(raw, encoding_rs::UTF_8);
    /// let text = page.ids().find(|&id| page.kind(id) == NodeKind::Text).unwrap();
    /// assert_eq!(&page.text(text)[8..], "flood");
    /// assert_eq!(page.text_span(text, 8..13).cut(raw), Some(&b"flood"[..]));
    /// ```
    #[must_use]
    pub fn text_span(&self, id: NodeId, part: Range<usize>) -> Span {
        let node = self.node(id);
        if !node.kind.is_text() {
            return self.span(id);
        }
        let bytes = self.bytes(node.start as usize..node.end as usize);
        let place = |target| {
            node.start as usize + decode::raw_offset(bytes, self.encoding, node.kind.rules(), target)
        };
        let start = place(part.start);
        let end = if part.end > part.start { place(part.end) } else { start };
        self.raw_span(start..end)
    }

    fn raw_span(&self, range: Range<usize>) -> Span {
        let raw = match &self.recoded {
            Some(map) => map.raw_range(range),
            None => range,
        };
        Span::of(raw.start, raw.end)
    }
}

/// Nearly all pages by the light tree; those that it does not model by html5ever's tree builder, unless that would
/// cost too much.
fn build(bytes: &[u8], from: usize, encoding: &'static Encoding) -> Tree {
    let light = light::build(bytes, from, encoding);
    if !light.is_marked || light.is_too_deep {
        return light.tree;
    }
    exact::build(bytes, from, encoding).unwrap_or(light.tree)
}

/// The value of an attribute, not decoded yet.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RawValue<'a> {
    bytes: &'a [u8],
    encoding: &'static Encoding,
}

impl<'a> RawValue<'a> {
    /// The value.
    pub(crate) fn text(self) -> Cow<'a, str> {
        decode::decode(self.bytes, self.encoding, Rules::ATTRIBUTE)
    }

    /// Its bytes between the quotes.
    pub(crate) fn bytes(self) -> &'a [u8] {
        self.bytes
    }
}

fn lower_case(name: Cow<'_, str>) -> Cow<'_, str> {
    if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return Cow::Owned(name.to_ascii_lowercase());
    }
    name
}

/// The part of a comment's range that is its content.
fn comment_content(comment: &[u8], range: Range<usize>) -> Range<usize> {
    let inside = comment.strip_prefix(b"<!--").map(|inside| {
        let ends: [&[u8]; 4] = [b"--!>", b"-->", b"->", b">"];
        ends.iter().find_map(|end| inside.strip_suffix(*end)).unwrap_or(inside).len()
    });
    match inside {
        Some(length) => range.start + 4..range.start + 4 + length,
        None => {
            let close = usize::from(comment.ends_with(b">"));
            let open = if comment.starts_with(b"<?") { 1 } else { 2 };
            range.start + open..range.end.saturating_sub(close).max(range.start + open)
        }
    }
}
