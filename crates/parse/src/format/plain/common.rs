//! Words that the lines of a dump have in common, those of four letters or more.

use crate::body::token::{Hashed, hash_of, hash_of_small};
use offwire_article::text::{fold_word, words};
use std::cell::RefCell;

/// Words of four letters or more, folded; ideographs in pairs. Their hashes, since they are only compared, each once.
pub(super) fn content_words(text: &str) -> Vec<u64> {
    let mut found: Vec<u64> = Vec::with_capacity(text.len() / 6 + 1);
    each_content_word(text, |word| found.push(word));
    found.sort_unstable();
    found.dedup();
    found
}

/// Gives the hash of each of these words, as often as it stands there.
pub(super) fn each_content_word(text: &str, mut act: impl FnMut(u64)) {
    words(text).filter_map(|(_, word)| content_word(word)).for_each(&mut act);
    if text.is_ascii() {
        return;
    }
    let mut ideographs = text
        .chars()
        .filter(|c| matches!(c, '\u{3040}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}'))
        .map(u64::from);
    let Some(mut before) = ideographs.next() else { return };
    for letter in ideographs {
        act(before << 32 | letter);
        before = letter;
    }
}

/// The hash of a word of four letters or more, folded.
fn content_word(word: &str) -> Option<u64> {
    if !word.is_ascii() {
        return (word.chars().count() > 3).then(|| hash_of(&fold_word(word)));
    }
    (word.len() > 3).then(|| hash_of_small(word))
}

/// Words of some lines, each with the lines that hold it.
#[derive(Debug)]
pub(super) struct Holders {
    /// For each word its last place in `places`.
    words: Hashed<usize>,
    /// A line, and the place before that is of the same word.
    places: Vec<(usize, Option<usize>)>,
    /// Room to count in: none for each line, between two questions.
    counts: RefCell<Vec<u32>>,
}

impl Holders {
    pub(super) fn of<'a>(lines: impl ExactSizeIterator<Item = &'a str>) -> Self {
        let count = lines.len();
        let mut words: Hashed<usize> = Hashed::with_capacity_and_hasher(8 * count, Default::default());
        let mut places = Vec::with_capacity(8 * count);
        for (at, line) in lines.enumerate() {
            each_content_word(line, |word| {
                let last = words.get(&word).copied();
                // A word that stands twice in a line counts once.
                let is_known = last.and_then(|last| places.get(last)).is_some_and(|(line, _)| *line == at);
                if !is_known {
                    words.insert(word, places.len());
                    places.push((at, last));
                }
            });
        }
        Self { words, places, counts: RefCell::new(vec![0; count]) }
    }

    /// The greatest share of a line's words that another line holds: headlines are said twice.
    pub(super) fn similar(&self, at: usize, own: &[u64]) -> f32 {
        if own.len() < 3 {
            return 0.0;
        }
        let mut counts = self.counts.borrow_mut();
        let mut most = 0;
        self.each_holder(own, |line| {
            if let Some(count) = counts.get_mut(line).filter(|_| line != at) {
                *count += 1;
                most = most.max(*count);
            }
        });
        self.each_holder(own, |line| counts.get_mut(line).into_iter().for_each(|count| *count = 0));
        most as f32 / own.len() as f32
    }

    fn each_holder(&self, words: &[u64], mut act: impl FnMut(usize)) {
        for word in words {
            let mut place = self.words.get(word).copied();
            while let Some((line, before)) = place.and_then(|place| self.places.get(place)) {
                act(*line);
                place = *before;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headlines_are_said_twice() {
        let lines =
            ["Harbour reopens after storm", "Home", "News: harbour reopens after a storm, a harbour says"];
        let holders = Holders::of(lines.iter().copied());
        let similar = |at: usize| holders.similar(at, &content_words(lines[at]));
        assert_eq!((similar(0), similar(1)), (1.0, 0.0));
        assert_eq!(similar(2), 4.0 / 6.0);
        assert_eq!(content_words("Cafe Café CAFÉ cafe\u{301}").len(), 1);
    }
}
