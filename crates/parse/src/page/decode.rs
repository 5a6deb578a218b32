//! A range's bytes to its text: charset first, then references, line ends and NUL.

use super::token::rest;
use encoding_rs::{Encoding, UTF_8};
use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};
use memchr::{memchr, memchr2, memchr3};
use std::borrow::Cow;

/// What stands for something else in a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rules {
    /// Character references are read.
    pub(super) references: Option<Place>,
    /// NUL becomes U+FFFD; otherwise it is dropped.
    pub(super) keep_nul: bool,
}

/// Where a reference stands: in an attribute, one without `;` before `=`, a letter or a digit is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Text,
    Attribute,
}

impl Rules {
    /// Text between tags.
    pub(super) const TEXT: Rules = Rules { references: Some(Place::Text), keep_nul: false };
    /// Text in SVG or MathML, and in `title` and `textarea`.
    pub(super) const KEPT: Rules = Rules { references: Some(Place::Text), keep_nul: true };
    /// The text of scripts and styles, and CDATA sections.
    pub(super) const RAW: Rules = Rules { references: None, keep_nul: true };
    pub(super) const ATTRIBUTE: Rules = Rules { references: Some(Place::Attribute), keep_nul: true };

    /// Whether the bytes have anything that stands for something else.
    fn apply(self, bytes: &[u8]) -> bool {
        match self.references {
            Some(_) => memchr3(b'&', b'\r', 0, bytes).is_some(),
            None => memchr2(b'\r', 0, bytes).is_some(),
        }
    }
}

/// The text of a range.
pub(super) fn decode<'a>(bytes: &'a [u8], encoding: &'static Encoding, rules: Rules) -> Cow<'a, str> {
    let text = decode_charset(bytes, encoding);
    if !rules.apply(text.as_bytes()) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(piece) = next_piece(&text, at, rules) {
        out.push_str(piece.text);
        out.extend(piece.stands_for.iter().flatten());
        at = piece.end;
    }
    Cow::Owned(out)
}

/// The text before references are read.
pub(super) fn decode_charset<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> Cow<'a, str> {
    if encoding == UTF_8 {
        // Most texts are sound, and that is told faster than where they are not.
        return std::str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed);
    }
    // In each charset that is read in place, ASCII bytes on their own are ASCII.
    if let (true, Ok(text)) = (bytes.is_ascii(), std::str::from_utf8(bytes)) {
        return Cow::Borrowed(text);
    }
    encoding.decode_without_bom_handling(bytes).0
}

/// A stretch of text that stands for itself, and behind it at most one thing that does not.
struct Piece<'a> {
    text: &'a str,
    stands_for: [Option<char>; 2],
    /// The offset behind both.
    end: usize,
}

fn next_piece(text: &str, at: usize, rules: Rules) -> Option<Piece<'_>> {
    let bytes = rest(text.as_bytes(), at);
    if bytes.is_empty() {
        return None;
    }
    let special = match rules.references {
        Some(_) => memchr3(b'&', b'\r', 0, bytes),
        None => memchr2(b'\r', 0, bytes),
    };
    let stop = at + special.unwrap_or(bytes.len());
    let plain = text.get(at..stop).unwrap_or_default();
    let all = text.as_bytes();
    let (stands_for, end) = match (all.get(stop), rules.references) {
        (None, _) => ([None; 2], stop),
        (Some(b'\r'), _) => ([Some('\n'), None], stop + 1 + usize::from(all.get(stop + 1) == Some(&b'\n'))),
        (Some(b'&'), Some(place)) => {
            let reference = reference(rest(all, stop + 1), place);
            reference.map_or(([Some('&'), None], stop + 1), |(chars, length)| (chars, stop + 1 + length))
        }
        (Some(_), _) => ([rules.keep_nul.then_some(char::REPLACEMENT_CHARACTER), None], stop + 1),
    };
    Some(Piece { text: plain, stands_for, end })
}

/// What a reference stands for, and the number of its bytes behind the `&`.
type Reference = ([Option<char>; 2], usize);

/// The reference at the beginning of `bytes`, which follow an `&`.
fn reference(bytes: &[u8], place: Place) -> Option<Reference> {
    match bytes.first()? {
        b'#' => numeric_reference(bytes),
        byte if byte.is_ascii_alphanumeric() => named_reference(bytes, place),
        _ => None,
    }
}

fn numeric_reference(bytes: &[u8]) -> Option<Reference> {
    let (radix, start) = if matches!(bytes.get(1), Some(b'x' | b'X')) { (16, 2) } else { (10, 1) };
    let mut value = 0u32;
    let mut end = start;
    while let Some(digit) = bytes.get(end).and_then(|&byte| char::from(byte).to_digit(radix)) {
        value = value.saturating_mul(radix).saturating_add(digit);
        end += 1;
    }
    if end == start {
        return None;
    }
    let semicolon = usize::from(bytes.get(end) == Some(&b';'));
    Some(([Some(character(value)), None], end + semicolon))
}

/// The character of a number: those of windows-1252 for 128 to 159, U+FFFD for none.
fn character(value: u32) -> char {
    let replaced = match value {
        0 => None,
        0x80..=0x9f => {
            let replacement = C1_REPLACEMENTS.get(value as usize - 0x80).copied().flatten();
            replacement.or(char::from_u32(value))
        }
        _ => char::from_u32(value),
    };
    replaced.unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// The longest name that the bytes begin with.
fn named_reference(bytes: &[u8], place: Place) -> Option<Reference> {
    // The longest name has 31 letters.
    let letters = bytes.iter().take(32).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let semicolon = usize::from(bytes.get(letters) == Some(&b';'));
    let name = std::str::from_utf8(bytes.get(..letters + semicolon)?).ok()?;
    for length in (2..=name.len()).rev() {
        let Some((first, second)) = name.get(..length).and_then(|name| NAMED_ENTITIES.get(name)).copied()
        else {
            continue;
        };
        if first == 0 {
            continue;
        }
        let open = !name.get(..length)?.ends_with(';');
        let goes_on = bytes.get(length).is_some_and(|&byte| byte == b'=' || byte.is_ascii_alphanumeric());
        if place == Place::Attribute && open && goes_on {
            return None;
        }
        let second = if second == 0 { None } else { char::from_u32(second) };
        return Some(([char::from_u32(first), second], length));
    }
    None
}

/// The raw offset in `bytes` at which the first `target` bytes of the decoded text end.
///
/// Exact where the text can be cut there: not inside a reference that stands for two characters, which gives
/// the offset behind it. Takes time in proportion to the offset.
pub(super) fn raw_offset(bytes: &[u8], encoding: &'static Encoding, rules: Rules, target: usize) -> usize {
    let (mut raw, mut decoded) = (0, 0);
    while decoded < target && raw < bytes.len() {
        // No charset takes more than two bytes for a byte of UTF-8: no need to look farther.
        let window = bytes.get(raw..bytes.len().min(raw + 2 * (target - decoded) + 8)).unwrap_or_default();
        let plain = window.get(..plain_length(window, rules)).unwrap_or_default();
        let text = decode_charset(plain, encoding);
        if decoded + text.len() >= target {
            return raw + charset_offset(plain, &text, encoding, target - decoded);
        }
        decoded += text.len();
        raw += plain.len();
        if let Some((length, special)) = special_length(rest(bytes, raw), rules) {
            raw += special;
            decoded += length;
        }
    }
    raw
}

/// The bytes of text that the first thing in `bytes` stands for, and its own length.
fn special_length(bytes: &[u8], rules: Rules) -> Option<(usize, usize)> {
    // A reference is ASCII and, unless it is a number, short.
    let short = bytes.iter().take(40).take_while(|byte| byte.is_ascii()).count();
    let length = if bytes.starts_with(b"&#") {
        2 + rest(bytes, 2).iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b';').count()
    } else {
        short
    };
    let special = std::str::from_utf8(bytes.get(..length)?).ok()?;
    let piece = next_piece(special, 0, rules)?;
    Some((piece.stands_for.iter().flatten().map(|c| c.len_utf8()).sum(), piece.end))
}

fn plain_length(bytes: &[u8], rules: Rules) -> usize {
    let special = match rules.references {
        Some(_) => memchr3(b'&', b'\r', 0, bytes),
        None => memchr2(b'\r', 0, bytes),
    };
    special.unwrap_or(bytes.len())
}

/// The offset in `bytes`, which decode to `text`, at which its first `target` bytes end.
fn charset_offset(bytes: &[u8], text: &str, encoding: &'static Encoding, target: usize) -> usize {
    if text.as_bytes() == bytes {
        return target;
    }
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut decoded = 0;
    let mut out = [0; 16];
    for (at, byte) in bytes.iter().enumerate() {
        if decoded >= target {
            return at;
        }
        let (_, _, written, _) = decoder.decode_to_utf8(std::slice::from_ref(byte), &mut out, false);
        decoded += written;
    }
    bytes.len()
}

/// Whether `text` holds an `&`, a carriage return or a NUL.
pub(super) fn is_plain(bytes: &[u8], rules: Rules) -> bool {
    !rules.apply(bytes)
}

/// Whether any byte is NUL.
pub(super) fn has_nul(bytes: &[u8]) -> bool {
    memchr(0, bytes).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{SHIFT_JIS, WINDOWS_1252};

    #[track_caller]
    fn check(raw: &str, rules: Rules, text: &str) {
        assert_eq!(decode(raw.as_bytes(), UTF_8, rules), text, "{raw:?}");
    }

    #[test]
    fn references() {
        check("a&amp;b&lt", Rules::TEXT, "a&b<");
        check("&notit; &notin; &not", Rules::TEXT, "¬it; ∉ ¬");
        check(
            "&#x41;&#66&#0;&#128;&#x81;&#xD800;&#x110000;&#99999999999999;",
            Rules::TEXT,
            "AB\u{fffd}€\u{81}\u{fffd}\u{fffd}\u{fffd}",
        );
        check("& &; &# &#x &#xg; &unknown; &a", Rules::TEXT, "& &; &# &#x &#xg; &unknown; &a");
        check("&NotEqualTilde;&CounterClockwiseContourIntegral;", Rules::TEXT, "≂̸∳");
        check("?a=1&copy=2&copy;&copy&amp", Rules::ATTRIBUTE, "?a=1&copy=2©©&");
        check("?a=1&copy=2", Rules::TEXT, "?a=1©=2");
        check("a&amp;b", Rules::RAW, "a&amp;b");
    }

    #[test]
    fn line_ends_and_nul() {
        check("a\r\nb\rc\n", Rules::TEXT, "a\nb\nc\n");
        check("a\0b", Rules::TEXT, "ab");
        check("a\0b\r", Rules::RAW, "a\u{fffd}b\n");
    }

    #[test]
    fn each_place_in_the_text_has_its_raw_offset() {
        for encoding in [UTF_8, WINDOWS_1252, SHIFT_JIS] {
            for source in [
                "a&amp;b\r\nc &#0000000000000000000000000000000000000000000000065; d",
                "日本\0語&nbsp;x",
                "naïve & Co",
            ] {
                let (raw, _, lossy) = encoding.encode(source);
                if lossy {
                    continue;
                }
                let text = decode(&raw, encoding, Rules::TEXT);
                for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
                    let cut = raw_offset(&raw, encoding, Rules::TEXT, at);
                    assert_eq!(decode(&raw[..cut], encoding, Rules::TEXT), &text[..at], "{source:?} {at}");
                    assert_eq!(decode(&raw[cut..], encoding, Rules::TEXT), &text[at..], "{source:?} {at}");
                }
            }
        }
    }
}
