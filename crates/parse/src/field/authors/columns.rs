//! What the choice among lists of authors looks at: a row a candidate.

use super::candidates::SOURCES;
use crate::block::Block;
use crate::field::candidate::{Candidate, Candidates};
use crate::field::markup::{Markup, squeezed};
use offwire_forest::Columns;

/// Blocks in which names are looked for.
const LOOKED_AT: usize = 600;

/// The table; its columns are fixed, for the model is trained on them.
pub(crate) fn columns(found: &Candidates<Vec<String>>, markup: &Markup, blocks: &[Block]) -> Columns {
    let sites = markup.site_names();
    let text: String = blocks.iter().take(LOOKED_AT).map(|b| squeezed(&b.text)).collect();
    let flag = |is: bool| f32::from(u8::from(is));
    let given: Vec<f32> = (0..SOURCES.len()).map(|s| flag(found.first_of(s).is_some())).collect();
    let rows: Vec<Vec<f32>> = (found.all.iter().enumerate())
        .map(|(order, candidate)| {
            let mut row: Vec<f32> = (0..SOURCES.len()).map(|s| flag(candidate.has(s))).collect();
            row.extend(&given);
            row.extend([candidate.sources.count_ones() as f32, found.all.len() as f32, order as f32]);
            row.extend(shape(&candidate.value));
            row.extend(overlap(candidate, found));
            let keys: Vec<&str> = candidate.key.split('|').collect();
            let is_site =
                |key: &str| sites.iter().any(|site| key.contains(site.as_str()) || site.contains(key));
            row.push(flag(keys.iter().any(|key| is_site(key))));
            row.push(flag(keys.iter().all(|key| text.contains(key))));
            row
        })
        .collect();
    Columns::from_rows(rows.first().map_or(0, Vec::len), &rows)
}

/// Number of names, words a name, letters of the longest, share of capitalised words, names of one word.
fn shape(names: &[String]) -> [f32; 5] {
    let words: Vec<&str> = names.iter().flat_map(|name| name.split_whitespace()).collect();
    let capitals = words.iter().filter(|word| word.starts_with(char::is_uppercase)).count();
    let longest = names.iter().map(|name| name.chars().count()).max().unwrap_or(0);
    let single = names.iter().filter(|name| !name.contains(' ')).count();
    [
        names.len() as f32,
        words.len() as f32 / names.len().max(1) as f32,
        longest as f32,
        capitals as f32 / words.len().max(1) as f32,
        single as f32,
    ]
}

/// Shares of the candidates that have a name in common with this one, hold it, or lie in it.
fn overlap(candidate: &Candidate<Vec<String>>, found: &Candidates<Vec<String>>) -> [f32; 3] {
    let own: Vec<&str> = candidate.key.split('|').collect();
    let mut counts = [0.0f32; 3];
    let mut total = 0.0;
    for other in &found.all {
        let weight = other.sources.count_ones() as f32;
        let names: Vec<&str> = other.key.split('|').collect();
        let common = own.iter().filter(|name| names.contains(name)).count();
        let marks = [common > 0, common == own.len(), common == names.len()];
        for (count, mark) in counts.iter_mut().zip(marks) {
            *count += if mark { weight } else { 0.0 };
        }
        total += weight;
    }
    counts.map(|count| count / f32::max(total, 1.0))
}
