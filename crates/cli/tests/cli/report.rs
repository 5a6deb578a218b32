//! `offwire import --report`: what it may take the place of, and how.

use super::support::{Desk, many};
use serde_json::Value;
use std::fs;

fn read(desk: &Desk, name: &str) -> Vec<u8> {
    fs::read(desk.path().join(name)).unwrap()
}

#[test]
fn an_input_or_an_archive_is_never_overwritten() {
    let desk = Desk::with_pages();
    desk.write("a.jsonl", many(3));
    desk.write("list", "a.jsonl\n");
    desk.run(&["import", "a.jsonl", "--archive", "x.db", "--quiet"]).ends_with(0);
    let files = ["a.jsonl", "list", "pages/bridge.txt", "x.db"];
    let before: Vec<Vec<u8>> = files.iter().map(|name| read(&desk, name)).collect();
    for args in [
        &["import", "a.jsonl", "--report", "a.jsonl"][..],
        &["import", "a.jsonl", "--report", "./pages/../a.jsonl"],
        &["import", "pages", "--report", "pages/bridge.txt"],
        &["import", "--files-from", "list", "--report", "a.jsonl"],
        &["import", "--files-from", "list", "--report", "list"],
        &["import", "pages", "--report", "x.db", "--archive", "x.db"],
        &["import", "pages", "--report", "x.db-wal", "--archive", "x.db"],
        &["import", "pages", "--report", "new.db", "--archive", "new.db"],
        &["import", "pages", "--report", "x.db"],
        &["import", "pages", "--report", "a.jsonl", "--dry-run"],
    ] {
        let run = desk.run(args).ends_with(2);
        assert!(run.stderr.contains("the report would overwrite"), "{args:?}: {}", run.stderr);
        assert_eq!(run.stdout, "", "{args:?}");
    }
    let after: Vec<Vec<u8>> = files.iter().map(|name| read(&desk, name)).collect();
    assert!(before == after);
    assert!(!desk.path().join("offwire.db").exists() && !desk.path().join("new.db").exists());
}

#[test]
fn only_a_former_report_is_replaced_even_among_the_inputs() {
    let desk = Desk::with_pages();
    desk.write("mine.json", "{\"mine\": 1}");
    desk.run(&["import", "pages", "--report", "mine.json"]).ends_with(2);
    assert_eq!(read(&desk, "mine.json"), b"{\"mine\": 1}");
    for round in 0..2 {
        let args = ["import", "pages", "--report", "pages/report.json", "--quiet"];
        desk.run(&args).ends_with(0);
        let report: Value = serde_json::from_slice(&read(&desk, "pages/report.json")).unwrap();
        assert_eq!((&report["run"], &report["unchanged"]), (&(round + 1).into(), &(3 * round).into()));
        assert_eq!(report["read"], 3 * (1 - round), "the report is no input");
    }
    let files = desk.files();
    assert!(!files.iter().any(|name| name.contains("partial")), "{files:?}");
}

#[test]
fn a_place_that_cannot_be_written_is_found_before_the_import() {
    let desk = Desk::with_pages();
    for path in ["no/such/folder/report.json", "pages", "/proc/report.json"] {
        let run = desk.run(&["import", "pages", "--report", path]).ends_with(3);
        assert!(run.stderr.contains(path), "{}", run.stderr);
    }
    assert!(!desk.path().join("offwire.db").exists());
}

#[test]
fn standard_output_is_a_place_for_a_report() {
    let desk = Desk::with_pages();
    let run = desk.run(&["import", "pages", "--report", "-", "--output", "text"]).ends_with(0);
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(report["imported"], 3);
    assert!(!desk.path().join("-").exists());
    let look = desk.run(&["import", "pages", "--dry-run", "--report", "-"]).ends_with(0);
    assert_eq!(serde_json::from_str::<Value>(&look.stdout).unwrap()["files_looked_at"], 3);
    #[cfg(target_os = "linux")]
    {
        let run = desk.run(&["import", "pages", "--fresh", "--report", "/dev/stderr", "--output", "text"]);
        assert!(run.ends_with(0).stderr.contains("\"quarantined_by\""));
    }
}

#[test]
fn a_run_that_its_limit_stopped_has_books_and_a_report() {
    let desk = Desk::new();
    let bad = "{\"title\": \"no text at all\"}\n".repeat(20);
    desk.write("mixed.jsonl", many(30) + &bad + &many(2_000));
    let args = ["import", "mixed.jsonl", "--max-errors", "4", "--report", "report.json", "--output", "text"];
    let run = desk.run(&args).ends_with(1);
    assert!(run.stderr.contains("stopped after 5 failed records of 35: the limit is 4"), "{}", run.stderr);
    assert!(
        run.stdout.contains("  imported      30\n") && run.stdout.contains("  quarantined    5\n"),
        "{}",
        run.stdout
    );
    let report: Value = serde_json::from_slice(&read(&desk, "report.json")).unwrap();
    assert_eq!((&report["ended"], &report["read"]), (&"too-many-errors".into(), &35.into()));
    let ledger = &desk.run(&["history"]).ends_with(0).records()[0];
    assert_eq!((&ledger["outcome"], &ledger["read"]), (&"too-many-errors".into(), &35.into()));
    assert_eq!(ledger["bytes"], report["bytes"]);
    assert!(ledger["seconds"].as_f64().unwrap() > 0.0 && ledger["bytes"].as_u64().unwrap() > 5_000);
    let told = desk.run(&["history", "--output", "text"]).ends_with(0).stdout;
    assert!(told.contains("stopped by its limit of failed records"), "{told}");
    // The same command goes on behind what it has read.
    let run = desk.run(&["import", "mixed.jsonl", "--quiet", "--report", "report.json"]).ends_with(1);
    let report: Value = serde_json::from_slice(&read(&desk, "report.json")).unwrap();
    assert_eq!(
        (&report["quarantined"], &report["ended"]),
        (&15.into(), &"complete".into()),
        "{}",
        run.stderr
    );
}

#[test]
fn bytes_are_those_of_the_files() {
    let desk = Desk::new();
    let text = many(30_000);
    assert!(text.len() > 5 << 20);
    desk.write("big.jsonl", &text);
    let args = ["import", "big.jsonl", "--no-summarize", "--progress", "always", "--report", "report.json"];
    let run = desk.run(&args).ends_with(0);
    let report: Value = serde_json::from_slice(&read(&desk, "report.json")).unwrap();
    assert_eq!(report["bytes"].as_u64(), Some(text.len() as u64));
    let first = run.stderr.lines().next().unwrap_or_default();
    assert!(first.starts_with("0% 0 B of ") && first.contains(", 0 records"), "{}", run.stderr);
}

#[test]
fn bytes_that_an_earlier_run_has_read_are_not_those_of_the_next() {
    let desk = Desk::new();
    let mut text = String::from("{\"id\":\"a\",\"title\":\"only title\"}\n");
    text.push_str(&many(3_000));
    desk.write("big.jsonl", &text);
    let import = ["import", "big.jsonl", "--no-summarize", "--quiet", "--report", "report.json"];
    let first = [&import[..], &["--max-errors", "0"]].concat();
    desk.run(&first).ends_with(1);
    let first: Value = serde_json::from_slice(&read(&desk, "report.json")).unwrap();
    desk.run(&import).ends_with(0);
    let second: Value = serde_json::from_slice(&read(&desk, "report.json")).unwrap();
    let bytes = |report: &Value| report["bytes"].as_u64().unwrap();
    assert!(bytes(&first) > 0 && first["read"].as_u64() > Some(0), "{first}");
    assert_eq!(bytes(&first) + bytes(&second), text.len() as u64, "{first} {second}");
}

#[test]
fn a_look_before_the_run_minds_the_days_and_is_near() {
    let desk = Desk::with_pages();
    let look = &desk.run(&["import", "pages", "--dry-run", "--since", "2015"]).ends_with(0).records()[0];
    assert_eq!(
        (&look["articles"], &look["excluded"], &look["first"]),
        (&2.into(), &1.into(), &"2015-03-14".into())
    );
    desk.run(&["import", "pages", "--dry-run", "--report", "look.json"]).ends_with(0);
    desk.run(&["import", "pages", "--dry-run", "--report", "look.json"]).ends_with(0);
    let text = desk.run(&["import", "pages", "--dry-run", "--output", "text"]).ends_with(0).stdout;
    assert!(text.contains("expected: about ") && text.contains(" an archive of about "), "{text}");
    assert!(text.starts_with("3 files, "), "{text}");
    desk.write("big.jsonl", many(3_000));
    for input in ["pages", "big.jsonl"] {
        let look = &desk.run(&["import", input, "--dry-run"]).ends_with(0).records()[0];
        let archive = format!("{input}.db");
        desk.run(&["import", input, "--archive", &archive, "--quiet"]).ends_with(0);
        let ratio = look["expected_bytes"].as_f64().unwrap() / read(&desk, &archive).len() as f64;
        assert!((0.6..1.7).contains(&ratio), "{input}: {ratio}");
    }
}
