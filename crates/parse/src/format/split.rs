//! Ways to cut a stream into records that several formats share.

use super::{Cut, Splitter};
use memchr::memmem;

/// Records between a start tag and an end tag. A record without its end goes to the next start.
pub(crate) struct Tags {
    starts: Vec<memmem::Finder<'static>>,
    end: memmem::Finder<'static>,
    /// Whether a record at the end of the stream may lack its end.
    open_end: bool,
    seen: usize,
}

impl Tags {
    /// `starts` are the beginnings of the start tag (`<DOC>`, `<DOC `), `end` is the whole end tag.
    pub(crate) fn new(starts: &[&str], end: &str) -> Self {
        let finder = |text: &str| memmem::Finder::new(text.as_bytes()).into_owned();
        Self {
            starts: starts.iter().map(|s| finder(s)).collect(),
            end: finder(end),
            open_end: false,
            seen: 0,
        }
    }

    /// The same for a format whose last record often lacks its end.
    pub(crate) fn with_open_end(self) -> Self {
        Self { open_end: true, ..self }
    }

    fn start(&self, buffer: &[u8]) -> Option<usize> {
        self.starts.iter().filter_map(|start| start.find(buffer)).min()
    }

    /// Longest tag: what may lie across the end of the buffer.
    fn overlap(&self) -> usize {
        self.starts.iter().map(|s| s.needle().len()).max().unwrap_or(0).max(self.end.needle().len())
    }

    fn record(&mut self, count: usize) -> Cut {
        self.seen = 0;
        Cut::Record(count)
    }
}

impl Splitter for Tags {
    fn cut(&mut self, buffer: &[u8], complete: bool) -> Cut {
        match self.start(buffer.get(..buffer.len().min(256)).unwrap_or_default()) {
            Some(0) => {}
            _ => {
                let past = buffer.len().saturating_sub(self.overlap());
                return match self.start(buffer) {
                    Some(at) => Cut::Skip(at),
                    None if complete => Cut::Skip(buffer.len()),
                    None if past > 0 => Cut::Skip(past),
                    None => Cut::More,
                };
            }
        }
        let from = self.seen.max(1).min(buffer.len());
        let rest = buffer.get(from..).unwrap_or_default();
        let end = self.end.find(rest).map(|at| from + at);
        let until = end.unwrap_or(buffer.len());
        let next = buffer.get(from..until).and_then(|part| self.start(part)).map(|at| from + at);
        match (next, end) {
            (Some(next), _) => self.record(next),
            (None, Some(end)) => {
                let past = end + self.end.needle().len();
                self.record(past)
            }
            (None, None) if complete => {
                self.seen = 0;
                if self.open_end { Cut::Record(buffer.len()) } else { Cut::Broken(buffer.len()) }
            }
            (None, None) => {
                self.seen = buffer.len().saturating_sub(self.overlap());
                Cut::More
            }
        }
    }

    fn resume(&mut self, buffer: &[u8]) -> Option<usize> {
        self.seen = 0;
        self.start(buffer)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::format::Cut;

    /// Cuts bytes that arrive `step` at a time, as [`crate::container::records::Records`] does.
    pub(crate) fn pieces(splitter: &mut dyn Splitter, bytes: &[u8], step: usize) -> Vec<String> {
        let (mut start, mut end, mut pieces) = (0, 0, Vec::new());
        while start < bytes.len() {
            end = (end + step).min(bytes.len()).max(start);
            match splitter.cut(&bytes[start..end], end == bytes.len()) {
                Cut::More => assert!(end < bytes.len(), "more of nothing"),
                Cut::Skip(n) => start += n,
                Cut::Record(n) | Cut::Broken(n) => {
                    pieces.push(String::from_utf8_lossy(&bytes[start..start + n]).into_owned());
                    start += n;
                }
            }
        }
        pieces
    }

    #[test]
    fn a_record_without_its_end_stops_at_the_next_start() {
        let text = b"junk <DOC>one</DOC>\n<DOC>two <DOC id='3'>three</DOC> tail <DOC>four";
        for step in [1, 7, 200] {
            let got = pieces(&mut Tags::new(&["<DOC>", "<DOC "], "</DOC>"), text, step);
            let want = ["<DOC>one</DOC>", "<DOC>two ", "<DOC id='3'>three</DOC>", "<DOC>four"];
            assert_eq!(got, want, "{step}");
        }
    }
}
