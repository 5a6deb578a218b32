//! `cargo xtask bench import`

use super::corpus::{self, Corpus, Kind};
use anyhow::ensure;
use clap::Args;
use offwire_archive::{Archive, Outcome, PackedSource};
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
    println!("| run | records/s | MB/s | peak MB | archive / input |\n|---|---:|---:|---:|---:|");
    for (name, summaries) in [("no summaries", false), ("summaries", true)] {
        let path = folder.join(format!("{summaries}.db"));
        let report = import(&corpus, &path, jobs, summaries)?;
        ensure!(report.balances() && report.counts.read == options.n, "the books do not balance: {report:?}");
        ensure!(report.counts.duplicates >= corpus.exact_copies, "planted copies were missed: {report:?}");
        println!(
            "| {name} | {:.0} | {:.1} | {:.0} | {:.2} |",
            report.records_per_second(),
            corpus.bytes as f64 / 1e6 / report.seconds,
            report.peak_memory.unwrap_or(0) as f64 / 1e6,
            fs::metadata(&path)?.len() as f64 / corpus.bytes as f64
        );
    }
    stages(&corpus)?;
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
                Err(error) => quarantined(&error, None),
            };
            step.parse(item).into_iter().map(outcome).collect()
        })
        .build()?;
    Ok(importer.run(&mut archive, &mut Silent)?)
}

/// Each stage alone, on one thread, over a part of the corpus.
fn stages(corpus: &Corpus) -> anyhow::Result<()> {
    const RECORDS: usize = 500;
    let parser = Parser::new(ParseOptions::default());
    let (mut items, mut files) = (Vec::<RawItem>::new(), vec![corpus.folder.clone()]);
    let reading = Instant::now();
    while let Some(path) = files.pop().filter(|_| items.len() < RECORDS) {
        if path.is_dir() {
            files.extend(fs::read_dir(&path)?.map(|e| e.map(|e| e.path())).collect::<Result<Vec<_>, _>>()?);
            continue;
        }
        let origin = offwire_parse::Origin::file(path.to_string_lossy());
        let found = parser.items(Box::new(fs::File::open(&path)?), origin);
        items.extend(found.filter_map(Result::ok).take(RECORDS - items.len()));
    }
    let reading = reading.elapsed();
    let timed = |name: &str, time: Duration| {
        println!("| {name} | {:.3} |", time.as_secs_f64() * 1e3 / items.len() as f64)
    };
    println!("\n| stage, one thread | ms a record |\n|---|---:|");
    timed("read and unpack", reading);
    let start = Instant::now();
    let articles: Vec<_> = items.iter().flat_map(|item| parser.parse(item)).filter_map(Result::ok).collect();
    timed("parse", start.elapsed());
    let summarizer = Summarizer::default();
    let start = Instant::now();
    let summaries = articles.iter().filter_map(|article| summarizer.summarize(article)).count();
    timed("summarize", start.elapsed());
    let start = Instant::now();
    let packed: usize = items.iter().map(|item| PackedSource::pack(&item.bytes).packed_len()).sum();
    timed("pack", start.elapsed());
    ensure!(summaries > 0 && packed > 0, "nothing was done");
    Ok(())
}
