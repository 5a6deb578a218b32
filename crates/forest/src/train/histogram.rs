//! Sums of gradients by column and bin.

use super::bins::Binned;

/// Columns summed together: their bins of one row lie side by side, and their sums fit the first-level cache.
const GROUP: usize = 16;

/// The bins of some rows and some columns, row by row in groups of columns.
#[derive(Debug)]
pub(crate) struct Packed {
    groups: Vec<Vec<[u8; GROUP]>>,
    /// Number of bins of each column.
    counts: Vec<usize>,
    /// Cells kept for each column.
    stride: usize,
}

impl Packed {
    pub(crate) fn new(columns: &[&Binned], rows: &[usize]) -> Self {
        let counts: Vec<usize> = columns.iter().map(|c| c.thresholds.len() + 1).collect();
        let stride = counts.iter().copied().max().unwrap_or(1);
        let groups = columns.chunks(GROUP).map(|group| interleave(group, rows)).collect();
        Self { groups, counts, stride }
    }

    /// The bin of one row in one column.
    pub(crate) fn bin(&self, column: usize, row: usize) -> u8 {
        let group = self.groups.get(column / GROUP).and_then(|group| group.get(row));
        group.and_then(|bins| bins.get(column % GROUP)).copied().unwrap_or(0)
    }
}

fn interleave(columns: &[&Binned], rows: &[usize]) -> Vec<[u8; GROUP]> {
    let mut packed = vec![[0; GROUP]; rows.len()];
    for (place, column) in columns.iter().enumerate() {
        for (bins, &row) in packed.iter_mut().zip(rows) {
            if let (Some(to), Some(&from)) = (bins.get_mut(place), column.bins.get(row)) {
                *to = from;
            }
        }
    }
    packed
}

/// First and second derivative of the loss.
pub(crate) type Gradient = [f32; 2];
/// Sums of both.
pub(crate) type Sums = [f64; 2];

/// For each column and bin the sums over a leaf's rows.
#[derive(Debug, Clone)]
pub(crate) struct Histogram {
    cells: Vec<Sums>,
}

impl Histogram {
    pub(crate) fn of(packed: &Packed, rows: &[u32], gradients: &[Gradient]) -> Self {
        let mut cells = vec![[0.0; 2]; packed.groups.len() * GROUP * packed.stride];
        for (group, cells) in packed.groups.iter().zip(cells.chunks_mut(GROUP * packed.stride)) {
            sum(group, packed.stride, rows, gradients, cells);
        }
        Self { cells }
    }

    /// Takes away the sums of some of the rows.
    pub(crate) fn subtract(&mut self, part: &Self) {
        for (cell, part) in self.cells.iter_mut().zip(&part.cells) {
            cell[0] -= part[0];
            cell[1] -= part[1];
        }
    }

    /// The cells of each column, in order.
    pub(crate) fn columns<'a>(&'a self, packed: &'a Packed) -> impl Iterator<Item = &'a [Sums]> {
        let cells = self.cells.chunks(packed.stride.max(1));
        cells.zip(&packed.counts).map(|(cells, &count)| cells.get(..count).unwrap_or(cells))
    }
}

fn sum(group: &[[u8; GROUP]], stride: usize, rows: &[u32], gradients: &[Gradient], cells: &mut [Sums]) {
    for &row in rows {
        let (Some(bins), Some(gradient)) = (group.get(row as usize), gradients.get(row as usize)) else {
            continue;
        };
        let (first, second) = (f64::from(gradient[0]), f64::from(gradient[1]));
        let mut start = 0;
        for &bin in bins {
            if let Some(cell) = cells.get_mut(start + usize::from(bin)) {
                cell[0] += first;
                cell[1] += second;
            }
            start += stride;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_by_bin() {
        let columns = [Binned::new(&[0.0, 1.0, 1.0, 2.0], 63), Binned::new(&[7.0, 7.0, 7.0, 8.0], 63)];
        let packed = Packed::new(&columns.iter().collect::<Vec<_>>(), &[0, 1, 2, 3]);
        let gradients = [[1.0, 0.5], [2.0, 0.5], [4.0, 0.5], [8.0, 0.5]];
        let mut whole = Histogram::of(&packed, &[0, 1, 2, 3], &gradients);
        let found: Vec<Vec<f64>> = whole.columns(&packed).map(|c| c.iter().map(|s| s[0]).collect()).collect();
        assert_eq!(found, [vec![1.0, 6.0, 8.0], vec![7.0, 8.0]]);
        whole.subtract(&Histogram::of(&packed, &[1, 3], &gradients));
        let found: Vec<Vec<f64>> = whole.columns(&packed).map(|c| c.iter().map(|s| s[0]).collect()).collect();
        assert_eq!(found, [vec![1.0, 4.0, 0.0], vec![5.0, 0.0]]);
        assert_eq!(packed.bin(1, 3), 1);
    }
}
