//! `offwire info`

use crate::{
    args::Global,
    exit::{ExitStatus, Result},
    output::{Out, bytes, number, table},
};
use offwire_archive::Info;

pub(crate) fn run(global: &Global) -> Result<ExitStatus> {
    let info = super::reading(global)?.info()?;
    let mut out = Out::new(global);
    out.one(&info, |out, info| {
        out.raw(table(&facts(info)).as_bytes())?;
        if info.tables.is_empty() {
            return Ok(());
        }
        out.line(format!("\n{}", out.style.bold("tables and indexes")))?;
        let sizes: Vec<Vec<String>> =
            info.tables.iter().map(|(name, n)| vec![name.clone(), bytes(*n)]).collect();
        out.raw(table(&sizes).as_bytes())
    })?;
    out.finish()?;
    Ok(ExitStatus::Done)
}

fn facts(info: &Info) -> Vec<Vec<String>> {
    let row = |name: &str, value: String| vec![name.to_owned(), value];
    let (held, packed) = (bytes(info.source_bytes), bytes(info.packed_bytes));
    vec![
        row("archive", info.path.clone()),
        row("size", bytes(info.bytes)),
        row("schema", info.schema.to_string()),
        row("SQLite", info.sqlite.clone()),
        row("articles", number(info.articles)),
        row("summaries", number(info.summaries)),
        row("sources", format!("{} ({held}, packed to {packed})", number(info.sources))),
        row("files", number(info.files)),
        row("quarantined", number(info.quarantined)),
        row("runs", number(info.runs)),
    ]
}
