//! `cargo xtask eval fields`: the rankers of headline, date and authors, cross-validated by site, beside the rules
//! and the best that any candidate would give.

use crate::fields::corpus::{self, Choice, Task};
use crate::fields::recipe;
use anyhow::{Context, Result};
use std::fmt::Write;
use std::path::PathBuf;

#[derive(clap::Args)]
pub(crate) struct Options {
    /// Folder with the benchmark sets.
    #[arg(long, default_value = "../shared/bench")]
    bench: PathBuf,
    /// Only pages (`html`), or only dumps (`text`).
    #[arg(long)]
    form: Option<String>,
    /// Only models whose names begin so.
    #[arg(long, default_value = "")]
    model: String,
    /// Writes to this folder, a file a model, each page that was got wrong, with all its candidates.
    #[arg(long)]
    wrong: Option<PathBuf>,
}

pub(crate) fn run(args: &Options) -> Result<()> {
    let tasks = corpus::load(&args.bench, args.form.as_deref())?;
    for task in tasks.iter().filter(|task| task.model.starts_with(&args.model)) {
        let scores = recipe::cross_validate(task)?;
        for (set, outcome) in recipe::outcomes(task, &scores) {
            println!("{:15} {set:22} {outcome}", task.model);
        }
        if let Some(folder) = &args.wrong {
            let path = folder.join(format!("{}.txt", task.model));
            std::fs::write(&path, wrong(task, &scores)?).with_context(|| path.display().to_string())?;
        }
    }
    Ok(())
}

/// The pages whose choice is not quite right, each with what is right and all its candidates.
fn wrong(task: &Task, scores: &[Vec<f32>]) -> Result<String> {
    let mut out = String::new();
    for (choice, scores) in task.choices.iter().zip(scores) {
        let best = recipe::best(choice, scores);
        if best.is_none_or(|at| choice.right[at] < 0.99) {
            page(&mut out, choice, scores, best)?;
        }
    }
    Ok(out)
}

fn page(out: &mut String, choice: &Choice, scores: &[f32], best: Option<usize>) -> Result<()> {
    let most = choice.right.iter().copied().fold(0.0, f32::max);
    let got = best.map_or(0.0, |at| choice.right[at]);
    writeln!(out, "{} {} {got:.2} of {most:.2}: {}", choice.set, choice.id, choice.gold)?;
    for (at, value) in choice.values.iter().enumerate() {
        let mark = match best {
            Some(best) if best == at => '>',
            _ if choice.right[at] > 0.0 => '+',
            _ => ' ',
        };
        let rule = if choice.by_rule == Some(at) { 'r' } else { ' ' };
        let (score, sources) = (scores.get(at).copied().unwrap_or(0.0), choice.sources[at].join("; "));
        writeln!(out, "  {mark}{rule} {score:.3} {:.2} {} [{sources}]", choice.right[at], value.join(", "))?;
    }
    Ok(())
}
