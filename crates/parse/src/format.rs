//! The formats, one file with one trait each.

use crate::decode::Charset;
use crate::sniff::Head;
use crate::text::Mapped;
use crate::{Article, CandidateTable, Explanation, ParseOptions, RawItem, Reason, decode};
use std::cell::OnceCell;
use std::sync::Arc;

pub(crate) mod anpa;
pub(crate) mod blocks;
pub(crate) mod cnn_story;
pub(crate) mod csv_table;
mod download;
pub(crate) mod factiva;
pub(crate) mod feed;
pub(crate) mod gigaword;
pub(crate) mod html;
pub(crate) mod html_text;
pub(crate) mod iptc7901;
pub(crate) mod jsonl;
pub(crate) mod mail;
pub(crate) mod mediawiki;
pub(crate) mod newsml1;
pub(crate) mod newsmlg2;
pub(crate) mod newsroom;
pub(crate) mod nexis;
pub(crate) mod ninjs;
pub(crate) mod nitf;
pub(crate) mod ocr;
mod own_record;
pub(crate) mod plain;
pub(crate) mod proquest;
pub(crate) mod rcv1;
pub(crate) mod release;
pub(crate) mod reuters21578;
pub(crate) mod split;
pub(crate) mod story;
pub(crate) mod table;
pub(crate) mod tei;
pub(crate) mod transmission;
pub(crate) mod trec;
pub(crate) mod wapo;
pub(crate) mod when;
pub(crate) mod wxr;
pub(crate) mod xml;
pub(crate) mod zczc;

/// One format: how it is recognised, where its records begin and end, and how one becomes articles.
pub(crate) trait Format: Sync {
    /// What `offwire formats` says of it.
    fn info(&self) -> &'static FormatInfo;

    /// Whether the first bytes of a stream, or a whole record, are of this format.
    fn recognise(&self, head: &Head<'_>) -> bool;

    /// How a stream is cut into records; `None` where the whole stream is one.
    fn splitter(&self, _head: &Head<'_>) -> Option<Box<dyn Splitter>> {
        None
    }

    /// The articles of one record.
    fn parse(&self, record: &Record<'_>) -> Parsed;

    /// The candidates for fields that are chosen by a model, with what it looks at.
    fn candidates(&self, _record: &Record<'_>) -> Vec<CandidateTable> {
        Vec::new()
    }

    /// Why the record was read as it was.
    fn explain(&self, _record: &Record<'_>) -> Vec<Explanation> {
        Vec::new()
    }
}

/// What one record gave: articles, and what could not become one. Nothing at all where the record is known
/// not to be news (an index, a withdrawn story without text).
pub(crate) type Parsed = Vec<Result<Article, Reject>>;

/// Why a record gives no article; its place is added by the parser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reject {
    pub(crate) reason: Reason,
    pub(crate) detail: String,
}

impl Reject {
    pub(crate) fn new(reason: Reason, detail: impl Into<String>) -> Self {
        Self { reason, detail: detail.into() }
    }
}

/// Cuts a stream into records.
pub(crate) trait Splitter: Send {
    /// Looks at what is buffered from the start of a record on; `complete` says that nothing more will come.
    /// Must not answer [`Cut::More`] once `complete`.
    fn cut(&mut self, buffer: &[u8], complete: bool) -> Cut;

    /// After a record that is too large: where the next one begins in the buffer, if it does.
    fn resume(&mut self, buffer: &[u8]) -> Option<usize>;

    /// What every record needs to be read by itself, such as the header row of a table.
    fn context(&self) -> Option<Arc<str>> {
        None
    }
}

/// What a splitter found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cut {
    /// The record goes on beyond the buffer.
    More,
    /// Bytes that belong to no record.
    Skip(usize),
    /// The first bytes are a record.
    Record(usize),
    /// The first bytes are a record that ends before its own end.
    Broken(usize),
}

/// One record with what is needed to read it.
pub(crate) struct Record<'a> {
    pub(crate) item: &'a RawItem,
    pub(crate) options: &'a ParseOptions,
    charset: OnceCell<Charset>,
    text: OnceCell<Mapped>,
    digest: OnceCell<String>,
}

impl<'a> Record<'a> {
    pub(crate) fn new(item: &'a RawItem, options: &'a ParseOptions) -> Self {
        Self { item, options, charset: OnceCell::new(), text: OnceCell::new(), digest: OnceCell::new() }
    }

    /// The raw bytes.
    pub(crate) fn bytes(&self) -> &'a [u8] {
        &self.item.bytes
    }

    /// The SHA-256 of the raw bytes, computed once for all the articles in them.
    pub(crate) fn digest(&self) -> &str {
        self.digest.get_or_init(|| offwire_article::uid::sha256(self.bytes()))
    }

    /// The charset: what the user says, what the container declares, what the record declares, or a guess.
    pub(crate) fn charset(&self) -> &Charset {
        self.charset.get_or_init(|| {
            // What is all ASCII without escapes reads the same in whatever charset it declares.
            let is_plain = self.bytes().is_ascii() && memchr::memchr(0x1b, self.bytes()).is_none();
            let told = || if is_plain { None } else { decode::declared(self.bytes()) };
            let declared = self.item.charset.clone().or_else(told);
            Charset::tell(self.bytes(), declared.as_deref(), self.options.encoding.as_deref())
        })
    }

    /// The decoded text, which knows its raw bytes.
    pub(crate) fn text(&self) -> &Mapped {
        self.text.get_or_init(|| self.charset().decode(self.bytes()))
    }
}

/// What a user is told about a format: a row of `offwire formats` and of `docs/formats.md`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct FormatInfo {
    /// The name for `--format` and in records.
    pub name: &'static str,
    /// What it is, in a few words.
    pub title: &'static str,
    /// Where it belongs in the table.
    pub family: Family,
    /// How it is recognised.
    pub recognised: &'static str,
    /// What a file of it looks like: a name, or its first bytes.
    pub example: &'static str,
    /// What is kept.
    pub kept: &'static str,
    /// What is not.
    pub not_kept: &'static str,
}

/// Families of formats, in the order of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Family {
    /// Files of files.
    Container,
    /// Transmissions of agencies and systems of newsrooms.
    Wire,
    /// Collections that research works on.
    Corpus,
    /// Printed newspapers read by machines.
    Newspaper,
    /// Pages, feeds and dumps.
    Web,
    /// Tables, mail and plain text.
    Desk,
}

impl Family {
    /// The heading of the family.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Container => "Containers",
            Self::Wire => "Wire and newsroom",
            Self::Corpus => "Research collections",
            Self::Newspaper => "Scanned newspapers",
            Self::Web => "Web",
            Self::Desk => "Desk",
        }
    }
}

/// All formats in the order in which they are tried: the sharpest signs first, plain text last.
static FORMATS: &[&dyn Format] = &[
    // XML, by its root element.
    &nitf::Nitf,
    &newsmlg2::NewsMlG2,
    &newsml1::NewsMl1,
    &rcv1::Rcv1,
    &ocr::mets::Mets,
    &ocr::didl::Didl,
    &ocr::alto::Alto,
    &ocr::page_xml::PageXml,
    &ocr::olive::Olive,
    &ocr::tetml::Tetml,
    &ocr::abbyy::Abbyy,
    &tei::Tei,
    &wxr::Wxr,
    &feed::Feed,
    &feed::Sitemap,
    &mediawiki::MediaWiki,
    &newsroom::Newsroom,
    // SGML, by its first element.
    &reuters21578::Reuters21578,
    &gigaword::Gigaword,
    &trec::Trec,
    // Transmissions, by their control characters and marks.
    &anpa::Anpa,
    &iptc7901::Iptc7901,
    &zczc::Zczc,
    &release::Release,
    // JSON, by its keys.
    &own_record::OwnRecord,
    &ninjs::Ninjs,
    &wapo::Wapo,
    &jsonl::JsonLines,
    // Mail, by its header fields.
    &mail::Mbox,
    &mail::Usenet,
    &mail::Saved,
    &mail::Eml,
    // Downloads of databases, by the lines that divide their documents.
    &nexis::Nexis,
    &proquest::ProQuest,
    &factiva::Factiva,
    // Pages, tables, text.
    &ocr::hocr::Hocr,
    &html::Html,
    &cnn_story::CnnStory,
    &csv_table::Csv,
    &xml::Xml,
    &plain::Plain,
];

/// The format of a name.
pub(crate) fn by_name(name: &str) -> Option<&'static dyn Format> {
    FORMATS.iter().copied().find(|format| format.info().name == name)
}

/// The first format that recognises the bytes.
pub(crate) fn of(head: &Head<'_>) -> Option<&'static dyn Format> {
    FORMATS.iter().copied().find(|format| format.recognise(head))
}

/// Every format with what `offwire formats` says of it, containers first.
///
/// ```
/// assert!(offwire_parse::formats().iter().any(|format| format.name == "html"));
/// ```
#[must_use]
pub fn formats() -> &'static [FormatInfo] {
    static TABLE: std::sync::LazyLock<Vec<FormatInfo>> = std::sync::LazyLock::new(|| {
        let mut table: Vec<FormatInfo> = crate::container::INFOS.to_vec();
        table.extend(FORMATS.iter().map(|format| *format.info()));
        table.sort_by_key(|info| info.family);
        table
    });
    &TABLE
}

/// The row of one format.
#[must_use]
pub fn format_named(name: &str) -> Option<&'static FormatInfo> {
    formats().iter().find(|info| info.name == name)
}

#[cfg(test)]
pub(crate) mod tests {
    use crate::{Article, Error, Origin, ParseOptions, Parser};

    /// Everything that a file of this name gives, through the whole of the parser.
    pub(crate) fn read_named(bytes: &[u8], name: &str) -> Vec<Result<Article, Error>> {
        let parser = Parser::new(ParseOptions::default());
        let bytes = std::io::Cursor::new(bytes.to_vec());
        parser
            .items(Box::new(bytes), Origin::file(name))
            .flat_map(|item| item.map_or_else(|e| vec![Err(e)], |item| parser.parse(&item)))
            .collect()
    }

    /// Everything that a file gives.
    pub(crate) fn read_all(bytes: &[u8]) -> Vec<Result<Article, Error>> {
        read_named(bytes, "x")
    }

    /// The one article of a file.
    pub(crate) fn read_one(bytes: &[u8]) -> Article {
        let mut all = read_all(bytes);
        assert_eq!(all.len(), 1, "{all:?}");
        all.remove(0).unwrap()
    }
}
