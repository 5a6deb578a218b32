//! The files around a file, for formats whose records lie in several of them.

use offwire_parse::Siblings;
use std::{
    fs::{self, File},
    io::{BufReader, Read},
    path::{Component, Path, PathBuf},
};

/// What lies around a file, as far as the folder that the user named reaches.
#[derive(Debug)]
pub(crate) struct Folder {
    /// The folder of the file itself.
    here: PathBuf,
    /// Nothing outside of this is opened.
    root: PathBuf,
}

impl Folder {
    pub(crate) fn around(file: &Path, root: &Path) -> Self {
        let here = file.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Self { here: here.into(), root: root.into() }
    }

    /// The path, where it stays below the root with all links resolved.
    fn inside(&self, relative: &str) -> Option<PathBuf> {
        let relative = Path::new(relative);
        let is_plain = |c| matches!(c, Component::Normal(_) | Component::ParentDir | Component::CurDir);
        if !relative.components().all(is_plain) {
            return None;
        }
        let path = fs::canonicalize(self.here.join(relative)).ok()?;
        path.starts_with(fs::canonicalize(&self.root).ok()?).then_some(path)
    }
}

impl Siblings for Folder {
    fn open(&self, relative: &str) -> Option<Box<dyn Read + Send>> {
        let path = self.inside(relative)?;
        if !fs::metadata(&path).ok()?.is_file() {
            return None;
        }
        Some(Box::new(BufReader::with_capacity(64 << 10, File::open(path).ok()?)))
    }

    fn list(&self, folder: &str) -> Vec<String> {
        let Some(entries) = self.inside(folder).and_then(|path| fs::read_dir(path).ok()) else {
            return Vec::new();
        };
        let is_file = |e: &fs::DirEntry| e.metadata().is_ok_and(|m| m.is_file());
        let mut names: Vec<String> = entries
            .filter_map(Result::ok)
            .filter(is_file)
            .filter_map(|e| e.file_name().into_string().ok())
            .collect();
        names.sort_unstable();
        names
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_outside_the_root_is_seen() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().join("root");
        fs::create_dir_all(root.join("issue/pages")).unwrap();
        fs::write(dir.path().join("secret"), "x").unwrap();
        fs::write(root.join("issue/mets.xml"), "mets").unwrap();
        fs::write(root.join("issue/pages/1.xml"), "page").unwrap();
        fs::write(root.join("other.xml"), "other").unwrap();
        let folder = Folder::around(&root.join("issue/mets.xml"), &root);
        let read = |name: &str| {
            let mut text = String::new();
            folder.open(name).map(|mut file| file.read_to_string(&mut text).map(|_| text).unwrap())
        };
        assert_eq!(read("pages/1.xml").as_deref(), Some("page"));
        assert_eq!(read("../other.xml").as_deref(), Some("other"));
        assert_eq!(read("../../secret"), None);
        assert_eq!(read("/etc/passwd"), None);
        assert_eq!(read("pages"), None);
        assert_eq!(folder.list("pages"), ["1.xml"]);
        assert_eq!(folder.list(""), ["mets.xml"]);
        assert!(folder.list("../..").is_empty());
    }
}
