//! Which lines of a dump stand inside others: a breadcrumb ends with the headline, a list of links repeats it.

use crate::body::token::Hashed;
use crate::field::markup::squeeze_into;
use memchr::memmem::Finder;

/// Least length of a line that is looked for inside another, in bytes.
const LEAST: usize = 16;

/// Bytes of a line in which others are looked for; headlines, and what repeats them, are shorter.
const SEARCHED: usize = 2_000;

/// Lines, squeezed to their letters and digits, to be found inside each other.
pub(super) struct Inside {
    /// The lines, one after another, each closed by a line feed, which no squeezed line holds.
    joined: Vec<u8>,
    /// Where each line begins in `joined`, and the end of the last.
    starts: Vec<usize>,
    /// How many of them are found inside others and are looked into.
    held: usize,
    /// The longest of the lines that open with bytes of this hash, and for each line the next longest.
    openings: Hashed<usize>,
    next: Vec<Option<usize>>,
}

impl Inside {
    /// Of these lines, of which the first `held` are to be found.
    pub(super) fn new<'a>(lines: impl ExactSizeIterator<Item = &'a str>, held: usize) -> Self {
        let mut starts = Vec::with_capacity(lines.len() + 1);
        starts.push(0);
        let mut joined = Vec::new();
        for line in lines {
            squeeze_into(&mut joined, line);
            joined.push(b'\n');
            starts.push(joined.len());
        }
        let held = held.min(starts.len() - 1);
        let mut inside = Self { joined, starts, held, openings: Hashed::default(), next: vec![None; held] };
        inside.index();
        inside
    }

    /// Puts each line before the shorter ones that open as it does.
    fn index(&mut self) {
        let mut order: Vec<usize> = (0..self.held).filter(|at| self.line(*at).len() >= LEAST).collect();
        order.sort_unstable_by_key(|at| self.line(*at).len());
        self.openings.reserve(order.len());
        for at in order {
            let Some(opening) = self.line(at).first_chunk().map(hash) else { continue };
            let shorter = self.openings.insert(opening, at);
            if let Some(next) = self.next.get_mut(at) {
                *next = shorter;
            }
        }
    }

    /// The number of lines longer than `key` and shorter than `longest` bytes that hold it, up to `most`.
    pub(super) fn holding(&self, key: &[u8], longest: usize, most: usize) -> usize {
        let mut count = 0;
        let end = self.starts.get(self.held).copied().unwrap_or(0);
        let text = self.joined.get(..end).unwrap_or_default();
        // A search for a few bytes is got ready far sooner than one for many.
        let opening = Finder::new(key.get(..key.len().min(LEAST)).unwrap_or_default());
        let mut from = 0;
        while let Some(place) = text.get(from..).and_then(|rest| opening.find(rest)).map(|at| from + at) {
            from = place + 1;
            if !text.get(place..).is_some_and(|rest| rest.starts_with(key)) {
                continue;
            }
            let line = self.starts.partition_point(|start| *start <= place) - 1;
            count += usize::from((key.len() + 1..longest).contains(&self.line(line).len()));
            if count == most {
                break;
            }
            from = self.starts.get(line + 1).copied().unwrap_or(end);
        }
        count
    }

    /// The length in bytes of the longest line among the first `end` that is shorter than `key` and begins in its
    /// first [`SEARCHED`] bytes.
    pub(super) fn longest_in(&self, key: &[u8], end: usize) -> usize {
        let windows = key.windows(LEAST).filter_map(<[u8]>::first_chunk).take(SEARCHED).enumerate();
        let mut longest = 0;
        for (place, window) in windows {
            let mut at = self.openings.get(&hash(window)).copied();
            while let Some((number, line)) = at.map(|at| (at, self.line(at))).filter(|l| l.1.len() > longest)
            {
                let rest = key.get(place..).unwrap_or_default();
                if number < end && line.len() < key.len() && rest.starts_with(line) {
                    longest = line.len();
                }
                at = self.next.get(number).copied().flatten();
            }
        }
        longest
    }

    /// A line, squeezed; empty where there is none of that number.
    pub(super) fn line(&self, at: usize) -> &[u8] {
        let bounds = self.starts.get(at).zip(self.starts.get(at + 1));
        bounds.and_then(|(start, end)| self.joined.get(*start..end - 1)).unwrap_or_default()
    }

    /// How many lines there are.
    pub(super) fn count(&self) -> usize {
        self.starts.len() - 1
    }
}

/// The hash of the bytes that a line opens with.
fn hash(opening: &[u8; LEAST]) -> u64 {
    let both = u128::from_le_bytes(*opening);
    (both as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29) ^ (both >> 64) as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::markup::squeezed;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn finds_what_a_plain_search_finds(
            keys in proptest::collection::vec("[ab한]{0,40}", 0..12), key in "[ab한]{12,40}", end in 0usize..12
        ) {
            let inside = Inside::new(keys.iter().map(String::as_str), 12);
            let keys: Vec<String> = keys.iter().map(|key| squeezed(key)).collect();
            let key = squeezed(&key);
            let holding = keys.iter().filter(|k| k.len() > key.len() && k.len() < 90 && k.contains(&key)).count();
            prop_assert_eq!(inside.holding(key.as_bytes(), 90, 9), holding.min(9));
            let inner = keys.iter().take(end).filter(|k| k.len() >= LEAST && k.len() < key.len() && key.contains(*k));
            prop_assert_eq!(inside.longest_in(key.as_bytes(), end), inner.map(String::len).max().unwrap_or(0));
        }
    }

    #[test]
    fn a_breadcrumb_holds_the_headline() {
        let keys = ["homeworldharbourreopensafterstorm".to_owned(), "harbourreopensafterstorm".to_owned()];
        let inside = Inside::new(keys.iter().map(String::as_str), 2);
        let key = |at: usize| keys[at].as_bytes();
        assert_eq!((inside.count(), inside.line(1)), (2, key(1)));
        assert_eq!(inside.holding(key(1), 2_000, 9), 1);
        assert_eq!(inside.longest_in(key(0), 2), keys[1].len());
        assert_eq!(inside.longest_in(key(0), 1), 0);
    }
}
