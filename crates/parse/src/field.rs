//! The fields of a story, read from its text: pure tools that take a stretch of text and give values with their
//! ranges in it, for pages and wire formats alike.

pub(crate) mod agency;
pub(crate) mod authors;
pub(crate) mod byline;
pub(crate) mod candidate;
pub(crate) mod date;
pub(crate) mod dateline;
pub(crate) mod end_mark;
pub(crate) mod headline;
pub(crate) mod language;
pub(crate) mod locate;
pub(crate) mod markup;
pub(crate) mod model;
pub(crate) mod published;
pub(crate) mod ranker;
pub(crate) mod sign;
pub(crate) mod story;
pub(crate) mod wire_prefix;
