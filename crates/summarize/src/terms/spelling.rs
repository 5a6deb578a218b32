//! What a spelling says by itself, whatever the story.

use super::{Marks, Table, table::Hashed};
use crate::language::Language;
use xxhash_rust::xxh3::xxh3_64;

/// Spellings that a thread keeps: those of some thousand stories, in 4 MB.
const MOST: usize = 60_000;

/// The spellings that a thread has met. News repeats its words from story to story, and a stemmer costs more than all
/// else that is done with a word.
#[derive(Debug)]
pub(super) struct Spellings {
    met: Table<Spelling>,
    /// Number of the story that is read, counted from 1.
    story: u32,
}

/// A word in lower case, and what it is in the story where it was met last.
#[derive(Debug, Clone, Copy, Default)]
#[repr(align(32))]
pub(super) struct Spelling {
    /// Hash of the spelling and its language; never 0.
    name: u64,
    /// Hash of the stem.
    pub(super) stem: u64,
    /// The story where it was met last.
    story: u32,
    /// Its term in that story.
    term: u32,
    /// What it tells in that story.
    told: Marks,
    /// What kind of word it is, but for [`Marks::CONTENT`].
    pub(super) marks: Marks,
    /// Letters of the stem.
    pub(super) letters: u8,
    /// Whether it carries meaning.
    pub(super) content: bool,
    /// Whether the stem begins with a digit.
    pub(super) number: bool,
}

impl Hashed for Spelling {
    fn hash(&self) -> u64 {
        self.name
    }
}

impl Default for Spellings {
    fn default() -> Self {
        Self { met: Table::with_room(0), story: 0 }
    }
}

impl Spellings {
    /// From here on, words are those of another story.
    pub(super) fn turn(&mut self) {
        if self.met.len() >= MOST || self.story == u32::MAX {
            *self = Self::default();
        }
        self.story += 1;
    }

    /// The term of a word in lower case (UTF-8), and what it tells. Where the story has not had it yet, `learn` says both.
    ///
    /// `language` is the hash of the language's key: not as a seed, since hashes of words of one to three bytes meet
    /// under seeds as near as these, and one language's words would then be taken for another's.
    pub(super) fn term(
        &mut self,
        language: (Language, u64),
        folded: &[u8],
        learn: impl FnOnce(&Spelling) -> (u32, Marks),
    ) -> (u32, Marks) {
        // No hash is 0 but by the rarest chance.
        let name = (xxh3_64(folded) ^ language.1).max(1);
        let read = || {
            let folded = std::str::from_utf8(folded).unwrap_or_default();
            Spelling { name, ..Spelling::read(language.0, folded) }
        };
        let Some(known) = self.met.get_or_insert(name, read) else { return learn(&read()) };
        if known.story != self.story {
            (known.term, known.told) = learn(known);
            known.story = self.story;
        }
        (known.term, known.told)
    }
}

impl Spelling {
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
            ..Self::default()
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

    /// What the spellings learn of a word in a new story.
    fn learned(spellings: &mut Spellings, language: Language, word: &str) -> Spelling {
        let mut learned = Spelling::default();
        spellings.turn();
        spellings.term((language, language.hash()), word.as_bytes(), |spelling| {
            learned = *spelling;
            (0, Marks::default())
        });
        learned
    }

    #[test]
    fn a_spelling_is_known_by_its_language() {
        let mut spellings = Spellings::default();
        let mut read = |language, word: &str| learned(&mut spellings, language, word);
        let mut of = |code, word| read(Language::coded(code), word);
        assert_eq!(of("en", "boats").stem, of("en", "boat").stem);
        assert_ne!(of("de", "running").stem, of("en", "running").stem);
        assert!(!of("en", "the").content);
        assert!(of("zh", "港").content);
        let stemmed = of("en", "boats").stem;
        assert_ne!(read(Language::coded("en").unstemmed(), "boats").stem, stemmed);
    }

    #[test]
    fn short_words_of_one_language_are_none_of_another() {
        let languages = offwire_article::text::languages().map(Language::coded);
        let languages: Vec<Language> = languages.flat_map(|l| [l, l.unstemmed()]).collect();
        let mut spellings = Spellings::default();
        for _ in 0..2 {
            for language in &languages {
                for word in
                    ["a", "b", "c", "aa", "ab", "ba", "the", "and", "und", "les", "é", "я", "の", "港"]
                {
                    let known = learned(&mut spellings, *language, word);
                    let read = Spelling::read(*language, word);
                    assert_eq!((known.stem, known.content), (read.stem, read.content), "{word} {language:?}");
                }
            }
        }
    }

    #[test]
    fn a_story_learns_a_word_once() {
        let mut spellings = Spellings::default();
        let english = (Language::english(), 7);
        let mut learned = 0;
        for story in 0..3 {
            spellings.turn();
            for word in ["the", "harbour", "the"] {
                let told = spellings.term(english, word.as_bytes(), |_| {
                    learned += 1;
                    (10 * story + word.len() as u32, Marks::DATE)
                });
                assert_eq!(told, (10 * story + word.len() as u32, Marks::DATE));
            }
        }
        assert_eq!(learned, 6);
    }
}
