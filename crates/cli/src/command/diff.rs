//! `offwire diff`

use crate::{
    args::{Diff, Global},
    exit::{ExitStatus, Result},
    output::{Out, wrap},
};
use offwire_archive::Change;

const COLUMNS: [&str; 4] = ["change", "text", "before", "after"];

pub(crate) fn run(args: &Diff, global: &Global) -> Result<ExitStatus> {
    let mut changes = super::reading(global)?.diff(&args.before, &args.after)?;
    if !args.all {
        changes.retain(|change| !matches!(change, Change::Same { .. }));
    }
    let mut out = Out::new(global);
    out.list(&COLUMNS, &changes, line)?;
    out.finish()?;
    Ok(ExitStatus::Done)
}

fn line(out: &mut Out, change: &Change) -> Result<()> {
    let width = out.width;
    let gone = |text: &str| out.style.red(&marked(text, "- ", width));
    let come = |text: &str| out.style.green(&marked(text, "+ ", width));
    let text = match change {
        Change::Same { text } => marked(text, "  ", width),
        Change::Removed { text } => gone(text),
        Change::Added { text } => come(text),
        Change::Changed { before, after } => format!("{}\n{}", gone(before), come(after)),
        _ => return Ok(()),
    };
    out.line(text)
}

/// The sentence with the mark before its first line.
fn marked(text: &str, mark: &str, width: usize) -> String {
    let wrapped = wrap(text, width, "  ");
    format!("{mark}{}", wrapped.strip_prefix("  ").unwrap_or(&wrapped))
}
