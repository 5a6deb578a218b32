//! ABBYY FineReader XML: one element a character.

use super::bundle::{self, File};
use super::{Block, Issue, Line, Word, article, issue_of};
use crate::format::{Family, Format, FormatInfo, Parsed, Record, Reject, story, when};
use crate::markup::{Element, Rules, Tree};
use crate::sniff::Head;
use crate::{Article, Reason};
use offwire_article::Span;

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
        let files = bundle::files(record.bytes());
        if let (Some(ticket), Some(pages)) = (files.first(), files.get(1..).filter(|p| !p.is_empty())) {
            return of_ticket(ticket, pages, &issue_of(&record.item.origin));
        }
        let tree = match Tree::of(record, Rules::Xml) {
            Ok(tree) => tree,
            Err(reject) => return vec![Err(reject)],
        };
        let issue = issue_of(&record.item.origin);
        let pages: Vec<Element<'_>> = tree.document().all_named("page").collect();
        let found: Parsed = pages
            .iter()
            .enumerate()
            .filter_map(|(at, page)| read(*page, (pages.len() > 1).then_some(at + 1), &issue))
            .map(Ok)
            .collect();
        if !found.is_empty() {
            return found;
        }
        let is_ticket = tree.root().is_some_and(|root| root.is("ticket"));
        let detail =
            if is_ticket { "the pages of the issue are not beside it" } else { "no page with words in it" };
        vec![Err(Reject::new(Reason::NoArticle, detail))]
    }
}

/// The pages of an issue whose title and day stand in a ticket of its own.
fn of_ticket(ticket: &File<'_>, pages: &[File<'_>], known: &Issue) -> Parsed {
    let tree = Tree::of_bytes(ticket.bytes);
    let told = |name: &str| tree.root().and_then(|root| root.find(name)).and_then(Element::text);
    let issue = Issue {
        title: told("title").filter(|title| !story::is_placeholder(title)),
        date: told("date").as_deref().and_then(when::read).or(known.date),
        language: told("language").and_then(|tag| crate::field::language::tag(&tag)),
        rights: None,
    };
    let mut found = Vec::new();
    for (at, file) in pages.iter().enumerate() {
        let tree = Tree::of_bytes(file.bytes);
        let Some(mut article) =
            tree.document().find("page").and_then(|page| read(page, Some(at + 1), &issue))
        else {
            continue;
        };
        for span in article.paragraphs.iter_mut().flat_map(|p| &mut p.source) {
            *span = Span::new(span.start + file.start, span.end + file.start);
        }
        found.push(Ok(article));
    }
    if found.is_empty() { vec![Err(Reject::new(Reason::NoArticle, "an issue without words"))] } else { found }
}

fn read(page: Element<'_>, number: Option<usize>, issue: &Issue) -> Option<Article> {
    let blocks = blocks(page);
    let number = number.map(|number| number.to_string());
    let mut article = article(&blocks.iter().collect::<Vec<_>>(), issue, number);
    article.note("a whole page: articles are not told apart");
    (!article.paragraphs.is_empty()).then_some(article)
}

/// A block for each paragraph, and one for each row of a table: a cell by itself may be nothing but a figure.
fn blocks(page: Element<'_>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut last_row = None;
    for par in page.all_named("par") {
        let row = row(par).map(|row| row.span().start);
        let lines = par.children("line").map(line);
        match blocks.last_mut().filter(|_| row.is_some() && row == last_row) {
            Some(block) => block.lines.extend(lines),
            None => blocks.push(Block { lines: lines.collect(), ..Block::default() }),
        }
        last_row = row;
    }
    blocks
}

/// The row of a table that a paragraph stands in: `row/cell/text/par`.
fn row(par: Element<'_>) -> Option<Element<'_>> {
    par.parent()?.parent()?.parent().filter(|row| row.is("row"))
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
    use super::bundle;
    use crate::format::tests::read_one;
    use crate::{Origin, ParseOptions, Parser, RawItem};

    #[test]
    fn a_ticket_gives_its_pages_title_and_day() {
        let ticket = "<ticket type=\"Abbyy\"><meta><date><![CDATA[17621207]]></date><title>Annonces</title><language>fr</language></meta><images><image xml=\"/a/x_page_1.xml\"/></images></ticket>";
        let page = "<page width=\"1\"><block blockType=\"Text\"><text><par><line><charParams>A</charParams><charParams>h</charParams></line></par></text></block></page>";
        let bytes =
            bundle::pack(&[("x_mit.xml".into(), ticket.into()), ("x_page_1.xml".into(), page.into())])
                .unwrap();
        let item =
            RawItem { origin: Origin::file("x_mit.xml"), bytes, format: Some("abbyy"), ..RawItem::default() };
        let article = Parser::new(ParseOptions::default()).parse(&item).remove(0).unwrap();
        assert_eq!((article.body().as_str(), article.language.as_deref()), ("Ah", Some("fr")));
        let print = article.print.unwrap();
        assert_eq!((print.title.as_deref(), print.page.as_deref()), (Some("Annonces"), Some("1")));
        assert_eq!(print.issue_date.unwrap().to_string(), "1762-12-07");
        assert_eq!(article.paragraphs[0].source[0].cut(&item.bytes).unwrap(), b"A</charParams><charParams>h");
    }

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

    #[test]
    fn figures_of_a_table_stand_behind_what_they_are_of() {
        let letters =
            |word: &str| word.chars().map(|c| format!("<charParams>{c}</charParams>")).collect::<String>();
        let cell =
            |word: &str| format!("<cell><text><par><line>{}</line></par></text></cell>", letters(word));
        let row = |name: &str, price: &str| format!("<row>{}{}</row>", cell(name), cell(price));
        let page = format!(
            "<page width=\"1\"><block blockType=\"Table\">{}{}</block></page>",
            row("Wheat", "82c"),
            row("Oats", "31")
        );
        let texts: Vec<String> = read_one(page.as_bytes()).paragraphs.into_iter().map(|p| p.text).collect();
        assert_eq!(texts, ["Wheat 82c", "Oats 31"]);
    }
}
