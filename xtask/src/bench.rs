//! Benchmarks that compare whole jobs; those of single functions are in `xtask/benches`.

use clap::{Args, Subcommand};

#[derive(Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {}

/// Runs one benchmark.
pub(crate) fn run(options: &Options) -> anyhow::Result<()> {
    match options.what {}
}
