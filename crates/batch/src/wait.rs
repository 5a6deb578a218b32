//! How long a thread stood ready without a core to run on: time that a record must not be blamed for.

use std::{fs, path::PathBuf, time::Duration};

/// Reads the waiting time of one thread, from any thread. Linux tells it; elsewhere it stays zero.
#[derive(Debug, Clone, Default)]
pub(crate) struct WaitClock {
    /// What proc(5) calls `schedstat`: nanoseconds on a core, nanoseconds ready without one, time slices.
    file: Option<PathBuf>,
}

impl WaitClock {
    /// The clock of the calling thread.
    pub(crate) fn of_this_thread() -> Self {
        let thread = fs::read_link("/proc/thread-self").ok();
        Self { file: thread.map(|thread| PathBuf::from("/proc").join(thread).join("schedstat")) }
    }

    /// How long the thread has waited for a core since it began.
    pub(crate) fn waited(&self) -> Duration {
        let told = self.file.as_ref().and_then(|file| fs::read_to_string(file).ok());
        let nanoseconds = told.and_then(|told| told.split_whitespace().nth(1)?.parse().ok());
        Duration::from_nanos(nanoseconds.unwrap_or(0))
    }

    /// A clock that reads what a test writes.
    #[cfg(test)]
    pub(crate) fn of_file(file: PathBuf) -> Self {
        Self { file: Some(file) }
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::WaitClock;
    use std::{
        thread,
        time::{Duration, Instant},
    };

    #[test]
    fn a_thread_among_many_waits_and_one_that_sleeps_does_not() {
        let until = Instant::now() + Duration::from_millis(400);
        let busy = || {
            let clock = WaitClock::of_this_thread();
            while Instant::now() < until {
                std::hint::spin_loop();
            }
            clock.waited()
        };
        let threads = 8 * crate::available_threads();
        let waited: Vec<Duration> = thread::scope(|scope| {
            let all: Vec<_> = (0..threads).map(|_| scope.spawn(busy)).collect();
            all.into_iter().map(|one| one.join().unwrap()).collect()
        });
        assert!(waited.iter().any(|waited| *waited > Duration::from_millis(100)), "{waited:?}");
        let asleep = thread::spawn(|| {
            let clock = WaitClock::of_this_thread();
            thread::sleep(Duration::from_millis(200));
            clock.waited()
        });
        assert!(asleep.join().unwrap() < Duration::from_millis(150));
    }
}
