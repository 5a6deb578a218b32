//! Choosing what each source is packed with.

use super::{
    PackedSource, address_of,
    dictionary::{Dictionary, Kind},
    from_hex,
    kin::{self, Found, Kin},
    packing,
};
use rusqlite::{Connection, OptionalExtension};
use std::sync::{Arc, Mutex, OnceLock};

/// What a dictionary is learned from: this many small sources, or this many bytes of them.
const SAMPLES: usize = 500;
const SAMPLE_BYTES: usize = 6 << 20;
/// Fewer samples than this make no useful dictionary.
const FEWEST_SAMPLES: usize = 64;
/// Size of a dictionary.
const DICTIONARY_BYTES: usize = 110 << 10;

/// Packs sources for one archive: small ones with the dictionary that it learns from the first of them, larger
/// ones against an earlier record of the same template.
///
/// All clones share what they learn. What a source is packed with depends on timing; the bytes that come out
/// again do not.
#[derive(Debug, Clone, Default)]
pub struct Packer {
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    dictionary: OnceLock<Option<Arc<Dictionary>>>,
    samples: Mutex<Samples>,
    kin: Kin,
}

#[derive(Debug, Default)]
struct Samples {
    bytes: Vec<u8>,
    sizes: Vec<usize>,
    /// Whether a thread is learning from them, or has.
    taken: bool,
}

impl Packer {
    /// Goes on with a dictionary that the archive learned.
    pub(crate) fn from_archive(connection: &Connection) -> rusqlite::Result<Self> {
        let sql = "SELECT id, bytes FROM dictionaries WHERE kind = ?1 LIMIT 1";
        let learned = connection
            .query_row(sql, [Kind::Learned.name()], |row| {
                Ok(Dictionary::stored_as(row.get(0)?, Kind::Learned, row.get(1)?))
            })
            .optional()?;
        let packer = Self::default();
        if let Some(learned) = learned {
            let _ = packer.shared.dictionary.set(Some(Arc::new(learned)));
        }
        Ok(packer)
    }

    /// Packs a record's bytes.
    #[must_use]
    pub fn pack(&self, bytes: &[u8]) -> PackedSource {
        self.pack_addressed(bytes, address_of(bytes))
    }

    /// Packs a record's bytes whose SHA-256 is known, as 64 hexadecimal digits: reading an article has computed it.
    ///
    /// `verify` holds the bytes against it; what are no such digits is computed again.
    #[must_use]
    pub fn pack_hashed(&self, bytes: &[u8], sha256: &str) -> PackedSource {
        self.pack_addressed(bytes, from_hex(sha256).unwrap_or_else(|| address_of(bytes)))
    }

    fn pack_addressed(&self, bytes: &[u8], address: [u8; 32]) -> PackedSource {
        let found = match bytes.len() {
            kin::SMALLEST..=kin::LARGEST => self.shared.kin.of(bytes),
            _ => None,
        };
        let (packed, dictionary) = match found {
            Some(Found::Own(record)) => (packing::own(bytes), Some(record)),
            Some(Found::Other(record)) => (packing::with(bytes, &record), Some(record)),
            None => match (bytes.len() < kin::SMALLEST).then(|| self.learned(bytes)).flatten() {
                Some(learned) => (packing::with(bytes, &learned), Some(learned)),
                None => (packing::alone(bytes), None),
            },
        };
        PackedSource::made(bytes, address, packed, dictionary)
    }

    fn learned(&self, bytes: &[u8]) -> Option<Arc<Dictionary>> {
        if self.shared.dictionary.get().is_none() {
            self.learn(bytes);
        }
        self.shared.dictionary.get().cloned().flatten()
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
        Ok(learned) => Some(Arc::new(Dictionary::learned(learned))),
        Err(error) => {
            tracing::debug!(%error, "no dictionary could be learned from the first sources");
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::packing::unpack;
    use super::*;

    fn page(number: usize) -> Vec<u8> {
        format!("<html><body class=story><h1>Report {number}</h1><p>Ship {} came in.</p></body>", number * 7)
            .into_bytes()
    }

    fn unpacked(source: &PackedSource) -> Vec<u8> {
        let dictionary = source.dictionary.as_ref().map(|held| held.content().unwrap());
        unpack(&source.packed, usize::try_from(source.length).unwrap(), dictionary.as_deref()).unwrap()
    }

    #[test]
    fn small_sources_learn_a_dictionary_and_come_out_again() {
        let packer = Packer::default();
        let packed: Vec<_> = (0..SAMPLES + 20).map(|n| packer.pack(&page(n))).collect();
        let last = packed.last().unwrap();
        assert_eq!(last.dictionary.as_ref().map(|held| held.kind()), Some(Kind::Learned));
        assert!(last.packed.len() < packed[0].packed.len(), "the dictionary must pay");
        assert_eq!(unpacked(last), page(packed.len() - 1));
    }

    #[test]
    fn a_record_that_is_its_own_dictionary_comes_out_again() {
        let rows: String =
            (0..1000).map(|n| format!("<tr class=\"row number {n}\"><td>{}</td></tr>\n", n * n)).collect();
        let packer = Packer::default();
        let first = packer.pack(rows.as_bytes());
        assert_eq!(first.dictionary.as_ref().map(|held| held.kind()), Some(Kind::Record));
        assert!(first.packed.len() * 100 < rows.len(), "some matches: {} bytes", first.packed.len());
        assert_eq!(unpacked(&first), rows.as_bytes());
    }

    #[test]
    fn a_record_of_a_megabyte_and_more_is_packed_alone() {
        let rows = "<p class=\"of some length\">".repeat(50_000);
        let source = Packer::default().pack(rows.as_bytes());
        assert!(source.dictionary.is_none());
        assert_eq!(unpacked(&source), rows.as_bytes());
    }
}
