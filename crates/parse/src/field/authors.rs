//! The people who wrote a story: candidates from structured data, marked elements and visible bylines, and the
//! choice among them. None rather than a false one: sites, agencies and desks are no people.

mod borders;
mod candidates;
mod columns;
mod elements;
mod people_only;
mod scripts;
mod source;
mod structured;
mod visible;

#[cfg(test)]
mod tests;

pub(crate) use candidates::candidates;
pub(crate) use columns::{LOOKED_AT, Scene, columns};
pub(crate) use people_only::{agency_among, people_only};
pub(crate) use source::SOURCES;

use source::Source;

/// The sources in the order in which they are believed where no model decides.
pub(crate) const ORDER: &[usize] = &[
    Source::Ld as usize,
    Source::Meta as usize,
    Source::MetaOther as usize,
    Source::Byline as usize,
    Source::Rel as usize,
    Source::Itemprop as usize,
    Source::VisibleBy as usize,
    Source::Link as usize,
    Source::Inside as usize,
    Source::MetaDc as usize,
    Source::Author as usize,
    Source::MetaArticle as usize,
    Source::Tail as usize,
    Source::LdCreator as usize,
];
