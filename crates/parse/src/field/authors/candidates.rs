//! Where a page may name its authors.

use crate::block::{Block, BlockKind};
use crate::field::byline::{byline, is_person, opening, people};
use crate::field::candidate::{Candidates, Place};
use crate::field::markup::{Markup, Object, element_text, is_author_address, squeezed};
use crate::field::published::names_of;
use crate::page::{NodeId, Page, Tag};
use serde_json::Value;

/// Names of the sources, by number.
pub(crate) const SOURCES: [&str; 25] = [
    "JSON-LD author",
    "JSON-LD author, an organisation",
    "JSON-LD creator",
    "JSON-LD person",
    "meta author",
    "article:author",
    "dc.creator",
    "other meta author",
    "rel=author",
    "rel=author, all",
    "itemprop author",
    "itemprop author, all",
    "link to an author",
    "links to authors, all",
    "byline element",
    "byline elements, all",
    "author element",
    "author elements, all",
    "visible byline",
    "visible bylines, all",
    "name near the headline",
    "byline inside a line",
    "byline behind the text",
    "dateline",
    "credit behind the text",
];
pub(super) const LD: usize = 0;
const LD_ORGANISATION: usize = 1;
pub(super) const LD_CREATOR: usize = 2;
const LD_PERSON: usize = 3;
pub(super) const META: usize = 4;
pub(super) const META_ARTICLE: usize = 5;
pub(super) const META_DC: usize = 6;
pub(super) const META_OTHER: usize = 7;
pub(super) const REL: usize = 8;
pub(super) const ITEMPROP: usize = 10;
pub(super) const AUTHOR_LINK: usize = 12;
pub(super) const BYLINE: usize = 14;
pub(super) const AUTHOR_CLASS: usize = 16;
pub(super) const VISIBLE_BY: usize = 18;
const NEAR: usize = 20;
pub(super) const INLINE: usize = 21;
pub(super) const TAIL: usize = 22;
const DATELINE: usize = 23;
const CREDIT: usize = 24;

/// All candidates: each a list of names. `headline` is the number of the block that holds the headline.
pub(crate) fn candidates(
    page: &Page<'_>,
    markup: &Markup,
    blocks: &[Block],
    headline: Option<usize>,
) -> Candidates<Vec<String>> {
    let mut gather = Gather { page, found: Candidates::new(SOURCES.len()) };
    gather.json_ld(markup);
    gather.metas(markup);
    gather.elements(markup);
    gather.visible(blocks, headline);
    gather.found
}

struct Gather<'p, 'a> {
    page: &'p Page<'a>,
    found: Candidates<Vec<String>>,
}

impl Gather<'_, '_> {
    fn add(&mut self, source: usize, names: Vec<String>, place: Place) {
        let mut distinct: Vec<String> = Vec::new();
        for name in names {
            if !distinct.iter().any(|known| squeezed(known) == squeezed(&name)) {
                distinct.push(name);
            }
        }
        if distinct.is_empty() || distinct.len() > 11 {
            return;
        }
        let mut keys: Vec<String> = distinct.iter().map(|name| squeezed(name)).collect();
        keys.sort();
        self.found.add(source, keys.join("|"), distinct, place);
    }

    fn field(&mut self, source: usize, value: &str, place: Place) {
        self.add(source, names(value), place);
    }

    fn json_ld(&mut self, markup: &Markup) {
        for object in markup.articles() {
            if let Some(author) = object.value.get("author") {
                let kinds = kinds_of(author, markup);
                let is_group = kinds.contains("organization") && !kinds.contains("person");
                let source = if is_group { LD_ORGANISATION } else { LD };
                self.add(source, named(author, markup, 0), Place::Script(object.script, "author"));
            }
            if let Some(creator) = object.value.get("creator") {
                self.add(LD_CREATOR, named(creator, markup, 0), Place::Script(object.script, "creator"));
            }
        }
        let person = markup.objects.iter().find(|o| o.kind() == "person" && o.string("name").is_some());
        if let Some(object) = person {
            self.field(LD_PERSON, object.string("name").unwrap_or(""), Place::Script(object.script, "name"));
        }
    }

    fn metas(&mut self, markup: &Markup) {
        const LISTS: [(usize, &[&str]); 4] = [
            (META, &["author"]),
            (META_ARTICLE, &["article:author", "og:article:author", "article:author_name"]),
            (META_DC, &["dc.creator", "dcterms.creator", "dc.contributor"]),
            (
                META_OTHER,
                &[
                    "parsely-author",
                    "sailthru.author",
                    "byl",
                    "citation_author",
                    "cxenseparse:author",
                    "twitter:data1",
                    "authors",
                    "article.author",
                    "vr:author",
                    "shareaholic:article_author_name",
                    "news_authors",
                ],
            ),
        ];
        for (source, keys) in LISTS {
            let metas: Vec<_> = markup.meta_values(keys).collect();
            let Some(first) = metas.first() else { continue };
            let all = metas.iter().flat_map(|meta| names(&meta.value)).collect();
            self.add(source, all, Place::Attribute(first.node, "content"));
        }
    }

    /// Elements that their mark-up calls a byline or an author.
    fn elements(&mut self, markup: &Markup) {
        let mut kinds: [Vec<(String, NodeId)>; 5] = Default::default();
        let sources = [REL, ITEMPROP, AUTHOR_LINK, BYLINE, AUTHOR_CLASS];
        for marked in &markup.marked {
            let mut put = |kind: usize, text: String| {
                if let Some(list) = kinds.get_mut(kind).filter(|list| list.len() < 8) {
                    list.push((text, marked.node));
                }
            };
            if marked.tag == Tag::A {
                let rel = self.page.attr(marked.node, "rel").unwrap_or_default().to_lowercase();
                let href = self.page.attr(marked.node, "href").unwrap_or_default();
                let text = element_text(self.page, marked.node);
                if rel.split_whitespace().any(|word| word == "author") {
                    put(0, text);
                } else if is_author_address(&href) && (4..50).contains(&text.chars().count()) {
                    put(2, text);
                }
            }
            let is_called = marked.names.contains("author") || marked.names.contains("creator");
            if is_called && self.is_itemprop(marked.node) {
                put(1, self.itemprop_name(marked.node));
            }
            if let Some(kind) = byline_kind(&marked.names).filter(|_| is_inner(marked.tag)) {
                let text = element_text(self.page, marked.node);
                if (4..120).contains(&text.chars().count()) {
                    put(kind, text);
                }
            }
        }
        for (source, list) in sources.into_iter().zip(kinds) {
            let Some((first, node)) = list.first() else { continue };
            let is_told = matches!(source, REL | ITEMPROP);
            let read = |text: &str| if is_told { names(text) } else { full_names(text) };
            self.add(source, read(first), Place::Element(*node));
            if list.len() > 1 {
                let all = list.iter().take(4).flat_map(|(text, _)| read(text)).collect();
                self.add(source + 1, all, Place::Element(*node));
            }
        }
    }

    fn is_itemprop(&self, node: NodeId) -> bool {
        self.page.attr(node, "itemprop").is_some_and(|prop| {
            let prop = prop.to_lowercase();
            prop.contains("author") || prop.contains("creator")
        })
    }

    /// The name below an element with itemprop, else its content, else its text.
    fn itemprop_name(&self, node: NodeId) -> String {
        let is_name =
            |id: &NodeId| self.page.attr(*id, "itemprop").is_some_and(|p| p.eq_ignore_ascii_case("name"));
        let inner = self.page.subtree(node).take(200).find(is_name).unwrap_or(node);
        self.page
            .attr(inner, "content")
            .map_or_else(|| element_text(self.page, inner), |content| content.into_owned())
    }

    /// Bylines that a reader sees near the headline, inside lines, and behind the text.
    fn visible(&mut self, blocks: &[Block], headline: Option<usize>) {
        let at =
            headline.or_else(|| blocks.iter().position(|b| b.kind == BlockKind::Heading(1))).unwrap_or(0);
        let (mut bylines, mut near, mut inline, mut tail) = (Vec::new(), Vec::new(), None, None);
        for (index, block) in blocks.iter().enumerate().take(3_000) {
            let length = block.text.chars().count();
            let is_close = index + 5 >= at && index <= at + 12 && index != at;
            if length < 140 {
                let found = byline(&block.text);
                if !found.is_empty() {
                    bylines.push((index, found));
                } else if is_close && near.len() < 2 && self.is_name_near(block, index, at) {
                    near.push((index, full_names(&block.text)));
                }
            }
            if is_close && inline.is_none() && length < 400 {
                inline = inside(&block.text).map(|found| (index, found));
            } else if index > at + 12 && length < 60 && tail.is_none() {
                tail = block
                    .text
                    .strip_prefix("About ")
                    .filter(|name| is_person(name, true))
                    .map(|name| (index, vec![name.to_owned()]));
            }
            if length > 60 && index > at {
                self.credit(&block.text, index);
            }
        }
        self.bylines(&bylines, at);
        for (source, found) in
            [(NEAR, near.first().cloned()), (NEAR, near.get(1).cloned()), (INLINE, inline), (TAIL, tail)]
        {
            if let Some((index, names)) = found {
                let end = blocks.get(index).map_or(0, |b| b.text.len());
                self.add(source, names, Place::Block(index, 0..end));
            }
        }
    }

    fn bylines(&mut self, bylines: &[(usize, Vec<crate::field::byline::Person>)], at: usize) {
        let nearest = bylines
            .iter()
            .min_by_key(|(index, _)| if *index > at { index - at } else { (at - index) * 2 + 8 });
        if let Some((index, found)) = nearest {
            let range = found.first().map_or(0, |p| p.range.start)..found.last().map_or(0, |p| p.range.end);
            self.add(VISIBLE_BY, found.iter().map(|p| p.name.clone()).collect(), Place::Block(*index, range));
        }
        if bylines.len() > 1 {
            let all =
                bylines.iter().take(4).flat_map(|(_, found)| found.iter().map(|p| p.name.clone())).collect();
            let first = bylines.first().map_or(0, |(index, _)| *index);
            self.add(VISIBLE_BY + 1, all, Place::Block(first, 0..0));
        }
    }

    /// A line that is nothing but a name, in an element that is called so or right behind the headline.
    fn is_name_near(&self, block: &Block, index: usize, at: usize) -> bool {
        let words = block.text.split_whitespace().count();
        if !(2..=6).contains(&words)
            || full_names(&block.text).is_empty()
            || block.kind != BlockKind::Text && block.node.is_none()
        {
            return false;
        }
        let is_called = block.node.is_some_and(|node| {
            std::iter::once(node).chain(self.page.ancestors(node)).take(4).any(|id| {
                let names = names_of(self.page, id);
                ["byline", "author", "writer", "contributor", "meta", "vcard"]
                    .iter()
                    .any(|stem| names.contains(stem))
            })
        });
        is_called || (index > at && index <= at + 3) || index + 1 == at
    }

    /// `(Reporting by Ann Lee; Editing by Bo Ek)`, and the reporter of an East Asian dateline.
    fn credit(&mut self, text: &str, index: usize) {
        if let Some(at) =
            text.find("(Reporting by ").or_else(|| text.find("Reporting by ").filter(|at| *at == 0))
        {
            let rest =
                text.get(at..).unwrap_or("").trim_start_matches('(').trim_start_matches("Reporting by ");
            let list = rest.split([';', ')']).next().unwrap_or("");
            let list = list.split(" in ").next().unwrap_or(list);
            self.field(CREDIT, list, Place::Block(index, at..at + rest.len().min(list.len()) + 14));
        }
        let is_asian = text.chars().next().is_some_and(|c| c as u32 > 0x2e00 || c == '(');
        if let Some(range) =
            crate::field::dateline::dateline(text).filter(|_| is_asian).and_then(|d| d.reporter)
        {
            let names = names(text.get(range.clone()).unwrap_or(""));
            self.add(DATELINE, names, Place::Block(index, range));
        }
    }
}

/// Names of people in a value.
fn names(value: &str) -> Vec<String> {
    people(value).into_iter().map(|person| person.name).collect()
}

/// Names of people in a text that may hold anything else: none of one word, unless the text opens as a byline.
fn full_names(text: &str) -> Vec<String> {
    let is_told = opening(text).is_some();
    let found = people(text).into_iter().map(|person| person.name);
    found.filter(|name| is_told || is_person(name, true)).collect()
}

/// A byline behind other words of a line: `26 January 2018 | By Ann Lee`.
fn inside(text: &str) -> Option<Vec<String>> {
    const BY: [&str; 14] = [
        "By ", "by ", "BY ", "Von ", "von ", "Par ", "par ", "Por ", "por ", "Di ", "Door ", "Af ", "Av ",
        "Text: ",
    ];
    BY.iter().find_map(|by| {
        let at = text.match_indices(by).map(|(at, _)| at).find(|at| {
            *at > 0
                && text.get(..*at).is_some_and(|before| before.ends_with([' ', '|', '•', '·', '(', '-', '–']))
        })?;
        let rest = text.get(at..)?;
        let found = byline(rest.get(..rest.char_indices().nth(120).map_or(rest.len(), |(end, _)| end))?);
        (!found.is_empty()).then(|| found.into_iter().map(|p| p.name).collect())
    })
}

/// The kind of an element by its names: 3 where it holds the byline alone, 4 where it is about authors.
fn byline_kind(names: &str) -> Option<usize> {
    let has = |stems: &[&str]| stems.iter().any(|stem| names.contains(stem));
    if !has(&["byline", "author", "writer", "contributor"]) {
        return None;
    }
    let plain: String = names.chars().filter(|c| c.is_alphanumeric()).collect();
    let is_name = ["authorname", "bylinename", "writername", "pauthor", "postauthor"]
        .iter()
        .any(|stem| plain.contains(stem));
    Some(if is_name || has(&["byline", "vcard", "fn "]) { 3 } else { 4 })
}

fn is_inner(tag: Tag) -> bool {
    !matches!(
        tag,
        Tag::BODY | Tag::HTML | Tag::ARTICLE | Tag::MAIN | Tag::SECTION | Tag::UL | Tag::FORM | Tag::INPUT
    )
}

/// The names of an author value: strings, objects with a name, references to other objects, arrays of these.
fn named(value: &Value, markup: &Markup, depth: usize) -> Vec<String> {
    match value {
        Value::String(text) if !text.starts_with("http") => names(text),
        Value::Array(values) if depth < 4 => {
            values.iter().take(20).flat_map(|v| named(v, markup, depth + 1)).collect()
        }
        Value::Object(map) if depth < 4 => match (map.get("name"), map.get("@id").and_then(Value::as_str)) {
            (Some(name), _) => named(name, markup, depth + 1),
            (None, Some(id)) => named_by_id(id, markup)
                .map_or_else(Vec::new, |object| names(object.string("name").unwrap_or(""))),
            _ => Vec::new(),
        },
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
            values.iter().take(20).map(|v| kinds_of(v, markup)).collect::<Vec<_>>().join(" ")
        }
        Value::Object(map) => {
            let own = crate::field::markup::strings(map.get("@type").unwrap_or(&Value::Null))
                .join(" ")
                .to_lowercase();
            let other = map
                .get("@id")
                .and_then(Value::as_str)
                .filter(|_| own.is_empty())
                .and_then(|id| named_by_id(id, markup));
            other.map_or(own, Object::kind)
        }
        _ => String::new(),
    }
}
