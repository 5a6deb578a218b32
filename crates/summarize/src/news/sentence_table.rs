//! The second level's table: one row for each sentence.

mod surface;
mod words;

use super::sheet::{Sheet, at, flag, ranks};
use crate::readability::Opener;
use offwire_forest::Columns;
use surface::Surface;

pub(super) use words::best_sum;

/// Columns of the table, in order.
pub(crate) const SENTENCE_COLUMNS: [&str; 108] = [
    // Place.
    "index",
    "rel",
    "inverse",
    "log_index",
    "from_end",
    "sentences",
    "block",
    "rel_block",
    "place",
    "block_length",
    "words_before",
    "longs_before",
    "opens_block",
    "single_block",
    "blocks",
    // Length.
    "words",
    "log_words",
    "words_to_mean",
    "words_before_it",
    "words_after_it",
    "length_rank",
    "letters_a_word",
    "content_share",
    // Headline.
    "headline_share",
    "headline_density",
    "headline_rarity",
    "headline_pairs",
    "headline_entities",
    // Similarity.
    "central",
    "central_top",
    "central_early",
    "central_rank",
    "central_others",
    "walked",
    "walked_rank",
    "walked_early",
    "like_first",
    "like_second",
    "like_lead",
    "like_before",
    "like_after",
    "like_all",
    "like_next",
    "like_following",
    "like_preceding",
    // Frequency.
    "mean_share",
    "sum_share",
    "heavy_words",
    "mean_rarity",
    "most_rarity",
    "first_told",
    "told_once",
    "surprise",
    "shared_pairs",
    "new_pairs",
    // Entities.
    "entities",
    "entity_most",
    "entity_sum",
    "entity_top",
    "entity_new",
    // Lead.
    "lead_recall",
    "lead_precision",
    "lead3_precision",
    // Readability.
    "pronoun",
    "removable",
    "bound",
    "leaning",
    "dangling",
    "unbalanced",
    "run",
    "refers",
    // Surface.
    "numbers",
    "capitals",
    "quotes",
    "quoted",
    "inside_quote",
    "quotes_before",
    "quotes_after",
    "first_person",
    "saying",
    "question",
    "date",
    "money",
    "future",
    "superlative",
    "said_at_end",
    "article_first",
    "name_first",
    "age",
    "commas",
    "dashes",
    "brackets",
    "colons",
    // Story.
    "story_words",
    "story_mean",
    "story_quotes",
    "story_headline_lead",
    "story_likeness",
    // Word chances.
    "w_sum",
    "w_mean",
    "w_most",
    "w_top5",
    "w_density",
    "w_expected",
    "w_share",
    "w_high",
    "w_rank",
    "w_new",
];

/// The table, given the chance of each term to stand in a summary.
pub(crate) fn sentence_table(sheet: &Sheet<'_, '_>, chances: &[f32]) -> Columns {
    let context = Context::of(sheet);
    let words = words::chances(sheet, chances);
    let rows: Vec<Vec<f32>> = (0..sheet.len())
        .map(|row| {
            let mut values = Vec::with_capacity(SENTENCE_COLUMNS.len());
            values.extend(context.place(sheet, row));
            values.extend(context.length(sheet, row));
            values.extend(headline(sheet, row, &context));
            values.extend(context.similarity(sheet, row));
            values.extend(frequency(sheet, row));
            values.extend(context.entities(row));
            values.extend(lead(sheet, row));
            values.extend(readability(sheet, row));
            values.extend(context.surface(row));
            values.extend(context.story);
            values.extend(words.get(row).copied().unwrap_or_default());
            debug_assert_eq!(values.len(), SENTENCE_COLUMNS.len());
            values
        })
        .collect();
    Columns::from_rows(SENTENCE_COLUMNS.len(), &rows)
}

/// What rows are measured against.
struct Context {
    lengths: Vec<f32>,
    mean_length: f32,
    length_ranks: Vec<f32>,
    central_ranks: Vec<f32>,
    walked_ranks: Vec<f32>,
    block_lengths: Vec<f32>,
    entities: Vec<[f32; 5]>,
    headline_entities: Vec<f32>,
    surfaces: Vec<Surface>,
    story: [f32; 5],
}

impl Context {
    fn of(sheet: &Sheet<'_, '_>) -> Self {
        let count = sheet.len();
        let lengths: Vec<f32> = (0..count).map(|i| sheet.story.size(i).words as f32).collect();
        let total: f32 = lengths.iter().sum();
        let mean_length = total / count.max(1) as f32;
        let mut block_lengths = vec![0.0; sheet.story.paragraphs.max(1)];
        for sentence in &sheet.story.sentences {
            super::sheet::add(&mut block_lengths, sentence.block, 1.0);
        }
        let entity_sets = &sheet.entities;
        let surfaces = surface::surfaces(sheet);
        let quoting = surfaces.iter().filter(|s| s.quotes > 0.0).count() as f32 / count.max(1) as f32;
        let likeness = (0..count).map(|i| sheet.near.row(i).iter().sum::<f32>() - 1.0).sum::<f32>();
        let pairs = (count * count.saturating_sub(1)).max(1) as f32;
        let story = [total, mean_length, quoting, headline_lead(sheet), likeness / pairs];
        Self {
            length_ranks: ranks(&lengths),
            central_ranks: ranks(&sheet.central),
            walked_ranks: ranks(&sheet.walked),
            lengths,
            mean_length,
            block_lengths,
            headline_entities: entity_sets.iter().map(|e| in_headline(sheet, e)).collect(),
            entities: entity_numbers(sheet, entity_sets),
            surfaces,
            story,
        }
    }

    fn place(&self, sheet: &Sheet<'_, '_>, row: usize) -> [f32; 15] {
        let count = sheet.len() as f32;
        let index = row as f32;
        let before = self.lengths.get(..row).unwrap_or_default();
        let (block, place) = sheet.story.sentences.get(row).map_or((0, 0), |s| (s.block, s.place));
        let blocks = sheet.story.paragraphs.max(1) as f32;
        let block_length = if blocks > 1.0 { at(&self.block_lengths, block) } else { 1.0 };
        [
            index,
            index / count,
            1.0 / (1.0 + index),
            index.ln_1p(),
            count - 1.0 - index,
            count,
            block as f32,
            block as f32 / blocks,
            place as f32,
            block_length,
            before.iter().sum(),
            before.iter().filter(|l| **l >= 8.0).count() as f32,
            flag(place == 0),
            flag(blocks > 1.0 && block_length == 1.0),
            blocks,
        ]
    }

    fn length(&self, sheet: &Sheet<'_, '_>, row: usize) -> [f32; 8] {
        let words = at(&self.lengths, row);
        let tokens = sheet.terms.tokens(row).len().max(1) as f32;
        let content: f32 = sheet.terms.bag(row).iter().map(|(_, c)| f32::from(*c)).sum();
        [
            words,
            words.ln_1p(),
            words / self.mean_length.max(1.0),
            row.checked_sub(1).map_or(0.0, |before| at(&self.lengths, before)),
            at(&self.lengths, row + 1),
            at(&self.length_ranks, row) / sheet.len() as f32,
            sheet.story.text(row).len() as f32 / words.max(1.0),
            content / tokens,
        ]
    }

    fn similarity(&self, sheet: &Sheet<'_, '_>, row: usize) -> [f32; 17] {
        let near = sheet.near.row(row);
        let count = sheet.len() as f32;
        let most = |part: Option<&[f32]>| part.unwrap_or_default().iter().copied().fold(0.0, f32::max);
        let sum = |part: Option<&[f32]>| part.unwrap_or_default().iter().sum::<f32>();
        let own = at(near, row);
        let others = (sum(Some(near)) - own) / (count - 1.0).max(1.0);
        let next = near.get(row + 1..(row + 4).min(near.len()));
        let lead: f32 = (0..3).filter(|i| *i != row).map(|i| at(near, i)).sum();
        [
            at(&sheet.central, row),
            at(&sheet.central_top, row),
            at(&sheet.central_early, row),
            at(&self.central_ranks, row) / count,
            others * at(&sheet.central, row).max(0.05).recip().min(4.0),
            at(&sheet.walked, row),
            at(&self.walked_ranks, row) / count,
            at(&sheet.walked_early, row),
            at(near, 0),
            at(near, 1),
            lead / 3.0,
            most(near.get(..row)),
            most(near.get(row + 1..)),
            others,
            sum(next) / next.map_or(1, <[f32]>::len).max(1) as f32,
            sum(near.get(row + 1..)),
            sum(near.get(..row)),
        ]
    }

    fn entities(&self, row: usize) -> [f32; 5] {
        self.entities.get(row).copied().unwrap_or_default()
    }

    fn surface(&self, row: usize) -> [f32; 22] {
        let quotes =
            |index: Option<usize>| index.and_then(|i| self.surfaces.get(i)).map_or(0.0, |s| s.quotes);
        let Some(own) = self.surfaces.get(row) else { return [0.0; 22] };
        [
            own.numbers,
            own.capitals,
            own.quotes,
            own.quoted,
            own.inside_quote,
            quotes(row.checked_sub(1)),
            quotes(Some(row + 1)),
            own.first_person,
            own.saying,
            own.question,
            own.date,
            own.money,
            own.future,
            own.superlative,
            own.said_at_end,
            own.article_first,
            own.name_first,
            own.age,
            own.commas,
            own.dashes,
            own.brackets,
            own.colons,
        ]
    }
}

/// Share of the headline's content terms that the first sentence has; -1 without a headline.
fn headline_lead(sheet: &Sheet<'_, '_>) -> f32 {
    if sheet.terms.headline.is_empty() {
        -1.0
    } else {
        headline_hits(sheet, 0) / sheet.terms.headline.len() as f32
    }
}

fn headline_hits(sheet: &Sheet<'_, '_>, row: usize) -> f32 {
    let bag = sheet.terms.bag(row);
    sheet.terms.headline.iter().filter(|t| bag.binary_search_by_key(*t, |(b, _)| *b).is_ok()).count() as f32
}

fn in_headline(sheet: &Sheet<'_, '_>, entities: &[u32]) -> f32 {
    entities.iter().filter(|e| sheet.terms.headline.binary_search(e).is_ok()).count() as f32
}

fn headline(sheet: &Sheet<'_, '_>, row: usize, context: &Context) -> [f32; 5] {
    let headline = &sheet.terms.headline;
    if headline.is_empty() {
        return [-1.0; 5];
    }
    let bag = sheet.terms.bag(row);
    let hits = headline_hits(sheet, row);
    let held = |t: &u32| bag.binary_search_by_key(t, |(b, _)| *b).is_ok();
    let known = || headline.iter().filter(|t| (**t as usize) < sheet.terms.in_story);
    let all: f32 = known().map(|t| sheet.rarity(*t)).sum();
    let part: f32 = known().filter(|t| held(t)).map(|t| sheet.rarity(*t)).sum();
    let pairs = sheet
        .terms
        .headline_tokens
        .windows(2)
        .filter(|pair| sheet.terms.tokens(row).windows(2).any(|own| own == *pair));
    [
        hits / headline.len() as f32,
        hits / bag.len().max(1) as f32,
        part / all.max(1e-6),
        pairs.count() as f32,
        at(&context.headline_entities, row),
    ]
}

fn frequency(sheet: &Sheet<'_, '_>, row: usize) -> [f32; 10] {
    let bag = sheet.terms.bag(row);
    let distinct = bag.len().max(1) as f32;
    let tokens: f32 = bag.iter().map(|(_, c)| f32::from(*c)).sum::<f32>().max(1.0);
    let share: f32 = bag.iter().map(|(t, c)| f32::from(*c) * sheet.count(*t) / sheet.content).sum();
    let rarity: f32 = bag.iter().map(|(t, c)| f32::from(*c) * sheet.rarity(*t)).sum();
    let first = |t: &u32| sheet.first.get(*t as usize) == Some(&row);
    let heavy = sheet.heavy.iter().take(10).filter(|t| bag.binary_search_by_key(*t, |(b, _)| *b).is_ok());
    let surprise: f32 = bag.iter().map(|(t, _)| (sheet.content / sheet.count(*t).max(1.0)).ln()).sum();
    [
        share / tokens,
        share,
        heavy.count() as f32,
        rarity / tokens,
        bag.iter().map(|(t, _)| sheet.rarity(*t)).fold(0.0, f32::max),
        bag.iter().filter(|(t, _)| first(t)).count() as f32 / distinct,
        bag.iter().filter(|(t, _)| sheet.count(*t) == 1.0).count() as f32 / distinct,
        surprise / distinct,
        at(&sheet.shared_pairs, row),
        at(&sheet.new_pairs, row),
    ]
}

/// How much of the first sentences is told again.
fn lead(sheet: &Sheet<'_, '_>, row: usize) -> [f32; 3] {
    let weight = |bag: &mut dyn Iterator<Item = u32>| bag.map(|t| sheet.rarity(t)).sum::<f32>();
    let bag = sheet.terms.bag(row);
    let in_first = |most: usize| move |t: &u32| sheet.first.get(*t as usize).is_some_and(|f| *f < most);
    let own = weight(&mut bag.iter().map(|(t, _)| *t)).max(1e-6);
    let lead = weight(&mut sheet.terms.bag(0).iter().map(|(t, _)| *t)).max(1e-6);
    let told = weight(&mut bag.iter().map(|(t, _)| *t).filter(in_first(1)));
    let told3 = weight(&mut bag.iter().map(|(t, _)| *t).filter(in_first(3)));
    [told / lead, told / own, told3 / own]
}

fn readability(sheet: &Sheet<'_, '_>, row: usize) -> [f32; 8] {
    let Some(needs) = sheet.bonds.needs(sheet.story, row) else { return [0.0; 8] };
    [
        flag(needs.opener == Opener::Pronoun),
        flag(matches!(needs.opener, Opener::Removable(_))),
        flag(needs.opener == Opener::Connective),
        flag(matches!(needs.opener, Opener::Leaning | Opener::Definite)),
        flag(needs.dangling),
        flag(!needs.balance.is_even()),
        sheet.bonds.run(sheet.story, row).map_or(0.0, |run| run.len() as f32),
        flag(needs.refers),
    ]
}

/// For each sentence: its entities, the most and the sum of their sentences, how many are of the story's top three, and
/// how many no sentence before has.
fn entity_numbers(sheet: &Sheet<'_, '_>, sets: &[Vec<u32>]) -> Vec<[f32; 5]> {
    let mut chain = vec![0.0_f32; sheet.terms.terms.len()];
    for term in sets.iter().flatten() {
        super::sheet::add(&mut chain, *term as usize, 1.0);
    }
    let mut top: Vec<usize> = (0..chain.len()).filter(|t| at(&chain, *t) > 0.0).collect();
    top.sort_by(|a, b| at(&chain, *b).total_cmp(&at(&chain, *a)).then(a.cmp(b)));
    top.truncate(3);
    let mut seen = vec![false; chain.len()];
    sets.iter()
        .map(|set| {
            let of = |t: &u32| at(&chain, *t as usize);
            let mut new = 0.0;
            for term in set {
                if let Some(seen) = seen.get_mut(*term as usize) {
                    new += flag(!*seen);
                    *seen = true;
                }
            }
            [
                set.len() as f32,
                set.iter().map(of).fold(0.0, f32::max),
                set.iter().map(of).sum(),
                set.iter().filter(|t| top.contains(&(**t as usize))).count() as f32,
                new,
            ]
        })
        .collect()
}
