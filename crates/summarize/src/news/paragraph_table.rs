//! The third level's table: one row for each candidate paragraph.

mod growing;

#[cfg(test)]
use super::sentence_table::SENTENCE_COLUMNS;
use super::{Candidates, Set, Sheet, sheet::flag};
use growing::{Growing, Grown};
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
    let mut rows = Rows::new(sheet, lower);
    let values: Vec<[f32; PARAGRAPH_WIDTH]> = candidates.sets.iter().map(|set| rows.row(*set)).collect();
    Columns::from_rows(PARAGRAPH_WIDTH, &values)
}

/// Fills rows; keeps what they share.
struct Rows<'r, 'w, 'a> {
    sheet: &'r Sheet<'w, 'a>,
    growing: Growing<'r, 'w, 'a>,
    /// Sums of the best first opinions, for one, two … sentences.
    best_sums: Vec<f32>,
    best_words: f32,
    story_words: f32,
    entity_total: f32,
}

impl<'r, 'w, 'a> Rows<'r, 'w, 'a> {
    fn new(sheet: &'r Sheet<'w, 'a>, lower: &'r Lower<'r>) -> Self {
        let mut best = lower.first.to_vec();
        best.sort_unstable_by(|a, b| b.total_cmp(a));
        let mut sum = 0.0;
        let best_sums = best.iter().take(8).map(|p| {
            sum += p;
            sum
        });
        let mut distinct: Vec<u32> = sheet.entities.iter().flatten().copied().collect();
        distinct.sort_unstable();
        distinct.dedup();
        Self {
            sheet,
            growing: Growing::new(sheet, lower),
            best_sums: best_sums.collect(),
            best_words: super::sentence_table::best_sum(lower.chances),
            story_words: (0..sheet.len()).map(|i| sheet.story.size(i).words as f32).sum(),
            entity_total: distinct.iter().map(|t| sheet.count(*t)).sum::<f32>().max(1.0),
        }
    }

    fn row(&mut self, set: Set) -> [f32; PARAGRAPH_WIDTH] {
        let grown = self.growing.reach(set);
        let count = set.len().max(1) as f32;
        let mut row = [0.0; PARAGRAPH_WIDTH];
        if let Some((own, means)) = row.split_first_chunk_mut() {
            *own = self.own(set, &grown, count);
            for (mean, sum) in means.iter_mut().zip(grown.means) {
                *mean = sum / count;
            }
        }
        row
    }

    fn own(&self, set: Set, grown: &Grown, count: f32) -> [f32; OWN.len()] {
        let Grown { words, cover, .. } = grown;
        let [p, g] = [grown.first, grown.second].map(|opinion| opinion.columns(count, *words));
        let (like_mean, like_most) = likeness(self.sheet, set);
        let best = self.best_sums.get(set.len().saturating_sub(1)).copied().unwrap_or(1.0);
        let top = self.best_sums.first().copied().unwrap_or(0.0);
        let opens = set.members().next().unwrap_or(0);
        let story = self.sheet.len() as f32;
        [
            count,
            *words,
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
            2.0 * cover.chances / (grown.tokens + 45.0),
            2.0 * cover.chances / (grown.tokens + 30.0),
            cover.chances / self.best_words,
            cover.chances / cover.all_chances.max(1e-6),
            grown.new_pairs,
            opens as f32,
            grown.last as f32,
            grown.places as f32 / count,
            flag(opens == 0),
            grown.neighbours,
            grown.gap,
            story,
            self.story_words,
            grown.like_story / count / story.max(1.0),
            self.sheet.names.unknown(self.sheet.story, set.members()) as f32,
            cover.headline,
            grown.entities / self.entity_total,
            cover.heavy,
            grown.shortest,
        ]
    }
}

/// Mean and most likeness of two members.
fn likeness(sheet: &Sheet<'_, '_>, set: Set) -> (f32, f32) {
    let (mut sum, mut most, mut pairs) = (0.0, 0.0_f32, 0.0);
    let mut others = set.members();
    while let Some(one) = others.next() {
        for other in others.clone() {
            let near = sheet.near.get(one, other);
            (sum, most, pairs) = (sum + near, most.max(near), pairs + 1.0);
        }
    }
    (sum / f32::max(pairs, 1.0), most)
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
}
