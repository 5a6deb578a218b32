//! Where one text holds several stories of a wire, one behind the other.

use super::headline::opens_wire_story;
use crate::block::Block;
use crate::field::end_mark::end_mark;

/// Lines between an end mark and the dateline of the next story: its slug, headline, byline and notes.
const BETWEEN: usize = 8;

/// The lines of each story: a new one begins behind an end mark where a few lines further another dateline opens.
/// A text with one story, or none, is whole.
pub(super) fn cut(blocks: Vec<Block>) -> Vec<Vec<Block>> {
    let ends: Vec<usize> = (0..blocks.len()).filter(|at| is_border(&blocks, *at)).collect();
    let is_wire = |blocks: &[Block]| blocks.iter().take(2 * BETWEEN).any(opens_wire_story);
    if ends.is_empty() || !is_wire(&blocks) {
        return vec![blocks];
    }
    let mut rest = blocks;
    let mut stories: Vec<Vec<Block>> = Vec::new();
    for end in ends.iter().rev() {
        stories.push(rest.split_off(end + 1));
    }
    stories.push(rest);
    stories.reverse();
    stories
}

fn is_border(blocks: &[Block], at: usize) -> bool {
    let ends = blocks.get(at).is_some_and(|block| end_mark(&block.text).is_some());
    ends && blocks.iter().skip(at + 1).take(BETWEEN).any(opens_wire_story)
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
