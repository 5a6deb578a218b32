//! What stands before and behind a block.

use super::super::scene::Scene;
use super::super::table::Table;
use super::text_kind;

const OFFSETS: [isize; 8] = [-4, -3, -2, -1, 1, 2, 3, 4];
const LEN: [&str; 8] = ["len-4", "len-3", "len-2", "len-1", "len+1", "len+2", "len+3", "len+4"];
const ENDS: [&str; 8] = ["ends-4", "ends-3", "ends-2", "ends-1", "ends+1", "ends+2", "ends+3", "ends+4"];
const SENT: [&str; 8] = ["sent-4", "sent-3", "sent-2", "sent-1", "sent+1", "sent+2", "sent+3", "sent+4"];
const LINK: [&str; 8] = ["link-4", "link-3", "link-2", "link-1", "link+1", "link+2", "link+3", "link+4"];
const CAPS: [&str; 8] = ["caps-4", "caps-3", "caps-2", "caps-1", "caps+1", "caps+2", "caps+3", "caps+4"];
const CLOSE: [isize; 4] = [-2, -1, 1, 2];
const KIND: [&str; 4] = ["kind-2", "kind-1", "kind+1", "kind+2"];
const SIBLING: [&str; 4] = ["sib-2", "sib-1", "sib+1", "sib+2"];
const GAP: [&str; 4] = ["gap-2", "gap-1", "gap+1", "gap+2"];
const WINDOWS: [usize; 3] = [3, 10, 25];
const BEFORE: [&str; 3] = ["win-3", "win-10", "win-25"];
const BEHIND: [&str; 3] = ["win+3", "win+10", "win+25"];
const AROUND: [&str; 3] = ["winp3", "winp10", "winp25"];

pub(super) fn push(scene: &Scene, is_page: bool, table: &mut Table) {
    let all = &scene.measures;
    let kinds = text_kind(scene);
    let len: Vec<f32> = all.iter().map(|m| m.chars).collect();
    let ends: Vec<f32> = all.iter().map(|m| m.ending).collect();
    let sentences: Vec<f32> = all.iter().map(|m| m.sentences).collect();
    let mut each = |names: &[&'static str], offsets: &[isize], column: &[f32]| {
        for (&name, &offset) in names.iter().zip(offsets) {
            table.shifted(name, column, offset, -1.0);
        }
    };
    each(&LEN, &OFFSETS, &len);
    each(&ENDS, &OFFSETS, &ends);
    each(&SENT, &OFFSETS, &sentences);
    each(&KIND, &CLOSE, &kinds);
    if is_page {
        let link: Vec<f32> =
            scene.blocks.iter().zip(all).map(|(b, m)| b.link_chars as f32 / m.chars).collect();
        each(&LINK, &OFFSETS, &link);
        siblings(scene, table);
    } else {
        let caps: Vec<f32> = all.iter().map(|m| m.capitals / m.words).collect();
        each(&CAPS, &OFFSETS, &caps);
        let gap: Vec<f32> = scene.blocks.iter().map(|b| f32::from(b.gap)).collect();
        each(&GAP, &CLOSE, &gap);
        table.push("gap", gap);
    }
    windows(scene, table);
}

/// For each near block, 1 for the same element around both, 2 for the same path.
fn siblings(scene: &Scene, table: &mut Table) {
    let Some(elements) = &scene.elements else { return };
    let place = |row: usize| {
        let node = *elements.of_block.get(row).map(|(node, _)| node)?;
        Some((elements.parent(node), elements.get(node)?.path))
    };
    for (name, offset) in SIBLING.into_iter().zip(CLOSE) {
        let value = |row: usize| {
            let near = row.checked_add_signed(offset)?;
            let (own, other) = (place(row)?, place(near)?);
            Some(f32::from(own.0 == other.0) + 2.0 * f32::from(own.1 == other.1))
        };
        table.push(name, (0..scene.blocks.len()).map(|row| value(row).unwrap_or(0.0)));
    }
}

/// Shares of prose before and behind, and prose around.
fn windows(scene: &Scene, table: &mut Table) {
    let sums = |value: fn(&super::super::measure::Measure) -> f32| {
        let mut sums = vec![0.0];
        sums.extend(super::place::running(scene.measures.iter().map(value)));
        sums
    };
    let (chars, prose) = (sums(|m| m.chars), sums(|m| m.prose));
    let count = scene.blocks.len();
    let between = |sums: &[f32], low: usize, high: usize| {
        let at = |place: usize| sums.get(place).copied().unwrap_or(0.0);
        at(high) - at(low)
    };
    let share = |low: usize, high: usize| between(&prose, low, high) / between(&chars, low, high).max(1.0);
    for (number, width) in WINDOWS.into_iter().enumerate() {
        let low = |row: usize| row.saturating_sub(width);
        let high = |row: usize| (row + width + 1).min(count);
        let name = |names: &[&'static str; 3]| names.get(number).copied().unwrap_or_default();
        table.push(name(&BEFORE), (0..count).map(|row| share(low(row), row)));
        table.push(name(&BEHIND), (0..count).map(|row| share(row + 1, high(row))));
        table.push(name(&AROUND), (0..count).map(|row| between(&prose, low(row), high(row))));
    }
}
