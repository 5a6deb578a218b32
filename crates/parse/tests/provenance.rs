//! Ranges of paragraphs and fields, cut from the raw bytes, decoded and read, are what the record says: through
//! character references, inline mark-up and legacy charsets.

use encoding_rs::Encoding;
use offwire_article::{Article, Span, text};
use offwire_parse::page::{NodeKind, Page};
use offwire_parse::{Origin, ParseOptions, Parser, RawItem};
use proptest::prelude::*;

const WORDS: [&str; 24] = [
    "harbour",
    "storm",
    "ferries",
    "officials",
    "reopened",
    "Monday",
    "because",
    "winds",
    "had",
    "closed",
    "the",
    "north",
    "pier",
    "café",
    "“quay”",
    "naïve",
    "£5",
    "—",
    "R&D",
    "their",
    "islands",
    "master",
    "said",
    "again",
];

/// Text as an author of HTML may write it: references, comments and inline elements between its words.
fn marked_up(words: &[usize], style: &[u8]) -> String {
    let mut out = String::new();
    for (word, style) in words.iter().zip(style.iter().cycle()) {
        let plain = WORDS[word % WORDS.len()].replace('&', "&amp;");
        let word = match style % 6 {
            0 => plain.replace('é', "&eacute;").replace('—', "&#8212;").replace('ï', "&#xEF;"),
            1 => format!("<b>{plain}</b>"),
            2 => format!("{plain}<!-- x -->"),
            3 => format!("<a href='/x?a=1&amp;b=2'>{plain}</a>"),
            _ => plain,
        };
        out.push_str(&word);
        out.push_str(if style % 5 == 0 { "\n  " } else { " " });
    }
    out
}

fn page(headline: &str, paragraphs: &[String], charset: &str) -> String {
    let body: String = paragraphs
        .iter()
        .map(|p| format!("<p>{p} and that is what the officials of the port said on the day after.</p>\n"))
        .collect();
    format!(
        "<!doctype html><html lang=en><head><meta charset={charset}><title>x</title></head><body><article><h1>{headline}</h1>\
         <p class=byline>By Ann Lee and Bo Ek</p><time datetime='2018-01-26T10:11:00Z'>26 January 2018</time>\
         <p>LOWER HAVEN, Jan. 26 (Reuters) &#8211; The port of the town reopened after the storm that had closed it for five days, its master said.</p>{body}</article></body></html>"
    )
}

fn parse(raw: &[u8]) -> Article {
    let item = RawItem {
        origin: Origin::file("page.html"),
        bytes: raw.to_vec(),
        format: Some("html"),
        ..RawItem::default()
    };
    Parser::new(ParseOptions::default()).parse(&item).remove(0).expect("a story")
}

/// The ranges cut, decoded and read as HTML, without white space.
fn read(raw: &[u8], spans: &[Span], encoding: &'static Encoding) -> String {
    let read_one = |span: &Span| {
        let cut = span.cut(raw).expect("a range inside the record");
        let text = encoding.decode_without_bom_handling(cut).0.into_owned();
        let page = Page::read(text.as_bytes(), encoding_rs::UTF_8);
        let texts = page.ids().filter(|id| page.kind(*id) == NodeKind::Text);
        texts.map(|id| page.text(id).into_owned()).collect::<String>()
    };
    squeezed(&spans.iter().map(read_one).collect::<String>())
}

fn squeezed(text: &str) -> String {
    text::nfc(text).chars().filter(|c| !c.is_whitespace()).collect()
}

fn check(raw: &[u8], encoding: &'static Encoding) {
    let article = parse(raw);
    assert!(article.paragraphs.len() > 1);
    for paragraph in &article.paragraphs {
        assert_eq!(read(raw, &paragraph.source, encoding), squeezed(&paragraph.text));
    }
    let field = |name: &str| article.field_sources.get(name).cloned().unwrap_or_default();
    let headline = article.headline.clone().unwrap_or_default();
    assert_eq!(read(raw, &field("headline"), encoding), squeezed(&headline));
    assert_eq!(read(raw, &field("published"), encoding), "2018-01-26T10:11:00Z");
    assert_eq!(article.authors, ["Ann Lee", "Bo Ek"]);
    assert_eq!(read(raw, &field("authors"), encoding), "AnnLeeBoEk");
    assert_eq!(article.agency.as_deref(), Some("Reuters"));
    assert_eq!(read(raw, &field("agency"), encoding), "Reuters");
    assert_eq!(read(raw, &field("dateline"), encoding), "LOWERHAVEN,Jan.26(Reuters)–");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn ranges_lead_back_to_the_text(
        headline in proptest::collection::vec(0usize..24, 5..9),
        bodies in proptest::collection::vec(proptest::collection::vec(0usize..24, 14..40), 3..6),
        style in proptest::collection::vec(any::<u8>(), 7),
        charset in 0usize..3,
    ) {
        let (encoding, label) = [(encoding_rs::UTF_8, "utf-8"), (encoding_rs::WINDOWS_1252, "windows-1252"), (encoding_rs::GBK, "gbk")][charset];
        let paragraphs: Vec<String> = bodies.iter().map(|words| format!("Then {}", marked_up(words, &style))).collect();
        let html = page(&format!("Port {}", marked_up(&headline, &style)), &paragraphs, label);
        check(&encoding.encode(&html).0, encoding);
    }
}
