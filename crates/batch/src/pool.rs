//! The worker threads. The only place that names rayon.

use crate::Error;
use rayon::{ThreadPool, ThreadPoolBuilder};

/// Deep trees are walked without recursion, but libraries below may nest.
const STACK: usize = 8 << 20;

/// Number of threads that the machine runs at once.
#[must_use]
pub fn available_threads() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

pub(crate) fn pool(threads: usize) -> Result<ThreadPool, Error> {
    ThreadPoolBuilder::new()
        .num_threads(threads)
        .stack_size(STACK)
        .thread_name(|n| format!("offwire-worker-{n}"))
        .build()
        .map_err(|e| Error::Threads(Box::new(e)))
}

/// Runs `body` on each of `threads` workers; they go on when the pool's handle is gone.
pub(crate) fn run_on_all<F>(threads: usize, body: F) -> Result<(), Error>
where
    F: Fn() + Clone + Send + 'static,
{
    let pool = pool(threads)?;
    for _ in 0..threads {
        pool.spawn(body.clone());
    }
    Ok(())
}
