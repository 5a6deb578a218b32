//! Texts squeezed to what two spellings of the same headline or name have in common.

use crate::letters::{ascii_run, by_byte, each_small, is_letter_or_digit};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

/// Lower case letters and digits alone, compatibility forms folded.
pub(crate) fn squeezed(text: &str) -> String {
    let mut kept = Vec::with_capacity(text.len());
    squeeze_into(&mut kept, text);
    String::from_utf8(kept).unwrap_or_default()
}

/// Appends what a text is squeezed to: always whole letters of UTF-8.
pub(crate) fn squeeze_into(kept: &mut Vec<u8>, text: &str) {
    let start = kept.len();
    if keep(kept, text, is_plain) {
        return;
    }
    kept.truncate(start);
    match is_nfkc_quick(text.chars()) {
        IsNormalized::Yes => keep(kept, text, |_| true),
        _ => keep(kept, &text.nfkc().collect::<String>(), |_| true),
    };
}

/// Appends the letters and digits of a text in lower case, as far as all that is beyond ASCII is allowed; whether it is.
fn keep(kept: &mut Vec<u8>, text: &str, is_allowed: impl Fn(char) -> bool) -> bool {
    let mut rest = text;
    loop {
        let plain = ascii_run(rest.as_bytes());
        let Some((head, behind)) = rest.split_at_checked(plain) else { return true };
        keep_ascii(kept, head.as_bytes());
        let mut letters = behind.chars();
        while let Some(c) = letters.clone().next().filter(|c| !c.is_ascii()) {
            letters.next();
            if !is_allowed(c) {
                return false;
            }
            each_small(c, |small| {
                if is_letter_or_digit(small) {
                    kept.extend_from_slice(small.encode_utf8(&mut [0; 4]).as_bytes());
                }
            });
        }
        rest = letters.as_str();
        if rest.is_empty() {
            return true;
        }
    }
}

/// Appends what is kept of ASCII: each byte is written, and the place moves on where it is kept.
fn keep_ascii(kept: &mut Vec<u8>, text: &[u8]) {
    const ROOM: usize = 64;
    for stretch in text.chunks(ROOM) {
        let mut room = [0; ROOM];
        let mut length = 0;
        for byte in stretch {
            let small = KEPT.get(usize::from(*byte)).copied().unwrap_or(0);
            if let Some(place) = room.get_mut(length % ROOM) {
                *place = small;
            }
            length += usize::from(small != 0);
        }
        kept.extend_from_slice(room.get(..length).unwrap_or_default());
    }
}

/// What is kept of each byte of ASCII; 0 where nothing is.
static KEPT: [u8; 256] =
    by_byte!(u8, |byte| if byte.is_ascii_alphanumeric() { byte.to_ascii_lowercase() } else { 0 });

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
        assert_eq!(squeezed("A–Z, 1‘2"), "az12");
        assert_eq!(squeezed("Ça va, \u{201c}l\u{2019}Été\u{201d} 1904!"), "çavalété1904");
        assert_eq!(squeezed("Caf\u{65}\u{301} \u{fb01}n"), "caféfin");
    }
}
