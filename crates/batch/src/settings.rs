//! What a run reads, and its limits.

use crate::{Shard, available_threads};
use std::{
    path::PathBuf,
    sync::{Arc, atomic::AtomicBool},
    time::Duration,
};

/// What a run reads, and its limits. Plain fields with defaults; the builders of this crate fill them.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Settings {
    /// Files and folders, `-` for standard input.
    pub inputs: Vec<PathBuf>,
    /// Globs of which one must match a file's name; empty takes all. A pattern without `/` is matched against
    /// the last part of the name.
    pub include: Vec<String>,
    /// Globs of which none may match.
    pub exclude: Vec<String>,
    /// One machine's part of the files.
    pub shard: Option<Shard>,
    /// Files of the caller's own that are no input even where they lie in a folder that is one.
    pub own: Vec<PathBuf>,
    /// Worker threads, at least 1. The results are the same whatever the number.
    pub threads: usize,
    /// Bytes that may be in flight between reading and delivery.
    pub memory: u64,
    /// How long one record may take; `None` for as long as it likes. Records are looked after some times a second: one that
    /// is done between two looks is not ended, however short the limit.
    pub time_limit: Option<Duration>,
    /// When more records than that have failed, the run stops.
    pub max_errors: Option<MaxErrors>,
    /// Set from outside to stop the run at the next safe point.
    pub stop: Arc<AtomicBool>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            inputs: Vec::new(),
            include: Vec::new(),
            exclude: Vec::new(),
            shard: None,
            own: Vec::new(),
            threads: available_threads(),
            memory: 32 << 20,
            time_limit: Some(Duration::from_secs(30)),
            max_errors: None,
            stop: Arc::default(),
        }
    }
}

/// How many records may fail before the run stops.
///
/// ```
/// use offwire_batch::MaxErrors;
/// let limit: MaxErrors = "5%".parse()?;
/// assert!(!limit.is_passed(40, 1000) && limit.is_passed(60, 1000));
/// # Ok::<(), offwire_batch::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum MaxErrors {
    /// So many records.
    Count(u64),
    /// So many in a hundred, once a hundred are read.
    Percent(f64),
}

impl MaxErrors {
    /// Whether `failed` of `read` records are more than allowed.
    #[must_use]
    pub fn is_passed(self, failed: u64, read: u64) -> bool {
        match self {
            Self::Count(limit) => failed > limit,
            Self::Percent(limit) => read >= 100 && failed as f64 * 100.0 > limit * read as f64,
        }
    }
}

impl std::str::FromStr for MaxErrors {
    type Err = crate::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || crate::Error::Option(format!("{text:?} is no limit of errors: write 100 or 5%"));
        match text.strip_suffix('%') {
            Some(percent) => {
                let percent: f64 = percent.parse().map_err(|_| wrong())?;
                if (0.0..=100.0).contains(&percent) { Ok(Self::Percent(percent)) } else { Err(wrong()) }
            }
            None => text.parse().map(Self::Count).map_err(|_| wrong()),
        }
    }
}

impl std::fmt::Display for MaxErrors {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Count(n) => write!(f, "{n}"),
            Self::Percent(n) => write!(f, "{n}%"),
        }
    }
}
