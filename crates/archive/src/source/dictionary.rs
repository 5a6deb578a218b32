//! What sources are packed against: bytes that many of them share.

use super::packing;
use std::{borrow::Cow, fmt};
use xxhash_rust::xxh3::xxh3_64;

/// What a dictionary is made of, as the column `kind` says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Learned by zstd from many small sources.
    Learned,
    /// One record, whose template later records share. It is kept packed.
    Record,
}

impl Kind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Learned => "learned",
            Self::Record => "record",
        }
    }

    /// The kind of a name; `None` for one that this build does not know.
    pub(crate) fn named(name: &str) -> Option<Self> {
        [Self::Learned, Self::Record].into_iter().find(|kind| kind.name() == name)
    }
}

/// Bytes that sources of one archive have in common.
pub(crate) struct Dictionary {
    id: i64,
    kind: Kind,
    stored: Vec<u8>,
}

impl Dictionary {
    /// A dictionary that zstd learned.
    pub(super) fn learned(bytes: Vec<u8>) -> Self {
        Self { id: number(&bytes), kind: Kind::Learned, stored: bytes }
    }

    /// A record as a dictionary; `None` where it cannot be packed, or where zstd would take it for a learned one.
    pub(super) fn record(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(&packing::LEARNED_MAGIC) {
            return None;
        }
        Some(Self { id: number(bytes), kind: Kind::Record, stored: packing::alone(bytes)? })
    }

    /// A dictionary as the archive keeps it.
    pub(crate) fn stored_as(id: i64, kind: Kind, stored: Vec<u8>) -> Self {
        Self { id, kind, stored }
    }

    /// Its number, computed from its content.
    pub(crate) fn id(&self) -> i64 {
        self.id
    }

    pub(crate) fn kind(&self) -> Kind {
        self.kind
    }

    /// Its bytes as the archive keeps them.
    pub(crate) fn stored(&self) -> &[u8] {
        &self.stored
    }

    /// Its bytes, as zstd reads them.
    ///
    /// # Errors
    /// What is wrong with the packed bytes, in a sentence.
    pub(crate) fn content(&self) -> Result<Cow<'_, [u8]>, String> {
        match self.kind {
            Kind::Learned => Ok(Cow::Borrowed(&self.stored)),
            Kind::Record => packing::unpack_dictionary(&self.stored).map(Cow::Owned),
        }
    }
}

impl fmt::Debug for Dictionary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Dictionary")
            .field("id", &self.id)
            .field("kind", &self.kind)
            .field("stored", &self.stored.len())
            .finish()
    }
}

/// Half of the hash, so that the number is never negative.
fn number(content: &[u8]) -> i64 {
    (xxh3_64(content) >> 1).cast_signed()
}
