//! Cosine similarity of sentences.

use crate::terms::Terms;

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
        let mut postings: Vec<Vec<(usize, f32)>> = vec![Vec::new(); terms.in_story];
        for (row, vector) in vectors.sentences.iter().enumerate() {
            let Some(line) = values.get_mut(row * count..(row + 1) * count) else { continue };
            for (term, weight) in vector {
                let Some(posting) = postings.get_mut(*term as usize) else { continue };
                posting.push((row, *weight));
                for (other, theirs) in posting.iter() {
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

    /// Stationary distribution of a walk that goes on to similar sentences (those above `threshold`, itself never) and
    /// restarts by `restart`, which sums to 1, with the given chance. The sum over all sentences is 1.
    pub(crate) fn walk(&self, threshold: f32, restart: &[f32], chance: f32, rounds: usize) -> Vec<f32> {
        let edges = self.edges(threshold);
        let mut now = restart.to_vec();
        for _ in 0..rounds {
            let mut next: Vec<f32> = restart.iter().map(|r| r * chance).collect();
            for (share, out) in now.iter().zip(&edges) {
                for (to, weight) in out {
                    if let Some(cell) = next.get_mut(*to) {
                        *cell += (1.0 - chance) * share * weight;
                    }
                }
            }
            now = next;
        }
        now
    }

    /// For each sentence, where the walk goes from it, and how likely.
    fn edges(&self, threshold: f32) -> Vec<Vec<(usize, f32)>> {
        (0..self.count)
            .map(|row| {
                let near = self.row(row).iter().enumerate().filter(|(to, s)| *to != row && **s >= threshold);
                let out: Vec<(usize, f32)> = near.map(|(to, s)| (to, *s)).collect();
                let sum: f32 = out.iter().map(|(_, s)| s).sum();
                out.into_iter().map(|(to, s)| (to, s / sum)).collect()
            })
            .collect()
    }
}

/// Sentences as weighted term vectors of length 1.
#[derive(Debug, Clone, Default)]
pub(crate) struct Vectors {
    /// For each sentence its content terms, by rising number, with their weights.
    pub sentences: Vec<Vec<(u32, f32)>>,
}

impl Vectors {
    /// Counts times `weight`, brought to length 1.
    pub(crate) fn new(terms: &Terms, weight: &[f32]) -> Self {
        let sentences = (0..terms.len())
            .map(|index| {
                let weigh = |&(term, count): &(u32, u16)| {
                    (term, f32::from(count) * weight.get(term as usize).copied().unwrap_or(0.0))
                };
                let mut vector: Vec<(u32, f32)> = terms.bag(index).iter().map(weigh).collect();
                unit(&mut vector);
                vector
            })
            .collect();
        Self { sentences }
    }

    /// Cosine of each sentence with a vector that has one weight a term.
    pub(crate) fn along(&self, direction: &[f32]) -> Vec<f32> {
        let length = direction.iter().map(|w| w * w).sum::<f32>().sqrt();
        let length = if length > 0.0 { length } else { 1.0 };
        let dot = |vector: &Vec<(u32, f32)>| {
            vector.iter().map(|(t, w)| w * direction.get(*t as usize).copied().unwrap_or(0.0)).sum::<f32>()
        };
        self.sentences.iter().map(|vector| dot(vector) / length).collect()
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
        let story = Story::read(&article, Language::ENGLISH);
        let terms = Terms::of(&story);
        let vectors = Vectors::new(&terms, &vec![1.0; terms.terms.len()]);
        let near = Similarity::cosine(&terms, &vectors);
        assert!((near.get(1, 1) - 1.0).abs() < 1e-5);
        assert!(near.get(0, 1) > 0.4 && near.get(0, 1) == near.get(1, 0));
        assert_eq!(near.get(0, 2), 0.0);
        let walk = near.walk(0.05, &[1.0 / 3.0; 3], 0.15, 20);
        assert!(walk[0] > walk[2] && walk[1] > walk[2]);
    }
}
