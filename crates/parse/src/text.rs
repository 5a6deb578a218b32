//! Decoded text that knows which raw bytes each of its characters came from.

use encoding_rs::{Encoding, UTF_8};
use offwire_article::Span;
use std::ops::Range;

/// Text with a way back to the raw bytes.
///
/// Between two marks text and raw bytes advance together; a mark stands behind every character whose length
/// differs on the two sides (a letter of a legacy charset, an escape, a character reference).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Mapped {
    text: String,
    /// (offset in the text, offset in the raw bytes), both ascending.
    marks: Vec<(usize, usize)>,
}

impl Mapped {
    /// No text yet.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Text whose bytes are the raw bytes themselves, from `raw_start` on.
    pub(crate) fn verbatim(text: impl Into<String>, raw_start: usize) -> Self {
        Self { text: text.into(), marks: vec![(0, raw_start)] }
    }

    /// Decodes raw bytes that begin at `raw_start` of the record. Bytes that the charset does not have
    /// become U+FFFD.
    pub(crate) fn decode(raw: &[u8], raw_start: usize, encoding: &'static Encoding) -> Self {
        if let Ok(text) = std::str::from_utf8(raw)
            && (encoding == UTF_8 || (encoding.is_ascii_compatible() && text.is_ascii()))
        {
            return Self::verbatim(text, raw_start);
        }
        let mut mapped = Self::new();
        let mut at = 0;
        while let Some(rest) = raw.get(at..).filter(|rest| !rest.is_empty()) {
            let plain = if encoding.is_ascii_compatible() {
                rest.iter().position(|b| !b.is_ascii()).unwrap_or(rest.len())
            } else {
                0
            };
            if let Some(text) = rest.get(..plain).and_then(|r| std::str::from_utf8(r).ok())
                && plain > 0
            {
                mapped.push(text, raw_start + at);
                at += plain;
                continue;
            }
            let (character, length) = decode_one(rest, encoding);
            mapped.push_changed(&character, raw_start + at, raw_start + at + length);
            at += length;
        }
        mapped
    }

    /// Appends text that stands at `raw` just as it is.
    pub(crate) fn push(&mut self, text: &str, raw: usize) {
        self.mark(raw);
        self.text.push_str(text);
    }

    /// Appends text that stands for the raw bytes `raw..raw_end`, however long they are.
    pub(crate) fn push_changed(&mut self, text: &str, raw: usize, raw_end: usize) {
        self.mark(raw);
        self.text.push_str(text);
        self.mark(raw_end);
    }

    fn mark(&mut self, raw: usize) {
        let at = self.text.len();
        match self.marks.last_mut() {
            Some(last) if last.0 == at => last.1 = raw.max(last.1),
            Some(last) if at - last.0 == raw.wrapping_sub(last.1) => {}
            _ => self.marks.push((at, raw)),
        }
    }

    /// The text.
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// Where a place in the text lies in the raw bytes.
    pub(crate) fn raw(&self, at: usize) -> usize {
        let next = self.marks.partition_point(|mark| mark.0 <= at);
        let Some(&(text, raw)) = next.checked_sub(1).and_then(|i| self.marks.get(i)) else { return at };
        let linear = raw + (at - text);
        self.marks.get(next).map_or(linear, |mark| linear.min(mark.1))
    }

    /// The raw bytes that a part of the text came from.
    pub(crate) fn span(&self, part: Range<usize>) -> Span {
        Span::of(self.raw(part.start), self.end_raw(part.end).max(self.raw(part.start)))
    }

    /// Where the raw bytes end of the character that ends at `at`.
    fn end_raw(&self, at: usize) -> usize {
        let next = self.marks.partition_point(|mark| mark.0 < at);
        let Some(&(text, raw)) = next.checked_sub(1).and_then(|i| self.marks.get(i)) else { return at };
        let linear = raw + (at - text);
        match self.marks.get(next) {
            // The mark behind the last character knows where its raw bytes end.
            Some(&(mark, mark_raw)) if mark == at => self.changed_end(next, linear, mark_raw),
            Some(mark) => linear.min(mark.1),
            None => linear,
        }
    }

    /// A mark at the end is either the end of a changed character, or the start of text that stands apart.
    fn changed_end(&self, mark: usize, linear: usize, mark_raw: usize) -> usize {
        let before = mark.checked_sub(1).and_then(|i| self.marks.get(i)).map_or(0, |m| m.0);
        let at = self.marks.get(mark).map_or(0, |m| m.0);
        let one = self.text.get(before..at).is_some_and(|t| t.chars().count() <= 2);
        if one { mark_raw } else { linear.min(mark_raw) }
    }

    /// The part of the text with its own way back.
    pub(crate) fn slice(&self, part: Range<usize>) -> Self {
        let mut marks = vec![(0, self.raw(part.start))];
        marks.extend(
            self.marks
                .iter()
                .filter(|mark| mark.0 > part.start && mark.0 <= part.end)
                .map(|mark| (mark.0 - part.start, mark.1)),
        );
        Self { text: self.text.get(part).unwrap_or_default().to_owned(), marks }
    }

    /// This text's way back led on through the text that its raw offsets point into.
    pub(crate) fn through(mut self, outer: &Self) -> Self {
        for mark in &mut self.marks {
            mark.1 = outer.raw(mark.1);
        }
        self
    }

    /// The lines, without their ends (LF, CR LF or CR), as ranges of the text.
    pub(crate) fn lines(&self) -> Vec<Range<usize>> {
        let bytes = self.text.as_bytes();
        let mut lines = Vec::new();
        let mut start = 0;
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            if at < start {
                continue;
            }
            lines.push(start..at);
            let pair = bytes.get(at) == Some(&b'\r') && bytes.get(at + 1) == Some(&b'\n');
            start = at + 1 + usize::from(pair);
        }
        if start < bytes.len() {
            lines.push(start..bytes.len());
        }
        lines
    }
}

/// The first character of bytes in a charset, and the number of bytes it takes.
fn decode_one(raw: &[u8], encoding: &'static Encoding) -> (String, usize) {
    for length in 1..=4.min(raw.len()) {
        let Some(head) = raw.get(..length) else { break };
        let text = encoding.decode_without_bom_handling_and_without_replacement(head);
        if let Some(text) = text.filter(|t| !t.is_empty()) {
            return (text.into_owned(), length);
        }
    }
    ("\u{fffd}".to_owned(), 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cut(mapped: &Mapped, raw: &[u8], part: Range<usize>) -> Vec<u8> {
        mapped.span(part).cut(raw).unwrap().to_vec()
    }

    #[test]
    fn legacy_letters_lead_back_to_their_bytes() {
        let raw = b"caf\xe9 cr\xe8me \x93ouvert\x94";
        let mapped = Mapped::decode(raw, 0, encoding_rs::WINDOWS_1252);
        assert_eq!(mapped.as_str(), "café crème “ouvert”");
        for word in ["café", "crème", "“ouvert”", "ouvert"] {
            let at = mapped.as_str().find(word).unwrap();
            let bytes = cut(&mapped, raw, at..at + word.len());
            assert_eq!(encoding_rs::WINDOWS_1252.decode(&bytes).0, word);
        }
    }

    #[test]
    fn two_byte_letters_lead_back_to_their_bytes() {
        let raw = encoding_rs::GBK.encode("新华社 Beijing 北京。").0.into_owned();
        let mapped = Mapped::decode(&raw, 0, encoding_rs::GBK);
        assert_eq!(mapped.as_str(), "新华社 Beijing 北京。");
        let at = mapped.as_str().find("北京").unwrap();
        assert_eq!(encoding_rs::GBK.decode(&cut(&mapped, &raw, at..at + 6)).0, "北京");
    }

    #[test]
    fn pieces_that_stand_apart_keep_their_own_ends() {
        let raw = b"one<i>two</i> x";
        let mut mapped = Mapped::new();
        mapped.push("one", 0);
        mapped.push("two", 6);
        assert_eq!(cut(&mapped, raw, 0..3), b"one");
        assert_eq!(cut(&mapped, raw, 3..6), b"two");
    }

    #[test]
    fn every_kind_of_line_end_ends_a_line() {
        let mapped = Mapped::verbatim("a\nb\r\nc\rd\n\ne", 0);
        let lines: Vec<&str> = mapped.lines().into_iter().map(|l| &mapped.as_str()[l]).collect();
        assert_eq!(lines, ["a", "b", "c", "d", "", "e"]);
    }

    proptest! {
        #[test]
        fn any_bytes_of_any_charset_give_ordered_ranges(raw in proptest::collection::vec(any::<u8>(), 0..80), n in 0usize..5) {
            let encoding = [UTF_8, encoding_rs::GBK, encoding_rs::SHIFT_JIS, encoding_rs::WINDOWS_1252, encoding_rs::UTF_16LE][n];
            let mapped = Mapped::decode(&raw, 0, encoding);
            let mut last = 0;
            for (at, c) in mapped.as_str().char_indices() {
                let span = mapped.span(at..at + c.len_utf8());
                prop_assert!(span.start >= last && span.end as usize <= raw.len());
                last = span.start;
            }
        }
    }
}
