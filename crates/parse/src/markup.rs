//! SGML and XML as archives hold them: a tree whose nodes know their bytes.
//!
//! Much of what newsrooms and libraries kept is not well-formed (undeclared prefixes, names that begin with a
//! digit, attributes without quotes, missing end tags, files cut in the middle), and a story must not be lost
//! for that. So one reader takes SGML and XML alike, refuses nothing, and never follows a reference to
//! anything outside the bytes: no document type is loaded, no entity of its own is expanded.

mod element;
mod flow;
mod reference;
mod tag;

pub(crate) use element::Element;
pub(crate) use flow::{Flow, flow};
pub(crate) use reference::undone as references_undone;

use crate::Reason;
use crate::decode::Charset;
use crate::format::{Record, Reject};
use crate::text::Mapped;
use encoding_rs::Encoding;
use std::borrow::Cow;
use tag::{Tag, next_tag};

/// Deepest nesting that makes nodes; what is deeper joins the text of the deepest.
const MAX_DEPTH: usize = 200;

/// How the markup behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rules {
    /// Every element is closed by its own end tag.
    Xml,
    /// An element named here is closed by the next one of the same name, as SGML allows.
    Sgml(&'static [&'static str]),
    /// Elements without content, and paragraphs closed by blocks, as in HTML.
    Html,
}

/// A parsed document.
pub(crate) struct Tree<'a> {
    bytes: Cow<'a, [u8]>,
    encoding: &'static Encoding,
    /// The way back from `bytes` where they are not the raw bytes.
    map: Option<Mapped>,
    nodes: Vec<Node>,
    /// Whether the end came inside an element.
    pub(crate) is_cut: bool,
}

/// One node; offsets into the bytes. Node 0 is the document.
#[derive(Debug, Clone, Copy)]
struct Node {
    kind: Kind,
    /// Local name.
    name: (u32, u32),
    /// Between name and bracket.
    attributes: (u32, u32),
    /// All of it, tags included.
    span: (u32, u32),
    parent: u32,
    first: u32,
    last: u32,
    next: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Element,
    Text,
    /// Text in which no reference is undone.
    Verbatim,
}

/// No node.
const NONE: u32 = u32::MAX;

impl<'a> Tree<'a> {
    /// The tree of a record.
    ///
    /// # Errors
    /// A document that defines entities in entities, or uses one that lies outside, is refused.
    pub(crate) fn of(record: &'a Record<'_>, rules: Rules) -> Result<Self, Reject> {
        let Charset { encoding, .. } = record.charset();
        let (bytes, encoding, map) = if encoding.is_ascii_compatible() {
            (Cow::Borrowed(record.bytes()), *encoding, None)
        } else {
            let text = record.text();
            (Cow::Borrowed(text.as_str().as_bytes()), encoding_rs::UTF_8, Some(text.clone()))
        };
        if u32::try_from(bytes.len()).is_err() {
            return Err(Reject::new(Reason::TooLarge, "a document of more than 4 GiB"));
        }
        reference::check_entities(&bytes)?;
        Ok(build(bytes, encoding, map, rules))
    }

    /// The tree of bytes that are no record by themselves: a file of an issue. Entities of the document are
    /// never expanded.
    pub(crate) fn of_bytes(bytes: &'a [u8]) -> Self {
        let declared = crate::decode::declared(bytes);
        let charset = Charset::tell(bytes, declared.as_deref(), None);
        if charset.encoding.is_ascii_compatible() {
            return build(Cow::Borrowed(bytes), charset.encoding, None, Rules::Xml);
        }
        let text = charset.decode(bytes);
        build(Cow::Owned(text.as_str().as_bytes().to_vec()), encoding_rs::UTF_8, Some(text), Rules::Xml)
    }

    /// The tree of a piece of HTML that stands as text in a field.
    pub(crate) fn of_text(text: Mapped) -> Tree<'static> {
        let bytes = text.as_str().as_bytes().to_vec();
        build(Cow::Owned(bytes), encoding_rs::UTF_8, Some(text), Rules::Html)
    }

    /// The document as an element without a name.
    pub(crate) fn document(&self) -> Element<'_> {
        Element::new(self, 0)
    }

    /// The first element.
    pub(crate) fn root(&self) -> Option<Element<'_>> {
        self.document().elements().next()
    }

    fn node(&self, id: u32) -> Option<&Node> {
        self.nodes.get(id as usize)
    }

    fn cut(&self, range: (u32, u32)) -> &[u8] {
        self.bytes.get(range.0 as usize..range.1 as usize).unwrap_or_default()
    }

    /// Where an offset lies in the raw bytes.
    fn raw(&self, at: u32) -> usize {
        let at = at as usize;
        self.map.as_ref().map_or(at, |map| map.raw(at))
    }
}

fn build<'a>(
    bytes: Cow<'a, [u8]>,
    encoding: &'static Encoding,
    map: Option<Mapped>,
    rules: Rules,
) -> Tree<'a> {
    let mut builder = Builder::new(&bytes, rules);
    builder.run();
    let (nodes, is_cut) = (builder.nodes, builder.open.len() > 1);
    Tree { bytes, encoding, map, nodes, is_cut }
}

struct Builder<'b> {
    bytes: &'b [u8],
    rules: Rules,
    nodes: Vec<Node>,
    /// Open elements, the document first.
    open: Vec<u32>,
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(NONE)
}

impl<'b> Builder<'b> {
    fn new(bytes: &'b [u8], rules: Rules) -> Self {
        let document = Node {
            kind: Kind::Element,
            name: (0, 0),
            attributes: (0, 0),
            span: (0, offset(bytes.len())),
            parent: NONE,
            first: NONE,
            last: NONE,
            next: NONE,
        };
        let mut nodes = Vec::with_capacity(bytes.len() / 64 + 8);
        nodes.push(document);
        Self { bytes, rules, nodes, open: vec![0] }
    }

    fn run(&mut self) {
        let mut at = 0;
        while at < self.bytes.len() {
            let (start, tag) = next_tag(self.bytes, at);
            if start > at {
                self.add(Kind::Text, (offset(at), offset(start)));
            }
            let Some(tag) = tag else { break };
            at = tag.end();
            match tag {
                Tag::Open { name, attributes, end, closed } => {
                    self.open(name, attributes, start, end, closed)
                }
                Tag::Close { name, end } => self.close(name, end),
                Tag::Verbatim { inner, .. } => {
                    self.add(Kind::Verbatim, (offset(inner.0), offset(inner.1)));
                }
                Tag::Other { .. } => {}
            }
        }
        let end = offset(self.bytes.len());
        for id in self.open.iter().skip(1) {
            if let Some(node) = self.nodes.get_mut(*id as usize) {
                node.span.1 = end;
            }
        }
    }

    fn text(&self, range: (u32, u32)) -> &'b [u8] {
        self.bytes.get(range.0 as usize..range.1 as usize).unwrap_or_default()
    }

    fn add(&mut self, kind: Kind, span: (u32, u32)) -> u32 {
        let id = offset(self.nodes.len());
        let parent = self.open.last().copied().unwrap_or(0);
        self.nodes.push(Node {
            kind,
            name: (0, 0),
            attributes: (0, 0),
            span,
            parent,
            first: NONE,
            last: NONE,
            next: NONE,
        });
        let last = self.nodes.get_mut(parent as usize).map_or(NONE, |parent| {
            let last = parent.last;
            parent.last = id;
            if parent.first == NONE {
                parent.first = id;
            }
            last
        });
        if let Some(last) = self.nodes.get_mut(last as usize) {
            last.next = id;
        }
        id
    }

    fn open(
        &mut self,
        name: (usize, usize),
        attributes: (usize, usize),
        start: usize,
        end: usize,
        closed: bool,
    ) {
        let name = local(self.bytes, name);
        self.close_implied(self.text(name));
        if self.open.len() > MAX_DEPTH {
            return;
        }
        let is_void = self.rules == Rules::Html && is_one_of(self.text(name), VOID);
        let id = self.add(Kind::Element, (offset(start), offset(end)));
        if let Some(node) = self.nodes.get_mut(id as usize) {
            node.name = name;
            node.attributes = (offset(attributes.0), offset(attributes.1));
        }
        if !closed && !is_void {
            self.open.push(id);
        }
    }

    /// Ends what a new element ends without an end tag.
    fn close_implied(&mut self, name: &[u8]) {
        let closes: &[&str] = match self.rules {
            Rules::Xml => return,
            Rules::Sgml(same) if is_one_of(name, same) => same,
            Rules::Html if is_one_of(name, ENDS_PARAGRAPH) => &["p"],
            _ => &[],
        };
        let same = self.rules == Rules::Html && is_one_of(name, SAME);
        let Some(top) = self.open.last().and_then(|id| self.nodes.get(*id as usize)) else { return };
        let own = self.text(top.name);
        let ends = match self.rules {
            Rules::Sgml(_) => own.eq_ignore_ascii_case(name) && is_one_of(own, closes),
            _ => is_one_of(own, closes) || (same && own.eq_ignore_ascii_case(name)),
        };
        if ends && self.open.len() > 1 {
            self.open.pop();
        }
    }

    fn close(&mut self, name: (usize, usize), end: usize) {
        let name = self.text(local(self.bytes, name));
        let found = self.open.iter().skip(1).rposition(|id| {
            self.nodes.get(*id as usize).is_some_and(|node| self.text(node.name).eq_ignore_ascii_case(name))
        });
        let Some(found) = found else { return };
        for id in self.open.drain(found + 1..) {
            if let Some(node) = self.nodes.get_mut(id as usize) {
                node.span.1 = offset(end);
            }
        }
    }
}

/// Elements of HTML without content.
const VOID: &[&str] =
    &["br", "hr", "img", "input", "meta", "link", "col", "area", "base", "embed", "source", "wbr"];
/// Elements of HTML that are closed by the next of the same name.
const SAME: &[&str] = &["p", "li", "td", "th", "tr", "dt", "dd", "option"];
/// Elements of HTML that close a paragraph.
const ENDS_PARAGRAPH: &[&str] = &[
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "table",
    "blockquote",
    "pre",
    "section",
    "figure",
    "header",
    "footer",
    "article",
    "aside",
    "hr",
];

fn is_one_of(name: &[u8], names: &[&str]) -> bool {
    names.iter().any(|n| n.as_bytes().eq_ignore_ascii_case(name))
}

/// A name without its prefix.
fn local(bytes: &[u8], name: (usize, usize)) -> (u32, u32) {
    let text = bytes.get(name.0..name.1).unwrap_or_default();
    let prefix = memchr::memrchr(b':', text).map_or(0, |at| at + 1);
    (offset(name.0 + prefix), offset(name.1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Origin, ParseOptions, RawItem};
    use proptest::prelude::*;

    pub(super) fn with<T>(text: &[u8], rules: Rules, see: impl FnOnce(&Tree<'_>) -> T) -> T {
        let item = RawItem { origin: Origin::file("x"), bytes: text.to_vec(), ..RawItem::default() };
        let options = ParseOptions::default();
        let record = Record::new(&item, &options);
        see(&Tree::of(&record, rules).unwrap())
    }

    #[test]
    fn what_is_not_well_formed_still_gives_its_tree() {
        let text = b"<didl:DIDL xsi:x=1><1ST_LINE>r w</1ST_LINE><F P=102>one</G>two</F><p>cut";
        with(text, Rules::Xml, |tree| {
            let root = tree.root().unwrap();
            let names: Vec<_> = root.elements().map(|e| e.name().into_owned()).collect();
            assert_eq!(names, ["1ST_LINE", "F", "p"]);
            assert_eq!(root.child("f").unwrap().attribute("p").as_deref(), Some("102"));
            assert_eq!(root.child("f").unwrap().words(), "onetwo");
            assert!(tree.is_cut);
        });
    }

    #[test]
    fn text_leads_back_to_its_bytes() {
        let text = "<a>caf\u{e9} &amp; <b>tea</b><![CDATA[ <&> ]]></a>".as_bytes();
        with(text, Rules::Xml, |tree| {
            let mapped = tree.root().unwrap().mapped();
            assert_eq!(mapped.as_str(), "café & tea <&> ");
            let at = mapped.as_str().find("tea").unwrap();
            assert_eq!(mapped.span(at..at + 3).cut(text).unwrap(), b"tea");
            let at = mapped.as_str().find('&').unwrap();
            assert_eq!(mapped.span(at..at + 1).cut(text).unwrap(), b"&amp;");
        });
    }

    #[test]
    fn utf16_documents_lead_back_too() {
        let text: Vec<u8> =
            "\u{feff}<a>caf\u{e9} noir</a>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        with(&text, Rules::Xml, |tree| {
            let mapped = tree.root().unwrap().mapped();
            let at = mapped.as_str().find("noir").unwrap();
            let cut = mapped.span(at..at + 4).cut(&text).unwrap().to_vec();
            assert_eq!(encoding_rs::UTF_16LE.decode(&cut).0, "noir");
        });
    }

    #[test]
    fn html_paragraphs_need_no_end() {
        let tree = Tree::of_text(Mapped::verbatim("<p>One<br>two<p>Three<ul><li>a<li>b</ul>", 0));
        let names: Vec<_> = tree.document().elements().map(|e| e.name().into_owned()).collect();
        assert_eq!(names, ["p", "p", "ul"]);
    }

    #[test]
    fn deep_nesting_is_flattened() {
        let text = "<a>".repeat(100_000);
        with(text.as_bytes(), Rules::Xml, |tree| assert!(tree.nodes.len() <= MAX_DEPTH + 1));
    }

    proptest! {
        #[test]
        fn well_formed_documents_read_as_quick_xml_reads_them(words in proptest::collection::vec("[a-z<>&\"' ]{0,8}", 1..6)) {
            let escaped = |w: &str| quick_xml::escape::escape(w).into_owned();
            let inner: String = words.iter().map(|w| format!("<n k=\"{0}\">{0}</n><e/>", escaped(w))).collect();
            let text = format!("<?xml version=\"1.0\"?><root>{inner}</root>");
            let mut oracle = Vec::new();
            let mut reader = quick_xml::Reader::from_str(&text);
            loop {
                match reader.read_event().unwrap() {
                    quick_xml::events::Event::Start(e) | quick_xml::events::Event::Empty(e) => {
                        oracle.push(e.local_name().as_ref().to_owned());
                    }
                    quick_xml::events::Event::Eof => break,
                    _ => {}
                }
            }
            with(text.as_bytes(), Rules::Xml, |tree| {
                let root = tree.root().unwrap();
                let mut names = vec![root.name().into_owned()];
                names.extend(root.descendants().map(|e| e.name().into_owned()));
                assert_eq!(names, oracle);
                for (element, word) in root.children("n").zip(&words) {
                    assert_eq!(element.mapped().as_str(), word);
                    assert_eq!(element.attribute("k").as_deref().unwrap_or_default(), word.trim());
                }
            });
        }

        #[test]
        fn no_bytes_panic(text in "[<>/!?\\[\\]a-b&;#\"'= -]{0,60}") {
            for rules in [Rules::Xml, Rules::Html, Rules::Sgml(&["a"])] {
                with(text.as_bytes(), rules, |tree| { let _ = tree.document().mapped(); });
            }
        }
    }
}
