//! `offwire man`

use crate::{
    args::{Cli, Global, Man},
    exit::{ExitStatus, Failure, Result},
    output::Out,
    talk::Talk,
};
use clap::CommandFactory;

pub(crate) fn run(args: &Man, global: &Global, talk: &Talk) -> Result<ExitStatus> {
    let Some(folder) = &args.into else {
        let mut page = Vec::new();
        clap_mangen::Man::new(Cli::command()).render(&mut page)?;
        let mut out = Out::new(global);
        out.raw(&page)?;
        out.finish()?;
        return Ok(ExitStatus::Done);
    };
    std::fs::create_dir_all(folder)
        .and_then(|()| clap_mangen::generate_to(Cli::command(), folder))
        .map_err(|e| Failure::file(folder, &e))?;
    talk.note(format!("the pages are in {}", offwire_batch::display_name(folder)));
    Ok(ExitStatus::Done)
}
