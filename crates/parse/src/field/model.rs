//! The trained rankers: three for pages, three for dumps.

use offwire_forest::Forest;
use std::sync::LazyLock;

macro_rules! rankers {
    ($($(#[$doc:meta])* $name:ident $file:literal)*) => {
        $(
            $(#[$doc])*
            pub(crate) fn $name() -> Option<&'static Forest> {
                static FOREST: LazyLock<Option<Forest>> =
                    LazyLock::new(|| Forest::from_bytes(include_bytes!(concat!("../../models/", $file, ".forest"))).ok());
                FOREST.as_ref()
            }
        )*
    };
}

rankers! {
    /// Ranks the headlines of a page.
    headline "headline"
    /// Ranks the dates of a page.
    published "published"
    /// Ranks the lists of authors of a page.
    authors "authors"
    /// Ranks the lines of a dump that may be its headline.
    dump_headline "dump-headline"
    /// Ranks the dates of a dump.
    dump_published "dump-published"
    /// Ranks the bylines of a dump.
    dump_authors "dump-authors"
}
