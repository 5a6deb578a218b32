//! Words of news prose, and how many of them a text has.

use std::{iter::FusedIterator, ops::Range};

/// The words of a text in order, each with its byte range.
///
/// A word is a run of letters, marks and digits. It goes on over an apostrophe between letters (`don't`, `O’Brien`),
/// over a stop or comma between digits (`1,200.5`), and over the stops of an acronym (`U.S`, without the last).
/// A hyphen ends it: `re-elected` is two words. French and Italian elisions are two words as well: `l'eau` is `l` and `eau`.
/// Each Han character and each hiragana is a word of its own; katakana, Hangul and all other scripts run on.
///
/// ```
/// use offwire_article::text::words;
/// let found: Vec<&str> = words("The U.S. didn't sell 1,200.5 tonnes; 北京 did.").map(|(_, word)| word).collect();
/// assert_eq!(found, ["The", "U.S", "didn't", "sell", "1,200.5", "tonnes", "北", "京", "did"]);
/// ```
#[must_use]
pub fn words(text: &str) -> Words<'_> {
    Words { text, at: 0 }
}

/// Iterator of [`words`].
#[derive(Debug, Clone)]
pub struct Words<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Iterator for Words<'t> {
    type Item = (Range<usize>, &'t str);

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.word_start()?;
        let end = self.ascii_end(start).or_else(|| self.word_end(start))?;
        self.at = end;
        Some((start..end, self.text.get(start..end)?))
    }
}

impl FusedIterator for Words<'_> {}

impl Words<'_> {
    fn word_start(&self) -> Option<usize> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let start = self.at + rest.iter().position(|b| class(*b) >= WORD)?;
        if self.text.as_bytes().get(start)?.is_ascii() {
            return Some(start);
        }
        Some(start + self.text.get(start..)?.find(is_word_char)?)
    }

    /// The end of a word that is plainly one: ASCII letters and digits, with nothing behind them that could go on; a mark
    /// inside words does so where a letter or digit stands behind it.
    fn ascii_end(&self, start: usize) -> Option<usize> {
        let rest = self.text.as_bytes().get(start..)?;
        let length = rest.iter().position(|b| class(*b) != WORD).unwrap_or(rest.len());
        let class_at = |at: usize| rest.get(at).map_or(BETWEEN, |b| class(*b));
        let plain = match class_at(length) {
            BETWEEN => true,
            INSIDE => matches!(class_at(length + 1), BETWEEN | INSIDE),
            _ => false,
        };
        (plain && length > 0).then_some(start + length)
    }

    fn word_end(&self, start: usize) -> Option<usize> {
        let mut chars = self.text.get(start..)?.char_indices().peekable();
        let (_, first) = chars.next()?;
        if stands_alone(first) {
            return Some(start + first.len_utf8());
        }
        let (mut previous, mut end) = (first, start + first.len_utf8());
        let mut acronym = first.is_uppercase();
        while let Some((at, c)) = chars.next() {
            let following = chars.peek().map(|&(_, c)| c);
            if is_word_char(c) && !stands_alone(c) {
                acronym &= previous == '.';
                end = start + at + c.len_utf8();
            } else if !joins(previous, c, following, acronym) || self.elides(start, end, c) {
                break;
            }
            previous = c;
        }
        Some(end)
    }

    /// Whether the apostrophe `c` behind `start..end` closes an elided article or preposition: `l'`, `dell'`.
    fn elides(&self, start: usize, end: usize, c: char) -> bool {
        const ELIDED: &[&str] = &[
            "l", "d", "j", "m", "t", "s", "n", "c", "qu", "un", "all", "dall", "dell", "nell", "sull",
            "jusqu", "lorsqu", "puisqu", "quell", "quest",
        ];
        is_apostrophe(c)
            && self
                .text
                .get(start..end)
                .is_some_and(|head| ELIDED.iter().any(|e| e.eq_ignore_ascii_case(head)))
            && self
                .text
                .get(end + c.len_utf8()..)
                .is_some_and(|tail| tail.chars().take(2).all(char::is_alphabetic))
    }
}

/// Classes of bytes: what stands between words, what may lie inside one, letters and digits, and what is beyond ASCII.
const BETWEEN: u8 = 0;
const INSIDE: u8 = 1;
const WORD: u8 = 2;
const BEYOND: u8 = 3;

fn class(byte: u8) -> u8 {
    static CLASSES: [u8; 256] = {
        let mut table = [BETWEEN; 256];
        let (mut rest, mut byte) = (table.as_mut_slice(), 0_u8);
        while let Some((place, more)) = rest.split_first_mut() {
            *place = match byte {
                b'\'' | b'.' | b',' => INSIDE,
                0x80.. => BEYOND,
                _ if byte.is_ascii_alphanumeric() => WORD,
                _ => BETWEEN,
            };
            (rest, byte) = (more, byte.wrapping_add(1));
        }
        table
    };
    CLASSES.get(usize::from(byte)).copied().unwrap_or(BETWEEN)
}

/// Whether a character that is no letter or digit lies inside a word.
fn joins(previous: char, c: char, following: Option<char>, acronym: bool) -> bool {
    let Some(following) = following else { return false };
    match c {
        '\'' | '’' | 'ʼ' => previous.is_alphabetic() && following.is_alphabetic(),
        '.' if acronym => previous.is_uppercase() && following.is_uppercase(),
        '.' | ',' => previous.is_ascii_digit() && following.is_ascii_digit(),
        _ => false,
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

fn is_word_char(c: char) -> bool {
    match c {
        _ if c.is_ascii() => c.is_ascii_alphanumeric(),
        // Most of what stands in news beyond ASCII is told without the tables of Unicode.
        '\u{d7}' | '\u{f7}' | '\u{2010}'..='\u{2027}' | '\u{3001}'..='\u{3004}' | '\u{ff01}'..='\u{ff0f}' => {
            false
        }
        '\u{c0}'..='\u{24f}' | '\u{400}'..='\u{481}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' => {
            true
        }
        _ => c.is_alphanumeric() || is_mark(c),
    }
}

/// Marks that belong to the letter before them: accents, vowel signs, joiners.
fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{610}'..='\u{61a}' | '\u{640}'
        | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}' | '\u{962}'..='\u{963}'
        | '\u{981}'..='\u{983}' | '\u{9bc}'..='\u{9cd}' | '\u{a01}'..='\u{a03}' | '\u{a3c}'..='\u{a51}'
        | '\u{a81}'..='\u{a83}' | '\u{abc}'..='\u{acd}' | '\u{b01}'..='\u{b03}' | '\u{b3c}'..='\u{b57}'
        | '\u{b82}' | '\u{bbe}'..='\u{bcd}' | '\u{c00}'..='\u{c04}' | '\u{c3c}'..='\u{c56}' | '\u{c81}'..='\u{c83}'
        | '\u{cbc}'..='\u{cd6}' | '\u{d00}'..='\u{d03}' | '\u{d3b}'..='\u{d4d}' | '\u{e31}'..='\u{e3a}'
        | '\u{e47}'..='\u{e4e}' | '\u{102b}'..='\u{103e}' | '\u{17b4}'..='\u{17d3}' | '\u{200c}'..='\u{200d}'
        | '\u{fe00}'..='\u{fe0f}')
}

/// Han and hiragana, which are written without blanks and are words, or parts of words, one by one.
pub(super) fn stands_alone(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{309f}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

fn is_katakana(c: char) -> bool {
    matches!(c, '\u{30a1}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9f}')
}

/// Number of words as budgets and summaries count them: pieces between white space.
///
/// Chinese and Japanese have no white space between words: there, every two characters of a piece, rounded up, count as
/// one word, which is about the length of a Chinese word. The count is never below the number of pieces.
///
/// ```
/// use offwire_article::text::word_count;
/// assert_eq!(word_count("Storm-hit harbour reopens -- at last"), 6);
/// assert_eq!(word_count("北京今天下雪。"), 3);
/// ```
#[must_use]
pub fn word_count(text: &str) -> usize {
    if text.is_ascii() {
        ascii_pieces(text.as_bytes())
    } else {
        text.split_whitespace().map(piece_count).sum()
    }
}

/// Pieces between white space, each of which is one word.
fn ascii_pieces(text: &[u8]) -> usize {
    /// So many bytes at once that a byte holds their count, and the compiler counts in sixteen of them together.
    const STRETCH: usize = 255;
    let is_blank = |byte: u8| byte == b' ' || byte.wrapping_sub(b'\t') <= b'\r' - b'\t';
    let begins = |(before, byte): (&u8, &u8)| u8::from(is_blank(*before) & !is_blank(*byte));
    let opens = text.first().is_some_and(|first| !is_blank(*first));
    let behind = text.get(1..).unwrap_or_default();
    let stretches = text.chunks(STRETCH).zip(behind.chunks(STRETCH));
    let counts = stretches.map(|(before, bytes)| before.iter().zip(bytes).map(begins).sum::<u8>());
    usize::from(opens) + counts.map(usize::from).sum::<usize>()
}

fn piece_count(piece: &str) -> usize {
    if piece.is_ascii() {
        return 1;
    }
    let wide = piece.chars().filter(|&c| stands_alone(c) || is_katakana(c)).count();
    let other = piece.chars().any(|c| c.is_alphanumeric() && !stands_alone(c) && !is_katakana(c));
    (wide.div_ceil(2) + usize::from(other)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = words(text).map(|(_, word)| word).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn characters_of_words_are_those_of_unicode() {
        for c in (0..=0x10_ffff).filter_map(char::from_u32) {
            assert_eq!(is_word_char(c), c.is_alphanumeric() || is_mark(c), "{:x}", c as u32);
        }
    }

    #[test]
    fn apostrophes_and_hyphens() {
        check(
            "don't O’Brien's 'quoted' rock 'n' roll",
            &["don't", "O’Brien's", "quoted", "rock", "n", "roll"],
        );
        check("re-elected, al-Qaida", &["re", "elected", "al", "Qaida"]);
        check("l'eau d’Italie dell'anno s'il", &["l", "eau", "d", "Italie", "dell", "anno", "s", "il"]);
        check("Parents' meeting", &["Parents", "meeting"]);
    }

    #[test]
    fn numbers_and_acronyms() {
        check("$1,200.50, 3.5% of 10,000.", &["1,200.50", "3.5", "of", "10,000"]);
        check("The U.S. and U.N. said. No", &["The", "U.S", "and", "U.N", "said", "No"]);
        check("p.m. e.g. end.Next", &["p", "m", "e", "g", "end", "Next"]);
        check("COVID-19 G7 2nd", &["COVID", "19", "G7", "2nd"]);
    }

    #[test]
    fn other_scripts() {
        check("東京のコンピューター", &["東", "京", "の", "コンピューター"]);
        check("한국은 오늘", &["한국은", "오늘"]);
        check("हिन्दी में", &["हिन्दी", "में"]);
        check("مُحَمَّد قال", &["مُحَمَّد", "قال"]);
    }

    #[test]
    fn words_are_counted_between_blanks() {
        assert_eq!(word_count(""), 0);
        assert_eq!(word_count(" one\u{a0}two\nthree "), 3);
        assert_eq!(word_count("«Oui» – dit-il"), 3);
        assert_eq!(word_count("東京で3人"), 3);
        assert_eq!(word_count("한국은 오늘"), 2);
        assert_eq!(word_count("\u{b}one\u{c}two \u{1f} \u{85}"), 3);
        assert_eq!(word_count("\u{b}one\u{c}two \u{1f} "), 3);
    }

    proptest! {
        #[test]
        fn ranges_are_in_order_and_hold_their_words(text in "[a-zA-Z0-9é東の'’., -]{0,60}|\\PC{0,60}") {
            let mut last = 0;
            for (range, word) in words(&text) {
                prop_assert!(last <= range.start && range.start < range.end);
                prop_assert_eq!(&text[range.clone()], word);
                prop_assert!(!text[last..range.start].chars().any(is_word_char));
                last = range.end;
            }
            prop_assert!(!text[last..].chars().any(is_word_char));
        }

        #[test]
        fn no_count_is_below_the_pieces(text in "\\PC{0,60}") {
            prop_assert!(word_count(&text) >= text.split_whitespace().count());
        }
    }
}
