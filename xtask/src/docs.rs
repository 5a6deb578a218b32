//! Pages of `docs/` that are written from code.

use crate::root;
use anyhow::{Context, bail};
use clap::Args;
use offwire_parse::{Family, FormatInfo};
use std::{fmt::Write, fs};

#[derive(Args)]
pub(crate) struct Options {
    /// Fails where a page is out of date, and writes nothing
    #[arg(long)]
    check: bool,
}

/// Writes or checks every generated page.
pub(crate) fn run(options: &Options) -> anyhow::Result<()> {
    if options.check { check() } else { write() }
}

/// The generated pages: path and text.
fn pages() -> Vec<(&'static str, String)> {
    vec![("docs/formats.md", formats(offwire_parse::formats()))]
}

/// The table of formats, family by family, as `offwire formats` has it.
fn formats(table: &[FormatInfo]) -> String {
    let mut text = String::from(
        "# Formats\n\n<!-- Written by `cargo xtask docs`; edit the table in the code. -->\n\n\
         Every format that `offwire import` and `offwire parse` read, as `offwire formats` prints it.\n\
         A file is told by its content; its name only decides between readings that are both possible.\n\
         Containers nest in any order.\n\
         The name in the first column is what `--format` takes.\n",
    );
    let mut family: Option<Family> = None;
    for info in table {
        if family.replace(info.family) != Some(info.family) {
            let _ = write!(text, "\n## {}\n\n", info.family.title());
            text.push_str("| name | what it is | recognised by | an example | kept | not kept |\n|---|---|---|---|---|---|\n");
        }
        let cells = [info.title, info.recognised, info.example, info.kept, info.not_kept];
        let _ = write!(text, "| `{}` |", info.name);
        for (at, cell) in cells.into_iter().enumerate() {
            let cell = cell.replace('\n', " ⏎ ");
            let _ = if at == 2 {
                write!(text, " {} |", code(&cell))
            } else {
                write!(text, " {} |", escaped(&cell))
            };
        }
        text.push('\n');
    }
    text
}

/// A cell in which markup of the example stays what it is.
fn code(cell: &str) -> String {
    format!("<code>{}</code>", escaped(cell))
}

fn escaped(cell: &str) -> String {
    let mut text = String::new();
    for (at, part) in cell.split('`').enumerate() {
        if at % 2 == 1 {
            let _ = write!(text, "`{}`", part.replace('|', "\\|"));
        } else {
            let part =
                part.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('|', "\\|");
            text.push_str(&part.replace('*', "\\*"));
        }
    }
    text
}

fn write() -> anyhow::Result<()> {
    for (path, text) in pages() {
        fs::write(root::root().join(path), text).context(path)?;
    }
    Ok(())
}

/// Fails where a page is out of date.
pub(crate) fn check() -> anyhow::Result<()> {
    for (path, text) in pages() {
        if fs::read_to_string(root::root().join(path)).unwrap_or_default() != text {
            bail!("{path} is out of date: run `cargo xtask docs`");
        }
    }
    println!("docs: the generated pages are current");
    Ok(())
}
