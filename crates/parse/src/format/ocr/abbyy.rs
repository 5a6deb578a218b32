//! ABBYY FineReader XML: one element a character.

use super::{Block, Issue, Line, Word, article, issue_of};
use crate::Reason;
use crate::format::{Family, Format, FormatInfo, Parsed, Record, Reject};
use crate::markup::{Element, Rules, Tree};
use crate::sniff::Head;

/// See the module.
pub(crate) struct Abbyy;

impl Format for Abbyy {
    fn info(&self) -> &'static FormatInfo {
        &FormatInfo {
            name: "abbyy",
            title: "ABBYY FineReader XML",
            family: Family::Newspaper,
            recognised: "root element document in FineReader's namespace, or page with charParams; tickets of BCUL",
            example: "<document xmlns=\"http://www.abbyy.com/FineReader_xml/FineReader10-schema-v1.xml\">",
            kept: "each page as one article: text by paragraph, hyphens joined, confidence of letters, the day of the file's name",
            not_kept: "positions, fonts, tables as such, pictures",
        }
    }

    fn recognise(&self, head: &Head<'_>) -> bool {
        head.has("FineReader_xml")
            || (head.root_is(&["page"]) && head.has("blockType"))
            || (head.root_is(&["ticket"]) && head.has("Abbyy"))
    }

    fn parse(&self, record: &Record<'_>) -> Parsed {
        let tree = match Tree::of(record, Rules::Xml) {
            Ok(tree) => tree,
            Err(reject) => return vec![Err(reject)],
        };
        let issue = issue_of(&record.item.origin);
        let pages: Vec<Element<'_>> = tree.document().all_named("page").collect();
        let found: Parsed = pages
            .iter()
            .enumerate()
            .filter_map(|(at, page)| read(*page, at, pages.len(), &issue))
            .map(Ok)
            .collect();
        if found.is_empty() {
            vec![Err(Reject::new(Reason::NoArticle, "no page with words in it"))]
        } else {
            found
        }
    }
}

fn read(page: Element<'_>, at: usize, count: usize, issue: &Issue) -> Option<crate::Article> {
    let blocks: Vec<Block> = page
        .all_named("par")
        .map(|par| Block { lines: par.children("line").map(line).collect(), ..Block::default() })
        .collect();
    let number = (count > 1).then(|| (at + 1).to_string());
    let mut article = article(&blocks.iter().collect::<Vec<_>>(), issue, number);
    article.note("a whole page: articles are not told apart");
    (!article.paragraphs.is_empty()).then_some(article)
}

/// The letters of a line as words; where the format gives whole texts instead of letters, those.
fn line(element: Element<'_>) -> Line {
    let mut line = Line::default();
    let mut word = Word::default();
    let mut sum = (0.0f32, 0u16);
    for letter in element.all_named("charParams") {
        let mapped = letter.mapped();
        let text = mapped.as_str().trim();
        if text.is_empty() {
            close(&mut line, &mut word, &mut sum);
            continue;
        }
        let span = letter.text_span().unwrap_or_default();
        if word.text.is_empty() {
            word.span = span;
        }
        word.text.push_str(text);
        word.span.end = span.end;
        if let Some(confidence) = letter.attribute("charConfidence").and_then(|c| c.parse::<f32>().ok()) {
            sum = (sum.0 + (confidence / 100.0).clamp(0.0, 1.0), sum.1.saturating_add(1));
        }
    }
    close(&mut line, &mut word, &mut sum);
    if line.words.is_empty()
        && let Some(span) = element.text_span()
    {
        line.words.push(Word { text: element.words(), span, ..Word::default() });
    }
    line
}

fn close(line: &mut Line, word: &mut Word, sum: &mut (f32, u16)) {
    let mut done = std::mem::take(word);
    if !done.text.is_empty() {
        done.confidence = (sum.1 > 0).then(|| sum.0 / f32::from(sum.1));
        line.words.push(done);
    }
    *sum = (0.0, 0);
}

#[cfg(test)]
mod tests {
    use crate::format::tests::read_one;

    #[test]
    fn letters_become_words() {
        let letter =
            |c: &str, confidence: u8| format!("<charParams charConfidence=\"{confidence}\">{c}</charParams>");
        let line = |text: &str| {
            format!(
                "<line><formatting lang=\"x\">{}</formatting></line>",
                text.chars()
                    .enumerate()
                    .map(|(at, c)| letter(&c.to_string(), 40 + u8::try_from(at).unwrap()))
                    .collect::<String>()
            )
        };
        let text = format!(
            "<page width=\"1\"><block blockType=\"Text\"><text><par>{}{}</par></text></block></page>",
            line("The har-"),
            line("bour.")
        );
        let article = read_one(text.as_bytes());
        assert_eq!(article.body(), "The harbour.");
        assert!(article.print.unwrap().confidence.unwrap() < 0.6);
    }
}
