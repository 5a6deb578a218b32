//! The arrows between crates, as `docs/architecture.md` draws them.

use crate::root;
use anyhow::bail;
use std::collections::BTreeSet;

/// What each crate may depend on among ours.
const MAY_USE: &[(&str, &[&str])] = &[
    ("offwire-article", &[]),
    ("offwire-forest", &[]),
    ("offwire-parse", &["offwire-article", "offwire-forest"]),
    ("offwire-summarize", &["offwire-article", "offwire-forest"]),
    ("offwire-archive", &["offwire-article"]),
    ("offwire-batch", &["offwire-article", "offwire-parse", "offwire-archive"]),
    (
        "offwire-cli",
        &["offwire-article", "offwire-parse", "offwire-archive", "offwire-summarize", "offwire-batch"],
    ),
];

/// Heavy libraries and the crates that own them; `xtask` may use any.
const OWNED: &[(&str, &[&str])] = &[
    ("rusqlite", &["offwire-archive"]),
    ("rayon", &["offwire-batch"]),
    ("crossbeam-channel", &["offwire-batch"]),
    ("clap", &["offwire-cli"]),
    ("html5ever", &["offwire-parse"]),
    ("miette", &["offwire-cli"]),
    ("axum", &["offwire-cli"]),
    ("hyper", &["offwire-cli"]),
    ("tokio", &["offwire-cli"]),
    ("anyhow", &[]),
];

/// More packages than this in the lock file want a reason.
const LOCK_LIMIT: usize = 330;

/// Checks every edge.
pub(crate) fn run() -> anyhow::Result<()> {
    let metadata = root::metadata(false)?;
    let mut wrong = Vec::new();
    for package in root::packages(&metadata) {
        let name = package["name"].as_str().unwrap_or_default();
        if name != "xtask" {
            wrong.extend(wrong_edges(name, &direct_dependencies(package)));
        }
    }
    let locked = std::fs::read_to_string(root::root().join("Cargo.lock"))?.matches("[[package]]").count();
    if locked > LOCK_LIMIT {
        wrong.push(format!("Cargo.lock holds {locked} packages, more than {LOCK_LIMIT}"));
    }
    if !wrong.is_empty() {
        bail!("forbidden edges:\n  {}", wrong.join("\n  "));
    }
    println!("layers: every edge points down; {locked} packages locked (limit {LOCK_LIMIT})");
    Ok(())
}

/// Names of a package's direct dependencies that are built into it; those of its tests are left out.
fn direct_dependencies(package: &serde_json::Value) -> BTreeSet<&str> {
    let all = package["dependencies"].as_array().map_or(&[][..], Vec::as_slice);
    all.iter().filter(|d| d["kind"].is_null()).filter_map(|d| d["name"].as_str()).collect()
}

fn wrong_edges(name: &str, dependencies: &BTreeSet<&str>) -> Vec<String> {
    let allowed = MAY_USE.iter().find(|(n, _)| *n == name).map(|(_, allowed)| *allowed);
    let Some(allowed) = allowed else { return vec![format!("{name} is not in the map of crates")] };
    let ours = dependencies.iter().filter(|d| d.starts_with("offwire-") && !allowed.contains(d));
    let heavy = OWNED.iter().filter(|(d, owners)| dependencies.contains(d) && !owners.contains(&name));
    ours.copied().chain(heavy.map(|(d, _)| *d)).map(|d| format!("{name} -> {d}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edge_that_points_up_is_named() {
        let found = wrong_edges("offwire-article", &BTreeSet::from(["serde", "offwire-parse"]));
        assert_eq!(found, ["offwire-article -> offwire-parse"]);
    }

    #[test]
    fn a_heavy_library_has_one_owner() {
        assert_eq!(
            wrong_edges("offwire-parse", &BTreeSet::from(["rusqlite"])),
            ["offwire-parse -> rusqlite"]
        );
        assert!(wrong_edges("offwire-archive", &BTreeSet::from(["rusqlite", "offwire-article"])).is_empty());
    }

    #[test]
    fn a_crate_without_a_place_is_refused() {
        assert_eq!(
            wrong_edges("offwire-utils", &BTreeSet::new()),
            ["offwire-utils is not in the map of crates"]
        );
    }

    #[test]
    fn the_workspace_keeps_its_layers() {
        run().unwrap();
    }
}
