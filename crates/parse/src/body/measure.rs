//! What a block's text looks like, without knowing a word of it.

use super::token::tokens;
use crate::block::Block;
use crate::letters::{by_byte, is_capital, is_letter};
use memchr::memmem::Finder;
use std::sync::LazyLock;

/// Counts over the characters of one block.
#[derive(Debug, Clone, Default)]
pub(crate) struct Measure {
    pub(crate) tokens: Vec<u64>,
    pub(crate) chars: f32,
    /// Characters outside links.
    pub(crate) plain: f32,
    /// Characters of prose: of a block with a sentence's end and some text outside links.
    pub(crate) prose: f32,
    pub(crate) words: f32,
    pub(crate) letters: f32,
    pub(crate) upper: f32,
    pub(crate) digits: f32,
    pub(crate) symbols: f32,
    pub(crate) commas: f32,
    pub(crate) dividers: f32,
    pub(crate) quotes: f32,
    pub(crate) cjk: f32,
    /// Words that begin with a capital.
    pub(crate) capitals: f32,
    pub(crate) sentences: f32,
    /// Days, years and clock times.
    pub(crate) dates: f32,
    /// 1 ends like a sentence, 2 with a colon, 3 with an ellipsis (added up).
    pub(crate) ending: f32,
    /// What it begins with: 0 capital, 1 small letter, 2 digit, 3 quotation mark, 4 letter without case, 5 other.
    pub(crate) beginning: f32,
    /// 1 `@`, 2 an address, 4 a copyright sign (added up).
    pub(crate) marks: f32,
    /// 1 begins with, 2 ends with a bracket (added up).
    pub(crate) brackets: f32,
}

/// Fewest characters outside links of a block of prose.
const LEAST_PROSE: f32 = 40.0;

impl Measure {
    pub(crate) fn of(block: &Block) -> Self {
        let text = block.text.as_str();
        let mut measure = Self { tokens: tokens(text), ..Self::default() };
        let is_ascii = text.is_ascii();
        measure.count(text, is_ascii);
        measure.plain = (measure.chars - block.link_chars as f32).max(0.0);
        if measure.sentences > 0.0 && measure.plain >= LEAST_PROSE {
            measure.prose = measure.plain;
        }
        measure.dates = if measure.digits > 0.0 { dates(text.as_bytes()) } else { 0.0 };
        measure.ending = ending(text);
        measure.beginning = text.chars().next().map_or(5.0, beginning);
        measure.marks = f32::from(memchr::memchr(b'@', text.as_bytes()).is_some())
            + if has_address(text.as_bytes()) { 2.0 } else { 0.0 }
            + if !is_ascii && text.contains('\u{a9}') { 4.0 } else { 0.0 };
        measure.brackets =
            f32::from(text.starts_with(['(', '['])) + if text.ends_with([')', ']']) { 2.0 } else { 0.0 };
        measure
    }

    fn count(&mut self, text: &str, is_ascii: bool) {
        let mut counts = Counts::default();
        counts.ascii(text);
        if !is_ascii {
            counts.others(text);
        }
        counts.write(self);
    }
}

/// The counts of [`Measure`] as whole numbers.
#[derive(Debug, Default, PartialEq)]
struct Counts {
    chars: u32,
    words: u32,
    letters: u32,
    upper: u32,
    digits: u32,
    symbols: u32,
    commas: u32,
    dividers: u32,
    quotes: u32,
    cjk: u32,
    capitals: u32,
    sentences: u32,
}

impl Counts {
    /// Counts what is ASCII.
    fn ascii(&mut self, text: &str) {
        let bytes = text.as_bytes();
        for stretch in bytes.chunks(STRETCH) {
            // A byte of the sum is one count, and no stretch is long enough to carry from one into the next.
            let sum = stretch.iter().fold(0, |sum, byte| sum + COUNTED.get(usize::from(*byte)).unwrap_or(&0));
            let [chars, letters, upper, digits, symbols, commas, dividers, quotes] =
                sum.to_le_bytes().map(u32::from);
            self.chars += chars;
            self.letters += letters;
            self.upper += upper;
            self.digits += digits;
            self.symbols += symbols;
            self.commas += commas;
            self.dividers += dividers;
            self.quotes += quotes;
        }
        let behind = bytes.get(1..).unwrap_or_default();
        let first = bytes.first().copied().unwrap_or(b' ');
        self.words = u32::from(first != b' ') + count_pairs(bytes, behind, |a, b| (a == b' ') & (b != b' '));
        self.capitals = u32::from(first.is_ascii_uppercase())
            + count_pairs(bytes, behind, |a, b| (a == b' ') & b.is_ascii_uppercase());
        for place in memchr::memchr3_iter(b'.', b'!', b'?', bytes) {
            let next = text.get(place + 1..).and_then(|rest| rest.chars().next());
            self.sentences += u32::from(is_sentence_end(next));
        }
    }

    /// Counts what is not ASCII.
    fn others(&mut self, text: &str) {
        let bytes = text.as_bytes();
        for (place, c) in text.char_indices().filter(|(_, c)| !c.is_ascii()) {
            let opens = place.checked_sub(1).and_then(|before| bytes.get(before)).is_none_or(|b| *b == b' ');
            self.capitals += u32::from(opens && is_capital(c));
            self.character(c);
            if is_stop(c) {
                let next = text.get(place + c.len_utf8()..).and_then(|rest| rest.chars().next());
                self.sentences += u32::from(ends_sentence(c, next));
            }
        }
    }

    fn character(&mut self, c: char) {
        if is_letter(c) {
            self.letters += 1;
            self.upper += u32::from(is_capital(c));
            self.cjk += u32::from(is_cjk(c));
        } else if c.is_numeric() {
            self.digits += 1;
        } else if !c.is_whitespace() {
            self.symbols += 1;
            match c {
                '\u{3001}' | '\u{ff0c}' | '\u{60c}' => self.commas += 1,
                '\u{b7}' | '\u{2022}' | '\u{203a}' => self.dividers += 1,
                '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{ab}' => self.quotes += 1,
                '\u{bb}' => {
                    self.quotes += 1;
                    self.dividers += 1;
                }
                _ => {}
            }
        }
    }

    fn write(&self, measure: &mut Measure) {
        measure.chars = self.chars.max(1) as f32;
        measure.words = self.words.max(1) as f32;
        measure.letters = self.letters.max(1) as f32;
        measure.upper = self.upper as f32;
        measure.digits = self.digits as f32;
        measure.symbols = self.symbols as f32;
        measure.commas = self.commas as f32;
        measure.dividers = self.dividers as f32;
        measure.quotes = self.quotes as f32;
        measure.cjk = self.cjk as f32;
        measure.capitals = self.capitals as f32;
        measure.sentences = self.sentences as f32;
    }
}

/// Bytes whose counts fit into a byte each.
const STRETCH: usize = 255;

/// What each byte adds to the counts of characters, letters, capitals, digits, symbols, commas, dividers and quotation
/// marks, the first in the lowest byte.
static COUNTED: [u64; 256] = by_byte!(u64, |byte| {
    let is_blank = matches!(byte, b' ' | b'\t' | b'\n' | 0x0b | 0x0c | b'\r');
    let is_symbol = byte.is_ascii() && !byte.is_ascii_alphanumeric() && !is_blank;
    (byte & 0xc0 != 0x80) as u64
        | (byte.is_ascii_alphabetic() as u64) << 8
        | (byte.is_ascii_uppercase() as u64) << 16
        | (byte.is_ascii_digit() as u64) << 24
        | (is_symbol as u64) << 32
        | (matches!(byte, b',' | b';') as u64) << 40
        | (matches!(byte, b'|' | b'/' | b'>') as u64) << 48
        | ((byte == b'"') as u64) << 56
});

/// How many neighbours are such a pair: many at once, since there is no branch.
#[inline(always)]
fn count_pairs(bytes: &[u8], behind: &[u8], is: impl Fn(u8, u8) -> bool) -> u32 {
    let of = |(a, b): (&[u8], &[u8])| {
        u32::from(a.iter().zip(b).fold(0_u8, |count, (a, b)| count + u8::from(is(*a, *b))))
    };
    bytes.chunks(STRETCH).zip(behind.chunks(STRETCH)).map(of).sum()
}

/// Whether an address of the web stands in a text.
fn has_address(text: &[u8]) -> bool {
    static HTTP: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("http"));
    static WWW: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("www."));
    // Both have a letter twice in a row that few lines have so.
    let behind = text.get(1..).unwrap_or_default();
    let is_double = |(a, b): (&u8, &u8)| (a == b) & ((*a == b't') | (*a == b'w'));
    let has_double = text.iter().zip(behind).fold(false, |so_far, pair| so_far | is_double(pair));
    has_double && (HTTP.find(text).is_some() || WWW.find(text).is_some())
}

pub(crate) fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}

fn is_stop(c: char) -> bool {
    matches!(
        c,
        '.' | '!'
            | '?'
            | '\u{2026}'
            | '\u{3002}'
            | '\u{ff01}'
            | '\u{ff1f}'
            | '\u{964}'
            | '\u{61f}'
            | '\u{6d4}'
    )
}

/// Whether a stop ends a sentence: a wide one always, others before a space, a closing mark or the end.
fn ends_sentence(c: char, next: Option<char>) -> bool {
    if matches!(c, '\u{3002}' | '\u{ff01}' | '\u{ff1f}') {
        return true;
    }
    is_stop(c) && is_sentence_end(next)
}

/// Whether a stop before this character ends a sentence.
fn is_sentence_end(next: Option<char>) -> bool {
    next.is_none_or(|n| {
        n.is_whitespace() || matches!(n, '"' | '\'' | '\u{201d}' | '\u{2019}' | '\u{bb}' | ')' | ']')
    })
}

fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | '\u{201d}' | '\u{2019}' | '\u{bb}' | ')' | ']' | '\u{201c}' | '\u{300d}' | ' ')
}

fn ending(text: &str) -> f32 {
    let plain = text.as_bytes().last().is_some_and(u8::is_ascii_alphanumeric);
    let stop = !plain && text.trim_end_matches(is_closing).ends_with(is_stop);
    f32::from(stop)
        + if text.ends_with(':') { 2.0 } else { 0.0 }
        + if text.ends_with('\u{2026}') || text.ends_with("...") { 3.0 } else { 0.0 }
}

fn beginning(c: char) -> f32 {
    match c {
        c if c.is_uppercase() => 0.0,
        c if c.is_lowercase() => 1.0,
        c if c.is_numeric() => 2.0,
        '"' | '\'' | '\u{201c}' | '\u{201e}' | '\u{ab}' | '\u{2018}' | '\u{300c}' => 3.0,
        c if c.is_alphabetic() => 4.0,
        _ => 5.0,
    }
}

/// How many days (12/5/1998), years (1998) and clock times (15:01) a text has.
fn dates(text: &[u8]) -> f32 {
    let mut count = 0.0;
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|t| t.iter().position(u8::is_ascii_digit)).map(|p| at + p)
    {
        let (length, next) = run(text, start);
        at = start + length;
        let found = match (length, next) {
            (1 | 2, Some(b'.' | b'/' | b'-')) => day_end(text, at + 1),
            (_, Some(b':')) => Some(at + 1).filter(|&a| run(text, a).0 >= 2),
            (4, _) => Some(at).filter(|_| is_year(text, start)),
            _ => None,
        };
        if let Some(end) = found {
            count += 1.0;
            at = end + run(text, end).0;
        }
    }
    count
}

/// Length of the run of digits at `start`, and the byte behind it.
fn run(text: &[u8], start: usize) -> (usize, Option<u8>) {
    let rest = text.get(start..).unwrap_or_default();
    let length = rest.iter().take_while(|b| b.is_ascii_digit()).count();
    (length, rest.get(length).copied())
}

/// Where the year of a day begins whose month begins at `month`.
fn day_end(text: &[u8], month: usize) -> Option<usize> {
    let (length, next) = run(text, month);
    let year = month + length + 1;
    (matches!(length, 1 | 2) && matches!(next, Some(b'.' | b'/' | b'-')) && run(text, year).0 >= 2)
        .then_some(year)
}

fn is_year(text: &[u8], start: usize) -> bool {
    let is_word = |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_' || *b >= 0x80);
    let century = text.get(start..start + 2);
    let before = start.checked_sub(1).and_then(|at| text.get(at));
    matches!(century, Some(b"19" | b"20")) && !is_word(before) && !is_word(text.get(start + 4))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn measure(text: &str) -> Measure {
        Measure::of(&Block { text: text.into(), ..Block::default() })
    }

    /// The counts, character by character.
    fn one_by_one(text: &str) -> Counts {
        let mut counts = Counts::default();
        let mut before = ' ';
        let mut rest = text.chars().peekable();
        while let Some(c) = rest.next() {
            counts.chars += 1;
            let opens = before == ' ' && c != ' ';
            counts.words += u32::from(opens);
            counts.capitals += u32::from(opens && is_capital(c));
            match c {
                'a'..='z' => counts.letters += 1,
                'A'..='Z' => {
                    counts.letters += 1;
                    counts.upper += 1;
                }
                '0'..='9' => counts.digits += 1,
                c if c.is_ascii() && !c.is_whitespace() => {
                    counts.symbols += 1;
                    counts.commas += u32::from(matches!(c, ',' | ';'));
                    counts.dividers += u32::from(matches!(c, '|' | '/' | '>'));
                    counts.quotes += u32::from(c == '"');
                }
                c if c.is_ascii() => {}
                c => counts.character(c),
            }
            counts.sentences += u32::from(is_stop(c) && ends_sentence(c, rest.peek().copied()));
            before = c;
        }
        counts
    }

    proptest! {
        #[test]
        fn many_bytes_at_once_are_counted_as_one_by_one(text in r#"([a-zA-Z0-9 ,;.!?"'/|>()\t\n\x0b\x1f-]|[“”»Éß。、雨…·]){0,600}"#) {
            let mut counts = Counts::default();
            counts.ascii(&text);
            counts.others(&text);
            prop_assert_eq!(counts, one_by_one(&text));
        }
    }

    #[test]
    fn sentences_and_their_ends() {
        let m = measure("It rained. \"It will stop,\" he said, \"by noon.\"");
        assert_eq!((m.sentences, m.ending, m.words), (2.0, 1.0, 9.0));
        assert_eq!(measure("Version 2.5 is out").sentences, 0.0);
        assert_eq!(measure("\u{96e8}\u{3002}\u{98a8}\u{3002}").sentences, 2.0);
        assert_eq!(measure("As follows:").ending, 2.0);
        assert_eq!(measure("Read on...").ending, 4.0);
    }

    #[test]
    fn dates_in_figures() {
        for (text, count) in [
            ("12 May 1998", 1.0),
            ("12/5/98 15:01", 2.0),
            ("3.11.2004", 1.0),
            ("1,998 boats", 0.0),
            ("the 1990s", 0.0),
            ("2011-09-10T12:30", 2.0),
            ("v1.2", 0.0),
        ] {
            assert_eq!(measure(text).dates, count, "{text}");
        }
    }

    #[test]
    fn links_are_no_prose() {
        let block = Block {
            text: "A long line of text that is a link as a whole.".into(),
            link_chars: 46,
            ..Block::default()
        };
        assert_eq!(Measure::of(&block).prose, 0.0);
    }
}
