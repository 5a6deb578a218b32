//! `offwire history`

use crate::{
    args::Global,
    exit::{ExitStatus, Result},
    output::{Out, number, seconds, visible},
};
use offwire_archive::Run;

const COLUMNS: [&str; 14] = [
    "id",
    "kind",
    "version",
    "started",
    "finished",
    "outcome",
    "read",
    "imported",
    "duplicates",
    "new_versions",
    "excluded",
    "quarantined",
    "seconds",
    "inputs",
];

pub(crate) fn run(global: &Global) -> Result<ExitStatus> {
    let runs = super::reading(global)?.history()?;
    let mut out = Out::new(global);
    out.list(&COLUMNS, &runs, line)?;
    out.finish()?;
    Ok(ExitStatus::Done)
}

fn line(out: &mut Out, run: &Run) -> Result<()> {
    let outcome = run.outcome.as_deref().unwrap_or("not finished");
    let took = run.seconds.map_or_else(String::new, |s| format!(" in {}", seconds(s)));
    let id = out.style.cyan(&format!("{:>4}", run.id.number()));
    out.line(format!("{id}  {}  {} {}  {outcome}{took}", run.started, run.kind, run.version))?;
    let counts = &run.counts;
    out.line(format!(
        "      {} read: {} imported, {} duplicates, {} new versions, {} excluded, {} quarantined",
        number(counts.read),
        number(counts.imported),
        number(counts.duplicates),
        number(counts.new_versions),
        number(counts.excluded),
        number(counts.quarantined)
    ))?;
    out.line(out.style.dim(&format!("      {}", visible(&run.inputs.join(" ")))))
}
