//! Elements that their mark-up calls a byline or an author, and links to authors.

use super::borders::divided_text;
use super::candidates::{Gather, full_names, names};
use super::source::Source;
use crate::field::byline::signatures;
use crate::field::candidate::Place;
use crate::field::markup::{Marked, Markup, element_text, is_author_address};
use crate::page::{NodeId, NodeKind, Tag};

/// What an element is by its mark-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Rel,
    Itemprop,
    Link,
    Byline,
    Name,
    Author,
}

/// Each kind with the sources of its first element, of all together, and of the first as it is written.
const KINDS: [(Kind, Source, Source, Source); 6] = [
    (Kind::Rel, Source::Rel, Source::RelAll, Source::RelWritten),
    (Kind::Itemprop, Source::Itemprop, Source::ItempropAll, Source::ItempropWritten),
    (Kind::Link, Source::Link, Source::LinkAll, Source::LinkWritten),
    (Kind::Byline, Source::Byline, Source::BylineAll, Source::BylineWritten),
    (Kind::Name, Source::Name, Source::NameAll, Source::NameWritten),
    (Kind::Author, Source::Author, Source::AuthorAll, Source::AuthorWritten),
];

/// Bytes of a text beyond which an element holds no byline.
const LONGEST: usize = 500;
/// Most elements of one kind.
const MOST: usize = 8;
/// Most authors of one story whose elements stand side by side.
const MOST_SIGNED: usize = 6;
/// Elements of one kind whose names make one list, and elements that are candidates by themselves.
const TOGETHER: usize = 4;

impl Gather<'_, '_> {
    pub(super) fn elements(&mut self, markup: &Markup) {
        let mut found: Vec<(Kind, String, NodeId)> = Vec::new();
        for marked in &markup.marked {
            for (kind, text) in self.kinds_of(marked) {
                if found.iter().filter(|(known, ..)| *known == kind).count() < MOST {
                    found.push((kind, text, marked.node));
                }
            }
        }
        for (kind, first, all, written) in KINDS {
            let of_kind: Vec<_> = found.iter().filter(|(known, ..)| *known == kind).collect();
            self.kind(&of_kind, first, all, written);
        }
        self.inner(&found);
    }

    fn kind(&mut self, found: &[&(Kind, String, NodeId)], first: Source, all: Source, written: Source) {
        let is_told = matches!(first, Source::Rel | Source::Itemprop);
        let read = |text: &str| if is_told { names(text) } else { full_names(text) };
        let Some((_, _, node)) = found.first() else { return };
        let place = Place::Element(*node);
        let text = &self.first_of(found);
        self.add(first, read(text), place.clone());
        self.add(written, signatures(text), place.clone());
        if found.len() > 1 {
            let together = found.iter().take(TOGETHER).flat_map(|(_, text, _)| read(text)).collect();
            self.add(all, together, place);
        }
        for (_, text, node) in found.iter().skip(1).take(TOGETHER) {
            self.add(Source::Further, read(text), Place::Element(*node));
        }
    }

    /// The text of the first element, and of those right behind it, each of which holds one of several authors. Where
    /// many stand side by side, they are a list of all who write for the site.
    fn first_of(&self, found: &[&(Kind, String, NodeId)]) -> String {
        let pairs = found.windows(2);
        let run = 1 + pairs
            .take_while(|pair| matches!(pair, [one, other] if self.are_neighbours(one, other)))
            .count();
        let run = if run > MOST_SIGNED { 1 } else { run };
        found.iter().take(run).map(|(_, text, _)| text.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// Whether nothing but `and` or a mark stands between two elements, or what they alone fill.
    fn are_neighbours(&self, one: &(Kind, String, NodeId), other: &(Kind, String, NodeId)) -> bool {
        let around = |(_, text, node): &(Kind, String, NodeId)| {
            let own = text.len();
            let is_filled = |id: &NodeId| element_text(self.page, *id).len() <= own + 8;
            let above: Vec<NodeId> = self.page.ancestors(*node).take(2).take_while(is_filled).collect();
            std::iter::once(*node).chain(above).collect::<Vec<_>>()
        };
        let ends = around(other);
        around(one).into_iter().any(|start| {
            let mut next = self.page.next_sibling(start);
            while let Some(text) = next.filter(|id| self.page.kind(*id) == NodeKind::Text) {
                if !is_connection(&self.page.text(text)) {
                    return false;
                }
                next = self.page.next_sibling(text);
            }
            next.is_some_and(|next| ends.contains(&next))
        })
    }

    /// The links inside the first byline element that has any.
    fn inner(&mut self, found: &[(Kind, String, NodeId)]) {
        let bylines =
            found.iter().filter(|(kind, ..)| matches!(kind, Kind::Byline | Kind::Name | Kind::Author));
        for (_, _, node) in bylines {
            let links = self.page.subtree(*node).take(300).filter(|id| self.page.tag(*id) == Tag::A);
            let texts: Vec<String> = links.take(6).map(|id| element_text(self.page, id)).collect();
            let people: Vec<String> = texts.iter().flat_map(|text| full_names(text)).collect();
            if !people.is_empty() {
                self.add(Source::Inner, people, Place::Element(*node));
                return;
            }
        }
    }

    /// What a marked element is, with the text that names the authors.
    fn kinds_of(&self, marked: &Marked) -> Vec<(Kind, String)> {
        let mut kinds = Vec::new();
        let text = || {
            let plain = element_text(self.page, marked.node);
            if plain.len() > LONGEST { plain } else { divided_text(self.page, marked.node) }
        };
        if marked.tag == Tag::A {
            let rel = self.page.attr(marked.node, "rel").unwrap_or_default().to_lowercase();
            let href = self.page.attr(marked.node, "href").unwrap_or_default();
            if rel.split_whitespace().any(|word| word == "author") {
                kinds.push((Kind::Rel, text()));
            } else if is_author_address(&href) {
                kinds.push((Kind::Link, text()));
            }
        }
        let is_called = marked.names.contains("author") || marked.names.contains("creator");
        if is_called && self.is_itemprop(marked.node) {
            kinds.push((Kind::Itemprop, self.itemprop_name(marked.node)));
        }
        if let Some(kind) = byline_kind(&marked.names).filter(|_| is_inner(marked.tag)) {
            kinds.push((kind, text()));
        }
        kinds.retain(|(kind, text)| {
            let length = text.chars().count();
            match kind {
                Kind::Rel | Kind::Itemprop => (2..120).contains(&length),
                Kind::Link => (3..50).contains(&length),
                _ => (3..120).contains(&length),
            }
        });
        kinds
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
            .map_or_else(|| divided_text(self.page, inner), |content| content.into_owned())
    }
}

/// Whether a text between two elements is nothing but a mark or `and`.
fn is_connection(text: &str) -> bool {
    const WORDS: [&str; 8] = ["and", "und", "et", "y", "e", "og", "och", "en"];
    let text = text.trim().trim_matches([',', '&', '|', '•', '·', '/', ';']).trim();
    text.is_empty() || WORDS.contains(&text)
}

/// The kind of an element by its names: whether it holds a byline, the name alone, or what is about authors.
fn byline_kind(names: &str) -> Option<Kind> {
    let has = |stems: &[&str]| stems.iter().any(|stem| names.contains(stem));
    if !has(&["byline", "author", "writer", "contributor", "autor", "auteur", "redakteur", "journalist"]) {
        return None;
    }
    let plain: String = names.chars().filter(|c| c.is_alphanumeric()).collect();
    let is_name =
        ["authorname", "bylinename", "writername", "contributorname"].iter().any(|stem| plain.contains(stem));
    Some(match () {
        () if is_name => Kind::Name,
        () if has(&["byline", "vcard", "fn "])
            || plain.contains("postauthor")
            || plain.contains("pauthor") =>
        {
            Kind::Byline
        }
        () => Kind::Author,
    })
}

fn is_inner(tag: Tag) -> bool {
    !matches!(tag, Tag::BODY | Tag::HTML | Tag::ARTICLE | Tag::MAIN | Tag::SECTION | Tag::FORM | Tag::INPUT)
}
