//! Where a block stands among the others, and what it repeats.

use super::super::scene::Scene;
use super::super::table::Table;
use super::super::token::{Hashed, shingles_into};
use crate::block::BlockKind;

pub(super) fn push(scene: &Scene, table: &mut Table) {
    let count = scene.blocks.len();
    let rows = || (0..count).map(|row| row as f32);
    table.push("pos", rows().map(|row| row / count as f32));
    table.push("posfromend", rows().map(|row| count as f32 - 1.0 - row));
    table.push("idx", rows());
    table.constant("n", count as f32);
    let plain: f32 = scene.measures.iter().map(|m| m.plain).sum::<f32>().max(1.0);
    let prose: f32 = scene.measures.iter().map(|m| m.prose).sum::<f32>().max(1.0);
    table.push("cum", running(scene.measures.iter().map(|m| m.plain)).map(|sum| sum / plain));
    table.push("cump", running(scene.measures.iter().map(|m| m.prose)).map(|sum| sum / prose));
    table.constant("tot", plain);
    table.constant("totp", prose);
    table.push("share", scene.measures.iter().map(|m| m.prose / prose));
    let items = scene.blocks.iter().enumerate().map(|(row, block)| match &scene.elements {
        Some(elements) => elements.get(elements.node(row)).map_or(0.0, |e| f32::from(e.items)),
        None => f32::from(block.kind == BlockKind::ListItem),
    });
    table.push("item", items);
    table.push("sinceprose", since(scene.measures.iter().map(|m| m.prose > 0.0)));
    repeats(scene, table);
}

fn repeats(scene: &Scene, table: &mut Table) {
    let words = scene.measures.iter().map(|m| m.tokens.len()).sum();
    let mut runs: Vec<u64> = Vec::with_capacity(words);
    let mut ends = Vec::with_capacity(scene.blocks.len());
    for measure in &scene.measures {
        shingles_into(&mut runs, &measure.tokens);
        ends.push(runs.len());
    }
    let mut same: Hashed<f32, &str> = Hashed::with_capacity_and_hasher(ends.len(), Default::default());
    scene.blocks.iter().for_each(|block| *same.entry(block.text.as_str()).or_default() += 1.0);
    let mut often: Hashed<u32> = Hashed::with_capacity_and_hasher(runs.len(), Default::default());
    runs.iter().for_each(|run| *often.entry(*run).or_default() += 1);
    table.push("same", scene.blocks.iter().map(|b| same.get(b.text.as_str()).copied().unwrap_or(1.0)));
    let share = |own: &[u64]| {
        let twice = own.iter().filter(|run| often.get(run).is_some_and(|&n| n > 1)).count();
        twice as f32 / own.len().max(1) as f32
    };
    let starts = std::iter::once(0).chain(ends.iter().copied());
    table.push("dup", starts.zip(&ends).map(|(start, end)| share(runs.get(start..*end).unwrap_or_default())));
}

/// Sums up to and with each row.
pub(in super::super) fn running(values: impl Iterator<Item = f32>) -> impl Iterator<Item = f32> {
    values.scan(0.0_f64, |sum, value| {
        *sum += f64::from(value);
        Some(*sum as f32)
    })
}

/// Rows since the last one that is marked.
fn since(marked: impl Iterator<Item = bool>) -> impl Iterator<Item = f32> {
    marked.scan(0.0, |run, marked| {
        let now = *run;
        *run = if marked { 0.0 } else { *run + 1.0 };
        Some(now)
    })
}
