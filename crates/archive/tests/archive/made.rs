//! Stories made by seed, for tests and benches: words drawn as in real text, a few from a common stock and
//! many from a long tail, in sentences and paragraphs of usual length.

use offwire_article::{Article, NewsDate, Paragraph};

/// A small generator of numbers (Steele and others, "SplitMix", 2014): the same everywhere.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    /// A number from 0 to 1.
    pub(crate) fn part(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// A word whose frequency falls with its rank as Zipf's law has it.
    pub(crate) fn word(&mut self) -> String {
        let rank = (60_000f64.powf(self.part()) - 1.0) as usize;
        word_of(rank)
    }
}

const STOCK: &[&str] = &[
    "the", "of", "to", "and", "in", "a", "that", "on", "for", "said", "was", "with", "by", "is", "at", "as",
    "from", "his", "has", "it", "be", "an", "were", "have", "he", "its", "are", "which", "will", "had",
    "not", "but",
];
const ONSETS: &[&str] =
    &["b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "st", "tr", "ch", "br"];
const VOWELS: &[&str] = &["a", "e", "i", "o", "u", "ai", "ea", "ou"];

fn word_of(rank: usize) -> String {
    if let Some(word) = STOCK.get(rank) {
        return (*word).to_owned();
    }
    let mut dice = Dice::new(rank as u64);
    let syllables = 2 + dice.below(3);
    let mut word: String = (0..syllables)
        .flat_map(|_| [ONSETS[dice.below(ONSETS.len())], VOWELS[dice.below(VOWELS.len())]])
        .collect();
    word.push_str(["n", "r", "s", "l", ""][rank % 5]);
    word
}

fn sentence(dice: &mut Dice) -> String {
    let mut words: Vec<String> = (0..9 + dice.below(20)).map(|_| dice.word()).collect();
    if let Some(first) = words.first_mut() {
        let mut letters = first.chars();
        *first = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    }
    words.join(" ") + "."
}

/// One story with a number in its address.
pub(crate) fn story(dice: &mut Dice, number: usize) -> Article {
    let headline: Vec<String> = (0..8).map(|_| dice.word()).collect();
    let paragraphs = (0..5 + dice.below(10)).map(|_| {
        let sentences: Vec<String> = (0..1 + dice.below(3)).map(|_| sentence(dice)).collect();
        Paragraph::text(sentences.join(" "))
    });
    let mut article = Article { paragraphs: paragraphs.collect(), ..Article::default() };
    article.headline = Some(headline.join(" "));
    article.url = Some(format!("https://example.org/{number}"));
    article.language = Some("en".into());
    article.agency = Some(["Northern Wire", "Harbour Press", "Coast Agency"][dice.below(3)].into());
    let (year, month, day) = (1980 + dice.below(30), 1 + dice.below(12), 1 + dice.below(28));
    article.published = NewsDate::from_day(year as i16, month as u8, day as u8).ok();
    article.seal();
    article
}

/// Many stories.
#[allow(dead_code, reason = "the bench needs it, the tests do not")]
pub(crate) fn stories(seed: u64, count: usize) -> Vec<Article> {
    let mut dice = Dice::new(seed);
    (0..count).map(|number| story(&mut dice, number)).collect()
}
