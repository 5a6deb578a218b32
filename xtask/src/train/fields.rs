//! `cargo xtask train fields`: the rankers of headline, date and authors from all pages that tell them.

use crate::fields::{corpus, recipe};
use anyhow::{Context, Result};
use offwire_article::uid::sha256;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub(crate) struct Options {
    /// Folder with the benchmark sets.
    #[arg(long, default_value = "../shared/bench")]
    bench: PathBuf,
    /// Folder that the models are written to.
    #[arg(long, default_value = "crates/parse/models")]
    out: PathBuf,
    /// Trains only models whose names begin so
    #[arg(long, default_value = "")]
    model: String,
}

pub(crate) fn run(args: &Options) -> Result<()> {
    let path = args.out.join("fields.toml");
    let mut record = read_record(&path);
    let form = if args.model.starts_with("dump") { Some("text") } else { None };
    for task in corpus::load(&args.bench, form)?.into_iter().filter(|t| t.model.starts_with(&args.model)) {
        let pages: Vec<_> = task.choices.iter().filter(|c| !c.right.is_empty()).collect();
        let forest = recipe::train(task.model, &pages)?;
        let bytes = forest.to_bytes();
        let path = args.out.join(format!("{}.forest", task.model));
        std::fs::write(&path, &bytes).with_context(|| format!("cannot write {}", path.display()))?;
        let outcomes = recipe::outcomes(&task, &recipe::cross_validate(&task)?);
        let mut told = format!("sha256 = {:?}\nbytes = {}\n", sha256(&bytes), bytes.len());
        writeln!(told, "splits = {}", forest.splits())?;
        for (set, outcome) in outcomes {
            writeln!(told, "sets.{set} = {{ {outcome} }}")?;
            println!("{:15} {set:22} {outcome}", task.model);
        }
        record.insert(task.model.to_owned(), told);
    }
    let sections = record.iter().map(|(model, told)| format!("\n[{model}]\n{told}"));
    let text = format!("# Written by `cargo xtask train fields`.\n{}", sections.collect::<String>());
    std::fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))
}

/// The sections of an earlier record, by model: those that are not trained now stay.
fn read_record(path: &Path) -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let sections = text.split("\n[").skip(1).filter_map(|section| section.split_once("]\n"));
    sections.map(|(model, told)| (model.to_owned(), format!("{}\n", told.trim_end()))).collect()
}
