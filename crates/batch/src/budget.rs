//! The budget of bytes that may be in flight between reading and delivery.
//!
//! Readers wait here, workers never do: whatever is in the pool can always finish. The reader of the unit
//! that is next to be delivered has a reserve of its own, so units further on cannot starve it.

use std::{
    collections::BTreeMap,
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
};

#[derive(Debug)]
pub(crate) struct Budget {
    total: u64,
    reserve: u64,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    used: u64,
    /// Bytes in flight of each unit.
    units: BTreeMap<u64, u64>,
    /// The unit that is delivered next.
    head: u64,
    closed: bool,
}

impl Budget {
    pub(crate) fn new(total: u64) -> Self {
        Self { total, reserve: total / 4, state: Mutex::default(), changed: Condvar::new() }
    }

    /// Waits until `bytes` of `unit` fit; `false` where the run is over. More than the whole budget fits when
    /// nothing else of its unit is in flight and the unit is next, so that one huge record passes alone.
    pub(crate) fn acquire(&self, unit: u64, bytes: u64) -> bool {
        let mut state = self.lock();
        while !state.closed && !self.fits(&state, unit, bytes) {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.take(unit, bytes);
        !state.closed
    }

    /// Counts bytes that are there already.
    pub(crate) fn add(&self, unit: u64, bytes: u64) {
        self.lock().take(unit, bytes);
    }

    pub(crate) fn release(&self, unit: u64, bytes: u64) {
        let mut state = self.lock();
        state.used = state.used.saturating_sub(bytes);
        if let Some(held) = state.units.get_mut(&unit) {
            *held = held.saturating_sub(bytes);
            if *held == 0 {
                state.units.remove(&unit);
            }
        }
        drop(state);
        self.changed.notify_all();
    }

    pub(crate) fn set_head(&self, unit: u64) {
        self.lock().head = unit;
        self.changed.notify_all();
    }

    /// Wakes and refuses all who wait.
    pub(crate) fn close(&self) {
        self.lock().closed = true;
        self.changed.notify_all();
    }

    fn fits(&self, state: &State, unit: u64, bytes: u64) -> bool {
        if state.used + bytes <= self.total {
            return true;
        }
        let held = state.units.get(&unit).copied().unwrap_or(0);
        unit == state.head && (held == 0 || held + bytes <= self.reserve)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn take(&mut self, unit: u64, bytes: u64) {
        self.used += bytes;
        *self.units.entry(unit).or_default() += bytes;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{sync::Arc, thread};

    #[test]
    fn the_unit_that_is_next_passes_a_full_budget() {
        let budget = Budget::new(100);
        assert!(budget.acquire(1, 100));
        assert!(budget.acquire(0, 1_000_000), "one huge record of the next unit passes");
        budget.release(0, 1_000_000);
        assert!(budget.acquire(0, 10));
        assert!(budget.acquire(0, 15), "the reserve is a quarter");
    }

    #[test]
    fn others_wait_until_there_is_room_or_the_run_is_over() {
        let budget = Arc::new(Budget::new(100));
        assert!(budget.acquire(0, 90));
        let waiting = thread::spawn({
            let budget = Arc::clone(&budget);
            move || (budget.acquire(1, 20), budget.acquire(2, 200))
        });
        budget.release(0, 90);
        while !budget.lock().units.contains_key(&1) {
            thread::yield_now();
        }
        budget.close();
        assert_eq!(waiting.join().unwrap(), (true, false));
    }
}
