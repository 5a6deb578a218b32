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
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Instant,
};

/// Names the job and the archive to the process that is killed.
const JOB: &str = "OFFWIRE_TEST_JOB";
const ARCHIVE: &str = "OFFWIRE_TEST_ARCHIVE";
/// How often each job is killed; more by hand.
const KILLS: &str = "OFFWIRE_TEST_KILLS";
const STORIES: usize = 600;
const BATCH: usize = 40;

/// What a process was at when it was killed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Job {
    Import,
    Merge,
    Optimize,
    Repair,
}

impl Job {
    const ALL: [Self; 4] = [Self::Import, Self::Merge, Self::Optimize, Self::Repair];

    fn name(self) -> String {
        format!("{self:?}")
    }

    /// What lies in the folder before the job.
    fn prepare(self, path: &Path) {
        match self {
            Self::Import => {}
            Self::Merge => {
                for shard in 0..3 {
                    import_part(&shard_of(path, shard), shard, 3);
                }
            }
            Self::Optimize | Self::Repair => {
                import_part(path, 0, 1);
                let mut archive = Archive::open(path).unwrap();
                archive.link().unwrap();
                archive.gather_stories().unwrap();
            }
        }
    }

    /// The job, which goes on where another process was killed.
    fn work(self, path: &Path) {
        match self {
            Self::Import => import_part(path, 0, 1),
            Self::Merge => {
                let mut archive = Archive::open_or_create(path).unwrap();
                for shard in 0..3 {
                    archive.merge(shard_of(path, shard), "0.0.0").unwrap();
                }
            }
            Self::Optimize => Archive::open(path).unwrap().optimize().unwrap(),
            Self::Repair => {
                let mut archive = Archive::open(path).unwrap();
                archive.repair().unwrap();
                archive.link().unwrap();
                archive.gather_stories().unwrap();
            }
        }
    }

    fn child(self, path: &Path) -> Child {
        Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "crash::as_child"])
            .envs([(JOB, self.name().as_ref()), (ARCHIVE, path.as_os_str())])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    }
}

fn shard_of(path: &Path, shard: usize) -> PathBuf {
    path.with_file_name(format!("shard-{shard}.db"))
}

/// Imports one part of the stories, from its checkpoint on.
fn import_part(path: &Path, part: usize, of: usize) {
    let mut archive = Archive::open_or_create(path).unwrap();
    let stories: Vec<_> = made::stories(3, STORIES).into_iter().skip(part).step_by(of).collect();
    let done = archive.checkpoint("made").unwrap().map_or(0, |checkpoint| checkpoint.records_done as usize);
    if done == stories.len() {
        return;
    }
    let run = archive.start_run(&RunInfo::new("import", "0.0.0")).unwrap();
    for (number, batch) in stories.chunks(BATCH).enumerate().skip(done / BATCH) {
        let outcomes: Vec<Outcome> = batch.iter().map(outcome).collect();
        let records_done = ((number + 1) * BATCH).min(stories.len()) as u64;
        let finished = records_done == stories.len() as u64;
        let checkpoint = Checkpoint { path: "made".into(), records_done, finished, ..Checkpoint::default() };
        archive.commit(run, &outcomes, &[checkpoint]).unwrap();
    }
    archive.finish_run(run, &RunReport::default()).unwrap();
}

/// Records, sources and links by uid: what must be the same however often a job was killed.
fn exported(path: &Path) -> Result<Vec<u8>, offwire_archive::Error> {
    let archive = Archive::open_read_only(path)?;
    let ids = archive.export_ids(&Filter::default())?;
    let mut out = Vec::new();
    archive.export(&ids, ExportFormat::Jsonl, ExportOptions::default(), &mut out)?;
    for id in ids {
        out.extend(archive.raw(id)?);
        out.extend(format!("{} links", archive.links(id)?.len()).bytes());
    }
    Ok(out)
}

/// The process that is killed; does nothing when it is run as a test of its own.
#[test]
fn as_child() {
    if let (Ok(job), Some(path)) = (std::env::var(JOB), std::env::var_os(ARCHIVE)) {
        let job = Job::ALL.into_iter().find(|known| known.name() == job).unwrap();
        job.work(Path::new(&path));
    }
}

#[test]
fn a_killed_import_loses_nothing() {
    kill_and_go_on(Job::Import);
}

#[test]
fn a_killed_merge_loses_nothing() {
    kill_and_go_on(Job::Merge);
}

#[test]
fn a_killed_optimize_loses_nothing() {
    kill_and_go_on(Job::Optimize);
}

#[test]
fn a_killed_repair_loses_nothing() {
    kill_and_go_on(Job::Repair);
}

/// The same files in a folder of their own.
fn copied(place: &Place) -> Place {
    let copy = Place::new();
    for entry in fs::read_dir(place.folder.path()).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), copy.folder.path().join(entry.file_name())).unwrap();
    }
    copy
}

/// Kills a job at random moments of the time that it takes, looks at the archive after each, and lets it end.
fn kill_and_go_on(job: Job) {
    let prepared = Place::new();
    job.prepare(&prepared.path());
    let clean = copied(&prepared);
    let clock = Instant::now();
    assert!(job.child(&clean.path()).wait().unwrap().success());
    let whole = clock.elapsed();
    let kills = std::env::var(KILLS).ok().and_then(|n| n.parse().ok()).unwrap_or(8);
    let mut place = copied(&prepared);
    let mut dice = Dice::new(11);
    let mut alive = 0;
    for _ in 0..kills {
        let mut child = job.child(&place.path());
        std::thread::sleep(whole.mul_f64(dice.part()));
        let ended = child.try_wait().unwrap().is_some();
        alive += usize::from(!ended);
        child.kill().unwrap();
        child.wait().unwrap();
        if fs::metadata(place.path()).is_ok_and(|meta| meta.len() > 0) {
            match Archive::open(place.path()) {
                Ok(archive) => assert!(archive.verify().unwrap().is_sound(), "{:?}", archive.verify()),
                // Killed within the first transaction: the header is not there yet, and the next run makes it.
                Err(error) => {
                    assert!(matches!(error, offwire_archive::Error::NotAnArchive { .. }), "{error}")
                }
            }
        }
        if ended {
            // What is done takes no time when it is done again.
            place = copied(&prepared);
        }
    }
    assert!(alive * 4 > kills, "only {alive} of {kills} processes were alive to be killed");
    assert!(job.child(&place.path()).wait().unwrap().success());
    assert!(place.open().verify().unwrap().is_sound());
    assert!(exported(&place.path()).unwrap() == exported(&clean.path()).unwrap(), "{job:?}");
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
