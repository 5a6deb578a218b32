//! A page dumped to text in the manner of naive scrapers: each visible block a line, lists with bullets, blank
//! lines around what is set apart.

use offwire_parse::block::{self, BlockKind};
use offwire_parse::page::Page;

/// The dump of a page that is UTF-8 or nearly so.
pub(crate) fn of(raw: &[u8]) -> String {
    let page = Page::read(raw, encoding_rs::UTF_8);
    let mut out = String::new();
    let mut was_list = false;
    for block in block::from_page(&page).iter().filter(|block| !block.hidden) {
        let is_list = block.kind == BlockKind::ListItem;
        let is_apart = !is_list || !was_list;
        if is_apart && !out.is_empty() {
            out.push('\n');
        }
        if is_list {
            out.push_str("• ");
        }
        out.push_str(&block.text);
        out.push('\n');
        was_list = is_list;
    }
    out
}
