//! What is learned from.

use crate::{Columns, Error};

/// Rows with their targets and weights, gathered table by table.
#[derive(Debug, Clone, Default)]
pub struct Dataset {
    pub(crate) columns: Vec<Vec<f32>>,
    pub(crate) targets: Vec<f32>,
    pub(crate) weights: Vec<f32>,
    /// The row behind the last of each table: the rows of one table are one choice for [`super::Loss::Choice`].
    pub(crate) ends: Vec<usize>,
}

impl Dataset {
    /// An empty set for tables of so many columns.
    #[must_use]
    pub fn new(width: usize) -> Self {
        Self { columns: vec![Vec::new(); width], ..Self::default() }
    }

    /// Adds the rows of a table; rows whose weight is 0 (or not positive) are left out.
    ///
    /// # Errors
    /// [`Error::Columns`] or [`Error::Rows`] when the parts do not fit each other.
    pub fn extend(&mut self, table: &Columns, targets: &[f32], weights: &[f32]) -> Result<(), Error> {
        if table.width() != self.columns.len() {
            return Err(Error::Columns { expected: self.columns.len(), found: table.width() });
        }
        for (what, found) in [("targets", targets.len()), ("weights", weights.len())] {
            if found != table.rows() {
                return Err(Error::Rows { what, expected: table.rows(), found });
            }
        }
        for (number, column) in self.columns.iter_mut().enumerate() {
            let rows = table.column(number).iter().zip(weights);
            column.extend(rows.filter(|(_, weight)| **weight > 0.0).map(|(value, _)| *value));
        }
        let kept = targets.iter().zip(weights).filter(|(_, weight)| **weight > 0.0);
        for (&target, &weight) in kept {
            self.targets.push(target);
            self.weights.push(weight);
        }
        self.ends.push(self.targets.len());
        Ok(())
    }

    /// Number of rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.targets.len()
    }

    /// Number of columns.
    #[must_use]
    pub fn width(&self) -> usize {
        self.columns.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_without_weight_are_left_out() {
        let mut data = Dataset::new(1);
        let table = Columns::from_rows(1, &[[1.0], [2.0], [3.0]]);
        data.extend(&table, &[0.0, 1.0, 0.0], &[1.0, 0.0, 2.0]).unwrap();
        assert_eq!((data.rows(), data.width()), (2, 1));
        assert_eq!(data.columns[0], [1.0, 3.0]);
        assert!(data.extend(&table, &[0.0], &[1.0, 0.0, 2.0]).is_err());
    }
}
