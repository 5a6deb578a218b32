//! The words around a number: what bounds it, what it counts.

use super::{Bound, Figure, Kind, number::Number};
use crate::text::{fold_word, stopwords, words as words_of};
use std::ops::Range;

/// Most words of a unit.
const LONGEST_UNIT: usize = 3;

/// A number with the words that belong to it.
pub(super) fn complete<'t>(text: &'t str, words: &[(Range<usize>, &'t str)], number: &Number) -> Figure<'t> {
    let (bound, opening) = bound(words, number.first);
    let start = opening.and_then(|at| words.get(at)).map_or(number.range.start, |(range, _)| range.start);
    let mut range = start.min(number.range.start)..number.range.end;
    let unit = if number.kind == Kind::Count { unit(text, words, number) } else { None };
    let unit = unit.map_or("", |unit| {
        range.end = unit.end;
        text.get(unit).unwrap_or_default()
    });
    Figure { range, value: number.value, bound, kind: number.kind, unit }
}

/// How the words before a number bound it, and the index of the first of them.
fn bound(words: &[(Range<usize>, &str)], number: usize) -> (Bound, Option<usize>) {
    const PHRASES: &[(&[&str], Bound)] = &[
        (&["at", "least"], Bound::AtLeast),
        (&["more", "than"], Bound::AtLeast),
        (&["no", "fewer", "than"], Bound::AtLeast),
        (&["no", "less", "than"], Bound::AtLeast),
        (&["no", "more", "than"], Bound::AtMost),
        (&["as", "many", "as"], Bound::AtMost),
        (&["fewer", "than"], Bound::AtMost),
        (&["less", "than"], Bound::AtMost),
        (&["at", "most"], Bound::AtMost),
        (&["up", "to"], Bound::AtMost),
        (&["over"], Bound::AtLeast),
        (&["under"], Bound::AtMost),
        (&["about"], Bound::About),
        (&["around"], Bound::About),
        (&["some"], Bound::About),
        (&["nearly"], Bound::About),
        (&["almost"], Bound::About),
        (&["roughly"], Bound::About),
        (&["approximately"], Bound::About),
        (&["an", "estimated"], Bound::About),
    ];
    let says = |phrase: &[&str]| {
        let start = number.checked_sub(phrase.len())?;
        let before = words.get(start..number)?;
        let fits = before.iter().zip(phrase).all(|((_, word), expected)| word.eq_ignore_ascii_case(expected));
        fits.then_some(start)
    };
    // "no more than" ends in "more than": the longest phrase says what is meant.
    let longest =
        PHRASES.iter().filter_map(|(phrase, bound)| says(phrase).map(|start| (phrase.len(), *bound, start)));
    longest
        .max_by_key(|(length, ..)| *length)
        .map_or((Bound::Exact, None), |(_, bound, start)| (bound, Some(start)))
}

/// The words behind a number that say what it counts: up to a function word, a mark or another number.
fn unit(text: &str, words: &[(Range<usize>, &str)], number: &Number) -> Option<Range<usize>> {
    let function_words = stopwords("en");
    let mut end = number.range.end;
    let mut unit: Option<Range<usize>> = None;
    for (range, word) in words.get(number.next..)?.iter().take(LONGEST_UNIT) {
        let gap = text.get(end..range.start)?;
        let lower = word.to_lowercase();
        let belongs = matches!(gap, " " | "-" | "\u{a0}")
            && !word.starts_with(|c: char| c.is_ascii_digit())
            && function_words.binary_search(&lower.as_str()).is_err();
        if !belongs {
            break;
        }
        end = range.end;
        unit = Some(unit.map_or(range.start, |unit| unit.start)..end);
    }
    unit
}

/// Whether two units share a word, the plural's last letter and diacritics apart.
pub(super) fn share_a_word(a: &str, b: &str) -> bool {
    let bare = |word: &str| fold_word(word).trim_end_matches('s').to_owned();
    words_of(a).any(|(_, a)| words_of(b).any(|(_, b)| bare(a) == bare(b)))
}
