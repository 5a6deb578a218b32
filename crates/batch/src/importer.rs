//! Bulk import: a pipeline whose sink is an archive, with checkpoints and books.

use crate::{
    Done, Ended, Error, Finished, MaxErrors, Observer, Pipeline, Plan, Report, Settings, Shard, Sink,
    SourceFile, Tally, Unpack, Work, memory,
};
use offwire_archive::{Archive, Checkpoint, Counts, Outcome, Packer, Place, RunId, RunInfo, RunReport, Told};
use offwire_parse::{Error as ParseError, Parser, RawItem};
use std::{
    collections::BTreeMap,
    mem,
    path::PathBuf,
    sync::{Arc, atomic::AtomicBool},
    time::{Duration, Instant},
};

type Step = Box<dyn Fn(&RawItem) -> Vec<Outcome> + Send + Sync>;

/// A transaction ends at this many articles …
const BATCH_RECORDS: usize = 10_000;
/// … or at the memory of the run so many times over, since only SQLite's part of it is held …
const BATCH_MEMORIES: usize = 4;
/// … or at so many packed bytes of raw records: pages are so large that ten thousand of them would be written in one
/// go at the end of most runs, while the parsers have nothing left to do …
const BATCH_SOURCES: usize = 24 << 20;
/// … or this much time, so that little work is lost when the machine goes down.
const BATCH_TIME: Duration = Duration::from_secs(20);
/// The writer takes outcomes by so many, or by so many bytes.
const STORED_AT_ONCE: usize = 64;
const BYTES_AT_ONCE: usize = 1 << 20;

/// Imports files and folders into an archive: in parallel, resumable, with books that balance.
///
/// ```
/// use offwire_archive::{Archive, Outcome, PackedSource};
/// use offwire_batch::{Importer, Silent};
/// use offwire_parse::{ParseOptions, Parser};
///
/// let dir = tempfile::tempdir()?;
/// std::fs::write(dir.path().join("a.jsonl"), r#"{"title": "Harbour reopens", "text": "It reopened on Monday."}"#)?;
/// let mut archive = Archive::open_or_create(dir.path().join("news.db"))?;
/// let parser = Parser::new(ParseOptions::default());
/// let (packer, step_parser) = (archive.packer(), parser.clone());
/// let importer = Importer::builder()
///     .input(dir.path().join("a.jsonl"))
///     .parser(parser)
///     .step(move |item| {
///         let source = std::sync::Arc::new(packer.pack(&item.bytes));
///         let articles = step_parser.parse(item).into_iter().filter_map(Result::ok);
///         articles.map(|article| Outcome::article(article, source.clone(), None)).collect()
///     })
///     .build()?;
/// let report = importer.run(&mut archive, &mut Silent)?;
/// assert_eq!(report.counts.imported, 1);
/// assert!(report.balances());
/// assert_eq!(importer.run(&mut archive, &mut Silent)?.unchanged, 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Importer {
    pipeline: Pipeline<ImportStep>,
    info: RunInfo,
    fresh: bool,
    fingerprint: String,
    batch_bytes: usize,
}

/// Collects what an [`Importer`] needs.
pub struct ImporterBuilder {
    settings: Settings,
    unpack: Option<Unpack>,
    step: Option<Step>,
    info: RunInfo,
    fresh: bool,
    fingerprint: String,
}

impl Importer {
    /// A builder with nothing to read yet.
    #[must_use]
    pub fn builder() -> ImporterBuilder {
        let info = RunInfo::new("import", env!("CARGO_PKG_VERSION"));
        ImporterBuilder {
            settings: Settings::default(),
            unpack: None,
            step: None,
            info,
            fresh: false,
            fingerprint: String::new(),
        }
    }

    /// The files that a run would read.
    ///
    /// # Errors
    /// [`Error::Input`] where a path that the caller named cannot be opened.
    pub fn plan(&self) -> Result<Plan, Error> {
        self.pipeline.plan()
    }

    /// Imports everything that is new or has changed. Stopped in the middle, it leaves the archive in a state
    /// from which the same call goes on; [`Report::ended`] says why it stopped.
    ///
    /// # Errors
    /// [`Error::Input`] where a named path cannot be opened, [`Error::Nothing`] where there is no file to read and the
    /// archive is new, which then is taken away again; [`Error::Sink`] where the archive fails.
    pub fn run(&self, archive: &mut Archive, observer: &mut dyn Observer) -> Result<Report, Error> {
        let plan = match self.plan() {
            Ok(plan) => plan.without(archive.path()),
            Err(error) => {
                archive.abandon_if_new();
                return Err(error);
            }
        };
        // A machine's part of few files may be empty, and is merged with the others all the same.
        if plan.files.is_empty() && !self.pipeline.is_shard() && archive.abandon_if_new() {
            let passed_over = Some(plan.passed_over.len()).filter(|n| *n > 0);
            return Err(Error::Nothing { passed_over });
        }
        let earlier = self.earlier(archive, &plan)?;
        let done = |file: &SourceFile| earlier.get(&file.name).copied().unwrap_or(Done::Nothing);
        let run = archive.start_run(&self.info).map_err(Error::sink)?;
        let mut sink = ArchiveSink::new(archive, run, self, &earlier);
        let finished = match self.pipeline.resume(plan, &done, &mut sink, observer) {
            Ok(finished) => finished,
            Err(error) => {
                archive.take_back();
                return Err(error);
            }
        };
        sink.flush()?;
        let report = sink.report(finished);
        let ledger = RunReport {
            interrupted: report.ended != Ended::Complete,
            bytes: report.bytes,
            seconds: report.seconds,
            details: serde_json::to_value(&report).unwrap_or_default(),
        };
        archive.finish_run(run, &ledger).map_err(Error::sink)?;
        Ok(report)
    }

    /// What earlier runs have done of the files of a plan that they have met: nothing of those that have changed since,
    /// or were read under other options. A fresh run forgets all of it before it begins, so that the next run goes on
    /// from where this one is stopped.
    fn earlier(&self, archive: &mut Archive, plan: &Plan) -> Result<Earlier, Error> {
        let mut earlier = Earlier::new();
        let mut locations = Vec::new();
        for file in plan.files.iter().filter(|file| !file.is_stdin()) {
            let location = file.location();
            let Some(checkpoint) = archive.checkpoint(&location).map_err(Error::sink)? else { continue };
            let is_same = checkpoint.size == file.size
                && checkpoint.mtime == file.modified
                && checkpoint.fingerprint == self.fingerprint;
            let done = match (is_same && !self.fresh, checkpoint.finished, checkpoint.records_done) {
                (false, ..) | (_, false, 0) => Done::Nothing,
                (_, true, _) => Done::All,
                (_, false, records) => Done::Records(records),
            };
            earlier.insert(file.name.clone(), done);
            locations.push(location);
        }
        if self.fresh {
            archive.forget_checkpoints(&locations).map_err(Error::sink)?;
        }
        Ok(earlier)
    }
}

/// What earlier runs have done of the files of a plan that they have met.
type Earlier = BTreeMap<String, Done>;

impl ImporterBuilder {
    /// Adds a file or folder; `-` is standard input.
    #[must_use]
    pub fn input(mut self, path: impl Into<PathBuf>) -> Self {
        self.settings.inputs.push(path.into());
        self
    }

    /// Replaces all settings.
    #[must_use]
    pub fn settings(self, settings: Settings) -> Self {
        Self { settings, ..self }
    }

    /// Takes only files that a glob matches; several add up.
    #[must_use]
    pub fn include(mut self, glob: impl Into<String>) -> Self {
        self.settings.include.push(glob.into());
        self
    }

    /// Leaves out files that a glob matches.
    #[must_use]
    pub fn exclude(mut self, glob: impl Into<String>) -> Self {
        self.settings.exclude.push(glob.into());
        self
    }

    /// Takes one machine's part of the files.
    #[must_use]
    pub fn shard(mut self, shard: Shard) -> Self {
        self.settings.shard = Some(shard);
        self
    }

    /// Number of worker threads; the archive is the same whatever it is.
    #[must_use]
    pub fn threads(mut self, threads: usize) -> Self {
        self.settings.threads = threads;
        self
    }

    /// Bytes that may be in flight.
    #[must_use]
    pub fn memory(mut self, bytes: u64) -> Self {
        self.settings.memory = bytes;
        self
    }

    /// How long one record may take.
    #[must_use]
    pub fn time_limit(mut self, limit: Option<Duration>) -> Self {
        self.settings.time_limit = limit;
        self
    }

    /// How many records may fail.
    #[must_use]
    pub fn max_errors(mut self, limit: MaxErrors) -> Self {
        self.settings.max_errors = Some(limit);
        self
    }

    /// A flag that stops the run at the next safe point.
    #[must_use]
    pub fn stop(mut self, stop: Arc<AtomicBool>) -> Self {
        self.settings.stop = stop;
        self
    }

    /// Forgets what earlier runs have read.
    #[must_use]
    pub fn fresh(self, fresh: bool) -> Self {
        Self { fresh, ..self }
    }

    /// What tells the options apart under which a record gives other outcomes: files that were read under others are
    /// read again.
    #[must_use]
    pub fn fingerprint(self, fingerprint: impl Into<String>) -> Self {
        Self { fingerprint: fingerprint.into(), ..self }
    }

    /// What the ledger says of the run.
    #[must_use]
    pub fn info(self, info: RunInfo) -> Self {
        Self { info, ..self }
    }

    /// Unpacks by this parser.
    #[must_use]
    pub fn parser(self, parser: Parser) -> Self {
        self.unpack(crate::unpack_by(parser))
    }

    /// Unpacks by something else.
    #[must_use]
    pub fn unpack(self, unpack: Unpack) -> Self {
        Self { unpack: Some(unpack), ..self }
    }

    /// The pure step from a record to what is stored.
    #[must_use]
    pub fn step(self, step: impl Fn(&RawItem) -> Vec<Outcome> + Send + Sync + 'static) -> Self {
        Self { step: Some(Box::new(step)), ..self }
    }

    /// The importer.
    ///
    /// # Errors
    /// [`Error::Option`] where the step or the parser lacks, [`Error::Glob`] for a broken pattern.
    pub fn build(self) -> Result<Importer, Error> {
        let step = self.step.ok_or_else(|| Error::Option("an importer needs a step".into()))?;
        let unpack = self.unpack.ok_or_else(|| Error::Option("an importer needs a parser".into()))?;
        let memory = usize::try_from(self.settings.memory).unwrap_or(usize::MAX);
        let batch_bytes = memory.saturating_mul(BATCH_MEMORIES);
        let work = ImportStep { step, packer: Packer::default() };
        let pipeline = Pipeline::new(self.settings, unpack, work)?;
        let Self { info, fresh, fingerprint, .. } = self;
        Ok(Importer { pipeline, info, fresh, fingerprint, batch_bytes })
    }
}

struct ImportStep {
    step: Step,
    /// Packs what goes to quarantine.
    packer: Packer,
}

impl Work for ImportStep {
    type Output = Vec<Outcome>;

    fn run(&self, item: &RawItem) -> Vec<Outcome> {
        (self.step)(item)
    }

    fn failed(&self, item: Option<&RawItem>, error: &ParseError) -> Vec<Outcome> {
        vec![quarantined(error, item, item.map(|item| Arc::new(self.packer.pack(&item.bytes))))]
    }

    fn weight(&self, outcomes: &Vec<Outcome>) -> usize {
        outcomes.iter().map(Outcome::weight).sum()
    }
}

/// A failure as the archive keeps it, with the record's bytes where a later version may read them, and what its
/// container and the user said of it.
#[must_use]
pub fn quarantined(
    error: &ParseError,
    item: Option<&RawItem>,
    source: Option<Arc<offwire_archive::PackedSource>>,
) -> Outcome {
    let told = item.map_or_else(Told::default, |item| Told {
        format: item.format.map(str::to_owned),
        url: item.origin.url.clone(),
        captured: item.origin.captured,
        notes: item.notes.clone(),
    });
    Outcome::Quarantined {
        place: Place { path: error.path.clone(), member: error.member.clone(), offset: error.offset },
        reason: error.reason.code().into(),
        detail: error.detail.clone(),
        source,
        told,
    }
}

/// Stores outcomes as they come and commits them by the batch, each with the checkpoint that counts them.
struct ArchiveSink<'a> {
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
    fn new(archive: &'a mut Archive, run: RunId, importer: &'a Importer, earlier: &'a Earlier) -> Self {
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

    fn flush(&mut self) -> Result<(), Error> {
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

    fn report(&mut self, finished: Finished) -> Report {
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
