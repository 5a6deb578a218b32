//! `offwire formats`

use crate::{
    args::Global,
    exit::{ExitStatus, Result},
    output::{Out, wrap},
};
use serde::Serialize;

const COLUMNS: [&str; 7] = ["name", "title", "family", "recognised", "example", "kept", "not_kept"];

#[derive(Serialize)]
struct Row {
    name: &'static str,
    title: &'static str,
    family: &'static str,
    recognised: &'static str,
    example: &'static str,
    kept: &'static str,
    not_kept: &'static str,
}

pub(crate) fn run(global: &Global) -> Result<ExitStatus> {
    let rows: Vec<Row> = offwire_parse::formats()
        .iter()
        .map(|format| Row {
            name: format.name,
            title: format.title,
            family: format.family.title(),
            recognised: format.recognised,
            example: format.example,
            kept: format.kept,
            not_kept: format.not_kept,
        })
        .collect();
    let mut out = Out::new(global);
    out.list(&COLUMNS, &rows, text)?;
    out.finish()?;
    Ok(ExitStatus::Done)
}

fn text(out: &mut Out, row: &Row) -> Result<()> {
    out.line(format!("{}  {} ({})", out.style.bold(row.name), row.title, row.family))?;
    let facts = [
        ("recognised", row.recognised),
        ("example", row.example),
        ("kept", row.kept),
        ("not kept", row.not_kept),
    ];
    for (name, fact) in facts.iter().filter(|(_, fact)| !fact.is_empty()) {
        out.line(wrap(&format!("{name}: {fact}"), out.width, "    "))?;
    }
    out.line("")
}
