//! Comma-separated values (RFC 4180): the fields that a command names, one record a line.

use super::plain;
use crate::exit::{Failure, Result};
use serde::Serialize;
use serde_json::Value;
use std::io::Write;

pub(crate) fn table<T: Serialize>(mut write: impl Write, columns: &[&str], records: &[T]) -> Result<()> {
    write.write_all(header(columns).as_bytes())?;
    for record in records {
        let value = serde_json::to_value(record).map_err(|e| Failure::unavailable(e.to_string()))?;
        write.write_all(row(columns, &value).as_bytes())?;
    }
    Ok(())
}

/// The line of names.
pub(crate) fn header(columns: &[&str]) -> String {
    format!("{}\n", columns.join(","))
}

/// One record.
pub(crate) fn row(columns: &[&str], record: &Value) -> String {
    let cells: Vec<String> = columns.iter().map(|column| quoted(&cell(record, column))).collect();
    format!("{}\n", cells.join(","))
}

/// The field of that name, with dots for fields of fields; lists are joined by `; `.
pub(crate) fn cell(record: &Value, column: &str) -> String {
    let found = column.split('.').try_fold(record, |value, name| value.get(name));
    found.map(flat).unwrap_or_default()
}

fn flat(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(list) => list.iter().map(flat).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    }
}

fn quoted(text: &str) -> String {
    let text = plain(text);
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_hold_no_escapes() {
        let record = serde_json::json!({"headline": "a \u{1b}]0;title\u{7}\r b"});
        assert_eq!(row(&["headline"], &record), "a ␛]0;title␇␍ b\n");
    }

    #[test]
    fn cells_with_commas_and_quotes_are_quoted() {
        let record = serde_json::json!({"id": 1, "headline": "He said \"no\", twice", "authors": ["A", "B"],
            "source": {"path": "a.txt"}});
        let columns = ["id", "headline", "authors", "source.path", "absent"];
        assert_eq!(row(&columns, &record), "1,\"He said \"\"no\"\", twice\",A; B,a.txt,\n");
    }
}
