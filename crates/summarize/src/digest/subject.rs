//! Whom and what a sentence names: two that name nobody in common speak of different things.

use crate::readability::{Word, words};
use offwire_article::text::{MONTHS, WEEKDAYS, fold_word};

/// Verbs that stand right behind a name: "Acme said", but "Heavy rain".
const BEHIND_NAME: [&str; 24] = [
    "said",
    "says",
    "told",
    "tells",
    "reported",
    "reports",
    "announced",
    "has",
    "had",
    "is",
    "was",
    "will",
    "would",
    "posted",
    "raised",
    "cut",
    "made",
    "lost",
    "won",
    "agreed",
    "plans",
    "expects",
    "sold",
    "bought",
];
/// Words that open a sentence bare and name nobody; nouns of more than one end in `s`.
const NOBODY: [&str; 18] = [
    "police",
    "people",
    "parliament",
    "congress",
    "government",
    "nobody",
    "everyone",
    "he",
    "she",
    "it",
    "they",
    "we",
    "i",
    "you",
    "that",
    "there",
    "what",
    "who",
];

/// The names in a sentence, each word by itself, folded, in order and once.
///
/// The first word bears a capital anyway. It is part of a name where another capital follows, or where a verb stands
/// right behind it: English leaves the article off names alone.
pub(super) fn names(sentence: &str) -> Vec<String> {
    let all: Vec<Word<'_>> = words(sentence).collect();
    let is_name = |(at, word): &(usize, &Word<'_>)| {
        let is_calendar = MONTHS.contains(&word.text) || WEEKDAYS.contains(&word.text);
        word.is_capitalized() && !is_calendar && (*at > 0 || opens_with_name(&all))
    };
    let mut names: Vec<String> = all
        .iter()
        .enumerate()
        .filter(is_name)
        .map(|(_, word)| fold_word(word.stem().text).into_owned())
        .collect();
    names.sort();
    names.dedup();
    names
}

fn opens_with_name(all: &[Word<'_>]) -> bool {
    let Some((first, next)) = all.first().zip(all.get(1)) else { return false };
    let is_bare = !first.text.ends_with('s') && !first.is_any(&NOBODY);
    is_bare && (next.is_capitalized() || next.is_any(&BEHIND_NAME))
}

/// Whether both may speak of the same: they share a name, or one names nobody. Both lists rise.
pub(super) fn may_be_one(one: &[String], other: &[String]) -> bool {
    one.is_empty() || other.is_empty() || share_one(one, other)
}

/// Whether both name somebody or something in common. Both lists rise.
pub(super) fn share_one(one: &[String], other: &[String]) -> bool {
    one.iter().any(|name| other.binary_search(name).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_inside_a_sentence_or_before_its_verb() {
        for (sentence, want) in [
            ("Acme said on Monday that its profit rose.", vec!["acme"]),
            ("Heavy rain fell on Porto Nero.", vec!["nero", "porto"]),
            ("Police said that 18 people died in Leeds.", vec!["leeds"]),
            ("Officials said that 18 people died.", vec![]),
            ("He said that it rained.", vec![]),
        ] {
            assert_eq!(names(sentence), want, "{sentence}");
        }
        assert!(!may_be_one(&names("Acme said so."), &names("Zenith said so.")));
        assert!(may_be_one(&names("Acme said so."), &names("Officials said so.")));
    }
}
