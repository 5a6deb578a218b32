//! Compact gradient-boosted regression forests.
//!
//! A [`Forest`] is a sum of small decision trees over numeric columns. It is read from a few dozen kilobytes,
//! evaluated for all rows of a [`Columns`] table at once, and gives the same bits on every machine: leaves are
//! 16-bit integers that are summed as integers, and the one exponential is computed with plain arithmetic.
//!
//! With the feature `train`, `train::Trainer` grows forests by histograms, leaf by leaf; the same data, settings
//! and seed give the same bytes.
//!
//! ```
//! use offwire_forest::{Columns, Forest, Link, Node};
//! // One tree: rows whose only column is at most 2 get -1, others 3.
//! let tree = vec![Node::Split { feature: 0, threshold: 2.0 }, Node::Leaf(-1.0), Node::Leaf(3.0)];
//! let forest = Forest::from_trees(1, Link::Identity, 0.0, &[tree])?;
//! let columns = Columns::from_rows(1, &[[1.5], [2.0], [2.5]]);
//! let mut out = [0.0; 3];
//! forest.predict_into(&columns, &mut out)?;
//! assert!((out[0] + 1.0).abs() < 1e-3 && (out[1] + 1.0).abs() < 1e-3 && (out[2] - 3.0).abs() < 1e-3);
//! assert_eq!(Forest::from_bytes(&forest.to_bytes())?, forest);
//! # Ok::<(), offwire_forest::Error>(())
//! ```
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)
)]

mod build;
mod columns;
mod error;
mod evaluate;
mod forest;
mod math;
mod pack;
#[cfg(feature = "train")]
pub mod train;

pub use build::Node;
pub use columns::Columns;
pub use error::Error;
pub use evaluate::Opening;
pub use forest::{Forest, Link};
pub use math::sigmoid;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
