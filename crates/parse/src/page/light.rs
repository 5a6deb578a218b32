//! Our tokens into a light tree: the standard's rules as far as pages need them, in one pass, without a copy.
//!
//! Nodes are written down in document order, which is also the order of the finished tree as long as everything
//! goes to the end of an open element. Where the standard would put something elsewhere (text out of a table,
//! formatting that overlaps blocks), or where a rule is not modelled (MathML, framesets), the page is marked:
//! [`super::exact`] reads it again. All text is kept in any case.
//!
//! One deliberate difference: comments behind the body's end stay in it.

mod body;
mod end;
mod formatting;
mod head;
mod table;

use super::Tree;
use super::decode::{Rules, decode};
use super::node::{Kind, NONE, Node};
use super::tag::Tag;
use super::token::{Mode, TagToken, TokenSink, is_space, tokenize};
use encoding_rs::Encoding;
use formatting::Active;
use std::ops::Range;

/// Elements nested deeper are put beside each other, as browsers do.
const DEEPEST: usize = 512;

/// A light tree, and what is to be known about it.
pub(super) struct Built {
    pub(super) tree: Tree,
    /// Whether the standard's tree may differ.
    pub(super) is_marked: bool,
    /// Whether elements were nested deeper than is modelled anywhere.
    pub(super) is_too_deep: bool,
}

/// Builds the light tree of the page from `from` on.
pub(super) fn build(bytes: &[u8], from: usize, encoding: &'static Encoding) -> Built {
    let mut light = Light::new(bytes, encoding);
    tokenize(bytes, from, &mut light);
    light.finish()
}

/// How far the page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Phase {
    /// Not even a doctype.
    Initial,
    BeforeHtml,
    BeforeHead,
    InHead,
    AfterHead,
    InBody,
}

/// Whether a table closes a paragraph: it depends on the doctype.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quirks {
    Yes,
    No,
    /// A doctype that we do not judge.
    Unknown,
}

/// What an open element is to the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Space {
    Html,
    /// SVG, or MathML on a marked page.
    Foreign,
    /// An SVG element that holds HTML.
    Integration,
    /// No more on the standard's stack, though elements in it still are.
    Ghost,
}

#[derive(Debug, Clone, Copy)]
struct Open {
    node: u32,
    /// [`Tag::NONE`] where it is no HTML element.
    tag: Tag,
    space: Space,
}

struct Light<'a> {
    bytes: &'a [u8],
    encoding: &'static Encoding,
    tree: Tree,
    open: Vec<Open>,
    /// How many HTML elements are open, by tag.
    counts: [u16; 256],
    phase: Phase,
    quirks: Quirks,
    head: u32,
    body: u32,
    form: u32,
    /// White space and comments between head and body: elements may still be put into the head.
    between: Vec<Node>,
    active: Vec<Active>,
    /// Whether a formatting element may have been closed by the end of another.
    dangling: bool,
    /// How many formatting elements were opened again.
    reopened: usize,
    templates: u32,
    /// The content of the current element was read as raw text: the next end tag is its own.
    in_raw_text: bool,
    /// A line end in the next place is dropped.
    skip_newline: bool,
    /// Open elements beyond [`DEEPEST`].
    beyond: u32,
    is_marked: bool,
    is_too_deep: bool,
}

impl<'a> Light<'a> {
    fn new(bytes: &'a [u8], encoding: &'static Encoding) -> Self {
        let mut nodes = Vec::with_capacity(bytes.len() / 32 + 8);
        nodes.push(Node {
            parent: NONE,
            below_end: 1,
            start: 0,
            end: 0,
            tag: Tag::NONE,
            kind: Kind::Document,
        });
        Light {
            bytes,
            encoding,
            tree: Tree { nodes, ..Tree::default() },
            open: Vec::with_capacity(64),
            counts: [0; 256],
            phase: Phase::Initial,
            quirks: Quirks::Yes,
            head: NONE,
            body: NONE,
            form: NONE,
            between: Vec::new(),
            active: Vec::new(),
            dangling: false,
            reopened: 0,
            templates: 0,
            in_raw_text: false,
            skip_newline: false,
            beyond: 0,
            is_marked: false,
            is_too_deep: false,
        }
    }

    fn finish(mut self) -> Built {
        if self.in_raw_text {
            self.close_current();
        }
        if self.phase < Phase::InBody && self.templates > 0 {
            let template = self.open.iter().position(|open| open.tag == Tag::TEMPLATE);
            template.into_iter().for_each(|place| self.close_to(place));
            self.templates = 0;
        }
        self.enter_body(self.bytes.len());
        self.close_to(0);
        let end = self.tree.nodes.len() as u32;
        self.set_below_end(0, end);
        Built { tree: self.tree, is_marked: self.is_marked, is_too_deep: self.is_too_deep }
    }

    fn part(&self, range: Range<usize>) -> &'a [u8] {
        self.bytes.get(range).unwrap_or_default()
    }

    /// Notes that the standard's tree may differ from here on.
    fn mark(&mut self) {
        self.is_marked = true;
    }

    fn node(&self, node: u32) -> Option<&Node> {
        self.tree.nodes.get(node as usize)
    }

    fn set_below_end(&mut self, node: u32, end: u32) {
        if let Some(node) = self.tree.nodes.get_mut(node as usize) {
            node.below_end = end;
        }
    }
}

/// The stack of open elements.
impl Light<'_> {
    /// The current node's number; the document where nothing is open.
    fn current(&self) -> u32 {
        self.open.last().map_or(0, |open| open.node)
    }

    /// The current node's tag, if it is an HTML element.
    fn current_tag(&self) -> Tag {
        self.open.last().map_or(Tag::NONE, |open| open.tag)
    }

    fn count(&self, tag: Tag) -> u16 {
        self.counts.get(usize::from(tag.number())).copied().unwrap_or(0)
    }

    fn is_open(&self, tag: Tag) -> bool {
        self.count(tag) > 0
    }

    /// Writes down a node at the end of the current one.
    fn add(&mut self, tag: Tag, kind: Kind, range: Range<usize>) -> u32 {
        self.add_below(self.current(), tag, kind, range)
    }

    fn add_below(&mut self, parent: u32, tag: Tag, kind: Kind, range: Range<usize>) -> u32 {
        let number = self.tree.nodes.len() as u32;
        let (start, end) = (range.start as u32, range.end as u32);
        self.tree.nodes.push(Node { parent, below_end: number + 1, start, end, tag, kind });
        number
    }

    fn push(&mut self, node: u32, tag: Tag, space: Space) {
        if let Some(count) = self.counts.get_mut(usize::from(tag.number())) {
            *count += 1;
        }
        self.open.push(Open { node, tag, space });
    }

    /// An element for a start tag, without opening it.
    fn add_element(&mut self, token: &TagToken<'_>, tag: Tag) -> u32 {
        let node = self.add(tag, Kind::Element, token.start..token.end);
        if tag == Tag::OTHER
            && !token.name.iter().all(|byte| byte.is_ascii_graphic() && !byte.is_ascii_uppercase())
        {
            let name = decode(token.name, self.encoding, Rules::RAW).to_ascii_lowercase();
            self.tree.names.push((node, name.into()));
        }
        node
    }

    /// An element for a start tag, open from here on.
    fn open_element(&mut self, token: &TagToken<'_>, tag: Tag) -> u32 {
        let node = self.add_element(token, tag);
        if self.open.len() < DEEPEST {
            self.push(node, tag, Space::Html);
        } else {
            (self.beyond, self.is_too_deep) = (self.beyond + 1, true);
        }
        node
    }

    /// An element that the page does not write, open from here on.
    fn open_implied(&mut self, tag: Tag, at: usize) -> u32 {
        let node = self.add(tag, Kind::ImpliedElement, at..at);
        self.push(node, tag, Space::Html);
        node
    }

    /// Closes the open elements from `place` on.
    fn close_to(&mut self, place: usize) {
        while self.open.len() > place {
            self.pop();
        }
        // What is no more open by itself ends with what was in it.
        while self.open.last().is_some_and(|open| open.space == Space::Ghost) {
            self.pop();
        }
    }

    fn pop(&mut self) {
        let Some(open) = self.open.pop() else { return };
        let end = self.tree.nodes.len() as u32;
        self.set_below_end(open.node, end);
        if let Some(count) = self.counts.get_mut(usize::from(open.tag.number())) {
            *count = count.saturating_sub(1);
        }
        self.dangling |= open.tag.is_formatting();
    }

    /// Closes the current element.
    fn close_current(&mut self) {
        self.close_to(self.open.len().saturating_sub(1));
    }

    /// Takes an element off the stack while those in it stay.
    fn make_ghost(&mut self, place: usize) {
        let last = place + 1 == self.open.len();
        if let Some(open) = self.open.get_mut(place) {
            let count = self.counts.get_mut(usize::from(open.tag.number()));
            count.into_iter().for_each(|count| *count = count.saturating_sub(1));
            (open.tag, open.space) = (Tag::NONE, Space::Ghost);
        }
        if last {
            self.close_to(place);
        }
    }

    /// The place of the nearest open HTML element for which `wanted` holds, if no element for which `bound` holds
    /// comes first.
    fn find(&self, wanted: impl Fn(Tag) -> bool, bound: impl Fn(&Open) -> bool) -> Option<usize> {
        for (place, open) in self.open.iter().enumerate().rev() {
            if open.space == Space::Html && wanted(open.tag) {
                return Some(place);
            }
            if bound(open) {
                return None;
            }
        }
        None
    }

    /// The place of the nearest open `tag` in scope.
    fn in_scope(&self, tag: Tag) -> Option<usize> {
        if !self.is_open(tag) {
            return None;
        }
        self.find(|open| open == tag, ends_scope)
    }

    fn close_in_scope(&mut self, tag: Tag) -> bool {
        let place = self.in_scope(tag);
        place.into_iter().for_each(|place| self.close_to(place));
        place.is_some()
    }

    /// Closes the paragraph that a block ends.
    fn close_paragraph(&mut self) {
        if !self.is_open(Tag::P) {
            return;
        }
        let place = self.find(|tag| tag == Tag::P, |open| open.tag == Tag::BUTTON || ends_scope(open));
        place.into_iter().for_each(|place| self.close_to(place));
    }

    /// Closes elements whose end tag may be left out, but not `except`.
    fn close_implied(&mut self, except: Tag) {
        while is_implied_end(self.current_tag()) && self.current_tag() != except {
            self.close_current();
        }
    }

    fn in_foreign(&self) -> bool {
        self.open.last().is_some_and(|open| open.space == Space::Foreign)
    }
}

fn ends_scope(open: &Open) -> bool {
    open.space == Space::Integration
        || matches!(
            open.tag,
            Tag::APPLET
                | Tag::CAPTION
                | Tag::HTML
                | Tag::TABLE
                | Tag::TD
                | Tag::TH
                | Tag::MARQUEE
                | Tag::OBJECT
                | Tag::SELECT
                | Tag::TEMPLATE
        )
}

fn is_implied_end(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::DD
            | Tag::DT
            | Tag::LI
            | Tag::OPTION
            | Tag::OPTGROUP
            | Tag::P
            | Tag::RB
            | Tag::RP
            | Tag::RT
            | Tag::RTC
    )
}

impl TokenSink for Light<'_> {
    fn start_tag(&mut self, token: &TagToken<'_>) -> Mode {
        self.skip_newline = false;
        let tag = Tag::lookup(token.name);
        let mode = self.start(token, tag);
        if mode == Mode::Data {
            return mode;
        }
        // Raw text has its element even where the tree is too deep.
        let last = self.tree.nodes.len() as u32 - 1;
        if self.current() != last {
            self.push(last, tag, Space::Html);
            self.beyond = self.beyond.saturating_sub(1);
        }
        self.in_raw_text = mode != Mode::Plaintext;
        mode
    }

    fn end_tag(&mut self, token: &TagToken<'_>) {
        self.skip_newline = false;
        if std::mem::take(&mut self.in_raw_text) {
            self.close_current();
        } else if self.beyond > 0 {
            self.beyond -= 1;
        } else {
            self.end(token, Tag::lookup(token.name));
        }
    }

    fn text(&mut self, range: Range<usize>, mode: Mode) {
        let range = self.without_newline(range);
        let kind = match mode {
            Mode::Data => Kind::Text,
            Mode::Rcdata => Kind::KeptText,
            Mode::Rawtext | Mode::Script | Mode::Plaintext => Kind::RawText,
        };
        if range.is_empty() {
            return;
        }
        if self.in_raw_text {
            self.add(Tag::NONE, kind, range);
        } else if self.in_foreign() {
            let kind = if kind == Kind::Text { Kind::KeptText } else { kind };
            self.add(Tag::NONE, kind, range);
        } else if self.phase < Phase::InBody && self.templates == 0 {
            self.text_before_body(range, kind);
        } else {
            self.text_in_body(range, kind);
        }
    }

    fn comment(&mut self, range: Range<usize>) {
        self.skip_newline = false;
        let (start, end) = (range.start as u32, range.end as u32);
        if self.phase == Phase::AfterHead && self.templates == 0 {
            let (parent, tag) = (self.current(), Tag::NONE);
            self.between.push(Node { parent, below_end: 0, start, end, tag, kind: Kind::Comment });
        } else {
            self.add(Tag::NONE, Kind::Comment, range);
        }
    }

    fn doctype(&mut self, range: Range<usize>) {
        self.skip_newline = false;
        if self.phase == Phase::Initial {
            self.phase = Phase::BeforeHtml;
            self.quirks = head::quirks(self.part(range));
        }
    }

    fn in_foreign_content(&self) -> bool {
        self.open.last().is_some_and(|open| matches!(open.space, Space::Foreign | Space::Integration))
    }
}

impl Light<'_> {
    fn start(&mut self, token: &TagToken<'_>, tag: Tag) -> Mode {
        if self.in_foreign() {
            return self.start_in_foreign(token, tag);
        }
        if self.phase < Phase::InBody && self.templates == 0 {
            return self.start_before_body(token, tag);
        }
        self.start_in_body_or_table(token, tag)
    }

    /// The text without the line end that follows `pre` and `textarea`.
    fn without_newline(&mut self, range: Range<usize>) -> Range<usize> {
        if !std::mem::take(&mut self.skip_newline) {
            return range;
        }
        let text = self.part(range.clone());
        if text.starts_with(b"&#") {
            self.mark();
        }
        let skip = if text.starts_with(b"\r\n") {
            2
        } else {
            usize::from(text.starts_with(b"\n") || text.starts_with(b"\r"))
        };
        range.start + skip..range.end
    }

    fn text_in_body(&mut self, range: Range<usize>, kind: Kind) {
        let text = self.part(range.clone());
        if table::is_between_cells(self.current_tag()) {
            if !text.iter().all(|&byte| is_space(byte)) {
                self.mark();
            }
        } else if text.iter().all(|&byte| byte == 0) && kind == Kind::Text {
            return;
        } else {
            self.reopen_formatting();
        }
        self.add(Tag::NONE, kind, range);
    }
}
