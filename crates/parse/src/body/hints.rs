//! What the head of a page says of its article.

use crate::page::{NodeId, NodeKind, Page, Tag};
use serde_json::Value;

/// Titles, description and article text as the head gives them: grounds for the body, never taken on trust.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Hints {
    /// `og:title`, `<title>`, `twitter:title`, JSON-LD headlines.
    pub titles: Vec<String>,
    /// `og:description`, else `description`.
    pub description: String,
    /// The longest JSON-LD `articleBody`.
    pub article_body: String,
}

/// Bytes of JSON-LD that are read on one page.
const MOST_JSON: usize = 2_000_000;

impl Hints {
    /// Reads them from a page.
    #[must_use]
    pub fn of(page: &Page) -> Self {
        let mut head = Head::default();
        let mut read = 0;
        for id in page.subtree(page.root()) {
            match page.tag(id) {
                Tag::META => head.meta(page, id),
                Tag::TITLE if head.title.is_empty() => head.title = text_of(page, id),
                Tag::SCRIPT if read < MOST_JSON && is_json_ld(page, id) => {
                    let text = text_of(page, id);
                    read += text.len();
                    head.json_ld(&text);
                }
                _ => {}
            }
        }
        head.finish()
    }
}

#[derive(Debug, Default)]
struct Head {
    title: String,
    og_title: String,
    twitter_title: String,
    og_description: String,
    description: String,
    headlines: Vec<String>,
    article_body: String,
}

impl Head {
    fn meta(&mut self, page: &Page, id: NodeId) {
        let Some(name) = ["property", "name", "itemprop"].iter().find_map(|name| page.attr(id, name)) else {
            return;
        };
        let slot = match name.trim().to_ascii_lowercase().as_str() {
            "og:title" => &mut self.og_title,
            "twitter:title" => &mut self.twitter_title,
            "og:description" => &mut self.og_description,
            "description" => &mut self.description,
            _ => return,
        };
        if slot.is_empty() {
            *slot = page.attr(id, "content").unwrap_or_default().trim().to_owned();
        }
    }

    fn json_ld(&mut self, text: &str) {
        // Raw line breaks inside strings break the standard and are common.
        let text = text.replace(|c: char| c.is_control(), " ");
        let Ok(value) = serde_json::from_str::<Value>(text.trim().trim_end_matches(';')) else { return };
        let mut todo = vec![&value];
        while let Some(value) = todo.pop() {
            match value {
                Value::Array(list) => todo.extend(list),
                Value::Object(object) => {
                    self.thing(object);
                    todo.extend(object.values().filter(|v| v.is_array() || v.is_object()));
                }
                _ => {}
            }
        }
    }

    fn thing(&mut self, object: &serde_json::Map<String, Value>) {
        let is_article =
            object.get("@type").is_some_and(|kind| kind.to_string().to_ascii_lowercase().contains("article"));
        if is_article {
            let names = ["headline", "name"].iter().filter_map(|key| object.get(*key)?.as_str());
            self.headlines.extend(names.map(str::to_owned));
        }
        let body = object.get("articleBody").or_else(|| object.get("text").filter(|_| is_article));
        if let Some(body) = body.and_then(Value::as_str).filter(|body| body.len() > self.article_body.len()) {
            self.article_body = without_tags(body);
        }
    }

    fn finish(self) -> Hints {
        let titles = [self.og_title, self.title, self.twitter_title].into_iter().chain(self.headlines);
        Hints {
            titles: titles.filter(|title| !title.is_empty()).take(12).collect(),
            description: if self.og_description.is_empty() { self.description } else { self.og_description },
            article_body: self.article_body,
        }
    }
}

fn is_json_ld(page: &Page, id: NodeId) -> bool {
    page.attr(id, "type").is_some_and(|kind| kind.to_ascii_lowercase().contains("ld+json"))
}

fn text_of(page: &Page, id: NodeId) -> String {
    let texts = page.children(id).filter(|&child| page.kind(child) == NodeKind::Text);
    texts.map(|child| page.text(child)).collect()
}

/// The text without mark-up; what is left of character references matters little to a comparison of words.
fn without_tags(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        let (head, tail) = rest.split_at(start);
        bare.push_str(head);
        bare.push(' ');
        match tail.find('>') {
            Some(end) => rest = tail.get(end + 1..).unwrap_or_default(),
            None => return bare,
        }
    }
    bare.push_str(rest);
    bare
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::UTF_8;

    #[test]
    fn titles_description_and_article_text() {
        let html = r#"<title>Storm hits - The Harbour</title><meta property="og:title" content="Storm hits">
            <meta name=description content="Boats stay in."><script type="application/ld+json">
            {"@graph":[{"@type":"NewsArticle","headline":"Storm
            hits coast","articleBody":"<p>Boats</p> stay"}]}</script>"#;
        let hints = Hints::of(&Page::read(html.as_bytes(), UTF_8));
        assert_eq!(hints.titles.len(), 3);
        assert_eq!(hints.titles[..2], ["Storm hits", "Storm hits - The Harbour"]);
        assert_eq!(hints.description, "Boats stay in.");
        assert_eq!(hints.article_body.split_whitespace().collect::<Vec<_>>(), ["Boats", "stay"]);
    }
}
