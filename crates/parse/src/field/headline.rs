//! The headline of a page: candidates from its head, its JSON-LD and its headings, and the choice among them.

mod candidates;
mod columns;
pub(crate) mod divider;

pub(crate) use candidates::{SOURCES, candidates};
pub(crate) use columns::columns;

/// The source of a heading that opens one of several stories on a page.
pub(crate) const HEADING: usize = candidates::CLS_H;

/// The sources by their number.
pub(crate) const ORDER: &[usize] = &[
    candidates::TITLE_H,
    candidates::LD_HEADLINE,
    candidates::H1_ART,
    candidates::H1,
    candidates::CLS_H,
    candidates::OG,
    candidates::TITLE_CUT,
    candidates::TITLE,
    candidates::CLS_O,
    candidates::H2,
];
