//! ARC files, which crawls wrote before WARC: one line a record, then its bytes.

use super::warc::response;
use super::{Context, Level, Step};
use crate::stream::Stream;
use crate::{Error, Origin, RawItem, Reason};
use offwire_article::NewsDate;
use std::collections::VecDeque;

/// Longest header line.
const MAX_LINE: usize = 16 * 1024;

/// An open ARC file.
pub(crate) struct ArcFile {
    stream: Stream,
    origin: Origin,
    pending: VecDeque<Step>,
    done: bool,
}

/// A record's header line.
struct Header {
    url: String,
    captured: Option<NewsDate>,
    length: u64,
}

/// `http://example.org/a b 10.0.0.1 20080430204825 text/html 1234`, read from its end, for addresses may hold
/// blanks.
fn read_header(line: &str) -> Option<Header> {
    let mut words = line.trim_end().rsplitn(5, ' ');
    let length: i64 = words.next()?.parse().ok()?;
    let media = words.next()?;
    let mut date = words.next()?;
    let mut rest = words.next()?.to_owned();
    // ARC 2 has a code, a checksum and places between type and length.
    if !date.bytes().all(|b| b.is_ascii_digit()) {
        let all: Vec<&str> = line.split_whitespace().collect();
        let at = all.iter().position(|w| w.len() >= 12 && w.bytes().all(|b| b.is_ascii_digit()))?;
        date = all.get(at)?;
        rest = all.get(..at)?.join(" ");
        let _ = media;
    } else if let Some(url) = words.next() {
        rest = url.to_owned();
    }
    let captured = date.get(..14).and_then(crate::format::when::read);
    Some(Header { url: rest, captured, length: u64::try_from(length).ok()? })
}

impl ArcFile {
    pub(crate) fn new(stream: Stream, origin: Origin) -> Self {
        Self { stream, origin, pending: VecDeque::new(), done: false }
    }

    fn end(&mut self) -> Step {
        self.done = true;
        match self.stream.failure().and_then(|failure| failure.tell(&self.origin.at(self.stream.offset()))) {
            Some(error) => Step::Failed(error),
            None => Step::Done,
        }
    }

    fn fail(&self, offset: u64, reason: Reason, detail: &str) -> Step {
        Step::Failed(Error::at(&self.origin.at(offset), reason, detail))
    }

    /// Passes over a line that is no header, up to the next that is one.
    fn resynchronise(&mut self, line: usize, offset: u64) -> Step {
        self.stream.pass(line.max(1));
        loop {
            let ready = self.stream.fill(MAX_LINE);
            let Some(end) = memchr::memchr(b'\n', ready) else {
                let rest = ready.len();
                self.stream.pass(rest);
                if rest == 0 {
                    break;
                }
                continue;
            };
            let line = String::from_utf8_lossy(ready.get(..end).unwrap_or_default()).into_owned();
            if line.contains("://") && read_header(&line).is_some() {
                break;
            }
            self.stream.pass(end + 1);
        }
        self.fail(offset, Reason::Malformed, "a line that heads no record")
    }
}

impl Level for ArcFile {
    fn step(&mut self, context: &Context) -> Step {
        if let Some(step) = self.pending.pop_front() {
            return step;
        }
        if self.done {
            return Step::Done;
        }
        let blank = self.stream.fill(MAX_LINE).iter().take_while(|b| b.is_ascii_whitespace()).count();
        self.stream.pass(blank);
        let offset = self.stream.offset();
        let ready = self.stream.fill(MAX_LINE);
        if ready.is_empty() {
            return self.end();
        }
        let line_end = memchr::memchr(b'\n', ready).map_or(ready.len(), |at| at + 1);
        let line = String::from_utf8_lossy(ready.get(..line_end).unwrap_or_default()).into_owned();
        let Some(header) = read_header(&line) else { return self.resynchronise(line_end, offset) };
        self.stream.pass(line_end);
        let Some(length) = usize::try_from(header.length).ok().filter(|l| *l <= context.options.max_record)
        else {
            self.stream.skip(header.length);
            return self.fail(offset, Reason::TooLarge, "a record larger than the limit");
        };
        let ready = self.stream.fill(length).len().min(length);
        let block = self.stream.draw(ready);
        if header.url.starts_with("filedesc:") {
            return Step::PassedOver("notes of a crawler");
        }
        if !header.url.starts_with("http") {
            return Step::PassedOver("records of other protocols");
        }
        let cut = ready < length;
        if cut && self.stream.failure().is_none() {
            let error = self.fail(offset, Reason::Truncated, "the record ends before its own end");
            self.pending.push_back(error);
        }
        let item = RawItem {
            origin: Origin { url: Some(header.url), captured: header.captured, ..self.origin.at(offset) },
            notes: if cut { vec!["cut off".into()] } else { Vec::new() },
            ..RawItem::default()
        };
        response(item, &block, context)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::walk;

    fn archive(records: &[(&str, &str)]) -> Vec<u8> {
        let mut text = "filedesc://a.arc 0.0.0.0 20080430204825 text/plain 9\n1 0 Name\n\n".to_owned();
        for (line, block) in records {
            text.push_str(&format!("{line} {}\n{block}\n", block.len()));
        }
        text.into_bytes()
    }

    #[test]
    fn records_are_read_and_a_bad_line_costs_itself_alone() {
        let page = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><p>One.</p></html>";
        let mut bytes = archive(&[("http://example.org/a b 10.0.0.1 20080430204825 text/html", page)]);
        bytes.extend(
            b"http://example.org/bad 10.0.0.1 2008043020482511111 text/html -1\nHTTP/1.1 200 OK\n\nx\n",
        );
        bytes.extend(&archive(&[("http://example.org/c 10.0.0.1 20080430204826 text/html", page)])[63..]);
        let (items, errors) = walk(bytes);
        let urls: Vec<_> = items.iter().map(|i| i.origin.url.clone().unwrap()).collect();
        assert_eq!(urls, ["http://example.org/a b", "http://example.org/c"]);
        assert_eq!(items[0].origin.captured.unwrap().to_string(), "2008-04-30T20:48:25");
        assert_eq!(errors.len(), 1);
    }
}
