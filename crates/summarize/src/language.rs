//! What summarizing knows about languages: stems, stop words, words of scripts without blanks, openings that lean.

mod antecedents;
mod openings;

use crate::runs::Runs;
use offwire_article::{Article, text};
use rust_stemmers::{Algorithm, Stemmer};
use std::borrow::Cow;
use xxhash_rust::xxh3::xxh3_64;

/// A language by the code of its word lists, with what it needs for every word.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Language {
    code: &'static str,
    stopwords: &'static [&'static str],
    stems: Option<Algorithm>,
}

/// Languages whose words are stemmed.
const STEMMED: [(&str, Algorithm); 18] = [
    ("en", Algorithm::English),
    ("ar", Algorithm::Arabic),
    ("da", Algorithm::Danish),
    ("nl", Algorithm::Dutch),
    ("fi", Algorithm::Finnish),
    ("fr", Algorithm::French),
    ("de", Algorithm::German),
    ("el", Algorithm::Greek),
    ("hu", Algorithm::Hungarian),
    ("it", Algorithm::Italian),
    ("nb", Algorithm::Norwegian),
    ("pt", Algorithm::Portuguese),
    ("ro", Algorithm::Romanian),
    ("ru", Algorithm::Russian),
    ("es", Algorithm::Spanish),
    ("sv", Algorithm::Swedish),
    ("ta", Algorithm::Tamil),
    ("tr", Algorithm::Turkish),
];

/// Words that every news story has and that tell none from another.
const NEWS_WORDS: [&str; 16] = [
    "according",
    "add",
    "added",
    "asked",
    "like",
    "may",
    "mr",
    "mrs",
    "ms",
    "new",
    "one",
    "say",
    "says",
    "told",
    "two",
    "said",
];

/// The tag of a language of which nothing is known (ISO 639-2).
const UNKNOWN: &str = "und";

/// Whether a text opens with the code of a language (BCP 47), and not with one that says that none is meant.
fn is_tag(text: &str) -> bool {
    let primary = text.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    matches!(primary.len(), 2 | 3)
        && primary.bytes().all(|byte| byte.is_ascii_lowercase())
        && !matches!(primary.as_str(), "und" | "mul" | "zxx" | "mis" | "xx")
}

/// So many words of a story tell its language.
const LOOKED_AT: usize = 60;

impl Language {
    /// English.
    pub(crate) fn english() -> Self {
        Self::coded("en")
    }

    /// The same without stems: for methods whose speed matters more than that "storms" is "storm".
    pub(crate) fn unstemmed(self) -> Self {
        Self { stems: None, ..self }
    }

    pub(crate) fn coded(code: &'static str) -> Self {
        let stems = STEMMED.iter().find(|(known, _)| *known == code).map(|(_, algorithm)| *algorithm);
        Self { code, stopwords: text::stopwords(code), stems }
    }

    /// The language wished for, else the article's own, else the one that its text looks like. One of which nothing is
    /// known is taken for no other.
    pub(crate) fn of(article: &Article, wished: Option<&str>) -> Self {
        let told = wished.or(article.language.as_deref());
        match told.and_then(Self::tagged) {
            Some(language) => language,
            None if told.is_some_and(is_tag) => Self::coded(UNKNOWN),
            None => Self::guess(article),
        }
    }

    /// The language of a BCP 47 tag; none for a language without stop words and stems.
    fn tagged(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next()?.to_ascii_lowercase();
        let primary = if matches!(primary.as_str(), "no" | "nn") { "nb" } else { &primary };
        let stemmed = STEMMED.iter().map(|(code, _)| *code);
        text::languages().chain(stemmed).find(|code| *code == primary).map(Self::coded)
    }

    fn guess(article: &Article) -> Self {
        let opening = article.body_paragraphs().map(|p| p.text.as_str());
        // All in one text: sixty words need not be sixty strings.
        let (mut folded, mut ends) = (String::new(), Vec::with_capacity(LOOKED_AT));
        for (_, word) in opening.flat_map(text::words).take(LOOKED_AT) {
            let start = folded.len();
            if word.is_ascii() {
                folded.push_str(word);
                folded.get_mut(start..).unwrap_or_default().make_ascii_lowercase();
            } else {
                folded.push_str(&word.to_lowercase());
            }
            ends.push((start, folded.len()));
        }
        let words: Vec<&str> = ends.into_iter().filter_map(|(start, end)| folded.get(start..end)).collect();
        if let Some(code) = words.iter().take(12).find_map(|word| of_script(word)) {
            // Han characters are Chinese unless kana stand among them.
            let kana = words.iter().any(|word| of_script(word) == Some("ja"));
            return Self::coded(if kana { "ja" } else { code });
        }
        let share = |code: &str| {
            let list = text::stopwords(code);
            words.iter().filter(|word| list.binary_search(word).is_ok()).count()
        };
        if share("en") * 4 > words.len() {
            return Self::english();
        }
        let mut best = (share("en"), Self::english());
        for code in text::languages() {
            let count = share(code);
            if count > best.0 {
                best = (count, Self::coded(code));
            }
        }
        best.1
    }

    /// ISO 639-1 code.
    pub(crate) fn code(self) -> &'static str {
        self.code
    }

    /// Tells apart languages whose words are read in different ways.
    pub(crate) fn hash(self) -> u64 {
        let stemmed = u64::from(self.stems.is_some());
        let key = self.code.bytes().fold(stemmed, |key, byte| key << 8 | u64::from(byte));
        xxh3_64(&key.to_le_bytes())
    }

    /// What stands between two sentences.
    pub(crate) fn blank(self) -> &'static str {
        if matches!(self.code, "zh" | "ja") { "" } else { " " }
    }

    pub(crate) fn is_english(self) -> bool {
        self.code == "en"
    }

    /// Whether a sentence opens with words that lead back to the sentence before; known for some languages only, and not
    /// for English.
    pub(crate) fn leans(self, sentence: &str) -> bool {
        let bare = openings::bare(sentence);
        openings::leans(self.code, bare) || antecedents::leads_back(self.code, bare)
    }

    /// Whether a story may open with a sentence that leans elsewhere, for it presents something new.
    pub(crate) fn presents(self, sentence: &str) -> bool {
        openings::presents(self.code, openings::bare(sentence))
    }

    /// Whether its subject is a bare noun with the article, as of what was named before.
    pub(crate) fn is_definite(self, sentence: &str) -> bool {
        antecedents::is_definite(self.code, openings::bare(sentence))
    }

    /// Whether a pronoun of a person comes before any noun in a sentence without its quotations.
    pub(crate) fn dangles(self, spoken: &str) -> bool {
        antecedents::dangles(self.code, spoken)
    }

    /// Whether the word, in lower case, carries no meaning of its own.
    pub(crate) fn is_stopword(self, word: &str) -> bool {
        self.stopwords.binary_search(&word).is_ok() || self.is_english() && is_english_filler(word)
    }

    /// The word's stem; the word itself where no stemmer is known.
    pub(crate) fn stem<'w>(&self, word: &'w str) -> Cow<'w, str> {
        match self.stems {
            Some(algorithm) if word.len() > 2 => Stemmer::create(algorithm).stem(word),
            _ => Cow::Borrowed(word),
        }
    }

    /// Calls `each` for every word; characters of scripts without blanks go in overlapping pairs.
    pub(crate) fn each_word(self, line: &str, mut each: impl FnMut(&str)) {
        if line.is_ascii() {
            // Runs of letters and digits, as ROUGE cuts them.
            Runs::of(line).filter_map(|(start, end)| line.get(start..end)).for_each(each);
            return;
        }
        let mut before: Option<std::ops::Range<usize>> = None;
        for (range, word) in text::words(line) {
            let wide = word.chars().next().is_some_and(is_wide);
            if !wide {
                word.split(['\'', '\u{2019}']).for_each(&mut each);
            } else if let Some(before) = before.filter(|b| b.end == range.start)
                && let Some(pair) = line.get(before.start..range.end)
            {
                each(pair);
            }
            before = wide.then_some(range);
        }
    }
}

/// What is left of contractions, and words of every story.
fn is_english_filler(word: &str) -> bool {
    NEWS_WORDS.contains(&word)
        || matches!(word, "s" | "t" | "d" | "ll" | "re" | "ve" | "m" | "don" | "didn" | "u")
}

/// Han and kana, which are written without blanks.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{309f}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// The language that alone, or mostly, is written in the script of the word.
fn of_script(word: &str) -> Option<&'static str> {
    match word.chars().next()? {
        '\u{3041}'..='\u{30ff}' => Some("ja"),
        '\u{3400}'..='\u{9fff}' => Some("zh"),
        '\u{ac00}'..='\u{d7af}' => Some("ko"),
        '\u{590}'..='\u{5ff}' => Some("he"),
        '\u{370}'..='\u{3ff}' => Some("el"),
        '\u{900}'..='\u{97f}' => Some("hi"),
        '\u{b80}'..='\u{bff}' => Some("ta"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use offwire_article::Paragraph;

    fn guess(text: &str) -> &'static str {
        let mut article = Article::default();
        article.paragraphs.push(Paragraph::text(text));
        Language::of(&article, None).code
    }

    #[test]
    fn a_language_of_which_nothing_is_known_is_no_other() {
        let text = "The harbour of the town was closed after a storm, and it will open on Monday.";
        let of = |tag: &str| {
            let article = Article { paragraphs: vec![Paragraph::text(text)], ..Article::default() };
            Language::of(&article, Some(tag)).code
        };
        assert_eq!(
            (of("yo"), of("yo-NG"), of("en-GB"), of("und"), of("English")),
            ("und", "und", "en", "en", "en")
        );
    }

    #[test]
    fn the_text_tells_its_language() {
        assert_eq!(
            guess("The harbour of the town was closed after a storm, and it will open on Monday."),
            "en"
        );
        assert_eq!(
            guess("Der Hafen der Stadt wurde nach einem Sturm geschlossen und soll am Montag öffnen."),
            "de"
        );
        assert_eq!(guess("Le port de la ville a été fermé après une tempête et doit rouvrir lundi."), "fr");
        assert_eq!(
            guess("\u{53f0}\u{98ce}\u{8fc7}\u{540e}\u{6e2f}\u{53e3}\u{91cd}\u{65b0}\u{5f00}\u{653e}\u{3002}"),
            "zh"
        );
        assert_eq!(
            guess(
                "\u{53f0}\u{98a8}\u{306e}\u{5f8c}\u{3001}\u{6e2f}\u{306f}\u{518d}\u{958b}\u{3057}\u{305f}\u{3002}"
            ),
            "ja"
        );
    }

    #[test]
    fn a_tag_wins_over_the_text() {
        let article = Article { language: Some("pt-BR".into()), ..Article::default() };
        assert_eq!(Language::of(&article, None).code, "pt");
        assert_eq!(Language::of(&article, Some("nn")).code, "nb");
    }

    #[test]
    fn words_of_scripts_without_blanks_go_in_pairs() {
        let mut found = Vec::new();
        let chinese = Language::coded("zh");
        chinese.each_word("\u{6e2f}\u{53e3}\u{5f00}\u{653e} 2016", |word| found.push(word.to_owned()));
        assert_eq!(found, ["\u{6e2f}\u{53e3}", "\u{53e3}\u{5f00}", "\u{5f00}\u{653e}", "2016"]);
        assert_eq!(Language::coded("de").stem("h\u{e4}fen"), Language::coded("de").stem("hafen"));
    }
}
