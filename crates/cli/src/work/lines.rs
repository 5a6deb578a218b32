//! Results that are ready to be written, and the sink that writes them.

use crate::{
    args::OutputFormat,
    output::{Out, csv_header},
};
use offwire_batch::{Error, Observer, Sink, SourceFile, Tally};
use offwire_parse::Error as ParseError;

/// What one record came to.
pub(crate) enum Line {
    /// A result, written out but for what stands between results.
    Ready(Vec<u8>),
    /// A failure: its place, its reason, the cause.
    Failed(String, &'static str, String),
    /// Left out by a filter.
    LeftOut,
}

impl Line {
    pub(crate) fn failed(error: &ParseError) -> Self {
        let mut place = error.path.clone();
        if let Some(member) = &error.member {
            place.push_str(&format!("!/{member}"));
        }
        if let Some(offset) = error.offset {
            place.push_str(&format!(" at byte {offset}"));
        }
        Self::Failed(place, error.reason.code(), error.detail.clone())
    }

    pub(crate) fn weight(&self) -> usize {
        match self {
            Self::Ready(bytes) => bytes.len() + 64,
            _ => 256,
        }
    }
}

/// Writes results in order.
pub(crate) struct Writing<'a> {
    out: &'a mut Out,
    n_written: u64,
    header: &'a [&'a str],
}

impl<'a> Writing<'a> {
    pub(crate) fn new(out: &'a mut Out, header: &'a [&'a str]) -> Self {
        Self { out, n_written: 0, header }
    }

    /// Writes one result.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> crate::exit::Result<()> {
        match (self.out.format, self.n_written) {
            (OutputFormat::Json, 0) => self.out.raw(b"[\n")?,
            (OutputFormat::Json, _) => self.out.raw(b",\n")?,
            (OutputFormat::Csv, 0) => self.out.raw(csv_header(self.header).as_bytes())?,
            (OutputFormat::Text, 1..) => self.out.raw(b"\n")?,
            _ => {}
        }
        self.n_written += 1;
        self.out.raw(bytes)?;
        if matches!(self.out.format, OutputFormat::Jsonl) { self.out.raw(b"\n") } else { Ok(()) }
    }

    /// What stands behind the last result.
    pub(crate) fn finish(self) -> crate::exit::Result<()> {
        match (self.out.format, self.n_written) {
            (OutputFormat::Json, 0) => self.out.raw(b"[]\n")?,
            (OutputFormat::Json, _) => self.out.raw(b"\n]\n")?,
            (OutputFormat::Csv, 0) => self.out.raw(csv_header(self.header).as_bytes())?,
            _ => {}
        }
        self.out.finish()
    }
}

impl Sink<Vec<Line>> for Writing<'_> {
    fn item(
        &mut self,
        _: &SourceFile,
        _: u64,
        lines: Vec<Line>,
        observer: &mut dyn Observer,
    ) -> Result<Tally, Error> {
        let mut tally = Tally { records: lines.len() as u64, failed: 0 };
        for line in lines {
            match line {
                Line::Ready(bytes) => self.write(&bytes).map_err(stopped)?,
                Line::Failed(place, reason, detail) => {
                    tally.failed += 1;
                    observer.failed(&place, reason, &detail);
                }
                Line::LeftOut => {}
            }
        }
        Ok(tally)
    }

    fn idle(&mut self) -> Result<(), Error> {
        // Somebody may be waiting for what is there.
        self.out.finish().map_err(stopped)
    }
}

fn stopped(failure: crate::exit::Failure) -> Error {
    let kind =
        if failure.is_closed_pipe { std::io::ErrorKind::BrokenPipe } else { std::io::ErrorKind::Other };
    Error::Sink(Box::new(std::io::Error::new(kind, failure.message)))
}
