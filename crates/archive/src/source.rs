//! Raw records as they are kept: addressed by the SHA-256 of their bytes, packed with zstd.

mod dictionary;
mod kin;
mod packer;
mod packing;
mod sketch;
mod unpacker;

use offwire_article::uid;
use std::sync::Arc;

pub(crate) use dictionary::{Dictionary, Kind};
pub use packer::Packer;
pub(crate) use unpacker::{Needs, Unpacker};

/// A raw record, packed and addressed. Several articles of one record share one.
#[derive(Debug, Clone)]
pub struct PackedSource {
    pub(crate) address: [u8; 32],
    pub(crate) length: u64,
    pub(crate) packed: Vec<u8>,
    pub(crate) dictionary: Option<Arc<Dictionary>>,
    pub(crate) charset: Option<String>,
    pub(crate) context: Option<Arc<str>>,
}

impl PackedSource {
    /// Packs a record's bytes without a dictionary. Pure; meant for the workers.
    ///
    /// ```
    /// let source = offwire_archive::PackedSource::pack(b"Harbour reopens");
    /// assert_eq!(source.len(), 15);
    /// ```
    #[must_use]
    pub fn pack(bytes: &[u8]) -> Self {
        Self::made(bytes, address_of(bytes), packing::alone(bytes), None)
    }

    fn made(
        bytes: &[u8],
        address: [u8; 32],
        packed: Option<Vec<u8>>,
        dictionary: Option<Arc<Dictionary>>,
    ) -> Self {
        let (packed, dictionary) = match packed {
            Some(packed) => (packed, dictionary),
            // zstd fails on a lack of memory only; the bytes are then kept in a frame of raw blocks.
            None => (packing::raw_frame(bytes), None),
        };
        Self { address, length: bytes.len() as u64, packed, dictionary, charset: None, context: None }
    }

    /// The same with what the container said of the record: its charset, and text that it cannot be read without
    /// (the header row of a table).
    #[must_use]
    pub fn with_context(self, charset: Option<String>, context: Option<Arc<str>>) -> Self {
        Self { charset, context, ..self }
    }

    /// Length of the record's bytes.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "a length of stored bytes, no collection")]
    pub fn len(&self) -> u64 {
        self.length
    }

    /// Number of bytes that it takes in the archive.
    #[must_use]
    pub fn packed_len(&self) -> usize {
        self.packed.len()
    }

    /// Bytes that it holds in memory: its own, and those of a record that it may be the last to hold.
    pub(crate) fn weight(&self) -> usize {
        let record = self.dictionary.as_ref().filter(|held| held.kind() == Kind::Record);
        self.packed.len() + record.map_or(0, |record| record.stored().len())
    }

    /// SHA-256 of the record's bytes, lower-case hexadecimal.
    #[must_use]
    pub fn sha256(&self) -> String {
        uid::hex(&self.address)
    }
}

/// A record as it was read, with what its container said of it: all that reading it again needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredRecord {
    /// The bytes, unpacked, not decoded.
    pub bytes: Vec<u8>,
    /// Charset that the container declared.
    pub charset: Option<String>,
    /// Text that the record cannot be read without, such as the header row of a table.
    pub context: Option<String>,
}

/// SHA-256 of bytes.
pub(crate) fn address_of(bytes: &[u8]) -> [u8; 32] {
    from_hex(&uid::sha256(bytes)).unwrap_or_default()
}

/// The 32 bytes that 64 hexadecimal digits name.
pub(crate) fn from_hex(digits: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if digits.len() != 64 {
        return None;
    }
    for (byte, at) in bytes.iter_mut().zip((0..64).step_by(2)) {
        *byte = u8::from_str_radix(digits.get(at..at + 2)?, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::packing::unpack;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn damaged_sources_are_told_and_never_panic() {
        let source = PackedSource::pack(b"<h1>Harbour reopens</h1><p>The first ship came in.</p>");
        let length = usize::try_from(source.length).unwrap();
        assert!(unpack(&source.packed, length + 1, None).is_err());
        assert!(unpack(&source.packed[..5], length, None).is_err());
        assert!(unpack(b"", 0, None).is_err());
        assert!(unpack(&source.packed, usize::MAX, None).is_err());
    }

    proptest! {
        #[test]
        fn what_is_packed_comes_out(bytes in proptest::collection::vec(any::<u8>(), 0..3000)) {
            let source = PackedSource::pack(&bytes);
            prop_assert_eq!(&unpack(&source.packed, bytes.len(), None).unwrap(), &bytes);
            prop_assert_eq!(unpack(&packing::raw_frame(&bytes), bytes.len(), None).unwrap(), bytes);
        }
    }
}
