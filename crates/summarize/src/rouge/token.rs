//! Text to tokens, tokens to numbers.

use super::porter;
use offwire_article::text::{fold_word, words};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use xxhash_rust::xxh3::Xxh3DefaultBuilder;

/// What counts as a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tokens {
    /// As `rouge-score` with its stemmer: runs of `a-z` and `0-9` of the text in lower case, Porter-stemmed where longer
    /// than three letters. Letters with marks and other scripts separate tokens.
    #[default]
    English,
    /// For every other language: the words of [`offwire_article::text::words`] in lower case, diacritics off, not stemmed.
    /// A Han character or hiragana is a token of its own. Figures of this mode compare with each other only.
    Unicode,
}

/// Stands for every token that the reference does not hold.
pub(super) const FOREIGN: u32 = u32::MAX;

/// Numbers of the tokens of a reference.
#[derive(Debug, Clone, Default)]
pub(super) struct Vocabulary {
    numbers: HashMap<Box<str>, u32, Xxh3DefaultBuilder>,
}

impl Vocabulary {
    /// The tokens of a sentence, new ones numbered.
    pub(super) fn learn(&mut self, sentence: &str, tokens: Tokens) -> Vec<u32> {
        let mut numbered = Vec::new();
        each_token(sentence, tokens, |token| {
            let fresh = u32::try_from(self.numbers.len()).unwrap_or(FOREIGN);
            let number = self.numbers.get(token).copied().unwrap_or_else(|| {
                self.numbers.insert(token.into(), fresh);
                fresh
            });
            numbered.push(number);
        });
        numbered
    }

    /// The tokens of a sentence, those it does not know as [`FOREIGN`].
    pub(super) fn read(&self, sentence: &str, tokens: Tokens) -> Vec<u32> {
        let mut numbered = Vec::new();
        each_token(sentence, tokens, |token| {
            numbered.push(self.numbers.get(token).copied().unwrap_or(FOREIGN))
        });
        numbered
    }
}

/// Calls `take` with each token of a text.
pub(super) fn each_token(text: &str, tokens: Tokens, mut take: impl FnMut(&str)) {
    match tokens {
        Tokens::English => each_english(text, &mut take),
        Tokens::Unicode => words(text).for_each(|(_, word)| take(&fold_word(word))),
    }
}

fn each_english(text: &str, take: &mut impl FnMut(&str)) {
    let mut token = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        if matches!(c, 'a'..='z' | '0'..='9') {
            token.push(c);
        } else {
            finish(&mut token, take);
        }
    }
    finish(&mut token, take);
}

fn finish(token: &mut String, take: &mut impl FnMut(&str)) {
    if token.len() > 3 {
        porter::stem(token);
    }
    if !token.is_empty() {
        take(token);
    }
    token.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, tokens: Tokens, expected: &[&str]) {
        let mut found = Vec::new();
        each_token(text, tokens, |token| found.push(token.to_owned()));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn english_tokens_are_those_of_rouge_score() {
        check(
            "The U.S. didn't re-open 1,200 Cafés.",
            Tokens::English,
            &["the", "u", "s", "didn", "t", "re", "open", "1", "200", "caf", "s"],
        );
        check("Ports closing; ports closed", Tokens::English, &["port", "close", "port", "close"]);
        check("--", Tokens::English, &[]);
    }

    #[test]
    fn unicode_tokens_are_folded_words() {
        check("Straße gesperrt: 東京", Tokens::Unicode, &["strasse", "gesperrt", "東", "京"]);
    }
}
