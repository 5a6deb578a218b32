//! HTTP responses as crawls keep them: the head, and the body as sent or already undone.

use crate::ParseOptions;
use crate::container::budget::Budget;
use crate::container::compressed::unpack;
use crate::sniff::Packing;
use crate::stream::Stream;
use std::io::Cursor;

/// Longest head.
const MAX_HEAD: usize = 256 * 1024;

/// A response taken apart.
pub(crate) struct Response<'a> {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: &'a [u8],
}

impl<'a> Response<'a> {
    /// Reads the head; `None` where the bytes are no response.
    pub(crate) fn read(bytes: &'a [u8]) -> Option<Self> {
        let bytes = bytes.trim_ascii_start();
        if !bytes.starts_with(b"HTTP/") {
            return None;
        }
        let (head, body) = split_head(bytes.get(..bytes.len().min(MAX_HEAD))?)
            .map_or((bytes, &b""[..]), |(end, start)| {
                (bytes.get(..end).unwrap_or_default(), bytes.get(start..).unwrap_or_default())
            });
        let mut lines = head.split(|b| *b == b'\n').map(<[u8]>::trim_ascii);
        let first = String::from_utf8_lossy(lines.next()?).into_owned();
        let status = first.split_whitespace().nth(1)?.parse().ok()?;
        Some(Self { status, headers: headers(lines), body })
    }

    /// A header by its name in lower case, or by the name that Common Crawl gives it.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let crawled = format!("x-crawler-{name}");
        let found = |wanted: &str| {
            self.headers.iter().find(|(key, _)| key == wanted).map(|(_, value)| value.as_str())
        };
        found(name).or_else(|| found(&crawled))
    }

    /// The media type in lower case, without parameters; empty where none is named.
    pub(crate) fn media_type(&self) -> String {
        let value = self.header("content-type").unwrap_or_default();
        value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }

    /// The charset that the type names.
    pub(crate) fn charset(&self) -> Option<String> {
        charset_of(self.header("content-type")?)
    }

    /// The body with its transfer and content encodings undone. Headers may lie: a body that is not as they
    /// say is given as it stands. The flag says whether it was cut short or grew beyond the limit.
    pub(crate) fn content(&self, options: &ParseOptions) -> (Vec<u8>, bool) {
        let chunked =
            self.header("transfer-encoding").is_some_and(|v| v.to_ascii_lowercase().contains("chunked"));
        let body = if chunked { unchunk(self.body) } else { None };
        let body = body.unwrap_or_else(|| self.body.to_vec());
        decompress(body, self.header("content-encoding").unwrap_or_default(), options)
    }
}

/// The charset of a content type.
pub(crate) fn charset_of(content_type: &str) -> Option<String> {
    let lower = content_type.to_ascii_lowercase();
    let value = lower.split(';').find_map(|part| part.trim().strip_prefix("charset=").map(str::to_owned))?;
    let value = value.trim_matches(['"', '\'', ' ']).to_owned();
    (!value.is_empty()).then_some(value)
}

/// Where a head ends and what follows begins.
pub(crate) fn split_head(bytes: &[u8]) -> Option<(usize, usize)> {
    let mut from = 0;
    while let Some(at) = bytes.get(from..).and_then(|rest| memchr::memchr(b'\n', rest)).map(|at| from + at) {
        let rest = bytes.get(at + 1..)?;
        if rest.starts_with(b"\r\n") {
            return Some((at, at + 3));
        }
        if rest.starts_with(b"\n") {
            return Some((at, at + 2));
        }
        from = at + 1;
    }
    None
}

/// Header lines, folded ones joined, names in lower case.
pub(crate) fn headers<'l>(lines: impl Iterator<Item = &'l [u8]>) -> Vec<(String, String)> {
    let mut headers: Vec<(String, String)> = Vec::new();
    for line in lines.filter(|line| !line.is_empty()) {
        let line = String::from_utf8_lossy(line);
        match line.split_once(':') {
            Some((name, value)) if !name.contains([' ', '\t']) => {
                headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
            }
            _ => {
                if let Some((_, value)) = headers.last_mut() {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            }
        }
    }
    headers
}

/// Joins the chunks of a body; `None` where it is not made of chunks.
pub(crate) fn unchunk(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut joined = Vec::with_capacity(body.len());
    loop {
        let end = memchr::memchr(b'\n', body)?;
        let line = std::str::from_utf8(body.get(..end)?).ok()?;
        let size = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
        body = body.get(end + 1..)?;
        if size == 0 {
            return Some(joined);
        }
        let Some(chunk) = body.get(..size) else {
            // A body that was cut keeps what came.
            joined.extend_from_slice(body);
            return (!joined.is_empty()).then_some(joined);
        };
        joined.extend_from_slice(chunk);
        body = body.get(size..)?;
        body = body.strip_prefix(b"\r\n").or_else(|| body.strip_prefix(b"\n")).unwrap_or(body);
        if body.is_empty() {
            return Some(joined);
        }
    }
}

fn decompress(body: Vec<u8>, encoding: &str, options: &ParseOptions) -> (Vec<u8>, bool) {
    let encoding = encoding.to_ascii_lowercase();
    let looks_packed = body.starts_with(&[0x1f, 0x8b]);
    let limit = options.max_record;
    let mut stream = match encoding.as_str() {
        _ if looks_packed => {
            unpack(Packing::Gzip, Stream::new(Box::new(Cursor::new(body))), options, &Budget::default())
        }
        e if e.contains("zstd") && body.starts_with(&[0x28, 0xb5]) => {
            unpack(Packing::Zstd, Stream::new(Box::new(Cursor::new(body))), options, &Budget::default())
        }
        e if e.contains("deflate") => return inflate(body, limit),
        e if e.split(',').any(|name| name.trim() == "br") => return unbrotli(body, options),
        _ => return (body, false),
    };
    let length = stream.fill(limit.saturating_add(1)).len();
    let cut = stream.failure().is_some() || length > limit;
    (stream.draw(length.min(limit)), cut)
}

/// `deflate` means zlib by the standard, and raw deflate with some servers.
fn inflate(body: Vec<u8>, limit: usize) -> (Vec<u8>, bool) {
    use std::io::Read;
    let mut out = Vec::new();
    let zlib =
        flate2::read::ZlibDecoder::new(body.as_slice()).take(limit as u64).read_to_end(&mut out).is_ok();
    if !zlib || out.is_empty() {
        out.clear();
        let raw = flate2::read::DeflateDecoder::new(body.as_slice())
            .take(limit as u64)
            .read_to_end(&mut out)
            .is_ok();
        if !raw || out.is_empty() {
            return (body, false);
        }
    }
    (out, false)
}

/// Brotli has no sign of its own: a body that does not unpack was stored unpacked.
fn unbrotli(body: Vec<u8>, options: &ParseOptions) -> (Vec<u8>, bool) {
    use std::io::Read;
    let most =
        options.max_record.min(body.len().saturating_mul(usize::try_from(options.max_ratio).unwrap_or(400)));
    let mut out = Vec::new();
    let mut decoder = brotli_decompressor::Decompressor::new(body.as_slice(), 16 << 10).take(most as u64 + 1);
    let whole = decoder.read_to_end(&mut out).is_ok() && out.len() <= most;
    if out.is_empty() || (!whole && crate::sniff::kind(&body) == crate::sniff::Kind::Text) {
        return (body, false);
    }
    out.truncate(most);
    (out, !whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn content(text: &[u8]) -> Vec<u8> {
        Response::read(text).unwrap().content(&ParseOptions::default()).0
    }

    #[test]
    fn chunks_are_joined_and_lies_are_seen_through() {
        let head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/html; charset=\"EUC-JP\"\r\n\r\n";
        assert_eq!(content(&[&head[..], b"4\r\nHarb\r\n3;x=y\r\nour\r\n0\r\n\r\n"].concat()), b"Harbour");
        assert_eq!(content(&[&head[..], b"<html>no chunks</html>"].concat()), b"<html>no chunks</html>");
        assert_eq!(Response::read(head).unwrap().charset().as_deref(), Some("euc-jp"));
    }

    #[test]
    fn packed_bodies_are_unpacked_where_they_are_packed() {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(b"Harbour").unwrap();
        let packed = packer.finish().unwrap();
        let head = b"HTTP/1.0 200 OK\nX-Crawler-Content-Encoding: gzip\n\n";
        assert_eq!(content(&[&head[..], &packed].concat()), b"Harbour");
        assert_eq!(content(&[&head[..], b"Harbour"].concat()), b"Harbour");
        // A stored block of seven bytes, as RFC 7932 lays it out.
        let packed = [0x0b, 0x03, 0x80, b'H', b'a', b'r', b'b', b'o', b'u', b'r', 0x03];
        let head = b"HTTP/1.0 200 OK\nContent-Encoding: br\n\n";
        assert_eq!(content(&[&head[..], &packed].concat()), b"Harbour");
        assert_eq!(content(&[&head[..], b"<p>Harbour"].concat()), b"<p>Harbour");
    }
}
