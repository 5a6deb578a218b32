//! One paragraph worth reading about each news story, made of the story's own sentences.
//!
//! ```
//! use offwire_article::{Article, Paragraph};
//! use offwire_summarize::{Budget, Summarizer, SummaryOptions};
//!
//! let mut story = Article::default();
//! story.paragraphs.push(Paragraph::text("The harbour reopened on Monday after a storm had closed it for nine days."));
//! story.paragraphs.push(Paragraph::text("It was the longest closure since 1987."));
//! let summary = Summarizer::new(SummaryOptions::default().budget(Budget::sentences(1))).summarize(&story).unwrap();
//! assert_eq!(summary.text, "The harbour reopened on Monday after a storm had closed it for nine days.");
//! ```
//!
//! A paragraph never holds the dateline, byline, end mark or furniture of the page, never more words than its budget
//! (a single first sentence aside), and no sentence that needs one that was left out. Each sentence names its place in
//! the story. [`Summarizer::explain`] tells why each was kept or dropped.
//!
//! This crate holds pure functions: no clock, environment, files or threads.
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)
)]

mod dates;
mod digest;
mod error;
#[cfg(feature = "eval")]
pub mod eval;
mod explain;
mod language;
mod method;
mod news;
mod options;
mod paragraph;
mod phrases;
mod query;
mod readability;
pub mod rouge;
mod runs;
mod similarity;
mod story;
mod summarizer;
mod terms;
#[cfg(feature = "train")]
pub mod train;

pub use digest::{Claim, Contradiction, Digest, DigestSentence};
pub use error::Error;
pub use explain::{ExplainedSentence, Explanation};
pub use news::Model;
pub use options::{Budget, Dates, Method, Size, SummaryOptions};
pub use readability::{Audit, audit};
pub use summarizer::Summarizer;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
