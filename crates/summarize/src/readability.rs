//! What a sentence needs from the text around it, and which sentences can therefore stand together.
//!
//! A paragraph is cut from a longer text. A sentence that opens with "He", holds half a quotation or says "the
//! latter" reads well only right behind its neighbour, so it is taken together with that neighbour or not at all.

mod audit;
mod definite;
mod label;
mod names;
mod opener;
mod openings;
mod pronoun;
mod quotation;
mod reference;
mod signs;
mod words;

pub use audit::{Audit, audit};
pub(crate) use names::Names;
pub(crate) use opener::Opener;
pub(crate) use quotation::{Balance, Straight};
pub(crate) use reference::{is_closed, is_question};
pub(crate) use words::{Word, words};

use crate::{language::Language, story::Story};
use signs::Signs;
use std::{ops::Range, sync::OnceLock};

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
    /// It is a quotation and nothing else: the sentence before tells whose.
    pub quoted: bool,
    /// It has too few words to be taken for its own sake.
    pub little: bool,
}

impl Needs {
    /// Of one sentence; for languages other than English fewer rules are known.
    pub(crate) fn of(sentence: &str, language: Language) -> Self {
        let signs = Signs::of(sentence);
        let balance = Balance::of(sentence, signs);
        let quoted = quotation::is_quotation(sentence);
        let says_little = |sentence: &str| reference::says_little(sentence, language);
        if !language.is_english() {
            let refers = reference::refers_abroad(sentence.trim_end());
            let opener = if opener::goes_on(sentence) || language.leans(sentence) {
                Opener::Leaning
            } else if language.is_definite(sentence)
                || language.dangles(&quotation::without_quotations(sentence, signs))
            {
                Opener::Definite
            } else {
                Opener::Free
            };
            return Self { opener, balance, dangling: false, refers, quoted, little: says_little(sentence) };
        }
        let opener =
            if opener::goes_on(sentence) { Opener::Leaning } else { opener::opener(sentence, signs) };
        let (dangling, refers) = (
            pronoun::dangles(sentence, signs) || pronoun::leaves_verb_out(sentence),
            reference::refers(sentence, signs),
        );
        // What is cut off tells nothing: "But I get it."
        let told = match opener {
            Opener::Removable(offset) => sentence.get(offset..).unwrap_or(sentence),
            _ => sentence,
        };
        let little = says_little(told);
        Self { opener, balance, dangling, refers, quoted, little }
    }

    /// Whether the sentence before must stand before it.
    pub(crate) fn needs_neighbour(&self) -> bool {
        self.dangling
            || self.quoted
            || matches!(
                self.opener,
                Opener::Pronoun | Opener::Connective | Opener::Leaning | Opener::Definite
            )
    }

    /// Why it cannot stand alone, for readers of an explanation.
    pub(crate) fn reason(&self) -> Option<&'static str> {
        match self.opener {
            Opener::Pronoun => return Some("opens with a pronoun"),
            Opener::Connective => return Some("opens with a connective"),
            Opener::Leaning | Opener::Definite => return Some("leans on the sentence before"),
            Opener::Free | Opener::Removable(_) => {}
        }
        if self.refers {
            Some("speaks of the page or announces what follows")
        } else if self.dangling {
            Some("a pronoun or verb needs what stands before")
        } else if self.quoted {
            Some("a quotation without its speaker")
        } else if self.little {
            Some("says too little")
        } else if !self.balance.is_even() {
            Some("holds half a quotation or bracket")
        } else {
            None
        }
    }
}

/// What the sentences of one story need, and the runs of neighbours in which they can stand; each is found out when it
/// is first asked for, for a short paragraph asks for few.
pub(crate) struct Bonds {
    needs: Vec<OnceLock<Needs>>,
    runs: Vec<OnceLock<Option<Range<usize>>>>,
    /// Which sentences are the inside of a longer quotation.
    spoken: OnceLock<Vec<bool>>,
}

impl Bonds {
    /// Of a whole story; the other methods must be given the same one.
    pub(crate) fn of(story: &Story<'_>) -> Self {
        let count = story.len();
        Self {
            needs: (0..count).map(|_| OnceLock::new()).collect(),
            runs: (0..count).map(|_| OnceLock::new()).collect(),
            spoken: OnceLock::new(),
        }
    }

    /// What a sentence needs.
    pub(crate) fn needs(&self, story: &Story<'_>, index: usize) -> Option<Needs> {
        let cell = self.needs.get(index)?;
        Some(*cell.get_or_init(|| {
            let mut needs = Needs::of(story.text(index), story.language);
            let spoken = self.spoken.get_or_init(|| quotation::spoken(story));
            needs.quoted |= spoken.get(index).copied().unwrap_or(false);
            needs
        }))
    }

    /// The sentences that must stand together with this one, itself among them; none where it cannot stand at all.
    pub(crate) fn run(&self, story: &Story<'_>, index: usize) -> Option<Range<usize>> {
        self.runs.get(index)?.get_or_init(|| self.run_around(story, index)).clone()
    }

    /// Whether the sentence can open a paragraph or follow any other.
    pub(crate) fn stands_alone(&self, story: &Story<'_>, index: usize) -> bool {
        self.run(story, index).is_some_and(|run| run.len() == 1)
    }

    /// What a sentence needs, if it can stand in a paragraph at all.
    fn usable(&self, story: &Story<'_>, index: usize) -> Option<Needs> {
        let told = story.sentences.get(index).is_some_and(|s| !s.furniture && !s.open && !s.garbled);
        self.needs(story, index).filter(|needs| told && !needs.refers)
    }

    fn run_around(&self, story: &Story<'_>, index: usize) -> Option<Range<usize>> {
        let own = self.usable(story, index).filter(|own| !own.little)?;
        let (mut start, mut end, mut balance, mut first) = (index, index + 1, own.balance, own);
        while end - start <= LONGEST_RUN {
            let may_open = || can_open_story(story.text(0), &first) || story.language.presents(story.text(0));
            let opens_story = start == 0 && balance.is_even() && may_open();
            if first.needs_neighbour() && !opens_story || balance.lacks_opening() {
                let leans = first.needs_neighbour();
                start = start.checked_sub(1)?;
                // Two or three words introduce nothing, but may be part of a quotation.
                first = self
                    .usable(story, start)
                    .filter(|before| !leans || !before.little || !before.balance.is_even())?;
                balance = first.balance.and(balance);
            } else if !balance.is_even() {
                balance = balance.and(self.usable(story, end)?.balance);
                end += 1;
            } else {
                return Some(start..end);
            }
        }
        None
    }
}

/// Whether a story may open with this sentence although it leans: the headline stands before it, or it gives the name
/// behind its pronoun. "He left at dawn, but the mayor's aide Ann Lee …"
pub(crate) fn can_open_story(sentence: &str, needs: &Needs) -> bool {
    match needs.opener {
        _ if needs.quoted => false,
        Opener::Definite => !needs.dangling,
        Opener::Pronoun => pronoun::names_person(sentence),
        Opener::Free => needs.dangling && pronoun::names_person(sentence),
        Opener::Removable(_) | Opener::Connective | Opener::Leaning => false,
    }
}
