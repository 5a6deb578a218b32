//! The steps that bulk commands take with each record.

pub(crate) mod again;
pub(crate) mod document;
pub(crate) mod explain;
pub(crate) mod import;
pub(crate) mod lines;
pub(crate) mod parse;
pub(crate) mod summarize;
pub(crate) mod survey;
