//! Growing forests: histogram gradient boosting, leaf by leaf.
//!
//! Columns are cut into at most 255 bins; each tree grows where it gains most (LightGBM: Ke et al., NIPS 2017).
//! All sums run in a fixed order over rows, all random choices come from the seed, and no function of the
//! platform's mathematics library is called: the same data and settings give the same bytes everywhere.

mod bins;
mod dataset;
mod grow;
mod histogram;
mod random;
mod trainer;

pub use dataset::Dataset;
pub use trainer::{Loss, Trainer};
