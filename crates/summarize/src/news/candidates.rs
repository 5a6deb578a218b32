//! Paragraphs that could be: sets of good sentences with the neighbours that they need, under the budget.

use super::{Set, Sheet};
use crate::{
    Budget, Size,
    paragraph::{Ground, ranking},
    readability::Bonds,
    story::Story,
};
use std::ops::Range;

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
    pub sets: Vec<Set>,
}

impl Candidates {
    /// Sets of the sentences that `first` likes best and of some that `second` does.
    pub(crate) fn of(sheet: &Sheet<'_, '_>, first: &[f32], second: &[f32], wanted: Wanted) -> Self {
        let story = sheet.story;
        let units = units(sheet, first, second);
        let mut sets: Vec<Set> = Vec::new();
        let mut grown: Vec<(Set, usize)> = vec![(Set::default(), 0)];
        let most = wanted.budget.sentences.map_or(MOST_SENTENCES, |s| s.min(MOST_SENTENCES));
        for _ in 0..most {
            let mut next = Vec::new();
            for (set, from) in &grown {
                for (number, unit) in units.iter().enumerate().skip(*from) {
                    let Some(larger) = set.with(unit) else { continue };
                    let single = set.is_empty() && unit.len() == 1;
                    let fits =
                        || larger.len() <= most.max(unit.len()) && wanted.budget.holds(size(story, larger));
                    if larger.len() > set.len() && (single || fits()) {
                        next.push((larger, number + 1));
                    }
                }
            }
            next.truncate(MOST_SETS);
            sets.extend(next.iter().map(|(set, _)| *set));
            grown = next;
        }
        sets.extend(lead(story, sheet.bonds, wanted.budget, most));
        sets.sort_unstable();
        sets.dedup();
        if wanted.full {
            keep_fullest(&mut sets, most.min(story.len()));
        }
        Self { sets }
    }

    /// Drops sets beyond the budget, and sets that fill less than one part in `parts` of the words or characters asked
    /// for, unless all do: whoever grants a paragraph room wants more than its first sentence.
    pub(crate) fn keep_filling(&mut self, ground: &Ground<'_, '_>, parts: usize) {
        let enough = |asked: Option<usize>, used: usize| asked.is_none_or(|most| used * parts >= most);
        let fills = |set: &Set| {
            let size = ground.size(set.members());
            enough(ground.budget.words, size.words) && enough(ground.budget.chars, size.chars)
        };
        self.sets.retain(|set| ground.budget.holds(ground.size(set.members())));
        if self.sets.iter().any(fills) {
            self.sets.retain(fills);
        }
    }
}

fn keep_fullest(sets: &mut Vec<Set>, wanted: usize) {
    let fullest = sets.iter().map(|set| set.len()).filter(|l| *l <= wanted).max().unwrap_or(0);
    if fullest > 0 {
        sets.retain(|set| set.len() == fullest);
    }
}

/// Each good sentence with the neighbours that it needs; in the story's order, without doubles.
fn units(sheet: &Sheet<'_, '_>, first: &[f32], second: &[f32]) -> Vec<Range<usize>> {
    let usable = |index: &usize| sheet.bonds.run(sheet.story, *index).is_some();
    let mut chosen: Vec<usize> = ranking(first).into_iter().filter(usable).take(BEST).collect();
    let more = ranking(second).into_iter().filter(usable).take(MORE);
    more.for_each(|index| {
        if !chosen.contains(&index) {
            chosen.push(index);
        }
    });
    if let Some(lede) = lede(sheet).filter(|lede| !chosen.contains(lede)) {
        chosen.push(lede);
    }
    chosen.sort_unstable();
    let mut units: Vec<Range<usize>> =
        chosen.into_iter().filter_map(|index| sheet.bonds.run(sheet.story, index)).collect();
    units.dedup();
    units
}

/// The sentence that opens the story: a reader wants to know of it even where no score does.
fn lede(sheet: &Sheet<'_, '_>) -> Option<usize> {
    /// Sentences of the beginning that are looked at, and words of one that says something.
    const BEGINNING: usize = 4;
    const FEWEST: usize = 6;
    let story = sheet.story;
    let opens =
        |index: &usize| story.size(*index).words >= FEWEST && sheet.bonds.run(story, *index).is_some();
    (0..BEGINNING.min(story.len())).find(opens)
}

fn size(story: &Story<'_>, set: Set) -> Size {
    set.members().fold(Size::default(), |sum, index| sum.joined(story.size(index)))
}

/// The first sentences that can stand together, as many as fit.
fn lead(story: &Story<'_>, bonds: &Bonds, budget: Budget, most: usize) -> Option<Set> {
    let mut lead = Set::default();
    for index in 0..story.len() {
        let Some(run) = bonds.run(story, index) else { continue };
        let Some(larger) = lead.with(&run).filter(|larger| larger.len() <= most) else { break };
        if !lead.is_empty() && !budget.holds(size(story, larger)) {
            break;
        }
        lead = larger;
    }
    (!lead.is_empty()).then_some(lead)
}
