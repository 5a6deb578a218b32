//! Which lines of a dump stand inside others: a breadcrumb ends with the headline, a list of links repeats it.

use memchr::memmem;
use std::collections::HashMap;

/// Least length of a line that is looked for inside another, in bytes.
const LEAST: usize = 16;

/// Bytes of a line in which others are looked for; headlines, and what repeats them, are shorter.
const SEARCHED: usize = 2_000;

/// Lines, squeezed to their letters and digits, to be found inside each other.
pub(super) struct Inside {
    /// The lines, one after another, each closed by a line feed, which no squeezed line holds.
    joined: String,
    /// Where each line begins in `joined`, and the end of the last.
    starts: Vec<usize>,
    /// Lines by the bytes that they open with, the longest first.
    openings: HashMap<[u8; LEAST], Vec<usize>>,
}

impl Inside {
    /// Of these lines.
    pub(super) fn new(keys: &[String]) -> Self {
        let mut joined = String::with_capacity(keys.iter().map(|key| key.len() + 1).sum());
        let mut starts = vec![0];
        let mut openings: HashMap<[u8; LEAST], Vec<usize>> = HashMap::new();
        for (at, key) in keys.iter().enumerate() {
            joined.push_str(key);
            joined.push('\n');
            starts.push(joined.len());
            if let Some(opening) = key.as_bytes().first_chunk() {
                openings.entry(*opening).or_default().push(at);
            }
        }
        let length = |at: &usize| keys.get(*at).map_or(0, String::len);
        openings.values_mut().for_each(|lines| lines.sort_by_key(|at| std::cmp::Reverse(length(at))));
        Self { joined, starts, openings }
    }

    /// The number of lines longer than `key` and shorter than `longest` bytes that hold it, up to `most`.
    pub(super) fn holding(&self, key: &str, longest: usize, most: usize) -> usize {
        let mut count = 0;
        let mut last = usize::MAX;
        for place in memmem::find_iter(self.joined.as_bytes(), key.as_bytes()) {
            let line = self.starts.partition_point(|start| *start <= place) - 1;
            if line != last && (key.len() + 1..longest).contains(&self.line(line).len()) {
                count += 1;
            }
            last = line;
            if count == most {
                break;
            }
        }
        count
    }

    /// The length in bytes of the longest line among the first `end` that is shorter than `key` and begins in its
    /// first [`SEARCHED`] bytes.
    pub(super) fn longest_in(&self, key: &str, end: usize) -> usize {
        let windows = key.as_bytes().windows(LEAST).take(SEARCHED).enumerate();
        let mut longest = 0;
        for (place, window) in windows {
            let rest = key.as_bytes().get(place..).unwrap_or_default();
            let lines = self.openings.get(window).into_iter().flatten().filter(|at| **at < end);
            let longer = lines.map(|at| self.line(*at)).take_while(|line| line.len() > longest);
            let mut inside =
                longer.filter(|line| line.len() < key.len() && rest.starts_with(line.as_bytes()));
            longest = inside.next().map_or(longest, str::len);
        }
        longest
    }

    fn line(&self, at: usize) -> &str {
        let bounds = self.starts.get(at).zip(self.starts.get(at + 1));
        bounds.and_then(|(start, end)| self.joined.get(*start..end - 1)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn finds_what_a_plain_search_finds(
            keys in proptest::collection::vec("[ab€]{0,40}", 0..12), key in "[ab€]{12,40}", end in 0usize..12
        ) {
            let inside = Inside::new(&keys);
            let holding = keys.iter().filter(|k| k.len() > key.len() && k.len() < 90 && k.contains(&key)).count();
            prop_assert_eq!(inside.holding(&key, 90, 9), holding.min(9));
            let inner = keys.iter().take(end).filter(|k| k.len() >= LEAST && k.len() < key.len() && key.contains(*k));
            prop_assert_eq!(inside.longest_in(&key, end), inner.map(String::len).max().unwrap_or(0));
        }
    }

    #[test]
    fn a_breadcrumb_holds_the_headline() {
        let keys = ["homeworldharbourreopensafterstorm".to_owned(), "harbourreopensafterstorm".to_owned()];
        let inside = Inside::new(&keys);
        assert_eq!(inside.holding(&keys[1], 2_000, 9), 1);
        assert_eq!(inside.longest_in(&keys[0], 2), keys[1].len());
        assert_eq!(inside.longest_in(&keys[0], 1), 0);
    }
}
