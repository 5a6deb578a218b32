//! From a page's tree to its blocks.

use super::line::{self, Line};
use super::{Block, BlockKind, MOST_BLOCKS, preformatted, row};
use crate::page::{NodeId, NodeKind, Page, Tag};
use offwire_article::Span;
use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Elements whose content no reader sees as text.
fn is_skipped(tag: Tag) -> bool {
    is_silent(tag)
        || matches!(
            tag,
            Tag::HEAD
                | Tag::TITLE
                | Tag::IFRAME
                | Tag::OBJECT
                | Tag::EMBED
                | Tag::CANVAS
                | Tag::AUDIO
                | Tag::VIDEO
                | Tag::SELECT
                | Tag::OPTION
                | Tag::DATALIST
                | Tag::MAP
                | Tag::AREA
                | Tag::TEXTAREA
                | Tag::MATH
                | Tag::NOFRAMES
                | Tag::NOEMBED
        )
}

/// Those among them that may stand inside a sentence.
fn is_silent(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::SCRIPT | Tag::STYLE | Tag::NOSCRIPT | Tag::TEMPLATE | Tag::SVG | Tag::BUTTON | Tag::INPUT
    )
}

/// Elements that are part of a line of text.
pub(crate) fn is_inline(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::A
            | Tag::ABBR
            | Tag::ACRONYM
            | Tag::B
            | Tag::BDI
            | Tag::BDO
            | Tag::BIG
            | Tag::CITE
            | Tag::CODE
            | Tag::DATA
            | Tag::DEL
            | Tag::DFN
            | Tag::EM
            | Tag::FONT
            | Tag::I
            | Tag::INS
            | Tag::KBD
            | Tag::LABEL
            | Tag::MARK
            | Tag::Q
            | Tag::RP
            | Tag::RT
            | Tag::RUBY
            | Tag::S
            | Tag::SAMP
            | Tag::SMALL
            | Tag::SPAN
            | Tag::STRIKE
            | Tag::STRONG
            | Tag::SUB
            | Tag::SUP
            | Tag::TIME
            | Tag::TT
            | Tag::U
            | Tag::VAR
            | Tag::WBR
            | Tag::NOBR
            | Tag::META
            | Tag::LINK
            | Tag::IMG
            | Tag::PICTURE
            | Tag::SOURCE
    )
}

/// See [`super::from_page`].
pub(super) fn blocks(page: &Page) -> Vec<Block> {
    let root = page.children(page.root()).find(|&id| page.tag(id) == Tag::HTML).unwrap_or(page.root());
    let body = page.children(root).find(|&id| page.tag(id) == Tag::BODY).unwrap_or(root);
    let mut walk = Walk {
        page,
        blocks: Vec::new(),
        lines: Vec::new(),
        current: Line::default(),
        open: Vec::new(),
        is_early: page.is_early(),
    };
    walk.run(body);
    walk.flush();
    walk.blocks
}

struct Walk<'p> {
    page: &'p Page<'p>,
    blocks: Vec<Block>,
    /// The lines of the block that is being read, on an early page; on others a block is one line.
    lines: Vec<Line>,
    current: Line,
    open: Vec<Open>,
    /// See [`Page::is_early`].
    is_early: bool,
}

/// An element that is open, with what it and those around it say of the text in it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Open {
    pub(super) id: NodeId,
    /// The block-level element that text in it belongs to.
    pub(super) block: NodeId,
    pub(super) kind: BlockKind,
    pub(super) link: bool,
    pub(super) emphasis: bool,
    pub(super) hidden: bool,
    /// The type that its text is set in, as a hash; 0 where nothing is known of types.
    pub(super) face: u64,
    /// Whether its end ends a block.
    divides: bool,
    /// Whether it stands in a plain table row, whose cells do not divide.
    in_row: bool,
}

/// Fixed blanks at the head of a line that make an indent: how paragraphs were set before style sheets.
const INDENT: usize = 3;

fn is_indented(text: &str) -> bool {
    text.chars().take_while(|c| c.is_whitespace()).filter(|c| *c == '\u{a0}').count() >= INDENT
}

impl Walk<'_> {
    fn run(&mut self, body: NodeId) {
        self.open.push(self.opened(body, None));
        let mut at = body;
        let mut inside = true;
        while self.blocks.len() < MOST_BLOCKS {
            if let Some(child) = self.page.first_child(at).filter(|_| inside) {
                at = child;
                inside = self.enter(at);
                continue;
            }
            loop {
                self.leave(at);
                if at == body {
                    return;
                }
                if let Some(next) = self.page.next_sibling(at) {
                    at = next;
                    inside = self.enter(at);
                    break;
                }
                match self.page.parent(at) {
                    Some(parent) => at = parent,
                    None => return,
                }
            }
        }
    }

    /// Reads a node; whether its children are to be read.
    fn enter(&mut self, id: NodeId) -> bool {
        match self.page.kind(id) {
            NodeKind::Text => self.text(id),
            NodeKind::Element => return self.element(id),
            _ => {}
        }
        false
    }

    fn element(&mut self, id: NodeId) -> bool {
        let tag = self.page.tag(id);
        if is_skipped(tag) {
            if !is_silent(tag) {
                self.flush();
            }
            return false;
        }
        if tag == Tag::BR {
            self.line_break();
            return false;
        }
        let open = self.opened(id, self.open.last().copied());
        if open.divides {
            self.flush();
        } else if matches!(tag, Tag::TD | Tag::TH) && !self.current.text.is_empty() {
            self.current.text.push_str(" | ");
        } else if matches!(tag, Tag::P | Tag::DIV)
            && self.current.text.ends_with(|c: char| !c.is_whitespace())
        {
            // Paragraphs in a cell of a row.
            self.current.text.push(' ');
        }
        self.current.links += u32::from(self.is_link(id));
        self.open.push(open);
        true
    }

    fn opened(&self, id: NodeId, around: Option<Open>) -> Open {
        let tag = self.page.tag(id);
        let in_row = around.is_some_and(|open| open.in_row);
        let divides = !is_inline(tag) && !in_row;
        let plain_row = tag == Tag::TR && row::is_plain(self.page, id);
        let kind = if plain_row { Some(BlockKind::TableRow) } else { kind(tag) };
        Open {
            id,
            block: if divides { id } else { around.map_or(id, |open| open.block) },
            kind: kind.or(around.map(|open| open.kind)).unwrap_or_default(),
            link: self.is_link(id) || around.is_some_and(|open| open.link),
            emphasis: is_emphasis(tag) || around.is_some_and(|open| open.emphasis),
            hidden: around.is_some_and(|open| open.hidden) || is_hidden(self.page, id),
            face: self.face(id, around.map_or(0, |open| open.face)),
            divides,
            in_row: in_row || plain_row,
        }
    }

    /// Whether an element is a link; early pages name places for links to lead to by the same element.
    fn is_link(&self, id: NodeId) -> bool {
        self.page.tag(id) == Tag::A && (!self.is_early || self.page.has_attr(id, "href"))
    }

    /// The type that text in an element is set in.
    fn face(&self, id: NodeId, around: u64) -> u64 {
        let tag = self.page.tag(id);
        if !self.is_early || !(is_emphasis(tag) || sets_type(tag)) {
            return around;
        }
        let mut face = DefaultHasher::new();
        (around, tag).hash(&mut face);
        self.page.raw_attrs(id).for_each(|(name, value)| (name, value.bytes()).hash(&mut face));
        face.finish()
    }

    fn leave(&mut self, id: NodeId) {
        if self.open.last().is_some_and(|open| open.id == id)
            && self.open.pop().is_some_and(|open| open.divides)
        {
            self.flush();
        }
    }

    fn line_break(&mut self) {
        if self.current.text.ends_with("| ") {
            return;
        }
        if self.current.broken {
            self.flush();
        } else if self.is_early && self.has_lines() && self.current.place.is_some() {
            self.lines.push(std::mem::take(&mut self.current));
        }
        self.current.broken = true;
    }

    /// Whether lines of the block at hand may stand by themselves.
    fn has_lines(&self) -> bool {
        let open = self.open.last();
        open.is_some_and(|open| !matches!(open.kind, BlockKind::Heading(_) | BlockKind::TableRow))
    }

    fn text(&mut self, id: NodeId) {
        let Some(&open) = self.open.last() else { return };
        let text = self.page.text(id);
        let span = self.page.span(id);
        if self.current.broken && is_indented(&text) {
            self.flush();
        }
        if open.kind != BlockKind::Preformatted {
            return self.current.push(&text, span, open);
        }
        let verbatim = matches!(text, Cow::Borrowed(_)) && text.len() as u64 == span.len();
        let mut start = 0;
        for (end, next) in preformatted::divisions(&text, self.is_early) {
            let span = if verbatim { part(span, start, end) } else { span };
            self.current.push(text.get(start..end).unwrap_or_default(), span, open);
            self.flush();
            start = next;
        }
        let span = if verbatim { part(span, start, text.len()) } else { span };
        self.current.push(text.get(start..).unwrap_or_default(), span, open);
    }

    fn flush(&mut self) {
        let last = std::mem::take(&mut self.current);
        if self.lines.is_empty() {
            self.blocks.extend(last.finish());
            return;
        }
        let mut lines = std::mem::take(&mut self.lines);
        lines.push(last);
        self.blocks.extend(line::blocks(lines));
    }
}

fn kind(tag: Tag) -> Option<BlockKind> {
    Some(match tag {
        Tag::H1 => BlockKind::Heading(1),
        Tag::H2 => BlockKind::Heading(2),
        Tag::H3 => BlockKind::Heading(3),
        Tag::H4 => BlockKind::Heading(4),
        Tag::H5 => BlockKind::Heading(5),
        Tag::H6 => BlockKind::Heading(6),
        Tag::LI | Tag::DD | Tag::DT => BlockKind::ListItem,
        Tag::BLOCKQUOTE => BlockKind::Quote,
        Tag::FIGURE | Tag::FIGCAPTION | Tag::CAPTION => BlockKind::Caption,
        Tag::PRE | Tag::XMP | Tag::LISTING | Tag::PLAINTEXT => BlockKind::Preformatted,
        _ => return None,
    })
}

fn is_emphasis(tag: Tag) -> bool {
    matches!(tag, Tag::B | Tag::STRONG | Tag::EM | Tag::I | Tag::U)
}

/// Whether an element that is no emphasis sets its text in another type.
fn sets_type(tag: Tag) -> bool {
    matches!(tag, Tag::FONT | Tag::SPAN | Tag::BIG | Tag::SMALL | Tag::TT)
}

fn is_hidden(page: &Page, id: NodeId) -> bool {
    let [hidden, aria, style] = page.attr_values(id, ["hidden", "aria-hidden", "style"]);
    hidden.is_some() || aria.is_some_and(|value| value == "true") || style.is_some_and(|style| hides(&style))
}

/// Whether a style says `display: none` or `visibility: hidden`.
fn hides(style: &str) -> bool {
    let bare: String = style.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_lowercase()).collect();
    bare.contains("display:none") || bare.contains("visibility:hidden")
}

fn part(span: Span, start: usize, end: usize) -> Span {
    Span::new(span.start + start as u64, span.start + end as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::UTF_8;
    use proptest::prelude::*;

    fn read(html: &str) -> Vec<Block> {
        blocks(&Page::read(html.as_bytes(), UTF_8))
    }

    #[track_caller]
    fn check(html: &str, expected: &[&str]) {
        let found: Vec<String> = read(html).into_iter().map(|block| block.text).collect();
        assert_eq!(found, expected, "{html}");
    }

    #[test]
    fn block_level_elements_divide_and_inline_ones_do_not() {
        check(
            "<div>Rain <b>and</b> wind<p>The <a href=x>port</a> closed.</p>Later</div>",
            &["Rain and wind", "The port closed.", "Later"],
        );
    }

    #[test]
    fn a_break_and_an_indent_divide() {
        check(
            "<p>First line<br>&nbsp;&nbsp;&nbsp; Second.<br>&nbsp;Third.</p>",
            &["First line", "Second. Third."],
        );
    }

    #[test]
    fn two_breaks_divide_one_is_a_blank() {
        check("<p>First line<br>goes on.<br>\n <br/>Second.</p>", &["First line goes on.", "Second."]);
    }

    #[test]
    fn a_plain_row_is_one_block_and_a_layout_is_not() {
        check("<table><tr><td>Boats</td><td><p>12</p></td></tr></table>", &["Boats | 12"]);
        check(
            "<table><tr><td><ul><li>Home</ul></td><td><h1>Storm</h1></td></tr></table>",
            &["Home", "Storm"],
        );
    }

    #[test]
    fn scripts_and_buttons_are_no_text_and_hidden_text_is_marked() {
        let blocks = read(
            "<p>A<script>b</script><button>c</button>d</p><p style='Display : none'>e</p><p hidden>f</p>",
        );
        let found: Vec<(&str, bool)> = blocks.iter().map(|b| (b.text.as_str(), b.hidden)).collect();
        assert_eq!(found, [("Ad", false), ("e", true), ("f", true)]);
    }

    #[test]
    fn a_name_to_lead_to_is_no_link() {
        let links =
            |html: &str| read(html).iter().map(|block| (block.links, block.link_chars)).collect::<Vec<_>>();
        assert_eq!(links("<a name=1>Storm</a> hits<p><a href=x>Port</a>"), [(0, 0), (1, 4)]);
    }

    #[test]
    fn kinds_and_counts() {
        let blocks = read(
            "<h2>Storm</h2><ul><li><a href=x>Port</a> shut<li>b</ul><blockquote><p><b>c</b></blockquote>",
        );
        let found: Vec<_> =
            blocks.iter().map(|b| (b.kind, b.link_chars, b.links, b.emphasis_chars)).collect();
        assert_eq!(
            found,
            [
                (BlockKind::Heading(2), 0, 0, 0),
                (BlockKind::ListItem, 4, 1, 0),
                (BlockKind::ListItem, 0, 0, 0),
                (BlockKind::Quote, 0, 0, 1),
            ]
        );
    }

    proptest! {
        #[test]
        fn the_ranges_of_a_block_hold_its_text(words in prop::collection::vec("[a-z]{1,8}( |<b>|</b>|<p>|<br>|\n\n)", 1..30)) {
            let html = format!("<pre>{}</pre>", words.concat());
            for block in read(&html) {
                let cut: Vec<&str> = block.spans.iter().map(|s| std::str::from_utf8(s.cut(html.as_bytes()).unwrap()).unwrap()).collect();
                let bare = |text: &str| text.split_whitespace().collect::<String>();
                prop_assert_eq!(bare(&cut.concat()), bare(&block.text));
            }
        }

        #[test]
        fn any_bytes_give_blocks_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            for block in blocks(&Page::read(&bytes, UTF_8)) {
                prop_assert!(!block.text.is_empty());
            }
        }
    }
}
