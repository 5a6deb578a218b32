//! From scores to chosen blocks, and from chosen blocks to paragraphs.

use super::scene::Scene;
use super::token::AsIs;
use super::{Choice, Reason};
use crate::block::{Block, BlockKind};
use offwire_article::{Paragraph, ParagraphKind};
use std::collections::HashSet;
use std::hash::BuildHasherDefault;

/// Score from which a block is taken.
const BAR: f32 = 0.5;
/// Where no block passes the bar, half the best score is the bar, if that is at least this.
const LOWEST_BEST: f32 = 0.08;
const LOWEST_BAR: f32 = 0.05;
/// Characters of words above which a text that is taken already is not taken again.
const LONG: usize = 100;

/// Takes the blocks above the bar; a long text only once.
pub(super) fn choose(scene: &Scene, scores: &[f32]) -> Vec<Choice> {
    let bar = bar(scores);
    let mut seen: HashSet<&[u64], BuildHasherDefault<AsIs>> = HashSet::default();
    let mut choices = Vec::with_capacity(scores.len());
    for ((block, measure), &score) in scene.blocks.iter().zip(&scene.measures).zip(scores) {
        let reason = if score < bar {
            Reason::Furniture
        } else if !seen.insert(measure.tokens.as_slice()) && block.text.len() > LONG {
            Reason::Repeat
        } else {
            Reason::Body
        };
        choices.push(Choice { score, keep: reason == Reason::Body, reason });
    }
    choices
}

fn bar(scores: &[f32]) -> f32 {
    let best = scores.iter().copied().fold(0.0, f32::max);
    if best >= BAR || best <= LOWEST_BEST { BAR } else { (best / 2.0).max(LOWEST_BAR) }
}

/// The chosen blocks as paragraphs of an article, with their kinds and byte ranges.
///
/// `blocks` and `choices` run side by side. A block becomes one paragraph.
#[must_use]
pub fn paragraphs(blocks: &[Block], choices: &[Choice]) -> Vec<Paragraph> {
    let chosen = blocks.iter().zip(choices).filter(|(_, choice)| choice.keep);
    chosen.map(|(block, _)| paragraph(block)).collect()
}

fn paragraph(block: &Block) -> Paragraph {
    let kind = match block.kind {
        BlockKind::Heading(_) => ParagraphKind::Subhead,
        BlockKind::ListItem | BlockKind::TableRow => ParagraphKind::List,
        BlockKind::Quote => ParagraphKind::Quote,
        BlockKind::Caption => ParagraphKind::Caption,
        _ if is_set_as_heading(block) => ParagraphKind::Subhead,
        _ => ParagraphKind::Text,
    };
    Paragraph::text(block.text.clone()).with_kind(kind).with_source(block.spans.clone())
}

/// Whether a paragraph is a heading by how it is set: a short line, all of it bold, that no mark ends.
fn is_set_as_heading(block: &Block) -> bool {
    const LONGEST: usize = 80;
    let chars = block.text.chars().count();
    let is_bold = block.emphasis_chars as usize * 10 >= chars * 9;
    let ends = block.text.ends_with(|c: char| !c.is_alphanumeric() && !matches!(c, ')' | '\'' | '’'));
    is_bold && chars <= LONGEST && !ends && block.link_chars == 0 && block.text.contains(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(text: &str, kind: BlockKind) -> Block {
        Block { text: text.into(), kind, ..Block::default() }
    }

    #[test]
    fn blocks_above_the_bar_are_paragraphs_of_their_kind() {
        let blocks = [
            block("Menu", BlockKind::ListItem),
            block("Boats return", BlockKind::Heading(2)),
            block("The boats returned.", BlockKind::Text),
        ];
        let choices = choose(&Scene::of_lines(&blocks), &[0.2, 0.6, 0.9]);
        let kept: Vec<(String, ParagraphKind)> =
            paragraphs(&blocks, &choices).into_iter().map(|p| (p.text, p.kind)).collect();
        assert_eq!(
            kept,
            [
                ("Boats return".into(), ParagraphKind::Subhead),
                ("The boats returned.".into(), ParagraphKind::Text),
            ]
        );
    }

    #[test]
    fn a_bold_line_is_a_subhead() {
        let bold = |text: &str| Block {
            emphasis_chars: text.chars().count() as u32,
            ..block(text, BlockKind::Text)
        };
        let kinds = ["Boats return", "What did you see?", "Ann Lee:"].map(|text| paragraph(&bold(text)).kind);
        assert_eq!(kinds, [ParagraphKind::Subhead, ParagraphKind::Text, ParagraphKind::Text]);
        assert_eq!(paragraph(&block("Boats return", BlockKind::Text)).kind, ParagraphKind::Text);
    }

    #[test]
    fn a_long_text_is_taken_once_and_a_short_one_as_often_as_it_stands() {
        let long = "The harbour of the old town was closed for the third time in a week after waves broke over its outer wall.";
        let blocks = [long, "Yes.", long, "Yes."].map(|text| block(text, BlockKind::Text));
        let choices = choose(&Scene::of_lines(&blocks), &[0.9; 4]);
        let reasons: Vec<Reason> = choices.iter().map(|choice| choice.reason).collect();
        assert_eq!(reasons, [Reason::Body, Reason::Body, Reason::Repeat, Reason::Body]);
    }

    #[test]
    fn where_nothing_passes_the_bar_it_falls() {
        let blocks = ["One.", "Two."].map(|text| block(text, BlockKind::Text));
        let keep = |scores: &[f32]| {
            choose(&Scene::of_lines(&blocks), scores).iter().map(|c| c.keep).collect::<Vec<_>>()
        };
        assert_eq!(keep(&[0.3, 0.1]), [true, false]);
        assert_eq!(keep(&[0.05, 0.01]), [false, false]);
    }
}
