//! The commands, one file each: options in, one library call, output out.

mod care;
mod completions;
mod days;
mod diff;
mod digest;
mod eval;
mod export;
mod formats;
mod history;
mod import;
mod info;
mod list;
mod man;
mod parse;
mod quarantine;
mod repair;
mod reparse;
pub(crate) mod search;
mod serve;
mod show;
mod stats;
mod stories;
mod summarize;
pub(crate) mod timeline;
mod verify;
mod writes;

use crate::{
    args::{Cli, Command, Global},
    exit::{ExitStatus, Result},
    talk::Talk,
};
use offwire_archive::Archive;

/// Runs the command that the user asked for.
pub(crate) fn run(cli: Cli, talk: &Talk) -> Result<ExitStatus> {
    let global = &cli.global;
    writes::check(&cli.command, global.output)?;
    days::check(&cli.command)?;
    match cli.command {
        Command::Import(args) => import::run(&args, global, talk),
        Command::Parse(args) => parse::run(&args, global, talk),
        Command::Summarize(args) => summarize::run(&args, global, talk),
        Command::Search(args) => search::run(&args, global, talk),
        Command::Show(args) => show::run(&args, global, talk),
        Command::List(args) => list::run(&args, global, talk),
        Command::Stats(args) => stats::run(&args, global),
        Command::Quarantine(args) => quarantine::run(&args, global, talk),
        Command::Diff(args) => diff::run(&args, global),
        Command::Digest(args) => digest::run(&args, global, talk),
        Command::Stories(args) => stories::run(&args, global, talk),
        Command::Export(args) => export::run(&args, global, talk),
        Command::Reparse(args) => reparse::run(&args, global, talk),
        Command::Timeline(args) => timeline::run(&args, global),
        Command::Formats => formats::run(global),
        Command::Serve(args) => serve::run(&args, global, talk),
        Command::Info => info::run(global),
        Command::Verify => verify::run(global),
        Command::History => history::run(global),
        Command::Repair => repair::run(global, talk),
        Command::Backup(args) => care::backup(&args, global, talk),
        Command::Merge(args) => care::merge(&args, global, talk),
        Command::Optimize => care::optimize(global),
        Command::Eval(args) => eval::run(&args, global, talk),
        Command::Completions(args) => completions::run(&args, global),
        Command::Man(args) => man::run(&args, global, talk),
    }
}

/// The archive, for reading.
fn reading(global: &Global) -> Result<Archive> {
    Ok(Archive::open_read_only(&global.archive)?)
}

/// The archive, for writing; it must be there.
fn writing(global: &Global) -> Result<Archive> {
    Ok(Archive::open(&global.archive)?)
}
