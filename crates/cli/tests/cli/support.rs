//! Runs the binary, and makes the pages that the tests read. All text is invented.

use assert_cmd::Command;
use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// What a run printed and how it ended.
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    /// The records of a run with jsonl.
    pub(crate) fn records(&self) -> Vec<Value> {
        self.stdout.lines().map(|line| serde_json::from_str(line).expect(line)).collect()
    }

    /// Everything that a user sees, for a snapshot.
    pub(crate) fn shown(&self) -> String {
        format!(
            "exit {}\n--- stdout\n{}--- stderr\n{}",
            self.code.map_or_else(|| "by signal".into(), |c| c.to_string()),
            self.stdout,
            self.stderr
        )
    }

    #[track_caller]
    pub(crate) fn ends_with(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{}", self.shown());
        self
    }
}

/// Whether the repository's fixtures lie beside the crate; a packed crate does not carry them, and a test that
/// needs them is skipped there.
pub(crate) fn has_fixtures(test: &str) -> bool {
    let has = fixtures("").is_dir();
    if !has {
        println!("{test}: skipped, since it needs the repository's fixtures/");
    }
    has
}

/// A folder of `fixtures`.
pub(crate) fn fixtures(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(name)
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { walk(&path, found) } else { found.push(path) }
    }
}

/// A folder to work in; commands run inside it.
pub(crate) struct Desk {
    dir: tempfile::TempDir,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self { dir: tempfile::tempdir().unwrap() }
    }

    /// A desk with three pages in `pages/`.
    pub(crate) fn with_pages() -> Self {
        let desk = Self::new();
        desk.write("pages/harbour.txt", page("Harbour of Norvik reopens after nine days", "2014", "harbour"));
        desk.write("pages/bridge.txt", page("Old bridge at Tarn closes for repairs", "2015", "bridge"));
        desk.write("pages/school.txt", page("New school opens its doors in Velden", "2016", "school"));
        desk
    }

    /// The same with the pages in its archive.
    pub(crate) fn imported() -> Self {
        let desk = Self::with_pages();
        desk.run(&["import", "pages", "--quiet"]).ends_with(0);
        desk
    }

    pub(crate) fn path(&self) -> &Path {
        self.dir.path()
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    /// Copies a folder of the fixtures to the desk.
    pub(crate) fn bring(&self, name: &str) {
        let mut found = Vec::new();
        walk(&fixtures(name), &mut found);
        for file in found {
            let inside = file.strip_prefix(fixtures(name)).unwrap();
            self.write(&format!("{name}/{}", inside.to_str().unwrap()), fs::read(&file).unwrap());
        }
    }

    /// All files of the desk by their names from there, in order.
    pub(crate) fn files(&self) -> Vec<String> {
        let mut found = Vec::new();
        walk(self.path(), &mut found);
        let name = |file: PathBuf| file.strip_prefix(self.path()).unwrap().to_str().unwrap().to_owned();
        let mut names: Vec<String> = found.into_iter().map(name).collect();
        names.sort();
        names
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::cargo_bin("offwire").unwrap();
        command.current_dir(self.path()).args(args);
        for name in ["OFFWIRE_ARCHIVE", "NO_COLOR", "COLUMNS"] {
            command.env_remove(name);
        }
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Run {
        self.run_with(args, b"")
    }

    pub(crate) fn run_with(&self, args: &[&str], stdin: &[u8]) -> Run {
        let output = self.command(args).write_stdin(stdin).output().unwrap();
        let text = |bytes: Vec<u8>| {
            String::from_utf8_lossy(&bytes).replace(&format!("{}/", self.path().display()), "")
        };
        Run { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }
}

/// A portal's page as a scraper left it: furniture, headline, credit, paragraphs, end mark.
pub(crate) fn page(headline: &str, year: &str, subject: &str) -> String {
    format!(
        "Off the wire\nMinister visits the northern islands  \u{2022} Rain expected until Friday  \u{2022} Council votes on new tram line\n\
         You are here:   Home\n\n{headline}\n\nNordpress, March 14, {year} Adjust font size:\n\n\
         The {subject} that had kept the whole coast waiting was the talk of the town on Monday, when Mayor Ilse Brandt \
         told reporters that the work had been finished ahead of plan.\n\n\
         \"We have waited long enough for the {subject}, and we owe thanks to the crews who worked at night,\" Brandt said \
         at the town hall, where about two hundred people had gathered.\n\n\
         Engineers had spent nine days on the {subject}, and the cost came to 4.2 million crowns, according to the county.\n\n\
         Further work on the {subject} is planned for the autumn, when traffic is lighter. Enditem\n"
    )
}

/// A JSON record of an article.
pub(crate) fn record(id: &str, title: &str, paragraphs: &[&str]) -> String {
    serde_json::json!({"id": id, "title": title, "paragraphs": paragraphs}).to_string()
}

/// Many invented articles as JSON lines.
pub(crate) fn many(n: usize) -> String {
    (0..n)
        .map(|i| {
            let title = format!("Report number {i} from the county of Velden");
            let first =
                format!("The council of Velden met {i} times this year and spoke of the bridge at length.");
            let second =
                format!("Clerk number {i} wrote down what was said, and the mayor signed it on Friday.");
            let text = format!("{first}\n\n{second}");
            let date = format!("{}-{:02}-{:02}", 1980 + i % 30, 1 + i % 12, 1 + i % 28);
            serde_json::json!({"title": title, "text": text, "date": date}).to_string() + "\n"
        })
        .collect()
}

/// A page of the web that declares what it is.
pub(crate) fn web_page(
    headline: &str,
    published: &str,
    address: Option<&str>,
    paragraphs: &[&str],
) -> String {
    let canonical = address.map(|url| format!("<link rel=\"canonical\" href=\"{url}\">")).unwrap_or_default();
    let body: String = paragraphs.iter().map(|text| format!("<p>{text}</p>")).collect();
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{headline}</title>{canonical}\
         <meta property=\"og:type\" content=\"article\">\
         <meta property=\"article:published_time\" content=\"{published}\"></head>\
         <body><article><h1>{headline}</h1>{body}</article></body></html>"
    )
}
