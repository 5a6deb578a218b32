//! `cargo xtask eval extract`: the body model, cross-validated by site.
//!
//! Each page is scored by a model that has seen no page of its site, in any set.

use crate::extract::corpus::{self, Example, FOLDS, Form};
use crate::extract::score::{PageScore, SetScore};
use crate::extract::stack::{self, Recipe};
use anyhow::{Context, Result};
use offwire_parse::body;
use std::path::PathBuf;

#[derive(clap::Args)]
pub(crate) struct Options {
    /// Folder with the benchmark sets.
    #[arg(long, default_value = "../shared/bench")]
    bench: PathBuf,
    /// Only pages, or only dumps.
    #[arg(long)]
    form: Option<Form>,
    /// Print each page's figure to this file, to compare runs page by page.
    #[arg(long)]
    per_page: Option<PathBuf>,
    /// Write each page's block scores to this file
    #[arg(long)]
    scores: Option<PathBuf>,
    /// Folds trained at the same time.
    #[arg(long, default_value_t = 2)]
    jobs: usize,
    #[command(flatten)]
    change: Change,
}

/// Changes to the shipped recipe, to measure what they do.
#[derive(clap::Args, Debug, Clone)]
pub(crate) struct Change {
    /// Seed.
    #[arg(long)]
    seed: Option<u64>,
    /// Trees of the first stage.
    #[arg(long)]
    rounds: Option<usize>,
    /// Trees of the second stage.
    #[arg(long)]
    second_rounds: Option<usize>,
    /// Leaves of a tree.
    #[arg(long)]
    leaves: Option<usize>,
    /// Share of each tree's step that is taken.
    #[arg(long)]
    learning_rate: Option<f32>,
    /// Learn from pages with snippets alone: `high,low` scores, or `off`.
    #[arg(long)]
    pseudo: Option<String>,
    /// Weight of a set, `name=weight`.
    #[arg(long)]
    weight: Vec<String>,
}

impl Change {
    fn apply(&self, recipe: &mut Recipe) -> Result<()> {
        for trainer in [&mut recipe.first, &mut recipe.second] {
            trainer.seed = self.seed.unwrap_or(trainer.seed);
            trainer.leaves = self.leaves.unwrap_or(trainer.leaves);
            trainer.learning_rate = self.learning_rate.unwrap_or(trainer.learning_rate);
        }
        recipe.first.rounds = self.rounds.unwrap_or(recipe.first.rounds);
        recipe.second.rounds = self.second_rounds.unwrap_or(recipe.second.rounds);
        match self.pseudo.as_deref() {
            None => {}
            Some("off") => recipe.pseudo = None,
            Some(pair) => {
                let (high, low) = pair.split_once(',').context("--pseudo wants high,low")?;
                recipe.pseudo = Some((high.parse()?, low.parse()?));
            }
        }
        for weight in &self.weight {
            let (set, weight) = weight.split_once('=').context("--weight wants name=weight")?;
            recipe.weights.push((set.to_owned(), weight.parse()?));
        }
        Ok(())
    }
}

pub(crate) fn run(args: &Options) -> Result<()> {
    for form in [Form::Page, Form::Dump] {
        if args.form.is_some_and(|only| only != form) {
            continue;
        }
        let pages = corpus::load(&args.bench, form)?;
        let mut recipe = Recipe::for_form(form);
        args.change.apply(&mut recipe)?;
        let blocks: usize = pages.iter().map(|page| page.blocks.len()).sum();
        let columns = pages.first().map_or(0, |page| page.first.names().len());
        println!("## {form:?}: {} pages, {blocks} blocks, {columns} columns", pages.len());
        ceiling(&pages);
        let scores = cross_validate(&pages, &recipe, args.jobs)?;
        report("cross-validated by site", &pages, &scores);
        if let Some(path) = &args.scores {
            let line = |(page, scores): (&Example, &Vec<f32>)| {
                format!("{}\t{}\t{scores:?}\n", page.set, page.gold.id)
            };
            let lines: String = pages.iter().zip(&scores).map(line).collect();
            std::fs::write(path, lines).with_context(|| path.display().to_string())?;
        }
        if let Some(path) = &args.per_page {
            std::fs::write(path, per_page(&pages, &scores)).with_context(|| path.display().to_string())?;
        }
    }
    Ok(())
}

/// Scores of the blocks of one fold's pages, each page by its number.
type FoldScores = Vec<(usize, Vec<f32>)>;

/// For each page the score of each of its blocks, by a model that has not seen its site.
fn cross_validate(pages: &[Example], recipe: &Recipe, jobs: usize) -> Result<Vec<Vec<f32>>> {
    let mut scores: Vec<Vec<f32>> = vec![Vec::new(); pages.len()];
    let folds: Vec<u8> = (0..FOLDS).collect();
    for folds in folds.chunks(jobs.max(1)) {
        let done: Vec<Result<FoldScores>> = std::thread::scope(|scope| {
            let threads: Vec<_> =
                folds.iter().map(|&fold| scope.spawn(move || one_fold(pages, recipe, fold))).collect();
            threads
                .into_iter()
                .map(|t| t.join().unwrap_or_else(|_| anyhow::bail!("a fold panicked")))
                .collect()
        });
        for done in done {
            for (page, found) in done? {
                scores[page] = found;
            }
        }
    }
    Ok(scores)
}

fn one_fold(pages: &[Example], recipe: &Recipe, fold: u8) -> Result<FoldScores> {
    let others: Vec<&Example> = pages.iter().filter(|page| page.fold != fold).collect();
    let model = recipe.train(&others)?;
    let own = pages.iter().enumerate().filter(|(_, page)| page.fold == fold);
    own.map(|(number, page)| Ok((number, stack::apply(&model, page)?))).collect()
}

/// What the labels themselves would give: the best that choosing blocks can do.
fn ceiling(pages: &[Example]) {
    let scores = |page: &Example| match &page.labels {
        Some(labels) => labels.iter().map(|label| f32::from(*label != Some(false))).collect(),
        None => vec![0.0; page.blocks.len()],
    };
    report("ceiling: the labelled blocks", pages, &pages.iter().map(scores).collect::<Vec<_>>());
}

fn page_score(page: &Example, scores: &[f32]) -> PageScore {
    let choices = body::choose_by(&page.scene, scores);
    let paragraphs = body::paragraphs(page.blocks, &choices).into_iter().map(|p| p.text).collect::<Vec<_>>();
    PageScore::of(&page.gold, &paragraphs)
}

fn report(title: &str, pages: &[Example], scores: &[Vec<f32>]) {
    println!("{title}");
    let mut sets: Vec<&str> = pages.iter().map(|page| page.set.as_str()).collect();
    sets.dedup();
    for set in sets {
        let of_set = pages.iter().zip(scores).filter(|(page, _)| page.set == set);
        let found: Vec<PageScore> = of_set.map(|(page, scores)| page_score(page, scores)).collect();
        let score = SetScore::of(&found);
        let figures: Vec<String> =
            score.figures.iter().map(|(name, value)| format!("{name} {value:.4}")).collect();
        println!("  {set:13} n={:<4} {}", score.pages, figures.join("  "));
    }
}

fn per_page(pages: &[Example], scores: &[Vec<f32>]) -> String {
    let line = |(page, scores): (&Example, &Vec<f32>)| {
        format!("{}\t{}\t{:.4}\n", page.set, page.gold.id, page_score(page, scores).figure())
    };
    pages.iter().zip(scores).map(line).collect()
}
