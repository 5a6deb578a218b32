//! Where one text holds several stories, one behind the other.

use super::headline::opens_wire_story;
use super::prose::is_prose;
use crate::block::Block;
use crate::field::end_mark::end_mark;
use std::ops::Range;

/// Lines between an end mark and the dateline of the next story: its slug, headline, byline and notes.
const BETWEEN: usize = 8;

/// The lines of each story: a new one begins behind an end mark where a few lines further another dateline opens, or
/// where what follows closes with an end mark too. A text with one story, or none, is whole.
pub(super) fn cut(blocks: Vec<Block>) -> Vec<Vec<Block>> {
    let ends: Vec<usize> = (0..blocks.len()).filter(|at| is_end(&blocks, *at)).collect();
    if ends.is_empty() {
        return vec![blocks];
    }
    let prose: Vec<usize> =
        blocks.iter().enumerate().filter(|(_, block)| is_prose(&block.text)).map(|(at, _)| at).collect();
    // A part of the text tells a story where one of its lines is prose.
    let tells = |part: Range<usize>| {
        let first = prose.partition_point(|at| *at < part.start);
        prose.get(first).is_some_and(|at| *at < part.end)
    };
    let mut borders: Vec<usize> = Vec::new();
    let mut from = 0;
    for (number, end) in ends.iter().enumerate() {
        let next = ends.get(number + 1);
        let rest = *end + 1..next.map_or(blocks.len(), |next| next + 1);
        let opens = |part: &[Block]| part.iter().take(BETWEEN).any(opens_wire_story);
        let follows = opens(blocks.get(rest.clone()).unwrap_or_default()) || next.is_some() && tells(rest);
        if follows && tells(from..*end + 1) {
            borders.push(*end);
            from = *end + 1;
        }
    }
    let mut rest = blocks;
    let mut stories: Vec<Vec<Block>> = Vec::new();
    for end in borders.iter().rev() {
        stories.push(rest.split_off(end + 1));
    }
    stories.push(rest);
    stories.reverse();
    stories.iter_mut().for_each(drop_rules);
    stories
}

/// Takes out rows of hashes with prose behind them: they part sections of a story and do not end it.
fn drop_rules(story: &mut Vec<Block>) {
    let last = story.iter().rposition(|block| is_prose(&block.text)).unwrap_or(0);
    let mut at = 0;
    story.retain(|block| {
        at += 1;
        at > last || block.text.contains(char::is_alphanumeric)
    });
}

fn is_end(blocks: &[Block], at: usize) -> bool {
    blocks.get(at).is_some_and(|block| end_mark(&block.text).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stories(lines: &[&str]) -> Vec<usize> {
        let block = |text: &&str| Block { text: (*text).into(), ..Block::default() };
        cut(lines.iter().map(block).collect()).iter().map(Vec::len).collect()
    }

    #[test]
    fn a_story_ends_at_its_mark_where_another_opens() {
        let first = ["BC-FERRY", "PORT ELLERY, March 11 (UPI) -- A ferry sank on Friday.", "-30-"];
        let second = [
            "BC-BRIDGE",
            "LINDHAM, March 11 (UPI) -- A bridge was closed on Friday.",
            "Nobody was hurt. -30-",
        ];
        assert_eq!(stories(&[first, second].concat()), [3, 3]);
        assert_eq!(stories(&first), [3]);
    }

    #[test]
    fn stories_without_datelines_are_told_by_their_marks() {
        let first =
            ["Swan holds up traffic", "Drivers waited for an hour while a swan crossed the road.", "###"];
        let second =
            ["Pier to reopen", "The pier will reopen to the public on Friday, the board said.", "###"];
        assert_eq!(stories(&[first, second, first].concat()), [3, 3, 3]);
        assert_eq!(stories(&[&first[..], &["###", "Share", "Most read"][..]].concat()), [6]);
    }

    #[test]
    fn marks_without_letters_divide_a_text() {
        let story = "Swan holds up traffic\n\nDrivers waited for an hour while a swan crossed the road, police said.\n\n###\n\n";
        let item = crate::RawItem { bytes: story.repeat(3).into(), ..crate::RawItem::default() };
        let found = crate::Parser::new(crate::ParseOptions::default()).parse(&item);
        let headlines: Vec<_> =
            found.iter().filter_map(|result| result.as_ref().ok()?.headline.as_deref()).collect();
        assert_eq!(headlines, ["Swan holds up traffic"; 3]);
    }

    #[test]
    fn a_row_of_hashes_alone_ends_no_story() {
        let told = "The harbour reopened on Monday after the storm, its master said.";
        assert_eq!(stories(&["Port reopens", told, "###", told]), [3]);
        assert_eq!(stories(&["Port reopens", told, "###", "About the harbour"]), [4]);
    }

    #[test]
    fn more_stories_than_are_read_are_no_silent_loss() {
        let story =
            "BC-FERRY\nLONDON, March 1 (UPI) -- A ferry sank off the town on Friday, police said.\n-30-\n\n";
        let count = crate::block::MOST_BLOCKS / 2 + 10;
        let item = crate::RawItem { bytes: story.repeat(count).into(), ..crate::RawItem::default() };
        let found = crate::Parser::new(crate::ParseOptions::default()).parse(&item);
        let failed: Vec<_> = found.iter().filter_map(|result| result.as_ref().err()).collect();
        assert!(found.len() > count / 2 && failed.len() == 1, "{} {}", found.len(), failed.len());
        assert!(failed[0].to_string().contains("is not read"), "{}", failed[0]);
    }

    #[test]
    fn what_only_follows_an_end_mark_is_no_story() {
        let page = [
            "PORT ELLERY, March 11 (UPI) -- A ferry sank on Friday.",
            "-30-",
            "Share",
            "Most read",
            "Bridge closed",
        ];
        assert_eq!(stories(&page), [5]);
    }
}
