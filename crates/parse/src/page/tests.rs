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
fn dump(page: &Page<'_>, mut out: oracle::Dump) -> String {
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

/// The page as `build` makes it.
fn page_of<'a>(raw: &'a [u8], build: impl FnOnce(usize) -> Tree) -> Page<'a> {
    let from = if raw.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    Page { bytes: Cow::Borrowed(raw), encoding: UTF_8, recoded: None, tree: build(from) }
}

/// Compares both tree builders with html5ever, and gives the first difference with what stands around it.
fn difference(raw: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(raw);
    let exact = page_of(raw, |from| exact::build(raw, from, UTF_8).unwrap());
    check_ranges(&exact, raw);
    let theirs = oracle::dump(&text, oracle::Dump::default());
    let exact = first_difference(&dump(&exact, oracle::Dump::default()), &theirs);
    exact.or_else(|| light_difference(raw, &text))
}

/// A page that the light tree does not mark has html5ever's tree, comments aside.
fn light_difference(raw: &[u8], text: &str) -> Option<String> {
    let mut is_marked = false;
    let page = page_of(raw, |from| {
        let light = light::build(raw, from, UTF_8);
        is_marked = light.is_marked || light.is_too_deep;
        light.tree
    });
    check_ranges(&page, raw);
    if is_marked {
        return None;
    }
    let without_comments = oracle::Dump::without_comments;
    first_difference(&dump(&page, without_comments()), &oracle::dump(text, without_comments()))
}

/// Whether the light tree gives the page up.
fn is_marked(raw: &[u8]) -> bool {
    light::build(raw, 0, UTF_8).is_marked
}

fn first_difference(ours: &str, theirs: &str) -> Option<String> {
    if ours == theirs {
        return None;
    }
    let at =
        ours.bytes().zip(theirs.bytes()).position(|(a, b)| a != b).unwrap_or(ours.len().min(theirs.len()));
    let mut out = String::new();
    for (name, dump) in [("ours", ours), ("html5ever", theirs)] {
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
