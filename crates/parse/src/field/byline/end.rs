//! Where the names of a byline end.

use crate::body::token::Hashed;
use crate::field::date::{DateHints, dates_in};
use crate::letters::lowered;
use std::sync::LazyLock;

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
pub(super) fn local_part(text: &str, sign: usize) -> usize {
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
        let is_day = is_weekday(&lowered(word));
        if !is_day || before.split_whitespace().nth(1).is_none() {
            return left;
        }
        left = before;
    }
}

/// Whether a word in small letters is one of [`WEEKDAYS`].
pub(super) fn is_weekday(word: &str) -> bool {
    WEEKDAY_SET.contains_key(word)
}

/// Days of the week; some are names too.
const WEEKDAYS: &str = "\
    понедельник вторник среда четверг пятница суббота воскресенье понеділок вівторок середа четвер \
    п’ятниця п'ятниця субота неділя الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت יום \
    ראשון שני שלישי רביעי חמישי שישי שבת lunes martes miércoles jueves viernes sábado domingo δευτέρα \
    τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή lunedì martedì mercoledì giovedì venerdì sabato \
    domenica segunda-feira terça-feira quarta-feira quinta-feira sexta-feira maandag dinsdag woensdag \
    donderdag vrijdag zaterdag zondag poniedziałek wtorek środa czwartek piątek sobota niedziela \
    pazartesi salı çarşamba perşembe cuma cumartesi pazar måndag tisdag onsdag torsdag fredag lördag \
    söndag mandag tirsdag lørdag søndag pondělí úterý středa čtvrtek pátek neděle रविवार सोमवार मंगलवार \
    बुधवार गुरुवार शुक्रवार शनिवार یکشنبه دوشنبه سه‌شنبه چهارشنبه پنجشنبه جمعه شنبه thứ senin selasa \
    rabu kamis jumat sabtu minggu";
static WEEKDAY_SET: LazyLock<Hashed<(), &str>> =
    LazyLock::new(|| WEEKDAYS.split_whitespace().map(|day| (day, ())).collect());

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
