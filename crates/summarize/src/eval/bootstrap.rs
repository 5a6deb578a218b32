//! Intervals of means.

use offwire_article::eval::{Interval, resample};

/// The interval of the mean of each column over `resamples` drawings of as many rows.
pub(super) fn intervals<const COLUMNS: usize>(
    rows: &[[f64; COLUMNS]],
    resamples: usize,
    seed: u64,
) -> [Option<Interval>; COLUMNS] {
    resample(rows.len(), resamples, seed, |drawn| {
        let mut means = [0.0; COLUMNS];
        for row in drawn.iter().filter_map(|&i| rows.get(i)) {
            means.iter_mut().zip(row).for_each(|(mean, value)| *mean += value / rows.len() as f64);
        }
        means
    })
}
