//! Words that blocks share: the paragraphs of a story speak of the same people, places and things, and a teaser of
//! another story does not (lexical cohesion; Hearst, "TextTiling", Computational Linguistics 23(1), 1997).

use super::scene::Scene;
use super::table::Table;
use super::token::Hashed;

/// A word in more than this share of the blocks is a small word.
const SMALL: f32 = 0.2;
/// Words of a page beyond which they are not compared; those of real pages are some thousands.
const MOST_WORDS: usize = 200_000;
/// Sum of scores of other blocks from which a word is one of the story's.
const HELD: f32 = 0.5;

const COLUMNS: [&str; 4] = ["w_held", "w_story", "w_other", "w_alone"];
/// Of a block without words to compare.
const NOTHING: f32 = -1.0;

/// In how many blocks a word stands, the sum of their scores, and the number of the last, from 1.
#[derive(Debug, Clone, Copy, Default)]
struct Word {
    blocks: f32,
    held: f32,
    last: usize,
}

pub(super) fn push(scene: &Scene, scores: &[f32], table: &mut Table) {
    let tokens: usize = scene.measures.iter().map(|measure| measure.tokens.len()).sum();
    if tokens > MOST_WORDS {
        COLUMNS.iter().for_each(|name| table.constant(name, NOTHING));
        return;
    }
    // Of three words of a page about two are repeats.
    let mut words: Hashed<Word> = Hashed::with_capacity_and_hasher(tokens / 2, Default::default());
    for ((measure, score), number) in scene.measures.iter().zip(scores).zip(1..) {
        for token in &measure.tokens {
            let word = words.entry(*token).or_default();
            if word.last != number {
                *word = Word { blocks: word.blocks + 1.0, held: word.held + score, last: number };
            }
        }
    }
    let count = scene.blocks.len() as f32;
    // How rare a word is by the number of blocks that hold it, 0 first: small words are not asked for.
    let most = (SMALL * count + 2.0) as usize;
    let rarities: Vec<f32> = (0..=most).map(|blocks| (count / blocks as f32).ln()).collect();
    let rows: Vec<[f32; 4]> = scene
        .measures
        .iter()
        .zip(scores)
        .map(|(measure, score)| row(&measure.tokens, *score, &words, &rarities))
        .collect();
    for (place, name) in COLUMNS.into_iter().enumerate() {
        table.push(name, rows.iter().map(|row| row.get(place).copied().unwrap_or(0.0)));
    }
}

/// Of the weight of a block's words: the mean score of the other blocks that hold them, the share that the story
/// holds, the share that only other blocks hold, and the share that stands nowhere else.
fn row(tokens: &[u64], score: f32, words: &Hashed<Word>, rarities: &[f32]) -> [f32; 4] {
    let (mut weight, mut shared, mut held, mut story, mut other) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for word in tokens.iter().filter_map(|token| words.get(token)) {
        let Some(&rarity) = rarities.get(word.blocks as usize) else { continue };
        weight += rarity;
        let (blocks, sum) = (word.blocks - 1.0, word.held - score);
        if blocks > 0.5 {
            shared += rarity;
            held += rarity * sum / blocks;
            if sum > HELD { story += rarity } else { other += rarity }
        }
    }
    if weight <= 0.0 {
        return [NOTHING; 4];
    }
    let mean = if shared > 0.0 { held / shared } else { NOTHING };
    [mean, story / weight, other / weight, (weight - shared) / weight]
}
