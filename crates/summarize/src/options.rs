//! What a reader asks of a summary: method, length, focus, dates, language.

use crate::Error;
use std::{fmt, str::FromStr};

/// What to summarize by, and how long the paragraph may be.
///
/// ```
/// use offwire_summarize::{Budget, Dates, Method, SummaryOptions};
/// let options = SummaryOptions::default()
///     .method(Method::LexRank)
///     .budget(Budget::words(50))
///     .query("harbour")
///     .dates(Dates::Resolve);
/// assert_eq!(options.method.to_string(), "lexrank");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct SummaryOptions {
    /// How sentences are chosen.
    pub method: Method,
    /// How long the paragraph may be.
    pub budget: Budget,
    /// Words that the paragraph should be about.
    pub query: Option<String>,
    /// What becomes of "Wednesday" and "last month".
    pub dates: Dates,
    /// BCP 47 tag that overrides the article's own.
    pub language: Option<String>,
}

impl SummaryOptions {
    /// The same with another method.
    #[must_use]
    pub fn method(self, method: Method) -> Self {
        Self { method, ..self }
    }

    /// The same with another length.
    #[must_use]
    pub fn budget(self, budget: Budget) -> Self {
        Self { budget, ..self }
    }

    /// The same with a focus; blank text means none.
    #[must_use]
    pub fn query(self, query: impl Into<String>) -> Self {
        let query = query.into();
        Self { query: (!query.trim().is_empty()).then_some(query), ..self }
    }

    /// The same with another treatment of dates.
    #[must_use]
    pub fn dates(self, dates: Dates) -> Self {
        Self { dates, ..self }
    }

    /// The same with a language that overrides the article's own.
    #[must_use]
    pub fn language(self, language: impl Into<String>) -> Self {
        Self { language: Some(language.into()), ..self }
    }
}

/// How long a paragraph may be; every limit that is set holds at once.
///
/// Words are counted between white space, as readers of `wc` know them. Text without blanks between its words
/// (Chinese, Japanese) counts two characters as one word. Only a single first sentence may be longer than the limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// Most words.
    pub words: Option<usize>,
    /// Most sentences.
    pub sentences: Option<usize>,
    /// Most characters (Unicode scalar values, blanks between sentences included).
    pub chars: Option<usize>,
}

impl Budget {
    /// At most so many words.
    #[must_use]
    pub fn words(words: usize) -> Self {
        Self { words: Some(words), sentences: None, chars: None }
    }

    /// At most so many sentences, of any length.
    #[must_use]
    pub fn sentences(sentences: usize) -> Self {
        Self { words: None, sentences: Some(sentences), chars: None }
    }

    /// At most so many characters.
    #[must_use]
    pub fn chars(chars: usize) -> Self {
        Self { words: None, sentences: None, chars: Some(chars) }
    }

    /// Whether a paragraph of this size keeps to every limit.
    #[must_use]
    pub fn holds(&self, size: Size) -> bool {
        self.words.is_none_or(|most| size.words <= most)
            && self.sentences.is_none_or(|most| size.sentences <= most)
            && self.chars.is_none_or(|most| size.chars <= most)
    }
}

impl Default for Budget {
    /// 75 words.
    fn default() -> Self {
        Self::words(75)
    }
}

/// Size of a sentence or of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Size {
    /// Words, counted between white space.
    pub words: usize,
    /// Sentences.
    pub sentences: usize,
    /// Characters.
    pub chars: usize,
}

impl Size {
    /// The size of both, with a blank between them.
    #[must_use]
    pub fn joined(self, other: Self) -> Self {
        let blank = usize::from(self.sentences > 0 && other.sentences > 0);
        Self {
            words: self.words + other.words,
            sentences: self.sentences + other.sentences,
            chars: self.chars + other.chars + blank,
        }
    }
}

/// What becomes of days that are named relative to the story's own date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Dates {
    /// They stand as they are.
    #[default]
    Keep,
    /// They become dates, where dateline or publication date tell which; the sentence is marked as changed.
    Resolve,
}

/// How sentences are chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Method {
    /// Offwire's own: trained on news where the model is built in and the story is English, else
    /// [`Method::Plain`].
    #[default]
    News,
    /// Place, centroid, headline, length and redundancy, without any training.
    Plain,
    /// The first sentences.
    Lead,
    /// Clusters of frequent words (Luhn 1958).
    Luhn,
    /// Cue words, headline words and place (Edmundson 1969).
    Edmundson,
    /// Topics by singular value decomposition (Gong and Liu 2001; Steinberger and Ježek 2004).
    Lsa,
    /// Random walk over shared words (Mihalcea and Tarau 2004).
    TextRank,
    /// Random walk over cosine similarity (Erkan and Radev 2004).
    LexRank,
    /// Word probabilities that shrink when used (Nenkova and Vanderwende 2005).
    SumBasic,
    /// Least divergence from the story's words (Haghighi and Vanderwende 2009).
    Kl,
    /// Nearness to the story's centroid (Radev and others 2004).
    Centroid,
    /// Sum of similarities to all other sentences (Jing 2000's reduction, as commonly implemented).
    Reduction,
}

/// Each method with its name.
const METHODS: [(Method, &str); 12] = [
    (Method::News, "news"),
    (Method::Plain, "plain"),
    (Method::Lead, "lead"),
    (Method::Luhn, "luhn"),
    (Method::Edmundson, "edmundson"),
    (Method::Lsa, "lsa"),
    (Method::TextRank, "textrank"),
    (Method::LexRank, "lexrank"),
    (Method::SumBasic, "sumbasic"),
    (Method::Kl, "kl"),
    (Method::Centroid, "centroid"),
    (Method::Reduction, "reduction"),
];

impl Method {
    /// Every method, the default first.
    #[must_use]
    pub fn all() -> Vec<Self> {
        METHODS.iter().map(|(method, _)| *method).collect()
    }

    /// Every name that [`Method::from_str`] knows.
    #[must_use]
    pub fn names() -> Vec<&'static str> {
        METHODS.iter().map(|(_, name)| *name).collect()
    }

    /// The method's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        METHODS.iter().find(|(method, _)| *method == self).map_or("news", |(_, name)| name)
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Method {
    type Err = Error;

    /// Reads a name in any case; hyphens and underscores are passed over.
    fn from_str(text: &str) -> Result<Self, Error> {
        let wanted: String =
            text.chars().filter(|c| !matches!(c, '-' | '_' | ' ')).flat_map(char::to_lowercase).collect();
        METHODS
            .iter()
            .find(|(_, name)| *name == wanted)
            .map(|(method, _)| *method)
            .ok_or_else(|| Error::UnknownMethod { name: text.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_read_back() {
        for method in Method::all() {
            assert_eq!(method.to_string().parse(), Ok(method));
        }
        assert_eq!("Lex-Rank".parse(), Ok(Method::LexRank));
    }

    #[test]
    fn an_unknown_name_lists_the_known_ones() {
        let error = "pagerank".parse::<Method>().unwrap_err().to_string();
        assert!(error.contains("\"pagerank\"") && error.contains("sumbasic"), "{error}");
    }

    #[test]
    fn every_limit_holds_at_once() {
        let budget = Budget { words: Some(10), sentences: Some(1), chars: None };
        let one = Size { words: 6, sentences: 1, chars: 30 };
        assert!(budget.holds(one));
        assert!(!budget.holds(one.joined(one)));
        assert_eq!(one.joined(one).chars, 61);
    }
}
