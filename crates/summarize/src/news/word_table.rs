//! The first level's table: one row for each content word of the story.

use super::sheet::{Sheet, at, flag, ranks, set};
use crate::terms::Marks;
use offwire_forest::Columns;

/// Columns of the table, in order.
pub(crate) const WORD_COLUMNS: [&str; 28] = [
    "count",
    "share",
    "sentences",
    "first",
    "log_first",
    "rel_first",
    "rel_last",
    "spread",
    "in_headline",
    "rarity",
    "weight",
    "weight_rank",
    "capital",
    "number",
    "letters",
    "in_lead",
    "in_lead3",
    "central",
    "walked",
    "opens_block",
    "quoted",
    "central_most",
    "shortest",
    "story",
    "kept",
    "kept_stories",
    "has_headline",
    "walked_early",
];

/// Numbers of the terms that are rows, and their table.
pub(crate) fn word_table(sheet: &Sheet<'_, '_>) -> (Vec<u32>, Columns) {
    let rows: Vec<u32> = (0..sheet.terms.in_story as u32)
        .filter(|t| sheet.terms.term(*t).is_some_and(|t| t.content))
        .collect();
    let gathered = Gathered::of(sheet);
    let weights: Vec<f32> = rows.iter().map(|t| sheet.count(*t) * sheet.rarity(*t)).collect();
    let weight_ranks = ranks(&weights);
    let values: Vec<[f32; WORD_COLUMNS.len()]> = rows
        .iter()
        .enumerate()
        .map(|(row, term)| {
            let mut values = [0.0; WORD_COLUMNS.len()];
            let place = places(sheet, *term);
            let word = of_word(sheet, *term, &gathered, at(&weights, row), at(&weight_ranks, row));
            for (cell, value) in values.iter_mut().zip(place.into_iter().chain(word)) {
                *cell = value;
            }
            values
        })
        .collect();
    let table = Columns::from_rows(WORD_COLUMNS.len(), &values);
    (rows, table)
}

fn places(sheet: &Sheet<'_, '_>, term: u32) -> [f32; 9] {
    let number = term as usize;
    let sentences = sheet.len().max(1) as f32;
    let first = sheet.first.get(number).copied().unwrap_or(0).min(sheet.len()) as f32;
    let last = sheet.last.get(number).copied().unwrap_or(0) as f32;
    let headline = if sheet.terms.headline.is_empty() {
        -1.0
    } else {
        flag(sheet.terms.headline.binary_search(&term).is_ok())
    };
    [
        sheet.count(term),
        sheet.count(term) / sheet.content,
        sheet.holding.get(number).copied().unwrap_or(0) as f32,
        first,
        first.ln_1p(),
        first / sentences,
        last / sentences,
        (last - first) / sentences,
        headline,
    ]
}

fn of_word(sheet: &Sheet<'_, '_>, term: u32, gathered: &Gathered, weight: f32, rank: f32) -> [f32; 19] {
    let number = term as usize;
    let known = sheet.terms.term(term);
    let first = sheet.first.get(number).copied().unwrap_or(usize::MAX);
    let (rarity, kept, stories) = sheet.lexicon.get(number).copied().unwrap_or_default();
    let mean = |sums: &[f32]| at(sums, number) / at(&gathered.sentences, number).max(1.0);
    [
        rarity,
        weight,
        rank,
        at(&gathered.capitals, number) / at(&gathered.tokens, number).max(1.0),
        known.map_or(0.0, |t| flag(t.number)),
        known.map_or(0.0, |t| f32::from(t.letters)),
        flag(first == 0),
        flag(first < 3),
        mean(&gathered.central),
        mean(&gathered.walked),
        mean(&gathered.opening),
        mean(&gathered.quoted),
        at(&gathered.central_most, number),
        at(&gathered.shortest, number),
        sheet.len() as f32,
        kept,
        stories,
        flag(!sheet.terms.headline.is_empty()),
        mean(&gathered.walked_early),
    ]
}

/// Sums over the sentences that hold each term.
struct Gathered {
    sentences: Vec<f32>,
    tokens: Vec<f32>,
    capitals: Vec<f32>,
    central: Vec<f32>,
    central_most: Vec<f32>,
    walked: Vec<f32>,
    walked_early: Vec<f32>,
    opening: Vec<f32>,
    quoted: Vec<f32>,
    shortest: Vec<f32>,
}

impl Gathered {
    fn of(sheet: &Sheet<'_, '_>) -> Self {
        let zeros = || vec![0.0_f32; sheet.terms.terms.len()];
        let mut all = Self {
            sentences: zeros(),
            tokens: zeros(),
            capitals: zeros(),
            central: zeros(),
            central_most: zeros(),
            walked: zeros(),
            walked_early: zeros(),
            opening: zeros(),
            quoted: zeros(),
            shortest: zeros(),
        };
        for index in 0..sheet.len() {
            all.add_sentence(sheet, index);
        }
        all
    }

    fn add_sentence(&mut self, sheet: &Sheet<'_, '_>, index: usize) {
        use super::sheet::add;
        let quoted = quoted_share(sheet.story.text(index));
        let opening = flag(sheet.story.sentences.get(index).is_some_and(|s| s.place == 0));
        let length = sheet.story.size(index).words as f32;
        let (central, walked, early) =
            (at(&sheet.central, index), at(&sheet.walked, index), at(&sheet.walked_early, index));
        for (term, _) in sheet.terms.bag(index) {
            let term = *term as usize;
            add(&mut self.sentences, term, 1.0);
            add(&mut self.central, term, central);
            add(&mut self.walked, term, walked);
            add(&mut self.walked_early, term, early);
            add(&mut self.opening, term, opening);
            add(&mut self.quoted, term, quoted);
            let (most, least) = (at(&self.central_most, term).max(central), at(&self.shortest, term));
            set(&mut self.central_most, term, most);
            set(&mut self.shortest, term, if least > 0.0 { least.min(length) } else { length });
        }
        for (number, (term, marks)) in
            sheet.terms.tokens(index).iter().zip(sheet.terms.marks(index)).enumerate()
        {
            let term = *term as usize;
            add(&mut self.tokens, term, 1.0);
            add(&mut self.capitals, term, flag(number > 0 && marks.has(Marks::CAPITAL)));
        }
    }
}

/// Share of a sentence's bytes that stand inside quotation marks.
pub(super) fn quoted_share(sentence: &str) -> f32 {
    let (mut inside, mut quoted) = (false, 0);
    for c in sentence.chars() {
        match c {
            '"' => inside = !inside,
            '\u{201c}' => inside = true,
            '\u{201d}' => inside = false,
            _ => quoted += if inside { c.len_utf8() } else { 0 },
        }
    }
    quoted as f32 / sentence.len().max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_are_measured() {
        assert_eq!(quoted_share("\"ab\" c"), 2.0 / 6.0);
    }
}
