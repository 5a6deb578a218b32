//! Which passages two texts share, where letters may be wrong and sentences added or cut.

use crate::fingerprint::Pair;
use std::collections::HashMap;

/// Pairs that may lie between two hits of one passage: texts with one letter in ten wrong still hit every
/// fourth pair or so.
const GAP: usize = 24;
/// Fewest hits of a passage.
const FEWEST_HITS: usize = 4;
/// Fewest hits among the pairs of a passage.
const SPARSEST: f64 = 0.1;
/// A pair that a text repeats more often says nothing about place.
const MOST_REPEATED: usize = 4;

/// A passage that two texts share, by their pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Passage {
    /// First and last pair in the one text.
    pub(crate) a: (usize, usize),
    /// First and last pair in the other.
    pub(crate) b: (usize, usize),
    /// Pairs of the one text that the other has at the same place.
    pub(crate) hits: usize,
}

impl Passage {
    fn length(self) -> (usize, usize) {
        (self.a.1 - self.a.0 + 1, self.b.1 - self.b.0 + 1)
    }

    fn density(self) -> f64 {
        let (a, b) = self.length();
        self.hits as f64 / a.max(b) as f64
    }

    fn overlaps(self, other: Self) -> bool {
        let meet = |x: (usize, usize), y: (usize, usize)| x.0 <= y.1 && y.0 <= x.1;
        meet(self.a, other.a) || meet(self.b, other.b)
    }
}

/// What two texts share.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Alignment {
    /// The passages in the order of the one text; they do not overlap.
    pub(crate) passages: Vec<Passage>,
    /// Share of the one text that lies in them.
    pub(crate) cover_a: f64,
    /// Share of the other.
    pub(crate) cover_b: f64,
    /// Share of their pairs that are the same in both.
    pub(crate) density: f64,
}

/// Aligns two texts by their pairs: hits that follow each other in both become passages.
pub(crate) fn align(a: &[Pair], b: &[Pair]) -> Alignment {
    let mut found = passages(a, b);
    found
        .retain(|p| (p.hits >= FEWEST_HITS || p.hits * 2 >= a.len().min(b.len())) && p.density() >= SPARSEST);
    found.sort_by(|x, y| y.hits.cmp(&x.hits).then(x.a.cmp(&y.a)));
    let mut kept: Vec<Passage> = Vec::new();
    for passage in found {
        if !kept.iter().any(|other| other.overlaps(passage)) {
            kept.push(passage);
        }
    }
    kept.sort_by_key(|passage| passage.a);
    let total = |part: fn(&Passage) -> usize| kept.iter().map(part).sum::<usize>();
    let (length_a, length_b) = (total(|p| p.length().0), total(|p| p.length().1));
    let share = |part: usize, whole: usize| if whole == 0 { 0.0 } else { part as f64 / whole as f64 };
    Alignment {
        cover_a: share(length_a, a.len()),
        cover_b: share(length_b, b.len()),
        density: share(total(|p| p.hits), length_a.max(length_b)),
        passages: kept,
    }
}

/// Chains of hits: each hit goes to the open passage whose end it continues most evenly.
fn passages(a: &[Pair], b: &[Pair]) -> Vec<Passage> {
    let mut places: HashMap<u32, Vec<usize>> = HashMap::with_capacity(b.len());
    for (at, pair) in b.iter().enumerate() {
        places.entry(pair.hash).or_default().push(at);
    }
    let mut closed = Vec::new();
    let mut open: Vec<Passage> = Vec::new();
    for (i, pair) in a.iter().enumerate() {
        let Some(hits) = places.get(&pair.hash).filter(|hits| hits.len() <= MOST_REPEATED) else { continue };
        open.retain(|passage| {
            let near = i - passage.a.1 <= GAP;
            if !near {
                closed.push(*passage);
            }
            near
        });
        for &j in hits {
            let fits = |passage: &&mut Passage| passage.a.1 < i && passage.b.1 < j && j - passage.b.1 <= GAP;
            let slant = |passage: &Passage| (i - passage.a.1).abs_diff(j - passage.b.1);
            match open.iter_mut().filter(fits).min_by_key(|passage| slant(passage)) {
                Some(passage) => (passage.a.1, passage.b.1, passage.hits) = (i, j, passage.hits + 1),
                None => open.push(Passage { a: (i, i), b: (j, j), hits: 1 }),
            }
        }
    }
    closed.extend(open);
    closed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fingerprint::pairs_of;

    fn text(seed: usize, words: usize) -> String {
        (0..words).map(|n| format!("word{} ", (n * 7919 + seed * 104_729) % 99_991)).collect()
    }

    #[test]
    fn the_same_text_is_one_passage() {
        let pairs = pairs_of(&text(1, 200));
        let alignment = align(&pairs, &pairs);
        assert_eq!(alignment.passages.len(), 1);
        assert!(alignment.cover_a > 0.99 && alignment.density > 0.99, "{alignment:?}");
    }

    #[test]
    fn half_a_text_in_another_covers_half() {
        let (one, other) = (text(1, 200), text(2, 200));
        let mixed =
            format!("{}{}{}", &other[..other.len() / 2], &one[..one.len() / 2], &other[other.len() / 2..]);
        let alignment = align(&pairs_of(&one), &pairs_of(&mixed));
        assert!((alignment.cover_a - 0.5).abs() < 0.05, "{alignment:?}");
        assert!((alignment.cover_b - 0.33).abs() < 0.05, "{alignment:?}");
    }

    #[test]
    fn texts_that_share_nothing_share_no_passage() {
        assert_eq!(align(&pairs_of(&text(1, 300)), &pairs_of(&text(2, 300))), Alignment::default());
        assert_eq!(align(&[], &[]), Alignment::default());
    }
}
