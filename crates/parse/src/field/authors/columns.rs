//! What the choice among lists of authors looks at: a row a candidate.

use super::source::SOURCES;
use crate::block::Block;
use crate::field::agency::is_agency;
use crate::field::byline::{is_person, is_role};
use crate::field::candidate::{Candidate, Candidates, Place};
use crate::field::markup::Markup;
use crate::page::NodeId;
use memchr::memmem;
use offwire_forest::Columns;

/// Blocks in which names are looked for.
pub(crate) const LOOKED_AT: usize = 600;
/// Places of one name that are looked at.
const MOST_PLACES: usize = 200;
/// What stands for a distance that is not known.
const NOWHERE: f32 = 99.0;

/// The page around the candidates.
pub(crate) struct Scene<'a> {
    sites: Vec<String>,
    /// The text of the blocks, squeezed, and where each ends in it.
    text: String,
    ends: Vec<usize>,
    blocks: &'a [Block],
    headline: Option<usize>,
    /// First and last blocks of the body.
    body: Option<(usize, usize)>,
}

impl<'a> Scene<'a> {
    /// `keys` are the texts of the first blocks, squeezed.
    pub(crate) fn new(
        markup: &Markup,
        blocks: &'a [Block],
        keys: &[String],
        headline: Option<usize>,
        body: Option<(usize, usize)>,
    ) -> Self {
        let mut text = String::new();
        let mut ends = Vec::new();
        for key in keys.iter().take(LOOKED_AT) {
            text.push_str(key);
            text.push(' ');
            ends.push(text.len());
        }
        Self { sites: markup.site_names(), text, ends, blocks, headline, body }
    }

    /// Numbers of the blocks that hold a name.
    fn holders(&self, key: &str) -> Vec<usize> {
        let found = memmem::find_iter(self.text.as_bytes(), key.as_bytes()).take(MOST_PLACES);
        let mut blocks: Vec<usize> = found.map(|at| self.ends.partition_point(|end| *end <= at)).collect();
        blocks.dedup();
        blocks
    }

    /// The number of the first block that begins at or behind a node.
    fn block_of(&self, place: &Place) -> Option<usize> {
        let behind = |node: NodeId| {
            self.blocks.iter().position(|b| b.node.or(b.run).is_some_and(|own| own.index() >= node.index()))
        };
        match place {
            Place::Element(node) => behind(*node),
            Place::Block(at, _) => Some(*at),
            _ => None,
        }
    }

    /// The signed distance from the headline that is the smallest.
    fn nearest(&self, blocks: impl Iterator<Item = usize>) -> f32 {
        let Some(headline) = self.headline else { return NOWHERE };
        let distances = blocks.map(|at| at as f32 - headline as f32);
        distances.min_by(|a, b| a.abs().total_cmp(&b.abs())).map_or(NOWHERE, |d| d.clamp(-60.0, 60.0))
    }

    /// Where a candidate's mark-up and its first name stand.
    fn place(&self, candidate: &Candidate<Vec<String>>) -> [f32; 8] {
        let key = candidate.key.split('|').max_by_key(|key| key.len()).unwrap_or("");
        let holders = self.holders(key);
        let length = |at: &usize| self.blocks.get(*at).map_or(0, |b| b.text.chars().count());
        let short = holders.iter().filter(|at| length(at) < 80).count();
        let long = holders.iter().filter(|at| length(at) > 160).count();
        let own = self.nearest(candidate.places.iter().filter_map(|place| self.block_of(place)));
        let (first, last) = self.body.unwrap_or((self.blocks.len(), self.blocks.len()));
        let above = holders.iter().filter(|at| **at < first).count();
        let behind = holders.iter().filter(|at| **at > last).count();
        let edge = holders.iter().filter(|at| at.abs_diff(last) <= 3 || at.abs_diff(first) <= 2).count();
        let near = self.nearest(holders.iter().copied().filter(|at| length(at) < 160));
        [own, near, short as f32, long as f32, above as f32, behind as f32, edge as f32, holders.len() as f32]
    }
}

/// The table; its columns are fixed, for the model is trained on them.
pub(crate) fn columns(found: &Candidates<Vec<String>>, scene: &Scene<'_>) -> Columns {
    let flag = |is: bool| f32::from(u8::from(is));
    let given: Vec<f32> = (0..SOURCES.len()).map(|s| flag(found.first_of(s).is_some())).collect();
    let rows: Vec<Vec<f32>> = (found.all.iter().enumerate())
        .map(|(order, candidate)| {
            let mut row: Vec<f32> = (0..SOURCES.len()).map(|s| flag(candidate.has(s))).collect();
            row.extend(&given);
            row.extend([candidate.sources.count_ones() as f32, found.all.len() as f32, order as f32]);
            row.extend(shape(&candidate.value));
            row.extend(nature(&candidate.value));
            row.extend(overlap(candidate, found));
            let keys: Vec<&str> = candidate.key.split('|').collect();
            let is_site =
                |key: &str| scene.sites.iter().any(|site| key.contains(site.as_str()) || site.contains(key));
            row.push(flag(keys.iter().any(|key| is_site(key))));
            row.push(flag(keys.iter().all(|key| scene.sites.iter().any(|site| site == key))));
            row.push(flag(
                keys.iter().all(|key| memmem::find(scene.text.as_bytes(), key.as_bytes()).is_some()),
            ));
            row.extend(scene.place(candidate));
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

/// Shares of names that are people's, that hold a word of a role or desk, that are agencies; of capitals; whether
/// there are digits, a full stop inside a word, a mark.
fn nature(names: &[String]) -> [f32; 7] {
    let share = |is: &dyn Fn(&str) -> bool| {
        names.iter().filter(|name| is(name)).count() as f32 / names.len().max(1) as f32
    };
    let inner_stop = |name: &str| {
        name.trim_end_matches('.')
            .split_whitespace()
            .any(|w| w.trim_end_matches('.').contains('.') && w.chars().count() > 4)
    };
    [
        share(&|name| is_person(name, true)),
        share(&is_role),
        share(&is_agency),
        share(&|name| !name.chars().any(char::is_lowercase)),
        share(&|name| name.chars().any(|c| c.is_ascii_digit())),
        share(&inner_stop),
        share(&|name| name.contains(['/', ':', '!', '?', ','])),
    ]
}

/// Shares of the candidates that have a name in common with this one, hold it, or lie in it.
fn overlap(candidate: &Candidate<Vec<String>>, found: &Candidates<Vec<String>>) -> [f32; 4] {
    let own: Vec<&str> = candidate.key.split('|').collect();
    let mut counts = [0.0f32; 4];
    let mut total = 0.0;
    for other in &found.all {
        let weight = other.sources.count_ones() as f32;
        let names: Vec<&str> = other.key.split('|').collect();
        let common = own.iter().filter(|name| names.contains(name)).count();
        let inside = common == 0 && own.iter().any(|name| names.iter().any(|o| o.contains(name)));
        let marks = [common > 0, common == own.len(), common == names.len(), inside];
        for (count, mark) in counts.iter_mut().zip(marks) {
            *count += if mark { weight } else { 0.0 };
        }
        total += weight;
    }
    counts.map(|count| count / f32::max(total, 1.0))
}
