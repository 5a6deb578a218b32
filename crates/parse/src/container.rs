//! Containers: what is packed, and files of files or of records. They are read as streams and never unpacked
//! to disk.

use crate::stream::Stream;
use crate::{Error, Family, FormatInfo, Origin, ParseOptions, RawItem, Siblings};
use std::sync::Arc;

pub(crate) mod arc;
pub(crate) mod budget;
pub(crate) mod compressed;
pub(crate) mod digest;
pub(crate) mod http;
pub(crate) mod names;
#[cfg(feature = "parquet")]
pub(crate) mod parquet;
pub(crate) mod records;
pub(crate) mod tar;
pub(crate) mod warc;
pub(crate) mod zip;

/// Unpacked bytes below which no ratio is suspicious.
const RATIO_FROM: u64 = 16 << 20;

/// One open container of the stack that [`crate::Items`] works off.
pub(crate) trait Level: Send {
    /// The next thing in it.
    fn step(&mut self, context: &Context) -> Step;
}

/// What a container gives next.
pub(crate) enum Step {
    /// A record, ready to be parsed.
    Item(RawItem),
    /// Something that could not be read; the container goes on.
    Failed(Error),
    /// A member to be looked into before this container goes on.
    Open(Stream, Origin),
    /// Something that is never news, by what it is.
    PassedOver(&'static str),
    /// The end.
    Done,
}

/// What all containers of one walk share.
pub(crate) struct Context {
    pub(crate) options: Arc<ParseOptions>,
    pub(crate) siblings: Option<Arc<dyn Siblings>>,
    pub(crate) budget: budget::Budget,
}

const fn info(
    name: &'static str,
    title: &'static str,
    recognised: &'static str,
    example: &'static str,
    kept: &'static str,
    not_kept: &'static str,
) -> FormatInfo {
    FormatInfo { name, title, family: Family::Container, recognised, example, kept, not_kept }
}

/// The containers' rows of the table of formats.
pub(crate) static INFOS: &[FormatInfo] = &[
    info(
        "gzip",
        "gzip, of one or many members",
        "bytes 1f 8b",
        "pages.jsonl.gz",
        "all members as one stream",
        "names and times of the members",
    ),
    info("bzip2", "bzip2", "BZh", "articles.xml.bz2", "all streams as one", "nothing else in it"),
    info(
        "xz",
        "xz",
        "bytes fd 37 7a 58 5a 00",
        "segment.json.xz",
        "all streams as one",
        "nothing else in it",
    ),
    info(
        "zstd",
        "Zstandard",
        "bytes 28 b5 2f fd",
        "CC-NEWS.warc.zst",
        "all frames as one",
        "frames that need a dictionary",
    ),
    info(
        "tar",
        "tar, plain or packed",
        "a tar header with its checksum",
        "1987.tar.gz",
        "each member as a file of its own, names of GNU and POSIX",
        "links, devices, owners, times",
    ),
    info(
        "zip",
        "zip, and zip in zip",
        "PK 03 04",
        "issue.zip",
        "each member as a file of its own",
        "encrypted members, methods other than stored, deflate, bzip2 and Zstandard",
    ),
    info(
        "wacz",
        "WACZ web archives",
        "a zip that holds datapackage.json and archive/",
        "crawl.wacz",
        "the WARC files in archive/",
        "indexes, lists of pages, signatures",
    ),
    info(
        "warc",
        "WARC of all versions, WET among them",
        "WARC/ and a version",
        "CC-NEWS-20160926211809-00000.warc.gz",
        "pages and texts with address and time of capture, bodies in chunks or compressed; what does not fit its digest is noted",
        "requests, redirects, errors, revisits, pictures, WAT; each kind is counted",
    ),
    info(
        "arc",
        "ARC, the form before WARC",
        "filedesc:",
        "IAH-20080430204825-00000.arc.gz",
        "pages with address and time of capture",
        "redirects, errors, pictures, names looked up; each kind is counted",
    ),
    info(
        "parquet",
        "Parquet tables, in builds with the feature `parquet`",
        "PAR1",
        "train-00000-of-00001.parquet",
        "each row as an object of JSON with the names of its columns, then as JSON Lines",
        "pictures and other bytes that are no text, tables packed by Brotli or encrypted",
    ),
    info(
        "lz4",
        "LZ4 frames",
        "bytes 04 22 4d 18",
        "records.warc.lz4",
        "all frames as one",
        "raw blocks without a frame",
    ),
];

#[cfg(test)]
pub(crate) mod tests {
    use crate::{Error, Origin, ParseOptions, Parser, RawItem};

    /// All items and all errors of a file.
    pub(crate) fn walk(bytes: Vec<u8>) -> (Vec<RawItem>, Vec<Error>) {
        let parser = Parser::new(ParseOptions::default());
        let (mut items, mut errors) = (Vec::new(), Vec::new());
        for item in parser.items(Box::new(std::io::Cursor::new(bytes)), Origin::file("x")) {
            match item {
                Ok(item) => items.push(item),
                Err(error) => errors.push(error),
            }
        }
        (items, errors)
    }
}
