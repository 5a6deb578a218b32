//! Times of day as bylines print them: `10:11`, `9.30 Uhr`, `14h27`, `6:30 PM EST`, `0203 GMT`, `下午3:05`.

use super::{
    token::{Kind, Token},
    zone,
};
use offwire_article::Clock;

/// Words and marks that may stand between a date and its time.
const CONNECTORS: &[&str] = &[
    ",", "-", "–", "—", "|", "•", "·", "@", "(", "/", ".", "at", "um", "à", "a", "las", "les", "alle", "ore",
    "kl", "klo", "klokken", "o", "h", "godz", "godzina", "às", "saat", "в", "о", "ora", "om", "t", "time",
    "jam", "pukul", "lúc", "til", "ob", "u", "v", "г", "года",
];

/// Connectors after which `9.30` and `9` are times and nothing else.
const CLOCK_WORDS: &[&str] = &[
    "at", "um", "kl", "klo", "klokken", "alle", "ore", "godz", "saat", "à", "às", "om", "pukul", "lúc", "ob",
];

/// A time that begins at `at`, or behind connectors there; with the index behind it.
pub(super) fn after_date(tokens: &[Token<'_>], at: usize) -> Option<(Clock, usize)> {
    let mut next = at;
    let mut is_told = false;
    while next < at + 4 {
        let word = tokens.get(next)?.text.to_lowercase();
        if !CONNECTORS.contains(&word.as_str()) {
            break;
        }
        is_told |= CLOCK_WORDS.contains(&word.as_str());
        next += 1;
    }
    clock(tokens, next, is_told)
}

/// A time that begins at `at`; `is_told` where a word before it says that it is one.
pub(super) fn clock(tokens: &[Token<'_>], at: usize, is_told: bool) -> Option<(Clock, usize)> {
    let (half, at) = match half_before(tokens.get(at)?.text) {
        Some(half) => (Some(half), at + 1),
        None => (None, at),
    };
    let (hour, minute, second, next) = digits(tokens, at, is_told || half.is_some())?;
    let (half, next) = match half {
        Some(half) => (Some(half), next),
        None => half_after(tokens, next).map_or((None, next), |(half, next)| (Some(half), next)),
    };
    let hour = match half {
        Some(Half::Noon) if hour < 12 => hour + 12,
        Some(Half::Morning) if hour == 12 => 0,
        _ => hour,
    };
    let (offset, next) = zone_at(tokens, next);
    let clock = Clock { hour, minute, second, offset };
    (hour < 24 && minute < 60).then_some((clock, next))
}

#[derive(Clone, Copy)]
enum Half {
    Morning,
    Noon,
}

fn half_before(word: &str) -> Option<Half> {
    match word {
        "오전" => Some(Half::Morning),
        "오후" => Some(Half::Noon),
        _ => None,
    }
}

/// `am`, `p.m.` and their like at `at`.
fn half_after(tokens: &[Token<'_>], at: usize) -> Option<(Half, usize)> {
    let letter = |index: usize| tokens.get(index).map(|t| t.text.to_ascii_lowercase());
    let is_dot = |index: usize| tokens.get(index).is_some_and(|t| t.text == ".");
    let half = |first: &str| match first {
        "a" | "am" => Some(Half::Morning),
        "p" | "pm" => Some(Half::Noon),
        _ => None,
    };
    let first = letter(at)?;
    if first.len() == 2 {
        return Some((half(&first)?, at + 1));
    }
    let second = if is_dot(at + 1) { at + 2 } else { at + 1 };
    if letter(second)? != "m" {
        return None;
    }
    Some((half(&first)?, second + 1 + usize::from(is_dot(at + 1) && is_dot(second + 1))))
}

/// Hour, minute, second and the index behind them.
fn digits(tokens: &[Token<'_>], at: usize, is_told: bool) -> Option<(u8, u8, Option<u8>, usize)> {
    let first = tokens.get(at)?;
    let Some(hour) = number(first) else { return bare(tokens, at, first) };
    let divider = tokens.get(at + 1).map_or("", |t| t.text);
    let minute = tokens.get(at + 2).filter(|t| t.width() == 2).and_then(number);
    match (divider, minute) {
        (":" | "：" | "h" | "H" | "時" | "时" | "点" | "시", Some(minute)) if first.width() <= 2 => {
            let (second, next) = seconds(tokens, at + 3);
            Some((hour, minute, second, next))
        }
        ("." | "u", Some(minute)) if first.width() <= 2 && (is_told || is_dotted_time(tokens, at + 3)) => {
            Some((hour, minute, None, at + 3 + usize::from(is_uhr(tokens, at + 3))))
        }
        ("h" | "H" | "Uhr" | "時" | "时" | "시", _) if is_told || divider == "Uhr" => {
            Some((hour, 0, None, at + 2))
        }
        _ => bare(tokens, at, first),
    }
}

/// `9 am`, `0203 GMT`: numbers that only what follows makes a time.
fn bare(tokens: &[Token<'_>], at: usize, first: &Token<'_>) -> Option<(u8, u8, Option<u8>, usize)> {
    let Kind::Number(value) = first.kind else { return None };
    match first.width() {
        1 | 2 => half_after(tokens, at + 1).map(|_| (value as u8, 0, None, at + 1)),
        4 => {
            let zone = tokens.get(at + 1).filter(|t| zone::is_zone(t.text))?;
            (zone.kind == Kind::Word).then_some(((value / 100) as u8, (value % 100) as u8, None, at + 1))
        }
        _ => None,
    }
}

fn number(token: &Token<'_>) -> Option<u8> {
    match token.kind {
        Kind::Number(value) if token.width() <= 2 => u8::try_from(value).ok(),
        _ => None,
    }
}

fn is_uhr(tokens: &[Token<'_>], at: usize) -> bool {
    tokens.get(at).is_some_and(|t| t.text == "Uhr" || t.text == "uur")
}

fn is_dotted_time(tokens: &[Token<'_>], at: usize) -> bool {
    is_uhr(tokens, at)
        || half_after(tokens, at).is_some()
        || tokens.get(at).is_some_and(|t| zone::is_zone(t.text))
}

/// Seconds at `at`, fractions passed over.
fn seconds(tokens: &[Token<'_>], at: usize) -> (Option<u8>, usize) {
    let pair = |index: usize| {
        let mark = tokens.get(index)?.text;
        tokens.get(index + 1).filter(|t| t.kind != Kind::Word).map(|t| (mark, t))
    };
    let unit = usize::from(tokens.get(at).is_some_and(|t| matches!(t.text, "分" | "분")));
    match pair(at).filter(|(mark, t)| *mark == ":" && t.width() == 2).and_then(|(_, t)| number(t)) {
        Some(second) => {
            let fraction = pair(at + 2)
                .is_some_and(|(mark, t)| mark == "." && matches!(t.kind, Kind::Number(_)) && t.width() >= 2);
            (Some(second), at + 2 + 2 * usize::from(fraction))
        }
        None => (None, at + unit),
    }
}

/// The zone at `at`, in brackets or not, `GMT+8` and `+02:00` among them.
fn zone_at(tokens: &[Token<'_>], at: usize) -> (Option<i16>, usize) {
    let bracket = usize::from(tokens.get(at).is_some_and(|t| t.text == "("));
    let start = at + bracket;
    let Some(token) = tokens.get(start) else { return (None, at) };
    if matches!(token.text, "+" | "-" | "−") {
        return numeric_offset(tokens, start).map_or((None, at), |(offset, next)| (Some(offset), next));
    }
    let pair = tokens.get(start + 1).map_or("", |t| t.text);
    if (token.text, pair) == ("Beijing", "time") || (token.text, pair) == ("Beijing", "Time") {
        return (Some(480), start + 2);
    }
    if !zone::is_zone(token.text) {
        return (None, at);
    }
    let end = start + 1 + usize::from(bracket > 0 && pair == ")");
    let base = zone::offset(token.text);
    match numeric_offset(tokens, start + 1).filter(|_| base == Some(0)) {
        Some((offset, next)) => (Some(offset), next),
        None => (base, end),
    }
}

/// `+8`, `+02:00`, `-0330` at `at`.
fn numeric_offset(tokens: &[Token<'_>], at: usize) -> Option<(i16, usize)> {
    let sign = match tokens.get(at)?.text {
        "+" => 1,
        "-" | "−" => -1,
        _ => return None,
    };
    let token = tokens.get(at + 1).filter(|t| t.start == tokens.get(at).map_or(0, |s| s.range().end))?;
    let Kind::Number(value) = token.kind else { return None };
    let value = i16::try_from(value).ok()?;
    let colon = tokens.get(at + 2).is_some_and(|t| t.text == ":");
    let (minutes, next) = match (token.width(), colon.then(|| tokens.get(at + 3)).flatten().and_then(number))
    {
        (1 | 2, Some(minute)) => (value * 60 + i16::from(minute), at + 4),
        (1 | 2, None) => (value * 60, at + 2),
        (4, _) => (value / 100 * 60 + value % 100, at + 2),
        _ => return None,
    };
    (minutes <= 840).then_some((sign * minutes, next))
}
