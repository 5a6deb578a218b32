//! Unicode NFC and white space.

use std::borrow::Cow;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The text in Unicode Normalization Form C (UAX 15); borrowed where it is already.
///
/// The quick check runs some ten times as fast as normalizing, and nearly all news text passes it.
///
/// ```
/// assert_eq!(offwire_article::text::nfc("Cafe\u{301}"), "Café");
/// ```
#[must_use]
pub fn nfc(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || is_below_marks(text) || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.nfc().collect())
}

/// Whether all letters stand before the first mark that joins another (U+0300): in UTF-8 they begin with less than CC.
fn is_below_marks(text: &str) -> bool {
    text.bytes().fold(true, |so_far, byte| so_far & (byte < 0xcc))
}

/// Runs of white space become one blank, the ends are trimmed; zero-width marks of layout
/// (zero-width space, word joiner, byte order mark, soft hyphen) go, and so does U+0000, where many a tool takes a
/// text to end.
///
/// ```
/// assert_eq!(offwire_article::text::fold_space(" a \n\u{a0} b\u{ad}c "), "a bc");
/// ```
#[must_use]
pub fn fold_space(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut gap = false;
    let mut rest = text;
    loop {
        // Words with single blanks between them are copied as they stand.
        let run = plain_run(rest.as_bytes());
        if let Some((plain, behind)) = rest.split_at_checked(run).filter(|(plain, _)| !plain.is_empty()) {
            if gap && !folded.is_empty() {
                folded.push(' ');
            }
            gap = false;
            folded.push_str(plain);
            rest = behind;
        }
        let Some(c) = rest.chars().next() else { return folded };
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
        if c.is_whitespace() {
            gap = true;
        } else if !matches!(c, '\0' | '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{ad}') {
            if gap && !folded.is_empty() {
                folded.push(' ');
            }
            gap = false;
            folded.push(c);
        }
    }
}

/// Length of the run at the start in which every blank stands between two other letters, all of them printable ASCII
/// or beyond it and told by their first byte not to be white space or a mark of layout.
fn plain_run(bytes: &[u8]) -> usize {
    let mut blank_before = true;
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'!'..=b'~' | 0x80..=0xc1 | 0xc3..=0xe0 | 0xe4..=0xee | 0xf0.. => blank_before = false,
            b' ' if !blank_before => blank_before = true,
            _ => return at - usize::from(blank_before && at > 0),
        }
    }
    bytes.len() - usize::from(blank_before && !bytes.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Letter by letter, as the rule is told.
    fn plainly(text: &str) -> String {
        let kept: String = text
            .chars()
            .filter(|c| !matches!(c, '\0' | '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{ad}'))
            .collect();
        kept.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    proptest! {
        #[test]
        fn runs_are_folded_as_letters_are(text in "[ \t\nab\u{a0}\u{ad}éж中“\u{2003}\u{3000}\u{feff}😀\u{0}\u{1}]{0,40}") {
            prop_assert_eq!(fold_space(&text), plainly(&text));
        }

        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,60}") {
            let once = fold_space(&text);
            prop_assert_eq!(fold_space(&once), once);
        }

        #[test]
        fn letters_below_the_marks_are_normal(text in "[ -~\u{80}-\u{2ff}]{0,40}") {
            prop_assert!(is_below_marks(&text) && text.nfc().eq(text.chars()));
        }

        #[test]
        fn normalizing_twice_changes_nothing(text in "\\PC{0,60}") {
            let once = nfc(&text).into_owned();
            prop_assert_eq!(nfc(&once), once.as_str());
        }
    }
}
