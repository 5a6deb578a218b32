//! Bytes of any news format or page dump become clean article records, each field with its place in the source.
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)
)]

mod error;
#[allow(dead_code, unused_imports, reason = "wire formats call these as they land")]
mod field;
mod item;

pub use error::{Error, Reason};
pub use item::{Origin, RawItem};
pub use offwire_article::Article;
