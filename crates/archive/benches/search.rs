//! How long does a search take, snippets and count included, and does bounding a ranking change its first page?
//!
//! Fills an archive with stories made by seed (or with those of `OFFWIRE_CORPUS`, JSON lines), or takes that of
//! `OFFWIRE_BENCH_ARCHIVE`, then asks each class of query as often as `OFFWIRE_QUERIES` says and prints the
//! median and the 95th of a hundred of the time at work, beside those of plain SQL that ranks all hits. Every answer is checked: a
//! word is found in as many articles as the vocabulary counts, and the first page is that of the plain ranking
//! but for the share that is printed. `OFFWIRE_CLASS` keeps to the classes with these letters in their names.

#[path = "../tests/archive/made.rs"]
mod made;

use made::Dice;
use offwire_archive::{Archive, Filter, Outcome, Packer, Query, RunInfo, RunReport, Search};
use offwire_article::{Article, Paragraph};
use rusqlite::Connection;
use std::{fs, path::Path, time::Instant};

/// Each search is asked so often: kernels count a thread's time in steps of some milliseconds.
const REPEATS: usize = 12;

fn main() {
    let number =
        |name: &str, default| std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(default);
    let (articles, each) = (number("OFFWIRE_ARTICLES", 20_000), number("OFFWIRE_QUERIES", 40));
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = match std::env::var_os("OFFWIRE_BENCH_ARCHIVE") {
        Some(path) => path.into(),
        None => {
            let path = folder.path().join("search.db");
            fill(&path, articles);
            path
        }
    };
    let archive = Archive::open_read_only(&path).expect("opens");
    let plain = Connection::open(&path).expect("opens");
    plain.execute_batch("PRAGMA mmap_size=1073741824; PRAGMA cache_size=-65536").expect("sets");
    let articles = usize::try_from(archive.count(&Filter::default()).expect("counts")).expect("fits");
    let words = Words::of(&path, articles);
    let mut dice = Dice::new(42);
    println!("{:<28} {:>8} {:>8} {:>9} {:>8}  same first page", "", "median", "95 %", "plain", "95 %");
    let only = std::env::var("OFFWIRE_CLASS").unwrap_or_default();
    for class in CLASSES.iter().filter(|class| class.contains(&only)) {
        let (mut times, mut plain_times) = (Vec::new(), Vec::new());
        let (mut same, mut all) = (0, 0);
        for number in 0..each {
            let Some(text) = words.query(class, number, &mut dice, &archive) else { continue };
            let query = Query::parse(&text).expect("a good query");
            archive.search(&query, &Search::default()).expect("finds");
            let before = busy();
            let hits =
                (0..REPEATS).map(|_| archive.search(&query, &Search::default()).expect("finds")).last();
            times.push((busy() - before) / REPEATS as f64);
            let hits = hits.expect("was searched");
            words.check(&text, &hits);
            if query.text().is_some() && !text.contains("since:") {
                let before = busy();
                let pages = (0..REPEATS).map(|_| plain_page(&plain, query.text().unwrap_or_default()));
                let page = pages.last().expect("was searched");
                plain_times.push((busy() - before) / REPEATS as f64);
                all += page.len();
                same += hits.hits.iter().filter(|hit| page.contains(&hit.article.id)).count();
            }
        }
        println!("{class:<28} {} {}  {same} of {all}", told(&mut times), told(&mut plain_times));
    }
}

/// Milliseconds that this thread has been at work: on a machine that others use too, the clock on the wall tells
/// more of them. Where the kernel does not say, the clock on the wall.
fn busy() -> f64 {
    static BEGUN: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|text| text.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| BEGUN.get_or_init(Instant::now).elapsed().as_secs_f64() * 1e3, |n| n / 1e6)
}

/// Median and 95th of a hundred.
fn told(times: &mut [f64]) -> String {
    times.sort_by(f64::total_cmp);
    let at =
        |share: usize| times.get(times.len() * share / 100).map_or(String::new(), |ms| format!("{ms:.2}"));
    format!("{:>8} {:>8}", at(50), at(95))
}

/// The first page as plain SQL ranks it.
fn plain_page(connection: &Connection, text: &str) -> Vec<i64> {
    let sql = "SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?1 ORDER BY rank LIMIT 20";
    let mut statement = connection.prepare_cached(sql).expect("is SQL");
    statement.query_map([text], |row| row.get(0)).expect("finds").map(|id| id.expect("a number")).collect()
}

const CLASSES: &[&str] = &[
    "rare word",
    "middling word",
    "common word",
    "phrase",
    "phrase of common words",
    "AND of two",
    "OR of three",
    "prefix",
    "word in two years",
];

const COMMON_PHRASES: &[&str] = &[
    "\"of the\"",
    "\"in the\"",
    "\"to the\"",
    "\"on the\"",
    "\"to be\"",
    "\"for the\"",
    "\"in a\"",
    "\"with the\"",
    "\"it is\"",
];

/// Words of the archive by how many articles have them.
struct Words {
    all: Vec<(String, u64)>,
    articles: u64,
}

impl Words {
    fn of(path: &Path, articles: usize) -> Self {
        let connection = Connection::open(path).expect("opens");
        let mut statement = connection.prepare("SELECT term, doc FROM articles_words").expect("a vocabulary");
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?.cast_unsigned())));
        let all = rows.expect("reads").map(|row| row.expect("a word"));
        let all = all.filter(|(word, _): &(String, u64)| {
            word.len() > 3 && word.bytes().all(|b| b.is_ascii_lowercase())
        });
        Self { all: all.collect(), articles: articles as u64 }
    }

    /// A word that at least `low` and less than `high` of all articles have.
    fn between(&self, low: f64, high: f64, dice: &mut Dice) -> Option<String> {
        let bounds = (low * self.articles as f64, high * self.articles as f64);
        let fits: Vec<&String> = self
            .all
            .iter()
            .filter(|(_, count)| (*count as f64) >= bounds.0 && (*count as f64) < bounds.1)
            .map(|(word, _)| word)
            .collect();
        fits.get(dice.below(fits.len())).map(|word| (*word).clone())
    }

    fn query(&self, class: &str, number: usize, dice: &mut Dice, archive: &Archive) -> Option<String> {
        let mut middling = || self.between(0.005, 0.03, dice);
        Some(match class {
            "rare word" => self.between(0.0002, 0.001, dice)?,
            "middling word" => middling()?,
            "common word" => self.between(0.15, 1.0, dice)?,
            "phrase of common words" => (*COMMON_PHRASES.get(number)?).into(),
            "AND of two" => format!("{} {}", middling()?, middling()?),
            "OR of three" => format!("{} OR {} OR {}", middling()?, middling()?, middling()?),
            "prefix" => format!("{}*", middling()?.get(..4)?),
            "word in two years" => format!("{} since:1990 until:1991", middling()?),
            _ => {
                let id = 1 + dice.below(self.articles as usize);
                let body = archive.get(&id.to_string()).ok()?.body();
                let words: Vec<&str> = body.split(' ').skip(dice.below(80)).take(3).collect();
                format!("\"{}\"", words.join(" ").replace('"', ""))
            }
        })
    }

    /// Whether a search for one word finds as many articles as the vocabulary says.
    fn check(&self, text: &str, hits: &offwire_archive::Hits) {
        if let Some((_, count)) = self.all.iter().find(|(word, _)| word == text) {
            assert_eq!(hits.total, (*count).min(20_000), "{text}");
        }
    }
}

fn fill(path: &Path, articles: usize) {
    let clock = Instant::now();
    let mut archive = Archive::open_or_create(path).expect("opens");
    let run = archive.start_run(&RunInfo::new("import", "bench")).expect("starts");
    let packer = Packer::default();
    let mut batch: Vec<Outcome> = Vec::new();
    for article in stories(articles) {
        let raw = article.body().into_bytes();
        batch.push(Outcome::article(article, packer.pack(&raw).into(), None));
        if batch.len() == 10_000 {
            archive.commit(run, &batch, &[]).expect("stores");
            batch.clear();
        }
    }
    archive.commit(run, &batch, &[]).expect("stores");
    archive.finish_run(run, &RunReport::default()).expect("finishes");
    let filled = clock.elapsed().as_secs_f64();
    archive.optimize().expect("optimizes");
    let count = archive.count(&Filter::default()).expect("counts");
    println!(
        "{count} articles in {filled:.1} s, optimized in {:.1} s",
        clock.elapsed().as_secs_f64() - filled
    );
}

/// Stories one by one: all of them at once would not be a search's memory, but the generator's.
fn stories(count: usize) -> Box<dyn Iterator<Item = Article>> {
    let Ok(path) = std::env::var("OFFWIRE_CORPUS") else {
        let mut dice = Dice::new(1);
        return Box::new((0..count).map(move |number| made::story(&mut dice, number)));
    };
    let text = fs::read_to_string(path).expect("the corpus is readable");
    let lines: Vec<String> = text.lines().take(count).map(str::to_owned).collect();
    Box::new(lines.into_iter().map(|line| {
        let value: serde_json::Value = serde_json::from_str(&line).expect("a JSON line");
        let field = |name: &str| value[name].as_str().map(str::to_owned);
        let paragraphs = value["paragraphs"].as_array().into_iter().flatten().filter_map(|p| p.as_str());
        Article {
            headline: field("title"),
            url: field("url"),
            published: field("date").and_then(|date| date.parse().ok()),
            paragraphs: paragraphs.map(Paragraph::text).collect(),
            ..Article::default()
        }
    }))
}
