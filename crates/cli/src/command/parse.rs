//! `offwire parse`

use crate::{
    args::{Global, Parse},
    exit::{ExitStatus, Result},
    output::Out,
    progress::Shown,
    setup,
    talk::Talk,
    work::{
        explain::ExplainWork,
        lines::{Line, Writing},
        parse::{COLUMNS, ParseWork, Written},
    },
};
use offwire_batch::{Finished, Pipeline, Settings, Work, unpack_by};
use offwire_parse::Parser;

pub(crate) fn run(args: &Parse, global: &Global, talk: &Talk) -> Result<ExitStatus> {
    let parser = setup::parser(&args.reading)?;
    let settings = setup::settings(&args.paths, &args.reading, Some(&args.files))?;
    let out = Out::new(global);
    let written = Written { format: out.format, style: out.style, width: out.width };
    let mut shown = Shown::new(global, talk);
    let finished = if args.explain {
        write(settings, parser.clone(), ExplainWork { parser, written }, out, &mut shown, &COLUMNS)?
    } else {
        let days = args.days.clone();
        let work = ParseWork { parser: parser.clone(), days, with_source: args.with_source, written };
        write(settings, parser, work, out, &mut shown, &COLUMNS)?
    };
    Ok(ExitStatus::of(&finished))
}

/// Reads everything and writes what the step makes of it.
pub(crate) fn write<W: Work<Output = Vec<Line>>>(
    settings: Settings,
    parser: Parser,
    work: W,
    mut out: Out,
    shown: &mut Shown,
    columns: &[&str],
) -> Result<Finished> {
    let mut writing = Writing::new(&mut out, columns);
    let finished = Pipeline::new(settings, unpack_by(parser), work)?.run(&mut writing, shown);
    shown.finish();
    let finished = finished?;
    writing.finish()?;
    Ok(finished)
}
