//! Confidence intervals by resampling documents (Efron 1979), the same on every machine.

use serde::{Deserialize, Serialize};

/// The middle 95 % of the means of resampled documents.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// 2.5 % of the resampled means lie below.
    pub low: f64,
    /// 2.5 % lie above.
    pub high: f64,
}

/// The interval of the mean of each column over `resamples` drawings of as many rows, one drawing shared by all columns.
pub(super) fn intervals<const COLUMNS: usize>(
    rows: &[[f64; COLUMNS]],
    resamples: usize,
    seed: u64,
) -> [Option<Interval>; COLUMNS] {
    if rows.is_empty() || resamples == 0 {
        return [None; COLUMNS];
    }
    let mut random = SplitMix(seed);
    let mut means: [Vec<f64>; COLUMNS] = std::array::from_fn(|_| Vec::with_capacity(resamples));
    for _ in 0..resamples {
        let mut sums = [0.0; COLUMNS];
        for _ in 0..rows.len() {
            let Some(row) = rows.get(random.below(rows.len())) else { continue };
            sums.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
        }
        means.iter_mut().zip(sums).for_each(|(column, sum)| column.push(sum / rows.len() as f64));
    }
    means.map(|mut column| {
        column.sort_by(f64::total_cmp);
        let at = |share: f64| column.get(((share * resamples as f64) as usize).min(resamples - 1)).copied();
        Some(Interval { low: at(0.025)?, high: at(0.975)? })
    })
}

/// SplitMix64 (Steele, Lea and Flood 2014).
struct SplitMix(u64);

impl SplitMix {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ z >> 31
    }

    /// A number below `bound`, each as likely as the other to within 2^-64 of their number.
    fn below(&mut self, bound: usize) -> usize {
        (u128::from(self.next()) * bound as u128 >> 64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generator_is_the_published_one() {
        let mut random = SplitMix(1_234_567);
        assert_eq!([random.next(), random.next()], [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]);
    }

    #[test]
    fn intervals_hold_the_mean_and_narrow_with_more_documents() {
        let rows = |n: usize| -> Vec<[f64; 1]> { (0..n).map(|i| [(i % 10) as f64]).collect() };
        let width = |n: usize| {
            let [Some(Interval { low, high })] = intervals(&rows(n), 500, 7) else { panic!("no interval") };
            assert!(low < 4.5 && 4.5 < high, "{low} {high}");
            high - low
        };
        assert!(width(1000) < width(40));
        assert_eq!(intervals(&rows(40), 500, 7), intervals(&rows(40), 500, 7));
        assert_eq!(intervals::<1>(&[], 500, 7), [None]);
    }
}
