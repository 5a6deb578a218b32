//! Downloads of Dow Jones' Factiva, as text (also as its RTF files are turned into text) and as HTML: documents that end
//! with a line `Document` and their number, either with a code before each field or as they are shown.

mod coded;
mod page;
mod shown;
mod sign;
mod story;
#[cfg(test)]
mod tests;

use super::download::{Divider, Documents, Sheet};
use super::{Family, Format, FormatInfo, Parsed, Record, Reject, Splitter};
use crate::decode::Charset;
use crate::sniff::Head;
use crate::text::Mapped;
use crate::{Article, Reason};
use offwire_article::NewsDate;
use std::ops::Range;

/// See the module.
pub(crate) struct Factiva;

impl Format for Factiva {
    fn info(&self) -> &'static FormatInfo {
        &FormatInfo {
            name: "factiva",
            title: "Factiva downloads in text and HTML",
            family: Family::Desk,
            recognised: "a line `Document` with a number of twenty characters or more, codes HD, WC and PD before fields, or a line `120 words` above one of a day; in HTML elements of class `article enArticle`",
            example: "Harbour reopens\n120 words\n12 March 1994\nNew Harbour Times\nNHT\nEnglish\n…\nDocument NHT0000019940312dq3c0002u",
            kept: "one article for each document: headline, authors, dateline, date, paper or agency, section, page, language, topics, places, organisations, rights, corrections as notes, paragraphs, captions",
            not_kept: "counts of words, codes of sources, editions, publishers, contacts, numbers of documents, summaries of the search",
        }
    }

    fn recognise(&self, head: &Head<'_>) -> bool {
        // To look for words in the whole is cheaper by far than to look at each line.
        let holds = |words: &str| memchr::memmem::find(head.text.as_bytes(), words.as_bytes()).is_some();
        if head.text.trim_start().starts_with('<') {
            return page::is_saved(&head.text);
        }
        holds("Document ") && head.text.lines().any(sign::is_end)
            || holds("HD") && coded::has_codes(&head.text)
            || sign::COUNTED.iter().any(|word| holds(word)) && shown::has_masthead(&head.text)
    }

    fn splitter(&self, head: &Head<'_>) -> Option<Box<dyn Splitter>> {
        // The lines that divide documents are looked for as bytes; pages are read as a whole.
        let is_text = !head.text.trim_start().starts_with('<');
        let is_plain = is_text && Charset::at_first_sight(head.raw).encoding.is_ascii_compatible();
        is_plain.then(|| Box::new(Documents::by(Divider::Closes(sign::is_end))) as Box<dyn Splitter>)
    }

    fn parse(&self, record: &Record<'_>) -> Parsed {
        if record.text().as_str().trim_start().starts_with('<') {
            let found = documents(&page::lines_of(record));
            let none =
                || vec![Err(Reject::new(Reason::NoArticle, "a page of the database without a document"))];
            return if found.is_empty() { none() } else { found };
        }
        documents(record.text())
    }
}

/// The articles of documents; what else stands between them, such as a summary of the search, is none.
fn documents(mapped: &Mapped) -> Parsed {
    let lines = mapped.lines();
    let is_end = |line: &Range<usize>| mapped.as_str().get(line.clone()).is_some_and(sign::is_end);
    let sheets = lines.split_inclusive(is_end).map(|lines| Sheet::new(mapped, lines));
    sheets.filter_map(document).collect()
}

fn document(sheet: Sheet<'_>) -> Option<Result<Article, Reject>> {
    let Some(parts) = coded::read(sheet).or_else(|| shown::read(sheet)) else {
        // What ends with a number was a document: it is not passed over without a word.
        let detail = "a document without the lines that count its words and tell its day";
        let is_document = (0..sheet.len()).any(|at| sign::is_end(sheet.line(at)));
        return is_document.then(|| Err(Reject::new(Reason::NoArticle, detail)));
    };
    Some(story::article(sheet, &parts).ok_or_else(|| {
        let name =
            parts.headline.as_ref().map_or_else(|| "a document".to_owned(), |range| sheet.words(range));
        Reject::new(Reason::NoArticle, format!("{name}: no text"))
    }))
}

/// A document taken apart.
#[derive(Debug, Default)]
struct Parts {
    headline: Option<Range<usize>>,
    byline: Option<Range<usize>>,
    section: Option<Range<usize>>,
    date: Option<(NewsDate, Range<usize>)>,
    publication: Option<Range<usize>>,
    page: Option<Range<usize>>,
    language: Option<Range<usize>>,
    rights: Option<Range<usize>>,
    /// The running text, in one or two parts.
    text: Vec<Range<usize>>,
    /// The other fields, by their codes.
    fields: Vec<(&'static str, Range<usize>)>,
}
