//! From a page's tree to its blocks.

use super::{Block, BlockKind, MOST_BLOCKS, fold, row};
use crate::page::{NodeId, NodeKind, Page, Tag};
use offwire_article::Span;
use std::borrow::Cow;

/// Elements whose content no reader sees as text.
fn is_skipped(tag: Tag) -> bool {
    is_silent(tag)
        || matches!(
            tag,
            Tag::HEAD
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
    let mut walk = Walk { page, blocks: Vec::new(), current: Current::default(), open: Vec::new() };
    walk.run(body);
    walk.flush();
    walk.blocks
}

struct Walk<'p> {
    page: &'p Page<'p>,
    blocks: Vec<Block>,
    current: Current,
    open: Vec<Open>,
}

/// An element that is open, with what it and those around it say of the text in it.
#[derive(Debug, Clone, Copy)]
struct Open {
    id: NodeId,
    /// The block-level element that text in it belongs to.
    block: NodeId,
    kind: BlockKind,
    link: bool,
    emphasis: bool,
    hidden: bool,
    /// Whether its end ends a block.
    divides: bool,
    /// Whether it stands in a plain table row, whose cells do not divide.
    in_row: bool,
}

/// The block that is being read.
#[derive(Debug, Default)]
struct Current {
    text: String,
    spans: Vec<Span>,
    link_chars: usize,
    links: u32,
    emphasis_chars: usize,
    /// Characters of the longest run, with the element that it stands in.
    longest: usize,
    place: Option<Open>,
    /// A `<br>` was read, and no text since.
    broken: bool,
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
        }
        self.current.links += u32::from(tag == Tag::A);
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
            link: tag == Tag::A || around.is_some_and(|open| open.link),
            emphasis: is_emphasis(tag) || around.is_some_and(|open| open.emphasis),
            hidden: around.is_some_and(|open| open.hidden) || is_hidden(self.page, id),
            divides,
            in_row: in_row || plain_row,
        }
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
        }
        self.current.broken = true;
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
        // Between marks of white space, an empty line is as good as two `<br>`.
        let verbatim = matches!(text, Cow::Borrowed(_)) && text.len() as u64 == span.len();
        let mut start = 0;
        for (end, next) in empty_lines(&text) {
            let span = if verbatim { part(span, start, end) } else { span };
            self.current.push(text.get(start..end).unwrap_or_default(), span, open);
            self.flush();
            start = next;
        }
        let span = if verbatim { part(span, start, text.len()) } else { span };
        self.current.push(text.get(start..).unwrap_or_default(), span, open);
    }

    fn flush(&mut self) {
        if self.current.place.is_some()
            && let Some(block) = std::mem::take(&mut self.current).finish()
        {
            self.blocks.push(block);
        } else {
            self.current = Current::default();
        }
    }
}

impl Current {
    fn push(&mut self, run: &str, span: Span, open: Open) {
        let bare = run.trim();
        if bare.is_empty() {
            if !self.text.is_empty() && !self.broken {
                fold::push(&mut self.text, run);
            }
            return;
        }
        if self.broken {
            fold::push(&mut self.text, " ");
            self.broken = false;
        }
        fold::push(&mut self.text, run);
        self.spans.push(span);
        let chars = bare.chars().count();
        self.link_chars += if open.link { chars } else { 0 };
        self.emphasis_chars += if open.emphasis { chars } else { 0 };
        if chars > self.longest {
            self.longest = chars;
            self.place = Some(open);
        }
    }

    /// The block, if it has a letter or digit.
    fn finish(self) -> Option<Block> {
        let place = self.place?;
        self.text.chars().any(char::is_alphanumeric).then(|| Block {
            text: fold::finish(self.text),
            spans: self.spans,
            node: Some(place.block),
            run: Some(place.id),
            kind: place.kind,
            link_chars: self.link_chars as u32,
            links: self.links,
            emphasis_chars: self.emphasis_chars as u32,
            hidden: place.hidden,
            gap: false,
        })
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

fn is_hidden(page: &Page, id: NodeId) -> bool {
    let [hidden, aria, style] = page.attr_values(id, ["hidden", "aria-hidden", "style"]);
    hidden.is_some() || aria.is_some_and(|value| value == "true") || style.is_some_and(|style| hides(&style))
}

/// Whether a style says `display: none` or `visibility: hidden`.
fn hides(style: &str) -> bool {
    let bare: String = style.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_lowercase()).collect();
    bare.contains("display:none") || bare.contains("visibility:hidden")
}

/// Where empty lines stand: the end of the text before each, and the start of the text behind it.
fn empty_lines(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut line_end: Option<usize> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let next = at + line.len();
        if let Some(end) = line_end.filter(|_| line.trim().is_empty() && line.ends_with('\n')) {
            match found.last_mut() {
                Some((_, start)) if *start == at => *start = next,
                _ => found.push((end, next)),
            }
        }
        line_end = Some(next);
        at = next;
    }
    found
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
    fn empty_lines_divide_preformatted_text() {
        check("<pre>One\ngoes on.\n\n \nTwo.\n</pre>", &["One goes on.", "Two."]);
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
