//! Cosine similarity of sentences.

use crate::terms::Terms;
use std::ops::Range;

/// Similarities of all sentences with each other, from 0 to 1.
#[derive(Debug, Clone, Default)]
pub(crate) struct Similarity {
    count: usize,
    values: Vec<f32>,
}

impl Similarity {
    /// Cosine of the weighted content terms.
    pub(crate) fn cosine(terms: &Terms, vectors: &Vectors) -> Self {
        let count = terms.len();
        let mut values = vec![0.0_f32; count * count];
        let mut postings = Postings::with_room(terms, vectors);
        for (row, vector) in vectors.sentences().enumerate() {
            let Some(line) = values.get_mut(row * count..(row + 1) * count) else { continue };
            for (term, weight) in vector {
                for (other, theirs) in postings.push(*term, row, *weight) {
                    if let Some(cell) = line.get_mut(*other) {
                        *cell += weight * theirs;
                    }
                }
            }
        }
        let mut similarity = Self { count, values };
        similarity.mirror();
        similarity
    }

    fn mirror(&mut self) {
        for row in 0..self.count {
            for column in 0..row {
                let value = self.get(row, column);
                if let Some(cell) = self.values.get_mut(column * self.count + row) {
                    *cell = value;
                }
            }
        }
    }

    /// Similarity of two sentences.
    pub(crate) fn get(&self, row: usize, column: usize) -> f32 {
        self.values.get(row * self.count + column).copied().unwrap_or(0.0)
    }

    /// Similarities of one sentence with all.
    pub(crate) fn row(&self, row: usize) -> &[f32] {
        self.values.get(row * self.count..(row + 1) * self.count).unwrap_or_default()
    }

    /// Ways from each sentence to those at least as similar as `threshold`, itself never among them.
    pub(crate) fn walks(&self, threshold: f32) -> Walks {
        let mut walks = Walks { ends: Vec::with_capacity(self.count), ways: Vec::new() };
        for row in 0..self.count {
            let from = walks.ways.len();
            let near = self.row(row).iter().enumerate().filter(|(to, s)| *to != row && **s >= threshold);
            walks.ways.extend(near.map(|(to, s)| (to as u32, *s)));
            let own = walks.ways.get_mut(from..).unwrap_or_default();
            let sum: f32 = own.iter().map(|(_, s)| s).sum();
            own.iter_mut().for_each(|(_, s)| *s /= sum);
            walks.ends.push(walks.ways.len());
        }
        walks
    }
}

/// For each term the sentences with it so far and their weights, all in one list.
struct Postings {
    /// Where the postings of each term begin and end.
    stretches: Vec<Range<usize>>,
    entries: Vec<(usize, f32)>,
}

impl Postings {
    /// None yet, with room for all that the sentences will bring.
    fn with_room(terms: &Terms, vectors: &Vectors) -> Self {
        let mut stretches = vec![0..0; terms.in_story];
        for (term, _) in &vectors.weights {
            if let Some(stretch) = stretches.get_mut(*term as usize) {
                stretch.end += 1;
            }
        }
        let mut start = 0;
        for stretch in &mut stretches {
            (*stretch, start) = (start..start, start + stretch.len());
        }
        Self { stretches, entries: vec![(0, 0.0); start] }
    }

    /// Adds a sentence to a term; gives all of the term's.
    fn push(&mut self, term: u32, sentence: usize, weight: f32) -> &[(usize, f32)] {
        let Some(stretch) = self.stretches.get_mut(term as usize) else { return &[] };
        if let Some(entry) = self.entries.get_mut(stretch.end) {
            *entry = (sentence, weight);
            stretch.end += 1;
        }
        self.entries.get(stretch.clone()).unwrap_or_default()
    }
}

/// Where a walk over sentences goes from each, and how likely.
pub(crate) struct Walks {
    ends: Vec<usize>,
    ways: Vec<(u32, f32)>,
}

impl Walks {
    /// Stationary distribution of a walk that restarts by `restart`, which sums to 1, with the given chance.
    pub(crate) fn settle(&self, restart: &[f32], chance: f32, rounds: usize) -> Vec<f32> {
        let mut now = restart.to_vec();
        for _ in 0..rounds {
            let mut next: Vec<f32> = restart.iter().map(|r| r * chance).collect();
            let mut from = 0;
            for (share, end) in now.iter().zip(&self.ends) {
                for (to, weight) in self.ways.get(from..*end).unwrap_or_default() {
                    if let Some(cell) = next.get_mut(*to as usize) {
                        *cell += (1.0 - chance) * share * weight;
                    }
                }
                from = *end;
            }
            now = next;
        }
        now
    }
}

/// Sentences as weighted term vectors of length 1.
#[derive(Debug, Clone, Default)]
pub(crate) struct Vectors {
    /// Content terms of the sentences, one sentence behind the other, each by rising number, with their weights.
    weights: Vec<(u32, f32)>,
    /// Where those of each sentence end.
    ends: Vec<usize>,
}

impl Vectors {
    /// Counts times `weight`, brought to length 1.
    pub(crate) fn new(terms: &Terms, weight: &[f32]) -> Self {
        let mut vectors = Self { weights: Vec::new(), ends: Vec::with_capacity(terms.len()) };
        for index in 0..terms.len() {
            let weigh = |&(term, count): &(u32, u16)| {
                (term, f32::from(count) * weight.get(term as usize).copied().unwrap_or(0.0))
            };
            let start = vectors.weights.len();
            vectors.weights.extend(terms.bag(index).iter().map(weigh));
            unit(vectors.weights.get_mut(start..).unwrap_or_default());
            vectors.ends.push(vectors.weights.len());
        }
        vectors
    }

    /// For each sentence its content terms, by rising number, with their weights.
    pub(crate) fn sentences(&self) -> impl Iterator<Item = &[(u32, f32)]> {
        let mut start = 0;
        self.ends.iter().map(move |end| {
            let own = self.weights.get(start..*end).unwrap_or_default();
            start = *end;
            own
        })
    }

    /// Cosine of each sentence with a vector that has one weight a term.
    pub(crate) fn along(&self, direction: &[f32]) -> Vec<f32> {
        let length = direction.iter().map(|w| w * w).sum::<f32>().sqrt();
        let length = if length > 0.0 { length } else { 1.0 };
        let dot = |vector: &[(u32, f32)]| {
            vector.iter().map(|(t, w)| w * direction.get(*t as usize).copied().unwrap_or(0.0)).sum::<f32>()
        };
        self.sentences().map(|vector| dot(vector) / length).collect()
    }
}

fn unit(vector: &mut [(u32, f32)]) {
    let length = vector.iter().map(|(_, w)| w * w).sum::<f32>().sqrt();
    if length > 0.0 {
        for (_, weight) in vector {
            *weight /= length;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{language::Language, story::Story};
    use offwire_article::{Article, Paragraph};

    #[test]
    fn like_sentences_are_near_and_the_walk_keeps_its_sum() {
        let mut article = Article::default();
        article.paragraphs.push(Paragraph::text(
            "Storms closed the harbour in March. The harbour reopened after storms. Bakers sold fresh bread.",
        ));
        let story = Story::read(&article, Language::english());
        let terms = Terms::of(&story);
        let vectors = Vectors::new(&terms, &vec![1.0; terms.terms.len()]);
        let near = Similarity::cosine(&terms, &vectors);
        assert!((near.get(1, 1) - 1.0).abs() < 1e-5);
        assert!(near.get(0, 1) > 0.4 && near.get(0, 1) == near.get(1, 0));
        assert_eq!(near.get(0, 2), 0.0);
        let walk = near.walks(0.05).settle(&[1.0 / 3.0; 3], 0.15, 20);
        assert!(walk[0] > walk[2] && walk[1] > walk[2]);
    }
}
