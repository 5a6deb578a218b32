//! Offwire's own tasks: fixtures, evaluation, benchmarks, training and release checks.
//!
//! `cargo xtask help` lists them. One file holds one command; this one only dispatches.

use clap::{Parser, Subcommand};

mod bench;
mod ci;
mod crash;
mod demo;
mod docs;
mod eval;
mod extract;
mod fields;
mod layers;
mod licences;
mod package;
mod root;
mod train;

#[derive(Parser)]
#[command(name = "xtask", about = "Offwire's own tasks", disable_version_flag = true)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Imports the fixtures into an archive and prints a paragraph about each story
    Demo,
    /// Runs everything that continuous integration runs
    Ci,
    /// Fails on a forbidden edge between crates, or on a lock file that grew beyond its limit
    Layers,
    /// Fails on a dependency whose licence is not allowed in deny.toml
    Licences,
    /// Packs every crate, then tests it from its tarball
    Package(package::Options),
    /// Writes the generated pages of docs/ (--check: fails where one is out of date)
    Docs(docs::Options),
    /// Trains a model from the benchmark sets
    Train(train::Options),
    /// Evaluates against the benchmark sets and the floors of fixtures/eval/floors.toml
    Eval(eval::Options),
    /// Runs benchmarks and prints ratios
    Bench(bench::Options),
    /// Kills imports at random moments and compares what comes of them with an undisturbed one
    Crash(crash::Options),
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().task {
        Task::Demo => demo::run(),
        Task::Ci => ci::run(),
        Task::Layers => layers::run(),
        Task::Licences => licences::run(),
        Task::Package(options) => package::run(&options),
        Task::Docs(options) => docs::run(&options),
        Task::Train(options) => train::run(&options),
        Task::Eval(options) => eval::run(&options),
        Task::Bench(options) => bench::run(&options),
        Task::Crash(options) => crash::run(&options),
    }
}
