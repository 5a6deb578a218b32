//! The body of a dump by its prose alone: the stretch of lines that holds most of it. It serves where the model
//! of [`crate::body`] finds nothing.

use crate::block::{Block, BlockKind};
use crate::boilerplate::{Furniture, furniture};

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

/// The line at which a text begins that is a story and nothing else: under a few lines above it all is prose but for
/// a short line here and there, and no line is furniture. What no page surrounds loses nothing to it.
pub(super) fn whole_story(blocks: &[Block], furniture: &[Option<Furniture>]) -> Option<usize> {
    const ABOVE: usize = 8;
    let is_plain = |block: &Block| is_prose(&block.text) && block.kind != BlockKind::ListItem;
    let lead = blocks.iter().take(ABOVE + 1).position(is_plain)?;
    if furniture.iter().any(Option::is_some) {
        return None;
    }
    let (mut prose, mut other) = (0, 0);
    for block in blocks.iter().skip(lead) {
        let is_mark = crate::field::end_mark::is_end_mark(&block.text);
        prose += usize::from(is_plain(block));
        other += usize::from(!is_plain(block) && !is_mark && !is_short_sentence(&block.text));
    }
    (prose > 0 && other * 4 <= prose && (prose > 1 || other == 0)).then_some(lead)
}

/// Whether a line of few words is a sentence, or a head inside an old newspaper's column, `FAIR ENDS.`: it opens with a
/// capital and ends with a stop.
fn is_short_sentence(text: &str) -> bool {
    let opens = text.chars().find(|c| c.is_alphabetic()).is_some_and(|c| !c.is_lowercase());
    let stop = text
        .trim_end_matches(['"', '\'', '”', '’', '»', '」'])
        .ends_with(['.', '?', '!', '。', '？', '！', '।']);
    let least = if text.chars().any(char::is_lowercase) { 3 } else { 2 };
    opens && stop && words(text) >= least
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

/// Words between white space. Where a script has none, two characters of Chinese or Japanese are one, and eight of
/// others.
fn words(text: &str) -> i64 {
    let is_unspaced = |c: &char| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}');
    let unspaced = text.chars().filter(is_unspaced).count() / 2;
    text.split_whitespace().count().max(text.chars().count() / 8).max(unspaced) as i64
}

/// Whether a line is a sentence, or more, and no headline: it ends with a full stop and has more words than most
/// headlines that do.
pub(super) fn is_told_out(text: &str) -> bool {
    const FEWEST: i64 = 9;
    let stop = text.trim_end_matches(['"', '\'', '”', '’', '»', '」', ')']).ends_with(['.', '。', '।', '۔']);
    let capital = !text.chars().any(char::is_lowercase) && text.chars().any(char::is_uppercase);
    stop && !capital && words(text) >= FEWEST
}

/// Whether the text is long, or a sentence of some words.
pub(super) fn is_prose(text: &str) -> bool {
    const ENDS: [char; 14] = ['.', '!', '?', '"', '”', '。', '»', '’', '！', '？', '」', '।', '…', ')'];
    let ends = text.ends_with(ENDS) || crate::field::end_mark::end_mark(text).is_some();
    words(text) >= 20 || ends && words(text) >= 6
}
