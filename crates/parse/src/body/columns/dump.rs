//! What the words and blank lines of a dump say: it has no links and no tree, so that its furniture is told by what
//! is printed on it.

use super::super::scene::Scene;
use super::super::table::Table;
use crate::block::BlockKind;
use crate::boilerplate::Furniture;
use crate::field::byline::opening;

/// Lines further away are as good as none.
const FAR: f32 = 60.0;
/// Lines before and behind whose share of furniture is counted.
const AROUND: usize = 6;
/// Longest byline, in characters.
const LONGEST_BYLINE: f32 = 120.0;
/// Letters of the longest small word.
const SMALL: usize = 3;

pub(super) fn push(scene: &Scene, table: &mut Table) {
    furniture(scene, table);
    let signs = |(block, measure): (&crate::block::Block, &super::super::measure::Measure)| {
        measure.chars < LONGEST_BYLINE && opening(&block.text).is_some()
    };
    let signed: Vec<bool> = scene.blocks.iter().zip(&scene.measures).map(signs).collect();
    distances(table, ["sinceby", "untilby"], &signed);
    table.push("small", scene.blocks.iter().map(|block| small_words(&block.text)));
    // Whether blank lines and bullets mean anything is told by how many there are.
    let count = scene.blocks.len().max(1) as f32;
    table.constant("gaps", scene.blocks.iter().filter(|b| b.gap).count() as f32 / count);
    let items = scene.blocks.iter().filter(|b| b.kind == BlockKind::ListItem).count();
    table.constant("items", items as f32 / count);
}

/// What kind of furniture a line and its neighbours are, how far the next furniture is, and how much is around.
fn furniture(scene: &Scene, table: &mut Table) {
    let number = |kind: &Option<Furniture>| kind.map_or(0.0, |kind| 1.0 + f32::from(kind as u8));
    let numbers: Vec<f32> = scene.furniture.iter().map(number).collect();
    table.shifted("furn-1", &numbers, -1, 0.0);
    table.shifted("furn+1", &numbers, 1, 0.0);
    table.push("furn", numbers);
    let any: Vec<bool> = scene.furniture.iter().map(Option::is_some).collect();
    distances(table, ["sincefurn", "untilfurn"], &any);
    let opens_list = |kind: &Option<Furniture>| {
        matches!(kind, Some(Furniture::Related | Furniture::Newsletter | Furniture::Comments))
    };
    let lists: Vec<bool> = scene.furniture.iter().map(opens_list).collect();
    distances(table, ["sincelist", "untillist"], &lists);
    let mut sums = vec![0.0];
    sums.extend(super::place::running(any.iter().map(|any| f32::from(u8::from(*any)))));
    let count = any.len();
    let share = |row: usize| {
        let (low, high) = (row.saturating_sub(AROUND), (row + AROUND + 1).min(count));
        let at = |place: usize| sums.get(place).copied().unwrap_or(0.0);
        (at(high) - at(low)) / (high - low).max(1) as f32
    };
    table.push("furnwin", (0..count).map(share));
}

/// Lines since the last marked one, and until the next; none from a marked line to itself.
fn distances(table: &mut Table, names: [&'static str; 2], marked: &[bool]) {
    let [since, until] = names;
    table.push(since, since_marked(marked.iter()));
    let mut behind = since_marked(marked.iter().rev());
    behind.reverse();
    table.push(until, behind);
}

fn since_marked<'a>(marked: impl Iterator<Item = &'a bool>) -> Vec<f32> {
    marked
        .scan(FAR, |distance, &marked| {
            *distance = if marked { 0.0 } else { (*distance + 1.0).min(FAR) };
            Some(*distance)
        })
        .collect()
}

/// The share of words of a few small letters: prose has many, lists of names and links have few.
fn small_words(text: &str) -> f32 {
    // What a letter counts that is not small, or beyond ASCII: its word is no small one then.
    const OTHER: u32 = 1 << 16;
    let (mut blanks, mut small, mut letters) = (0_u32, 0_u32, 0_u32);
    let mut is_ascii = true;
    for byte in text.bytes() {
        let is_blank = byte == b' ';
        blanks += u32::from(is_blank);
        small += u32::from(is_blank && letters as usize <= SMALL);
        let more = if byte.is_ascii_lowercase() { 1 } else { OTHER };
        letters = if is_blank { 0 } else { letters.saturating_add(more) };
        is_ascii &= byte.is_ascii();
    }
    small += u32::from(letters as usize <= SMALL);
    if !is_ascii {
        let beyond = text.split(' ').filter(|word| !word.is_ascii() && is_small_word(word));
        small += beyond.count() as u32;
    }
    small as f32 / (blanks + 1) as f32
}

/// Whether a word is a few small letters.
fn is_small_word(word: &str) -> bool {
    word.len() <= 4 * SMALL && word.chars().count() <= SMALL && word.chars().all(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_words_are_those_of_prose() {
        assert_eq!(small_words("The wall of the old town"), 0.5);
        assert_eq!(small_words("News Sport Weather"), 0.0);
        assert_eq!(small_words("Nya hus på ön Über"), 0.6);
        assert_eq!(small_words(""), 1.0);
        assert_eq!(small_words("\u{6e2f}\u{53e3}"), 0.0);
    }

    #[test]
    fn distances_count_from_the_nearest_mark() {
        assert_eq!(since_marked([false, true, false, false].iter()), [FAR, 0.0, 1.0, 2.0]);
    }
}
