//! What the training of the `news` method needs: stories with their references, as tables and labels.
//!
//! The training itself (folds, rounds, files) is no part of this crate; see `cargo xtask train summary`.

mod example;
mod labels;

pub use crate::news::Model;
pub use example::{Example, Given, Measured};
pub use labels::Hedge;

use crate::news::{Entry, Lexicon};
use offwire_forest::Forest;
use std::collections::BTreeMap;

/// Counts the stems of the training material.
#[derive(Debug, Clone, Default)]
pub struct Counts {
    stories: u16,
    stems: BTreeMap<u32, (u16, u16)>,
}

impl Counts {
    /// Counts one story.
    pub fn add(&mut self, example: &Example<'_>) {
        self.stories = self.stories.saturating_add(1);
        for (hash, kept) in example.stems() {
            let (stories, with) = self.stems.entry(Lexicon::key(hash)).or_default();
            *stories = stories.saturating_add(1);
            *with = with.saturating_add(u16::from(kept));
        }
    }

    /// The counts, without stems that fewer than `fewest` stories have.
    #[must_use]
    pub fn finish(&self, fewest: u16) -> Known {
        let entries = self.stems.iter().filter(|(_, (stories, _))| *stories >= fewest);
        let entries =
            entries.map(|(key, (stories, kept))| Entry { key: *key, stories: *stories, kept: *kept });
        Known(Lexicon::new(self.stories, entries.collect()))
    }
}

/// Finished counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known(pub(crate) Lexicon);

/// Puts a trained model together.
#[must_use]
pub fn assemble(
    known: Known,
    words: Forest,
    first: Forest,
    second: Forest,
    paragraphs: Vec<Forest>,
) -> Model {
    Model { lexicon: known.0, words, first, second, paragraphs }
}
