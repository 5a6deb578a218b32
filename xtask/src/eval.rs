//! Evaluation against the benchmark sets, where they lie beside the repository.

use clap::{Args, Subcommand};

mod digest;
mod duplicates;
mod extract;
mod fields;
mod floors;
mod summary;

#[derive(Args)]
pub(crate) struct Options {
    /// Fails where a figure lies below its floor in fixtures/eval/floors.toml
    #[arg(long)]
    check: bool,
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Subcommand)]
enum What {
    /// Prints the figures of the binary beside their floors
    Floors,
    /// Cross-validates the body model by site
    Extract(extract::Options),
    /// Cross-validates the rankers of headline, date and authors by site
    Fields(fields::Options),
    /// Measures digests of clusters made from a set that the model never saw
    Digest(digest::Options),
    /// Scores copies, versions and reprints against planted truth
    Duplicates(duplicates::Options),
    /// Cross-validates the summary model, and measures it on sets that it never saw
    Summary(summary::Options),
}

/// Runs one evaluation.
pub(crate) fn run(options: &Options) -> anyhow::Result<()> {
    match &options.what {
        Some(What::Floors) => floors::run(options.check),
        Some(What::Extract(options)) => extract::run(options),
        Some(What::Fields(options)) => fields::run(options),
        Some(What::Digest(options)) => digest::run(options),
        Some(What::Duplicates(options)) => duplicates::run(options),
        Some(What::Summary(options)) => summary::run(options),
        None => floors::run(true),
    }
}

/// The check that continuous integration makes.
pub(crate) fn check() -> anyhow::Result<()> {
    floors::run(true)
}
