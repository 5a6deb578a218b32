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

use crate::page::{NodeId, Page};
use crate::text::Mapped;
use offwire_article::Span;

pub(crate) use walk::is_inline;

/// Most blocks of one page; what stands behind them is not read. Real pages have some hundreds.
pub const MOST_BLOCKS: usize = 20_000;

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

/// The blocks of a text dump: a block for each line that holds a letter or digit; at most [`MOST_BLOCKS`].
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
    let mut blocks = Vec::new();
    let mut gap = false;
    for (line, span) in lines {
        let line = line.trim();
        if !line.chars().any(char::is_alphanumeric) {
            gap |= line.is_empty();
            continue;
        }
        if blocks.len() == MOST_BLOCKS {
            break;
        }
        let item = line.strip_prefix(['\u{2022}', '\u{25e6}', '\u{25aa}', '\u{b7}']);
        blocks.push(Block {
            text: fold::folded(item.unwrap_or(line)),
            spans: vec![span],
            kind: if item.is_some() { BlockKind::ListItem } else { BlockKind::Line },
            gap,
            ..Block::default()
        });
        gap = false;
    }
    blocks
}
