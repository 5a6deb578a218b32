//! zip archives, and WACZ, which is a zip with WARC files in `archive/`.
//!
//! The table of contents at a zip's end says what is in it, so a zip is read from a file that can seek, or
//! from memory. Members are then streamed one by one.

use super::budget::Budget;
use super::{Context, Level, Step, names};
use crate::items::ReadSeek;
use crate::stream::{Failure, Stream};
use crate::{Error, Origin, ParseOptions, Reason};
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::sync::{Arc, Mutex, PoisonError};
use zip::CompressionMethod;

/// What opens a member where it lies.
const LOCAL: &[u8] = b"PK\x03\x04";

/// An open zip.
pub(crate) struct Zip {
    file: Shared,
    members: Vec<Entry>,
    next: usize,
    origin: Origin,
    /// What is wrong with the zip as a whole, told behind what it still gave.
    trouble: Option<Error>,
}

/// One member as the table of contents has it.
struct Entry {
    name: String,
    start: u64,
    packed: u64,
    method: CompressionMethod,
    encrypted: bool,
    /// CRC-32 of what comes out, where the zip tells it.
    checksum: Option<u32>,
}

impl Zip {
    pub(crate) fn open(
        file: Box<dyn ReadSeek>,
        origin: &Origin,
        options: &ParseOptions,
    ) -> Result<Self, Error> {
        let file = Shared { file: Arc::new(Mutex::new(file)), at: 0, end: u64::MAX };
        let broken = |error: zip::result::ZipError| {
            Error::at(
                origin,
                Reason::Malformed,
                format!("the zip's table of contents cannot be read: {error}"),
            )
        };
        let mut archive = match zip::ZipArchive::new(file.clone()) {
            Ok(archive) => archive,
            Err(error) => {
                let members = salvage(&file).map_err(|error| broken(error.into()))?;
                let trouble = Some(broken(error));
                return Ok(Self { file, members: wacz(members), next: 0, origin: origin.clone(), trouble });
            }
        };
        if archive.len() as u64 > options.max_members {
            return Err(Error::at(origin, Reason::Bomb, "more members than the limit"));
        }
        let mut members = Vec::with_capacity(archive.len());
        for index in 0..archive.len() {
            let Ok(entry) = archive.by_index_raw(index) else { continue };
            if !entry.is_dir() {
                members.push(Entry {
                    name: names::text(entry.name_raw()),
                    start: entry.data_start().unwrap_or(0),
                    packed: entry.compressed_size(),
                    method: entry.compression(),
                    encrypted: entry.encrypted(),
                    checksum: Some(entry.crc32()),
                });
            }
        }
        if overlap(&members) {
            return Err(Error::at(origin, Reason::Bomb, "members that lie in one another: taken for a bomb"));
        }
        if members.is_empty() {
            return Err(Error::at(origin, Reason::Empty, "a zip with nothing in it"));
        }
        if told_members(&file).is_ok_and(|told| told.is_some_and(|told| told > archive.len() as u64)) {
            // Of several members with one name the table's reader gives the last.
            let mut found = salvage(&file).map_err(|error| broken(error.into()))?;
            found.retain(|one| one.packed > 0 && members.iter().all(|member| member.start != one.start));
            members.extend(found);
            members.sort_by_key(|member| member.start);
        }
        let archived = members.iter().any(|m| m.name.starts_with("archive/"));
        if origin.name().to_ascii_lowercase().ends_with(".wacz") && !archived {
            return Err(Error::at(origin, Reason::Malformed, "a WACZ without its folder archive/"));
        }
        Ok(Self { file, members: wacz(members), next: 0, origin: origin.clone(), trouble: None })
    }

    fn member(&self, entry: &Entry, context: &Context) -> Step {
        let origin = self.origin.member(&entry.name);
        match names::judge(&entry.name) {
            names::Verdict::PassOver(what) => return Step::PassedOver(what),
            names::Verdict::Refuse(detail) => {
                return Step::Failed(Error::at(&origin, Reason::Malformed, detail));
            }
            names::Verdict::Read if entry.encrypted => {
                return Step::Failed(Error::at(&origin, Reason::Unsupported, "encrypted: unpack it first"));
            }
            names::Verdict::Read => {}
        }
        let end = entry.start.saturating_add(entry.packed);
        let raw = Shared { at: entry.start, end, ..self.file.clone() };
        let inner: Box<dyn Read + Send> = match entry.method {
            CompressionMethod::Stored => Box::new(raw),
            CompressionMethod::Deflated => Box::new(flate2::read::DeflateDecoder::new(raw)),
            CompressionMethod::BZIP2 => Box::new(bzip2::read::BzDecoder::new(raw)),
            CompressionMethod::ZSTD => match zstd::stream::read::Decoder::new(raw) {
                Ok(decoder) => Box::new(decoder),
                Err(error) => return Step::Failed(Error::at(&origin, Reason::Malformed, error.to_string())),
            },
            _ => {
                let detail = "packed by a method that is not read: unpack it first";
                return Step::Failed(Error::at(&origin, Reason::Unsupported, detail));
            }
        };
        let packed = entry.packed.max(1);
        let guarded = Guarded {
            inner,
            packed,
            unpacked: 0,
            sum: flate2::Crc::new(),
            checksum: entry.checksum,
            max_ratio: context.options.max_ratio,
            budget: context.budget.clone(),
        };
        Step::Open(Stream::new(Box::new(guarded)), origin)
    }
}

/// Whether members share bytes, as those of zip bombs do that do without nesting.
fn overlap(members: &[Entry]) -> bool {
    let mut ranges: Vec<(u64, u64)> = members
        .iter()
        .filter(|m| m.packed > 0)
        .map(|m| (m.start, m.start.saturating_add(m.packed)))
        .collect();
    ranges.sort_unstable();
    ranges.windows(2).any(|pair| matches!(pair, [first, second] if second.0 < first.1))
}

/// How many members the record at the zip's end tells of (APPNOTE 4.3.16), where it has no comment and no Zip64.
fn told_members(file: &Shared) -> io::Result<Option<u64>> {
    const END: usize = 22;
    let mut raw = file.clone();
    let length = raw.seek(SeekFrom::End(0))?;
    let Some(start) = length.checked_sub(END as u64) else { return Ok(None) };
    let mut end = [0u8; END];
    Shared { at: start, ..raw }.read_exact(&mut end)?;
    let told = match end {
        [b'P', b'K', 5, 6, _, _, _, _, _, _, low, high, ..] => u64::from(low) | u64::from(high) << 8,
        _ => return Ok(None),
    };
    Ok((told != 0xffff).then_some(told))
}

/// The members of a zip without its table of contents (a copy that broke off), by the headers before each.
fn salvage(file: &Shared) -> io::Result<Vec<Entry>> {
    let mut members = Vec::new();
    let length = Shared { at: 0, ..file.clone() }.seek(SeekFrom::End(0))?;
    let mut at = 0;
    while let Some(found) = find_local(file, at)? {
        let mut raw = Shared { at: found, ..file.clone() };
        let mut fixed = [0u8; 30];
        if raw.read_exact(&mut fixed).is_err() {
            break;
        }
        let two = |from: usize| {
            fixed.get(from..from + 2).map_or(0, |b| b.iter().rev().fold(0, |n, b| n << 8 | u64::from(*b)))
        };
        let packed = two(18) | two(20) << 16;
        let mut name = Vec::new();
        raw.take(two(26)).read_to_end(&mut name)?;
        let start = found + 30 + two(26) + two(28);
        // A size of nothing stands behind the member, one of all ones in an extra field: its end is its own.
        let is_known = packed != 0 && packed != u64::from(u32::MAX);
        if !name.ends_with(b"/") {
            members.push(Entry {
                name: names::text(&name),
                start,
                packed: if is_known { packed } else { length.saturating_sub(start) },
                // The numbers of APPNOTE 4.4.5.
                method: match two(8) {
                    0 => CompressionMethod::STORE,
                    8 => CompressionMethod::DEFLATE,
                    12 => CompressionMethod::BZIP2,
                    93 => CompressionMethod::ZSTD,
                    _ => CompressionMethod::XZ,
                },
                encrypted: two(6) & 1 == 1,
                checksum: is_known.then(|| u32::try_from(two(14) | two(16) << 16).unwrap_or(0)),
            });
        }
        at = if is_known { start + packed } else { start };
    }
    Ok(members)
}

/// Where the next header of a member begins.
fn find_local(file: &Shared, from: u64) -> io::Result<Option<u64>> {
    let mut read = BufReader::with_capacity(1 << 16, Shared { at: from, ..file.clone() });
    let mut window = Vec::new();
    let mut start = from;
    loop {
        let count = read.by_ref().take(1 << 16).read_to_end(&mut window)?;
        if let Some(at) = memchr::memmem::find(&window, LOCAL) {
            return Ok(Some(start + at as u64));
        }
        if count == 0 {
            return Ok(None);
        }
        let kept = window.len().min(LOCAL.len() - 1);
        let passed = window.len() - kept;
        window.drain(..passed);
        start += passed as u64;
    }
}

/// Of a WACZ only its WARC files are read: the rest are indexes and lists of pages.
fn wacz(members: Vec<Entry>) -> Vec<Entry> {
    let is_wacz = members.iter().any(|m| m.name == "datapackage.json");
    let in_archive = |m: &Entry| m.name.starts_with("archive/");
    if is_wacz && members.iter().any(in_archive) {
        return members.into_iter().filter(in_archive).collect();
    }
    members
}

impl Level for Zip {
    fn step(&mut self, context: &Context) -> Step {
        let Some(entry) = self.members.get(self.next) else {
            return self.trouble.take().map_or(Step::Done, Step::Failed);
        };
        self.next += 1;
        self.member(entry, context)
    }
}

/// A range of the file; clones share the file and keep their own place.
#[derive(Clone)]
struct Shared {
    file: Arc<Mutex<Box<dyn ReadSeek>>>,
    at: u64,
    end: u64,
}

impl Read for Shared {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(self.at))?;
        let most = usize::try_from(self.end.saturating_sub(self.at)).unwrap_or(usize::MAX).min(into.len());
        let count = file.read(into.get_mut(..most).unwrap_or_default())?;
        self.at += count as u64;
        Ok(count)
    }
}

impl Seek for Shared {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let to = match to {
            SeekFrom::Current(by) => SeekFrom::Start(self.at.saturating_add_signed(by)),
            to => to,
        };
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        self.at = file.seek(to)?;
        Ok(self.at)
    }
}

/// Names the failures of a member, and stops what unpacks to far more than it should.
struct Guarded {
    inner: Box<dyn Read + Send>,
    packed: u64,
    unpacked: u64,
    sum: flate2::Crc,
    checksum: Option<u32>,
    max_ratio: u64,
    budget: Budget,
}

impl Read for Guarded {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(into).map_err(|error| Failure::of(&error, Some("zip")).into_io())?;
        self.unpacked += count as u64;
        self.sum.update(into.get(..count).unwrap_or_default());
        if count == 0 && !into.is_empty() && self.checksum.is_some_and(|told| told != self.sum.sum()) {
            let detail = "the zip's member does not have its checksum";
            return Err(Failure::new(Reason::Malformed, detail).into_io());
        }
        if self.unpacked > super::RATIO_FROM && self.unpacked / self.packed > self.max_ratio {
            let detail = format!("unpacks to more than {} times its size: taken for a bomb", self.max_ratio);
            return Err(Failure::new(Reason::Bomb, detail).into_io());
        }
        self.budget.unpacked(count, self.max_ratio)?;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::walk;
    use crate::{Origin, ParseOptions, Parser, Reason};
    use std::io::{Cursor, Write};
    use zip::write::SimpleFileOptions;

    fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in members {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn a_zip_in_a_zip_is_read_and_bad_names_are_refused() {
        let inner = archive(&[("in.txt", b"One."), ("../out.txt", b"Two.")]);
        let (items, errors) = walk(archive(&[("a.zip", &inner), ("b.txt", b"Three.")]));
        let names: Vec<_> = items.iter().map(|i| i.origin.member.clone().unwrap()).collect();
        assert_eq!(names, ["a.zip!/in.txt", "b.txt"]);
        assert_eq!(errors.len(), 1);
        assert_eq!(errors[0].reason, Reason::Malformed);
    }

    #[test]
    fn of_a_wacz_only_the_crawl_is_read() {
        let warc = b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\nOne.\r\n\r\n";
        let bytes =
            archive(&[("datapackage.json", b"{}"), ("archive/a.warc", warc), ("pages/p.jsonl", b"{}")]);
        let (items, errors) = walk(bytes);
        assert!(errors.is_empty(), "{errors:?}");
        assert_eq!(items.len(), 1);
        assert_eq!(items[0].bytes, b"One.");
    }

    #[test]
    fn a_bomb_is_stopped_and_the_rest_is_read() {
        let text = vec![b'a'; 18 << 20];
        let (items, errors) =
            walk(archive(&[("bomb.jsonl", &[b"{\"a\": \"", &text[..]].concat()), ("b.txt", b"Two.")]));
        assert_eq!(items.last().unwrap().bytes, b"Two.");
        assert!(errors.iter().any(|e| e.reason == Reason::Bomb), "{errors:?}");
    }

    #[test]
    fn a_zip_that_broke_off_gives_what_came() {
        let whole = archive(&[("a.txt", b"One story."), ("b/c.txt", b"Two stories."), ("d.txt", b"Three.")]);
        let second = whole.windows(5).position(|w| w == b"d.txt").unwrap() - 30;
        for cut in [second, second + 10, second + 34, whole.len() - 30] {
            let (items, errors) = walk(whole[..cut].to_vec());
            let texts: Vec<_> =
                items.iter().map(|i| String::from_utf8_lossy(&i.bytes).into_owned()).collect();
            assert!(texts.starts_with(&["One story.".into(), "Two stories.".into()]), "{texts:?}");
            assert!(!errors.is_empty());
        }
    }

    #[test]
    fn a_member_that_has_changed_is_told() {
        let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in [("a.txt", "One story."), ("b.txt", "Two stories.")] {
            writer.start_file(name, stored).unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        }
        let mut bytes = writer.finish().unwrap().into_inner();
        let at = bytes.windows(10).position(|w| w == b"One story.").unwrap();
        bytes[at] = b'E';
        let (items, errors) = walk(bytes);
        let texts: Vec<_> = items.iter().map(|i| String::from_utf8_lossy(&i.bytes).into_owned()).collect();
        assert_eq!(texts, ["Ene story.", "Two stories."]);
        assert_eq!(items[0].notes, ["damaged"]);
        assert_eq!(errors[0].reason, Reason::Malformed);
    }

    #[test]
    fn members_of_one_name_are_all_read_and_nothing_is_no_zip() {
        let mut bytes = archive(&[("a.txt", b"One."), ("b.txt", b"Two.")]);
        for at in 0..bytes.len() - 5 {
            if bytes[at..].starts_with(b"b.txt") {
                bytes[at] = b'a';
            }
        }
        let (items, errors) = walk(bytes);
        assert!(errors.is_empty(), "{errors:?}");
        assert_eq!(items.iter().map(|i| i.bytes.as_slice()).collect::<Vec<_>>(), [b"One.", b"Two."]);
        let (items, errors) = walk(archive(&[]));
        assert!(items.is_empty());
        assert_eq!(errors[0].reason, Reason::Empty);
    }

    #[test]
    fn a_file_that_seeks_is_not_held_in_memory() {
        let options = ParseOptions { max_buffered: 0, ..ParseOptions::default() };
        let file = Box::new(Cursor::new(archive(&[("a.txt", b"One.")])));
        let items: Vec<_> = Parser::new(options).items_of_file(file, Origin::file("x.zip")).collect();
        assert_eq!(items.len(), 1);
        assert_eq!(items[0].as_ref().unwrap().bytes, b"One.");
    }
}
