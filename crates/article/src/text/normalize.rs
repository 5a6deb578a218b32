//! Unicode NFC and white space.

use std::borrow::Cow;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The text in Unicode Normalization Form C (UAX 15); borrowed where it is already.
///
/// The quick check runs some ten times as fast as normalizing, and nearly all news text passes it; before it the bytes
/// of most texts tell, many at once, that no letter can change.
///
/// ```
/// assert_eq!(offwire_article::text::nfc("Cafe\u{301}"), "Café");
/// ```
#[must_use]
pub fn nfc(text: &str) -> Cow<'_, str> {
    if is_plainly_normal(text) || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.nfc().collect())
}

/// Whether a text holds nothing but letters that always stand for themselves in NFC, as far as their bytes tell: those
/// before the first mark that joins another (U+0300), Cyrillic ones up to U+047F, ideographs from U+4000 to U+9FFF, and
/// punctuation from U+2002 on.
fn is_plainly_normal(text: &str) -> bool {
    text.is_ascii() || threes(text.as_bytes(), is_normal_at)
}

/// Whether at a byte, with the two behind it, NFC changes nothing.
#[inline(always)]
fn is_normal_at(a: u8, b: u8, c: u8) -> bool {
    let is_free = (a < 0xcc) | (a == 0xd0) | (a == 0xd1) | (a.wrapping_sub(0xe4) < 6);
    // Behind E2 there are letters that become others, but for the general punctuation: E2 80 82 to E2 80 BF.
    is_free | (a == 0xe2) & (b == 0x80) & (c >= 0x82)
}

/// Whether all bytes are such with the two behind them, which are 0 behind the end.
#[inline(always)]
fn threes(bytes: &[u8], is: impl Fn(u8, u8, u8) -> bool) -> bool {
    let (second, third) = (bytes.get(1..).unwrap_or_default(), bytes.get(2..).unwrap_or_default());
    let all = bytes.iter().zip(second).zip(third).fold(true, |so_far, ((a, b), c)| so_far & is(*a, *b, *c));
    all && match bytes {
        [.., a, b] => is(*a, *b, 0) && is(*b, 0, 0),
        [a] => is(*a, 0, 0),
        [] => true,
    }
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
    if is_plainly_folded(text) {
        return text.to_owned();
    }
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

/// Whether [`fold_space`] changes nothing in a text and it is in NFC, as far as a look at its bytes, many at once,
/// tells: nearly all news text. Of the others it is not known.
///
/// ```
/// use offwire_article::text::is_plain;
/// assert!(is_plain("Der Hafen ist wieder offen.") && !is_plain("two  blanks"));
/// ```
#[must_use]
pub fn is_plain(text: &str) -> bool {
    is_plainly(text, |a, b, c| is_folded_at(a, b, c) & is_normal_at(a, b, c))
}

/// Whether single blanks are the only white space of a text, none at its ends, and no mark of layout is in it, as far as
/// its bytes tell.
fn is_plainly_folded(text: &str) -> bool {
    is_plainly(text, is_folded_at)
}

fn is_plainly(text: &str, is_told: impl Fn(u8, u8, u8) -> bool) -> bool {
    let bytes = text.as_bytes();
    if bytes.starts_with(b" ") || bytes.ends_with(b" ") {
        return false;
    }
    if !text.is_ascii() {
        return threes(bytes, is_told);
    }
    let behind = bytes.get(1..).unwrap_or_default();
    let is_apart = |a: u8, b: u8| (a >= b' ') & ((a != b' ') | (b != b' '));
    bytes.last().is_none_or(|last| *last >= b' ')
        && bytes.iter().zip(behind).fold(true, |so_far, (a, b)| so_far & is_apart(*a, *b))
}

/// Whether at a byte, with the two behind it, nothing is folded.
#[inline(always)]
fn is_folded_at(a: u8, b: u8, c: u8) -> bool {
    // What controls is white space or is looked at letter by letter, as is all in small corners of Unicode.
    let is_free = (a >= b' ') & (a != 0xe1) & (a != 0xef);
    let is_double = (a == b' ') & (b == b' ');
    let is_latin_layout = (a == 0xc2) & ((b == 0x85) | (b == 0xa0) | (b == 0xad));
    // U+2000 to U+200F, U+2028 to U+202F, U+2040 to U+207F, and U+3000.
    let is_layout = (a == 0xe2) & ((b == 0x80) & ((c < 0x90) | (c.wrapping_sub(0xa8) < 8)) | (b == 0x81))
        | (a == 0xe3) & (b == 0x80) & (c == 0x80);
    is_free & !is_double & !is_latin_layout & !is_layout
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
    use unicode_normalization::char::canonical_combining_class;

    /// Letter by letter, as the rule is told.
    fn plainly(text: &str) -> String {
        let kept: String = text
            .chars()
            .filter(|c| !matches!(c, '\0' | '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{ad}'))
            .collect();
        kept.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn letters_that_are_plainly_normal_change_beside_no_other() {
        for c in (0..=0x10_ffff).filter_map(char::from_u32) {
            if is_plainly_normal(c.encode_utf8(&mut [0; 4])) {
                assert_eq!(is_nfc_quick(['a', c].into_iter()), IsNormalized::Yes, "{:x}", c as u32);
                assert_eq!(canonical_combining_class(c), 0, "{:x}", c as u32);
            }
        }
        assert!(is_plainly_normal("Ещё “cafés”, 北京 – œuvre") && !is_plainly_normal("e\u{301}"));
    }

    #[test]
    fn letters_that_are_plainly_folded_are_kept() {
        for c in (0..=0x10_ffff).filter_map(char::from_u32) {
            let text = format!("a{c}b");
            assert!(
                !is_plainly_folded(&text) || fold_space(&text) == text && plainly(&text) == text,
                "{text:?}"
            );
        }
        assert!(is_plain("Ещё “cafés”, 北京 – œuvre"));
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
        fn what_is_plain_is_changed_by_nothing(text in "[a-c \u{80}-\u{2ff}\u{400}-\u{47f}\u{2000}-\u{2060}\u{3000}-\u{303f}中国“\u{301}]{0,12}") {
            if is_plain(&text) {
                prop_assert!(text.nfc().eq(text.chars()));
                prop_assert_eq!(plainly(&text), text);
            }
        }

        #[test]
        fn normalizing_twice_changes_nothing(text in "\\PC{0,60}") {
            let once = nfc(&text).into_owned();
            prop_assert_eq!(nfc(&once), once.as_str());
        }
    }
}
