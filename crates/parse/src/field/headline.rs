//! The headline of a page: candidates from its head, its JSON-LD and its headings, and the choice among them.

mod candidates;
mod columns;
pub(crate) mod divider;
mod typeset;

use crate::block::Block;
use crate::body::Choice;
use crate::boilerplate::furniture;
use crate::field::sign::{is_byline, is_day};

pub(crate) use candidates::{SOURCES, candidates};
pub(crate) use columns::columns;
use typeset::names_paper;
pub(crate) use typeset::{first_paragraph, is_paragraph, outdoes, prominence, rules, start, typeset};

/// The source of a heading that opens one of several stories on a page.
pub(crate) const HEADING: usize = candidates::CLS_H;

/// The sources by their number.
pub(crate) const ORDER: &[usize] = &[
    candidates::TITLE_H,
    candidates::LD_HEADLINE,
    candidates::H1_ART,
    candidates::H1,
    candidates::CLS_H,
    candidates::OG,
    candidates::TITLE_CUT,
    candidates::TITLE,
    candidates::CLS_O,
    candidates::H2,
];

/// Whether a title tells no story: the name of a paper or of a file, a word or two.
pub(crate) fn is_no_headline(title: &str) -> bool {
    title.split_whitespace().count() < *LINE_WORDS.start() || names_paper(title) || title.contains('\\')
}

/// Words of a line that may be the headline of a page that names none.
const LINE_WORDS: std::ops::RangeInclusive<usize> = 4..=25;
/// Characters of running text.
const PROSE: usize = 150;

/// Blocks above the text among which it is looked for.
const ABOVE: usize = 8;

/// The longest line above the text that may be a headline, on a page with neither title nor heading.
pub(crate) fn above_the_text(blocks: &[Block], choices: &[Choice]) -> Option<usize> {
    let is_text = |(block, choice): (&Block, &Choice)| choice.keep && block.text.chars().count() >= PROSE;
    let first = blocks.iter().zip(choices).position(is_text)?;
    let is_headline = |block: &Block| {
        let is_link = block.link_chars as usize * 2 > block.text.chars().count();
        let words = block.text.split_whitespace().count();
        LINE_WORDS.contains(&words)
            && !is_link
            && furniture(&block.text).is_none()
            && !is_byline(&block.text)
            && !is_day(&block.text)
    };
    let near = (first.saturating_sub(ABOVE)..first).filter_map(|at| Some((at, blocks.get(at)?)));
    let found = near.filter(|(_, block)| is_headline(block));
    found.max_by_key(|(_, block)| block.text.chars().count()).map(|(at, _)| at)
}
