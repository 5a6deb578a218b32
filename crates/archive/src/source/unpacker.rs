//! Reading sources back, many in a row.

use super::{
    dictionary::{Dictionary, Kind},
    packing,
};
use rusqlite::Row;
use std::collections::VecDeque;

/// Unpacked records that are kept at hand: sources of one site stand together in most archives.
const KEPT: usize = 16;

/// Unpacks sources, and keeps the records that the latest were packed against.
#[derive(Debug, Default)]
pub(crate) struct Unpacker {
    records: VecDeque<(i64, Vec<u8>)>,
}

/// The dictionary of a source as a row tells of it: its number, and its kind and bytes if the archive has them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Needs<'a> {
    pub(crate) id: i64,
    pub(crate) row: Option<(&'a str, &'a [u8])>,
}

impl<'a> Needs<'a> {
    /// From the three columns `dictionary_id`, `kind` and `bytes`; `None` for a source that needs no dictionary.
    pub(crate) fn from_row(row: &'a Row<'_>, first: usize) -> rusqlite::Result<Option<Self>> {
        let Some(id) = row.get(first)? else { return Ok(None) };
        let (kind, bytes) =
            (row.get_ref(first + 1)?.as_str_or_null()?, row.get_ref(first + 2)?.as_blob_or_null()?);
        Ok(Some(Self { id, row: kind.zip(bytes) }))
    }
}

impl Unpacker {
    /// The bytes of a source.
    ///
    /// # Errors
    /// What is wrong with it or with its dictionary, in a sentence.
    pub(crate) fn unpack(
        &mut self,
        packed: &[u8],
        length: usize,
        needs: Option<Needs<'_>>,
    ) -> Result<Vec<u8>, String> {
        let Some(Needs { id, row }) = needs else { return packing::unpack(packed, length, None) };
        let (kind, stored) = row.ok_or_else(|| format!("dictionary {id}, which it needs, is missing"))?;
        match Kind::named(kind) {
            None => Err(format!("dictionary {id} is of the unknown kind {kind:?}")),
            Some(Kind::Learned) => packing::unpack(packed, length, Some(stored)),
            Some(Kind::Record) => packing::unpack(packed, length, Some(self.record(id, stored)?)),
        }
    }

    fn record(&mut self, id: i64, stored: &[u8]) -> Result<&[u8], String> {
        let place = match self.records.iter().position(|(held, _)| *held == id) {
            Some(place) => place,
            None => {
                let content =
                    Dictionary::stored_as(id, Kind::Record, stored.to_vec()).content()?.into_owned();
                self.records.truncate(KEPT - 1);
                self.records.push_front((id, content));
                0
            }
        };
        Ok(self.records.get(place).map_or(&[], |(_, content)| content))
    }
}
