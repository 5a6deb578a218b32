//! From scores to a paragraph: which sentences fit together under the budget.

use crate::{
    Budget, Size,
    readability::{Bonds, Names, Opener, is_question, words},
    story::{Story, size_of},
};
use std::{collections::BTreeSet, ops::Range};

/// A sentence of whose content more than this share is told already says nothing new.
const REPEATED: f32 = 0.62;

/// What choosing rests on besides the scores.
pub(crate) struct Ground<'s, 'a> {
    pub story: &'s Story<'a>,
    pub bonds: &'s Bonds,
    pub names: &'s Names,
    pub budget: Budget,
}

/// What a sentence has that a reader may stumble over.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Bumps {
    /// It is a question of the story's own.
    asks: bool,
    /// It is in the voice of the page, or adds to what was told.
    opens_badly: bool,
}

/// Why a sentence is not in the paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dropped {
    Furniture,
    CannotStand(&'static str),
    TooLong,
    Repeats(usize),
    UnknownName,
    Full,
}

/// The sentences of a paragraph, rising, and why the others that were looked at are not among them.
#[derive(Debug, Default)]
pub(crate) struct Choice {
    pub chosen: Vec<usize>,
    pub dropped: Vec<(usize, Dropped)>,
}

impl Ground<'_, '_> {
    /// Size of a paragraph of these sentences.
    pub(crate) fn size(&self, chosen: impl IntoIterator<Item = usize>) -> Size {
        chosen.into_iter().fold(Size::default(), |sum, index| sum.joined(self.story.size(index)))
    }

    /// Whether everything that can be told fits the budget: then the story comes whole.
    pub(crate) fn whole(&self) -> Option<Vec<usize>> {
        if self.story.left_out > 0 {
            return None;
        }
        // A page may show its first lines twice, as a teaser and as text.
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let told =
            self.story.sentences.iter().enumerate().filter(|(_, s)| !s.furniture && seen.insert(s.text));
        let all: Vec<usize> = told.map(|(index, _)| index).collect();
        (!all.is_empty() && self.budget.holds(self.size(all.iter().copied()))).then_some(all)
    }

    /// The first sentence that can stand alone, even where it is longer than the budget.
    pub(crate) fn fallback(&self) -> Option<usize> {
        let count = self.story.len();
        let fits = |index: &usize| self.budget.holds(self.story.size(*index));
        let alone = |index: &usize| self.bonds.stands_alone(self.story, *index);
        let news = |index: &usize| self.story.sentences.get(*index).is_some_and(|s| !s.furniture);
        (0..count.min(8))
            .find(|index| alone(index) && fits(index))
            .or_else(|| (0..count).find(alone))
            .or_else(|| (0..count).find(news))
    }

    /// The sentence that tells what the story is about, with those that it needs: the first that can stand, is no
    /// question and says something; none where the first few do not.
    pub(crate) fn lede(&self) -> Vec<usize> {
        /// Sentences of the beginning that are looked at.
        const BEGINNING: usize = 4;
        /// Fewer words say too little.
        const FEWEST: usize = 6;
        let tells = |run: &Range<usize>| {
            let size = self.size(run.clone());
            size.words >= FEWEST && self.budget.holds(size) && !self.asks(run.end - 1)
        };
        let runs = (0..BEGINNING.min(self.story.len())).filter_map(|index| self.bonds.run(self.story, index));
        runs.into_iter().find(tells).into_iter().flatten().collect()
    }

    /// Whether a sentence is a question of the story's own.
    pub(crate) fn asks(&self, index: usize) -> bool {
        is_question(self.story.text(index))
    }

    /// What each sentence has that a reader may stumble over.
    pub(crate) fn bumps(&self) -> Vec<Bumps> {
        let of = |text: &str| Bumps { asks: is_question(text), opens_badly: opens_badly(text) };
        self.story.sentences.iter().map(|sentence| of(sentence.text)).collect()
    }

    /// What a reader would stumble over in a paragraph of these sentences, in surnames that nothing introduces: each of
    /// them, one in the first sentence twice; a question without the sentence behind it; an opening in the voice of
    /// the page, or that adds to what was told.
    ///
    /// `bumps` tells what is known of each sentence.
    pub(crate) fn stumbles(&self, bumps: &[Bumps], chosen: impl Iterator<Item = usize> + Clone) -> u32 {
        let unknown = |set: &mut dyn Iterator<Item = usize>| self.names.unknown(self.story, set);
        let bump = |at: usize| bumps.get(at).copied().unwrap_or_default();
        let first = chosen.clone().next();
        let next = chosen.clone().skip(1).map(Some).chain([None]);
        let asked =
            chosen.clone().zip(next).filter(|(at, next)| bump(*at).asks && *next != Some(at + 1)).count();
        let voiced = first.is_some_and(|at| at > 0 && bump(at).opens_badly);
        unknown(&mut chosen.clone()) + unknown(&mut first.into_iter()) + asked as u32 + u32::from(voiced)
    }

    /// The first sentences that can stand, with the neighbours that they need, up to the first that does not fit.
    pub(crate) fn lead(&self) -> Choice {
        let mut choice = Choice::default();
        for index in 0..self.story.len() {
            if choice.chosen.contains(&index) {
                continue;
            }
            let Some(run) = self.bonds.run(self.story, index) else {
                let reason = self.bonds.needs(self.story, index).and_then(|n| n.reason());
                choice.dropped.push((index, reason.map_or(Dropped::Furniture, Dropped::CannotStand)));
                continue;
            };
            let mut larger = choice.chosen.clone();
            larger.extend(run.filter(|needed| !choice.chosen.contains(needed)));
            larger.sort_unstable();
            if !self.budget.holds(self.size(larger.iter().copied())) {
                choice.dropped.push((index, Dropped::TooLong));
                break;
            }
            choice.chosen = larger;
        }
        if choice.chosen.is_empty() {
            choice.chosen.extend(self.fallback());
        }
        choice
    }

    /// Takes sentences from the best down, each with the neighbours that it needs, as long as the budget holds.
    ///
    /// `given` is in it already; `repeats` tells the share of a sentence that another one holds already.
    pub(crate) fn choose(
        &self,
        given: &[usize],
        ranked: &[usize],
        repeats: impl Fn(usize, usize) -> f32,
    ) -> Choice {
        let mut choice = Choice::default();
        let mut chosen: BTreeSet<usize> = given.iter().copied().collect();
        for &index in ranked {
            if chosen.contains(&index) {
                continue;
            }
            match self.addition(index, &chosen, &repeats) {
                Ok(larger) => chosen = larger,
                Err(why) => choice.dropped.push((index, why)),
            }
        }
        if chosen.is_empty() {
            chosen.extend(self.fallback());
        }
        choice.chosen = chosen.into_iter().collect();
        choice
    }

    /// The lede and what is worth the room besides it; what is not, only where less than half of the room is used.
    pub(crate) fn choose_from_lede(
        &self,
        ranked: &[usize],
        worth: usize,
        repeats: impl Fn(usize, usize) -> f32,
    ) -> Choice {
        let choice = self.choose(&self.lede(), ranked.get(..worth).unwrap_or(ranked), &repeats);
        let used = self.size(choice.chosen.iter().copied());
        if self.budget.holds(used.joined(used)) {
            self.choose(&choice.chosen, ranked, repeats)
        } else {
            choice
        }
    }

    /// Why a sentence finds no place beside the chosen ones; none where it would.
    pub(crate) fn why_not(
        &self,
        index: usize,
        chosen: &[usize],
        repeats: impl Fn(usize, usize) -> f32,
    ) -> Option<Dropped> {
        self.addition(index, &chosen.iter().copied().collect(), &repeats).err()
    }

    /// The paragraph with this sentence and those that it needs, or why it stays out.
    fn addition(
        &self,
        index: usize,
        chosen: &BTreeSet<usize>,
        repeats: &impl Fn(usize, usize) -> f32,
    ) -> Result<BTreeSet<usize>, Dropped> {
        if self.story.sentences.get(index).is_none_or(|s| s.furniture) {
            return Err(Dropped::Furniture);
        }
        // What a sentence needs takes longest to find out: not where it finds no room alone.
        let holds = |set: &BTreeSet<usize>| self.budget.holds(self.size(set.iter().copied()));
        let no_room = || if self.is_full(chosen) { Dropped::Full } else { Dropped::TooLong };
        let mut larger = chosen.clone();
        larger.insert(index);
        if !holds(&larger) {
            return Err(no_room());
        }
        let garbled =
            self.story.sentences.get(index).is_some_and(|s| s.garbled).then_some("was garbled by a scanner");
        let reason = garbled.or_else(|| self.bonds.needs(self.story, index).and_then(|n| n.reason()));
        let run = self
            .bonds
            .run(self.story, index)
            .ok_or(Dropped::CannotStand(reason.unwrap_or("needs what is not there")))?;
        larger.extend(run);
        if !holds(&larger) {
            return Err(no_room());
        }
        let told = chosen.iter().copied().find(|other| {
            let shorter_first = if self.story.size(index).words < 4 { 2.0 } else { repeats(index, *other) };
            shorter_first > REPEATED || repeats(*other, index) > 0.85
        });
        if let Some(other) = told {
            return Err(Dropped::Repeats(other));
        }
        let unknown = |set: &BTreeSet<usize>| self.names.unknown(self.story, set.iter().copied());
        if unknown(&larger) > unknown(chosen) {
            return Err(Dropped::UnknownName);
        }
        Ok(larger)
    }

    /// Whether less room is left than a sentence takes.
    fn is_full(&self, chosen: &BTreeSet<usize>) -> bool {
        let mut size = self.size(chosen.iter().copied());
        size = size.joined(Size { words: 8, sentences: 1, chars: 40 });
        !self.budget.holds(size)
    }

    /// A sentence as it stands in a paragraph of these: without a connective that leads back to a sentence that is
    /// not there. The flag tells whether it differs from the story's.
    pub(crate) fn wording(&self, index: usize, follows: bool) -> (String, bool) {
        let text = self.story.text(index).trim();
        match self.bonds.needs(self.story, index).map(|n| n.opener) {
            Some(Opener::Removable(offset)) if !follows => {
                let rest = self.story.text(index).get(offset..).unwrap_or(text).trim();
                let mut letters = rest.chars();
                let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
                (first + letters.as_str(), true)
            }
            _ => (text.to_owned(), false),
        }
    }
}

/// Whether the writer, whom nothing introduces, is the subject, or the sentence adds to what was told: "also".
fn opens_badly(sentence: &str) -> bool {
    words(sentence).take(6).enumerate().any(|(number, word)| {
        let voice =
            number == 0 && word.at == 0 && word.stem().is_any(&["we", "our", "i", "my", "you", "your"]);
        voice || word.is("also")
    })
}

/// Numbers of sentences from the highest score down; equal scores in the story's order.
pub(crate) fn ranking(scores: &[f32]) -> Vec<usize> {
    // One number each, so that sorting compares numbers: the score's bits, made to fall as it rises, then its place.
    let key = |(place, score): (u64, &f32)| {
        let bits = score.to_bits();
        let falling = if score.is_sign_negative() { bits } else { !bits & !SIGN };
        u64::from(falling) << 32 | place
    };
    let mut order: Vec<u64> = (0..).zip(scores).map(key).collect();
    order.sort_unstable();
    order.into_iter().map(|key| (key & u64::from(u32::MAX)) as usize).collect()
}

/// The bit of a number's sign.
const SIGN: u32 = 1 << 31;

/// Size of a finished paragraph.
pub(crate) fn size_of_text<'t>(sentences: impl IntoIterator<Item = &'t str>) -> Size {
    sentences.into_iter().fold(Size::default(), |sum, text| sum.joined(size_of(text)))
}

#[cfg(test)]
mod tests {
    use super::{Ground, ranking};
    use crate::{
        Budget,
        language::Language,
        readability::{Bonds, Names},
        story::Story,
    };
    use offwire_article::{Article, Paragraph};
    use proptest::prelude::*;

    /// What `ask` says of a story of these sentences.
    fn ground<T>(sentences: &[&str], budget: Budget, ask: impl Fn(&Ground<'_, '_>) -> T) -> T {
        let mut article = Article::default();
        article.paragraphs.extend(sentences.iter().map(|s| Paragraph::text(*s)));
        let story = Story::read(&article, Language::english());
        assert_eq!(story.len(), sentences.len());
        let (bonds, names) = (Bonds::of(&story), Names::default());
        ask(&Ground { story: &story, bonds: &bonds, names: &names, budget })
    }

    const STORY: [&str; 7] = [
        "Who needs a harbour?",
        "It rained.",
        "The harbour of Porto Nero reopened on Monday.",
        "Ann Lee had it closed in May after the storm.",
        "We will never know why the wall fell.",
        "Lee told reporters that the wall would be higher.",
        "What will the wall cost the town?",
    ];

    #[test]
    fn the_lede_is_the_first_sentence_that_tells_something() {
        assert_eq!(ground(&STORY, Budget::default(), |g| g.lede()), [2]);
        // A lede that does not fit is none.
        assert!(ground(&STORY, Budget::words(5), |g| g.lede()).is_empty());
    }

    #[test]
    fn what_is_told_twice_is_whole_with_one_of_both() {
        let story = ["The harbour reopened on Monday.", "It rained.", "The harbour reopened on Monday."];
        assert_eq!(ground(&story, Budget::default(), |g| g.whole()), Some(vec![0, 1]));
    }

    #[test]
    fn what_a_reader_stumbles_over_is_counted() {
        let stumbles = |set: &[usize]| {
            ground(&STORY, Budget::default(), |g| g.stumbles(&g.bumps(), set.iter().copied()))
        };
        assert_eq!(stumbles(&[2, 3]), 0);
        // A surname without its bearer; as the opening, it counts twice.
        assert_eq!((stumbles(&[2, 5]), stumbles(&[5])), (1, 2));
        // The page's own voice as the opening, and nowhere else.
        assert_eq!((stumbles(&[4]), stumbles(&[2, 4])), (1, 0));
        // A question without the sentence behind it.
        assert_eq!((stumbles(&[0, 2]), stumbles(&[0, 1])), (1, 0));
    }

    #[test]
    fn the_inside_of_a_quotation_stands_with_its_marks() {
        let story = Article {
            paragraphs: vec![
                Paragraph::text("\"We must go on. We should respect the sea,\" Ann Lee said."),
                Paragraph::text(
                    "\"We have built a wall. The town paid for every stone of it. It will hold.\"",
                ),
            ],
            ..Article::default()
        };
        let story = Story::read(&story, Language::english());
        let bonds = Bonds::of(&story);
        let runs: Vec<_> = (0..story.len()).map(|index| bonds.run(&story, index)).collect();
        assert_eq!(runs.get(..2), Some(&[Some(0..2), Some(0..2)][..]));
        assert!(!bonds.stands_alone(&story, 3), "{runs:?}");
    }

    #[test]
    fn what_is_not_worth_the_room_fills_the_first_half_alone() {
        let chosen = |words: usize, worth: usize| {
            ground(&STORY, Budget::words(words), |g| g.choose_from_lede(&[3, 4, 2], worth, |_, _| 0.0).chosen)
        };
        assert_eq!(chosen(18, 0), [2, 3]);
        assert_eq!(chosen(15, 0), [2]);
        assert_eq!(chosen(30, 1), [2, 3]);
    }

    proptest! {
        #[test]
        fn a_ranking_falls_and_keeps_the_order_of_equals(scores in prop::collection::vec(prop_oneof![-2.0..2.0_f32, Just(0.5), Just(-0.0), Just(f32::NAN), Just(f32::MIN)], 0..40)) {
            let mut sorted: Vec<usize> = (0..scores.len()).collect();
            sorted.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]));
            prop_assert_eq!(ranking(&scores), sorted);
        }
    }
}
