//! Every page of `fixtures/pages` gives the articles that stand beside it.

use offwire_parse::{Article, Error, Origin, ParseOptions, Parser};
use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
};

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/pages");
    let mut cases: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|p| p.is_dir()).collect();
    cases.sort();
    cases
}

/// The one file of a case that is neither gold nor origin.
fn page(case: &Path) -> PathBuf {
    let mut pages: Vec<PathBuf> = fs::read_dir(case).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.retain(|p| !matches!(p.file_name().and_then(|n| n.to_str()), Some("article.json" | "origin.toml")));
    assert_eq!(pages.len(), 1, "{}: one page a case, found {pages:?}", case.display());
    pages.remove(0)
}

fn parse(page: &Path) -> Vec<Result<Article, Error>> {
    let name = page.strip_prefix(page.parent().unwrap().parent().unwrap()).unwrap();
    let parser = Parser::new(ParseOptions::default());
    let file = fs::File::open(page).unwrap();
    let mut all = Vec::new();
    for item in parser.items(Box::new(file), Origin::file(name.to_string_lossy())) {
        match item {
            Ok(item) => all.extend(parser.parse(&item)),
            Err(error) => all.push(Err(error)),
        }
    }
    all
}

/// What in `got` is not as `want` has it: objects field by field, paragraphs by their text.
fn differences(place: &str, want: &Value, got: &Value, found: &mut Vec<String>) {
    match (want, got) {
        (Value::Object(want), Value::Object(_)) => {
            for (key, value) in want {
                differences(&format!("{place}.{key}"), value, &got[key], found);
            }
        }
        (Value::Array(want), Value::Array(got)) if want.len() == got.len() => {
            for (i, (want, got)) in want.iter().zip(got).enumerate() {
                differences(&format!("{place}[{i}]"), want, got, found);
            }
        }
        (Value::String(text), Value::Object(got))
            if got.get("text") == Some(&Value::String(text.clone())) => {}
        _ if want == got => {}
        _ => found.push(format!("{place}\n    want {want}\n    got  {got}")),
    }
}

#[test]
fn each_page_gives_its_articles() {
    let mut found = Vec::new();
    for case in cases() {
        let name = case.file_name().unwrap().to_string_lossy().into_owned();
        let gold = fs::read_to_string(case.join("article.json"))
            .unwrap_or_else(|_| panic!("{name}: no article.json"));
        let want: Vec<Value> = serde_json::from_str(&gold).unwrap();
        let articles = parse(&page(&case)).into_iter().filter_map(Result::ok);
        let got: Vec<Value> = articles.map(|a| serde_json::to_value(a).unwrap()).collect();
        if want.len() == got.len() {
            differences(&name, &Value::Array(want), &Value::Array(got), &mut found);
        } else {
            found.push(format!("{name}: want {} articles, got {}", want.len(), got.len()));
        }
    }
    assert!(found.is_empty(), "{} differences:\n{}", found.len(), found.join("\n"));
}

#[test]
fn each_case_names_its_origin_and_licence() {
    for case in cases() {
        let text = fs::read_to_string(case.join("origin.toml")).unwrap_or_default();
        let origin: toml::Table = toml::from_str(&text).unwrap();
        for field in ["shape", "source", "licence"] {
            assert!(
                origin.get(field).is_some_and(|v| v.as_str().is_some_and(|s| !s.is_empty())),
                "{case:?}: no {field}"
            );
        }
    }
}

#[test]
fn each_paragraph_lies_where_its_range_says() {
    for case in cases() {
        let page = page(&case);
        let raw = fs::read(&page).unwrap();
        for article in parse(&page).into_iter().filter_map(Result::ok) {
            let offset = article.source.as_ref().and_then(|s| s.offset).unwrap_or(0);
            for paragraph in &article.paragraphs {
                assert!(!paragraph.source.is_empty(), "{}: no range: {}", case.display(), paragraph.text);
                for span in &paragraph.source {
                    let start = usize::try_from(offset + span.start).unwrap();
                    let end = usize::try_from(offset + span.end).unwrap();
                    let cut =
                        raw.get(start..end).unwrap_or_else(|| panic!("{case:?}: {span:?} lies outside"));
                    let plain = cut.is_ascii() && !cut.contains(&b'&') && !cut.contains(&b'\\');
                    let text = String::from_utf8_lossy(cut).split_whitespace().collect::<Vec<_>>().join(" ");
                    assert!(
                        !plain || paragraph.text.contains(&text),
                        "{case:?}: {text:?} is not in {:?}",
                        paragraph.text
                    );
                }
            }
        }
    }
}

#[test]
fn records_print_as_reviewed() {
    insta::with_settings!({snapshot_path => "../../fixtures/snapshots", prepend_module_to_snapshot => false, omit_expression => true}, {
        for case in cases() {
            let name = case.file_name().unwrap().to_string_lossy().into_owned();
            let lines: Vec<String> = parse(&page(&case))
                .into_iter()
                .map(|result| match result {
                    Ok(article) => serde_json::to_string_pretty(&article).unwrap(),
                    Err(error) => format!("{}: {error}", error.reason),
                })
                .collect();
            insta::assert_snapshot!(name, lines.join("\n"));
        }
    });
}
