//! What a second import reads again, and what it leaves: files are known by where they lie, and by the options that
//! they were read under.

use super::support::{Desk, many, page};
use serde_json::Value;
use std::{
    fs::File,
    time::{Duration, SystemTime},
};

/// The report of an import, whose books must balance.
#[track_caller]
fn import(desk: &Desk, args: &[&str]) -> Value {
    let run = desk.run(&[&["import", "--archive"], args].concat());
    let report: Value = serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{}", run.shown()));
    let n = |name: &str| report[name].as_u64().unwrap();
    let parts = n("imported") + n("duplicates") + n("new_versions") + n("excluded") + n("quarantined");
    assert_eq!(n("read"), parts, "{report}");
    report
}

#[track_caller]
fn assert_counts(report: &Value, names: [&str; 3], counts: [u64; 3]) {
    assert_eq!(names.map(|name| report[name].as_u64().unwrap()), counts, "{report}");
}

#[test]
fn what_options_left_out_is_imported_by_a_later_run_without_them() {
    let desk = Desk::with_pages();
    let names = ["imported", "duplicates", "unchanged"];
    let since = import(&desk, &["a.db", "pages", "--since", "2015"]);
    assert_counts(&since, names, [2, 0, 0]);
    assert_counts(&import(&desk, &["a.db", "pages", "--since", "2015"]), names, [0, 0, 3]);
    assert_counts(&import(&desk, &["a.db", "pages"]), names, [1, 2, 0]);
    assert_counts(&import(&desk, &["a.db", "pages"]), names, [0, 0, 3]);
    let small = import(&desk, &["b.db", "pages", "--max-record", "100"]);
    assert_counts(&small, ["imported", "quarantined", "unchanged"], [0, 3, 0]);
    assert_counts(&import(&desk, &["b.db", "pages", "--jobs", "1", "--words", "20"]), names, [3, 0, 0]);
    assert_eq!(desk.run(&["quarantine", "list", "--archive", "b.db"]).ends_with(0).stdout, "");
}

/// Two pages of one name, length and time of change in two folders.
fn twins() -> Desk {
    let desk = Desk::new();
    let then = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    for (folder, subject) in [("2004", "bridge"), ("2005", "school")] {
        let path = desk.write(
            &format!("y/{folder}/p.txt"),
            page(&format!("A {subject} opens in Velden"), folder, subject),
        );
        File::options().write(true).open(path).unwrap().set_modified(then).unwrap();
    }
    desk
}

fn import_within(desk: &Desk, folder: &str, path: &str) -> Value {
    let archive = desk.path().join("a.db");
    let mut command = desk.command(&["import", path, "--archive", archive.to_str().unwrap()]);
    let output = command.current_dir(desk.path().join(folder)).output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn files_of_one_name_in_two_folders_are_both_read() {
    let desk = twins();
    for folder in ["y/2004", "y/2005"] {
        let report = import_within(&desk, folder, ".");
        assert_counts(&report, ["imported", "duplicates", "unchanged"], [1, 0, 0]);
    }
    for folder in ["y/2004", "y/2005"] {
        assert_eq!(import_within(&desk, folder, ".")["unchanged"], 1, "{folder}");
    }
    let paths: Vec<Value> = desk.run(&["export", "--archive", "a.db"]).ends_with(0).records();
    assert!(paths.iter().all(|article| article["source"]["path"] == "./p.txt"), "{paths:?}");
}

#[test]
fn a_file_is_known_by_all_its_names_and_read_again_where_it_was_moved() {
    let desk = twins();
    let names = ["imported", "duplicates", "unchanged"];
    assert_counts(&import(&desk, &["a.db", "y"]), names, [2, 0, 0]);
    let whole = desk.path().join("y/2005");
    for path in ["./y", "y/2004/../../y", "y/2004/p.txt", whole.to_str().unwrap()] {
        let report = import(&desk, &["a.db", path]);
        assert_eq!((&report["read"], &report["files"]), (&0.into(), &0.into()), "{path}: {report}");
    }
    assert_eq!(import_within(&desk, "y/2004", "p.txt")["unchanged"], 1);
    assert_eq!(desk.run(&["info", "--archive", "a.db"]).ends_with(0).records()[0]["files"], 2);
    std::fs::rename(desk.path().join("y"), desk.path().join("z")).unwrap();
    assert_counts(&import(&desk, &["a.db", "z"]), names, [0, 2, 0]);
}

#[test]
fn what_was_mended_leaves_the_quarantine_and_what_fails_again_stays() {
    let desk = Desk::with_pages();
    let broken = "{\"title\": \"Ferry fares rise\", \"text\": \n{\"title\": 7}\n";
    desk.write("pages/fares.jsonl", broken);
    desk.write("pages/empty.txt", "");
    let held = |desk: &Desk| {
        let all = desk.run(&["quarantine", "list", "--archive", "a.db"]).ends_with(0).records();
        let info = desk.run(&["info", "--archive", "a.db"]).ends_with(0).records();
        assert_eq!(info[0]["quarantined"], all.len() as u64);
        all.iter().map(|one| one["path"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    import(&desk, &["a.db", "pages"]);
    let before = held(&desk);
    assert!(
        before.contains(&"pages/fares.jsonl".to_owned()) && before.contains(&"pages/empty.txt".to_owned())
    );
    desk.write("pages/fares.jsonl", many(3));
    import(&desk, &["a.db", "pages"]);
    assert_eq!(held(&desk), ["pages/empty.txt"]);
    desk.write("pages/empty.txt", page("Ferry fares rise in Tarn", "2017", "ferry"));
    import(&desk, &["a.db", "pages", "--fresh"]);
    assert_eq!(held(&desk), [""; 0]);
    desk.run(&["verify", "--archive", "a.db"]).ends_with(0);
}

#[test]
fn a_fresh_run_that_is_stopped_has_forgotten_the_files_that_it_did_not_reach() {
    let desk = Desk::with_pages();
    desk.write("pages/a.txt", "");
    let names = ["imported", "duplicates", "unchanged"];
    assert_counts(&import(&desk, &["a.db", "pages"]), names, [3, 0, 0]);
    let stopped =
        desk.run(&["import", "pages", "--archive", "a.db", "--fresh", "--max-errors", "0"]).ends_with(1);
    assert!(
        stopped.stderr.contains("the same command without --fresh goes on from here"),
        "{}",
        stopped.stderr
    );
    assert_counts(&import(&desk, &["a.db", "pages"]), names, [0, 3, 0]);
}

#[test]
fn failures_of_one_name_in_two_folders_are_both_kept() {
    let desk = Desk::new();
    for (folder, text) in [("2004", "{\"title\": \"Bridge\"}\n"), ("2005", "{\"title\": \"School\"}\n")] {
        desk.write(&format!("y/{folder}/p.jsonl"), text);
        import_within(&desk, &format!("y/{folder}"), ".");
    }
    let held =
        |desk: &Desk| desk.run(&["quarantine", "list", "--archive", "a.db"]).ends_with(0).records().len();
    assert_eq!(held(&desk), 2);
    desk.run(&["merge", "a.db", "--archive", "b.db", "--quiet"]).ends_with(0);
    desk.run(&["merge", "a.db", "--archive", "b.db", "--quiet"]).ends_with(0);
    let merged = desk.run(&["quarantine", "list", "--archive", "b.db"]).ends_with(0).records().len();
    assert_eq!(merged, 2);
}
