//! Restores the order of the inputs, whatever the threads did.

use std::collections::BTreeMap;

/// Holds results back until all before them are there. A key is a unit and a part of it; a unit's last part
/// says that it is the last.
#[derive(Debug)]
pub(crate) struct Reorder<T> {
    waiting: BTreeMap<(u64, u64), (T, bool)>,
    next: (u64, u64),
}

impl<T> Reorder<T> {
    pub(crate) fn new() -> Self {
        Self { waiting: BTreeMap::new(), next: (0, 0) }
    }

    pub(crate) fn put(&mut self, unit: u64, part: u64, is_last: bool, value: T) {
        self.waiting.insert((unit, part), (value, is_last));
    }

    /// The next value, if it is there.
    pub(crate) fn take(&mut self) -> Option<T> {
        let (value, is_last) = self.waiting.remove(&self.next)?;
        self.next = if is_last { (self.next.0 + 1, 0) } else { (self.next.0, self.next.1 + 1) };
        Some(value)
    }

    /// How many are held.
    pub(crate) fn waiting(&self) -> usize {
        self.waiting.len()
    }

    /// The unit that is delivered next.
    pub(crate) fn head(&self) -> u64 {
        self.next.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_order_of_arrival_gives_the_order_of_the_keys(
            parts in prop::collection::vec(1u64..4, 1..6),
            seed in any::<u64>(),
        ) {
            let mut keys: Vec<(u64, u64, bool)> = Vec::new();
            for (unit, n) in parts.iter().enumerate() {
                keys.extend((0..*n).map(|part| (unit as u64, part, part + 1 == *n)));
            }
            let sorted = keys.clone();
            let mut state = seed | 1;
            for i in (1..keys.len()).rev() {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                keys.swap(i, (state >> 33) as usize % (i + 1));
            }
            let mut order = Reorder::new();
            let mut got = Vec::new();
            for key in keys {
                order.put(key.0, key.1, key.2, key);
                while let Some(value) = order.take() {
                    got.push(value);
                }
            }
            prop_assert_eq!(got, sorted);
            prop_assert_eq!(order.head(), parts.len() as u64);
        }
    }
}
