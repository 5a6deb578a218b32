//! What stands around the text of a page from before style sheets: bars of links, lists of other stories, what stands
//! behind the last rule.
//!
//! Later pages tell their furniture by elements and names, which the model of [`crate::body`] reads; here there are
//! short lines alone.

use super::division::is_sign;
use crate::block::{Block, BlockKind};
use crate::body::{self, Choice};
use crate::boilerplate::leads_to_others;
use crate::field::dateline::dateline;
use crate::field::headline::{first_paragraph, is_paragraph, rules, start};
use crate::field::sign::names_desk;
use crate::page::Page;

/// Characters of a link of a bar, in the mean.
const LONGEST_LINK: usize = 24;
/// Marks around a link of a bar.
const MARKS: usize = 5;
/// Longest line that goes on with a byline, in characters.
const LONGEST_CREDIT: usize = 60;
/// Longest label of a list of other stories, in characters.
const LONGEST_LABEL: usize = 40;

/// Takes off what no page of this time tells apart by its mark-up.
pub(super) fn drop_furniture(page: &Page<'_>, blocks: &[Block], choices: &mut [Choice]) {
    for (choice, block) in choices.iter_mut().zip(blocks).filter(|(choice, _)| choice.keep) {
        if is_bar(block) {
            drop(choice);
        }
    }
    let Some(first) = first_paragraph(blocks, choices) else { return };
    let mut is_credit = false;
    for (choice, block) in choices.iter_mut().zip(blocks).take(first) {
        let is_sign = is_sign(block);
        is_credit = is_sign || is_credit && is_credit_line(block);
        if is_credit {
            drop(choice);
        }
    }
    let is_last = |(block, choice): (&Block, &Choice)| choice.keep && is_paragraph(block);
    let last = blocks.iter().zip(&*choices).rposition(is_last).unwrap_or(first);
    for at in tail(page, blocks, last) {
        if let Some(choice) = choices.get_mut(at) {
            drop(choice);
        }
    }
}

fn drop(choice: &mut Choice) {
    (choice.keep, choice.reason) = (false, body::Reason::Furniture);
}

/// Takes off all that stands above the headline, where no text does: the name of the paper, its address, its motto; and
/// the authors' names with the place they write from between headline and text.
pub(super) fn drop_above(
    blocks: &[Block],
    choices: &mut [Choice],
    headline: Option<usize>,
    authors: &[String],
) {
    let Some(first) = first_paragraph(blocks, choices) else { return };
    let above = headline.filter(|at| *at < first).unwrap_or(0);
    choices.iter_mut().take(above).for_each(drop);
    for (choice, block) in choices.iter_mut().zip(blocks).take(first).skip(above) {
        let is_name = || authors.iter().any(|author| block.text.starts_with(author.as_str()));
        if is_credit_line(block) && (names_desk(&block.text) || is_name()) {
            drop(choice);
        }
    }
}

/// Whether a line may go on with the byline or the day above it: `Harbour Times staff writer`, `Special to the Star`.
fn is_credit_line(block: &Block) -> bool {
    let is_short = block.text.chars().count() <= LONGEST_CREDIT;
    is_short
        && !matches!(block.kind, BlockKind::Heading(_))
        && !block.text.ends_with(['.', '!', '?', ':'])
        && dateline(&block.text).is_none()
}

/// Whether a block is a bar of links: `[ Home ] [ Index ]`, `News | Sport | Arts`, of which the page's own section may be
/// no link.
fn is_bar(block: &Block) -> bool {
    let (links, linked) = (block.links as usize, block.link_chars as usize);
    let chars = block.text.chars().count();
    let marks = block.text.chars().filter(|c| !c.is_alphanumeric()).count();
    let is_free = chars.saturating_sub(linked) <= marks.min(links * MARKS + MARKS);
    let are_short = linked <= links * LONGEST_LINK;
    links > 0
        && !matches!(block.kind, BlockKind::Heading(_))
        && are_short
        && (is_free || is_divided(&block.text, links))
}

/// Whether a line is short pieces between dividers, all but one of them links.
fn is_divided(line: &str, links: usize) -> bool {
    let pieces: Vec<&str> =
        line.split(['|', '[', ']', '•', '·', '*']).map(str::trim).filter(|piece| !piece.is_empty()).collect();
    pieces.len() > 2
        && pieces.len() <= links + 1
        && pieces.iter().all(|piece| piece.chars().count() <= LONGEST_LINK)
}

/// The blocks below the last paragraph that are not of the story: behind a rule or a heading of other stories all, else
/// links with the label above them, and the day of the issue.
fn tail(page: &Page<'_>, blocks: &[Block], last: usize) -> Vec<usize> {
    let below: Vec<(usize, &Block)> = blocks.iter().enumerate().skip(last + 1).collect();
    let text = blocks.get(last).and_then(start).unwrap_or(0);
    let rule = rules(page).into_iter().find(|rule| *rule > text);
    let is_behind = |block: &Block| start(block).zip(rule).is_some_and(|(start, rule)| start > rule);
    let ends = |block: &Block| is_behind(block) || leads_to_others(&block.text);
    let end = below.iter().position(|(_, block)| ends(block)).unwrap_or(below.len());
    let (story, others) = below.split_at(end);
    let is_address = |block: &Block| block.text.starts_with("http") || block.text.contains('@');
    let is_link =
        |block: &Block| block.link_chars as usize * 2 > block.text.chars().count() && !is_address(block);
    let is_label = |block: &Block| {
        let chars = block.text.chars().count();
        let is_set =
            matches!(block.kind, BlockKind::Heading(_)) || block.emphasis_chars as usize * 10 >= chars * 9;
        is_set && chars < LONGEST_LABEL && !block.text.ends_with(['.', '!', '?'])
    };
    let mut found: Vec<usize> = others.iter().map(|(at, _)| *at).collect();
    let mut leads = false;
    for (at, block) in story.iter().rev() {
        let is_other = is_link(block) || is_sign(block) || leads && is_label(block);
        leads = is_other && !is_label(block);
        found.extend(is_other.then_some(*at));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::from_page;
    use encoding_rs::UTF_8;

    const TOLD: &str = "The harbour board voted on Monday to close the eastern quay until the spring, after divers \
        found cracks in three of its seven pillars.";

    #[track_caller]
    fn check(html: &str, expected: &[&str]) {
        let page = Page::read(html.as_bytes(), UTF_8);
        let blocks = from_page(&page);
        let mut choices = vec![Choice { score: 1.0, keep: true, reason: body::Reason::Body }; blocks.len()];
        drop_furniture(&page, &blocks, &mut choices);
        let kept = blocks.iter().zip(&choices).filter(|(_, choice)| choice.keep);
        let kept: Vec<&str> = kept.map(|(block, _)| block.text.as_str()).collect();
        assert_eq!(kept, expected, "{html}");
    }

    #[test]
    fn bars_of_links_are_no_text() {
        check(
            &format!(
                "<p>[<a href=a>Home</a>] [<a href=b>Local News</a>]<p>{TOLD} <a href=c>Map</a><p>\
                 <a href=a>News</a> | <b>World</b> | <a href=c>Sport</a><p><a href=d>Return to front page</a>"
            ),
            &[&format!("{TOLD} Map")],
        );
    }

    #[test]
    fn what_goes_on_with_a_byline_is_no_text() {
        check(
            &format!(
                "<p>By Ann Berg<br>Harbour Times staff writer<br>Special to the Star<p>Divers found cracks.<p>{TOLD}"
            ),
            &["Divers found cracks.", TOLD],
        );
    }

    #[test]
    fn above_the_headline_nothing_is_of_the_story() {
        let html = format!(
            "<p>Come and see us.<p>Quay closed again<p>Ann Berg, Merrow<p>Our Correspondent<p>{TOLD}"
        );
        let page = Page::read(html.as_bytes(), UTF_8);
        let blocks = from_page(&page);
        let mut choices = vec![Choice { score: 1.0, keep: true, reason: body::Reason::Body }; blocks.len()];
        drop_above(&blocks, &mut choices, Some(1), &["Ann Berg".into()]);
        assert_eq!(
            choices.iter().map(|choice| choice.keep).collect::<Vec<_>>(),
            [false, true, false, false, true]
        );
    }

    #[test]
    fn behind_the_last_rule_nothing_is_of_the_story() {
        check(
            &format!(
                "<p>{TOLD}<hr><p>{TOLD}<p>He left.<hr>Visitors since 1999: 12<p>Comments to the editor."
            ),
            &[TOLD, TOLD, "He left."],
        );
    }

    #[test]
    fn lists_of_other_stories_go_with_their_label() {
        check(
            &format!(
                "<p>{TOLD}<p>Scorers: Verdi 2<p><b>Earlier stories</b><ul><li><a href=a>Ferry fares to rise in the \
                 spring</a> (March 3)<li><a href=b>The school budget fails again</a></ul>"
            ),
            &[TOLD, "Scorers: Verdi 2"],
        );
    }
}
