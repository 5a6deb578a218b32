//! `cargo xtask train extract`: the body model from all labelled pages, with its record.

use crate::extract::corpus::{self, Example, Form};
use crate::extract::stack::Recipe;
use anyhow::{Context, Result};
use offwire_article::uid::sha256;
use offwire_forest::Forest;
use std::fmt::Write;
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub(crate) struct Options {
    /// Folder with the benchmark sets.
    #[arg(long, default_value = "../shared/bench")]
    bench: PathBuf,
    /// Folder that the model is written to.
    #[arg(long, default_value = "crates/parse/models")]
    out: PathBuf,
    /// Only one of the two models.
    #[arg(long)]
    form: Option<Form>,
}

pub(crate) fn run(args: &Options) -> Result<()> {
    std::fs::create_dir_all(&args.out)?;
    for (form, name) in [(Form::Page, "page"), (Form::Dump, "dump")] {
        if args.form.is_some_and(|only| only != form) {
            continue;
        }
        let pages = corpus::load(&args.bench, form)?;
        let recipe = Recipe::for_form(form);
        let model = recipe.train(&pages.iter().collect::<Vec<_>>())?;
        for (stage, forest) in [(1, &model.first), (2, &model.second)] {
            write(&args.out.join(format!("{name}-{stage}.forest")), &forest.to_bytes())?;
        }
        let record = record(&pages, &recipe, [&model.first, &model.second])?;
        write(&args.out.join(format!("{name}.toml")), record.as_bytes())?;
        println!(
            "{name}: {} pages, {} and {} bytes",
            pages.len(),
            model.first.to_bytes().len(),
            model.second.to_bytes().len()
        );
    }
    Ok(())
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    std::fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}

/// What the model was made from and how, so that it can be made again and told apart.
fn record(pages: &[Example], recipe: &Recipe, forests: [&Forest; 2]) -> Result<String> {
    let mut out = String::from("# Written by `cargo xtask train extract`.\n");
    writeln!(out, "recipe = {:?}", format!("{recipe:?}"))?;
    writeln!(out, "sha256 = {:?}", forests.map(|forest| sha256(&forest.to_bytes())))?;
    writeln!(out, "bytes = {:?}", forests.map(|forest| forest.to_bytes().len()))?;
    writeln!(out, "splits = {:?}", forests.map(Forest::splits))?;
    if let Some(page) = pages.first() {
        writeln!(out, "columns = {:?}", page.first.names())?;
    }
    let mut sets: Vec<&str> = pages.iter().map(|page| page.set.as_str()).collect();
    sets.dedup();
    for set in sets {
        let of_set: Vec<&Example> = pages.iter().filter(|page| page.set == set).collect();
        let body =
            of_set.iter().flat_map(|p| p.labels.iter().flatten()).filter(|l| **l == Some(true)).count();
        let ids: String = of_set.iter().map(|page| format!("{}\n", page.gold.id)).collect();
        writeln!(out, "\n[sets.{set}]\npages = {}", of_set.len())?;
        writeln!(out, "blocks = {}", of_set.iter().map(|p| p.blocks.len()).sum::<usize>())?;
        writeln!(out, "body_blocks = {body}\nids_sha256 = {:?}", sha256(ids.as_bytes()))?;
    }
    Ok(out)
}
