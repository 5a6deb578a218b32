//! A few records on their way through one worker.

use crate::{Work, wait::WaitClock};
use offwire_parse::{Error as ParseError, RawItem, Reason};
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// What a reader found: a start that an earlier run has done, a record, a failure, or the end of a file.
/// `reached` says how many bytes of the file are done with it, behind that start.
#[derive(Debug)]
pub(crate) enum Entry {
    Skipped { bytes: u64 },
    Record { job: usize, index: u64, record: Box<Result<RawItem, ParseError>>, reached: u64 },
    End { job: usize, items: u64, reached: u64 },
}

impl Entry {
    /// Bytes of memory that it holds.
    pub(crate) fn weight(&self) -> u64 {
        const FIXED: u64 = 512;
        match self {
            Self::Record { record, .. } => {
                FIXED + record.as_ref().as_ref().map_or(0, |item| item.bytes.len() as u64)
            }
            Self::Skipped { .. } | Self::End { .. } => FIXED,
        }
    }
}

/// What a worker made of an [`Entry`].
#[derive(Debug)]
pub(crate) enum Piece<T> {
    Skipped { bytes: u64 },
    Record { job: usize, index: u64, value: T, reached: u64 },
    End { job: usize, items: u64, reached: u64 },
}

/// Results of one chunk, for delivery.
#[derive(Debug)]
pub(crate) struct Part<T> {
    pub(crate) unit: u64,
    pub(crate) part: u64,
    pub(crate) is_last: bool,
    /// Bytes of the budget that it holds.
    pub(crate) held: u64,
    pub(crate) pieces: Vec<Piece<T>>,
}

/// Entries that one worker takes one after the other. Where one of them takes too long, the watch ends that
/// record and another thread takes the turn; what the first thread still brings is dropped.
#[derive(Debug)]
pub(crate) struct Chunk<T> {
    pub(crate) unit: u64,
    pub(crate) part: u64,
    pub(crate) is_last: bool,
    pub(crate) held: u64,
    entries: Vec<Entry>,
    state: Mutex<State<T>>,
}

#[derive(Debug)]
struct State<T> {
    turn: u32,
    next: usize,
    since: Option<Instant>,
    /// Of the thread whose turn it is.
    clock: WaitClock,
    /// The record that the watch last looked at, and how long the thread had waited for a core by then.
    seen: Option<(usize, Duration)>,
    pieces: Vec<Piece<T>>,
}

impl<T> State<T> {
    /// How long the record under way has taken, without the time that its thread stood waiting for a core.
    ///
    /// The clock is read for records that the watch meets, not for each: a wait before that counts as taken.
    fn taken(&mut self) -> Option<Duration> {
        let elapsed = self.since?.elapsed();
        let waited = self.clock.waited();
        let before = match self.seen {
            Some((record, before)) if record == self.next => before,
            _ => waited,
        };
        self.seen = Some((self.next, before));
        Some(elapsed.saturating_sub(waited.saturating_sub(before)))
    }
}

/// How a worker's turn with a chunk ended.
#[derive(Debug)]
pub(crate) enum Turn<T> {
    Done(Part<T>),
    /// Another thread has the chunk.
    Lost,
    /// The run is over.
    Stopped,
}

impl<T> Chunk<T> {
    pub(crate) fn new(unit: u64, part: u64, is_last: bool, held: u64, entries: Vec<Entry>) -> Self {
        let state = State {
            turn: 0,
            next: 0,
            since: None,
            clock: WaitClock::default(),
            seen: None,
            pieces: Vec::with_capacity(entries.len()),
        };
        Self { unit, part, is_last, held, entries, state: Mutex::new(state) }
    }

    /// Works through the entries from where the chunk stands; `clock` is that of the calling thread.
    pub(crate) fn drive<W: Work<Output = T>>(
        &self,
        work: &W,
        turn: u32,
        clock: WaitClock,
        stopped: impl Fn() -> bool,
    ) -> Turn<T> {
        self.take_turn(turn, clock);
        loop {
            if stopped() {
                return Turn::Stopped;
            }
            let Some(entry) = self.begin(turn) else { return Turn::Lost };
            let Some(entry) = entry else { return Turn::Done(self.finish()) };
            let piece = match entry {
                Entry::Skipped { bytes } => Piece::Skipped { bytes: *bytes },
                Entry::Record { job, index, record, reached } => {
                    let value = result(work, record);
                    Piece::Record { job: *job, index: *index, value, reached: *reached }
                }
                Entry::End { job, items, reached } => {
                    Piece::End { job: *job, items: *items, reached: *reached }
                }
            };
            if !self.end(turn, piece) {
                return Turn::Lost;
            }
        }
    }

    /// Ends the record that has taken longer than `limit`; gives the turn that goes on.
    pub(crate) fn take_over<W: Work<Output = T>>(&self, work: &W, limit: Duration) -> Option<u32> {
        let mut state = self.lock();
        state.taken().filter(|taken| *taken > limit)?;
        let Some(Entry::Record { job, index, record, reached }) = self.entries.get(state.next) else {
            return None;
        };
        let item = record.as_ref().as_ref().ok()?;
        let detail = format!("the record took longer than {} s", limit.as_secs_f32());
        let error = ParseError::at(&item.origin, Reason::TimedOut, detail);
        let value = work.failed(Some(item), &error);
        state.pieces.push(Piece::Record { job: *job, index: *index, value, reached: *reached });
        state.next += 1;
        state.turn += 1;
        (state.since, state.seen) = (None, None);
        Some(state.turn)
    }

    fn take_turn(&self, turn: u32, clock: WaitClock) {
        let mut state = self.lock();
        if state.turn == turn {
            (state.clock, state.seen) = (clock, None);
        }
    }

    /// The entry whose turn it is, `Some(None)` at the end, `None` where the turn is lost.
    fn begin(&self, turn: u32) -> Option<Option<&Entry>> {
        let mut state = self.lock();
        if state.turn != turn {
            return None;
        }
        state.since = Some(Instant::now());
        Some(self.entries.get(state.next))
    }

    fn end(&self, turn: u32, piece: Piece<T>) -> bool {
        let mut state = self.lock();
        if state.turn != turn {
            return false;
        }
        state.pieces.push(piece);
        state.next += 1;
        state.since = None;
        true
    }

    fn finish(&self) -> Part<T> {
        let mut state = self.lock();
        // Nobody may take the chunk again.
        state.turn = u32::MAX;
        state.since = None;
        Part {
            unit: self.unit,
            part: self.part,
            is_last: self.is_last,
            held: self.held,
            pieces: std::mem::take(&mut state.pieces),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Runs the step; a panic in it is a defect of this program and ends the record alone.
fn result<W: Work>(work: &W, record: &Result<RawItem, ParseError>) -> W::Output {
    let item = match record {
        Ok(item) => item,
        Err(error) => return work.failed(None, error),
    };
    match catch_unwind(AssertUnwindSafe(|| work.run(item))) {
        Ok(value) => value,
        Err(payload) => {
            let said = payload
                .downcast_ref::<&str>()
                .copied()
                .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
                .unwrap_or("no message");
            tracing::error!(path = item.origin.path, "the parser failed: {said}");
            let detail = format!("a defect of this program: {said}");
            work.failed(Some(item), &ParseError::at(&item.origin, Reason::Internal, detail))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{sync::Arc, thread};

    /// Says the length of a record; hangs on `hang` until the test ends, panics on `panic`.
    struct Lengths;

    impl Work for Lengths {
        type Output = String;

        fn run(&self, item: &RawItem) -> String {
            match item.bytes.as_slice() {
                b"hang" => loop {
                    thread::park();
                },
                b"panic" => panic!("on purpose"),
                bytes => bytes.len().to_string(),
            }
        }

        fn failed(&self, _: Option<&RawItem>, error: &ParseError) -> String {
            format!("{}: {}", error.reason, error.detail)
        }

        fn weight(&self, output: &String) -> usize {
            output.len()
        }
    }

    fn chunk(records: &[&str]) -> Chunk<String> {
        let entries = records.iter().enumerate().map(|(n, text)| Entry::Record {
            job: 0,
            index: n as u64,
            record: Box::new(Ok(RawItem { bytes: text.as_bytes().to_vec(), ..RawItem::default() })),
            reached: 0,
        });
        Chunk::new(0, 0, true, 0, entries.collect())
    }

    fn values(turn: Turn<String>) -> Vec<String> {
        let Turn::Done(part) = turn else { panic!("{turn:?}") };
        part.pieces
            .into_iter()
            .filter_map(|p| match p {
                Piece::Record { value, .. } => Some(value),
                Piece::Skipped { .. } | Piece::End { .. } => None,
            })
            .collect()
    }

    #[test]
    fn a_panic_ends_its_record_alone() {
        let got = values(chunk(&["abc", "panic", "de"]).drive(&Lengths, 0, WaitClock::default(), || false));
        assert_eq!(got, ["3", "internal: a defect of this program: on purpose", "2"]);
    }

    #[test]
    fn another_thread_goes_on_behind_a_record_that_hangs() {
        let chunk = Arc::new(chunk(&["abc", "hang", "de"]));
        let stuck = Arc::clone(&chunk);
        thread::spawn(move || stuck.drive(&Lengths, 0, WaitClock::default(), || false));
        let turn = loop {
            match chunk.take_over(&Lengths, Duration::from_millis(20)) {
                Some(turn) => break turn,
                None => thread::yield_now(),
            }
        };
        let got = values(chunk.drive(&Lengths, turn, WaitClock::default(), || false));
        assert_eq!(got, ["3", "timed-out: the record took longer than 0.02 s", "2"]);
    }

    #[test]
    fn a_record_is_not_blamed_for_a_wait_for_a_core() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("schedstat");
        std::fs::write(&file, "5 1000000 1\n").unwrap();
        let chunk = Arc::new(chunk(&["hang"]));
        let (stuck, clock) = (Arc::clone(&chunk), WaitClock::of_file(file.clone()));
        thread::spawn(move || stuck.drive(&Lengths, 0, clock, || false));
        while chunk.lock().since.is_none() {
            thread::yield_now();
        }
        let (short, long) = (Duration::from_millis(50), Duration::from_secs(3600));
        assert_eq!(chunk.take_over(&Lengths, long), None);
        // The thread has waited for an hour since it was looked at first.
        std::fs::write(&file, "5 3600001000000 2\n").unwrap();
        thread::sleep(2 * short);
        assert_eq!(chunk.take_over(&Lengths, short), None);
        std::fs::write(&file, "5 1000000 2\n").unwrap();
        assert_eq!(chunk.take_over(&Lengths, short), Some(1));
    }

    #[test]
    fn a_stopped_run_gives_nothing() {
        assert!(matches!(chunk(&["abc"]).drive(&Lengths, 0, WaitClock::default(), || true), Turn::Stopped));
    }
}
