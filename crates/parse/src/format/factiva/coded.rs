//! Documents with a code of two or three letters before each field.

use super::{Parts, sign};
use crate::format::download::Sheet;

/// Codes of fields, with those of the text last.
const CODES: [&str; 32] = [
    "SE", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CY", "CLM", "DLN", "ART",
    "CX", "CT", "RF", "CO", "IN", "NS", "RE", "RST", "IPC", "IPD", "PUB", "AN", "TD", "LP", "NT",
];

/// The code that opens a line, and where its value begins: behind two blanks, a tab, or on the next line; above the text
/// behind one blank too.
fn code(line: &str, is_text: bool) -> Option<(&'static str, usize)> {
    let code = CODES.iter().find(|code| line.starts_with(**code))?;
    let rest = line.get(code.len()..)?;
    let is_open = rest.trim().is_empty() || rest.starts_with("  ") || rest.starts_with(['\t', '\u{a0}']);
    (is_open || !is_text && rest.starts_with(' ')).then_some((*code, code.len()))
}

/// Whether a text has a headline, a count of words and a day with their codes.
pub(super) fn has_codes(text: &str) -> bool {
    let has =
        |wanted: &str| text.lines().any(|line| code(line, false).is_some_and(|(code, _)| code == wanted));
    ["HD", "WC", "PD", "SN"].into_iter().all(has)
}

/// Takes a document apart; `None` where it has no headline and no day with their codes.
pub(super) fn read(sheet: Sheet<'_>) -> Option<Parts> {
    let end = (0..sheet.len()).find(|at| sign::is_end(sheet.line(*at))).unwrap_or(sheet.len());
    let mut opened: Vec<(usize, &'static str, usize)> = Vec::new();
    let mut is_text = false;
    for at in 0..end {
        let Some((code, value)) = code(sheet.line(at), is_text) else { continue };
        // What stands in a text may look like a code that was there before.
        if opened.iter().any(|(_, known, _)| *known == code) {
            continue;
        }
        is_text |= matches!(code, "LP" | "TD");
        opened.push((at, code, value));
    }
    let has = |wanted: &str| opened.iter().any(|(_, code, _)| *code == wanted);
    if !has("HD") || !has("PD") {
        return None;
    }
    let mut parts = Parts::default();
    let mut clock = None;
    for (number, (at, code, value)) in opened.iter().enumerate() {
        let next = opened.get(number + 1).map_or(end, |(next, ..)| *next);
        let Some(range) = sheet.range(*at..next, *value) else { continue };
        match *code {
            "HD" => parts.headline = Some(range),
            "BY" => parts.byline = Some(range),
            "SE" => parts.section = Some(range),
            "SN" => parts.publication = Some(range),
            "PG" => parts.page = Some(range),
            "LA" => parts.language = Some(range),
            "CY" => parts.rights = Some(range),
            "LP" | "TD" => parts.text.push(range),
            "PD" => parts.date = sign::day(&sheet.words(&range)).map(|date| (date, range)),
            "ET" => clock = sign::clock(&sheet.words(&range)),
            code => parts.fields.push((code, range)),
        }
    }
    if let (Some((date, _)), Some(clock)) = (&mut parts.date, clock) {
        *date = date.at(clock).unwrap_or(*date);
    }
    Some(parts)
}
