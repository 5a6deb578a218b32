//! JSON-LD as pages have it: in comments, with raw line feeds, trailing commas, several values in a row, graphs
//! inside graphs.

use crate::page::NodeId;
use serde_json::{Map, Value};
use std::ops::Range;

/// An object with a type, and the text node of its script.
#[derive(Debug, Clone)]
pub(crate) struct Object {
    pub value: Map<String, Value>,
    pub script: NodeId,
}

/// Deepest nesting that is followed.
const DEEPEST: usize = 8;
/// Most objects of one page.
const MOST: usize = 600;

impl Object {
    /// The types, joined by blanks, in lower case.
    pub(crate) fn kind(&self) -> String {
        strings(self.value.get("@type").unwrap_or(&Value::Null)).join(" ").to_lowercase()
    }

    /// Whether it is an article, a posting, a report, a review or a recipe.
    pub(crate) fn is_article(&self) -> bool {
        let kind = self.kind();
        !kind.contains("webpage")
            && ["article", "posting", "report", "review", "recipe"].iter().any(|k| kind.contains(k))
    }

    /// Whether it is the page.
    pub(crate) fn is_page(&self) -> bool {
        self.kind().contains("webpage")
    }

    /// A string of the object.
    pub(crate) fn string(&self, key: &str) -> Option<&str> {
        self.value.get(key)?.as_str().map(str::trim).filter(|text| !text.is_empty())
    }
}

/// The strings of a string or of an array of strings.
pub(crate) fn strings(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(values) => values.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// Reads the text of a script and adds its typed objects.
pub(super) fn read(source: &str, script: NodeId, objects: &mut Vec<Object>) {
    for value in values(source) {
        gather(value, script, 0, objects);
    }
}

fn gather(value: Value, script: NodeId, depth: usize, objects: &mut Vec<Object>) {
    if depth > DEEPEST || objects.len() >= MOST {
        return;
    }
    match value {
        Value::Array(values) => values.into_iter().for_each(|v| gather(v, script, depth + 1, objects)),
        Value::Object(map) => {
            let inner: Vec<Value> = map.values().filter(|v| v.is_object() || v.is_array()).cloned().collect();
            if map.contains_key("@type") {
                objects.push(Object { value: map, script });
            }
            inner.into_iter().for_each(|v| gather(v, script, depth + 1, objects));
        }
        _ => {}
    }
}

/// The JSON values of a script: as they stand, else mended.
fn values(source: &str) -> Vec<Value> {
    let trimmed = unwrapped(source);
    if let Ok(value) = serde_json::from_str(trimmed) {
        return vec![value];
    }
    let mended = mended(trimmed);
    serde_json::Deserializer::from_str(&mended).into_iter::<Value>().map_while(Result::ok).collect()
}

/// Comment marks and semicolons around the value taken off.
fn unwrapped(source: &str) -> &str {
    let marks = ["<!--", "-->", "//<![CDATA[", "<![CDATA[", "//]]>", "]]>", "/*", "*/", "//", ";"];
    let mut text = source.trim();
    loop {
        let before = text;
        for mark in marks {
            text = text.strip_prefix(mark).unwrap_or(text).trim();
            text = text.strip_suffix(mark).unwrap_or(text).trim();
        }
        if text == before {
            return text;
        }
    }
}

/// Control characters inside become blanks, commas before a closing bracket and wrong escapes go.
fn mended(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut in_string = false;
    let mut chars = source.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' => {
                in_string = !in_string;
                out.push('"');
            }
            '\\' if in_string => {
                let known = |c: &char| matches!(c, '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u');
                if let Some(escaped) = chars.next_if(known) {
                    out.extend(['\\', escaped]);
                }
            }
            c if c.is_control() => out.push(' '),
            ',' if !in_string && closes(chars.clone()) => {}
            c => out.push(c),
        }
    }
    out
}

fn closes(rest: impl Iterator<Item = char>) -> bool {
    let mut rest = rest;
    rest.find(|c| !c.is_whitespace()).is_some_and(|c| matches!(c, '}' | ']'))
}

/// Where the string `value` of `key` stands in the script, without its quotes.
pub(crate) fn value_range(source: &str, key: &str, value: &str) -> Option<Range<usize>> {
    let quoted = format!("\"{key}\"");
    let literal = serde_json::to_string(value).ok()?;
    let plain = literal.get(1..literal.len() - 1)?;
    let slashed = plain.replace('/', "\\/");
    source.match_indices(&quoted).take(200).find_map(|(at, _)| {
        let from = at + quoted.len();
        let rest = source.get(from..)?;
        let open = rest.find('"').filter(|open| {
            rest.get(..*open)
                .is_some_and(|t| t.chars().all(|c| c.is_whitespace() || matches!(c, ':' | '[' | '{')))
        })?;
        let start = from + open + 1;
        let text = source.get(start..)?;
        [plain, slashed.as_str(), value]
            .into_iter()
            .find(|v| text.starts_with(*v))
            .map(|v| start..start + v.len())
    })
}

/// Where the first string behind `key` stands in the script, without its quotes.
pub(crate) fn key_range(source: &str, key: &str) -> Option<Range<usize>> {
    let at = source.find(&format!("\"{key}\""))? + key.len() + 2;
    let start = at + source.get(at..)?.find('"').filter(|open| *open < 80)? + 1;
    let rest = source.get(start..)?;
    let mut escaped = false;
    let end = rest.char_indices().find(|(_, c)| {
        let closes = *c == '"' && !escaped;
        escaped = *c == '\\' && !escaped;
        closes
    });
    end.map(|(end, _)| start..start + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(source: &str) -> Vec<String> {
        let page = crate::page::Page::read(b"<p>", encoding_rs::UTF_8);
        let mut objects = Vec::new();
        read(source, page.root(), &mut objects);
        objects.iter().map(Object::kind).collect()
    }

    #[test]
    fn every_trap_is_read() {
        for source in [
            r#"{"@type":"NewsArticle","headline":"Port reopens"}"#,
            r#"[{"@type":"NewsArticle"}]"#,
            r#"{"@graph":[{"@type":"NewsArticle"}]}"#,
            "<!-- {\"@type\":\"NewsArticle\"} -->",
            "//<![CDATA[\n{\"@type\":\"NewsArticle\"}\n//]]>",
            "{\"@type\":\"NewsArticle\",\"headline\":\"Port\nreopens\"}",
            r#"{"@type":"NewsArticle","keywords":["a","b",],}"#,
            r#"{"@type":"NewsArticle"};"#,
            r#"{"@type":["NewsArticle"],"headline":"It\'s open"}"#,
        ] {
            assert_eq!(kinds(source), ["newsarticle"], "{source}");
        }
        assert_eq!(kinds(r#"{"@type":"WebPage"} {"@type":"NewsArticle"}"#), ["webpage", "newsarticle"]);
        assert_eq!(kinds("{ not json"), Vec::<String>::new());
    }

    #[test]
    fn values_are_found_in_the_script() {
        let source = r#"{"headline" : "Port \"A\" reopens", "url":"https:\/\/a.example\/b"}"#;
        let cut = |key: &str, value: &str| value_range(source, key, value).map(|r| &source[r]);
        assert_eq!(cut("headline", "Port \"A\" reopens"), Some(r#"Port \"A\" reopens"#));
        assert_eq!(cut("url", "https://a.example/b"), Some(r"https:\/\/a.example\/b"));
        assert_eq!(cut("author", "x"), None);
    }
}
