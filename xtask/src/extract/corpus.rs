//! Labelled pages: the sets of the extraction benchmark.

use anyhow::{Context, Result};
use offwire_article::uid::sha256;
use offwire_parse::block::{self, Block};
use offwire_parse::body::{Scene, Table};
use offwire_parse::page::Page;
use serde::Deserialize;
use std::io::Read;
use std::path::{Path, PathBuf};
use unicode_normalization::UnicodeNormalization;

/// Which form of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Form {
    /// HTML pages.
    Page,
    /// Text dumps of pages.
    Dump,
}

/// Sets with whole bodies, and one with snippets alone.
const PAGE_SETS: [&str; 5] = ["aeb", "fundus-eval", "fundus-res", "wcxb-article", "trafilatura"];
const DUMP_SETS: [&str; 3] = ["aeb", "fundus-eval", "fundus-res"];
/// Folds of the cross-validation.
pub(crate) const FOLDS: u8 = 5;

/// What is known of a page.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Gold {
    pub(crate) id: String,
    pub(crate) site: String,
    pub(crate) body: Option<String>,
    pub(crate) body_alts: Vec<String>,
    pub(crate) paragraphs: Vec<String>,
    pub(crate) with: Vec<String>,
    pub(crate) without: Vec<String>,
}

impl Gold {
    /// All equally good bodies.
    pub(crate) fn bodies(&self) -> impl Iterator<Item = &String> {
        self.body.iter().chain(&self.body_alts)
    }
}

/// A page made ready to learn from.
pub(crate) struct Example {
    pub(crate) set: String,
    pub(crate) gold: Gold,
    pub(crate) fold: u8,
    pub(crate) inner: u8,
    pub(crate) blocks: &'static [Block],
    pub(crate) scene: Scene<'static>,
    pub(crate) first: Table,
    /// For each block: body, not body, or neither; none where the page has no whole body.
    pub(crate) labels: Option<Vec<Option<bool>>>,
}

/// Reads all sets of a form.
pub(crate) fn load(bench: &Path, form: Form) -> Result<Vec<Example>> {
    load_sets(bench, form, sets(form))
}

/// Reads some sets.
pub(crate) fn load_sets(bench: &Path, form: Form, sets: &[&str]) -> Result<Vec<Example>> {
    let mut examples = Vec::new();
    for set in sets {
        let folder = bench.join("extract").join(set);
        let path = folder.join("gold.jsonl");
        let text =
            std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        for layout in layouts(form) {
            for line in text.lines() {
                // Records are in NFC, and a few pages are not: what is compared is what is read.
                let line: String = line.nfc().collect();
                let gold: Gold = serde_json::from_str(&line).with_context(|| path.display().to_string())?;
                examples.push(example(&folder, set, gold, form, *layout)?);
            }
        }
    }
    Ok(examples)
}

/// How the lines of a dump are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// As the page or dump has them.
    Kept,
    /// Without blank lines and bullets, as WET files and many scrapers have them.
    Tight,
}

fn layouts(form: Form) -> &'static [Layout] {
    match form {
        Form::Page => &[Layout::Kept],
        Form::Dump => &[Layout::Kept, Layout::Tight],
    }
}

/// The bytes of all pages of a form.
pub(crate) fn raw_pages(bench: &Path, form: Form) -> Result<Vec<Vec<u8>>> {
    let mut pages = Vec::new();
    for set in sets(form) {
        let folder = bench.join("extract").join(set);
        let path = folder.join("gold.jsonl");
        let text =
            std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        for line in text.lines() {
            let gold: Gold = serde_json::from_str(line).with_context(|| path.display().to_string())?;
            pages.push(unpack(&place(&folder, &gold, form))?);
        }
    }
    Ok(pages)
}

fn sets(form: Form) -> &'static [&'static str] {
    match form {
        Form::Page => &PAGE_SETS,
        Form::Dump => &DUMP_SETS,
    }
}

/// Where a page lies.
fn place(folder: &Path, gold: &Gold, form: Form) -> PathBuf {
    let (sub, suffix) = match form {
        Form::Page => ("pages", "html.gz"),
        Form::Dump => ("pages-text", "txt.gz"),
    };
    folder.join(sub).join(format!("{}.{suffix}", gold.id))
}

fn example(folder: &Path, set: &str, gold: Gold, form: Form, layout: Layout) -> Result<Example> {
    let mut raw = unpack(&place(folder, &gold, form))?;
    if layout == Layout::Tight {
        raw = tight(&raw);
    }
    let set = if layout == Layout::Tight { format!("{set}{TIGHT}") } else { set.to_owned() };
    // The blocks live as long as the run, for tables are made from them again and again.
    let leak = |blocks: Vec<Block>| -> &'static [Block] { Box::leak(blocks.into_boxed_slice()) };
    let (blocks, scene) = match form {
        Form::Page => {
            let page = Page::read(&raw, encoding(&raw));
            let blocks = leak(block::from_page(&page));
            (blocks, Scene::of_page(&page, blocks))
        }
        Form::Dump => {
            let blocks = leak(block::from_dump(&String::from_utf8_lossy(&raw)));
            (blocks, Scene::of_lines(blocks))
        }
    };
    let first = scene.first();
    let labels = gold.body.is_some().then(|| super::label::labels(blocks, &gold));
    let fold = fold("fold", &gold.site) as u8 % FOLDS;
    let inner = (fold_long("inner", &gold.site) % 3) as u8;
    Ok(Example { set, gold, fold, inner, blocks, scene, first, labels })
}

fn unpack(path: &PathBuf) -> Result<Vec<u8>> {
    let file = std::fs::File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
    let mut raw = Vec::new();
    flate2::read::MultiGzDecoder::new(file)
        .read_to_end(&mut raw)
        .with_context(|| path.display().to_string())?;
    Ok(raw)
}

/// What the name of a set ends with whose dumps are set without blank lines.
pub(crate) const TIGHT: &str = "-tight";

/// A dump without blank lines and bullets.
fn tight(raw: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(raw);
    let bare = |line: &str| line.trim_start_matches(['\u{2022}', ' ']).to_owned();
    let lines: Vec<String> = text.lines().map(bare).filter(|line| !line.trim().is_empty()).collect();
    lines.join("\n").into_bytes()
}

/// First byte of a salted hash: the same site is in the same fold in every set.
fn fold(salt: &str, site: &str) -> u32 {
    let hash = sha256(format!("{salt}{site}").as_bytes());
    u32::from_str_radix(&hash[..2], 16).unwrap_or(0)
}

/// The whole salted hash modulo 3.
fn fold_long(salt: &str, site: &str) -> u32 {
    let hash = sha256(format!("{salt}{site}").as_bytes());
    hash.chars().filter_map(|c| c.to_digit(16)).fold(0, |rest, digit| (rest * 16 + digit) % 3)
}

/// The charset of a page, as far as a benchmark needs it.
pub(crate) fn encoding(raw: &[u8]) -> &'static encoding_rs::Encoding {
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(raw) {
        return encoding;
    }
    if std::str::from_utf8(raw).is_ok() {
        return encoding_rs::UTF_8;
    }
    declared(&raw[..raw.len().min(6000)]).unwrap_or(encoding_rs::WINDOWS_1252)
}

fn declared(head: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let rest = &head[head.find("charset")? + 7..];
    let label = rest.trim_start_matches([' ', '=', '"', '\'']);
    let end = label.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_')?;
    encoding_rs::Encoding::for_label(&label.as_bytes()[..end])
}
