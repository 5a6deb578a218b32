//! TREC and TIPSTER disks, AQUAINT, DUC: documents of AP, the Wall Street Journal, the Los Angeles Times, the
//! Financial Times, FBIS and others, in SGML without a document type.

use super::{
    Family, Format, FormatInfo, Parsed, Record, Reject, Splitter, blocks, html_text, split, story, when,
};
use crate::markup::{Element, Flow, Rules, Tree, flow};
use crate::sniff::Head;
use crate::{Article, Reason};
use offwire_article::{DateGround, NewsDate, Paragraph, Print, Status};

/// See the module.
pub(crate) struct Trec;

/// Papers and agencies by the letters that a document's number opens with.
const SOURCES: &[(&str, &str)] = &[
    ("APW", "AP"),
    ("AP", "AP"),
    ("XIE", "Xinhua"),
    ("NYT", "The New York Times"),
    ("WSJ", "The Wall Street Journal"),
    ("LA", "Los Angeles Times"),
    ("FT", "Financial Times"),
    ("SJMN", "San Jose Mercury News"),
];

impl Format for Trec {
    fn info(&self) -> &'static FormatInfo {
        &FormatInfo {
            name: "trec",
            title: "TREC and TIPSTER disks, AQUAINT, DUC",
            family: Family::Corpus,
            recognised: "<DOC> followed by <DOCNO>",
            example: "<DOC>\n<DOCNO> AP880212-0004 </DOCNO>",
            kept: "headline, byline, dateline, date, section, page, column, keywords, topics, status, paragraphs",
            not_kept: "descriptions of pictures, lengths, codes of the collection",
        }
    }

    fn recognise(&self, head: &Head<'_>) -> bool {
        head.root().is_some_and(|root| root.name.eq_ignore_ascii_case("DOC")) && head.has("<DOCNO>")
    }

    fn splitter(&self, _head: &Head<'_>) -> Option<Box<dyn Splitter>> {
        Some(Box::new(split::Tags::new(&["<DOC>", "<DOC ", "<doc>"], "</DOC>")))
    }

    fn parse(&self, record: &Record<'_>) -> Parsed {
        let tree = match Tree::of(record, Rules::Sgml(&["P"])) {
            Ok(tree) => tree,
            Err(reject) => return vec![Err(reject)],
        };
        let Some(doc) = tree.root() else { return Vec::new() };
        let Some(number) = doc.text_at("DOCNO") else {
            return vec![Err(Reject::new(Reason::Malformed, "a DOC without its DOCNO"))];
        };
        let mut article = Article::default();
        read(doc, &number, &mut article);
        if article.paragraphs.is_empty() && article.headline.is_none() {
            return vec![Err(Reject::new(Reason::NoArticle, format!("{number} holds no text")))];
        }
        vec![Ok(article)]
    }
}

fn read(doc: Element<'_>, number: &str, article: &mut Article) {
    let source = SOURCES.iter().find(|(code, _)| number.starts_with(code)).map(|(_, name)| *name);
    article.agency = source.filter(|name| matches!(*name, "AP" | "Xinhua")).map(str::to_owned);
    read_date(doc, number, article);
    read_headline(doc, article);
    if let Some(line) = doc.child("BYLINE") {
        story::set_authors(article, line);
    }
    if let Some(line) = doc.text_at("DATELINE") {
        story::set_dateline(article, &line);
    }
    read_wire(doc, article);
    read_print(doc, source.filter(|name| !matches!(*name, "AP" | "Xinhua")), article);
    for (name, list) in [("SUBJECT", true), ("KEYWORD", true), ("IN", false), ("TP", false), ("CN", false)] {
        let values = doc.children(name).flat_map(|e| e.text());
        let values: Vec<String> =
            values.flat_map(|v| v.split([';', ',']).map(str::to_owned).collect::<Vec<_>>()).collect();
        let list = if list { &mut article.keywords } else { &mut article.topics };
        values.into_iter().for_each(|value| story::add(list, Some(value)));
    }
    article.url = doc
        .text_at("DOCHDR")
        .and_then(|h| h.split_whitespace().next().map(str::to_owned))
        .filter(|u| u.contains("://"));
    article.paragraphs = body(doc);
    if let Some(correction) = doc.text_at("CORRECTION") {
        article.note(format!("corrected later: {correction}"));
    }
}

/// The headline in each collection's element, without what the Financial Times prints before it.
fn read_headline(doc: Element<'_>, article: &mut Article) {
    let names = ["HEADLINE", "HEAD", "HL", "HH", "TTL", "TITLE"];
    let own = names
        .iter()
        .find_map(|name| doc.child(name))
        .or_else(|| doc.find("TI"))
        .or_else(|| doc.at("TEXT/HEADLINE"));
    let Some(element) = own else { return };
    let first = element.child("P").unwrap_or(element);
    story::set_headline(article, first);
    for line in element.children("P").skip(1).chain(doc.children("HEAD").skip(1)) {
        story::add(&mut article.subheads, line.text());
    }
    let Some(headline) = article.headline.take() else { return };
    let after_date =
        headline.strip_prefix("FT ").and_then(|rest| rest.split_once(" / ")).map(|(_, rest)| rest);
    let mut words = after_date.unwrap_or(&headline).trim();
    if let Some(rest) = words.strip_prefix("(CORRECTED)") {
        article.status = Some(Status::Correction);
        words = rest.trim_start();
    }
    let mut lines = words.split(" @ ").map(str::trim);
    article.headline = lines.next().map(str::to_owned);
    read_deck(lines, article);
}

/// The other lines of a headline of the Wall Street Journal, which are divided by signs: decks down to a rule, then the
/// byline and what its writer is.
fn read_deck<'a>(lines: impl Iterator<Item = &'a str>, article: &mut Article) {
    let mut is_signed = false;
    for line in lines.filter(|line| !line.is_empty()) {
        if line.bytes().all(|byte| byte == b'-') {
            is_signed = true;
        } else if is_signed && line.starts_with("By ") {
            story::people(line).into_iter().for_each(|name| story::add(&mut article.authors, Some(name)));
        } else if !is_signed {
            story::add(&mut article.subheads, Some(line.to_owned()));
        }
    }
}

/// The date in each collection's element and spelling, else the day in the document's number.
fn read_date(doc: Element<'_>, number: &str, article: &mut Article) {
    let names = ["DATE", "DD", "DATE1", "DATE_TIME", "PD"];
    let mut values = names.iter().filter_map(|name| doc.child(name).or_else(|| doc.find(name))?.text());
    let date = values.find_map(|value| field_date(&value));
    let file = doc.text_at("FILEID").and_then(|id| ap_file(&id));
    article.published = file.or(date).or_else(|| number_date(number));
    article.date_ground = article.published.map(|_| DateGround::Metadata);
}

/// `910514`, `= 891102`, `03/24/87`, or words.
fn field_date(value: &str) -> Option<NewsDate> {
    let value = value.trim_matches(['=', ' ']);
    let digits: Vec<&str> = value.split('/').collect();
    match digits.as_slice() {
        [month, day, year] if year.len() == 2 => {
            NewsDate::from_day(when::century(year)?, month.parse().ok()?, day.parse().ok()?).ok()
        }
        [one] if one.len() == 6 && one.bytes().all(|b| b.is_ascii_digit()) => year_first(one),
        _ => when::read(value),
    }
}

/// `910514`.
fn year_first(digits: &str) -> Option<NewsDate> {
    let year = when::century(digits.get(..2)?)?;
    NewsDate::from_day(year, digits.get(2..4)?.parse().ok()?, digits.get(4..6)?.parse().ok()?).ok()
}

/// `AP-NR-02-12-88 1637EST`.
pub(crate) fn ap_file(id: &str) -> Option<NewsDate> {
    let parts: Vec<&str> = id.split(['-', ' ']).filter(|p| !p.is_empty()).collect();
    let at = parts
        .windows(3)
        .position(|w| w.iter().all(|p| p.len() == 2 && p.bytes().all(|b| b.is_ascii_digit())))?;
    let (month, day, year) = (parts.get(at)?, parts.get(at + 1)?, parts.get(at + 2)?);
    let text = format!("{}-{month}-{day}", when::century(year)?);
    let time = parts
        .get(at + 3)
        .and_then(|time| time.split_at_checked(4))
        .filter(|(t, _)| t.bytes().all(|b| b.is_ascii_digit()));
    match time {
        Some((time, zone)) => when::read(&format!("{text} {}:{} {zone}", time.get(..2)?, time.get(2..)?)),
        None => when::read(&text),
    }
}

/// The day in `AP880212-0004`, `APW19980213.1310`, `LA102390-0001`.
fn number_date(number: &str) -> Option<NewsDate> {
    let start = number.find(|c: char| c.is_ascii_digit())?;
    let digits = number.get(start..)?.split(|c: char| !c.is_ascii_digit()).next()?;
    match digits.len() {
        8 => when::read(digits),
        6 if number.starts_with("LA") => {
            let year = when::century(digits.get(4..6)?)?;
            NewsDate::from_day(year, digits.get(..2)?.parse().ok()?, digits.get(2..4)?.parse().ok()?).ok()
        }
        6 => year_first(digits),
        _ => None,
    }
}

/// Priority, category and slug of the AP's first two lines.
fn read_wire(doc: Element<'_>, article: &mut Article) {
    let line = |names: [&str; 2]| names.iter().find_map(|name| doc.child(name)).and_then(|e| e.text());
    if let Some(first) = line(["1ST_LINE", "FIRST"])
        && let [priority, category, slug, ..] = first.split(' ').collect::<Vec<_>>().as_slice()
        && priority.len() == 1
        && category.len() == 1
    {
        let wire = story::wire(article);
        wire.priority = Some((*priority).to_owned());
        wire.category = Some((*category).to_owned());
        wire.slug = Some((*slug).to_owned());
    }
    if let Some(second) = line(["2ND_LINE", "SECOND"]).filter(|l| l.contains('-')) {
        story::wire(article).slug = Some(second);
    }
}

/// Section, page and column out of `Business; Part D; Page 3; Column 2; Financial Desk` and `London Page 7`.
fn read_print(doc: Element<'_>, paper: Option<&str>, article: &mut Article) {
    let mut print = Print { title: paper.map(str::to_owned), ..Print::default() };
    let line = doc.text_at("SECTION").or_else(|| doc.text_at("PAGE")).unwrap_or_default();
    for part in line.split(';').map(str::trim) {
        if let Some((_, page)) = part.split_once("Page ") {
            print.page = page.split_whitespace().next().map(str::to_owned);
        } else if let Some(column) = part.strip_prefix("Column ") {
            print.column = Some(column.to_owned());
        } else if article.section.is_none() && !part.is_empty() && !part.starts_with("Part ") {
            article.section = Some(part.to_owned());
        }
    }
    // `WALL STREET JOURNAL (J), PAGE A1`.
    let source = doc.text_at("SO").unwrap_or_default();
    let page = source.split_once("PAGE ").and_then(|(_, page)| page.split_whitespace().next());
    print.page = print.page.or_else(|| page.map(str::to_owned));
    print.issue_date = article.published.map(NewsDate::date_only);
    if print.title.is_some() || print.page.is_some() {
        article.print = Some(print);
    }
}

/// The running text: of lead and text elements, or of a page of the web.
fn body(doc: Element<'_>) -> Vec<Paragraph> {
    const RULES: Flow =
        Flow { skip: &["f", "headline", "ti", "dateline"], subheads: &["h4", "h5"], escaped: false };
    let mut paragraphs = Vec::new();
    for part in doc.elements().filter(|e| e.is_any(&["LP", "TEXT", "LEADPARA", "BODY"])) {
        if part.child("P").is_some() {
            paragraphs.extend(flow(part, RULES));
        } else if part.child("F").is_some() {
            paragraphs.extend(flow(part, RULES).into_iter().filter(|p| !p.text.starts_with("Language:")));
        } else {
            paragraphs.extend(blocks::paragraphs(&part.mapped()));
        }
    }
    if paragraphs.is_empty() && doc.child("DOCHDR").is_some() {
        let page = doc.children("html").next().map_or_else(|| doc.mapped(), Element::mapped);
        paragraphs = html_text::any(page);
    }
    for paragraph in &mut paragraphs {
        let words = paragraph.text.trim_start_matches("[Text]").trim_start();
        if words.len() < paragraph.text.len() {
            paragraph.text = words.to_owned();
        }
    }
    paragraphs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::tests::{read_all, read_one};

    #[test]
    fn the_press_of_the_eighties_is_read() {
        let text = "<DOC>\n<DOCNO> AP880212-0004 </DOCNO>\n<FILEID>AP-NR-02-12-88 1637EST</FILEID>\n<1ST_LINE>r w AM-Harbour     02-12 0155</1ST_LINE>\n\
            <2ND_LINE>AM-Harbour Reopens,150</2ND_LINE>\n<HEAD>Harbour Reopens</HEAD>\n<DATELINE>GDYNIA (AP) </DATELINE>\n<TEXT>\n   The harbour reopened on Monday after a long\n\
            storm, the office said.\n   Ferries run again to all of the islands that lie\nto the north.\n</TEXT>\n</DOC>\n";
        let article = read_one(text.as_bytes());
        assert_eq!(article.published.unwrap().to_string(), "1988-02-12T16:37-05:00");
        assert_eq!(article.dateline.unwrap().place.as_deref(), Some("GDYNIA"));
        assert_eq!(article.paragraphs.len(), 2);
        assert_eq!(article.wire.unwrap().slug.as_deref(), Some("AM-Harbour Reopens,150"));
    }

    #[test]
    fn papers_give_page_and_column() {
        let text = "<DOC><DOCNO> LA102390-0001 </DOCNO><DATE>\n<P>\nOctober 23, 1990, Tuesday, Home Edition \n</P></DATE><SECTION><P>Business; Part D; Page 3; Column 2; Desk</P></SECTION>\
            <HEADLINE><P>HARBOUR</P></HEADLINE><BYLINE><P>From Times Staff and Wire Reports</P></BYLINE><TEXT><P>\nIt reopened.\n</P></TEXT></DOC>";
        let article = read_one(text.as_bytes());
        let print = article.print.unwrap();
        assert_eq!((print.page.as_deref(), print.column.as_deref()), (Some("3"), Some("2")));
        assert_eq!(article.section.as_deref(), Some("Business"));
        assert!(article.authors.is_empty());
    }

    #[test]
    fn a_corrected_story_of_the_ft_says_so() {
        let text = "<DOC><DOCNO>FT911-1</DOCNO><DATE>910514\n</DATE><HEADLINE>\nFT  14 MAY 91 / (CORRECTED) Harbour\nreopens\n</HEADLINE><TEXT>\nIt did.\n</TEXT><PAGE>\nLondon Page 7\n</PAGE></DOC>";
        let article = read_one(text.as_bytes());
        assert_eq!(article.headline.as_deref(), Some("Harbour reopens"));
        assert_eq!(article.status, Some(Status::Correction));
        assert_eq!(article.published.unwrap().to_string(), "1991-05-14");
    }

    #[test]
    fn a_document_without_its_number_is_told_and_the_next_is_read() {
        let text = "<DOC>\n<DOCNO> A-1 </DOCNO><TEXT>One.</TEXT></DOC>\n<DOC>\nA-2 </DOCNO><TEXT>Two.</TEXT></DOC>\n<DOC><DOCNO>A-3</DOCNO><TEXT>Three.</TEXT></DOC>";
        let all = read_all(text.as_bytes());
        assert_eq!(all.iter().filter(|r| r.is_ok()).count(), 2);
        assert_eq!(all[1].as_ref().unwrap_err().reason, Reason::Malformed);
    }

    #[test]
    fn days_are_read_out_of_numbers() {
        for (number, want) in [
            ("AP880212-0004", "1988-02-12"),
            ("APW19980213.1310", "1998-02-13"),
            ("LA102390-0001", "1990-10-23"),
        ] {
            assert_eq!(number_date(number).unwrap().to_string(), want);
        }
    }

    #[test]
    fn a_headline_of_lines_has_decks_and_a_byline() {
        let text = "<DOC>\n<DOCNO> WSJ910102-0001 </DOCNO>\n<HL> Port Strike Ends:\n@  Ships Come In\n@  ----\n@  By Ann Lee\n@  Staff Reporter of The Wall Street Journal </HL>\n<DD> 01/02/91 </DD>\n<SO> WALL STREET JOURNAL (J), PAGE A1 </SO>\n<TEXT>\nThe strike ended.\n</TEXT>\n</DOC>\n";
        let article = read_one(text.as_bytes());
        assert_eq!(article.headline.as_deref(), Some("Port Strike Ends:"));
        assert_eq!(
            (&article.subheads[..], &article.authors[..]),
            (&["Ships Come In".to_owned()][..], &["Ann Lee".to_owned()][..])
        );
        assert_eq!(article.print.unwrap().page.as_deref(), Some("A1"));
    }
}
