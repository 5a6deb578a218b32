//! What a page is as a whole.

use super::Choice;
use crate::block::{Block, BlockKind};

/// What a page is as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PageKind {
    /// One story, with its furniture around it.
    Article,
    /// A story told in dated entries.
    LiveBlog,
    /// Headlines and teasers of many stories: an index, a tag, a search.
    Index,
    /// No running text that reads like a story: an error page, a form, a gallery without words.
    NoText,
}

impl PageKind {
    /// Whether the page holds a story.
    #[must_use]
    pub fn is_story(self) -> bool {
        matches!(self, Self::Article | Self::LiveBlog)
    }

    /// Why there is no story, in a few words; what it is, where there is one.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::Article => "a story",
            Self::LiveBlog => "a story in dated entries",
            Self::Index => "headlines and teasers of many stories, none of them told",
            Self::NoText => "no running text that reads like a story",
        }
    }
}

/// Score below which even the best block is doubtful.
const DOUBTFUL: f32 = 0.5;
/// Characters that make a story even where each block is doubtful.
const LEAST_TEXT: usize = 200;
/// Teasers from which a page is an index.
const LEAST_TEASERS: usize = 4;
/// Most of the text, in tenths, that may stand outside teasers.
const MOST_TOLD: usize = 1;
/// Characters of a teaser at most, in the mean over all of a page: lists of trails or recipes link their headings
/// too, and tell more.
const LONGEST_TEASER: usize = 250;
/// Blocks behind a linked heading among which its teaser is: a date or a section may stand between.
const TEASER_WITHIN: usize = 3;
/// Characters below which a block between is no teaser itself.
const LEAST_TEASER: usize = 30;
/// Entries that make a live blog.
const LEAST_ENTRIES: usize = 6;

/// Tells from the chosen blocks what the page is. `blocks` and `choices` run side by side.
#[must_use]
pub fn page_kind(blocks: &[Block], choices: &[Choice]) -> PageKind {
    let kept = || blocks.iter().zip(choices).filter(|(_, choice)| choice.keep).map(|(block, _)| block);
    let text: usize = kept().map(|block| block.text.len()).sum();
    let best = choices.iter().map(|choice| choice.score).fold(0.0, f32::max);
    if text == 0 || (best < DOUBTFUL && text < LEAST_TEXT) {
        PageKind::NoText
    } else if is_index(blocks, choices) {
        PageKind::Index
    } else if kept().filter(|block| is_entry_mark(block)).count() >= LEAST_ENTRIES {
        PageKind::LiveBlog
    } else {
        PageKind::Article
    }
}

/// Whether nearly all that the page tells are short texts, each under a heading that is a link: to the story that
/// it teases.
fn is_index(blocks: &[Block], choices: &[Choice]) -> bool {
    let (mut teasers, mut teased, mut told) = (0, 0, 0);
    let mut since_heading = None;
    for (block, choice) in blocks.iter().zip(choices) {
        let chars = block.text.chars().count();
        if matches!(block.kind, BlockKind::Heading(_)) {
            since_heading = is_link(block).then_some(0);
        } else if choice.keep && chars >= LEAST_TEASER {
            if since_heading.take().is_some_and(|blocks| blocks < TEASER_WITHIN) {
                teasers += 1;
                teased += chars;
            } else {
                told += chars;
            }
        } else {
            since_heading = since_heading.map(|blocks| blocks + 1);
        }
    }
    teasers >= LEAST_TEASERS && teased <= LONGEST_TEASER * teasers && told * 10 <= (told + teased) * MOST_TOLD
}

fn is_link(block: &Block) -> bool {
    block.link_chars as usize * 10 >= block.text.chars().count() * 9
}

/// A line that is a clock time and little else: `15:01`, `3.01pm`, `11:20 GMT`.
fn is_entry_mark(block: &Block) -> bool {
    let text = block.text.as_bytes();
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let minutes = text.get(digits + 1..digits + 3).is_some_and(|m| m.iter().all(u8::is_ascii_digit));
    text.len() <= 16 && (1..=2).contains(&digits) && matches!(text.get(digits), Some(b':' | b'.')) && minutes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::body::Reason;

    fn block(text: &str, kind: BlockKind, link: bool) -> Block {
        let link_chars = if link { text.len() as u32 } else { 0 };
        Block { text: text.into(), kind, link_chars, ..Block::default() }
    }

    #[track_caller]
    fn check(blocks: &[Block], scores: &[f32], kind: PageKind) {
        let choice = |&score: &f32| Choice { score, keep: score >= 0.5, reason: Reason::Body };
        assert_eq!(page_kind(blocks, &scores.iter().map(choice).collect::<Vec<_>>()), kind);
    }

    #[test]
    fn teasers_under_linked_headings_are_an_index() {
        let entry = |link, text: &str| {
            [
                block("Boats return", BlockKind::Heading(3), link),
                block("3 May 2019", BlockKind::Text, false),
                block(text, BlockKind::Text, false),
            ]
        };
        let page = |link, text: &str| (0..5).flat_map(|_| entry(link, text)).collect::<Vec<_>>();
        let teaser = "All the boats that were lost on Sunday are back.";
        let scores = [0.1, 0.9, 0.9].repeat(5);
        check(&page(true, teaser), &scores, PageKind::Index);
        check(&page(false, teaser), &scores, PageKind::Article);
        // A list of trails links its headings too, but it tells of each.
        check(&page(true, &teaser.repeat(8)), &scores, PageKind::Article);
        let mut introduced = page(true, teaser);
        introduced.insert(0, block(&teaser.repeat(2), BlockKind::Text, false));
        check(&introduced, &[&[0.9][..], &scores].concat(), PageKind::Article);
    }

    #[test]
    fn nothing_kept_is_no_text() {
        check(&[block("Not found", BlockKind::Heading(1), false)], &[0.2], PageKind::NoText);
        check(&[], &[], PageKind::NoText);
    }

    #[test]
    fn entries_with_clock_times_are_a_live_blog() {
        let entry = |time: &str| {
            [block(time, BlockKind::Text, false), block("The gates open.", BlockKind::Text, false)]
        };
        let blocks: Vec<Block> =
            ["11:20 GMT", "11:31", "12.05pm", "12:40", "1:15", "13:20"].into_iter().flat_map(entry).collect();
        check(&blocks, &[0.9; 12], PageKind::LiveBlog);
    }
}
