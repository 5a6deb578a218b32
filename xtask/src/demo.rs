//! The main job on the fixtures: pages in, an archive and a paragraph about each story out.

use crate::root;
use std::process::Command;

/// Builds the command, imports `fixtures/pages` into an archive and shows what came of it.
pub(crate) fn run() -> anyhow::Result<()> {
    let offwire = root::binary()?;
    let archive = root::target_dir().join("demo.db");
    for old in ["demo.db", "demo.db-wal", "demo.db-shm"] {
        let _ = std::fs::remove_file(root::target_dir().join(old));
    }
    let step = |arguments: &[&str]| {
        eprintln!("\n$ offwire {}", arguments.join(" "));
        root::run(Command::new(&offwire).args(arguments).env("OFFWIRE_ARCHIVE", &archive))
    };
    step(&[
        "import",
        "fixtures/pages",
        "--include",
        "page.*",
        "--exclude",
        "**/feed-index/*",
        "--output",
        "text",
    ])?;
    step(&["search", "harbour", "--output", "text"])?;
    step(&[
        "summarize",
        "fixtures/pages/portal-ticker/page.txt",
        "fixtures/pages/modern-jsonld/page.html",
        "--output",
        "text",
    ])
}
