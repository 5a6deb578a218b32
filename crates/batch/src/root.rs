//! The folder that files were found in.

use std::{
    fs,
    path::{self, Path, PathBuf},
};

/// A folder as the user named it, and where it really lies.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Root {
    pub(crate) named: PathBuf,
    /// All links resolved.
    pub(crate) real: PathBuf,
}

impl Root {
    pub(crate) fn new(named: &Path) -> Self {
        let real = fs::canonicalize(named).or_else(|_| path::absolute(named));
        Self { named: named.into(), real: real.unwrap_or_else(|_| named.into()) }
    }

    /// Where a file of the folder lies.
    pub(crate) fn locate(&self, file: &Path) -> PathBuf {
        match file.strip_prefix(&self.named) {
            Ok(inside) => self.real.join(inside),
            // `p.html` lies in `.`, which its name does not begin with.
            Err(_) => self.real.join(file.file_name().unwrap_or(file.as_os_str())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_located_by_all_its_names() {
        let dir = tempfile::tempdir().unwrap();
        let real = fs::canonicalize(dir.path()).unwrap();
        let whole = Root::new(dir.path());
        assert_eq!(whole.locate(&dir.path().join("a/p.html")), real.join("a/p.html"));
        let roundabout = dir.path().join("a/..");
        fs::create_dir(dir.path().join("a")).unwrap();
        assert_eq!(Root::new(&roundabout).locate(&roundabout.join("a/p.html")), real.join("a/p.html"));
        let here = fs::canonicalize(".").unwrap();
        let root = Root::new(Path::new("."));
        assert_eq!(root.locate(Path::new("p.html")), here.join("p.html"));
        assert_eq!(root.locate(Path::new("./p.html")), here.join("p.html"));
    }
}
