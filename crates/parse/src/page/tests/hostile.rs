//! Pages made to cost much.

use super::*;

/// The text survives, and the tree stays in proportion to the page.
fn check_bounded(raw: &[u8], text: &str) {
    let page = Page::read(raw, UTF_8);
    check_ranges(&page, raw);
    assert!(page.text_content(page.root()).contains(text));
    let size = page.tree.nodes.capacity() * size_of::<Node>()
        + page.tree.names.capacity() * 40
        + page.tree.more_tags.capacity() * 8;
    assert!(size < 50 * raw.len(), "{size} bytes for {}", raw.len());
}

#[test]
fn deep_nesting() {
    for tag in [
        "<div>",
        "<b>",
        "<span>",
        "<p><b>",
        "<table><td>",
        "<ul><li>",
        "<x-y>",
        "<svg>",
        "<a href=x><div>",
        "<table><b>",
        "<dl><dd>",
        "<button>",
        "<select><option>",
        "<template>",
        "<font size=1><table>",
    ] {
        check_bounded(format!("<p>first{}last", tag.repeat(20_000)).as_bytes(), "last");
    }
}

#[test]
fn formatting_that_is_never_closed() {
    let page: String = (0..10_000).map(|n| format!("<p><b id={n}>x{n}")).collect();
    check_bounded(page.as_bytes(), "x9999");
    let page: String = (0..10_000).map(|n| format!("<a href={n}><div>x{n}</a>")).collect();
    check_bounded(page.as_bytes(), "x9999");
    let page: String = (0..10_000).map(|n| format!("<table><tr><i id={n}>x{n}")).collect();
    check_bounded(page.as_bytes(), "x9999");
    let page = format!("{}{}", "<p><i id=1><b id=2><u id=3>".repeat(100), "<p>x</p>".repeat(20_000));
    check_bounded(page.as_bytes(), "x");
}

#[test]
fn end_tags_that_find_nothing() {
    for (open, close) in
        [("<span>", "</em>"), ("<div>", "</p>"), ("<x-a>", "</x-b>"), ("<b>", "</i>"), ("<svg>", "</g>")]
    {
        check_bounded(format!("{}x{}y", open.repeat(20_000), close.repeat(20_000)).as_bytes(), "y");
    }
}

#[test]
fn very_many_attributes() {
    let attrs: String = (0..50_000).map(|n| format!(" a{n}=b")).collect();
    for tag in ["p", "b", "body", "input"] {
        let raw = format!("<{tag}{attrs}>x</{tag}>y");
        check_bounded(raw.as_bytes(), "y");
        let page = Page::read(raw.as_bytes(), UTF_8);
        let id = page.find(Tag::of(tag)).unwrap();
        assert_eq!(page.attrs(id).count(), Page::MOST_ATTRS);
        assert_eq!(page.attr(id, &format!("a{}", Page::MOST_ATTRS - 1)).as_deref(), Some("b"));
        assert_eq!(page.attr(id, &format!("a{}", Page::MOST_ATTRS)), None);
    }
}

#[test]
fn many_small_things() {
    check_bounded(&b"a\0".repeat(50_000), "a");
    check_bounded(&[b"<table>".as_slice(), &b"a\0".repeat(50_000)].concat(), "a");
    check_bounded(&b"</p>".repeat(50_000), "");
    check_bounded(&b"<body a=1>".repeat(100_000), "");
    check_bounded(&b"<a1>".repeat(100_000), "");
    check_bounded(&b"a&amp;".repeat(50_000), "a&");
    check_bounded(&b"<frameset> a b ".repeat(100_000), "");
    check_bounded(&[b"<frameset>".as_slice(), &b" a".repeat(100_000), b"&amp; b"].concat(), "");
    check_bounded(&[b"<p>x</p></body>".as_slice(), &b"<!-- a --> ".repeat(100_000)].concat(), "x");
    check_bounded(&b"<tr><td>a".repeat(100_000), "a");
    check_bounded(&[b"<table>".as_slice(), &b"<td>a<tr>b".repeat(100_000)].concat(), "a");
    check_bounded(&b"<".repeat(1_000_000), "<<<");
    check_bounded(&b"<!--".repeat(50_000), "");
    check_bounded(&b"<script><!--<script>".repeat(20_000), "");
    check_bounded(&[b"<svg>".as_slice(), &b"<![CDATA[".repeat(100_000)].concat(), "");
    check_bounded(&b"<div>".repeat(100_000), "");
    check_bounded(&b"<a b='".repeat(100_000), "");
    check_bounded(&b"<title>".repeat(100_000), "<title>");
}

#[test]
fn huge_pieces() {
    check_bounded(format!("<{}>x", "a".repeat(1_000_000)).as_bytes(), "x");
    check_bounded(format!("<p class='{}'>x", "a ".repeat(1_000_000)).as_bytes(), "x");
    check_bounded("word ".repeat(1_000_000).as_bytes(), "word");
    check_bounded(format!("&#{};x", "1".repeat(1_000_000)).as_bytes(), "x");
}
