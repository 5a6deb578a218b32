//! How well sentences and paragraphs match a reference.

use crate::{story::Story, terms::Terms};
use std::collections::BTreeMap;

/// Weight of a shorter reference, the first two sentences, in a label; the rest is the whole reference's.
///
/// References differ in length from collection to collection; the mixture keeps any one length from being learned.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hedge(pub f32);

/// A sentence scores with up to this many partners.
const PARTNERS: usize = 2;
/// Partners are sought among so many sentences that score best alone.
const BEST: usize = 10;

/// Labels of one story.
pub(super) struct Labels {
    kept: Vec<bool>,
    whole: Hits,
    short: Hits,
}

/// Units of a reference, and which of them each sentence has.
struct Hits {
    /// Words of the reference.
    words: f32,
    counts: Vec<u16>,
    /// Of the counts, how many are of single words; those of pairs follow.
    singles: usize,
    /// For each sentence the units that it has, with how often.
    sentences: Vec<Vec<(u32, u16)>>,
    /// Words of each sentence.
    lengths: Vec<f32>,
}

impl Labels {
    pub(super) fn of(story: &Story<'_>, terms: &Terms, reference: &[String]) -> Self {
        let read: Vec<Vec<u32>> = reference.iter().map(|s| terms.sequence(s, story.language)).collect();
        let all = read.concat();
        let mut kept = vec![false; terms.terms.len()];
        for term in &all {
            if let Some(cell) = kept.get_mut(*term as usize) {
                *cell = true;
            }
        }
        let first: Vec<u32> = read.iter().take(2).flatten().copied().collect();
        Self { kept, whole: Hits::of(terms, &all), short: Hits::of(terms, &first) }
    }

    pub(super) fn kept(&self, term: u32) -> bool {
        self.kept.get(term as usize).copied().unwrap_or(false)
    }

    /// ROUGE-1 plus ROUGE-2 F1 of a set, about: on the stems of this crate, pairs over ends of sentences left out.
    pub(super) fn gain(&self, set: &[usize], hedge: Hedge) -> f32 {
        let whole = self.whole.gain(set);
        if hedge.0 > 0.0 { (1.0 - hedge.0) * whole + hedge.0 * self.short.gain(set) } else { whole }
    }

    pub(super) fn of_sentences(&self, story: &Story<'_>, hedge: Hedge, words: usize) -> (Vec<f32>, Vec<f32>) {
        let count = story.len();
        let mut alone: Vec<f32> = (0..count).map(|index| self.gain(&[index], hedge)).collect();
        let mut top = crate::paragraph::ranking(&alone);
        top.truncate(BEST);
        let partners = partners(&top);
        let mut best: Vec<f32> = (0..count)
            .map(|index| {
                let mut most = alone.get(index).copied().unwrap_or(0.0);
                for others in &partners {
                    let mut set = others.clone();
                    set.push(index);
                    set.sort_unstable();
                    set.dedup();
                    let length: usize = set.iter().map(|i| story.size(*i).words).sum();
                    if length <= words {
                        most = most.max(self.gain(&set, hedge));
                    }
                }
                most
            })
            .collect();
        center(&mut alone);
        center(&mut best);
        (alone, best)
    }
}

/// One and two of the best.
fn partners(top: &[usize]) -> Vec<Vec<usize>> {
    let mut all: Vec<Vec<usize>> = top.iter().map(|one| vec![*one]).collect();
    if PARTNERS > 1 {
        for (number, one) in top.iter().enumerate() {
            all.extend(top.iter().skip(number + 1).map(|other| vec![*one, *other]));
        }
    }
    all
}

/// Takes the mean off.
pub(super) fn center(labels: &mut [f32]) {
    let mean = labels.iter().sum::<f32>() / labels.len().max(1) as f32;
    labels.iter_mut().for_each(|label| *label -= mean);
}

impl Hits {
    fn of(terms: &Terms, reference: &[u32]) -> Self {
        let mut numbers: BTreeMap<(u32, u32), u32> = BTreeMap::new();
        let mut counts: Vec<u16> = Vec::new();
        let mut learn = |unit: (u32, u32)| {
            let next = counts.len() as u32;
            let number = *numbers.entry(unit).or_insert(next);
            if number == next {
                counts.push(0);
            }
            if let Some(count) = counts.get_mut(number as usize) {
                *count += 1;
            }
        };
        reference.iter().for_each(|term| learn((*term, u32::MAX)));
        let singles = reference.iter().collect::<std::collections::BTreeSet<_>>().len();
        pairs(reference).for_each(&mut learn);
        let sentences = (0..terms.len())
            .map(|index| {
                let tokens = terms.tokens(index);
                let units = tokens.iter().map(|t| (*t, u32::MAX)).chain(pairs(tokens));
                let mut held: BTreeMap<u32, u16> = BTreeMap::new();
                for number in units.filter_map(|unit| numbers.get(&unit)) {
                    *held.entry(*number).or_default() += 1;
                }
                held.into_iter().collect()
            })
            .collect();
        let lengths = (0..terms.len()).map(|index| terms.tokens(index).len() as f32).collect();
        Self { words: reference.len() as f32, counts, singles, sentences, lengths }
    }

    fn gain(&self, set: &[usize]) -> f32 {
        let mut held: BTreeMap<u32, u16> = BTreeMap::new();
        for (unit, count) in set.iter().filter_map(|index| self.sentences.get(*index)).flatten() {
            *held.entry(*unit).or_default() += count;
        }
        let (mut singles, mut pairs) = (0.0, 0.0);
        for (unit, count) in held {
            let clipped = f32::from(count.min(self.counts.get(unit as usize).copied().unwrap_or(0)));
            if (unit as usize) < self.singles { singles += clipped } else { pairs += clipped }
        }
        let length: f32 = set.iter().filter_map(|index| self.lengths.get(*index)).sum();
        2.0 * singles / (length + self.words).max(1.0) + 2.0 * pairs / (length + self.words - 2.0).max(1.0)
    }
}

/// Neighbours in a sequence.
fn pairs(tokens: &[u32]) -> impl Iterator<Item = (u32, u32)> + '_ {
    tokens.windows(2).filter_map(|pair| match pair {
        [a, b] => Some((*a, *b)),
        _ => None,
    })
}
