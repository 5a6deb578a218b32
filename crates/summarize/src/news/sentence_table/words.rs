//! What the chances of its words make of a sentence.

use crate::news::sheet::{Sheet, at, flag, ranks, set};

/// Words of a usual reference.
const REFERENCE: f32 = 45.0;
/// A chance above this is high.
const HIGH: f32 = 0.35;

/// Ten columns for each sentence.
pub(super) fn chances(sheet: &Sheet<'_, '_>, chances: &[f32]) -> Vec<[f32; 10]> {
    let best = best_sum(chances);
    let mut seen = vec![0.0; sheet.terms.terms.len()];
    let mut rows: Vec<[f32; 10]> =
        (0..sheet.len()).map(|index| row(sheet, chances, index, best, &mut seen)).collect();
    let expected: Vec<f32> = rows.iter().map(|row| at(row, 5)).collect();
    for (row, rank) in rows.iter_mut().zip(ranks(&expected)) {
        set(row, 8, rank / sheet.len() as f32);
    }
    rows
}

/// Words of the best summary, as far as words alone can tell.
const BEST: usize = 25;

/// Sum of the 25 highest chances.
pub(in crate::news) fn best_sum(chances: &[f32]) -> f32 {
    let falling = |a: &f32, b: &f32| b.total_cmp(a);
    let mut highest = chances.to_vec();
    if highest.len() > BEST {
        highest.select_nth_unstable_by(BEST - 1, falling);
        highest.truncate(BEST);
    }
    highest.sort_unstable_by(falling);
    highest.iter().sum::<f32>().max(1e-6)
}

fn row(sheet: &Sheet<'_, '_>, chances: &[f32], index: usize, best: f32, seen: &mut [f32]) -> [f32; 10] {
    let bag = sheet.terms.bag(index);
    let (mut sum, mut most, mut high, mut new) = (0.0, 0.0_f32, 0.0, 0.0);
    let mut top = [0.0_f32; 5];
    for (term, _) in bag {
        let chance = at(chances, *term as usize);
        sum += chance;
        most = most.max(chance);
        high += flag(chance > HIGH);
        if at(seen, *term as usize) == 0.0 {
            new += chance;
        }
        set(seen, *term as usize, 1.0);
        let mut rest = chance;
        for slot in &mut top {
            if rest > *slot {
                std::mem::swap(slot, &mut rest);
            }
        }
    }
    let tokens = sheet.terms.tokens(index).len() as f32;
    let distinct = bag.len().max(1) as f32;
    let top = top.iter().sum();
    [
        sum,
        sum / distinct,
        most,
        top,
        sum / tokens.max(1.0),
        2.0 * sum / (tokens + REFERENCE),
        sum / best,
        high,
        0.0,
        new,
    ]
}
