//! One story with its reference.

use super::{
    Known,
    labels::{Hedge, Labels},
};
use crate::{
    Budget,
    language::Language,
    news::{Candidates, Lower, Own, Set, Sheet, Wanted, paragraph_table, sentence_table, word_table},
    readability::{Bonds, Names},
    story::Story,
    terms::Terms,
};
use offwire_article::Article;
use offwire_forest::Columns;

/// A story laid out, with the labels that its reference gives.
pub struct Example<'a> {
    story: Story<'a>,
    terms: Terms,
    bonds: Bonds,
    names: Names,
    labels: Labels,
}

impl<'a> Example<'a> {
    /// Lays out an article and reads the sentences of its reference; none where the article has no sentence.
    #[must_use]
    pub fn new(article: &'a Article, reference: &[String]) -> Option<Self> {
        let story = Story::read(article, Language::english());
        if story.len() == 0 {
            return None;
        }
        let terms = Terms::of(&story);
        let bonds = Bonds::of(&story);
        let names = Names::default();
        let labels = Labels::of(&story, &terms, reference);
        Some(Self { story, terms, bonds, names, labels })
    }

    /// Hash of each content stem of the story, and whether the reference has it.
    pub fn stems(&self) -> impl Iterator<Item = (u64, bool)> + '_ {
        let terms = self.terms.terms.iter().take(self.terms.in_story).enumerate();
        terms.filter(|(_, t)| t.content).map(|(number, t)| (t.hash, self.labels.kept(number as u32)))
    }

    /// Measures the story by the counts; `counted` tells whether it is among what was counted.
    #[must_use]
    pub fn measure<'e>(&'e self, known: &Known, counted: bool) -> Measured<'e, 'a> {
        let own = |term: u32| Own { counted, kept: self.labels.kept(term) };
        let sheet = Sheet::new(&self.story, &self.terms, &self.bonds, &self.names, &known.0, own);
        Measured { example: self, sheet }
    }
}

/// A story measured: it gives the tables of all levels.
pub struct Measured<'e, 'a> {
    example: &'e Example<'a>,
    sheet: Sheet<'e, 'a>,
}

impl Measured<'_, '_> {
    /// Terms of the first level with their table and labels: whether the reference has them.
    #[must_use]
    pub fn words(&self) -> (Vec<u32>, Columns, Vec<f32>) {
        let (rows, table) = word_table(&self.sheet);
        let labels = rows.iter().map(|t| f32::from(u8::from(self.example.labels.kept(*t)))).collect();
        (rows, table, labels)
    }

    /// The chances of the rows of the first level, by the number of their term.
    #[must_use]
    pub fn chances(&self, rows: &[u32], values: &[f32]) -> Vec<f32> {
        let mut chances = vec![0.0; self.sheet.terms.terms.len()];
        for (term, value) in rows.iter().zip(values) {
            if let Some(cell) = chances.get_mut(*term as usize) {
                *cell = *value;
            }
        }
        chances
    }

    /// The table of the second level.
    #[must_use]
    pub fn sentences(&self, chances: &[f32]) -> Columns {
        sentence_table(&self.sheet, chances)
    }

    /// Labels of the second level: what each sentence scores alone, and the best that a paragraph with it can, both less
    /// their mean over the story.
    #[must_use]
    pub fn sentence_labels(&self, hedge: Hedge, words: usize) -> (Vec<f32>, Vec<f32>) {
        self.example.labels.of_sentences(&self.example.story, hedge, words)
    }

    /// The table of the last level for the candidates under a budget, with their labels, less their mean over the story.
    /// At most `most` candidates are kept, chosen by the seed.
    #[must_use]
    pub fn paragraphs(
        &self,
        given: &Given<'_>,
        budget: Budget,
        hedge: Hedge,
        most: usize,
        seed: u64,
    ) -> (Columns, Vec<f32>) {
        let wanted = Wanted { budget, full: false };
        let mut candidates = Candidates::of(&self.sheet, given.first, given.second, wanted);
        thin(&mut candidates.sets, most, seed);
        let lower = Lower {
            chances: given.chances,
            first: given.first,
            second: given.second,
            sentences: given.sentences,
        };
        let table = paragraph_table(&self.sheet, &candidates, &lower);
        let mut labels: Vec<f32> = candidates.sets.iter().map(|set| self.gain(*set, hedge)).collect();
        super::labels::center(&mut labels);
        (table, labels)
    }

    fn gain(&self, set: Set, hedge: Hedge) -> f32 {
        let members: Vec<usize> = set.members().collect();
        self.example.labels.gain(&members, hedge)
    }
}

/// What the lower levels say of a story, for the last.
#[derive(Debug, Clone, Copy)]
pub struct Given<'g> {
    /// Chance of each term.
    pub chances: &'g [f32],
    /// First opinion on each sentence.
    pub first: &'g [f32],
    /// Second opinion on each sentence.
    pub second: &'g [f32],
    /// The table of the second level.
    pub sentences: &'g Columns,
}

/// Keeps `most` sets, chosen without regard to what they are.
fn thin(sets: &mut Vec<Set>, most: usize, seed: u64) {
    if sets.len() <= most {
        return;
    }
    let draw = |number: usize| xxhash_rust::xxh3::xxh3_64_with_seed(&number.to_le_bytes(), seed);
    let mut order: Vec<usize> = (0..sets.len()).collect();
    order.sort_by_key(|number| draw(*number));
    order.truncate(most);
    order.sort_unstable();
    *sets = order.into_iter().filter_map(|number| sets.get(number).copied()).collect();
}
