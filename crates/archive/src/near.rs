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

/// The postings of one row again; `None` where the bytes are damaged.
fn decode(mut bytes: &[u8], segment: i64) -> Option<Vec<Posting>> {
    let mut postings = Vec::with_capacity(bytes.len() / 4);
    let mut hash = 0u32;
    while !bytes.is_empty() {
        hash = hash.checked_add(u32::try_from(take_number(&mut bytes)?).ok()?)?;
        let article = segment.checked_add(i64::try_from(take_number(&mut bytes)?).ok()?)?;
        postings.push(Posting { hash, article });
    }
    Some(postings)
}

fn take_number(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0u64;
    for shift in (0..64).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(byte & 0x7f).checked_shl(shift)?;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

/// Calls `found` with the postings of each range of hashes, sorted, of articles up to `last`; hashes that no
/// article beyond `linked` has are left out.
pub(crate) fn for_each_range(
    connection: &Connection,
    last: i64,
    linked: i64,
    found: &mut impl FnMut(&[Posting]),
) -> rusqlite::Result<()> {
    let mut select = connection.prepare(
        "SELECT segment, postings FROM near_index WHERE bucket = ?1 AND segment <= ?2 ORDER BY segment",
    )?;
    for bucket in 0..1u32 << RANGE_BITS {
        let mut postings: Vec<Posting> = Vec::new();
        let mut rows = select.query(params![bucket, last])?;
        while let Some(row) = rows.next()? {
            let segment: i64 = row.get(0)?;
            // A damaged row costs the links that it would have given; `verify` names it.
            let decoded = decode(row.get_ref(1)?.as_blob()?, segment).unwrap_or_default();
            postings.extend(decoded.into_iter().filter(|posting| posting.article <= last));
        }
        postings.sort_unstable();
        postings.dedup();
        let mut kept: Vec<Posting> = Vec::new();
        for group in postings.chunk_by(|a, b| a.hash == b.hash) {
            if group.last().is_some_and(|newest| newest.article > linked) {
                kept.extend_from_slice(group);
            }
        }
        found(&kept);
    }
    Ok(())
}

/// Brings the rows of each range into one.
pub(crate) fn unite(connection: &Connection) -> rusqlite::Result<()> {
    let mut select = connection.prepare("SELECT segment, postings FROM near_index WHERE bucket = ?1")?;
    let mut delete = connection.prepare("DELETE FROM near_index WHERE bucket = ?1")?;
    for bucket in 0..1u32 << RANGE_BITS {
        let mut postings: Vec<Posting> = Vec::new();
        let (mut count, mut whole) = (0, true);
        let mut rows = select.query([bucket])?;
        while let Some(row) = rows.next()? {
            match decode(row.get_ref(1)?.as_blob()?, row.get(0)?) {
                Some(decoded) => postings.extend(decoded),
                None => whole = false,
            }
            count += 1;
        }
        drop(rows);
        if count > 1 && whole {
            delete.execute([bucket])?;
            append(connection, &mut postings)?;
        }
    }
    Ok(())
}

/// How many hashes the index holds of each article up to `last`, by number.
pub(crate) fn sizes(connection: &Connection, last: i64) -> rusqlite::Result<Vec<u8>> {
    let mut sizes = vec![0_u8; usize::try_from(last).unwrap_or(0) + 1];
    let mut statement = connection.prepare("SELECT segment, postings FROM near_index")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let segment: i64 = row.get(0)?;
        for posting in decode(row.get_ref(1)?.as_blob()?, segment).unwrap_or_default() {
            let size = usize::try_from(posting.article).ok().and_then(|article| sizes.get_mut(article));
            size.into_iter().for_each(|size| *size = size.saturating_add(1));
        }
    }
    Ok(sizes)
}

/// Whether every row can be read.
pub(crate) fn damaged(connection: &Connection) -> rusqlite::Result<Vec<(i64, i64)>> {
    let mut statement = connection.prepare("SELECT bucket, segment, postings FROM near_index")?;
    let mut rows = statement.query([])?;
    let mut damaged = Vec::new();
    while let Some(row) = rows.next()? {
        let (bucket, segment): (i64, i64) = (row.get(0)?, row.get(1)?);
        if decode(row.get_ref(2)?.as_blob()?, segment).is_none() {
            damaged.push((bucket, segment));
        }
    }
    Ok(damaged)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn postings_come_out_as_they_went_in(mut all in proptest::collection::vec((any::<u32>(), 7i64..90_000), 0..60)) {
            all.sort_unstable();
            let postings: Vec<_> = all.into_iter().map(|(hash, article)| Posting { hash, article }).collect();
            prop_assert_eq!(decode(&encode(&postings, 7), 7), Some(postings));
        }

        #[test]
        fn damaged_rows_do_not_panic(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            let _ = decode(&bytes, i64::MAX - 3);
        }
    }
}
