//! Markdown tables.

use super::{csv::cell, visible};
use crate::exit::{Failure, Result};
use serde::Serialize;
use std::io::Write;

pub(crate) fn table<T: Serialize>(mut write: impl Write, columns: &[&str], records: &[T]) -> Result<()> {
    writeln!(write, "| {} |", columns.join(" | "))?;
    writeln!(write, "|{}", "---|".repeat(columns.len()))?;
    for record in records {
        let value = serde_json::to_value(record).map_err(|e| Failure::unavailable(e.to_string()))?;
        let cells: Vec<String> = columns.iter().map(|column| escaped(&cell(&value, column))).collect();
        writeln!(write, "| {} |", cells.join(" | "))?;
    }
    Ok(())
}

fn escaped(text: &str) -> String {
    visible(text).replace('|', "\\|").replace('\n', " ")
}
