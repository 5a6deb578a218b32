//! NITF: the News Industry Text Format 2 and 3, by itself and as the New York Times corpus uses it.

use super::{Family, Format, FormatInfo, Parsed, Record, story};
use crate::Article;
use crate::markup::{Element, Flow, Rules, Tree, flow};
use crate::sniff::Head;
use offwire_article::{NewsDate, Print, Status};

/// See the module.
pub(crate) struct Nitf;

impl Format for Nitf {
    fn info(&self) -> &'static FormatInfo {
        &FormatInfo {
            name: "nitf",
            title: "NITF 2 and 3, New York Times Annotated Corpus",
            family: Family::Wire,
            recognised: "root element nitf",
            example: "<nitf><head>…<body.content><p>…",
            kept: "headline, subheads, byline, dateline, dates, section, page and column, keywords, subjects, places, people, organisations, rights, status, paragraphs, subheads, tables as rows",
            not_kept: "abstracts and lead paragraphs that repeat the text, media, captions, credits at the end",
        }
    }

    fn recognise(&self, head: &Head<'_>) -> bool {
        head.root_is(&["nitf", "NITF"])
    }

    fn parse(&self, record: &Record<'_>) -> Parsed {
        let tree = match Tree::of(record, Rules::Xml) {
            Ok(tree) => tree,
            Err(reject) => return vec![Err(reject)],
        };
        let mut article = Article::default();
        if let Some(root) = tree.root() {
            read(root, &mut article);
        }
        if tree.is_cut {
            article.note("cut off");
        }
        vec![Ok(article)]
    }
}

/// Elements of the body that are no running text.
const BODY: Flow = Flow {
    skip: &[
        "media",
        "hedline",
        "body.end",
        "media-caption",
        "media-producer",
        "media-reference",
        "byline",
        "dateline",
        "abstract",
        "distributor",
    ],
    subheads: &[],
    escaped: true,
};

/// Fills in an article from a `nitf` element; what is set already stays.
pub(crate) fn read(nitf: Element<'_>, article: &mut Article) {
    let body = nitf.child("body").unwrap_or(nitf);
    if let Some(head) = nitf.child("head") {
        read_head(head, article);
    }
    if let Some(head) = body.child("body.head").or_else(|| body.find("hedline")) {
        read_body_head(head, article);
    }
    if article.headline.is_none()
        && let Some(title) = nitf.at("head/title")
    {
        story::set_headline(article, title);
    }
    let content = body.child("body.content").unwrap_or(body);
    article.paragraphs = paragraphs(content);
    article.language = article.language.take().or_else(|| {
        crate::field::language::tag(&nitf.attribute("lang").or_else(|| nitf.attribute("baselang"))?)
    });
}

/// The running text: of the full text where the corpus marks it, for its lead paragraph repeats the start.
fn paragraphs(content: Element<'_>) -> Vec<offwire_article::Paragraph> {
    let class =
        |name: &'static str| move |block: &Element<'_>| block.attribute("class").as_deref() == Some(name);
    let mut full = content.children("block").filter(class("full_text")).peekable();
    let mut paragraphs: Vec<_> = if full.peek().is_some() {
        full.flat_map(|block| flow(block, BODY)).collect()
    } else {
        let is_lead = class("lead_paragraph");
        let mut blocks = content.elements().filter(|e| !is_lead(e)).peekable();
        if blocks.peek().is_some() && content.children("block").any(|b| is_lead(&b)) {
            blocks.flat_map(|block| flow(block, BODY)).collect()
        } else {
            flow(content, BODY)
        }
    };
    // Papers of the 1980s open with the lead and print it again.
    let repeats = match paragraphs.as_slice() {
        [first, second, ..] => {
            first.text.strip_prefix("LEAD:").is_some_and(|lead| second.text.starts_with(lead.trim()))
        }
        _ => false,
    };
    if repeats {
        paragraphs.remove(0);
    }
    paragraphs
}

fn read_head(head: Element<'_>, article: &mut Article) {
    if let Some(docdata) = head.child("docdata") {
        read_docdata(docdata, article);
    }
    let mut print = Print::default();
    let mut day: [Option<String>; 3] = [None, None, None];
    for meta in head.children("meta") {
        let (Some(name), Some(content)) = (meta.attribute("name"), meta.attribute("content")) else {
            continue;
        };
        match name.as_str() {
            "print_section" => article.section = article.section.take().or(Some(content)),
            "dsk" => article.section = Some(content),
            "print_page_number" => print.page = Some(content),
            "print_column" => print.column = Some(content),
            "slug" => story::wire(article).slug = Some(content),
            "publication_year" => day[0] = Some(content),
            "publication_month" => day[1] = Some(content),
            "publication_day_of_month" => day[2] = Some(content),
            "category" | "categoria" if content.len() <= 12 => story::wire(article).category = Some(content),
            "prioridad" | "priority" if content.len() <= 2 => story::wire(article).priority = Some(content),
            _ => {}
        }
    }
    let pubdata = head.child("pubdata");
    story::set_published(article, pubdata.and_then(|p| p.attribute("date.publication")));
    let [year, month, date] = day.map(|part| part.and_then(|p| p.parse::<i16>().ok()));
    if article.published.is_none()
        && let (Some(year), Some(month), Some(date)) = (year, month, date)
    {
        let (month, date) = (u8::try_from(month).unwrap_or(0), u8::try_from(date).unwrap_or(0));
        article.published = NewsDate::from_day(year, month, date).ok();
    }
    article.url = article.url.take().or_else(|| pubdata?.attribute("ex-ref"));
    let position = |name: &str| pubdata?.attribute(name);
    article.section = article.section.take().or_else(|| position("position.section"));
    let is_page = |page: &String| page.len() <= 6 && page.bytes().any(|b| b.is_ascii_digit());
    print.page = print.page.or_else(|| position("position.sequence").filter(is_page));
    if print.page.is_some() || print.column.is_some() {
        print.title = pubdata.and_then(|p| p.attribute("name"));
        print.issue_date = article.published.map(NewsDate::date_only);
        article.print = Some(print);
    }
    for subject in head.all_named("tobject.subject") {
        story::add(&mut article.topics, subject.attribute("tobject.subject.refnum"));
    }
}

fn read_docdata(docdata: Element<'_>, article: &mut Article) {
    let attribute = |element: &str, name: &str| docdata.find(element)?.attribute(name);
    story::set_published(article, attribute("date.issue", "norm"));
    story::set_published(article, attribute("date.release", "norm"));
    let standing = docdata.attribute("management-status");
    article.status = standing.as_deref().and_then(story::status);
    if article.status == Some(Status::Embargoed) {
        article.embargo = attribute("date.release", "norm").and_then(|date| super::when::read(&date));
    }
    if let Some(slug) = attribute("du-key", "key") {
        story::wire(article).slug = Some(slug);
    }
    if let Some(urgency) = attribute("urgency", "ed-urg") {
        story::wire(article).priority = Some(urgency);
    }
    for keyword in docdata.all_named("keyword") {
        story::add(&mut article.keywords, keyword.attribute("key"));
    }
    for place in docdata
        .all_named("evloc")
        .chain(docdata.all_named("identified-content").flat_map(|i| i.children("location")))
    {
        story::add(&mut article.places, place.attribute("city").or_else(|| place.text()));
    }
    for content in docdata.all_named("identified-content") {
        content.children("person").for_each(|person| story::add(&mut article.people, person.text()));
        content.children("org").for_each(|org| story::add(&mut article.organisations, org.text()));
        for classifier in content.children("classifier") {
            let list = match classifier.attribute("type").as_deref() {
                Some("descriptor" | "general_descriptor") => &mut article.keywords,
                _ => &mut article.topics,
            };
            story::add(list, classifier.text());
        }
    }
    let holder = attribute("doc.copyright", "holder");
    let year = attribute("doc.copyright", "year");
    article.agency =
        article.agency.take().or_else(|| crate::field::agency::agency(holder.as_deref()?).map(str::to_owned));
    article.rights = holder.map(|holder| year.map_or(holder.clone(), |year| format!("{holder}, {year}")));
}

fn read_body_head(head: Element<'_>, article: &mut Article) {
    if article.headline.is_none() {
        let lines = head.find("hedline").into_iter().flat_map(|h| h.elements().collect::<Vec<_>>());
        let printed = |e: &Element<'_>| e.attribute("class").as_deref() != Some("online_headline");
        for line in lines.filter(printed) {
            if line.is("hl1") && article.headline.is_none() {
                story::set_headline(article, line);
            } else if line.is("hl2") {
                story::add(&mut article.subheads, line.text());
            }
        }
    }
    if article.authors.is_empty() {
        read_byline(head, article);
    }
    if let Some(line) = head.child("dateline") {
        let location = line.find("location");
        let words = line.text().unwrap_or_default();
        let is_all = location.and_then(Element::text).is_some_and(|location| location == words);
        let place = location.and_then(place);
        if !is_all
            && words.chars().any(char::is_alphabetic)
            && !words.starts_with(|c: char| c.is_ascii_digit())
        {
            story::set_dateline(article, &words);
        }
        if article.dateline.is_none() && place.is_some() {
            article.dateline = Some(offwire_article::Dateline { place, ..Default::default() });
        }
        story::set_published(article, line.find("story.date").and_then(|date| date.attribute("norm")));
    }
    if article.agency.is_none()
        && let Some(distributor) = head.child("distributor").and_then(Element::text)
    {
        article.agency = story::credit(&distributor);
    }
}

/// A place whose town, state and country are elements, which need nothing between them.
fn place(location: Element<'_>) -> Option<String> {
    let parts: Vec<String> = location.elements().filter_map(Element::text).collect();
    let whole = location.text()?;
    if parts.len() > 1 && parts.concat() == whole { Some(parts.join(", ")) } else { Some(whole) }
}

/// One byline of several: as printed, else the first. Its title line is no name.
fn read_byline(head: Element<'_>, article: &mut Article) {
    let lines: Vec<Element<'_>> = head.children("byline").collect();
    let printed = lines.iter().find(|line| line.attribute("class").as_deref() == Some("print_byline"));
    let Some(line) = printed.or_else(|| lines.first()) else { return };
    let people: Vec<Element<'_>> = line.children("person").collect();
    if people.is_empty() {
        let title = line.child("byttl").map(Element::words).unwrap_or_default();
        let words = line.words();
        let words = if title.is_empty() { words } else { words.replacen(&title, "", 1) };
        article.authors = story::people(&words);
        story::mark(article, "authors", *line);
    } else {
        people.into_iter().for_each(|person| story::add(&mut article.authors, person.text()));
    }
}

#[cfg(test)]
mod tests {
    use crate::format::tests::read_one;

    #[test]
    fn a_story_of_a_wire_is_read() {
        let text = r#"<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "http://www.nitf.org/nitf.dtd"><nitf><head><title>slug</title>
            <docdata management-status="usable"><urgency ed-urg="4"/><date.issue norm="19990302T101500+0100"/>
            <key-list><keyword key="Harbour"/></key-list></docdata></head><body><body.head><hedline><hl1>Harbour reopens</hl1>
            <hl2>Ferries run again</hl2></hedline><byline>By Ann Smith<byttl>Shipping Writer</byttl></byline>
            <abstract><p>The harbour reopened.</p></abstract></body.head><body.content>
            <p>The harbour reopened on <location>Monday</location>.</p><hl2>Ferries</hl2><p>They run.</p>
            <media><media-caption>A boat</media-caption></media></body.content>
            <body.end><tagline>desk/as</tagline></body.end></body></nitf>"#;
        let article = read_one(text.as_bytes());
        assert_eq!(article.source.as_ref().unwrap().format, "nitf");
        assert_eq!(article.headline.as_deref(), Some("Harbour reopens"));
        assert_eq!(article.subheads, ["Ferries run again"]);
        assert_eq!(article.authors, ["Ann Smith"]);
        assert_eq!(article.published.unwrap().to_string(), "1999-03-02T10:15:00+01:00");
        let texts: Vec<_> = article.paragraphs.iter().map(|p| p.text.as_str()).collect();
        assert_eq!(texts, ["The harbour reopened on Monday.", "Ferries", "They run."]);
    }

    #[test]
    fn escaped_markup_in_a_paragraph_is_markup() {
        let text = "<nitf><body><body.content><p>The ferries run, and 3 &lt; 5.</p>\
            <p>&lt;div class=\"embed\"&gt;&lt;/div&gt;&lt;script src=\"https://example.org/a.js\"&gt;&lt;/script&gt;</p>\
            <p>&lt;p&gt;The pier &lt;b&gt;stays&lt;/b&gt; shut.&lt;/p&gt;</p></body.content></body></nitf>";
        let article = read_one(text.as_bytes());
        assert_eq!(article.body(), "The ferries run, and 3 < 5.\n\nThe pier stays shut.");
        let start = text.find("The pier").unwrap() as u64;
        assert_eq!(article.paragraphs[1].source[0].start, start);
    }

    #[test]
    fn a_lead_that_is_printed_twice_is_given_once() {
        let text = r#"<nitf><head><meta name="print_page_number" content="4"/><meta name="print_column" content="2"/>
            <pubdata date.publication="19870101T000000" name="The Harbour Times"/></head><body><body.head><hedline><hl1>A</hl1></hedline>
            <byline class="print_byline">By BO LIND</byline><byline class="normalized_byline">Lind, Bo</byline></body.head>
            <body.content><block class="lead_paragraph"><p>LEAD: One two.</p></block>
            <block class="full_text"><p>LEAD: One two.</p><p>One two.</p><p>Three.</p></block></body.content></body></nitf>"#;
        let article = read_one(text.as_bytes());
        assert_eq!(article.paragraphs.len(), 2);
        assert_eq!(article.authors.len(), 1);
        let print = article.print.unwrap();
        assert_eq!((print.page.as_deref(), print.column.as_deref()), (Some("4"), Some("2")));
        assert_eq!(article.published.unwrap().to_string(), "1987-01-01");
    }

    #[test]
    fn where_a_story_was_printed_and_its_slug_are_kept() {
        let text = r#"<nitf><head><docdata><date.issue norm="20050315T082200-0500"/><du-key key="BRIDGE-WORK"/></docdata>
            <pubdata type="print" name="The Daily Harbour" position.section="Metro" position.sequence="A12"/></head><body><body.head><hedline><hl1>Bridge repair set</hl1></hedline>
            <dateline><location><city>Paris</city><country>France</country></location></dateline></body.head><body.content><p>The bridge will be repaired in May.</p></body.content></body></nitf>"#;
        let article = read_one(text.as_bytes());
        let print = article.print.unwrap();
        assert_eq!((print.title.as_deref(), print.page.as_deref()), (Some("The Daily Harbour"), Some("A12")));
        assert_eq!(article.section.as_deref(), Some("Metro"));
        assert_eq!(article.wire.unwrap().slug.as_deref(), Some("BRIDGE-WORK"));
        assert_eq!(article.dateline.unwrap().place.as_deref(), Some("Paris, France"));
    }
}
