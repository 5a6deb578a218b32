//! What the cells of a table are that no known name tells.

use super::{Row, table};
use crate::text::Mapped;

/// Below names of another language, a text has at least so many bytes: a table of figures gives no articles.
pub(super) const LEAST: usize = 24;

/// Whether a name, in lower case, says where the story is, so that nothing is left to guess.
pub(super) fn tells(name: &str) -> bool {
    table::names_story(name) || matches!(name, "description" | "summary" | "highlights" | "url" | "link")
}

/// The longest cell is the text, if it has at least so many bytes; a shorter one before it the headline.
pub(super) fn names(row: &mut Row, least: usize) {
    let length = |cells: &[(String, Vec<Mapped>)], at: usize| {
        cells.get(at).and_then(|c| c.1.first()).map_or(0, |c| c.as_str().len())
    };
    let longest = (0..row.cells.len()).max_by_key(|at| (length(&row.cells, *at), usize::MAX - at));
    let Some(text) = longest.filter(|at| length(&row.cells, *at) >= least) else { return };
    let is_title = |at: &usize| length(&row.cells, *at) >= 12;
    let title = (0..text).rev().find(is_title).or_else(|| (text + 1..row.cells.len()).find(is_title));
    for (at, name) in [(Some(text), "text"), (title, "title")] {
        if let Some(cell) = at.and_then(|at| row.cells.get_mut(at)) {
            cell.0 = name.to_owned();
        }
    }
}

/// AG News keeps references without their `&` (` #39;`) and line breaks as a backslash.
pub(super) fn repair(cell: &Mapped) -> Mapped {
    let text = cell.as_str();
    if !text.contains(" #") && !text.contains('\\') && !text.contains("&lt;") {
        return cell.clone();
    }
    let mut out = Mapped::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let next = rest.find([' ', '\\']).unwrap_or(rest.len());
        if next > 0 {
            out.append(&cell.slice(at..at + next));
            at += next;
            continue;
        }
        let reference =
            rest.strip_prefix(" #").and_then(|digits| digits.split_once(';')).and_then(|(digits, _)| {
                let c = char::from_u32(digits.parse().ok()?)?;
                (digits.len() <= 4).then_some((c, digits.len() + 3))
            });
        let span = cell.span(at..at + reference.map_or(1, |r| r.1));
        let (start, end) = (usize::try_from(span.start).unwrap_or(0), usize::try_from(span.end).unwrap_or(0));
        match reference {
            Some((c, length)) => {
                out.push_changed(c.encode_utf8(&mut [0; 4]), start, end);
                at += length;
            }
            None => {
                out.push_changed(" ", start, end);
                at += 1;
            }
        }
    }
    out
}
