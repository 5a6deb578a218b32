//! `offwire import`

use super::support::{Desk, has_fixtures, many, page};
use serde_json::Value;
use std::fs;

fn report(desk: &Desk, args: &[&str]) -> (Option<i32>, Value) {
    let all: Vec<&str> =
        ["import", "--report", "report.json", "--quiet"].iter().chain(args).copied().collect();
    let run = desk.run(&all);
    let report = fs::read(desk.path().join("report.json")).unwrap_or_else(|e| panic!("{e}: {}", run.shown()));
    (run.code, serde_json::from_slice(&report).unwrap())
}

fn balances(report: &Value) -> bool {
    let n = |name: &str| report[name].as_u64().unwrap();
    let causes: u64 =
        report["quarantined_by"].as_object().unwrap().values().map(|n| n.as_u64().unwrap()).sum();
    n("read") == n("imported") + n("duplicates") + n("new_versions") + n("excluded") + n("quarantined")
        && causes == n("quarantined")
}

#[test]
fn pages_come_in_and_a_second_run_skips_them() {
    let desk = Desk::with_pages();
    let (code, first) = report(&desk, &["pages"]);
    assert_eq!((code, &first["imported"], balances(&first)), (Some(0), &3.into(), true));
    let (code, second) = report(&desk, &["pages"]);
    assert_eq!((code, &second["read"], &second["unchanged"]), (Some(0), &0.into(), &3.into()));
    desk.run(&["verify"]).ends_with(0);
}

#[test]
fn the_table_at_the_end_is_for_people() {
    let desk = Desk::with_pages();
    desk.write("pages/empty.txt", "");
    desk.write("pages/copy.txt", page("Old bridge at Tarn closes for repairs", "2015", "bridge"));
    let run = desk.run(&["import", "pages", "--output", "text"]).ends_with(1);
    insta::assert_snapshot!(without_rates(&run.shown()), @r"
    exit 1
    --- stdout
    records read    5
      imported      3
      duplicates    1
      new versions  0
      excluded      0
      quarantined   1
        empty       1
    5 files read, 0 unchanged; [rates]
    --- stderr
    warning: pages/empty.txt: empty: no text in it
    ");
}

/// Sizes, times and rates differ from run to run.
fn without_rates(shown: &str) -> String {
    let line = |line: &str| match line.split_once(" unchanged; ") {
        Some((start, _)) => format!("{start} unchanged; [rates]\n"),
        None => format!("{line}\n"),
    };
    shown.lines().map(line).collect()
}

#[test]
fn every_format_of_an_archive_answers() {
    let desk = Desk::new();
    desk.write("many.jsonl", many(300));
    let (code, first) = report(&desk, &["many.jsonl", "--no-summarize", "--archive", "other.db"]);
    assert_eq!((code, &first["imported"]), (Some(0), &300.into()), "{first}");
    assert!(!desk.path().join("offwire.db").exists());
}

#[test]
fn days_outside_the_span_are_excluded_and_counted() {
    let desk = Desk::with_pages();
    let (code, report) = report(&desk, &["pages", "--since", "2015", "--until", "2015"]);
    assert_eq!((code, &report["imported"], &report["excluded"]), (Some(0), &1.into(), &2.into()));
    assert!(balances(&report));
}

#[test]
fn any_number_of_jobs_and_any_order_of_files_export_the_same() {
    if !has_fixtures("any_number_of_jobs_and_any_order_of_files_export_the_same") {
        return;
    }
    let desk = Desk::with_pages();
    desk.bring("hostile");
    let lines = many(2_000);
    // Each part holds some records of the part before it: copies, whose own record is the first of all places.
    let lines: Vec<&str> = lines.lines().collect();
    for (number, part) in lines.chunks(250).enumerate() {
        let copies = lines.iter().skip((number * 250).saturating_sub(20)).take(20);
        let part: Vec<&str> = part.iter().chain(copies).copied().collect();
        desk.write(&format!("pages/part-{number}.jsonl"), part.join("\n"));
    }
    let mut files = desk.files();
    let mut exported = |jobs: &str| {
        let archive = format!("{jobs}.db");
        desk.write("order", files.join("\n"));
        // The next run gets the files in another order.
        let third = files.len() / 3;
        files.rotate_left(third);
        files.reverse();
        let import = ["import", "--files-from", "order", "--jobs", jobs, "--archive", &archive, "--quiet"];
        desk.run(&import).ends_with(1);
        let quarantined = ["quarantine", "list", "--limit", "1000", "--archive", &archive];
        let mut quarantined: Vec<_> = desk.run(&quarantined).ends_with(0).records();
        for record in &mut quarantined {
            let record = record.as_object_mut().unwrap();
            record.retain(|name, _| !matches!(name.as_str(), "id" | "run"));
        }
        quarantined.sort_by_key(ToString::to_string);
        (desk.run(&["export", "--to", "jsonl", "--archive", &archive]).ends_with(0).stdout, quarantined)
    };
    let one = exported("1");
    assert!(one.0.lines().count() > 2_003 && one.1.len() > 30);
    for jobs in ["2", "8"] {
        assert!(exported(jobs) == one, "{jobs} jobs, another order");
    }
}

#[test]
fn shards_part_the_files() {
    let desk = Desk::new();
    for n in 0..12 {
        desk.write(
            &format!("pages/{n}.txt"),
            page(&format!("Story number {n} of the year"), "2012", "river"),
        );
    }
    let mut files = 0;
    for shard in ["1/3", "2/3", "3/3"] {
        let (_, report) = report(&desk, &["pages", "--shard", shard]);
        files += report["files"].as_u64().unwrap();
    }
    assert_eq!(files, 12);
    let (_, all) = report(&desk, &["pages"]);
    assert_eq!((&all["files"], &all["unchanged"]), (&0.into(), &12.into()));
}

#[cfg(unix)]
mod interrupted {
    use super::*;
    use std::{
        process::{Child, Command, Stdio},
        thread,
        time::{Duration, Instant},
    };

    fn start(desk: &Desk, archive: &str) -> Child {
        Command::new(assert_cmd::cargo::cargo_bin("offwire"))
            .current_dir(desk.path())
            .args(["import", "big.jsonl", "--jobs", "2", "--memory", "256k", "--archive", archive])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    }

    /// Waits until the archive holds more articles than before; how many.
    fn wait_for_articles(desk: &Desk, archive: &str, before: u64) -> u64 {
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(120) {
            let run = desk.run(&["stats", "--archive", archive, "--output", "json"]);
            let articles = serde_json::from_str(&run.stdout).ok().and_then(|v: Value| v["articles"].as_u64());
            if let Some(articles) = articles.filter(|articles| *articles > before) {
                return articles;
            }
            thread::sleep(Duration::from_millis(20));
        }
        panic!("nothing was imported in two minutes");
    }

    fn listed(desk: &Desk, archive: &str) -> String {
        desk.run(&["verify", "--archive", archive]).ends_with(0);
        desk.run(&["list", "--limit", "100000", "--archive", archive]).ends_with(0).stdout
    }

    #[test]
    fn killed_or_stopped_the_same_command_goes_on_to_the_same_end() {
        let desk = Desk::new();
        desk.write("big.jsonl", many(30_000));
        desk.run(&["import", "big.jsonl", "--archive", "whole.db", "--quiet"]).ends_with(0);
        let whole = listed(&desk, "whole.db");
        assert_eq!(whole.lines().count(), 30_000);

        let mut held = 0;
        for _ in 0..3 {
            let mut killed = start(&desk, "killed.db");
            held = wait_for_articles(&desk, "killed.db", held);
            killed.kill().unwrap();
            killed.wait().unwrap();
            desk.run(&["verify", "--archive", "killed.db"]).ends_with(0);
        }
        desk.run(&["import", "big.jsonl", "--archive", "killed.db", "--quiet"]).ends_with(0);
        assert!(listed(&desk, "killed.db") == whole, "after kill -9");

        let mut stopped = start(&desk, "stopped.db");
        wait_for_articles(&desk, "stopped.db", 0);
        let pid = stopped.id().to_string();
        assert!(Command::new("kill").args(["-INT", &pid]).status().unwrap().success());
        let code = stopped.wait().unwrap().code();
        assert!(code == Some(130) || code == Some(0), "{code:?}");
        desk.run(&["import", "big.jsonl", "--archive", "stopped.db", "--quiet"]).ends_with(0);
        assert!(listed(&desk, "stopped.db") == whole, "after SIGINT");
        let runs = desk.run(&["history", "--archive", "stopped.db"]).ends_with(0).records();
        assert!(runs.iter().all(|run| {
            let n = |name: &str| run[name].as_u64().unwrap();
            n("read")
                == n("imported") + n("duplicates") + n("new_versions") + n("excluded") + n("quarantined")
        }));
    }
}
