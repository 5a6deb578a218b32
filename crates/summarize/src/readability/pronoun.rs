//! Pronouns inside a sentence that come before anything they could stand for.

use super::opener::PERSONS;
use super::{
    quotation::without_quotations,
    words::{OneOf, words},
};

static DETERMINERS: OneOf<14> = OneOf::new([
    "the", "a", "an", "two", "three", "four", "five", "some", "many", "his", "her", "several", "most", "no",
]);
/// Words that open clauses and can be nothing's antecedent.
static EMPTY: OneOf<97> = OneOf::new([
    "the",
    "a",
    "an",
    "in",
    "on",
    "at",
    "by",
    "for",
    "from",
    "to",
    "of",
    "with",
    "as",
    "when",
    "while",
    "after",
    "before",
    "if",
    "though",
    "although",
    "because",
    "during",
    "under",
    "over",
    "and",
    "or",
    "but",
    "who",
    "which",
    "that",
    "it",
    "is",
    "was",
    "were",
    "are",
    "be",
    "been",
    "has",
    "have",
    "had",
    "will",
    "would",
    "could",
    "should",
    "can",
    "may",
    "might",
    "there",
    "not",
    "no",
    "what",
    "where",
    "how",
    "why",
    "this",
    "these",
    "those",
    "such",
    "its",
    "itself",
    "both",
    "eventually",
    "soon",
    "later",
    "now",
    "today",
    "tomorrow",
    "yesterday",
    "sometimes",
    "often",
    "once",
    "here",
    "afterwards",
    "earlier",
    "perhaps",
    "maybe",
    "only",
    "even",
    "just",
    "like",
    "despite",
    "without",
    "within",
    "until",
    "between",
    "among",
    "through",
    "i",
    "we",
    "you",
    "my",
    "our",
    "your",
    "says",
    "said",
    "asked",
    "does",
]);

/// Whether a personal pronoun outside quotations comes before any name or noun phrase.
pub(crate) fn dangles(sentence: &str) -> bool {
    let spoken = without_quotations(sentence);
    let mut before: Option<&str> = None;
    for (number, word) in words(&spoken).enumerate() {
        let stem = word.stem();
        if PERSONS.has(stem.text) {
            return true;
        }
        if could_be_meant(number, stem.text, before) {
            return false;
        }
        before = Some(stem.text);
    }
    false
}

fn could_be_meant(number: usize, word: &str, before: Option<&str>) -> bool {
    let capital = word.starts_with(char::is_uppercase);
    if EMPTY.has(word) {
        return false;
    }
    if number == 0 {
        return capital && !word.ends_with("ly") && !word.ends_with("ing")
            || word.ends_with('s') && word.len() > 4;
    }
    capital && word != "I"
        || before.is_some_and(|b| DETERMINERS.has(b))
        || word.ends_with('s') && word.len() > 4
}

#[cfg(test)]
mod tests {
    use super::dangles;

    #[test]
    fn a_pronoun_before_every_name_dangles() {
        assert!(dangles("\"We won,\" he said."));
        assert!(dangles("When asked, she declined."));
        assert!(dangles("In 1990 he moved to Leeds."));
        assert!(!dangles("Ann Lee said she would go."));
        assert!(!dangles("Officials said they would go."));
        assert!(!dangles("The mayor lost his seat."));
        assert!(!dangles("\"He won,\" Ann Lee said."));
    }
}
