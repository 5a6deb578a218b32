//! Sentences that a scanner garbled: nobody can read them, whatever they say.
//!
//! What makes a word garbled follows the rules for "garbage strings" of Taghva, Nartker, Condit and Borsack
//! ("Automatic removal of 'garbage strings' in OCR text: an implementation", 2001), kept to those that hardly ever meet
//! a word as it was printed, in any language: signs that no text has, signs within a word, one letter three times,
//! capitals and digits among small letters, and a long word without a vowel.

/// Fewest garbled words of a garbled sentence, and one in how many of its words they are.
const FEWEST: usize = 2;
const ONE_IN: usize = 8;
/// Fewest letters of a word that must have a vowel.
const NEEDS_VOWEL: usize = 5;

/// Whether so many words of a sentence are garbled that it cannot be read.
pub(super) fn is_garbled(sentence: &str) -> bool {
    let (mut words, mut garbled) = (0, 0);
    for word in sentence.split_whitespace() {
        words += 1;
        garbled += usize::from(is_garbled_word(word));
    }
    garbled >= FEWEST && garbled * ONE_IN >= words
}

fn is_garbled_word(word: &str) -> bool {
    if word.bytes().all(|b| b.is_ascii_lowercase()) {
        return has_triple(word) || lacks_vowel(word);
    }
    if is_address(word) {
        return false;
    }
    if !word.chars().any(char::is_alphanumeric) {
        return word
            .chars()
            .all(|c| matches!(c, '*' | '/' | '^' | '~' | '\\' | '\u{b0}' | '\u{ac}' | '\u{a6}'));
    }
    let core = word.trim_matches(|c: char| !c.is_alphanumeric() && !is_odd(c));
    core.contains(is_odd) || has_triple(core) || lacks_vowel(core) || is_mixed(core)
}

/// Signs that stand in no word of printed prose.
fn is_odd(c: char) -> bool {
    matches!(c, '~' | '^' | '\\' | '{' | '}' | '|' | '\u{ac}' | '\u{a6}' | '\u{25a0}')
}

fn is_address(word: &str) -> bool {
    word.contains("://") || word.contains('@') || word.starts_with("www.") || word.starts_with('#')
}

/// Whether a small letter stands three times in a row: `lli'lll`, but not `www` or `III`.
fn has_triple(word: &str) -> bool {
    let bytes = word.as_bytes();
    bytes
        .windows(3)
        .any(|three| matches!(three, [a, b, c] if a == b && b == c && a.is_ascii_lowercase() && *a != b'w'))
}

/// Whether a word of plain small letters is too long to have no vowel.
fn lacks_vowel(word: &str) -> bool {
    let is_vowel = |b: u8| matches!(b, b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | b'w');
    let small = word.as_bytes().get(1..).unwrap_or_default();
    word.len() >= NEEDS_VOWEL
        && small.iter().all(u8::is_ascii_lowercase)
        && word.bytes().next().is_some_and(|b| b.is_ascii_alphabetic() && !is_vowel(b.to_ascii_lowercase()))
        && !small.iter().any(|b| is_vowel(*b))
}

/// Whether capitals, digits or opening quotation marks stand between small letters, or small letters go over into
/// capitals twice: `b0ard`, `I‘uidour`, `aVlHl`.
fn is_mixed(word: &str) -> bool {
    let chars: Vec<char> = word.chars().collect();
    let stands_inside = chars.windows(3).any(|three| match three {
        [before, inside, behind] => {
            let inside =
                inside.is_ascii_digit() || matches!(inside, '\u{2018}' | '\u{201c}' | ';' | '!' | '?');
            inside && before.is_alphabetic() && behind.is_lowercase()
        }
        _ => false,
    });
    let rises = chars.windows(2).filter(|two| matches!(two, [a, b] if a.is_lowercase() && b.is_uppercase()));
    stands_inside || rises.count() > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_scanner_made_of_a_line_is_garbled() {
        for line in [
            "The c1oud of \\mrk rose over tlnnk and the pier.",
            "He ll:i~ saw the tmllmt, and night I\u{2018}uuidour fell.",
            "lli'nlly t'VlHlilll rose ^ over the quay.",
            "The ship * had a heavy * storm and / was lost.",
        ] {
            assert!(is_garbled(line), "{line}");
        }
    }

    #[test]
    fn what_is_printed_is_not() {
        for line in [
            "The harbour's north-west pier, 1.5 km long, reopened (after the storm) on Monday.",
            "McDonald's and YouTube paid $3.5bn in the 1980s, the 5th time in Q3.",
            "Herr M\u{fc}ller-L\u{fc}denscheidt \u{2013} so heisst er \u{2013} sagte: \u{201e}Nein!\u{201c}",
            "l\u{2019}eau et l'air, aujourd'hui, 1 234,5 \u{20ac}",
            "Write to news@harbour.example or see https://harbour.example/a_b~c for more on H1N1 and COVID-19.",
            "Brr, hmm, pst: Strc prst skrz krk.",
            "World War III and the www are mp3s of the past.",
            "\u{6e2f}\u{53e3}\u{5728}\u{661f}\u{671f}\u{4e8c}\u{56e0}\u{98a8}\u{66b4}\u{95dc}\u{9589}\u{3002}",
        ] {
            assert!(!is_garbled(line), "{line}");
        }
    }
}
