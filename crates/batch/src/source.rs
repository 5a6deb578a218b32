//! Opening a file and giving its records one after the other.

use crate::{Opened, Unpack, chunk::Entry, opened::Counted, siblings::Folder, unit::Job};
use offwire_parse::{Error as ParseError, Origin, RawItem, Reason};
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
pub(crate) fn records(job: &Job, index_of_job: usize, unpack: &Unpack, mut each: impl FnMut(Entry) -> bool) {
    let origin = Origin::file(job.file.name.clone());
    let taken = Arc::new(AtomicU64::new(0));
    let (mut n_items, mut skipped) = (0, 0);
    let reached = match open(job, &taken) {
        Ok(read) => {
            for record in unpack(read, origin) {
                n_items += 1;
                let reached = reached(&record, job, &taken);
                if n_items <= job.done {
                    skipped = reached;
                    if n_items == job.done && !each(Entry::Skipped { bytes: skipped }) {
                        return;
                    }
                    continue;
                }
                let reached = reached.saturating_sub(skipped);
                let record = Box::new(record);
                if !each(Entry::Record { job: index_of_job, index: n_items - 1, record, reached }) {
                    return;
                }
            }
            let whole = if job.file.is_stdin() { taken.load(Ordering::Relaxed) } else { job.file.size };
            whole.saturating_sub(skipped)
        }
        Err(cause) => {
            n_items = 1;
            let error = ParseError::at(&origin, Reason::Unreadable, format!("cannot be read ({cause})"));
            let record = Box::new(Err(error.caused_by(cause)));
            if !each(Entry::Record { job: index_of_job, index: 0, record, reached: 0 }) {
                return;
            }
            0
        }
    };
    each(Entry::End { job: index_of_job, items: n_items, reached });
}

/// Bytes of the file up to the end of a record. Readers run ahead of the records, and look at the head of a file
/// more than once: where a record says its place, that is believed.
fn reached(record: &Result<RawItem, ParseError>, job: &Job, taken: &AtomicU64) -> u64 {
    let taken = taken.load(Ordering::Relaxed);
    let taken = if job.file.is_stdin() { taken } else { taken.min(job.file.size) };
    let Ok(item) = record else { return taken };
    match item.origin.offset.filter(|_| item.origin.member.is_none()) {
        // What is unpacked lies further on than its packed bytes.
        Some(offset) => taken.min(offset.saturating_add(item.bytes.len() as u64)),
        None => taken,
    }
}

fn open(job: &Job, taken: &Arc<AtomicU64>) -> io::Result<Opened> {
    let bytes = Arc::clone(taken);
    if job.file.is_stdin() {
        return Ok(Opened::Stream(Box::new(Counted { read: io::stdin(), bytes })));
    }
    let path = job.file.path();
    let siblings = Arc::new(Folder::around(path, &job.file.root.named));
    let mut file = File::open(path)?;
    if job.file.size < WHOLE {
        // The size may have changed since the walk; what is there now is read, within the same bound.
        let mut whole = Vec::with_capacity(usize::try_from(job.file.size).unwrap_or(0) + 1);
        Read::by_ref(&mut file).take(WHOLE).read_to_end(&mut whole)?;
        if (whole.len() as u64) < WHOLE {
            return Ok(Opened::File(Box::new(Counted { read: Cursor::new(whole), bytes }), siblings));
        }
        file.rewind()?;
    }
    let buffered = Counted { read: BufReader::with_capacity(BUFFER, file), bytes };
    Ok(Opened::File(Box::new(buffered), siblings))
}
