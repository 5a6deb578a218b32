//! Charsets in which markup is not ASCII: decoded as a whole, with a map back to the raw bytes.

use encoding_rs::Encoding;
use std::ops::Range;

/// A text decoded as a whole, and where each of its characters stood in the raw bytes.
///
/// For UTF-16 and ISO-2022-JP, in which a byte that looks like `<` need not be one. [`Page`](super::Page) does
/// this by itself; readers of plain text can use it for any charset.
///
/// ```
/// use offwire_parse::page::Recoded;
/// let raw = [0xff, 0xfe, b'<', 0, b'p', 0, b'>', 0];
/// let recoded = Recoded::new(&raw, encoding_rs::UTF_16LE);
/// assert_eq!(recoded.text(), "<p>");
/// assert_eq!(recoded.raw_range(1..3), 4..8);
/// ```
#[derive(Debug, Clone)]
pub struct Recoded {
    text: String,
    /// In rising order.
    runs: Vec<Run>,
    raw_len: usize,
}

/// Characters that follow each other and have the same size in the text and in the raw bytes.
#[derive(Debug, Clone, Copy)]
struct Run {
    text: usize,
    raw: usize,
    text_step: usize,
    raw_step: usize,
}

impl Run {
    /// Where the character stands that begins `steps` after the first.
    fn at(self, steps: usize) -> (usize, usize) {
        (self.text + steps * self.text_step, self.raw + steps * self.raw_step)
    }
}

impl Recoded {
    /// Decodes `raw`; a byte order mark is dropped, what cannot be decoded becomes U+FFFD.
    #[must_use]
    pub fn new(raw: &[u8], encoding: &'static Encoding) -> Self {
        let mut recoded =
            Self { text: String::with_capacity(raw.len()), runs: Vec::new(), raw_len: raw.len() };
        let mut decoder = encoding.new_decoder_with_bom_removal();
        let mut from = 0;
        for (at, byte) in raw.iter().enumerate() {
            let last = at + 1 == raw.len();
            let before = recoded.text.len();
            // The longest that one byte can set free: two replacement characters and a character.
            recoded.text.reserve(32);
            let _ = decoder.decode_to_string(std::slice::from_ref(byte), &mut recoded.text, last);
            if recoded.text.len() > before {
                recoded.push(before, from, recoded.text.len() - before, at + 1 - from);
                from = at + 1;
            }
        }
        recoded
    }

    fn push(&mut self, text: usize, raw: usize, text_step: usize, raw_step: usize) {
        if let Some(run) = self.runs.last() {
            let steps = (text - run.text) / run.text_step;
            if (run.text_step, run.raw_step, run.at(steps)) == (text_step, raw_step, (text, raw)) {
                return;
            }
        }
        self.runs.push(Run { text, raw, text_step, raw_step });
    }

    /// The decoded text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The decoded text, and the map alone.
    pub(super) fn into_parts(mut self) -> (String, Recoded) {
        (std::mem::take(&mut self.text), self)
    }

    /// The raw bytes of the characters in a range of the text; an empty range stays empty.
    #[must_use]
    pub fn raw_range(&self, range: Range<usize>) -> Range<usize> {
        let start = self.character(range.start).map_or(self.raw_len, |(run, steps)| run.at(steps).1);
        if range.end <= range.start {
            return start..start;
        }
        let end = self.character(range.end - 1).map_or(self.raw_len, |(run, steps)| run.at(steps + 1).1);
        start..end.max(start)
    }

    /// The character that a place of the text belongs to.
    fn character(&self, text: usize) -> Option<(Run, usize)> {
        let after = self.runs.partition_point(|run| run.text <= text);
        let run = *self.runs.get(after.checked_sub(1)?)?;
        Some((run, (text - run.text) / run.text_step))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{ISO_2022_JP, UTF_16BE, UTF_16LE};
    use proptest::prelude::*;

    fn utf_16le(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn escape_sequences_go_with_what_follows() {
        let (raw, _, _) = ISO_2022_JP.encode("a日本b<p>語");
        let recoded = Recoded::new(&raw, ISO_2022_JP);
        assert_eq!(recoded.text(), "a日本b<p>語");
        assert_eq!(&raw[recoded.raw_range(1..4)], b"\x1b$BF|");
        assert_eq!(&raw[recoded.raw_range(7..11)], b"\x1b(Bb<p>");
    }

    #[test]
    fn broken_halves_become_replacement_characters() {
        let recoded = Recoded::new(&[0xd8, 0x3d, 0, b'a', 0], UTF_16BE);
        assert_eq!(recoded.text(), "\u{fffd}a\u{fffd}");
        assert_eq!(recoded.raw_range(0..recoded.text().len()), 0..5);
        assert_eq!(Recoded::new(&[], UTF_16BE).raw_range(0..0), 0..0);
    }

    proptest! {
        #[test]
        fn each_range_of_the_text_is_cut_from_the_raw_bytes(text in "\\PC{0,40}", from in 0usize..40, len in 0usize..40) {
            let raw = utf_16le(&text);
            let recoded = Recoded::new(&raw, UTF_16LE);
            let chars: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let start = chars[from.min(chars.len() - 1)];
            let end = chars[(from + len).min(chars.len() - 1)];
            // A byte order mark at the beginning is no text.
            prop_assume!(!text.starts_with('\u{feff}'));
            prop_assert_eq!(recoded.text(), &text);
            prop_assert_eq!(&raw[recoded.raw_range(start..end)], utf_16le(&text[start..end]));
        }
    }
}
