//! Any bytes as an HTML page in any charset: the tree is built, and every node's range lies inside the bytes.
#![no_main]

use encoding_rs::{BIG5, GBK, SHIFT_JIS, UTF_8, WINDOWS_1252};
use libfuzzer_sys::fuzz_target;
use offwire_parse::{block, body, page::Page};

fuzz_target!(|input: (u8, &[u8])| {
    let (chosen, bytes) = input;
    let charsets = [UTF_8, WINDOWS_1252, GBK, SHIFT_JIS, BIG5];
    let page = Page::read(bytes, charsets[usize::from(chosen) % charsets.len()]);
    for node in page.ids() {
        let span = page.span(node);
        assert!(span.start <= span.end && span.end <= bytes.len() as u64, "{span:?} of {}", bytes.len());
    }
    let blocks = block::from_page(&page);
    assert_eq!(body::choose_page(&page, &blocks).len(), blocks.len());
});
