//! What a link says to those who hear a page read aloud: `(opens in a new window)`. No part of its sentence.

/// Such notes in lower case, without their brackets; what follows them is at most a word.
const NOTES: [&str; 31] = [
    "opens in a new tab",
    "opens in a new window",
    "opens in a new browser",
    "opens in new tab",
    "opens in new window",
    "opens a new window",
    "opens external",
    "open in new tab",
    "open in new window",
    "external link",
    "link is external",
    "link opens in",
    "\u{f6}ffnet im neuen",
    "\u{f6}ffnet in neuem",
    "\u{f6}ffnet in einem neuen",
    "externer link",
    "wird in neuem",
    "nouvelle fen\u{ea}tre",
    "ouvre dans un",
    "s'ouvre dans un",
    "s\u{2019}ouvre dans un",
    "lien externe",
    "se abre en una",
    "abre en una nueva",
    "abre em nova",
    "si apre in una",
    "opent in een nieuw",
    "opent in nieuw",
    "\u{f6}ppnas i nytt",
    "\u{f6}ppnas i ett nytt",
    "\u{e5}pnes i nytt",
];

/// Longest note, in bytes, and most bytes behind what it is told by.
const LONGEST: usize = 64;
const MOST_BEHIND: usize = 16;

/// Whether the text of an element in a link is such a note and nothing else.
pub(super) fn is_link_note(run: &str) -> bool {
    if run.len() > LONGEST {
        return false;
    }
    let bare =
        run.trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | '.' | ',') || c.is_whitespace());
    let begins = |note: &&&str| {
        let (Some(own), Some(first)) = (bare.chars().next(), note.chars().next()) else { return false };
        own == first || own.to_lowercase().eq(std::iter::once(first))
    };
    NOTES.iter().filter(begins).any(|note| {
        let rest = bare.to_lowercase();
        rest.strip_prefix(*note).is_some_and(|rest| rest.len() <= MOST_BEHIND)
    })
}

#[cfg(test)]
mod tests {
    use super::is_link_note;
    use crate::block::from_page;
    use crate::page::Page;

    #[test]
    fn notes_are_told_from_names() {
        for note in [
            "(opens in a new window)",
            "Opens in new tab",
            "(\u{d6}ffnet im neuen Fenster)",
            "(link is external)",
        ] {
            assert!(is_link_note(note), "{note}");
        }
        for name in ["Opens in a new theatre", "opens", "External links of the harbour board", ""] {
            assert!(!is_link_note(name), "{name}");
        }
    }

    #[test]
    fn a_sentence_goes_on_without_the_note() {
        let html = "<p>The board said in <a href=x>its report<span class=vh> (opens in a new window)</span></a> that the \
            quay opens in a new window of time.</p>";
        let blocks = from_page(&Page::read(html.as_bytes(), encoding_rs::UTF_8));
        assert_eq!(
            blocks[0].text,
            "The board said in its report that the quay opens in a new window of time."
        );
    }
}
