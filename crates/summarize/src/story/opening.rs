//! What stands before a story's first sentence and after its last: place line, byline, end mark.

use crate::readability::words;
use offwire_article::text;

/// Agencies whose name in brackets closes a place line even where no dash follows.
const AGENCIES: [&str; 38] = [
    "CNN",
    "AP",
    "Reuters",
    "Xinhua",
    "AFP",
    "UPI",
    "dpa",
    "DPA",
    "ANSA",
    "PTI",
    "TASS",
    "Kyodo",
    "Yonhap",
    "EFE",
    "IANS",
    "Bloomberg",
    "Interfax",
    "RIA",
    "ITAR-TASS",
    "Tanjug",
    "BBC",
    "PA",
    "CP",
    "AAP",
    "TT",
    "NTB",
    "Ritzau",
    "ritzau",
    "ANP",
    "PAP",
    "Lusa",
    "Belga",
    "BELGA",
    "APA",
    "CTK",
    "ČTK",
    "KNA",
    "epd",
];

/// Words that open sentences and, with a capital, follow no name inside one.
const SENTENCE_OPENERS: [&str; 28] = [
    "The",
    "A",
    "An",
    "It",
    "In",
    "On",
    "At",
    "When",
    "As",
    "After",
    "For",
    "If",
    "There",
    "They",
    "He",
    "She",
    "We",
    "This",
    "With",
    "While",
    "Since",
    "Police",
    "Hundreds",
    "Thousands",
    "More",
    "Two",
    "Three",
    "Nearly",
];

const DASHES: [&str; 6] = [" -- ", " \u{2014} ", " \u{2013} ", "\u{2014}", " - ", "--"];

/// Marks of which one stands behind the agency.
const DASH: [char; 4] = ['-', '\u{2013}', '\u{2014}', ':'];

/// A place line ends within so many bytes.
const LONGEST: usize = 110;

/// Offset of the first byte behind byline and place line; 0 where the text has none.
pub(crate) fn end_of_opening(text: &str) -> usize {
    let byline = end_of_byline(text);
    let rest = text.get(byline..).unwrap_or(text);
    let place = end_of_dateline(rest);
    let end = byline + place;
    if end == 0 {
        return 0;
    }
    // A paragraph that is nothing but an opening stays: there is no story to cut it from.
    if text.get(end..).is_some_and(|left| left.chars().filter(|c| c.is_alphanumeric()).nth(12).is_some()) {
        end
    } else {
        0
    }
}

/// Offset behind the place line of a paragraph that is not the first, as below a line of title; 0 where it has none.
pub(crate) fn end_of_late_opening(text: &str) -> usize {
    let end = end_of_opening(text);
    let head = text.get(..end).unwrap_or("");
    let place = head.split_once('(').map_or("", |(place, _)| place);
    let dashed = head.trim_end().ends_with(DASH);
    if dashed && place.contains(char::is_alphabetic) { end } else { 0 }
}

/// `By . Ann Lee . PUBLISHED: . 14:11 EST, 25 October 2013 . | . UPDATED: . …` as some archives run it into the text.
fn end_of_byline(text: &str) -> usize {
    let mut end = 0;
    let after = |from: usize| text.get(from..).unwrap_or("");
    if let Some(name) = text.strip_prefix("By").map(str::trim_start).and_then(|t| t.strip_prefix('.')) {
        let Some(stop) = name.find('.').filter(|at| *at < 60) else { return 0 };
        end = text.len() - name.len() + stop + 1;
    }
    loop {
        let rest = after(end).trim_start_matches(['.', '|', ' ']);
        let Some(stamp) = rest.strip_prefix("PUBLISHED:").or_else(|| rest.strip_prefix("UPDATED:")) else {
            break;
        };
        end = text.len() - stamp.len() + end_of_stamp(stamp);
    }
    if end > 0 { text.len() - after(end).trim_start_matches(['.', '|', ' ']).len() } else { 0 }
}

/// Offset behind `. 14:11 EST, 25 October 2013 .`: behind its year.
fn end_of_stamp(stamp: &str) -> usize {
    let head = stamp.char_indices().take(60);
    let mut digits = 0;
    for (at, c) in head {
        digits = if c.is_ascii_digit() { digits + 1 } else { 0 };
        if digits == 4 {
            return at + 1;
        }
    }
    0
}

/// Offset behind `BEIJING, Jan. 26 (Xinhua) -- `, `(CNN)`, `WASHINGTON - `.
fn end_of_dateline(text: &str) -> usize {
    let mut limit = LONGEST.min(text.len());
    while !text.is_char_boundary(limit) {
        limit -= 1;
    }
    let head = text.get(..limit).unwrap_or("");
    bracketed_agency(head)
        .or_else(|| capitals_before_dash(head))
        .or_else(|| place_before_sentence(head))
        .unwrap_or(0)
}

/// `Austin, Texas In five years`: a place line whose agency and dash were lost, told by a capital where the sentence
/// it ran into begins.
fn place_before_sentence(head: &str) -> Option<usize> {
    /// Words of a place, and of the state or country behind its comma.
    const MOST_WORDS: usize = 6;
    let words: Vec<_> = words(head).take(MOST_WORDS + 2).collect();
    let begins = (1..=MOST_WORDS)
        .find(|at| words.get(*at).is_some_and(|word| SENTENCE_OPENERS.contains(&word.text)))?;
    let (place, opener) = (words.get(..begins)?, words.get(begins)?);
    let goes_on = words.get(begins + 1).is_some_and(|word| word.text.starts_with(char::is_lowercase));
    let named = place.iter().all(|word| word.is_capitalized() && !SENTENCE_OPENERS.contains(&word.text));
    let before = head.get(..opener.at)?;
    let plain =
        before.ends_with(' ') && !before.contains(['.', ':', ';', '"', '(', '!', '?', '\u{201c}', '\'']);
    let parts = before.split(',').count();
    let known = text::stopwords("en").binary_search(&place.first()?.text.to_lowercase().as_str()).is_ok();
    let short = place.len() <= if parts == 2 { MOST_WORDS } else { 3 };
    (goes_on && named && plain && !known && parts <= 2 && short && !before.trim_end().ends_with(','))
        .then_some(opener.at)
}

/// A place, then the agency in brackets, then a dash that only an agency we know can do without.
fn bracketed_agency(head: &str) -> Option<usize> {
    let open = head.find('(').filter(|at| *at <= 70)?;
    let close = open + head.get(open..)?.find(')')?;
    let place = head.get(..open)?;
    let agency = head.get(open + 1..close)?;
    let known = AGENCIES
        .iter()
        .any(|name| agency.strip_prefix(name).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)));
    let rest = head.get(close + 1..)?;
    let trimmed = rest.trim_start();
    // "(EFE).- " closes the place line with a stop.
    let trimmed = trimmed.strip_prefix('.').filter(|dash| dash.starts_with(DASH)).unwrap_or(trimmed);
    let dash = trimmed.trim_start_matches(DASH);
    let dashed = dash.len() < trimmed.len();
    let short = agency.split_whitespace().count() <= 4 && agency.starts_with(char::is_uppercase);
    let end = head.len() - dash.trim_start().len();
    (is_place(place) && (known || (dashed && short && !place.trim().is_empty()))).then_some(end)
}

/// `NEW YORK, Jan. 5 -- ` and `PARIS — `: a place in capitals before a dash.
fn capitals_before_dash(head: &str) -> Option<usize> {
    // The first bytes of all of them.
    if !head.bytes().any(|byte| matches!(byte, b'-' | 0xe2)) {
        return None;
    }
    let (at, dash) =
        DASHES.iter().filter_map(|dash| head.find(dash).map(|at| (at, *dash))).min_by_key(|(at, _)| *at)?;
    let place = head.get(..at)?;
    let first = place.split(',').next()?;
    let letters = first.chars().filter(|c| c.is_alphabetic()).count();
    let capitals =
        letters >= 3 && first.chars().all(|c| !c.is_lowercase()) && !first.contains(['"', '\u{201c}']);
    (capitals && is_place(place) && place.len() <= 60).then_some(at + dash.len())
}

/// Whether these words can be the place and day of a place line: names, months, numbers; empty counts too.
fn is_place(text: &str) -> bool {
    text.len() <= 60
        && !text.contains(['!', '?', ';', '"', '\u{201c}', ':'])
        && text.split_whitespace().all(|word| {
            let word = word.trim_matches([',', '.', '/', '(', ')', '-', '\u{2013}', '\u{2014}', '\'']);
            word.is_empty()
                || word.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
                || matches!(
                    word,
                    "and" | "de" | "of" | "al" | "el" | "la" | "the" | "del" | "am" | "near" | "in"
                )
                || !word.is_ascii() && !word.chars().any(char::is_lowercase)
        })
}

/// Marks that close a wire story.
const END_MARKS: [&str; 13] = [
    "Enditem", "ENDITEM", "-30-", "###", "(END)", "(end)", "(Ends)", "ENDS", "*****", "/ritzau/", "/ntb/",
    "(TT)", "(NTB)",
];

/// Offset of the end mark that closes the text, or the text's length.
pub(crate) fn start_of_end_mark(text: &str, known: Option<&str>) -> usize {
    let trimmed = text.trim_end();
    for mark in known.into_iter().chain(END_MARKS).filter(|mark| !mark.is_empty()) {
        let bare = trimmed.strip_suffix('.').unwrap_or(trimmed);
        if let Some(before) = bare.strip_suffix(mark)
            && before.trim_end().ends_with(|c: char| ".!?\"\u{201d}\u{3002}".contains(c))
        {
            return before.trim_end().len();
        }
    }
    trimmed.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(text: &str) -> &str {
        &text[end_of_opening(text)..]
    }

    #[test]
    fn place_lines_go() {
        for line in [
            "BEIJING, Jan. 26 (Xinhua) -- ",
            "(CNN)",
            "(CNN) -- ",
            "(EFE).- ",
            "London (CNN)",
            "NEW YORK (AP) \u{2014} ",
            "WASHINGTON - ",
            "SAN FRANCISCO, Oct. 4 -- ",
            "Port-au-Prince, Haiti (CNN) -- ",
            "NORRBRO (TT) ",
            "Porto Nero, Texas ",
            "London ",
            "By . Ann Lee . PUBLISHED: . 14:11 EST, 25 October 2013 . | . UPDATED: . 02:12 EST, 26 October 2013 . ",
        ] {
            let text = format!("{line}The harbour reopened on Monday after the storm.");
            assert_eq!(opened(&text), "The harbour reopened on Monday after the storm.", "{line}");
        }
    }

    #[test]
    fn later_paragraphs_lose_a_whole_place_line_alone() {
        let text = "PORTO NERO, May 3 (AP) - The harbour reopened on Monday.";
        assert_eq!(&text[end_of_late_opening(text)..], "The harbour reopened on Monday.");
        for text in ["(CNN) The harbour reopened on Monday.", "HARBOUR - The town has one since Monday."] {
            assert_eq!(end_of_late_opening(text), 0);
        }
    }

    #[test]
    fn prose_stays() {
        for text in [
            "The Islamic State (IS) is losing ground, officials said -- and money.",
            "NATO (the alliance) will meet on Monday in the harbour.",
            "U.S. officials - two of them - resigned on Monday afternoon.",
            "When I left the harbour The wall was low.",
            "Star Harbour The Next Wall opened on Monday in Porto Nero.",
            "(CNN)",
        ] {
            assert_eq!(opened(text), text);
        }
    }

    #[test]
    fn end_marks_go() {
        let cut = |text: &'static str| &text[..start_of_end_mark(text, None)];
        assert_eq!(cut("said John Kerry. Enditem"), "said John Kerry.");
        assert_eq!(cut("said John Kerry. -30-"), "said John Kerry.");
        assert_eq!(cut("The item was renamed Enditem"), "The item was renamed Enditem");
    }
}
