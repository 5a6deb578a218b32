//! Authors as sets of names.

use super::token::{is_space, normalized_name};
use serde::Serialize;
use std::collections::BTreeSet;

/// How two sets of names match.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct SetScore {
    /// Share of the names found that are right; 0 where none was found.
    pub precision: f64,
    /// Share of the right names that were found.
    pub recall: f64,
    /// Harmonic mean of both.
    pub f1: f64,
    /// Whether the sets are the same.
    pub exact: bool,
}

impl SetScore {
    pub(super) fn of(gold: &[String], found: &[String]) -> Self {
        let (gold, found) = (name_set(gold), name_set(found));
        let hits = gold.intersection(&found).count() as f64;
        let share = |set: &BTreeSet<String>| if set.is_empty() { 0.0 } else { hits / set.len() as f64 };
        let (precision, recall) = (share(&found), share(&gold));
        let sum = precision + recall;
        let f1 = if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 };
        Self { precision, recall, f1, exact: gold == found }
    }
}

fn name_set(entries: &[String]) -> BTreeSet<String> {
    entries
        .iter()
        .flat_map(|entry| split_names(entry))
        .map(normalized_name)
        .filter(|name| !name.is_empty())
        .collect()
}

/// The names of a byline: between commas, semicolons, bars and lines, and around a word for "and".
fn split_names(entry: &str) -> Vec<&str> {
    let (mut names, mut start, mut at) = (Vec::new(), 0, 0);
    while let Some(rest) = entry.get(at..).filter(|rest| !rest.is_empty()) {
        if let Some(length) = separator(rest) {
            names.push(entry.get(start..at).unwrap_or_default());
            at += length;
            start = at;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
            // A separator takes the blanks before it; where the whole run of them began none, neither does its tail.
            if rest.starts_with(is_space) {
                at += leading_space(entry.get(at..).unwrap_or_default());
            }
        }
    }
    names.push(entry.get(start..).unwrap_or_default());
    names
}

/// Length of the separator that a text begins with.
fn separator(text: &str) -> Option<usize> {
    const AND: &[&str] = &["and", "und", "et", "y", "e", "og", "och", "&"];
    let blank = leading_space(text);
    let (space, rest) = text.split_at(blank);
    if rest.starts_with([';', '|', ',']) {
        return Some(blank + 1 + leading_space(rest.get(1..).unwrap_or_default()));
    }
    if space.ends_with('\n') {
        return Some(blank);
    }
    let word = rest.find(is_space).map_or(rest, |end| rest.get(..end).unwrap_or_default());
    let after = leading_space(rest.get(word.len()..).unwrap_or_default());
    if blank > 0 && after > 0 && AND.contains(&word) {
        return Some(blank + word.len() + after);
    }
    space.contains('\n').then_some(blank)
}

fn leading_space(text: &str) -> usize {
    text.len() - text.trim_start_matches(is_space).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_are_cut_into_names() {
        for (entry, expected) in [
            ("Ann Oak and Bob Elm", &["Ann Oak", "Bob Elm"][..]),
            ("Ann Oak, Bob Elm;Cy Fir | Di Yew\nEd", &["Ann Oak", "Bob Elm", "Cy Fir", "Di Yew", "Ed"]),
            ("Andy Sandy", &["Andy Sandy"]),
            ("A\u{a0}y  B", &["A", "B"]),
        ] {
            assert_eq!(split_names(entry), expected);
        }
    }
}
