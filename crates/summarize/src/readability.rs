//! What a sentence needs from the text around it, and which sentences can therefore stand together.
//!
//! A paragraph is cut from a longer text. A sentence that opens with "He", holds half a quotation or says "the
//! latter" reads well only right behind its neighbour, so it is taken together with that neighbour or not at all.

mod audit;
mod names;
mod opener;
mod pronoun;
mod quotation;
mod reference;
mod words;

pub use audit::{Audit, audit};
pub(crate) use names::Names;
pub(crate) use opener::Opener;
pub(crate) use quotation::Balance;
pub(crate) use words::{Word, words};

use crate::{language::Language, story::Story};
use std::ops::Range;

/// A run of more neighbours than this is no way to make one sentence readable.
const LONGEST_RUN: usize = 4;

/// What one sentence needs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Needs {
    pub opener: Opener,
    pub balance: Balance,
    /// A pronoun comes before anything it could stand for.
    pub dangling: bool,
    /// It speaks of the page or of another part of the text, or announces a list: no place for it in a paragraph.
    pub refers: bool,
}

impl Needs {
    /// Of one sentence, by the rules of English; in other languages only the balance of marks is known.
    pub(crate) fn of(sentence: &str, language: Language) -> Self {
        let balance = Balance::of(sentence);
        if !language.is_english() {
            let refers = sentence.trim_end().ends_with([':', '\u{ff1a}']);
            let opener = if language.leans(sentence) { Opener::Leaning } else { Opener::Free };
            return Self { opener, balance, dangling: false, refers };
        }
        Self {
            opener: opener::opener(sentence),
            balance,
            dangling: pronoun::dangles(sentence),
            refers: reference::refers(sentence),
        }
    }

    /// Whether the sentence before must stand before it.
    pub(crate) fn needs_neighbour(&self) -> bool {
        self.dangling || matches!(self.opener, Opener::Pronoun | Opener::Connective | Opener::Leaning)
    }

    /// Why it cannot stand alone, for readers of an explanation.
    pub(crate) fn reason(&self) -> Option<&'static str> {
        match self.opener {
            Opener::Pronoun => return Some("opens with a pronoun"),
            Opener::Connective => return Some("opens with a connective"),
            Opener::Leaning => return Some("leans on the sentence before"),
            Opener::Free | Opener::Removable(_) => {}
        }
        if self.refers {
            Some("speaks of the page or announces what follows")
        } else if self.dangling {
            Some("a pronoun comes before what it stands for")
        } else if !self.balance.is_even() {
            Some("holds half a quotation or bracket")
        } else {
            None
        }
    }
}

/// For each sentence of a story, the run of neighbours in which it can stand.
pub(crate) struct Bonds {
    pub needs: Vec<Needs>,
    runs: Vec<Option<Range<usize>>>,
}

impl Bonds {
    /// Of a whole story.
    pub(crate) fn of(story: &Story<'_>) -> Self {
        let needs: Vec<Needs> = story.sentences.iter().map(|s| Needs::of(s.text, story.language)).collect();
        let inside = open_quotations(story, &needs);
        let runs = (0..needs.len()).map(|at| run_around(at, story, &needs, &inside)).collect();
        Self { needs, runs }
    }

    /// The sentences that must stand together with this one, itself among them; none where it cannot stand at all.
    pub(crate) fn run(&self, index: usize) -> Option<Range<usize>> {
        self.runs.get(index).cloned().flatten()
    }

    /// Whether the sentence can open a paragraph or follow any other.
    pub(crate) fn stands_alone(&self, index: usize) -> bool {
        self.run(index).is_some_and(|run| run.len() == 1)
    }
}

/// For each sentence, whether a straight quotation of its paragraph is open where it begins.
fn open_quotations(story: &Story<'_>, needs: &[Needs]) -> Vec<bool> {
    let mut open = false;
    story
        .sentences
        .iter()
        .zip(needs)
        .map(|(sentence, need)| {
            open &= sentence.place > 0;
            let at_start = open;
            open ^= need.balance.straight;
            at_start
        })
        .collect()
}

fn run_around(at: usize, story: &Story<'_>, needs: &[Needs], inside: &[bool]) -> Option<Range<usize>> {
    let (mut start, mut end) = (at, at + 1);
    let usable = |index: usize| {
        story.sentences.get(index).is_some_and(|s| !s.furniture)
            && needs.get(index).is_some_and(|n| !n.refers)
    };
    if !usable(at) {
        return None;
    }
    while end - start <= LONGEST_RUN {
        let run = needs.get(start..end)?;
        let balance = run.iter().fold(Balance::default(), |sum, need| sum.and(need.balance));
        let closes = balance.curly < 0 || balance.brackets < 0 || balance.straight && *inside.get(start)?;
        if run.first()?.needs_neighbour() || closes {
            start = start.checked_sub(1).filter(|index| usable(*index))?;
        } else if !balance.is_even() {
            end = Some(end).filter(|index| usable(*index))? + 1;
        } else {
            return Some(start..end);
        }
    }
    None
}
