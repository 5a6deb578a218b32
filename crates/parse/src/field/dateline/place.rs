//! Whether words are the place of a dateline.

/// Small words inside names of places.
const PARTICLES: &[&str] = &[
    "de", "la", "le", "les", "del", "las", "los", "da", "do", "dos", "di", "du", "des", "of", "the", "and",
    "y", "e", "et", "und", "am", "an", "der", "den", "in", "im", "bei", "sur", "en", "sous", "upon", "on",
    "al", "el", "ob", "aan", "op", "van", "von", "zu", "nad", "na", "pod", "near", "aboard", "d", "l", "es",
    "os",
];

/// Words that open sentences and labels, never places.
const OPENERS: &[&str] = &[
    "a",
    "an",
    "on",
    "in",
    "at",
    "by",
    "from",
    "since",
    "until",
    "it",
    "he",
    "she",
    "they",
    "we",
    "i",
    "this",
    "that",
    "there",
    "but",
    "and",
    "as",
    "if",
    "when",
    "after",
    "before",
    "breaking",
    "watch",
    "update",
    "updated",
    "video",
    "photos",
    "photo",
    "exclusive",
    "live",
    "analysis",
    "opinion",
    "review",
    "news",
    "editor",
    "note",
    "correction",
    "listen",
    "read",
    "related",
    "more",
    "caption",
    "file",
    "image",
    "published",
    "posted",
    "written",
    "copyright",
    "advertisement",
    "subscribe",
    "via",
    "source",
    "il",
    "ein",
    "eine",
    "das",
    "die",
    "un",
    "une",
    "una",
    "lunes",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "today",
    "yesterday",
    "recipe",
    "step",
    "day",
    "part",
    "chapter",
    "week",
];

/// Whether the words are names of places as a dateline has them: each capitalised or of a script without
/// capitals, a few small words between, no more than eight.
pub(super) fn is_place(name: &str) -> bool {
    let words: Vec<&str> = words(name).collect();
    let Some(first) = words.first() else { return false };
    let is_name = |word: &&str| word.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
    let opener = first.to_lowercase();
    let opens_sentence = OPENERS.contains(&opener.as_str())
        && !(opener == "the" || first.chars().all(char::is_uppercase) && words.len() > 1);
    words.len() <= 8
        && name.chars().count() <= 70
        && is_name(first)
        && !opens_sentence
        && words.iter().all(|word| is_name(word) || PARTICLES.contains(word))
        && !name.contains(['?', '!', ':', ';', '"', '“', '@', '|', '%', '$', '='])
        && !name.chars().any(|c| c.is_ascii_digit())
        && !ends_sentence(name)
}

/// Whether the city, the part before the first comma, is in capitals: the mark of a dateline that has nothing else.
pub(super) fn is_shouted(name: &str) -> bool {
    let city = name.split(',').next().unwrap_or("");
    let letters: Vec<char> = city.chars().filter(|c| c.is_alphabetic()).collect();
    let is_label = OPENERS.contains(&city.trim().to_lowercase().as_str());
    letters.len() >= 3
        && letters.iter().all(|c| c.is_uppercase() && !c.is_lowercase())
        && words(city).count() <= 4
        && words(name).count() <= 6
        && !is_label
}

fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| {
        c.is_whitespace() || matches!(c, ',' | '/' | '-' | '\'' | '’' | '.' | '،' | '(' | ')')
    })
    .filter(|word| !word.is_empty())
}

/// A full stop behind a long word ends a sentence; behind a short one it abbreviates: `Mass.`, `Calif.`, `N.Y.`.
fn ends_sentence(name: &str) -> bool {
    name.split_whitespace().any(|word| {
        let word = word.trim_end_matches(',');
        word.strip_suffix('.').is_some_and(|stem| stem.chars().count() > 5 && !stem.contains('.'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_names() {
        for name in [
            "BUENOS AIRES, Argentina",
            "Chatham, Mass.",
            "Rio de Janeiro",
            "The Hague",
            "دمشق، سوريا",
            "Kiova/Washington",
        ] {
            assert!(is_place(name), "{name}");
        }
        for name in
            ["On Friday", "He said it", "Rowers won today", "It is over. Then", "", "What?", "BREAKING"]
        {
            assert!(!is_place(name), "{name}");
        }
    }

    #[test]
    fn capitals_stand_alone() {
        assert!(
            is_shouted("RENO") && is_shouted("PORTLAND, Ore.") && !is_shouted("Reno") && !is_shouted("UK")
        );
        assert!(!is_shouted("WATCH"));
    }
}
