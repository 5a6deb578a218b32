//! A table of numbers, column by column.

/// Rows that are evaluated together: two vectors of numbers, whose comparisons make one vector of masks. Every column
/// is filled up with zeros to a multiple of them.
pub(crate) const LANES: usize = 16;

/// Rows and columns of `f32`, stored column by column.
///
/// A value that is not a number counts as smaller than every threshold.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Columns {
    rows: usize,
    width: usize,
    values: Vec<[f32; LANES]>,
}

impl Columns {
    /// A table of zeros.
    #[must_use]
    pub fn zeroed(width: usize, rows: usize) -> Self {
        Self { rows, width, values: vec![[0.0; LANES]; width * rows.div_ceil(LANES)] }
    }

    /// A table of so many rows without columns yet, with room for `width` of them.
    #[must_use]
    pub fn with_capacity(width: usize, rows: usize) -> Self {
        Self { rows, width: 0, values: Vec::with_capacity(width * rows.div_ceil(LANES)) }
    }

    /// A table from its rows; what a row lacks is 0, what it has beyond `width` is left out.
    #[must_use]
    pub fn from_rows<R: AsRef<[f32]>>(width: usize, rows: &[R]) -> Self {
        let mut table = Self::with_capacity(width, rows.len());
        for column in 0..width {
            table.push(rows.iter().map(|row| row.as_ref().get(column).copied().unwrap_or(0.0)));
        }
        table
    }

    /// Adds a column behind the others; what it lacks is 0, what it has beyond the rows is left out.
    pub fn push(&mut self, column: impl IntoIterator<Item = f32>) {
        let number = self.width;
        self.width += 1;
        self.values.resize(self.width * self.stride(), [0.0; LANES]);
        for (cell, value) in self.column_mut(number).iter_mut().zip(column) {
            *cell = value;
        }
    }

    /// Lanes of a column.
    fn stride(&self) -> usize {
        self.rows.div_ceil(LANES)
    }

    /// The rows of a column lane by lane, filled up with zeros; empty where there is none of that number.
    pub(crate) fn lanes(&self, number: usize) -> &[[f32; LANES]] {
        let start = number.saturating_mul(self.stride());
        self.values.get(start..start.saturating_add(self.stride())).unwrap_or_default()
    }

    /// A table of the same width with these rows alone, filled in for these columns alone.
    pub(crate) fn pick(&self, asked: impl Iterator<Item = usize>, rows: &[usize]) -> Self {
        let mut few = Self::zeroed(self.width, rows.len());
        for column in asked {
            let own = self.column(column);
            for (cell, row) in few.column_mut(column).iter_mut().zip(rows) {
                *cell = own.get(*row).copied().unwrap_or_default();
            }
        }
        few
    }

    /// Number of rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Number of columns.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// One column; empty where there is none of that number.
    #[must_use]
    pub fn column(&self, number: usize) -> &[f32] {
        self.lanes(number).as_flattened().get(..self.rows).unwrap_or_default()
    }

    /// One column to write to; empty where there is none of that number.
    pub fn column_mut(&mut self, number: usize) -> &mut [f32] {
        let start = number.saturating_mul(self.stride());
        let end = start.saturating_add(self.stride());
        let lanes = self.values.get_mut(start..end).unwrap_or_default();
        lanes.as_flattened_mut().get_mut(..self.rows).unwrap_or_default()
    }

    /// Sets one value; nothing happens outside the table.
    pub fn set(&mut self, column: usize, row: usize, value: f32) {
        if let Some(cell) = self.column_mut(column).get_mut(row) {
            *cell = value;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_columns_meet() {
        let table = Columns::from_rows(2, &[vec![1.0, 2.0], vec![3.0]]);
        assert_eq!((table.rows(), table.width()), (2, 2));
        assert_eq!(table.column(0), [1.0, 3.0]);
        assert_eq!(table.column(1), [2.0, 0.0]);
        assert_eq!(table.column(2), [0.0; 0]);
    }

    #[test]
    fn a_long_column_is_cut_and_a_short_one_filled() {
        let mut table = Columns::with_capacity(2, 2);
        table.push([1.0, 2.0, 3.0]);
        table.push([4.0]);
        table.set(1, 1, 5.0);
        table.set(7, 0, 9.0);
        assert_eq!(table.column(0), [1.0, 2.0]);
        assert_eq!(table.column(1), [4.0, 5.0]);
    }
}
