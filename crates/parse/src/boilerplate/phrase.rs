//! Words of furniture in the commoner languages, looked up.

mod opening;
mod whole;

use super::Furniture;
use crate::body::token::Hashed;
use opening::OPENING;
use std::sync::LazyLock;
use whole::WHOLE;

/// A phrase that opens lines of a kind, with the length in characters of the longest such line.
type Opening = (Furniture, usize, &'static str);

/// Every line of a page is looked up: the lists by their phrases, a phrase of two lists by the first.
static WHOLE_INDEX: LazyLock<Hashed<Furniture, &str>> = LazyLock::new(|| {
    let pairs = WHOLE.iter().rev().flat_map(|(kind, phrases)| phrases.iter().map(|phrase| (*phrase, *kind)));
    pairs.collect()
});

/// The openings by their first byte, in the order of the lists.
static OPENING_INDEX: LazyLock<Vec<Vec<Opening>>> = LazyLock::new(|| {
    let mut index: Vec<Vec<Opening>> = vec![Vec::new(); 256];
    for (kind, longest, phrases) in OPENING {
        for phrase in *phrases {
            let first = phrase.bytes().next().map(usize::from);
            if let Some(list) = first.and_then(|first| index.get_mut(first)) {
                list.push((*kind, *longest, phrase));
            }
        }
    }
    index
});

/// What a line is that holds nothing but these words; `plain` is lower case without marks at its ends.
pub(super) fn whole(plain: &str) -> Option<Furniture> {
    static LONGEST: LazyLock<usize> =
        LazyLock::new(|| WHOLE_INDEX.keys().map(|phrase| phrase.len()).max().unwrap_or(0));
    if plain.len() > *LONGEST { None } else { WHOLE_INDEX.get(plain).copied() }
}

/// What a line is that opens with these words and is no longer than such lines are.
pub(super) fn opening(lower: &str) -> Option<Furniture> {
    let phrases = OPENING_INDEX.get(usize::from(lower.bytes().next()?))?;
    let mut opens = phrases.iter().filter(|(_, _, phrase)| lower.starts_with(phrase)).peekable();
    opens.peek()?;
    let length = lower.chars().count();
    opens.find(|(_, longest, _)| length <= *longest).map(|(kind, _, _)| *kind)
}
