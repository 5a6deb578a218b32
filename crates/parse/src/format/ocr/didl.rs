//! MPEG-21 DIDL of the Dutch national library: an issue with the texts of its articles beside it.

use super::bundle::{self, File};
use super::{Issue, article};
use crate::format::{Family, Format, FormatInfo, Parsed, Record, Reject, blocks, story, when};
use crate::markup::{Element, Tree};
use crate::sniff::Head;
use crate::{Article, Reason};
use offwire_article::Paragraph;

/// See the module.
pub(crate) struct Didl;

impl Format for Didl {
    fn info(&self) -> &'static FormatInfo {
        &FormatInfo {
            name: "didl",
            title: "KB DIDL issues with article texts",
            family: Family::Newspaper,
            recognised: "root element DIDL, or an OAI answer that holds one",
            example: "didl.xml and DDD_010179815_0001_articletext.xml",
            kept: "one article for each item with a text: headline, kind as section, paper, day of issue, page, confidence, language, paragraphs",
            not_kept: "positions, pictures, copies in ALTO and PDF",
        }
    }

    fn recognise(&self, head: &Head<'_>) -> bool {
        // The texts beside an issue are files of their own, which may be all that is left.
        // Collections of web pages wrap each page in an element of the same name.
        let is_text = head.root_is(&["text"]) && head.has("<p>") && !head.has("<html") && !head.has("<body");
        is_text || head.root_is(&["DIDL"]) || (head.root_is(&["OAI-PMH"]) && head.has("<didl:DIDL"))
    }

    fn parse(&self, record: &Record<'_>) -> Parsed {
        let files = bundle::files(record.bytes());
        let Some(head) = files.first() else { return Vec::new() };
        let tree = Tree::of_bytes(head.bytes);
        let Some(root) = tree.root() else {
            return vec![Err(Reject::new(Reason::Malformed, "no DIDL in it"))];
        };
        if root.is("text") {
            let mut alone = article(&[], &super::issue_of(&record.item.origin), None);
            alone.headline = root.child("title").and_then(Element::text);
            alone.paragraphs = root.children("p").filter_map(|p| paragraph(p, 0)).collect();
            return vec![Ok(alone)];
        }
        let issue = issue(root);
        let items: Vec<Element<'_>> =
            root.all_named("Item").filter(|item| text_of(*item).is_some()).collect();
        let found: Parsed =
            items.iter().filter_map(|item| read(*item, root, &files, &issue)).map(Ok).collect();
        if !found.is_empty() {
            return found;
        }
        match whole(&files, &issue) {
            found if found.is_empty() => {
                vec![Err(Reject::new(Reason::NoArticle, "the texts of the issue are not beside it"))]
            }
            found => found,
        }
    }
}

/// An issue without articles of its own (a bulletin): its text files, or its pages in ALTO.
fn whole(files: &[File<'_>], issue: &Issue) -> Parsed {
    let rest = files.get(1..).unwrap_or_default();
    let mut texts: Vec<&File<'_>> = rest.iter().filter(|f| f.name.contains("alto")).collect();
    if texts.is_empty() {
        texts = rest.iter().filter(|f| f.name.contains("ocr")).collect();
    }
    texts.into_iter().filter_map(|file| page(file, issue)).map(Ok).collect()
}

fn page(file: &File<'_>, issue: &Issue) -> Option<Article> {
    let tree = Tree::of_bytes(file.bytes);
    let blocks: Vec<_> =
        tree.document().all_named("Page").flat_map(|page| super::alto::blocks(page, file.start)).collect();
    let mut found = article(&blocks.iter().collect::<Vec<_>>(), issue, None);
    if found.paragraphs.is_empty() {
        found.paragraphs = tree.document().all_named("p").filter_map(|p| paragraph(p, file.start)).collect();
    }
    (!found.paragraphs.is_empty()).then_some(found)
}

fn issue(root: Element<'_>) -> Issue {
    let first = |name: &str| root.find(name).and_then(Element::text);
    let languages: Vec<String> = root
        .find("dcx")
        .into_iter()
        .flat_map(|m| m.children("language").filter_map(Element::text).collect::<Vec<_>>())
        .collect();
    // An issue that names two languages does not say which text is in which.
    let language = if languages.len() == 1 { languages.first().and_then(|tag| tag_of(tag)) } else { None };
    Issue {
        title: first("title"),
        date: first("date").as_deref().and_then(when::read),
        language,
        rights: None,
    }
}

fn tag_of(tag: &str) -> Option<String> {
    match tag {
        "dut" | "nld" => Some("nl".into()),
        "fre" | "fra" => Some("fr".into()),
        "ger" | "deu" => Some("de".into()),
        "eng" => Some("en".into()),
        other => crate::field::language::tag(other),
    }
}

/// The text file of an item's own components.
fn text_of(item: Element<'_>) -> Option<String> {
    let resources = item.children("Component").flat_map(|component| component.children("Resource"));
    let mut names = resources.filter_map(|r| r.attribute("filename").or_else(|| r.attribute("ref")));
    names.find(|name| name.contains("articletext") || name.ends_with("ocr.xml"))
}

/// The page on which an article begins: the one that places an item of its number.
fn page_of<'t>(item: Element<'t>, root: Element<'t>) -> Option<Element<'t>> {
    let own = item.attribute("identifier")?;
    let placed = root.all_named("Item").find(|i| i.attribute("article_id").as_deref() == Some(own.as_str()));
    placed.and_then(Element::parent).or_else(|| item.parent())
}

fn read(item: Element<'_>, root: Element<'_>, files: &[File<'_>], issue: &Issue) -> Option<Article> {
    let file = bundle::find(files, &text_of(item)?)?;
    let on = page_of(item, root);
    let tree = Tree::of_bytes(file.bytes);
    let text = tree.root()?;
    let page = on.and_then(|page| page.find("nativePageNumber")).and_then(Element::text);
    let mut found = article(&[], issue, page);
    found.headline = text.child("title").and_then(Element::text);
    found.paragraphs = text.children("p").filter_map(|p| paragraph(p, file.start)).collect();
    found.section = item.find("subject").and_then(Element::text);
    let confidence = item
        .parent()
        .and_then(|page| page.find("OCRConfidencelevel"))
        .and_then(Element::text)
        .and_then(|c| c.parse::<f32>().ok());
    if let (Some(print), Some(confidence)) = (&mut found.print, confidence) {
        print.confidence = Some(confidence);
        found.quality.get_or_insert_default().score = Some(confidence);
    }
    if found.headline.is_none() && found.paragraphs.is_empty() {
        return None;
    }
    if let Some(title) = text.child("title").and_then(Element::text_span) {
        let span = offwire_article::Span::new(title.start + file.start, title.end + file.start);
        found.field_sources.insert("headline".into(), vec![span]);
    }
    found.headline = found.headline.take().filter(|h| !story::is_placeholder(h));
    Some(found)
}

/// A paragraph of a text file, with ranges in the record.
fn paragraph(element: Element<'_>, base: u64) -> Option<Paragraph> {
    let mut paragraph = blocks::whole(&element.mapped())?;
    for span in &mut paragraph.source {
        *span = offwire_article::Span::new(span.start + base, span.end + base);
    }
    Some(paragraph)
}

#[cfg(test)]
mod tests {
    use super::super::bundle;
    use crate::{Origin, ParseOptions, Parser, RawItem};

    #[test]
    fn items_give_the_texts_beside_them() {
        let head = r#"<didl:DIDL><didl:Item><dcx><dc:title>De Haven</dc:title><dc:date>1813-11-16</dc:date><dc:language xsi:type="x">nl</dc:language></dcx>
            <didl:Item><ddd:nativePageNumber>1</ddd:nativePageNumber><ddd:OCRConfidencelevel>0.703</ddd:OCRConfidencelevel>
            <didl:Item ddd:article_id="x:a1"/></didl:Item><didl:Item dc:identifier="x:a1"><didl:Component><didl:Resource ref="http://x/a1:ocr" dcx:filename="X_0001_articletext.xml"/></didl:Component><dc:subject>advertentie</dc:subject></didl:Item></didl:Item></didl:DIDL>"#;
        let text = "<text><title>Haven open</title><p>De haven is &quot;open&quot;.</p></text>";
        let bytes =
            bundle::pack(&[("didl.xml".into(), head.into()), ("X_0001_articletext.xml".into(), text.into())])
                .unwrap();
        let item =
            RawItem { origin: Origin::file("didl.xml"), bytes, format: Some("didl"), ..RawItem::default() };
        let article = Parser::new(ParseOptions::default()).parse(&item).remove(0).unwrap();
        assert_eq!(article.headline.as_deref(), Some("Haven open"));
        assert_eq!(article.body(), "De haven is \"open\".");
        assert_eq!(
            (article.section.as_deref(), article.language.as_deref()),
            (Some("advertentie"), Some("nl"))
        );
        let print = article.print.unwrap();
        assert_eq!((print.page.as_deref(), print.confidence), (Some("1"), Some(0.703)));
        assert_eq!(
            article.paragraphs[0].source[0].cut(&item.bytes).unwrap(),
            b"De haven is &quot;open&quot;."
        );
    }
}
