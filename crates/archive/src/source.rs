//! Raw records as they are kept: addressed by the SHA-256 of their bytes, packed with zstd.

use offwire_article::uid;
use rusqlite::{Connection, OptionalExtension};
use std::{
    cell::RefCell,
    fmt,
    sync::{Arc, Mutex, OnceLock},
};
use xxhash_rust::xxh3::xxh3_64;
use zstd::bulk::{Compressor, Decompressor};

/// Level 3 packs raw pages as small as gzip's best, at three times its speed.
const LEVEL: i32 = 3;
/// Sources up to this size share so much with their neighbours that a dictionary pays.
const SMALL: usize = 48 << 10;
/// What a dictionary is learned from: this many small sources, or this many bytes of them.
const SAMPLES: usize = 500;
const SAMPLE_BYTES: usize = 6 << 20;
/// Fewer samples than this make no useful dictionary.
const FEWEST_SAMPLES: usize = 64;
/// Size of a dictionary.
const DICTIONARY_BYTES: usize = 110 << 10;

/// Bytes that small sources of one archive have in common, learned from the first of them.
pub struct Dictionary {
    id: i64,
    bytes: Vec<u8>,
}

impl Dictionary {
    pub(crate) fn new(bytes: Vec<u8>) -> Self {
        // Half of the hash, so that the number is never negative.
        let id = (xxh3_64(&bytes) >> 1).cast_signed();
        Self { id, bytes }
    }

    /// Its number, computed from its bytes.
    #[must_use]
    pub fn id(&self) -> i64 {
        self.id
    }

    /// Its bytes, as zstd reads them.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

impl fmt::Debug for Dictionary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Dictionary").field("id", &self.id).field("bytes", &self.bytes.len()).finish()
    }
}

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
        Self::with(bytes, None)
    }

    fn with(bytes: &[u8], dictionary: Option<Arc<Dictionary>>) -> Self {
        let (packed, dictionary) = match compress(bytes, dictionary.as_deref()) {
            Some(packed) => (packed, dictionary),
            // zstd fails on a lack of memory only; the bytes are then kept in a frame of raw blocks.
            None => (raw_frame(bytes), None),
        };
        Self {
            address: address_of(bytes),
            length: bytes.len() as u64,
            packed,
            dictionary,
            charset: None,
            context: None,
        }
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

/// Packs sources for one archive, with the dictionary that it learns from the first small ones.
///
/// All clones share what they learn. Which sources are packed with the dictionary depends on timing;
/// the bytes that come out again do not.
#[derive(Debug, Clone, Default)]
pub struct Packer {
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    dictionary: OnceLock<Option<Arc<Dictionary>>>,
    samples: Mutex<Samples>,
}

#[derive(Debug, Default)]
struct Samples {
    bytes: Vec<u8>,
    sizes: Vec<usize>,
    /// Whether a thread is learning from them, or has.
    taken: bool,
}

impl Packer {
    /// Goes on with the dictionary that the archive learned last.
    pub(crate) fn from_archive(connection: &Connection) -> rusqlite::Result<Self> {
        let sql = "SELECT bytes FROM dictionaries ORDER BY rowid DESC LIMIT 1";
        let bytes: Option<Vec<u8>> = connection.query_row(sql, [], |row| row.get(0)).optional()?;
        let packer = Self::default();
        if let Some(bytes) = bytes {
            let _ = packer.shared.dictionary.set(Some(Arc::new(Dictionary::new(bytes))));
        }
        Ok(packer)
    }

    /// Packs a record's bytes.
    #[must_use]
    pub fn pack(&self, bytes: &[u8]) -> PackedSource {
        if bytes.len() > SMALL {
            return PackedSource::with(bytes, None);
        }
        match self.shared.dictionary.get() {
            Some(dictionary) => PackedSource::with(bytes, dictionary.clone()),
            None => {
                self.learn(bytes);
                PackedSource::with(bytes, self.shared.dictionary.get().cloned().flatten())
            }
        }
    }

    /// Takes a sample; the thread that brings the last one makes the dictionary, the others go on without.
    fn learn(&self, bytes: &[u8]) {
        let Ok(mut samples) = self.shared.samples.lock() else { return };
        if samples.taken || bytes.len() < 8 {
            return;
        }
        samples.bytes.extend_from_slice(bytes);
        samples.sizes.push(bytes.len());
        if samples.sizes.len() < SAMPLES && samples.bytes.len() < SAMPLE_BYTES {
            return;
        }
        samples.taken = true;
        let (bytes, sizes) = (std::mem::take(&mut samples.bytes), std::mem::take(&mut samples.sizes));
        drop(samples);
        let _ = self.shared.dictionary.set(train(&bytes, &sizes));
    }
}

fn train(bytes: &[u8], sizes: &[usize]) -> Option<Arc<Dictionary>> {
    if sizes.len() < FEWEST_SAMPLES {
        return None;
    }
    match zstd::dict::from_continuous(bytes, sizes, DICTIONARY_BYTES) {
        Ok(learned) => Some(Arc::new(Dictionary::new(learned))),
        Err(error) => {
            tracing::debug!(%error, "no dictionary could be learned from the first sources");
            None
        }
    }
}

thread_local! {
    /// One compressor a thread, with the number of the dictionary that it holds.
    static COMPRESSOR: RefCell<Option<(i64, Compressor<'static>)>> = const { RefCell::new(None) };
}

fn compress(bytes: &[u8], dictionary: Option<&Dictionary>) -> Option<Vec<u8>> {
    let wanted = dictionary.map_or(-1, Dictionary::id);
    COMPRESSOR.with_borrow_mut(|held| {
        if held.as_ref().is_none_or(|(id, _)| *id != wanted) {
            let made = match dictionary {
                Some(dictionary) => Compressor::with_dictionary(LEVEL, &dictionary.bytes),
                None => Compressor::new(LEVEL),
            };
            *held = Some((wanted, made.ok()?));
        }
        held.as_mut()?.1.compress(bytes).ok()
    })
}

/// A zstd frame of raw blocks (RFC 8878, 3.1.1): what a decoder reads without anything being packed.
fn raw_frame(bytes: &[u8]) -> Vec<u8> {
    const BLOCK: usize = 128 << 10;
    let mut frame = vec![0x28, 0xb5, 0x2f, 0xfd, 0b1110_0000];
    frame.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
    let blocks = bytes.len().div_ceil(BLOCK).max(1);
    for number in 0..blocks {
        let block = bytes.get(number * BLOCK..bytes.len().min((number + 1) * BLOCK)).unwrap_or_default();
        let header = (block.len() << 3) | usize::from(number + 1 == blocks);
        frame.extend(header.to_le_bytes().iter().take(3));
        frame.extend_from_slice(block);
    }
    frame
}

/// Unpacks a source of a known length.
///
/// # Errors
/// What is wrong, in a sentence.
pub(crate) fn unpack(packed: &[u8], length: usize, dictionary: Option<&[u8]>) -> Result<Vec<u8>, String> {
    let made = match dictionary {
        Some(bytes) => Decompressor::with_dictionary(bytes),
        None => Decompressor::new(),
    };
    let mut decompressor = made.map_err(|error| format!("zstd cannot start: {error}"))?;
    // A damaged length must not reserve memory that the frame does not ask for.
    let known = zstd::zstd_safe::get_frame_content_size(packed).ok().flatten();
    if known != Some(length as u64) {
        return Err(format!("the packed bytes tell of {known:?} bytes, the archive of {length}"));
    }
    if length as u64 > (packed.len() as u64).saturating_mul(40_000).saturating_add(1 << 20) {
        return Err("the packed bytes tell of more than they can hold".into());
    }
    let bytes = decompressor
        .decompress(packed, length)
        .map_err(|error| format!("the packed bytes are damaged: {error}"))?;
    if bytes.len() != length {
        return Err(format!("{} bytes came out, {length} went in", bytes.len()));
    }
    Ok(bytes)
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
    use super::*;
    use proptest::prelude::*;

    fn page(number: usize) -> Vec<u8> {
        format!("<html><body class=story><h1>Report {number}</h1><p>Ship {} came in.</p></body>", number * 7)
            .into_bytes()
    }

    #[test]
    fn small_sources_learn_a_dictionary_and_come_out_again() {
        let packer = Packer::default();
        let packed: Vec<_> = (0..SAMPLES + 20).map(|n| packer.pack(&page(n))).collect();
        let last = packed.last().unwrap();
        let dictionary = last.dictionary.as_ref().expect("learned by now");
        assert!(last.packed.len() < packed[0].packed.len(), "the dictionary must pay");
        let number = packed.len() - 1;
        let length = usize::try_from(last.length).unwrap();
        assert_eq!(unpack(&last.packed, length, Some(dictionary.bytes())).unwrap(), page(number));
    }

    #[test]
    fn damaged_sources_are_told_and_never_panic() {
        let source = PackedSource::pack(&page(1));
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
            prop_assert_eq!(unpack(&raw_frame(&bytes), bytes.len(), None).unwrap(), bytes);
        }
    }
}
