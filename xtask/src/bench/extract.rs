//! `cargo xtask bench extract`: how fast one core reads pages and dumps, beside others on the same bytes.

use crate::extract::corpus::{Form, encoding, raw_pages};
use anyhow::{Context, Result, ensure};
use clap::Args;
use html5ever::{ParseOpts, parse_document, tendril::TendrilSink};
use markup5ever_rcdom::RcDom;
use offwire_parse::page::Page;
use offwire_parse::{Origin, ParseOptions, Parser};
use std::{
    fs,
    hint::black_box,
    io::Cursor,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

#[derive(Args)]
pub(crate) struct Options {
    /// Folder with the benchmark sets
    #[arg(long, default_value = "../shared/bench")]
    bench: PathBuf,
    /// Rounds; each job runs once in each, and its median counts
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// Reads every so manieth page only
    #[arg(long, default_value_t = 1)]
    every: usize,
    /// Python that runs the peers; those that it cannot import are left out
    #[arg(long, default_value = "python3")]
    python: PathBuf,
}

/// Pages of a form, unpacked.
struct Pages {
    raw: Vec<Vec<u8>>,
    bytes: f64,
}

/// What a job took, round by round.
struct Timed {
    name: &'static str,
    bytes: f64,
    rounds: Vec<Duration>,
}

impl Timed {
    fn median(&self) -> f64 {
        let mut rounds = self.rounds.clone();
        rounds.sort_unstable();
        rounds.get(rounds.len() / 2).map_or(f64::NAN, Duration::as_secs_f64)
    }
}

/// Peers, each a Python function from the bytes of a page to whatever it makes of them.
const PEERS: [(&str, &str); 2] = [
    (
        "trafilatura, text and metadata",
        "from trafilatura import bare_extraction as b\nf = lambda raw: b(raw, with_metadata=True)",
    ),
    (
        "Resiliparse, plain text of the main content",
        "from resiliparse.extract.html2text import extract_plain_text as e\n\
         from resiliparse.parse.encoding import bytes_to_str, detect_encoding\n\
         f = lambda raw: e(bytes_to_str(raw, detect_encoding(raw)), main_content=True)",
    ),
];

/// Times every job in turn, so that a machine that slows down slows all of them.
pub(crate) fn run(options: &Options) -> Result<()> {
    let pages = load(options, Form::Page)?;
    let dumps = load(options, Form::Dump)?;
    println!(
        "{} pages of {:.1} MB, {} dumps of {:.1} MB, one thread",
        pages.raw.len(),
        pages.bytes / 1e6,
        dumps.raw.len(),
        dumps.bytes / 1e6
    );
    if cfg!(debug_assertions) {
        println!("(not a release build: ratios at most mean something)");
    }
    let peers = Peers::new(options, &pages)?;
    let parser = Parser::new(ParseOptions::default());
    let timed = |name, bytes| Timed { name, bytes, rounds: Vec::new() };
    let mut ever = timed("html5ever, tree of nodes", pages.bytes);
    let mut tree = timed("page to tree of nodes", pages.bytes);
    let mut article = timed("page to article", pages.bytes);
    let mut dump = timed("dump to article", dumps.bytes);
    let mut others: Vec<Timed> = PEERS.iter().map(|(name, _)| timed(name, pages.bytes)).collect();
    let mut slowest = (Duration::ZERO, 0);
    for _ in 0..options.rounds.max(1) {
        ever.rounds.push(each(&pages, &mut (Duration::ZERO, 0), rcdom));
        tree.rounds.push(each(&pages, &mut (Duration::ZERO, 0), |raw| {
            black_box(Page::read(raw, encoding(raw)).len());
        }));
        article.rounds.push(each(&pages, &mut slowest, |raw| read(&parser, raw, "page.html")));
        dump.rounds.push(each(&dumps, &mut (Duration::ZERO, 0), |raw| read(&parser, raw, "page.txt")));
        for (number, other) in others.iter_mut().enumerate() {
            other.rounds.extend(peers.time(number)?);
        }
    }
    print(&[&ever, &tree, &article, &dump], &others, &ever, &article);
    let (time, bytes) = slowest;
    println!("slowest page to article: {:.0} ms, of {:.1} MB", time.as_secs_f64() * 1e3, bytes as f64 / 1e6);
    Ok(())
}

fn print(own: &[&Timed], others: &[Timed], ever: &Timed, article: &Timed) {
    println!(
        "| job | s | MB/s | times html5ever | page to article is so many times it |\n|---|--:|--:|--:|--:|"
    );
    for timed in own.iter().copied().chain(others).filter(|timed| !timed.rounds.is_empty()) {
        let rate = |timed: &Timed| timed.bytes / 1e6 / timed.median();
        println!(
            "| {} | {:.2} | {:.1} | {:.1} | {:.1} |",
            timed.name,
            timed.median(),
            rate(timed),
            rate(timed) / rate(ever),
            rate(article) / rate(timed)
        );
    }
}

fn load(options: &Options, form: Form) -> Result<Pages> {
    let raw: Vec<Vec<u8>> =
        raw_pages(&options.bench, form)?.into_iter().step_by(options.every.max(1)).collect();
    ensure!(!raw.is_empty(), "no pages under {}", options.bench.display());
    let bytes = raw.iter().map(Vec::len).sum::<usize>() as f64;
    Ok(Pages { raw, bytes })
}

/// Runs a job over all pages; keeps the longest that one took, with its size.
fn each(pages: &Pages, slowest: &mut (Duration, usize), mut job: impl FnMut(&[u8])) -> Duration {
    let all = Instant::now();
    for raw in &pages.raw {
        let one = Instant::now();
        job(raw);
        *slowest = (*slowest).max((one.elapsed(), raw.len()));
    }
    all.elapsed()
}

/// html5ever's own way to a tree; it reads text, so the charset comes first.
fn rcdom(raw: &[u8]) {
    let (text, _, _) = encoding(raw).decode(raw);
    let dom = parse_document(RcDom::default(), ParseOpts::default()).one(text.as_ref());
    black_box(dom.errors.borrow().len());
}

fn read(parser: &Parser, raw: &[u8], name: &str) {
    let items = parser.items(Box::new(Cursor::new(raw.to_vec())), Origin::file(name));
    for item in items.flatten() {
        black_box(parser.parse(&item));
    }
}

/// The pages in a folder, for programs that are no part of this one.
struct Peers {
    python: PathBuf,
    folder: tempfile::TempDir,
}

impl Peers {
    fn new(options: &Options, pages: &Pages) -> Result<Self> {
        let folder = tempfile::tempdir().context("no folder for the pages")?;
        for (number, raw) in pages.raw.iter().enumerate() {
            fs::write(folder.path().join(format!("{number:05}.html")), raw)?;
        }
        Ok(Self { python: options.python.clone(), folder })
    }

    /// Seconds that a peer takes for all pages, told by itself, so that its start does not count; `None` where
    /// it is not installed.
    fn time(&self, number: usize) -> Result<Option<Duration>> {
        let Some((_, make)) = PEERS.get(number) else { return Ok(None) };
        let program = format!(
            "import pathlib, sys, time\ntry:\n{}except ImportError:\n    sys.exit(0)\n\
             pages = [p.read_bytes() for p in sorted(pathlib.Path(sys.argv[1]).iterdir())]\n\
             start = time.perf_counter()\nfor raw in pages:\n    try:\n        f(raw)\n    except Exception:\n        pass\n\
             print(time.perf_counter() - start)\n",
            make.lines().map(|line| format!("    {line}\n")).collect::<String>()
        );
        let done = Command::new(&self.python).arg("-c").arg(program).arg(self.path()).output();
        let Ok(done) = done else { return Ok(None) };
        ensure!(done.status.success(), "a peer failed: {}", String::from_utf8_lossy(&done.stderr));
        let seconds = String::from_utf8_lossy(&done.stdout).trim().parse::<f64>();
        Ok(seconds.ok().map(Duration::from_secs_f64))
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }
}
