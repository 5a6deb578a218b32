//! A core for the thread that delivers: it works alone and in order, so each moment that it waits for a core is lost.
//!
//! Workers that are ahead of it can wait. While results lie behind the one that is being delivered, one worker fewer
//! takes its turn than there are cores; where delivery keeps up, all of them do.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// So many parts behind the one under way keep the deliverer at work until a worker that stood back brings another.
const AHEAD: usize = 2;

#[derive(Debug)]
pub(crate) struct RightOfWay {
    /// Workers that go on whatever lies ahead.
    lanes: usize,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    working: usize,
    /// Parts behind the one that is being delivered; nothing where none is.
    behind: Option<usize>,
}

/// A worker's turn; it ends when this is dropped.
#[derive(Debug)]
pub(crate) struct Lane<'a>(&'a RightOfWay);

impl RightOfWay {
    /// For so many workers on so many cores; with a core to spare, nobody stands back.
    pub(crate) fn new(workers: usize, cores: usize) -> Self {
        let lanes = if workers < cores { usize::MAX } else { workers.saturating_sub(1).max(1) };
        Self { lanes, state: Mutex::default(), changed: Condvar::new() }
    }

    /// Takes a turn, as soon as there is one.
    pub(crate) fn enter(&self) -> Lane<'_> {
        let mut state = self.lock();
        while state.working >= self.lanes && state.behind.is_some_and(|behind| behind >= AHEAD) {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.working += 1;
        Lane(self)
    }

    /// Says that a part is being delivered and how many lie behind it; `None` when there is no other, or the run is over.
    pub(crate) fn delivering(&self, behind: Option<usize>) {
        self.lock().behind = behind;
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Lane<'_> {
    fn drop(&mut self) {
        self.0.lock().working -= 1;
        self.0.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{sync::Arc, thread};

    #[test]
    fn the_last_worker_waits_while_parts_lie_behind_the_one_under_way() {
        let way = Arc::new(RightOfWay::new(2, 2));
        way.delivering(Some(AHEAD));
        let first = way.enter();
        let second = thread::spawn({
            let way = Arc::clone(&way);
            move || {
                let _lane = way.enter();
                way.lock().behind
            }
        });
        assert_eq!(way.lock().working, 1, "the second stands back");
        way.delivering(Some(AHEAD - 1));
        assert_eq!(second.join().unwrap(), Some(AHEAD - 1));
        drop(first);
        assert_eq!(way.lock().working, 0);
    }

    #[test]
    fn one_always_works_and_with_a_core_to_spare_all_do() {
        for (workers, cores, at_once) in [(1, 1, 1), (4, 4, 3), (3, 4, 3)] {
            let way = RightOfWay::new(workers, cores);
            way.delivering(Some(100));
            let lanes: Vec<_> = (0..at_once).map(|_| way.enter()).collect();
            assert_eq!(way.lock().working, lanes.len());
        }
    }
}
