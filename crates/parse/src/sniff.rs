//! The first look at bytes: packed, an archive, text, or neither.

use crate::decode::Charset;
use encoding_rs::UTF_8;
use std::cell::OnceCell;
use std::ops::Range;

/// Bytes that a stream is recognised by.
pub(crate) const HEAD: usize = 16 * 1024;

/// The first bytes of a stream, or a whole record, as formats are recognised by it.
pub(crate) struct Head<'a> {
    /// The bytes.
    pub(crate) raw: &'a [u8],
    /// The same as text, without byte order mark and leading white space; letters beyond ASCII are not to be
    /// trusted.
    pub(crate) text: String,
    /// The file's name, lower case, without the endings of compression.
    pub(crate) name: String,
    /// Where the name of the first element and its start tag stand in `text`: most formats ask for it.
    first_element: OnceCell<Option<(Range<usize>, Range<usize>)>>,
}

/// The root element of an XML document, or the first element of an SGML file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Root<'a> {
    /// Name without its prefix.
    pub(crate) name: &'a str,
    /// The whole start tag without its brackets.
    pub(crate) tag: &'a str,
}

impl<'a> Head<'a> {
    pub(crate) fn new(raw: &'a [u8], name: &str) -> Self {
        let raw = raw.get(..raw.len().min(HEAD)).unwrap_or(raw);
        let charset = Charset::at_first_sight(raw);
        let text = if charset.encoding == UTF_8 {
            let bytes = raw.get(charset.bom..).unwrap_or_default();
            // Most heads are whole letters, which is told sooner than what is to be replaced.
            std::str::from_utf8(bytes)
                .map_or_else(|_| String::from_utf8_lossy(bytes).into_owned(), str::to_owned)
        } else {
            charset.decode(raw).as_str().to_owned()
        };
        let bare = text.trim_start();
        let text = if bare.len() == text.len() { text } else { bare.to_owned() };
        Self { raw, text, name: bare_name(name), first_element: OnceCell::new() }
    }

    /// Whether the name ends so (lower case, with its dot).
    pub(crate) fn is_named(&self, endings: &[&str]) -> bool {
        endings.iter().any(|ending| self.name.ends_with(ending))
    }

    /// Whether the text holds the words, whatever their case.
    pub(crate) fn has(&self, words: &str) -> bool {
        let (text, words) = (self.text.as_bytes(), words.as_bytes());
        let Some(first) = words.first() else { return true };
        // A mark is rarer than a letter.
        let place = words.iter().position(|byte| byte.is_ascii_punctuation()).unwrap_or(0);
        let sought = words.get(place).unwrap_or(first);
        let places = memchr::memchr2_iter(sought.to_ascii_lowercase(), sought.to_ascii_uppercase(), text);
        places
            .filter_map(|at| text.get(at.checked_sub(place)?..)?.get(..words.len()))
            .any(|found| found.eq_ignore_ascii_case(words))
    }

    /// The first element, whatever declarations and comments stand before it.
    pub(crate) fn root(&self) -> Option<Root<'_>> {
        self.first_element.get_or_init(|| self.find_root()).clone().and_then(|found| {
            let (name, tag) = found;
            Some(Root { name: self.text.get(name)?, tag: self.text.get(tag)? })
        })
    }

    /// Where the name of the first element and its start tag stand in the text.
    fn find_root(&self) -> Option<(Range<usize>, Range<usize>)> {
        let place = |part: &str| {
            let start = part.as_ptr() as usize - self.text.as_ptr() as usize;
            start..start + part.len()
        };
        let mut rest = self.text.as_str();
        loop {
            rest = rest.get(rest.find('<')?..)?;
            let end = if rest.starts_with("<!--") {
                rest.find("-->")? + 3
            } else if rest.starts_with("<!") {
                doctype_end(rest)?
            } else if rest.starts_with("<?") {
                rest.find('>')? + 1
            } else {
                let tag = rest.get(1..rest.find('>').unwrap_or(rest.len()))?;
                let name = tag.split(|c: char| c.is_whitespace() || c == '/').next()?;
                let name = name.rsplit(':').next()?;
                return (!name.is_empty()).then(|| (place(name), place(tag)));
            };
            rest = rest.get(end..)?;
        }
    }

    /// Whether the first element has this name (the case counts).
    pub(crate) fn root_is(&self, names: &[&str]) -> bool {
        self.root().is_some_and(|root| names.contains(&root.name))
    }
}

/// The length of a document type declaration with its internal subset.
fn doctype_end(text: &str) -> Option<usize> {
    let mut depth = 0i32;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' => depth += 1,
            b']' => depth -= 1,
            b'>' if depth <= 0 => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// Lower case, and `.gz` and its like cut off.
fn bare_name(name: &str) -> String {
    let mut name = name.to_lowercase();
    while let Some(at) = name.rfind('.') {
        if !matches!(name.get(at..), Some(".gz" | ".bz2" | ".xz" | ".zst" | ".lz4" | ".z")) {
            break;
        }
        name.truncate(at);
    }
    name
}

/// What the first bytes say about a stream as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Compressed, as one stream.
    Packed(Packing),
    /// A file of files or of records.
    Archive(Archive),
    /// Recognised and not read, with what to do instead.
    Refused(&'static str),
    /// Bytes that are no text.
    Binary,
    /// Text of some format.
    Text,
}

/// Ways to compress one stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Packing {
    Gzip,
    Bzip2,
    Xz,
    Zstd,
    Lz4,
}

impl Packing {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Bzip2 => "bzip2",
            Self::Xz => "xz",
            Self::Zstd => "zstd",
            Self::Lz4 => "lz4",
        }
    }
}

/// Files of files or of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Archive {
    Zip,
    Tar,
    Warc,
    Arc,
    Parquet,
}

/// Signs of what is packed, at the start of the stream.
const PACKED: &[(&[u8], Packing)] = &[
    (&[0x1f, 0x8b], Packing::Gzip),
    (b"BZh", Packing::Bzip2),
    (&[0xfd, b'7', b'z', b'X', b'Z', 0], Packing::Xz),
    (&[0x28, 0xb5, 0x2f, 0xfd], Packing::Zstd),
    (&[0x04, 0x22, 0x4d, 0x18], Packing::Lz4),
];

/// Signs of what is not read, at the start of the stream.
const REFUSED: &[(&[u8], &str)] = &[
    (&[b'7', b'z', 0xbc, 0xaf, 0x27, 0x1c], "a 7z archive: unpack it first"),
    (b"Rar!", "a RAR archive: unpack it first"),
    (b"%PDF-", "a PDF: give the text that pdftotext, TET or OCR made of it"),
    (&[0x89, b'P', b'N', b'G'], "a picture"),
    (&[0xff, 0xd8, 0xff], "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\0", "a picture"),
    (b"MM\0*", "a picture"),
    (b"\0\0\0\x0cjP", "a picture"),
    (b"AT&TFORM", "a DjVu file: it has no text of its own"),
    (b"SQLite format 3", "a SQLite database"),
    (&[0xd0, 0xcf, 0x11, 0xe0], "an old Office document: save it as text first"),
    (&[0x5d, 0x2a, 0x4d, 0x18], "zstd with a dictionary: unpack it first"),
    (b"\x80\x04\x95", "a Python pickle: it is code and is never loaded"),
    (b"{\\rtf", "an RTF document: save it as text first"),
];

/// A document of an office program, which is a zip archive by its form: told by the first member.
fn office(head: &[u8]) -> Option<&'static str> {
    /// Where the name of the first member stands (APPNOTE.TXT, section 4.3.7).
    const NAME: usize = 30;
    let first = head.strip_prefix(b"PK\x03\x04").and_then(|_| head.get(NAME..))?;
    if first.starts_with(b"[Content_Types].xml") {
        return Some("a Word, Excel or PowerPoint document: save it as text or HTML first");
    }
    first
        .starts_with(b"mimetypeapplication/vnd.oasis.opendocument")
        .then_some("an OpenDocument file: save it as text or HTML first")
}

/// Tells the kind of a stream by its first bytes.
pub(crate) fn kind(head: &[u8]) -> Kind {
    if let Some((_, packing)) = PACKED.iter().find(|(sign, _)| head.starts_with(sign)) {
        return Kind::Packed(*packing);
    }
    if let Some((_, what)) = REFUSED.iter().find(|(sign, _)| head.starts_with(sign)) {
        return Kind::Refused(what);
    }
    if let Some(what) = office(head) {
        return Kind::Refused(what);
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Kind::Archive(Archive::Zip);
    }
    if is_tar(head) {
        return Kind::Archive(Archive::Tar);
    }
    let text = head.trim_ascii_start();
    if text.starts_with(b"WARC/") {
        return Kind::Archive(Archive::Warc);
    }
    if text.starts_with(b"filedesc:") {
        return Kind::Archive(Archive::Arc);
    }
    if is_index(head) {
        return Kind::Refused("an index of a crawl: it holds no text");
    }
    if head.starts_with(b"PAR1") {
        return Kind::Archive(Archive::Parquet);
    }
    if is_binary(head) { Kind::Binary } else { Kind::Text }
}

/// A tar header's checksum is the sum of its bytes with blanks in its own place.
fn is_tar(head: &[u8]) -> bool {
    let (Some(block), Some(field)) = (head.get(..512), head.get(148..156)) else { return false };
    let digits = String::from_utf8_lossy(field);
    let digits = digits.trim_matches(['\0', ' ']);
    let Ok(sum) = u32::from_str_radix(digits, 8) else { return false };
    let bytes: u32 = block.iter().map(|b| u32::from(*b)).sum();
    let own: u32 = field.iter().map(|b| u32::from(*b)).sum();
    sum > 256 && bytes - own + 8 * 32 == sum
}

/// CDX with its header line, or lines of a reversed address and a time of 14 digits.
fn is_index(head: &[u8]) -> bool {
    if head.starts_with(b" CDX ") {
        return true;
    }
    let line = head.split(|b| *b == b'\n').next().unwrap_or_default();
    let mut words = line.split(|b| *b == b' ');
    let (address, time) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    address.contains(&b')') && time.len() == 14 && time.iter().all(u8::is_ascii_digit)
}

/// Many control characters that no text or wire transmission holds.
fn is_binary(head: &[u8]) -> bool {
    let sample = head.get(..head.len().min(4096)).unwrap_or(head);
    if encoding_rs::Encoding::for_bom(sample).is_some() || is_utf16(sample) {
        return false;
    }
    // Wire transmissions hold SOH to EOT, BEL, BS, DLE to DC4, SYN and the separators; NUL fills gaps.
    let is_alien = |b: u8| {
        const ALIEN: u32 = 1 | 1 << 0x05 | 1 << 0x06 | 1 << 0x0e | 1 << 0x0f | 1 << 0x15 | 7 << 0x17;
        b == 0x7f || b < 32 && ALIEN >> b & 1 == 1
    };
    let has_control =
        sample.iter().fold(false, |so_far, b| so_far | ((*b < 32) & (*b != b'\n')) | (*b == 0x7f));
    let alien = if has_control { sample.iter().filter(|b| is_alien(**b)).count() } else { 0 };
    // A few are enough where the bytes are no UTF-8 either: transmissions that hold NUL are ASCII.
    let is_utf8 = std::str::from_utf8(sample).map_or_else(|e| e.error_len().is_none(), |_| true);
    alien * 10 > sample.len().max(10) || (!is_utf8 && alien * 50 > sample.len())
}

fn is_utf16(sample: &[u8]) -> bool {
    Charset::at_first_sight(sample).encoding.name().starts_with("UTF-16")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_element_is_found_behind_declarations() {
        let text =
            "\u{feff}\n<?xml version='1.0'?><!-- a > b --><!DOCTYPE nitf [<!ENTITY x 'y'>]>\n<n:nitf a='b'>";
        let head = Head::new(text.as_bytes(), "A.XML.gz");
        assert_eq!(head.root().unwrap().name, "nitf");
        assert_eq!(head.name, "a.xml");
    }

    #[test]
    fn kinds_are_told_by_content() {
        assert_eq!(kind(b"\x1f\x8b\x08"), Kind::Packed(Packing::Gzip));
        assert_eq!(kind(b"WARC/1.1\r\n"), Kind::Archive(Archive::Warc));
        assert_eq!(kind(&[0; 4096]), Kind::Binary);
        assert_eq!(kind(&(0..=255).cycle().take(5_000).collect::<Vec<u8>>()), Kind::Binary);
        assert_eq!(kind(b"\x16\x16\x01f1234\x1f_lead"), Kind::Text);
        assert_eq!(kind("Harbour reopens".as_bytes()), Kind::Text);
        assert!(matches!(kind(b"%PDF-1.4"), Kind::Refused(_)));
        let zip = |first: &[u8]| [b"PK\x03\x04", &[0; 26][..], first].concat();
        assert!(matches!(kind(&zip(b"[Content_Types].xml")), Kind::Refused(_)));
        assert!(matches!(kind(&zip(b"mimetypeapplication/vnd.oasis.opendocument.text")), Kind::Refused(_)));
        assert_eq!(kind(&zip(b"mimetypeapplication/epub+zip")), Kind::Archive(Archive::Zip));
        assert!(matches!(kind(b" CDX N b a m s k r M S V g\n"), Kind::Refused(_)));
        assert!(matches!(kind(b"org,example)/ 20140126200624 {\"url\": 1}"), Kind::Refused(_)));
        let utf16: Vec<u8> = "Harbour reopens".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(kind(&utf16), Kind::Text);
    }
}
