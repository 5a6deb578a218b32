//! The body of a dump by its prose alone: the stretch of lines that holds most of it. It serves where the model
//! of [`crate::body`] finds nothing.

use crate::block::{Block, BlockKind};
use crate::boilerplate::furniture;

/// What a line without prose costs a stretch, in words.
const GAP: i64 = 9;

/// Which lines are body.
pub(crate) fn choose(blocks: &[Block]) -> Vec<bool> {
    let worths: Vec<i64> = blocks.iter().map(worth).collect();
    let (mut best, mut sum, mut start) = ((0, 0..0), 0, 0);
    for (at, worth) in worths.iter().enumerate() {
        if sum <= 0 {
            (sum, start) = (0, at);
        }
        sum += worth;
        if sum > best.0 {
            best = (sum, start..at + 1);
        }
    }
    (0..).zip(&worths).map(|(at, worth)| best.1.contains(&at) && *worth > 0).collect()
}

/// Words of a line of prose; less than nothing for any other.
fn worth(block: &Block) -> i64 {
    let words = words(&block.text);
    let is_item = block.kind == BlockKind::ListItem && words < 20;
    if furniture(&block.text).is_some() || is_item || !is_prose(&block.text) { -GAP } else { words.min(120) }
}

/// Whether a line that is all there is tells something: a sentence, a headline without its story, a story whose
/// line breaks were lost; not what no newspaper has room for.
pub(super) fn is_told(text: &str) -> bool {
    const FEWEST: i64 = 5;
    const LONGEST: usize = 256 << 10;
    if text.len() > LONGEST {
        return false;
    }
    let visible = text.chars().filter(|c| !c.is_whitespace()).count();
    // A charset that nobody guessed gives marks among few letters.
    let is_written = text.chars().filter(|c| c.is_alphanumeric()).count() * 10 >= visible * 7;
    is_written && furniture(text).is_none() && (is_prose(text) || words(text) >= FEWEST)
}

/// Words between white space; where a script has none, an eighth of the characters.
fn words(text: &str) -> i64 {
    text.split_whitespace().count().max(text.chars().count() / 8) as i64
}

/// Whether the text is long, or a sentence of some words.
pub(super) fn is_prose(text: &str) -> bool {
    const ENDS: [char; 14] = ['.', '!', '?', '"', '”', '。', '»', '’', '！', '？', '」', '।', '…', ')'];
    let ends = text.ends_with(ENDS) || crate::field::end_mark::end_mark(text).is_some();
    words(text) >= 20 || ends && words(text) >= 6
}
