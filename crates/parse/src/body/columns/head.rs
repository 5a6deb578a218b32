//! How blocks agree with what the head of the page says.

use super::super::scene::Scene;
use super::super::table::Table;
use super::super::token::{HashedSet, shingles, tokens};
use crate::block::BlockKind;

/// Likeness to a head title from which a block may be the headline.
const LIKE: f32 = 0.6;
/// Characters from which a JSON-LD article text is worth comparing.
const LEAST_BODY: usize = 300;

/// Adds the columns; gives the row of the headline, where one is found.
pub(super) fn push(scene: &Scene, table: &mut Table) -> Option<usize> {
    let likeness = likeness(scene);
    let title = headline(scene, &likeness);
    table.push("tsim", likeness);
    let rows = scene.blocks.len();
    let from = |row: usize, title: usize| (row as f32 - title as f32).clamp(-60.0, 200.0);
    table.push("fromtitle", (0..rows).map(|row| title.map_or(300.0, |title| from(row, title))));
    let total = scene.measures.iter().map(|m| m.prose).sum::<f32>().max(1.0);
    let sums: Vec<f32> = super::place::running(scene.measures.iter().map(|m| m.prose)).collect();
    let at_title = title.and_then(|title| sums.get(title)).copied();
    let after = |sum: &f32| at_title.map_or(2.0, |title| (sum - title) / total);
    table.push("proseaftertitle", sums.iter().map(after));
    description(scene, table);
    article_body(scene, table);
    title
}

/// For each block the share of words that it has in common with a head title.
fn likeness(scene: &Scene) -> Vec<f32> {
    let titles: Vec<HashedSet> = scene.hints.titles.iter().map(|t| tokens(t).into_iter().collect()).collect();
    let like = |words: &HashedSet, title: &HashedSet| {
        let common = words.intersection(title).count() as f32;
        common / words.len().max(title.len().min(words.len() + 3)).max(1) as f32
    };
    let best = |tokens: &[u64]| {
        if !(2..=50).contains(&tokens.len()) {
            return 0.0;
        }
        let words: HashedSet = tokens.iter().copied().collect();
        titles.iter().map(|title| like(&words, title)).fold(0.0, f32::max)
    };
    scene.measures.iter().map(|m| best(&m.tokens)).collect()
}

/// The block most like a head title, a first-level heading before others; else the first first-level heading.
fn headline(scene: &Scene, likeness: &[f32]) -> Option<usize> {
    let is_first_level = |row: usize| scene.blocks.get(row).is_some_and(|b| b.kind == BlockKind::Heading(1));
    let mut best: Option<(usize, f32)> = None;
    for (row, &like) in likeness.iter().enumerate().filter(|(_, like)| **like >= LIKE) {
        let score = like + if is_first_level(row) { 0.5 } else { 0.0 };
        if best.is_none_or(|(_, best)| score > best) {
            best = Some((row, score));
        }
    }
    best.map(|(row, _)| row).or_else(|| (0..scene.blocks.len()).find(|&row| is_first_level(row)))
}

fn description(scene: &Scene, table: &mut Table) {
    let words: HashedSet = tokens(&scene.hints.description).into_iter().collect();
    let pairs: Vec<(f32, f32)> = scene
        .measures
        .iter()
        .map(|m| {
            let own: HashedSet = m.tokens.iter().copied().collect();
            if own.is_empty() || words.is_empty() {
                return (-1.0, -1.0);
            }
            let common = own.intersection(&words).count() as f32;
            (common / own.len() as f32, common / words.len() as f32)
        })
        .collect();
    table.push("descr", pairs.iter().map(|p| p.0));
    table.push("descrcov", pairs.iter().map(|p| p.1));
}

fn article_body(scene: &Scene, table: &mut Table) {
    if scene.hints.article_body.len() <= LEAST_BODY {
        table.constant("ld", -3.0);
        table.constant("ldfit", -1.0);
        return;
    }
    let body = tokens(&scene.hints.article_body);
    let words: HashedSet = body.iter().copied().collect();
    let runs: HashedSet = shingles(&body).into_iter().collect();
    let share = |own: &[u64], all: &HashedSet| {
        own.iter().filter(|&one| all.contains(one)).count() as f32 / own.len().max(1) as f32
    };
    let cover: Vec<f32> = scene
        .measures
        .iter()
        .map(|m| match m.tokens.len() {
            0..4 => share(&m.tokens, &words) - 1.0,
            _ => share(&shingles(&m.tokens), &runs),
        })
        .collect();
    let fit = cover.iter().filter(|&&c| c > 0.6).count() as f32 / cover.len().max(1) as f32;
    table.push("ld", cover);
    table.constant("ldfit", fit);
}
