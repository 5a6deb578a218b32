//! `cargo xtask bench import`

use super::corpus::{self, Corpus, Kind};
use anyhow::ensure;
use clap::Args;
use offwire_archive::{Archive, Outcome, RunInfo};
use offwire_batch::{Importer, Report, Silent, available_threads, quarantined};
use offwire_parse::{ParseOptions, Parser, RawItem};
use offwire_summarize::Summarizer;
use std::{
    fs,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

#[derive(Args)]
pub(crate) struct Options {
    /// Shape of the corpus
    #[arg(long, value_enum, default_value = "html")]
    kind: Kind,
    /// Number of articles
    #[arg(long, default_value_t = 5000)]
    n: u64,
    /// Seed of the corpus
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Worker threads
    #[arg(long)]
    jobs: Option<usize>,
    /// Folder for the corpus and the archives; emptied at the end
    #[arg(long, default_value = "target/bench-import")]
    folder: std::path::PathBuf,
}

/// Imports with and without summaries, and measures each stage alone on one thread.
pub(crate) fn run(options: &Options) -> anyhow::Result<()> {
    let folder = options.folder.join(std::process::id().to_string());
    fs::create_dir_all(folder.join("corpus"))?;
    let corpus = corpus::write(options.kind, options.n, options.seed, &folder.join("corpus"))?;
    let jobs = options.jobs.unwrap_or_else(available_threads);
    println!("{:?}: {} records, {:.1} MB, {jobs} jobs", options.kind, options.n, corpus.bytes as f64 / 1e6);
    if cfg!(debug_assertions) {
        println!("(not a release build: ratios at most mean something)");
    }
    println!(
        "| run | pages/s | MB/s | peak MB | archive MB | archive / input |\n|---|---:|---:|---:|---:|---:|"
    );
    for (name, summaries) in [("no summaries", false), ("summaries", true)] {
        let path = folder.join(format!("{summaries}.db"));
        // Linux then counts the peak of memory anew (proc(5)); elsewhere it is that of both runs.
        let _ = fs::write("/proc/self/clear_refs", "5");
        let report = import(&corpus, &path, jobs, summaries)?;
        ensure!(report.balances() && report.counts.read == options.n, "the books do not balance: {report:?}");
        ensure!(report.counts.duplicates >= corpus.exact_copies, "planted copies were missed: {report:?}");
        println!(
            "| {name} | {:.0} | {:.1} | {:.0} | {:.1} | {:.2} |",
            report.records_per_second(),
            corpus.bytes as f64 / 1e6 / report.seconds,
            report.peak_memory.unwrap_or(0) as f64 / 1e6,
            fs::metadata(&path)?.len() as f64 / 1e6,
            fs::metadata(&path)?.len() as f64 / corpus.bytes as f64
        );
    }
    stages(&corpus, &folder.join("stages.db"))?;
    fs::remove_dir_all(&folder)?;
    Ok(())
}

fn import(corpus: &Corpus, path: &Path, jobs: usize, summaries: bool) -> anyhow::Result<Report> {
    let mut archive = Archive::open_or_create(path)?;
    let parser = Parser::new(ParseOptions::default());
    let summarizer = summaries.then(Summarizer::default);
    let (packer, step) = (archive.packer(), parser.clone());
    let importer = Importer::builder()
        .input(&corpus.folder)
        .threads(jobs)
        .parser(parser)
        .step(move |item| {
            let source = Arc::new(packer.pack(&item.bytes));
            let outcome = |parsed: Result<_, _>| match parsed {
                Ok(article) => {
                    let summary = summarizer.as_ref().and_then(|s| s.summarize(&article));
                    Outcome::article(article, Arc::clone(&source), summary)
                }
                Err(error) => quarantined(&error, None, None),
            };
            step.parse(item).into_iter().map(outcome).collect()
        })
        .build()?;
    Ok(importer.run(&mut archive, &mut Silent)?)
}

/// Each stage alone, on one thread, over a part of the corpus: what it takes, and its share.
fn stages(corpus: &Corpus, archive: &Path) -> anyhow::Result<()> {
    let parser = Parser::new(ParseOptions::default());
    let summarizer = Summarizer::default();
    let mut archive = Archive::open_or_create(archive)?;
    let packer = archive.packer();
    let run = archive.start_run(&RunInfo::new("bench", env!("CARGO_PKG_VERSION")))?;
    let (items, read) = timed(|| items(corpus, &parser))?;
    let (articles, parse) = timed(|| {
        Ok(items.iter().map(|item| parser.parse(item).into_iter().find_map(Result::ok)).collect::<Vec<_>>())
    })?;
    let (summaries, summarize) =
        timed(|| Ok(articles.iter().map(|a| summarizer.summarize(a.as_ref()?)).collect::<Vec<_>>()))?;
    let (packed, pack) =
        timed(|| Ok(items.iter().map(|item| Arc::new(packer.pack(&item.bytes))).collect::<Vec<_>>()))?;
    let (outcomes, prepare) = timed(|| {
        let all = articles.into_iter().zip(packed).zip(summaries);
        Ok(all
            .filter_map(|((a, source), summary)| Some(Outcome::article(a?, source, summary)))
            .collect::<Vec<_>>())
    })?;
    let (counts, store) = timed(|| Ok(archive.commit(run, &outcomes, &[])?))?;
    ensure!(counts.read as usize == items.len(), "{} records, {counts:?}", items.len());
    let stages = [
        ("read and unpack", read),
        ("parse", parse),
        ("summarize", summarize),
        ("pack the source", pack),
        ("fingerprint, columns", prepare),
        ("store and index", store),
    ];
    let whole: Duration = stages.iter().map(|(_, time)| *time).sum();
    println!("\n| stage, one thread | ms a record | share |\n|---|---:|---:|");
    for (name, time) in stages {
        let each = time.as_secs_f64() * 1e3 / items.len() as f64;
        println!("| {name} | {each:.3} | {:.0} % |", 100.0 * time.as_secs_f64() / whole.as_secs_f64());
    }
    Ok(())
}

/// The records of the first files of the corpus.
fn items(corpus: &Corpus, parser: &Parser) -> anyhow::Result<Vec<RawItem>> {
    const RECORDS: usize = 1000;
    let (mut items, mut files) = (Vec::<RawItem>::new(), vec![corpus.folder.clone()]);
    while let Some(path) = files.pop().filter(|_| items.len() < RECORDS) {
        if path.is_dir() {
            files.extend(fs::read_dir(&path)?.map(|e| e.map(|e| e.path())).collect::<Result<Vec<_>, _>>()?);
            continue;
        }
        let origin = offwire_parse::Origin::file(path.to_string_lossy());
        let found = parser.items(Box::new(fs::File::open(&path)?), origin);
        items.extend(found.filter_map(Result::ok).take(RECORDS - items.len()));
    }
    Ok(items)
}

fn timed<T>(work: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<(T, Duration)> {
    let start = Instant::now();
    Ok((work()?, start.elapsed()))
}
