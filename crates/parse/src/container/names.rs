//! Names of members: which are read, which are passed over, and which are refused.

/// What to do with a member by its name.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Read,
    PassOver(&'static str),
    Refuse(&'static str),
}

/// Files that operating systems leave behind.
const LITTER: &[&str] = &[".DS_Store", "Thumbs.db", "desktop.ini"];

/// Endings of what holds no story.
const MEDIA: &[&str] = &[
    "jpg", "jpeg", "png", "gif", "tif", "tiff", "jp2", "bmp", "webp", "svg", "ico", "mp3", "mp4", "wav",
    "avi", "mov", "css", "js", "woff", "woff2", "ttf", "dtd", "xsd", "xsl",
];

/// Judges a name.
pub(crate) fn judge(name: &str) -> Verdict {
    let parts: Vec<&str> = name.split(['/', '\\']).collect();
    let last = parts.last().copied().unwrap_or_default();
    if parts.contains(&"..") {
        return Verdict::Refuse("a name that leads out of its archive");
    }
    if parts.contains(&"__MACOSX") || last.starts_with("._") || LITTER.contains(&last) {
        return Verdict::PassOver("files of the operating system");
    }
    let ending = last.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    if ending.is_some_and(|ending| MEDIA.contains(&ending.as_str())) {
        return Verdict::PassOver("pictures, sound, style and schemas");
    }
    if last.is_empty() { Verdict::PassOver("folders") } else { Verdict::Read }
}

/// A name as text: UTF-8 where it is, else the old code page of archives.
pub(crate) fn text(name: &[u8]) -> String {
    match std::str::from_utf8(name) {
        Ok(name) => name.to_owned(),
        Err(_) => name.iter().map(|b| if b.is_ascii() { char::from(*b) } else { cp437(*b) }).collect(),
    }
}

/// Letters of code page 437 from 0x80 on, as far as names use them.
fn cp437(byte: u8) -> char {
    const LETTERS: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿";
    LETTERS.chars().nth(usize::from(byte.wrapping_sub(0x80))).unwrap_or('_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_judged() {
        assert_eq!(judge("a/b.xml"), Verdict::Read);
        assert!(matches!(judge("a/../b.xml"), Verdict::Refuse(_)));
        assert!(matches!(judge("..\\b.xml"), Verdict::Refuse(_)));
        assert!(matches!(judge("__MACOSX/a/._b.xml"), Verdict::PassOver(_)));
        assert!(matches!(judge("a/page.JPG"), Verdict::PassOver(_)));
        assert_eq!(text(b"caf\x82"), "café");
    }
}
