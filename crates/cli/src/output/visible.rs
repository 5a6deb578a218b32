//! Text from inputs, made safe for a terminal.

use std::{
    borrow::Cow,
    io::{self, Write},
};

/// The text with control characters, terminal escapes and marks that turn the direction of writing made
/// visible; line ends and tabs stay.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '\u{7f}' => shown.push('\u{2421}'),
            '\0'..='\u{1f}' if is_hidden(c) => {
                shown.push(char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}'));
            }
            _ if is_hidden(c) => shown.push_str(&format!("\\u{{{:x}}}", c as u32)),
            _ => shown.push(c),
        }
    }
    Cow::Owned(shown)
}

/// The text with control characters and terminal escapes made visible and all else as it is: for tables that other
/// programs read.
pub(crate) fn plain(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_control) {
        return Cow::Borrowed(text);
    }
    let shown =
        |c: char| if is_control(c) { visible(c.encode_utf8(&mut [0; 4])).into_owned() } else { c.into() };
    Cow::Owned(text.chars().map(shown).collect())
}

/// Writes text on, with its control characters made visible; line ends (`\n`, `\r\n`) and tabs stay.
pub(crate) struct Plain<W> {
    write: W,
    /// A byte whose meaning hangs on the next: the first of a C1 control, or a carriage return.
    held: Option<u8>,
}

impl<W: Write> Plain<W> {
    pub(crate) fn new(write: W) -> Self {
        Self { write, held: None }
    }

    /// Bytes below 0x80 are never part of a longer character, so that they can be told one by one.
    fn show(into: &mut Vec<u8>, byte: u8) {
        if byte == 0x7f || (byte < 0x20 && byte != b'\n' && byte != b'\t') {
            into.extend_from_slice(visible(char::from(byte).encode_utf8(&mut [0; 4])).as_bytes());
        } else {
            into.push(byte);
        }
    }
}

impl<W: Write> Write for Plain<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut shown = Vec::with_capacity(bytes.len() + 16);
        for byte in bytes {
            match (self.held.take(), *byte) {
                (Some(0xc2), second @ 0x80..=0x9f) => {
                    shown.extend_from_slice(format!("\\u{{{second:x}}}").as_bytes());
                    continue;
                }
                (Some(b'\r'), b'\n') => shown.push(b'\r'),
                (Some(held), _) => Self::show(&mut shown, held),
                (None, _) => {}
            }
            match *byte {
                held @ (0xc2 | b'\r') => self.held = Some(held),
                byte => Self::show(&mut shown, byte),
            }
        }
        self.write.write_all(&shown)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let mut shown = Vec::new();
        if let Some(held) = self.held.take() {
            Self::show(&mut shown, held);
        }
        self.write.write_all(&shown)?;
        self.write.flush()
    }
}

fn is_control(c: char) -> bool {
    c.is_control() && c != '\n' && c != '\t'
}

fn is_hidden(c: char) -> bool {
    is_control(c) || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_shown_and_not_sent() {
        assert_eq!(visible("a\x1b[31mred"), "a␛[31mred");
        assert_eq!(visible("bell\x07 del\x7f"), "bell␇ del␡");
        assert_eq!(visible("c1 \u{9b}31m"), "c1 \\u{9b}31m");
        assert_eq!(visible("\u{202e}gnp.exe"), "\\u{202e}gnp.exe");
        assert_eq!(visible("two\nlines\tand ünïcode 日本"), "two\nlines\tand ünïcode 日本");
    }

    #[test]
    fn tables_keep_all_but_controls() {
        assert_eq!(plain("a\x1b[31m\u{9b}b\rc\td\ne \u{202e}"), "a␛[31m\\u{9b}b␍c\td\ne \u{202e}");
    }

    #[test]
    fn a_stream_is_made_visible_wherever_it_is_cut() {
        let text = "a\x1b[31mred\r\nb\rc\u{9b}d \u{a9} ünï 日本\x7f\t\n";
        for step in 1..text.len() {
            let mut written = Vec::new();
            let mut plain = Plain::new(&mut written);
            text.as_bytes().chunks(step).for_each(|chunk| plain.write_all(chunk).unwrap());
            let want = "a␛[31mred\r\nb␍c\\u{9b}d \u{a9} ünï 日本␡\t\n";
            assert_eq!(String::from_utf8(written).unwrap(), want, "{step}");
        }
    }
}
