//! Surnames that stand alone before their bearer was introduced.

use super::words::{OneOf, Word, words};
use crate::story::Story;
use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
    sync::OnceLock,
};
use xxhash_rust::xxh3::xxh3_64;

/// More names than this in one story are not told apart.
const MOST_NAMES: usize = 64;

/// Words before a surname that introduce its bearer well enough.
static TITLES: OneOf<44> = OneOf::new([
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "prof",
    "professor",
    "sir",
    "dame",
    "lord",
    "lady",
    "president",
    "chancellor",
    "minister",
    "secretary",
    "senator",
    "sen",
    "rep",
    "gov",
    "governor",
    "mayor",
    "king",
    "queen",
    "prince",
    "princess",
    "pope",
    "judge",
    "justice",
    "gen",
    "general",
    "col",
    "colonel",
    "maj",
    "major",
    "capt",
    "captain",
    "lt",
    "lieutenant",
    "sgt",
    "sergeant",
    "officer",
    "detective",
    "rev",
    "sheikh",
]);
/// Capitalised words that are no part of a name.
static NO_NAMES: OneOf<40> = OneOf::new([
    "the", "a", "an", "in", "on", "at", "by", "for", "from", "to", "of", "with", "as", "when", "while",
    "after", "before", "if", "and", "or", "but", "he", "she", "it", "they", "we", "i", "his", "her", "their",
    "its", "this", "that", "these", "those", "there", "monday", "sunday", "friday", "what",
]);

/// Articles of English, and of German, which writes all nouns with a capital.
const ARTICLES: [&str; 3] = ["the", "a", "an"];
const GERMAN_ARTICLES: [&str; 22] = [
    "der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "eines", "im", "am",
    "zum", "zur", "vom", "beim", "kein", "keine", "keinen", "diese",
];

/// Which names each sentence of a story introduces, and which it takes as known; found out when first asked for.
#[derive(Default)]
pub(crate) struct Names(OnceLock<Masks>);

#[derive(Default)]
struct Masks {
    full: Vec<u64>,
    bare: Vec<u64>,
    headline: u64,
}

/// A map by names, of which a story has dozens: the hash that the standard library guards against chosen keys costs
/// more than all else that is done with them.
type ByName<'a, V> = HashMap<&'a str, V, BuildHasherDefault<Quick>>;

#[derive(Default)]
struct Quick(u64);

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = self.0.rotate_left(5) ^ xxh3_64(bytes);
    }

    /// What closes each name tells none from another.
    fn write_u8(&mut self, _: u8) {}

    fn finish(&self) -> u64 {
        self.0
    }
}

/// Capitalised words in a row.
struct Run<'a> {
    first: &'a str,
    last: &'a str,
    /// It opens the sentence, so that its capital tells nothing.
    opens: bool,
    words: usize,
    titled: bool,
    /// "the Times", "a Ford": no person.
    articled: bool,
}

impl Names {
    /// How many bearers of surnames a paragraph of these sentences of the story never introduces. The story must be
    /// the same at every call.
    pub(crate) fn unknown(&self, story: &Story<'_>, chosen: impl IntoIterator<Item = usize>) -> u32 {
        self.0.get_or_init(|| Masks::of(story)).unknown(chosen)
    }
}

impl Masks {
    /// Of a whole story. The headline stands over the paragraph, so it introduces what it names.
    fn of(story: &Story<'_>) -> Self {
        let (mut runs, mut ends) = (Vec::new(), Vec::with_capacity(story.len()));
        let german = story.language.code() == "de";
        for sentence in &story.sentences {
            read_runs(sentence.text, if german { &GERMAN_ARTICLES } else { &ARTICLES }, &mut runs);
            ends.push(runs.len());
        }
        let mut numbers: ByName<'_, u32> = HashMap::default();
        // "Das Museum", "Neue Angaben": what opens a German sentence may be any noun, and what stands behind an article
        // anywhere is one.
        let mut nouns: ByName<'_, ()> = HashMap::default();
        if german {
            nouns.extend(runs.iter().filter(|run| run.articled).map(|run| (run.last, ())));
        }
        let may_be_noun = |run: &Run<'_>| german && (run.opens || nouns.contains_key(run.last));
        for run in runs.iter().filter(|run| run.is_full_name() && !may_be_noun(run)) {
            let next = numbers.len();
            if next < MOST_NAMES {
                numbers.entry(run.last).or_insert(next as u32);
            }
        }
        add_surnames_that_come_first(&mut numbers, &runs);
        let bit = |name: &str| numbers.get(name).map_or(0, |number| 1u64 << number);
        let mut start = 0;
        let of_sentence = |end: usize| {
            let own = runs.get(std::mem::replace(&mut start, end)..end);
            masks(own.unwrap_or_default(), bit)
        };
        let (full, bare) = ends.into_iter().map(of_sentence).unzip();
        let headline = story.article.headline.as_deref().unwrap_or("");
        let headline = words(headline).fold(0, |mask, word| mask | bit(word.stem().text));
        Self { full, bare, headline }
    }

    fn unknown(&self, chosen: impl IntoIterator<Item = usize>) -> u32 {
        let (mut known, mut missed) = (self.headline, 0);
        for index in chosen {
            let (full, bare) = (self.full.get(index).unwrap_or(&0), self.bare.get(index).unwrap_or(&0));
            missed |= bare & !known;
            known |= full | bare;
        }
        missed.count_ones()
    }
}

/// Names that a sentence gives in full, and names that it uses bare before giving them.
fn masks<'a>(runs: &[Run<'a>], bit: impl Fn(&'a str) -> u64) -> (u64, u64) {
    runs.iter().fold((0, 0), |(full, bare), run| {
        let name = bit(run.last);
        if run.words > 1 || run.titled {
            (full | name, bare)
        } else if run.articled {
            (full, bare)
        } else {
            (full, bare | (name & !full))
        }
    })
}

/// "Yoo Byung-eun" is "Yoo" from then on: where a story never uses the last word of a full name alone, but the first,
/// the first is the surname.
fn add_surnames_that_come_first<'a>(numbers: &mut ByName<'a, u32>, runs: &[Run<'a>]) {
    let bare: ByName<'_, ()> = runs.iter().filter(|r| r.is_bare_name()).map(|r| (r.last, ())).collect();
    for run in runs.iter().filter(|run| run.is_full_name()) {
        let comes_first = bare.contains_key(run.first) && !bare.contains_key(run.last);
        if let Some(number) = numbers.get(run.last).copied().filter(|_| comes_first) {
            numbers.entry(run.first).or_insert(number);
        }
    }
}

impl Run<'_> {
    fn is_bare_name(&self) -> bool {
        self.words == 1 && !self.titled && !self.articled && !self.opens
    }

    fn is_full_name(&self) -> bool {
        (2..=4).contains(&self.words) && !self.titled && !self.articled && self.last.len() > 2
    }
}

/// Adds the runs of a sentence; `articles` stand before nouns.
fn read_runs<'a>(sentence: &'a str, articles: &[&str], runs: &mut Vec<Run<'a>>) {
    let mut before: Option<Word<'_>> = None;
    let mut open_until = None;
    for word in words(sentence) {
        let last = before.replace(word);
        // Most words are in lower case and need no further look.
        if !word.is_capitalized() {
            open_until = None;
            continue;
        }
        let stem = word.stem();
        let named = !NO_NAMES.has(stem.text);
        let title = TITLES.has(stem.text);
        if named && open_until.is_some_and(|end| joins(sentence, end, word.at)) {
            if let Some(run) = runs.last_mut() {
                run.titled &= false;
                run.last = stem.text;
                run.words += 1;
            }
        } else if named && !title {
            let titled = last.is_some_and(|b| TITLES.has(b.text));
            let articled = last.is_some_and(|b| b.is_any(articles));
            let opens = last.is_none();
            runs.push(Run { first: stem.text, last: stem.text, opens, words: 1, titled, articled });
        }
        let continues = named && stem.text.len() == word.text.len() && !title;
        open_until = continues.then(|| word.end());
    }
}

/// Whether nothing but a blank, or the stop of an initial, stands between two words.
fn joins(sentence: &str, end: usize, next: usize) -> bool {
    matches!(sentence.get(end..next), Some(" " | ". "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use offwire_article::{Article, Paragraph};

    fn unknown(sentences: &[&str], headline: Option<&str>, chosen: &[usize]) -> u32 {
        let mut article = Article { headline: headline.map(str::to_owned), ..Article::default() };
        article.paragraphs.push(Paragraph::text(sentences.join(" ")));
        let story = Story::read(&article, Language::english());
        assert_eq!(story.len(), sentences.len());
        Names::default().unknown(&story, chosen.iter().copied())
    }

    #[test]
    fn the_surname_may_come_first() {
        let story = [
            "The court named Yoo Byung-eun on Monday.",
            "The judges cheered for a long time.",
            "A warrant for Yoo was issued.",
        ];
        assert_eq!(unknown(&story, None, &[0, 2]), 0);
        assert_eq!(unknown(&story, None, &[1, 2]), 1);
    }

    #[test]
    fn a_bare_surname_needs_its_introduction() {
        let story = [
            "Ann Lee won the race in the town.",
            "The judges cheered for a long time.",
            "Lee said the harbour was calm.",
            "President Lee will speak on Monday.",
        ];
        assert_eq!(unknown(&story, None, &[0, 2]), 0);
        assert_eq!(unknown(&story, None, &[1, 2]), 1);
        assert_eq!(unknown(&story, Some("Lee wins the race"), &[1, 2]), 0);
        assert_eq!(unknown(&story, None, &[1, 3]), 0);
    }
}
