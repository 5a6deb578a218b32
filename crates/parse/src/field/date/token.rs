//! A text cut into numbers, words and marks, as dates need it.

use crate::letters;
use std::ops::Range;

/// One token of a text; white space between tokens is not kept.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'a> {
    pub text: &'a str,
    pub start: usize,
    pub kind: Kind,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A number of up to nine digits of any script; longer ones are words.
    Number(u32),
    /// A run of letters; each ideograph by itself.
    Word,
    /// Anything else.
    Mark(char),
}

impl Token<'_> {
    pub(super) fn range(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }

    /// Number of digits or letters.
    pub(super) fn width(&self) -> usize {
        self.text.chars().count()
    }
}

/// Whether a text holds a digit, without which there is no date.
pub(super) fn has_digit(text: &str) -> bool {
    // Digits beyond ASCII begin with D9, DB, E0 or EF.
    let may_be =
        |byte: u8| byte.is_ascii_digit() | (byte == 0xd9) | (byte == 0xdb) | (byte == 0xe0) | (byte == 0xef);
    let may_hold = text.bytes().fold(false, |so_far, byte| so_far | may_be(byte));
    may_hold && text.chars().any(|c| digit(c).is_some())
}

/// The digit's value in ASCII, full-width, Arabic, Persian, Devanagari, Bengali and Thai digits.
fn digit(c: char) -> Option<u32> {
    const ZEROS: [char; 6] = ['\u{ff10}', '\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{e50}'];
    c.to_digit(10).or_else(|| {
        let value = |zero: &char| (c as u32).checked_sub(*zero as u32).filter(|v| *v < 10);
        (!c.is_ascii()).then(|| ZEROS.iter().find_map(value))?
    })
}

/// Han and kana: one token each, since no space divides words.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3005}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')
}

fn is_letter(c: char) -> bool {
    (letters::is_letter(c) || matches!(c, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{e7f}'))
        && digit(c).is_none()
}

/// Cuts `text` into tokens.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::with_capacity(text.len() / 4);
    let mut chars = text.char_indices().peekable();
    while let Some((start, first)) = chars.next() {
        if first.is_whitespace() || matches!(first, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}') {
            continue;
        }
        let mut end = start + first.len_utf8();
        let mut value = digit(first);
        let is_number = value.is_some();
        let is_run = is_number || is_letter(first) && !is_ideograph(first);
        while let Some(&(at, c)) = chars.peek().filter(|_| is_run) {
            let next = digit(c);
            if next.is_some() != is_number || !is_number && (!is_letter(c) || is_ideograph(c)) {
                break;
            }
            value = value.zip(next).and_then(|(v, d)| v.checked_mul(10)?.checked_add(d));
            end = at + c.len_utf8();
            chars.next();
        }
        let kind = match value {
            Some(value) => Kind::Number(value),
            None if is_number || is_letter(first) => Kind::Word,
            None => Kind::Mark(first),
        };
        if let Some(text) = text.get(start..end) {
            tokens.push(Token { text, start, kind });
        }
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_words_and_marks_are_told_apart() {
        let kinds: Vec<_> = tokens("26th, 2024年５月 ٢٠١٧").iter().map(|t| (t.text, t.kind)).collect();
        assert_eq!(
            kinds,
            [
                ("26", Kind::Number(26)),
                ("th", Kind::Word),
                (",", Kind::Mark(',')),
                ("2024", Kind::Number(2024)),
                ("年", Kind::Word),
                ("５", Kind::Number(5)),
                ("月", Kind::Word),
                ("٢٠١٧", Kind::Number(2017)),
            ]
        );
    }

    #[test]
    fn a_number_too_long_is_a_word() {
        assert_eq!(tokens("99999999999999999999")[0].kind, Kind::Word);
    }
}
