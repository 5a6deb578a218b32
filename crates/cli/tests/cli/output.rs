//! What is written, in which format, and how it reads.

use super::support::{Desk, many, page};
use serde_json::Value;
use std::fs;

#[test]
fn a_format_that_a_command_does_not_write_is_refused_before_any_work() {
    let desk = Desk::imported();
    desk.write("bad/empty.txt", "");
    desk.run(&["import", "bad", "--quiet"]).ends_with(1);
    desk.write("more.jsonl", many(5));
    desk.run(&["import", "more.jsonl", "--archive", "more.db", "--quiet"]).ends_with(0);
    let before = desk.files();
    for args in [
        &["import", "more.jsonl", "--output", "csv"][..],
        &["import", "more.jsonl", "--archive", "new.db", "--output", "md"],
        &["merge", "more.db", "--output", "md"],
        &["backup", "copy.db", "--output", "csv"],
        &["quarantine", "drop", "--all", "--output", "csv"],
        &["quarantine", "retry", "--all", "--output", "svg"],
        &["reparse", "--output", "csv"],
        &["repair", "--output", "csv"],
        &["optimize", "--output", "csv"],
        &["stories", "1", "--output", "csv"],
        &["parse", "pages", "--output", "svg"],
        &["summarize", "pages", "--output", "svg"],
        &["summarize", "pages", "--explain", "--output", "csv"],
        &["export", "--output", "csv"],
        &["show", "1", "--output", "csv"],
        &["search", "brandt", "--facets", "year", "--output", "md"],
        &["search", "brandt", "--count", "--output", "csv"],
        &["completions", "bash", "--output", "json"],
    ] {
        let run = desk.run(args).ends_with(2);
        assert_eq!(run.stdout, "", "{args:?}");
        assert!(run.stderr.contains("writes"), "{args:?}: {}", run.stderr);
    }
    assert_eq!(desk.files(), before);
    assert_eq!(desk.run(&["list"]).records().len(), 3);
    assert_eq!(desk.run(&["quarantine", "list"]).records().len(), 1);
    assert!(desk.run(&["history"]).records().iter().all(|run| run["kind"] == "import"));
    desk.run(&["export", "--to", "csv", "--output", "csv"]).ends_with(0);
}

#[test]
fn a_backup_goes_to_standard_output() {
    let desk = Desk::imported();
    let output = desk.command(&["backup", "-"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stdout.starts_with(b"SQLite format 3\0"));
    assert!(!desk.files().iter().any(|name| name == "-" || name.contains("partial")), "{:?}", desk.files());
    desk.write("copy.db", output.stdout);
    desk.run(&["verify", "--archive", "copy.db"]).ends_with(0);
    assert_eq!(desk.run(&["list", "--archive", "copy.db"]).stdout, desk.run(&["list"]).stdout);
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_leaves_no_copy_behind() {
    use std::io::Read;
    let desk = Desk::imported();
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("offwire"))
        .current_dir(desk.path())
        .args(["backup", "-"])
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    child.stdout.take().unwrap().read_exact(&mut [0; 16]).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert!(!desk.files().iter().any(|name| name.contains("partial")), "{:?}", desk.files());
}

#[test]
fn facets_have_one_shape_and_go_with_a_count() {
    let desk = Desk::imported();
    let args = ["search", "brandt", "--facets", "year,language"];
    let lines = desk.run(&args).ends_with(0).records();
    let one = desk.run(&[&args[..], &["--output", "json"]].concat()).ends_with(0).stdout;
    let one: Value = serde_json::from_str(&one).unwrap();
    assert_eq!(one["facets"], lines.last().unwrap()["facets"]);
    assert_eq!(one["facets"]["year"][0]["count"], 1);
    assert_eq!(one["hits"].as_array().unwrap().len(), 3);
    let counted = &desk.run(&[&args[..], &["--count"]].concat()).ends_with(0).records()[0];
    assert_eq!((&counted["total"], &counted["facets"]), (&3.into(), &one["facets"]));
    let text = desk.run(&[&args[..], &["--count", "--output", "text"]].concat()).ends_with(0).stdout;
    assert!(text.starts_with("3\n\nyear\n"), "{text}");
    let table = desk.run(&["search", "brandt", "--summaries", "--output", "csv"]).ends_with(0).stdout;
    assert!(table.lines().next().unwrap().ends_with(",snippet,summary"), "{table}");
    for args in [
        &["search", "brandt", "--count", "--summaries"][..],
        &["search", "brandt", "--variants", "--count"],
        &["show", "1", "--versions", "--duplicates"],
        &["show", "1", "--raw", "--provenance"],
        &["search", "brandt", "--language", "not a language!"],
        &["parse", "pages", "--language", "not a language!"],
    ] {
        assert_eq!(desk.run(args).ends_with(2).stdout, "", "{args:?}");
    }
}

#[test]
fn one_of_a_thing_is_no_plural_and_pages_know_their_ends() {
    let desk = Desk::new();
    desk.write("one.txt", page("Harbour of Norvik reopens after nine days", "2014", "harbour"));
    let run = desk.run(&["import", "one.txt", "--output", "text"]).ends_with(0);
    assert!(run.stdout.contains("\n1 file read, 0 unchanged; "), "{}", run.stdout);
    assert_eq!(desk.run(&["search", "harbour"]).stderr, "1 article\n");
    assert!(desk.run(&["verify", "--output", "text"]).stdout.starts_with("1 article, 1 source, "));
    assert!(
        desk.run(&["history", "--output", "text"])
            .stdout
            .contains("1 record read: 1 imported, 0 duplicates, ")
    );
    desk.write("many.jsonl", many(30));
    desk.run(&["import", "many.jsonl", "--quiet"]).ends_with(0);
    let told = |args: &[&str]| desk.run(args).ends_with(0).stderr;
    assert_eq!(told(&["list", "--offset", "30"]), "31 of 31 articles\n");
    assert_eq!(told(&["list"]), "1 to 20 of 31 articles; more with --limit and --offset\n");
    assert_eq!(told(&["search", "velden", "--offset", "20"]), "21 to 30 of 30 articles\n");
    let past = "none of 30 articles: --offset passes over them\n";
    assert_eq!(told(&["search", "velden", "--offset", "100"]), past);
}

#[test]
fn long_headlines_are_wrapped() {
    let desk = Desk::new();
    let headline =
        "Harbour of Norvik reopens after nine days of storms that had kept every ferry of the coast in port";
    desk.write("one.txt", page(headline, "2014", "harbour"));
    desk.run(&["import", "one.txt", "--quiet"]).ends_with(0);
    let text = desk.run(&["search", "harbour", "--output", "text"]).ends_with(0).stdout;
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    assert!(text.starts_with("1  Harbour of Norvik"), "{text}");
}

#[test]
fn escapes_of_an_input_reach_no_table_and_no_page() {
    let desk = Desk::new();
    let title = "Harbour \u{1b}]0;owned\u{7} reopens";
    let text = "The harbour \u{1b}[31mreopened\u{9b}0m on Monday after a storm.\r\n\nFerries ran again on Tuesday, \u{8}it said.";
    let record = serde_json::json!({ "title": title, "text": text, "date": "1999-03-02" }).to_string();
    desk.write("a.jsonl", &record);
    desk.run(&["import", "a.jsonl", "--quiet"]).ends_with(0);
    desk.run(&["export", "--to", "csv", "--into", "export.csv"]).ends_with(0);
    desk.run(&["export", "--to", "md", "--into", "export.md"]).ends_with(0);
    let mut written: Vec<String> = [
        &["list", "--output", "csv"][..],
        &["list", "--output", "md"],
        &["search", "harbour", "--output", "csv"],
        &["summarize", "a.jsonl", "--output", "csv"],
        &["summarize", "1", "--output", "md"],
        &["parse", "a.jsonl", "--output", "csv"],
        &["parse", "a.jsonl", "--output", "md"],
        &["export", "--to", "csv"],
        &["export", "--to", "md"],
        &["export", "--to", "html"],
        &["export", "--to", "tei"],
        &["export", "--to", "bibtex"],
    ]
    .iter()
    .map(|args| desk.run(args).ends_with(0).stdout)
    .collect();
    written
        .extend(["export.csv", "export.md"].map(|name| fs::read_to_string(desk.path().join(name)).unwrap()));
    for text in &written {
        let bare = text.replace("\r\n", "\n");
        let hidden = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
        assert!(!bare.contains(hidden) && bare.contains("Harbour"), "{text:?}");
    }
}

#[test]
fn years_without_an_article_are_shown() {
    let desk = Desk::new();
    for year in ["1950", "1953", "1990"] {
        desk.write(
            &format!("{year}.txt"),
            page(&format!("Harbour news of the year {year}"), year, "harbour"),
        );
    }
    desk.run(&["import", "1950.txt", "1953.txt", "1990.txt", "--quiet"]).ends_with(0);
    let years = desk.run(&["timeline"]).ends_with(0).records();
    assert_eq!(years.len(), 41);
    assert_eq!(
        (&years[1]["date"], &years[1]["articles"], &years[1]["of"]),
        (&"1951".into(), &0.into(), &0.into())
    );
    let text = desk.run(&["timeline", "--output", "text"]).ends_with(0).stdout;
    let starts: Vec<String> = text.lines().map(|line| line.chars().take(7).collect()).collect();
    assert_eq!(starts, ["1950  1", "1951  0", "1952  0", "1953  1", "…  36 e", "1990  1"], "{text}");
    assert!(text.contains("…  36 empty years, 1954 to 1989\n"), "{text}");
    let svg = desk.run(&["timeline", "--output", "svg"]).ends_with(0).stdout;
    // 3 and 40 of 41 years from the left of 800.
    assert!(svg.contains("<rect x=\"58.54\"") && svg.contains("<rect x=\"780.49\""), "{svg}");
}

#[test]
fn the_variable_for_the_archive_is_no_option_that_must_be_given() {
    let desk = Desk::imported();
    fs::rename(desk.path().join("offwire.db"), desk.path().join("named.db")).unwrap();
    let run = |args: &[&str]| {
        let output = desk.command(args).env("OFFWIRE_ARCHIVE", "named.db").output().unwrap();
        (
            output.status.code(),
            String::from_utf8(output.stdout).unwrap(),
            String::from_utf8(output.stderr).unwrap(),
        )
    };
    let (code, listed, _) = run(&["list"]);
    assert_eq!((code, listed.lines().count()), (Some(0), 3));
    let (code, _, usage) = run(&["search"]);
    assert!(
        code == Some(2) && usage.contains("Usage: offwire search") && !usage.contains("--archive"),
        "{usage}"
    );
    let (_, help, _) = run(&["help", "list"]);
    assert!(help.contains("OFFWIRE_ARCHIVE") && !help.contains("named.db"), "{help}");
}
