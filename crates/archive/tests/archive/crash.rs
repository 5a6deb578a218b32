//! Killed processes and flipped bytes.

use crate::{
    made::{self, Dice},
    support::{Place, harbour_stories, import, outcome},
};
use offwire_archive::{
    Archive, Checkpoint, ExportFormat, ExportOptions, Filter, Outcome, RunInfo, RunReport,
};
use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

/// Names the archive to the process that is killed.
const VARIABLE: &str = "OFFWIRE_TEST_CRASH";
const STORIES: usize = 600;
const BATCH: usize = 40;

/// Imports from the checkpoint on, then links, optimizes and repairs.
fn work(path: &Path) {
    let mut archive = Archive::open_or_create(path).unwrap();
    let stories = made::stories(3, STORIES);
    let done = archive.checkpoint("made").unwrap().map_or(0, |checkpoint| checkpoint.records_done as usize);
    if done < STORIES {
        let run = archive.start_run(&RunInfo::new("import", "0.0.0")).unwrap();
        for (number, batch) in stories.chunks(BATCH).enumerate().skip(done / BATCH) {
            let outcomes: Vec<Outcome> = batch.iter().map(outcome).collect();
            let records_done = ((number + 1) * BATCH).min(STORIES) as u64;
            let finished = records_done == STORIES as u64;
            let checkpoint =
                Checkpoint { path: "made".into(), records_done, finished, ..Checkpoint::default() };
            archive.commit(run, &outcomes, &[checkpoint]).unwrap();
        }
        archive.finish_run(run, &RunReport::default()).unwrap();
    }
    archive.link().unwrap();
    archive.gather_stories().unwrap();
    archive.optimize().unwrap();
    archive.repair().unwrap();
    archive.link().unwrap();
}

fn exported(path: &Path) -> Result<Vec<u8>, offwire_archive::Error> {
    let archive = Archive::open_read_only(path)?;
    let ids = archive.export_ids(&Filter::default())?;
    let mut out = Vec::new();
    archive.export(&ids, ExportFormat::Jsonl, ExportOptions::default(), &mut out)?;
    for id in ids {
        out.extend(archive.raw(id)?);
    }
    Ok(out)
}

/// The process that is killed; does nothing when it is run as a test of its own.
#[test]
fn as_child() {
    if let Ok(path) = std::env::var(VARIABLE) {
        work(Path::new(&path));
    }
}

#[test]
fn a_killed_process_loses_nothing_that_was_committed() {
    let clean = Place::new();
    work(&clean.path());
    let place = Place::new();
    let mut dice = Dice::new(11);
    let mut kills = 0;
    for _ in 0..50 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "crash::as_child"])
            .env(VARIABLE, place.path())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(5 + dice.below(400) as u64));
        kills += usize::from(child.try_wait().unwrap().is_none());
        child.kill().unwrap();
        child.wait().unwrap();
        if place.path().exists() && fs::metadata(place.path()).unwrap().len() > 0 {
            match Archive::open(place.path()) {
                Ok(archive) => assert!(archive.verify().unwrap().is_sound(), "{:?}", archive.verify()),
                // Killed within the first transaction: the header is not there yet, and the next run makes it.
                Err(error) => {
                    assert!(matches!(error, offwire_archive::Error::NotAnArchive { .. }), "{error}")
                }
            }
        }
    }
    assert!(kills > 5, "only {kills} processes were alive to be killed");
    work(&place.path());
    assert!(place.open().verify().unwrap().is_sound());
    assert_eq!(exported(&place.path()).unwrap(), exported(&clean.path()).unwrap());
}

#[test]
fn each_flipped_byte_that_changes_content_is_found() {
    let place = Place::new();
    let mut archive = place.open();
    import(&mut archive, &harbour_stories());
    let mut dice = Dice::new(17);
    import(&mut archive, &(0..30).map(|number| made::story(&mut dice, number)).collect::<Vec<_>>());
    drop(archive);
    let bytes = fs::read(place.path()).unwrap();
    let content = exported(&place.path()).unwrap();
    let damaged = place.folder.path().join("damaged.db");
    let mut changed = 0;
    for _ in 0..100 {
        let mut flipped = bytes.clone();
        let at = dice.below(bytes.len());
        flipped[at] ^= 1 << dice.below(8);
        fs::write(&damaged, &flipped).unwrap();
        let differs = exported(&damaged).map_or(true, |now| now != content);
        changed += usize::from(differs);
        let sound = Archive::open(&damaged)
            .is_ok_and(|archive| archive.verify().is_ok_and(|health| health.is_sound()));
        assert!(!(differs && sound), "byte {at} changes content and is not found");
        for suffix in ["-wal", "-shm"] {
            let _ = fs::remove_file(place.folder.path().join(format!("damaged.db{suffix}")));
        }
    }
    assert!(changed > 3, "only {changed} flips changed content");
}
