//! The machine as a whole, over files of lines: each line is a record.

use offwire_batch::{
    Done, Ended, Error, MaxErrors, Observer, Opened, Pipeline, Records, Settings, Silent, Sink, SourceFile,
    Tally, Unpack, Work,
};
use offwire_parse::{Error as ParseError, Origin, RawItem};
use std::{
    fs,
    io::{BufRead, BufReader, Read},
    path::Path,
    sync::{Arc, atomic::Ordering},
    thread,
    time::Duration,
};

/// Echoes a line; some lines ask for trouble.
struct Echo;

impl Work for Echo {
    type Output = Result<String, String>;

    fn run(&self, item: &RawItem) -> Self::Output {
        let text = String::from_utf8_lossy(&item.bytes).into_owned();
        match text.as_str() {
            "panic" => panic!("asked for"),
            "hang" => loop {
                thread::park();
            },
            "reject" => Err("rejected".into()),
            _ => Ok(text),
        }
    }

    fn failed(&self, _: Option<&RawItem>, error: &ParseError) -> Self::Output {
        Err(error.reason.to_string())
    }

    fn weight(&self, _: &Self::Output) -> usize {
        64
    }
}

#[derive(Default)]
struct Lines {
    got: Vec<String>,
    done: Vec<(String, u64)>,
    stop_after: Option<(usize, Arc<std::sync::atomic::AtomicBool>)>,
}

impl Sink<Result<String, String>> for Lines {
    fn item(
        &mut self,
        file: &SourceFile,
        index: u64,
        value: Result<String, String>,
        _: &mut dyn Observer,
    ) -> Result<Tally, Error> {
        let name = file.name.rsplit('/').next().unwrap();
        let failed = u64::from(value.is_err());
        self.got.push(format!("{name}:{index}:{}", value.unwrap_or_else(|e| format!("!{e}"))));
        if let Some((n, stop)) = &self.stop_after
            && self.got.len() == *n
        {
            stop.store(true, Ordering::Relaxed);
        }
        Ok(Tally { records: 1, failed })
    }

    fn file_done(&mut self, file: &SourceFile, items: u64) -> Result<(), Error> {
        self.done.push((file.name.rsplit('/').next().unwrap().to_owned(), items));
        Ok(())
    }
}

fn lines() -> Unpack {
    Arc::new(|opened: Opened, origin: Origin| {
        let read: Box<dyn Read + Send> = match opened {
            Opened::File(file, _) => Box::new(file),
            Opened::Stream(stream) => stream,
        };
        let lines = BufReader::new(read).lines();
        let records = lines.map(move |line| match line {
            Ok(line) => {
                Ok(RawItem { origin: origin.clone(), bytes: line.into_bytes(), ..RawItem::default() })
            }
            Err(e) => Err(ParseError::at(&origin, offwire_parse::Reason::Unreadable, e.to_string())),
        });
        Box::new(records) as Records
    })
}

fn settings(path: &Path, threads: usize) -> Settings {
    let mut settings = Settings::default();
    settings.inputs = vec![path.into()];
    settings.threads = threads;
    settings
}

fn run(settings: Settings) -> (Lines, Ended) {
    let mut sink = Lines::default();
    let finished = Pipeline::new(settings, lines(), Echo).unwrap().run(&mut sink, &mut Silent).unwrap();
    (sink, finished.ended)
}

/// Many small files, one of some size, one large enough to be streamed.
fn tree() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for n in 0..60 {
        let text: String = (0..n % 7).map(|line| format!("file {n} line {line}\n")).collect();
        fs::write(dir.path().join(format!("{n:02}.txt")), text).unwrap();
    }
    let some: String = (0..5_000).map(|n| format!("line {n} of a file of some size\n")).collect();
    fs::write(dir.path().join("30-some.txt"), &some).unwrap();
    let filler = "x".repeat(900);
    let large: String = (0..6_000).map(|n| format!("line {n} {filler}\n")).collect();
    fs::write(dir.path().join("20-large.txt"), large).unwrap();
    dir
}

#[test]
fn any_number_of_threads_and_any_memory_give_the_same() {
    let dir = tree();
    let (one, ended) = run(settings(dir.path(), 1));
    assert_eq!(ended, Ended::Complete);
    assert_eq!(one.got.len(), 5_000 + 6_000 + (0..60).map(|n| n % 7).sum::<usize>());
    assert!(one.got.is_sorted_by_key(|line| line.split(':').next().unwrap().to_owned()));
    assert_eq!(one.done.len(), 62);
    for (threads, memory) in [(2, 48 << 20), (8, 48 << 20), (8, 1), (3, 2 << 20)] {
        let mut settings = settings(dir.path(), threads);
        settings.memory = memory;
        let (many, _) = run(settings);
        assert!(many.got == one.got, "{threads} threads, {memory} bytes");
        assert_eq!(many.done, one.done);
    }
}

#[test]
fn a_run_goes_on_where_another_stopped() {
    let dir = tree();
    let (whole, _) = run(settings(dir.path(), 2));
    for stop_after in [1, 10, 700, 6_050, 8_000] {
        let settings = settings(dir.path(), 2);
        let mut first =
            Lines { stop_after: Some((stop_after, Arc::clone(&settings.stop))), ..Lines::default() };
        let pipeline = Pipeline::new(settings.clone(), lines(), Echo).unwrap();
        let finished = pipeline.run(&mut first, &mut Silent).unwrap();
        assert_eq!((finished.ended, first.got.len()), (Ended::Interrupted, stop_after));
        settings.stop.store(false, Ordering::Relaxed);
        let done = |file: &SourceFile| {
            let name = file.name.rsplit('/').next().unwrap();
            if first.done.iter().any(|d| d.0 == name) {
                return Done::All;
            }
            let n = first.got.iter().filter(|line| line.split(':').next() == Some(name)).count();
            if n == 0 { Done::Nothing } else { Done::Records(n as u64) }
        };
        let mut second = Lines::default();
        pipeline.resume(pipeline.plan().unwrap(), &done, &mut second, &mut Silent).unwrap();
        let both: Vec<String> = first.got.iter().chain(&second.got).cloned().collect();
        assert!(both == whole.got, "stopped after {stop_after}");
    }
}

#[test]
fn bad_records_end_alone() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a"), "one\npanic\nreject\ntwo\nhang\nthree\n").unwrap();
    fs::write(dir.path().join("b"), "five\n").unwrap();
    let mut settings = settings(dir.path(), 1);
    settings.time_limit = Some(Duration::from_secs(3));
    let (sink, ended) = run(settings);
    assert_eq!(ended, Ended::Complete);
    let values: Vec<&str> = sink.got.iter().map(|line| line.rsplit(':').next().unwrap()).collect();
    assert_eq!(values, ["one", "!internal", "!rejected", "two", "!timed-out", "three", "five"]);
}

#[test]
fn too_many_failures_stop_the_run() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a"), "reject\n".repeat(50)).unwrap();
    let mut settings = settings(dir.path(), 2);
    settings.max_errors = Some(MaxErrors::Count(3));
    let (sink, ended) = run(settings);
    assert_eq!((ended, sink.got.len()), (Ended::TooManyErrors, 4));
}

#[cfg(unix)]
#[test]
fn a_file_that_vanishes_is_a_failed_record() {
    let dir = tempfile::tempdir().unwrap();
    for name in ["a", "b", "c"] {
        fs::write(dir.path().join(name), "text\n").unwrap();
    }
    let pipeline = Pipeline::new(settings(dir.path(), 2), lines(), Echo).unwrap();
    let plan = pipeline.plan().unwrap();
    fs::remove_file(dir.path().join("b")).unwrap();
    let mut sink = Lines::default();
    pipeline.resume(plan, &|_| Done::Nothing, &mut sink, &mut Silent).unwrap();
    assert_eq!(sink.got, ["a:0:text", "b:0:!unreadable", "c:0:text"]);
}

/// Lines that know their place in the file, as the parser's records do.
fn placed_lines() -> Unpack {
    Arc::new(|opened: Opened, origin: Origin| -> Records {
        let Opened::File(file, _) = opened else { panic!("a file was asked for") };
        let mut offset = 0;
        Box::new(BufReader::new(file).split(b'\n').map(move |line| {
            let bytes = line.unwrap();
            let origin = Origin { offset: Some(offset), ..origin.clone() };
            offset += bytes.len() as u64 + 1;
            Ok(RawItem { origin, bytes, ..RawItem::default() })
        }))
    })
}

/// Notes how far the run was each time it was told.
#[derive(Default)]
struct Watched(Vec<(u64, u64)>);

impl Observer for Watched {
    fn progress(&mut self, progress: &offwire_batch::Progress) {
        self.0.push((progress.bytes_done, progress.bytes));
    }
}

#[test]
fn bytes_are_those_of_the_records_that_were_delivered() {
    let dir = tree();
    let size: u64 = fs::read_dir(dir.path()).unwrap().map(|e| e.unwrap().metadata().unwrap().len()).sum();
    let mut watched = Watched::default();
    let pipeline = Pipeline::new(settings(dir.path(), 2), placed_lines(), Echo).unwrap();
    let finished = pipeline.run(&mut Lines::default(), &mut watched).unwrap();
    assert_eq!(finished.progress.bytes_done, size);
    assert!(watched.0.is_sorted() && watched.0.iter().all(|(done, all)| done <= all && *all == size));
    for (name, stop_after) in [("20-large.txt", 700), ("30-some.txt", 1_000)] {
        let settings = settings(&dir.path().join(name), 2);
        let stop = Some((stop_after, Arc::clone(&settings.stop)));
        let pipeline = Pipeline::new(settings, placed_lines(), Echo).unwrap();
        let mut sink = Lines { stop_after: stop, ..Lines::default() };
        let done = pipeline.run(&mut sink, &mut Silent).unwrap().progress.bytes_done;
        let text = fs::read_to_string(dir.path().join(name)).unwrap();
        let want: usize = text.split_inclusive('\n').take(stop_after).map(str::len).sum();
        assert_eq!(done + 1, want as u64, "{name}: the line's end belongs to no record here");
    }
}

#[test]
fn bytes_of_a_file_that_is_gone_are_not_counted() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a"), "text\n").unwrap();
    fs::write(dir.path().join("b"), "more text\n").unwrap();
    let pipeline = Pipeline::new(settings(dir.path(), 1), lines(), Echo).unwrap();
    let plan = pipeline.plan().unwrap();
    fs::remove_file(dir.path().join("b")).unwrap();
    let finished = pipeline.resume(plan, &|_| Done::Nothing, &mut Lines::default(), &mut Silent).unwrap();
    assert_eq!((finished.progress.bytes_done, finished.progress.failed), (5, 1));
}

/// A sink that is slower than all that comes before it.
struct Slow(Lines);

impl Sink<Result<String, String>> for Slow {
    fn item(
        &mut self,
        file: &SourceFile,
        index: u64,
        value: Result<String, String>,
        observer: &mut dyn Observer,
    ) -> Result<Tally, Error> {
        std::thread::sleep(std::time::Duration::from_micros(500));
        self.0.item(file, index, value, observer)
    }

    fn file_done(&mut self, file: &SourceFile, items: u64) -> Result<(), Error> {
        self.0.file_done(file, items)
    }
}

/// Stops the run when it is told for the first time that records were stored.
struct Stopping(Arc<std::sync::atomic::AtomicBool>);

impl Observer for Stopping {
    fn progress(&mut self, progress: &offwire_batch::Progress) {
        self.0.store(progress.records > 0, Ordering::Relaxed);
    }
}

#[test]
fn an_observer_is_heard_where_storing_is_slow() {
    let dir = tree();
    let settings = settings(dir.path(), 2);
    let mut observer = Stopping(Arc::clone(&settings.stop));
    let pipeline = Pipeline::new(settings, lines(), Echo).unwrap();
    let mut sink = Slow(Lines::default());
    let finished = pipeline.run(&mut sink, &mut observer).unwrap();
    assert_eq!(finished.ended, Ended::Interrupted);
    assert!(sink.0.got.len() < 9_000, "{} records were stored before it was heard", sink.0.got.len());
}

/// Stops the run when its only file is done.
struct StoppingAtEnd(Arc<std::sync::atomic::AtomicBool>);

impl Sink<Result<String, String>> for StoppingAtEnd {
    fn item(
        &mut self,
        _: &SourceFile,
        _: u64,
        _: Result<String, String>,
        _: &mut dyn Observer,
    ) -> Result<Tally, Error> {
        Ok(Tally { records: 1, failed: 0 })
    }

    fn file_done(&mut self, _: &SourceFile, _: u64) -> Result<(), Error> {
        self.0.store(true, Ordering::Relaxed);
        Ok(())
    }
}

#[test]
fn a_run_that_is_stopped_when_all_is_stored_is_complete() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a"), "text\n").unwrap();
    let settings = settings(dir.path(), 1);
    let mut sink = StoppingAtEnd(Arc::clone(&settings.stop));
    let pipeline = Pipeline::new(settings, lines(), Echo).unwrap();
    assert_eq!(pipeline.run(&mut sink, &mut Silent).unwrap().ended, Ended::Complete);
}
