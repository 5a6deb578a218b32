//! One SQLite file with news articles, their raw sources, full-text search, duplicates and versions.
//!
//! ```
//! use offwire_archive::{Archive, Filter, Order, Outcome, PackedSource, Query, RunInfo, RunReport, Search};
//! use offwire_article::{Article, Paragraph, Source, uid};
//!
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path().join("harbour.db");
//! let mut archive = Archive::open_or_create(&path)?;
//! let raw = b"Harbour reopens\n\nThe harbour reopened on Monday.";
//! let mut story = Article { headline: Some("Harbour reopens".into()), ..Article::default() };
//! story.paragraphs.push(Paragraph::text("The harbour reopened on Monday."));
//! story.source = Some(Source { path: "a.txt".into(), sha256: uid::sha256(raw), ..Source::default() });
//! story.seal();
//!
//! let run = archive.start_run(&RunInfo::new("import", "0.1.0"))?;
//! let outcome = Outcome::article(story, PackedSource::pack(raw).into(), None);
//! let counts = archive.commit(run, &[outcome], &[])?;
//! archive.finish_run(run, &RunReport::default())?;
//! assert_eq!(counts.imported, 1);
//!
//! let hits = archive.search(&Query::parse("reopened harbour")?, &Search::default())?;
//! assert_eq!(hits.total, 1);
//! assert_eq!(archive.raw(hits.hits[0].id)?, raw);
//! # assert_eq!(archive.list(&Filter::default(), Order::Date, 10, 0)?.len(), 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The file is plain SQLite: `docs/schema.md` describes each table, and the system's own `sqlite3` reads and
//! searches it. Nothing here parses a page or makes a summary; articles come ready-made.
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)
)]

mod align;
mod archive;
mod bm25;
mod care;
mod checkpoint;
mod checksum;
mod clock;
mod columns;
mod derive;
mod diff;
mod error;
mod event;
mod export;
mod facet;
mod filter;
mod fingerprint;
mod info;
mod instant;
mod keys;
mod layout;
mod link;
mod merge;
mod near;
mod numbers;
mod outcome;
mod pieces;
mod quarantine;
mod query;
mod rank;
mod reader;
mod reparse;
mod run;
mod schema;
mod search;
mod snippet;
mod source;
mod stats;
mod stop;
mod story;
mod summary;
mod timeline;
mod variant;
mod verify;
mod version;
mod words;
mod writer;

pub use archive::Archive;
pub use care::Repaired;
pub use checkpoint::Checkpoint;
pub use diff::{Change, Part};
pub use error::Error;
pub use export::{ExportFormat, ExportOptions, Recipe};
pub use facet::{Facet, FacetCount};
pub use filter::{Filter, Order, STATUSES, status_named};
pub use fingerprint::Fingerprint;
pub use info::Info;
pub use link::{Link, LinkKind};
pub use outcome::{Entry, Outcome, Place, Told};
pub use quarantine::Quarantined;
pub use query::{Query, QueryError};
pub use reader::{Listed, Sighting};
pub use reparse::{Made, Reparsed, StoredArticle, StoredSource, Summarize};
pub use run::{Counts, Run, RunId, RunInfo, RunReport};
pub use search::{Hit, Hits, Search, Sort};
pub use source::{PackedSource, Packer, StoredRecord};
pub use stats::Stats;
pub use story::Story;
pub use timeline::{Coverage, Period, Point, Related};
pub use variant::Variant;
pub use verify::{Finding, Health};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
