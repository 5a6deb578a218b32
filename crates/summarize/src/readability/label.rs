//! Labels in front of a sentence: of captions, of the entries of a list, of speakers in a transcript.

use super::words::{OneOf, words};

/// More words in front of a colon are no label.
const MOST_WORDS: usize = 6;

/// Verbs that make a clause of what stands in front of a colon: it says something, or that somebody does.
static VERBS: OneOf<52> = OneOf::new([
    "is",
    "are",
    "was",
    "were",
    "be",
    "been",
    "has",
    "have",
    "had",
    "does",
    "do",
    "did",
    "can",
    "could",
    "will",
    "would",
    "should",
    "said",
    "says",
    "say",
    "saying",
    "told",
    "tells",
    "added",
    "adds",
    "wrote",
    "writes",
    "asked",
    "asks",
    "tweeted",
    "tweets",
    "posted",
    "posts",
    "replied",
    "replies",
    "explained",
    "explains",
    "read",
    "reads",
    "declared",
    "stated",
    "concluded",
    "warned",
    "warns",
    "noted",
    "notes",
    "continued",
    "recalled",
    "announced",
    "answered",
    "insisted",
    "joked",
]);

/// Pronouns that begin such a clause.
static SUBJECTS: OneOf<8> = OneOf::new(["i", "you", "he", "she", "it", "we", "they", "who"]);

/// Whether a sentence stands behind a label, as in a caption, a list or a transcript: "Washed up: The whale on the
/// beach.", "Ann Lee: We will see." What leads to a quotation by a verb of its own is none ("The mayor said: …"), nor
/// is a place in capitals, as agencies put it in front of their reports.
pub(super) fn is_labelled(sentence: &str) -> bool {
    let Some((label, told)) = sentence.split_once(": ") else { return false };
    let begins = |text: &str| text.starts_with(char::is_uppercase);
    let told = told.trim_start_matches(['"', '\u{201c}', '\'', '\u{2018}']);
    if !begins(label) || !begins(told) || label.contains(['"', '\u{201c}', '\u{201d}', '(']) {
        return false;
    }
    let in_capitals = !label.chars().any(char::is_lowercase);
    let is_clause = words(label).enumerate().any(|(number, word)| {
        let stem = word.stem().text;
        number >= MOST_WORDS || VERBS.has(stem) || SUBJECTS.has(stem)
    });
    !in_capitals && !is_clause
}

#[cfg(test)]
mod tests {
    use super::is_labelled;

    #[test]
    fn captions_entries_and_speakers_are_labelled() {
        for sentence in [
            "Washed up: The whale on the beach of Porto Nero.",
            "Souvenirs in the making: Staff finish the plates.",
            "Insufficient detail: Our assets needed descriptions.",
            "Ann Lee: We will see.",
            "Current status: \u{201c}The ship is lost.\u{201d}",
        ] {
            assert!(is_labelled(sentence), "{sentence}");
        }
    }

    #[test]
    fn clauses_places_and_lists_are_not() {
        for sentence in [
            "The mayor said: \u{201c}The harbour is open.\u{201d}",
            "He left a note: The key is under the stone.",
            "One thing is clear: The harbour is open.",
            "PORTO NERO: The harbour reopened on Monday.",
            "The town has three harbours: the old one, the new one and the small one.",
            "Officials of the town came to the one conclusion: The quay must go.",
            "\u{201c}Porto Nero: The Harbour\u{201d} opens on Monday.",
            "The ship left at 10:30 on Monday.",
        ] {
            assert!(!is_labelled(sentence), "{sentence}");
        }
    }
}
