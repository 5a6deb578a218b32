//! The stored bytes of an article's record: as text, or as a download, and never as a page.

use super::{
    asked::{Asked, number},
    reply::{Answer, Reply},
};
use encoding_rs::{Encoding, UTF_8};
use offwire_article::Span;
use std::borrow::Cow;

/// `/article/ID/source`: the record, or its bytes `from` to `to`, decoded as it was read.
pub(super) fn text(asked: &Asked<'_>) -> Answer {
    let archive = asked.archive;
    let id = archive.id_of(asked.part(0))?;
    let raw = archive.raw(id)?;
    let part = Span::new(
        number(asked.params, "from")?.unwrap_or(0),
        number(asked.params, "to")?.unwrap_or(u64::MAX),
    );
    let part = Span { end: part.end.min(raw.len() as u64), ..part };
    let bytes = part.cut(&raw).unwrap_or_default();
    let sightings = archive.sightings(id)?;
    let name = sightings.first().map_or("", |sighting| sighting.source.encoding.as_str());
    Ok(Reply::text(decoded(bytes, name).into_owned()))
}

/// `/article/ID/download`: the record as it is.
pub(super) fn download(asked: &Asked<'_>) -> Answer {
    let id = asked.archive.id_of(asked.part(0))?;
    Ok(Reply::download(&format!("{id}.source"), asked.archive.raw(id)?))
}

/// The text; bytes that stand for nothing are shown as such.
fn decoded<'a>(bytes: &'a [u8], encoding: &str) -> Cow<'a, str> {
    Encoding::for_label(encoding.as_bytes()).unwrap_or(UTF_8).decode_without_bom_handling(bytes).0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_decoded_as_it_was_read() {
        assert_eq!(decoded(b"caf\xe9", "windows-1252"), "café");
        assert_eq!(decoded("北京".as_bytes(), ""), "北京");
        assert_eq!(decoded(b"\xff<b>", "nonsense"), "\u{fffd}<b>");
    }
}
