//! The record of a news story, its dates with precision, its byte ranges in the source, and the text tools
//! that reading, storing and summarizing share.
//!
//! ```
//! use offwire_article::{Article, NewsDate, Paragraph};
//!
//! let mut story = Article { headline: Some("Harbour reopens".into()), ..Article::default() };
//! story.published = Some("1987-02".parse::<NewsDate>()?);
//! story.paragraphs.push(Paragraph::text("The harbour reopened on Monday."));
//! story.seal();
//! println!("{}", story.body());
//! # Ok::<(), offwire_article::Error>(())
//! ```
//!
//! This crate holds types and pure functions: no clock, environment, files or threads.
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)
)]

mod article;
mod date;
mod error;
#[cfg(feature = "eval")]
pub mod eval;
mod paragraph;
mod provenance;
mod span;
mod summary;
pub mod text;
pub mod uid;

pub use article::{Article, DateGround, Dateline, Status};
pub use date::{Clock, NewsDate, days_in_month};
pub use error::Error;
pub use paragraph::{Paragraph, ParagraphKind};
pub use provenance::{Print, Quality, Source, WireMarks};
pub use span::Span;
pub use summary::{Summary, SummarySentence};
pub use uid::Uid;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
