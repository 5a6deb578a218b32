//! Reuters-21578: stories of 1987 in SGML, a thousand a file.

use super::{Family, Format, FormatInfo, Parsed, Record, Splitter, blocks, split, story};
use crate::Article;
use crate::markup::{Element, Rules, Tree};
use crate::sniff::Head;
use crate::text::Mapped;
use offwire_article::{Paragraph, Status};

/// See the module.
pub(crate) struct Reuters21578;

impl Format for Reuters21578 {
    fn info(&self) -> &'static FormatInfo {
        &FormatInfo {
            name: "reuters21578",
            title: "Reuters-21578 and Reuters-22173",
            family: Family::Corpus,
            recognised: "document type lewis, or elements REUTERS",
            example: "<REUTERS TOPICS=\"YES\" … NEWID=\"1\">",
            kept: "headline, dateline, author, date, topics, places, people, organisations, exchanges as topics, slug, priority, category, paragraphs",
            not_kept: "splits for experiments, notes of the corpus' editors, filler bodies of briefs",
        }
    }

    fn recognise(&self, head: &Head<'_>) -> bool {
        head.text.starts_with("<!DOCTYPE lewis") || head.root_is(&["REUTERS"])
    }

    fn splitter(&self, _head: &Head<'_>) -> Option<Box<dyn Splitter>> {
        Some(Box::new(split::Tags::new(&["<REUTERS"], "</REUTERS>")))
    }

    fn parse(&self, record: &Record<'_>) -> Parsed {
        let tree = match Tree::of(record, Rules::Sgml(&["D"])) {
            Ok(tree) => tree,
            Err(reject) => return vec![Err(reject)],
        };
        tree.root().map(|root| Ok(read(root))).into_iter().collect()
    }
}

fn read(root: Element<'_>) -> Article {
    let mut article =
        Article { agency: Some("Reuters".into()), language: Some("en".into()), ..Article::default() };
    story::set_published(&mut article, root.text_at("DATE"));
    values(root, "TOPICS", &mut article.topics);
    values(root, "EXCHANGES", &mut article.topics);
    values(root, "PLACES", &mut article.places);
    values(root, "PEOPLE", &mut article.people);
    values(root, "ORGS", &mut article.organisations);
    if let Some(envelope) = root.child("UNKNOWN") {
        read_envelope(envelope.mapped().as_str(), &mut article);
    }
    if let Some(text) = root.child("TEXT") {
        read_text(text, &mut article);
    }
    article
}

/// The values of a list.
fn values(root: Element<'_>, name: &str, list: &mut Vec<String>) {
    for value in root.child(name).into_iter().flat_map(|e| e.children("D").collect::<Vec<_>>()) {
        story::add(list, value.text());
    }
}

/// Service letter and number, then priority, category and slug, as the wire sent them.
fn read_envelope(envelope: &str, article: &mut Article) {
    for line in envelope.lines().map(str::trim) {
        if let Some((marks, rest)) = line.split_at_checked(4).filter(|(marks, _)| is_marks(marks)) {
            let wire = story::wire(article);
            wire.priority = marks.get(..1).map(str::to_owned);
            wire.category = marks.get(2..3).map(str::to_owned);
            wire.slug = rest.split_whitespace().next().map(str::to_owned);
        } else if let Some(number) =
            line.get(..5).filter(|n| n.get(1..).is_some_and(|d| d.bytes().all(|b| b.is_ascii_digit())))
        {
            story::wire(article).number = Some(number.to_owned());
        }
    }
}

/// `u f `.
fn is_marks(marks: &str) -> bool {
    matches!(marks.as_bytes(), [a, b' ', b, b' '] if a.is_ascii_lowercase() && b.is_ascii_lowercase())
}

fn read_text(text: Element<'_>, article: &mut Article) {
    if let Some(title) = text.child("TITLE") {
        story::set_headline(article, title);
    }
    if let Some(author) = text.child("AUTHOR") {
        story::set_authors(article, author);
    }
    if let Some(line) = text.text_at("DATELINE") {
        story::set_dateline(article, &line);
    }
    let kind = text.attribute("TYPE").unwrap_or_default();
    match text.child("BODY") {
        Some(body) => article.paragraphs = paragraphs(&body.mapped()),
        None if kind == "UNPROC" => unprocessed(text.mapped(), article),
        None => article.note("a brief: the headline is all of it"),
    }
    if text.opening().as_str().trim_start().starts_with("******") {
        article.status = Some(Status::Urgent);
    }
    article.paragraphs.retain(|p| p.text != "Blah blah blah.");
}

/// Lines at a fixed width; one that is indented opens a paragraph.
fn paragraphs(body: &Mapped) -> Vec<Paragraph> {
    blocks::indented(body, 4)
}

/// A text without inner elements: its first line in capitals is the headline.
fn unprocessed(text: Mapped, article: &mut Article) {
    let lines = text.lines();
    let first = lines.iter().map(|l| blocks::trimmed(&text, l.clone())).find(|l| !l.is_empty());
    let Some(first) = first else { return };
    let line = text.as_str().get(first.clone()).unwrap_or_default();
    if !line.chars().any(char::is_lowercase) {
        article.headline = Some(line.trim_start_matches('*').trim().to_owned());
        article.field_sources.insert("headline".into(), text.spans(first.clone()));
        let rest = text.slice(first.end..text.as_str().len());
        article.paragraphs = paragraphs(&rest);
    } else {
        article.paragraphs = paragraphs(&text);
    }
}

#[cfg(test)]
mod tests {
    use crate::format::tests::read_all;

    const STORY: &str = "<REUTERS TOPICS=\"YES\" LEWISSPLIT=\"TRAIN\" OLDID=\"5544\" NEWID=\"1\">\n<DATE> 2-MAR-1987 15:01:01.79</DATE>\n\
        <TOPICS><D>ship</D></TOPICS>\n<PLACES><D>poland</D><D>sweden</D></PLACES>\n<PEOPLE></PEOPLE>\n<ORGS></ORGS>\n<EXCHANGES></EXCHANGES>\n\
        <UNKNOWN> \n&#5;&#5;&#5;C T\n&#22;&#22;&#1;f0704&#31;reute\nu f BC-HARBOUR-REOPENS   03-02 0105</UNKNOWN>\n<TEXT>&#2;\n\
        <TITLE>HARBOUR REOPENS AFTER\n STORM &lt;HBR></TITLE>\n<DATELINE>    GDYNIA, March 2 - </DATELINE><BODY>The harbour reopened on Monday after\n\
        a storm.\n    Ferries run again.\n Reuter\n&#3;</BODY></TEXT>\n</REUTERS>\n";

    #[test]
    fn stories_are_cut_out_of_a_file_and_read() {
        let brief = "<REUTERS NEWID=\"2\"><DATE>2-MAR-1987</DATE><TEXT TYPE=\"BRIEF\">\n******<TITLE>HARBOUR SAYS OPEN\n</TITLE></TEXT></REUTERS>";
        let unprocessed = "<REUTERS NEWID=\"3\"><TEXT TYPE=\"UNPROC\">\nTIDE TABLE\n High at ten.\n Low at four.\n</TEXT></REUTERS>";
        let text = format!("<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n{STORY}{brief}\n{unprocessed}\n{STORY}");
        let all: Vec<_> = read_all(text.as_bytes()).into_iter().map(Result::unwrap).collect();
        assert_eq!(all.len(), 4);
        let story = &all[0];
        assert_eq!(story.headline.as_deref(), Some("HARBOUR REOPENS AFTER STORM <HBR>"));
        assert_eq!(story.published.unwrap().to_string(), "1987-03-02T15:01:01");
        assert_eq!(story.dateline.as_ref().unwrap().place.as_deref(), Some("GDYNIA"));
        assert_eq!(story.places, ["poland", "sweden"]);
        let texts: Vec<_> = story.paragraphs.iter().map(|p| p.text.as_str()).collect();
        assert_eq!(texts, ["The harbour reopened on Monday after a storm.", "Ferries run again."]);
        assert_eq!(story.end_mark.as_deref(), Some("Reuter"));
        let wire = story.wire.as_ref().unwrap();
        assert_eq!(
            (wire.priority.as_deref(), wire.slug.as_deref(), wire.number.as_deref()),
            (Some("u"), Some("BC-HARBOUR-REOPENS"), Some("f0704"))
        );
        assert_eq!(all[1].status, Some(offwire_article::Status::Urgent));
        assert_eq!(all[2].headline.as_deref(), Some("TIDE TABLE"));
        let source = story.source.as_ref().unwrap();
        assert_eq!(text.as_bytes()[source.offset.unwrap() as usize..][..8], *b"<REUTERS");
    }
}
