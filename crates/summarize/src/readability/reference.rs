//! Sentences that point at the page, at another part of the text, or at a list that a paragraph would not have.

use crate::phrases::Phrases;

/// Phrases that point elsewhere.
static POINTERS: Phrases<30> = Phrases::new([
    "see below",
    "see above",
    "as mentioned above",
    "as noted above",
    "as mentioned earlier",
    "mentioned above",
    "listed below",
    "pictured",
    "as follows",
    "in this article",
    "in this story",
    "this article is",
    "this story was",
    "in the video",
    "watch the video",
    "in the gallery",
    "the full list",
    "see the full",
    "shown below",
    "shown above",
    "described above",
    "in this column",
    "in this report",
    "below is",
    "below are",
    "photo above",
    "video above",
    "story so far",
    "what follows",
    "read the full",
]);

/// Openings that announce a list or an answer.
const ANNOUNCING: [&str; 20] = [
    "here's",
    "here\u{2019}s",
    "here is",
    "here are",
    "the following",
    "q:",
    "a:",
    "question:",
    "answer:",
    "below,",
    "above,",
    "left,",
    "right,",
    "click",
    "check out ",
    "ahead are",
    "best for:",
    "note:",
    "pros:",
    "cons:",
];

/// Whether the sentence points elsewhere.
pub(crate) fn refers(sentence: &str) -> bool {
    let trimmed = sentence.trim_end();
    trimmed.ends_with(':')
        || is_header(trimmed)
        || opens_with(sentence.trim_start_matches(['"', '\u{201c}', '(']), &ANNOUNCING)
        || POINTERS.are_in(sentence)
}

fn opens_with(text: &str, openings: &[&str]) -> bool {
    openings.iter().any(|o| text.get(..o.len()).is_some_and(|head| head.eq_ignore_ascii_case(o)))
}

/// A label in front of a list, a line without an end, or an entry of a table: "MAIN POINTS", "1. The harbour",
/// "Referee: Ann Lee (8)".
pub(super) fn is_header(sentence: &str) -> bool {
    let short = sentence.chars().filter(|c| c.is_alphabetic()).nth(39).is_none();
    short && (!is_closed(sentence) && sentence.split_whitespace().count() < 7 || is_entry(sentence))
}

/// What ends a sentence in the scripts of news: full stop, exclamation, question, ellipsis, CJK, Arabic, danda, Armenian.
const ENDS: &str = ".!?\u{2026}\u{3002}\u{ff01}\u{ff1f}\u{ff0e}\u{61f}\u{6d4}\u{964}\u{965}\u{589}";
/// What may end one that is a quotation.
const QUOTES: &str = "\"\u{201d}\u{201c}'\u{2019}\u{2018}\u{ab}\u{bb}\u{203a}\u{2039}\u{300d}\u{300f}";

/// Whether a sentence ends as sentences do. A bracket closes one that it holds an end of: "(He left.)".
pub(crate) fn is_closed(sentence: &str) -> bool {
    let sentence = sentence.trim_end();
    let inner = sentence.trim_end_matches([')', ']', '\u{ff09}']);
    let ends = |c: char| ENDS.contains(c) || (inner.len() == sentence.len() && QUOTES.contains(c));
    inner.ends_with(ends)
}

/// One or two words, a colon, and a few more words that begin with a capital or digit.
fn is_entry(sentence: &str) -> bool {
    let Some((label, rest)) = sentence.split_once(": ") else { return false };
    let named = label.starts_with(char::is_uppercase) && label.split_whitespace().count() <= 2;
    let told = rest.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    named && told && rest.split_whitespace().count() <= 5
}

#[cfg(test)]
mod tests {
    use super::refers;

    #[test]
    fn sentences_that_point_elsewhere_are_known() {
        for sentence in [
            "The towns are as follows.",
            "Here are five things to know.",
            "The mayor, pictured with his wife, denied it.",
            "The harbour has three parts:",
            "MAIN POINTS",
            "Referee: Ann Lee (8)",
            "Hosts: Visit the Mariners on Friday.",
            "Best for: Whoever wants a harbour of their own.",
        ] {
            assert!(refers(sentence), "{sentence}");
        }
        for sentence in [
            "The harbour reopened.",
            "(It rained.)",
            "The leader was seen abroad.",
            "He left, and the town slept.",
        ] {
            assert!(!refers(sentence), "{sentence}");
        }
    }
}
