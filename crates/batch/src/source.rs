//! Opening a file and giving its records one after the other.

use crate::{Opened, Unpack, chunk::Entry, opened::Counted, siblings::Folder, unit::Job};
use offwire_parse::{Error as ParseError, Origin, Reason};
use std::{
    fs::File,
    io::{self, BufReader, Cursor, Read, Seek},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

/// Files up to this size are read in one go.
const WHOLE: u64 = 4 << 20;
const BUFFER: usize = 256 << 10;

/// Gives the records of a job that are not done yet, then its end; stops where `each` says `false`.
pub(crate) fn records(
    job: &Job,
    index_of_job: usize,
    unpack: &Unpack,
    bytes_read: &Arc<AtomicU64>,
    mut each: impl FnMut(Entry) -> bool,
) {
    let origin = Origin::file(job.file.name.clone());
    let mut n_items = 0;
    match open(job, bytes_read) {
        Ok(read) => {
            for record in unpack(read, origin) {
                n_items += 1;
                if n_items <= job.done {
                    continue;
                }
                if !each(Entry::Record { job: index_of_job, index: n_items - 1, record: Box::new(record) }) {
                    return;
                }
            }
        }
        Err(cause) => {
            n_items = 1;
            let error = ParseError::at(&origin, Reason::Unreadable, format!("cannot be read ({cause})"));
            let record = Box::new(Err(error.caused_by(cause)));
            if !each(Entry::Record { job: index_of_job, index: 0, record }) {
                return;
            }
        }
    }
    each(Entry::End { job: index_of_job, items: n_items });
}

fn open(job: &Job, bytes_read: &Arc<AtomicU64>) -> io::Result<Opened> {
    let bytes = Arc::clone(bytes_read);
    if job.file.is_stdin() {
        return Ok(Opened::Stream(Box::new(Counted { read: io::stdin(), bytes })));
    }
    let path = job.file.path();
    let siblings = Arc::new(Folder::around(path, &job.file.root));
    let mut file = File::open(path)?;
    if job.file.size < WHOLE {
        // The size may have changed since the walk; what is there now is read, within the same bound.
        let mut whole = Vec::with_capacity(usize::try_from(job.file.size).unwrap_or(0) + 1);
        Read::by_ref(&mut file).take(WHOLE).read_to_end(&mut whole)?;
        if (whole.len() as u64) < WHOLE {
            bytes.fetch_add(whole.len() as u64, Ordering::Relaxed);
            return Ok(Opened::File(Box::new(Cursor::new(whole)), siblings));
        }
        file.rewind()?;
    }
    let buffered = BufReader::with_capacity(BUFFER, Counted { read: file, bytes });
    Ok(Opened::File(Box::new(buffered), siblings))
}
