//! Many sources through one pure step into one sink: on all cores, in bounded memory, resumable, and in the
//! same order whatever the threads do. One bad record never stops a run.
//!
//! [`Importer`] reads files and folders into an archive. [`Pipeline`] is the general machine below it: files,
//! a way to unpack them, a step ([`Work`]), and a [`Sink`]. [`Settings`] says what is read and the limits; [`Observer`] watches.
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)
)]

mod budget;
mod chunk;
mod crew;
mod error;
mod importer;
mod memory;
mod name;
mod opened;
mod order;
mod pipeline;
mod pool;
mod progress;
mod report;
mod right_of_way;
mod root;
mod select;
mod settings;
mod siblings;
mod source;
mod unit;
mod unpack;
mod wait;
mod walk;
mod work;

pub use error::Error;
pub use importer::{Importer, ImporterBuilder, quarantined};
pub use name::display_name;
pub use opened::{Opened, ReadSeek};
pub use pipeline::{Done, Ended, Finished, Pipeline};
pub use pool::available_threads;
pub use progress::{Observer, Progress, Silent};
pub use report::Report;
pub use select::Shard;
pub use settings::{MaxErrors, Settings};
pub use unpack::unpack_by;
pub use walk::{PassedOver, Plan, SourceFile};
pub use work::{Records, Sink, Tally, Unpack, Work};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
