//! Where a document of a download begins and ends, line by line.

use crate::format::{Cut, Splitter};
use std::ops::Range;

/// Longest line that is looked at: numbers stand alone, behind the blanks that centre them.
const LONGEST: usize = 200;

/// Cuts a download into its documents; what stands before the first number, such as a cover page, is passed over.
pub(super) struct Documents {
    by: Sign,
    /// Where the first line begins that was not looked at yet.
    seen: usize,
    /// Whether the record in the buffer opens with its number.
    numbered: bool,
}

/// The lines that divide documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// A number before each.
    Number,
    /// A line behind each that says that it ends.
    End,
}

impl Documents {
    /// Documents that open with their number.
    pub(super) fn by_number() -> Self {
        Self { by: Sign::Number, seen: 0, numbered: false }
    }

    /// Documents that close with a line of their own.
    pub(super) fn by_end() -> Self {
        Self { by: Sign::End, seen: 0, numbered: false }
    }

    /// The next line that divides, and where the line behind it begins.
    fn divider(&mut self, buffer: &[u8], from: usize, complete: bool) -> Option<(usize, usize)> {
        let mut at = from;
        while let Some((line, next)) = line(buffer, at, complete) {
            if self.by.is(buffer.get(line.clone()).unwrap_or_default()) {
                self.seen = 0;
                return Some((line.start, next));
            }
            at = next;
        }
        self.seen = at;
        None
    }

    fn number(&mut self, buffer: &[u8], complete: bool) -> Cut {
        let Some((first, next)) = line(buffer, 0, complete) else { return Cut::More };
        self.numbered = self.by.is(buffer.get(first).unwrap_or_default());
        let from = self.seen.max(if self.numbered { next } else { 0 });
        match self.divider(buffer, from, complete) {
            Some((at, _)) if self.numbered => Cut::Record(at),
            Some((at, _)) => Cut::Skip(at),
            None if self.numbered && !complete => Cut::More,
            None => {
                let whole = if complete { buffer.len() } else { std::mem::take(&mut self.seen) };
                self.seen = 0;
                if self.numbered { Cut::Record(whole) } else { Cut::Skip(whole) }
            }
        }
    }

    fn end(&mut self, buffer: &[u8], complete: bool) -> Cut {
        match self.divider(buffer, self.seen, complete) {
            Some((_, next)) => Cut::Record(next),
            None if !complete => Cut::More,
            None if buffer.trim_ascii().is_empty() => Cut::Skip(buffer.len()),
            None => Cut::Record(buffer.len()),
        }
    }
}

impl Splitter for Documents {
    fn cut(&mut self, buffer: &[u8], complete: bool) -> Cut {
        match self.by {
            Sign::Number => self.number(buffer, complete),
            Sign::End => self.end(buffer, complete),
        }
    }

    fn resume(&mut self, buffer: &[u8]) -> Option<usize> {
        // The number of the record that was too large is still there, behind its blanks.
        let own = if std::mem::take(&mut self.numbered) { line(buffer, 0, false)?.1 } else { 0 };
        let found = self.divider(buffer, own, false);
        self.seen = 0;
        let (at, next) = found?;
        Some(if self.by == Sign::Number { at } else { next })
    }
}

impl Sign {
    fn is(self, line: &[u8]) -> bool {
        let Ok(line) = std::str::from_utf8(line) else { return false };
        match self {
            Self::Number => is_number(line),
            Self::End => is_end(line),
        }
    }
}

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

/// The line that begins at `from`, without its end, and where the next one begins; `None` where it may go on.
fn line(buffer: &[u8], from: usize, complete: bool) -> Option<(Range<usize>, usize)> {
    let rest = buffer.get(from..).filter(|rest| !rest.is_empty())?;
    let Some(end) = memchr::memchr2(b'\n', b'\r', rest) else {
        return complete.then_some((from..buffer.len(), buffer.len()));
    };
    let pair = match (rest.get(end), rest.get(end + 1)) {
        (Some(b'\r'), None) if !complete => return None,
        (Some(b'\r'), Some(b'\n')) => 2,
        _ => 1,
    };
    Some((from..from + end, from + end + pair))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::split::tests::pieces;

    #[test]
    fn numbers_open_documents_and_a_cover_page_is_passed_over() {
        let text = "Terms: ferry\r\n\r\n   1 of 2 DOCUMENTS\r\none\r\nsaw 3 of 4 DOCUMENTS\r\n   2 of 2 DOCUMENTS\r\ntwo";
        for step in [1, 7, 500] {
            let got = pieces(&mut Documents::by_number(), text.as_bytes(), step);
            let want =
                ["   1 of 2 DOCUMENTS\r\none\r\nsaw 3 of 4 DOCUMENTS\r\n", "   2 of 2 DOCUMENTS\r\ntwo"];
            assert_eq!(got, want, "{step}");
        }
    }

    #[test]
    fn a_line_of_its_own_closes_documents() {
        let text = "One\nBody\nText\nEnd of Document\n\nTwo\nBody\nText\nEnd of Document\n\n\n";
        for step in [1, 7, 500] {
            let got = pieces(&mut Documents::by_end(), text.as_bytes(), step);
            assert_eq!(got.concat(), text.trim_end().to_owned() + "\n", "{step}");
            assert_eq!(got.len(), 2, "{step}");
        }
    }

    #[test]
    fn a_document_too_large_is_not_found_again() {
        let mut documents = Documents::by_number();
        let text = b"   1 of 2 DOCUMENTS\nlong\nlonger\n   2 of 2 DOCUMENTS\nshort\n";
        assert_eq!(documents.cut(&text[..26], false), Cut::More);
        // One byte of it is passed before the next is looked for.
        let next = documents.resume(&text[1..]).unwrap();
        assert!(text[1 + next..].starts_with(b"   2 of 2"));
    }

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
