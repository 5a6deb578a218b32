//! What stands beside the headline of a page: the kicker above it and the deck below it.
//!
//! Both are known by the names that the trade has for them in many languages, which pages give to their elements.

use super::fields::put;
use crate::Article;
use crate::block::{Block, BlockKind};
use crate::body::{Choice, Reason};
use crate::boilerplate::furniture;
use crate::field::date::{DateHints, dates_in};
use crate::field::markup::squeezed;
use crate::field::published::names_of;
use crate::page::Page;
use std::ops::RangeInclusive;

/// Names of the line above the headline.
const KICKER: &[&str] = &[
    "kicker",
    "overline",
    "eyebrow",
    "dachzeile",
    "roofline",
    "topline",
    "spitzmarke",
    "oberzeile",
    "surtitle",
    "supertitle",
    "suptitle",
    "pretitle",
    "pre-title",
    "overtitle",
    "antetitulo",
    "volanta",
    "occhiello",
];

/// Names of the lines below the headline.
const DECK: &[&str] = &[
    "subtitle",
    "sub-title",
    "subheadline",
    "sub-headline",
    "subhead",
    "subline",
    "standfirst",
    "untertitel",
    "unterzeile",
    "subtitulo",
    "sottotitolo",
    "bajada",
    "undertitle",
    "underrubrik",
    "deck",
    "dek",
];

/// Names of lines below the headline that are a deck where the text does not begin with them.
const SUMMARY: &[&str] = &[
    "sub",
    "summary",
    "lead",
    "lede",
    "intro",
    "ingress",
    "chapo",
    "chapeau",
    "entradilla",
    "sommario",
    "occhiello",
    "vorspann",
];

/// No name is asked for.
const ANY: &[&str] = &[];

/// Characters of a kicker, and of a deck.
const KICKER_CHARS: RangeInclusive<usize> = 3..=70;
const DECK_CHARS: RangeInclusive<usize> = 15..=400;
/// Shortest heading below the headline that is its deck and not the first of the story's own headings, in characters.
const DECK_HEADING: usize = 30;
/// Blocks above and below the headline that are looked at.
const ABOVE: usize = 2;
const BELOW: usize = 4;

/// Numbers of the blocks that are kicker and deck.
#[derive(Debug, Clone, Default)]
pub(super) struct Beside {
    kicker: Option<usize>,
    deck: Vec<usize>,
    /// Decks that were taken for body and stay there.
    told: Vec<usize>,
}

impl Beside {
    /// Looks around the headline, which stands in block `at`.
    ///
    /// A line of prose that was taken for body stays there; a heading is none.
    pub(super) fn find(
        page: &Page<'_>,
        blocks: &[Block],
        choices: &[Choice],
        at: usize,
        headline: &str,
    ) -> Self {
        let headline = squeezed(headline);
        let is_free = |at: usize, block: &Block| {
            matches!(block.kind, BlockKind::Heading(_)) || choices.get(at).is_some_and(|choice| !choice.keep)
        };
        let is_told = |at: usize, block: &Block| {
            !is_free(at, block)
                && DECK_CHARS.contains(&block.text.chars().count())
                && is_named(page, block, DECK)
        };
        let fits = |at: usize, chars: RangeInclusive<usize>, names: &[&str]| {
            blocks.get(at).is_some_and(|block| {
                let is_other = !headline.contains(&squeezed(&block.text));
                let is_long = chars.contains(&block.text.chars().count());
                is_long && is_other && is_free(at, block) && is_named(page, block, names)
            })
        };
        Self {
            kicker: (at.saturating_sub(ABOVE)..at)
                .rev()
                .find(|at| fits(*at, KICKER_CHARS, KICKER) && blocks.get(*at).is_some_and(is_words)),
            deck: (at + 1..=at + BELOW)
                .filter(|below| {
                    let is_left = choices.get(*below).is_some_and(|choice| !choice.keep);
                    let heading = *below == at + 1 && is_deck_heading(blocks, choices, *below);
                    let names = if heading { ANY } else { SUMMARY };
                    fits(*below, DECK_CHARS, DECK) || is_left && fits(*below, DECK_CHARS, names)
                })
                .collect(),
            told: (at + 1..=at + BELOW)
                .filter(|below| blocks.get(*below).is_some_and(|block| is_told(*below, block)))
                .collect(),
        }
    }

    /// Takes both out of the body.
    pub(super) fn drop_from(&self, choices: &mut [Choice]) {
        for at in self.kicker.iter().chain(&self.deck) {
            if let Some(choice) = choices.get_mut(*at).filter(|choice| choice.keep) {
                (choice.keep, choice.reason) = (false, Reason::Beside);
            }
        }
    }

    /// Whether a block of the body is a deck: it stands above the text, not in it.
    pub(super) fn is_told(&self, at: usize) -> bool {
        self.told.contains(&at)
    }

    /// Puts both into the record.
    pub(super) fn fill(&self, article: &mut Article, blocks: &[Block]) {
        if let Some(block) = self.kicker.and_then(|at| blocks.get(at)) {
            article.kicker = Some(block.text.clone());
            put(article, "kicker", block.spans.clone());
        }
        let deck = || self.deck.iter().filter_map(|at| blocks.get(*at));
        article.subheads.extend(deck().map(|block| block.text.clone()));
        put(article, "subheads", deck().flat_map(|block| block.spans.iter().copied()).collect());
    }
}

/// Whether a heading right below the headline is its deck: it is long, and the text has no other heading of its level.
fn is_deck_heading(blocks: &[Block], choices: &[Choice], at: usize) -> bool {
    let Some(block) = blocks.get(at).filter(|block| matches!(block.kind, BlockKind::Heading(2..))) else {
        return false;
    };
    let mut below = blocks.iter().zip(choices).skip(at + 1);
    block.text.chars().count() >= DECK_HEADING
        && !below.any(|(other, choice)| choice.keep && other.kind == block.kind)
}

/// Whether the element of a block, the one inside it that holds its text, or the one around it has such a name.
fn is_named(page: &Page<'_>, block: &Block, names: &[&str]) -> bool {
    if names.is_empty() {
        return true;
    }
    let around = block.node.and_then(|node| page.parent(node));
    [block.run, block.node, around].into_iter().flatten().any(|node| {
        let told = names_of(page, node);
        let mut words = told.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|w| !w.is_empty());
        words.any(|word| names.iter().any(|name| is_part(word, name)))
    })
}

/// Whether a line is neither a date nor the path to the page, which stand above headlines under the same names.
fn is_words(block: &Block) -> bool {
    furniture(&block.text).is_none() && dates_in(&block.text, DateHints::default()).is_empty()
}

/// Whether a name is a class, or a part of one that hyphens or a longer word end in: `article-kicker`, `storySubtitle`.
fn is_part(word: &str, name: &str) -> bool {
    word.strip_suffix(name).is_some_and(|before| name.len() > 4 || before.is_empty() || before.ends_with('-'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Origin, ParseOptions, Parser, RawItem, block};

    fn read(head: &str) -> Article {
        let body = "<p>The harbour of Gdynia reopened on Monday after a storm that had closed it for days, its master said to reporters.</p>".repeat(4);
        let html = format!(
            "<html><head><title>x</title></head><body><article><header>{head}</header>{body}</article></body></html>"
        );
        let item = RawItem {
            origin: Origin::file("x"),
            bytes: html.into(),
            format: Some("html"),
            ..RawItem::default()
        };
        Parser::new(ParseOptions::default()).parse(&item).remove(0).expect("a story")
    }

    #[test]
    fn kicker_and_deck_stand_apart() {
        let article = read(
            "<div class=\"story__kicker\">Storm in the north</div><h1>Harbour reopens</h1><h2 class=\"article-subtitle\">Ferries to the islands run again</h2>",
        );
        assert_eq!(article.headline.as_deref(), Some("Harbour reopens"));
        assert_eq!(article.kicker.as_deref(), Some("Storm in the north"));
        assert_eq!(article.subheads, ["Ferries to the islands run again"]);
        assert!(!article.body().contains("Ferries to the islands"));
        assert_eq!(article.field_sources["kicker"].len(), 1);
    }

    #[test]
    fn a_long_heading_below_the_headline_that_is_no_body_is_its_deck() {
        let deck = |heading: &str, keep: bool| {
            let html = format!("<h1>Harbour reopens</h1><h2>{heading}</h2><p>The harbour reopened.</p>");
            let page = Page::read(html.as_bytes(), encoding_rs::UTF_8);
            let blocks = block::from_page(&page);
            let choice = |at: usize| Choice { score: 0.5, keep: at > 1 || keep, reason: Reason::Body };
            let choices: Vec<Choice> = (0..blocks.len()).map(choice).collect();
            Beside::find(&page, &blocks, &choices, 0, "Harbour reopens").deck
        };
        let long = "Ferries to the outer islands run again after a week of storms";
        assert_eq!(deck(long, false), [1]);
        // What was taken for body stays there, as a heading.
        assert!(deck(long, true).is_empty() && deck("What it cost", false).is_empty());
    }

    #[test]
    fn other_lines_are_neither() {
        let article = read(
            "<div class=\"kicker\">World / March 2, 1999</div><div class=\"section\">World</div><h1>Harbour reopens</h1><p class=\"desktop\">Ferries to the islands run again</p>",
        );
        assert_eq!((article.kicker, article.subheads.len()), (None, 0));
    }
}
