//! The text of a post as WordPress keeps it: HTML or lines, and shortcodes in square brackets.

use crate::format::{blocks, html_text};
use crate::text::Mapped;
use offwire_article::{Paragraph, ParagraphKind};
use std::ops::Range;

/// Codes whose text is a paragraph of its own.
const APART: &[(&str, ParagraphKind)] = &[
    ("caption", ParagraphKind::Caption),
    ("wp_caption", ParagraphKind::Caption),
    ("pullquote", ParagraphKind::Quote),
    ("blockquote", ParagraphKind::Quote),
    ("quote", ParagraphKind::Quote),
];
/// Codes of what is shown from elsewhere: what they hold is its address.
const SHOWN: &[&str] = &[
    "embed",
    "youtube",
    "vimeo",
    "dailymotion",
    "soundcloud",
    "wpvideo",
    "videopress",
    "video",
    "audio",
    "flickr",
    "slideshare",
    "scribd",
    "tweet",
    "instagram",
    "googlemaps",
    "polldaddy",
    "gallery",
    "playlist",
    "contact-form",
];
/// Longest text between a code and its end, in bytes.
const LONGEST: usize = 32 * 1024;

/// A code in square brackets.
struct Code<'a> {
    name: &'a str,
    /// Where its attributes stand.
    attributes: Range<usize>,
    /// Where it ends.
    end: usize,
    /// Where the code that closes it begins, and where that ends.
    close: Option<(usize, usize)>,
}

/// The paragraphs of a post; line breaks of the source part paragraphs too.
pub(super) fn paragraphs(content: &Mapped) -> Vec<Paragraph> {
    let all = content.as_str();
    let is_html = all.contains("</p>");
    let mut found = Vec::new();
    let mut text = Mapped::new();
    let mut at = 0;
    while let Some(open) = all.get(at..).and_then(|rest| rest.find('[')).map(|next| at + next) {
        let Some(code) = code(all, open) else {
            text.append(&content.slice(at..open + 1));
            at = open + 1;
            continue;
        };
        text.append(&content.slice(at..open));
        at = code.end;
        let kind = APART.iter().find(|(name, _)| *name == code.name).map(|(_, kind)| *kind);
        if let Some((kind, (close, end))) = kind.zip(code.close) {
            found.extend(lines(std::mem::take(&mut text), is_html));
            let mut inner = lines(content.slice(code.end..close), is_html);
            if inner.is_empty() {
                inner.extend(
                    told_caption(all, &code).into_iter().flat_map(|r| lines(content.slice(r), false)),
                );
            }
            found.extend(inner.into_iter().map(|paragraph| paragraph.with_kind(kind)));
            at = end;
        } else if let Some((_, end)) = code.close.filter(|_| SHOWN.contains(&code.name)) {
            at = end;
        }
    }
    text.append(&content.slice(at..all.len()));
    found.extend(lines(text, is_html));
    found
}

/// The code at a bracket. Words that an editor puts in brackets (`[sic]`) are none: a code has attributes, an end,
/// or a name that is known.
fn code(all: &str, open: usize) -> Option<Code<'_>> {
    let rest = all.get(open + 1..)?;
    let end = memchr::memchr(b']', rest.as_bytes().get(..rest.len().min(LONGEST))?)?;
    let inner = rest.get(..end)?;
    let closes = inner.starts_with('/');
    let inner = inner.trim_start_matches('/');
    let name = inner.split(|c: char| c.is_whitespace() || c == '=' || c == '/').next()?;
    let attributes = open + 1 + end - (inner.len() - name.len())..open + 1 + end;
    let is_named = name.len() >= 3
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' || b == b'-');
    if !is_named {
        return None;
    }
    let end = attributes.end + 1;
    let is_bare = all.get(attributes.clone())?.trim_matches([' ', '/']).is_empty();
    let close = if closes { None } else { close(all, name, end) };
    let is_code = SHOWN.contains(&name)
        || all.get(attributes.clone())?.contains('=')
        || is_bare && (closes || close.is_some() || name.contains('_'));
    is_code.then_some(Code { name, attributes, end, close })
}

/// Where `[/name]` stands.
fn close(all: &str, name: &str, from: usize) -> Option<(usize, usize)> {
    let mark = format!("[/{name}]");
    let rest = all.as_bytes().get(from..all.len().min(from + LONGEST))?;
    let at = from + memchr::memmem::find(rest, mark.as_bytes())?;
    Some((at, at + mark.len()))
}

/// The caption that early versions kept as an attribute.
fn told_caption(all: &str, code: &Code<'_>) -> Option<Range<usize>> {
    const KEY: &str = " caption=\"";
    let attributes = all.get(code.attributes.clone())?;
    let start = attributes.find(KEY)? + KEY.len();
    let length = attributes.get(start..)?.find('"')?;
    Some(code.attributes.start + start..code.attributes.start + start + length)
}

/// The paragraphs of a text without codes.
fn lines(text: Mapped, is_html: bool) -> Vec<Paragraph> {
    if is_html {
        return html_text::paragraphs(text);
    }
    let mut found = Vec::new();
    for part in between_blank_lines(text.as_str()) {
        let part = text.slice(part);
        // References stand in lines as in HTML: a line may be nothing but a blank that is one.
        let is_marked = part.as_str().contains(['<', '&']);
        found.extend(if is_marked { html_text::paragraphs(part) } else { blocks::paragraphs(&part) });
    }
    found
}

/// Parts between blank lines.
fn between_blank_lines(text: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() || line.trim_start().starts_with("<!--more") {
            parts.push(start..at);
            start = at + line.len();
        }
        at += line.len();
    }
    parts.push(start..text.len());
    parts.retain(|part| text.get(part.clone()).is_some_and(|t| !t.trim().is_empty()));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(content: &str) -> Vec<(String, ParagraphKind)> {
        paragraphs(&Mapped::verbatim(content, 0)).into_iter().map(|p| (p.text, p.kind)).collect()
    }

    #[test]
    fn captions_stand_apart_and_codes_are_told_from_words_in_brackets() {
        let content = "[caption id=\"a\" width=\"300\"]<img src=\"a.jpg\" /> Mayor Smith &amp; son[/caption]\nThe mayor resigned.\n\n[embed]http://youtu.be/x[/embed]\n\n[youtube http://youtu.be/x]\n\nHe said: \"We [sic] was glad.\" The [then-new] council [which meets Tuesday] goes on.\n[gallery ids=\"1,2\"]\n[pullquote]No choice[/pullquote]\n<!--more-->\n[dropcap]T[/dropcap]he end.\n\n&nbsp;\n\n[caption caption=\"The boat\"]<img src=\"b.jpg\" />[/caption]";
        let want = [
            ("Mayor Smith & son", ParagraphKind::Caption),
            ("The mayor resigned.", ParagraphKind::Text),
            (
                "He said: \"We [sic] was glad.\" The [then-new] council [which meets Tuesday] goes on.",
                ParagraphKind::Text,
            ),
            ("No choice", ParagraphKind::Quote),
            ("The end.", ParagraphKind::Text),
            ("The boat", ParagraphKind::Caption),
        ];
        assert_eq!(read(content), want.map(|(text, kind)| (text.to_owned(), kind)));
        let first = paragraphs(&Mapped::verbatim(content, 0)).remove(0);
        assert_eq!(first.source[0].cut(content.as_bytes()).unwrap().trim_ascii(), b"Mayor Smith &amp; son");
        let html = "<p>[caption width=\"3\"]<img src=\"a.jpg\" />Boat[/caption]</p><p>One.</p><p>&nbsp;</p>";
        assert_eq!(read(html).len(), 2, "{:?}", read(html));
    }

    proptest! {
        #[test]
        fn whatever_stands_in_brackets_is_read_without_panic(content in "(\\[/?|\\]|caption|embed|é|=|\"|\n| |<p>|</p>){0,30}") {
            for paragraph in paragraphs(&Mapped::verbatim(content.as_str(), 0)) {
                prop_assert!(paragraph.source.iter().all(|span| span.cut(content.as_bytes()).is_some()));
            }
        }
    }
}
