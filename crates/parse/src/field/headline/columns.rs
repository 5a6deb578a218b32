//! What the choice among headlines looks at: a row a candidate.

use super::candidates::{H1, LD_HEADLINE, OG, SOURCES, TITLE};
use super::divider::dividers;
use crate::block::Block;
use crate::field::candidate::{Candidate, Candidates};
use crate::field::markup::{Markup, squeezed};
use crate::page::Tag;
use memchr::memmem;
use offwire_forest::Columns;
use std::borrow::Cow;

/// Blocks that are compared with candidates.
const LOOKED_AT: usize = 400;
/// Characters of each that are.
const HEAD: usize = 500;

/// The table; its columns are fixed, for the model is trained on them.
///
/// `keys` are the texts of the first blocks, squeezed.
pub(crate) fn columns(
    found: &Candidates<String>,
    markup: &Markup,
    blocks: &[Block],
    keys: &[String],
) -> Columns {
    let rows: Vec<Vec<f32>> = Scene::new(found, markup, blocks, keys).rows(found);
    let width = rows.first().map_or(0, Vec::len);
    Columns::from_rows(width, &rows)
}

struct Scene<'a> {
    sites: Vec<String>,
    first: Vec<Cow<'a, str>>,
    text: String,
    h1s: usize,
    given: Vec<bool>,
    count: usize,
}

impl<'a> Scene<'a> {
    fn new(found: &Candidates<String>, markup: &Markup, blocks: &[Block], keys: &'a [String]) -> Self {
        let key = |(block, key): (&Block, &'a String)| match block.text.len() {
            0..=HEAD => Cow::Borrowed(key.as_str()),
            _ => Cow::Owned(squeezed(head(&block.text, HEAD))),
        };
        let first: Vec<Cow<'a, str>> = blocks.iter().zip(keys).take(LOOKED_AT).map(key).collect();
        Self {
            sites: markup.site_names(),
            text: first.concat(),
            first,
            h1s: markup.marked.iter().filter(|m| m.tag == Tag::H1).count(),
            given: (0..SOURCES.len()).map(|source| found.first_of(source).is_some()).collect(),
            count: found.all.len(),
        }
    }

    fn rows(&self, found: &Candidates<String>) -> Vec<Vec<f32>> {
        found.all.iter().enumerate().map(|(order, candidate)| self.row(found, candidate, order)).collect()
    }

    fn row(&self, found: &Candidates<String>, candidate: &Candidate<String>, order: usize) -> Vec<f32> {
        let (value, key) = (&candidate.value, &candidate.key);
        let flag = |is: bool| f32::from(u8::from(is));
        let mut row: Vec<f32> = (0..SOURCES.len()).map(|source| flag(candidate.has(source))).collect();
        row.extend(self.given.iter().map(|given| flag(*given)));
        let place = self.first.iter().position(|text| text == key);
        row.extend([
            candidate.sources.count_ones() as f32,
            self.count as f32,
            order as f32,
            value.chars().count() as f32,
            value.split_whitespace().count() as f32,
            dividers(value).len() as f32,
            self.h1s.min(20) as f32,
            flag(self.sites.iter().any(|site| key.contains(site.as_str()))),
            flag(
                self.sites.iter().any(|site| key.starts_with(site.as_str()) || key.ends_with(site.as_str())),
            ),
            flag(self.sites.contains(key)),
            flag(place.is_some()),
            place.map_or(999.0, |at| at as f32),
            memmem::find_iter(self.text.as_bytes(), key.as_bytes()).take(9).count() as f32,
            flag(value.chars().any(char::is_alphabetic) && !value.chars().any(char::is_lowercase)),
            flag(value.ends_with("...") || value.ends_with('…')),
            flag(value.ends_with(['?', '!', '.'])),
        ]);
        for source in [OG, TITLE, H1, LD_HEADLINE, 1] {
            let (overlap, ratio) =
                found.first_of(source).map_or((-1.0, -1.0), |other| compare(key, &other.key));
            row.extend([overlap, ratio]);
        }
        row
    }
}

/// Which of two keys holds the other, and the ratio of their lengths.
fn compare(key: &str, other: &str) -> (f32, f32) {
    let inside = f32::from(u8::from(other.contains(key)));
    let holds = 2.0 * f32::from(u8::from(key.contains(other)));
    (inside + holds, key.len() as f32 / other.len().max(1) as f32)
}

fn head(text: &str, most: usize) -> &str {
    text.char_indices().nth(most).map_or(text, |(end, _)| text.get(..end).unwrap_or(text))
}
