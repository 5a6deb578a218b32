//! Which charset a record is in, and its text.

use crate::text::Mapped;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Bytes that a guess looks at: more of a text tell no more of its charset, and the guess is slow.
const GUESSED: usize = 512 * 1024;

/// The charset of a record, and what is odd about it.
#[derive(Debug, Clone)]
pub(crate) struct Charset {
    /// The charset to decode with.
    pub(crate) encoding: &'static Encoding,
    /// Length of the byte order mark.
    pub(crate) bom: usize,
    /// Defects in plain words.
    pub(crate) notes: Vec<String>,
}

impl Charset {
    fn of(encoding: &'static Encoding) -> Self {
        Self { encoding, bom: 0, notes: Vec::new() }
    }

    /// Tells the charset of a whole record: a byte order mark first, then what the user says, then UTF-8 where
    /// the bytes are valid UTF-8 with a letter beyond ASCII (whatever is declared), then the declaration where
    /// the bytes fit it, then a guess.
    pub(crate) fn tell(bytes: &[u8], declared: Option<&str>, told: Option<&str>) -> Self {
        if let Some((encoding, bom)) = Encoding::for_bom(bytes) {
            return Self { bom, ..Self::of(encoding) };
        }
        if let Some(encoding) = told.and_then(label) {
            return Self::of(encoding);
        }
        if let Some(encoding) = utf16_without_mark(bytes) {
            return Self::of(encoding);
        }
        let declared_as = declared.and_then(label);
        match std::str::from_utf8(bytes) {
            Ok(_) if bytes.is_ascii() => Self::of(ascii(bytes, declared_as)),
            Ok(_) => Self::utf8(declared, declared_as),
            Err(error) if nearly_utf8(bytes, &error) => {
                let mut charset = Self::utf8(declared, declared_as);
                charset.notes.push("bytes that are not UTF-8".into());
                charset
            }
            Err(_) => Self::legacy(bytes, declared, declared_as),
        }
    }

    /// The charset as far as markup and marks of ASCII can be seen through it: UTF-16 where it is, else UTF-8.
    pub(crate) fn at_first_sight(bytes: &[u8]) -> Self {
        match Encoding::for_bom(bytes) {
            Some((encoding, bom)) => Self { bom, ..Self::of(encoding) },
            None => Self::of(utf16_without_mark(bytes).unwrap_or(UTF_8)),
        }
    }

    fn utf8(declared: Option<&str>, declared_as: Option<&'static Encoding>) -> Self {
        let mut charset = Self::of(UTF_8);
        if let (Some(name), Some(encoding)) = (declared, declared_as)
            && encoding != UTF_8
        {
            charset.notes.push(format!("declared {} but is UTF-8", name.trim()));
        }
        charset
    }

    fn legacy(bytes: &[u8], declared: Option<&str>, declared_as: Option<&'static Encoding>) -> Self {
        if let Some(encoding) = declared_as.filter(|e| *e != UTF_8 && fits(bytes, e)) {
            return Self::of(encoding);
        }
        let mut charset = Self::of(guess(bytes));
        if let Some(name) = declared {
            charset.notes.push(format!("declared {} but read as {}", name.trim(), charset.encoding.name()));
        }
        charset
    }

    /// The text of the record without its byte order mark.
    pub(crate) fn decode(&self, bytes: &[u8]) -> Mapped {
        if self.encoding == ISO_2022_JP {
            return by_lines(bytes, self.bom, self.encoding);
        }
        Mapped::decode(bytes.get(self.bom..).unwrap_or_default(), self.bom, self.encoding)
    }
}

/// An encoding by its label as the WHATWG Encoding Standard maps it (`iso-8859-1` is read as windows-1252,
/// `gb2312` as GBK, `ks_c_5601-1987` as EUC-KR with its extensions).
pub(crate) fn label(name: &str) -> Option<&'static Encoding> {
    let name = name.trim().trim_matches(['"', '\'']);
    Encoding::for_label(name.as_bytes()).or_else(|| match name.to_ascii_lowercase().as_str() {
        "utf" | "utf8mb4" | "unicode" => Some(UTF_8),
        "ansi" | "cp-1252" | "windows1252" | "latin-1" | "iso8859_1" | "ascii-7bit" => Some(WINDOWS_1252),
        _ => None,
    })
}

/// The charset that the record declares in its first bytes: an XML declaration, or a `meta` element.
pub(crate) fn declared(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..bytes.len().min(4096))?;
    memchr::memchr(b'<', head)?;
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let from_xml = head.find("<?xml").and_then(|at| {
        let declaration = head.get(at..)?;
        declaration.get(..declaration.find("?>")?)
    });
    if let Some(name) = from_xml.and_then(|d| value_after(d, "encoding")) {
        return Some(name);
    }
    head.match_indices("<meta").find_map(|(at, _)| {
        let tag = head.get(at..)?;
        value_after(tag.get(..tag.find('>')?)?, "charset")
    })
}

/// The value behind `key =`, quoted or not.
fn value_after(text: &str, key: &str) -> Option<String> {
    let rest = text.get(text.find(key)? + key.len()..)?.trim_start();
    let rest = rest.strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c))).unwrap_or(rest.len());
    rest.get(..end).filter(|name| !name.is_empty()).map(str::to_owned)
}

/// Bytes below 0x80 only: ISO-2022-JP shows by its escapes; all else reads as UTF-8.
fn ascii(bytes: &[u8], declared: Option<&'static Encoding>) -> &'static Encoding {
    let shifts = memchr::memmem::find(bytes, b"\x1b$").is_some();
    if shifts && (declared == Some(ISO_2022_JP) || memchr::memmem::find(bytes, b"\x1b(").is_some()) {
        ISO_2022_JP
    } else {
        UTF_8
    }
}

/// UTF-16 text of mostly Latin letters has a zero in every other byte.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(512) & !1)?;
    let units = head.len() / 2;
    if units < 4 {
        return None;
    }
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    match () {
        () if odd * 10 > units * 7 && even == 0 => Some(UTF_16LE),
        () if even * 10 > units * 7 && odd == 0 => Some(UTF_16BE),
        () => None,
    }
}

/// UTF-8 with a broken end, or a few stray bytes among many good letters.
fn nearly_utf8(bytes: &[u8], error: &std::str::Utf8Error) -> bool {
    let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
    if error.error_len().is_none() && !good.is_ascii() {
        return true;
    }
    let (mut letters, mut stray) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        letters += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        stray += usize::from(!chunk.invalid().is_empty());
    }
    letters >= 10 && stray * 20 <= letters
}

fn fits(bytes: &[u8], encoding: &'static Encoding) -> bool {
    encoding.decode_without_bom_handling_and_without_replacement(bytes).is_some()
}

/// Weighs the bytes. A letter of several bytes that is cut in two at the end rules its charset out, and then one that
/// has a letter for every byte would win: there the rest is weighed without it.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let whole = weigh(bytes);
    let before = bytes.split_last().filter(|(last, _)| whole.is_single_byte() && !last.is_ascii());
    before.map(|(_, before)| weigh(before)).filter(|encoding| !encoding.is_single_byte()).unwrap_or(whole)
}

fn weigh(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let first = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    let rest = bytes.get(first..).unwrap_or_default();
    match rest.get(..GUESSED) {
        Some(part) => detector.feed(part, false),
        None => detector.feed(rest, true),
    };
    detector.guess(None, Utf8Detection::Deny)
}

/// Charsets that shift between tables begin each line in ASCII, so that ranges are exact line by line.
fn by_lines(bytes: &[u8], start: usize, encoding: &'static Encoding) -> Mapped {
    let mut mapped = Mapped::new();
    let mut at = start;
    for line in bytes.get(start..).unwrap_or_default().split_inclusive(|b| *b == b'\n') {
        let text = encoding.decode_without_bom_handling(line).0;
        mapped.push_changed(&text, at, at + line.len());
        at += line.len();
    }
    mapped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(bytes: &[u8], declared: Option<&str>) -> &'static str {
        Charset::tell(bytes, declared, None).encoding.name()
    }

    #[test]
    fn utf8_wins_over_a_wrong_declaration_and_is_noted() {
        let charset = Charset::tell("café".as_bytes(), Some("iso-8859-1"), None);
        assert_eq!(charset.encoding, UTF_8);
        assert_eq!(charset.notes, ["declared iso-8859-1 but is UTF-8"]);
    }

    #[test]
    fn a_declaration_that_fits_is_believed() {
        assert_eq!(name(b"caf\xe9", Some("iso-8859-1")), "windows-1252");
        assert_eq!(name(&encoding_rs::GBK.encode("新华社北京").0, Some("gb2312")), "GBK");
        assert_eq!(name(b"\xef\xbb\xbfcaf\xc3\xa9", Some("latin1")), "UTF-8");
    }

    #[test]
    fn without_a_declaration_the_whole_record_is_weighed() {
        let russian = "Сегодня в Москве открылась выставка. Президент выступил с речью.";
        assert_eq!(name(&encoding_rs::WINDOWS_1251.encode(russian).0, None), "windows-1251");
        assert_eq!(name(&encoding_rs::KOI8_R.encode(russian).0, None), "KOI8-U");
        assert_eq!(name(b"the caf\xe9 on Main Street", None), "windows-1252");
        let japanese = "東京で新しい展覧会が開かれました。首相が演説しました。";
        assert_eq!(name(&encoding_rs::SHIFT_JIS.encode(japanese).0, None), "Shift_JIS");
        assert_eq!(name(&encoding_rs::ISO_2022_JP.encode(japanese).0, None), "ISO-2022-JP");
    }

    #[test]
    fn a_guess_begins_where_letters_beyond_ascii_do() {
        let russian = encoding_rs::WINDOWS_1251.encode("Порт снова открыт после шторма, сообщили власти. ").0;
        let text = [&b"The harbour. ".repeat(80_000)[..], &russian.repeat(20_000)].concat();
        assert_eq!(name(&text, None), "windows-1251");
    }

    #[test]
    fn a_text_that_ends_in_half_a_letter_keeps_its_charset() {
        let chinese = "港口星期一关闭，开往各岛的渡轮已经停运，官员说风暴还会持续两天。".repeat(3);
        let raw = encoding_rs::GBK.encode(&chinese).0;
        assert_eq!(name(&raw, None), name(&raw[..raw.len() - 1], None));
        let german = encoding_rs::WINDOWS_1252
            .encode("Die Fähren fahren für müde Gäste über das Meer zum schönen Café")
            .0;
        assert_eq!(name(&german, None), "windows-1252");
    }

    #[test]
    fn utf16_without_a_mark_is_seen() {
        let raw: Vec<u8> = "Harbour reopens".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let charset = Charset::tell(&raw, None, None);
        assert_eq!(charset.encoding, UTF_16LE);
        assert_eq!(charset.decode(&raw).as_str(), "Harbour reopens");
    }

    #[test]
    fn a_cut_letter_at_the_end_does_not_change_the_charset() {
        let text = "naïve café à Paris".as_bytes();
        assert_eq!(name(&text[..text.len() - 6], None), "UTF-8");
    }

    #[test]
    fn declarations_are_found() {
        assert_eq!(
            declared(b"<?xml version='1.0' encoding='ISO-8859-15'?><a/>").as_deref(),
            Some("iso-8859-15")
        );
        let meta = b"<html><META http-equiv=x content=\"text/html; charset=gb2312\">";
        assert_eq!(declared(meta).as_deref(), Some("gb2312"));
        assert_eq!(declared(b"charset"), None);
    }
}
