//! Figures of the summarizer: cross-validation on what it learns from, transfer to what it never saw.
//!
//! Each run writes the parts of `docs/evaluation.md` that it measured, and leaves the others.

use crate::root;
use crate::train::summary::{FOLDS, Material, jobs::side_by_side, levels::Settings, material, outer_fold};
use anyhow::Context;
use clap::Args;
use material::Document;
use offwire_summarize::{
    Budget, Method, Model, Summarizer, SummaryOptions,
    eval::{Comparison, EvalOptions, Gold, Prediction, Report, pair},
};
use std::fmt::Write;
use std::fs;
use std::sync::Arc;

#[derive(Args)]
pub(crate) struct Options {
    /// Leaves out the cross-validation, which trains five models
    #[arg(long)]
    quick: bool,
    /// Also runs every other method on the sets
    #[arg(long)]
    methods: bool,
    /// Only cross-validates, with settings other than those of the shipped model (`paragraphs.rounds=150`), and
    /// writes nothing
    #[arg(long = "try", value_name = "NAME=VALUE", num_args = 0..)]
    tried: Option<Vec<String>>,
}

/// Sets that no model is trained on.
const UNSEEN: [&str; 3] = ["cnndm_val500", "xsum", "bbc"];

/// Limits of the benchmark, with their names.
fn limits() -> [(&'static str, Budget); 2] {
    [("75 words", Budget::words(75)), ("3 sentences", Budget::sentences(3))]
}

/// Prints the tables of docs/evaluation.md, and writes them there.
pub(crate) fn run(options: &Options) -> anyhow::Result<()> {
    if let Some(tried) = &options.tried {
        let mut settings = Settings::default();
        tried.iter().try_for_each(|change| settings.change(change))?;
        return cross_validate(&settings).map(drop);
    }
    let (mut unseen, mut methods) = (Table::new(HEAD), Table::new(METHODS_HEAD));
    for name in UNSEEN {
        let documents = material::load(name)?;
        for (limit, budget) in limits() {
            unseen.line(compare(name, limit, budget, &documents, |document, budget| {
                shipped(Method::News, document, budget)
            }));
        }
        if options.methods {
            for method in Method::all() {
                methods.line(one_method(name, method, &documents));
            }
        }
    }
    write("unseen", &unseen)?;
    if options.methods {
        write("methods", &methods)?;
    }
    if !options.quick {
        write("cross-validated", &cross_validate(&Settings::default())?)?;
    }
    Ok(())
}

const HEAD: &str = "| set, limit | lead R1 / R2 / RLsum | news R1 / R2 / RLsum | words | difference R1 (error) | R2 (error) | opens badly | loose | dangling | unbalanced | furniture | no speaker | page | over | surname | question |\n\
                    |---|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|";
const METHODS_HEAD: &str = "| set, 75 words | method | R1 / R2 / RLsum | words |\n|---|---|---|--:|";

/// Lines of a table, printed as they come: a cross-validation takes its time.
pub(super) struct Table(String);

impl Table {
    pub(super) fn new(head: &str) -> Self {
        Self(format!("{head}\n"))
    }

    pub(super) fn line(&mut self, line: String) {
        println!("{line}");
        let _ = writeln!(self.0, "{line}");
    }

    /// What the lines do not say, behind them.
    pub(super) fn note(&mut self, note: &str) {
        println!("{note}");
        self.0.push_str(note);
    }
}

/// Puts a table between the two marks of its part of the page.
pub(super) fn write(part: &str, table: &Table) -> anyhow::Result<()> {
    let path = root::root().join("docs/evaluation.md");
    let page = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let (begin, end) = (format!("<!-- {part}: begin -->\n"), format!("<!-- {part}: end -->"));
    let (before, rest) =
        page.split_once(&begin).with_context(|| format!("{} has no {begin}", path.display()))?;
    let (_, after) = rest.split_once(&end).with_context(|| format!("{} has no {end}", path.display()))?;
    fs::write(&path, format!("{before}{begin}{}{end}{after}", table.0))
        .with_context(|| path.display().to_string())
}

fn cross_validate(settings: &Settings) -> anyhow::Result<Table> {
    let learned = Material::load()?;
    let folds: Vec<usize> = (0..FOLDS).collect();
    let fit = |fold: &usize| Ok(Arc::new(learned.fit(settings, |d| outer_fold(d) == *fold)?));
    let models: Vec<Arc<Model>> = side_by_side(&folds, fit)?;
    let documents = material::load("cnn_corpus")?;
    let flat: Vec<Document> = documents.iter().map(Document::flat).collect();
    let mut table = Table::new(HEAD);
    for (name, documents) in [("cnn_corpus", &documents), ("cnn_corpus, flat", &flat)] {
        for (limit, budget) in limits() {
            table.line(compare(name, limit, budget, documents, |document, budget| {
                let options = SummaryOptions::default().budget(budget);
                let model = models.get(outer_fold(document)).cloned();
                let summarizer = Summarizer::new(options);
                let summarizer = model.into_iter().fold(summarizer, Summarizer::with_model);
                sentences(&summarizer, document)
            }));
        }
    }
    Ok(table)
}

/// One line: the news method beside the lead.
fn compare(
    name: &str,
    limit: &str,
    budget: Budget,
    documents: &[Document],
    summarize: impl Fn(&Document, Budget) -> Vec<String>,
) -> String {
    let options = EvalOptions::default().resamples(0).budget(budget);
    let lead = report(documents, &options, |document| shipped(Method::Lead, document, budget));
    let news = report(documents, &options, |document| summarize(document, budget));
    let difference = Comparison::of(&lead, &news, &options);
    let scores = |r: &Report| format!("{:.2} / {:.2} / {:.2}", r.rouge1.f1, r.rouge2.f1, r.rouge_lsum.f1);
    let found = &news.readability;
    format!(
        "| {name}, {limit} | {} | {} | {:.1} | {:+.2} ({:.2}) | {:+.2} ({:.2}) | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} |",
        scores(&lead),
        scores(&news),
        news.mean_words,
        difference.rouge1.mean,
        difference.rouge1.error,
        difference.rouge2.mean,
        difference.rouge2.error,
        found.opens_badly,
        found.loose,
        found.dangling,
        found.unbalanced,
        found.furniture,
        found.speakerless,
        found.pointing,
        found.over_budget,
        found.unknown_names,
        found.unanswered,
    )
}

/// One line for one method.
fn one_method(name: &str, method: Method, documents: &[Document]) -> String {
    let options = EvalOptions::default().resamples(0);
    let found = report(documents, &options, |document| shipped(method, document, Budget::words(75)));
    format!(
        "| {name} | `{method}` | {:.2} / {:.2} / {:.2} | {:.1} |",
        found.rouge1.f1, found.rouge2.f1, found.rouge_lsum.f1, found.mean_words
    )
}

fn report(
    documents: &[Document],
    options: &EvalOptions,
    summarize: impl Fn(&Document) -> Vec<String>,
) -> Report {
    let gold = documents.iter().map(|document| {
        let paragraphs: Vec<&str> = document.article.paragraphs.iter().map(|p| p.text.as_str()).collect();
        Gold::new(&document.id, &document.reference).with_article(&paragraphs)
    });
    let predictions = documents.iter().map(|document| Prediction::new(&document.id, &summarize(document)));
    Report::of(&pair(gold.collect(), predictions.collect()).pairs, options)
}

fn shipped(method: Method, document: &Document, budget: Budget) -> Vec<String> {
    sentences(&Summarizer::new(SummaryOptions::default().method(method).budget(budget)), document)
}

fn sentences(summarizer: &Summarizer, document: &Document) -> Vec<String> {
    let summary = summarizer.summarize(&document.article);
    summary.into_iter().flat_map(|s| s.sentences).map(|s| s.text).collect()
}
