//! How mail carries text: encoded words, parts between boundaries, quoted-printable, base64.

use crate::decode;
use crate::text::Mapped;
use encoding_rs::Encoding;
use std::ops::Range;

/// Undoes `=?charset?Q?…?=` and `=?charset?B?…?=` in a header field.
pub(super) fn encoded_words(value: &str) -> String {
    let mut out = String::new();
    let mut rest = value;
    let mut was_word = false;
    while let Some(start) = rest.find("=?") {
        let before = rest.get(..start).unwrap_or_default();
        match encoded_word(rest.get(start..).unwrap_or_default()) {
            Some((text, length)) => {
                // Blanks between two encoded words are no part of the text.
                if !(was_word && before.trim().is_empty()) {
                    out.push_str(before);
                }
                out.push_str(&text);
                rest = rest.get(start + length..).unwrap_or_default();
                was_word = true;
            }
            None => {
                out.push_str(before);
                out.push_str("=?");
                rest = rest.get(start + 2..).unwrap_or_default();
                was_word = false;
            }
        }
    }
    out.push_str(rest);
    out
}

fn encoded_word(text: &str) -> Option<(String, usize)> {
    let mut parts = text.get(2..)?.splitn(3, '?');
    let (charset, kind, rest) = (parts.next()?, parts.next()?, parts.next()?);
    let end = rest.find("?=")?;
    let content = rest.get(..end)?;
    let bytes = match kind {
        "Q" | "q" => quoted_printable(content.replace('_', " ").as_bytes()),
        "B" | "b" => base64(content.as_bytes()),
        _ => return None,
    };
    let encoding = decode::label(charset.split('*').next()?)?;
    let length = 2 + charset.len() + 1 + kind.len() + 1 + end + 2;
    Some((encoding.decode_without_bom_handling(&bytes).0.into_owned(), length))
}

/// The parts between boundaries.
pub(super) fn parts(bytes: &[u8], range: &Range<usize>, boundary: &str) -> Vec<Range<usize>> {
    let mark = format!("--{boundary}");
    let all = bytes.get(range.clone()).unwrap_or_default();
    let mut parts = Vec::new();
    let mut open: Option<usize> = None;
    for at in memchr::memmem::find_iter(all, mark.as_bytes()) {
        let starts_line = at == 0 || all.get(at - 1) == Some(&b'\n');
        if !starts_line {
            continue;
        }
        if let Some(start) = open {
            parts.push(range.start + start..range.start + at);
        }
        let line =
            all.get(at..).and_then(|rest| memchr::memchr(b'\n', rest)).map_or(all.len(), |end| at + end + 1);
        let closes = all.get(at + mark.len()..).is_some_and(|rest| rest.starts_with(b"--"));
        open = (!closes).then_some(line);
    }
    // A message that was cut has no closing boundary.
    parts.extend(open.filter(|start| *start < all.len()).map(|start| range.start + start..range.end));
    parts
}

/// The text of a part. Each letter leads back to its bytes, escaped or not; only the text of base64 leads back to the
/// part as a whole.
pub(super) fn content(
    bytes: &[u8],
    range: &Range<usize>,
    transfer: Option<&str>,
    charset: Option<&'static Encoding>,
) -> Mapped {
    let raw = bytes.get(range.clone()).unwrap_or_default();
    let mut ends = Vec::new();
    let undone = match transfer.unwrap_or_default().trim().to_ascii_lowercase().as_str() {
        "quoted-printable" => unquoted(raw, |end| ends.push(range.start + end)),
        "base64" => base64(raw),
        _ => {
            let encoding = charset.unwrap_or_else(|| decode::Charset::tell(raw, None, None).encoding);
            let encoding = if std::str::from_utf8(raw).is_ok() { encoding_rs::UTF_8 } else { encoding };
            return Mapped::decode(raw, range.start, encoding);
        }
    };
    let encoding = charset.unwrap_or_else(|| decode::Charset::tell(&undone, None, None).encoding);
    if !ends.is_empty() {
        return led(&Mapped::decode(&undone, 0, encoding), &ends, range.start);
    }
    let mut mapped = Mapped::new();
    mapped.push_changed(&encoding.decode_without_bom_handling(&undone).0, range.start, range.end);
    mapped
}

/// The text of undone bytes led on to the raw ones from `start` on, of which each undone one ends where `ends` says.
/// A line break that was escaped belongs to the letter behind it.
fn led(text: &Mapped, ends: &[usize], start: usize) -> Mapped {
    let place = |at: u64| usize::try_from(at).ok().and_then(|at| ends.get(at.checked_sub(1)?)).copied();
    let mut led = Mapped::with_room(text.as_str().len());
    let mut run = 0..0;
    let mut run_from = start;
    let mut last = start;
    for (at, c) in text.as_str().char_indices() {
        let next = at + c.len_utf8();
        let span = text.span(at..next);
        let (from, to) = (place(span.start).unwrap_or(start), place(span.end).unwrap_or(start));
        let is_plain = to.saturating_sub(from) == c.len_utf8();
        if !is_plain || from != last || run.is_empty() {
            led.push(text.as_str().get(run.clone()).unwrap_or_default(), run_from);
            (run, run_from) = (at..at, from);
        }
        if is_plain {
            run.end = next;
        } else {
            led.push_changed(text.as_str().get(at..next).unwrap_or_default(), from, to);
            run = next..next;
        }
        last = to;
    }
    led.push(text.as_str().get(run).unwrap_or_default(), run_from);
    led
}

fn quoted_printable(raw: &[u8]) -> Vec<u8> {
    unquoted(raw, |_| ())
}

/// Undoes the escapes and tells where the raw bytes of each byte end.
fn unquoted(raw: &[u8], mut ends: impl FnMut(usize)) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len());
    let mut at = 0;
    while let Some(&byte) = raw.get(at) {
        let rest = raw.get(at + 1..).unwrap_or_default();
        if byte != b'=' {
            out.push(byte);
            at += 1;
            ends(at);
        } else if rest.starts_with(b"\r\n") {
            at += 3;
        } else if rest.starts_with(b"\n") {
            at += 2;
        } else if let Some(value) = rest
            .get(..2)
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok())
        {
            out.push(value);
            at += 3;
            ends(at);
        } else {
            out.push(byte);
            at += 1;
            ends(at);
        }
    }
    out
}

/// Decodes what belongs to the alphabet and passes over the rest.
fn base64(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len() / 4 * 3);
    let (mut bits, mut count) = (0u32, 0u32);
    for &byte in raw {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => break,
            _ => continue,
        };
        bits = (bits << 6) | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push(u8::try_from((bits >> count) & 0xff).unwrap_or(0));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn encoded_words_are_undone() {
        assert_eq!(encoded_words("=?iso-8859-1?Q?Caf=E9?= =?utf-8?B?IG9wZW4=?= now"), "Café open now");
        assert_eq!(encoded_words("a =? b"), "a =? b");
    }

    proptest! {
        #[test]
        fn whatever_is_escaped_is_undone_without_panic(raw in "([a-z é]|=C3=A9|=\n|=[0-9A-F]{0,2}){0,20}") {
            let text = content(raw.as_bytes(), &(0..raw.len()), Some("quoted-printable"), None);
            prop_assert_eq!(text.span(0..text.as_str().len()).cut(raw.as_bytes()).is_some(), true);
            let undone = quoted_printable(raw.as_bytes());
            if let Ok(undone) = std::str::from_utf8(&undone) {
                prop_assert_eq!(text.as_str(), undone);
            }
        }
    }

    #[test]
    fn escaped_letters_lead_back_to_their_escapes() {
        let raw = "xyThe caf=C3=A9 of the har=\r\nbour =3D two=";
        let text = content(raw.as_bytes(), &(2..raw.len()), Some("quoted-printable"), None);
        assert_eq!(text.as_str(), "The café of the harbour = two=");
        for (words, want) in [
            ("The caf", "The caf"),
            ("é", "=C3=A9"),
            (" of the har", " of the har"),
            ("harbour", "har=\r\nbour"),
            ("=", "=3D"),
            ("two=", "two="),
        ] {
            let at = text.as_str().find(words).unwrap();
            let cut = text.span(at..at + words.len()).cut(raw.as_bytes()).unwrap();
            assert_eq!(std::str::from_utf8(cut).unwrap(), want);
        }
    }

    #[test]
    fn a_cut_message_keeps_its_last_part() {
        let bytes = b"--b\nx\n\none\n--b\ny\n\ntwo";
        assert_eq!(parts(bytes, &(0..bytes.len()), "b").len(), 2);
    }
}
