//! Checksums of rows: SQLite notices a damaged page structure, not a damaged letter.

use crate::Place;
use xxhash_rust::xxh3::Xxh3;

/// Low half of XXH3 over texts, each with its length; an absent text differs from an empty one.
pub(crate) fn of<'a>(texts: impl IntoIterator<Item = Option<&'a str>>) -> u32 {
    let mut hash = Xxh3::new();
    for text in texts {
        let length = text.map_or(u64::MAX, |text| text.len() as u64);
        hash.update(&length.to_le_bytes());
        hash.update(text.unwrap_or_default().as_bytes());
    }
    u32::try_from(hash.digest() & u64::from(u32::MAX)).unwrap_or(0)
}

/// Checksum of a row of `sightings`.
pub(crate) fn of_sighting(place: &Place, format: &str, encoding: &str, record: Option<&str>) -> u32 {
    let offset = place.offset.map(|offset| offset.to_string());
    of([
        Some(place.path.as_str()),
        place.member.as_deref(),
        offset.as_deref(),
        Some(format),
        Some(encoding),
        record,
    ])
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn absence_and_borders_count() {
        assert_ne!(of([Some("")]), of([None]));
        assert_ne!(of([Some("ab"), Some("c")]), of([Some("a"), Some("bc")]));
    }
}
