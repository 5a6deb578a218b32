//! What an import did, with books that balance.

use crate::{Ended, PassedOver};
use offwire_archive::Counts;
use serde::Serialize;
use std::collections::BTreeMap;

/// What an import did.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// Number of the run in the archive's ledger.
    pub run: i64,
    /// How it ended.
    pub ended: Ended,
    /// Files read to their end.
    pub files: usize,
    /// Files left out since nothing has changed in them.
    pub unchanged: usize,
    /// What the walk passed over.
    pub passed_over: Vec<PassedOver>,
    /// Bytes of the files up to the last record that was stored, as they lie on disk, without what an earlier run
    /// had done of them.
    pub bytes: u64,
    /// Seconds of wall time.
    pub seconds: f64,
    /// The books.
    #[serde(flatten)]
    pub counts: Counts,
    /// Quarantined records by the code of their reason.
    pub quarantined_by: BTreeMap<String, u64>,
    /// Most memory that the process held, in bytes, where the system tells.
    pub peak_memory: Option<u64>,
}

impl Report {
    /// Whether every record read is in exactly one of the other counts, and every quarantined one has its cause.
    #[must_use]
    pub fn balances(&self) -> bool {
        self.counts.balance() && self.quarantined_by.values().sum::<u64>() == self.counts.quarantined
    }

    /// Megabytes (10^6) of input a second.
    #[must_use]
    pub fn megabytes_per_second(&self) -> f64 {
        self.bytes as f64 / 1e6 / self.seconds.max(1e-9)
    }

    /// Records a second.
    #[must_use]
    pub fn records_per_second(&self) -> f64 {
        self.counts.read as f64 / self.seconds.max(1e-9)
    }
}
