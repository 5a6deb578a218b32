//! Sets of articles by number, as SQLite can carry them: one bit for each article.
//!
//! A search within a span of time asks for each of its hits whether it is of that span. The index of dates tells all
//! articles of the span at once; SQLite would put them into a tree of its own and go down it for each hit.

use rusqlite::{Connection, functions::FunctionFlags, types::Value};

/// Name of the function by which SQLite asks whether a number is of a set: `offwire_among(set, number)`.
pub(crate) const AMONG: &str = "offwire_among";

/// Numbers of articles.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Numbers(Vec<u8>);

impl Numbers {
    pub(crate) fn insert(&mut self, number: i64) {
        let Some((byte, bit)) = place(number) else { return };
        if byte >= self.0.len() {
            self.0.resize((byte + 1).next_power_of_two(), 0);
        }
        if let Some(byte) = self.0.get_mut(byte) {
            *byte |= bit;
        }
    }

    /// As a value that [`AMONG`] takes.
    pub(crate) fn into_value(self) -> Value {
        Value::Blob(self.0)
    }
}

/// The byte of a number, and its bit there; no article has a number below zero.
fn place(number: i64) -> Option<(usize, u8)> {
    Some((usize::try_from(number / 8).ok()?, 1 << u8::try_from(number % 8).ok()?))
}

fn is_among(set: &[u8], number: i64) -> bool {
    place(number).is_some_and(|(byte, bit)| set.get(byte).is_some_and(|byte| byte & bit != 0))
}

/// Teaches a connection the function.
pub(crate) fn register(connection: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    connection.create_scalar_function(AMONG, 2, flags, |context| {
        let set = context.get_raw(0).as_blob()?;
        Ok(is_among(set, context.get_raw(1).as_i64()?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_set_holds_what_was_put_in_and_nothing_else(
            numbers in prop::collection::btree_set(0..5_000_i64, 0..200),
        ) {
            let connection = Connection::open_in_memory().unwrap();
            register(&connection).unwrap();
            let mut set = Numbers::default();
            numbers.iter().for_each(|number| set.insert(*number));
            set.insert(-1);
            let sql = format!(
                "WITH RECURSIVE n(x) AS (SELECT -9 UNION ALL SELECT x + 1 FROM n WHERE x < 6000)
                 SELECT x FROM n WHERE {AMONG}(?1, x)"
            );
            let mut statement = connection.prepare(&sql).unwrap();
            let found = statement.query_map([set.into_value()], |row| row.get(0)).unwrap();
            prop_assert_eq!(found.collect::<rusqlite::Result<std::collections::BTreeSet<i64>>>().unwrap(), numbers);
        }
    }
}
