//! What the mark-up of a page says of its story: meta elements, JSON-LD, and the elements whose names or
//! attributes mark headline, date or author. Gathered in one walk over the tree.

mod element_text;
mod json_ld;
mod squeezed;

pub(crate) use element_text::{element_text, read_texts};
pub(crate) use json_ld::{Object, key_range, strings, value_range};
pub(crate) use squeezed::{squeeze_into, squeezed, squeezes_to};

use crate::page::{NodeId, NodeKind, Page, RawValue, Tag};
use aho_corasick::AhoCorasick;
use offwire_article::text::fold_space;
use std::ops::Range;
use std::sync::LazyLock;

/// A meta element.
#[derive(Debug, Clone)]
pub(crate) struct Meta {
    /// Its name, property or itemprop, in lower case.
    pub key: String,
    /// Its content, tags off, white space folded.
    pub value: String,
    pub node: NodeId,
}

/// An element that may hold headline, date or author.
#[derive(Debug, Clone)]
pub(crate) struct Marked {
    pub node: NodeId,
    pub tag: Tag,
    /// Class, id, itemprop and test id in lower case, divided by blanks.
    pub names: String,
}

/// All of it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Markup {
    pub metas: Vec<Meta>,
    /// JSON-LD objects with a type, outer before inner.
    pub objects: Vec<Object>,
    pub title: Option<(String, NodeId)>,
    pub marked: Vec<Marked>,
    /// The scripts, at most [`MOST_SCRIPTS`].
    pub scripts: Vec<NodeId>,
    /// Language of the root element.
    pub language: String,
    /// Address of the `link` that says `canonical`.
    pub canonical: Option<String>,
}

/// Stems of class names and ids that mark a headline, a date or a byline.
const STEMS: [&str; 18] = [
    "title",
    "headline",
    "byline",
    "author",
    "writer",
    "contributor",
    "publi",
    "date",
    "posted",
    "time",
    "creator",
    "vcard",
    "reporter",
    "kicker",
    "autor",
    "auteur",
    "redakteur",
    "journalist",
];
/// All of them, looked for at once in any case.
static STEM: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::builder().ascii_case_insensitive(true).build(STEMS).ok());
/// Bytes of JSON-LD that are read on one page.
const MOST_JSON: usize = 2_000_000;
/// Most scripts that are looked into.
const MOST_SCRIPTS: usize = 200;
/// Most marked elements that are kept.
const MOST_MARKED: usize = 4_000;

impl Markup {
    /// Walks over the page once.
    pub(crate) fn read(page: &Page<'_>) -> Self {
        let mut markup = Self::default();
        let mut read = 0;
        for id in page.ids() {
            if page.kind(id) != NodeKind::Element {
                continue;
            }
            if page.tag(id) == Tag::SCRIPT && markup.scripts.len() < MOST_SCRIPTS {
                markup.scripts.push(id);
            }
            match page.tag(id) {
                Tag::META => markup.meta(page, id),
                Tag::TITLE if markup.title.is_none() => {
                    let title = fold_space(&page.text_content(id));
                    markup.title = (!title.is_empty()).then_some((title, id));
                }
                Tag::LINK => markup.link(page, id),
                Tag::SCRIPT if read < MOST_JSON && is_json_ld(page, id) => read += markup.json_ld(page, id),
                Tag::HTML => markup.language = page.attr(id, "lang").unwrap_or_default().into_owned(),
                tag => markup.mark(page, id, tag),
            }
        }
        markup
    }

    /// What a part of the page says, `nodes` by their numbers: what its head tells of the whole page is left out.
    pub(crate) fn within(&self, nodes: &Range<usize>) -> Self {
        let is_in = |id: NodeId| nodes.contains(&id.index());
        Self {
            marked: self.marked.iter().filter(|marked| is_in(marked.node)).cloned().collect(),
            scripts: self.scripts.iter().copied().filter(|id| is_in(*id)).collect(),
            language: self.language.clone(),
            canonical: self.canonical.clone(),
            ..Self::default()
        }
    }

    fn meta(&mut self, page: &Page<'_>, id: NodeId) {
        let Some(content) = page.attr(id, "content") else { return };
        let value = fold_space(&without_tags(&content));
        if value.is_empty() || value.len() > 4_000 {
            return;
        }
        for name in ["property", "name", "itemprop", "http-equiv"] {
            if let Some(key) = page.attr(id, name) {
                let key = key.trim().to_lowercase();
                if !self.metas.iter().any(|m| m.node == id && m.key == key) {
                    self.metas.push(Meta { key, value: value.clone(), node: id });
                }
            }
        }
        if page.has_attr(id, "itemprop") {
            self.mark(page, id, Tag::META);
        }
    }

    fn link(&mut self, page: &Page<'_>, id: NodeId) {
        let is_canonical = page.attr(id, "rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"));
        if is_canonical && self.canonical.is_none() {
            self.canonical =
                page.attr(id, "href").map(|href| href.trim().to_owned()).filter(|h| !h.is_empty());
        }
        if page.has_attr(id, "itemprop") {
            self.mark(page, id, Tag::LINK);
        }
    }

    fn json_ld(&mut self, page: &Page<'_>, id: NodeId) -> usize {
        let Some(text) = page.first_child(id) else { return 0 };
        let source = page.text(text);
        json_ld::read(&source, text, &mut self.objects);
        source.len()
    }

    fn mark(&mut self, page: &Page<'_>, id: NodeId, tag: Tag) {
        if self.marked.len() >= MOST_MARKED {
            return;
        }
        let mut is_told = matches!(tag, Tag::H1 | Tag::H2 | Tag::H3 | Tag::TIME);
        for (name, value) in page.raw_attrs(id) {
            if is_told {
                break;
            }
            is_told = match attribute(name) {
                Some(Attribute::Name) => has_stem(value),
                Some(Attribute::Property | Attribute::Relation) => true,
                Some(Attribute::Address) if tag == Tag::A => is_author_address(&value.text()),
                Some(Attribute::Address) | None => false,
            };
        }
        if is_told {
            self.marked.push(Marked { node: id, tag, names: names(page, id) });
        }
    }

    /// Values of the first of the keys that the page gives.
    pub(crate) fn meta_values<'a>(&'a self, keys: &'a [&str]) -> impl Iterator<Item = &'a Meta> {
        keys.iter().flat_map(|key| self.metas.iter().filter(move |meta| meta.key == *key))
    }

    /// The value of the first of the keys that the page gives.
    pub(crate) fn meta_value(&self, keys: &[&str]) -> Option<&str> {
        keys.iter()
            .find_map(|key| self.metas.iter().find(|meta| meta.key == *key))
            .map(|meta| meta.value.as_str())
    }

    /// JSON-LD objects that describe an article; where there is none, those that describe the page.
    pub(crate) fn articles(&self) -> Vec<&Object> {
        let of = |is: fn(&Object) -> bool| self.objects.iter().filter(|o| is(o)).collect::<Vec<_>>();
        let articles = of(Object::is_article);
        if articles.is_empty() { of(Object::is_page) } else { articles }
    }

    /// The page's own address, as it gives it.
    pub(crate) fn address(&self) -> Option<&str> {
        let told = self.meta_value(&["og:url", "twitter:url", "al:web:url"]);
        let canonical = self.canonical.as_deref();
        [canonical, told].into_iter().flatten().find(|address| address.starts_with("http"))
    }

    /// Names of the site, as the page gives them, lower case letters and digits alone.
    pub(crate) fn site_names(&self) -> Vec<String> {
        let keys = [
            "og:site_name",
            "application-name",
            "twitter:site",
            "apple-mobile-web-app-title",
            "publisher",
            "dc.publisher",
        ];
        let mut names: Vec<String> = self.meta_values(&keys).map(|meta| squeezed(&meta.value)).collect();
        let publishers = self.objects.iter().filter_map(|o| o.value.get("publisher")?.get("name")?.as_str());
        names.extend(publishers.map(squeezed));
        names.extend(self.address().and_then(host_name).map(squeezed));
        names.retain(|name| name.chars().count() > 1);
        names.sort();
        names.dedup();
        names
    }
}

/// What an attribute may tell of an element.
#[derive(Debug, Clone, Copy)]
enum Attribute {
    Name,
    Property,
    Relation,
    Address,
}

fn attribute(name: &[u8]) -> Option<Attribute> {
    let (known, attribute) = match name.len() {
        2 => ("id", Attribute::Name),
        3 => ("rel", Attribute::Relation),
        4 => ("href", Attribute::Address),
        5 => ("class", Attribute::Name),
        7 => ("pubdate", Attribute::Relation),
        8 => ("itemprop", Attribute::Property),
        11 => ("data-testid", Attribute::Name),
        12 => ("data-test-id", Attribute::Name),
        _ => return None,
    };
    name.eq_ignore_ascii_case(known.as_bytes()).then_some(attribute)
}

/// Class, id, itemprop and test id of an element in the order of the page, lower case, each with a blank behind.
fn names(page: &Page<'_>, id: NodeId) -> String {
    let mut names = String::new();
    for (name, value) in page.attrs(id) {
        if matches!(attribute(name.as_bytes()), Some(Attribute::Name | Attribute::Property)) {
            names.push_str(&value.to_lowercase());
            names.push(' ');
        }
    }
    names
}

/// Whether one of [`STEMS`] is in a value. A reference hides none but one that spells a letter.
fn has_stem(value: RawValue<'_>) -> bool {
    let is_in = |text: &[u8]| STEM.as_ref().is_some_and(|stem| stem.is_match(text));
    match memchr::memchr(b'&', value.bytes()) {
        None => is_in(value.bytes()),
        Some(_) => is_in(value.text().as_bytes()),
    }
}

fn is_json_ld(page: &Page<'_>, id: NodeId) -> bool {
    page.attr(id, "type").is_some_and(|kind| kind.to_ascii_lowercase().contains("ld+json"))
}

/// Whether a link leads to the page of an author.
pub(crate) fn is_author_address(href: &str) -> bool {
    const PARTS: [&str; 20] = [
        "author",
        "authors",
        "autor",
        "autoren",
        "autores",
        "auteur",
        "auteurs",
        "autore",
        "profile",
        "profiles",
        "people",
        "staff",
        "contributor",
        "contributors",
        "reporter",
        "writer",
        "journalist",
        "redakteur",
        "by",
        "person",
    ];
    let path = href.split(['?', '#']).next().unwrap_or("");
    let mut parts = path.split('/').filter(|p| !p.is_empty()).peekable();
    while let Some(part) = parts.next() {
        if PARTS.iter().any(|known| known.eq_ignore_ascii_case(part)) && parts.peek().is_some() {
            return true;
        }
    }
    false
}

/// The name in an address: `harbour-times` of `https://www.harbour-times.example/a`.
fn host_name(address: &str) -> Option<&str> {
    let host = address.split("//").nth(1)?.split(['/', ':', '?']).next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    let labels: Vec<&str> = host.split('.').collect();
    let short_end = labels.len() > 2 && labels.iter().rev().nth(1).is_some_and(|label| label.len() <= 3);
    let at = labels.len().checked_sub(if short_end { 3 } else { 2 })?;
    labels.get(at).copied()
}

/// Tags that were escaped into a value taken off, one level of references read.
pub(crate) fn without_tags(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        let is_tag = tag.get(1..2).is_some_and(|c| c == "/" || c.bytes().all(|b| b.is_ascii_alphabetic()));
        let end = tag.find('>').filter(|_| is_tag);
        out.push_str(before);
        match end.and_then(|end| tag.get(end + 1..)) {
            Some(behind) => {
                out.push(' ');
                rest = behind;
            }
            None => {
                out.push('<');
                rest = tag.get(1..).unwrap_or("");
            }
        }
    }
    out.push_str(rest);
    unescaped(&out)
}

/// References that were escaped twice, read: the few that have names in practice, and all numbers.
fn unescaped(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    const NAMED: [(&str, char); 16] = [
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", ' '),
        ("lt", '<'),
        ("gt", '>'),
        ("amp", '&'),
        ("rsquo", '’'),
        ("lsquo", '‘'),
        ("rdquo", '”'),
        ("ldquo", '“'),
        ("ndash", '–'),
        ("mdash", '—'),
        ("hellip", '…'),
        ("laquo", '«'),
        ("raquo", '»'),
        ("eacute", 'é'),
    ];
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, reference) = rest.split_at(at);
        out.push_str(before);
        let end = reference.find(';').filter(|end| (2..10).contains(end));
        let name = end.and_then(|end| reference.get(1..end)).unwrap_or("");
        let number = name.strip_prefix('#').and_then(|n| match n.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => n.parse().ok(),
        });
        let named = NAMED.iter().find(|(known, _)| *known == name).map(|(_, c)| *c);
        let plain = number.and_then(char::from_u32).or(named);
        out.push(plain.unwrap_or('&'));
        let skip = if plain.is_some() { end.map_or(1, |end| end + 1) } else { 1 };
        rest = reference.get(skip..).unwrap_or("");
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<!doctype html><html lang="en-GB"><head><title>Port reopens | Harbour Times</title>
        <meta property="og:title" content="Port &amp;amp; pier reopen"><meta name="author" content="Ann Lee">
        <link rel="canonical" href="https://www.harbour-times.example/2018/01/26/port">
        <script type="application/ld+json">{"@graph":[{"@type":"WebPage","name":"x"},{"@type":"NewsArticle","headline":"Port reopens"}]}</script>
        </head><body><h1 class="Entry-Title">Port reopens</h1><p>Text <a href="/author/ann-lee">Ann Lee</a></p></body></html>"#;

    #[test]
    fn one_walk_gathers_what_the_markup_says() {
        let page = Page::read(PAGE.as_bytes(), encoding_rs::UTF_8);
        let markup = Markup::read(&page);
        assert_eq!(markup.language, "en-GB");
        assert_eq!(markup.meta_value(&["og:title"]), Some("Port & pier reopen"));
        assert_eq!(markup.title.as_ref().map(|t| t.0.as_str()), Some("Port reopens | Harbour Times"));
        assert_eq!(markup.articles().len(), 1);
        assert_eq!(markup.site_names(), ["harbourtimes"]);
        let names: Vec<&str> = markup.marked.iter().map(|m| m.names.trim()).collect();
        assert_eq!(names, ["entry-title", ""]);
    }

    #[test]
    fn hosts_are_named_without_their_ends() {
        assert_eq!(host_name("https://www.times.co.uk/a"), Some("times"));
        assert_eq!(host_name("https://news.times.example/a"), Some("times"));
        assert_eq!(host_name("nothing"), None);
    }

    #[test]
    fn tags_inside_values_go() {
        assert_eq!(
            fold_space(&without_tags("<b>Port</b> reopens, 3 < 4 &amp; more")),
            "Port reopens, 3 < 4 & more"
        );
    }
}
