//! Tokens and normalized texts, as Python's `\w+`, `str.split` and `str.casefold` give them, which the published measures use.

use unicode_normalization::{
    UnicodeNormalization,
    char::{canonical_combining_class, is_combining_mark},
};

/// Runs of letters, digits and underscores; marks separate, as they do in Python.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c| !is_word_char(c)).filter(|token| !token.is_empty())
}

fn is_word_char(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '_';
    }
    // Letters in circles and squares are symbols to Python, letters to Rust.
    let symbol = matches!(c, '\u{24b6}'..='\u{24e9}' | '\u{1f130}'..='\u{1f189}');
    c.is_alphanumeric() && !symbol && !is_combining_mark(c)
}

pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}')
}

/// Runs of white space as one blank, none at the ends.
pub(super) fn squeeze(text: &str) -> String {
    let pieces: Vec<&str> = text.split(is_space).filter(|piece| !piece.is_empty()).collect();
    pieces.join(" ")
}

/// NFKC, quotation marks and dashes of one kind, white space squeezed.
pub(super) fn normalized_paragraph(text: &str) -> String {
    let unified: String = text.nfkc().map(unify).collect();
    squeeze(&unified)
}

fn unify(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}' | '\u{2032}' => '\'',
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{201f}' | '\u{ab}' | '\u{bb}' | '\u{2033}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        other => other,
    }
}

/// NFKC, case folded, letters and digits only.
pub(super) fn normalized_title(text: &str) -> String {
    let folded = fold_case(text.nfkc());
    tokens(&folded).flat_map(|token| token.chars().filter(|&c| c != '_')).collect()
}

/// A person's name in small letters without diacritics, degrees and the word before it (`By`, `von`).
pub(super) fn normalized_name(text: &str) -> String {
    let folded: String =
        fold_case(without_by(text).nfkd()).chars().filter(|&c| canonical_combining_class(c) == 0).collect();
    let kept: Vec<&str> = tokens(&folded).filter(|token| !matches!(*token, "dr" | "prof" | "phd")).collect();
    kept.join(" ")
}

fn without_by(text: &str) -> &str {
    const BY: &[&str] = &["by", "von", "par", "por", "di", "da", "av", "af", "door"];
    let trimmed = text.trim_start_matches(is_space);
    let (word, rest) = trimmed.split_at(trimmed.find(is_space).unwrap_or(trimmed.len()));
    let is_by = !rest.is_empty() && BY.iter().any(|by| by.eq_ignore_ascii_case(word));
    if is_by { rest.trim_start_matches(is_space) } else { text }
}

fn fold_case(text: impl Iterator<Item = char>) -> String {
    let mut folded = String::new();
    for c in text.flat_map(char::to_lowercase) {
        match c {
            'ß' => folded.push_str("ss"),
            'ς' => folded.push('σ'),
            other => folded.push(other),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_pythons_word_characters() {
        let found: Vec<&str> = tokens("Don't re-open_it, Café 2½; हिन्दी").collect();
        assert_eq!(found, ["Don", "t", "re", "open_it", "Café", "2½", "ह", "न", "द"]);
    }

    #[test]
    fn normalized_forms() {
        assert_eq!(normalized_paragraph(" “Yes” –\u{a0}it’s ﬁne "), "\"Yes\" - it's fine");
        assert_eq!(normalized_title("The Straße, No_1!"), "thestrasseno1");
        assert_eq!(normalized_name("By Dr. Zoë  O'Hara"), "zoe o hara");
        assert_eq!(normalized_name("Von"), "von");
    }
}
