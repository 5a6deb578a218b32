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
    let text = &block.text;
    let words = text.split_whitespace().count().max(text.chars().count() / 8) as i64;
    let ends = text.ends_with(['.', '!', '?', '"', '”', '。', '»', '’', '！', '？', '」', '।', '…'])
        || crate::field::end_mark::end_mark(text).is_some();
    let is_prose = words >= 20 || ends && words >= 6;
    if furniture(text).is_some() || block.kind == BlockKind::ListItem && words < 20 || !is_prose {
        -GAP
    } else {
        words.min(120)
    }
}
