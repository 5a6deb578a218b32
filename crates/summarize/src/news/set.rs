//! A few sentences of a story.

use std::ops::Range;

/// Up to eight sentences in rising order; sets are ordered as their lists of numbers are.
///
/// One byte for each sentence, its number plus one, the first in the highest: a story has no more than 200.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Set(u64);

/// Sentences that a set can hold.
const ROOM: usize = 8;

impl Set {
    /// Number of sentences.
    pub(crate) fn len(self) -> usize {
        ROOM - (self.0.trailing_zeros() / 8) as usize
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The sentences, rising.
    pub(crate) fn members(self) -> impl Iterator<Item = usize> + Clone {
        self.0.to_be_bytes().into_iter().take(self.len()).map(|byte| usize::from(byte) - 1)
    }

    /// The same with these neighbours; none where they do not find room.
    pub(crate) fn with(self, run: &Range<usize>) -> Option<Self> {
        let before = self.members().take_while(|index| *index < run.start);
        let behind = self.members().skip_while(|index| *index < run.end);
        before.chain(run.clone()).chain(behind).try_fold(Self::default(), Self::and)
    }

    /// The same with a sentence behind the last.
    fn and(self, index: usize) -> Option<Self> {
        let place = ROOM.checked_sub(self.len() + 1)?;
        let byte = u8::try_from(index + 1).ok()?;
        Some(Self(self.0 | u64::from(byte) << (8 * place)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn list(set: Set) -> Vec<usize> {
        set.members().collect()
    }

    #[test]
    fn a_full_set_takes_no_more() {
        let full = Set::default().with(&(192..200)).unwrap();
        assert_eq!((full.len(), full.with(&(0..1))), (8, None));
        assert_eq!(full.with(&(195..197)), Some(full));
        assert_eq!(Set::default().len(), 0);
    }

    proptest! {
        #[test]
        fn a_set_is_its_sorted_list(runs in prop::collection::vec((0..198_usize, 1..3_usize), 0..4), more in 0..200_usize) {
            let mut set = Set::default();
            let mut all: Vec<usize> = Vec::new();
            for (start, length) in runs {
                set = set.with(&(start..start + length)).unwrap();
                all.extend(start..start + length);
            }
            all.sort_unstable();
            all.dedup();
            prop_assert_eq!(list(set), all.clone());
            let other = set.with(&(more..more + 1)).unwrap();
            prop_assert_eq!(set.cmp(&other), all.cmp(&list(other)));
        }
    }
}
