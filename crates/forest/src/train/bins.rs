//! Columns cut into bins.

/// Values looked at to find the cuts; more change little.
const SAMPLE: usize = 60_000;

/// A column as bytes, with the largest value of each bin but the last.
#[derive(Debug, Clone)]
pub(crate) struct Binned {
    pub(crate) thresholds: Vec<f32>,
    pub(crate) bins: Vec<u8>,
}

impl Binned {
    /// Cuts a column into at most `most` bins of about equal numbers of rows.
    pub(crate) fn new(column: &[f32], most: usize) -> Self {
        let thresholds = thresholds(column, most.clamp(2, 255));
        let bin = |&value: &f32| thresholds.partition_point(|&t| value > t) as u8;
        Self { bins: column.iter().map(bin).collect(), thresholds }
    }
}

fn thresholds(column: &[f32], most: usize) -> Vec<f32> {
    let counts = distinct(column);
    let ends = ends(&counts, most);
    let between = |&end: &usize| {
        let (low, high) = (counts.get(end)?.0, counts.get(end + 1)?.0);
        let middle = ((f64::from(low) + f64::from(high)) / 2.0) as f32;
        Some(if middle < high { middle } else { low })
    };
    ends.iter().filter_map(between).collect()
}

/// The distinct values of an even sample in rising order, with how often each stands there.
fn distinct(column: &[f32]) -> Vec<(f32, usize)> {
    let step = column.len().div_ceil(SAMPLE).max(1);
    let mut values: Vec<f32> = column.iter().copied().step_by(step).filter(|v| v.is_finite()).collect();
    values.sort_by(f32::total_cmp);
    let mut counts: Vec<(f32, usize)> = Vec::new();
    for value in values {
        match counts.last_mut() {
            // Plus and minus zero are one value.
            Some((last, count)) if *last == value => *count += 1,
            _ => counts.push((value, 1)),
        }
    }
    counts
}

/// Index of the last distinct value of each bin but the last one. A value that alone fills a bin gets its own.
fn ends(counts: &[(f32, usize)], most: usize) -> Vec<usize> {
    if counts.len() <= most {
        return (0..counts.len().saturating_sub(1)).collect();
    }
    let total: usize = counts.iter().map(|c| c.1).sum();
    let heavy = |count: usize| count * most >= total;
    let (alone, alone_rows) =
        counts.iter().filter(|c| heavy(c.1)).fold((0, 0), |(bins, rows), c| (bins + 1, rows + c.1));
    let (mut bins_left, mut rows_left) = (most.saturating_sub(alone).max(1), total - alone_rows);
    let (mut ends, mut filled) = (Vec::new(), 0);
    for (number, pair) in counts.windows(2).enumerate() {
        let &[(_, count), (_, next)] = pair else { continue };
        filled += count;
        let full = filled * bins_left >= rows_left;
        if heavy(count) || heavy(next) || full {
            ends.push(number);
            if !heavy(count) {
                rows_left = rows_left.saturating_sub(filled);
                bins_left = bins_left.saturating_sub(1).max(1);
            }
            filled = 0;
        }
        if ends.len() + 1 >= most {
            break;
        }
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn few_values_get_a_bin_each() {
        let binned = Binned::new(&[2.0, 0.0, 1.0, 1.0, f32::NAN], 63);
        assert_eq!(binned.thresholds, [0.5, 1.5]);
        assert_eq!(binned.bins, [2, 0, 1, 1, 0]);
    }

    #[test]
    fn a_frequent_value_stands_alone() {
        let mut column = vec![5.0; 1_000];
        column.extend((0..1_000).map(|n| n as f32 / 100.0));
        let binned = Binned::new(&column, 16);
        let five = binned.bins[0];
        let same = column.iter().zip(&binned.bins).filter(|(_, bin)| **bin == five);
        assert!(same.into_iter().all(|(value, _)| *value == 5.0));
        assert!((10..=16).contains(&(binned.thresholds.len() + 1)), "{:?}", binned.thresholds);
    }

    proptest! {
        #[test]
        fn a_bin_lies_between_its_thresholds(column in prop::collection::vec(-1e3..1e3f32, 1..400), most in 2_usize..255) {
            let binned = Binned::new(&column, most);
            prop_assert!(binned.thresholds.len() < most);
            prop_assert!(binned.thresholds.is_sorted_by(|a, b| a < b));
            for (value, &bin) in column.iter().zip(&binned.bins) {
                let below = binned.thresholds.iter().filter(|t| value > *t).count();
                prop_assert_eq!(below, usize::from(bin));
            }
        }
    }
}
