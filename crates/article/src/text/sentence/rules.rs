//! Whether a stop ends its sentence.

use super::{
    Splitter,
    mark::{Kind, Stop},
    next::{Begins, Next},
};
use crate::text::{is_month, is_weekday, language::Language};

impl<'t> Splitter<'t> {
    /// `rest` is what follows the stop within its paragraph, and `next` how that begins.
    pub(super) fn ends(&self, stop: &Stop<'t>, next: &Next<'_>, rest: &str) -> bool {
        if next.begins == Begins::Nothing {
            return false;
        }
        match stop.kind {
            Kind::Wide => ends_wide(stop, next, rest),
            Kind::Script => next.gap || next.begins == Begins::Letter,
            _ if !next.gap => self.ends_glued(stop, next),
            _ if opens_end_mark(next) => true,
            _ if matches!(next.begins, Begins::Lower | Begins::Other) => false,
            Kind::Asking => !self.asks_on(stop, next),
            // News prose writes `...` for words left out; the stop of an ended sentence stands before or behind it.
            Kind::Ellipsis => stop.closers.contains(is_quote) && !attributed(stop, next, self.language),
            Kind::Full => self.ends_full(stop, next),
        }
    }

    /// A full stop with white space and a possible beginning behind it.
    fn ends_full(&self, stop: &Stop<'t>, next: &Next<'_>) -> bool {
        let so_far = self.so_far(stop.at);
        let token = token_before(so_far);
        if token.is_empty() {
            return true;
        }
        if stop.closers.is_empty() && enumerates(so_far.trim_start(), token) {
            return false;
        }
        if stop.closers.contains(is_quote) {
            return true;
        }
        if token.chars().all(char::is_numeric) || self.is_roman_ordinal(token) {
            return self.ends_number(so_far, token, next);
        }
        if is_dotted(token) {
            return self.ends_dotted(token, next);
        }
        let mut letters = token.chars();
        if let (Some(letter), None) = (letters.next(), letters.next()) {
            return self.ends_letter(so_far, letter, next);
        }
        self.ends_word(token.rsplit('.').next().unwrap_or(token), next)
    }

    fn ends_word(&self, token: &str, next: &Next<'_>) -> bool {
        if is_listed(self.language.titles, token) {
            return false;
        }
        if (next.begins == Begins::Digit || is_roman(next.word)) && is_listed(self.language.counters, token) {
            return false;
        }
        !is_listed(self.language.abbreviations, token) || self.starts_afresh(next)
    }

    /// A single letter: an initial, or the end of a name such as `vitamin C`.
    fn ends_letter(&self, so_far: &str, letter: char, next: &Next<'_>) -> bool {
        if letter.is_lowercase() {
            return self.ends_small_letter(so_far, letter, next);
        }
        if letter.is_numeric() {
            return true;
        }
        self.starts_afresh(next) && !is_particle(next.word)
    }

    /// `p. 5`, `z. B.`, `v. Board`; Russian `г. Москва`, but `2004 г.` at an end.
    fn ends_small_letter(&self, so_far: &str, letter: char, next: &Next<'_>) -> bool {
        let mut buffer = [0; 4];
        let letter = letter.encode_utf8(&mut buffer);
        let spelled = next.after.starts_with('.') && next.word.chars().count() == 1;
        if next.begins == Begins::Digit || spelled || is_listed(self.language.titles, letter) {
            return false;
        }
        let counted =
            so_far.strip_suffix(&*letter).is_some_and(|head| head.trim_end().ends_with(char::is_numeric));
        counted || !is_listed(self.language.abbreviations, letter) || self.starts_afresh(next)
    }

    /// `U.S.`, `a.m.`, `J.K.`: letters with stops between them.
    fn ends_dotted(&self, token: &str, next: &Next<'_>) -> bool {
        let clock = token.eq_ignore_ascii_case("a.m") || token.eq_ignore_ascii_case("p.m");
        if clock {
            let may_open = next.opener != Some('(') && next.begins != Begins::Digit;
            return may_open && (self.starts_afresh(next) || !names_time(next));
        }
        self.starts_afresh(next) && !is_particle(next.word)
    }

    fn ends_number(&self, so_far: &str, token: &str, next: &Next<'_>) -> bool {
        if !self.language.ordinal_stops || token.chars().count() > 3 {
            return true;
        }
        match next.begins {
            // "26. 1. 2004", but "Er ist 26. 40 Gäste kamen."
            Begins::Digit => {
                let dated = so_far.strip_suffix(token).is_some_and(|head| head.trim_end().ends_with('.'));
                !dated && !next.after.starts_with('.')
            }
            _ => self.starts_afresh(next),
        }
    }

    /// `Johannes Paul II. reiste`: in languages with ordinal stops.
    fn is_roman_ordinal(&self, token: &str) -> bool {
        self.language.ordinal_stops && is_roman(token)
    }

    /// Whether what follows can only be the beginning of a sentence: a function word with a capital, or a quotation.
    fn starts_afresh(&self, next: &Next<'_>) -> bool {
        if next.opener == Some('(') || !matches!(next.begins, Begins::Upper | Begins::Letter) {
            return false;
        }
        if next.quotes() {
            return true;
        }
        // "John F. A. Smith": a letter with a stop is no word.
        if next.after.starts_with('.') && next.word.chars().count() == 1 {
            return false;
        }
        let lower = next.word.to_lowercase();
        let negated = lower.ends_with('n') && (next.after.starts_with("'t") || next.after.starts_with("’t"));
        negated || self.language.is_stopword(&lower) || OPENERS.contains(&lower.as_str())
    }

    /// A question or exclamation that does not end its sentence: `"Why?" Smith asked.`, `Yahoo! Inc.`
    fn asks_on(&self, stop: &Stop<'_>, next: &Next<'_>) -> bool {
        let exclaims = stop.closers.is_empty() && {
            let token = token_before(self.so_far(stop.at));
            ["Yahoo", "Jeopardy"].contains(&token) && !self.starts_afresh(next)
        };
        exclaims || attributed(stop, next, self.language)
    }

    /// A stop with no white space behind it: `he said.The next`, Korean `했다.그는`.
    fn ends_glued(&self, stop: &Stop<'_>, next: &Next<'_>) -> bool {
        let token = token_before(self.so_far(stop.at));
        let hangul = |c: Option<char>| c.is_some_and(|c| ('\u{ac00}'..='\u{d7a3}').contains(&c));
        if hangul(token.chars().next_back()) && hangul(next.word.chars().next()) {
            return true;
        }
        let prose = token.chars().count() > 2 && token.chars().all(char::is_lowercase);
        let titled = next.begins == Begins::Upper && next.word.chars().nth(1).is_none_or(char::is_lowercase);
        stop.closers.is_empty() && prose && titled && next.after.starts_with(' ') && self.starts_afresh(next)
    }
}

/// Nouns that open news sentences without an article and seldom stand inside a name behind an abbreviation.
const OPENERS: &[&str] =
    &["authorities", "critics", "officials", "police", "shares", "analysts", "investigators", "experts"];

/// A Chinese or Japanese stop: it ends the sentence unless a quotation closes and its attribution follows.
fn ends_wide(stop: &Stop<'_>, next: &Next<'_>, rest: &str) -> bool {
    if next.begins == Begins::Other && !next.gap && next.opener.is_none() {
        return false;
    }
    if stop.closers.is_empty() {
        return true;
    }
    let hiragana = rest.starts_with(|c| ('\u{3041}'..='\u{3096}').contains(&c));
    let clause =
        rest.chars().take(12).take_while(|c| !matches!(c, '，' | '。' | '、' | '：' | '！' | '？' | '\n'));
    let speaks =
        !next.gap && clause.into_iter().any(|c| matches!(c, '说' | '說' | '称' | '稱' | '道' | '问' | '問'));
    !hiragana && !speaks
}

/// `(MORE)` and `(END)`, which close a take.
fn opens_end_mark(next: &Next<'_>) -> bool {
    next.opener == Some('(')
        && next.after.starts_with(')')
        && ["more", "end", "ends"].contains(&next.word.to_lowercase().as_str())
}

/// Whether the words behind a closed quotation say who spoke: `Smith asked`, `President Jones said`.
fn attributed(stop: &Stop<'_>, next: &Next<'_>, language: &Language) -> bool {
    const SAID: &[&str] = &[
        "said",
        "says",
        "asked",
        "asks",
        "told",
        "tells",
        "added",
        "adds",
        "wrote",
        "writes",
        "tweeted",
        "joked",
        "recalled",
        "replied",
        "exclaimed",
        "shouted",
        "yelled",
        "chanted",
        "quipped",
        "responded",
        "wondered",
    ];
    if !stop.closers.contains(is_quote)
        || next.opener.is_some()
        || language.is_stopword(&next.word.to_lowercase())
    {
        return false;
    }
    let mut words = next.after.split([' ', '\u{a0}']).skip(1).take(4);
    let verb = words.find(|word| !word.starts_with(char::is_uppercase));
    verb.is_some_and(|word| SAID.contains(&word.trim_end_matches(['.', ',', ':'])))
}

/// The letters, digits and stops that end a text, without stops at their own head.
fn token_before(text: &str) -> &str {
    let start = text
        .char_indices()
        .rev()
        .take(32)
        .take_while(|&(_, c)| c.is_alphanumeric() || c == '.' || is_combining(c))
        .last()
        .map_or(text.len(), |(at, _)| at);
    text.get(start..).unwrap_or_default().trim_start_matches('.')
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{97f}' | '\u{64b}'..='\u{65f}')
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '“' | '‘' | '»' | '«')
}

/// `1.`, `a.`, `IV.` as the whole of a sentence so far: the number of a list item.
fn enumerates(so_far: &str, token: &str) -> bool {
    so_far == token
        && token.chars().count() <= 3
        && (token.chars().all(char::is_numeric)
            || is_roman(token)
            || token.chars().count() == 1 && token.is_ascii())
}

/// Stops between parts of one or two letters.
fn is_dotted(token: &str) -> bool {
    token.contains('.')
        && token
            .split('.')
            .all(|part| matches!(part.chars().count(), 1 | 2) && part.chars().all(char::is_alphabetic))
}

fn is_roman(token: &str) -> bool {
    !token.is_empty() && token.bytes().all(|b| matches!(b, b'I' | b'V' | b'X' | b'L' | b'C'))
}

/// Parts of surnames that are function words elsewhere: `J. Van Damme`.
fn is_particle(word: &str) -> bool {
    const PARTICLES: &[&str] = &[
        "Al", "Da", "Das", "De", "Del", "Della", "Den", "Der", "Di", "Do", "Dos", "Du", "El", "La", "Las",
        "Le", "Los", "Mac", "San", "St", "Ter", "Van", "Von", "Zu",
    ];
    PARTICLES.contains(&word)
}

/// Words that say more about a time of day: a day, a month, a zone.
fn names_time(next: &Next<'_>) -> bool {
    const TIMES: &[&str] = &[
        "Eastern",
        "Central",
        "Mountain",
        "Pacific",
        "Atlantic",
        "Greenwich",
        "British",
        "Christmas",
        "New",
    ];
    let zone = matches!(next.word.len(), 2..=4) && next.word.bytes().all(|b| b.is_ascii_uppercase());
    let local = next.after.trim_start();
    zone || local.starts_with("time")
        || local.starts_with("Time")
        || is_weekday(next.word)
        || is_month(next.word)
        || TIMES.contains(&next.word)
}

/// Whether a list holds the token as it stands, or, where it begins with a capital, in lower case or in capitals.
fn is_listed(list: &[&str], token: &str) -> bool {
    if list.binary_search(&token).is_ok() {
        return true;
    }
    let mut chars = token.chars();
    let Some(first) = chars.next().filter(|c| c.is_uppercase()) else { return false };
    let lower = token.to_lowercase();
    if list.binary_search(&lower.as_str()).is_ok() {
        return true;
    }
    let titled: String = std::iter::once(first).chain(chars.as_str().to_lowercase().chars()).collect();
    list.binary_search(&titled.as_str()).is_ok()
}
