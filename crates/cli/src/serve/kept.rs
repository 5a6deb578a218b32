//! Counts over the whole archive, kept until it changes.

use std::{
    fs::{self, Metadata},
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    time::SystemTime,
};

/// What tells whether an archive was written to.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct State {
    file: Option<File>,
    log: Option<File>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct File {
    length: u64,
    written: Option<SystemTime>,
    number: u64,
}

impl State {
    /// Of the file alone.
    pub(super) fn of_file(path: &Path) -> Self {
        Self { file: File::of(path), log: None }
    }

    /// Of the file and its write-ahead log.
    pub(super) fn of_archive(path: &Path) -> Self {
        let mut log = path.as_os_str().to_owned();
        log.push("-wal");
        Self { log: File::of(Path::new(&log)), ..Self::of_file(path) }
    }
}

impl File {
    fn of(path: &Path) -> Option<Self> {
        let meta = fs::metadata(path).ok()?;
        Some(Self { length: meta.len(), written: meta.modified().ok(), number: number(&meta) })
    }
}

/// What tells a file from another of the same name.
#[cfg(unix)]
fn number(meta: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(meta)
}

#[cfg(not(unix))]
fn number(_: &Metadata) -> u64 {
    0
}

/// One thing with the state of the archive that it was made from.
pub(super) struct Kept<T>(Mutex<Option<(State, Arc<T>)>>);

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(Mutex::new(None))
    }
}

impl<T> Kept<T> {
    /// The thing; made anew where the archive has changed.
    pub(super) fn get<E>(&self, state: State, make: impl FnOnce() -> Result<T, E>) -> Result<Arc<T>, E> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((_, thing)) = kept.filter(|(of, _)| *of == state) {
            return Ok(thing);
        }
        let thing = Arc::new(make()?);
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((state, Arc::clone(&thing)));
        Ok(thing)
    }
}
