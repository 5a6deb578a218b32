//! Damage is found and named.

use crate::support::{Place, harbour_stories, import};
use offwire_archive::Archive;

fn damaged_by(sql: &str) -> Vec<(&'static str, String)> {
    let place = Place::new();
    import(&mut place.open(), &harbour_stories());
    rusqlite::Connection::open(place.path()).unwrap().execute_batch(sql).unwrap();
    let health = Archive::open(place.path()).unwrap().verify().unwrap();
    health.findings.into_iter().map(|finding| (finding.check, finding.detail)).collect()
}

#[test]
fn a_sound_archive_has_no_findings() {
    assert_eq!(damaged_by(""), []);
}

#[test]
fn each_altered_part_is_found_by_its_check() {
    for (sql, check) in [
        ("UPDATE articles SET body = replace(body, 'ships', 'shops')", "article"),
        ("UPDATE articles SET body = replace(body, 'ships', 'shops')", "index"),
        ("UPDATE articles SET url = 'x'", "article"),
        ("UPDATE articles SET paragraphs = '[' WHERE id = 2", "article"),
        ("UPDATE sources SET packed = zeroblob(40) WHERE id = 1", "source"),
        ("UPDATE sources SET sha256 = zeroblob(32) WHERE id = 1", "source"),
        ("UPDATE sources SET length = 9 WHERE id = 1", "source"),
        ("UPDATE files SET path = 'z.txt' WHERE id = 1", "sighting"),
        ("DELETE FROM sightings WHERE article_id = 3", "sighting"),
        ("UPDATE runs SET imported = imported - 1", "books"),
        ("PRAGMA foreign_keys=OFF; DELETE FROM sources WHERE id = 1", "file"),
    ] {
        let found = damaged_by(sql);
        assert!(found.iter().any(|(name, _)| *name == check), "{sql}: {found:?}");
    }
}
