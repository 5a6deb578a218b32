//! Training of the models that the crates carry.

use clap::{Args, Subcommand};

mod extract;
mod fields;
pub(crate) mod summary;

#[derive(Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    model: Model,
}

#[derive(Subcommand)]
enum Model {
    /// The body model: which blocks of a page or dump are the article
    Extract(extract::Options),
    /// The rankers of fields: headline, date and authors of pages and dumps
    Fields(fields::Options),
    /// The summary model: which sentences make the paragraph
    Summary(summary::Options),
}

/// Trains one model.
pub(crate) fn run(options: &Options) -> anyhow::Result<()> {
    match &options.model {
        Model::Extract(options) => extract::run(options),
        Model::Fields(options) => fields::run(options),
        Model::Summary(options) => summary::run(options),
    }
}
