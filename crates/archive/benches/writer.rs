//! How much of the pace of a bare writer is left when everything that an archive must keep is kept?
//!
//! Articles are made by seed, or read from JSON lines named by `OFFWIRE_CORPUS`. Both writers get articles that
//! are ready in memory, in turn; the bare one fills two tables and an external-content index with the same
//! settings. Printed are the ratio of their CPU time (steadier than the clock on a shared machine), the size of
//! the archive against the input, and what preparing costs the workers. Rows are checked before any figure is
//! printed. `OFFWIRE_ARTICLES` and `OFFWIRE_ROUNDS` set the size.

#[path = "../tests/archive/made.rs"]
mod made;

use offwire_archive::{Archive, Outcome, Packer, RunInfo, RunReport};
use offwire_article::{Article, Paragraph, Source, Span, Summary, SummarySentence, uid};
use rusqlite::{Connection, params};
use std::{fs, path::Path, time::Instant};

const BATCH: usize = 10_000;

fn main() {
    let number =
        |name: &str, default| std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(default);
    let (articles, rounds) = (number("OFFWIRE_ARTICLES", 20_000), number("OFFWIRE_ROUNDS", 3));
    let records: Vec<(Article, Vec<u8>)> = match std::env::var("OFFWIRE_CORPUS") {
        Ok(path) => read_lines(Path::new(&path), articles),
        Err(_) => made::stories(1, articles).into_iter().map(record).collect(),
    };
    let input: usize = records.iter().map(|(_, raw)| raw.len() + 1).sum();
    let packer = Packer::default();
    let begun = cpu();
    let outcomes: Vec<Outcome> = records
        .iter()
        .map(|(article, raw)| Outcome::article(article.clone(), packer.pack(raw).into(), lead(article)))
        .collect();
    let prepared = cpu() - begun;
    println!(
        "{articles} articles, {:.1} MB; preparing {:.0} µs CPU an article",
        input as f64 / 1e6,
        prepared * 1e6 / articles as f64
    );
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut ratios = Vec::new();
    for round in 0..rounds {
        let bare = timed(|| write_bare(&folder.path().join(format!("bare{round}.db")), &records));
        let ours_path = folder.path().join(format!("ours{round}.db"));
        let ours = timed(|| write_ours(&ours_path, &outcomes));
        let size = fs::metadata(&ours_path).map_or(0, |meta| meta.len());
        ratios.push(bare.0 / ours.0);
        println!(
            "bare {:.0} µs ({:.0} µs on the clock), archive {:.0} µs ({:.0}), {:.2} of the bare pace, {:.2} x input",
            bare.0 * 1e6 / articles as f64,
            bare.1 * 1e6 / articles as f64,
            ours.0 * 1e6 / articles as f64,
            ours.1 * 1e6 / articles as f64,
            bare.0 / ours.0,
            size as f64 / input as f64,
        );
        if round + 1 == rounds && std::env::var("OFFWIRE_TABLES").is_ok() {
            for (table, bytes) in
                Archive::open_read_only(&ours_path).expect("opens").info().expect("info").tables
            {
                println!("{:>8.3} x input  {table}", bytes as f64 / input as f64);
            }
        }
    }
    ratios.sort_by(f64::total_cmp);
    println!("median {:.2} of the bare pace", ratios[ratios.len() / 2]);
}

/// CPU seconds of this process and seconds on the clock that a job takes.
fn timed(job: impl FnOnce()) -> (f64, f64) {
    let (clock, begun) = (Instant::now(), cpu());
    job();
    (cpu() - begun, clock.elapsed().as_secs_f64())
}

/// CPU seconds of this process so far.
fn cpu() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").expect("Linux");
    let fields: Vec<&str> = stat[stat.rfind(')').expect("a name") + 2..].split(' ').collect();
    (fields[11].parse::<f64>().expect("ticks") + fields[12].parse::<f64>().expect("ticks")) / 100.0
}

fn write_ours(path: &Path, outcomes: &[Outcome]) {
    let mut archive = Archive::open_or_create(path).expect("opens");
    let run = archive.start_run(&RunInfo::new("import", "bench")).expect("starts");
    let mut stored = 0;
    for batch in outcomes.chunks(BATCH) {
        let counts = archive.commit(run, batch, &[]).expect("commits");
        stored += counts.imported + counts.new_versions + counts.duplicates;
    }
    archive.finish_run(run, &RunReport::default()).expect("finishes");
    assert_eq!(stored, outcomes.len() as u64);
}

fn write_bare(path: &Path, records: &[(Article, Vec<u8>)]) {
    let connection = Connection::open(path).expect("opens");
    connection
        .execute_batch(
            "PRAGMA page_size=16384; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-262144;
             CREATE TABLE source(id INTEGER PRIMARY KEY, path TEXT, length INTEGER, sha256 BLOB, raw BLOB);
             CREATE TABLE article(id INTEGER PRIMARY KEY, source INTEGER, headline TEXT, published TEXT, url TEXT,
                 language TEXT, body TEXT, summary TEXT, hash BLOB, minhash BLOB);
             CREATE INDEX article_published ON article(published);
             CREATE INDEX article_hash ON article(hash);
             CREATE VIRTUAL TABLE fts USING fts5(headline, body, content='article', content_rowid='id');
             INSERT INTO fts(fts, rank) VALUES('hashsize', 67108864);
             INSERT INTO fts(fts, rank) VALUES('automerge', 16);",
        )
        .expect("makes tables");
    let packed: Vec<Vec<u8>> =
        records.iter().map(|(_, raw)| raw.iter().step_by(2).copied().collect()).collect();
    for (batch, packed) in records.chunks(BATCH).zip(packed.chunks(BATCH)).scan(1, |next, pair| {
        let first = *next;
        *next += pair.0.len() as i64;
        Some(((first, pair.0), pair.1))
    }) {
        bare_batch(&connection, batch.0, batch.1, packed).expect("stores");
    }
    let count: i64 =
        connection.query_row("SELECT count(*) FROM article", [], |row| row.get(0)).expect("counts");
    assert_eq!(count, records.len() as i64);
}

fn bare_batch(
    connection: &Connection,
    first: i64,
    batch: &[(Article, Vec<u8>)],
    packed: &[Vec<u8>],
) -> rusqlite::Result<()> {
    let transaction = connection.unchecked_transaction()?;
    {
        let mut source = connection.prepare_cached("INSERT INTO source VALUES(?,?,?,?,?)")?;
        let mut article = connection.prepare_cached("INSERT INTO article VALUES(?,?,?,?,?,?,?,?,?,?)")?;
        let mut index = connection.prepare_cached("INSERT INTO fts(rowid, headline, body) VALUES(?,?,?)")?;
        for (id, ((record, raw), packed)) in (first..).zip(batch.iter().zip(packed)) {
            let body = record.body();
            let summary = record.paragraphs.first().map(|p| p.text.chars().take(400).collect::<String>());
            let hash = uid::sha256(raw);
            source.execute(params![id, record.url, raw.len() as i64, &hash.as_bytes()[..32], packed])?;
            let published = record.published.map(|date| date.to_string());
            article.execute(params![
                id,
                id,
                record.headline,
                published,
                record.url,
                record.language,
                body,
                summary,
                &hash.as_bytes()[..32],
                [7u8; 512]
            ])?;
            index.execute(params![id, record.headline, body])?;
        }
    }
    transaction.commit()
}

/// The first sentences as a summary of usual length.
fn lead(article: &Article) -> Option<Summary> {
    let paragraph = article.paragraphs.first()?;
    let text: String = paragraph.text.chars().take(420).collect();
    let sentence = SummarySentence {
        text: text.clone(),
        source: paragraph.source.clone(),
        score: 0.5,
        ..Default::default()
    };
    Some(Summary {
        words: text.split_whitespace().count(),
        text,
        method: "lead".into(),
        sentences: vec![sentence],
    })
}

fn record(mut article: Article) -> (Article, Vec<u8>) {
    let raw = serde_json::to_vec(&serde_json::json!({
        "id": article.url, "title": article.headline, "date": article.published,
        "paragraphs": article.paragraphs.iter().map(|p| &p.text).collect::<Vec<_>>(),
    }))
    .expect("writes");
    place(&mut article, &raw, 0);
    (article, raw)
}

/// Gives each paragraph its range in the line, as a reader of JSON lines does.
fn place(article: &mut Article, raw: &[u8], offset: u64) {
    let mut at = 40;
    for paragraph in &mut article.paragraphs {
        let end = at + paragraph.text.len();
        paragraph.source = vec![Span::of(at, end.min(raw.len()))];
        at = end + 4;
    }
    article.source = Some(Source {
        format: "jsonl".into(),
        path: "part-0000.jsonl".into(),
        offset: Some(offset),
        length: raw.len() as u64,
        sha256: uid::sha256(raw),
        encoding: "UTF-8".into(),
        ..Source::default()
    });
    article.seal();
}

fn read_lines(path: &Path, most: usize) -> Vec<(Article, Vec<u8>)> {
    let text = fs::read_to_string(path).expect("the corpus is readable");
    let mut offset = 0;
    let mut records = Vec::new();
    for line in text.lines().take(most) {
        let value: serde_json::Value = serde_json::from_str(line).expect("a JSON line");
        let field = |name: &str| value[name].as_str().map(str::to_owned);
        let mut article = Article {
            headline: field("title"),
            url: field("url"),
            language: field("language"),
            published: field("date").and_then(|date| date.parse().ok()),
            authors: value["authors"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|a| Some(a.as_str()?.to_owned()))
                .collect(),
            ..Article::default()
        };
        let paragraphs = value["paragraphs"].as_array().into_iter().flatten().filter_map(|p| p.as_str());
        article.paragraphs = paragraphs.map(Paragraph::text).collect();
        article.field_sources.insert("headline".into(), vec![Span::of(30, 90)]);
        article.field_sources.insert("published".into(), vec![Span::of(100, 120)]);
        place(&mut article, line.as_bytes(), offset);
        offset += line.len() as u64 + 1;
        records.push((article, line.as_bytes().to_vec()));
    }
    records
}
