//! The edges of a body: headline, byline and credits above the text, headings of other things below it.

use super::says_something;
use crate::block::{Block, BlockKind};
use crate::body::{self, Choice};
use crate::field::agency::is_agency;
use crate::field::markup::{squeezed, squeezes_to};
use crate::field::sign::{self, is_byline, is_clock, is_day};

/// Blocks at the top of the body among which the headline and the byline are looked for.
const TOP: usize = 4;

/// Takes the headline and the byline off the top of the body: old pages set them like its paragraphs.
pub(super) fn drop_headline(blocks: &[Block], choices: &mut [Choice], headline: Option<&str>) {
    let headline = headline.map(squeezed).filter(|key| !key.is_empty());
    let tells =
        |(choice, block): (&Choice, &Block)| choice.keep && says_something(block) && !is_day(&block.text);
    let is_told = choices.iter().zip(blocks).any(tells);
    let kept = choices.iter_mut().zip(blocks).filter(|(choice, _)| choice.keep);
    for (choice, block) in kept.take(TOP) {
        if is_byline(&block.text)
            || is_told && is_day(&block.text)
            || headline.as_ref().is_some_and(|key| squeezes_to(&block.text, key))
        {
            (choice.keep, choice.reason) = (false, body::Reason::Furniture);
        }
    }
}

/// Lines with a time of day alone that make a live page.
const LEAST_CLOCKS: usize = 3;

/// Takes off the times of day that the entries of a live page bear on lines of their own.
pub(super) fn drop_clocks(blocks: &[Block], choices: &mut [Choice]) {
    let clocks = || blocks.iter().enumerate().filter(|(_, block)| is_clock(&block.text)).map(|(at, _)| at);
    if clocks().nth(LEAST_CLOCKS - 1).is_none() {
        return;
    }
    for at in clocks() {
        if let Some(choice) = choices.get_mut(at).filter(|choice| choice.keep) {
            (choice.keep, choice.reason) = (false, body::Reason::Furniture);
        }
    }
}

/// Takes off what stands above the headline and is no sentence: names of sections, lines of links. A headline that
/// stands below running text may be another one.
pub(super) fn drop_above(blocks: &[Block], choices: &mut [Choice], headline: Option<usize>) {
    let is_short = |block: &Block| block.text.chars().count() < sign::LONGEST;
    let count = headline.unwrap_or(0);
    if choices.iter().zip(blocks).take(count).any(|(choice, block)| choice.keep && !is_short(block)) {
        return;
    }
    for (choice, block) in choices.iter_mut().zip(blocks).take(count).filter(|(choice, _)| choice.keep) {
        if !block.text.ends_with(['.', '!', '?', '”', '"', '»', '。']) {
            (choice.keep, choice.reason) = (false, body::Reason::Furniture);
        }
    }
}

/// Takes off the names that stand by themselves between the headline and the text, of the authors, of agencies, and the
/// headings below the text, under which nothing of the story stands.
pub(super) fn drop_edges(blocks: &[Block], choices: &mut [Choice], authors: &[String]) {
    let is_text = |block: &Block| says_something(block) || block.kind == BlockKind::ListItem;
    let kept = |choices: &[Choice], at: usize| choices.get(at).is_some_and(|choice| choice.keep);
    let told = |at: &usize| kept(choices, *at) && blocks.get(*at).is_some_and(is_text);
    let Some(first) = (0..blocks.len()).find(told) else { return };
    let authors: Vec<String> = authors.iter().map(|author| squeezed(author)).collect();
    let is_name = |block: &Block| {
        let is_short = block.text.chars().count() < sign::LONGEST;
        is_short && (is_agency(&block.text) || authors.iter().any(|author| squeezes_to(&block.text, author)))
    };
    let above = blocks.iter().zip(&mut *choices).take(first);
    for (_, choice) in above.filter(|(block, choice)| choice.keep && is_name(block)) {
        (choice.keep, choice.reason) = (false, body::Reason::Furniture);
    }
    let is_heading = |block: &Block| {
        matches!(block.kind, BlockKind::Heading(_)) && !block.text.ends_with(['.', '!', '?', '…'])
    };
    let kept: Vec<usize> = (0..blocks.len()).filter(|at| kept(choices, *at)).collect();
    let below = kept.iter().rev().take_while(|at| blocks.get(**at).is_some_and(is_heading)).count();
    if below > MOST_BELOW {
        return;
    }
    for at in kept.iter().rev().take(below) {
        if let Some(choice) = choices.get_mut(*at) {
            (choice.keep, choice.reason) = (false, body::Reason::Furniture);
        }
    }
}

/// Headings below a text, at most; more of them are a list that the page sets in headings.
const MOST_BELOW: usize = 1;

#[cfg(test)]
mod tests {
    use super::*;

    fn block(text: &str, kind: BlockKind) -> Block {
        Block { text: text.into(), kind, ..Block::default() }
    }

    #[test]
    fn names_above_the_text_and_headings_below_it_are_none_of_it() {
        let prose = "The harbour reopened on Monday after a storm that had closed it.";
        let blocks = [
            block("ANN LEE", BlockKind::Text),
            block("The Associated Press", BlockKind::Text),
            block("Boats return", BlockKind::Heading(2)),
            block(prose, BlockKind::Text),
            block("Ann Lee", BlockKind::Text),
            block("Read next", BlockKind::Heading(3)),
        ];
        let mut choices = vec![Choice { score: 1.0, keep: true, reason: body::Reason::Body }; blocks.len()];
        drop_edges(&blocks, &mut choices, &["Ann Lee".into()]);
        let kept: Vec<bool> = choices.iter().map(|choice| choice.keep).collect();
        assert_eq!(kept, [false, false, true, true, true, false]);
    }

    #[test]
    fn times_of_day_on_lines_of_their_own_are_no_paragraphs() {
        let kept = |lines: &[&str]| {
            let blocks: Vec<Block> = lines.iter().map(|line| block(line, BlockKind::Text)).collect();
            let mut choices =
                vec![Choice { score: 1.0, keep: true, reason: body::Reason::Body }; blocks.len()];
            drop_clocks(&blocks, &mut choices);
            choices.iter().filter(|choice| choice.keep).count()
        };
        assert_eq!(
            kept(&["14.35", "The gates open.", "2:10 PM", "14:05 GMT", "At 14.35 the gates open."]),
            2
        );
        assert_eq!(kept(&["14.35", "The price of a ton.", "14.10"]), 3);
    }

    #[test]
    fn headings_alone_and_lists_of_them_stay() {
        let prose = "The harbour reopened on Monday after a storm that had closed it.";
        let list = ["2. Ferries run", "1. Boats return"].map(|text| block(text, BlockKind::Heading(2)));
        for blocks in [vec![list[0].clone()], [&[block(prose, BlockKind::Text)][..], &list].concat()] {
            let mut choices =
                vec![Choice { score: 1.0, keep: true, reason: body::Reason::Body }; blocks.len()];
            drop_edges(&blocks, &mut choices, &[]);
            assert!(choices.iter().all(|choice| choice.keep));
        }
    }
}
