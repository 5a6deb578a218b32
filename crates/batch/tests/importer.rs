//! Import into an archive: checkpoints, changes, interruption, books. Each line of a file is an article.

use offwire_archive::{Archive, Filter, Order, Outcome, PackedSource};
use offwire_article::{Article, Paragraph, Source, uid};
use offwire_batch::{Ended, Importer, ImporterBuilder, MaxErrors, Opened, Records, Silent, quarantined};
use offwire_parse::{Error as ParseError, Origin, RawItem, Reason};
use std::{
    fs,
    io::{BufRead, BufReader, Read},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

fn lines(opened: Opened, origin: Origin) -> Records {
    let read: Box<dyn Read + Send> = match opened {
        Opened::File(file, _) => Box::new(file),
        Opened::Stream(stream) => stream,
    };
    Box::new(BufReader::new(read).lines().map(move |line| {
        let bytes = line.map_err(|e| ParseError::at(&origin, Reason::Unreadable, e.to_string()))?;
        Ok(RawItem { origin: origin.clone(), bytes: bytes.into_bytes(), ..RawItem::default() })
    }))
}

fn step(item: &RawItem) -> Vec<Outcome> {
    let text = String::from_utf8_lossy(&item.bytes).into_owned();
    let source = Arc::new(PackedSource::pack(&item.bytes));
    if text.starts_with("bad") {
        return vec![quarantined(
            &ParseError::at(&item.origin, Reason::NoArticle, "bad"),
            Some(item),
            Some(source),
        )];
    }
    let mut story = Article { headline: Some(text.clone()), ..Article::default() };
    story.paragraphs.push(Paragraph::text(format!("This is what {text} says.")));
    let path = item.origin.path.clone();
    story.source = Some(Source { path, sha256: uid::sha256(&item.bytes), ..Source::default() });
    story.seal();
    vec![Outcome::article(story, source, None)]
}

fn importer(root: &Path) -> ImporterBuilder {
    Importer::builder().input(root).unpack(Arc::new(lines)).step(step).threads(2)
}

/// Headlines in the order of the archive.
fn headlines(archive: &Archive) -> Vec<String> {
    let listed = archive.list(&Filter::default(), Order::Id, usize::MAX, 0).unwrap();
    listed.into_iter().map(|article| format!("{} {}", article.id, article.headline.unwrap())).collect()
}

fn folder(n_files: usize, n_lines: usize) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for file in 0..n_files {
        let text: String = (0..n_lines).map(|line| format!("story {file} {line}\n")).collect();
        fs::write(dir.path().join(format!("{file:03}.txt")), text).unwrap();
    }
    dir
}

#[test]
fn what_is_unchanged_is_skipped_and_what_changed_is_read() {
    let dir = folder(3, 4);
    let home = tempfile::tempdir().unwrap();
    let mut archive = Archive::open_or_create(home.path().join("a.db")).unwrap();
    let run =
        |archive: &mut Archive| importer(dir.path()).build().unwrap().run(archive, &mut Silent).unwrap();
    let first = run(&mut archive);
    assert_eq!((first.files, first.counts.imported, first.balances()), (3, 12, true));
    let second = run(&mut archive);
    assert_eq!((second.files, second.unchanged, second.counts.read), (0, 3, 0));
    fs::write(dir.path().join("001.txt"), "story 1 0\nanother story altogether\n").unwrap();
    let third = run(&mut archive);
    assert_eq!((third.files, third.unchanged), (1, 2));
    assert_eq!((third.counts.imported, third.counts.duplicates, third.balances()), (1, 1, true));
    let fresh = importer(dir.path()).fresh(true).build().unwrap().run(&mut archive, &mut Silent).unwrap();
    assert_eq!((fresh.files, fresh.counts.imported, fresh.balances()), (3, 0, true));
}

/// The step that raises the flag at the record of that number, and holds it until the run has seen the flag:
/// the run cannot end before it is interrupted.
fn stopping(stop_at: u64, stop: Arc<AtomicBool>) -> impl Fn(&RawItem) -> Vec<Outcome> + Send + Sync {
    let seen = AtomicU64::new(0);
    move |item| {
        if seen.fetch_add(1, Ordering::Relaxed) + 1 == stop_at {
            stop.store(true, Ordering::Relaxed);
            std::thread::sleep(std::time::Duration::from_millis(400));
        }
        step(item)
    }
}

#[test]
fn an_interrupted_import_goes_on_and_ends_like_one_run() {
    let dir = folder(40, 50);
    let home = tempfile::tempdir().unwrap();
    let mut whole = Archive::open_or_create(home.path().join("whole.db")).unwrap();
    importer(dir.path()).threads(1).build().unwrap().run(&mut whole, &mut Silent).unwrap();
    let mut archive = Archive::open_or_create(home.path().join("parts.db")).unwrap();
    let mut imported = 0;
    for stop_at in [0, 300, u64::MAX] {
        let stop = Arc::new(AtomicBool::new(stop_at == 0));
        let importer = importer(dir.path())
            .step(stopping(stop_at, Arc::clone(&stop)))
            .stop(Arc::clone(&stop))
            .build()
            .unwrap();
        let report = importer.run(&mut archive, &mut Silent).unwrap();
        assert!(report.balances());
        imported += report.counts.imported;
        assert_eq!(report.ended == Ended::Complete, stop_at == u64::MAX);
    }
    assert_eq!(imported, 2_000);
    assert_eq!(headlines(&archive), headlines(&whole));
}

#[test]
fn threads_and_memory_change_nothing() {
    let dir = folder(30, 40);
    let home = tempfile::tempdir().unwrap();
    let archives: Vec<Vec<String>> = [(1, 64 << 20), (4, 64 << 20), (3, 4_000)]
        .iter()
        .map(|(threads, memory)| {
            let path = home.path().join(format!("{threads}-{memory}.db"));
            let mut archive = Archive::open_or_create(path).unwrap();
            let importer = importer(dir.path()).threads(*threads).memory(*memory).build().unwrap();
            importer.run(&mut archive, &mut Silent).unwrap();
            headlines(&archive)
        })
        .collect();
    assert!(archives.iter().all(|headlines| *headlines == archives[0]));
}

#[test]
fn failures_are_kept_with_their_cause_and_bounded() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a.txt"), "good\nbad one\ngood too\nbad two\n").unwrap();
    let home = tempfile::tempdir().unwrap();
    let mut archive = Archive::open_or_create(home.path().join("a.db")).unwrap();
    let report = importer(dir.path()).build().unwrap().run(&mut archive, &mut Silent).unwrap();
    assert_eq!((report.counts.imported, report.counts.quarantined, report.balances()), (2, 2, true));
    assert_eq!(report.quarantined_by.get("no-article"), Some(&2));
    let kept = archive.quarantine(None, 10, 0).unwrap();
    assert_eq!(archive.quarantined_record(kept[0].id).unwrap().unwrap().bytes, b"bad one");
    let strict = importer(dir.path()).fresh(true).max_errors(MaxErrors::Count(0)).build().unwrap();
    let report = strict.run(&mut archive, &mut Silent).unwrap();
    assert_eq!((report.ended, report.counts.quarantined), (Ended::TooManyErrors, 1));
    assert!(report.balances() && report.seconds > 0.0);
    let runs = archive.history().unwrap();
    assert!(runs.iter().all(|run| run.counts.balance()));
    let last = runs.last().unwrap();
    assert_eq!((&last.report["ended"], last.counts.quarantined), (&"too-many-errors".into(), 1));
    assert_eq!((last.bytes, last.seconds), (Some(report.bytes), Some(report.seconds)));
}

#[test]
fn an_archive_outlives_an_import_of_nothing() {
    let (empty, full) = (tempfile::tempdir().unwrap(), folder(1, 2));
    let place = tempfile::tempdir().unwrap();
    let mut archive = Archive::open_or_create(place.path().join("a.db")).unwrap();
    let nothing = importer(empty.path()).build().unwrap().run(&mut archive, &mut Silent);
    assert!(matches!(nothing, Err(offwire_batch::Error::Nothing { .. })), "{nothing:?}");
    let report = importer(full.path()).build().unwrap().run(&mut archive, &mut Silent).unwrap();
    assert_eq!((report.counts.imported, archive.count(&Filter::default()).unwrap()), (2, 2));
}
