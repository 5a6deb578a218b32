//! Exit codes, streams, help.

use super::support::Desk;

#[test]
fn wrong_use_is_2_and_said_on_standard_error() {
    let desk = Desk::new();
    for args in [
        &["nonsense"][..],
        &["import"],
        &["parse", "x", "--shard", "3/2"],
        &["parse", "x", "--include", "a["],
        &["parse", "x", "--format", "betamax"],
        &["parse", "x", "--encoding", "klingon"],
        &["parse", "x", "--since", "yesterday"],
        &["search", "--facets", "moon", "word"],
    ] {
        let run = desk.run(args).ends_with(2);
        assert_eq!(run.stdout, "", "{args:?}");
        assert!(!run.stderr.is_empty(), "{args:?}");
    }
}

#[test]
fn what_cannot_be_opened_is_3_and_named() {
    let desk = Desk::new();
    let run = desk.run(&["parse", "no/such/file"]).ends_with(3);
    assert!(run.stderr.contains("no/such/file"), "{}", run.stderr);
    for args in
        [&["list"][..], &["search", "word"], &["show", "1"], &["stats"], &["info"], &["verify"], &["history"]]
    {
        let run = desk.run(args).ends_with(3);
        assert!(run.stderr.contains("offwire.db"), "{args:?}: {}", run.stderr);
    }
    assert!(!desk.path().join("offwire.db").exists(), "reading makes no archive");
}

#[cfg(not(feature = "serve"))]
#[test]
fn a_build_without_the_web_pages_names_what_is_missing() {
    let run = Desk::imported().run(&["serve"]).ends_with(2);
    assert!(run.stderr.contains("feature `serve`"), "{}", run.stderr);
}

#[test]
fn help_version_completions_and_manual_go_to_standard_output() {
    let desk = Desk::new();
    for args in [
        &["--help"][..],
        &["--version"],
        &["help", "import"],
        &["completions", "bash"],
        &["man"],
        &["formats"],
    ] {
        let run = desk.run(args).ends_with(0);
        assert!(!run.stdout.is_empty() && run.stderr.is_empty(), "{args:?}");
    }
    desk.run(&["man", "--into", "pages", "--quiet"]).ends_with(0);
    assert!(desk.path().join("pages/offwire-import.1").exists());
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_ends_quietly() {
    use std::{io::Read, process::Stdio};
    let desk = Desk::new();
    desk.write("many.jsonl", super::support::many(20_000));
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("offwire"))
        .current_dir(desk.path())
        .args(["parse", "many.jsonl"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 100];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let mut stderr = String::new();
    child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
    assert_eq!((child.wait().unwrap().code(), stderr.as_str()), (Some(0), ""));
}

#[test]
fn colours_come_only_where_they_are_wanted() {
    let desk = Desk::with_pages();
    let args = ["parse", "pages/bridge.txt", "--output", "text"];
    assert!(!desk.run(&args).stdout.contains('\x1b'));
    let always: Vec<&str> = args.iter().copied().chain(["--color", "always"]).collect();
    assert!(desk.run(&always).stdout.contains("\x1b[1m"));
}
