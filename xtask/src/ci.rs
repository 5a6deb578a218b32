//! Everything that continuous integration runs, in the order in which it fails fastest.

use crate::{docs, eval, layers, licences, package, root};
use std::process::Command;

/// Runs every check.
pub(crate) fn run() -> anyhow::Result<()> {
    layers::run()?;
    licences::run()?;
    cargo(&["fmt", "--all", "--check"])?;
    cargo(&["clippy", "--workspace", "--all-targets", "--quiet", "--", "--deny", "warnings"])?;
    root::run(
        Command::new(root::cargo())
            .args(["doc", "--workspace", "--no-deps", "--document-private-items", "--quiet"])
            .env("RUSTDOCFLAGS", "--deny warnings"),
    )?;
    docs::check()?;
    eval::check()?;
    package::run()?;
    cargo(&["test", "--workspace"])
}

fn cargo(arguments: &[&str]) -> anyhow::Result<()> {
    println!("$ cargo {}", arguments.join(" "));
    root::run(Command::new(root::cargo()).args(arguments).env("INSTA_UPDATE", "no").env("CI", "true"))
}
