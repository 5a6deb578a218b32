//! Cue words, headline words and place.
//!
//! Edmundson, "New methods in automatic extracting", Journal of the ACM 16, 1969: the sum of cue, title and location
//! weights did best; the key words of Luhn added nothing. The cue words are our own for news: what announces a
//! finding is worth more, what hedges or illustrates less.

use crate::{story::Story, terms::Terms};

const BONUS: [&str; 26] = [
    "announced",
    "announces",
    "confirmed",
    "first",
    "killed",
    "largest",
    "least",
    "million",
    "billion",
    "most",
    "new",
    "record",
    "according",
    "officials",
    "police",
    "report",
    "reported",
    "agreed",
    "approved",
    "ruled",
    "won",
    "died",
    "arrested",
    "warned",
    "voted",
    "signed",
];
const STIGMA: [&str; 18] = [
    "hardly",
    "impossible",
    "perhaps",
    "maybe",
    "example",
    "instance",
    "joked",
    "recalled",
    "laughed",
    "someone",
    "something",
    "anyway",
    "guess",
    "kind",
    "sort",
    "really",
    "thing",
    "things",
];

/// Sum of the three weights.
pub(super) fn scores(story: &Story<'_>, terms: &Terms) -> Vec<f32> {
    let bonus = terms.known(&BONUS.join(" "), story.language);
    let stigma = terms.known(&STIGMA.join(" "), story.language);
    let holds = |set: &[u32], token: &u32| set.binary_search(token).is_ok();
    (0..terms.len())
        .map(|index| {
            let tokens = terms.tokens(index);
            let count = |set: &[u32]| tokens.iter().filter(|t| holds(set, t)).count() as f32;
            let title = tokens.iter().filter(|t| holds(&terms.headline, t)).count() as f32;
            count(&bonus) - count(&stigma) + title + location(story, index)
        })
        .collect()
}

/// First and last paragraph, and first and last sentence of a paragraph, weigh one each.
fn location(story: &Story<'_>, index: usize) -> f32 {
    let Some(sentence) = story.sentences.get(index) else { return 0.0 };
    let ends = story.sentences.get(index + 1).is_none_or(|next| next.block != sentence.block);
    let outer = sentence.block == 0 || sentence.block + 1 == story.paragraphs;
    f32::from(u8::from(outer)) + f32::from(u8::from(sentence.place == 0 || ends))
}
