//! The run itself: reads, works, and delivers in order on the calling thread.

use crate::{
    Error, Observer, Plan, Progress, Settings, Sink, SourceFile, Unpack, Work,
    chunk::{Part, Piece},
    crew::Crew,
    order::Reorder,
    select::Selection,
    unit::{Job, units},
};
use crossbeam_channel::{Receiver, RecvTimeoutError};
use std::{
    fmt,
    sync::{Arc, atomic::Ordering},
    time::{Duration, Instant},
};

/// How long the delivery sleeps at most before it looks at the clock and the stop flag.
const TICK: Duration = Duration::from_millis(100);

/// Reads many sources and takes one step with each record, on all cores; the results come in the order of
/// the sources' names and the records in them, whatever the threads do.
///
/// The results of one run and of many threads are the same:
///
/// ```
/// use offwire_batch::{Error, Observer, Opened, Pipeline, Settings, Silent, Sink, SourceFile, Tally, Work};
/// use offwire_parse::{Error as ParseError, Origin, RawItem};
/// use std::{io::Read, sync::Arc};
///
/// struct Lengths;
/// impl Work for Lengths {
///     type Output = usize;
///     fn run(&self, item: &RawItem) -> usize { item.bytes.len() }
///     fn failed(&self, _: Option<&RawItem>, _: &ParseError) -> usize { 0 }
///     fn weight(&self, _: &usize) -> usize { 8 }
/// }
///
/// struct Collect(Vec<usize>);
/// impl Sink<usize> for Collect {
///     fn item(&mut self, _: &SourceFile, _: u64, value: usize, _: &mut dyn Observer) -> Result<Tally, Error> {
///         self.0.push(value);
///         Ok(Tally { records: 1, failed: 0 })
///     }
/// }
///
/// let dir = tempfile::tempdir().unwrap();
/// std::fs::write(dir.path().join("b.txt"), "four").unwrap();
/// std::fs::write(dir.path().join("a.txt"), "three").unwrap();
/// let whole = |opened: Opened, origin: Origin| {
///     let mut read: Box<dyn Read> = match opened {
///         Opened::File(file, _) => Box::new(file),
///         Opened::Stream(stream) => Box::new(stream),
///     };
///     let mut bytes = Vec::new();
///     let item = read.read_to_end(&mut bytes).map(|_| RawItem { origin, bytes, ..RawItem::default() });
///     Box::new(item.ok().map(Ok).into_iter()) as offwire_batch::Records
/// };
/// let mut settings = Settings::default();
/// settings.inputs.push(dir.path().into());
/// let pipeline = Pipeline::new(settings, Arc::new(whole), Lengths)?;
/// let mut lengths = Collect(Vec::new());
/// pipeline.run(&mut lengths, &mut Silent)?;
/// assert_eq!(lengths.0, [5, 4]);
/// # Ok::<(), Error>(())
/// ```
pub struct Pipeline<W: Work> {
    settings: Settings,
    selection: Selection,
    unpack: Unpack,
    work: Arc<W>,
}

impl<W: Work> fmt::Debug for Pipeline<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pipeline").field("settings", &self.settings).finish_non_exhaustive()
    }
}

/// What an earlier run has done of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// Nothing, or the file has changed since.
    Nothing,
    /// So many records at its start.
    Records(u64),
    /// All of it.
    All,
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Ended {
    /// Everything was read.
    #[default]
    Complete,
    /// It was told to stop; what was delivered is whole.
    Interrupted,
    /// More records failed than allowed.
    TooManyErrors,
}

/// What a run did.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Finished {
    /// How it ended.
    pub ended: Ended,
    /// How far it came.
    pub progress: Progress,
    /// What the walk passed over.
    pub passed_over: Vec<crate::PassedOver>,
    /// Files left out because an earlier run has done them.
    pub unchanged: usize,
}

impl<W: Work> Pipeline<W> {
    /// A pipeline of these parts.
    ///
    /// # Errors
    /// [`Error::Glob`] or [`Error::Option`] where a setting means nothing.
    pub fn new(settings: Settings, unpack: Unpack, work: W) -> Result<Self, Error> {
        if settings.threads == 0 {
            return Err(Error::Option("at least one thread must work".into()));
        }
        let selection = Selection::new(&settings.include, &settings.exclude)?;
        Ok(Self { settings, selection, unpack, work: Arc::new(work) })
    }

    /// The files that a run would read.
    ///
    /// # Errors
    /// [`Error::Input`] where a path that the caller named cannot be opened.
    pub fn plan(&self) -> Result<Plan, Error> {
        let plan = Plan::walk(&self.settings.inputs, &self.selection, self.settings.shard)?;
        Ok(self
            .settings
            .own
            .iter()
            .fold(plan, |plan, own| plan.leave_out(own, &[""], "written by this program")))
    }

    /// Whether it reads one machine's part of the files.
    pub(crate) fn is_shard(&self) -> bool {
        self.settings.shard.is_some()
    }

    /// Reads everything into `sink`.
    ///
    /// # Errors
    /// [`Error::Input`] where a path that the caller named cannot be opened, and the errors of `sink`.
    pub fn run(
        &self,
        sink: &mut dyn Sink<W::Output>,
        observer: &mut dyn Observer,
    ) -> Result<Finished, Error> {
        self.resume(self.plan()?, &|_| Done::Nothing, sink, observer)
    }

    /// Reads what `done` does not know of `plan` into `sink`.
    ///
    /// # Errors
    /// The errors of `sink`; [`Error::Threads`].
    pub fn resume(
        &self,
        plan: Plan,
        done: &dyn Fn(&SourceFile) -> Done,
        sink: &mut dyn Sink<W::Output>,
        observer: &mut dyn Observer,
    ) -> Result<Finished, Error> {
        let passed_over = plan.passed_over;
        let n_files = plan.files.len();
        let jobs: Vec<Job> = plan
            .files
            .into_iter()
            .filter_map(|file| match done(&file) {
                Done::Nothing => Some(Job { file, done: 0 }),
                Done::Records(n) => Some(Job { file, done: n }),
                Done::All => None,
            })
            .collect();
        let unchanged = n_files - jobs.len();
        let progress = Progress {
            files: jobs.len(),
            bytes: jobs.iter().map(|job| job.file.size).sum(),
            ..Progress::default()
        };
        observer.planned(&progress, &passed_over, unchanged);
        let (results, arriving) = crossbeam_channel::unbounded();
        let units = units(&jobs);
        let crew = Arc::new(Crew::new(
            Arc::clone(&self.work),
            Arc::clone(&self.unpack),
            jobs,
            units,
            &self.settings,
            results,
        ));
        let _stop = StopAtEnd(Arc::clone(&crew));
        crew.start()?;
        let settings = &self.settings;
        let start = Instant::now();
        let mut delivery =
            Delivery { crew: &crew, settings, sink, observer, progress, behind: 0, told: start };
        let ended = delivery.run(&arriving, start)?;
        delivery.tell(start);
        let progress = delivery.progress;
        Ok(Finished { ended, progress, passed_over, unchanged })
    }
}

/// Stops the crew however the run is left.
struct StopAtEnd<W: Work>(Arc<Crew<W>>);

impl<W: Work> Drop for StopAtEnd<W> {
    fn drop(&mut self) {
        self.0.stop();
    }
}

/// Hands the results over in order.
struct Delivery<'a, W: Work> {
    crew: &'a Crew<W>,
    settings: &'a Settings,
    sink: &'a mut dyn Sink<W::Output>,
    observer: &'a mut dyn Observer,
    progress: Progress,
    /// Bytes of the files that are done.
    behind: u64,
    /// When the observer was told last.
    told: Instant,
}

impl<W: Work> Delivery<'_, W> {
    fn run(&mut self, arriving: &Receiver<Part<W::Output>>, start: Instant) -> Result<Ended, Error> {
        let mut order = Reorder::new();
        let n_units = self.crew.units.len() as u64;
        while order.head() < n_units {
            match arriving.recv_timeout(TICK) {
                Ok(part) => order.put(part.unit, part.part, part.is_last, part),
                Err(RecvTimeoutError::Timeout) => self.sink.idle()?,
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(Error::Threads("all worker threads ended before their work".into()));
                }
            }
            while let Some(part) = order.take() {
                arriving.try_iter().for_each(|part| order.put(part.unit, part.part, part.is_last, part));
                self.crew.right_of_way.delivering(Some(order.waiting()));
                let (unit, held) = (part.unit, part.held);
                if let Some(ended) = self.part(part)? {
                    return Ok(ended);
                }
                self.crew.budget.release(unit, held);
                // Where storing is the slower part, this loop may go on to the end of the run.
                self.crew.budget.set_head(order.head());
                self.tell_in_time(start);
                if self.is_stopped() && order.head() < n_units {
                    return Ok(Ended::Interrupted);
                }
            }
            self.crew.right_of_way.delivering(None);
            self.crew.budget.set_head(order.head());
            self.tell_in_time(start);
            if self.is_stopped() && order.head() < n_units {
                return Ok(Ended::Interrupted);
            }
        }
        Ok(Ended::Complete)
    }

    /// Tells the observer where that is due.
    fn tell_in_time(&mut self, start: Instant) {
        if self.told.elapsed() >= TICK {
            self.tell(start);
            self.told = Instant::now();
        }
    }

    /// Tells the observer how far the run is by now.
    fn tell(&mut self, start: Instant) {
        self.progress.elapsed = start.elapsed();
        self.observer.progress(&self.progress);
    }

    fn is_stopped(&self) -> bool {
        self.settings.stop.load(Ordering::Relaxed)
    }

    fn part(&mut self, part: Part<W::Output>) -> Result<Option<Ended>, Error> {
        for (number, piece) in part.pieces.into_iter().enumerate() {
            if number > 0 && self.is_stopped() {
                return Ok(Some(Ended::Interrupted));
            }
            match piece {
                Piece::Skipped { bytes } => {
                    self.progress.bytes = self.progress.bytes.saturating_sub(bytes);
                }
                Piece::Record { job, index, value, reached } => {
                    let Some(job) = self.crew.jobs.get(job) else { continue };
                    if self.progress.current != job.file.name {
                        self.progress.current.clone_from(&job.file.name);
                    }
                    let tally = self.sink.item(&job.file, index, value, self.observer)?;
                    self.progress.bytes_done = self.behind + reached;
                    self.progress.records += tally.records;
                    self.progress.failed += tally.failed;
                    let limit = self.settings.max_errors;
                    if limit.is_some_and(|l| l.is_passed(self.progress.failed, self.progress.records)) {
                        return Ok(Some(Ended::TooManyErrors));
                    }
                }
                Piece::End { job, items, reached } => {
                    let Some(job) = self.crew.jobs.get(job) else { continue };
                    self.sink.file_done(&job.file, items)?;
                    self.behind += reached;
                    self.progress.bytes_done = self.behind;
                    self.progress.files_done += 1;
                }
            }
        }
        Ok(None)
    }
}
