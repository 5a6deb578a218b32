//! Spans of days that hold none, refused before any work.

use crate::{
    args::{Command, Days},
    exit::{Failure, Result},
};
use offwire_archive::Filter;

/// Refuses `--until` before `--since`.
pub(super) fn check(command: &Command) -> Result<()> {
    let Some(Days { since, until }) = days(command) else { return Ok(()) };
    let filter = Filter { since: *since, until: *until, ..Filter::default() };
    if filter.ends_before_it_begins() {
        return Err(Failure::usage("no day is in between: --until lies before --since"));
    }
    Ok(())
}

fn days(command: &Command) -> Option<&Days> {
    match command {
        Command::Import(args) => Some(&args.days),
        Command::Parse(args) => Some(&args.days),
        Command::Timeline(args) => Some(&args.days),
        Command::Search(args) => Some(&args.filters.days),
        Command::List(args) => Some(&args.filters.days),
        Command::Stats(args) => Some(&args.filters.days),
        Command::Digest(args) => Some(&args.filters.days),
        Command::Export(args) => Some(&args.filters.days),
        _ => None,
    }
}
