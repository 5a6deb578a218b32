//! How far a run is, for those who watch it.

use crate::PassedOver;
use std::time::Duration;

/// How far a run is.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Progress {
    /// Files that the run will read, those left out because nothing changed not counted.
    pub files: usize,
    /// Files done.
    pub files_done: usize,
    /// Bytes of those files as they lie on disk; what an earlier run has done of one is taken off when it is passed.
    pub bytes: u64,
    /// Bytes of them whose records are delivered; never more than `bytes` but for standard input.
    pub bytes_done: u64,
    /// Records delivered.
    pub records: u64,
    /// Records that failed.
    pub failed: u64,
    /// Time since the start.
    pub elapsed: Duration,
    /// The file whose records are being delivered.
    pub current: String,
}

impl Progress {
    /// Time that the rest will take at the pace so far; `None` before anything can be said.
    #[must_use]
    pub fn remaining(&self) -> Option<Duration> {
        let share = self.bytes_done as f64 / self.bytes as f64;
        let is_told = self.bytes > 0 && share > 0.005 && self.elapsed > Duration::from_millis(500);
        is_told.then(|| self.elapsed.mul_f64(((1.0 - share) / share).clamp(0.0, 1e6)))
    }
}

/// Watches a run. All calls come from the thread that started it.
pub trait Observer {
    /// The walk is over: what will be read, what was passed over, how many files are unchanged since an earlier run.
    fn planned(&mut self, plan: &Progress, passed_over: &[PassedOver], unchanged: usize) {
        let _ = (plan, passed_over, unchanged);
    }

    /// Several times a second.
    fn progress(&mut self, progress: &Progress) {
        let _ = progress;
    }

    /// A record failed: its place, the code of the reason, the cause.
    fn failed(&mut self, place: &str, reason: &str, detail: &str) {
        let _ = (place, reason, detail);
    }
}

/// Watches nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Observer for Silent {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rest_takes_as_long_as_its_share() {
        let progress =
            Progress { bytes: 100, bytes_done: 25, elapsed: Duration::from_secs(10), ..Progress::default() };
        assert_eq!(progress.remaining(), Some(Duration::from_secs(30)));
        assert_eq!(Progress::default().remaining(), None);
    }
}
