//! Blocks: the one view of a page that everything after it reads.
//!
//! A block is the visible text between two block-level boundaries of a page, or a line of a text dump. What is
//! article and what is furniture is decided over blocks ([`crate::body`]); fields are looked for in blocks.

mod fold;
mod line;
mod link_note;
mod preformatted;
mod row;
mod walk;

use crate::field::end_mark;
use crate::letters::is_letter_or_digit;
use crate::page::{NodeId, Page};
use crate::text::Mapped;
use offwire_article::Span;
use offwire_article::text::is_plain;
use std::borrow::Cow;

pub(crate) use walk::is_inline;

/// Most blocks of one page; what stands behind them is not read. Real pages have some hundreds.
pub const MOST_BLOCKS: usize = 20_000;

/// Bytes of the longest mark without a letter that closes a story, `# # #`; longer rows of it are rules.
const LONGEST_MARK: usize = 5;

/// A run of text of a page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Block {
    /// The text: NFC, white space folded, never empty.
    pub text: String,
    /// Byte ranges in the raw record, one for each text run, in order.
    pub spans: Vec<Span>,
    /// The block-level element that holds it; `None` in a dump.
    pub node: Option<NodeId>,
    /// The element that its longest text run stands in, which may be an inline one.
    pub run: Option<NodeId>,
    /// What it is by its mark-up.
    pub kind: BlockKind,
    /// Characters inside links.
    pub link_chars: u32,
    /// Links that begin in it.
    pub links: u32,
    /// Characters in bold or italics.
    pub emphasis_chars: u32,
    /// Whether mark-up hides it from readers (`hidden`, `display: none`, `aria-hidden`).
    pub hidden: bool,
    /// In a dump, whether a blank line stands before it.
    pub gap: bool,
}

/// What a block is by its mark-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum BlockKind {
    /// Running text.
    #[default]
    Text,
    /// A heading of level 1 to 6.
    Heading(u8),
    /// An item of a list; in a dump a line that begins with a bullet.
    ListItem,
    /// Text inside a block quotation.
    Quote,
    /// Text inside a figure or a table's caption.
    Caption,
    /// A row of a plain table, its cells joined by ` | `.
    TableRow,
    /// Text whose line breaks count.
    Preformatted,
    /// A line of a dump.
    Line,
}

/// The blocks of a page, in its order; at most [`MOST_BLOCKS`].
///
/// Two `<br>` in a row divide; one is a blank, but on a page from before HTML 5 it ends a line that stands by itself: a
/// line in a type of its own, a byline, a day, a paragraph. Scripts, buttons, menus of choices and media are no text. Hidden
/// elements are kept and marked, since pages reveal their text by script.
#[must_use]
pub fn from_page(page: &Page) -> Vec<Block> {
    walk::blocks(page)
}

/// The blocks of a UTF-8 text dump as the parser reads it: lines that a fixed width had ended are joined.
///
/// ```
/// let blocks = offwire_parse::block::from_dump("Storm hits coast\n\nThe boats returned.\n");
/// assert_eq!((blocks.len(), blocks[1].gap), (2, true));
/// ```
#[must_use]
pub fn from_dump(text: &str) -> Vec<Block> {
    crate::format::plain::lines_of(&Mapped::verbatim(text, 0))
}

/// The blocks of a text dump: a block for each line that holds a letter or digit, or closes a story; at most
/// [`MOST_BLOCKS`].
///
/// `lines` are decoded lines, each with its byte range in the raw record.
///
/// ```
/// use offwire_article::Span;
/// use offwire_parse::block::{self, BlockKind};
/// let lines = [("Storm hits coast", Span::new(0, 16)), ("", Span::new(17, 17)), ("• More  news", Span::new(18, 32))];
/// let blocks = block::from_lines(lines);
/// assert_eq!(blocks.len(), 2);
/// assert_eq!((blocks[1].text.as_str(), blocks[1].kind, blocks[1].gap), ("More news", BlockKind::ListItem, true));
/// ```
#[must_use]
pub fn from_lines<'a>(lines: impl IntoIterator<Item = (&'a str, Span)>) -> Vec<Block> {
    let mut lines = lines.into_iter();
    let mut found = Lines::default();
    while !found.is_full()
        && let Some((line, span)) = lines.next()
    {
        let line = line.trim();
        if line.is_empty() {
            found.gap = true;
        } else {
            found.push(Cow::Borrowed(line), is_plain(line), span);
        }
    }
    found.blocks
}

/// The lines of a dump, as they become blocks.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    pub(crate) blocks: Vec<Block>,
    /// Whether a blank line stands before the next.
    pub(crate) gap: bool,
}

impl Lines {
    /// Whether what follows is not read.
    pub(crate) fn is_full(&self) -> bool {
        self.blocks.len() >= MOST_BLOCKS
    }

    /// Adds a line without blanks around it, of which is known whether it surely is in NFC with its white space folded;
    /// one without letter or digit is none.
    pub(crate) fn push(&mut self, line: Cow<'_, str>, is_plain: bool, span: Span) {
        // Rules and rows of stars tell nothing, but for those that close a story.
        let is_mark = || matches!(line.len(), 3 | LONGEST_MARK) && end_mark::is_end_mark(&line);
        if !line.chars().any(is_letter_or_digit) && !is_mark() {
            return;
        }
        let item = line.strip_prefix(['\u{2022}', '\u{25e6}', '\u{25aa}', '\u{b7}']);
        self.blocks.push(Block {
            kind: if item.is_some() { BlockKind::ListItem } else { BlockKind::Line },
            text: match item {
                Some(item) if is_plain => item.trim_start().to_owned(),
                Some(item) => fold::folded(item),
                None if is_plain => line.into_owned(),
                None => fold::folded(&line),
            },
            spans: vec![span],
            gap: std::mem::take(&mut self.gap),
            ..Block::default()
        });
    }
}
