//! The file itself: made, refused, read by many, held by one.

use crate::support::{Place, harbour_stories, import};
use offwire_archive::{Archive, Error};
use std::{
    fs,
    time::{Duration, Instant},
};

#[test]
fn what_is_no_archive_is_refused_and_not_altered() {
    let place = Place::new();
    let path = place.folder.path().join("other");
    let other_program = place.folder.path().join("other.db");
    rusqlite::Connection::open(&other_program).unwrap().execute_batch("CREATE TABLE t(a)").unwrap();
    let contents: Vec<(&std::path::Path, Vec<u8>)> = vec![
        (&path, b"plain text".to_vec()),
        (&path, Vec::new()),
        (&path, b"SQLite format 3\0 cut".to_vec()),
        (&other_program, fs::read(&other_program).unwrap()),
    ];
    for (path, bytes) in contents {
        fs::write(path, &bytes).unwrap();
        for opened in [Archive::open(path), Archive::open_or_create(path), Archive::open_read_only(path)] {
            assert!(matches!(opened, Err(Error::NotAnArchive { .. })), "{opened:?}");
        }
        assert_eq!(fs::read(path).unwrap(), bytes);
    }
    assert!(matches!(Archive::open_or_create(place.folder.path()), Err(Error::NotAnArchive { .. })));
    assert_eq!(fs::read_dir(place.folder.path()).unwrap().count(), 2);
}

#[test]
fn a_missing_archive_is_made_only_when_asked() {
    let place = Place::new();
    assert!(matches!(Archive::open(place.path()), Err(Error::Missing { .. })));
    assert!(matches!(Archive::open_read_only(place.path()), Err(Error::Missing { .. })));
    assert!(!place.path().exists());
    drop(place.open());
    assert_eq!(fs::read_dir(place.folder.path()).unwrap().count(), 1, "nothing stays beside it");
    assert!(Archive::open(place.path()).unwrap().info().is_ok());
}

#[test]
fn a_newer_archive_is_refused() {
    let place = Place::new();
    drop(place.open());
    rusqlite::Connection::open(place.path()).unwrap().execute_batch("PRAGMA user_version=999").unwrap();
    for opened in [Archive::open(place.path()), Archive::open_read_only(place.path())] {
        assert!(matches!(opened, Err(Error::Newer { found: 999, .. })), "{opened:?}");
    }
}

#[test]
fn readers_see_the_last_commit_and_cannot_write() {
    let place = Place::new();
    let mut writer = place.open();
    let mut reader = Archive::open_read_only(place.path()).unwrap();
    import(&mut writer, &harbour_stories());
    assert_eq!(reader.info().unwrap().articles, 3);
    assert!(reader.start_run(&offwire_archive::RunInfo::default()).is_err());
    let health = reader.verify().unwrap();
    assert!(health.is_sound() && health.skipped.len() == 1, "{health:?}");
}

#[test]
fn nothing_stays_beside_an_archive_that_was_read() {
    let place = Place::new();
    let files = || fs::read_dir(place.folder.path()).unwrap().count();
    import(&mut place.open(), &harbour_stories());
    assert_eq!(files(), 1);
    let bytes = fs::read(place.path()).unwrap();
    let archive = Archive::open_read_only(place.path()).unwrap();
    assert_eq!(archive.info().unwrap().articles, 3);
    drop(archive);
    assert_eq!(files(), 1, "no write-ahead log");
    let other = Place::new();
    other.open().merge(place.path(), "0.0.0").unwrap();
    assert_eq!(files(), 1, "nor beside what was merged");
    assert!(fs::read(place.path()).unwrap() == bytes);
}

#[test]
fn an_archive_in_a_folder_that_allows_no_writing_is_read() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    import(&mut place.open(), &harbour_stories());
    let allow = |mode| fs::set_permissions(place.folder.path(), fs::Permissions::from_mode(mode)).unwrap();
    allow(0o555);
    let count = Archive::open_read_only(place.path()).and_then(|archive| archive.info());
    allow(0o755);
    assert_eq!(count.unwrap().articles, 3);
}

#[test]
fn a_second_writer_waits_for_the_first() {
    let place = Place::new();
    let mut archive = place.open();
    let other = rusqlite::Connection::open(place.path()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let held = Duration::from_millis(400);
    let holder = std::thread::spawn(move || {
        std::thread::sleep(held);
        other.execute_batch("COMMIT").unwrap();
    });
    let clock = Instant::now();
    assert_eq!(import(&mut archive, &harbour_stories()).imported, 3);
    assert!(clock.elapsed() > held / 2, "it did not wait");
    holder.join().unwrap();
}

#[cfg(unix)]
#[test]
fn an_archive_in_a_folder_that_cannot_be_written_to_is_read() {
    use std::{fs, os::unix::fs::PermissionsExt};
    let place = Place::new();
    import(&mut place.open(), &harbour_stories());
    let allow = |mode| fs::set_permissions(place.folder.path(), fs::Permissions::from_mode(mode)).unwrap();
    allow(0o555);
    if fs::write(place.folder.path().join("probe"), "").is_ok() {
        println!("skipped: this user may write everywhere");
        return;
    }
    let count = Archive::open_read_only(place.path()).and_then(|archive| archive.info());
    allow(0o755);
    assert_eq!(count.unwrap().articles, 3);
}
