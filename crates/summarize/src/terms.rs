//! The words of a story as numbers: stems, stop words, counts.

mod marks;
mod spelling;
mod table;

pub(crate) use marks::Marks;

use crate::{language::Language, story::Story};
use spelling::{Spelling, Spellings};
use std::{cell::RefCell, collections::HashMap};
use table::{Hashed, Table};

thread_local! {
    static SPELLINGS: RefCell<Spellings> = RefCell::default();
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
    /// Content terms of each sentence with their counts, by rising number, one sentence behind the other.
    bags: Vec<(u32, u16)>,
    bag_ends: Vec<usize>,
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
        let (mut tokens, mut marks, mut ends) = (Vec::new(), Vec::new(), Vec::new());
        let mut headline_tokens = Vec::new();
        let (terms, in_story) = SPELLINGS.with_borrow_mut(|spellings| {
            let mut reader = Reader::new(language, spellings);
            for sentence in sentences {
                reader.read(sentence, &mut tokens, &mut marks);
                ends.push(tokens.len());
            }
            let in_story = reader.terms.len();
            reader.read(headline, &mut headline_tokens, &mut Vec::new());
            (reader.terms, in_story)
        });
        let mut headline: Vec<u32> =
            headline_tokens.iter().copied().filter(|t| is_content(&terms, *t)).collect();
        headline.sort_unstable();
        headline.dedup();
        let (bags, bag_ends) = (Vec::with_capacity(tokens.len()), Vec::with_capacity(ends.len()));
        let mut terms =
            Self { terms, tokens, marks, ends, bags, bag_ends, headline, headline_tokens, in_story };
        terms.count();
        terms
    }

    /// Counts what was read, in the story and in each sentence.
    fn count(&mut self) {
        for token in &self.tokens {
            if let Some(term) = self.terms.get_mut(*token as usize) {
                term.count += 1;
            }
        }
        let mut content: Vec<u32> = Vec::new();
        for index in 0..self.len() {
            let tokens = self.tokens(index).iter().zip(self.marks(index));
            content.extend(tokens.filter(|(_, marks)| marks.has(Marks::CONTENT)).map(|(term, _)| *term));
            content.sort_unstable();
            let start = self.bags.len();
            for term in content.drain(..) {
                match self.bags.get_mut(start..).and_then(<[_]>::last_mut) {
                    Some((last, count)) if *last == term => *count = count.saturating_add(1),
                    _ => self.bags.push((term, 1)),
                }
            }
            self.bag_ends.push(self.bags.len());
        }
    }

    /// Number of sentences.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// All tokens of a sentence, stop words among them.
    pub(crate) fn tokens(&self, index: usize) -> &[u32] {
        self.tokens.get(stretch(&self.ends, index)).unwrap_or_default()
    }

    /// What each token of a sentence tells.
    pub(crate) fn marks(&self, index: usize) -> &[Marks] {
        self.marks.get(stretch(&self.ends, index)).unwrap_or_default()
    }

    /// Content terms of a sentence with their counts, by rising number.
    pub(crate) fn bag(&self, index: usize) -> &[(u32, u16)] {
        self.bags.get(stretch(&self.bag_ends, index)).unwrap_or_default()
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
        let by_hash: HashMap<u64, u32> =
            self.terms.iter().zip(0..).map(|(term, number)| (term.hash, number)).collect();
        let (terms, _) = read_line(text, language);
        let content = terms.iter().filter(|term| term.content);
        let mut known: Vec<u32> = content.filter_map(|term| by_hash.get(&term.hash).copied()).collect();
        known.sort_unstable();
        known
    }

    /// All tokens of any text in order; a stem that the story lacks has a number beyond those of `terms`.
    #[cfg(feature = "train")]
    pub(crate) fn sequence(&self, text: &str, language: Language) -> Vec<u32> {
        let by_hash: HashMap<u64, u32> =
            self.terms.iter().zip(0..).map(|(term, number)| (term.hash, number)).collect();
        let (terms, tokens) = read_line(text, language);
        let beyond = self.terms.len() as u32;
        let number = |token: u32| {
            let hash = terms.get(token as usize).map_or(0, |term| term.hash);
            by_hash.get(&hash).copied().unwrap_or(beyond + token)
        };
        tokens.into_iter().map(number).collect()
    }
}

/// Where what a sentence has begins and ends among what all have, by where each ends.
fn stretch(ends: &[usize], index: usize) -> std::ops::Range<usize> {
    let start = index.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
    start..ends.get(index).copied().unwrap_or(start)
}

/// Terms and tokens of a text that is no part of the story.
fn read_line(text: &str, language: Language) -> (Vec<Term>, Vec<u32>) {
    let mut tokens = Vec::new();
    SPELLINGS.with_borrow_mut(|spellings| {
        let mut reader = Reader::new(language, spellings);
        reader.read(text, &mut tokens, &mut Vec::new());
        (reader.terms, tokens)
    })
}

fn is_content(terms: &[Term], number: u32) -> bool {
    terms.get(number as usize).is_some_and(|term| term.content)
}

/// A stem of the story with the number of its term.
#[derive(Debug, Clone, Copy, Default)]
struct Stem {
    hash: u64,
    term: u32,
}

impl Hashed for Stem {
    fn hash(&self) -> u64 {
        self.hash
    }
}

/// Different stems of a usual story, for which there is room from the beginning.
const USUAL: usize = 512;

/// Most bytes of a short word.
const SHORT: usize = 16;

/// Turns text into numbers of terms; each spelling is stemmed once.
struct Reader<'s> {
    /// With the hash of its key.
    language: (Language, u64),
    spellings: &'s mut Spellings,
    stems: Table<Stem>,
    terms: Vec<Term>,
    folded: String,
}

impl<'s> Reader<'s> {
    fn new(language: Language, spellings: &'s mut Spellings) -> Self {
        spellings.turn();
        Self {
            language: (language, language.hash()),
            spellings,
            stems: Table::with_room(USUAL),
            terms: Vec::with_capacity(USUAL),
            folded: String::new(),
        }
    }

    fn read(&mut self, text: &str, tokens: &mut Vec<u32>, marks: &mut Vec<Marks>) {
        let Self { language, spellings, stems, terms, folded } = self;
        language.0.each_word(text, |word| {
            // Most words are short and of ASCII; all letters of a word in a place of one size are folded at once.
            let mut short = [0; SHORT];
            let folded = match short.get_mut(..word.len()) {
                Some(own) if word.is_ascii() => {
                    own.copy_from_slice(word.as_bytes());
                    short.make_ascii_lowercase();
                    short.get(..word.len()).unwrap_or_default()
                }
                _ => {
                    folded.clear();
                    folded.extend(word.chars().flat_map(char::to_lowercase));
                    folded.as_bytes()
                }
            };
            let (term, mark) = spellings.term(*language, folded, |spelling| learn(spelling, stems, terms));
            let capital = word.starts_with(char::is_uppercase);
            tokens.push(term);
            marks.push(if capital { mark.with(Marks::CAPITAL) } else { mark });
        });
    }
}

/// Gives a new spelling the number of its stem.
fn learn(spelling: &Spelling, stems: &mut Table<Stem>, terms: &mut Vec<Term>) -> (u32, Marks) {
    let Spelling { stem: hash, letters, content, number, marks, .. } = *spelling;
    let next = terms.len() as u32;
    let term =
        stems.get_or_insert(hash.max(1), || Stem { hash: hash.max(1), term: next }).map_or(next, |s| s.term);
    if term == next {
        terms.push(Term { hash, content, count: 0, number, letters });
    }
    let content = terms.get(term as usize).is_some_and(|term| term.content);
    (term, if content { marks.with(Marks::CONTENT) } else { marks })
}
