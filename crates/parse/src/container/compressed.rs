//! One stream behind a compression: gzip, bzip2, xz, Zstandard, LZ4.

use super::budget::Budget;
use crate::sniff::Packing;
use crate::stream::{Failure, Stream};
use crate::{ParseOptions, Reason};
use std::io::{self, BufRead, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Bytes in which the next member of damaged gzip data is looked for at a time.
const SEARCHED: usize = 64 * 1024;
/// Memory that an xz stream may ask for.
const XZ_MEMORY: u64 = 256 << 20;

/// The stream behind a compression.
pub(crate) fn unpack(packing: Packing, stream: Stream, options: &ParseOptions, budget: &Budget) -> Stream {
    let packed = Arc::new(AtomicU64::new(0));
    let counted = Counted { stream, packed: Arc::clone(&packed) };
    let inner: Box<dyn Read + Send> = match packing {
        Packing::Gzip => Box::new(Members::new(counted)),
        Packing::Bzip2 => Box::new(bzip2::bufread::MultiBzDecoder::new(counted)),
        Packing::Xz => {
            match liblzma::stream::Stream::new_stream_decoder(XZ_MEMORY, liblzma::stream::CONCATENATED) {
                Ok(decoder) => Box::new(liblzma::bufread::XzDecoder::new_stream(counted, decoder)),
                Err(error) => broken(io::Error::other(error)),
            }
        }
        Packing::Zstd => match zstd::stream::read::Decoder::with_buffer(counted) {
            Ok(decoder) => Box::new(decoder),
            Err(error) => broken(error),
        },
        Packing::Lz4 => Box::new(Frames(lz4_flex::frame::FrameDecoder::new(counted))),
    };
    let guarded =
        Guarded { inner, packing, packed, unpacked: 0, max_ratio: options.max_ratio, budget: budget.clone() };
    Stream::new(Box::new(guarded))
}

/// A reader that only reports why it could not be made.
fn broken(error: io::Error) -> Box<dyn Read + Send> {
    struct Broken(Option<io::Error>);
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            self.0.take().map_or(Ok(0), Err)
        }
    }
    Box::new(Broken(Some(error)))
}

/// Counts the packed bytes.
struct Counted {
    stream: Stream,
    packed: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.stream.read(into)?;
        self.packed.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

impl BufRead for Counted {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.stream.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.stream.consume(count);
        self.packed.fetch_add(count as u64, Ordering::Relaxed);
    }
}

/// Names the failures of a decoder, and stops what unpacks to far more than it should.
struct Guarded {
    inner: Box<dyn Read + Send>,
    packing: Packing,
    packed: Arc<AtomicU64>,
    unpacked: u64,
    max_ratio: u64,
    budget: Budget,
}

impl Read for Guarded {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = match self.inner.read(into) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return Err(error),
            Err(error) => return Err(Failure::of(&error, Some(self.packing.name())).into_io()),
            Ok(count) => count,
        };
        self.unpacked += count as u64;
        let packed = self.packed.load(Ordering::Relaxed).max(1);
        if self.unpacked > super::RATIO_FROM && self.unpacked / packed > self.max_ratio {
            let detail = format!("unpacks to more than {} times its size: taken for a bomb", self.max_ratio);
            return Err(Failure::new(Reason::Bomb, detail).into_io());
        }
        self.budget.unpacked(count, self.max_ratio)?;
        Ok(count)
    }
}

/// The members of a gzip file as one stream. Zeros behind the last member (blocks of tapes) are no error.
struct Members {
    member: Option<flate2::bufread::GzDecoder<Counted>>,
}

impl Members {
    fn new(counted: Counted) -> Self {
        Self { member: Some(flate2::bufread::GzDecoder::new(counted)) }
    }

    /// The next member behind one that is damaged: the next bytes that look like the head of one (RFC 1952).
    fn behind_damage(mut rest: Counted) -> Option<flate2::bufread::GzDecoder<Counted>> {
        const HEAD: [u8; 3] = [0x1f, 0x8b, 8];
        const RESERVED_FLAGS: u8 = 0xe0;
        loop {
            let ready = rest.stream.fill(SEARCHED);
            let is_last = ready.len() < SEARCHED;
            match memchr::memmem::find(ready, &HEAD) {
                Some(at) if ready.get(at + HEAD.len()).is_some_and(|flags| flags & RESERVED_FLAGS == 0) => {
                    rest.consume(at);
                    return Some(flate2::bufread::GzDecoder::new(rest));
                }
                Some(at) => rest.consume(at + 1),
                None if is_last => return None,
                None => rest.consume(SEARCHED - HEAD.len()),
            }
        }
    }

    /// The next member behind one that has ended.
    fn next(mut rest: Counted) -> io::Result<Option<flate2::bufread::GzDecoder<Counted>>> {
        loop {
            let ready = rest.fill_buf()?;
            let Some(first) = ready.first() else { return Ok(None) };
            if *first != 0 {
                break;
            }
            let zeros = ready.iter().take_while(|b| **b == 0).count();
            rest.consume(zeros);
        }
        if rest.stream.fill(2).starts_with(&[0x1f, 0x8b]) {
            return Ok(Some(flate2::bufread::GzDecoder::new(rest)));
        }
        Err(io::Error::new(io::ErrorKind::InvalidData, "bytes behind the last member that are no gzip"))
    }
}

/// Whether a decoder reports that its data are wrong, and not that they end or cannot be read.
fn is_damage(error: &io::Error) -> bool {
    let is_from_below = error.get_ref().is_some_and(|inner| inner.is::<Failure>());
    !is_from_below && matches!(error.kind(), io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput)
}

impl Read for Members {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while let Some(member) = &mut self.member {
            let count = match member.read(into) {
                Err(error) if is_damage(&error) => {
                    let rest = self.member.take().map(flate2::bufread::GzDecoder::into_inner);
                    self.member = rest.and_then(Self::behind_damage);
                    let detail = format!("a member of the gzip data is damaged: {error}");
                    let failure = Failure::passable(Reason::Malformed, detail);
                    return Err(if self.member.is_some() { failure.into_io() } else { error });
                }
                read => read?,
            };
            if count > 0 || into.is_empty() {
                return Ok(count);
            }
            let rest = self.member.take().map(flate2::bufread::GzDecoder::into_inner);
            self.member = rest.map(Self::next).transpose()?.flatten();
        }
        Ok(0)
    }
}

/// The frames of an LZ4 file as one stream.
struct Frames(lz4_flex::frame::FrameDecoder<Counted>);

impl Read for Frames {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            let count = self.0.read(into)?;
            if count > 0 || into.is_empty() || self.0.get_mut().fill_buf()?.is_empty() {
                return Ok(count);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn gzip(text: &[u8]) -> Vec<u8> {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        packed.write_all(text).unwrap();
        packed.finish().unwrap()
    }

    fn open(packing: Packing, packed: Vec<u8>) -> Stream {
        let stream = Stream::new(Box::new(io::Cursor::new(packed)));
        unpack(packing, stream, &ParseOptions::default(), &Budget::default())
    }

    #[test]
    fn members_and_padding_read_as_one_stream() {
        let mut packed = gzip(b"one ");
        packed.extend(gzip(b"two"));
        packed.extend([0; 600]);
        let mut stream = open(Packing::Gzip, packed);
        assert_eq!(stream.fill(100), b"one two");
        assert!(stream.failure().is_none());
    }

    #[test]
    fn a_cut_stream_gives_what_came_before_the_cut() {
        let text: Vec<u8> =
            (0..40_000u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
        let packed = gzip(&text);
        let mut stream = open(Packing::Gzip, packed[..packed.len() / 2].to_vec());
        let got = stream.fill(text.len()).len();
        assert!(got > text.len() / 3, "{got}");
        assert_eq!(stream.failure().unwrap().reason, Reason::Truncated);
    }

    #[test]
    fn behind_a_damaged_member_the_next_can_be_read() {
        let mut packed = gzip(b"one ");
        let mut broken = gzip(&b"two ".repeat(900));
        let checksum = broken.len() - 8;
        broken[checksum] ^= 0xff;
        packed.extend(broken);
        packed.extend(gzip(b"three"));
        let mut stream = open(Packing::Gzip, packed);
        assert!(stream.fill(10_000).starts_with(b"one two "));
        assert_eq!(stream.failure().unwrap().reason, Reason::Malformed);
        let length = stream.peek().len();
        stream.pass(length);
        assert!(stream.resume());
        assert_eq!(stream.fill(100), b"three");
        assert!(stream.failure().is_none() && !stream.resume());
    }

    #[test]
    fn bytes_behind_the_last_member_are_told() {
        let mut packed = gzip(b"one");
        packed.extend(b"junk");
        let mut stream = open(Packing::Gzip, packed);
        assert_eq!(stream.fill(100), b"one");
        assert_eq!(stream.failure().unwrap().reason, Reason::Malformed);
    }

    #[test]
    fn every_packing_is_undone() {
        let text = b"The harbour reopened on Monday. ".repeat(50);
        let mut bz = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
        bz.write_all(&text).unwrap();
        let mut xz = liblzma::write::XzEncoder::new(Vec::new(), 1);
        xz.write_all(&text).unwrap();
        let mut lz4 = lz4_flex::frame::FrameEncoder::new(Vec::new());
        lz4.write_all(&text).unwrap();
        let packed = [
            (Packing::Gzip, gzip(&text)),
            (Packing::Bzip2, bz.finish().unwrap()),
            (Packing::Xz, xz.finish().unwrap()),
            (Packing::Zstd, zstd::encode_all(&text[..], 1).unwrap()),
            (Packing::Lz4, lz4.finish().unwrap()),
        ];
        for (packing, packed) in packed {
            let twice = [packed.clone(), packed].concat();
            let mut stream = open(packing, twice);
            assert_eq!(stream.fill(10_000), text.repeat(2), "{packing:?}");
            assert!(stream.failure().is_none(), "{packing:?}");
        }
    }

    #[test]
    fn zeros_without_end_are_a_bomb() {
        let packed = gzip(&vec![0; 18 << 20]);
        let mut stream = open(Packing::Gzip, packed);
        stream.fill(20 << 20);
        assert_eq!(stream.failure().unwrap().reason, Reason::Bomb);
    }
}
