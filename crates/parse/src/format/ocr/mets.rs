//! METS issues with their ALTO pages: articles by the issue's logical structure.

use super::bundle::{self, File};
use super::{Block, Issue, alto, article, date_of_name};
use crate::format::{Family, Format, FormatInfo, Parsed, Record, Reject, story, when};
use crate::markup::{Element, Tree};
use crate::sniff::Head;
use crate::{Article, Reason};
use offwire_article::Paragraph;
use std::collections::HashMap;

/// See the module.
pub(crate) struct Mets;

/// Types of divisions that are articles by themselves.
const ARTICLES: &[&str] =
    &["article", "advertisement", "ad", "notice", "letter", "death_notice", "weather", "obituary"];
/// Types of divisions that hold a headline.
const HEADINGS: &[&str] = &["heading", "title", "headline", "subtitle", "overline", "motto"];

impl Format for Mets {
    fn info(&self) -> &'static FormatInfo {
        &FormatInfo {
            name: "mets",
            title: "METS issues with ALTO pages",
            family: Family::Newspaper,
            recognised: "root element mets; its pages are read from beside it",
            example: "18400221_01-METS.xml and ALTO/00001.xml",
            kept: "one article for each article of the logical structure, over blocks and pages: headline, paragraphs, paper, day of issue, page, confidence, language",
            not_kept: "positions, pictures, title sections, what no article holds, articles without words",
        }
    }

    fn recognise(&self, head: &Head<'_>) -> bool {
        head.root_is(&["mets", "METS"])
    }

    fn parse(&self, record: &Record<'_>) -> Parsed {
        let files = bundle::files(record.bytes());
        let Some(head) = files.first() else { return Vec::new() };
        let tree = Tree::of_bytes(head.bytes);
        let Some(root) = tree.root() else {
            return vec![Err(Reject::new(Reason::Malformed, "no METS in it"))];
        };
        if files.len() < 2 {
            return vec![Err(Reject::new(Reason::NoArticle, "the pages of the issue are not beside it"))];
        }
        let pages = pages(root, &files);
        let name = record.item.origin.name();
        let issue = issue(root, name, record.item.origin.folder());
        let divisions = articles(root);
        let found: Parsed =
            divisions.iter().filter_map(|division| read(*division, root, &pages, &issue)).map(Ok).collect();
        if found.is_empty() { whole_pages(&pages, &issue) } else { found }
    }
}

/// A page's blocks by the id of its file.
struct Page {
    number: String,
    blocks: Vec<Block>,
}

fn pages(root: Element<'_>, files: &[File<'_>]) -> HashMap<String, Page> {
    let mut pages = HashMap::new();
    for file in root.all_named("file") {
        let (Some(id), Some(href)) =
            (file.attribute("ID"), file.find("FLocat").and_then(|l| l.attribute("href")))
        else {
            continue;
        };
        let Some(content) = bundle::find(files.get(1..).unwrap_or_default(), &href) else { continue };
        let tree = Tree::of_bytes(content.bytes);
        let Some(page) = tree.document().find("Page") else { continue };
        // Image numbers begin anew in each file of some issues: pages are counted in the order of the issue.
        let number = (pages.len() + 1).to_string();
        pages.insert(id, Page { number, blocks: alto::blocks(page, content.start) });
    }
    pages
}

/// Title and day of the issue; where the metadata have placeholders, the day is the file name's.
fn issue(root: Element<'_>, name: &str, folder: &str) -> Issue {
    let is_article = |element: &Element<'_>| {
        let mut around = element.parent();
        while let Some(up) = around {
            if up.is("dmdSec") {
                return up.attribute("ID").is_some_and(|id| id.to_ascii_lowercase().contains("article"));
            }
            around = up.parent();
        }
        false
    };
    let of_issue = |name: &str| {
        root.all_named(name)
            .filter(|e| !is_article(e))
            .find_map(Element::text)
            .filter(|t| !story::is_placeholder(t))
    };
    let label = root.attribute("LABEL").filter(|label| !story::is_placeholder(label));
    let date = of_issue("dateIssued").or_else(|| of_issue("date")).as_deref().and_then(when::read);
    let date = date
        .or_else(|| label.as_deref().and_then(date_of_name))
        .or_else(|| date_of_name(name))
        .or_else(|| date_of_name(folder));
    let language = root
        .all_named("languageTerm")
        .find_map(Element::text)
        .and_then(|tag| crate::field::language::tag(&tag));
    Issue { title: of_issue("title").or(label), date, language, rights: None }
}

/// The divisions that are articles, in the order of the structure; one inside another belongs to the outer.
fn articles(root: Element<'_>) -> Vec<Element<'_>> {
    let maps: Vec<Element<'_>> = root.all_named("structMap").collect();
    let logical =
        maps.iter().find(|map| map.attribute("TYPE").is_some_and(|t| t.eq_ignore_ascii_case("logical")));
    let mut found = Vec::new();
    if let Some(map) = logical.or_else(|| maps.first()) {
        walk(*map, &mut found, 0);
    }
    found
}

fn walk<'t>(element: Element<'t>, found: &mut Vec<Element<'t>>, depth: usize) {
    for division in element.children("div").take_while(|_| depth < 60) {
        let kind = division.attribute("TYPE").unwrap_or_default().to_ascii_lowercase();
        if ARTICLES.contains(&kind.as_str()) {
            found.push(division);
        } else {
            walk(division, found, depth + 1);
        }
    }
}

/// An article out of its areas, in their order.
fn read(
    division: Element<'_>,
    root: Element<'_>,
    pages: &HashMap<String, Page>,
    issue: &Issue,
) -> Option<Article> {
    let mut blocks: Vec<&Block> = Vec::new();
    let mut headings: Vec<&Block> = Vec::new();
    let mut page: Option<String> = None;
    let linked = linked(division, root);
    let mut pieces: Vec<Block> = Vec::new();
    for area in division.all_named("area").chain(linked.iter().flat_map(|div| div.all_named("area"))) {
        let (Some(file), Some(begin)) = (area.attribute("FILEID"), area.attribute("BEGIN")) else { continue };
        let Some(found) = pages.get(&file) else { continue };
        page.get_or_insert_with(|| found.number.clone());
        if let Some(block) = found.blocks.iter().find(|b| b.id == begin) {
            if is_heading(area, division) && blocks.is_empty() {
                headings.push(block)
            } else {
                blocks.push(block)
            }
        } else if let Some(piece) = words(found, &begin, area.attribute("END").as_deref()) {
            pieces.push(piece);
        }
    }
    blocks.extend(pieces.iter());
    let mut article = article(&blocks, issue, page);
    let printed: Vec<String> = headings.iter().map(|block| block.words()).filter(|w| !w.is_empty()).collect();
    let (title, language) = metadata(division, root);
    article.language = language.or(article.language);
    let label =
        division.attribute("LABEL").filter(|label| !story::is_placeholder(label) && !label.ends_with("..."));
    article.headline = title.or(label).or_else(|| printed.first().cloned());
    if let Some(heading) = headings.first() {
        let spans = super::paragraphs(heading).into_iter().flat_map(|p| p.source).collect();
        article.field_sources.insert("headline".into(), spans);
    }
    for line in printed.into_iter().skip(1) {
        story::add(&mut article.subheads, Some(line));
    }
    if article.paragraphs.is_empty() {
        // An article that is a heading alone still has its words.
        article.paragraphs =
            headings.iter().flat_map(|block| super::paragraphs(block)).collect::<Vec<Paragraph>>();
    }
    let kind = division.attribute("TYPE").unwrap_or_default().to_ascii_lowercase();
    if kind != "article" {
        article.section = Some(kind.replace('_', " "));
    }
    (!article.paragraphs.is_empty()).then_some(article)
}

/// Divisions of the physical structure that the issue links to an article.
fn linked<'t>(division: Element<'_>, root: Element<'t>) -> Vec<Element<'t>> {
    let Some(id) = division.attribute("ID") else { return Vec::new() };
    let target =
        |locator: &Element<'_>| locator.attribute("href").map(|href| href.trim_start_matches('#').to_owned());
    let mut found = Vec::new();
    for group in root.all_named("smLinkGrp") {
        let targets: Vec<String> = group.children("smLocatorLink").filter_map(|l| target(&l)).collect();
        if targets.contains(&id) {
            let others = targets.iter().filter(|other| **other != id);
            found.extend(others.filter_map(|other| {
                root.all_named("div").find(|d| d.attribute("ID").as_ref() == Some(other))
            }));
        }
    }
    found
}

/// The words of a page from one to another, line by line.
fn words(page: &Page, begin: &str, end: Option<&str>) -> Option<Block> {
    let mut piece = Block::default();
    let mut inside = false;
    for line in page.blocks.iter().flat_map(|block| &block.lines) {
        let mut kept = super::Line { left: line.left, hyphen: line.hyphen, ..super::Line::default() };
        for word in &line.words {
            inside |= word.id.as_deref() == Some(begin);
            if inside {
                kept.words.push(word.clone());
            }
            if inside && word.id.as_deref() == end {
                piece.lines.push(kept);
                return Some(piece);
            }
        }
        if !kept.words.is_empty() {
            piece.lines.push(kept);
        }
    }
    inside.then_some(piece)
}

/// Whether a division between the area and its article is a heading.
fn is_heading(area: Element<'_>, article: Element<'_>) -> bool {
    let mut around = area.parent();
    while let Some(up) = around.filter(|up| up.span() != article.span()) {
        let kind = up.attribute("TYPE").unwrap_or_default().to_ascii_lowercase();
        if HEADINGS.contains(&kind.as_str()) {
            return true;
        }
        around = up.parent();
    }
    false
}

/// Title and language of an article's own metadata.
fn metadata(division: Element<'_>, root: Element<'_>) -> (Option<String>, Option<String>) {
    let ids = division.attribute("DMDID").unwrap_or_default();
    let section = root
        .children("dmdSec")
        .find(|s| s.attribute("ID").is_some_and(|id| ids.split(' ').any(|wanted| wanted == id)));
    let Some(section) = section else { return (None, None) };
    let title = section.find("titleInfo").and_then(|info| {
        let parts: Vec<String> =
            [info.text_at("nonSort"), info.text_at("title")].into_iter().flatten().collect();
        Some(parts.join(" ")).filter(|t| !t.is_empty() && !story::is_placeholder(t))
    });
    let language = section
        .find("languageTerm")
        .and_then(Element::text)
        .and_then(|tag| crate::field::language::tag(&tag));
    (title, language)
}

/// An issue without articles in its structure: one article a page.
fn whole_pages(pages: &HashMap<String, Page>, issue: &Issue) -> Parsed {
    let mut ordered: Vec<(&String, &Page)> = pages.iter().collect();
    ordered.sort_by(|a, b| a.0.cmp(b.0));
    let mut found = Vec::new();
    for (_, page) in ordered {
        let blocks: Vec<&Block> = page.blocks.iter().collect();
        let mut article = article(&blocks, issue, Some(page.number.clone()));
        article.note("a whole page: articles are not told apart");
        if !article.paragraphs.is_empty() {
            found.push(Ok(article));
        }
    }
    if found.is_empty() { vec![Err(Reject::new(Reason::NoArticle, "an issue without words"))] } else { found }
}

#[cfg(test)]
mod tests {
    use crate::{Origin, ParseOptions, Parser, Siblings};
    use std::io::{Cursor, Read};
    use std::sync::Arc;

    const METS: &str = r#"<mets:mets xmlns:mets="http://www.loc.gov/METS/" xmlns:mods="m" xmlns:xlink="x"><mets:dmdSec ID="ISSUE"><mods:titleInfo><mods:title>The Harbour Times</mods:title></mods:titleInfo>
        <mods:dateIssued>1824-02-17</mods:dateIssued></mets:dmdSec><mets:dmdSec ID="art1"><mods:titleInfo><mods:title>COAL DUTIES.</mods:title></mods:titleInfo></mets:dmdSec>
        <mets:fileSec><mets:file ID="p1"><mets:FLocat xlink:href="file://./ALTO/1.xml"/></mets:file><mets:file ID="p2"><mets:FLocat xlink:href="ALTO/2.xml"/></mets:file></mets:fileSec>
        <mets:structMap TYPE="LOGICAL"><mets:div TYPE="ISSUE"><mets:div TYPE="SECTION"><mets:div TYPE="ARTICLE" DMDID="art1"><mets:div TYPE="HEADING"><mets:fptr><mets:area FILEID="p1" BEGIN="h1" BETYPE="IDREF"/></mets:fptr></mets:div>
        <mets:div TYPE="BODY"><mets:fptr><mets:area FILEID="p1" BEGIN="b1"/></mets:fptr><mets:fptr><mets:area FILEID="p2" BEGIN="b1"/></mets:fptr></mets:div></mets:div></mets:div></mets:div></mets:structMap></mets:mets>"#;

    fn page(number: u8, blocks: &[(&str, &str)]) -> String {
        let blocks: String = blocks.iter().map(|(id, word)| format!("<TextBlock ID=\"{id}\"><TextLine><String CONTENT=\"{word}\" WC=\"0.{number}\"/></TextLine></TextBlock>")).collect();
        format!("<alto><Layout><Page PHYSICAL_IMG_NR=\"{number}\">{blocks}</Page></Layout></alto>")
    }

    struct Folder;
    impl Siblings for Folder {
        fn open(&self, relative: &str) -> Option<Box<dyn Read + Send>> {
            let text = match relative {
                "../x-mets.xml" => METS.to_owned(),
                "ALTO/1.xml" => page(1, &[("h1", "DUTIES"), ("b1", "Harbour")]),
                "ALTO/2.xml" => page(2, &[("b1", "Ferries")]),
                _ => return None,
            };
            Some(Box::new(Cursor::new(text.into_bytes())))
        }
        fn list(&self, folder: &str) -> Vec<String> {
            if folder == "../" { vec!["x-mets.xml".into()] } else { Vec::new() }
        }
    }

    #[test]
    fn an_issue_comes_once_with_its_pages() {
        let parser = Parser::new(ParseOptions::default());
        let items: Vec<_> = parser
            .items(Box::new(METS.as_bytes()), Origin::file("x-mets.xml"))
            .among(Arc::new(Folder))
            .collect();
        assert_eq!(items.len(), 1);
        let item = items[0].as_ref().unwrap();
        let articles = parser.parse(item);
        let article = articles[0].as_ref().unwrap();
        assert_eq!(article.headline.as_deref(), Some("COAL DUTIES."));
        assert_eq!(article.body(), "Harbour\n\nFerries");
        assert_eq!(article.print.as_ref().unwrap().title.as_deref(), Some("The Harbour Times"));
        assert_eq!(article.published.unwrap().to_string(), "1824-02-17");
        assert_eq!(article.paragraphs[1].source[0].cut(&item.bytes).unwrap(), b"Ferries");
        // The page by itself gives nothing more.
        let text = page(1, &[("b1", "Harbour")]);
        let bytes = Cursor::new(text.into_bytes());
        let items: Vec<_> =
            parser.items(Box::new(bytes), Origin::file("ALTO/1.xml")).among(Arc::new(Folder)).collect();
        assert!(items.is_empty(), "{items:?}");
    }
}
