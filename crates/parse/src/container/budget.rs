//! How much one input may unpack to, all containers in it taken together: zips in zips unpack to far more than
//! any one of them.

use super::RATIO_FROM;
use crate::Reason;
use crate::stream::Failure;
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// Bytes read from an input and bytes unpacked from them; clones count together.
#[derive(Clone, Default)]
pub(crate) struct Budget(Arc<Counts>);

#[derive(Default)]
struct Counts {
    read: AtomicU64,
    unpacked: AtomicU64,
    is_spent: AtomicBool,
}

impl Budget {
    /// Counts bytes of the input itself.
    pub(crate) fn read(&self, count: u64) {
        self.0.read.fetch_add(count, Ordering::Relaxed);
    }

    /// Counts unpacked bytes.
    ///
    /// # Errors
    /// Where all that was unpacked is too much for what was read.
    pub(crate) fn unpacked(&self, count: usize, max_ratio: u64) -> io::Result<()> {
        let unpacked = self.0.unpacked.fetch_add(count as u64, Ordering::Relaxed) + count as u64;
        let read = self.0.read.load(Ordering::Relaxed);
        if read == 0 || unpacked <= 4 * RATIO_FROM || unpacked / read <= max_ratio {
            return Ok(());
        }
        self.0.is_spent.store(true, Ordering::Relaxed);
        let detail =
            format!("all containers together unpack to more than {max_ratio} times the file: a bomb");
        Err(Failure::new(Reason::Bomb, detail).into_io())
    }

    /// Whether the limit was passed: nothing more of the input is read then.
    pub(crate) fn is_spent(&self) -> bool {
        self.0.is_spent.load(Ordering::Relaxed)
    }
}

/// Counts what is read of an input.
pub(crate) struct Metered<R> {
    pub(crate) inner: R,
    pub(crate) budget: Budget,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(into)?;
        self.budget.read(count as u64);
        Ok(count)
    }
}
