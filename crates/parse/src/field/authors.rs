//! The people who wrote a story: candidates from structured data, marked elements and visible bylines, and the
//! choice among them. None rather than a false one: sites, agencies and desks are no people.

mod candidates;
mod columns;

pub(crate) use candidates::{SOURCES, candidates};
pub(crate) use columns::columns;

use candidates as from;

/// The sources in the order in which they are believed where no model decides.
pub(crate) const ORDER: &[usize] = &[
    from::LD,
    from::META,
    from::META_OTHER,
    from::BYLINE,
    from::REL,
    from::ITEMPROP,
    from::VISIBLE_BY,
    from::AUTHOR_LINK,
    from::INLINE,
    from::META_DC,
    from::AUTHOR_CLASS,
    from::META_ARTICLE,
    from::TAIL,
    from::LD_CREATOR,
];
