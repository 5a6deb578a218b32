//! Where a page may give its headline.

use super::divider::{dividers, pieces};
use crate::block::Block;
use crate::field::candidate::{Candidates, Place};
use crate::field::markup::{Marked, Markup, element_text, squeezed, without_tags};
use crate::page::{NodeId, NodeKind, Page, Tag};
use offwire_article::text::fold_space;

/// Names of the sources, by number.
pub(crate) const SOURCES: [&str; 26] = [
    "og:title",
    "twitter:title",
    "meta title",
    "JSON-LD headline",
    "JSON-LD name",
    "JSON-LD alternative",
    "title element",
    "first h1",
    "last h1",
    "longest part of h1",
    "h1 without its first part",
    "h1 in article",
    "h1 named title",
    "heading named headline",
    "element named headline",
    "first h2",
    "title, last part cut",
    "title, first part cut",
    "title, first part",
    "title, longest part",
    "og:title, last part cut",
    "og:title, first part cut",
    "og:title, first part",
    "og:title, longest part",
    "heading inside the title",
    "itemprop headline",
];
pub(super) const OG: usize = 0;
const TWITTER: usize = 1;
const META: usize = 2;
pub(super) const LD_HEADLINE: usize = 3;
const LD_NAME: usize = 4;
const LD_ALTERNATIVE: usize = 5;
pub(super) const TITLE: usize = 6;
pub(super) const H1: usize = 7;
const H1_LAST: usize = 8;
const H1_PART: usize = 9;
const H1_REST: usize = 10;
pub(super) const H1_ART: usize = 11;
const H1_CLS: usize = 12;
pub(super) const CLS_H: usize = 13;
pub(super) const CLS_O: usize = 14;
pub(super) const H2: usize = 15;
pub(super) const TITLE_CUT: usize = 16;
const OG_CUT: usize = 20;
pub(super) const TITLE_H: usize = 24;
const ITEMPROP: usize = 25;

/// All candidates for the headline.
pub(crate) fn candidates(page: &Page<'_>, markup: &Markup, blocks: &[Block]) -> Candidates<String> {
    let mut gather = Gather { page, found: Candidates::new(SOURCES.len()) };
    gather.head(markup);
    gather.json_ld(markup);
    let headings = gather.headings(markup);
    gather.named(markup);
    gather.cut_titles(markup, &headings, blocks);
    gather.found
}

struct Gather<'p, 'a> {
    page: &'p Page<'a>,
    found: Candidates<String>,
}

impl Gather<'_, '_> {
    fn add(&mut self, source: usize, value: &str, place: Place) {
        let value = fold_space(&without_tags(value));
        let length = value.chars().count();
        let key = squeezed(&value);
        if (3..400).contains(&length) && !key.is_empty() {
            self.found.add(source, key, value, place);
        }
    }

    fn head(&mut self, markup: &Markup) {
        const NAMED: [&str; 7] = [
            "title",
            "dc.title",
            "dcterms.title",
            "parsely-title",
            "sailthru.title",
            "citation_title",
            "headline",
        ];
        let first = |keys: &[&'static str], most: usize| {
            markup.meta_values(keys).take(most).map(|m| (m.value.clone(), m.node)).collect::<Vec<_>>()
        };
        for (source, values) in
            [(OG, first(&["og:title"], 1)), (TWITTER, first(&["twitter:title"], 1)), (META, first(&NAMED, 2))]
        {
            for (value, node) in values {
                self.add(source, &value, Place::Attribute(node, "content"));
            }
        }
        if let Some((title, node)) = &markup.title {
            self.add(TITLE, title, Place::Element(*node));
        }
    }

    fn json_ld(&mut self, markup: &Markup) {
        for object in markup.articles() {
            for (key, source) in
                [("headline", LD_HEADLINE), ("name", LD_NAME), ("alternativeHeadline", LD_ALTERNATIVE)]
            {
                if let Some(value) = object.string(key) {
                    self.add(source, value, Place::Script(object.script, key));
                }
            }
        }
    }

    /// Adds the headings; gives all of the first two levels, longest first.
    fn headings(&mut self, markup: &Markup) -> Vec<(String, NodeId)> {
        let level = |tag: Tag| markup.marked.iter().filter(move |m| m.tag == tag);
        let read = |m: &Marked| (element_text(self.page, m.node), m.node, m.names.clone());
        let h1s: Vec<_> =
            level(Tag::H1).take(60).map(read).filter(|(text, ..)| text.chars().count() > 2).collect();
        let h2s: Vec<_> =
            level(Tag::H2).take(60).map(read).filter(|(text, ..)| text.chars().count() > 2).collect();
        if let Some((text, node, _)) = h1s.first() {
            self.add(H1, text, Place::Element(*node));
            self.parts(*node);
        }
        if let Some((text, node, _)) = h1s.last() {
            self.add(H1_LAST, text, Place::Element(*node));
        }
        let in_article = |node: NodeId| {
            self.page.ancestors(node).any(|a| matches!(self.page.tag(a), Tag::ARTICLE | Tag::MAIN))
        };
        if let Some((text, node, _)) = h1s.iter().find(|(_, node, _)| in_article(*node)) {
            self.add(H1_ART, text, Place::Element(*node));
        }
        if let Some((text, node, _)) =
            h1s.iter().find(|(.., names)| names.contains("title") || names.contains("headline"))
        {
            self.add(H1_CLS, text, Place::Element(*node));
        }
        if let Some((text, node, _)) = h2s.first() {
            self.add(H2, text, Place::Element(*node));
        }
        let mut all: Vec<(String, NodeId)> =
            h1s.into_iter().chain(h2s).map(|(text, node, _)| (text, node)).collect();
        all.sort_by_key(|(text, _)| std::cmp::Reverse(text.chars().count()));
        all
    }

    /// A kicker or a date may stand inside the heading: its longest piece alone, and what follows the first.
    fn parts(&mut self, heading: NodeId) {
        let texts = self.page.subtree(heading).filter(|id| self.page.kind(*id) == NodeKind::Text);
        let parts: Vec<String> =
            texts.map(|id| fold_space(&self.page.text(id))).filter(|t| !t.is_empty()).collect();
        if parts.len() < 2 || parts.len() > 20 {
            return;
        }
        if let Some(longest) = parts.iter().max_by_key(|part| part.chars().count()) {
            self.add(H1_PART, longest, Place::Element(heading));
        }
        let rest = parts.get(1..).unwrap_or_default().join(" ");
        self.add(H1_REST, &rest, Place::Element(heading));
    }

    /// Elements whose class, id or itemprop calls them the headline.
    fn named(&mut self, markup: &Markup) {
        let is_inner = |tag: Tag| {
            matches!(
                tag,
                Tag::H1
                    | Tag::H2
                    | Tag::H3
                    | Tag::DIV
                    | Tag::SPAN
                    | Tag::P
                    | Tag::TD
                    | Tag::FONT
                    | Tag::STRONG
            )
        };
        let mut found = [false; 2];
        for marked in markup.marked.iter().filter(|m| is_inner(m.tag) && is_headline_name(&m.names)) {
            let is_heading = marked.tag.is_heading();
            if found.get(usize::from(is_heading)).copied().unwrap_or(true) {
                continue;
            }
            let text = element_text(self.page, marked.node);
            if (6..250).contains(&text.chars().count()) {
                self.add(if is_heading { CLS_H } else { CLS_O }, &text, Place::Element(marked.node));
                if let Some(done) = found.get_mut(usize::from(is_heading)) {
                    *done = true;
                }
            }
        }
        let prop = markup
            .marked
            .iter()
            .find(|m| m.names.split(' ').any(|name| name == "headline") && !m.tag.is_heading());
        if let Some(marked) = prop {
            let text = match self.page.attr(marked.node, "content") {
                Some(content) => content.into_owned(),
                None => element_text(self.page, marked.node),
            };
            self.add(ITEMPROP, &text, Place::Element(marked.node));
        }
    }

    /// Titles without the names of site and section, and the longest heading that a title holds.
    fn cut_titles(&mut self, markup: &Markup, headings: &[(String, NodeId)], blocks: &[Block]) {
        let title = markup.title.clone();
        let og = markup.meta_values(&["og:title"]).next().map(|m| (m.value.clone(), m.node));
        for (base, told, is_meta) in [(TITLE_CUT, &title, false), (OG_CUT, &og, true)] {
            let Some((text, node)) = told else { continue };
            let place = || if is_meta { Place::Attribute(*node, "content") } else { Place::Element(*node) };
            let cuts = dividers(text);
            let (Some(first), Some(last)) = (cuts.first(), cuts.last()) else { continue };
            let longest = pieces(text, &cuts).into_iter().max_by_key(|piece| piece.chars().count());
            let parts = [text.get(..last.start), text.get(first.end..), text.get(..first.start), longest];
            for (source, part) in (base..).zip(parts) {
                self.add(source, part.unwrap_or(""), place());
            }
        }
        let Some((title, _)) = title else { return };
        let title = squeezed(&title);
        let holds = |text: &str| text.chars().count() > 8 && title.contains(&squeezed(text));
        if let Some((text, node)) = headings.iter().find(|(text, _)| holds(text)) {
            self.add(TITLE_H, text, Place::Element(*node));
        } else if let Some((index, block)) = blocks
            .iter()
            .take(300)
            .enumerate()
            .find(|(_, b)| b.text.len() < 300 && b.text.split_whitespace().count() > 2 && holds(&b.text))
        {
            self.add(TITLE_H, &block.text, Place::Block(index, 0..block.text.len()));
        }
    }
}

/// `entry-title`, `article__headline`, `storyTitle`, `headline`.
fn is_headline_name(names: &str) -> bool {
    const OWNERS: [&str; 8] = ["entry", "post", "article", "story", "page", "content", "news", "single"];
    let plain: String = names.chars().filter(|c| c.is_alphanumeric() || *c == ' ').collect();
    plain.contains("headline") || OWNERS.iter().any(|owner| plain.contains(&format!("{owner}title")))
}
