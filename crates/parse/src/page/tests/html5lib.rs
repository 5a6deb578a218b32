//! The inputs of html5lib-tests, where they lie beside the repository.

use super::{difference, is_marked};
use std::path::{Path, PathBuf};

/// The folder of shared reference data, or `None` with a word about it.
pub(super) fn shared(part: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(part);
    if !root.exists() {
        println!("skipped: {} is not there", root.display());
        return None;
    }
    Some(root)
}

fn files(folder: PathBuf, extension: &str) -> Vec<String> {
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|found| found == extension));
    paths.sort();
    paths.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect()
}

/// The pages of the tree construction tests: whole documents with scripting.
fn pages(file: &str) -> Vec<String> {
    let cases = file.split("#data\n").skip(1);
    let cases =
        cases.filter(|case| !case.contains("\n#document-fragment\n") && !case.contains("\n#script-off\n"));
    cases.filter_map(|case| Some(case.split_once("\n#errors\n")?.0.to_owned())).collect()
}

#[test]
fn tree_construction() {
    let Some(folder) = shared("bench/html-reading/html5lib-tests/tree-construction") else { return };
    let pages: Vec<String> = files(folder, "dat").iter().flat_map(|file| pages(file)).collect();
    assert!(pages.len() > 1000, "only {} pages", pages.len());
    let wrong: Vec<String> =
        pages.iter().filter_map(|page| Some(format!("{page:?}\n{}", difference(page.as_bytes())?))).collect();
    let marked = pages.iter().filter(|page| is_marked(page.as_bytes())).count();
    println!(
        "{} pages, {marked} of them not modelled by the light tree, {} differ",
        pages.len(),
        wrong.len()
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn tokenizer() {
    let Some(folder) = shared("bench/html-reading/html5lib-tests/tokenizer") else { return };
    let (mut count, mut marked) = (0, 0);
    let mut wrong = Vec::new();
    for file in files(folder, "test") {
        let cases: serde_json::Value = serde_json::from_str(&file).unwrap();
        for case in cases["tests"].as_array().into_iter().flatten() {
            let Some(input) = case["input"].as_str() else { continue };
            count += 1;
            marked += usize::from(is_marked(input.as_bytes()));
            wrong.extend(difference(input.as_bytes()).map(|difference| format!("{input:?}\n{difference}")));
        }
    }
    println!("{count} inputs, {marked} of them not modelled by the light tree, {} differ", wrong.len());
    assert!(count > 1000 && wrong.is_empty(), "{}", wrong.join("\n"));
}
