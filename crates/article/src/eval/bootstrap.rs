//! Confidence intervals by resampling documents (Efron 1979), the same on every machine.

use serde::{Deserialize, Serialize};

/// The middle 95 % of a figure over resampled documents.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// 2.5 % of the resampled figures lie below.
    pub low: f64,
    /// 2.5 % lie above.
    pub high: f64,
}

/// Intervals of the figures that `statistic` computes from documents, given by their numbers below `documents`.
///
/// Draws as many documents as there are, with replacement, `resamples` times; one drawing serves all figures.
/// `None` where there is nothing to draw. The same seed gives the same intervals.
///
/// ```
/// use offwire_article::eval::resample;
/// let values = [1.0, 2.0, 3.0, 4.0];
/// let mean = |drawn: &[usize]| [drawn.iter().map(|&i| values[i]).sum::<f64>() / drawn.len() as f64];
/// let [interval] = resample(values.len(), 1000, 1, mean);
/// assert!(interval.unwrap().low < 2.5 && 2.5 < interval.unwrap().high);
/// ```
pub fn resample<const FIGURES: usize>(
    documents: usize,
    resamples: usize,
    seed: u64,
    mut statistic: impl FnMut(&[usize]) -> [f64; FIGURES],
) -> [Option<Interval>; FIGURES] {
    if documents == 0 || resamples == 0 {
        return [None; FIGURES];
    }
    let mut random = SplitMix(seed);
    let mut figures: [Vec<f64>; FIGURES] = std::array::from_fn(|_| Vec::with_capacity(resamples));
    let mut drawn = vec![0; documents];
    for _ in 0..resamples {
        drawn.fill_with(|| random.below(documents));
        figures.iter_mut().zip(statistic(&drawn)).for_each(|(figures, figure)| figures.push(figure));
    }
    figures.map(|mut figures| {
        figures.sort_by(f64::total_cmp);
        let at = |share: f64| figures.get(((share * resamples as f64) as usize).min(resamples - 1)).copied();
        Some(Interval { low: at(0.025)?, high: at(0.975)? })
    })
}

/// SplitMix64 (Steele, Lea and Flood 2014).
struct SplitMix(u64);

impl SplitMix {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `bound`.
    fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.next()) * bound as u128) >> 64) as usize
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
        let mean =
            |drawn: &[usize]| [drawn.iter().map(|i| (i % 10) as f64).sum::<f64>() / drawn.len() as f64];
        let width = |n: usize| {
            let [Some(Interval { low, high })] = resample(n, 500, 7, mean) else { panic!("no interval") };
            assert!(low < 4.5 && 4.5 < high, "{low} {high}");
            high - low
        };
        assert!(width(1000) < width(40));
        assert_eq!(resample(40, 500, 7, mean), resample(40, 500, 7, mean));
        assert_eq!(resample(0, 500, 7, mean), [None]);
    }
}
