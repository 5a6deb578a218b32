//! Where one story of a page ends and the next begins: front pages of blogs, pages of briefs, pages that load the
//! next story below the last.
//!
//! A story of its own has a heading, text, and a sign of its own: a byline or a day beside the heading or below the
//! text, place and day at the head of the text, or an `article` element. Sections of one story have headings and text
//! alone. Pages older than style sheets set their headings as lines in bold.

use super::heading::{BOLD, levels};
use super::says_something;
use crate::block::{Block, BlockKind};
use crate::body::{Choice, is_cjk};
use crate::field::byline::byline;
use crate::field::dateline::opens_with_place_and_day;
use crate::field::sign::{beside_day, is_byline, tells_of_day};
use crate::page::{NodeId, Page, Tag};
use std::ops::Range;

/// Characters of body that make a story; teasers have fewer.
const LEAST_TOLD: usize = 300;
/// The same for an `article` element with a byline whose heading is no link to more.
const LEAST_WHOLE: usize = 150;
/// Longest line that may be a sign, in characters, and how many of them may say something else than the day.
const LONGEST_SIGN: usize = 100;
const BESIDE_DAY: usize = 60;
/// Blocks above a heading, below it and below the text among which the sign is looked for.
const ABOVE: usize = 2;
const BELOW: usize = 4;
const BEHIND: usize = 4;
/// Of three sections that tell something, two must have a headline and bear a sign.
const MOST: (usize, usize) = (2, 3);
/// Stories of a page at most: a page with more is a list, and stays whole.
const MOST_STORIES: usize = 200;
/// Words of a headline at least, each of two letters, or characters where words are not divided: `Literature` and
/// `Group A 14` head sections.
const LEAST_WORDS: usize = 3;
const LEAST_UNDIVIDED: usize = 8;

/// One of several stories of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    /// Its blocks.
    pub(super) blocks: Range<usize>,
    /// The block of its heading.
    pub(super) heading: usize,
    /// Whether it is an `article` element of its own with a byline below its heading.
    pub(super) is_whole: bool,
}

/// The stories of a page in order; none where it does not hold several.
pub(super) fn divide(page: &Page<'_>, blocks: &[Block], choices: &[Choice]) -> Vec<Part> {
    let levels = levels(page, blocks);
    let view = View { page, blocks, choices, levels };
    (1..=BOLD)
        .map(|level| view.at_level(level))
        .find(|parts| parts.len() > 1)
        .filter(|parts| parts.len() <= MOST_STORIES)
        .unwrap_or_default()
}

/// Whether a short line says who wrote or on which day.
pub(super) fn is_sign(block: &Block) -> bool {
    let chars = block.text.chars().count();
    if chars > LONGEST_SIGN || matches!(block.kind, BlockKind::Heading(_)) {
        return false;
    }
    let is_day = || {
        beside_day(&block.text).is_some_and(|beside| beside <= BESIDE_DAY)
            && !is_sentence(block)
            && !tells_of_day(&block.text)
    };
    !byline(&block.text).is_empty() || is_day()
}

/// Whether a line has the words of a headline.
pub(super) fn is_headline(block: &Block) -> bool {
    let is_undivided = || block.text.chars().filter(|c| is_cjk(*c)).count() >= LEAST_UNDIVIDED;
    let is_word = |word: &&str| word.chars().filter(|c| c.is_alphabetic()).nth(1).is_some();
    block.text.split_whitespace().filter(is_word).nth(LEAST_WORDS - 1).is_some() || is_undivided()
}

fn is_sentence(block: &Block) -> bool {
    block.text.ends_with(['.', '!', '?', '。']) && says_something(block)
}

/// A heading with what stands below it.
struct Section {
    heading: usize,
    /// The first block that is no longer its own.
    end: usize,
    /// The last block of its body.
    last: usize,
    /// Characters of its body.
    told: usize,
}

/// Where the stories of a page bear their signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Custom {
    Below,
    Above,
    Behind,
    Dateline,
    Article,
}

struct View<'v, 'a> {
    page: &'v Page<'a>,
    blocks: &'v [Block],
    choices: &'v [Choice],
    /// The level of the heading that each block is.
    levels: Vec<Option<u8>>,
}

impl View<'_, '_> {
    fn at_level(&self, level: u8) -> Vec<Part> {
        let sections = self.sections(level);
        let is_told = |section: &&Section| {
            section.told >= LEAST_TOLD || section.told >= LEAST_WHOLE && self.is_whole(section)
        };
        let told: Vec<&Section> = sections.iter().filter(is_told).collect();
        let enough = |count: usize| count > 1 && count * MOST.1 >= told.len() * MOST.0;
        if !enough(told.iter().filter(|section| self.is_headline(section.heading)).count()) {
            return Vec::new();
        }
        let customs = [Custom::Below, Custom::Above, Custom::Behind, Custom::Dateline, Custom::Article];
        let counts = customs.map(|custom| (custom, self.signed(custom, &told)));
        let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
        let Some((custom, _)) = counts.into_iter().find(|(_, count)| *count == most && enough(*count)) else {
            return Vec::new();
        };
        let start = |section: &Section| match custom {
            Custom::Above => self.above(section).unwrap_or(section.heading),
            _ => section.heading,
        };
        let end = |at: usize, section: &Section| sections.get(at + 1).map_or(section.end, start);
        let part = |(at, section): (usize, &Section)| Part {
            blocks: start(section)..end(at, section),
            heading: section.heading,
            is_whole: custom != Custom::Above && self.is_whole(section),
        };
        sections.iter().enumerate().filter(|(_, section)| is_told(section)).map(part).collect()
    }

    /// The headings of a level; a heading of a higher one ends a section and tells nothing itself.
    fn sections(&self, level: u8) -> Vec<Section> {
        let heading = |at: usize| self.level(at).filter(|own| *own <= level).map(|own| (at, own == level));
        let headings: Vec<(usize, bool)> = (0..self.blocks.len()).filter_map(heading).collect();
        let last = self.choices.iter().rposition(|choice| choice.keep).map_or(0, |last| last + 1 + BEHIND);
        let section = |(at, (heading, is_own)): (usize, &(usize, bool))| {
            let end =
                headings.get(at + 1).map_or(last.min(self.blocks.len()), |next| next.0).max(heading + 1);
            let mut body = (heading + 1..end).filter(|at| self.is_body(*at));
            let told = if *is_own { body.clone().map(|at| self.chars(at)).sum() } else { 0 };
            Section { heading: *heading, end, last: body.next_back().unwrap_or(*heading), told }
        };
        headings.iter().enumerate().map(section).collect()
    }

    /// The level of the heading that a block is, if it is one.
    fn level(&self, at: usize) -> Option<u8> {
        self.levels.get(at).copied().flatten()
    }

    fn is_body(&self, at: usize) -> bool {
        let kept = self.choices.get(at).is_some_and(|choice| choice.keep) && self.level(at).is_none();
        kept && self.blocks.get(at).is_some_and(|block| says_something(block) && !is_sign(block))
    }

    fn chars(&self, at: usize) -> usize {
        self.blocks.get(at).map_or(0, |block| block.text.chars().count())
    }

    fn is_headline(&self, at: usize) -> bool {
        self.blocks.get(at).is_some_and(is_headline)
    }

    fn is_sign(&self, at: usize) -> bool {
        self.blocks.get(at).is_some_and(is_sign)
    }

    /// How many of the sections bear their sign at a place.
    fn signed(&self, custom: Custom, told: &[&Section]) -> usize {
        let below = |section: &&&Section| {
            (section.heading + 1..section.end)
                .take(BELOW)
                .take_while(|at| !self.is_body(*at))
                .any(|at| self.is_sign(at))
        };
        let behind =
            |section: &&&Section| (section.last + 1..section.end).take(BEHIND).any(|at| self.is_sign(at));
        let dateline = |section: &&&Section| {
            let first = (section.heading + 1..section.end).find(|at| self.is_body(*at));
            first
                .and_then(|at| self.blocks.get(at))
                .is_some_and(|block| opens_with_place_and_day(&block.text))
        };
        match custom {
            Custom::Dateline => told.iter().filter(dateline).count(),
            Custom::Below => told.iter().filter(below).count(),
            Custom::Above => told.iter().filter(|section| self.above(section).is_some()).count(),
            Custom::Behind => told.iter().filter(behind).count(),
            Custom::Article => self.articles(told),
        }
    }

    /// The first line of a sign above the heading.
    fn above(&self, section: &Section) -> Option<usize> {
        let lowest = section.heading.saturating_sub(ABOVE);
        (lowest..section.heading)
            .rev()
            .take_while(|at| !self.is_body(*at))
            .filter(|at| self.is_sign(*at))
            .last()
    }

    /// Whether a section stands in an `article` element with a byline below its heading, and the heading is no link to
    /// the story.
    fn is_whole(&self, section: &Section) -> bool {
        let is_byline = |at: usize| self.blocks.get(at).is_some_and(|block| is_byline(&block.text));
        self.article(section.heading).is_some()
            && self.blocks.get(section.heading).is_some_and(|block| block.links == 0)
            && (section.heading + 1..section.end).take(BELOW).any(is_byline)
    }

    /// How many `article` elements the sections stand in, none in two of them or below one of another.
    fn articles(&self, told: &[&Section]) -> usize {
        let mut found: Vec<NodeId> =
            told.iter().filter_map(|section| self.article(section.heading)).collect();
        let all = found.len();
        found.dedup();
        if found.len() == all { all } else { 0 }
    }

    /// The outermost `article` that holds a block.
    fn article(&self, at: usize) -> Option<NodeId> {
        let node = self.blocks.get(at)?.node?;
        self.page.ancestors(node).filter(|id| self.page.tag(*id) == Tag::ARTICLE).last()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::from_page;
    use crate::body::Reason;

    const TOLD: &str = "The harbour board voted on Monday to close the eastern quay until the spring, after divers \
        found cracks in three of its seven pillars. Some forty boats land their catch there and will have to use \
        the western quay, where two cranes serve the ferry too, as they have done since the last war, when the \
        eastern one was built.";

    /// The headings of the stories that a page is divided into, where all its running text is body.
    #[track_caller]
    fn check(html: &str, headings: &[&str]) {
        let page = Page::read(html.as_bytes(), encoding_rs::UTF_8);
        let blocks = from_page(&page);
        let choice = |block: &Block| Choice { score: 1.0, keep: says_something(block), reason: Reason::Body };
        let choices: Vec<Choice> = blocks.iter().map(choice).collect();
        let parts = divide(&page, &blocks, &choices);
        let found: Vec<&str> = parts.iter().map(|part| blocks[part.heading].text.as_str()).collect();
        assert_eq!(found, headings);
        assert!(parts.windows(2).all(|two| two[0].blocks.end <= two[1].blocks.start), "{parts:?}");
    }

    #[test]
    fn stories_have_signs_of_their_own() {
        let below = format!(
            "<h2>Eastern quay closed again</h2><p>By Ann Berg</p><p>{TOLD}</p>\
             <h2>Carpet warehouse burns down</h2><p>4 March 2019</p><p>{TOLD}</p>"
        );
        check(&below, &["Eastern quay closed again", "Carpet warehouse burns down"]);
        let behind = format!(
            "<h3>Eastern quay closed again</h3><p>{TOLD}</p><p>Posted by Ann Berg, 5 March 2019</p>\
             <h3>Carpet warehouse burns down</h3><p>{TOLD}</p><p>Posted by Ann Berg, 4 March 2019</p>"
        );
        check(&behind, &["Eastern quay closed again", "Carpet warehouse burns down"]);
        let articles = format!(
            "<article><h2>Eastern quay closed again</h2><p>{TOLD}</p></article>\
             <article><h2>Carpet warehouse burns down</h2><p>{TOLD}</p></article>"
        );
        check(&articles, &["Eastern quay closed again", "Carpet warehouse burns down"]);
    }

    #[test]
    fn a_day_above_the_heading_belongs_to_what_follows() {
        let html = format!(
            "<p>5 March 2019</p><h2>Eastern quay closed again</h2><p>{TOLD}</p>\
             <p>4 March 2019</p><h2>Carpet warehouse burns down</h2><p>{TOLD}</p>"
        );
        let page = Page::read(html.as_bytes(), encoding_rs::UTF_8);
        let blocks = from_page(&page);
        let choices = vec![Choice { score: 1.0, keep: true, reason: Reason::Body }; blocks.len()];
        let parts: Vec<Range<usize>> =
            divide(&page, &blocks, &choices).into_iter().map(|p| p.blocks).collect();
        assert_eq!(parts, [0..3, 3..6]);
    }

    #[test]
    fn a_page_of_very_many_stays_whole() {
        let story = format!("<h2>Eastern quay closed again</h2><p>By Ann Berg</p><p>{TOLD}</p>");
        check(&story.repeat(MOST_STORIES), &["Eastern quay closed again"; MOST_STORIES]);
        check(&story.repeat(MOST_STORIES + 1), &[]);
    }

    #[test]
    fn sections_of_one_story_are_no_stories() {
        check(&format!("<h2>How it began</h2><p>{TOLD}</p><h2>What comes next now</h2><p>{TOLD}</p>"), &[]);
        let one = format!(
            "<h2>Eastern quay closed again</h2><p>By Ann Berg</p><p>{TOLD}</p><h2>What comes next now</h2><p>{TOLD}</p>"
        );
        check(&one, &[]);
        let short = format!(
            "<h2>Literature</h2><p>5 March 2019</p><p>{TOLD}</p><h2>Comments</h2><p>4 March 2019</p><p>{TOLD}</p>"
        );
        check(&short, &[]);
        let teasers =
            "<article><h2>Eastern quay closed again</h2><p>The board has voted on it.</p></article>";
        check(&teasers.repeat(9), &[]);
    }
}
