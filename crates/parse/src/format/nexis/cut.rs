//! The lines that divide the documents of a download.

/// Longest such line: numbers stand alone, behind the blanks that centre them.
const LONGEST: usize = 200;

/// Whether a line is the number of a document: `12 of 340 DOCUMENTS`, `Document 12 of 340`, `Dokument 12 von 340`.
pub(super) fn is_number(line: &str) -> bool {
    let is_count = |word: &str| word.bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.'));
    let line = line.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if line.len() > LONGEST || !line.starts_with(|c: char| c.is_ascii_digit() || c == 'D') {
        return false;
    }
    let mut words = line.split_whitespace();
    let words = [words.next(), words.next(), words.next(), words.next(), words.next()];
    match words {
        [Some(number), Some("of"), Some(count), Some("DOCUMENTS" | "DOCUMENT"), None]
        | [
            Some("Document" | "Dokument" | "DOCUMENT"),
            Some(number),
            Some("of" | "von" | "de"),
            Some(count),
            None,
        ] => is_count(number) && is_count(count),
        _ => false,
    }
}

/// Whether a line says that a document ends.
pub(super) fn is_end(line: &str) -> bool {
    line.len() <= LONGEST && line.trim().eq_ignore_ascii_case("End of Document")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_number_that_stands_alone_is_one() {
        for line in
            ["  1 of 2 DOCUMENTS ", "\u{feff}1 of 1,204 DOCUMENTS", "Document 3 of 20", "Dokument 3 von 20"]
        {
            assert!(is_number(line), "{line}");
        }
        for line in
            ["1 of 2 documents were found", "of 2 DOCUMENTS", "Document 3 of twenty", "Page 1 of 2", ""]
        {
            assert!(!is_number(line), "{line}");
        }
    }
}
