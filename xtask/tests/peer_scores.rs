//! Our scores against the reference scripts of the benchmark sets, where those lie beside the repository.

use anyhow::{Context, Result, ensure};
use flate2::read::GzDecoder;
use offwire_article::{eval, text::sentences};
use offwire_summarize::rouge;
use serde_json::{Value, json};
use std::{
    fs::{self, File},
    io::{BufRead, BufReader, Read, Write},
    path::{Path, PathBuf},
    process::Command,
};

/// Documents of each set that are compared; the scripts are slow.
const DOCUMENTS: usize = 120;

/// The benchmark folder, or `None` with the reason printed.
fn bench(part: &str, script: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/bench").join(part);
    if !folder.join(script).exists() {
        println!("skipped: {} is not there", folder.join(script).display());
        return None;
    }
    if Command::new("python3").arg("--version").output().is_err() {
        println!("skipped: no python3 to run {script}");
        return None;
    }
    Some(folder)
}

fn lines(path: &Path) -> Result<Vec<Value>> {
    let file = File::open(path).with_context(|| path.display().to_string())?;
    let read: Box<dyn Read> = if path.extension().is_some_and(|e| e == "gz") {
        Box::new(GzDecoder::new(file))
    } else {
        Box::new(file)
    };
    BufReader::new(read).lines().take(DOCUMENTS).map(|line| Ok(serde_json::from_str(&line?)?)).collect()
}

fn write_lines(path: &Path, records: &[Value]) -> Result<()> {
    let mut file = File::create(path)?;
    records.iter().try_for_each(|record| Ok(writeln!(file, "{record}")?))
}

fn texts(record: &Value, field: &str) -> Vec<String> {
    let list = record.get(field).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    list.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

fn run(script: &Path, arguments: &[&Path], flags: &[&str]) -> Result<String> {
    let output = Command::new("python3").arg(script).args(arguments).args(flags).output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8(output.stdout)?)
}

#[test]
fn rouge_equals_the_reference_document_by_document() -> Result<()> {
    let Some(folder) = bench("summarize", "rouge.py") else { return Ok(()) };
    let scratch = tempfile::tempdir()?;
    let [gold, predictions, scores] = ["gold", "predictions", "scores"].map(|name| scratch.path().join(name));
    for set in ["bbc", "cnn_corpus", "cnndm_train200", "cnndm_val500", "xsum"] {
        let documents = lines(&folder.join(format!("{set}.jsonl.gz")))?;
        let leads: Vec<Vec<String>> = documents.iter().map(lead).collect();
        let of = |(d, lead): (&Value, &Vec<String>)| json!({"id": d["id"], "summary": lead});
        write_lines(&gold, &documents)?;
        write_lines(&predictions, &documents.iter().zip(&leads).map(of).collect::<Vec<_>>())?;
        let flags = ["--bootstrap", "0", "--per-doc", scores.to_str().context("a path in UTF-8")?];
        run(&folder.join("rouge.py"), &[&gold, &predictions], &flags)?;
        let expected = lines(&scores)?;
        ensure!(expected.len() == documents.len(), "{set}: {} scores", expected.len());
        for ((document, lead), expected) in documents.iter().zip(&leads).zip(&expected) {
            let found = rouge::score(&texts(document, "reference"), lead);
            for (name, score) in [("r1", found.rouge1), ("r2", found.rouge2), ("rlsum", found.rouge_lsum)] {
                let expected = expected[name].as_f64().context("a score")?;
                assert!(
                    (score.f1 - expected).abs() < 5e-5,
                    "{set} {}: {name} {} is not {expected}",
                    document["id"],
                    score.f1
                );
            }
        }
    }
    Ok(())
}

/// The first four sentences of a document.
fn lead(document: &Value) -> Vec<String> {
    let paragraphs = texts(document, "paragraphs");
    let sentences = paragraphs
        .iter()
        .flat_map(|p| sentences(p, Some("en")).into_iter().map(move |range| p[range].to_owned()));
    sentences.take(4).collect()
}

#[test]
fn extraction_scores_equal_the_reference() -> Result<()> {
    let Some(folder) = bench("extract", "score.py") else { return Ok(()) };
    let scratch = tempfile::tempdir()?;
    let [gold, predictions] = ["gold.jsonl", "predictions.jsonl"].map(|name| scratch.path().join(name));
    for set in ["aeb", "fundus-eval", "fundus-res", "trafilatura", "wcxb-article"] {
        let pages = lines(&folder.join(set).join("gold.jsonl"))?;
        // Every ninth page has no prediction.
        let found: Vec<Value> =
            pages.iter().enumerate().filter(|(i, _)| i % 9 != 8).map(|(i, page)| degraded(i, page)).collect();
        write_lines(&gold, &pages)?;
        write_lines(&predictions, &found)?;
        let expected: Value =
            serde_json::from_str(&run(&folder.join("score.py"), &[&gold, &predictions], &["--json"])?)?;
        let read = |path: &Path| fs::read_to_string(path);
        let pairing = eval::pair(records(&read(&gold)?)?, records(&read(&predictions)?)?);
        let report = serde_json::to_value(eval::Report::of(&pairing))?;
        for (name, expected) in expected.as_object().context("an object")? {
            let (expected, found) = (expected.as_f64().context("a figure")?, report[name].as_f64());
            assert!(
                found.is_some_and(|found| (found - expected).abs() < 5e-5),
                "{set}: {name} {found:?} is not {expected}"
            );
        }
    }
    Ok(())
}

fn records<T: serde::de::DeserializeOwned>(text: &str) -> Result<Vec<T>> {
    text.lines().map(|line| Ok(serde_json::from_str(line)?)).collect()
}

/// A page's own labels as a poor extractor might give them: paragraphs lost and added, quotation marks changed, names joined.
fn degraded(number: usize, page: &Value) -> Value {
    let mut paragraphs = texts(page, "paragraphs");
    if paragraphs.is_empty() {
        let body = page["body"].as_str().map(str::to_owned).unwrap_or_else(|| texts(page, "with").join("\n"));
        paragraphs = body.split("\n\n").map(str::to_owned).collect();
    }
    let mut kept: Vec<String> = paragraphs
        .iter()
        .enumerate()
        .filter(|(i, _)| (i + number) % 7 != 3)
        .map(|(_, p)| p.replace('’', "'"))
        .collect();
    kept.extend((number.is_multiple_of(3)).then(|| "Share this “story” – now".to_owned()));
    kept.extend((number.is_multiple_of(4)).then(|| texts(page, "without").join(" ")));
    let title = page["title"].as_str().unwrap_or_default();
    let title = if number.is_multiple_of(5) { format!("{title} - The Site") } else { title.to_uppercase() };
    let mut authors = texts(page, "authors");
    if number.is_multiple_of(2) {
        authors = vec![format!("By {}", authors.join(" and "))];
    }
    let date = page["date"].as_str().filter(|_| !number.is_multiple_of(6)).unwrap_or("2001-01-01");
    json!({"id": page["id"], "body": kept.join("\n\n"), "title": title, "authors": authors, "date": format!("{date}T10:00")})
}
