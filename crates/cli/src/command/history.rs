//! `offwire history`

use crate::{
    args::Global,
    exit::{ExitStatus, Result},
    output::{Out, count, number, seconds, visible},
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
    let mut runs = super::reading(global)?.history()?;
    for run in &mut runs {
        // The ledger knows of a run that ended early; its report says that nobody interrupted it.
        if run.report["ended"] == "too-many-errors" {
            run.outcome = Some("too-many-errors".into());
        }
    }
    let mut out = Out::new(global);
    out.list(&COLUMNS, &runs, line)?;
    out.finish()?;
    Ok(ExitStatus::Done)
}

fn line(out: &mut Out, run: &Run) -> Result<()> {
    let outcome = match run.outcome.as_deref() {
        Some("too-many-errors") => "stopped by its limit of failed records",
        outcome => outcome.unwrap_or("not finished"),
    };
    let took = run.seconds.map_or_else(String::new, |s| format!(" in {}", seconds(s)));
    let id = out.style.cyan(&format!("{:>4}", run.id.number()));
    out.line(format!("{id}  {}  {} {}  {outcome}{took}", run.started, run.kind, run.version))?;
    let counts = &run.counts;
    out.line(format!(
        "      {} read: {} imported, {}, {}, {} excluded, {} quarantined",
        count(counts.read, "record"),
        number(counts.imported),
        count(counts.duplicates, "duplicate"),
        count(counts.new_versions, "new version"),
        number(counts.excluded),
        number(counts.quarantined)
    ))?;
    out.line(out.style.dim(&format!("      {}", visible(&run.inputs.join(" ")))))
}
