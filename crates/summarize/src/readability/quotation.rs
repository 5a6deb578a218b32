//! Balance of quotation marks.

use super::signs::Signs;
use crate::story::{Sentence, Story};

/// Marks opened and not closed, or closed and not opened, by one sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Balance {
    /// Straight double marks that their neighbours do not match, by where they stand.
    pub(crate) straight: Straight,
    /// Opened less closed: curly double, angle and corner marks.
    pub(crate) curly: i16,
    /// Opened less closed round brackets.
    pub(crate) brackets: i16,
}

/// An odd straight mark opens before a word and closes behind one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Straight {
    #[default]
    Even,
    Opens,
    Closes,
}

impl Balance {
    /// Of one sentence with these marks.
    pub(super) fn of(sentence: &str, signs: Signs) -> Self {
        let mut balance = Self { curly: typed(sentence), ..Self::default() };
        if !signs.any(&[Signs::STRAIGHT, Signs::BRACKET, Signs::WIDE]) {
            return balance;
        }
        let mut straight = 0;
        for (at, byte) in sentence.bytes().enumerate() {
            match byte {
                b'"' => straight += 1,
                b'(' => balance.brackets = balance.brackets.saturating_add(1),
                b')' => balance.brackets = balance.brackets.saturating_sub(1),
                // The first bytes of curly, angle and corner marks.
                0xc2 | 0xe2 | 0xe3 => balance.count(sentence.get(at..).and_then(|s| s.chars().next())),
                _ => {}
            }
        }
        // German marks close with what opens English ones.
        if balance.curly != 0 && sentence.contains('\u{201e}') {
            balance.curly -= 2 * i16::try_from(sentence.matches('\u{201c}').count()).unwrap_or(0);
        }
        if straight % 2 == 1 {
            balance.straight = odd_straight(sentence);
        }
        balance
    }

    fn count(&mut self, c: Option<char>) {
        match c {
            Some('\u{201c}' | '\u{201e}' | '\u{ab}' | '\u{300c}' | '\u{300e}') => {
                self.curly = self.curly.saturating_add(1);
            }
            Some('\u{201d}' | '\u{bb}' | '\u{300d}' | '\u{300f}') => {
                self.curly = self.curly.saturating_sub(1)
            }
            _ => {}
        }
    }

    /// Of two neighbours.
    pub(crate) fn and(self, next: Self) -> Self {
        let straight = match (self.straight, next.straight) {
            (Straight::Even, other) | (other, Straight::Even) => other,
            _ => Straight::Even,
        };
        Self {
            straight,
            curly: self.curly.saturating_add(next.curly),
            brackets: self.brackets.saturating_add(next.brackets),
        }
    }

    /// Whether a quotation is open behind a sentence with these marks, which began inside one or not.
    fn leaves_open(self, open: bool) -> bool {
        let opens = self.curly > 0 || self.straight == Straight::Opens;
        opens || open && !(self.curly < 0 || self.straight == Straight::Closes)
    }

    /// Whether everything opened is closed.
    pub(crate) fn is_even(self) -> bool {
        self == Self::default()
    }

    /// Whether something is closed that a sentence before must have opened.
    pub(crate) fn lacks_opening(self) -> bool {
        self.curly < 0 || self.brackets < 0 || self.straight == Straight::Closes
    }
}

/// Opened less closed of the marks that wires and typewriters made of two strokes: ``We go,'' he said.
fn typed(sentence: &str) -> i16 {
    let count = |mark: &str| i16::try_from(sentence.matches(mark).count()).unwrap_or(0);
    let closed = count("''");
    match if sentence.contains('`') { count("``") } else { 0 } {
        // Some use the same mark on both sides.
        0 if closed % 2 == 0 => 0,
        opened => opened - closed,
    }
}

/// Whether the odd one among a sentence's straight marks opens: the last mark does where a word follows it.
fn odd_straight(sentence: &str) -> Straight {
    let last = sentence.rfind('"').unwrap_or(0);
    let follows = sentence.get(last + 1..).and_then(|rest| rest.chars().next());
    let before = sentence.get(..last).and_then(|head| head.chars().next_back());
    let opens = follows.is_some_and(|c| c.is_alphanumeric() || "'\u{2018}[$".contains(c))
        && before.is_none_or(|c| c.is_whitespace() || "([\u{2014}-".contains(c));
    if opens { Straight::Opens } else { Straight::Closes }
}

/// For each sentence of a story whether it stands inside a quotation that a sentence before it in its paragraph opened,
/// and has no mark of its own to show it.
pub(super) fn spoken(story: &Story<'_>) -> Vec<bool> {
    let (mut open, mut block) = (false, usize::MAX);
    let of_sentence = |sentence: &Sentence<'_>| {
        open &= sentence.block == block;
        block = sentence.block;
        let signs = Signs::of(sentence.text);
        let balance = Balance::of(sentence.text, signs);
        let inside = open && balance.is_even() && !sentence.text.contains(QUOTES);
        open = balance.leaves_open(open);
        inside
    };
    story.sentences.iter().map(of_sentence).collect()
}

/// Whether the sentence is one quotation and nothing else, so that whose words it has stands elsewhere.
pub(crate) fn is_quotation(sentence: &str) -> bool {
    let sentence = sentence.trim();
    if !sentence.starts_with(QUOTES) {
        return false;
    }
    let mut marks = sentence.char_indices().filter(|(_, c)| QUOTES.contains(c));
    let (Some((0, opening)), Some((end, closing)), None) = (marks.next(), marks.next(), marks.next()) else {
        return false;
    };
    let pair = matches!(
        (opening, closing),
        ('"', '"')
            | ('\u{201c}' | '\u{201e}', '\u{201d}' | '\u{201c}')
            | ('\u{ab}', '\u{bb}')
            | ('\u{bb}', '\u{ab}')
            | ('\u{300c}', '\u{300d}')
    );
    pair && !sentence.get(end..).is_some_and(|rest| rest.contains(char::is_alphanumeric))
}

/// Marks that open or close quotations.
const QUOTES: [char; 8] =
    ['"', '\u{201c}', '\u{201d}', '\u{201e}', '\u{ab}', '\u{bb}', '\u{300c}', '\u{300d}'];

/// The sentence, which has these marks, with its quotations blanked out, so that what others say is not taken for the story's own words.
pub(super) fn without_quotations(sentence: &str, signs: Signs) -> std::borrow::Cow<'_, str> {
    if !signs.any(&[Signs::STRAIGHT, Signs::WIDE]) || !sentence.contains(QUOTES) {
        return sentence.into();
    }
    let mut closing: &[char] = &[];
    let blanked = sentence.chars().map(|c| {
        if !closing.is_empty() {
            if closing.contains(&c) {
                closing = &[];
            }
            return ' ';
        }
        closing = match c {
            '"' => &['"'],
            '\u{201c}' => &['\u{201d}'],
            '\u{201e}' => &['\u{201c}', '\u{201d}'],
            '\u{ab}' => &['\u{bb}'],
            '\u{bb}' => &['\u{ab}'],
            '\u{300c}' => &['\u{300d}'],
            _ => return c,
        };
        ' '
    });
    blanked.collect::<String>().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn balance(sentence: &str) -> Balance {
        Balance::of(sentence, Signs::of(sentence))
    }

    fn blanked(sentence: &str) -> String {
        without_quotations(sentence, Signs::of(sentence)).trim().to_owned()
    }

    #[test]
    fn halves_are_odd_and_neighbours_make_them_even() {
        let (first, second) = (balance("\"We must go on."), balance("We will win,\" he said."));
        assert!(!first.is_even() && !second.is_even());
        assert!(first.and(second).is_even());
        assert!(balance("\u{201e}Wir gehen\u{201c}, sagte er.").is_even());
        assert!(balance("\u{201c}We go,\u{201d} he said.").is_even());
        assert!(!balance("\u{300c}\u{6e2f}").is_even());
        assert!(balance("``We go,'' he said.").is_even() && balance("''We go,'' he said.").is_even());
        assert!(!balance("``We go.").is_even() && balance("We go,'' he said.").lacks_opening());
    }

    #[test]
    fn nothing_but_a_quotation_has_no_speaker() {
        assert!(is_quotation("\"We must go on.\"") && is_quotation("\u{201e}Wir gehen.\u{201c}"));
        assert!(
            is_quotation("\u{ab} Nous partons \u{bb}.") && is_quotation("\u{300c}\u{6e2f}\u{3002}\u{300d}")
        );
        assert!(!is_quotation("\"We must go on,\" Lee said.") && !is_quotation("\"We\" and \"they\""));
        assert!(!is_quotation("It was \"no harbour\"") && !is_quotation("\"We must go on."));
    }

    #[test]
    fn quotations_are_blanked() {
        assert_eq!(blanked("\"He won,\" she said"), "she said");
        assert_eq!(blanked("\u{201e}Er kam\u{201c}, sagte sie"), ", sagte sie");
        assert_eq!(blanked("\u{ab} Oui \u{bb}, dit-il"), ", dit-il");
    }
}
