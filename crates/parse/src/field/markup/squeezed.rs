//! Texts squeezed to what two spellings of the same headline or name have in common.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

/// Lower case letters and digits alone, compatibility forms folded.
pub(crate) fn squeezed(text: &str) -> String {
    if text.is_ascii() {
        return squeezed_ascii(text);
    }
    let keep = |text: &str| {
        let mut kept = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                _ if !c.is_ascii() => kept.extend(c.to_lowercase().filter(|c| c.is_alphanumeric())),
                _ if c.is_ascii_alphanumeric() => kept.push(c.to_ascii_lowercase()),
                _ => {}
            }
        }
        kept
    };
    if text.chars().all(is_plain) {
        return keep(text);
    }
    match is_nfkc_quick(text.chars()) {
        IsNormalized::Yes => keep(text),
        _ => keep(&text.nfkc().collect::<String>()),
    }
}

/// Characters of most texts that stand for themselves in all normalization forms (Unicode 17, `NFKC_QC=Yes`,
/// combining class 0): letters of Latin, Cyrillic, Chinese and Korean, quotation marks and dashes.
fn is_plain(c: char) -> bool {
    matches!(c,
        '\0'..='\u{7f}'
        | '\u{c0}'..='\u{131}'
        | '\u{141}'..='\u{148}'
        | '\u{14a}'..='\u{17e}'
        | '\u{400}'..='\u{45f}'
        | '\u{2012}'..='\u{2016}'
        | '\u{2018}'..='\u{2022}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}')
}

/// An ASCII text squeezed: each byte is written, and the place moves on where it is kept.
fn squeezed_ascii(text: &str) -> String {
    let mut kept = vec![0; text.len()];
    let mut length = 0;
    for byte in text.bytes() {
        if let Some(place) = kept.get_mut(length) {
            *place = byte.to_ascii_lowercase();
        }
        length += usize::from(byte.is_ascii_alphanumeric());
    }
    kept.truncate(length);
    String::from_utf8(kept).unwrap_or_default()
}

/// What an ASCII text is squeezed to.
fn squeezed_bytes(text: &str) -> impl Iterator<Item = u8> {
    text.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_lowercase())
}

/// Whether `key` is what a text is squeezed to; mostly the first letters say no.
pub(crate) fn squeezes_to(text: &str, key: &str) -> bool {
    if text.is_ascii() { squeezed_bytes(text).eq(key.bytes()) } else { squeezed(text) == key }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_characters_are_those_that_no_normalization_changes() {
        for c in (0..=0x10_ffff).filter_map(char::from_u32).filter(|c| is_plain(*c)) {
            assert_eq!(is_nfkc_quick(['a', c].into_iter()), IsNormalized::Yes, "{:x}", c as u32);
        }
        assert_eq!(squeezed("Ça va, \u{201c}l\u{2019}Été\u{201d} 1904!"), "çavalété1904");
        assert_eq!(squeezed("Caf\u{65}\u{301} \u{fb01}n"), "caféfin");
    }
}
