//! Decoded text that knows which raw bytes each of its characters came from.

use encoding_rs::{Encoding, UTF_8};
use offwire_article::Span;
use std::ops::Range;

/// Text with a way back to the raw bytes.
///
/// Between two marks text and raw bytes advance together; a mark stands behind every character whose length
/// differs on the two sides (a letter of a legacy charset, an escape, a character reference), and between
/// pieces that stand apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Mapped {
    text: String,
    marks: Vec<Mark>,
}

/// A place where text and raw bytes do not simply go on together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Mark {
    /// Offset in the text.
    text: usize,
    /// Where the text from here on stands in the raw bytes.
    raw: usize,
    /// Where the raw bytes of the text before end.
    before: usize,
}

impl Mapped {
    /// No text yet.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// No text yet, with room for as many bytes of it.
    pub(crate) fn with_room(bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes), marks: Vec::new() }
    }

    /// Text whose bytes are the raw bytes themselves, from `raw_start` on.
    pub(crate) fn verbatim(text: impl Into<String>, raw_start: usize) -> Self {
        Self { text: text.into(), marks: vec![Mark { text: 0, raw: raw_start, before: raw_start }] }
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
        let at = self.text.len();
        if self.marks.last().is_none_or(|last| last.text != at) {
            // Where a changed character begins is marked too, so that it can be told from the text before it.
            self.marks.push(Mark { text: at, raw, before: raw });
        }
        self.text.push_str(text);
        self.close(raw_end);
    }

    /// Appends other text with its own way back.
    pub(crate) fn append(&mut self, other: &Self) {
        let base = self.text.len();
        self.mark(other.raw(0));
        let later = other.marks.iter().filter(|mark| mark.text > 0);
        self.marks.extend(later.map(|mark| Mark { text: mark.text + base, ..*mark }));
        self.text.push_str(&other.text);
    }

    /// What follows stands at `raw`.
    fn mark(&mut self, raw: usize) {
        let at = self.text.len();
        let end = self.end_raw(at);
        match self.marks.last_mut() {
            Some(last) if last.text == at => last.raw = raw,
            Some(_) if end == raw => {}
            Some(_) => self.marks.push(Mark { text: at, raw, before: end }),
            None => self.marks.push(Mark { text: at, raw, before: raw }),
        }
    }

    /// The raw bytes of what was pushed end at `raw`.
    fn close(&mut self, raw: usize) {
        let at = self.text.len();
        let end = self.end_raw(at);
        match self.marks.last_mut() {
            Some(last) if last.text == at => last.raw = raw,
            _ if end == raw => {}
            _ => self.marks.push(Mark { text: at, raw, before: raw }),
        }
    }

    /// The text.
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// Where a place in the text lies in the raw bytes.
    pub(crate) fn raw(&self, at: usize) -> usize {
        let next = self.marks.partition_point(|mark| mark.text <= at);
        self.linear(next, at)
    }

    /// Where the raw bytes end of the text that ends at `at`.
    fn end_raw(&self, at: usize) -> usize {
        let next = self.marks.partition_point(|mark| mark.text < at);
        match self.marks.get(next) {
            Some(mark) if mark.text == at => mark.before,
            _ => self.linear(next, at),
        }
    }

    /// The place that goes on from the mark before `next`, as far as that piece reaches.
    fn linear(&self, next: usize, at: usize) -> usize {
        let Some(mark) = next.checked_sub(1).and_then(|i| self.marks.get(i)) else { return at };
        let linear = mark.raw + (at - mark.text);
        self.marks.get(next).map_or(linear, |next| linear.min(next.before.max(mark.raw)))
    }

    /// The raw bytes that a part of the text came from, from the first to the last.
    pub(crate) fn span(&self, part: Range<usize>) -> Span {
        let start = self.raw(part.start);
        Span::of(start, self.end_raw(part.end).max(start))
    }

    /// The raw bytes that a part of the text came from, without what stands between its pieces.
    pub(crate) fn spans(&self, part: Range<usize>) -> Vec<Span> {
        let mut spans = Vec::new();
        let mut start = part.start;
        let first = self.marks.partition_point(|mark| mark.text <= part.start);
        for mark in self.marks.iter().skip(first).take_while(|mark| mark.text < part.end) {
            if mark.raw != mark.before {
                spans.push(self.span(start..mark.text));
                start = mark.text;
            }
        }
        spans.push(self.span(start..part.end));
        spans.retain(|span| !span.is_empty());
        spans
    }

    /// The first of [`Mapped::spans`]; an empty one where there is none.
    pub(crate) fn first_span(&self, part: Range<usize>) -> Span {
        let first = self.marks.partition_point(|mark| mark.text <= part.start);
        let inside = self.marks.iter().skip(first).take_while(|mark| mark.text < part.end);
        let mut start = part.start;
        for mark in inside.filter(|mark| mark.raw != mark.before) {
            let span = self.span(start..mark.text);
            if !span.is_empty() {
                return span;
            }
            start = mark.text;
        }
        Some(self.span(start..part.end)).filter(|span| !span.is_empty()).unwrap_or_default()
    }

    /// The marks behind a place in the text and before another.
    fn marks_between(&self, start: usize, end: usize) -> &[Mark] {
        let from = self.marks.partition_point(|mark| mark.text <= start);
        let to = self.marks.partition_point(|mark| mark.text < end);
        self.marks.get(from..to).unwrap_or_default()
    }

    /// The part of the text with its own way back.
    pub(crate) fn slice(&self, part: Range<usize>) -> Self {
        let raw = self.raw(part.start);
        let mut marks = vec![Mark { text: 0, raw, before: raw }];
        let inside = self.marks_between(part.start, part.end + 1).iter();
        marks.extend(inside.map(|mark| Mark { text: mark.text - part.start, ..*mark }));
        Self { text: self.text.get(part).unwrap_or_default().to_owned(), marks }
    }

    /// This text's way back led on through the text that its raw offsets point into.
    pub(crate) fn through(&self, outer: &Self) -> Self {
        let mut led = Self { text: self.text.clone(), marks: Vec::with_capacity(self.marks.len()) };
        let mut start = 0;
        let ends = self.marks.iter().map(|mark| mark.text).filter(|at| *at > 0).chain([self.text.len()]);
        for end in ends {
            let span = self.span(start..end);
            let (from, to) =
                (usize::try_from(span.start).unwrap_or(0), usize::try_from(span.end).unwrap_or(0));
            led.lead(start, end, from..to, outer);
            start = end;
        }
        led
    }

    /// Adds the marks of one piece of the text, which stands at `inner` of the outer text.
    fn lead(&mut self, start: usize, end: usize, inner: Range<usize>, outer: &Self) {
        let mut push = |text: usize, raw: usize, before: usize| match self.marks.last_mut() {
            Some(last) if last.text == text => last.raw = raw,
            _ => self.marks.push(Mark { text, raw, before }),
        };
        push(start, outer.raw(inner.start), outer.raw(inner.start));
        if end - start == inner.len() {
            for mark in outer.marks_between(inner.start, inner.end) {
                push(start + (mark.text - inner.start), mark.raw, mark.before);
            }
        }
        push(end, outer.end_raw(inner.end), outer.end_raw(inner.end));
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
        assert_eq!(mapped.spans(1..5), [Span::of(1, 3), Span::of(6, 8)]);
    }

    #[test]
    fn a_way_back_leads_through_another() {
        let raw = b"k: \"caf\\u00e9 &amp; <b>tea</b>\"";
        let mut outer = Mapped::verbatim("caf", 4);
        outer.push_changed("é", 7, 13);
        outer.push(" &amp; <b>tea</b>", 13);
        let inner_at = outer.as_str().find("tea").unwrap();
        let mut inner = Mapped::verbatim("café ", 0);
        inner.push_changed("&", 6, 11);
        inner.push(" ", 11);
        inner.push("tea", inner_at);
        let led = inner.through(&outer);
        assert_eq!(led.as_str(), "café & tea");
        for (word, bytes) in [("tea", &b"tea"[..]), ("&", b"&amp;"), ("é", b"\\u00e9"), ("caf", b"caf")] {
            let at = led.as_str().find(word).unwrap();
            assert_eq!(cut(&led, raw, at..at + word.len()), bytes, "{word}");
        }
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
            let whole = 0..mapped.as_str().len();
            prop_assert_eq!(mapped.first_span(whole.clone()), mapped.spans(whole).first().copied().unwrap_or_default());
        }
    }
}
