//! JSON: one document, or one record a line.

use crate::exit::{Failure, Result};
use serde::Serialize;
use std::io::{self, Write};

pub(crate) fn document(mut write: impl Write, value: &impl Serialize) -> Result<()> {
    serde_json::to_writer_pretty(&mut write, value).map_err(wrong)?;
    write.write_all(b"\n")?;
    Ok(())
}

pub(crate) fn line(mut write: impl Write, value: &impl Serialize) -> Result<()> {
    serde_json::to_writer(&mut write, value).map_err(wrong)?;
    write.write_all(b"\n")?;
    Ok(())
}

fn wrong(error: serde_json::Error) -> Failure {
    io::Error::from(error).into()
}
