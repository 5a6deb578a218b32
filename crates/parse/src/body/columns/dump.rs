//! What the words and blank lines of a dump say: it has no links and no tree, so that its furniture is told by what
//! is printed on it.

use super::super::measure::Measure;
use super::super::scene::Scene;
use super::super::table::Table;
use crate::block::BlockKind;
use crate::boilerplate::Furniture;
use crate::field::byline::Opening;

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
    let signs = |(opening, measure): (&Option<Opening>, &Measure)| {
        measure.chars < LONGEST_BYLINE && opening.is_some()
    };
    let signed: Vec<bool> = scene.openings.iter().zip(&scene.measures).map(signs).collect();
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
    let bytes = text.as_bytes();
    let (mut blanks, mut small) = (0, 0);
    // Whether a word opens with the window.
    let mut opens = 1;
    let mut rest = bytes;
    loop {
        let Masks { blank, small: letter } = Masks::of(rest);
        let is_last = rest.len() < WINDOW;
        // Places in which words are counted that open there: the last ones are seen again in the next window.
        let own = if is_last { u64::MAX >> (WINDOW - 1 - rest.len()) } else { u64::MAX >> AGAIN };
        let (one, two) = (letter, letter & letter >> 1);
        let three = two & letter >> 2;
        let ends = blank | one & blank >> 1 | two & blank >> 2 | three & blank >> 3;
        small += ((blank << 1 | opens) & own & ends).count_ones();
        blanks += (blank & own).count_ones();
        if is_last {
            break;
        }
        opens = blank >> (WINDOW - AGAIN - 1) & 1;
        rest = rest.get(WINDOW - AGAIN..).unwrap_or_default();
    }
    if !text.is_ascii() {
        let beyond = text.split(' ').filter(|word| !word.is_ascii() && is_small_word(word));
        small += beyond.count() as u32;
    }
    // The end of the text was counted as a blank.
    small as f32 / blanks as f32
}

/// Bytes that are told apart at once, and how many of them once more.
const WINDOW: usize = 64;
const AGAIN: usize = 8;

/// A bit for each of the first bytes of a text, the first in the lowest.
struct Masks {
    /// Blanks, and what is behind the end.
    blank: u64,
    /// Small letters of ASCII.
    small: u64,
}

impl Masks {
    fn of(bytes: &[u8]) -> Self {
        const EACH: u64 = u64::MAX / 255;
        const HIGH: u64 = EACH << 7;
        let window = bytes.get(..bytes.len().min(WINDOW)).unwrap_or_default();
        let (mut blank, mut small) = (0, 0);
        let (eights, tail) = window.as_chunks::<8>();
        let mut last = [b' '; 8];
        last.iter_mut().zip(tail).for_each(|(to, from)| *to = *from);
        for (place, eight) in eights.iter().chain([&last]).enumerate().take(WINDOW / 8) {
            let eight = u64::from_le_bytes(*eight);
            let low = eight & !HIGH;
            // The highest bit of each byte tells what it is; sums of seven bits do not carry into the next.
            let other = (low ^ (EACH * u64::from(b' '))) + (HIGH - EACH);
            let is_blank = !(other | eight) & HIGH;
            let is_small = (low + EACH * (0x80 - 0x61)) & !(low + EACH * (0x80 - 0x7b)) & !eight & HIGH;
            blank |= gathered(is_blank) << (8 * place);
            small |= gathered(is_small) << (8 * place);
        }
        if window.len() < WINDOW {
            blank |= u64::MAX << window.len();
        }
        Self { blank, small }
    }
}

/// The highest bits of eight bytes as a byte.
fn gathered(high: u64) -> u64 {
    (high >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// Whether a word is a few small letters.
fn is_small_word(word: &str) -> bool {
    word.len() <= 4 * SMALL && word.chars().count() <= SMALL && word.chars().all(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn small_words_are_counted_as_one_by_one(text in "([a-dA é-]{0,6} ?){0,60}") {
            let words = || text.split(' ');
            let is_small = |word: &&str| word.chars().count() <= SMALL && word.chars().all(char::is_lowercase);
            let share = words().filter(is_small).count() as f32 / words().count() as f32;
            prop_assert_eq!(small_words(&text), share);
        }
    }

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
