//! English stems: Porter's second stemmer ("Porter2", Snowball's `english`), for plain words.
//!
//! The crate that stems all languages runs what Snowball generates; half of what it took to read an English story went
//! there. This gives the same stems by the same steps over bytes.

use std::borrow::Cow;

/// Words whose stems are listed.
const LISTED: [(&str, &str); 18] = [
    ("andes", "andes"),
    ("atlas", "atlas"),
    ("bias", "bias"),
    ("cosmos", "cosmos"),
    ("dying", "die"),
    ("early", "earli"),
    ("gently", "gentl"),
    ("howe", "howe"),
    ("idly", "idl"),
    ("lying", "lie"),
    ("news", "news"),
    ("only", "onli"),
    ("singly", "singl"),
    ("skies", "sky"),
    ("skis", "ski"),
    ("sky", "sky"),
    ("tying", "tie"),
    ("ugly", "ugli"),
];
/// Words that lose their plural alone.
const FINISHED: [&str; 8] =
    ["succeed", "proceed", "exceed", "canning", "inning", "earring", "herring", "outing"];
/// Beginnings behind which the first region starts.
const BEGINNINGS: [&str; 3] = ["arsen", "commun", "gener"];
/// Of several that fit, the longest counts: longer ones stand first.
const STEP_2: [(&str, &str); 22] = [
    ("ational", "ate"),
    ("ization", "ize"),
    ("iveness", "ive"),
    ("fulness", "ful"),
    ("ousness", "ous"),
    ("tional", "tion"),
    ("biliti", "ble"),
    ("lessli", "less"),
    ("entli", "ent"),
    ("ation", "ate"),
    ("alism", "al"),
    ("aliti", "al"),
    ("ousli", "ous"),
    ("iviti", "ive"),
    ("fulli", "ful"),
    ("enci", "ence"),
    ("anci", "ance"),
    ("abli", "able"),
    ("izer", "ize"),
    ("ator", "ate"),
    ("alli", "al"),
    ("bli", "ble"),
];
const STEP_3: [(&str, &str); 8] = [
    ("ational", "ate"),
    ("tional", "tion"),
    ("alize", "al"),
    ("icate", "ic"),
    ("iciti", "ic"),
    ("ical", "ic"),
    ("ness", ""),
    ("ful", ""),
];
const STEP_4: [&str; 18] = [
    "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous", "ive", "ize",
    "ion", "al", "er", "ic",
];

/// Whether the word is of the letters and digits that [`stem`] knows.
pub(super) fn is_plain(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
}

/// The stem of a plain word.
pub(super) fn stem(word: &str) -> Cow<'_, str> {
    if word.len() < 3 {
        return Cow::Borrowed(word);
    }
    if let Ok(at) = LISTED.binary_search_by_key(&word, |(listed, _)| listed) {
        return Cow::Borrowed(LISTED.get(at).map_or(word, |(_, stem)| stem));
    }
    let mut stemmed = Word::read(word);
    stemmed.cut_plural();
    if !FINISHED.iter().any(|finished| finished.as_bytes() == stemmed.letters) {
        stemmed.cut_past_or_gerund();
        stemmed.soften_y();
        stemmed.shorten_double_suffix();
        stemmed.shorten_suffix();
        stemmed.cut_suffix();
        stemmed.cut_last_letter();
    }
    stemmed.letters.make_ascii_lowercase();
    if stemmed.letters == word.as_bytes() {
        return Cow::Borrowed(word);
    }
    String::from_utf8(stemmed.letters).map_or(Cow::Borrowed(word), Cow::Owned)
}

/// A word on its way to its stem; a `y` that is a consonant is written as `Y`.
struct Word {
    letters: Vec<u8>,
    /// Where R1 begins: behind the first consonant that follows a vowel.
    first: usize,
    /// Where R2 begins: the same once more.
    second: usize,
}

impl Word {
    fn read(word: &str) -> Self {
        let mut letters = Vec::with_capacity(word.len() + 1);
        let mut vowel = true;
        for letter in word.bytes() {
            let letter = if letter == b'y' && vowel { b'Y' } else { letter };
            vowel = is_vowel(letter);
            letters.push(letter);
        }
        let listed = BEGINNINGS.iter().find(|beginning| letters.starts_with(beginning.as_bytes()));
        let first = listed.map_or_else(|| region(&letters, 0), |beginning| beginning.len());
        let second = region(&letters, first);
        Self { letters, first, second }
    }

    /// The letters before a suffix that the word ends with.
    fn before(&self, suffix: &str) -> Option<&[u8]> {
        let suffix = suffix.as_bytes();
        // Most words end in another letter, which is told without a call.
        if self.letters.last() == suffix.last() { self.letters.strip_suffix(suffix) } else { None }
    }

    fn shorten_by(&mut self, count: usize) {
        self.letters.truncate(self.letters.len().saturating_sub(count));
    }

    /// Step 1a.
    fn cut_plural(&mut self) {
        if self.before("sses").is_some() {
            self.shorten_by(2);
        } else if let Some(head) = self.before("ied").or_else(|| self.before("ies")) {
            let cut = if head.len() > 1 { 2 } else { 1 };
            self.shorten_by(cut);
        } else if self.before("us").is_none()
            && self.before("ss").is_none()
            && self.before("s").and_then(|head| head.split_last()).is_some_and(|(_, head)| has_vowel(head))
        {
            self.shorten_by(1);
        }
    }

    /// Step 1b.
    fn cut_past_or_gerund(&mut self) {
        if let Some(head) = self.before("eedly").or_else(|| self.before("eed")) {
            let head = head.len();
            if self.first <= head {
                self.letters.truncate(head + 2);
            }
            return;
        }
        let Some(head) = ["ingly", "edly", "ing", "ed"].iter().find_map(|suffix| self.before(suffix)) else {
            return;
        };
        if !has_vowel(head) {
            return;
        }
        let head = head.len();
        self.letters.truncate(head);
        match self.letters.as_slice() {
            [.., b'a', b't'] | [.., b'b', b'l'] | [.., b'i', b'z'] => self.letters.push(b'e'),
            [.., a, b] if a == b && b"bdfgmnprt".contains(b) => self.shorten_by(1),
            letters if self.first == head && is_short(letters) => self.letters.push(b'e'),
            _ => {}
        }
    }

    /// Step 1c.
    fn soften_y(&mut self) {
        if let [_, .., before, last @ (b'y' | b'Y')] = self.letters.as_mut_slice()
            && !is_vowel(*before)
        {
            *last = b'i';
        }
    }

    /// Step 2.
    fn shorten_double_suffix(&mut self) {
        if self.replace(&STEP_2) {
            return;
        }
        let first = self.first;
        let in_first = |head: &&[u8]| first <= head.len();
        let logic = self.before("ogi").filter(in_first).is_some_and(|head| head.ends_with(b"l"));
        if logic {
            self.shorten_by(1);
        } else if self
            .before("li")
            .filter(in_first)
            .and_then(<[u8]>::last)
            .is_some_and(|b| b"cdeghkmnrt".contains(b))
        {
            self.shorten_by(2);
        }
    }

    /// Step 3.
    fn shorten_suffix(&mut self) {
        if self.before("ative").is_some_and(|head| self.second <= head.len()) {
            self.shorten_by(5);
        } else {
            self.replace(&STEP_3);
        }
    }

    /// Puts another ending in the place of the first that fits, if it lies in R1; tells whether one fits.
    fn replace(&mut self, endings: &[(&str, &str)]) -> bool {
        let found = endings.iter().find_map(|(suffix, ending)| Some((self.before(suffix)?.len(), ending)));
        let Some((head, ending)) = found else { return false };
        if self.first <= head {
            self.letters.truncate(head);
            self.letters.extend_from_slice(ending.as_bytes());
        }
        true
    }

    /// Step 4.
    fn cut_suffix(&mut self) {
        let found = STEP_4.iter().find_map(|suffix| Some((self.before(suffix)?, *suffix)));
        let Some((head, suffix)) = found else { return };
        if self.second <= head.len() && (suffix != "ion" || head.ends_with(b"s") || head.ends_with(b"t")) {
            self.shorten_by(suffix.len());
        }
    }

    /// Step 5.
    fn cut_last_letter(&mut self) {
        let Some((last, head)) = self.letters.split_last() else { return };
        let in_second = self.second <= head.len();
        let goes = match last {
            b'e' => in_second || self.first <= head.len() && !is_short(head),
            b'l' => in_second && head.ends_with(b"l"),
            _ => false,
        };
        if goes {
            self.shorten_by(1);
        }
    }
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

fn has_vowel(letters: &[u8]) -> bool {
    letters.iter().any(|letter| is_vowel(*letter))
}

/// Offset behind the first consonant behind a vowel, both at or behind `from`.
fn region(letters: &[u8], from: usize) -> usize {
    let mut vowel = false;
    let end = |letter: &u8| {
        let ends = vowel && !is_vowel(*letter);
        vowel |= is_vowel(*letter);
        ends
    };
    letters.iter().skip(from).position(end).map_or(letters.len(), |at| from + at + 1)
}

/// Whether the letters end in a short syllable.
fn is_short(letters: &[u8]) -> bool {
    match letters {
        [.., a, b, c]
            if !is_vowel(*a) && is_vowel(*b) && !is_vowel(*c) && !matches!(c, b'w' | b'x' | b'Y') =>
        {
            true
        }
        [a, b] => is_vowel(*a) && !is_vowel(*b),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rust_stemmers::{Algorithm, Stemmer};

    #[track_caller]
    fn check(word: &str) {
        assert_eq!(stem(word), Stemmer::create(Algorithm::English).stem(word), "{word}");
    }

    #[test]
    fn stems_are_those_of_snowball() {
        let all = "harbour reopened storms closed nine days skies dying ties gas kiwis caresses cats succeeded \
            proceeds innings hopped hoping hope agreed agreedly feed bleed interestingly falling hissing luxuriated \
            cry by say enjoy rationally conditional valency abilities digitizer conformably radically differently \
            vilely analogously generalization operator feudalism decisiveness hopefulness callousness formality \
            sensitivity sensibility theology apology family triplicate formative formalize electricity electrical \
            hopeful goodness revival allowance inference airliner gyroscopic adjustable irritant replacement \
            adoption communism activate bowdlerize probate rate cease controlling roll youth yyyy syzygy \
            arsenal generous communication 1990s 2nd 3rd g7";
        all.split_whitespace().for_each(check);
        LISTED.iter().for_each(|(word, _)| check(word));
        FINISHED.iter().for_each(|word| check(word));
        FINISHED.iter().for_each(|word| check(&format!("{word}s")));
    }

    /// A head and as many endings as Snowball knows.
    fn word() -> impl Strategy<Value = String> {
        let endings: Vec<&str> = STEP_2
            .iter()
            .chain(&STEP_3)
            .flat_map(|(suffix, ending)| [*suffix, *ending])
            .chain(STEP_4)
            .chain([
                "s", "ies", "ied", "sses", "ss", "us", "eed", "eedly", "ed", "ing", "edly", "ingly", "at",
                "bl",
            ])
            .chain(["iz", "dd", "ll", "y", "ly", "ogi", "ology", "e", "l", "ative", "ies", "ied", "li"])
            .collect();
        (
            "[a-z0-9]{0,5}|(arsen|commun|gener)[a-z]{0,2}",
            prop::collection::vec(prop::sample::select(endings), 0..4),
        )
            .prop_map(|(head, endings)| head + &endings.concat())
    }

    proptest! {
        #[test]
        fn made_up_words_have_the_stems_of_snowball(word in word()) {
            prop_assert_eq!(stem(&word), Stemmer::create(Algorithm::English).stem(&word));
        }

        #[test]
        fn any_plain_word_has_the_stem_of_snowball(word in "[a-z]{0,9}|[aeiouy]{0,3}[bcdlsty]{0,3}[aeiouy]{0,3}[dglnst]{0,3}") {
            prop_assert_eq!(stem(&word), Stemmer::create(Algorithm::English).stem(&word));
        }
    }
}
