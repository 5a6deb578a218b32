//! The crew of a run: readers that unpack, workers that take the step, and the watch over slow records.

use crate::{
    Error, Settings, Unpack, Work,
    budget::Budget,
    chunk::{Chunk, Entry, Part, Turn},
    pool,
    right_of_way::RightOfWay,
    source::records,
    unit::{Job, Unit},
    wait::WaitClock,
};
use crossbeam_channel::{Receiver, Sender};
use std::{
    sync::{
        Arc, Mutex, PoisonError, Weak,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

/// A chunk holds at most this many records …
const CHUNK_RECORDS: usize = 64;
/// … and closes at this many bytes, so that all cores have work near the end.
const CHUNK_BYTES: u64 = 512 << 10;

/// What all threads of a run share.
pub(crate) struct Crew<W: Work> {
    pub(crate) work: Arc<W>,
    pub(crate) unpack: Unpack,
    pub(crate) jobs: Arc<Vec<Job>>,
    pub(crate) units: Vec<Unit>,
    pub(crate) budget: Budget,
    pub(crate) right_of_way: RightOfWay,
    /// Set when the run is over, for whatever reason.
    pub(crate) over: Arc<AtomicBool>,
    pub(crate) time_limit: Option<Duration>,
    threads: usize,
    next_unit: AtomicUsize,
    running: Mutex<Vec<Weak<Chunk<W::Output>>>>,
    results: Sender<Part<W::Output>>,
}

enum Task<T> {
    /// Records that a reader has unpacked.
    Chunk(Arc<Chunk<T>>),
    /// Small files that the worker reads itself: the index of their unit.
    Files(usize),
}

impl<W: Work> Crew<W> {
    pub(crate) fn new(
        work: Arc<W>,
        unpack: Unpack,
        jobs: Vec<Job>,
        units: Vec<Unit>,
        settings: &Settings,
        results: Sender<Part<W::Output>>,
    ) -> Self {
        Self {
            work,
            unpack,
            jobs: Arc::new(jobs),
            units,
            budget: Budget::new(settings.memory),
            right_of_way: RightOfWay::new(settings.threads, pool::available_threads()),
            threads: settings.threads,
            over: Arc::default(),
            time_limit: settings.time_limit,
            next_unit: AtomicUsize::new(0),
            running: Mutex::default(),
            results,
        }
    }

    /// Starts all threads. They end when everything is read or the run is over; none is waited for, so that
    /// one that hangs in a read or a record holds up nobody.
    pub(crate) fn start(self: &Arc<Self>) -> Result<(), Error> {
        let (tasks, queue) = crossbeam_channel::unbounded();
        let crew = Arc::clone(self);
        let worker_queue = queue.clone();
        pool::run_on_all(self.threads, move || crew.work_on(&worker_queue))?;
        // One reader unpacks as fast as a few workers parse.
        for _ in 0..self.threads.div_ceil(4).clamp(1, 4) {
            let (crew, tasks) = (Arc::clone(self), tasks.clone());
            spawn("offwire-reader", move || crew.read(&tasks))?;
        }
        if let Some(limit) = self.time_limit {
            let crew = Arc::clone(self);
            spawn("offwire-watch", move || crew.watch(limit, &queue))?;
        }
        Ok(())
    }

    /// Ends the run: all threads stop at their next record.
    pub(crate) fn stop(&self) {
        self.over.store(true, Ordering::Release);
        self.budget.close();
        self.right_of_way.delivering(None);
    }

    fn is_over(&self) -> bool {
        self.over.load(Ordering::Acquire)
    }

    /// A reader: takes the units in order; streams the large ones, hands the small ones on.
    fn read(&self, tasks: &Sender<Task<W::Output>>) {
        while !self.is_over() {
            let index = self.next_unit.fetch_add(1, Ordering::Relaxed);
            let Some(unit) = self.units.get(index) else { return };
            if unit.is_stream {
                self.entries(unit, |chunk| {
                    self.budget.acquire(chunk.unit, chunk.held)
                        && tasks.send(Task::Chunk(Arc::new(chunk))).is_ok()
                });
            } else if !self.budget.acquire(unit.number, unit.weight)
                || tasks.send(Task::Files(index)).is_err()
            {
                return;
            }
        }
    }

    /// A worker: takes whatever is next until there is nothing more.
    fn work_on(self: &Arc<Self>, queue: &Receiver<Task<W::Output>>) {
        let clock = WaitClock::of_this_thread();
        while let Ok(task) = queue.recv() {
            if self.is_over() {
                return;
            }
            match task {
                Task::Chunk(chunk) => {
                    if !self.drive(&chunk, 0, &clock) {
                        return;
                    }
                }
                Task::Files(index) => {
                    let Some(unit) = self.units.get(index) else { return };
                    let mut goes_on = true;
                    self.entries(unit, |chunk| {
                        self.budget.add(chunk.unit, chunk.held);
                        goes_on &= self.drive(&Arc::new(chunk), 0, &clock);
                        !self.is_over()
                    });
                    self.budget.release(unit.number, unit.weight);
                    if !goes_on {
                        return;
                    }
                }
            }
        }
    }

    /// Works through a chunk and hands its results on; `false` where the thread has lost its place to another.
    fn drive(&self, chunk: &Arc<Chunk<W::Output>>, turn: u32, clock: &WaitClock) -> bool {
        let lane = self.right_of_way.enter();
        if self.time_limit.is_some() {
            let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
            running.retain(|chunk| chunk.strong_count() > 0);
            running.push(Arc::downgrade(chunk));
        }
        let turn = chunk.drive(self.work.as_ref(), turn, clock.clone(), || self.is_over());
        drop(lane);
        match turn {
            Turn::Done(mut part) => {
                let weight = self.weight(&part);
                let raw = std::mem::replace(&mut part.held, weight);
                self.budget.add(part.unit, part.held);
                self.budget.release(part.unit, raw);
                self.results.send(part).is_ok()
            }
            Turn::Lost => false,
            Turn::Stopped => true,
        }
    }

    fn weight(&self, part: &Part<W::Output>) -> u64 {
        let weights = part.pieces.iter().map(|piece| match piece {
            crate::chunk::Piece::Record { value, .. } => self.work.weight(value) as u64,
            crate::chunk::Piece::Skipped { .. } | crate::chunk::Piece::End { .. } => 0,
        });
        weights.sum()
    }

    /// Reads a unit's files and cuts what they hold into chunks; stops where `each` says `false`.
    fn entries(&self, unit: &Unit, mut each: impl FnMut(Chunk<W::Output>) -> bool) {
        let (mut part, mut held, mut open) = (0, 0, Vec::new());
        let mut goes_on = true;
        for index in unit.first..unit.end {
            let Some(job) = self.jobs.get(index) else { return };
            let is_last_job = index + 1 == unit.end;
            records(job, index, &self.unpack, |entry| {
                let is_last = is_last_job && matches!(entry, Entry::End { .. });
                held += entry.weight();
                open.push(entry);
                if is_last || open.len() >= CHUNK_RECORDS || held >= CHUNK_BYTES {
                    let entries = std::mem::take(&mut open);
                    goes_on =
                        each(Chunk::new(unit.number, part, is_last, std::mem::take(&mut held), entries));
                    part += 1;
                }
                goes_on && !self.is_over()
            });
            if !goes_on || self.is_over() {
                return;
            }
        }
    }

    /// The watch: ends records that take longer than the limit and puts a fresh worker in the place of theirs.
    fn watch(self: Arc<Self>, limit: Duration, queue: &Receiver<Task<W::Output>>) {
        let pause = (limit / 4).clamp(Duration::from_millis(20), Duration::from_millis(500));
        while !self.is_over() {
            thread::sleep(pause);
            let running: Vec<_> = {
                let running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
                running.iter().filter_map(Weak::upgrade).collect()
            };
            for chunk in running {
                let Some(turn) = chunk.take_over(self.work.as_ref(), limit) else { continue };
                let (crew, queue) = (Arc::clone(&self), queue.clone());
                let replaced = pool::run_on_all(1, move || {
                    if crew.drive(&chunk, turn, &WaitClock::of_this_thread()) {
                        crew.work_on(&queue);
                    }
                });
                if let Err(error) = replaced {
                    tracing::error!("no thread could take over from a record that takes too long: {error}");
                }
            }
        }
    }
}

fn spawn(name: &str, body: impl FnOnce() + Send + 'static) -> Result<(), Error> {
    thread::Builder::new().name(name.into()).spawn(body).map(drop).map_err(|e| Error::Threads(Box::new(e)))
}
