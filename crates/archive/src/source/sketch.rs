//! A sketch of a record's markup, by which records of one template are known to be akin.

use xxhash_rust::xxh3::xxh3_64;

/// Numbers that a sketch keeps.
pub(crate) const SIZE: usize = 48;
/// Pieces shorter than this (`</div>`, `<p>`) stand in every page and tell nothing.
const SHORTEST: usize = 24;

/// The smallest hashes of a record's pieces, each of which ends with a line or a tag: a bottom-k sketch
/// (Broder 1997, *On the resemblance and containment of documents*, section 4). The share of numbers that two
/// sketches have in common estimates the share of pieces that the records have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sketch(Vec<u64>);

impl Sketch {
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let mut least: Vec<u64> = Vec::with_capacity(SIZE + 1);
        let mut start = 0;
        for end in memchr::memchr2_iter(b'\n', b'>', bytes) {
            let piece = bytes.get(start..end).unwrap_or_default();
            start = end + 1;
            if piece.len() < SHORTEST {
                continue;
            }
            let hash = xxh3_64(piece);
            if least.len() == SIZE && least.last().is_some_and(|greatest| hash >= *greatest) {
                continue;
            }
            if let Err(place) = least.binary_search(&hash) {
                least.insert(place, hash);
                least.truncate(SIZE);
            }
        }
        Self(least)
    }

    /// Its numbers, in order.
    pub(crate) fn numbers(&self) -> &[u64] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(site: &str, story: usize) -> Vec<u8> {
        let head: String =
            (0..60).map(|n| format!("<link rel=\"{site}\" href=\"/assets/{n}.css\">\n")).collect();
        format!("{head}<p>Story {story} of the day, told at some length by {site}.</p>\n").into_bytes()
    }

    fn common(a: &Sketch, b: &Sketch) -> usize {
        a.numbers().iter().filter(|number| b.numbers().binary_search(number).is_ok()).count()
    }

    #[test]
    fn pages_of_one_template_are_akin_and_those_of_another_are_not() {
        let (one, two, other) = (page("gazette", 1), page("gazette", 2), page("courier", 1));
        let (one, two, other) = (Sketch::of(&one), Sketch::of(&two), Sketch::of(&other));
        assert!(common(&one, &two) > SIZE * 3 / 4);
        assert_eq!(common(&one, &other), 0);
        assert_eq!(one.numbers().len(), SIZE);
    }

    #[test]
    fn what_has_no_pieces_has_an_empty_sketch() {
        assert!(Sketch::of(b"").numbers().is_empty());
        assert!(Sketch::of(&[0; 5000]).numbers().is_empty());
        assert!(Sketch::of(b"short\nlines\nonly\n").numbers().is_empty());
    }
}
