//! Downloads of ProQuest's databases of newspapers in plain text: documents below rules of underscores, each a headline,
//! labelled fields, a text, and more labelled fields.

mod label;
mod parts;
mod story;
#[cfg(test)]
mod tests;

use super::download::{Divider, Documents, Sheet};
use super::{Family, Format, FormatInfo, Parsed, Record, Reject, Splitter};
use crate::Reason;
use crate::decode::Charset;
use crate::sniff::Head;

/// See the module.
pub(crate) struct ProQuest;

impl Format for ProQuest {
    fn info(&self) -> &'static FormatInfo {
        &FormatInfo {
            name: "proquest",
            title: "ProQuest downloads in text",
            family: Family::Desk,
            recognised: "a rule of underscores above fields such as `Publication info:`, `Full text:` or `ProQuest document ID:`",
            example: "____________…\n\nHarbour reopens\n\nPublication info: New Harbour Times; 12 Mar 1994: A.1.\n\nFull text: The harbour…",
            kept: "one article for each document: headline, authors, dateline, date, paper or agency, section, page and column, language, keywords, places, people, organisations, rights, address, paragraphs, captions; the abstract of documents without a text",
            not_kept: "lists of contents, links, editions, publishers, kinds of source, numbers and days of the database",
        }
    }

    fn recognise(&self, head: &Head<'_>) -> bool {
        // To look for words in the whole is cheaper by far than to look at each line.
        let holds = |words: &str| memchr::memmem::find(head.text.as_bytes(), words.as_bytes()).is_some();
        let has_field =
            || head.text.lines().any(|line| label::known(line).is_some_and(|found| found.is_telling));
        holds(label::RULE) && head.text.lines().any(label::is_rule) && has_field()
    }

    fn splitter(&self, head: &Head<'_>) -> Option<Box<dyn Splitter>> {
        // The rules are looked for as bytes.
        let is_plain = Charset::at_first_sight(head.raw).encoding.is_ascii_compatible();
        is_plain.then(|| Box::new(Documents::by(Divider::Opens(label::is_rule))) as Box<dyn Splitter>)
    }

    fn parse(&self, record: &Record<'_>) -> Parsed {
        let mapped = record.text();
        let lines = mapped.lines();
        let is_rule =
            |line: &std::ops::Range<usize>| mapped.as_str().get(line.clone()).is_some_and(label::is_rule);
        let documents = lines.split(is_rule).map(|lines| Sheet::new(mapped, lines));
        documents.filter_map(|sheet| document(sheet, parts::read(sheet)?)).collect()
    }
}

/// The article of a document; lists of contents and what else stands between rules without a field is none.
fn document(sheet: Sheet<'_>, parts: parts::Parts) -> Option<Result<crate::Article, Reject>> {
    Some(story::article(sheet, &parts).ok_or_else(|| {
        let name = parts.headline().map_or_else(|| "a document".to_owned(), |range| sheet.words(&range));
        Reject::new(Reason::NoArticle, format!("{name}: neither a full text nor an abstract"))
    }))
}
