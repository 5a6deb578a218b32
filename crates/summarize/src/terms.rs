//! The words of a story as numbers: stems, stop words, counts.

mod marks;
mod spelling;

pub(crate) use marks::Marks;

use crate::{language::Language, story::Story};
use spelling::Spelling;
use std::{collections::HashMap, hash::BuildHasherDefault, hash::Hasher};
use xxhash_rust::xxh3::xxh3_64;

/// A map whose keys are hashes already.
type ByHash<V> = HashMap<u64, V, BuildHasherDefault<Passed>>;

/// Hands a 64-bit hash through.
#[derive(Default)]
struct Passed(u64);

impl Hasher for Passed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxh3_64(bytes);
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }
}

/// One stem of the story.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Term {
    /// Hash of the stem: its name in the model.
    pub hash: u64,
    /// Whether it carries meaning: no stop word, more than one letter.
    pub content: bool,
    /// Occurrences in the story, stop words counted too.
    pub(crate) count: u32,
    /// Whether it begins with a digit.
    pub(crate) number: bool,
    /// Letters of the stem.
    pub(crate) letters: u8,
}

/// Stems of all sentences and of the headline.
pub(crate) struct Terms {
    pub terms: Vec<Term>,
    tokens: Vec<u32>,
    marks: Vec<Marks>,
    ends: Vec<usize>,
    /// Content terms of each sentence with their counts, by rising number.
    bags: Vec<Vec<(u32, u16)>>,
    /// Content terms of the headline, each once, by rising number; a stem that the story lacks has a number beyond
    /// those of `terms`.
    pub headline: Vec<u32>,
    /// All tokens of the headline in order.
    pub(crate) headline_tokens: Vec<u32>,
    /// Number of terms that occur in sentences.
    pub in_story: usize,
}

impl Terms {
    /// Of a whole story.
    pub(crate) fn of(story: &Story<'_>) -> Self {
        let headline = story.article.headline.as_deref().unwrap_or("");
        Self::read(story.sentences.iter().map(|s| s.text), headline, story.language)
    }

    /// Of a whole story, each spelling a term of its own.
    pub(crate) fn unstemmed(story: &Story<'_>) -> Self {
        Self::read(story.sentences.iter().map(|s| s.text), "", story.language.unstemmed())
    }

    /// Of one sentence by itself.
    pub(crate) fn of_line(line: &str, language: Language) -> Self {
        Self::read(std::iter::once(line), "", language)
    }

    fn read<'t>(sentences: impl Iterator<Item = &'t str>, headline: &str, language: Language) -> Self {
        let mut reader = Reader::new(language);
        let (mut tokens, mut marks, mut ends) = (Vec::new(), Vec::new(), Vec::new());
        for sentence in sentences {
            reader.read(sentence, &mut tokens, &mut marks);
            ends.push(tokens.len());
        }
        for token in &tokens {
            if let Some(term) = reader.terms.get_mut(*token as usize) {
                term.count += 1;
            }
        }
        let in_story = reader.terms.len();
        let mut headline_tokens = Vec::new();
        reader.read(headline, &mut headline_tokens, &mut Vec::new());
        let mut headline: Vec<u32> =
            headline_tokens.iter().copied().filter(|t| is_content(&reader.terms, *t)).collect();
        headline.sort_unstable();
        headline.dedup();
        let mut terms = Self {
            terms: reader.terms,
            tokens,
            marks,
            ends,
            bags: Vec::new(),
            headline,
            headline_tokens,
            in_story,
        };
        terms.bags = (0..terms.len()).map(|index| terms.bag_of(index)).collect();
        terms
    }

    /// Number of sentences.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// All tokens of a sentence, stop words among them.
    pub(crate) fn tokens(&self, index: usize) -> &[u32] {
        self.tokens.get(self.stretch(index)).unwrap_or_default()
    }

    /// What each token of a sentence tells.
    pub(crate) fn marks(&self, index: usize) -> &[Marks] {
        self.marks.get(self.stretch(index)).unwrap_or_default()
    }

    fn stretch(&self, index: usize) -> std::ops::Range<usize> {
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        start..self.ends.get(index).copied().unwrap_or(start)
    }

    /// Content terms of a sentence with their counts, by rising number.
    pub(crate) fn bag(&self, index: usize) -> &[(u32, u16)] {
        self.bags.get(index).map_or(&[], Vec::as_slice)
    }

    /// The term with this number.
    pub(crate) fn term(&self, number: u32) -> Option<&Term> {
        self.terms.get(number as usize)
    }

    /// Share of a sentence's content that another one holds already, from 0 to 1.
    pub(crate) fn overlap(&self, sentence: usize, other: usize) -> f32 {
        let (bag, other) = (self.bag(sentence), self.bag(other));
        let shared = bag.iter().filter(|(t, _)| other.binary_search_by_key(t, |(o, _)| *o).is_ok()).count();
        shared as f32 / bag.len().max(1) as f32
    }

    /// The content terms of any text that the story has too, each once, by rising number.
    pub(crate) fn known(&self, text: &str, language: Language) -> Vec<u32> {
        let by_hash: ByHash<u32> =
            self.terms.iter().zip(0..).map(|(term, number)| (term.hash, number)).collect();
        let mut reader = Reader::new(language);
        let mut tokens = Vec::new();
        reader.read(text, &mut tokens, &mut Vec::new());
        let content = reader.terms.iter().filter(|term| term.content);
        let mut known: Vec<u32> = content.filter_map(|term| by_hash.get(&term.hash).copied()).collect();
        known.sort_unstable();
        known
    }

    /// All tokens of any text in order; a stem that the story lacks has a number beyond those of `terms`.
    #[cfg(feature = "train")]
    pub(crate) fn sequence(&self, text: &str, language: Language) -> Vec<u32> {
        let by_hash: ByHash<u32> =
            self.terms.iter().zip(0..).map(|(term, number)| (term.hash, number)).collect();
        let mut reader = Reader::new(language);
        let mut tokens = Vec::new();
        reader.read(text, &mut tokens, &mut Vec::new());
        let beyond = self.terms.len() as u32;
        let number = |token: u32| {
            let hash = reader.terms.get(token as usize).map_or(0, |term| term.hash);
            by_hash.get(&hash).copied().unwrap_or(beyond + token)
        };
        tokens.into_iter().map(number).collect()
    }

    fn bag_of(&self, index: usize) -> Vec<(u32, u16)> {
        let mut content: Vec<u32> =
            self.tokens(index).iter().copied().filter(|t| is_content(&self.terms, *t)).collect();
        content.sort_unstable();
        let mut bag: Vec<(u32, u16)> = Vec::with_capacity(content.len());
        for term in content {
            match bag.last_mut() {
                Some((last, count)) if *last == term => *count = count.saturating_add(1),
                _ => bag.push((term, 1)),
            }
        }
        bag
    }
}

fn is_content(terms: &[Term], number: u32) -> bool {
    terms.get(number as usize).is_some_and(|term| term.content)
}

/// Turns text into numbers of terms; each spelling is folded and stemmed once.
struct Reader {
    language: Language,
    terms: Vec<Term>,
    by_spelling: ByHash<(u32, Marks)>,
    by_stem: ByHash<u32>,
    folded: String,
}

impl Reader {
    fn new(language: Language) -> Self {
        Self {
            language,
            terms: Vec::new(),
            by_spelling: HashMap::with_capacity_and_hasher(512, BuildHasherDefault::default()),
            by_stem: HashMap::with_capacity_and_hasher(512, BuildHasherDefault::default()),
            folded: String::new(),
        }
    }

    fn read(&mut self, text: &str, tokens: &mut Vec<u32>, marks: &mut Vec<Marks>) {
        let language = self.language;
        language.each_word(text, |word| {
            self.folded.clear();
            if word.is_ascii() {
                self.folded.push_str(word);
                self.folded.make_ascii_lowercase();
            } else {
                self.folded.extend(word.chars().flat_map(char::to_lowercase));
            }
            let spelling = xxh3_64(self.folded.as_bytes());
            let (number, mark) = match self.by_spelling.get(&spelling) {
                Some(known) => *known,
                None => self.learn(spelling),
            };
            let capital = word.starts_with(char::is_uppercase);
            tokens.push(number);
            marks.push(if capital { mark.with(Marks::CAPITAL) } else { mark });
        });
    }

    /// Gives a new spelling the number of its stem.
    fn learn(&mut self, spelling: u64) -> (u32, Marks) {
        let Spelling { stem, letters, content, number: digits, marks } =
            Spelling::of(self.language, &self.folded, spelling);
        let next = self.terms.len() as u32;
        let number = *self.by_stem.entry(stem).or_insert(next);
        if number == next {
            self.terms.push(Term { hash: stem, content, count: 0, number: digits, letters });
        }
        let content = self.terms.get(number as usize).is_some_and(|term| term.content);
        let known = (number, if content { marks.with(Marks::CONTENT) } else { marks });
        self.by_spelling.insert(spelling, known);
        known
    }
}
