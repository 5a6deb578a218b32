//! Everything that continuous integration runs, in the order in which it fails fastest.

use crate::{docs, eval, layers, licences, package, root};
use std::{process::Command, time::Instant};

/// Runs every check.
pub(crate) fn run() -> anyhow::Result<()> {
    step("layers", layers::run)?;
    step("licences", licences::run)?;
    cargo(&["fmt", "--all", "--check"])?;
    cargo(&["clippy", "--workspace", "--all-targets", "--quiet", "--", "--deny", "warnings"])?;
    step("doc", doc)?;
    step("docs", docs::check)?;
    step("floors", eval::check)?;
    step("package", || package::run(&package::Options { check: true }))?;
    cargo(&["test", "--workspace"])
}

/// One check, with the seconds that it took: the whole must end in 25 minutes, and this says where they go.
fn step(name: &str, check: fn() -> anyhow::Result<()>) -> anyhow::Result<()> {
    let start = Instant::now();
    check()?;
    println!("{name}: passed in {:.0} s", start.elapsed().as_secs_f32());
    Ok(())
}

fn doc() -> anyhow::Result<()> {
    root::run(
        Command::new(root::cargo())
            .args(["doc", "--workspace", "--no-deps", "--document-private-items", "--quiet"])
            .env("RUSTDOCFLAGS", "--deny warnings"),
    )
}

fn cargo(arguments: &[&str]) -> anyhow::Result<()> {
    println!("$ cargo {}", arguments.join(" "));
    let start = Instant::now();
    root::run(Command::new(root::cargo()).args(arguments).env("INSTA_UPDATE", "no").env("CI", "true"))?;
    println!("cargo {}: passed in {:.0} s", arguments[0], start.elapsed().as_secs_f32());
    Ok(())
}
