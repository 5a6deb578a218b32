//! Sentences that point at the page, at another part of the text, or at a list that a paragraph would not have.

use crate::phrases::Phrases;

/// Phrases that point elsewhere.
const POINTERS: Phrases<30> = Phrases::new([
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
const ANNOUNCING: [&str; 14] = [
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

/// A label in front of a list, or a line without an end: "MAIN POINTS", "1. The harbour".
pub(super) fn is_header(sentence: &str) -> bool {
    let letters = sentence.chars().filter(|c| c.is_alphabetic()).count();
    let closed = sentence.ends_with(|c: char| ".!?\u{2026}\"\u{201d}'\u{2019})]\u{3002}".contains(c));
    !closed && letters < 40 && sentence.split_whitespace().count() < 7
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
        ] {
            assert!(refers(sentence), "{sentence}");
        }
        for sentence in
            ["The harbour reopened.", "The leader was seen abroad.", "He left, and the town slept."]
        {
            assert!(!refers(sentence), "{sentence}");
        }
    }
}
