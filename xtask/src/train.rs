//! Training of the models that the crates carry.

use clap::{Args, Subcommand};

#[derive(Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    model: Model,
}

#[derive(Subcommand)]
enum Model {}

/// Trains one model.
pub(crate) fn run(options: &Options) -> anyhow::Result<()> {
    match options.model {}
}
