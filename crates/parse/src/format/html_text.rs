//! HTML that stands as text in a field of something else: escaped, or in a CDATA section.

use super::blocks;
use crate::markup::{Flow, Tree, flow};
use crate::text::Mapped;
use offwire_article::Paragraph;

/// Elements that open a tag of HTML and nothing else: no writer of plain text puts these in angle brackets.
const OPENING: &[&str] = &[
    "p",
    "br",
    "hr",
    "div",
    "span",
    "ul",
    "ol",
    "li",
    "table",
    "tr",
    "td",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "img",
    "html",
    "body",
    "blockquote",
    "section",
    "article",
    "figure",
    "sup",
    "sub",
    "script",
    "iframe",
];
/// Further elements that an end tag tells.
const CLOSING: &[&str] = &[
    "a", "b", "i", "u", "em", "strong", "font", "center", "small", "pre", "cite", "q", "strike", "header",
    "dl",
];

/// Whether a text holds elements of HTML.
pub(crate) fn is_html(text: &str) -> bool {
    memchr::memchr_iter(b'<', text.as_bytes()).any(|at| {
        text.as_bytes().get(at + 1..).is_some_and(|inner| is_tag(inner) || inner.starts_with(b"!-- wp:"))
    })
}

/// Whether a text is HTML from its first letter on.
pub(crate) fn opens_html(text: &str) -> bool {
    text.trim_start().starts_with('<') && is_html(text)
}

/// Whether a tag of HTML stands behind a `<`.
fn is_tag(inner: &[u8]) -> bool {
    let (closes, inner) = inner.strip_prefix(b"/").map_or((false, inner), |name| (true, name));
    let length = inner.iter().take(12).take_while(|b| b.is_ascii_alphanumeric()).count();
    let (Some(name), Some(next)) = (inner.get(..length), inner.get(length)) else { return false };
    let is = |names: &[&str]| names.iter().any(|known| name.eq_ignore_ascii_case(known.as_bytes()));
    let ends = *next == b'>' || !closes && (next.is_ascii_whitespace() || *next == b'/');
    ends && (is(OPENING) || closes && is(CLOSING))
}

/// The paragraphs of HTML.
pub(crate) fn paragraphs(text: Mapped) -> Vec<Paragraph> {
    const RULES: Flow = Flow { skip: &["head", "title", "figure"], subheads: &[], escaped: false };
    let tree = Tree::of_text(text);
    flow(tree.document(), RULES)
}

/// The paragraphs of a text, whether HTML or plain.
pub(crate) fn any(text: Mapped) -> Vec<Paragraph> {
    if is_html(text.as_str()) { paragraphs(text) } else { blocks::paragraphs(&text) }
}

/// The paragraphs of the section of class `main`, or of all where there is none.
pub(crate) fn main_section(text: Mapped) -> Vec<Paragraph> {
    const RULES: Flow =
        Flow { skip: &["head", "title", "figure", "header", "footer"], subheads: &[], escaped: false };
    let tree = Tree::of_text(text);
    let main = tree.document().all_named("section").find(|section| {
        section.attribute("class").is_some_and(|class| class.split(' ').any(|c| c == "main"))
    });
    flow(main.unwrap_or(tree.document()), RULES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_told_from_angles_of_plain_text() {
        for text in [
            "<P>Ferries run.</P>",
            "Norvik\u{2019}s<sup >\u{ae}</sup> ferries",
            "Ferries<br/>run",
            "<div class=\"embed\"></div>",
            "The <b>ferries</b> run.",
            "<!-- wp:paragraph -->",
        ] {
            assert!(is_html(text), "{text}");
        }
        for text in [
            "The score was 3 < 5, and a<b.",
            "Write to <office@example.org> or <p.smith@example.org>.",
            "<Velden> said: <i think so>",
            "<br",
            "4 </ 2",
            "",
        ] {
            assert!(!is_html(text), "{text}");
            assert_eq!(any(Mapped::verbatim(text, 0)).len(), usize::from(!text.is_empty()), "{text}");
        }
    }
}
