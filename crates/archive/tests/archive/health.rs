//! Damage is found and named.

use crate::support::{Place, harbour_stories, import};
use offwire_archive::Archive;
use offwire_article::{Article, Paragraph};

/// Three stories, a later version of the first, and a copy of the second.
fn stories() -> Vec<Article> {
    let mut stories = harbour_stories();
    let mut later = stories[0].clone();
    later.url = Some("http://example.org/harbour".into());
    later.source.as_mut().unwrap().path = "y.txt".into();
    stories[0].url = later.url.clone();
    later.paragraphs.push(Paragraph::text("Ships came in again, and the pilots went home at night."));
    later.seal();
    let mut copy = stories[1].clone();
    copy.source.as_mut().unwrap().path = "x.txt".into();
    stories.extend([later, copy]);
    stories
}

fn damaged_by(sql: &str) -> Vec<(&'static str, String)> {
    let place = Place::new();
    import(&mut place.open(), &stories());
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
        ("DELETE FROM match_keys", "index"),
        ("DELETE FROM near_index", "index"),
        ("UPDATE articles SET version_of = NULL", "index"),
        ("UPDATE articles SET version_of = NULL, superseded_by = NULL", "index"),
        ("UPDATE articles SET superseded_by = NULL", "index"),
        ("DELETE FROM sightings WHERE number > 1", "sighting"),
        ("UPDATE runs SET imported = imported - 1", "books"),
        ("PRAGMA foreign_keys=OFF; DELETE FROM sources WHERE id = 1", "file"),
    ] {
        let found = damaged_by(sql);
        assert!(found.iter().any(|(name, _)| *name == check), "{sql}: {found:?}");
    }
}

#[test]
fn what_follows_from_the_articles_is_made_anew() {
    let place = Place::new();
    let stories = stories();
    import(&mut place.open(), &stories);
    let dump = || -> Vec<String> {
        let connection = rusqlite::Connection::open(place.path()).unwrap();
        [
            "SELECT key || '/' || article_id FROM match_keys",
            "SELECT bucket || '/' || hex(postings) FROM near_index ORDER BY bucket",
            "SELECT id || '/' || version_of || '/' || superseded_by FROM articles WHERE version_of > 0",
        ]
        .iter()
        .flat_map(|sql| {
            let mut statement = connection.prepare(sql).unwrap();
            let rows = statement.query_map([], |row| row.get::<_, Option<String>>(0)).unwrap();
            rows.map(|row| row.unwrap().unwrap_or_default()).collect::<Vec<_>>()
        })
        .collect()
    };
    let before = dump();
    let sql = "DELETE FROM match_keys; DELETE FROM near_index; UPDATE articles SET version_of = NULL, superseded_by = NULL";
    rusqlite::Connection::open(place.path()).unwrap().execute_batch(sql).unwrap();
    assert_ne!(dump(), before);
    let mut archive = Archive::open(place.path()).unwrap();
    assert!(!archive.verify().unwrap().is_sound());
    archive.repair().unwrap();
    assert!(archive.verify().unwrap().is_sound(), "{:?}", archive.verify());
    assert_eq!(dump(), before);
}
