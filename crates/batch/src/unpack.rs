//! Unpacking by the parser.

use crate::{Opened, Records, Unpack};
use offwire_parse::{Origin, Parser};
use std::sync::Arc;

/// Unpacks by a parser: whatever an input is packed in, down to single records; issues of newspapers that lie
/// in several files come as one.
#[must_use]
pub fn unpack_by(parser: Parser) -> Unpack {
    Arc::new(move |opened, origin: Origin| -> Records {
        match opened {
            Opened::File(file, siblings) => {
                Box::new(parser.items_of_file(Box::new(file), origin).among(siblings))
            }
            Opened::Stream(stream) => Box::new(parser.items(stream, origin)),
        }
    })
}
