//! Pages whose headline, date or authors are known, with the parser's candidates for them.

use super::{dump, score};
use anyhow::{Context, Result};
use offwire_article::uid::sha256;
use offwire_forest::Columns;
use offwire_parse::{Origin, ParseOptions, Parser, RawItem};
use serde::Deserialize;
use std::io::Read;
use std::path::Path;

/// Sets that know fields.
const SETS: [&str; 3] = ["fundus-res", "trafilatura", "wcxb-article"];
/// Folds of the cross-validation: a site is in the same fold in every set.
pub(crate) const FOLDS: u8 = 5;

/// What is known of a page.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Gold {
    pub(crate) id: String,
    pub(crate) site: String,
    pub(crate) title: Option<String>,
    pub(crate) date: Option<String>,
    pub(crate) authors: Option<Vec<String>>,
}

impl Gold {
    /// What is right for a model, to be read.
    fn of(&self, model: &str) -> String {
        let told = match model.trim_start_matches("dump-") {
            "headline" => self.title.clone(),
            "published" => self.date.clone(),
            _ => self.authors.as_ref().map(|names| names.join(", ")),
        };
        told.unwrap_or_default()
    }
}

/// The candidates of one page for one field, and how right each is.
pub(crate) struct Choice {
    /// Set of the page; dumps made from pages count as a set of their own.
    pub(crate) set: String,
    pub(crate) id: String,
    pub(crate) fold: u8,
    pub(crate) values: Vec<Vec<String>>,
    pub(crate) sources: Vec<Vec<&'static str>>,
    pub(crate) columns: Columns,
    /// The candidate that the rules take.
    pub(crate) by_rule: Option<usize>,
    /// Score that a candidate must exceed to be taken.
    pub(crate) least: f32,
    /// What is right.
    pub(crate) gold: String,
    /// 0 (wrong) to 1 (right), side by side with the values.
    pub(crate) right: Vec<f32>,
}

/// All choices of one model.
pub(crate) struct Task {
    pub(crate) model: &'static str,
    pub(crate) choices: Vec<Choice>,
}

/// Reads all sets: pages, their text dumps, and dumps made from pages that have none. `form` limits it to pages
/// (`html`) or dumps (`text`).
pub(crate) fn load(bench: &Path, form: Option<&str>) -> Result<Vec<Task>> {
    let mut tasks: Vec<Task> = Vec::new();
    for set in SETS {
        let folder = bench.join("extract").join(set);
        let known = golds(&folder.join("gold.jsonl"))?;
        let (left, right) = known.split_at(known.len() / 2);
        let halves = std::thread::scope(|scope| {
            let other = scope.spawn(|| read(&folder, set, left, form));
            let own = read(&folder, set, right, form);
            [other.join().unwrap_or_else(|_| anyhow::bail!("reading {set} panicked")), own]
        });
        for task in halves.into_iter().collect::<Result<Vec<_>>>()?.into_iter().flatten() {
            match tasks.iter_mut().find(|known| known.model == task.model) {
                Some(known) => known.choices.extend(task.choices),
                None => tasks.push(task),
            }
        }
    }
    Ok(tasks)
}

/// The pages of which some field is known.
fn golds(path: &Path) -> Result<Vec<Gold>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let all: Vec<Gold> = text
        .lines()
        .map(serde_json::from_str)
        .collect::<Result<_, _>>()
        .with_context(|| path.display().to_string())?;
    Ok(all.into_iter().filter(|g| g.title.is_some() || g.date.is_some() || g.authors.is_some()).collect())
}

fn read(folder: &Path, set: &str, known: &[Gold], form: Option<&str>) -> Result<Vec<Task>> {
    let mut tasks: Vec<Task> = Vec::new();
    let parser = Parser::new(ParseOptions::default());
    for gold in known {
        let page = unpack(&folder.join("pages").join(format!("{}.html.gz", gold.id)))?;
        if form != Some("text") {
            add(&mut tasks, &parser, "html", &page, set, gold);
        }
        if form == Some("html") {
            continue;
        }
        let told = folder.join("pages-text").join(format!("{}.txt.gz", gold.id));
        if told.exists() {
            add(&mut tasks, &parser, "text", &unpack(&told)?, set, gold);
        }
        add(&mut tasks, &parser, "text", dump::of(&page).as_bytes(), &format!("{set}-dumped"), gold);
    }
    Ok(tasks)
}

fn add(tasks: &mut Vec<Task>, parser: &Parser, format: &'static str, bytes: &[u8], set: &str, gold: &Gold) {
    let item = RawItem {
        origin: Origin::file(&gold.id),
        bytes: bytes.to_vec(),
        format: Some(format),
        ..RawItem::default()
    };
    for table in parser.candidates(&item) {
        let Some(right) = score::rightness(table.model, gold, &table.values) else { continue };
        let choice = Choice {
            set: set.to_owned(),
            id: gold.id.clone(),
            fold: fold(&gold.site),
            right,
            values: table.values,
            sources: table.sources,
            columns: table.columns,
            by_rule: table.by_rule,
            least: table.least,
            gold: gold.of(table.model),
        };
        match tasks.iter_mut().find(|task| task.model == table.model) {
            Some(task) => task.choices.push(choice),
            None => tasks.push(Task { model: table.model, choices: vec![choice] }),
        }
    }
}

pub(crate) fn unpack(path: &Path) -> Result<Vec<u8>> {
    let file = std::fs::File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
    let mut raw = Vec::new();
    flate2::read::MultiGzDecoder::new(file)
        .read_to_end(&mut raw)
        .with_context(|| path.display().to_string())?;
    Ok(raw)
}

/// First byte of a salted hash.
fn fold(site: &str) -> u8 {
    let hash = sha256(format!("fold{site}").as_bytes());
    u8::from_str_radix(&hash[..2], 16).unwrap_or(0) % FOLDS
}
