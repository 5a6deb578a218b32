//! The page reader against html5ever itself, its tokenizer and all.

mod hostile;
mod html5lib;
mod invented;
mod noise;
mod oracle;
mod real;

use super::*;
use std::fmt::Write;

/// The tree in one line: elements in angle brackets with their attributes, texts that touch as one.
fn dump(page: &Page<'_>) -> String {
    let mut out = oracle::Dump::default();
    let mut open: Vec<u32> = Vec::new();
    for id in page.ids() {
        while open.last().is_some_and(|&end| end <= id.0) {
            open.pop();
            out.close();
        }
        match page.kind(id) {
            NodeKind::Element => {
                out.open(
                    page.name(id),
                    page.attrs(id).map(|(name, value)| (name.into_owned(), value.into_owned())),
                );
                open.push(page.node(id).below_end);
            }
            NodeKind::Text => out.text(&page.text(id)),
            NodeKind::Comment => out.comment(),
            NodeKind::Document => {}
        }
    }
    open.iter().for_each(|_| out.close());
    out.finish()
}

/// What must hold of every page.
fn check_ranges(page: &Page<'_>, raw: &[u8]) {
    let mut last_child_end = vec![0; page.len()];
    for id in page.ids() {
        let span = page.span(id);
        assert!(span.end <= raw.len() as u64);
        if let Some(parent) = page.parent(id) {
            assert!(page.contains(parent, id) && parent < id);
            last_child_end[parent.index()] = page.node(id).below_end;
        }
        match page.kind(id) {
            NodeKind::Text => {
                assert!(!span.is_empty(), "an empty text in {:?}", String::from_utf8_lossy(raw))
            }
            NodeKind::Element if !span.is_empty() => {
                let tag = span.cut(raw).unwrap();
                if page.recoded.is_none() {
                    assert!(
                        tag.starts_with(b"<") && tag.ends_with(b">"),
                        "{:?}",
                        String::from_utf8_lossy(tag)
                    );
                }
            }
            _ => {}
        }
    }
    for (index, &end) in last_child_end.iter().enumerate() {
        let node = page.node(NodeId(index as u32));
        assert_eq!(node.below_end, if end == 0 { index as u32 + 1 } else { end });
    }
}

/// Compares with html5ever, and gives the first difference with what stands around it.
fn difference(raw: &[u8]) -> Option<String> {
    let page = Page::read(raw, UTF_8);
    check_ranges(&page, raw);
    let (ours, theirs) = (dump(&page), oracle::dump(&String::from_utf8_lossy(raw)));
    if ours == theirs {
        return None;
    }
    let at =
        ours.bytes().zip(theirs.bytes()).position(|(a, b)| a != b).unwrap_or(ours.len().min(theirs.len()));
    let mut out = String::new();
    for (name, dump) in [("ours", &ours), ("html5ever", &theirs)] {
        let around =
            dump.as_bytes().get(at.saturating_sub(60)..(at + 60).min(dump.len())).unwrap_or_default();
        writeln!(out, "{name:>10}: {}", String::from_utf8_lossy(around)).unwrap();
    }
    Some(out)
}

#[track_caller]
fn check(raw: &str) {
    if let Some(difference) = difference(raw.as_bytes()) {
        panic!("{raw:?}\n{difference}");
    }
}
