//! Benchmarks that compare whole jobs; those of single functions are in `xtask/benches`.

pub(crate) mod corpus;
mod extract;
mod import;

use clap::{Args, Subcommand};

#[derive(Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Generates a corpus by a seed, imports it, and prints rates, memory, sizes and each stage's share
    Import(import::Options),
    /// Reads the pages of the extraction sets on one thread, beside html5ever and what users would pick instead
    Extract(extract::Options),
}

/// Runs one benchmark.
pub(crate) fn run(options: &Options) -> anyhow::Result<()> {
    match &options.what {
        What::Import(options) => import::run(options),
        What::Extract(options) => extract::run(options),
    }
}
