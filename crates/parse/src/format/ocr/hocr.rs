//! hOCR: pages of recognised text in HTML.

use super::{Block, BlockKind, Line, Word, article, issue_of};
use crate::Reason;
use crate::format::{Family, Format, FormatInfo, Parsed, Record, Reject};
use crate::markup::{Element, Rules, Tree};
use crate::sniff::Head;

/// See the module.
pub(crate) struct Hocr;

impl Format for Hocr {
    fn info(&self) -> &'static FormatInfo {
        &FormatInfo {
            name: "hocr",
            title: "hOCR",
            family: Family::Newspaper,
            recognised: "HTML with an element of class ocr_page",
            example: "<div class=\"ocr_page\"><span class=\"ocr_line\">…",
            kept: "each page as one article: text by paragraph, hyphens joined, confidence, the day of the file's name",
            not_kept: "positions, fonts",
        }
    }

    fn recognise(&self, head: &Head<'_>) -> bool {
        let classes = [
            "class=\"ocr_page",
            "class='ocr_page",
            "class=ocr_page",
            "name='ocr-system",
            "name=\"ocr-system",
        ];
        (head.has("ocr_page") || head.has("ocr-system")) && classes.iter().any(|class| head.has(class))
    }

    fn parse(&self, record: &Record<'_>) -> Parsed {
        let tree = match Tree::of(record, Rules::Html) {
            Ok(tree) => tree,
            Err(reject) => return vec![Err(reject)],
        };
        let issue = issue_of(&record.item.origin);
        let mut pages: Vec<Element<'_>> =
            tree.document().descendants().filter(|e| has_class(*e, &["ocr_page"])).collect();
        if pages.is_empty() {
            pages = tree.root().into_iter().collect();
        }
        let mut found = Vec::new();
        for (at, page) in pages.iter().enumerate() {
            let blocks = blocks(*page);
            let mut article = article(&blocks.iter().collect::<Vec<_>>(), &issue, Some((at + 1).to_string()));
            if !article.paragraphs.is_empty() {
                article.note("a whole page: articles are not told apart");
                found.push(Ok(article));
            }
        }
        if found.is_empty() {
            vec![Err(Reject::new(Reason::NoArticle, "pages without words"))]
        } else {
            found
        }
    }
}

fn has_class(element: Element<'_>, classes: &[&str]) -> bool {
    element.raw_attribute("class").is_some_and(|(value, _)| {
        value
            .split(u8::is_ascii_whitespace)
            .any(|class| classes.iter().any(|wanted| wanted.as_bytes() == class))
    })
}

/// Paragraphs of the page, or all its lines as one block where it has none.
fn blocks(page: Element<'_>) -> Vec<Block> {
    let parts: Vec<Element<'_>> = page.descendants().filter(|e| has_class(*e, &["ocr_par"])).collect();
    let block = |element: Element<'_>| Block { lines: lines(element), ..Block::default() };
    if parts.is_empty() {
        return grouped(page);
    }
    parts.into_iter().map(block).collect()
}

/// Lines that stand in headings are headings; the rest is one text.
fn grouped(page: Element<'_>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for element in page.descendants().filter(|e| has_class(*e, LINES)) {
        let parent = element.parent();
        let heading = parent.is_some_and(|p| p.is_any(&["h1", "h2", "h3", "h4"]));
        let kind = if heading { BlockKind::Heading } else { BlockKind::Text };
        match blocks.last_mut().filter(|last| last.kind == kind) {
            Some(last) => last.lines.push(line(element)),
            None => blocks.push(Block { kind, lines: vec![line(element)], ..Block::default() }),
        }
    }
    blocks
}

/// Classes of lines.
const LINES: &[&str] = &["ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat", "ocrx_line"];

fn lines(element: Element<'_>) -> Vec<Line> {
    element.descendants().filter(|e| has_class(*e, LINES)).map(line).collect()
}

fn line(element: Element<'_>) -> Line {
    let left = property(element, "bbox").and_then(|value| value.split(' ').next()?.parse().ok());
    let words = element.descendants().filter(|e| has_class(*e, &["ocrx_word", "ocr_word"]));
    let mut words: Vec<Word> = words.filter_map(word).collect();
    if words.is_empty() {
        words = word(element).into_iter().collect();
    }
    Line { words, left, hyphen: false }
}

fn word(element: Element<'_>) -> Option<Word> {
    let span = element.text_span()?;
    let confidence = property(element, "x_wconf")
        .and_then(|value| value.parse::<f32>().ok())
        .map(|percent| percent / 100.0);
    Some(Word { text: element.words(), span, confidence, ..Word::default() })
}

/// A property of the title: `bbox 0 0 10 10; x_wconf 93`.
fn property(element: Element<'_>, name: &str) -> Option<String> {
    let title = element.attribute("title")?;
    title.split(';').find_map(|part| part.trim().strip_prefix(name).map(|value| value.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use crate::format::tests::read_one;

    #[test]
    fn words_and_bare_lines_are_read() {
        let text = "<html><head><meta name='ocr-capabilities' content='ocr_page ocr_line'></head><body><div class='ocr_page' title='bbox 0 0 9 9'><p class='ocr_par'><span class='ocr_line' title='bbox 1 1 2 2'><span class='ocrx_word' title='bbox 1 1 2 2; x_wconf 90'>The</span> <span class='ocrx_word' title='x_wconf 50'>har-</span></span>\
            <span class='ocr_line'><span class='ocrx_word' title='x_wconf 70'><strong>bour</strong></span></span></p></div></body></html>";
        let article = read_one(text.as_bytes());
        assert_eq!(article.source.as_ref().unwrap().format, "hocr");
        assert_eq!(article.body(), "The harbour");
        let bare = "<html><body><div class='ocr_page'><h3><span class='ocr_line'>1 Down the Pier</span></h3><span class='ocr_line'>The harbour</span><span class='ocr_line'>opened.</span></div></body></html>";
        assert_eq!(read_one(bare.as_bytes()).body(), "1 Down the Pier\n\nThe harbour opened.");
    }
}
