//! What divides a headline from the name of the site in a title: `Port reopens | Harbour Times`.

use std::ops::Range;

/// The dividers of a title, each with the white space around it.
pub(crate) fn dividers(title: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut chars = title.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let is_mark = |c: char| {
            matches!(c, '|' | '-' | '–' | '—' | '·' | '•' | '»' | '«' | ':' | '>' | '/' | '~' | '_' | '＿')
        };
        if !is_mark(c) {
            continue;
        }
        let mut end = at + c.len_utf8();
        while let Some((next, mark)) = chars.next_if(|(_, mark)| is_mark(*mark)) {
            end = next + mark.len_utf8();
        }
        let before = title.get(..at).unwrap_or("");
        let behind = title.get(end..).unwrap_or("");
        let is_free = before.ends_with(char::is_whitespace) && behind.starts_with(char::is_whitespace);
        let is_strong = matches!(c, '|' | '»' | '«' | '•' | '＿') || c == '_' && !before.is_ascii();
        let is_colon = c == ':' && behind.starts_with(char::is_whitespace);
        if is_free || is_strong || is_colon {
            let start = before.trim_end().len();
            let stop = end + behind.len() - behind.trim_start().len();
            found.push(start..stop);
        }
    }
    found.retain(|d| d.start > 0 && d.end < title.len());
    found
}

/// The pieces between dividers.
pub(crate) fn pieces<'a>(title: &'a str, dividers: &[Range<usize>]) -> Vec<&'a str> {
    let starts = std::iter::once(0).chain(dividers.iter().map(|d| d.end));
    let ends = dividers.iter().map(|d| d.start).chain([title.len()]);
    starts
        .zip(ends)
        .filter_map(|(start, end)| title.get(start..end))
        .filter(|piece| !piece.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_fall_into_pieces() {
        for (title, want) in [
            ("Port reopens | Harbour Times", vec!["Port reopens", "Harbour Times"]),
            ("Port reopens - Coast - Harbour Times", vec!["Port reopens", "Coast", "Harbour Times"]),
            ("Storm: port reopens», Times", vec!["Storm", "port reopens", ", Times"]),
            ("Anti-storm pact", vec!["Anti-storm pact"]),
            ("", vec![]),
        ] {
            assert_eq!(pieces(title, &dividers(title)), want, "{title}");
        }
    }
}
