//! Templates that stand for words of the text: names that are links, measures, money, quotations.

use super::{MAX_DEPTH, plain_at};
use crate::text::Mapped;
use std::ops::Range;

/// Templates that show the last of their arguments.
const LAST: &[&str] = &["w", "wp", "wt", "wikt", "lang", "nowrap", "small"];
/// Templates that show a number and its unit.
const MEASURES: &[&str] = &["convert", "cvt"];
/// Templates that set a quotation apart; who said it stands in a further argument.
const QUOTES: &[&str] = &[
    "quote",
    "quoteleft",
    "quoteright",
    "pull quote",
    "pullquote",
    "cquote",
    "bquote",
    "blockquote",
    "quotation",
    "quote box",
];
/// Templates of sums of money, with the sign that they show.
const MONEY: &[(&str, &str)] = &[
    ("us$", "US$"),
    ("usd", "US$"),
    ("a$", "A$"),
    ("aud", "A$"),
    ("c$", "C$"),
    ("cad", "C$"),
    ("nz$", "NZ$"),
    ("nzd", "NZ$"),
    ("£", "£"),
    ("gbp", "£"),
    ("€", "€"),
    ("eur", "€"),
];
/// What may stand between the numbers of a range.
const BETWEEN: &[&str] = &["to", "and", "or", "by", "x", "-", "–"];

/// One argument: its name, if it has one, and its value.
struct Argument<'a> {
    name: Option<&'a str>,
    value: Range<usize>,
}

/// What a template shows; `None` where it is not one of words.
pub(super) fn words(template: &Mapped, depth: usize) -> Option<Mapped> {
    let all = template.as_str();
    let inner = all.strip_prefix("{{")?.strip_suffix("}}").filter(|_| depth < MAX_DEPTH)?;
    let mut parts = parts(inner).into_iter().map(|part| part.start + 2..part.end + 2);
    let title = trimmed(all, parts.next()?);
    let name = all.get(title.clone())?.to_lowercase().replace('_', " ");
    let arguments: Vec<Argument<'_>> = parts.map(|part| argument(all, part)).collect();
    let mut numbered = arguments
        .iter()
        .filter(|a| a.name.is_none_or(|name| name.bytes().all(|b| b.is_ascii_digit())))
        .map(|a| a.value.clone())
        .filter(|value| !value.is_empty());
    let read = |value: Range<usize>| plain_at(&template.slice(value), depth + 1);
    let mut shown = Mapped::new();
    if LAST.contains(&name.as_str()) || name.starts_with("lang-") {
        shown.append(&read(numbered.next_back()?));
    } else if let Some((_, sign)) = MONEY.iter().find(|(known, _)| *known == name) {
        let sum = numbered.next()?;
        shown.push_changed(sign, template.raw(title.start), template.raw(title.end));
        shown.append(&read(sum));
    } else if MEASURES.contains(&name.as_str()) {
        for value in measure(all, numbered) {
            if !shown.as_str().is_empty() {
                shown.push_changed(" ", template.raw(value.start - 1), template.raw(value.start));
            }
            shown.append(&read(value));
        }
    } else if QUOTES.contains(&name.as_str()) {
        let named = |a: &&Argument<'_>| matches!(a.name, Some("quote" | "text"));
        let quote = numbered.next().or_else(|| arguments.iter().find(named).map(|a| a.value.clone()))?;
        shown.push_changed("\n", template.raw(0), template.raw(2));
        shown.append(&read(quote));
        shown.push_changed("\n", template.raw(all.len() - 2), template.raw(all.len()));
    } else {
        return None;
    }
    Some(shown)
}

/// The numbers of a measure and what stands between them, up to the unit that they were written in.
fn measure(all: &str, numbered: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let mut shown = Vec::new();
    for value in numbered {
        let word = all.get(value.clone()).unwrap_or_default();
        let is_unit = !BETWEEN.contains(&word) && !word.starts_with(|c: char| c.is_ascii_digit() || c == '-');
        shown.push(value);
        if is_unit {
            break;
        }
    }
    shown
}

/// Where the parts between the bars of a template stand; bars of links and templates inside are theirs.
fn parts(inner: &str) -> Vec<Range<usize>> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0usize);
    for (at, sign) in inner.char_indices() {
        match sign {
            '{' | '[' => depth += 1,
            '}' | ']' => depth = depth.saturating_sub(1),
            '|' if depth == 0 => {
                parts.push(start..at);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(start..inner.len());
    parts
}

fn argument(all: &str, part: Range<usize>) -> Argument<'_> {
    let words = all.get(part.clone()).unwrap_or_default();
    let is_name =
        |name: &str| name.len() < 20 && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    match words.split_once('=').map(|(name, _)| (name.trim(), name.len() + 1)) {
        Some((name, length)) if !name.is_empty() && is_name(name) => {
            Argument { name: Some(name), value: trimmed(all, part.start + length..part.end) }
        }
        _ => Argument { name: None, value: trimmed(all, part) },
    }
}

fn trimmed(all: &str, part: Range<usize>) -> Range<usize> {
    let words = all.get(part.clone()).unwrap_or_default();
    let start = part.start + (words.len() - words.trim_start().len());
    start..start + words.trim().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_show_their_words_and_lead_back() {
        for (source, want, raw) in [
            ("{{w|Florida}}", "Florida", "Florida"),
            ("{{w|Florida|the ''state''|lang=en}}", "the state", "the state"),
            ("{{wt|NOAA}}", "NOAA", "NOAA"),
            ("{{lang|fr|mot}}", "mot", "mot"),
            ("{{lang-fr|mot}}", "mot", "mot"),
            ("{{convert|12|km}}", "12 km", "12|km"),
            ("{{convert|10|to|20|mi|km|abbr=on}}", "10 to 20 mi", "10|to|20|mi"),
            ("{{US$|5 million}}", "US$5 million", "US$5 million"),
            ("{{USD|5}}", "US$5", "USD5"),
            ("{{Pull quote|It was [[bad|so bad]], {{w|Ann}}.|A man}}", "\nIt was so bad, Ann.\n", ""),
            ("{{quote box|quote = It's.}}", "\nIt's.\n", ""),
        ] {
            let shown = words(&Mapped::verbatim(source, 0), 0).unwrap();
            assert_eq!(shown.as_str(), want, "{source}");
            let spans = shown.spans(0..shown.as_str().len());
            let cut: Vec<u8> =
                spans.iter().flat_map(|s| s.cut(source.as_bytes()).unwrap().to_vec()).collect();
            let cut = String::from_utf8(cut).unwrap().replace("''", "");
            assert!(raw.is_empty() || cut == raw, "{source}: {cut}");
        }
        for source in ["{{date|January 1, 2010}}", "{{haveyoursay}}", "{{w}}", "{{}}", "{{", "{{w|"] {
            assert_eq!(words(&Mapped::verbatim(source, 0), 0), None, "{source}");
        }
    }
}
