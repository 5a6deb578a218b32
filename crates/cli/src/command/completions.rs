//! `offwire completions`

use crate::{
    args::{Cli, Completions, Global},
    exit::{ExitStatus, Result},
    output::Out,
};
use clap::CommandFactory;

pub(crate) fn run(args: &Completions, global: &Global) -> Result<ExitStatus> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "offwire", &mut script);
    let mut out = Out::new(global);
    out.raw(&script)?;
    out.finish()?;
    Ok(ExitStatus::Done)
}
