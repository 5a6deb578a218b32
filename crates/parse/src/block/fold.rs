//! White space folded while text runs are joined.

use offwire_article::text::{is_plain, nfc};

/// Adds a text run to a block's text: runs of white space become one blank, none at the start.
pub(crate) fn push(text: &mut String, run: &str) {
    let mut rest = run;
    while !rest.is_empty() {
        let word = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (head, tail) = rest.split_at(word);
        text.push_str(head);
        let word_starts = tail.trim_start();
        if word_starts.len() < tail.len() && !text.is_empty() && !text.ends_with(' ') {
            text.push(' ');
        }
        rest = word_starts;
    }
}

/// The finished text of a block: NFC, no blank at the end.
pub(crate) fn finish(mut text: String) -> String {
    text.truncate(text.trim_end().len());
    match nfc(&text) {
        std::borrow::Cow::Borrowed(_) => text,
        std::borrow::Cow::Owned(normalized) => normalized,
    }
}

/// A text of one run.
pub(crate) fn folded(run: &str) -> String {
    if is_plain(run) {
        return run.to_owned();
    }
    let mut text = String::with_capacity(run.len());
    push(&mut text, run);
    finish(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn runs_are_joined_as_they_stand() {
        let mut text = String::new();
        for run in ["  The ", " storm", "s \n came", "\u{a0}", "in."] {
            push(&mut text, run);
        }
        assert_eq!(finish(text), "The storms came in.");
    }

    proptest! {
        #[test]
        fn folding_is_splitting_and_joining(run in "[a-z \\n\u{a0}\u{e9}]{0,40}") {
            let words: Vec<&str> = run.split_whitespace().collect();
            prop_assert_eq!(folded(&run), words.join(" "));
        }

        #[test]
        fn where_a_run_is_cut_changes_nothing(run in "[ab \\t]{0,30}", cut in 0_usize..30) {
            let cut = cut.min(run.len());
            let mut text = String::new();
            push(&mut text, &run[..cut]);
            push(&mut text, &run[cut..]);
            prop_assert_eq!(finish(text), folded(&run));
        }
    }
}
