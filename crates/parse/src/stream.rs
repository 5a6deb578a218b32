//! A buffered stream of bytes that remembers where it is and how it ended.

use crate::{Error, Origin, Reason};
use std::io::{self, BufRead, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Bytes asked of a reader at a time.
const CHUNK: usize = 64 * 1024;

/// A reader with a buffer that can grow to hold a whole record.
pub(crate) struct Stream {
    read: Box<dyn Read + Send>,
    buffer: Vec<u8>,
    start: usize,
    offset: u64,
    ended: bool,
    failure: Option<Failure>,
}

/// Why a stream ended before its end. It travels through the layers above as the payload of an
/// [`io::Error`], so that one failure is told once, by the innermost layer.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{detail}")]
pub(crate) struct Failure {
    pub(crate) reason: Reason,
    pub(crate) detail: String,
    /// Whether the reader goes on behind it when it is asked again.
    passable: bool,
    /// What the reader of the bytes reported, where it was that.
    kind: Option<io::ErrorKind>,
    told: Arc<AtomicBool>,
}

impl Failure {
    pub(crate) fn new(reason: Reason, detail: impl Into<String>) -> Self {
        Self { reason, detail: detail.into(), passable: false, kind: None, told: Arc::default() }
    }

    /// A failure behind which the reader goes on: see [`Stream::resume`].
    pub(crate) fn passable(reason: Reason, detail: impl Into<String>) -> Self {
        Self { passable: true, ..Self::new(reason, detail) }
    }

    /// Reads what a reader reported; `packing` names the decoder that it came from, if any.
    pub(crate) fn of(error: &io::Error, packing: Option<&str>) -> Self {
        if let Some(failure) = error.get_ref().and_then(|inner| inner.downcast_ref::<Self>()) {
            return failure.clone();
        }
        let unreadable =
            || Self { kind: Some(error.kind()), ..Self::new(Reason::Unreadable, error.to_string()) };
        let Some(packing) = packing else { return unreadable() };
        match error.kind() {
            io::ErrorKind::UnexpectedEof => {
                Self::new(Reason::Truncated, format!("the {packing} data end before their end"))
            }
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::Other => {
                Self::new(Reason::Malformed, format!("the {packing} data are damaged: {error}"))
            }
            _ => unreadable(),
        }
    }

    /// What a record is noted to be that was read up to it.
    pub(crate) fn note(&self) -> &'static str {
        if self.reason == Reason::Malformed { "damaged" } else { "cut off" }
    }

    /// The same as an error of a reader.
    pub(crate) fn into_io(self) -> io::Error {
        io::Error::other(self)
    }

    /// The error to hand out, unless a layer has done so already.
    pub(crate) fn tell(&self, origin: &Origin) -> Option<Error> {
        let told = self.told.swap(true, Ordering::Relaxed);
        (!told).then(|| {
            let source = self.kind.map(|kind| io::Error::new(kind, self.detail.clone()));
            Error { source: source.map(Into::into), ..Error::at(origin, self.reason, self.detail.clone()) }
        })
    }
}

impl Stream {
    pub(crate) fn new(read: Box<dyn Read + Send>) -> Self {
        Self { read, buffer: Vec::new(), start: 0, offset: 0, ended: false, failure: None }
    }

    /// At least `want` bytes without consuming them; fewer only where the stream ends.
    pub(crate) fn fill(&mut self, want: usize) -> &[u8] {
        if self.buffer.len() - self.start < want && !self.ended {
            self.buffer.drain(..self.start);
            self.start = 0;
            while self.buffer.len() < want && !self.ended {
                self.read_more(want.saturating_sub(self.buffer.len()).max(CHUNK));
            }
        }
        self.peek()
    }

    fn read_more(&mut self, count: usize) {
        let mut part = (&mut self.read).take(count as u64);
        let before = self.buffer.len();
        if let Err(error) = part.read_to_end(&mut self.buffer) {
            self.failure = Some(Failure::of(&error, None));
            self.ended = true;
        }
        self.ended |= self.buffer.len() - before < count;
    }

    /// What is buffered.
    pub(crate) fn peek(&self) -> &[u8] {
        self.buffer.get(self.start..).unwrap_or_default()
    }

    /// Passes over buffered bytes.
    pub(crate) fn pass(&mut self, count: usize) {
        let count = count.min(self.buffer.len() - self.start);
        self.start += count;
        self.offset += count as u64;
    }

    /// Takes buffered bytes out.
    pub(crate) fn draw(&mut self, count: usize) -> Vec<u8> {
        let count = count.min(self.buffer.len() - self.start);
        // A record that fills the buffer is handed over without a copy.
        let bytes = if self.start == 0 && count == self.buffer.len() {
            std::mem::take(&mut self.buffer)
        } else {
            let bytes = self.peek().get(..count).unwrap_or_default().to_vec();
            self.start += count;
            bytes
        };
        self.offset += count as u64;
        bytes
    }

    /// Passes over bytes whether buffered or not; the number passed is smaller where the stream ends.
    pub(crate) fn skip(&mut self, count: u64) -> u64 {
        let mut left = count;
        while left > 0 {
            let ready = self.fill(1).len().min(usize::try_from(left).unwrap_or(usize::MAX));
            if ready == 0 {
                break;
            }
            self.pass(ready);
            left -= ready as u64;
        }
        count - left
    }

    /// Offset of the next byte from the start of the stream.
    pub(crate) fn offset(&self) -> u64 {
        self.offset
    }

    /// Whether everything that will ever come is buffered.
    pub(crate) fn is_complete(&self) -> bool {
        self.ended
    }

    /// Goes on behind a failure that allows it; false where there is none. Only who can tell where a record begins
    /// may ask: what comes next does not follow what came before.
    pub(crate) fn resume(&mut self) -> bool {
        let can = self.failure.as_ref().is_some_and(|failure| failure.passable);
        if can {
            self.failure = None;
            self.ended = false;
        }
        can
    }

    /// How the stream failed, if it did.
    pub(crate) fn failure(&self) -> Option<&Failure> {
        self.failure.as_ref()
    }
}

impl Read for Stream {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let ready = self.fill_buf()?;
        let count = ready.len().min(into.len());
        if let (Some(from), Some(to)) = (ready.get(..count), into.get_mut(..count)) {
            to.copy_from_slice(from);
        }
        self.pass(count);
        Ok(count)
    }
}

impl BufRead for Stream {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.fill(1).is_empty()
            && let Some(failure) = self.failure.clone()
        {
            return Err(failure.into_io());
        }
        Ok(self.peek())
    }

    fn consume(&mut self, count: usize) {
        self.pass(count);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives one byte a time, then fails.
    struct Drip(Vec<u8>);

    impl Read for Drip {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            if self.0.is_empty() {
                return Err(io::Error::new(io::ErrorKind::TimedOut, "the disk is gone"));
            }
            into[0] = self.0.remove(0);
            Ok(1)
        }
    }

    #[test]
    fn what_came_before_a_failure_is_kept() {
        let mut stream = Stream::new(Box::new(Drip(b"abc".to_vec())));
        assert_eq!(stream.fill(10), b"abc");
        assert!(stream.is_complete());
        let failure = stream.failure().unwrap();
        assert_eq!((failure.reason, failure.detail.as_str()), (Reason::Unreadable, "the disk is gone"));
    }

    #[test]
    fn a_failure_is_told_once_through_all_layers() {
        let inner = Stream::new(Box::new(Drip(b"ab".to_vec())));
        let mut outer = Stream::new(Box::new(inner));
        assert_eq!(outer.fill(5), b"ab");
        let origin = Origin::file("x");
        assert!(outer.failure().unwrap().tell(&origin).is_some());
        assert!(outer.failure().unwrap().tell(&origin).is_none());
    }

    #[test]
    fn offsets_count_what_was_passed() {
        let mut stream = Stream::new(Box::new(&b"0123456789"[..]));
        stream.fill(4);
        stream.pass(2);
        assert_eq!(stream.draw(3), b"234");
        assert_eq!(stream.skip(100), 5);
        assert_eq!(stream.offset(), 10);
    }
}
