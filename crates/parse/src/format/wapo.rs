//! TREC Washington Post collection: articles as lists of typed pieces.

use super::jsonl::{is_json, values, values_of};
use super::{Family, Format, FormatInfo, Parsed, Record, Splitter, html_text, story, when};
use crate::Article;
use crate::json::Json;
use crate::sniff::Head;
use offwire_article::{DateGround, ParagraphKind};

/// See the module.
pub(crate) struct Wapo;

impl Format for Wapo {
    fn info(&self) -> &'static FormatInfo {
        &FormatInfo {
            name: "wapo",
            title: "TREC Washington Post",
            family: Family::Corpus,
            recognised: "JSON with article_url, published_date and contents",
            example: r#"{"id": "…", "article_url": "…", "title": "…", "published_date": 1356999181000, "contents": [{"type": "kicker", …}]}"#,
            kept: "headline, kicker as section, authors, date, address, paragraphs, subheads, captions",
            not_kept: "galleries, videos, links",
        }
    }

    fn recognise(&self, head: &Head<'_>) -> bool {
        is_json(head) && head.has("\"article_url\"") && head.has("\"contents\"")
    }

    fn splitter(&self, head: &Head<'_>) -> Option<Box<dyn Splitter>> {
        values(head)
    }

    fn parse(&self, record: &Record<'_>) -> Parsed {
        let read = |value: Result<Json, _>| value.map(|value| read(&value, record.bytes()));
        values_of(record).into_iter().map(read).collect()
    }
}

fn read(value: &Json, bytes: &[u8]) -> Article {
    let text = |key: &str| value.get(key).and_then(|v| v.text(bytes));
    let mut article = Article {
        headline: text("title"),
        url: text("article_url"),
        authors: text("author").map(|a| story::people(&a)).unwrap_or_default(),
        published: text("published_date").as_deref().and_then(when::read),
        agency: text("source").and_then(|s| story::credit(&s)),
        ..Article::default()
    };
    article.date_ground = article.published.map(|_| DateGround::Metadata);
    for piece in value.get("contents").map(Json::elements).unwrap_or_default() {
        let part = |key: &str| piece.get(key).and_then(|v| v.text(bytes)).unwrap_or_default();
        let (kind, sub) = (part("type"), part("subtype"));
        let content =
            piece.get(if kind == "image" { "fullcaption" } else { "content" }).and_then(|v| v.mapped(bytes));
        let Some(content) = content else { continue };
        match kind.as_str() {
            "kicker" => {
                article.section = article.section.take().or_else(|| Some(content.as_str().to_owned()))
            }
            "image" => {
                let captions = html_text::any(content).into_iter();
                article.paragraphs.extend(captions.map(|p| p.with_kind(ParagraphKind::Caption)));
            }
            "sanitized_html" | "tweet" | "list" => {
                let kind =
                    if sub.starts_with("subhead") { ParagraphKind::Subhead } else { ParagraphKind::Text };
                article.paragraphs.extend(html_text::any(content).into_iter().map(|p| p.with_kind(kind)));
            }
            _ => {}
        }
    }
    article
}

#[cfg(test)]
mod tests {
    use crate::format::tests::read_one;

    #[test]
    fn pieces_are_read_by_type() {
        let text = r#"{"id": "1", "article_url": "https://example.org/a", "title": "Harbour reopens", "author": "Ann Smith", "published_date": 1356999181000, "contents": [
            {"type": "kicker", "content": "National"}, {"type": "title", "content": "Harbour reopens"}, null, {"type": "sanitized_html", "subtype": "subhead", "content": "Ferries"},
            {"type": "sanitized_html", "subtype": "paragraph", "content": "They <i>run</i>."}, {"type": "image", "fullcaption": "A boat"}], "source": "The Washington Post"}"#;
        let article = read_one(text.as_bytes());
        assert_eq!(article.section.as_deref(), Some("National"));
        assert_eq!(article.body(), "Ferries\n\nThey run.");
        assert_eq!(article.published.unwrap().to_string(), "2013-01-01T00:13:01Z");
    }
}
