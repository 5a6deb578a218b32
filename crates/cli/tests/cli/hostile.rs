//! Bad input: a clear word and the right exit code, never a panic.

use super::support::Desk;
use std::fs;

#[test]
fn bad_files_are_named_and_good_ones_come_in() {
    let desk = Desk::with_pages();
    desk.write("pages/a-empty.txt", "");
    desk.write("pages/b-binary.txt", (0..=255u8).cycle().take(5_000).collect::<Vec<_>>());
    desk.write("pages/c-clipped.txt.gz", [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0x4b, 0x4c]);
    desk.write("pages/d-broken.jsonl", "{\"title\": \"Unfinished\n");
    desk.write("pages/e-control.txt", "\x1b[2J\x07\x08 \x1b]0;title\x07");
    let run = desk.run(&["import", "pages"]).ends_with(1);
    assert!(!run.stderr.contains('\x1b') && !run.stderr.contains("panicked"), "{}", run.stderr);
    for name in ["a-empty", "b-binary", "c-clipped"] {
        assert!(run.stderr.contains(name), "{name}: {}", run.stderr);
    }
    assert_eq!(desk.run(&["search", "--count", "brandt", "--output", "text"]).ends_with(0).stdout, "3\n");
    desk.run(&["verify"]).ends_with(0);
}

#[test]
fn one_long_line_and_deep_nesting_end() {
    let desk = Desk::new();
    desk.write("line.txt", "word ".repeat(10_000_000));
    let nested =
        format!("<html><body>{}deep{}</body></html>", "<div>".repeat(100_000), "</div>".repeat(100_000));
    desk.write("nested.html", nested);
    desk.write("list.html", format!("<html><body>{}", "<ul><li>".repeat(100_000)));
    let run = desk.run(&["parse", "line.txt", "nested.html", "list.html"]);
    assert!(matches!(run.code, Some(0 | 1)), "{}", run.stderr);
    assert!(!run.stderr.contains("panicked") && !run.stderr.contains("internal"), "{}", run.stderr);
}

#[test]
fn a_record_over_the_limit_is_named() {
    let desk = Desk::new();
    desk.write("large.txt", "A sentence of some length stands here. ".repeat(50_000));
    let run = desk.run(&["parse", "large.txt", "--max-record", "1M"]).ends_with(1);
    assert!(run.stderr.contains("large.txt") && run.stderr.contains("too-large"), "{}", run.stderr);
}

#[test]
fn what_is_no_archive_is_refused_and_not_altered() {
    let desk = Desk::with_pages();
    let text = "This is a letter and no archive.\n".repeat(100);
    desk.write("letter.db", &text);
    for args in [&["import", "pages", "--archive", "letter.db"][..], &["list", "--archive", "letter.db"]] {
        let run = desk.run(args).ends_with(3);
        assert!(run.stderr.contains("letter.db"), "{}", run.stderr);
        assert_eq!(fs::read_to_string(desk.path().join("letter.db")).unwrap(), text);
    }
}

#[cfg(unix)]
#[test]
fn pipes_and_links_are_passed_over_and_said() {
    use std::os::unix::fs::symlink;
    let desk = Desk::with_pages();
    symlink("/etc", desk.path().join("pages/out")).unwrap();
    symlink(".", desk.path().join("pages/round")).unwrap();
    let made = std::process::Command::new("mkfifo").arg(desk.path().join("pages/pipe")).status().unwrap();
    assert!(made.success());
    let run = desk.run(&["parse", "pages"]).ends_with(0);
    assert_eq!(run.stdout.lines().count(), 3);
    for (name, why) in
        [("pages/out", "leaves the folder"), ("pages/round", "circle"), ("pages/pipe", "a pipe")]
    {
        assert!(run.stderr.contains(name) && run.stderr.contains(why), "{name}: {}", run.stderr);
    }
}
