//! What holds of the text tools for every text; shared by the property tests and the fuzz target.

use offwire_article::text::{fold_space, fold_word, nfc, numbers, sentences, shingles, word_count, words};
use std::ops::Range;

/// A language by number: some with rules of their own, and none.
pub(crate) fn language(number: u8) -> Option<&'static str> {
    [None, Some("en"), Some("de"), Some("el"), Some("ja"), Some("ru"), Some("fr"), Some("tlh")]
        [usize::from(number % 8)]
}

/// Runs every tool over a text and checks what must hold.
pub(crate) fn hold(language: Option<&str>, text: &str) {
    let found = sentences(text, language);
    between(text, &found, char::is_whitespace);
    let joined: String = found.iter().map(|range| &text[range.clone()]).collect();
    assert_eq!(solid(&joined), solid(text), "letters were lost");
    let found: Vec<Range<usize>> = words(text).map(|(range, _)| range).collect();
    between(text, &found, |c| !c.is_alphanumeric());
    assert!(word_count(text) >= text.split_whitespace().count());
    assert!(shingles(words(text).map(|(_, word)| fold_word(word)), 3).len() <= found.len());
    assert!(numbers(text).iter().all(|figure| text.get(figure.range.clone()).is_some()));
    let folded = fold_space(text);
    assert_eq!(fold_space(&folded), folded);
    assert_eq!(nfc(&nfc(text)), nfc(text));
}

/// Ranges in order, none empty, and only such characters between them.
fn between(text: &str, ranges: &[Range<usize>], allowed: impl Fn(char) -> bool) {
    let mut last = 0;
    for range in ranges {
        assert!(last <= range.start && range.start < range.end, "{range:?}");
        assert!(text[last..range.start].chars().all(&allowed), "{:?}", &text[last..range.start]);
        last = range.end;
    }
    assert!(text[last..].chars().all(&allowed), "{:?}", &text[last..]);
}

fn solid(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
