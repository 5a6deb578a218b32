//! Downloads saved as a page: the same lines, each in an element.

use crate::block::{self, Block, BlockKind};
use crate::format::Record;
use crate::page::Page;
use crate::text::Mapped;

/// Whether a page holds documents of the service.
pub(super) fn is_saved(text: &str) -> bool {
    let finder = memchr::memmem::Finder::new("class=\"article ");
    finder.find_iter(text.as_bytes()).any(|at| {
        let class = text.get(at..).unwrap_or_default().split('"').nth(1).unwrap_or_default();
        let mut names = class.split(' ').skip(1);
        // `article enArticle`: the second name opens with the language of the document.
        names.next().is_some_and(|name| name.len() == 9 && name.ends_with("Article"))
            && names.next().is_none()
    })
}

/// The blocks of a page as lines of a text.
pub(super) fn lines_of(record: &Record<'_>) -> Mapped {
    let page = Page::read(record.bytes(), record.charset().encoding);
    let mut lines = Mapped::new();
    for block in block::from_page(&page) {
        let (Some(first), Some(last)) = (block.spans.first(), block.spans.last()) else { continue };
        let (Ok(start), Ok(end)) = (usize::try_from(first.start), usize::try_from(last.end)) else {
            continue;
        };
        lines.push_changed(&line(&block), start, end);
        lines.push_changed("\n", end, end);
    }
    lines
}

/// A row of a code and its value is set as in text.
fn line(block: &Block) -> String {
    match block.kind {
        BlockKind::TableRow => block.text.replacen(" | ", "  ", 1),
        _ => block.text.clone(),
    }
}
