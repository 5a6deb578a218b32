//! Languages told by their script.

use crate::letters::is_letter;

/// Tags in scripts that one language alone uses in news, by the first letter of the block.
const SCRIPTS: &[(char, char, &str)] = &[
    ('\u{370}', '\u{3ff}', "el"),
    ('\u{590}', '\u{5ff}', "he"),
    ('\u{e00}', '\u{e7f}', "th"),
    ('\u{e80}', '\u{eff}', "lo"),
    ('\u{1000}', '\u{109f}', "my"),
    ('\u{10a0}', '\u{10ff}', "ka"),
    ('\u{530}', '\u{58f}', "hy"),
    ('\u{1200}', '\u{137f}', "am"),
    ('\u{1780}', '\u{17ff}', "km"),
    ('\u{980}', '\u{9ff}', "bn"),
    ('\u{b80}', '\u{bff}', "ta"),
    ('\u{c00}', '\u{c7f}', "te"),
    ('\u{a80}', '\u{aff}', "gu"),
    ('\u{d00}', '\u{d7f}', "ml"),
    ('\u{ac00}', '\u{d7af}', "ko"),
];

/// The language of a script that one language has, or that letters of one set apart.
pub(super) fn by_script(text: &str) -> Option<&'static str> {
    // Letters that tell a script begin in UTF-8 with CD or more, but for E2, which begins marks.
    let may_tell = |byte: u8| (byte >= 0xcd) & (byte != 0xe2);
    if !text.bytes().fold(false, |so_far, byte| so_far | may_tell(byte)) {
        return None;
    }
    let mut counts = [0; SIGNS];
    let mut letters = 0;
    for c in text.chars().filter(|c| is_letter(*c)) {
        letters += 1;
        if !c.is_ascii()
            && let Some(count) = script(c).and_then(|sign| counts.get_mut(sign))
        {
            *count += 1;
        }
    }
    let share = |sign: usize| counts.get(sign).copied().unwrap_or(0) * 100 / letters.max(1);
    match () {
        () if letters < 20 => None,
        () if share(KANA) > 8 => Some("ja"),
        () if share(HAN) > 40 => Some("zh"),
        () if share(ARABIC) > 50 => Some(if share(PERSIAN) > 1 { "fa" } else { "ar" }),
        () if share(DEVANAGARI) > 50 => Some("hi"),
        () => (FIRST_SCRIPT..)
            .zip(SCRIPTS)
            .find(|(sign, _)| share(*sign) > 50)
            .map(|(_, (_, _, language))| *language),
    }
}

/// Signs of scripts that several languages use, and the first of those in [`SCRIPTS`].
const PERSIAN: usize = 0;
const ARABIC: usize = 1;
const KANA: usize = 2;
const HAN: usize = 3;
const DEVANAGARI: usize = 4;
const FIRST_SCRIPT: usize = 5;
const SIGNS: usize = FIRST_SCRIPT + SCRIPTS.len();

/// The sign of the script of a letter.
fn script(c: char) -> Option<usize> {
    match c {
        ..='\u{36f}' => None,
        'پ' | 'چ' | 'ژ' | 'گ' | 'ی' | 'ک' => Some(PERSIAN),
        '\u{600}'..='\u{6ff}' => Some(ARABIC),
        '\u{3040}'..='\u{30ff}' => Some(KANA),
        '\u{3400}'..='\u{9fff}' => Some(HAN),
        '\u{900}'..='\u{97f}' => Some(DEVANAGARI),
        // Cyrillic is of many languages.
        '\u{400}'..='\u{52f}' => None,
        _ => (FIRST_SCRIPT..)
            .zip(SCRIPTS)
            .find(|(_, (from, to, _))| (*from..=*to).contains(&c))
            .map(|(sign, _)| sign),
    }
}
