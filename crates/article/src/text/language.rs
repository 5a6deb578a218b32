//! What the text tools know about each language: function words and abbreviations of news prose.

mod arabic;
mod bulgarian;
mod chinese;
mod czech;
mod danish;
mod dutch;
mod english;
mod finnish;
mod french;
mod german;
mod greek;
mod hebrew;
mod hindi;
mod hungarian;
mod indonesian;
mod italian;
mod japanese;
mod korean;
mod norwegian;
mod persian;
mod polish;
mod portuguese;
mod romanian;
mod russian;
mod spanish;
mod swedish;
mod turkish;
mod ukrainian;

/// The word lists of one language, each sorted by bytes.
pub(super) struct Language {
    /// ISO 639-1.
    pub(super) code: &'static str,
    /// Whether an ordinal number is written with a stop: `am 3. Mai`.
    pub(super) ordinal_stops: bool,
    /// Function words, lower case.
    pub(super) stopwords: &'static [&'static str],
    /// Abbreviations that a name follows, so that they never end a sentence: `Gen.`
    pub(super) titles: &'static [&'static str],
    /// Abbreviations that may end one: `Inc.`, `Calif.`
    pub(super) abbreviations: &'static [&'static str],
    /// Abbreviations before a number, ordinary words elsewhere: `No. 2`.
    pub(super) counters: &'static [&'static str],
}

/// A list of words written as one text, cut apart by the compiler.
macro_rules! words {
    ($text:literal) => {{
        const LEN: usize = $crate::text::language::count_words($text);
        const LIST: [&str; LEN] = $crate::text::language::split_words::<LEN>($text);
        &LIST
    }};
}
use words;

const fn count_words(text: &str) -> usize {
    let (mut rest, mut count, mut inside) = (text.as_bytes(), 0, false);
    while let Some((first, tail)) = rest.split_first() {
        if first.is_ascii_whitespace() {
            inside = false;
        } else if !inside {
            inside = true;
            count += 1;
        }
        rest = tail;
    }
    count
}

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler, which rejects an index out of range")]
const fn split_words<const LEN: usize>(text: &'static str) -> [&'static str; LEN] {
    let mut list = [""; LEN];
    let (mut rest, mut n) = (text, 0);
    while n < LEN {
        let mut start = 0;
        while rest.as_bytes()[start].is_ascii_whitespace() {
            start += 1;
        }
        let mut end = start;
        while end < rest.len() && !rest.as_bytes()[end].is_ascii_whitespace() {
            end += 1;
        }
        let (head, tail) = rest.split_at(end);
        list[n] = head.split_at(start).1;
        rest = tail;
        n += 1;
    }
    list
}

/// All languages with word lists; the first is taken where the language is unknown.
static LANGUAGES: [&Language; 28] = [
    &english::ENGLISH,
    &arabic::ARABIC,
    &bulgarian::BULGARIAN,
    &chinese::CHINESE,
    &czech::CZECH,
    &danish::DANISH,
    &dutch::DUTCH,
    &finnish::FINNISH,
    &french::FRENCH,
    &german::GERMAN,
    &greek::GREEK,
    &hebrew::HEBREW,
    &hindi::HINDI,
    &hungarian::HUNGARIAN,
    &indonesian::INDONESIAN,
    &italian::ITALIAN,
    &japanese::JAPANESE,
    &korean::KOREAN,
    &norwegian::NORWEGIAN,
    &persian::PERSIAN,
    &polish::POLISH,
    &portuguese::PORTUGUESE,
    &romanian::ROMANIAN,
    &russian::RUSSIAN,
    &spanish::SPANISH,
    &swedish::SWEDISH,
    &turkish::TURKISH,
    &ukrainian::UKRAINIAN,
];

impl Language {
    /// The lists for a BCP 47 tag: those of its primary language, English for `None` and for languages without lists.
    pub(super) fn of(tag: Option<&str>) -> &'static Self {
        tag.and_then(Self::known).unwrap_or(&english::ENGLISH)
    }

    fn known(tag: &str) -> Option<&'static Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        let code = match primary {
            "no" | "nn" => "nb",
            "hr" | "sr" | "sl" | "sk" => "cs",
            "ms" => "id",
            "ca" | "gl" => "es",
            other => other,
        };
        LANGUAGES.iter().find(|l| l.code.eq_ignore_ascii_case(code)).copied()
    }

    /// Whether the word, in lower case, is a function word.
    pub(super) fn is_stopword(&self, lower: &str) -> bool {
        self.stopwords.binary_search(&lower).is_ok()
    }
}

/// Function words of a language, lower case and sorted by bytes: articles, pronouns, prepositions, conjunctions,
/// auxiliaries. Empty for a language without a list.
///
/// The tag is BCP 47; only its primary language counts.
///
/// ```
/// use offwire_article::text::stopwords;
/// assert!(stopwords("en-GB").binary_search(&"the").is_ok());
/// assert!(stopwords("tlh").is_empty());
/// ```
#[must_use]
pub fn stopwords(language: &str) -> &'static [&'static str] {
    let primary = language.split(['-', '_']).next().unwrap_or_default();
    let code = if matches!(primary, "no" | "nn") { "nb" } else { primary };
    LANGUAGES.iter().find(|l| l.code.eq_ignore_ascii_case(code)).map_or(&[], |l| l.stopwords)
}

/// ISO 639-1 codes of the languages that have word lists.
pub fn languages() -> impl Iterator<Item = &'static str> {
    LANGUAGES.iter().map(|l| l.code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_sorted_without_doubles() {
        for language in LANGUAGES {
            for list in [language.stopwords, language.titles, language.abbreviations, language.counters] {
                for pair in list.windows(2) {
                    assert!(pair[0] < pair[1], "{}: {} before {}", language.code, pair[0], pair[1]);
                }
            }
        }
    }

    #[test]
    fn function_words_are_in_lower_case() {
        for language in LANGUAGES {
            assert!(language.stopwords.len() >= 50, "{}", language.code);
            for word in language.stopwords {
                assert_eq!(*word, word.to_lowercase(), "{}", language.code);
            }
        }
    }

    #[test]
    fn a_tag_finds_its_primary_language() {
        assert_eq!(Language::of(Some("de-AT")).code, "de");
        assert_eq!(Language::of(Some("nn")).code, "nb");
        assert_eq!(Language::of(Some("xx")).code, "en");
        assert_eq!(Language::of(None).code, "en");
    }
}
