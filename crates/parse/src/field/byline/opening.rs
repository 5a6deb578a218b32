//! The words that open a byline and those that end its names.

use super::label::labels_of;
use crate::field::date::{DateHints, dates_in};
use crate::letters::{is_letter, lowered};
use std::ops::Range;

/// How a byline opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Opening {
    /// Where the names begin.
    pub end: usize,
    /// Whether a colon or a word that nothing but a byline opens with says so.
    pub is_label: bool,
}

/// Prepositions that open bylines, and prose too.
const PREPOSITIONS: &[&str] = &[
    "by",
    "von",
    "par",
    "por",
    "di",
    "da",
    "door",
    "av",
    "af",
    "per",
    "przez",
    "od",
    "autor",
    "автор",
    "kirjoittanut",
    "text",
    "texte",
    "szerző",
    "írta",
    "de",
    "tekst",
];

/// The opening of a byline at the start of `line`, if there is one.
pub(crate) fn opening(line: &str) -> Option<Opening> {
    let start = opening_start(line);
    let rest = line.get(start..)?;
    if let Some(label) = labels_of(rest).iter().find(|label| starts_with_folded(rest, label)) {
        let end = start + folded_length(rest, label)?;
        return Some(Opening { end: behind_marks(line, end), is_label: true });
    }
    let word_end = word_end(rest);
    let word = rest.get(..word_end)?;
    if is_preposition(word) {
        let end = behind_marks(line, start + word_end);
        let is_told = line.get(end..)?.chars().next().is_some_and(|c| !c.is_lowercase());
        return (end > start + word_end && is_told || rest.get(word_end..)?.starts_with(':'))
            .then_some(Opening { end, is_label: false });
    }
    if !rest.starts_with(['B', 'b', 'V', 'P']) {
        return None;
    }
    let glued = ["By", "by", "Von", "Par", "Por"].iter().find(|by| {
        rest.strip_prefix(**by).is_some_and(|t| {
            let mut letters = t.chars();
            letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
        })
    })?;
    Some(Opening { end: start + glued.len(), is_label: false })
}

/// Where the letters end that a text begins with, as far as they may be a preposition.
fn word_end(text: &str) -> usize {
    let near = text.as_bytes().get(..text.len().min(LONGEST_PREPOSITION + 1)).unwrap_or_default();
    let plain = near.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    match near.get(plain) {
        Some(byte) if !byte.is_ascii() => text.find(|c: char| !is_letter(c)).unwrap_or(text.len()),
        _ => plain,
    }
}

/// A bit for the last five bits of the first letter of each of [`PREPOSITIONS`].
const FIRSTS: u32 = {
    let (mut firsts, mut rest) = (0, PREPOSITIONS);
    while let Some((word, more)) = rest.split_first() {
        if let Some(first) = word.as_bytes().first() {
            firsts |= 1 << (*first & 31);
        }
        rest = more;
    }
    firsts
};

/// Bytes of the longest of [`PREPOSITIONS`].
const LONGEST_PREPOSITION: usize = 12;

/// Where a line begins behind blanks, bullets and dashes.
fn opening_start(line: &str) -> usize {
    if line.as_bytes().first().is_some_and(u8::is_ascii_alphanumeric) {
        return 0;
    }
    let is_mark =
        |c: char| c.is_whitespace() || matches!(c, '^' | '*' | '_' | '|' | '•' | '·' | '-' | '–' | '—' | '(');
    line.len() - line.trim_start_matches(is_mark).len()
}

/// Whether a word is one of [`PREPOSITIONS`], whatever its case.
fn is_preposition(word: &str) -> bool {
    if word.len() > LONGEST_PREPOSITION {
        return false;
    }
    if word.is_ascii() {
        let first = word.bytes().next().unwrap_or_default();
        return FIRSTS >> (first & 31) & 1 == 1
            && PREPOSITIONS.iter().any(|known| known.eq_ignore_ascii_case(word));
    }
    PREPOSITIONS.contains(&lowered(word).as_ref())
}

fn starts_with_folded(text: &str, label: &str) -> bool {
    folded_length(text, label).is_some_and(|end| {
        let behind = text.get(end..).and_then(|t| t.chars().next());
        let is_open = label.ends_with(|c: char| !c.is_alphabetic() || c as u32 > 0x2e00);
        is_open || behind.is_none_or(|c| !c.is_alphanumeric())
    })
}

/// Bytes of `text` that spell `label`, whatever the case.
fn folded_length(text: &str, label: &str) -> Option<usize> {
    // Labels are looked up by their first letter: mostly the second says no.
    if let (Some(second), Some(want)) = (text.as_bytes().get(1), label.as_bytes().get(1))
        && second.is_ascii()
        && want.is_ascii()
        && label.as_bytes().first().is_some_and(u8::is_ascii)
        && second.to_ascii_lowercase() != *want
    {
        return None;
    }
    let mut chars = text.char_indices();
    for want in label.chars() {
        let (_, c) = chars.next()?;
        if !is_folded(c, want) {
            return None;
        }
    }
    Some(chars.next().map_or(text.len(), |(at, _)| at))
}

/// Whether a letter is `small`, whatever its case.
fn is_folded(letter: char, small: char) -> bool {
    letter == small
        || letter.to_ascii_lowercase() == small
        || !letter.is_ascii() && letter.to_lowercase().eq([small])
}

fn behind_marks(line: &str, from: usize) -> usize {
    let rest = line.get(from..).unwrap_or("");
    from + rest.len()
        - rest
            .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：' | '-' | '–' | '|'))
            .len()
}

/// Words behind which a byline says where, when or for whom.
const CUT_WORDS: &[&str] = &[
    "in",
    "for",
    "at",
    "from",
    "on",
    "near",
    "à",
    "au",
    "aux",
    "en",
    "aus",
    "für",
    "fra",
    "från",
    "i",
    "til",
    "reports",
    "reporting",
    "writes",
    "is",
    "was",
    "has",
    "who",
    "updated",
    "published",
    "posted",
    "last",
    "am",
    "le",
    "vom",
    "pour",
    "para",
    "per",
    "special",
    "ist",
    "berichtet",
    "about",
    "via",
    "as",
    "of",
    "•",
    "publié",
    "aktualisiert",
    "veröffentlicht",
    "actualizado",
    "publicado",
    "aggiornato",
    "pubblicato",
    "the",
];

pub(super) fn is_cut_word(word: &str) -> bool {
    CUT_WORDS.contains(&lowered(word).trim_matches([',', '.', ':']))
}

/// Words that lead from a name to the place it writes from.
pub(super) fn leads_to_place(word: &str) -> bool {
    ["in", "à", "en", "aus", "au", "a", "i", "from", "em", "da", "w"].contains(&word)
}

/// Where the names of the byline that begin at `start` must end at the latest: a divider, a bracket, a date, a digit,
/// the weekday before a date, an address of mail.
pub(super) fn hard_cut(line: &str, start: usize) -> usize {
    let rest = line.get(start..).unwrap_or("");
    let marks = rest.char_indices().find(|(_, c)| {
        matches!(c, '(' | '[' | '<' | '=' | '|' | '•' | '·' | '@' | '\t' | '。' | '（' | '→' | '»' | '⋅')
            || c.is_ascii_digit()
    });
    let mut end = marks.map_or(rest.len(), |(at, _)| at);
    if marks.is_some_and(|(_, mark)| mark == '@') {
        end -= local_part(rest, end);
    }
    for dash in [" - ", " – ", " — ", " -- ", " . ", "..."] {
        end = end.min(rest.find(dash).unwrap_or(end));
    }
    if let Some(date) =
        dates_in(rest.get(..rest.len().min(floor(rest, 300))).unwrap_or(""), DateHints::default()).first()
    {
        end = end.min(date.range.start);
    }
    let names = rest.get(..end).unwrap_or("");
    start + if end < rest.len() { without_weekday(names).len() } else { end }
}

/// Bytes before the sign of an address of mail that are the address's own; none before that of a name elsewhere.
fn local_part(text: &str, sign: usize) -> usize {
    let (before, behind) = (text.get(..sign).unwrap_or(""), text.get(sign + 1..).unwrap_or(""));
    let domain = behind.split_whitespace().next().unwrap_or("").trim_end_matches('.');
    let word = before.rsplit(char::is_whitespace).next().unwrap_or("");
    if domain.contains('.') { word.len() } else { 0 }
}

/// As [`hard_cut`], and before a word that leads to a place.
pub(super) fn cut(line: &str, start: usize) -> usize {
    let rest = line.get(start..).unwrap_or("");
    let mut end = hard_cut(line, start) - start;
    let mut word_start = 0;
    for (at, c) in rest.char_indices() {
        if at >= end {
            break;
        }
        if c.is_whitespace() {
            let word = rest.get(word_start..at).unwrap_or("");
            if word_start > 0
                && is_cut_word(word)
                && word
                    .chars()
                    .next()
                    .is_some_and(|c| !c.is_uppercase() || word.len() > 3 || matches!(word, "For" | "The"))
                && !is_between_names(rest, word, at)
            {
                end = word_start;
                break;
            }
            word_start = at + c.len_utf8();
        }
    }
    start + end
}

/// Names without the weekday at their end, where two words at least are left: Plácido Domingo keeps his.
fn without_weekday(names: &str) -> &str {
    let mut left = names;
    loop {
        let rest = left.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '،' | '.'));
        let word = rest.rsplit(char::is_whitespace).next().unwrap_or("");
        let before = rest.get(..rest.len() - word.len()).unwrap_or("").trim_end();
        let is_day = WEEKDAYS.contains(&lowered(word).as_ref());
        if !is_day || before.split_whitespace().nth(1).is_none() {
            return left;
        }
        left = before;
    }
}

/// Days of the week that no list of words has that are in no name: some are names too.
const WEEKDAYS: &[&str] = &[
    "понедельник",
    "вторник",
    "среда",
    "четверг",
    "пятница",
    "суббота",
    "воскресенье",
    "понеділок",
    "вівторок",
    "середа",
    "четвер",
    "п’ятниця",
    "п'ятниця",
    "субота",
    "неділя",
    "الأحد",
    "الاثنين",
    "الإثنين",
    "الثلاثاء",
    "الأربعاء",
    "الخميس",
    "الجمعة",
    "السبت",
    "יום",
    "ראשון",
    "שני",
    "שלישי",
    "רביעי",
    "חמישי",
    "שישי",
    "שבת",
    "lunes",
    "martes",
    "miércoles",
    "jueves",
    "viernes",
    "sábado",
    "domingo",
    "δευτέρα",
    "τρίτη",
    "τετάρτη",
    "πέμπτη",
    "παρασκευή",
    "σάββατο",
    "κυριακή",
    "lunedì",
    "martedì",
    "mercoledì",
    "giovedì",
    "venerdì",
    "sabato",
    "domenica",
    "segunda-feira",
    "terça-feira",
    "quarta-feira",
    "quinta-feira",
    "sexta-feira",
    "maandag",
    "dinsdag",
    "woensdag",
    "donderdag",
    "vrijdag",
    "zaterdag",
    "zondag",
    "poniedziałek",
    "wtorek",
    "środa",
    "czwartek",
    "piątek",
    "sobota",
    "niedziela",
    "pazartesi",
    "salı",
    "çarşamba",
    "perşembe",
    "cuma",
    "cumartesi",
    "pazar",
    "måndag",
    "tisdag",
    "onsdag",
    "torsdag",
    "fredag",
    "lördag",
    "söndag",
    "mandag",
    "tirsdag",
    "lørdag",
    "søndag",
    "pondělí",
    "úterý",
    "středa",
    "čtvrtek",
    "pátek",
    "neděle",
    "रविवार",
    "सोमवार",
    "मंगलवार",
    "बुधवार",
    "गुरुवार",
    "शुक्रवार",
    "शनिवार",
    "یکشنبه",
    "دوشنبه",
    "سه‌شنبه",
    "چهارشنبه",
    "پنجشنبه",
    "جمعه",
    "شنبه",
    "thứ",
    "senin",
    "selasa",
    "rabu",
    "kamis",
    "jumat",
    "sabtu",
    "minggu",
];

/// `en`, `i` and their like stand for "and" in some languages: then a name follows and no comma comes before.
fn is_between_names(rest: &str, word: &str, at: usize) -> bool {
    let next: Vec<&str> = rest.get(at..).unwrap_or("").split_whitespace().take(2).collect();
    matches!(word, "en" | "i")
        && next.len() == 2
        && next.iter().all(|w| w.chars().next().is_some_and(char::is_uppercase))
}

fn floor(text: &str, limit: usize) -> usize {
    (0..=limit.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// Takes `by`, `Dr.`-free labels and closing role words off a piece: `edited by Ann Lee` names no author.
pub(super) fn without_labels(line: &str, range: Range<usize>) -> Range<usize> {
    let Some(text) = line.get(range.clone()) else { return range };
    let is_name = || {
        let lower = lowered(text);
        ["de ", "di ", "da "].iter().any(|opening| lower.starts_with(opening))
    };
    match opening(text).filter(|open| open.end < text.len()) {
        Some(open) if !is_name() => range.start + open.end..range.end,
        _ => range,
    }
}

#[cfg(test)]
mod tests {
    use super::super::label::LABELS;
    use super::{LONGEST_PREPOSITION, PREPOSITIONS, opening};

    #[test]
    fn labels_are_found_whatever_their_case() {
        for label in LABELS {
            let (first, rest) = label.split_at(label.chars().next().map_or(0, char::len_utf8));
            for line in [format!("{label} Eva Maier"), format!("{}{rest} Eva Maier", first.to_uppercase())] {
                assert!(opening(&line).is_some_and(|open| open.is_label), "{line}");
            }
        }
        assert_eq!(opening("The port reopened"), None);
        for word in PREPOSITIONS {
            assert!(word.len() <= LONGEST_PREPOSITION, "{word}");
            assert!(opening(&format!("{} Eva Maier", word.to_uppercase())).is_some(), "{word}");
        }
    }
}
