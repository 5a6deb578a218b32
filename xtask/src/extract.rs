//! What training and evaluation of the body model share: labelled pages, labels, scores, the two stages.

pub(crate) mod corpus;
pub(crate) mod label;
pub(crate) mod score;
pub(crate) mod stack;
