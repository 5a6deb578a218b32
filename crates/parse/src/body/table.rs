//! Named columns.

use offwire_forest::Columns;

/// A table of features: one row a block, one column a feature.
#[derive(Debug, Clone, Default)]
pub struct Table {
    names: Vec<&'static str>,
    columns: Columns,
}

impl Table {
    pub(crate) fn new(rows: usize) -> Self {
        Self { names: Vec::with_capacity(240), columns: Columns::with_capacity(240, rows) }
    }

    pub(crate) fn push(&mut self, name: &'static str, column: impl IntoIterator<Item = f32>) {
        self.names.push(name);
        self.columns.push(column);
    }

    /// The same value in every row.
    pub(crate) fn constant(&mut self, name: &'static str, value: f32) {
        let rows = self.rows();
        self.push(name, std::iter::repeat_n(value, rows));
    }

    /// The values `offset` rows further on; `outside` where there is no such row.
    pub(crate) fn shifted(&mut self, name: &'static str, column: &[f32], offset: isize, outside: f32) {
        let number = self.columns.width();
        self.push(name, []);
        let own = self.columns.column_mut(number);
        // Both sides without what has no counterpart.
        let skipped = offset.unsigned_abs().min(column.len());
        let (outer, inner) = if offset < 0 {
            own.split_at_mut_checked(skipped).unwrap_or_default()
        } else {
            let (inner, outer) = own.split_at_mut_checked(column.len() - skipped).unwrap_or_default();
            (outer, inner)
        };
        outer.fill(outside);
        let from = if offset < 0 { column } else { column.get(skipped..).unwrap_or_default() };
        inner.iter_mut().zip(from).for_each(|(to, from)| *to = *from);
    }

    /// Number of rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.columns.rows()
    }

    /// Names of the columns, in order.
    #[must_use]
    pub fn names(&self) -> &[&'static str] {
        &self.names
    }

    /// The values.
    #[must_use]
    pub fn columns(&self) -> &Columns {
        &self.columns
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shifted_column_is_filled_up() {
        let column = [1.0, 2.0, 3.0];
        let mut table = Table::new(3);
        for offset in [-4, -1, 0, 2, 3] {
            table.shifted("", &column, offset, -1.0);
        }
        let found: Vec<&[f32]> = (0..5).map(|number| table.columns().column(number)).collect();
        assert_eq!(found, [[-1.0; 3], [-1.0, 1.0, 2.0], column, [3.0, -1.0, -1.0], [-1.0; 3]]);
    }
}
