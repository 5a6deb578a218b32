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
        let value = |row: usize| {
            let at = row.checked_add_signed(offset)?;
            column.get(at).copied()
        };
        self.push(name, (0..column.len()).map(|row| value(row).unwrap_or(outside)));
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
