//! How common each stem is in news, and how often it is kept in summaries.

use crate::Error;

/// What the training material knows of one stem.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The upper half of the stem's hash.
    pub key: u32,
    /// Stories with it.
    pub stories: u16,
    /// Of these, stories whose reference has it too.
    pub kept: u16,
}

/// Counts of stems in the training material.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Lexicon {
    /// Number of stories counted.
    stories: u16,
    /// By rising key.
    entries: Vec<Entry>,
    /// For the highest bits of a key, where the entries with them begin; one more behind the last. Keys are hashes, so
    /// that no more than a few share these bits.
    starts: Vec<u32>,
}

/// How many of a key's bits those are.
const START_BITS: u32 = 13;

/// A story's own share in the counts, which is taken out while it is trained on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Own {
    /// Whether the story was counted.
    pub counted: bool,
    /// Whether its reference has the stem.
    pub kept: bool,
}

/// Share of the words of a story that stand in its reference, and how many stories it is worth.
const USUAL: (f32, f32) = (0.1, 8.0);

impl Lexicon {
    /// Of counts over so many stories; the entries by rising key.
    pub(crate) fn new(stories: u16, entries: Vec<Entry>) -> Self {
        let mut starts = vec![0; (1 << START_BITS) + 1];
        for entry in &entries {
            if let Some(count) = starts.get_mut(start_of(entry.key) + 1) {
                *count += 1;
            }
        }
        let mut before = 0;
        for start in &mut starts {
            before += *start;
            *start = before;
        }
        Self { stories, entries, starts }
    }

    /// The entry of a key.
    fn entry(&self, key: u32) -> Option<&Entry> {
        let at = start_of(key);
        let (start, end) = (*self.starts.get(at)?, *self.starts.get(at + 1)?);
        self.entries.get(start as usize..end as usize)?.iter().find(|entry| entry.key == key)
    }

    /// Key of a stem by its hash.
    pub(crate) fn key(hash: u64) -> u32 {
        (hash >> 32) as u32
    }

    fn counts(&self, hash: u64, own: Own) -> (f32, f32) {
        let key = Self::key(hash);
        let (stories, kept) = self.entry(key).map_or((0, 0), |e| (e.stories, e.kept));
        (
            f32::from(stories.saturating_sub(u16::from(own.counted))),
            f32::from(kept.saturating_sub(u16::from(own.counted && own.kept))),
        )
    }

    /// Rarity, kept share and stories of a stem.
    pub(crate) fn look_up(&self, hash: u64, own: Own) -> (f32, f32, f32) {
        let (stories, kept) = self.counts(hash, own);
        let all = f32::from(self.stories.saturating_sub(u16::from(own.counted)));
        let rarity = ((all + 1.0) / (stories + 1.0)).ln();
        (rarity, (kept + USUAL.0 * USUAL.1) / (stories + USUAL.1), stories.min(50.0))
    }

    /// The packed form: number of stories and of entries, then keys, then counts.
    #[cfg(feature = "train")]
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut out = self.stories.to_le_bytes().to_vec();
        out.extend((self.entries.len() as u32).to_le_bytes());
        for entry in &self.entries {
            out.extend(entry.key.to_le_bytes());
            out.extend(entry.stories.to_le_bytes());
            out.extend(entry.kept.to_le_bytes());
        }
        out
    }

    /// Reads the packed form.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let damaged = || Error::Model("its lexicon is cut short".to_owned());
        let (stories, rest) = bytes.split_first_chunk::<2>().ok_or_else(damaged)?;
        let (count, rest) = rest.split_first_chunk::<4>().ok_or_else(damaged)?;
        let count = u32::from_le_bytes(*count) as usize;
        let mut entries = Vec::new();
        for chunk in rest.chunks_exact(8).take(count) {
            let [a, b, c, d, e, f, g, h] = *chunk else { continue };
            entries.push(Entry {
                key: u32::from_le_bytes([a, b, c, d]),
                stories: u16::from_le_bytes([e, f]),
                kept: u16::from_le_bytes([g, h]),
            });
        }
        if entries.len() != count || !entries.is_sorted_by_key(|e| e.key) {
            return Err(damaged());
        }
        Ok(Self::new(u16::from_le_bytes(*stories), entries))
    }
}

/// Number of the stretch of entries that a key is in.
fn start_of(key: u32) -> usize {
    (key >> (u32::BITS - START_BITS)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn each_entry_is_found_by_its_key(
            keys in prop::collection::btree_set(prop_oneof![0..9_u32, any::<u32>(), u32::MAX - 9..=u32::MAX], 0..40),
            other in any::<u32>(),
        ) {
            let entry = |key: u32| Entry { key, stories: 3, kept: 1 };
            let lexicon = Lexicon::new(5, keys.iter().copied().map(entry).collect());
            for key in &keys {
                prop_assert_eq!(lexicon.entry(*key), Some(&entry(*key)));
            }
            prop_assert_eq!(lexicon.entry(other).is_some(), keys.contains(&other));
        }
    }
}
