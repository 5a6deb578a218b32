//! Versions whose headline and slug have changed: found by the likeness of their texts.
//!
//! Each dated text has a few keys: the smallest hashes of its word pairs, each with its day, and whether it bears a
//! mark of transmission. Of two versions of one text, one in four of whose pairs have changed, the chance that none
//! of the three smallest is common is below 2 in 100.

use super::{Newcomer, day_number};
use crate::fingerprint::pairs_of;
use std::collections::HashSet;
use xxhash_rust::xxh3::xxh3_64;

/// Hashes that make keys.
const HASHES: usize = 3;
/// Days between two such versions at most.
const DAYS_APART: i64 = 1;
/// Bits of a key: short numbers take less room in the file.
const KEY_BITS: u32 = 40;
/// Pairs that both texts have, at least.
const FEWEST_COMMON: usize = 12;
/// Least share of common pairs in the shorter text, and in the longer one, to which paragraphs may have been added.
const OF_SHORTER: f64 = 0.7;
const OF_LONGER: f64 = 0.35;

/// The keys under which an article is found; none for a text without a day, or of which nothing says that it came
/// over a wire.
pub(super) fn own_keys(new: &Newcomer<'_>) -> Vec<i64> {
    if new.columns.agency.is_none() && !new.is_marked() {
        return Vec::new();
    }
    keys(new, 0..=0, &[new.is_marked()])
}

/// The keys of the articles that may be versions of a new one: one of the two must bear a mark.
pub(super) fn keys_of_others(new: &Newcomer<'_>) -> Vec<i64> {
    let marks: &[bool] = if new.is_marked() { &[true, false] } else { &[true] };
    keys(new, -DAYS_APART..=DAYS_APART, marks)
}

fn keys(new: &Newcomer<'_>, days: std::ops::RangeInclusive<i64>, marks: &[bool]) -> Vec<i64> {
    let Some(day) = new.columns.published.as_deref().and_then(day_number) else { return Vec::new() };
    let mut keys = Vec::new();
    for hash in new.fingerprint.sample.iter().take(HASHES) {
        for apart in days.clone() {
            keys.extend(marks.iter().map(|marked| key(*hash, day + apart, *marked)));
        }
    }
    keys
}

fn key(hash: u32, day: i64, marked: bool) -> i64 {
    let mut bytes = [0; 13];
    let parts = hash.to_le_bytes().into_iter().chain(day.to_le_bytes()).chain([u8::from(marked)]);
    bytes.iter_mut().zip(parts).for_each(|(byte, part)| *byte = part);
    (xxh3_64(&bytes) >> (u64::BITS - KEY_BITS)).cast_signed()
}

/// Whether two texts are so alike that one was written over the other.
pub(super) fn are_alike(one: &str, other: &str) -> bool {
    let pairs = |text| pairs_of(text).into_iter().map(|pair| pair.hash).collect::<HashSet<u32>>();
    let (one, other) = (pairs(one), pairs(other));
    let common = one.intersection(&other).count();
    let (shorter, longer) = (one.len().min(other.len()) as f64, one.len().max(other.len()) as f64);
    common >= FEWEST_COMMON && common as f64 >= OF_SHORTER * shorter && common as f64 >= OF_LONGER * longer
}
