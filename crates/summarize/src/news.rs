//! The trained method: how likely each word is to stand in a summary, then how good each sentence is, then how good
//! each whole paragraph is.
//!
//! Three levels of boosted trees (Friedman 2001), each over what the level below made of the story. Candidate
//! paragraphs hold no sentence that needs one left out, so the last level only ranks what reads well.

mod candidates;
mod lexicon;
mod model;
mod paragraph_table;
mod sentence_table;
mod set;
mod sheet;
mod word_table;

pub(crate) use candidates::{Candidates, Wanted};
pub(crate) use lexicon::{Lexicon, Own};
pub use model::Model;
pub(crate) use set::Set;
pub(crate) use sheet::Sheet;

#[cfg(feature = "train")]
pub(crate) use {
    lexicon::Entry,
    paragraph_table::{Lower, paragraph_table},
    sentence_table::sentence_table,
    word_table::word_table,
};
