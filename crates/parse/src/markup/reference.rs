//! Character references, and the entities that a document must not use.

use crate::Reason;
use crate::format::Reject;
use crate::text::Mapped;
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use html5ever::data::NAMED_ENTITIES;
use memchr::{memchr, memmem};

/// Decodes text and undoes its references, keeping the way back. `raw` tells where an offset lies in the record.
pub(super) fn decode(into: &mut Mapped, bytes: &[u8], start: usize, encoding: &'static Encoding) {
    let mut at = 0;
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        let plain = memchr(b'&', rest).unwrap_or(rest.len());
        if plain > 0 {
            let piece = rest.get(..plain).unwrap_or_default();
            match std::str::from_utf8(piece) {
                Ok(text) if encoding == UTF_8 || (encoding.is_ascii_compatible() && text.is_ascii()) => {
                    into.push(text, start + at);
                }
                _ => into.append(&Mapped::decode(piece, start + at, encoding)),
            }
            at += plain;
            continue;
        }
        let length = match reference(rest) {
            Some((text, length)) => {
                into.push_changed(&text, start + at, start + at + length);
                length
            }
            None => {
                into.push("&", start + at);
                1
            }
        };
        at += length;
    }
}

/// Undoes the references of a text that was escaped once more than its format asks.
pub(crate) fn undone(text: &str) -> String {
    let mut undone = Mapped::new();
    decode(&mut undone, text.as_bytes(), 0, UTF_8);
    undone.as_str().to_owned()
}

/// What a reference at an `&` stands for, and its length.
fn reference(rest: &[u8]) -> Option<(String, usize)> {
    let inner = rest.get(1..rest.len().min(34))?;
    if inner.first() == Some(&b'#') {
        return numeric(inner).map(|(text, length)| (text, length + 1));
    }
    let length = inner.iter().take_while(|b| b.is_ascii_alphanumeric()).count();
    if inner.get(length) != Some(&b';') || length == 0 {
        return None;
    }
    let name = std::str::from_utf8(inner.get(..=length)?).ok()?;
    Some((named(name)?, length + 2))
}

fn named(name: &str) -> Option<String> {
    match name {
        "amp;" => return Some("&".into()),
        "lt;" => return Some("<".into()),
        "gt;" => return Some(">".into()),
        "hyph;" => return Some("-".into()),
        "blank;" => return Some(" ".into()),
        _ => {}
    }
    let &(first, second) = NAMED_ENTITIES.get(name).filter(|found| found.0 != 0)?;
    [first, second].into_iter().filter(|c| *c != 0).map(char::from_u32).collect()
}

/// `#151;`, `#x2014;`; numbers of C1 controls mean windows-1252, other controls stand for nothing.
fn numeric(inner: &[u8]) -> Option<(String, usize)> {
    let hex = matches!(inner.get(1), Some(b'x' | b'X'));
    let digits = inner.get(if hex { 2 } else { 1 }..)?;
    let fits = |b: &&u8| if hex { b.is_ascii_hexdigit() } else { b.is_ascii_digit() };
    let count = digits.iter().take_while(fits).count();
    let text = std::str::from_utf8(digits.get(..count)?).ok()?;
    let number = u32::from_str_radix(text, if hex { 16 } else { 10 }).ok()?;
    let closed = usize::from(digits.get(count) == Some(&b';'));
    let length = 1 + usize::from(hex) + count + closed;
    let text = match number {
        9 | 10 | 13 => char::from_u32(number).map(String::from),
        0..=31 | 127 => Some(String::new()),
        128..=159 => {
            let byte = u8::try_from(number).ok()?;
            Some(WINDOWS_1252.decode_without_bom_handling(&[byte]).0.into_owned())
        }
        _ => char::from_u32(number).map(String::from),
    };
    Some((text.unwrap_or_else(|| "\u{fffd}".into()), length))
}

/// Refuses a document that defines entities by way of other entities, and one whose text uses an entity that
/// lies outside it. Neither is ever expanded.
pub(super) fn check_entities(bytes: &[u8]) -> Result<(), Reject> {
    let head = bytes.get(..bytes.len().min(64 * 1024)).unwrap_or(bytes);
    let Some(start) = memmem::find(head, b"<!ENTITY") else { return Ok(()) };
    let subset = head.get(start..).unwrap_or_default();
    let end = memmem::find(subset, b"]>").unwrap_or(subset.len());
    let subset = String::from_utf8_lossy(subset.get(..end).unwrap_or_default());
    for definition in subset.split("<!ENTITY").skip(1) {
        let definition = definition.trim_start();
        if definition.starts_with('%') {
            continue;
        }
        let name = definition.split_whitespace().next().unwrap_or_default();
        let value = definition.get(name.len()..).unwrap_or_default().trim_start();
        if value.contains('&') && !value.contains("&#") && nests(value, &subset) {
            return Err(Reject::new(Reason::Bomb, "entities that are made of entities: taken for a bomb"));
        }
        let outside = value.starts_with("SYSTEM") || value.starts_with("PUBLIC");
        if outside && memmem::find(bytes, format!("&{name};").as_bytes()).is_some() {
            let detail = format!("the entity `{name}` lies outside the document and is not read");
            return Err(Reject::new(Reason::Malformed, detail));
        }
    }
    Ok(())
}

/// Whether a value refers to an entity that is defined in the same place.
fn nests(value: &str, subset: &str) -> bool {
    let value = value.split('>').next().unwrap_or_default();
    value
        .split('&')
        .skip(1)
        .filter_map(|rest| rest.split_once(';'))
        .any(|(name, _)| subset.split("<!ENTITY").skip(1).any(|d| d.split_whitespace().next() == Some(name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(text: &str) -> String {
        let mut mapped = Mapped::new();
        decode(&mut mapped, text.as_bytes(), 0, encoding_rs::UTF_8);
        mapped.as_str().to_owned()
    }

    #[test]
    fn references_are_undone() {
        assert_eq!(
            decoded("A&amp;B &#151; &eacute;&#x41; &#3;x &nosuch; & &lt;P> &"),
            "A&B — éA x &nosuch; & <P> &"
        );
    }

    #[test]
    fn entities_of_the_document_are_never_expanded() {
        let laughs = "<!DOCTYPE a [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'><!ENTITY c '&b;&b;'>]><a>&c;</a>";
        assert_eq!(check_entities(laughs.as_bytes()).unwrap_err().reason, Reason::Bomb);
        let outside = "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>";
        assert_eq!(check_entities(outside.as_bytes()).unwrap_err().reason, Reason::Malformed);
        let unused = "<!DOCTYPE a [<!ENTITY pic SYSTEM 'a.jpg' NDATA jpeg><!ENTITY e '&#233;'>]><a>b</a>";
        assert!(check_entities(unused.as_bytes()).is_ok());
    }
}
