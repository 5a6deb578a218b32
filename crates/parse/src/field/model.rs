//! The trained rankers of headline, date and authors.

use offwire_forest::Forest;

/// The ranker of headlines.
pub(crate) fn headline() -> Option<&'static Forest> {
    None
}

/// The ranker of dates.
pub(crate) fn published() -> Option<&'static Forest> {
    None
}

/// The ranker of authors.
pub(crate) fn authors() -> Option<&'static Forest> {
    None
}
