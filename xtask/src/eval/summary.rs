//! Figures of the summarizer: cross-validation on what it learns from, transfer to what it never saw.

use crate::train::summary::{FOLDS, Material, jobs::side_by_side, levels::Settings, material, outer_fold};
use clap::Args;
use material::Document;
use offwire_summarize::{
    Budget, Method, Model, Summarizer, SummaryOptions,
    eval::{Comparison, EvalOptions, Gold, Prediction, Report, pair},
};
use std::sync::Arc;

#[derive(Args)]
pub(crate) struct Options {
    /// Leaves out the cross-validation, which trains five models
    #[arg(long)]
    quick: bool,
    /// Also runs every other method on the sets
    #[arg(long)]
    methods: bool,
}

/// Sets that no model is trained on.
const UNSEEN: [&str; 3] = ["cnndm_val500", "xsum", "bbc"];

/// Limits of the benchmark, with their names.
fn limits() -> [(&'static str, Budget); 2] {
    [("75 words", Budget::words(75)), ("3 sentences", Budget::sentences(3))]
}

/// Prints the tables of docs/evaluation.md.
pub(crate) fn run(options: &Options) -> anyhow::Result<()> {
    head("Sets that the model never saw");
    for name in UNSEEN {
        let documents = material::load(name)?;
        for (limit, budget) in limits() {
            compare(name, limit, budget, &documents, |document, budget| {
                shipped(Method::News, document, budget)
            });
        }
        if options.methods {
            methods(name, &documents);
        }
    }
    if !options.quick {
        cross_validate()?;
    }
    Ok(())
}

fn cross_validate() -> anyhow::Result<()> {
    let learned = Material::load()?;
    let folds: Vec<usize> = (0..FOLDS).collect();
    let fit = |fold: &usize| Ok(Arc::new(learned.fit(&Settings::default(), |d| outer_fold(d) == *fold)?));
    let models: Vec<Arc<Model>> = side_by_side(&folds, fit)?;
    let documents = material::load("cnn_corpus")?;
    let flat: Vec<Document> = documents.iter().map(Document::flat).collect();
    head("Cross-validation in five folds");
    for (name, documents) in [("cnn_corpus", &documents), ("cnn_corpus, flat", &flat)] {
        for (limit, budget) in limits() {
            compare(name, limit, budget, documents, |document, budget| {
                let options = SummaryOptions::default().budget(budget);
                let model = models.get(outer_fold(document)).cloned();
                let summarizer = Summarizer::new(options);
                let summarizer = model.into_iter().fold(summarizer, Summarizer::with_model);
                sentences(&summarizer, document)
            });
        }
    }
    Ok(())
}

fn head(title: &str) {
    println!("\n## {title}\n");
    println!(
        "| set, limit | lead R1 / R2 / RLsum | news R1 / R2 / RLsum | words | difference R1 (error) | R2 (error) | opens badly | loose | dangling | unbalanced | furniture | over |"
    );
    println!("|---|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
}

fn compare(
    name: &str,
    limit: &str,
    budget: Budget,
    documents: &[Document],
    summarize: impl Fn(&Document, Budget) -> Vec<String>,
) {
    let options = EvalOptions::default().resamples(0).budget(budget);
    let lead = report(documents, &options, |document| shipped(Method::Lead, document, budget));
    let news = report(documents, &options, |document| summarize(document, budget));
    let difference = Comparison::of(&lead, &news, &options);
    let scores = |r: &Report| format!("{:.2} / {:.2} / {:.2}", r.rouge1.f1, r.rouge2.f1, r.rouge_lsum.f1);
    let found = &news.readability;
    println!(
        "| {name}, {limit} | {} | {} | {:.1} | {:+.2} ({:.2}) | {:+.2} ({:.2}) | {} | {} | {} | {} | {} | {} |",
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
        found.over_budget,
    );
}

/// One line for each other method.
fn methods(name: &str, documents: &[Document]) {
    let options = EvalOptions::default().resamples(0);
    for method in Method::all() {
        let found = report(documents, &options, |document| shipped(method, document, Budget::words(75)));
        println!(
            "| {name}, 75 words: {method} | | {:.2} / {:.2} / {:.2} | {:.1} | | | | | | | | |",
            found.rouge1.f1, found.rouge2.f1, found.rouge_lsum.f1, found.mean_words
        );
    }
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
