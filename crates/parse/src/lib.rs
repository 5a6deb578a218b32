//! Bytes of any news format or page dump become clean article records, each field with its place in the source.
//!
//! Two steps: [`Parser::items`] unpacks a file to its records, [`Parser::parse`] turns one record into
//! articles or into an [`Error`] that says why there is none. The second step is pure and may run on any thread.
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)
)]

pub mod block;
pub mod body;
mod boilerplate;
mod container;
mod decode;
mod error;
mod explain;
mod field;
mod finish;
mod format;
mod item;
mod items;
mod json;
mod letters;
mod markup;
mod mojibake;
mod options;
pub mod page;
mod parser;
mod settle;
mod sniff;
mod stream;
mod text;

pub use error::{Error, Reason};
pub use explain::{CandidateTable, Explanation};
pub use format::{Family, FormatInfo, format_named, formats};
pub use item::{Origin, RawItem, Siblings};
pub use items::{Items, ReadSeek};
pub use offwire_article::Article;
pub use options::ParseOptions;
pub use parser::Parser;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
