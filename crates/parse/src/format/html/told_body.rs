//! The text of a story that a page tells in its JSON-LD alone: its own elements hold a frame that a script fills.

use crate::format::html_text;
use crate::json::{self, Json};
use crate::page::{Page, Tag};
use encoding_rs::UTF_8;
use offwire_article::Paragraph;
use std::ops::Range;

/// Shortest text that is a story, in characters.
const SHORTEST: usize = 300;

/// The paragraphs of the longest `articleBody` (schema.org) of the page; none where it is short, or in a charset whose
/// bytes are no JSON.
pub(super) fn paragraphs(
    page: &Page<'_>,
    bytes: &[u8],
    encoding: &'static encoding_rs::Encoding,
) -> Vec<Paragraph> {
    if encoding != UTF_8 {
        return Vec::new();
    }
    let is_json_ld = |id: &_| {
        let kind =
            || page.attr(*id, "type").is_some_and(|kind| kind.to_ascii_lowercase().contains("ld+json"));
        page.tag(*id) == Tag::SCRIPT && kind()
    };
    let texts = page.ids().filter(is_json_ld).filter_map(|id| page.first_child(id));
    let values = texts.filter_map(|text| {
        let start = usize::try_from(page.span(text).start).ok()?;
        json::read_from(bytes, start).map(|(value, _)| value)
    });
    let mut longest: Option<Range<usize>> = None;
    values.for_each(|value| find(&value, &mut longest));
    let Some(body) = longest.and_then(|range| Json::String(range).mapped(bytes)) else { return Vec::new() };
    if body.as_str().chars().nth(SHORTEST).is_none() {
        return Vec::new();
    }
    html_text::any(body)
}

/// The longest body in a value, as the place of its string.
fn find(value: &Json, longest: &mut Option<Range<usize>>) {
    let Json::Object(fields) = value else {
        value.elements().iter().for_each(|element| find(element, longest));
        return;
    };
    for (name, value) in fields {
        match value {
            Json::String(range) if name == "articleBody" => {
                if longest.as_ref().is_none_or(|known| known.len() < range.len()) {
                    *longest = Some(range.clone());
                }
            }
            other => find(other, longest),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::format::tests::read_named;

    const BODY: &str = "The harbour of Porto Nero reopened on Monday after a storm that had closed it for a week.\\n\\n\
        \\u201cWe are glad,\\u201d said the harbour master, Ann Lee, who had waited for the day. Ferries will sail again \
        from Tuesday on.\\n\\nThe wall is to be mended in the spring, when the town has the money for it, the mayor said.";

    fn page(body: &str) -> String {
        format!(
            "<!DOCTYPE html><html><head><title>Harbour reopens</title><script type=\"application/ld+json\">\
             {{\"@type\":\"NewsArticle\",\"headline\":\"Harbour reopens\",\"articleBody\":\"{body}\"}}</script></head>\
             <body><div id=root></div></body></html>"
        )
    }

    #[test]
    fn a_story_told_in_the_head_alone_is_read() {
        let html = page(BODY);
        let found = read_named(html.as_bytes(), "page.html");
        let article = found.first().and_then(|found| found.as_ref().ok()).expect("an article");
        let texts: Vec<&str> = article.paragraphs.iter().map(|p| p.text.as_str()).collect();
        assert_eq!(texts.len(), 3, "{texts:?}");
        assert!(texts[1].starts_with("\u{201c}We are glad,\u{201d} said"), "{texts:?}");
        let span = article.paragraphs[0].source[0];
        assert_eq!(html.get(span.start as usize..span.end as usize), Some(texts[0]));
    }

    #[test]
    fn a_few_words_are_no_story() {
        assert!(read_named(page("Harbour reopens.").as_bytes(), "page.html").iter().all(Result::is_err));
    }
}
