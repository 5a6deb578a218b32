//! `cargo xtask train fields`: the rankers of headline, date and authors from all pages that tell them.

use crate::fields::{corpus, recipe};
use anyhow::{Context, Result};
use offwire_article::uid::sha256;
use std::fmt::Write;
use std::path::PathBuf;

#[derive(clap::Args)]
pub(crate) struct Options {
    /// Folder with the benchmark sets.
    #[arg(long, default_value = "../shared/bench")]
    bench: PathBuf,
    /// Folder that the models are written to.
    #[arg(long, default_value = "crates/parse/models")]
    out: PathBuf,
    /// Also names the pages that cross-validation got wrong.
    #[arg(long)]
    wrong: bool,
}

pub(crate) fn run(args: &Options) -> Result<()> {
    let mut record = String::from("# Written by `cargo xtask train fields`.\n");
    for task in corpus::load(&args.bench)? {
        let pages: Vec<_> = task.choices.iter().filter(|c| !c.right.is_empty()).collect();
        let forest = recipe::train(&pages)?;
        let bytes = forest.to_bytes();
        let path = args.out.join(format!("{}.forest", task.model));
        std::fs::write(&path, &bytes).with_context(|| format!("cannot write {}", path.display()))?;
        let (outcomes, picks) = recipe::cross_validate(&task)?;
        for (choice, picked) in task.choices.iter().zip(picks).filter(|_| args.wrong) {
            if picked.is_none_or(|(at, _)| choice.right[at] < 0.99) {
                let value =
                    picked.map(|(at, score)| format!("{} ({score:.2})", choice.values[at].join(", ")));
                println!("{} {} {}: {}", task.model, choice.set, choice.id, value.unwrap_or_default());
            }
        }
        writeln!(record, "\n[{}]\nsha256 = {:?}\nbytes = {}", task.model, sha256(&bytes), bytes.len())?;
        writeln!(record, "splits = {}", forest.splits())?;
        for (set, outcome) in outcomes {
            let share = |sum: f64| sum / outcome.pages.max(1) as f64;
            let line = format!(
                "pages = {}, cross_validated = {:.3}, ceiling = {:.3}",
                outcome.pages,
                share(outcome.right),
                share(outcome.ceiling)
            );
            writeln!(record, "sets.{set} = {{ {line} }}")?;
            println!("{:15} {set:22} {line}", task.model);
        }
    }
    let path = args.out.join("fields.toml");
    std::fs::write(&path, record).with_context(|| format!("cannot write {}", path.display()))
}
