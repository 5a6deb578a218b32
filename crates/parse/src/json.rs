//! JSON whose values know where they stand.
//!
//! serde_json reads values well and does not say where they stood; ranges into the raw record are what this
//! reader is for. It takes what JSON allows, and control characters inside strings.

use crate::text::Mapped;
use std::ops::Range;

/// Deepest nesting that is followed.
const MAX_DEPTH: usize = 96;

/// A value with its place in the bytes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Json {
    /// Keys in order; the last of equal keys wins on look-up.
    Object(Vec<(String, Json)>),
    Array(Vec<Json>),
    /// Without its quotes, escapes not yet undone.
    String(Range<usize>),
    /// Digits as written.
    Number(Range<usize>),
    /// A string or a number of a record that is not in UTF-8, as it reads.
    Text(Mapped),
    Bool(bool),
    Null,
}

/// Reads one value from an offset on (white space before it is passed over); gives the value and where it ends.
/// `None` where the bytes are no JSON. Ranges are those of the whole bytes.
pub(crate) fn read_from(bytes: &[u8], start: usize) -> Option<(Json, usize)> {
    let mut reader = Reader { bytes, at: start };
    let value = reader.value(0)?;
    Some((value, reader.at))
}

/// The same out of a record that is not in UTF-8; ranges are those of the record's bytes all the same.
pub(crate) fn read_decoded(text: &Mapped, start: usize) -> Option<(Json, usize)> {
    let (value, end) = read_from(text.as_str().as_bytes(), start)?;
    Some((value.decoded(text), end))
}

impl Json {
    /// The value with its strings and numbers read out of the text that they stand in.
    fn decoded(self, text: &Mapped) -> Self {
        match self {
            Self::Object(fields) => {
                Self::Object(fields.into_iter().map(|(name, value)| (name, value.decoded(text))).collect())
            }
            Self::Array(elements) => {
                Self::Array(elements.into_iter().map(|value| value.decoded(text)).collect())
            }
            Self::String(range) => Self::Text(unescape(text.as_str().as_bytes(), &range).through(text)),
            Self::Number(range) => Self::Text(text.slice(range)),
            other => other,
        }
    }

    /// The value of a key.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Object(fields) => fields.iter().rev().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The value at a path of keys.
    pub(crate) fn at(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |value, key| value.get(key))
    }

    /// The elements of an array; nothing for another value.
    pub(crate) fn elements(&self) -> &[Self] {
        match self {
            Self::Array(elements) => elements,
            _ => &[],
        }
    }

    /// The text of a string, with its way back.
    pub(crate) fn mapped(&self, bytes: &[u8]) -> Option<Mapped> {
        match self {
            Self::String(range) => Some(unescape(bytes, range)),
            Self::Text(text) => Some(text.clone()),
            _ => None,
        }
    }

    /// The text of a string, or the digits of a number; `None` where that is empty.
    pub(crate) fn text(&self, bytes: &[u8]) -> Option<String> {
        let text = match self {
            Self::String(range) => unescape(bytes, range).as_str().to_owned(),
            Self::Number(range) => String::from_utf8_lossy(bytes.get(range.clone())?).into_owned(),
            Self::Text(text) => text.as_str().to_owned(),
            _ => return None,
        };
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn space(&mut self) {
        while self.peek().is_some_and(|b| b.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    fn eat(&mut self, byte: u8) -> bool {
        self.space();
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn value(&mut self, depth: usize) -> Option<Json> {
        self.space();
        match self.peek()? {
            b'{' if depth < MAX_DEPTH => self.object(depth + 1),
            b'[' if depth < MAX_DEPTH => self.array(depth + 1),
            b'"' => self.string().map(Json::String),
            b't' => self.word("true", Json::Bool(true)),
            b'f' => self.word("false", Json::Bool(false)),
            b'n' => self.word("null", Json::Null),
            b'N' => self.word("NaN", Json::Null),
            b'-' | b'0'..=b'9' => {
                let start = self.at;
                while self.peek().is_some_and(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b)) {
                    self.at += 1;
                }
                Some(Json::Number(start..self.at))
            }
            _ => None,
        }
    }

    fn word(&mut self, word: &str, value: Json) -> Option<Json> {
        self.bytes.get(self.at..)?.starts_with(word.as_bytes()).then(|| {
            self.at += word.len();
            value
        })
    }

    fn object(&mut self, depth: usize) -> Option<Json> {
        self.at += 1;
        let mut fields = Vec::new();
        if self.eat(b'}') {
            return Some(Json::Object(fields));
        }
        loop {
            self.space();
            let key = self.string()?;
            let name = unescape(self.bytes, &key).as_str().to_owned();
            if !self.eat(b':') {
                return None;
            }
            fields.push((name, self.value(depth)?));
            if self.eat(b'}') {
                return Some(Json::Object(fields));
            }
            if !self.eat(b',') {
                return None;
            }
        }
    }

    fn array(&mut self, depth: usize) -> Option<Json> {
        self.at += 1;
        let mut elements = Vec::new();
        if self.eat(b']') {
            return Some(Json::Array(elements));
        }
        loop {
            elements.push(self.value(depth)?);
            if self.eat(b']') {
                return Some(Json::Array(elements));
            }
            if !self.eat(b',') {
                return None;
            }
        }
    }

    /// The inside of a string.
    fn string(&mut self) -> Option<Range<usize>> {
        if self.peek() != Some(b'"') {
            return None;
        }
        let start = self.at + 1;
        let mut at = start;
        loop {
            at += memchr::memchr2(b'"', b'\\', self.bytes.get(at..)?)?;
            if self.bytes.get(at) == Some(&b'"') {
                self.at = at + 1;
                return Some(start..at);
            }
            at += 2;
        }
    }
}

/// Undoes the escapes of a string.
fn unescape(bytes: &[u8], range: &Range<usize>) -> Mapped {
    let mut mapped = Mapped::new();
    let mut at = range.start;
    let end = range.end;
    while at < end {
        let rest = bytes.get(at..end).unwrap_or_default();
        let plain = memchr::memchr(b'\\', rest).unwrap_or(rest.len());
        if plain > 0 {
            let part = Mapped::decode(rest.get(..plain).unwrap_or_default(), at, encoding_rs::UTF_8);
            mapped.append(&part);
            at += plain;
            continue;
        }
        let (character, length) = escape(rest);
        mapped.push_changed(character.encode_utf8(&mut [0; 4]), at, at + length);
        at += length;
    }
    mapped
}

/// The character that an escape stands for, and the escape's length; a broken one stands for U+FFFD.
fn escape(rest: &[u8]) -> (char, usize) {
    let simple = |c| (c, 2);
    match rest.get(1) {
        Some(b'n') => simple('\n'),
        Some(b't') => simple('\t'),
        Some(b'r') => simple('\r'),
        Some(b'b' | b'f') => simple(' '),
        Some(b'u') => unicode(rest),
        Some(other) if other.is_ascii() => simple(char::from(*other)),
        _ => ('\u{fffd}', rest.len().min(2)),
    }
}

fn unicode(rest: &[u8]) -> (char, usize) {
    let unit = |at: usize| {
        let digits = std::str::from_utf8(rest.get(at..at + 4)?).ok()?;
        u32::from_str_radix(digits, 16).ok()
    };
    let Some(first) = unit(2) else { return ('\u{fffd}', rest.len().min(6)) };
    if (0xd800..0xdc00).contains(&first)
        && rest.get(6..8) == Some(b"\\u")
        && let Some(second @ 0xdc00..0xe000) = unit(8)
    {
        let joined = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
        return (char::from_u32(joined).unwrap_or('\u{fffd}'), 12);
    }
    (char::from_u32(first).unwrap_or('\u{fffd}'), 6)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Option<(Json, usize)> {
        read_from(bytes, 0)
    }
    use proptest::prelude::*;

    #[test]
    fn strings_lead_back_to_their_bytes() {
        let raw = br#" {"a": [1, {"b": "One \"two\" \u00e9t\u00e9 \ud83d\ude00.\nThree"}], "c": null} tail"#;
        let (value, end) = read(raw).unwrap();
        assert_eq!(&raw[end..], b" tail");
        let text = value.get("a").unwrap().elements()[1].get("b").unwrap().mapped(raw).unwrap();
        assert_eq!(text.as_str(), "One \"two\" été 😀.\nThree");
        let at = text.as_str().find("Three").unwrap();
        assert_eq!(text.span(at..at + 5).cut(raw).unwrap(), b"Three");
        let at = text.as_str().find("été").unwrap();
        assert_eq!(text.span(at..at + 5).cut(raw).unwrap(), br"\u00e9t\u00e9");
    }

    #[test]
    fn broken_json_is_refused_and_deep_nesting_is_not_followed() {
        for text in ["{", "{\"a\"}", "[1,", "\"x", "{\"a\":}", "tru"] {
            assert!(read(text.as_bytes()).is_none(), "{text}");
        }
        assert!(read("[".repeat(100_000).as_bytes()).is_none());
    }

    proptest! {
        #[test]
        fn it_agrees_with_serde_json(text in "\\PC{0,20}", number in any::<i32>()) {
            let value = serde_json::json!({"k": [text, number, {"deep": text}]});
            let raw = value.to_string();
            let (read, end) = read(raw.as_bytes()).unwrap();
            prop_assert_eq!(end, raw.len());
            let k = read.get("k").unwrap().elements();
            let mapped = k[0].mapped(raw.as_bytes()).unwrap();
            prop_assert_eq!(mapped.as_str(), &text);
            prop_assert_eq!(k[1].text(raw.as_bytes()).unwrap(), number.to_string());
        }

        #[test]
        fn no_bytes_panic(raw in proptest::collection::vec(any::<u8>(), 0..60)) {
            if let Some((value, _)) = read(&raw) {
                let _ = value.text(&raw);
            }
        }
    }
}
