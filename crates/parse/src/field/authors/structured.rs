//! Authors in JSON-LD and meta elements, and the site that stands in for them.

use super::candidates::{Gather, names};
use super::source::Source;
use crate::field::byline::signatures;
use crate::field::candidate::Place;
use crate::field::markup::{Markup, Object, strings};
use serde_json::Value;

const ARTICLE: &[&str] = &["article:author", "og:article:author", "article:author_name"];
const DUBLIN_CORE: &[&str] = &["dc.creator", "dcterms.creator", "dc.contributor", "dcterms.contributor"];
const OTHERS: &[&str] = &[
    "parsely-author",
    "sailthru.author",
    "byl",
    "byline",
    "citation_author",
    "cxenseparse:author",
    "twitter:data1",
    "authors",
    "article.author",
    "article_author",
    "article-author",
    "vr:author",
    "shareaholic:article_author_name",
    "news_authors",
    "lp.article:author",
    "mediator_author",
    "rnews:creator",
    "bt:author",
    "creator",
];

/// Deepest nesting of authors that is followed.
const DEEPEST: usize = 4;
/// Most authors of one list.
const MOST: usize = 20;

impl Gather<'_, '_> {
    pub(super) fn json_ld(&mut self, markup: &Markup) {
        for object in markup.articles() {
            let place = |key| Place::Script(object.script, key);
            if let Some(author) = object.value.get("author") {
                let kinds = kinds_of(author, markup);
                let is_group = kinds.contains("organization") && !kinds.contains("person");
                let told = texts(author, markup, 0);
                let written = told.iter().flat_map(|text| signatures(text)).collect();
                if is_group {
                    self.add(Source::LdGroup, written, place("author"));
                } else {
                    self.add(Source::Ld, people_of(&told), place("author"));
                    self.add(Source::LdWritten, written, place("author"));
                }
            }
            for key in ["creator", "contributor"] {
                if let Some(creator) = object.value.get(key) {
                    self.add(Source::LdCreator, people_of(&texts(creator, markup, 0)), place(key));
                }
            }
            if let Some(publisher) = object.value.get("publisher") {
                self.add(Source::LdPublisher, texts(publisher, markup, 0), place("publisher"));
            }
        }
        let person = markup.objects.iter().find(|o| o.kind() == "person" && o.string("name").is_some());
        if let Some(object) = person {
            let name = names(object.string("name").unwrap_or(""));
            self.add(Source::LdPerson, name, Place::Script(object.script, "name"));
        }
    }

    pub(super) fn metas(&mut self, markup: &Markup) {
        for (source, written, keys) in [
            (Source::Meta, Source::MetaWritten, ["author"].as_slice()),
            (Source::MetaArticle, Source::MetaArticleWritten, ARTICLE),
            (Source::MetaDc, Source::MetaDcWritten, DUBLIN_CORE),
            (Source::MetaOther, Source::MetaOtherWritten, OTHERS),
        ] {
            let metas: Vec<_> = markup.meta_values(keys).take(MOST).collect();
            let Some(first) = metas.first() else { continue };
            let place = Place::Attribute(first.node, "content");
            self.add(source, metas.iter().flat_map(|m| names(&m.value)).collect(), place.clone());
            self.add(written, metas.iter().flat_map(|m| signatures(&m.value)).collect(), place);
        }
    }

    /// The site signs what nobody else does.
    pub(super) fn site(&mut self, markup: &Markup) {
        let keys = ["og:site_name", "application-name"];
        if let Some(meta) = markup.meta_values(&keys).find(|meta| !meta.value.starts_with("http")) {
            self.add(Source::Site, vec![meta.value.clone()], Place::Attribute(meta.node, "content"));
        }
    }
}

fn people_of(told: &[String]) -> Vec<String> {
    told.iter().flat_map(|text| names(text)).collect()
}

/// The texts of an author value: strings, names of objects, references to other objects, arrays of these.
fn texts(value: &Value, markup: &Markup, depth: usize) -> Vec<String> {
    match value {
        Value::String(text) if !text.starts_with("http") => {
            vec![crate::field::markup::without_tags(text)]
        }
        Value::Array(values) if depth < DEEPEST => {
            values.iter().take(MOST).flat_map(|v| texts(v, markup, depth + 1)).collect()
        }
        Value::Object(map) if depth < DEEPEST => {
            let referred = || named_by_id(map.get("@id")?.as_str()?, markup)?.value.get("name");
            match map.get("name").or_else(referred) {
                Some(name) => texts(name, markup, depth + 1),
                None => full_name(map),
            }
        }
        _ => Vec::new(),
    }
}

/// A name in two parts.
fn full_name(map: &serde_json::Map<String, Value>) -> Vec<String> {
    let part = |key: &str| map.get(key).and_then(Value::as_str).map(str::trim);
    match (part("givenName"), part("familyName")) {
        (Some(given), Some(family)) => vec![format!("{given} {family}")],
        _ => Vec::new(),
    }
}

fn named_by_id<'a>(id: &str, markup: &'a Markup) -> Option<&'a Object> {
    markup.objects.iter().find(|o| o.string("@id") == Some(id) && o.value.contains_key("name"))
}

/// The types of an author value, in lower case.
fn kinds_of(value: &Value, markup: &Markup) -> String {
    match value {
        Value::Array(values) => {
            values.iter().take(MOST).map(|v| kinds_of(v, markup)).collect::<Vec<_>>().join(" ")
        }
        Value::Object(map) => {
            let own = strings(map.get("@type").unwrap_or(&Value::Null)).join(" ").to_lowercase();
            let id = map.get("@id").and_then(Value::as_str).filter(|_| own.is_empty());
            id.and_then(|id| named_by_id(id, markup)).map_or(own, Object::kind)
        }
        _ => String::new(),
    }
}
