//! Downloads of the LexisNexis news database in plain text: documents with a masthead, labelled fields and a text.

mod cut;
mod label;
mod masthead;
mod parts;
mod story;
#[cfg(test)]
mod tests;

use super::download::{Divider, Documents, Sheet};
use super::{Family, Format, FormatInfo, Parsed, Record, Reject, Splitter};
use crate::decode::Charset;
use crate::sniff::Head;
use crate::text::Mapped;
use crate::{Article, Reason};
use label::Label;
use std::ops::Range;

/// See the module.
pub(crate) struct Nexis;

/// Lines among which a cover page names the job that made the download.
const COVER: usize = 15;

impl Format for Nexis {
    fn info(&self) -> &'static FormatInfo {
        &FormatInfo {
            name: "nexis",
            title: "LexisNexis downloads in text",
            family: Family::Desk,
            recognised: "a line `1 of 20 DOCUMENTS` above fields such as `LENGTH:`, a line `Body` below a copyright and `Length:`, or the cover page that names a job and its documents",
            example: "1 of 2 DOCUMENTS\n…\nHEADLINE: Harbour reopens\n…\nBODY:",
            kept: "one article for each document: headline, subheads, byline, dateline, date, paper or agency, section, page and column, language, keywords, topics, people, organisations, places, rights, corrections as notes, paragraphs, captions",
            not_kept: "cover pages, editions, lengths, series, days of loading, codes, weights of keywords",
        }
    }

    fn recognise(&self, head: &Head<'_>) -> bool {
        // To look for words in the whole is cheaper by far than to look at each line.
        let holds = |words: &str| memchr::memmem::find(head.text.as_bytes(), words.as_bytes()).is_some();
        let may_be_numbered = || ["DOCUMENT", "Document", "Dokument"].into_iter().any(holds);
        may_be_numbered() && numbers_documents(&head.text)
            || holds("Body") && has_titled(&head.text)
            || holds("Job Number:") && is_cover(&head.text)
    }

    fn splitter(&self, head: &Head<'_>) -> Option<Box<dyn Splitter>> {
        // The lines that divide documents are looked for as bytes.
        if !Charset::at_first_sight(head.raw).encoding.is_ascii_compatible() {
            return None;
        }
        let is_numbered = head.text.lines().any(cut::is_number);
        let divider = if is_numbered { Divider::Opens(cut::is_number) } else { Divider::Closes(cut::is_end) };
        Some(Box::new(Documents::by(divider)))
    }

    fn parse(&self, record: &Record<'_>) -> Parsed {
        let mapped = record.text();
        let lines = mapped.lines();
        let documents = documents(mapped, &lines);
        documents.into_iter().map(|part| document(mapped, lines.get(part).unwrap_or_default())).collect()
    }
}

/// Whether a number of a document stands alone on a line, above one of the fields that all of them have.
fn numbers_documents(text: &str) -> bool {
    let mut lines = text.lines().skip_while(|line| !cut::is_number(line));
    lines.next().is_some() && lines.any(|line| label::known(line).is_some_and(|found| is_common(found.label)))
}

fn is_common(label: Label) -> bool {
    matches!(label, Label::Headline | Label::Byline | Label::Section | Label::Length | Label::Body)
}

/// Whether a text stands below a line `Body` as newer downloads set it.
fn has_titled(text: &str) -> bool {
    let above = || text.lines().take_while(|line| label::part(line) != Some(Label::Body));
    // Other pages tell the length of other things.
    let is_length = |line: &str| {
        let value = label::known(line).filter(|found| found.label == Label::Length).map(|found| found.value);
        let mut words = value.and_then(|at| line.get(at..)).unwrap_or_default().split_whitespace();
        words.next().is_some_and(|count| count.starts_with(|c: char| c.is_ascii_digit()))
            && matches!(words.next(), Some("words" | "word" | "Wörter" | "mots"))
    };
    text.lines().any(|line| label::part(line) == Some(Label::Body))
        && above().any(masthead::is_rights)
        && above().any(is_length)
}

/// Whether a newer download begins with the page that names its job.
fn is_cover(text: &str) -> bool {
    let has = |opening: &str| text.lines().take(COVER).any(|line| line.trim_start().starts_with(opening));
    has("Date and Time:") && has("Job Number:") && (has("Documents (") || has("Document ("))
}

/// The lines of each document of a record; more than one where no splitter could cut the stream.
fn documents(mapped: &Mapped, lines: &[Range<usize>]) -> Vec<Range<usize>> {
    let line =
        |at: &usize| lines.get(*at).and_then(|line| mapped.as_str().get(line.clone())).unwrap_or_default();
    let mut starts: Vec<usize> = (0..lines.len()).filter(|at| cut::is_number(line(at))).collect();
    if starts.is_empty() {
        starts.push(0);
        starts.extend((0..lines.len()).filter(|at| cut::is_end(line(at))).map(|at| at + 1));
    }
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    let parts = starts.iter().copied().zip(ends).map(|(start, end)| start..end);
    parts.filter(|part| part.clone().any(|at| !line(&at).trim().is_empty())).collect()
}

fn document(mapped: &Mapped, lines: &[Range<usize>]) -> Result<Article, Reject> {
    let sheet = Sheet::new(mapped, lines);
    let parts = parts::read(sheet);
    story::article(sheet, &parts).ok_or_else(|| {
        let first = sheet.line(0).trim();
        let name = if cut::is_number(first) { first } else { "a document" };
        Reject::new(Reason::NoArticle, format!("{name}: neither BODY nor a text below its fields"))
    })
}
