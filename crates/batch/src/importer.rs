//! Bulk import: a pipeline whose sink is an archive, with checkpoints and books.

mod sink;

use crate::{
    Done, Ended, Error, MaxErrors, Observer, Pipeline, Plan, Report, Settings, Shard, SourceFile, Unpack,
    Work,
};
use offwire_archive::{Archive, Outcome, Packer, Place, RunInfo, RunReport, Told};
use offwire_parse::{Error as ParseError, Parser, RawItem};
use sink::ArchiveSink;
use std::{
    collections::BTreeMap,
    fmt,
    path::PathBuf,
    sync::{Arc, atomic::AtomicBool},
    time::Duration,
};

type Step = Box<dyn Fn(&RawItem) -> Vec<Outcome> + Send + Sync>;

/// A transaction ends at the memory of the run so many times over, since only SQLite's part of it is held.
const BATCH_MEMORIES: usize = 4;

/// Imports files and folders into an archive: in parallel, resumable, with books that balance.
///
/// ```
/// use offwire_archive::{Archive, Outcome, PackedSource};
/// use offwire_batch::{Importer, Silent, quarantined};
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
///         let outcome = |parsed| match parsed {
///             Ok(article) => Outcome::article(article, source.clone(), None),
///             // What cannot be read is kept with its cause, and in the books.
///             Err(error) => quarantined(&error, Some(item), Some(source.clone())),
///         };
///         step_parser.parse(item).into_iter().map(outcome).collect()
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

impl fmt::Debug for Importer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Importer")
            .field("pipeline", &self.pipeline)
            .field("info", &self.info)
            .field("fresh", &self.fresh)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for ImporterBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ImporterBuilder")
            .field("settings", &self.settings)
            .field("info", &self.info)
            .field("fresh", &self.fresh)
            .finish_non_exhaustive()
    }
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
    /// archive is new: [`Archive::abandon_if_new`] takes it away then; [`Error::Sink`] where the archive fails.
    pub fn run(&self, archive: &mut Archive, observer: &mut dyn Observer) -> Result<Report, Error> {
        let plan = self.plan()?.without(archive.path());
        // A machine's part of few files may be empty, and is merged with the others all the same.
        if plan.files.is_empty() && !self.pipeline.is_shard() && archive.is_new() {
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
            let Some(checkpoint) = archive.checkpoint(&location).map_err(Error::sink)? else {
                // Earlier versions knew files by their names alone, which tell that one was read, but not which.
                if archive.checkpoint(&file.name).map_err(Error::sink)?.is_some() {
                    earlier.insert(file.name.clone(), Done::Nothing);
                }
                continue;
            };
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
        archive.mend_sources(self.fresh);
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
