//! Where a document of a download begins and ends, line by line.

use crate::format::{Cut, Splitter};
use std::ops::Range;

/// Longest line that is looked at: what divides stands alone, behind the blanks that centre it.
const LONGEST: usize = 200;

/// Cuts a download into its documents; what stands before the first line that opens one, such as a cover page, is passed
/// over.
pub(in crate::format) struct Documents {
    divider: Divider,
    /// Where the first line begins that was not looked at yet.
    seen: usize,
    /// Whether the record in the buffer opens with the line that opens documents.
    opened: bool,
}

/// The lines that divide documents.
#[derive(Clone, Copy)]
pub(in crate::format) enum Divider {
    /// A line before each, such as its number.
    Opens(fn(&str) -> bool),
    /// A line behind each that says that it ends.
    Closes(fn(&str) -> bool),
}

impl Documents {
    /// Documents that such lines divide.
    pub(in crate::format) fn by(divider: Divider) -> Self {
        Self { divider, seen: 0, opened: false }
    }

    /// The next line that divides, and where the line behind it begins.
    fn next(&mut self, buffer: &[u8], from: usize, complete: bool) -> Option<(usize, usize)> {
        let mut at = from;
        while let Some((line, next)) = line(buffer, at, complete) {
            if self.divider.is(buffer.get(line.clone()).unwrap_or_default()) {
                self.seen = 0;
                return Some((line.start, next));
            }
            at = next;
        }
        self.seen = at;
        None
    }

    fn opened(&mut self, buffer: &[u8], complete: bool) -> Cut {
        let Some((first, next)) = line(buffer, 0, complete) else { return Cut::More };
        self.opened = self.divider.is(buffer.get(first).unwrap_or_default());
        let from = self.seen.max(if self.opened { next } else { 0 });
        match self.next(buffer, from, complete) {
            Some((at, _)) if self.opened => Cut::Record(at),
            Some((at, _)) => Cut::Skip(at),
            None if self.opened && !complete => Cut::More,
            None => {
                let whole = if complete { buffer.len() } else { std::mem::take(&mut self.seen) };
                self.seen = 0;
                if self.opened { Cut::Record(whole) } else { Cut::Skip(whole) }
            }
        }
    }

    fn closed(&mut self, buffer: &[u8], complete: bool) -> Cut {
        match self.next(buffer, self.seen, complete) {
            Some((_, next)) => Cut::Record(next),
            None if !complete => Cut::More,
            None if buffer.trim_ascii().is_empty() => Cut::Skip(buffer.len()),
            None => Cut::Record(buffer.len()),
        }
    }
}

impl Splitter for Documents {
    fn cut(&mut self, buffer: &[u8], complete: bool) -> Cut {
        match self.divider {
            Divider::Opens(_) => self.opened(buffer, complete),
            Divider::Closes(_) => self.closed(buffer, complete),
        }
    }

    fn resume(&mut self, buffer: &[u8]) -> Option<usize> {
        // The line that opened the record that was too large is still there, behind its blanks.
        let own = if std::mem::take(&mut self.opened) { line(buffer, 0, false)?.1 } else { 0 };
        let found = self.next(buffer, own, false);
        self.seen = 0;
        let (at, next) = found?;
        Some(if matches!(self.divider, Divider::Opens(_)) { at } else { next })
    }
}

impl Divider {
    fn is(self, line: &[u8]) -> bool {
        let Some(line) = std::str::from_utf8(line).ok().filter(|line| line.len() <= LONGEST) else {
            return false;
        };
        match self {
            Self::Opens(is) | Self::Closes(is) => is(line),
        }
    }
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

    fn opens(line: &str) -> bool {
        line.trim().ends_with(" DOCUMENTS") && line.trim().starts_with(|c: char| c.is_ascii_digit())
    }

    fn closes(line: &str) -> bool {
        line.trim() == "End of Document"
    }

    #[test]
    fn numbers_open_documents_and_a_cover_page_is_passed_over() {
        let text = "Terms: ferry\r\n\r\n   1 of 2 DOCUMENTS\r\none\r\nsaw 3 of 4 DOCUMENTS\r\n   2 of 2 DOCUMENTS\r\ntwo";
        for step in [1, 7, 500] {
            let got = pieces(&mut Documents::by(Divider::Opens(opens)), text.as_bytes(), step);
            let want =
                ["   1 of 2 DOCUMENTS\r\none\r\nsaw 3 of 4 DOCUMENTS\r\n", "   2 of 2 DOCUMENTS\r\ntwo"];
            assert_eq!(got, want, "{step}");
        }
    }

    #[test]
    fn a_line_of_its_own_closes_documents() {
        let text = "One\nBody\nText\nEnd of Document\n\nTwo\nBody\nText\nEnd of Document\n\n\n";
        for step in [1, 7, 500] {
            let got = pieces(&mut Documents::by(Divider::Closes(closes)), text.as_bytes(), step);
            assert_eq!(got.concat(), text.trim_end().to_owned() + "\n", "{step}");
            assert_eq!(got.len(), 2, "{step}");
        }
    }

    #[test]
    fn a_document_too_large_is_not_found_again() {
        let mut documents = Documents::by(Divider::Opens(opens));
        let text = b"   1 of 2 DOCUMENTS\nlong\nlonger\n   2 of 2 DOCUMENTS\nshort\n";
        assert_eq!(documents.cut(&text[..26], false), Cut::More);
        // One byte of it is passed before the next is looked for.
        let next = documents.resume(&text[1..]).unwrap();
        assert!(text[1 + next..].starts_with(b"   2 of 2"));
    }
}
