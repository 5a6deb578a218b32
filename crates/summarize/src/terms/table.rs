//! Entries found by their hashes.

/// Slots of the smallest table.
const FEWEST: usize = 64;

/// What knows its own hash; the default entry has the hash 0, which stands for none.
pub(super) trait Hashed: Copy + Default {
    fn hash(&self) -> u64;
}

/// Entries by 64-bit hashes, one beside the other: finding one looks at one place of memory, where a map of the standard
/// library looks at two, and words are looked up more often than anything else.
#[derive(Debug)]
pub(super) struct Table<E> {
    /// A power of two of them, at most half of them taken. An entry stands in the slot that the lowest bits of its hash
    /// name, or in the first free one behind it.
    slots: Vec<E>,
    taken: usize,
}

impl<E: Hashed> Table<E> {
    /// A table that takes so many entries without growing.
    pub(super) fn with_room(count: usize) -> Self {
        let slots = (count * 2).next_power_of_two().max(FEWEST);
        Self { slots: vec![E::default(); slots], taken: 0 }
    }

    /// Number of entries.
    pub(super) fn len(&self) -> usize {
        self.taken
    }

    /// The entry of a hash, which must not be 0; where there is none yet, the one that is made now. There is always one.
    pub(super) fn get_or_insert(&mut self, hash: u64, make: impl FnOnce() -> E) -> Option<&mut E> {
        let mut place = self.place(hash);
        if self.slots.get(place).is_none_or(|entry| entry.hash() != hash) {
            if self.taken * 2 >= self.slots.len() {
                self.grow();
                place = self.place(hash);
            }
            self.taken += 1;
            if let Some(slot) = self.slots.get_mut(place) {
                *slot = make();
            }
        }
        self.slots.get_mut(place)
    }

    /// The slot of a hash, or the free one that it would take.
    fn place(&self, hash: u64) -> usize {
        let last = self.slots.len() - 1;
        let mut place = hash as usize & last;
        while self.slots.get(place).is_some_and(|entry| entry.hash() != hash && entry.hash() != 0) {
            place = (place + 1) & last;
        }
        place
    }

    fn grow(&mut self) {
        let mut larger = Self::with_room(self.slots.len());
        for entry in self.slots.iter().filter(|entry| entry.hash() != 0) {
            larger.get_or_insert(entry.hash(), || *entry);
        }
        *self = larger;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashMap;

    #[derive(Debug, Clone, Copy, Default)]
    struct Counted {
        hash: u64,
        count: u32,
    }

    impl Hashed for Counted {
        fn hash(&self) -> u64 {
            self.hash
        }
    }

    proptest! {
        #[test]
        fn a_table_keeps_what_a_map_keeps(hashes in prop::collection::vec(prop_oneof![1..90_u64, 1..u64::MAX], 0..300)) {
            let mut table = Table::with_room(0);
            let mut map: HashMap<u64, u32> = HashMap::new();
            for hash in hashes {
                let entry = table.get_or_insert(hash, || Counted { hash, count: 0 }).unwrap();
                entry.count += 1;
                let count = map.entry(hash).or_default();
                *count += 1;
                prop_assert_eq!((entry.hash, entry.count, table.len()), (hash, *count, map.len()));
            }
        }
    }
}
