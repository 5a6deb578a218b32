//! TETML: text that PDFlib TET took out of PDF files.

use super::{Block, Line, Word, article, issue_of};
use crate::Reason;
use crate::format::{Family, Format, FormatInfo, Parsed, Record, Reject, when};
use crate::markup::{Element, Rules, Tree};
use crate::sniff::Head;

/// See the module.
pub(crate) struct Tetml;

impl Format for Tetml {
    fn info(&self) -> &'static FormatInfo {
        &FormatInfo {
            name: "tetml",
            title: "PDFlib TETML",
            family: Family::Newspaper,
            recognised: "root element TET",
            example: "<TET xmlns=\"http://www.pdflib.com/XML/TET3/TET-3.0\">…<Para><Word><Text>",
            kept: "the document as one article: paragraphs, title, the day of the PDF's path",
            not_kept: "glyphs, fonts, positions",
        }
    }

    fn recognise(&self, head: &Head<'_>) -> bool {
        head.root_is(&["TET"])
    }

    fn parse(&self, record: &Record<'_>) -> Parsed {
        let tree = match Tree::of(record, Rules::Xml) {
            Ok(tree) => tree,
            Err(reject) => return vec![Err(reject)],
        };
        let blocks: Vec<Block> = tree.document().all_named("Para").map(block).collect();
        let mut issue = issue_of(&record.item.origin);
        let path = tree.document().find("Document").and_then(|d| d.attribute("filename")).unwrap_or_default();
        issue.date = issue.date.or_else(|| path_date(&path));
        let mut article = article(&blocks.iter().collect::<Vec<_>>(), &issue, None);
        article.headline = tree.document().find("DocInfo").and_then(|i| i.text_at("Title"));
        if article.paragraphs.is_empty() {
            return vec![Err(Reject::new(Reason::NoArticle, "a document without words"))];
        }
        vec![Ok(article)]
    }
}

/// `FedGazDe/1857/01/03/10002099.pdf`.
fn path_date(path: &str) -> Option<offwire_article::NewsDate> {
    let parts: Vec<&str> = path.split('/').collect();
    parts.windows(3).find_map(|w| match w {
        [year, month, day] if year.len() == 4 && month.len() == 2 && day.len() == 2 => {
            when::read(&format!("{year}-{month}-{day}"))
        }
        _ => None,
    })
}

fn block(paragraph: Element<'_>) -> Block {
    let mut lines: Vec<Line> =
        paragraph.all_named("Line").map(|line| Line { words: words(line), ..Line::default() }).collect();
    if lines.is_empty() {
        lines.push(Line { words: words(paragraph), ..Line::default() });
    }
    Block { lines, ..Block::default() }
}

/// Words with their signs: those that no letter opens belong to the word before.
fn words(element: Element<'_>) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    for word in element.all_named("Word") {
        let Some((text, span)) = word.child("Text").and_then(|t| Some((t.text()?, t.text_span()?))) else {
            continue;
        };
        let closes = matches!(text.as_str(), "." | "," | ";" | ":" | "!" | "?" | ")" | "»");
        match words.last_mut().filter(|_| closes) {
            Some(last) => {
                last.text.push_str(&text);
                last.span.end = span.end;
            }
            None => words.push(Word { text, span, ..Word::default() }),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use crate::format::tests::read_one;

    #[test]
    fn paragraphs_are_read() {
        let text = "<TET><Document filename=\"pdf/FedGaz/1857/01/03/1.pdf\"><Pages><Page><Content><Para><Line><Word><Text>The</Text><Box/></Word><Word><Text>harbour</Text></Word></Line><Line><Word><Text>opened</Text></Word><Word><Text>.</Text></Word></Line></Para></Content></Page></Pages></Document></TET>";
        let article = read_one(text.as_bytes());
        assert_eq!(article.body(), "The harbour opened.");
        assert_eq!(article.published.unwrap().to_string(), "1857-01-03");
    }
}
