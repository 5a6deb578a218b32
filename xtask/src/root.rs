//! The places that tasks work on, and the commands that they start.

use anyhow::{Context, bail};
use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// The top of the repository.
pub(crate) fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest).to_path_buf()
}

/// A folder of the reference data that lies beside the repository, where it exists.
pub(crate) fn shared(part: &str) -> Option<PathBuf> {
    Some(root().parent()?.join("shared").join(part)).filter(|path| path.exists())
}

/// The binary that the tests use too, built if need be: its answers are those of a release.
pub(crate) fn binary() -> anyhow::Result<PathBuf> {
    run(Command::new(cargo()).args(["build", "--bin", "offwire"]))?;
    Ok(target_dir().join("debug/offwire"))
}

/// Where cargo puts what it builds.
pub(crate) fn target_dir() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// The cargo that runs this task.
pub(crate) fn cargo() -> String {
    std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned())
}

/// Runs a command at the top of the repository, its output passed through; fails where it fails.
pub(crate) fn run(command: &mut Command) -> anyhow::Result<()> {
    if command.get_current_dir().is_none() {
        command.current_dir(root());
    }
    let status = command.status().with_context(|| format!("cannot start {command:?}"))?;
    if !status.success() {
        bail!("{command:?} ended with {status}");
    }
    Ok(())
}

/// Runs a command and gives its standard output.
pub(crate) fn output(command: &mut Command) -> anyhow::Result<Vec<u8>> {
    command.current_dir(root()).stderr(std::process::Stdio::inherit());
    let done = command.output().with_context(|| format!("cannot start {command:?}"))?;
    if !done.status.success() {
        bail!("{command:?} ended with {}", done.status);
    }
    Ok(done.stdout)
}

/// What `cargo metadata` says of the workspace; with its dependencies, or without.
pub(crate) fn metadata(with_dependencies: bool) -> anyhow::Result<serde_json::Value> {
    let mut command = Command::new(cargo());
    command.args(["metadata", "--format-version", "1", "--locked"]);
    if !with_dependencies {
        command.arg("--no-deps");
    }
    Ok(serde_json::from_slice(&output(&mut command)?)?)
}

/// The packages of a `cargo metadata` answer.
pub(crate) fn packages(metadata: &serde_json::Value) -> &[serde_json::Value] {
    metadata["packages"].as_array().map_or(&[], Vec::as_slice)
}
