//! Paragraphs that could be: sets of good sentences with the neighbours that they need, under the budget.

use super::Sheet;
use crate::{
    Budget, Size,
    paragraph::{Ground, ranking},
    readability::Bonds,
    story::Story,
};

/// Good sentences that sets are made of.
const BEST: usize = 8;
/// Sentences that the second opinion adds.
const MORE: usize = 2;
/// Sentences of the largest sets.
const MOST_SENTENCES: usize = 4;
/// Sets are looked at up to this many.
const MOST_SETS: usize = 400;

/// What is asked of the sets.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted {
    pub budget: Budget,
    /// Whether smaller sets than the budget's number of sentences are passed over where larger ones fit.
    pub full: bool,
}

/// Sets of sentences, each rising, without doubles.
#[derive(Debug, Clone, Default)]
pub(crate) struct Candidates {
    pub sets: Vec<Vec<usize>>,
}

impl Candidates {
    /// Sets of the sentences that `first` likes best and of some that `second` does.
    pub(crate) fn of(sheet: &Sheet<'_, '_>, first: &[f32], second: &[f32], wanted: Wanted) -> Self {
        let story = sheet.story;
        let units = units(sheet, first, second);
        let mut sets: Vec<Vec<usize>> = Vec::new();
        let mut grown: Vec<(Vec<usize>, usize)> = vec![(Vec::new(), 0)];
        let most = wanted.budget.sentences.map_or(MOST_SENTENCES, |s| s.min(MOST_SENTENCES));
        for _ in 0..most {
            let mut next = Vec::new();
            for (set, from) in &grown {
                for (number, unit) in units.iter().enumerate().skip(*from) {
                    let larger = union(set, unit);
                    let fits =
                        larger.len() <= most.max(unit.len()) && wanted.budget.holds(size(story, &larger));
                    let single = set.is_empty() && unit.len() == 1;
                    if larger.len() > set.len() && (fits || single) {
                        next.push((larger, number + 1));
                    }
                }
            }
            next.truncate(MOST_SETS);
            sets.extend(next.iter().map(|(set, _)| set.clone()));
            grown = next;
        }
        sets.extend(lead(story, sheet.bonds, wanted.budget, most));
        sets.sort();
        sets.dedup();
        if wanted.full {
            keep_fullest(&mut sets, most.min(story.len()));
        }
        Self { sets }
    }
}

impl Candidates {
    /// Drops sets beyond the budget that are more than a single sentence, and sets that fill less than one part in `parts` of the words or characters asked for, unless all do: whoever
    /// grants a paragraph room wants more than its first sentence.
    pub(crate) fn keep_filling(&mut self, ground: &Ground<'_, '_>, parts: usize) {
        let enough = |asked: Option<usize>, used: usize| asked.is_none_or(|most| used * parts >= most);
        let fills = |set: &Vec<usize>| {
            let size = ground.size(set.iter().copied());
            enough(ground.budget.words, size.words) && enough(ground.budget.chars, size.chars)
        };
        self.sets.retain(|set| set.len() == 1 || ground.budget.holds(ground.size(set.iter().copied())));
        if self.sets.iter().any(fills) {
            self.sets.retain(fills);
        }
    }
}

fn keep_fullest(sets: &mut Vec<Vec<usize>>, wanted: usize) {
    let fullest = sets.iter().map(Vec::len).filter(|l| *l <= wanted).max().unwrap_or(0);
    if fullest > 0 {
        sets.retain(|set| set.len() == fullest);
    }
}

/// Each good sentence with the neighbours that it needs; in the story's order, without doubles.
fn units(sheet: &Sheet<'_, '_>, first: &[f32], second: &[f32]) -> Vec<Vec<usize>> {
    let usable = |index: &usize| sheet.bonds.run(sheet.story, *index).is_some();
    let mut chosen: Vec<usize> = ranking(first).into_iter().filter(usable).take(BEST).collect();
    let more = ranking(second).into_iter().filter(usable).take(MORE);
    more.for_each(|index| {
        if !chosen.contains(&index) {
            chosen.push(index);
        }
    });
    chosen.sort_unstable();
    let mut units: Vec<Vec<usize>> =
        chosen.into_iter().filter_map(|index| Some(sheet.bonds.run(sheet.story, index)?.collect())).collect();
    units.dedup();
    units
}

fn union(set: &[usize], unit: &[usize]) -> Vec<usize> {
    let mut all: Vec<usize> = set.iter().chain(unit).copied().collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn size(story: &Story<'_>, set: &[usize]) -> Size {
    set.iter().fold(Size::default(), |sum, index| sum.joined(story.size(*index)))
}

/// The first sentences that can stand together, as many as fit.
fn lead(story: &Story<'_>, bonds: &Bonds, budget: Budget, most: usize) -> Option<Vec<usize>> {
    let mut lead: Vec<usize> = Vec::new();
    for index in 0..story.len() {
        let Some(run) = bonds.run(story, index) else { continue };
        let larger = union(&lead, &run.collect::<Vec<_>>());
        if larger.len() > most || !lead.is_empty() && !budget.holds(size(story, &larger)) {
            break;
        }
        lead = larger;
    }
    (!lead.is_empty()).then_some(lead)
}
