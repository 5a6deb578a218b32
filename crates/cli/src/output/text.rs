//! Text for reading: wrapped paragraphs, tables, bars, numbers.

use super::visible;
use unicode_width::UnicodeWidthStr;

/// A paragraph wrapped to a width, each line behind `indent`.
pub(crate) fn wrap(text: &str, width: usize, indent: &str) -> String {
    let options = textwrap::Options::new(width).initial_indent(indent).subsequent_indent(indent);
    textwrap::fill(&visible(text), options)
}

/// The same with the first line where it stands and only the others behind `indent`.
pub(crate) fn hang(text: &str, width: usize, indent: &str) -> String {
    textwrap::fill(&visible(text), textwrap::Options::new(width).subsequent_indent(indent))
}

/// Lines of cells, padded to columns; a column whose cells are all numbers stands right.
pub(crate) fn table(rows: &[Vec<String>]) -> String {
    let n_columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let column = |n: usize| rows.iter().filter_map(move |row| row.get(n));
    let widths: Vec<usize> =
        (0..n_columns).map(|n| column(n).map(|cell| cell.width()).max().unwrap_or(0)).collect();
    let is_number = |cell: &String| cell.chars().all(|c| c.is_ascii_digit() || " .%".contains(c));
    let numeric: Vec<bool> = (0..n_columns).map(|n| column(n).all(is_number)).collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for ((cell, width), numeric) in row.iter().zip(&widths).zip(&numeric) {
            let pad = " ".repeat(width.saturating_sub(cell.width()));
            line.push_str(&if *numeric { format!("{pad}{cell}  ") } else { format!("{cell}{pad}  ") });
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// A bar of `share` (0 to 1) of `width` columns, in eighths.
pub(crate) fn bar(share: f64, width: usize) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let eighths = (share.clamp(0.0, 1.0) * width as f64 * 8.0).round() as usize;
    let rest = EIGHTHS.get(eighths % 8).copied().unwrap_or_default();
    let bar = format!("{}{rest}", "█".repeat(eighths / 8));
    if bar.is_empty() && share > 0.0 { "▏".into() } else { bar }
}

/// A whole number in groups of three: `1 482`.
pub(crate) fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

/// So many of something: `1 article`, `1 482 articles`, `2 copies`.
pub(crate) fn count(n: u64, noun: &str) -> String {
    if n == 1 {
        return format!("1 {noun}");
    }
    let is_after_vowel = |stem: &str| stem.ends_with(['a', 'e', 'i', 'o', 'u']);
    match noun.strip_suffix('y').filter(|stem| !is_after_vowel(stem)) {
        Some(stem) => format!("{} {stem}ies", number(n)),
        None => format!("{} {noun}s", number(n)),
    }
}

/// `1.5 MB` (10^6).
pub(crate) fn bytes(n: u64) -> String {
    let units = [(1e9, "GB"), (1e6, "MB"), (1e3, "kB")];
    match units.iter().find(|(size, _)| n as f64 >= *size) {
        Some((size, unit)) => format!("{:.1} {unit}", n as f64 / size),
        None => format!("{n} B"),
    }
}

/// `2 h 05 min`, `3 min 20 s`, `4.2 s`.
pub(crate) fn seconds(s: f64) -> String {
    let whole = s.round() as u64;
    match whole {
        3600.. => format!("{} h {:02} min", whole / 3600, whole % 3600 / 60),
        100..3600 => format!("{} min {:02} s", whole / 60, whole % 60),
        _ => format!("{s:.1} s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_keep_their_columns_whatever_the_script() {
        let row = |a: &str, b: &str| vec![a.to_owned(), b.to_owned()];
        assert_eq!(table(&[row("新华社", "12"), row("AP", "7")]), "新华社  12\nAP       7\n");
    }

    #[test]
    fn numbers_are_for_reading() {
        assert_eq!(number(1482), "1 482");
        assert_eq!(number(999), "999");
        assert_eq!(bytes(1_500_000), "1.5 MB");
        assert_eq!(seconds(7500.0), "2 h 05 min");
        assert_eq!(seconds(4.21), "4.2 s");
        assert_eq!(bar(0.5, 4), "██");
        assert_eq!(bar(0.001, 4), "▏");
    }

    #[test]
    fn one_of_a_thing_is_no_plural() {
        assert_eq!(count(1, "article"), "1 article");
        assert_eq!(count(0, "article"), "0 articles");
        assert_eq!(count(1482, "new version"), "1 482 new versions");
        assert_eq!((count(2, "story"), count(2, "day")), ("2 stories".into(), "2 days".into()));
    }

    #[test]
    fn only_further_lines_hang() {
        assert_eq!(hang("12  one two three", 12, "    "), "12  one two\n    three");
    }

    #[test]
    fn escapes_never_reach_the_terminal() {
        assert!(!wrap("a \x1b[2J b", 40, "").contains('\x1b'));
    }
}
