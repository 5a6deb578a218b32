//! Where the outcomes of an import go: into the archive, by the batch.

use super::{Earlier, Importer};
use crate::{Done, Error, Finished, Observer, Report, Sink, SourceFile, Tally, memory};
use offwire_archive::{Archive, Checkpoint, Counts, Outcome, Place, RunId};
use std::{
    collections::BTreeMap,
    mem,
    time::{Duration, Instant},
};

/// A transaction ends at this many articles …
const BATCH_RECORDS: usize = 10_000;
/// … or at so many packed bytes of raw records: pages are so large that ten thousand of them would be written in one
/// go at the end of most runs, while the parsers have nothing left to do …
const BATCH_SOURCES: usize = 24 << 20;
/// … or this much time, so that little work is lost when the machine goes down.
const BATCH_TIME: Duration = Duration::from_secs(20);
/// The writer takes outcomes by so many, or by so many bytes.
const STORED_AT_ONCE: usize = 64;
const BYTES_AT_ONCE: usize = 1 << 20;

/// Stores outcomes as they come and commits them by the batch, each with the checkpoint that counts them.
pub(super) struct ArchiveSink<'a> {
    archive: &'a mut Archive,
    run: RunId,
    importer: &'a Importer,
    earlier: &'a Earlier,
    /// Outcomes that the archive does not have yet, and their weight.
    pending: Vec<Outcome>,
    pending_weight: usize,
    /// Outcomes since the last commit, their weight, and that of their sources.
    records: usize,
    weight: usize,
    sources: usize,
    since: Instant,
    /// The file under way, as far as its outcomes are pending or stored.
    current: Option<Checkpoint>,
    finished: Vec<Checkpoint>,
    counts: Counts,
    reasons: BTreeMap<String, u64>,
}

impl<'a> ArchiveSink<'a> {
    pub(super) fn new(
        archive: &'a mut Archive,
        run: RunId,
        importer: &'a Importer,
        earlier: &'a Earlier,
    ) -> Self {
        Self {
            archive,
            run,
            importer,
            earlier,
            pending: Vec::new(),
            pending_weight: 0,
            records: 0,
            weight: 0,
            sources: 0,
            since: Instant::now(),
            current: None,
            finished: Vec::new(),
            counts: Counts::default(),
            reasons: BTreeMap::new(),
        }
    }

    pub(super) fn flush(&mut self) -> Result<(), Error> {
        self.since = Instant::now();
        let mut checkpoints = mem::take(&mut self.finished);
        checkpoints.extend(self.current.clone());
        if self.records == 0 && checkpoints.is_empty() {
            return Ok(());
        }
        let outcomes = mem::take(&mut self.pending);
        (self.pending_weight, self.records, self.weight, self.sources) = (0, 0, 0, 0);
        self.counts += self.archive.commit(self.run, &outcomes, &checkpoints).map_err(Error::sink)?;
        Ok(())
    }

    /// Adds an outcome; the archive takes them by the handful.
    fn add(&mut self, outcome: Outcome) -> Result<(), Error> {
        let weight = outcome.weight();
        self.sources += outcome.source_weight();
        self.pending.push(outcome);
        self.records += 1;
        self.weight += weight;
        self.pending_weight += weight;
        if self.pending.len() >= STORED_AT_ONCE || self.pending_weight >= BYTES_AT_ONCE {
            self.archive.store(self.run, &self.pending).map_err(Error::sink)?;
            self.pending.clear();
            self.pending_weight = 0;
        }
        Ok(())
    }

    fn flush_if_due(&mut self) -> Result<(), Error> {
        let is_due = self.records >= BATCH_RECORDS
            || self.weight >= self.importer.batch_bytes
            || self.sources >= BATCH_SOURCES
            || self.since.elapsed() >= BATCH_TIME;
        if is_due { self.flush() } else { Ok(()) }
    }

    fn checkpoint(&self, file: &SourceFile, records_done: u64, finished: bool) -> Checkpoint {
        let is_again = self.earlier.get(&file.name) == Some(&Done::Nothing);
        Checkpoint {
            path: file.location(),
            size: file.size,
            mtime: file.modified,
            fingerprint: self.importer.fingerprint.clone(),
            records_done,
            finished,
            again: is_again.then(|| file.name.clone()),
        }
    }

    pub(super) fn report(&mut self, finished: Finished) -> Report {
        let progress = finished.progress;
        Report {
            run: self.run.number(),
            ended: finished.ended,
            files: progress.files_done,
            unchanged: finished.unchanged,
            passed_over: finished.passed_over,
            bytes: progress.bytes_done,
            seconds: progress.elapsed.as_secs_f64(),
            counts: self.counts,
            quarantined_by: mem::take(&mut self.reasons),
            peak_memory: memory::peak(),
        }
    }
}

impl Sink<Vec<Outcome>> for ArchiveSink<'_> {
    fn item(
        &mut self,
        file: &SourceFile,
        index: u64,
        outcomes: Vec<Outcome>,
        observer: &mut dyn Observer,
    ) -> Result<Tally, Error> {
        let mut tally = Tally { records: outcomes.len() as u64, failed: 0 };
        for outcome in outcomes {
            if let Outcome::Quarantined { place, reason, detail, .. } = &outcome {
                tally.failed += 1;
                *self.reasons.entry(reason.clone()).or_default() += 1;
                observer.failed(&place_name(place), reason, detail);
            }
            self.add(outcome)?;
        }
        match &mut self.current {
            Some(current) => current.records_done = index + 1,
            None if file.is_stdin() => {}
            None => self.current = Some(self.checkpoint(file, index + 1, false)),
        }
        self.flush_if_due()?;
        Ok(tally)
    }

    fn file_done(&mut self, file: &SourceFile, items: u64) -> Result<(), Error> {
        self.current = None;
        if !file.is_stdin() {
            self.finished.push(self.checkpoint(file, items, true));
        }
        self.flush_if_due()
    }

    fn idle(&mut self) -> Result<(), Error> {
        self.flush_if_due()
    }
}

/// A place as people read it: `file!/member at byte 12`.
fn place_name(place: &Place) -> String {
    let mut name = place.path.clone();
    if let Some(member) = &place.member {
        name.push_str("!/");
        name.push_str(member);
    }
    if let Some(offset) = place.offset {
        name.push_str(&format!(" at byte {offset}"));
    }
    name
}
