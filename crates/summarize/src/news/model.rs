//! The three levels with their lexicon, and how they choose.

use super::{
    Candidates, Lexicon, Own, Set, Sheet, Wanted,
    paragraph_table::{Lower, PARAGRAPH_WIDTH, paragraph_table},
    sentence_table::{SENTENCE_COLUMNS, sentence_table},
    word_table::{WORD_COLUMNS, word_table},
};
use crate::{
    Budget, Error,
    paragraph::{Choice, Ground, ranking},
    query::Focus,
    terms::Terms,
};
use offwire_forest::{Columns, Forest};

/// Words, sentences and characters of the longest paragraphs that the model was trained on; beyond them sentences are
/// added one by one.
const LEARNED: Budget = Budget { words: Some(110), sentences: Some(4), chars: Some(700) };

/// What a candidate pays for each thing that its reader would stumble over, in the unit of the last level (ROUGE-1 plus
/// ROUGE-2).
const STUMBLE: f32 = 0.02;

/// What a candidate pays that leaves the lede out although there would be room for it, in the same unit.
const LEDE: f32 = 0.04;

/// What a query held whole is worth among candidates, in the unit of the last level (ROUGE-1 plus ROUGE-2).
const PULL: f32 = 0.35;

/// The trained method.
///
/// Its packed form is `OWS1`, then each part behind its length in bytes (u32, little-endian): lexicon, forest of words,
/// of first and of second opinions on sentences, and the forests of paragraphs, whose values are averaged.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    pub(crate) lexicon: Lexicon,
    pub(crate) words: Forest,
    pub(crate) first: Forest,
    pub(crate) second: Forest,
    pub(crate) paragraphs: Vec<Forest>,
}

const MAGIC: &[u8; 4] = b"OWS1";

/// What the lower levels say of one story.
pub(crate) struct Opinions {
    pub chances: Vec<f32>,
    pub first: Vec<f32>,
    pub second: Vec<f32>,
    pub sentences: Columns,
}

impl Model {
    /// Reads the packed form.
    ///
    /// # Errors
    /// [`Error::Model`] where it is cut short, or made for other columns than these.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let wrong = |what: &str| Error::Model(what.to_owned());
        let mut rest = bytes.strip_prefix(MAGIC).ok_or_else(|| wrong("it does not begin with OWS1"))?;
        let mut parts = Vec::new();
        while !rest.is_empty() {
            let (length, tail) =
                rest.split_first_chunk::<4>().ok_or_else(|| wrong("a length is cut short"))?;
            let length = u32::from_le_bytes(*length) as usize;
            let (part, tail) = tail.split_at_checked(length).ok_or_else(|| wrong("a part is cut short"))?;
            parts.push(part);
            rest = tail;
        }
        let [lexicon, words, first, second, paragraphs @ ..] = parts.as_slice() else {
            return Err(wrong("a part is missing"));
        };
        let forest = |bytes: &&[u8], width: usize| {
            let forest = Forest::from_bytes(bytes).map_err(|e| Error::Model(e.to_string()))?;
            if forest.width() == width { Ok(forest) } else { Err(wrong("a forest is for other columns")) }
        };
        Ok(Self {
            lexicon: Lexicon::from_bytes(lexicon)?,
            words: forest(words, WORD_COLUMNS.len())?,
            first: forest(first, SENTENCE_COLUMNS.len())?,
            second: forest(second, SENTENCE_COLUMNS.len())?,
            paragraphs: paragraphs.iter().map(|p| forest(p, PARAGRAPH_WIDTH)).collect::<Result<_, _>>()?,
        })
    }

    /// The packed form.
    #[cfg(feature = "train")]
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        let forests = [&self.words, &self.first, &self.second].into_iter().chain(&self.paragraphs);
        for part in std::iter::once(self.lexicon.to_bytes()).chain(forests.map(Forest::to_bytes)) {
            out.extend((part.len() as u32).to_le_bytes());
            out.extend(part);
        }
        out
    }

    /// The model that the crate carries, read once; none where the crate was built without one.
    #[must_use]
    pub fn built_in() -> Option<&'static Self> {
        #[cfg(feature = "model")]
        {
            static MODEL: std::sync::OnceLock<Option<Model>> = std::sync::OnceLock::new();
            MODEL.get_or_init(|| Model::from_bytes(include_bytes!("model.bin")).ok()).as_ref()
        }
        #[cfg(not(feature = "model"))]
        None
    }

    /// Scores of all sentences, and the best paragraph under the budget.
    pub(crate) fn choose(
        &self,
        ground: &Ground<'_, '_>,
        terms: &Terms,
        focus: Option<&Focus>,
    ) -> (Vec<f32>, Choice) {
        let sheet =
            Sheet::new(ground.story, terms, ground.bonds, ground.names, &self.lexicon, |_| Own::default());
        let mut opinions = self.opinions(&sheet);
        if let Some(focus) = focus {
            focus.add(terms, &mut opinions.first, PULL);
            focus.add(terms, &mut opinions.second, PULL);
        }
        let room = ground.budget;
        let by_sentences = room.words.is_none() && room.chars.is_none();
        let wanted = Wanted { budget: within(room), full: by_sentences };
        let mut candidates = Candidates::of(&sheet, &opinions.first, &opinions.second, wanted);
        candidates.keep_filling(ground, 2);
        let mut values = self.values(&sheet, &candidates, &opinions);
        if let Some(focus) = focus {
            for (value, set) in values.iter_mut().zip(&candidates.sets) {
                *value += PULL * focus.share_of_all(terms, set.members());
            }
        }
        let (bumps, lede) = (ground.bumps(), ground.lede());
        for (value, set) in values.iter_mut().zip(&candidates.sets) {
            *value -= STUMBLE * ground.stumbles(&bumps, set.members()) as f32;
            *value -= if leaves_out(ground, *set, &lede) { LEDE } else { 0.0 };
        }
        let best = ranking(&values).first().and_then(|best| candidates.sets.get(*best));
        let chosen = best.map(|set| set.members().collect()).unwrap_or_default();
        let mut choice = Choice { chosen, dropped: Vec::new() };
        if choice.chosen.is_empty() || is_larger(ground.budget) {
            let repeats = |one, other| terms.overlap(one, other);
            choice = ground.choose(&choice.chosen, &ranking(&opinions.first), repeats);
        }
        (opinions.first, choice)
    }

    /// What the lower levels say.
    fn opinions(&self, sheet: &Sheet<'_, '_>) -> Opinions {
        let (rows, table) = word_table(sheet);
        let mut chances = vec![0.0; sheet.terms.terms.len()];
        for (term, chance) in rows.iter().zip(predict(&self.words, &table)) {
            if let Some(cell) = chances.get_mut(*term as usize) {
                *cell = chance;
            }
        }
        let sentences = sentence_table(sheet, &chances);
        Opinions {
            first: predict(&self.first, &sentences),
            second: predict(&self.second, &sentences),
            chances,
            sentences,
        }
    }

    /// What the last level says of each candidate.
    fn values(&self, sheet: &Sheet<'_, '_>, candidates: &Candidates, opinions: &Opinions) -> Vec<f32> {
        let table = paragraph_table(sheet, candidates, &opinions.lower());
        let mut values = vec![0.0; candidates.sets.len()];
        for forest in &self.paragraphs {
            for (value, more) in values.iter_mut().zip(predict(forest, &table)) {
                *value += more / self.paragraphs.len() as f32;
            }
        }
        values
    }
}

impl Opinions {
    pub(crate) fn lower(&self) -> Lower<'_> {
        Lower { chances: &self.chances, first: &self.first, second: &self.second, sentences: &self.sentences }
    }
}

/// The forest's values for all rows; zeros where table and forest do not fit, which reading the model rules out.
pub(crate) fn predict(forest: &Forest, table: &Columns) -> Vec<f32> {
    let mut out = vec![0.0; table.rows()];
    let fits = forest.predict_into(table, &mut out);
    debug_assert!(fits.is_ok(), "{fits:?}");
    out
}

/// Whether a set leaves out the lede, or part of it, although the budget holds both.
fn leaves_out(ground: &Ground<'_, '_>, set: Set, lede: &[usize]) -> bool {
    let missing = || lede.iter().copied().filter(|index| !set.members().any(|member| member == *index));
    missing().next().is_some() && ground.budget.holds(ground.size(set.members().chain(missing())))
}

/// The budget, no larger than what was learned.
fn within(budget: Budget) -> Budget {
    let least = |asked: Option<usize>, learned: Option<usize>| asked.zip(learned).map(|(a, l)| a.min(l));
    Budget {
        words: least(budget.words, LEARNED.words),
        sentences: least(budget.sentences, LEARNED.sentences),
        chars: least(budget.chars, LEARNED.chars),
    }
}

/// Whether every limit that is set lies beyond what was learned.
fn is_larger(budget: Budget) -> bool {
    let beyond =
        |asked: Option<usize>, learned: Option<usize>| asked.is_none_or(|a| learned.is_some_and(|l| a > l));
    beyond(budget.words, LEARNED.words)
        && beyond(budget.sentences, LEARNED.sentences)
        && beyond(budget.chars, LEARNED.chars)
}
