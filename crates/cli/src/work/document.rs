//! Documents that a user hands over as JSON: `{"id", "title"?, "paragraphs": […]}`, or any article record.

use offwire_article::{Article, Paragraph};
use serde_json::Value;

/// A document with the name that its owner gave it.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) id: Option<Value>,
    pub(crate) article: Article,
    /// Whether the record holds more than its name, its title and its text: a day, for one.
    pub(crate) has_more: bool,
}

impl Document {
    /// An article with its name.
    pub(crate) fn new(id: Option<Value>, article: Article) -> Self {
        Self { id, article, has_more: false }
    }
}

/// Reads a JSON record that has paragraphs; `None` for anything else.
pub(crate) fn read(bytes: &[u8]) -> Option<Document> {
    let Ok(Value::Object(mut fields)) = serde_json::from_slice(bytes) else { return None };
    let paragraphs = paragraphs(fields.remove("paragraphs")?)?;
    let id = fields.remove("id");
    let title = fields.remove("title");
    let has_more = !fields.is_empty();
    // What does not fit a field of the record is the owner's own and plays no part here.
    let mut article: Article = serde_json::from_value(Value::Object(fields)).unwrap_or_default();
    article.paragraphs = paragraphs;
    if let (None, Some(Value::String(title))) = (&article.headline, title) {
        article.headline = Some(title);
    }
    Some(Document { has_more, ..Document::new(id, article) })
}

/// The `id` of a JSON record of any shape.
pub(crate) fn id_of(bytes: &[u8]) -> Option<Value> {
    match serde_json::from_slice(bytes) {
        Ok(Value::Object(mut fields)) => fields.remove("id"),
        _ => None,
    }
}

fn paragraphs(value: Value) -> Option<Vec<Paragraph>> {
    let Value::Array(list) = value else { return None };
    let read = |value: Value| match value {
        Value::String(text) => Some(Paragraph::text(text)),
        other => serde_json::from_value(other).ok(),
    };
    let paragraphs: Option<Vec<Paragraph>> = list.into_iter().map(read).collect();
    Some(paragraphs?.into_iter().filter(|p| !p.text.trim().is_empty()).collect())
}

/// Plain text without the shape of any page: paragraphs between empty lines.
pub(crate) fn from_text(text: &str) -> Option<Article> {
    let blocks = text.split("\n\n").map(|block| block.split_whitespace().collect::<Vec<_>>().join(" "));
    let paragraphs: Vec<Paragraph> = blocks.filter(|block| !block.is_empty()).map(Paragraph::text).collect();
    (!paragraphs.is_empty()).then(|| Article { paragraphs, ..Article::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_id_comes_back() {
        for id in [r#"7"#, r#""seven""#, r#"{"a":[1]}"#, "null"] {
            let line = format!(r#"{{"id": {id}, "title": "T", "paragraphs": ["One.", {{"text": "Two."}}]}}"#);
            let document = read(line.as_bytes()).unwrap();
            assert_eq!(document.id, Some(serde_json::from_str(id).unwrap()));
            assert_eq!(document.article.headline.as_deref(), Some("T"));
            assert_eq!(document.article.paragraphs.len(), 2);
        }
    }

    #[test]
    fn a_full_record_keeps_its_fields() {
        let line = r#"{"id": 3, "headline": "H", "language": "de", "published": "1987-02", "paragraphs": [{"text": "Eins.", "kind": "text"}]}"#;
        let article = read(line.as_bytes()).unwrap().article;
        assert_eq!(article.language.as_deref(), Some("de"));
        assert_eq!(article.published.map(|d| d.to_string()).as_deref(), Some("1987-02"));
    }

    #[test]
    fn other_json_is_left_to_the_parser() {
        assert!(read(br#"{"title": "T", "text": "One."}"#).is_none());
        assert!(read(b"[1]").is_none() && read(b"no json").is_none());
    }

    #[test]
    fn empty_lines_part_paragraphs() {
        let article = from_text("One\nline.\n\n\nTwo.\n").unwrap();
        let texts: Vec<&str> = article.paragraphs.iter().map(|p| p.text.as_str()).collect();
        assert_eq!(texts, ["One line.", "Two."]);
        assert!(from_text(" \n\n ").is_none());
    }
}
