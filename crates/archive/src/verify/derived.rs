//! What follows from the articles, held against them: keys, fingerprints, versions.

use super::Health;
use crate::{columns::COLUMNS, derive::Derived, near, version};
use rusqlite::{Connection, params};
use std::collections::HashMap;

/// An article number beyond which the sizes of fingerprints are not counted: each takes a byte of memory.
const MOST_COUNTED: i64 = 1 << 31;

/// The place of an article among versions.
struct Versioned {
    id: i64,
    version_of: Option<i64>,
    superseded_by: Option<i64>,
}

/// Reads the articles once more, and counts the index of fingerprints. A fingerprint counts as whole where half of it
/// is there: a copy that takes an article's place may tell text from captions otherwise.
pub(super) fn check(connection: &Connection, health: &mut Health) -> rusqlite::Result<()> {
    let last: Option<i64> = connection.query_row("SELECT max(id) FROM articles", [], |row| row.get(0))?;
    let last = last.unwrap_or(0);
    let sizes = if last < MOST_COUNTED { near::sizes(connection, last)? } else { Vec::new() };
    let (mut without_keys, mut without_fingerprint) = (0_u64, 0_u64);
    let mut versions = Vec::new();
    let mut find = connection.prepare("SELECT 1 FROM match_keys WHERE key = ?1 AND article_id = ?2")?;
    let sql = format!("SELECT {COLUMNS}, id, source_id, version_of, superseded_by FROM articles ORDER BY id");
    let mut select = connection.prepare(&sql)?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let (version_of, superseded_by): (Option<i64>, Option<i64>) = (row.get(18)?, row.get(19)?);
        if version_of.is_some() || superseded_by.is_some() {
            versions.push(Versioned { id: row.get(16)?, version_of, superseded_by });
        }
        // A damaged row is named by the check of articles.
        let Some(derived) = Derived::of(row) else { continue };
        let mut has_keys = true;
        for key in derived.keys.iter() {
            has_keys &= find.exists(params![key, derived.id])?;
        }
        without_keys += u64::from(!has_keys);
        let held =
            usize::try_from(derived.id).ok().and_then(|id| sizes.get(id)).map(|held| usize::from(*held));
        without_fingerprint +=
            u64::from(held.is_some_and(|held| held * 2 < derived.fingerprint.sample.len()));
    }
    if without_keys > 0 {
        let detail = format!("{without_keys} articles are not found by their addresses, headlines and slugs");
        health.find("index", None, detail);
    }
    if without_fingerprint > 0 {
        health.find(
            "index",
            None,
            format!("the fingerprints of {without_fingerprint} articles are not there"),
        );
    }
    check_versions(connection, &versions, health)
}

/// Each group of versions is a chain with one end, and as many articles are versions as were made such.
fn check_versions(
    connection: &Connection,
    versions: &[Versioned],
    health: &mut Health,
) -> rusqlite::Result<()> {
    let groups: HashMap<i64, Option<i64>> =
        versions.iter().map(|version| (version.id, version.version_of)).collect();
    let mut ends: HashMap<i64, usize> = HashMap::new();
    for Versioned { id, version_of, superseded_by } in versions {
        let next = superseded_by.map(|next| groups.get(&next).copied().flatten());
        if version_of.is_none() || next.is_some_and(|next| next != *version_of) {
            health.find("index", *id, "it is superseded by an article that is no version of the same story");
        }
        if let (Some(root), None) = (version_of, superseded_by) {
            *ends.entry(*root).or_default() += 1;
        }
    }
    let mut roots: Vec<i64> = versions.iter().filter_map(|version| version.version_of).collect();
    roots.sort_unstable();
    roots.dedup();
    for root in roots.iter().filter(|root| ends.get(root) != Some(&1)) {
        health.find("index", *root, "the versions of its story do not follow one another");
    }
    let there = versions.iter().filter(|version| version.version_of.is_some()).count();
    match version::noted_count(connection)? {
        Some(noted) if usize::try_from(noted) != Ok(there) => {
            let detail = format!("{noted} articles were versions of others, {there} are");
            health.find("index", None, detail);
        }
        _ => {}
    }
    Ok(())
}
