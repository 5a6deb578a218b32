//! From bytes to records, and from a record to articles.

use crate::format::{self, Cut, Format, Parsed, Record};
use crate::items::{Input, ReadSeek};
use crate::sniff::{self, Head, Kind};
use crate::{
    Article, CandidateTable, Error, Explanation, Items, Origin, ParseOptions, RawItem, Reason, finish,
};
use std::io::Read;
use std::sync::Arc;

/// Turns files of any kind into records, and records into articles.
///
/// Cheap to clone; any number of threads may use one. It opens no file and keeps nothing between calls.
///
/// ```
/// use offwire_parse::{Origin, ParseOptions, Parser};
///
/// let lines = br#"{"title": "Harbour reopens", "text": "The harbour reopened on Monday.", "date": "1987-02-26"}"#.to_vec();
/// let parser = Parser::new(ParseOptions::default());
/// // Any reader that owns what it reads: a file, a socket, bytes in memory.
/// for item in parser.items(Box::new(std::io::Cursor::new(lines)), Origin::file("stories.jsonl")) {
///     for article in parser.parse(&item?) {
///         let article = article?;
///         assert_eq!(article.headline.as_deref(), Some("Harbour reopens"));
///         assert_eq!(article.published.map(|day| day.to_string()).as_deref(), Some("1987-02-26"));
///     }
/// }
/// # Ok::<(), offwire_parse::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Parser {
    options: Arc<ParseOptions>,
}

impl Parser {
    /// A parser with these options. Names that [`ParseOptions::check`] refuses are taken for absent.
    #[must_use]
    pub fn new(options: ParseOptions) -> Self {
        Self { options: Arc::new(options) }
    }

    /// The options.
    #[must_use]
    pub fn options(&self) -> &ParseOptions {
        &self.options
    }

    /// The records of a file, whatever it is packed in.
    #[must_use]
    pub fn items(&self, read: Box<dyn Read + Send>, origin: Origin) -> Items {
        Items::new(Input::Read(read), origin, Arc::clone(&self.options))
    }

    /// The same for a file that can be read from any place: a zip is then never held in memory.
    #[must_use]
    pub fn items_of_file(&self, file: Box<dyn ReadSeek>, origin: Origin) -> Items {
        Items::new(Input::File(file), origin, Arc::clone(&self.options))
    }

    /// The articles of one record, each with its uid and its place in the source.
    ///
    /// A record that is known not to be news gives nothing.
    ///
    /// # Errors
    /// Each part that gives no article comes as an error that names file, record and cause.
    #[must_use]
    pub fn parse(&self, item: &RawItem) -> Vec<Result<Article, Error>> {
        let format = match self.format(item) {
            Ok(format) => format,
            Err(error) => return vec![Err(error)],
        };
        if item.format.is_some() {
            return self.one(format, item);
        }
        let head = Head::new(&item.bytes, item.origin.name());
        let Some(mut splitter) = format.splitter(&head) else { return self.one(format, item) };
        let mut articles = Vec::new();
        let mut start = 0;
        while let Some(rest) = item.bytes.get(start..).filter(|rest| !rest.is_empty()) {
            let (length, broken) = match splitter.cut(rest, true) {
                Cut::Skip(length) => {
                    start += length.max(1);
                    continue;
                }
                Cut::More => (rest.len(), true),
                Cut::Record(length) => (length, false),
                Cut::Broken(length) => (length, true),
            };
            let record = part(item, format.info().name, start, length, broken, splitter.context());
            articles.extend(self.one(format, &record));
            start += length.max(1);
        }
        articles
    }

    /// Why a record is read as it is: each block of the page with its verdict, each candidate for a field.
    #[must_use]
    pub fn explain(&self, item: &RawItem) -> Vec<Explanation> {
        match self.format(item) {
            Ok(format) => format.explain(&Record::new(item, &self.options)),
            Err(error) => vec![Explanation { reason: error.to_string(), ..Explanation::about("record", "") }],
        }
    }

    /// The candidates for fields that a model chooses among, with the columns that it looks at: what training and
    /// study of the choice need. Formats that say what is what give none.
    #[must_use]
    pub fn candidates(&self, item: &RawItem) -> Vec<CandidateTable> {
        let record = Record::new(item, &self.options);
        self.format(item).map_or_else(|_| Vec::new(), |format| format.candidates(&record))
    }

    /// The format that the item names, that the user names, or that the bytes show.
    fn format(&self, item: &RawItem) -> Result<&'static dyn Format, Error> {
        if item.bytes.iter().all(u8::is_ascii_whitespace) {
            return Err(Error::at(&item.origin, Reason::Empty, "no text in it"));
        }
        let named = item.format.or(self.options.format.as_deref()).and_then(format::by_name);
        if let Some(format) = named {
            return Ok(format);
        }
        match sniff::kind(&item.bytes) {
            Kind::Text => {}
            Kind::Refused(what) => return Err(Error::at(&item.origin, Reason::Unsupported, what)),
            Kind::Binary => return Err(Error::at(&item.origin, Reason::NotText, "bytes that are no text")),
            Kind::Packed(_) | Kind::Archive(_) => {
                return Err(Error::at(&item.origin, Reason::NotText, "a container where a record should be"));
            }
        }
        let head = Head::new(&item.bytes, item.origin.name());
        format::of(&head)
            .ok_or_else(|| Error::at(&item.origin, Reason::NotText, "text of no format that is known"))
    }

    fn one(&self, format: &'static dyn Format, item: &RawItem) -> Vec<Result<Article, Error>> {
        let record = Record::new(item, &self.options);
        let parsed: Parsed = format.parse(&record);
        let finished = |result: Result<Article, format::Reject>| match result {
            Ok(article) => finish::finish(article, &record, format.info()),
            Err(reject) => Err(Error::at(&item.origin, reject.reason, reject.detail)),
        };
        parsed.into_iter().map(finished).collect()
    }
}

/// A record inside an item that holds many.
fn part(
    item: &RawItem,
    format: &'static str,
    start: usize,
    length: usize,
    broken: bool,
    context: Option<Arc<str>>,
) -> RawItem {
    let mut notes = item.notes.clone();
    if broken {
        notes.push("cut off".into());
    }
    let offset = item.origin.offset.unwrap_or(0).saturating_add(start as u64);
    RawItem {
        origin: item.origin.at(offset),
        bytes: item.bytes.get(start..start + length).unwrap_or_default().to_vec(),
        format: Some(format),
        charset: item.charset.clone(),
        context: context.or_else(|| item.context.clone()),
        notes,
    }
}
