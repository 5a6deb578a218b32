//! Whether the first row of a table names its columns, whatever the language.

use std::collections::BTreeSet;

/// Characters and words of a name at most.
const LONGEST: usize = 40;
const MOST_WORDS: usize = 4;

/// Whether the first row is one of names: short, without figures and stops, each once, and unlike what stands below.
pub(super) fn leads(rows: &[Vec<String>]) -> bool {
    let Some((names, below)) = rows.split_first() else { return false };
    let below: Vec<&Vec<String>> = below.iter().filter(|row| row.len() == names.len()).collect();
    let distinct: BTreeSet<&str> = names.iter().map(String::as_str).collect();
    // The first column of numbers may bear no name.
    let are_names =
        names.iter().enumerate().all(|(at, name)| is_name(name) || (at == 0 && name.trim().is_empty()));
    let differs = |at: usize, name: &str| {
        !below.is_empty() && below.iter().all(|row| row.get(at).is_some_and(|cell| is_value(cell, name)))
    };
    are_names
        && distinct.len() == names.len()
        && names.len() >= 2
        && names.iter().enumerate().any(|(at, name)| differs(at, name))
}

fn is_name(cell: &str) -> bool {
    let cell = cell.trim_matches('\u{feff}').trim();
    cell.chars().count() <= LONGEST
        && cell.split_whitespace().count() <= MOST_WORDS
        && cell.chars().any(char::is_alphabetic)
        && !cell.starts_with(|c: char| c.is_ascii_digit())
        && !cell.ends_with(['.', '!', '?'])
        && !cell.contains("://")
}

/// Whether a cell below a name holds what no name is: a text, a figure, a day.
fn is_value(cell: &str, name: &str) -> bool {
    let has_figure = cell.chars().any(|c| c.is_ascii_digit()) && !name.chars().any(|c| c.is_ascii_digit());
    let has_blank = cell.trim().contains(' ') && !name.trim().contains(' ');
    has_figure || has_blank || cell.chars().count() > LONGEST
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rows: &[&[&str]], expected: bool) {
        let owned: Vec<Vec<String>> =
            rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect();
        assert_eq!(leads(&owned), expected, "{rows:?}");
    }

    #[test]
    fn names_stand_over_values() {
        check(&[&["nummer", "kop", "tekst"], &["1", "Haven open", "De haven is weer open."]], true);
        check(&[&["", "Überschrift", "Text der Meldung"], &["0", "Hafen offen", "Er ist offen."]], true);
        check(&[&["3", "Harbour reopens", "It reopened."], &["4", "Bridge closes", "It closed."]], false);
        check(&[&["World", "The harbour reopened on Monday."], &["Sports", "They won again."]], false);
        check(&[&["a", "b"], &["c", "d"]], false);
        check(&[&["kop", "tekst"]], false);
        check(&[&["kop", "kop"], &["Haven open", "Brug dicht"]], false);
    }
}
