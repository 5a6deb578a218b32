//! Byte ranges in a raw record.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A half-open range of bytes, `start..end`, in the raw record: after decompression, before decoding.
///
/// Serialized as the pair `[start, end]`.
///
/// ```
/// use offwire_article::Span;
/// let span = Span::new(4, 9);
/// assert_eq!(span.cut(b"The quick fox"), Some(&b"quick"[..]));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u64,
    /// Offset behind the last byte; never before `start`.
    pub end: u64,
}

impl Span {
    /// The range `start..end`; an end before its start gives an empty range at `start`.
    #[must_use]
    pub fn new(start: u64, end: u64) -> Self {
        Self { start, end: end.max(start) }
    }

    /// The same from offsets in memory.
    #[must_use]
    pub fn of(start: usize, end: usize) -> Self {
        Self::new(start as u64, end as u64)
    }

    /// Number of bytes.
    #[must_use]
    pub fn len(self) -> u64 {
        self.end.saturating_sub(self.start)
    }

    /// Whether it holds no byte.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// The bytes of `raw` in this range, or `None` where it reaches beyond them.
    #[must_use]
    pub fn cut(self, raw: &[u8]) -> Option<&[u8]> {
        raw.get(usize::try_from(self.start).ok()?..usize::try_from(self.end).ok()?)
    }
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.start, self.end).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (start, end) = <(u64, u64)>::deserialize(deserializer)?;
        Ok(Self::new(start, end))
    }
}
