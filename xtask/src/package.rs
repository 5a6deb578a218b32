//! Each crate packed as it would be published, then checked or tested from its tarball.

use crate::root;
use anyhow::{Context, bail};
use flate2::read::GzDecoder;
use std::{
    collections::BTreeSet,
    fmt::Write,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// How to go about it.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Type-checks the tests and does not run them: with every file of a crate in its tarball, they give there
    /// what they give in the repository
    #[arg(long)]
    pub(crate) check: bool,
}

/// Packs all crates, unpacks them side by side into a workspace of their own, and runs their tests there.
pub(crate) fn run(options: &Options) -> anyhow::Result<()> {
    let verb = if options.check { "check" } else { "test" };
    let names = published()?;
    for name in &names {
        check_manifest(name)?;
    }
    root::run(Command::new(root::cargo()).args([
        "package",
        "--quiet",
        "--workspace",
        "--exclude",
        "xtask",
        "--no-verify",
        "--allow-dirty",
        // The tarballs are checked against each other below; asking a registry for them can only wait.
        "--offline",
    ]))?;
    let place = root::target_dir().join("package-check");
    if place.exists() {
        fs::remove_dir_all(&place)?;
    }
    fs::create_dir_all(&place)?;
    for name in &names {
        unpack(name, &place)?;
        check_files(name, &place)?;
    }
    fs::write(place.join("Cargo.toml"), workspace(&names))?;
    fs::copy(root::root().join("Cargo.lock"), place.join("Cargo.lock"))?;
    let mut command = Command::new(root::cargo());
    command.args([verb, "--quiet", "--workspace", "--target-dir"]).arg(root::target_dir());
    if options.check {
        command.arg("--all-targets");
    }
    root::run(command.current_dir(&place))?;
    println!("package: {} crates pass `cargo {verb}` from their tarballs", names.len());
    Ok(())
}

/// Fails where a file of a crate's folder is not in its tarball.
fn check_files(name: &str, place: &Path) -> anyhow::Result<()> {
    let folder = format!("crates/{}", name.trim_start_matches("offwire-"));
    let listed = root::output(Command::new("git").args(["ls-files", "-z", &folder]))?;
    let listed = String::from_utf8_lossy(&listed).into_owned();
    let unpacked = place.join(format!("{name}-{}", env!("CARGO_PKG_VERSION")));
    let missing: BTreeSet<&str> = listed
        .split_terminator('\0')
        .filter_map(|path| path.strip_prefix(&folder)?.strip_prefix('/'))
        // A package of its own, for the fuzzer alone.
        .filter(|path| !path.starts_with("fuzz/"))
        .filter(|path| !unpacked.join(path).exists())
        .collect();
    if listed.is_empty() || !missing.is_empty() {
        bail!("{name}: not in the tarball: {missing:?}");
    }
    Ok(())
}

/// Names of the packages that are published.
fn published() -> anyhow::Result<Vec<String>> {
    let metadata = root::metadata(false)?;
    let names = root::packages(&metadata)
        .iter()
        .filter(|p| !p["publish"].is_array())
        .filter_map(|p| p["name"].as_str().map(str::to_owned));
    Ok(names.collect())
}

/// What a registry asks of a crate, and what its reader does.
fn check_manifest(name: &str) -> anyhow::Result<()> {
    let metadata = root::metadata(false)?;
    let package = root::packages(&metadata).iter().find(|p| p["name"] == *name).context("package")?;
    for field in ["description", "license", "readme", "repository", "rust_version"] {
        if package[field].as_str().is_none_or(str::is_empty) {
            bail!("{name} has no {field}");
        }
    }
    if package["keywords"].as_array().is_none_or(Vec::is_empty) {
        bail!("{name} has no keywords");
    }
    let folder = Path::new(package["manifest_path"].as_str().unwrap_or_default()).with_file_name("README.md");
    let readme = fs::read_to_string(&folder).with_context(|| folder.display().to_string())?;
    if readme.lines().count() < 10 {
        bail!("{name}: README.md says too little: what it does, one example, what it is not");
    }
    Ok(())
}

fn unpack(name: &str, place: &Path) -> anyhow::Result<()> {
    let version = env!("CARGO_PKG_VERSION");
    let tarball: PathBuf = root::target_dir().join(format!("package/{name}-{version}.crate"));
    let file = fs::File::open(&tarball).with_context(|| tarball.display().to_string())?;
    let mut archive = tar::Archive::new(GzDecoder::new(file));
    // All files of a tarball are of one day in 2006: with that, cargo would take the build before for this one's.
    archive.set_preserve_mtime(false);
    archive.unpack(place)?;
    Ok(())
}

/// A manifest in which each crate finds the others in their unpacked tarballs.
fn workspace(names: &[String]) -> String {
    let version = env!("CARGO_PKG_VERSION");
    let mut text =
        String::from("[workspace]\nresolver = \"3\"\nmembers = [\"offwire-*\"]\n\n[patch.crates-io]\n");
    for name in names {
        let _ = writeln!(text, "{name} = {{ path = \"{name}-{version}\" }}");
    }
    let profile = fs::read_to_string(root::root().join("Cargo.toml")).unwrap_or_default();
    if let Some(at) = profile.find("[profile.dev]") {
        let _ = write!(text, "\n{}", &profile[at..]);
    }
    text
}
