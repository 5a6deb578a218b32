//! Words of furniture in the commoner languages, looked up.

mod opening;
mod whole;

use super::Furniture;
use crate::body::token::Hashed;
use opening::OPENING;
use std::collections::HashMap;
use std::sync::LazyLock;
use whole::WHOLE;

/// A phrase that opens lines of a kind, with the length in characters of the longest such line.
type Opening = (Furniture, usize, &'static str);

/// Every line of a page is looked up: the lists by their phrases, a phrase of two lists by the first.
static WHOLE_INDEX: LazyLock<Hashed<Furniture, &str>> = LazyLock::new(|| {
    let pairs = WHOLE.iter().rev().flat_map(|(kind, phrases)| phrases.iter().map(|phrase| (*phrase, *kind)));
    pairs.collect()
});

/// The openings by their first character, in the order of the lists.
static OPENING_INDEX: LazyLock<HashMap<char, Vec<Opening>>> = LazyLock::new(|| {
    let mut index: HashMap<char, Vec<Opening>> = HashMap::new();
    for (kind, longest, phrases) in OPENING {
        for phrase in *phrases {
            if let Some(first) = phrase.chars().next() {
                index.entry(first).or_default().push((*kind, *longest, phrase));
            }
        }
    }
    index
});

/// What a line is that holds nothing but these words; `plain` is lower case without marks at its ends.
pub(super) fn whole(plain: &str) -> Option<Furniture> {
    WHOLE_INDEX.get(plain).copied()
}

/// What a line is that opens with these words and is no longer than such lines are.
pub(super) fn opening(lower: &str) -> Option<Furniture> {
    let phrases = OPENING_INDEX.get(&lower.chars().next()?)?;
    let length = lower.chars().count();
    let opens = |(kind, longest, phrase): &Opening| {
        (length <= *longest && lower.starts_with(phrase)).then_some(*kind)
    };
    phrases.iter().find_map(opens)
}
