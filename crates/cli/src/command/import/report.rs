//! `import --report`: where the report goes, and what it may take the place of.

use crate::{
    args::{Global, Import},
    exit::{Failure, Result},
    output::Out,
};
use offwire_batch::display_name;
use serde::Serialize;
use serde_json::Value;
use std::{
    fs::{self, File, Metadata, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
    process,
};

/// Field names by which a report of ours is known: that of a run, and that of a look before it.
const OURS: [&[&str]; 2] =
    [&["run", "ended", "imported", "quarantined_by"], &["files_looked_at", "expected_bytes"]];
/// No report is larger.
const LARGEST: u64 = 64 << 20;

/// Where the report of a run goes.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// Standard output, in the place of the table.
    Output,
    /// A file, links followed.
    File(PathBuf),
    /// A pipe or a device, which nothing can take the place of.
    Pipe(PathBuf),
}

impl Target {
    /// The place that the user named, made sure of before any work: it can be written, and nothing is lost.
    pub(super) fn new(path: &Path, args: &Import, inputs: &[PathBuf], global: &Global) -> Result<Self> {
        if path == Path::new("-") || path == Path::new("/dev/stdout") {
            return Ok(Self::Output);
        }
        if fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir()) {
            return Ok(Self::Pipe(path.to_owned()));
        }
        let place = place(path).map_err(|e| Failure::file(path, &e))?;
        let refuse =
            |what: &str| Failure::usage(format!("{}: the report would overwrite {what}", display_name(path)));
        if is_of_archive(&place, &global.archive) {
            return Err(refuse("the archive"));
        }
        if args.files.files_from.as_deref().and_then(|list| fs::canonicalize(list).ok()).as_ref()
            == Some(&place)
        {
            return Err(refuse("the list of the inputs"));
        }
        let homes: Vec<PathBuf> = inputs.iter().filter_map(|input| fs::canonicalize(input).ok()).collect();
        if homes.contains(&place) && !place.is_dir() {
            return Err(refuse("an input"));
        }
        match fs::metadata(&place) {
            Ok(found) if found.is_dir() => {
                return Err(Failure::file(path, &io::Error::from(io::ErrorKind::IsADirectory)));
            }
            Ok(found) if found.permissions().readonly() => {
                return Err(Failure::file(path, &io::Error::from(io::ErrorKind::PermissionDenied)));
            }
            Ok(found) => {
                let lies_inside = homes.iter().any(|home| place.starts_with(home));
                if !is_ours(&place, &found) && (lies_inside || found.len() > 0) {
                    let what =
                        if lies_inside { "a file of an input folder" } else { "a file that is no report" };
                    return Err(refuse(what).hint("only a former report is replaced; name another file"));
                }
            }
            Err(e) if e.kind() == io::ErrorKind::NotFound => {}
            Err(e) => return Err(Failure::file(path, &e)),
        }
        // The one way to know that a folder can be written to.
        let (trial, _) = beside(&place).map_err(|e| Failure::file(path, &e))?;
        fs::remove_file(trial).map_err(|e| Failure::file(path, &e))?;
        Ok(Self::File(place))
    }

    /// A former report that lies among the inputs and is none of them.
    pub(super) fn file(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Output | Self::Pipe(_) => None,
        }
    }

    /// Writes the report: whole, or not at all.
    pub(super) fn write(&self, report: &impl Serialize, out: &mut Out) -> Result<()> {
        let mut json = serde_json::to_vec_pretty(report).map_err(|e| Failure::unavailable(e.to_string()))?;
        json.push(b'\n');
        match self {
            Self::Output => out.raw(&json),
            Self::Pipe(path) => OpenOptions::new()
                .write(true)
                .open(path)
                .and_then(|mut file| file.write_all(&json))
                .map_err(|e| Failure::file(path, &e)),
            Self::File(path) => replace(path, &json).map_err(|e| Failure::file(path, &e)),
        }
    }
}

/// Where a path leads, whether there is a file or not: links and dots resolved.
fn place(path: &Path) -> io::Result<PathBuf> {
    if fs::symlink_metadata(path).is_ok() {
        return fs::canonicalize(path);
    }
    let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Ok(fs::canonicalize(folder)?.join(name))
}

/// Whether a file is the archive or one that SQLite keeps beside it.
fn is_of_archive(file: &Path, archive: &Path) -> bool {
    let Ok(archive) = place(archive) else { return false };
    ["", "-wal", "-shm", "-journal"].iter().any(|end| {
        let mut name = archive.clone().into_os_string();
        name.push(end);
        file.as_os_str() == name
    })
}

fn is_ours(path: &Path, found: &Metadata) -> bool {
    if found.len() > LARGEST {
        return false;
    }
    let Ok(Value::Object(fields)) =
        fs::read(path).map_err(drop).and_then(|b| serde_json::from_slice(&b).map_err(drop))
    else {
        return false;
    };
    OURS.iter().any(|names| names.iter().all(|name| fields.contains_key(*name)))
}

/// A new file in the folder of another.
fn beside(path: &Path) -> io::Result<(PathBuf, File)> {
    let new = path.with_file_name(format!(".offwire-report-{}.partial", process::id()));
    let file = File::create_new(&new)?;
    Ok((new, file))
}

fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let (new, mut file) = beside(path)?;
    let done = file.write_all(bytes).and_then(|()| file.sync_all()).and_then(|()| fs::rename(&new, path));
    if done.is_err() {
        let _ = fs::remove_file(&new);
    }
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_are_known_by_their_fields() {
        let dir = tempfile::tempdir().unwrap();
        let is_ours = |text: &str| {
            let path = dir.path().join("file");
            fs::write(&path, text).unwrap();
            is_ours(&path, &fs::metadata(&path).unwrap())
        };
        assert!(is_ours(r#"{"run": 1, "ended": "complete", "imported": 3, "quarantined_by": {}}"#));
        assert!(is_ours(r#"{"files_looked_at": 3, "expected_bytes": 7}"#));
        assert!(!is_ours(r#"{"run": 1, "ended": "complete", "imported": 3}"#));
        assert!(!is_ours(r#"[{"run": 1}]"#) && !is_ours("") && !is_ours("SQLite format 3"));
    }

    #[test]
    fn a_report_takes_the_place_of_a_former_one_in_one_step() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("report.json");
        fs::write(&path, "old").unwrap();
        replace(&path, b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_sqlite_keeps_beside_the_archive_is_of_it() {
        let dir = tempfile::tempdir().unwrap();
        let archive = dir.path().join("news.db");
        let is_of = |name: &str| is_of_archive(&place(&dir.path().join(name)).unwrap(), &archive);
        assert!(is_of("news.db") && is_of("news.db-wal") && is_of("./news.db-shm"));
        assert!(!is_of("news.json") && !is_of("news.db-old"));
    }
}
