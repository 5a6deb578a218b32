//! The walk through a file: whatever it is packed in, down to single records.

mod shelf;

use crate::container::arc::ArcFile;
use crate::container::budget::{Budget, Metered};
use crate::container::compressed::unpack;
use crate::container::records::Records;
use crate::container::tar::Tar;
use crate::container::warc::Warc;
use crate::container::zip::Zip;
use crate::container::{Context, Level, Step};
use crate::format::{self, Format, ocr::bundle};
use crate::sniff::{self, Archive, HEAD, Head, Kind};
use crate::stream::Stream;
use crate::{Error, Origin, ParseOptions, RawItem, Reason, Siblings};
use shelf::{Part, Shelf};
use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::io::{Cursor, Read, Seek, SeekFrom};
use std::sync::Arc;

/// The records of one file, in order, one at a time and in bounded memory.
///
/// Made by [`crate::Parser::items`]. What cannot be read is an error that names its place; the walk goes on
/// behind it where it can.
pub struct Items {
    context: Context,
    /// The file itself, until the walk begins.
    file: Option<(Input, Origin)>,
    stack: Vec<Box<dyn Level>>,
    ready: VecDeque<Result<RawItem, Error>>,
    passed_over: BTreeMap<&'static str, u64>,
    /// Parts of issues that lie in the archive being read, until the issue is whole.
    shelf: Shelf,
}

impl fmt::Debug for Items {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = self.file.as_ref().map(|(_, origin)| origin);
        f.debug_struct("Items").field("file", &file).field("ready", &self.ready.len()).finish_non_exhaustive()
    }
}

impl Items {
    pub(crate) fn new(input: Input, origin: Origin, options: Arc<ParseOptions>) -> Self {
        Self {
            context: Context { options, siblings: None, budget: Budget::default() },
            file: Some((input, origin)),
            stack: Vec::new(),
            ready: VecDeque::new(),
            passed_over: BTreeMap::new(),
            shelf: Shelf::default(),
        }
    }

    /// Tells the walk of the files around its own. An issue of a newspaper that lies in several files (METS
    /// and its pages) then comes as one record, and its pages, met by themselves, give nothing more.
    #[must_use]
    pub fn among(mut self, siblings: Arc<dyn Siblings>) -> Self {
        self.context.siblings = Some(siblings);
        self
    }

    /// What was passed over since it is never news (crawl requests, redirects, pictures, files of the
    /// operating system), by kind, so far.
    #[must_use]
    pub fn passed_over(&self) -> &BTreeMap<&'static str, u64> {
        &self.passed_over
    }

    fn open_file(&mut self, input: Input, origin: Origin) {
        match input {
            Input::Read(read) => self.open(self.metered(read), origin),
            Input::File(mut file) => match sought(&mut file, &self.context.budget) {
                Ok(Some(archive)) => self.push_sought(archive, file, origin),
                Ok(None) => self.open(self.metered(Box::new(file)), origin),
                Err(error) => {
                    self.ready.push_back(Err(
                        Error::at(&origin, Reason::Unreadable, error.to_string()).caused_by(error)
                    ))
                }
            },
        }
    }

    fn metered(&self, inner: Box<dyn Read + Send>) -> Stream {
        Stream::new(Box::new(Metered { inner, budget: self.context.budget.clone() }))
    }

    fn fail(&mut self, origin: &Origin, reason: Reason, detail: impl Into<String>) {
        self.ready.push_back(Err(Error::at(origin, reason, detail)));
    }

    /// Looks at a stream and puts what it is on the stack.
    fn open(&mut self, mut stream: Stream, origin: Origin) {
        let mut layers = 0;
        loop {
            let head = stream.fill(HEAD);
            if head.iter().all(u8::is_ascii_whitespace) && stream.is_complete() {
                return self.open_empty(&stream, &origin);
            }
            match sniff::kind(stream.peek()) {
                Kind::Packed(packing) => {
                    layers += 1;
                    if self.stack.len() + layers > self.context.options.max_depth {
                        return self.fail(&origin, Reason::Bomb, "packed too deep");
                    }
                    stream = unpack(packing, stream, &self.context.options, &self.context.budget);
                }
                Kind::Archive(archive) => return self.open_archive(archive, stream, origin),
                Kind::Refused(what) => return self.fail(&origin, Reason::Unsupported, what),
                Kind::Binary => return self.fail(&origin, Reason::NotText, "bytes that are no text"),
                Kind::Text => return self.open_text(stream, origin),
            }
        }
    }

    fn open_empty(&mut self, stream: &Stream, origin: &Origin) {
        match stream.failure().and_then(|failure| failure.tell(origin)) {
            Some(error) => self.ready.push_back(Err(error)),
            None if stream.failure().is_some() => {}
            None => self.fail(origin, Reason::Empty, "no text in it"),
        }
    }

    fn open_archive(&mut self, archive: Archive, stream: Stream, origin: Origin) {
        if self.stack.len() >= self.context.options.max_depth {
            return self.fail(&origin, Reason::Bomb, "packed too deep");
        }
        match archive {
            Archive::Zip | Archive::Parquet => self.open_sought(archive, stream, origin),
            Archive::Tar => self.stack.push(Box::new(Tar::new(stream, origin))),
            Archive::Warc => self.stack.push(Box::new(Warc::new(stream, origin))),
            Archive::Arc => self.stack.push(Box::new(ArcFile::new(stream, origin))),
        }
    }

    /// A zip or a Parquet table inside another container is held in memory, since its table of contents stands
    /// at its end.
    fn open_sought(&mut self, archive: Archive, mut stream: Stream, origin: Origin) {
        let limit = self.context.options.max_buffered;
        let length = stream.fill(limit.saturating_add(1)).len();
        if length > limit {
            let detail = format!(
                "more than {limit} bytes inside another container, of what is read from its end: unpack it first"
            );
            return self.fail(&origin, Reason::TooLarge, detail);
        }
        self.push_sought(archive, Box::new(Cursor::new(stream.draw(length))), origin);
    }

    fn push_sought(&mut self, archive: Archive, file: Box<dyn ReadSeek>, origin: Origin) {
        let level: Result<Box<dyn Level>, Error> = match archive {
            Archive::Parquet => parquet(file, &origin),
            _ => Zip::open(file, &origin, &self.context.options).map(|zip| Box::new(zip) as Box<dyn Level>),
        };
        match level {
            Ok(level) => self.stack.push(level),
            Err(error) => self.ready.push_back(Err(error)),
        }
    }

    fn open_text(&mut self, mut stream: Stream, origin: Origin) {
        let head = Head::new(stream.peek(), origin.name());
        let forced = self.context.options.format.as_deref().and_then(format::by_name);
        let Some(format) = forced.or_else(|| format::of(&head)) else {
            return self.fail(&origin, Reason::NotText, "text of no format that is known");
        };
        if let Some(part) = Part::of(format.info().name, &head) {
            if origin.member.is_some() {
                return self.shelve(&mut stream, origin, format, part);
            }
            if let Some(siblings) = self.context.siblings.clone() {
                return self.issue(&mut stream, origin, format, part, siblings.as_ref());
            }
        }
        match format.splitter(&head) {
            Some(splitter) => {
                let name = format.info().name;
                self.stack.push(Box::new(Records::new(stream, origin, name, splitter)));
            }
            None => self.whole(&mut stream, origin, format),
        }
    }

    /// A file of an issue that lies in several: its head comes with the files that it names, as one record;
    /// the others give nothing where their head is near.
    fn issue(
        &mut self,
        stream: &mut Stream,
        origin: Origin,
        format: &'static dyn Format,
        part: Part,
        siblings: &dyn Siblings,
    ) {
        if part == Part::Page {
            if bundle::belongs(origin.name(), siblings) {
                *self.passed_over.entry("pages of an issue that is read from its head").or_default() += 1;
                return;
            }
            return self.whole(stream, origin, format);
        }
        let before = self.ready.len();
        self.whole(stream, origin, format);
        let Some(Ok(item)) = self.ready.get_mut(before) else { return };
        let references = bundle::references(&item.bytes, item.origin.name());
        let head = (item.origin.name().to_owned(), item.bytes.clone());
        if let Some(packed) = bundle::gather(head, &references, siblings, &self.context.options) {
            item.bytes = packed;
        }
    }

    /// A part of an issue inside an archive waits for the others.
    fn shelve(&mut self, stream: &mut Stream, origin: Origin, format: &'static dyn Format, part: Part) {
        let before = self.ready.len();
        self.whole(stream, origin, format);
        let Some(Ok(item)) = self.ready.remove(before) else { return };
        let depth = self.stack.len();
        self.ready.extend(self.shelf.put(item, part, depth, &self.context.options).into_iter().map(Ok));
    }

    /// A stream that is one record.
    fn whole(&mut self, stream: &mut Stream, origin: Origin, format: &'static dyn Format) {
        let limit = self.context.options.max_record;
        let length = stream.fill(limit.saturating_add(1)).len();
        if length > limit {
            return self.fail(&origin, Reason::TooLarge, format!("a record of more than {limit} bytes"));
        }
        let notes: Vec<String> =
            stream.failure().map(|failure| failure.note().to_owned()).into_iter().collect();
        let bytes = stream.draw(length);
        let format = Some(format.info().name);
        let is_bomb = stream.failure().is_some_and(|failure| failure.reason == Reason::Bomb);
        let failure = stream.failure().and_then(|failure| failure.tell(&origin));
        if is_bomb {
            // What a bomb gave before it was stopped is no story.
            return self.ready.extend(failure.map(Err));
        }
        self.ready.push_back(Ok(RawItem { origin, bytes, format, notes, ..RawItem::default() }));
        self.ready.extend(failure.map(Err));
    }
}

/// What a walk begins with.
pub(crate) enum Input {
    Read(Box<dyn Read + Send>),
    File(Box<dyn ReadSeek>),
}

/// A file that can be read from any place.
pub trait ReadSeek: Read + Seek + Send {}

impl<T: Read + Seek + Send> ReadSeek for T {}

/// Looks at the first bytes and goes back to the start; which archive it is, of those that are read from their
/// end.
fn sought(file: &mut Box<dyn ReadSeek>, budget: &Budget) -> std::io::Result<Option<Archive>> {
    let mut sign = Vec::new();
    file.take(4).read_to_end(&mut sign)?;
    file.seek(SeekFrom::Start(0))?;
    Ok(match sniff::kind(&sign) {
        Kind::Archive(archive @ (Archive::Zip | Archive::Parquet)) => {
            budget.read(file.seek(SeekFrom::End(0))?);
            file.seek(SeekFrom::Start(0))?;
            Some(archive)
        }
        _ => None,
    })
}

#[cfg(feature = "parquet")]
fn parquet(file: Box<dyn ReadSeek>, origin: &Origin) -> Result<Box<dyn Level>, Error> {
    let table = crate::container::parquet::Parquet::open(file, origin)?;
    Ok(Box::new(table))
}

#[cfg(not(feature = "parquet"))]
fn parquet(_file: Box<dyn ReadSeek>, origin: &Origin) -> Result<Box<dyn Level>, Error> {
    let detail = "a Parquet table, and this is built without parquet: build with that feature, or give CSV or JSON Lines";
    Err(Error::at(origin, Reason::Unsupported, detail))
}

impl Iterator for Items {
    type Item = Result<RawItem, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some((input, origin)) = self.file.take() {
            self.open_file(input, origin);
        }
        loop {
            if let Some(ready) = self.ready.pop_front() {
                return Some(ready);
            }
            if self.context.budget.is_spent() {
                self.stack.clear();
            }
            match self.stack.last_mut()?.step(&self.context) {
                Step::Item(item) => return Some(Ok(item)),
                Step::Failed(error) => return Some(Err(error)),
                Step::Open(stream, origin) => self.open(stream, origin),
                Step::PassedOver(what) => *self.passed_over.entry(what).or_default() += 1,
                Step::Done => {
                    self.stack.pop();
                    let given = self.shelf.clear(self.stack.len(), &self.context.options);
                    self.ready.extend(given.into_iter().map(Ok));
                }
            }
        }
    }
}
