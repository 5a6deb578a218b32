//! What letters are, told without the tables of all of Unicode where news is mostly written in: Latin, Cyrillic,
//! Chinese, Korean, and the marks between.

use std::borrow::Cow;

/// A table of a value for each byte, told as the program is built.
macro_rules! by_byte {
    ($kind:ty, |$byte:ident| $value:expr) => {{
        let mut table: [$kind; 256] = [0; 256];
        let (mut rest, mut $byte): (&mut [$kind], u8) = (&mut table, 0);
        while let Some((place, more)) = rest.split_first_mut() {
            *place = $value;
            (rest, $byte) = (more, $byte.wrapping_add(1));
        }
        table
    }};
}
pub(crate) use by_byte;

/// What a character of one of the common ranges is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Common {
    /// A letter that is small or has no case.
    Letter,
    /// A capital, and how far behind it its small letter stands.
    Capital(u32),
    /// No letter, no number, no white space.
    Mark,
}

/// What a character beyond ASCII is, where it is of a common range.
fn common(c: char) -> Option<Common> {
    match c {
        '\u{d7}' | '\u{f7}' => Some(Common::Mark),
        '\u{c0}'..='\u{de}' | '\u{410}'..='\u{42f}' => Some(Common::Capital(32)),
        '\u{400}'..='\u{40f}' => Some(Common::Capital(80)),
        '\u{df}'..='\u{ff}' | '\u{430}'..='\u{45f}' => Some(Common::Letter),
        // Capitals stand before their small letters, by twos, but for the dotless I and the letters around it.
        '\u{100}'..='\u{12f}' | '\u{14a}'..='\u{177}' => {
            Some(if (c as u32).is_multiple_of(2) { Common::Capital(1) } else { Common::Letter })
        }
        '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{3041}'..='\u{3096}'
        | '\u{30a1}'..='\u{30fa}' => Some(Common::Letter),
        // Greek, Hebrew, Arabic, Devanagari and Thai, then Vietnamese.
        '\u{391}'..='\u{3a1}' | '\u{3a4}'..='\u{3a9}' => Some(Common::Capital(32)),
        '\u{3ac}'..='\u{3af}' | '\u{3b1}'..='\u{3ce}' => Some(Common::Letter),
        '\u{5d0}'..='\u{5ea}' | '\u{620}'..='\u{657}' | '\u{904}'..='\u{93b}' | '\u{e01}'..='\u{e3a}' => {
            Some(Common::Letter)
        }
        '\u{1ea0}'..='\u{1eff}' => {
            Some(if (c as u32).is_multiple_of(2) { Common::Capital(1) } else { Common::Letter })
        }
        '\u{a1}'..='\u{a9}' | '\u{ab}'..='\u{b1}' | '\u{b4}' | '\u{b6}'..='\u{b8}' | '\u{bb}' | '\u{bf}' => {
            Some(Common::Mark)
        }
        '\u{2010}'..='\u{2027}'
        | '\u{2030}'..='\u{203e}'
        | '\u{20a0}'..='\u{20c0}'
        | '\u{2190}'..='\u{23ff}' => Some(Common::Mark),
        '\u{2500}'..='\u{2775}'
        | '\u{3001}'..='\u{3004}'
        | '\u{3008}'..='\u{3020}'
        | '\u{ff01}'..='\u{ff0f}' => Some(Common::Mark),
        _ => None,
    }
}

/// As [`char::is_alphabetic`].
pub(crate) fn is_letter(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphabetic();
    }
    common(c).map_or_else(|| c.is_alphabetic(), |is| is != Common::Mark)
}

/// As [`char::is_alphanumeric`].
pub(crate) fn is_letter_or_digit(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    common(c).map_or_else(|| c.is_alphanumeric(), |is| is != Common::Mark)
}

/// As [`char::is_uppercase`].
pub(crate) fn is_capital(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_uppercase();
    }
    common(c).map_or_else(|| c.is_uppercase(), |is| matches!(is, Common::Capital(_)))
}

/// The small letter of a character beyond ASCII where it is one character and quickly told.
fn small(c: char) -> Option<char> {
    match common(c)? {
        Common::Letter | Common::Mark => Some(c),
        Common::Capital(behind) => char::from_u32(c as u32 + behind),
    }
}

/// Gives each character of [`char::to_lowercase`].
pub(crate) fn each_small(c: char, mut act: impl FnMut(char)) {
    match c {
        _ if c.is_ascii() => act(c.to_ascii_lowercase()),
        _ => match small(c) {
            Some(small) => act(small),
            None => c.to_lowercase().for_each(act),
        },
    }
}

/// As [`str::to_lowercase`]; borrowed where nothing changes in ASCII.
pub(crate) fn lowered(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        let has_capital = text.bytes().fold(false, |so_far, byte| so_far | byte.is_ascii_uppercase());
        return if has_capital { Cow::Owned(text.to_ascii_lowercase()) } else { Cow::Borrowed(text) };
    }
    let mut lower = String::with_capacity(text.len() + 8);
    lower_into(&mut lower, text);
    Cow::Owned(lower)
}

/// Appends what [`str::to_lowercase`] makes of a text.
pub(crate) fn lower_into(lower: &mut String, text: &str) {
    // A capital sigma is small in one way at the end of a word and in another before it.
    if memchr::memmem::find(text.as_bytes(), "Σ".as_bytes()).is_some() {
        return lower.push_str(&text.to_lowercase());
    }
    let mut rest = text;
    loop {
        let plain = ascii_run(rest.as_bytes());
        let Some((head, behind)) = rest.split_at_checked(plain) else { return };
        let start = lower.len();
        lower.push_str(head);
        if let Some(copied) = lower.get_mut(start..) {
            copied.make_ascii_lowercase();
        }
        let mut letters = behind.chars();
        while let Some(c) = letters.clone().next().filter(|c| !c.is_ascii()) {
            letters.next();
            each_small(c, |small| lower.push(small));
        }
        rest = letters.as_str();
        if rest.is_empty() {
            return;
        }
    }
}

/// Length of the run of ASCII at the start.
pub(crate) fn ascii_run(bytes: &[u8]) -> usize {
    let (eights, _) = bytes.as_chunks::<8>();
    let full = eights.iter().take_while(|eight| eight.is_ascii()).count() * 8;
    let rest = bytes.get(full..).unwrap_or_default();
    full + rest.iter().take_while(|byte| byte.is_ascii()).count()
}

/// A word of ASCII of no more than 32 letters in small letters, written into `room`.
pub(crate) fn small_word<'r>(word: &str, room: &'r mut [u8; 32]) -> Option<&'r str> {
    let own = room.get_mut(..word.len()).filter(|_| word.is_ascii())?;
    own.copy_from_slice(word.as_bytes());
    own.make_ascii_lowercase();
    std::str::from_utf8(own).ok()
}

/// Bits of [`Signs`] beside those of the letters, which have the places 1 to 26.
const DIGIT: u32 = 1 << 27;
const COLON: u32 = 1 << 28;
const STROKE: u32 = 1 << 29;
const AT: u32 = 1 << 30;
const BEYOND: u32 = 1 << 31;
const OTHER: u32 = 1;

/// The bit of a byte: letters by themselves, whatever their case.
const fn sign(byte: u8) -> u32 {
    match byte {
        b'a'..=b'z' | b'A'..=b'Z' => 1 << (byte & 31),
        b'0'..=b'9' => DIGIT,
        b':' => COLON,
        b'/' => STROKE,
        b'@' => AT,
        // The small letters of U+0130 and U+212A, the signs of which begin so, are in ASCII.
        0xc4 => BEYOND | 1 << (b'i' & 31),
        0xe2 => BEYOND | 1 << (b'k' & 31),
        0x80.. => BEYOND,
        _ => OTHER,
    }
}

static SIGNS: [u32; 256] = by_byte!(u32, |byte| sign(byte));

/// Which ASCII letters a text holds, and whether digits, `:`, `/`, `@` and what is beyond ASCII: a phrase cannot stand in
/// a text that lacks one of its letters, which is far cheaper to tell than to look for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Signs(u32);

impl Signs {
    /// Of a text.
    pub(crate) fn of(text: &str) -> Self {
        Self(text.bytes().fold(0, |all, byte| all | SIGNS.get(usize::from(byte)).copied().unwrap_or(0)))
    }

    /// Of a phrase, told as the program is built.
    pub(crate) const fn of_phrase(text: &str) -> Self {
        let bytes = text.as_bytes();
        let (mut all, mut rest) = (0, bytes);
        while let Some((first, behind)) = rest.split_first() {
            all |= sign(*first);
            rest = behind;
        }
        Self(all)
    }

    /// Whether a text may hold a phrase.
    pub(crate) fn may_hold(self, phrase: Self) -> bool {
        self.0 & phrase.0 == phrase.0
    }

    /// Whether there is an ASCII digit.
    pub(crate) fn has_digit(self) -> bool {
        self.0 & DIGIT != 0
    }

    /// Whether all is ASCII.
    pub(crate) fn is_ascii(self) -> bool {
        self.0 & BEYOND == 0
    }
}

/// Whether a text in small letters holds one of the phrases, each of which stands with its signs.
pub(crate) fn holds_any(lower: &str, signs: Signs, phrases: &[(Signs, &str)]) -> bool {
    phrases.iter().any(|(own, phrase)| signs.may_hold(*own) && lower.contains(phrase))
}

/// Puts its signs before each phrase.
macro_rules! signed {
    ($($phrase:literal),* $(,)?) => {
        [$(($crate::letters::Signs::of_phrase($phrase), $phrase)),*]
    };
}
pub(crate) use signed;

/// The number of pieces between white space, as many as [`str::split_whitespace`] gives.
pub(crate) fn pieces(text: &str) -> usize {
    // Told many bytes at once: white space beyond ASCII begins with C2, E1, E2 80, E2 81 or E3 80.
    let bytes = text.as_bytes();
    let behind = bytes.get(1..).unwrap_or_default();
    let may_be_white = |a: u8, b: u8, c: u8| {
        (a == 0xc2) & ((b == 0x85) | (b == 0xa0))
            | (a == 0xe1)
            | (a == 0xe2) & (b == 0x80) & ((c < 0x8b) | (c.wrapping_sub(0xa8) < 8))
            | (a == 0xe2) & (b == 0x81)
            | (a == 0xe3) & (b == 0x80) & (c == 0x80)
    };
    let threes = || bytes.iter().zip(behind).zip(bytes.get(2..).unwrap_or_default());
    let is_odd = !text.is_ascii()
        && (threes().fold(false, |so_far, ((a, b), c)| so_far | may_be_white(*a, *b, *c))
            || matches!(bytes, [.., 0xc2, 0x85 | 0xa0]));
    if is_odd {
        return text.split_whitespace().count();
    }
    let is_blank = |byte: u8| (byte == b' ') | (byte.wrapping_sub(b'\t') < 5);
    let opens = bytes.first().is_some_and(|first| !is_blank(*first));
    let begins = |(before, byte): (&u8, &u8)| u8::from(is_blank(*before) & !is_blank(*byte));
    const STRETCH: usize = 255;
    let stretches = bytes.chunks(STRETCH).zip(behind.chunks(STRETCH));
    let counts = stretches.map(|(before, bytes)| before.iter().zip(bytes).map(begins).sum::<u8>());
    usize::from(opens) + counts.map(usize::from).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn each_character_is_what_unicode_says() {
        for c in (0..=0x10_ffff).filter_map(char::from_u32) {
            assert_eq!(is_letter(c), c.is_alphabetic(), "{:x}", c as u32);
            assert_eq!(is_letter_or_digit(c), c.is_alphanumeric(), "{:x}", c as u32);
            assert_eq!(is_capital(c), c.is_uppercase(), "{:x}", c as u32);
            let mut small = String::new();
            each_small(c, |lower| small.push(lower));
            assert_eq!(small, c.to_lowercase().collect::<String>(), "{:x}", c as u32);
            let is_mark = common(c) == Some(Common::Mark);
            assert!(!is_mark || !c.is_alphanumeric() && !c.is_whitespace(), "{:x}", c as u32);
        }
    }

    proptest! {
        #[test]
        fn texts_are_lowered_as_the_library_does(text in "[a-cA-C ÀéİΣσßŠЖж中’\u{130}]{0,40}|\\PC{0,40}") {
            prop_assert_eq!(lowered(&text), text.to_lowercase());
        }

        #[test]
        fn pieces_are_those_between_white_space(text in "[ab \t\u{a0}\u{85}é“”\u{2003}\u{3000}、中\u{1680}\u{1f}]{0,400}") {
            prop_assert_eq!(pieces(&text), text.split_whitespace().count());
        }

        #[test]
        fn a_phrase_is_held_where_its_signs_are(text in "[ai-kA-CI-K0-1:/@é\u{130}\u{212a} ]{0,30}", phrase in "[ai-k0-1:/@é ]{0,3}") {
            let lower = text.to_lowercase();
            if lower.contains(&phrase) {
                prop_assert!(Signs::of(&text).may_hold(Signs::of(&phrase)));
                prop_assert!(Signs::of(&lower).may_hold(Signs::of_phrase(&phrase)));
            }
        }
    }
}
