//! Whether a day of the week that a sentence names is behind the story or ahead of it.

use crate::readability::Word;

/// What the words around a day tell of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Ahead,
    /// Nothing that settles it: a wrong date is worse than none.
    Unclear,
}

/// Words before a day that settle it lie no further away than this, in words.
const REACH: usize = 12;

/// Auxiliaries that tell of what is to come.
const AHEAD: [&str; 6] = ["will", "won't", "won\u{2019}t", "would", "shall", "'ll"];

/// Words that make what their infinitive tells something to come: "is scheduled to meet", "plans to vote".
const INTENDING: [&str; 30] = [
    "scheduled",
    "expected",
    "due",
    "set",
    "plans",
    "planned",
    "planning",
    "hopes",
    "hoped",
    "hoping",
    "intends",
    "wants",
    "going",
    "likely",
    "slated",
    "poised",
    "agreed",
    "aims",
    "vowed",
    "promised",
    "is",
    "are",
    "was",
    "were",
    "supposed",
    "ready",
    "preparing",
    "prepares",
    "ordered",
    "needs",
];

/// What is so told of a day lies ahead even without an infinitive: "a vote scheduled for Monday".
const SCHEDULED: [&str; 4] = ["scheduled", "slated", "due", "planned"];

/// Verbs of the past that do not end in "ed".
const PAST: [&str; 72] = [
    "was", "were", "had", "did", "said", "told", "began", "became", "broke", "brought", "built", "burst",
    "came", "caught", "chose", "drew", "drove", "fell", "felt", "fled", "flew", "fought", "found", "gave",
    "got", "went", "grew", "held", "hit", "hung", "kept", "knew", "laid", "led", "left", "lost", "made",
    "met", "paid", "put", "ran", "rose", "sang", "sank", "sat", "saw", "sent", "sold", "shook", "shot",
    "shut", "slid", "sought", "spent", "spoke", "split", "spread", "stood", "stole", "struck", "swept",
    "swore", "thought", "threw", "took", "won", "wore", "withdrew", "woke", "wrote", "been", "overtook",
];

/// Words in "ed" that are no verbs of the past.
const NO_VERBS: [&str; 8] = ["united", "need", "indeed", "speed", "seed", "exceed", "proceed", "red"];

/// What the words before the day with this number tell of it, and, where there are none, what those behind it do.
pub(super) fn of_day(all: &[Word<'_>], day: usize) -> Tense {
    let before = all.get(day.saturating_sub(REACH)..day).unwrap_or_default();
    let mut found = (0..before.len()).rev().filter_map(|at| told(before, at));
    if let Some(tense) = found.next() {
        return tense;
    }
    let behind = all.get(day + 1..(day + REACH).min(all.len())).unwrap_or_default();
    let opens = day <= 2;
    let mut found = (0..behind.len()).filter(|_| opens).filter_map(|at| told(behind, at));
    found.next().unwrap_or(Tense::Unclear)
}

/// What one word tells; none where it tells nothing of time.
fn told(words: &[Word<'_>], at: usize) -> Option<Tense> {
    let word = *words.get(at)?;
    let before = at.checked_sub(1).and_then(|before| words.get(before));
    if word.is("to") {
        return of_infinitive(before.copied(), words.get(at + 1).copied());
    }
    if word.is_any(&AHEAD) {
        return Some(Tense::Ahead);
    }
    if word.is_any(&SCHEDULED) {
        return Some(Tense::Ahead);
    }
    let ends = word.text.len() > 3 && word.text.ends_with("ed") && !word.is_any(&NO_VERBS);
    if word.is_any(&PAST) || ends && !word.is_capitalized() {
        return Some(Tense::Past);
    }
    // "The shop is open Monday" and "has been shut since Monday" differ by what follows, which is too much to read.
    word.is_any(&["is", "are", "has", "have", "may", "might", "could", "should", "can"])
        .then_some(Tense::Unclear)
}

/// "to" before a verb tells by what stands before it; before a name, an article or a number it tells nothing.
fn of_infinitive(before: Option<Word<'_>>, verb: Option<Word<'_>>) -> Option<Tense> {
    let no_verb = |word: Word<'_>| {
        word.is_capitalized()
            || word.text.starts_with(|c: char| c.is_ascii_digit())
            || word.is_any(&["the", "a", "an", "his", "her", "their", "its", "this", "that"])
    };
    if verb.is_none_or(no_verb) || before.is_some_and(|word| word.is("according")) {
        return None;
    }
    let intends = before.is_some_and(|word| word.is_any(&INTENDING));
    Some(if intends { Tense::Ahead } else { Tense::Unclear })
}
