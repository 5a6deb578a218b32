//! What a spelling says by itself, whatever the story.

use super::{ByHash, Marks};
use crate::language::Language;
use std::cell::RefCell;
use xxhash_rust::xxh3::xxh3_64;

/// Spellings that a thread keeps: those of some thousand stories, in 4 MB.
const MOST: usize = 60_000;

thread_local! {
    /// News repeats its words from story to story, and a stemmer costs more than all else that is done with a word.
    static KNOWN: RefCell<ByHash<Spelling>> = RefCell::default();
}

/// A word in lower case.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spelling {
    /// Hash of the stem.
    pub(super) stem: u64,
    /// Letters of the stem.
    pub(super) letters: u8,
    /// Whether it carries meaning.
    pub(super) content: bool,
    /// Whether the stem begins with a digit.
    pub(super) number: bool,
    /// What kind of word it is, but for [`Marks::CONTENT`].
    pub(super) marks: Marks,
}

impl Spelling {
    /// Of a word with its hash.
    pub(super) fn of(language: Language, folded: &str, hash: u64) -> Self {
        // Not as a seed: hashes of words of one to three bytes meet under seeds as near as these, and one language's
        // words would then be taken for another's.
        let name = hash ^ xxh3_64(&language.key().to_le_bytes());
        KNOWN.with_borrow_mut(|known| {
            if known.len() >= MOST {
                known.clear();
            }
            *known.entry(name).or_insert_with(|| Self::read(language, folded))
        })
    }

    fn read(language: Language, folded: &str) -> Self {
        let stem = language.stem(folded);
        let letters = stem.chars().count();
        let number = stem.starts_with(|c: char| c.is_ascii_digit());
        let marks = if language.is_english() { Marks::of_english(folded) } else { Marks::default() };
        Self {
            stem: xxh3_64(stem.as_bytes()),
            letters: u8::try_from(letters).unwrap_or(u8::MAX),
            content: letters > 1 && !language.is_stopword(folded) || is_ideograph(&stem),
            number,
            marks: if number { marks.with(Marks::DIGIT) } else { marks },
        }
    }
}

/// Whether a one-letter word means something by itself.
fn is_ideograph(stem: &str) -> bool {
    stem.starts_with(|c| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spelling_is_known_by_its_language() {
        let read = |language, word: &str| Spelling::of(language, word, xxh3_64(word.as_bytes()));
        let of = |code, word| read(Language::coded(code), word);
        assert_eq!(of("en", "boats").stem, of("en", "boat").stem);
        assert_ne!(of("de", "running").stem, of("en", "running").stem);
        let whole = read(Language::coded("en").unstemmed(), "boats");
        assert_ne!(whole.stem, of("en", "boats").stem);
        assert!(!of("en", "the").content);
        assert!(of("zh", "港").content);
    }

    #[test]
    fn short_words_of_one_language_are_none_of_another() {
        let languages = offwire_article::text::languages().map(Language::coded);
        let languages: Vec<Language> = languages.flat_map(|l| [l, l.unstemmed()]).collect();
        for _ in 0..2 {
            for language in &languages {
                for word in
                    ["a", "b", "c", "aa", "ab", "ba", "the", "and", "und", "les", "é", "я", "の", "港"]
                {
                    let known = Spelling::of(*language, word, xxh3_64(word.as_bytes()));
                    let read = Spelling::read(*language, word);
                    assert_eq!((known.stem, known.content), (read.stem, read.content), "{word} {language:?}");
                }
            }
        }
    }
}
