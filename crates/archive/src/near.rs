//! The index of fingerprints: sorted samples, one row for each commit and range of hashes.
//!
//! Appending a commit costs one sort; near copies are found by walking all rows of a range side by side.
//! Rows are written in order and never changed, so that the index grows by a few bytes a sampled pair.

use rusqlite::{Connection, params};

/// One hash of one article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Posting {
    pub(crate) hash: u32,
    pub(crate) article: i64,
}

/// Bits of a hash that name its range.
const RANGE_BITS: u32 = 8;

/// Range of a hash: its row in the index.
fn bucket(hash: u32) -> u32 {
    hash >> (u32::BITS - RANGE_BITS)
}

/// Writes the postings of one commit; `segment` is the least article number among them.
pub(crate) fn append(connection: &Connection, postings: &mut Vec<Posting>) -> rusqlite::Result<()> {
    let Some(segment) = postings.iter().map(|posting| posting.article).min() else { return Ok(()) };
    postings.sort_unstable();
    let mut statement =
        connection.prepare_cached("INSERT INTO near_index(segment, bucket, postings) VALUES(?1, ?2, ?3)")?;
    for range in postings.chunk_by(|a, b| bucket(a.hash) == bucket(b.hash)) {
        let Some(first) = range.first() else { continue };
        statement.execute(params![segment, bucket(first.hash), encode(range, segment)])?;
    }
    postings.clear();
    Ok(())
}

/// Gaps between hashes and distances from the segment's first article, as LEB128 numbers.
fn encode(range: &[Posting], segment: i64) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(range.len() * 5);
    let mut before = 0;
    for posting in range {
        push_number(&mut bytes, u64::from(posting.hash - before));
        push_number(&mut bytes, (posting.article - segment).cast_unsigned());
        before = posting.hash;
    }
    bytes
}

fn push_number(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}
