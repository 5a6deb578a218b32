//! The third level's table: one row for each candidate paragraph.

use super::{
    Candidates, Sheet,
    sentence_table::SENTENCE_COLUMNS,
    sheet::{at, flag},
};
use offwire_forest::Columns;

/// Columns of sentences whose mean over the paragraph is a column.
const MEANS: [&str; 30] = [
    "central",
    "walked",
    "central_top",
    "central_early",
    "walked_early",
    "like_first",
    "headline_share",
    "quoted",
    "first_person",
    "numbers",
    "sum_share",
    "index",
    "w_expected",
    "w_sum",
    "lead_recall",
    "dangling",
    "unbalanced",
    "opens_block",
    "entity_sum",
    "shared_pairs",
    "told_once",
    "saying",
    "superlative",
    "date",
    "removable",
    "pronoun",
    "entity_top",
    "rel",
    "headline_rarity",
    "surprise",
];

/// Columns of the table but the means, in order.
const OWN: [&str; 40] = [
    "sentences",
    "words",
    "words_off",
    "p_sum",
    "p_mean",
    "p_least",
    "p_most",
    "p_by_length",
    "g_sum",
    "g_mean",
    "g_least",
    "g_most",
    "g_by_length",
    "p_of_best",
    "p_margin",
    "like_mean",
    "like_most",
    "covered",
    "covered_a_word",
    "distinct",
    "w_union",
    "w_union45",
    "w_union30",
    "w_of_best",
    "w_novel",
    "new_pairs",
    "first",
    "last",
    "mean_place",
    "has_lead",
    "neighbours",
    "gap",
    "story_sentences",
    "story_words",
    "like_story",
    "unknown",
    "headline_covered",
    "entities_covered",
    "heavy_covered",
    "shortest",
];

/// Number of columns.
pub(crate) const PARAGRAPH_WIDTH: usize = OWN.len() + MEANS.len();

/// What the lower levels made of the story.
pub(crate) struct Lower<'l> {
    /// Chance of each term.
    pub chances: &'l [f32],
    /// First opinion on each sentence.
    pub first: &'l [f32],
    /// Second opinion.
    pub second: &'l [f32],
    /// The sentences' table.
    pub sentences: &'l Columns,
}

/// The table of all candidates.
pub(crate) fn paragraph_table(sheet: &Sheet<'_, '_>, candidates: &Candidates, lower: &Lower<'_>) -> Columns {
    let means: Vec<&[f32]> = MEANS
        .iter()
        .map(|name| {
            SENTENCE_COLUMNS.iter().position(|c| c == name).map_or(&[][..], |c| lower.sentences.column(c))
        })
        .collect();
    let mut rows = Rows::new(sheet, lower);
    let values: Vec<[f32; PARAGRAPH_WIDTH]> = candidates
        .sets
        .iter()
        .map(|members| {
            let mut values = [0.0; PARAGRAPH_WIDTH];
            let count = members.len().max(1) as f32;
            let mean = |column: &&[f32]| members.iter().map(|index| at(column, *index)).sum::<f32>() / count;
            for (cell, value) in
                values.iter_mut().zip(rows.row(members).into_iter().chain(means.iter().map(mean)))
            {
                *cell = value;
            }
            values
        })
        .collect();
    Columns::from_rows(PARAGRAPH_WIDTH, &values)
}

/// Fills rows; keeps what they share.
struct Rows<'r, 'w, 'a> {
    sheet: &'r Sheet<'w, 'a>,
    lower: &'r Lower<'r>,
    /// Sums of the best first opinions, for one, two … sentences.
    best_sums: Vec<f32>,
    best_words: f32,
    story_words: f32,
    entity_total: f32,
    /// Sum of each sentence's likeness to all sentences.
    likeness: Vec<f32>,
    weights: Vec<Weight>,
    /// For each term the number of the row that met it last.
    met: Vec<u32>,
    number: u32,
}

/// What covering a term is worth.
struct Weight {
    occurrences: f32,
    chance: f32,
    headline: f32,
    heavy: f32,
}

fn weights(sheet: &Sheet<'_, '_>, lower: &Lower<'_>) -> Vec<Weight> {
    let headline = sheet.terms.headline.len().max(1) as f32;
    (0..sheet.terms.in_story as u32)
        .map(|term| Weight {
            occurrences: sheet.count(term),
            chance: at(lower.chances, term as usize),
            headline: flag(sheet.terms.headline.binary_search(&term).is_ok()) / headline,
            heavy: flag(sheet.heavy.contains(&term)),
        })
        .collect()
}

/// What a set of sentences covers.
#[derive(Default)]
struct Cover {
    distinct: f32,
    tokens: f32,
    occurrences: f32,
    chances: f32,
    all_chances: f32,
    headline: f32,
    heavy: f32,
}

impl<'r, 'w, 'a> Rows<'r, 'w, 'a> {
    fn new(sheet: &'r Sheet<'w, 'a>, lower: &'r Lower<'r>) -> Self {
        let mut best = lower.first.to_vec();
        best.sort_by(|a, b| b.total_cmp(a));
        let mut sum = 0.0;
        let best_sums = best.iter().take(8).map(|p| {
            sum += p;
            sum
        });
        let mut distinct: Vec<u32> = sheet.entities.iter().flatten().copied().collect();
        distinct.sort_unstable();
        distinct.dedup();
        Self {
            best_sums: best_sums.collect(),
            best_words: super::sentence_table::best_sum(lower.chances),
            story_words: (0..sheet.len()).map(|i| sheet.story.size(i).words as f32).sum(),
            entity_total: distinct.iter().map(|t| sheet.count(*t)).sum::<f32>().max(1.0),
            likeness: (0..sheet.len()).map(|index| sheet.near.row(index).iter().sum()).collect(),
            weights: weights(sheet, lower),
            met: vec![0; sheet.terms.terms.len()],
            number: 0,
            sheet,
            lower,
        }
    }

    fn row(&mut self, members: &[usize]) -> [f32; 40] {
        let count = members.len().max(1) as f32;
        let words: f32 = members.iter().map(|i| self.length(*i)).sum();
        let cover = self.cover(members);
        let entities = self.entities_covered(members);
        let p = self.opinions(self.lower.first, members, words);
        let g = self.opinions(self.lower.second, members, words);
        let (like_mean, like_most) = self.likeness(members);
        let tokens: f32 = members.iter().map(|i| self.sheet.terms.tokens(*i).len() as f32).sum();
        let best = self.best_sums.get(members.len().saturating_sub(1)).copied().unwrap_or(1.0);
        let top = self.best_sums.first().copied().unwrap_or(0.0);
        let new_pairs: f32 = members.iter().map(|i| at(&self.sheet.new_pairs, *i)).sum();
        let (first, last) = (members.first().copied().unwrap_or(0), members.last().copied().unwrap_or(0));
        let (neighbours, gap) = gaps(members);
        let story = self.sheet.len() as f32;
        [
            count,
            words,
            (words - 50.0) * (words - 50.0),
            p[0],
            p[1],
            p[2],
            p[3],
            p[4],
            g[0],
            g[1],
            g[2],
            g[3],
            g[4],
            if best.abs() > 1e-6 { p[0] / best } else { 0.0 },
            p[1] - top,
            like_mean,
            like_most,
            cover.occurrences / self.sheet.content,
            cover.occurrences / self.sheet.content / words.max(1.0),
            cover.distinct / cover.tokens.max(1.0),
            cover.chances,
            2.0 * cover.chances / (tokens + 45.0),
            2.0 * cover.chances / (tokens + 30.0),
            cover.chances / self.best_words,
            cover.chances / cover.all_chances.max(1e-6),
            new_pairs,
            first as f32,
            last as f32,
            members.iter().sum::<usize>() as f32 / count,
            flag(first == 0),
            neighbours,
            gap,
            story,
            self.story_words,
            self.like_story(members) / count / story.max(1.0),
            self.sheet.names.unknown(self.sheet.story, members.iter().copied()) as f32,
            cover.headline,
            entities,
            cover.heavy,
            members.iter().map(|i| self.length(*i)).fold(f32::MAX, f32::min),
        ]
    }

    fn length(&self, index: usize) -> f32 {
        self.sheet.story.size(index).words as f32
    }

    /// Sum, mean, least, most and mean by length of one opinion.
    fn opinions(&self, opinion: &[f32], members: &[usize], words: f32) -> [f32; 5] {
        let of = |index: &usize| at(opinion, *index);
        let sum: f32 = members.iter().map(of).sum();
        let weighed: f32 = members.iter().map(|index| of(index) * self.length(*index)).sum();
        [
            sum,
            sum / members.len().max(1) as f32,
            members.iter().map(of).fold(f32::MAX, f32::min),
            members.iter().map(of).fold(f32::MIN, f32::max),
            weighed / words.max(1.0),
        ]
    }

    /// Mean and most likeness of two members.
    fn likeness(&self, members: &[usize]) -> (f32, f32) {
        let (mut sum, mut most, mut pairs) = (0.0, 0.0_f32, 0.0);
        for (number, one) in members.iter().enumerate() {
            for other in members.iter().skip(number + 1) {
                let near = self.sheet.near.get(*one, *other);
                (sum, most, pairs) = (sum + near, most.max(near), pairs + 1.0);
            }
        }
        (sum / f32::max(pairs, 1.0), most)
    }

    /// Sum of the members' likeness to all sentences.
    fn like_story(&self, members: &[usize]) -> f32 {
        members.iter().map(|index| at(&self.likeness, *index)).sum()
    }

    fn cover(&mut self, members: &[usize]) -> Cover {
        self.number += 1;
        let mut cover = Cover::default();
        for (term, count) in members.iter().flat_map(|index| self.sheet.terms.bag(*index)) {
            let Some(weight) = self.weights.get(*term as usize) else { continue };
            cover.tokens += f32::from(*count);
            cover.all_chances += weight.chance;
            let Some(met) = self.met.get_mut(*term as usize) else { continue };
            if std::mem::replace(met, self.number) == self.number {
                continue;
            }
            cover.distinct += 1.0;
            cover.occurrences += weight.occurrences;
            cover.chances += weight.chance;
            cover.headline += weight.headline;
            cover.heavy += weight.heavy;
        }
        cover
    }

    /// Share of the story's mentions of entities whose entity a member names.
    fn entities_covered(&mut self, members: &[usize]) -> f32 {
        self.number += 1;
        let mut covered = 0.0;
        for term in members.iter().filter_map(|index| self.sheet.entities.get(*index)).flatten() {
            let Some(met) = self.met.get_mut(*term as usize) else { continue };
            if std::mem::replace(met, self.number) != self.number {
                covered += self.sheet.count(*term);
            }
        }
        covered / self.entity_total
    }
}

/// Pairs of neighbours, and the widest gap.
fn gaps(members: &[usize]) -> (f32, f32) {
    members.windows(2).fold((0.0, 0.0_f32), |(neighbours, widest), pair| match pair {
        [a, b] => (neighbours + flag(a + 1 == *b), widest.max((b - a) as f32)),
        _ => (neighbours, widest),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mean_names_a_column() {
        for name in MEANS {
            assert!(SENTENCE_COLUMNS.contains(&name), "{name}");
        }
    }

    #[test]
    fn gaps_are_counted() {
        assert_eq!(gaps(&[0, 1, 5]), (1.0, 4.0));
        assert_eq!(gaps(&[3]), (0.0, 0.0));
    }
}
