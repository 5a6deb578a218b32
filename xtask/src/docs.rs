//! Pages of `docs/` that are written from code.

use crate::root;
use anyhow::{Context, bail};
use clap::Args;
use std::fs;

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
    Vec::new()
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
