//! `fixtures/hostile` and `fixtures/pages` in one import, among names and links that no repository can hold:
//! each case comes to what its table says, and no case harms another.

use super::support::{Desk, fixtures, has_fixtures, page};
use serde_json::Value;
use std::{collections::BTreeMap, fs, path::PathBuf};

/// What comes of a file: articles, and the causes of what is in quarantine, sorted.
type Outcome = (usize, Vec<String>);

/// The table of `fixtures/hostile/README.md`: file, articles, causes, what it is.
fn expected() -> BTreeMap<String, Outcome> {
    let table = fs::read_to_string(fixtures("hostile/README.md")).unwrap();
    let rows = table.lines().filter_map(|line| line.strip_prefix("| `"));
    let row = |line: &str| {
        let cells: Vec<&str> = line.trim_end_matches('|').split(" | ").map(str::trim).collect();
        let [file, articles, causes, what] = cells.as_slice() else { panic!("{line}") };
        assert!(!what.is_empty(), "{line}");
        let mut causes: Vec<String> = causes.split(", ").filter(|c| *c != "-").map(str::to_owned).collect();
        causes.sort();
        (format!("hostile/{}", file.trim_end_matches('`')), (articles.parse().unwrap(), causes))
    };
    rows.map(row).collect()
}

/// The articles that each folder of `fixtures/pages` must give.
fn pages() -> BTreeMap<String, usize> {
    let folders = fs::read_dir(fixtures("pages")).unwrap().map(|entry| entry.unwrap().path());
    let count = |folder: PathBuf| {
        let gold: Vec<Value> =
            serde_json::from_slice(&fs::read(folder.join("article.json")).unwrap()).unwrap();
        (format!("pages/{}", folder.file_name().unwrap().to_string_lossy()), gold.len())
    };
    folders.filter(|folder| folder.is_dir()).map(count).collect()
}

/// What the archive holds of each file.
fn stored(desk: &Desk) -> BTreeMap<String, Outcome> {
    let mut stored: BTreeMap<String, Outcome> = BTreeMap::new();
    for article in desk.run(&["export", "--to", "jsonl"]).ends_with(0).records() {
        stored.entry(article["source"]["path"].as_str().unwrap().into()).or_default().0 += 1;
    }
    for record in desk.run(&["quarantine", "list", "--limit", "10000"]).ends_with(0).records() {
        let causes = &mut stored.entry(record["path"].as_str().unwrap().into()).or_default().1;
        causes.push(record["reason"].as_str().unwrap().into());
        causes.sort();
    }
    stored
}

/// Files and names that are made here: too large for a repository, or held by no version control.
fn make(desk: &Desk) -> BTreeMap<String, Outcome> {
    let mut expected = BTreeMap::new();
    let mut is = |name: &str, articles: usize, causes: &[&str]| {
        expected.insert(format!("made/{name}"), (articles, causes.iter().map(|c| (*c).to_owned()).collect()));
    };
    desk.write("made/large.txt", "One sentence stands behind the other here. ".repeat(100_000));
    is("large.txt", 0, &["too-large"]);
    let lines = format!("{}\n{{\"title\": \"{}\"}}\n", line("Before the long line"), "x".repeat(5 << 20));
    desk.write("made/long-line.jsonl", lines + &line("Behind the long line"));
    is("long-line.jsonl", 2, &["too-large"]);
    let mut deep = page("Story under many layers of gzip", "1999", "well").into_bytes();
    for _ in 0..40 {
        deep = gzip(&deep);
    }
    desk.write("made/deep.gz", deep);
    is("deep.gz", 0, &["bomb"]);
    desk.write("made/zeros.gz", gzip(&vec![0; 32 << 20]));
    is("zeros.gz", 0, &["not-text"]);
    desk.write("made/good.txt", page("Good story among the bad ones", "1998", "mill"));
    is("good.txt", 1, &[]);
    expected
}

fn line(title: &str) -> String {
    let text =
        format!("{title} there is a story of some length. It was written on Monday for this test alone.");
    serde_json::json!({"title": title, "text": text}).to_string()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

/// Names, pipes, links and rights of a Unix; the number of articles that come of them, and of quarantined files.
#[cfg(unix)]
fn make_for_unix(desk: &Desk) -> (usize, usize) {
    use std::{
        ffi::OsStr,
        os::unix::{ffi::OsStrExt, fs::PermissionsExt, fs::symlink},
        process::Command,
    };
    let made = desk.path().join("made/unix");
    fs::create_dir_all(&made).unwrap();
    let names: [&[u8]; 5] =
        [b"bytes-\xff\xfe.txt", b"line\nbreak.txt", b"escape-\x1b[2J.txt", b"tab\t.txt", b"*?.txt"];
    for (number, name) in names.iter().enumerate() {
        let story = page(&format!("Story number {number} under a strange name"), "1997", "river");
        fs::write(made.join(OsStr::from_bytes(name)), story).unwrap();
    }
    symlink(".", made.join("round")).unwrap();
    symlink("loop-b", made.join("loop-a")).unwrap();
    symlink("loop-a", made.join("loop-b")).unwrap();
    symlink("/etc", made.join("out")).unwrap();
    symlink("nowhere", made.join("dangling")).unwrap();
    assert!(Command::new("mkfifo").arg(made.join("pipe")).status().unwrap().success());
    let closed = made.join("closed.txt");
    fs::write(&closed, page("Story that nobody may read", "1996", "gate")).unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    // The superuser may read all.
    let is_open = fs::File::open(&closed).is_ok();
    (names.len() + usize::from(is_open), usize::from(!is_open))
}

#[cfg(not(unix))]
fn make_for_unix(_: &Desk) -> (usize, usize) {
    (0, 0)
}

#[test]
fn each_case_comes_to_what_its_table_says() {
    if !has_fixtures("each_case_comes_to_what_its_table_says") {
        return;
    }
    let desk = Desk::new();
    desk.bring("hostile");
    desk.bring("pages");
    let mut expected = expected();
    let on_disk = desk.files().iter().filter(|file| file.starts_with("hostile/")).count();
    assert_eq!(on_disk - 1, expected.len(), "each file has its row in README.md");
    expected.extend(make(&desk));
    let (strange, closed) = make_for_unix(&desk);
    let arguments = ["import", "hostile", "pages", "made", "--report", "report.json", "--max-record", "4M"];
    let excluded = ["--exclude", "README.md", "--exclude", "SOURCES.md", "--exclude", "origin.toml"];
    let run = desk.run(&[&arguments[..], &excluded, &["--exclude", "article.json"]].concat()).ends_with(1);
    assert!(!run.stderr.contains("panicked") && !run.stderr.contains('\x1b'), "{}", run.stderr);

    let stored = stored(&desk);
    let none = Outcome::default();
    for (file, outcome) in &expected {
        assert_eq!(stored.get(file).unwrap_or(&none), outcome, "{file}");
    }
    for (folder, articles) in pages() {
        let of_folder = stored.iter().filter(|(file, _)| file.starts_with(&format!("{folder}/")));
        assert_eq!(of_folder.map(|(_, outcome)| outcome.0).sum::<usize>(), articles, "{folder}");
    }
    let of_unix = stored.iter().filter(|(file, _)| file.starts_with("made/unix/"));
    let (articles, failed) = of_unix.fold((0, 0), |(a, f), (_, o)| (a + o.0, f + o.1.len()));
    assert_eq!((articles, failed), (strange, closed), "names and rights of a Unix");

    let report: Value = serde_json::from_slice(&fs::read(desk.path().join("report.json")).unwrap()).unwrap();
    let n = |name: &str| report[name].as_u64().unwrap() as usize;
    let parts = ["imported", "duplicates", "new_versions", "excluded", "quarantined"];
    assert_eq!(n("read"), parts.map(n).iter().sum::<usize>(), "{report}");
    assert_eq!(n("imported") + n("new_versions"), stored.values().map(|o| o.0).sum::<usize>(), "{report}");
    assert_eq!(n("quarantined"), stored.values().map(|o| o.1.len()).sum::<usize>(), "{report}");
    desk.run(&["verify"]).ends_with(0);
}
