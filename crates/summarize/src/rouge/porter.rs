//! Porter's stemmer (Porter 1980) with the extensions that NLTK makes by default and `rouge-score` relies on.
//!
//! Works on words of `a-z` and `0-9`; a digit counts as a consonant.

/// Words whose stems NLTK lists.
const IRREGULAR: &[(&str, &str)] = &[
    ("canning", "canning"),
    ("cannings", "canning"),
    ("dying", "die"),
    ("exceed", "exceed"),
    ("howe", "howe"),
    ("inning", "inning"),
    ("innings", "inning"),
    ("lying", "lie"),
    ("news", "news"),
    ("outing", "outing"),
    ("outings", "outing"),
    ("proceed", "proceed"),
    ("skies", "sky"),
    ("sky", "sky"),
    ("succeed", "succeed"),
    ("tying", "tie"),
];

const STEP_2: &[(&str, &str)] = &[
    ("ational", "ate"),
    ("tional", "tion"),
    ("enci", "ence"),
    ("anci", "ance"),
    ("izer", "ize"),
    ("bli", "ble"),
    ("alli", "al"),
    ("entli", "ent"),
    ("eli", "e"),
    ("ousli", "ous"),
    ("ization", "ize"),
    ("ation", "ate"),
    ("ator", "ate"),
    ("alism", "al"),
    ("iveness", "ive"),
    ("fulness", "ful"),
    ("ousness", "ous"),
    ("aliti", "al"),
    ("iviti", "ive"),
    ("biliti", "ble"),
    ("fulli", "ful"),
];

const STEP_3: &[(&str, &str)] = &[
    ("icate", "ic"),
    ("ative", ""),
    ("alize", "al"),
    ("iciti", "ic"),
    ("ical", "ic"),
    ("ful", ""),
    ("ness", ""),
];

const STEP_4: &[&str] = &[
    "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism",
    "ate", "iti", "ous", "ive", "ize",
];

/// Stems a word of more than two letters in place.
pub(super) fn stem(word: &mut String) {
    if let Ok(at) = IRREGULAR.binary_search_by_key(&word.as_str(), |(form, _)| form) {
        let stem = IRREGULAR.get(at).map_or("", |(_, stem)| stem);
        word.replace_range(.., stem);
        return;
    }
    if word.len() > 2 {
        plural(word);
        past_or_gerund(word);
        final_y(word);
        double_suffix(word);
        first_match(word, STEP_3, |head| measure(head) > 0);
        single_suffix(word);
        final_e(word);
        final_l(word);
    }
}

/// Step 1a.
fn plural(word: &mut String) {
    if word.ends_with("sses") || word.ends_with("ies") && word.len() != 4 {
        drop_last(word, 2);
    } else if word.ends_with('s') && !word.ends_with("ss") {
        drop_last(word, 1);
    }
}

/// Step 1b.
fn past_or_gerund(word: &mut String) {
    if word.ends_with("ied") {
        drop_last(word, if word.len() == 4 { 1 } else { 2 });
        return;
    }
    if let Some(head) = word.strip_suffix("eed") {
        if measure(head) > 0 {
            drop_last(word, 1);
        }
        return;
    }
    let stripped =
        ["ed", "ing"].iter().filter_map(|s| word.strip_suffix(s)).find(|head| has_vowel(head)).map(str::len);
    let Some(length) = stripped else { return };
    word.truncate(length);
    if ["at", "bl", "iz"].iter().any(|s| word.ends_with(s)) {
        word.push('e');
    } else if ends_in_double_consonant(word) {
        if !word.ends_with(['l', 's', 'z']) {
            drop_last(word, 1);
        }
    } else if measure(word) == 1 && ends_cvc(word) {
        word.push('e');
    }
}

/// Step 1c.
fn final_y(word: &mut String) {
    let after_consonant =
        word.strip_suffix('y').is_some_and(|head| head.len() > 1 && shape(head).last() == Some(false));
    if after_consonant {
        drop_last(word, 1);
        word.push('i');
    }
}

/// Step 2.
fn double_suffix(word: &mut String) {
    while word.strip_suffix("alli").is_some_and(|head| measure(head) > 0) {
        drop_last(word, 2);
    }
    if first_match(word, STEP_2, |head| measure(head) > 0) {
        return;
    }
    // NLTK: "logi" loses its last letter, measured with the "l".
    if word.strip_suffix("ogi").is_some_and(|head| head.ends_with('l') && measure(head) > 0) {
        drop_last(word, 1);
    }
}

/// Step 4.
fn single_suffix(word: &mut String) {
    let Some((head, suffix)) = STEP_4.iter().find_map(|s| word.strip_suffix(s).map(|head| (head, *s))) else {
        return;
    };
    if measure(head) > 1 && (suffix != "ion" || head.ends_with(['s', 't'])) {
        let length = head.len();
        word.truncate(length);
    }
}

/// Step 5a.
fn final_e(word: &mut String) {
    let Some(head) = word.strip_suffix('e') else { return };
    let m = measure(head);
    if m > 1 || m == 1 && !ends_cvc(head) {
        drop_last(word, 1);
    }
}

/// Step 5b.
fn final_l(word: &mut String) {
    if word.ends_with("ll") && word.strip_suffix('l').is_some_and(|head| measure(head) > 1) {
        drop_last(word, 1);
    }
}

/// Replaces the first suffix of the list that the word has, where its head passes; tells whether there was one.
fn first_match(word: &mut String, rules: &[(&str, &str)], passes: impl Fn(&str) -> bool) -> bool {
    let found = rules
        .iter()
        .find_map(|(suffix, by)| word.strip_suffix(suffix).map(|head| (head.len(), passes(head), *by)));
    if let Some((head, true, by)) = found {
        word.truncate(head);
        word.push_str(by);
    }
    found.is_some()
}

fn drop_last(word: &mut String, letters: usize) {
    word.truncate(word.len().saturating_sub(letters));
}

/// For each letter whether it is a vowel; `y` is one behind a consonant.
fn shape(word: &str) -> impl Iterator<Item = bool> {
    let mut after_consonant = false;
    word.bytes().map(move |b| {
        let vowel = matches!(b, b'a' | b'e' | b'i' | b'o' | b'u') || b == b'y' && after_consonant;
        after_consonant = !vowel;
        vowel
    })
}

/// Number of times a consonant follows a vowel: Porter's m.
fn measure(word: &str) -> usize {
    let mut previous = false;
    shape(word).filter(|&vowel| std::mem::replace(&mut previous, vowel) && !vowel).count()
}

fn has_vowel(word: &str) -> bool {
    shape(word).any(|vowel| vowel)
}

fn ends_in_double_consonant(word: &str) -> bool {
    let mut letters = word.bytes().rev();
    letters.next().is_some_and(|last| letters.next() == Some(last)) && shape(word).last() == Some(false)
}

/// Consonant, vowel, consonant other than w, x and y; or, in NLTK, a word of a vowel and a consonant.
fn ends_cvc(word: &str) -> bool {
    let mut tail = [None; 3];
    shape(word).for_each(|vowel| {
        tail.rotate_left(1);
        if let Some(last) = tail.last_mut() {
            *last = Some(vowel);
        }
    });
    match tail {
        [Some(false), Some(true), Some(false)] => !word.ends_with(['w', 'x', 'y']),
        [None, Some(true), Some(false)] => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn irregular_forms_are_sorted() {
        assert!(IRREGULAR.is_sorted());
    }

    #[test]
    fn stems_of_each_step() {
        for (word, expected) in [
            ("caresses", "caress"),
            ("ponies", "poni"),
            ("ties", "tie"),
            ("cats", "cat"),
            ("feed", "feed"),
            ("agreed", "agre"),
            ("plastered", "plaster"),
            ("motoring", "motor"),
            ("conflated", "conflat"),
            ("hopping", "hop"),
            ("falling", "fall"),
            ("filing", "file"),
            ("cried", "cri"),
            ("died", "die"),
            ("happy", "happi"),
            ("enjoy", "enjoy"),
            ("relational", "relat"),
            ("generalizations", "gener"),
            ("hopefulness", "hope"),
            ("geology", "geolog"),
            ("theology", "theolog"),
            ("electricity", "electr"),
            ("adjustment", "adjust"),
            ("adoption", "adopt"),
            ("probate", "probat"),
            ("rate", "rate"),
            ("controll", "control"),
            ("news", "news"),
            ("dying", "die"),
            ("2000s", "2000"),
        ] {
            let mut stemmed = word.to_owned();
            stem(&mut stemmed);
            assert_eq!(stemmed, expected, "{word}");
        }
    }
}
