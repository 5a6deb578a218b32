//! Words made comparable: lower case, diacritics off.

use std::borrow::Cow;
use unicode_normalization::char::decompose_canonical;

/// The word in lower case without diacritics, for search, duplicates and word counts; borrowed where nothing changes.
///
/// Latin, Greek and Cyrillic letters lose their marks (`é` is `e`, `ё` is `е`, but `й` stays), joined and crossed letters are
/// written out (`ß` is `ss`, `æ` is `ae`, `ł` is `l`), Arabic and Hebrew lose vowel points, `’` is `'`.
/// Marks of other scripts carry sound or meaning and stay.
///
/// ```
/// use offwire_article::text::fold_word;
/// assert_eq!(fold_word("Łódź"), "lodz");
/// assert_eq!(fold_word("harbour"), "harbour");
/// assert_eq!(fold_word("が"), "が");
/// ```
#[must_use]
pub fn fold_word(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        return Cow::Borrowed(word);
    }
    let mut folded = String::with_capacity(word.len());
    for c in word.chars() {
        if c.is_ascii() {
            folded.push(c.to_ascii_lowercase());
        } else {
            c.to_lowercase().for_each(|lower| push_folded(&mut folded, lower));
        }
    }
    Cow::Owned(folded)
}

fn push_folded(folded: &mut String, c: char) {
    match c {
        'ß' => folded.push_str("ss"),
        'æ' => folded.push_str("ae"),
        'œ' => folded.push_str("oe"),
        'ø' => folded.push('o'),
        'ł' => folded.push('l'),
        'đ' | 'ð' => folded.push('d'),
        'þ' => folded.push_str("th"),
        'ı' => folded.push('i'),
        'ς' => folded.push('σ'),
        '’' | 'ʼ' => folded.push('\''),
        'й' => folded.push('й'),
        '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' => {}
        // Letters of Latin, Greek and Cyrillic with a mark in the same code point.
        '\u{c0}'..='\u{24f}' | '\u{370}'..='\u{4ff}' | '\u{1e00}'..='\u{1fff}' => {
            decompose_canonical(c, |part| {
                if part == c {
                    folded.push(c);
                } else {
                    push_folded(folded, part);
                }
            });
        }
        other => folded.push(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_fold_to_what_a_searcher_types() {
        for (word, folded) in [
            ("Élysée", "elysee"),
            ("e\u{301}", "e"),
            ("Straße", "strasse"),
            ("Ålesund", "alesund"),
            ("Ørsted", "orsted"),
            ("Ǽ", "ae"),
            ("İzmir", "izmir"),
            ("Ελλάς", "ελλασ"),
            ("Ещё", "еще"),
            ("Край", "край"),
            ("O’Brien", "o'brien"),
            ("हिन्दी", "हिन्दी"),
            ("東京", "東京"),
        ] {
            assert_eq!(fold_word(word), folded);
        }
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(word in "\\PC{0,12}") {
            let once = fold_word(&word).into_owned();
            prop_assert_eq!(fold_word(&once), once.as_str());
        }
    }
}
