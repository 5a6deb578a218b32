//! TEI: editions of newspapers and corpora, in XML and in the SGML of its first versions.

use super::{Family, Format, FormatInfo, Parsed, Record, Reject, blocks, story};
use crate::markup::{Element, Flow, Rules, Tree, flow};
use crate::sniff::Head;
use crate::text::Mapped;
use crate::{Article, Reason};
use offwire_article::{DateGround, NewsDate, Paragraph, Print};

/// See the module.
pub(crate) struct Tei;

/// Elements that SGML leaves open.
const OPEN: &[&str] = &["p", "s", "w", "item", "catRef", "date", "language"];

impl Format for Tei {
    fn info(&self) -> &'static FormatInfo {
        &FormatInfo {
            name: "tei",
            title: "TEI P3 to P5",
            family: Family::Newspaper,
            recognised: "root element TEI, TEI.2 or tei.2",
            example: "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader>…",
            kept: "headline, authors, paper, day of issue, language, paragraphs, headings; words of tagged corpora joined without a blank before signs",
            not_kept: "tags of words, page and line breaks, notes of the edition",
        }
    }

    fn recognise(&self, head: &Head<'_>) -> bool {
        head.root_is(&["TEI", "TEI.2", "tei.2", "teiCorpus"])
    }

    fn parse(&self, record: &Record<'_>) -> Parsed {
        let rules = if record.bytes().starts_with(b"<?xml")
            || memchr::memmem::find(record.bytes(), b"www.tei-c.org/ns").is_some()
        {
            Rules::Xml
        } else {
            Rules::Sgml(OPEN)
        };
        let tree = match Tree::of(record, rules) {
            Ok(tree) => tree,
            Err(reject) => return vec![Err(reject)],
        };
        let Some(root) = tree.root() else { return Vec::new() };
        let mut article = Article::default();
        read_header(root, &mut article);
        let text = root.find("body").or_else(|| root.find("text"));
        article.paragraphs = text.map(body).unwrap_or_default();
        if article.paragraphs.is_empty() {
            return vec![Err(Reject::new(Reason::NoArticle, "a header without a text"))];
        }
        vec![Ok(article)]
    }
}

fn read_header(root: Element<'_>, article: &mut Article) {
    let Some(header) = root.find("teiHeader") else { return };
    let source = header.find("sourceDesc");
    let analytic = source.and_then(|s| s.find("analytic"));
    let title = analytic
        .and_then(|a| a.find("title"))
        .or_else(|| source.is_none().then(|| header.find("title")).flatten());
    if let Some(title) = title {
        story::set_headline(article, title);
    }
    for author in analytic.into_iter().flat_map(|a| a.all_named("author").collect::<Vec<_>>()) {
        let name = author.words();
        if name != "UNKNOWN" {
            story::people(&name).into_iter().for_each(|n| story::add(&mut article.authors, Some(n)));
        }
    }
    let bibl = source
        .and_then(|s| s.find("bibl").or_else(|| s.find("monogr")).or_else(|| s.find("biblFull")))
        .or(source);
    let paper = bibl.and_then(|b| b.find("title").or_else(|| b.find("publisher"))).and_then(Element::text);
    let paper = paper.filter(|paper| Some(paper) != article.headline.as_ref());
    let date = bibl.into_iter().flat_map(|b| b.all_named("date").collect::<Vec<_>>()).find_map(read_date);
    let date = date.or_else(|| header.find("creation").and_then(read_date));
    if date.is_some() {
        article.published = date;
        article.date_ground = Some(DateGround::Issue);
    }
    if paper.is_some() || date.is_some() {
        article.print = Some(Print { title: paper, issue_date: date, ..Print::default() });
    }
    let tag = header.find("language").and_then(|l| l.attribute("ident").or_else(|| l.text()));
    article.language =
        root.find("text").and_then(|t| t.attribute("lang")).or(tag).and_then(|tag| match tag.as_str() {
            "Danish" => Some("da".into()),
            "English" => Some("en".into()),
            "German" => Some("de".into()),
            "French" | "Français" => Some("fr".into()),
            tag => crate::field::language::tag(tag),
        });
    article.rights = header.find("licence").and_then(Element::text);
}

/// The text of a date where it reads as one, else its attribute: the two disagree in some editions, and what
/// was printed is the text.
fn read_date(date: Element<'_>) -> Option<NewsDate> {
    let words = date.words();
    let hints = crate::field::date::DateHints::default();
    let printed = super::when::read(&words).or_else(|| crate::field::date::first_date(&words, hints)?.date());
    let encoded = || super::when::read(&date.attribute("when").or_else(|| date.attribute("value"))?);
    printed.or_else(encoded)
}

/// Paragraphs and headings. Where words are tagged one by one they are joined without a blank before signs.
fn body(text: Element<'_>) -> Vec<Paragraph> {
    const RULES: Flow = Flow { skip: &["note", "fw", "figure"], subheads: &["head"], escaped: false };
    if text.find("w").is_none() {
        return flow(text, RULES);
    }
    let parts =
        text.descendants().filter(|e| e.is_any(&["p", "head"]) && !e.elements().any(|inner| inner.is("p")));
    parts.filter_map(tagged).collect()
}

/// A paragraph of tagged words.
fn tagged(paragraph: Element<'_>) -> Option<Paragraph> {
    let mut line = Mapped::new();
    for word in paragraph.descendants().filter(|e| e.is_any(&["w", "c", "pc"])) {
        let mapped = word.mapped();
        let content = blocks::trimmed(&mapped, 0..mapped.as_str().len());
        let piece = mapped.slice(content);
        let text = piece.as_str();
        let is_sign = text.chars().all(|c| ".,;:!?)]}%'\u{2019}\u{201d}".contains(c)) || text == "''";
        let after_opening = line.as_str().ends_with(['(', '[', '{']) || line.as_str().ends_with("``");
        if !line.as_str().is_empty() && !is_sign && !after_opening {
            line.push(" ", piece.raw(0));
        }
        line.append(&piece);
    }
    let mut whole = blocks::whole(&line)?;
    whole.text = whole.text.replace("``", "“").replace("''", "”");
    Some(whole)
}

#[cfg(test)]
mod tests {
    use crate::format::tests::read_one;

    #[test]
    fn an_edition_of_a_paper_is_read() {
        let text = "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader><fileDesc><titleStmt><title>A project</title></titleStmt><sourceDesc><bibl><title>La Dépêche</title><date when=\"1944-01-01\">4 avril 1875</date></bibl></sourceDesc></fileDesc></teiHeader>\
            <text><body><div type=\"article\"><head>Le port</head><p>Le port <lb/>rouvre.</p></div></body></text></TEI>";
        let article = read_one(text.as_bytes());
        assert_eq!(article.published.unwrap().to_string(), "1875-04-04");
        assert_eq!(article.print.as_ref().unwrap().title.as_deref(), Some("La Dépêche"));
        assert_eq!(article.body(), "Le port\n\nLe port rouvre.");
    }

    #[test]
    fn tagged_words_are_joined_as_print_has_them() {
        let text = "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader/><text><body><p><s><w type=\"AT\">The</w> <w>harbour</w> <c>,</c> <w>``</w> <w>open</w> <w>''</w> <c>.</c></s></p></body></text></TEI>";
        assert_eq!(read_one(text.as_bytes()).body(), "The harbour, “open”.");
    }

    #[test]
    fn the_sgml_of_the_first_versions_is_read() {
        let text = "<tei.2>\n<teiHeader type=text><fileDesc><sourceDesc><biblStruct><analytic><title>Havnen åben</title><author>UNKNOWN</author></analytic><monogr><imprint><publisher>Berlingske</publisher><date>1992-05-31</date></imprint></monogr></biblStruct></sourceDesc></fileDesc>\
            <profileDesc><langUsage><language>Danish</langUsage></profileDesc></teiHeader>\n<text><body><p><s><w>Havnen</w> <w>er</w> <w>åben</w><c>.</c></s>\n<p><s><w>To</w></s></body></text></tei.2>";
        let article = read_one(text.as_bytes());
        assert_eq!(article.headline.as_deref(), Some("Havnen åben"));
        assert_eq!(article.published.unwrap().to_string(), "1992-05-31");
        assert_eq!(article.language.as_deref(), Some("da"));
        assert!(article.authors.is_empty());
    }
}
