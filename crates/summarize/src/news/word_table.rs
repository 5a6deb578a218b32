//! The first level's table: one row for each content word of the story.

use super::sheet::{Sheet, at, flag, ranks};
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
    let gathered = gather(sheet);
    let weights: Vec<f32> = rows.iter().map(|t| sheet.count(*t) * sheet.rarity(*t)).collect();
    let weight_ranks = ranks(&weights);
    let values: Vec<[f32; WORD_COLUMNS.len()]> = rows
        .iter()
        .zip(weights.iter().zip(&weight_ranks))
        .map(|(term, (weight, rank))| row(sheet, *term, gathered.get(*term as usize), *weight, *rank))
        .collect();
    let table = Columns::from_rows(WORD_COLUMNS.len(), &values);
    (rows, table)
}

fn row(
    sheet: &Sheet<'_, '_>,
    term: u32,
    gathered: Option<&Gathered>,
    weight: f32,
    rank: f32,
) -> [f32; WORD_COLUMNS.len()] {
    let number = term as usize;
    let sentences = sheet.len().max(1) as f32;
    let told_first = sheet.first.get(number).copied().unwrap_or(usize::MAX);
    let first = told_first.min(sheet.len()) as f32;
    let last = sheet.last.get(number).copied().unwrap_or(0) as f32;
    let headline = &sheet.terms.headline;
    let in_headline = if headline.is_empty() { -1.0 } else { flag(headline.binary_search(&term).is_ok()) };
    let known = sheet.terms.term(term);
    let (rarity, kept, stories) = sheet.lexicon.get(number).copied().unwrap_or_default();
    let sums = gathered.copied().unwrap_or_default();
    let mean = |sum: f32| sum / sums.sentences.max(1.0);
    let count = sheet.count(term);
    [
        count,
        count / sheet.content,
        sheet.holding.get(number).copied().unwrap_or(0) as f32,
        first,
        first.ln_1p(),
        first / sentences,
        last / sentences,
        (last - first) / sentences,
        in_headline,
        rarity,
        weight,
        rank,
        sums.capitals / sums.tokens.max(1.0),
        known.map_or(0.0, |t| flag(t.number)),
        known.map_or(0.0, |t| f32::from(t.letters)),
        flag(told_first == 0),
        flag(told_first < 3),
        mean(sums.central),
        mean(sums.walked),
        mean(sums.opening),
        mean(sums.quoted),
        sums.central_most,
        sums.shortest,
        sheet.len() as f32,
        kept,
        stories,
        flag(!headline.is_empty()),
        mean(sums.walked_early),
    ]
}

/// Sums over the sentences that hold a term.
#[derive(Debug, Clone, Copy, Default)]
struct Gathered {
    sentences: f32,
    tokens: f32,
    capitals: f32,
    central: f32,
    central_most: f32,
    walked: f32,
    walked_early: f32,
    opening: f32,
    quoted: f32,
    shortest: f32,
}

/// Of all terms.
fn gather(sheet: &Sheet<'_, '_>) -> Vec<Gathered> {
    let mut all = vec![Gathered::default(); sheet.terms.terms.len()];
    for index in 0..sheet.len() {
        let quoted = quoted_share(sheet.story.text(index));
        let opening = flag(sheet.story.sentences.get(index).is_some_and(|s| s.place == 0));
        let length = sheet.story.size(index).words as f32;
        let (central, walked, early) =
            (at(&sheet.central, index), at(&sheet.walked, index), at(&sheet.walked_early, index));
        for (term, _) in sheet.terms.bag(index) {
            let Some(sums) = all.get_mut(*term as usize) else { continue };
            sums.sentences += 1.0;
            sums.central += central;
            sums.walked += walked;
            sums.walked_early += early;
            sums.opening += opening;
            sums.quoted += quoted;
            sums.central_most = sums.central_most.max(central);
            sums.shortest = if sums.shortest > 0.0 { sums.shortest.min(length) } else { length };
        }
        let tokens = sheet.terms.tokens(index).iter().zip(sheet.terms.marks(index));
        for (number, (term, marks)) in tokens.enumerate() {
            let Some(sums) = all.get_mut(*term as usize) else { continue };
            sums.tokens += 1.0;
            sums.capitals += flag(number > 0 && marks.has(Marks::CAPITAL));
        }
    }
    all
}

/// Share of a sentence's bytes that stand inside quotation marks.
pub(super) fn quoted_share(sentence: &str) -> f32 {
    let mut rest = sentence.as_bytes();
    // Most sentences quote nothing: the first byte of a mark is looked for before marks are told apart.
    if !rest.iter().any(|byte| matches!(byte, b'"' | 0xe2)) {
        return 0.0;
    }
    let (mut inside, mut quoted) = (false, 0);
    loop {
        (inside, rest) = match rest {
            [b'"', rest @ ..] => (!inside, rest),
            [0xe2, 0x80, 0x9c, rest @ ..] => (true, rest),
            [0xe2, 0x80, 0x9d, rest @ ..] => (false, rest),
            [_, rest @ ..] => {
                quoted += usize::from(inside);
                (inside, rest)
            }
            [] => break,
        };
    }
    quoted as f32 / sentence.len().max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_are_measured() {
        assert_eq!(quoted_share("\"ab\" c"), 2.0 / 6.0);
        assert_eq!(quoted_share("\u{201c}\u{e9}\u{2019}\u{201d} c"), 5.0 / 13.0);
        assert_eq!(quoted_share("c"), 0.0);
    }
}
