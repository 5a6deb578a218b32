//! Finding tags in bytes.

use memchr::{memchr, memchr2, memmem};

/// A piece of markup; offsets into the bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    Open {
        name: (usize, usize),
        attributes: (usize, usize),
        end: usize,
        closed: bool,
    },
    Close {
        name: (usize, usize),
        end: usize,
    },
    /// A CDATA section.
    Verbatim {
        inner: (usize, usize),
        end: usize,
    },
    /// Comments, declarations, instructions.
    Other {
        end: usize,
    },
}

impl Tag {
    pub(super) fn end(self) -> usize {
        match self {
            Self::Open { end, .. }
            | Self::Close { end, .. }
            | Self::Verbatim { end, .. }
            | Self::Other { end } => end,
        }
    }
}

/// The next tag from `from` on, and where it begins; without one, the end of the bytes.
pub(super) fn next_tag(bytes: &[u8], from: usize) -> (usize, Option<Tag>) {
    let mut at = from;
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr(b'<', rest)) {
        let start = at + found;
        if let Some(tag) = tag_at(bytes, start) {
            return (start, Some(tag));
        }
        at = start + 1;
    }
    (bytes.len(), None)
}

/// The tag at a `<`; `None` where the sign stands for itself.
fn tag_at(bytes: &[u8], start: usize) -> Option<Tag> {
    let next = *bytes.get(start + 1)?;
    match next {
        b'!' => Some(declaration(bytes, start)),
        b'?' => Some(Tag::Other { end: past(bytes, start, b"?>") }),
        b'/' => {
            let name = name_at(bytes, start + 2)?;
            let end = bytes
                .get(name.1..)
                .and_then(|rest| memchr(b'>', rest))
                .map_or(bytes.len(), |at| name.1 + at + 1);
            Some(Tag::Close { name, end })
        }
        _ => {
            let name = name_at(bytes, start + 1)?;
            let close = close_of(bytes, name.1);
            let closed = close > name.1 && bytes.get(close - 1) == Some(&b'/');
            let attributes = (name.1, if closed { close - 1 } else { close });
            Some(Tag::Open { name, attributes, end: (close + 1).min(bytes.len()), closed })
        }
    }
}

/// A name: letters, digits, `_ - . :` and all beyond ASCII.
fn name_at(bytes: &[u8], start: usize) -> Option<(usize, usize)> {
    let rest = bytes.get(start..)?;
    let fits = |b: &u8| b.is_ascii_alphanumeric() || matches!(*b, b'_' | b'-' | b'.' | b':') || !b.is_ascii();
    let length = rest.iter().take_while(|b| fits(b)).count();
    let first = rest.first()?;
    let starts = first.is_ascii_alphanumeric() || *first == b'_' || !first.is_ascii();
    (starts && length > 0).then_some((start, start + length))
}

/// The `>` that closes a tag: outside quotes, unless the quotes never end. A tag without one ends at the next
/// `<` or the end.
fn close_of(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'>' => return at,
            b'<' => return at.saturating_sub(1).max(from),
            b'"' | b'\'' if opens_value(bytes, from, at) => {
                match bytes.get(at + 1..).and_then(|rest| memchr(byte, rest)) {
                    Some(length) => at += length + 1,
                    None => break,
                }
            }
            _ => {}
        }
        at += 1;
    }
    bytes.get(from..).and_then(|rest| memchr2(b'>', b'<', rest)).map_or(bytes.len(), |at| from + at)
}

/// Whether a quote stands behind `=`.
fn opens_value(bytes: &[u8], from: usize, at: usize) -> bool {
    let before = bytes.get(from..at).unwrap_or_default();
    before.trim_ascii_end().ends_with(b"=")
}

/// The end behind a closing mark, or the end of the bytes.
fn past(bytes: &[u8], from: usize, mark: &[u8]) -> usize {
    let found = bytes.get(from..).and_then(|rest| memmem::find(rest, mark));
    found.map_or(bytes.len(), |at| from + at + mark.len())
}

/// What begins with `<!`.
fn declaration(bytes: &[u8], start: usize) -> Tag {
    let rest = bytes.get(start..).unwrap_or_default();
    if rest.starts_with(b"<!--") {
        return Tag::Other { end: past(bytes, start + 4, b"-->") };
    }
    if rest.starts_with(b"<![CDATA[") {
        let end = past(bytes, start + 9, b"]]>");
        let inner_end = if bytes.get(..end).is_some_and(|b| b.ends_with(b"]]>")) { end - 3 } else { end };
        return Tag::Verbatim { inner: (start + 9, inner_end.max(start + 9)), end };
    }
    let mut depth = 0usize;
    let mut at = start;
    while let Some(step) =
        bytes.get(at..).and_then(|rest| rest.iter().position(|b| matches!(b, b'[' | b']' | b'>')))
    {
        at += step;
        match bytes.get(at) {
            Some(b'[') => depth += 1,
            Some(b']') => depth = depth.saturating_sub(1),
            Some(b'>') if depth == 0 => return Tag::Other { end: at + 1 },
            _ => {}
        }
        at += 1;
    }
    Tag::Other { end: past(bytes, start, b">") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open_name(text: &str) -> Option<&str> {
        match next_tag(text.as_bytes(), 0).1? {
            Tag::Open { name, .. } => text.get(name.0..name.1),
            _ => None,
        }
    }

    #[test]
    fn signs_that_open_no_tag_are_text() {
        assert_eq!(open_name("a < b <1ST_LINE> x"), Some("1ST_LINE"));
        assert_eq!(open_name("a<=b"), None);
    }

    #[test]
    fn brackets_in_quotes_do_not_close() {
        let text = b"<a k=\"x > y\" l='z'/>tail";
        let (_, tag) = next_tag(text, 0);
        assert_eq!(tag, Some(Tag::Open { name: (1, 2), attributes: (2, 18), end: 20, closed: true }));
    }

    #[test]
    fn a_document_type_with_its_own_definitions_is_one_piece() {
        let text = b"<!DOCTYPE a [<!ENTITY b 'c>'> ]><a>";
        assert_eq!(next_tag(text, 0).1.unwrap().end(), 32);
    }
}
