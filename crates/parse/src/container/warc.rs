//! WARC files of all versions, WET among them: records of a crawl, read in order.

use super::http::{self, Response};
use super::{Context, Level, Step, digest};
use crate::stream::Stream;
use crate::{Error, Origin, RawItem, Reason};
use offwire_article::NewsDate;
use std::collections::{HashSet, VecDeque};

/// Longest header of a record.
const MAX_HEADER: usize = 64 * 1024;
/// Most digests of pages that are kept to tell which revisits belong to them.
const MAX_KNOWN: usize = 200_000;

/// An open WARC file.
pub(crate) struct Warc {
    stream: Stream,
    origin: Origin,
    /// Bytes of the record's block that are still to be passed over.
    left: u64,
    pending: VecDeque<Step>,
    /// Digests of the pages given so far.
    known: HashSet<String>,
    done: bool,
}

/// A record's header.
struct Header {
    fields: Vec<(String, String)>,
    offset: u64,
    length: u64,
}

impl Header {
    fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The address, without the brackets that WARC 1.0 was read to ask for.
    fn url(&self) -> Option<String> {
        self.get("warc-target-uri").map(|url| url.trim_matches(['<', '>', ' ']).to_owned())
    }

    /// Whether the digests that the record names are those of its block and its payload; true where it names none.
    fn fits(&self, block: &[u8]) -> bool {
        let of_block = self.get("warc-block-digest").and_then(|d| digest::matches(d, [block].into_iter()));
        if let Some(fits) = of_block {
            return fits;
        }
        let Some(claimed) = self.get("warc-payload-digest") else { return true };
        // Crawlers differ in what they call the payload: the body as sent, or with its chunks joined.
        let body = http::split_head(block).map_or(block, |(_, start)| block.get(start..).unwrap_or_default());
        if digest::matches(claimed, [body, block].into_iter()).unwrap_or(true) {
            return true;
        }
        let joined = http::unchunk(body);
        joined.is_some_and(|joined| digest::matches(claimed, [joined.as_slice()].into_iter()) == Some(true))
    }

    fn captured(&self) -> Option<NewsDate> {
        let text = self.get("warc-date")?;
        // ClueWeb writes the day with a digit too many.
        text.parse().ok().or_else(|| crate::format::when::read(text))
    }
}

impl Warc {
    pub(crate) fn new(stream: Stream, origin: Origin) -> Self {
        Self { stream, origin, left: 0, pending: VecDeque::new(), known: HashSet::new(), done: false }
    }

    fn fail(&self, offset: u64, reason: Reason, detail: &str) -> Step {
        Step::Failed(Error::at(&self.origin.at(offset), reason, detail))
    }

    fn end(&mut self) -> Step {
        let failure = self.stream.failure();
        let told = failure.and_then(|failure| failure.tell(&self.origin.at(self.stream.offset())));
        // Each record is a member of its own in a packed file: behind a damaged one the next may be whole.
        self.done = told.is_none() || !self.stream.resume();
        told.map_or(Step::Done, Step::Failed)
    }

    /// Goes to the next line that opens a record; what lies between is told, unless it is blank.
    fn next_record(&mut self) -> Result<(), Box<Step>> {
        let passed = self.stream.skip(self.left);
        if passed < self.left {
            self.left = 0;
            if self.stream.failure().is_none() {
                self.done = true;
                return Err(Box::new(self.fail(
                    self.stream.offset(),
                    Reason::Truncated,
                    "the file ends in the middle of a record",
                )));
            }
            return Err(Box::new(self.end()));
        }
        self.left = 0;
        let start = self.stream.offset();
        let mut strange = 0;
        loop {
            let ready = self.stream.fill(MAX_HEADER);
            if ready.is_empty() {
                let lost = strange > 0 && self.stream.failure().is_none();
                return Err(Box::new(if lost { self.lost(start) } else { self.end() }));
            }
            let blank = ready.iter().take_while(|b| b.is_ascii_whitespace()).count();
            if blank > 0 {
                self.stream.pass(blank);
            } else if ready.starts_with(b"WARC/") {
                return if strange > 0 { Err(Box::new(self.lost(start))) } else { Ok(()) };
            } else {
                let line = memchr::memmem::find(ready, b"\nWARC/")
                    .map_or(ready.len().saturating_sub(5).max(1), |at| at + 1);
                strange += line;
                self.stream.pass(line);
            }
        }
    }

    fn lost(&self, start: u64) -> Step {
        self.fail(start, Reason::Malformed, "bytes between records that belong to none")
    }

    fn header(&mut self) -> Result<Header, Box<Step>> {
        let offset = self.stream.offset();
        let ready = self.stream.fill(MAX_HEADER);
        let Some((end, start)) = http::split_head(ready) else {
            let (count, is_last) = (ready.len(), ready.len() < MAX_HEADER);
            if is_last && self.stream.failure().is_some() {
                self.stream.pass(count);
                return Err(Box::new(self.end()));
            }
            let ready = self.stream.peek();
            let reason = if is_last { Reason::Truncated } else { Reason::Malformed };
            let line = memchr::memchr(b'\n', ready).map_or(ready.len(), |at| at + 1);
            self.stream.pass(line.max(1));
            return Err(Box::new(self.fail(offset, reason, "a record whose header does not end")));
        };
        let lines = ready.get(..end).unwrap_or_default().split(|b| *b == b'\n').skip(1);
        let fields = http::headers(lines.map(<[u8]>::trim_ascii_end));
        self.stream.pass(start);
        let length =
            fields.iter().find(|(key, _)| key == "content-length").and_then(|(_, value)| value.parse().ok());
        match length {
            Some(length) => Ok(Header { fields, offset, length }),
            None => Err(Box::new(self.fail(offset, Reason::Malformed, "a record without its length"))),
        }
    }

    /// The block of a record; the flag says that it was cut.
    fn block(&mut self, length: u64, limit: usize) -> Option<(Vec<u8>, bool)> {
        let wanted = usize::try_from(length).ok().filter(|length| *length <= limit)?;
        let ready = self.stream.fill(wanted).len().min(wanted);
        self.left = 0;
        Some((self.stream.draw(ready), ready < wanted))
    }

    /// A revisit says that a page was found unchanged: by the digest it shares with a page of this file, or one
    /// of another.
    fn revisit(&self, header: &Header) -> &'static str {
        let payload = header.get("warc-payload-digest");
        if payload.is_some_and(|payload| self.known.contains(payload)) {
            "revisits of a page that this file holds"
        } else {
            "revisits of a page that is stored elsewhere"
        }
    }

    fn record(&mut self, header: &Header, context: &Context) -> Step {
        self.left = header.length;
        let kind = header.get("warc-type").unwrap_or_default().to_ascii_lowercase();
        match kind.as_str() {
            "response" | "resource" | "conversion" => {}
            "revisit" => return Step::PassedOver(self.revisit(header)),
            "request" => return Step::PassedOver("requests of a crawler"),
            _ => return Step::PassedOver("notes of a crawler"),
        }
        let media = header.get("content-type").unwrap_or_default().to_ascii_lowercase();
        let is_http = kind == "response" && (media.is_empty() || media.contains("http"));
        if kind == "response" && !is_http {
            return Step::PassedOver("records of other protocols");
        }
        let Some((block, cut)) = self.block(header.length, context.options.max_record) else {
            return self.fail(header.offset, Reason::TooLarge, "a record larger than the limit");
        };
        if cut && self.stream.failure().is_none() {
            let error = self.fail(header.offset, Reason::Truncated, "the record ends before its own end");
            self.pending.push_back(error);
        }
        let mut notes = Vec::new();
        if cut || header.get("warc-truncated").is_some() {
            notes.push("cut off".to_owned());
        } else if !header.fits(&block) {
            notes.push("the crawl's digest is that of other bytes".to_owned());
        }
        if let Some(payload) = header.get("warc-payload-digest").filter(|_| self.known.len() < MAX_KNOWN) {
            self.known.insert(payload.to_owned());
        }
        let item = RawItem {
            origin: Origin {
                url: header.url(),
                captured: header.captured(),
                ..self.origin.at(header.offset)
            },
            notes,
            ..RawItem::default()
        };
        if is_http {
            return response(item, &block, context);
        }
        if kind == "conversion" && media.starts_with("text/plain") {
            return wet(item, block);
        }
        match worth(&media, &block, item.origin.url.as_deref()) {
            Some(what) => Step::PassedOver(what),
            None => Step::Item(RawItem { charset: http::charset_of(&media), bytes: block, ..item }),
        }
    }
}

/// The text that a crawl made of a page.
fn wet(item: RawItem, bytes: Vec<u8>) -> Step {
    Step::Item(RawItem { bytes, charset: Some("utf-8".into()), format: Some("text"), ..item })
}

/// A response of a server: pages with text are given, all else is passed over.
pub(super) fn response(item: RawItem, block: &[u8], context: &Context) -> Step {
    let Some(response) = Response::read(block) else {
        return Step::Failed(Error::at(&item.origin, Reason::Malformed, "a response without its head"));
    };
    match response.status {
        200..300 => {}
        300..400 => return Step::PassedOver("redirects"),
        _ => return Step::PassedOver("errors of a server"),
    }
    let media = response.media_type();
    if response.body.is_empty() {
        return Step::PassedOver("empty responses");
    }
    if let Some(what) = worth(&media, response.body, item.origin.url.as_deref()) {
        return Step::PassedOver(what);
    }
    let (bytes, cut) = response.content(&context.options);
    let mut notes = item.notes;
    if cut && notes.is_empty() {
        notes.push("cut off".into());
    }
    Step::Item(RawItem { bytes, charset: response.charset(), notes, ..item })
}

/// Why a body of this type is never news; `None` where it may be.
fn worth(media: &str, body: &[u8], url: Option<&str>) -> Option<&'static str> {
    let path = url.unwrap_or_default().split(['?', '#']).next().unwrap_or_default();
    if path.starts_with("metadata:") {
        return Some("notes of a crawler");
    }
    if path.ends_with("/robots.txt") {
        return Some("rules for crawlers");
    }
    let text = media.is_empty()
        || media.starts_with("text/")
        || media.contains("html")
        || media.contains("xml")
        || media == "application/octet-stream";
    if !text && media != "application/http" {
        return Some("pictures, sound, style and programs");
    }
    if matches!(media, "text/css" | "text/javascript" | "text/dns") || media.contains("svg") {
        return Some("pictures, sound, style and programs");
    }
    if media.contains("rss") || media.contains("atom") {
        return Some("feeds of a crawl");
    }
    if !media.contains("html") && is_feed(body) {
        return Some("feeds of a crawl");
    }
    let packed = body.starts_with(&[0x1f, 0x8b]);
    let binary = !packed
        && matches!(crate::sniff::kind(body), crate::sniff::Kind::Refused(_) | crate::sniff::Kind::Binary);
    (binary && !media.contains("html")).then_some("pictures, sound, style and programs")
}

/// Whether a body is a feed or a site map: what it lists is crawled by itself.
fn is_feed(body: &[u8]) -> bool {
    let head = crate::sniff::Head::new(body.get(..body.len().min(2048)).unwrap_or(body), "");
    head.text.starts_with('<') && head.root_is(&["rss", "feed", "RDF", "urlset", "sitemapindex"])
}

impl Level for Warc {
    fn step(&mut self, context: &Context) -> Step {
        if let Some(step) = self.pending.pop_front() {
            return step;
        }
        if self.done {
            return Step::Done;
        }
        match self.next_record().and_then(|()| self.header()) {
            Ok(header) => self.record(&header, context),
            Err(step) => *step,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::walk;
    use crate::Reason;
    use std::io::Write;

    fn record(kind: &str, media: &str, extra: &str, block: &str) -> String {
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: <http://example.org/a>\r\nWARC-Date: 2018-11-02T18:55:11Z\r\n{extra}Content-Type: {media}\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
            block.len()
        )
    }

    fn crawl() -> String {
        let page =
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><p>One.</p></html>";
        [
            record("warcinfo", "application/warc-fields", "", "software: x"),
            record("request", "application/http", "", "GET / HTTP/1.1\r\n\r\n"),
            record("response", "application/http; msgtype=response", "", page),
            record("response", "application/http", "", "HTTP/1.1 301 Moved\r\nLocation: /b\r\n\r\nmoved"),
            record(
                "response",
                "application/http",
                "",
                "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\u{1}",
            ),
            record("revisit", "application/http", "", "HTTP/1.1 200 OK\r\n\r\n"),
            record("conversion", "text/plain", "", "One.\nTwo."),
        ]
        .concat()
    }

    #[test]
    fn pages_and_texts_are_given_and_the_rest_is_counted() {
        let (items, errors) = walk(crawl().into_bytes());
        assert!(errors.is_empty(), "{errors:?}");
        assert_eq!(items.len(), 2);
        assert_eq!(items[0].bytes, b"<html><p>One.</p></html>");
        assert_eq!(items[0].origin.url.as_deref(), Some("http://example.org/a"));
        assert_eq!(items[0].origin.captured.unwrap().to_string(), "2018-11-02T18:55:11Z");
        assert_eq!(items[0].charset.as_deref(), Some("utf-8"));
        let at = items[0].origin.offset.unwrap() as usize;
        assert!(crawl()[at..].starts_with("WARC/1.0\r\nWARC-Type: response"));
    }

    #[test]
    fn revisits_are_told_from_one_another_and_digests_are_checked() {
        let digest = "WARC-Payload-Digest: sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5\r\n";
        let block = |digits: &str| format!("WARC-Block-Digest: sha1:{digits}\r\n");
        let text = [
            record("revisit", "application/http", digest, ""),
            record("resource", "text/plain", digest, "abc"),
            record("revisit", "application/http", digest, ""),
            record("resource", "text/plain", digest, "abd"),
            record("resource", "text/plain", &block("a9993e364706816aba3e25717850c26c9cd0d89d"), "abc"),
            record("resource", "text/plain", &block("b9993e364706816aba3e25717850c26c9cd0d89d"), "abc"),
        ]
        .concat();
        let parser = crate::Parser::new(crate::ParseOptions::default());
        let mut items = parser.items(Box::new(std::io::Cursor::new(text)), crate::Origin::file("x.warc"));
        let notes: Vec<usize> = items.by_ref().map(|item| item.unwrap().notes.len()).collect();
        assert_eq!(notes, [0, 1, 0, 1]);
        let counts: Vec<u64> = items.passed_over().values().copied().collect();
        assert_eq!(counts, [1, 1], "{:?}", items.passed_over());
    }

    #[test]
    fn one_member_a_record_reads_as_one_member_for_all() {
        let gzip = |text: &str| {
            let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            packer.write_all(text.as_bytes()).unwrap();
            packer.finish().unwrap()
        };
        let one = gzip(&crawl());
        let many: Vec<u8> = crawl().split_inclusive("\r\n\r\n\r\n\r\n").flat_map(&gzip).collect();
        for packed in [one, many] {
            let (items, errors) = walk(packed);
            assert_eq!((items.len(), errors.len()), (2, 0));
        }
    }

    #[test]
    fn a_damaged_member_costs_itself_alone() {
        let gzip = |text: &str| {
            let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            packer.write_all(text.as_bytes()).unwrap();
            packer.finish().unwrap()
        };
        let page = |number: usize| {
            record("resource", "text/html", "", &format!("<p>{number}. Harbour reopens.</p>"))
        };
        for place in [14, 60, 150] {
            let mut packed = gzip(&page(1));
            let mut broken = gzip(&page(2));
            broken[place] ^= 0xff;
            packed.extend(broken);
            packed.extend(gzip(&page(3)));
            let (items, errors) = walk(packed);
            let last = items.last().unwrap();
            assert!(items[0].bytes.starts_with(b"<p>1.") && last.bytes.starts_with(b"<p>3."), "{place}");
            assert!(!errors.is_empty() && errors.iter().all(|e| e.reason == Reason::Malformed), "{errors:?}");
        }
    }

    #[test]
    fn junk_costs_an_error_and_the_next_record_is_read() {
        let text = format!("{}junk that is no record\r\n{}", crawl(), crawl());
        let (items, errors) = walk(text.into_bytes());
        assert_eq!(items.len(), 4);
        assert_eq!(errors.len(), 1);
        assert_eq!(errors[0].reason, Reason::Malformed);
    }

    #[test]
    fn a_cut_record_is_given_and_told() {
        let text = record("resource", "text/html", "", "<html><p>One two three.</p></html>");
        let (items, errors) = walk(text.as_bytes()[..text.len() - 20].to_vec());
        assert_eq!(items[0].notes, ["cut off"]);
        assert_eq!(errors[0].reason, Reason::Truncated);
    }
}
