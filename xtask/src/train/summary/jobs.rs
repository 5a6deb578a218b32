//! Several trainings side by side, their results in order.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Trainings that run at once.
const THREADS: usize = 2;

/// Runs the job for each item on a few threads; the results are in the order of the items, whatever ends first.
pub(crate) fn side_by_side<I: Sync, O: Send>(
    items: &[I],
    job: impl Fn(&I) -> anyhow::Result<O> + Sync,
) -> anyhow::Result<Vec<O>> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        while let Some((number, item)) =
            Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|n| Some((n, items.get(n)?)))
        {
            done.push((number, job(item)?));
        }
        anyhow::Ok(done)
    };
    let mut all: Vec<(usize, O)> = thread::scope(|scope| {
        let workers: Vec<_> = (0..THREADS.min(items.len())).map(|_| scope.spawn(work)).collect();
        let mut all = Vec::new();
        for worker in workers {
            let done = worker.join().map_err(|_| anyhow::anyhow!("a training panicked"))??;
            all.extend(done);
        }
        anyhow::Ok(all)
    })?;
    all.sort_by_key(|(number, _)| *number);
    Ok(all.into_iter().map(|(_, result)| result).collect())
}
