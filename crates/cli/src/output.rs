//! Results on standard output, in the format that the user asked for.

mod csv;
mod json;
mod md;
mod style;
mod text;
mod visible;

pub(crate) use csv::{header as csv_header, row as csv_row};
pub(crate) use style::Style;
pub(crate) use text::{bar, bytes, count, hang, number, seconds, table, wrap};
pub(crate) use visible::{Plain, plain, visible};

use crate::{
    args::{Global, OutputFormat, When},
    exit::{Failure, Result},
};
use serde::Serialize;
use std::io::{self, BufWriter, IsTerminal, Write};

/// Standard output.
pub(crate) struct Out {
    pub(crate) format: OutputFormat,
    pub(crate) style: Style,
    /// Columns of the terminal, or 80.
    pub(crate) width: usize,
    write: BufWriter<io::Stdout>,
}

impl Out {
    pub(crate) fn new(global: &Global) -> Self {
        let is_terminal = io::stdout().is_terminal();
        let format =
            global.output.unwrap_or(if is_terminal { OutputFormat::Text } else { OutputFormat::Jsonl });
        let width = terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0));
        Self {
            format,
            style: Style::new(wants_color(global.color, is_terminal)),
            width: width.clamp(40, 120),
            write: BufWriter::with_capacity(64 << 10, io::stdout()),
        }
    }

    /// Writes a list; `columns` are the fields that tables show, `text` writes one record for reading.
    pub(crate) fn list<T: Serialize>(
        &mut self,
        columns: &[&str],
        records: &[T],
        mut text: impl FnMut(&mut Self, &T) -> Result<()>,
    ) -> Result<()> {
        match self.format {
            OutputFormat::Text => records.iter().try_for_each(|record| text(self, record)),
            OutputFormat::Json => json::document(&mut self.write, &records),
            OutputFormat::Jsonl => records.iter().try_for_each(|r| json::line(&mut self.write, r)),
            OutputFormat::Csv => csv::table(&mut self.write, columns, records),
            OutputFormat::Md => md::table(&mut self.write, columns, records),
            OutputFormat::Svg => Err(Failure::usage("only timeline draws svg")),
        }
    }

    /// Writes one thing; `text` writes it for reading.
    pub(crate) fn one<T: Serialize>(
        &mut self,
        record: &T,
        text: impl FnOnce(&mut Self, &T) -> Result<()>,
    ) -> Result<()> {
        match self.format {
            OutputFormat::Text => text(self, record),
            OutputFormat::Json => json::document(&mut self.write, record),
            OutputFormat::Jsonl => json::line(&mut self.write, record),
            OutputFormat::Csv | OutputFormat::Md | OutputFormat::Svg => {
                Err(Failure::usage("this command writes text, json or jsonl"))
            }
        }
    }

    /// A line of text.
    pub(crate) fn line(&mut self, text: impl AsRef<str>) -> Result<()> {
        self.write.write_all(text.as_ref().as_bytes())?;
        self.write.write_all(b"\n")?;
        Ok(())
    }

    /// Bytes as they are.
    pub(crate) fn raw(&mut self, bytes: &[u8]) -> Result<()> {
        Ok(self.write.write_all(bytes)?)
    }

    /// Must be called at the end: what the reader did not take is an error.
    pub(crate) fn finish(&mut self) -> Result<()> {
        Ok(self.write.flush()?)
    }
}

/// Whether to write colours; `NO_COLOR` is heeded where the user says nothing.
pub(crate) fn wants_color(when: When, is_terminal: bool) -> bool {
    match when {
        When::Always => true,
        When::Never => false,
        When::Auto => {
            let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
            is_terminal && !is_set("NO_COLOR") && std::env::var("TERM").map_or(true, |term| term != "dumb")
        }
    }
}
