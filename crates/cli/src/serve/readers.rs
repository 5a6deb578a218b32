//! Openings of the archive for reading, lent to one request each.

use super::kept::State;
use offwire_archive::{Archive, Error};
use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, Weak,
        atomic::{AtomicBool, Ordering},
    },
};

/// Openings that are kept for the next request.
const IDLE: usize = 4;

/// Openings of one archive. None of them is in a transaction while it is idle, so that nobody who writes waits for one.
pub(super) struct Readers {
    path: PathBuf,
    idle: Mutex<Vec<Reader>>,
    /// Flags of the requests under way.
    under_way: Mutex<Vec<Weak<AtomicBool>>>,
}

/// An opening.
pub(super) struct Reader {
    pub(super) archive: Archive,
    /// The file as it was before it was opened.
    file: State,
}

impl Readers {
    /// Opens the archive once, so that what is wrong with it is told at the start.
    pub(super) fn open(path: &Path) -> Result<Self, Error> {
        let file = State::of_file(path);
        let archive = Archive::open_read_only(path)?;
        // The folder may change under the program; the archive stays the one that was named.
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
        let idle = Mutex::new(vec![Reader { archive, file }]);
        Ok(Self { path, idle, under_way: Mutex::default() })
    }

    /// An opening for one request. A file that was changed or put in the other's place is opened anew: where the
    /// folder allows no write-ahead log, an opening does not see what others write.
    pub(super) fn take(&self) -> Result<Reader, Error> {
        let file = State::of_file(&self.path);
        let (found, old) = {
            let mut idle = lock(&self.idle);
            let (mut fresh, old): (Vec<Reader>, Vec<Reader>) =
                idle.drain(..).partition(|reader| reader.file == file);
            let found = fresh.pop();
            *idle = fresh;
            (found, old)
        };
        // Closed outside of the lock: the last to close clears the write-ahead log away.
        drop(old);
        match found {
            Some(reader) => Ok(reader),
            None => Ok(Reader { archive: Archive::open_read_only(&self.path)?, file }),
        }
    }

    /// Takes an opening back.
    pub(super) fn give(&self, reader: Reader) {
        let mut idle = lock(&self.idle);
        if idle.len() < IDLE {
            idle.push(reader);
        }
    }

    /// Notes the flag of a request, so that the end of the program ends it.
    pub(super) fn begin(&self, stop: &Arc<AtomicBool>) {
        let mut under_way = lock(&self.under_way);
        under_way.retain(|flag| flag.strong_count() > 0);
        under_way.push(Arc::downgrade(stop));
    }

    /// Gives up what is under way.
    pub(super) fn give_up(&self) {
        for flag in lock(&self.under_way).iter().filter_map(Weak::upgrade) {
            flag.store(true, Ordering::Relaxed);
        }
    }

    /// The archive as it is now, with what was written and not yet brought into the file.
    pub(super) fn state(&self) -> State {
        State::of_archive(&self.path)
    }
}

/// A request that failed leaves nothing half done here.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
