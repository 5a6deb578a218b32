//! Sums over the sentences of candidates, each candidate grown from the one before.
//!
//! Candidates come in order, so that most share all sentences but the last with their neighbour.

use super::{Lower, MEANS};
use crate::news::{
    Set, Sheet,
    sentence_table::SENTENCE_COLUMNS,
    sheet::{at, flag},
};
use std::sync::LazyLock;

/// What the sentences of a set come to together; every sum in the order of the story.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Grown {
    pub(super) words: f32,
    pub(super) tokens: f32,
    pub(super) new_pairs: f32,
    pub(super) places: usize,
    pub(super) last: usize,
    pub(super) neighbours: f32,
    /// The widest gap.
    pub(super) gap: f32,
    pub(super) shortest: f32,
    /// Likeness to all sentences.
    pub(super) like_story: f32,
    pub(super) first: Opinion,
    pub(super) second: Opinion,
    pub(super) cover: Cover,
    /// Mentions in the story of the entities that are named.
    pub(super) entities: f32,
    pub(super) means: [f32; MEANS.len()],
}

/// One opinion on the sentences.
#[derive(Debug, Clone, Copy)]
pub(super) struct Opinion {
    sum: f32,
    least: f32,
    most: f32,
    weighed: f32,
}

/// The terms that are covered.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Cover {
    pub(super) distinct: f32,
    pub(super) tokens: f32,
    pub(super) occurrences: f32,
    pub(super) chances: f32,
    pub(super) all_chances: f32,
    pub(super) headline: f32,
    pub(super) heavy: f32,
}

impl Default for Opinion {
    fn default() -> Self {
        Self { sum: 0.0, least: f32::MAX, most: f32::MIN, weighed: 0.0 }
    }
}

impl Opinion {
    fn add(&mut self, value: f32, words: f32) {
        self.sum += value;
        self.weighed += value * words;
        self.least = self.least.min(value);
        self.most = self.most.max(value);
    }

    /// Sum, mean, least, most and mean by length.
    pub(super) fn columns(self, count: f32, words: f32) -> [f32; 5] {
        [self.sum, self.sum / count, self.least, self.most, self.weighed / words.max(1.0)]
    }
}

/// What covering a term is worth.
struct Weight {
    occurrences: f32,
    chance: f32,
    headline: f32,
    heavy: f32,
}

fn weights(sheet: &Sheet<'_, '_>, lower: &Lower<'_>) -> Vec<Weight> {
    let headline = sheet.terms.headline.len().max(1) as f32;
    (0..sheet.terms.in_story as u32)
        .map(|term| Weight {
            occurrences: sheet.count(term),
            chance: at(lower.chances, term as usize),
            headline: flag(sheet.terms.headline.binary_search(&term).is_ok()) / headline,
            heavy: flag(sheet.heavy.contains(&term)),
        })
        .collect()
}

/// The columns of [`MEANS`], sentence by sentence.
fn means(sheet: &Sheet<'_, '_>, lower: &Lower<'_>) -> Vec<[f32; MEANS.len()]> {
    /// Their numbers; looking for thirty names among a hundred takes as long as reading a few sentences.
    static NUMBERS: LazyLock<[Option<usize>; MEANS.len()]> =
        LazyLock::new(|| MEANS.map(|name| SENTENCE_COLUMNS.iter().position(|column| *column == name)));
    let columns = NUMBERS.map(|number| number.map_or(&[][..], |number| lower.sentences.column(number)));
    (0..sheet.len()).map(|index| columns.map(|column| at(column, index))).collect()
}

/// The sentences of one set with what its first ones come to, and which terms they cover.
pub(super) struct Growing<'r, 'w, 'a> {
    sheet: &'r Sheet<'w, 'a>,
    lower: &'r Lower<'r>,
    weights: Vec<Weight>,
    means: Vec<[f32; MEANS.len()]>,
    /// Sum of each sentence's likeness to all sentences.
    likeness: Vec<f32>,
    /// Each sentence of the set with what the set comes to up to it.
    stack: Vec<(usize, Grown)>,
    /// For each term how many sentences stood in the set when it was covered; 0 where it is not.
    covered: Vec<usize>,
    /// The same for terms named as entities.
    named: Vec<usize>,
}

impl<'r, 'w, 'a> Growing<'r, 'w, 'a> {
    pub(super) fn new(sheet: &'r Sheet<'w, 'a>, lower: &'r Lower<'r>) -> Self {
        let terms = sheet.terms.terms.len();
        Self {
            weights: weights(sheet, lower),
            means: means(sheet, lower),
            likeness: (0..sheet.len()).map(|index| sheet.near.row(index).iter().sum()).collect(),
            stack: Vec::new(),
            covered: vec![0; terms],
            named: vec![0; terms],
            sheet,
            lower,
        }
    }

    /// What this set comes to.
    pub(super) fn reach(&mut self, set: Set) -> Grown {
        let same =
            self.stack.iter().zip(set.members()).take_while(|((own, _), wanted)| own == wanted).count();
        while self.stack.len() > same {
            self.shrink();
        }
        for index in set.members().skip(same) {
            self.grow(index);
        }
        self.stack.last().map_or_else(Grown::default, |(_, grown)| *grown)
    }

    fn shrink(&mut self) {
        let depth = self.stack.len();
        let Some((index, _)) = self.stack.pop() else { return };
        let uncover = |met: &mut Vec<usize>, term: u32| {
            if let Some(met) = met.get_mut(term as usize)
                && *met == depth
            {
                *met = 0;
            }
        };
        self.sheet.terms.bag(index).iter().for_each(|(term, _)| uncover(&mut self.covered, *term));
        self.entities(index).iter().for_each(|term| uncover(&mut self.named, *term));
    }

    fn grow(&mut self, index: usize) {
        let depth = self.stack.len() + 1;
        let before = self.stack.last().map(|(_, grown)| *grown);
        let mut grown = before.unwrap_or(Grown { shortest: f32::MAX, ..Grown::default() });
        let words = self.sheet.story.size(index).words as f32;
        if before.is_some() {
            grown.neighbours += flag(grown.last + 1 == index);
            grown.gap = grown.gap.max((index - grown.last) as f32);
        }
        grown.last = index;
        grown.places += index;
        grown.words += words;
        grown.shortest = grown.shortest.min(words);
        grown.tokens += self.sheet.terms.tokens(index).len() as f32;
        grown.new_pairs += at(&self.sheet.new_pairs, index);
        grown.like_story += at(&self.likeness, index);
        grown.first.add(at(self.lower.first, index), words);
        grown.second.add(at(self.lower.second, index), words);
        self.cover(&mut grown.cover, index, depth);
        for term in self.entities(index) {
            if is_new(&mut self.named, *term, depth) {
                grown.entities += self.sheet.count(*term);
            }
        }
        for (sum, value) in grown.means.iter_mut().zip(self.means.get(index).into_iter().flatten()) {
            *sum += value;
        }
        self.stack.push((index, grown));
    }

    fn cover(&mut self, cover: &mut Cover, index: usize, depth: usize) {
        for (term, count) in self.sheet.terms.bag(index) {
            let Some(weight) = self.weights.get(*term as usize) else { continue };
            cover.tokens += f32::from(*count);
            cover.all_chances += weight.chance;
            if !is_new(&mut self.covered, *term, depth) {
                continue;
            }
            cover.distinct += 1.0;
            cover.occurrences += weight.occurrences;
            cover.chances += weight.chance;
            cover.headline += weight.headline;
            cover.heavy += weight.heavy;
        }
    }

    fn entities(&self, index: usize) -> &'r [u32] {
        self.sheet.entities.get(index).map_or(&[], Vec::as_slice)
    }
}

/// Whether the term was not met yet; then it is met at this depth.
fn is_new(met: &mut [usize], term: u32, depth: usize) -> bool {
    let Some(met) = met.get_mut(term as usize).filter(|met| **met == 0) else { return false };
    *met = depth;
    true
}
