//! What the tables of all three levels share: weights, similarities, counts of one story.

use super::{Lexicon, Own};
use crate::{
    readability::{Bonds, Names},
    similarity::{Similarity, Vectors},
    story::Story,
    terms::{Marks, Terms},
};

/// Rounds after which the walks over sentences have settled well enough.
const ROUNDS: usize = 12;

/// One story, measured.
pub(crate) struct Sheet<'w, 'a> {
    pub story: &'w Story<'a>,
    pub terms: &'w Terms,
    pub bonds: &'w Bonds,
    pub names: &'w Names,
    /// Rarity, kept share and training stories of each term.
    pub lexicon: Vec<(f32, f32, f32)>,
    pub near: Similarity,
    /// Nearness to the centroid of the story.
    pub central: Vec<f32>,
    /// Nearness to the centroid of the twelve heaviest terms.
    pub central_top: Vec<f32>,
    /// Nearness to the centroid in which early sentences weigh more.
    pub central_early: Vec<f32>,
    /// Share of a walk over like sentences, times their number.
    pub walked: Vec<f32>,
    /// The same for a walk that restarts at early sentences.
    pub walked_early: Vec<f32>,
    /// For each term the first sentence with it.
    pub first: Vec<usize>,
    /// For each term the last sentence with it.
    pub last: Vec<usize>,
    /// For each term the number of sentences with it.
    pub holding: Vec<u32>,
    /// Places of the ten heaviest terms.
    pub heavy: Vec<u32>,
    /// Share of new pairs of words in each sentence.
    pub new_pairs: Vec<f32>,
    /// Share of its pairs of words that other sentences have too.
    pub shared_pairs: Vec<f32>,
    /// Number of content words of the story.
    pub content: f32,
    /// For each sentence the content terms that stand capitalised in it, each once, by rising number.
    pub entities: Vec<Vec<u32>>,
}

impl<'w, 'a> Sheet<'w, 'a> {
    /// Measures a story; `own` tells what share each term has in the lexicon by this very story.
    pub(crate) fn new(
        story: &'w Story<'a>,
        terms: &'w Terms,
        bonds: &'w Bonds,
        names: &'w Names,
        lexicon: &Lexicon,
        own: impl Fn(u32) -> Own,
    ) -> Self {
        let looked: Vec<(f32, f32, f32)> = terms
            .terms
            .iter()
            .zip(0..)
            .map(|(term, number)| lexicon.look_up(term.hash, own(number)))
            .collect();
        let rarity: Vec<f32> = looked.iter().map(|(rarity, _, _)| *rarity).collect();
        let vectors = Vectors::new(terms, &rarity);
        let near = Similarity::cosine(terms, &vectors);
        let weight =
            |number: usize| terms.terms.get(number).map_or(0.0, |t| content_count(t) * at(&rarity, number));
        let mut heavy: Vec<u32> = (0..terms.in_story as u32).collect();
        let most = 12.min(heavy.len());
        let by_weight = |a: &u32, b: &u32| weight(*b as usize).total_cmp(&weight(*a as usize)).then(a.cmp(b));
        if most > 0 && most < heavy.len() {
            heavy.select_nth_unstable_by(most - 1, by_weight);
            heavy.truncate(most);
        }
        heavy.sort_by(by_weight);
        let centroid: Vec<f32> =
            terms.terms.iter().zip(&rarity).map(|(t, r)| content_count(t).ln_1p() * r).collect();
        let mut top = vec![0.0; terms.terms.len()];
        for number in &heavy {
            set(&mut top, *number as usize, weight(*number as usize));
        }
        let (first, last, holding) = places(terms);
        let (new_pairs, shared_pairs) = pairs(terms);
        let count = terms.len();
        let even = vec![1.0 / count.max(1) as f32; count];
        let early = early_weights(count);
        let mut early_centroid = vec![0.0; terms.terms.len()];
        for (vector, w) in vectors.sentences().zip(&early) {
            for (term, value) in vector {
                add(&mut early_centroid, *term as usize, value * w);
            }
        }
        let walks = near.walks(0.05);
        let scaled = |walk: Vec<f32>| walk.into_iter().map(|share| share * count as f32).collect();
        Self {
            story,
            terms,
            bonds,
            names,
            central: vectors.along(&centroid),
            central_top: vectors.along(&top),
            central_early: vectors.along(&early_centroid),
            walked: scaled(walks.settle(&even, 0.15, ROUNDS)),
            walked_early: scaled(walks.settle(&early, 0.3, ROUNDS)),
            near,
            lexicon: looked,
            first,
            last,
            holding,
            heavy,
            new_pairs,
            shared_pairs,
            content: terms.terms.iter().map(content_count).sum::<f32>().max(1.0),
            entities: entities(terms),
        }
    }

    /// Number of sentences.
    pub(crate) fn len(&self) -> usize {
        self.terms.len()
    }

    /// Rarity of a term.
    pub(crate) fn rarity(&self, term: u32) -> f32 {
        self.lexicon.get(term as usize).map_or(0.0, |(rarity, _, _)| *rarity)
    }

    /// Occurrences of a content term in the story; 0 for a stop word.
    pub(crate) fn count(&self, term: u32) -> f32 {
        self.terms.term(term).map_or(0.0, content_count)
    }
}

fn entities(terms: &Terms) -> Vec<Vec<u32>> {
    let capital = Marks::CAPITAL.with(Marks::CONTENT);
    (0..terms.len())
        .map(|index| {
            let tokens = terms.tokens(index).iter().zip(terms.marks(index));
            let mut found: Vec<u32> =
                tokens.filter(|(_, marks)| marks.has(capital)).map(|(term, _)| *term).collect();
            found.sort_unstable();
            found.dedup();
            found
        })
        .collect()
}

fn content_count(term: &crate::terms::Term) -> f32 {
    if term.content { term.count as f32 } else { 0.0 }
}

/// 1, 1/2, 1/3 …, brought to a sum of 1.
fn early_weights(count: usize) -> Vec<f32> {
    let weights: Vec<f32> = (1..=count).map(|place| 1.0 / place as f32).collect();
    let sum: f32 = weights.iter().sum();
    weights.into_iter().map(|w| w / sum).collect()
}

/// For each term its first and last sentence and how many hold it.
fn places(terms: &Terms) -> (Vec<usize>, Vec<usize>, Vec<u32>) {
    let width = terms.terms.len();
    let (mut first, mut last, mut holding) = (vec![usize::MAX; width], vec![0; width], vec![0; width]);
    for index in 0..terms.len() {
        for (term, _) in terms.bag(index) {
            let term = *term as usize;
            if let (Some(f), Some(l), Some(h)) =
                (first.get_mut(term), last.get_mut(term), holding.get_mut(term))
            {
                *f = (*f).min(index);
                *l = index;
                *h += 1;
            }
        }
    }
    (first, last, holding)
}

/// For each sentence the share of its pairs of neighbouring words that no earlier sentence has, and of those that any
/// other has.
fn pairs(terms: &Terms) -> (Vec<f32>, Vec<f32>) {
    // One number for two words and their sentence, of which a story has no more than 200.
    let pair = |words: &[u32], index: usize| match words {
        [a, b] => u64::from(*a) << 36 | u64::from(*b) << 8 | index as u64,
        _ => 0,
    };
    let of_sentence = |index: usize| terms.tokens(index).windows(2).map(move |words| pair(words, index));
    let mut all: Vec<u64> = (0..terms.len()).flat_map(of_sentence).collect();
    all.sort_unstable();
    all.dedup();
    let mut found = vec![(0.0_f32, 0.0_f32, 0.0_f32); terms.len()];
    for group in all.chunk_by(|a, b| a >> 8 == b >> 8) {
        for (number, pair) in group.iter().enumerate() {
            if let Some((total, new, shared)) = found.get_mut((pair & 0xff) as usize) {
                *total += 1.0;
                *new += f32::from(u8::from(number == 0));
                *shared += f32::from(u8::from(group.len() > 1));
            }
        }
    }
    found.into_iter().map(|(total, new, shared)| (new / total.max(1.0), shared / total.max(1.0))).unzip()
}

/// A value of a list, 0 beyond its end.
pub(super) fn at(values: &[f32], index: usize) -> f32 {
    values.get(index).copied().unwrap_or(0.0)
}

pub(super) fn set(values: &mut [f32], index: usize, value: f32) {
    if let Some(cell) = values.get_mut(index) {
        *cell = value;
    }
}

pub(super) fn add(values: &mut [f32], index: usize, value: f32) {
    if let Some(cell) = values.get_mut(index) {
        *cell += value;
    }
}

/// Rank of each value, 0 for the highest; equal values in their own order.
pub(super) fn ranks(values: &[f32]) -> Vec<f32> {
    let order = crate::paragraph::ranking(values);
    let mut ranks = vec![0.0; values.len()];
    for (rank, index) in order.into_iter().enumerate() {
        set(&mut ranks, index, rank as f32);
    }
    ranks
}

/// 1 for true.
pub(super) fn flag(value: bool) -> f32 {
    f32::from(u8::from(value))
}
