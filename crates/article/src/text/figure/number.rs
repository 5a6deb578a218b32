//! Numbers in digits and in words.

use super::Kind;
use crate::text::is_month;
use std::ops::Range;

/// A number among the words of a text.
pub(super) struct Number {
    /// Index of its first word.
    pub(super) first: usize,
    /// Index behind its last word.
    pub(super) next: usize,
    /// Its bytes, signs of currency and percent included.
    pub(super) range: Range<usize>,
    pub(super) value: f64,
    pub(super) kind: Kind,
    /// Written in digits without separators or signs, so that it may be a year or part of a name.
    bare: bool,
}

type Words<'t> = [(Range<usize>, &'t str)];

impl Number {
    /// The number that begins at word `first`, if one does.
    pub(super) fn read(text: &str, words: &Words<'_>, first: usize) -> Option<Self> {
        let (range, word) = words.get(first)?;
        let starts_with_digit = word.starts_with(|c: char| c.is_ascii_digit());
        let (value, next, bare) =
            if starts_with_digit { digits(words, first)? } else { spelled(text, words, first)? };
        let last = words.get(next - 1)?;
        let mut number = Self { first, next, range: range.start..last.0.end, value, kind: Kind::Count, bare };
        number.take_signs(text, words);
        Some(number)
    }

    /// Signs and words of money and percent around the number.
    fn take_signs(&mut self, text: &str, words: &Words<'_>) {
        const CURRENCIES: &[&str] = &[
            "dollars", "dollar", "euros", "euro", "pounds", "yuan", "yen", "rupees", "rubles", "roubles",
            "francs", "pesos", "rand", "won",
        ];
        let before = text.get(..self.range.start).unwrap_or_default();
        if let Some(sign) =
            before.chars().next_back().filter(|c| matches!(c, '$' | '£' | '€' | '¥' | '₹' | '₽'))
        {
            self.range.start -= sign.len_utf8();
            // "US$5", "A$5".
            let letters = before.trim_end_matches(sign);
            self.range.start -=
                letters.len() - letters.trim_end_matches(|c: char| c.is_ascii_uppercase()).len();
            (self.kind, self.bare) = (Kind::Money, false);
        }
        if text.get(self.range.end..).is_some_and(|rest| rest.starts_with('%')) {
            self.range.end += 1;
            (self.kind, self.bare) = (Kind::Percent, false);
            return;
        }
        let mut following = (self.next..).map_while(|i| words.get(i));
        let Some((range, word)) = following.next() else { return };
        let second = following.next().map_or("", |(_, word)| word);
        let lower = word.to_lowercase();
        if lower == "percent" || lower == "pct" || lower == "per" && second == "cent" {
            let taken = if lower == "per" { 2 } else { 1 };
            self.next += taken;
            self.range.end = words.get(self.next - 1).map_or(range.end, |(range, _)| range.end);
            (self.kind, self.bare) = (Kind::Percent, false);
        } else if CURRENCIES.contains(&lower.as_str()) {
            self.next += 1;
            self.range.end = range.end;
            (self.kind, self.bare) = (Kind::Money, false);
        }
    }

    /// Whether it is a year, a day of a month, a time of day, or the number of a named thing.
    pub(super) fn is_name_or_date(&self, text: &str, words: &Words<'_>) -> bool {
        if !self.bare {
            return false;
        }
        let word = |at: Option<usize>| at.and_then(|at| words.get(at)).map_or("", |(_, word)| word);
        let (before, after) = (word(self.first.checked_sub(1)), word(Some(self.next)));
        let gap = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
        let ahead = gap(self.range.end, text.len());
        let behind = gap(0, self.range.start);
        let joined = behind.ends_with(['-', '/', ':', '#', '.', '–']) || ahead.starts_with(['/', ':', '–']);
        let year = (1000.0..2100.0).contains(&self.value)
            && self.next == self.first + 1
            && word(Some(self.first)).len() == 4;
        let clock = matches!(after.to_lowercase().as_str(), "a.m" | "p.m" | "am" | "pm" | "gmt" | "o'clock")
            || after == "a"
            || after == "p";
        let named = behind.ends_with(' ')
            && before.starts_with(char::is_uppercase)
            && !opens_sentence(behind, before);
        joined || year || clock || is_month(before) || is_month(after) || is_label(before) || named
    }
}

/// Whether a capitalized word stands first in its sentence, where the capital says nothing: "Police 12".
fn opens_sentence(behind: &str, word: &str) -> bool {
    let head = behind.trim_end().strip_suffix(word).unwrap_or_default().trim_end();
    head.is_empty() || head.ends_with(['.', '!', '?', '"', '”', ':'])
}

fn is_label(word: &str) -> bool {
    const LABELS: &[&str] = &[
        "no", "nos", "number", "article", "section", "chapter", "page", "room", "flight", "route", "highway",
        "group", "level", "phase", "channel",
    ];
    LABELS.contains(&word.to_lowercase().as_str())
}

/// `1,200`, `3.5 million`, `3.5m`, `12`.
fn digits(words: &Words<'_>, first: usize) -> Option<(f64, usize, bool)> {
    let (_, word) = words.get(first)?;
    let length = word.find(|c: char| !c.is_ascii_digit() && c != ',' && c != '.').unwrap_or(word.len());
    let (figures, suffix) = word.split_at(length);
    let value: f64 = figures.replace(',', "").parse().ok()?;
    let scale = match suffix {
        "" => 1.0,
        "k" | "K" => 1e3,
        "m" | "M" | "mn" => 1e6,
        "b" | "bn" | "B" => 1e9,
        "tn" | "trn" => 1e12,
        _ => return None,
    };
    let bare = suffix.is_empty() && !figures.contains([',', '.']);
    match words.get(first + 1).and_then(|(_, word)| magnitude(word)) {
        Some(magnitude) => Some((value * scale * magnitude, first + 2, false)),
        None => Some((value * scale, first + 1, bare)),
    }
}

fn magnitude(word: &str) -> Option<f64> {
    const MAGNITUDES: &[(&str, f64)] = &[
        ("hundred", 1e2),
        ("thousand", 1e3),
        ("million", 1e6),
        ("billion", 1e9),
        ("trillion", 1e12),
        ("dozen", 12.0),
    ];
    MAGNITUDES.iter().find(|(name, _)| name.eq_ignore_ascii_case(word)).map(|(_, value)| *value)
}

fn small(word: &str) -> Option<f64> {
    const BELOW_TWENTY: &[&str] = &[
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: &[&str] = &["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let below = BELOW_TWENTY.iter().position(|w| w.eq_ignore_ascii_case(word)).map(|n| n as f64);
    below.or_else(|| TENS.iter().position(|w| w.eq_ignore_ascii_case(word)).map(|n| (n as f64 + 2.0) * 10.0))
}

/// `twelve`, `twenty-two`, `three hundred and five`, `a dozen`, `two million`.
fn spelled(text: &str, words: &Words<'_>, first: usize) -> Option<(f64, usize, bool)> {
    let word = |at: usize| words.get(at).map_or("", |(_, word)| word);
    let is = |at: usize, expected: &str| word(at).eq_ignore_ascii_case(expected);
    // Words of one number are joined by blanks and hyphens alone.
    let joined = |at: usize| {
        let (before, after) = (words.get(at.wrapping_sub(1)), words.get(at));
        let gap = before.zip(after).and_then(|((a, _), (b, _))| text.get(a.end..b.start));
        gap.is_some_and(|gap| gap.chars().all(|c| c == ' ' || c == '-'))
    };
    let (mut total, mut group, mut at) = (0.0, 0.0, first);
    if is(first, "a") || is(first, "an") {
        magnitude(word(first + 1)).filter(|_| joined(first + 1))?;
        (group, at) = (1.0, first + 1);
    } else if small(word(first)).is_none() {
        return None;
    }
    while at == first || joined(at) {
        let current = word(at);
        match (small(current), magnitude(current)) {
            // "two three" are two numbers; "twenty two" and "hundred two" are one.
            (Some(n), _)
                if at == first
                    || group % 100.0 == 0.0 && group > 0.0
                    || group % 10.0 == 0.0 && group > 0.0 && n < 10.0 =>
            {
                group += n
            }
            (_, Some(m)) if m <= 100.0 && group > 0.0 => group *= m,
            (_, Some(m)) if group > 0.0 => {
                total += group * m;
                group = 0.0;
            }
            _ if is(at, "and") && group >= 100.0 && joined(at + 1) && small(word(at + 1)).is_some() => {}
            _ => break,
        }
        at += 1;
    }
    // "one" is a pronoun more often than a figure.
    (at > first && !(at == first + 1 && is(first, "one"))).then_some((total + group, at, false))
}
