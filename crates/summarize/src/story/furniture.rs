//! Lines about the page or the service, not of the story.

use crate::phrases::Phrases;

/// A line that begins so is furniture.
const OPENINGS: [&str; 79] = [
    "read more",
    "read also",
    "read:",
    "also read",
    "watch:",
    "watch more",
    "click here",
    "click on",
    "click to",
    "tap here",
    "follow us",
    "follow @",
    "share this",
    "share:",
    "see also",
    "see more",
    "related:",
    "related stories",
    "scroll down",
    "copyright",
    "\u{a9}",
    "photo:",
    "photos:",
    "photo by",
    "image copyright",
    "image caption",
    "image source",
    "media caption",
    "video:",
    "hide caption",
    "editor's note",
    "editors' note",
    "sign up",
    "subscribe",
    "e-mail to a friend",
    "email to a friend",
    "advertisement",
    "story highlights",
    "reporting by",
    "additional reporting",
    "written by",
    "edited by",
    "last updated",
    "continue reading",
    "learn more",
    "find out more",
    "start receiving",
    "correction (",
    "corrections:",
    "see at ",
    "lesen sie auch",
    "lesen sie mehr",
    "mehr zum thema",
    "foto:",
    "jetzt abonnieren",
    "lire aussi",
    "à lire aussi",
    "À lire aussi",
    "lire la suite",
    "voir aussi",
    "abonnez-vous",
    "inscrivez-vous",
    "cliquez ici",
    "lea también",
    "lee también",
    "leer más",
    "haga clic",
    "ver también",
    "leggi anche",
    "leia também",
    "leia mais",
    "lees ook",
    "lees meer",
    "klik hier",
    "читайте также",
    "Читайте также",
    "责任编辑",
    "原标题",
    "関連記事",
];

/// A line that holds this is furniture.
static MARKS: Phrases<30> = Phrases::new([
    "all rights reserved",
    "contributed to this report",
    "contributed to this story",
    "contributed to this article",
    "read the full story",
    "click here",
    "e-mail to a friend",
    "sign up for our",
    "subscribe to our",
    "our newsletter",
    "terms of service",
    "terms of use",
    "privacy policy",
    "may not be published, broadcast",
    "follow us on",
    "follow him on twitter",
    "follow her on twitter",
    "on twitter: @",
    "on twitter @",
    "like us on facebook",
    "on facebook and twitter",
    "the views expressed",
    "opinions expressed in this",
    "this material may not be",
    "in the comments below",
    "in the comment section",
    "in the comments section",
    "leave a comment",
    "appended to this article",
    "news headlines per e",
]);

/// Whether a sentence is page furniture: credits, calls to read on, rights lines.
pub(crate) fn is_furniture(sentence: &str) -> bool {
    let bare = sentence.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '\u{a9}');
    if bare.is_empty() {
        return true;
    }
    let quoted = || sentence.contains(['"', '\u{201c}']);
    opens_with(bare, &OPENINGS)
        || is_address(bare)
        || MARKS.are_in(sentence) && !quoted()
        || is_editing_credit(sentence)
}

/// An address of the web, or one behind a word or two: `Tickets: https://harbour.example/tickets`.
fn is_address(text: &str) -> bool {
    (text.contains("://") || text.starts_with("www.")) && text.split_whitespace().nth(3).is_none()
}

fn opens_with(text: &str, openings: &[&str]) -> bool {
    let bytes = text.as_bytes();
    let Some(first) = bytes.first().map(u8::to_ascii_lowercase) else { return false };
    openings.iter().map(|o| o.as_bytes()).filter(|o| o.first() == Some(&first)).any(|o| {
        bytes.get(..o.len()).is_some_and(|head| head.eq_ignore_ascii_case(o))
            // "Watch the" opens prose too; what follows a bare word must not be the rest of a longer one.
            && !bytes.get(o.len()).is_some_and(|next| {
                next.is_ascii_alphabetic() && o.last().is_some_and(u8::is_ascii_alphabetic)
            })
    })
}

/// `(Reporting by Ann Lee; Editing by Bob Hill)`.
fn is_editing_credit(sentence: &str) -> bool {
    let trimmed = sentence.trim_start();
    trimmed.starts_with("(Reporting by")
        || trimmed.starts_with("(Editing by")
        || trimmed.starts_with("(Writing by")
}

#[cfg(test)]
mod tests {
    use super::is_furniture;

    #[test]
    fn furniture_is_known() {
        for line in [
            "Read more: storm warnings for the coast",
            "CNN's Ann Lee and Bob Hill contributed to this report.",
            "Copyright 2016 The Harbour Times. All rights reserved.",
            "(Reporting by Ann Lee; Editing by Bob Hill)",
            "Photo: the harbour at dawn",
            "Tickets: https://harbour.example/tickets",
            "www.harbour.example",
            "If you have more questions, leave them in the comments below.",
            "***",
            "Learn more here.",
            "Lire aussi: le port de la ville rouvre",
            "\u{c0} lire aussi: le port rouvre",
            "Correction (published 3rd May).",
        ] {
            assert!(is_furniture(line), "{line}");
        }
    }

    #[test]
    fn prose_is_not() {
        for line in [
            "Readers of the report will see more of the harbour.",
            "\"All rights reserved for the few,\" she said.",
            "Lesende Kinder sa\u{df}en am Hafen.",
            "Subscribers paid twice, the company said.",
            "Copyrighted works were copied, the suit says.",
        ] {
            assert!(!is_furniture(line), "{line}");
        }
    }
}
