//! Text from inputs, made safe for a terminal.

use std::borrow::Cow;

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

fn is_hidden(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
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
}
