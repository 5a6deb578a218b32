//! The walk: from the paths a user names to the sorted list of files to read, and what was passed over.

use crate::{Error, Shard, display_name, root::Root, select::Selection};
use std::{
    collections::HashSet,
    fs::{self, Metadata},
    path::{Path, PathBuf},
    sync::Arc,
};
use walkdir::WalkDir;

/// A file to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// The path as it was given, with `/` between folders; `-` is standard input.
    pub name: String,
    /// The path itself where `name` does not lead to it (bytes that are no UTF-8).
    pub(crate) raw: Option<Box<Path>>,
    /// The folder that the user named and it was found in; for a file named by itself, its own folder.
    pub(crate) root: Arc<Root>,
    /// Size in bytes; 0 for standard input.
    pub size: u64,
    /// Last change in nanoseconds since 1970, where the file system tells.
    pub modified: i64,
}

impl SourceFile {
    /// Where to open it.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.raw.as_deref().unwrap_or_else(|| Path::new(&self.name))
    }

    /// Whether it is standard input.
    #[must_use]
    pub fn is_stdin(&self) -> bool {
        self.raw.is_none() && self.name == "-"
    }

    /// Where it lies, whatever folder and spelling led to it: two files of one name are told apart by this, and one
    /// file of two names is known again.
    #[must_use]
    pub fn location(&self) -> String {
        display_name(&self.root.locate(self.path()))
    }

    fn new(path: &Path, root: &Arc<Root>, metadata: &Metadata) -> Self {
        let name = display_name(path);
        let raw = (Path::new(&name) != path).then(|| path.into());
        let modified = metadata.modified().ok().and_then(|t| t.duration_since(std::time::UNIX_EPOCH).ok());
        let modified = modified.and_then(|d| i64::try_from(d.as_nanos()).ok()).unwrap_or(0);
        Self { name, raw, root: Arc::clone(root), size: metadata.len(), modified }
    }

    fn stdin() -> Self {
        Self { name: "-".into(), raw: None, root: Arc::default(), size: 0, modified: 0 }
    }
}

/// Something that the walk met and did not take.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct PassedOver {
    /// Its name.
    pub path: String,
    /// Why it was not taken, in a few words.
    pub why: String,
}

/// What the walk found.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// The files to read, sorted by name.
    pub files: Vec<SourceFile>,
    /// What was met and not taken, sorted by name; files that a pattern or shard leaves out are not listed.
    pub passed_over: Vec<PassedOver>,
}

impl Plan {
    /// Bytes of all files.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|f| f.size).sum()
    }

    /// Leaves out an archive that lies among its sources, and what SQLite keeps beside it.
    pub(crate) fn without(self, archive: &Path) -> Self {
        self.leave_out(archive, &["", "-wal", "-shm", "-journal"], "the archive itself")
    }

    /// Leaves out the files of this name with these endings.
    pub(crate) fn leave_out(mut self, own: &Path, endings: &[&str], why: &str) -> Self {
        let Some((home, name)) = fs::canonicalize(own).ok().as_deref().and_then(folder_and_name) else {
            return self;
        };
        let own: Vec<String> = endings.iter().map(|end| format!("{name}{end}")).collect();
        let is_own = |path: &Path| {
            let named = path.file_name().is_some_and(|file| own.iter().any(|own| file == own.as_str()));
            named && fs::canonicalize(path).is_ok_and(|path| path.parent() == Some(home.as_path()))
        };
        let (own, files) = std::mem::take(&mut self.files).into_iter().partition(|file| is_own(file.path()));
        self.files = files;
        let passed = |file: SourceFile| PassedOver { path: file.name, why: why.into() };
        self.passed_over.extend(Vec::into_iter(own).map(passed));
        self.passed_over.sort_by(|a, b| a.path.cmp(&b.path));
        self
    }

    /// Walks `paths`. A folder is walked to its end; links are followed where they stay in the folder.
    pub(crate) fn walk(
        paths: &[PathBuf],
        selection: &Selection,
        shard: Option<Shard>,
    ) -> Result<Self, Error> {
        let mut walk = Walk { selection, shard, plan: Self::default(), root: Arc::default() };
        for path in paths {
            walk.input(path)?;
        }
        let mut plan = walk.plan;
        plan.files.sort_by(|a, b| a.name.cmp(&b.name));
        plan.files.dedup_by(|a, b| a.name == b.name);
        if paths.len() > 1 {
            drop_second_names(&mut plan.files);
        }
        plan.passed_over.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(plan)
    }
}

struct Walk<'a> {
    selection: &'a Selection,
    shard: Option<Shard>,
    plan: Plan,
    /// The folder of the file that was named last: lists name many of one folder.
    root: Arc<Root>,
}

impl Walk<'_> {
    fn input(&mut self, path: &Path) -> Result<(), Error> {
        if path == Path::new("-") {
            self.plan.files.push(SourceFile::stdin());
            return Ok(());
        }
        let metadata = fs::metadata(path).map_err(|e| Error::Input {
            path: path.into(),
            detail: format!("cannot be opened ({e})"),
            source: Some(e),
        })?;
        if metadata.is_dir() {
            self.folder(path);
        } else if metadata.is_file() {
            let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
            if self.root.named != folder {
                self.root = Arc::new(Root::new(folder));
            }
            let root = Arc::clone(&self.root);
            self.take(path, &root, &metadata);
        } else {
            self.pass(path, kind_of(&metadata));
        }
        Ok(())
    }

    fn folder(&mut self, root: &Path) {
        // A link may lead anywhere inside the folder that the user named, and nowhere else.
        let home = Arc::new(Root::new(root));
        let mut entries = WalkDir::new(root).follow_links(true).into_iter();
        while let Some(entry) = entries.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(e) => {
                    let path = e.path().unwrap_or(root).to_owned();
                    let why = if e.loop_ancestor().is_some() {
                        "a link that leads round in a circle".into()
                    } else {
                        cause(&e)
                    };
                    self.pass(&path, &why);
                    continue;
                }
            };
            let is_folder = entry.file_type().is_dir();
            if entry.path_is_symlink() && entry.depth() > 0 && !stays_inside(entry.path(), &home.real) {
                self.pass(entry.path(), "a link that leaves the folder");
                if is_folder {
                    entries.skip_current_dir();
                }
                continue;
            }
            if is_folder {
                continue;
            }
            match entry.metadata() {
                Ok(metadata) if metadata.is_file() => self.take(entry.path(), &home, &metadata),
                Ok(metadata) => self.pass(entry.path(), kind_of(&metadata)),
                Err(e) => self.pass(entry.path(), &cause(&e)),
            }
        }
    }

    fn take(&mut self, path: &Path, root: &Arc<Root>, metadata: &Metadata) {
        let file = SourceFile::new(path, root, metadata);
        if self.selection.takes(&file.name) && self.shard.is_none_or(|shard| shard.holds(&file.name)) {
            self.plan.files.push(file);
        }
    }

    fn pass(&mut self, path: &Path, why: &str) {
        self.plan.passed_over.push(PassedOver { path: display_name(path), why: why.to_owned() });
    }
}

fn folder_and_name(path: &Path) -> Option<(PathBuf, String)> {
    Some((path.parent()?.to_owned(), path.file_name()?.to_str()?.to_owned()))
}

fn stays_inside(path: &Path, home: &Path) -> bool {
    fs::canonicalize(path).is_ok_and(|target| target.starts_with(home))
}

fn cause(error: &walkdir::Error) -> String {
    error.io_error().map_or_else(|| error.to_string(), ToString::to_string)
}

#[cfg(unix)]
fn kind_of(metadata: &Metadata) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    let kind = metadata.file_type();
    match () {
        () if kind.is_fifo() => "a pipe",
        () if kind.is_socket() => "a socket",
        () if kind.is_block_device() || kind.is_char_device() => "a device",
        () => "no regular file",
    }
}

#[cfg(not(unix))]
fn kind_of(_: &Metadata) -> &'static str {
    "no regular file"
}

/// Two inputs may lead to one file by two names: the first name stays.
fn drop_second_names(files: &mut Vec<SourceFile>) {
    let mut seen = HashSet::new();
    files.retain(|file| fs::canonicalize(file.path()).map_or(true, |path| seen.insert(path)));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(plan: &Plan, root: &Path) -> Vec<String> {
        let root = format!("{}/", root.display());
        plan.files.iter().map(|f| f.name.replace(&root, "")).collect()
    }

    fn walk(paths: &[PathBuf]) -> Plan {
        Plan::walk(paths, &Selection::default(), None).unwrap()
    }

    #[test]
    fn files_come_sorted_and_once() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("b")).unwrap();
        for name in ["c.txt", "b/2.txt", "b/1.txt", "a.txt"] {
            fs::write(dir.path().join(name), name).unwrap();
        }
        let plan = walk(&[dir.path().join("b"), dir.path().into(), dir.path().join("a.txt")]);
        assert_eq!(names(&plan, dir.path()), ["a.txt", "b/1.txt", "b/2.txt", "c.txt"]);
        assert_eq!(plan.bytes(), 5 + 7 + 7 + 5);
    }

    #[cfg(unix)]
    #[test]
    fn links_out_loops_and_pipes_are_passed_over() {
        use std::os::unix::fs::symlink;
        let dir = tempfile::tempdir().unwrap();
        let outside = tempfile::tempdir().unwrap();
        fs::write(outside.path().join("secret.txt"), "x").unwrap();
        fs::create_dir(dir.path().join("in")).unwrap();
        fs::write(dir.path().join("in/a.txt"), "x").unwrap();
        symlink(outside.path(), dir.path().join("out")).unwrap();
        symlink(outside.path().join("secret.txt"), dir.path().join("out.txt")).unwrap();
        symlink("..", dir.path().join("in/loop")).unwrap();
        symlink("nowhere", dir.path().join("broken")).unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(dir.path().join("socket")).unwrap();
        let plan = walk(&[dir.path().into()]);
        assert_eq!(names(&plan, dir.path()), ["in/a.txt"]);
        let passed: Vec<(String, &str)> = plan
            .passed_over
            .iter()
            .map(|p| (p.path.rsplit('/').next().unwrap().to_owned(), p.why.as_str()))
            .collect();
        let why = |name: &str| passed.iter().find(|p| p.0 == name).map(|p| p.1);
        assert_eq!(why("out"), Some("a link that leaves the folder"));
        assert_eq!(why("out.txt"), Some("a link that leaves the folder"));
        assert_eq!(why("loop"), Some("a link that leads round in a circle"));
        assert_eq!(why("socket"), Some("a socket"));
        assert!(why("broken").is_some());
    }

    #[test]
    fn an_archive_among_its_sources_is_not_read() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["a.txt", "news.db", "news.db-wal", "other.db"] {
            fs::write(dir.path().join(name), name).unwrap();
        }
        let plan = walk(&[dir.path().into()]).without(&dir.path().join("news.db"));
        assert_eq!(names(&plan, dir.path()), ["a.txt", "other.db"]);
        assert!(plan.passed_over.iter().all(|passed| passed.why == "the archive itself"));
        assert_eq!(plan.passed_over.len(), 2);
    }

    #[test]
    fn a_missing_input_is_a_failure_with_its_name() {
        let error =
            Plan::walk(&["/nowhere/at/all".into()], &Selection::default(), None).unwrap_err().to_string();
        assert!(error.starts_with("/nowhere/at/all: cannot be opened"), "{error}");
    }
}
