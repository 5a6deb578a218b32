//! Attributes, read from a tag's range when they are wanted.

use super::decode::{Rules, decode};
use super::token::{is_space, rest};
use encoding_rs::Encoding;
use memchr::memchr;
use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

/// An attribute as ranges: its name, and its value without quotes (empty where it has none).
pub(super) type AttrRanges = (Range<usize>, Range<usize>);

/// Walks over the attributes of one tag, duplicates and all.
pub(super) struct AttrScan<'a> {
    bytes: &'a [u8],
    at: usize,
    /// The offset behind the `>`, and whether a `/` stands before it; `None` until the walk is over.
    end: Option<(usize, bool)>,
}

impl<'a> AttrScan<'a> {
    /// Begins behind the tag's name.
    pub(super) fn new(bytes: &'a [u8], name_end: usize) -> Self {
        Self { bytes, at: name_end, end: None }
    }

    fn byte(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_spaces(&mut self) {
        while self.byte().is_some_and(is_space) {
            self.at += 1;
        }
    }

    fn skip_while(&mut self, more: impl Fn(u8) -> bool) {
        let rest = rest(self.bytes, self.at);
        self.at += rest.iter().position(|&byte| !more(byte)).unwrap_or(rest.len());
    }

    /// The value behind `=`; `None` where the page ends in it.
    fn value(&mut self) -> Option<Range<usize>> {
        self.skip_spaces();
        match self.byte()? {
            quote @ (b'"' | b'\'') => {
                let start = self.at + 1;
                let end = start + memchr(quote, rest(self.bytes, start))?;
                self.at = end + 1;
                Some(start..end)
            }
            _ => {
                let start = self.at;
                self.skip_while(|byte| !is_space(byte) && byte != b'>');
                Some(start..self.at)
            }
        }
    }
}

impl Iterator for AttrScan<'_> {
    type Item = AttrRanges;

    fn next(&mut self) -> Option<AttrRanges> {
        loop {
            self.skip_spaces();
            match self.byte()? {
                b'>' => {
                    self.end = Some((self.at + 1, false));
                    return None;
                }
                b'/' if self.bytes.get(self.at + 1) == Some(&b'>') => {
                    self.end = Some((self.at + 2, true));
                    return None;
                }
                b'/' => self.at += 1,
                _ => break,
            }
        }
        let start = self.at;
        // A `=` in the first place belongs to the name.
        self.at += 1;
        self.skip_while(|byte| !is_space(byte) && !matches!(byte, b'/' | b'>' | b'='));
        let name = start..self.at;
        self.skip_spaces();
        if self.byte()? != b'=' {
            return Some((name.clone(), name.end..name.end));
        }
        self.at += 1;
        let value = self.value()?;
        Some((name, value))
    }
}

/// The offset behind the tag whose name ends at `name_end`, and whether it closes itself; `None` where the page
/// ends inside the tag.
pub(super) fn tag_end(bytes: &[u8], name_end: usize) -> Option<(usize, bool)> {
    let mut scan = AttrScan::new(bytes, name_end);
    while scan.next().is_some() {}
    scan.end
}

/// Drops the attributes whose name stood before in the same tag: the first one counts.
///
/// Linear in the number of attributes, whatever it is.
#[derive(Default)]
pub(super) struct FirstOnly<'a> {
    few: Vec<Cow<'a, str>>,
    many: HashSet<String>,
}

impl<'a> FirstOnly<'a> {
    /// Below this number of names, looking at each is faster than hashing.
    const FEW: usize = 16;

    /// Whether `name` is seen for the first time.
    pub(super) fn is_first(&mut self, name: Cow<'a, str>) -> bool {
        if self.few.iter().any(|seen| seen.eq_ignore_ascii_case(&name)) {
            return false;
        }
        if self.few.len() < Self::FEW {
            self.few.push(name);
            return true;
        }
        self.many.insert(name.to_ascii_lowercase())
    }
}

/// Of an element with more attributes, the tag itself is compared.
const MOST_COMPARED: usize = 64;

/// The attributes of a tag in a form that is the same for the same ones in another order or spelling.
pub(super) fn canonical(
    bytes: &[u8],
    encoding: &'static Encoding,
    tag: Range<usize>,
    name_end: usize,
) -> Vec<u8> {
    let part = |range: Range<usize>| bytes.get(range).unwrap_or_default();
    let mut attrs: Vec<(Vec<u8>, Cow<'_, str>)> = Vec::new();
    for (name, value) in AttrScan::new(bytes, name_end) {
        if attrs.len() == MOST_COMPARED {
            return part(tag).to_vec();
        }
        let name = part(name).to_ascii_lowercase();
        if attrs.iter().all(|(seen, _)| *seen != name) {
            attrs.push((name, decode(part(value), encoding, Rules::ATTRIBUTE)));
        }
    }
    attrs.sort_unstable();
    let mut set = Vec::new();
    for (name, value) in attrs {
        set.extend_from_slice(&name);
        set.push(b'=');
        set.extend_from_slice(value.as_bytes());
        // No value holds a NUL: it is decoded.
        set.push(0);
    }
    set
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(tag: &str, attrs: &[(&str, &str)], end: Option<(usize, bool)>) {
        let name_end = tag.find([' ', '/', '>']).unwrap_or(tag.len());
        let scan = AttrScan::new(tag.as_bytes(), name_end);
        let read: Vec<_> = scan.map(|(name, value)| (&tag[name], &tag[value])).collect();
        assert_eq!(read, attrs, "{tag}");
        assert_eq!(tag_end(tag.as_bytes(), name_end), end, "{tag}");
    }

    #[test]
    fn attributes_in_all_their_forms() {
        check(
            "<a b=c d='e f' g=\"h>\" i>",
            &[("b", "c"), ("d", "e f"), ("g", "h>"), ("i", "")],
            Some((24, false)),
        );
        check("<a b = c/>", &[("b", "c/")], Some((10, false)));
        check("<a b/c />", &[("b", ""), ("c", "")], Some((9, true)));
        check("<a =b=c d=>", &[("=b", "c"), ("d", "")], Some((11, false)));
        check("<a b=c", &[("b", "c")], None);
        check("<a b='c", &[], None);
        check("<a b", &[], None);
    }

    #[test]
    fn only_the_first_of_a_name_counts() {
        let names: Vec<Cow<'_, str>> = (0..100).map(|n| format!("A{}", n % 50).into()).collect();
        let mut first = FirstOnly::default();
        let kept = names.iter().filter(|name| first.is_first((*name).clone())).count();
        assert_eq!(kept, 50);
        assert!(!first.is_first("a7".into()) && !first.is_first("a40".into()));
    }
}
