//! Which objects of a JSON value are articles: itself, those of its lists, or what an envelope holds.

use crate::format::table;
use crate::json::Json;

/// Keys of lists that wrap articles.
const WRAPPERS: &[&str] =
    &["articles", "items", "item", "docs", "documents", "results", "data", "news", "stories"];

/// Keys of objects that wrap one article.
const ENVELOPES: &[&str] =
    &["_source", "attributes", "data", "article", "document", "doc", "item", "story", "node", "post"];

/// How deep inside an answer its lists are looked for.
const DEEPEST: usize = 6;

/// The objects that are articles: the value itself, the elements of an array, or of a list that it wraps.
pub(crate) fn objects(value: &Json) -> Vec<&Json> {
    if let Json::Array(elements) = value {
        return elements.iter().filter(|e| matches!(e, Json::Object(_))).collect();
    }
    let own_text = match value {
        Json::Object(fields) => fields.iter().any(|(name, value)| {
            let is_list = WRAPPERS.contains(&name.as_str()) && matches!(value, Json::Array(_));
            !is_list && *value != Json::Null && table::names_text(&name.to_lowercase())
        }),
        _ => false,
    };
    let mut wrapped = Vec::new();
    if !own_text {
        // What has a headline of its own is a list at most (a feed), not an answer with lists deep inside.
        collect(value, &mut wrapped, if is_story(value) { DEEPEST } else { 0 });
    }
    if wrapped.is_empty() { vec![value] } else { wrapped }
}

/// The objects of all lists inside that look like articles; lists of the usual names are taken as they are.
fn collect<'j>(value: &'j Json, found: &mut Vec<&'j Json>, depth: usize) {
    let Json::Object(fields) = value else { return };
    for (name, inner) in fields {
        let objects = || inner.elements().iter().filter(|element| matches!(element, Json::Object(_)));
        // What one story keeps in blocks is its text, and what JSON:API includes stands beside the stories.
        if name == "included" || is_headed(value) && table::names_text(&name.to_lowercase()) {
            continue;
        }
        let is_wrapper = WRAPPERS.contains(&name.as_str()) && matches!(depth, 0 | DEEPEST);
        if is_wrapper && objects().count() > 0 || depth < DEEPEST && objects().any(is_story) {
            found.extend(objects());
        } else if depth < DEEPEST {
            collect(inner, found, depth + 1);
            objects().for_each(|object| collect(object, found, depth + 1));
        }
    }
}

/// Whether an object has a headline or a text by its usual name.
fn is_story(value: &Json) -> bool {
    match unwrapped(value) {
        Json::Object(fields) => fields.iter().any(|(name, _)| table::names_story(name)),
        _ => false,
    }
}

/// Whether an object has a headline by its usual name.
fn is_headed(value: &Json) -> bool {
    match value {
        Json::Object(fields) => fields
            .iter()
            .map(|(name, _)| name.to_lowercase())
            .any(|name| table::names_story(&name) && !table::names_text(&name)),
        _ => false,
    }
}

/// The object with a headline or a text in the envelopes of an object that has none, as search engines, JSON:API
/// and answers of sites send it; else the object itself.
pub(super) fn unwrapped(value: &Json) -> &Json {
    opened(value, 0).unwrap_or(value)
}

fn opened(value: &Json, depth: usize) -> Option<&Json> {
    let Json::Object(fields) = value else { return None };
    let is_envelope =
        |name: &str, inner: &Json| ENVELOPES.contains(&name) && matches!(inner, Json::Object(_));
    if fields.iter().any(|(name, inner)| table::names_story(name) && !is_envelope(name, inner)) {
        return Some(value);
    }
    let mut inside = fields.iter().filter(|(name, inner)| depth < DEEPEST && is_envelope(name, inner));
    inside.find_map(|(_, inner)| opened(inner, depth + 1))
}
