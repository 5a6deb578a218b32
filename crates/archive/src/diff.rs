//! Two texts, sentence by sentence: what stayed, went, came, changed.

use crate::{Archive, error::Result};
use offwire_article::{
    Article,
    text::{sentences, words},
};
use serde::Serialize;
use std::collections::BTreeSet;

/// One sentence of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "change", rename_all = "lowercase")]
#[non_exhaustive]
pub enum Change {
    /// In both, letter by letter.
    Same {
        /// The sentence.
        text: String,
    },
    /// Only in the first text.
    Removed {
        /// The sentence.
        text: String,
    },
    /// Only in the second text.
    Added {
        /// The sentence.
        text: String,
    },
    /// In both, in other words.
    Changed {
        /// As the first text has it.
        before: String,
        /// As the second text has it.
        after: String,
    },
}

/// A part of a sentence that changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Part<'a> {
    /// Its text, blanks included.
    pub text: &'a str,
    /// Whether the other sentence has it in other words, or not at all.
    pub changed: bool,
}

impl Change {
    /// The two sentences of a change word by word; one behind the other, the parts of each are the sentence. `None`
    /// for a sentence that stayed, went or came as a whole.
    ///
    /// ```
    /// use offwire_archive::Change;
    /// let change = Change::Changed { before: "Eleven ships came.".into(), after: "Twelve ships came.".into() };
    /// let [before, after] = change.words().unwrap();
    /// assert_eq!((before[0].text, before[0].changed), ("Eleven", true));
    /// assert_eq!((after[1].text, after[1].changed), (" ships came.", false));
    /// ```
    #[must_use]
    pub fn words(&self) -> Option<[Vec<Part<'_>>; 2]> {
        let Self::Changed { before, after } = self else { return None };
        let (b, a) = (tokens(before), tokens(after));
        // Blanks are everywhere the same and would be paired across what changed.
        let seen =
            |tokens: &[&str]| (0..tokens.len()).filter(|at| !is_blank(tokens, *at)).collect::<Vec<_>>();
        let (seen_b, seen_a) = (seen(&b), seen(&a));
        let text = |tokens: &[&str], seen: &[usize]| -> Vec<String> {
            seen.iter().filter_map(|at| Some(tokens.get(*at)?.trim().to_owned())).collect()
        };
        let pairs = common(&text(&b, &seen_b), &text(&a, &seen_a));
        let (stayed_b, stayed_a): (Vec<usize>, Vec<usize>) = pairs.into_iter().unzip();
        let places = |stayed: &[usize], seen: &[usize]| -> BTreeSet<usize> {
            stayed.iter().filter_map(|at| seen.get(*at).copied()).collect()
        };
        Some([told(before, &b, &places(&stayed_b, &seen_b)), told(after, &a, &places(&stayed_a, &seen_a))])
    }
}

fn is_blank(tokens: &[&str], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| token.trim().is_empty())
}

/// The words of a sentence, and what stands between them.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut done = 0;
    for (range, word) in words(text) {
        tokens.extend(text.get(done..range.start).filter(|between| !between.is_empty()));
        tokens.push(word);
        done = range.end;
    }
    tokens.extend(text.get(done..).filter(|rest| !rest.is_empty()));
    tokens
}

/// Tokens that stayed or did not, in runs; a blank is part of a change where it has changed words on both sides.
fn told<'a>(text: &'a str, tokens: &[&'a str], stayed: &BTreeSet<usize>) -> Vec<Part<'a>> {
    let has_stayed = |at: usize| stayed.contains(&at);
    let is_changed = |at: usize| {
        if !is_blank(tokens, at) {
            return !has_stayed(at);
        }
        let before = at.checked_sub(1).is_some_and(has_stayed);
        let behind = at + 1 < tokens.len() && has_stayed(at + 1);
        !before && !behind
    };
    let mut parts: Vec<Part<'a>> = Vec::new();
    let (mut start, mut end) = (0, 0);
    for (at, token) in tokens.iter().enumerate() {
        end += token.len();
        if at + 1 == tokens.len() || is_changed(at) != is_changed(at + 1) {
            parts.extend(text.get(start..end).map(|text| Part { text, changed: is_changed(at) }));
            start = end;
        }
    }
    parts
}

/// Pairs of sentences that are compared at most; texts longer than any story are matched from the front alone.
const MOST_PAIRS: usize = 9_000_000;
/// Share of common words from which two sentences are one that changed.
const ALIKE: f64 = 0.4;

impl Archive {
    /// Compares two articles sentence by sentence, headline first.
    ///
    /// # Errors
    /// As [`Archive::get`].
    pub fn diff(&self, one: &str, other: &str) -> Result<Vec<Change>> {
        Ok(compare(&parts(&self.get(one)?), &parts(&self.get(other)?)))
    }
}

/// Headline, subheads and sentences.
fn parts(article: &Article) -> Vec<String> {
    let mut parts: Vec<String> = article.headline.iter().chain(&article.subheads).cloned().collect();
    for paragraph in &article.paragraphs {
        let ranges = sentences(&paragraph.text, article.language.as_deref());
        parts.extend(ranges.into_iter().filter_map(|range| paragraph.text.get(range)).map(str::to_owned));
    }
    parts
}

/// The longest common run of sentences stays; what lies between is matched by common words.
fn compare(before: &[String], after: &[String]) -> Vec<Change> {
    let mut changes = Vec::new();
    let (mut b, mut a) = (0, 0);
    for (same_before, same_after) in common(before, after).into_iter().chain([(before.len(), after.len())]) {
        let gone = before.get(b..same_before).unwrap_or_default();
        let come = after.get(a..same_after).unwrap_or_default();
        match_changed(gone, come, &mut changes);
        changes.extend(before.get(same_before).map(|text| Change::Same { text: text.clone() }));
        (b, a) = (same_before + 1, same_after + 1);
    }
    changes
}

/// Longest common subsequence, as pairs of places.
fn common(before: &[String], after: &[String]) -> Vec<(usize, usize)> {
    if before.len().saturating_mul(after.len()) > MOST_PAIRS {
        return Vec::new();
    }
    let width = after.len() + 1;
    let mut table = vec![0u32; (before.len() + 1) * width];
    let at = |table: &[u32], b: usize, a: usize| table.get(b * width + a).copied().unwrap_or(0);
    for (b, text) in before.iter().enumerate().rev() {
        for (a, other) in after.iter().enumerate().rev() {
            let longest = if text == other {
                at(&table, b + 1, a + 1) + 1
            } else {
                at(&table, b + 1, a).max(at(&table, b, a + 1))
            };
            if let Some(cell) = table.get_mut(b * width + a) {
                *cell = longest;
            }
        }
    }
    let (mut b, mut a, mut pairs) = (0, 0, Vec::new());
    while let (Some(text), Some(other)) = (before.get(b), after.get(a)) {
        if text == other {
            pairs.push((b, a));
            (b, a) = (b + 1, a + 1);
        } else if at(&table, b + 1, a) >= at(&table, b, a + 1) {
            b += 1;
        } else {
            a += 1;
        }
    }
    pairs
}

/// Pairs each sentence that went with the next one that came and has most of its words.
fn match_changed(gone: &[String], come: &[String], changes: &mut Vec<Change>) {
    let mut rest = come;
    for before in gone {
        let found = rest.iter().take(50).position(|after| alike(before, after) >= ALIKE);
        match found.and_then(|at| Some((rest.get(..at)?, rest.get(at)?, rest.get(at + 1..)?))) {
            Some((skipped, after, behind)) => {
                changes.extend(skipped.iter().map(|text| Change::Added { text: text.clone() }));
                changes.push(Change::Changed { before: before.clone(), after: after.clone() });
                rest = behind;
            }
            None => changes.push(Change::Removed { text: before.clone() }),
        }
    }
    changes.extend(rest.iter().map(|text| Change::Added { text: text.clone() }));
}

/// Share of common words among the words of both.
fn alike(one: &str, other: &str) -> f64 {
    let set = |text: &str| -> BTreeSet<String> { words(text).map(|(_, word)| word.to_lowercase()).collect() };
    let (one, other) = (set(one), set(other));
    let common = one.intersection(&other).count();
    let all = one.len() + other.len() - common;
    if all == 0 { 0.0 } else { common as f64 / all as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(list: &[&str]) -> Vec<String> {
        list.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn sentences_stay_go_come_and_change() {
        let before = texts(&["Harbour reopens", "Eleven ships came in.", "Rain fell all day.", "The end."]);
        let after = texts(&["Harbour reopens", "Twelve ships came in.", "The end.", "More later."]);
        let changes = compare(&before, &after);
        let kinds: Vec<_> = changes
            .iter()
            .map(|change| match change {
                Change::Same { .. } => '=',
                Change::Removed { .. } => '-',
                Change::Added { .. } => '+',
                Change::Changed { .. } => '~',
            })
            .collect();
        assert_eq!(kinds, ['=', '~', '-', '=', '+']);
    }

    #[test]
    fn a_change_is_told_word_by_word() {
        let change = Change::Changed {
            before: "Police said 12 people were hurt.".into(),
            after: "Police said at least 18 people were hurt on Tuesday.".into(),
        };
        let marked = |parts: &[Part<'_>]| -> String {
            parts.iter().map(|p| if p.changed { format!("[{}]", p.text) } else { p.text.into() }).collect()
        };
        let [before, after] = change.words().unwrap();
        assert_eq!(marked(&before), "Police said [12] people were hurt.");
        assert_eq!(marked(&after), "Police said [at least 18] people were hurt [on Tuesday].");
        assert_eq!(Change::Same { text: "a".into() }.words(), None);
    }

    proptest! {
        #[test]
        fn the_parts_of_a_change_are_its_sentences(before in "[ab 中,]{0,12}", after in "[ab 中,]{0,12}") {
            let change = Change::Changed { before: before.clone(), after: after.clone() };
            let [b, a] = change.words().unwrap();
            let joined = |parts: &[Part<'_>]| parts.iter().map(|part| part.text).collect::<String>();
            prop_assert_eq!((joined(&b), joined(&a)), (before, after));
            let stayed = |parts: &[Part<'_>]| -> String {
                parts.iter().filter(|p| !p.changed).flat_map(|p| p.text.split_whitespace()).collect()
            };
            prop_assert_eq!(stayed(&b), stayed(&a));
        }

        #[test]
        fn nothing_is_lost_or_made_up(before in proptest::collection::vec("[ab] [cd]", 0..8), after in proptest::collection::vec("[ab] [cd]", 0..8)) {
            let (mut b, mut a) = (Vec::new(), Vec::new());
            for change in compare(&before, &after) {
                match change {
                    Change::Same { text } => { b.push(text.clone()); a.push(text); }
                    Change::Removed { text } => b.push(text),
                    Change::Added { text } => a.push(text),
                    Change::Changed { before, after } => { b.push(before); a.push(after); }
                }
            }
            prop_assert_eq!((b, a), (before, after));
        }
    }
}
