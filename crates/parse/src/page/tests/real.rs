//! Pages of real newspapers, where they lie beside the repository.

use super::html5lib::shared;
use super::*;
use std::io::Read;
use std::path::PathBuf;

fn paths() -> Vec<PathBuf> {
    let Some(root) = shared("bench/extract") else { return Vec::new() };
    let folders = std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path().join("pages"));
    let folders = folders.filter(|folder| folder.is_dir());
    let mut paths: Vec<_> = folders
        .flat_map(|folder| std::fs::read_dir(folder).unwrap())
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "gz"));
    paths.sort();
    paths
}

pub(super) fn unpack(path: &PathBuf) -> Vec<u8> {
    let mut raw = Vec::new();
    flate2::read::MultiGzDecoder::new(std::fs::File::open(path).unwrap()).read_to_end(&mut raw).unwrap();
    raw
}

/// Some of them; all where the environment asks for it.
pub(super) fn some_paths() -> Vec<PathBuf> {
    let step = if std::env::var_os("OFFWIRE_ALL_PAGES").is_some() { 1 } else { 30 };
    paths().into_iter().step_by(step).collect()
}

#[test]
fn same_tree_as_html5ever() {
    let paths = some_paths();
    let (mut wrong, mut marked) = (Vec::new(), 0);
    for path in &paths {
        let raw = unpack(path);
        marked += usize::from(is_marked(&raw));
        if std::str::from_utf8(&raw).is_ok() {
            wrong.extend(difference(&raw).map(|difference| format!("{}\n{difference}", path.display())));
        }
    }
    println!(
        "{} pages, {marked} of them not modelled by the light tree, {} differ",
        paths.len(),
        wrong.len()
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
