//! XML of no vocabulary that is known: read by the names that elements of stories bear in most of them.

use super::{Family, Format, FormatInfo, Parsed, Record, Reject, blocks, html_text, story};
use crate::markup::{Element, Rules, Tree};
use crate::sniff::Head;
use crate::{Article, Reason};
use offwire_article::Paragraph;

/// See the module.
pub(crate) struct Xml;

/// Names of elements in lower case, without `_`, `-` and `.`.
const HEADLINES: &[&str] = &["headline", "hl1", "hl", "hedline", "title", "head", "heading"];
const TEXTS: &[&str] = &[
    "body",
    "text",
    "content",
    "story",
    "bodytext",
    "articletext",
    "articlebody",
    "fulltext",
    "maintext",
    "copy",
];
const PARAGRAPHS: &[&str] = &["p", "para", "paragraph"];
const DATES: &[&str] = &[
    "published",
    "publicationdate",
    "pubdate",
    "date",
    "publishdate",
    "datepublished",
    "issuedate",
    "created",
];
const AUTHORS: &[&str] = &["byline", "author", "authors", "creator", "reporter"];

impl Format for Xml {
    fn info(&self) -> &'static FormatInfo {
        &FormatInfo {
            name: "xml",
            title: "XML of other vocabularies",
            family: Family::Desk,
            recognised: "an XML declaration or element at the start, and none of the other formats",
            example: "<articles><article><headline>…</headline><body><p>…",
            kept: "elements that hold a headline and a text: headline, date, byline, section, address, paragraphs, by the usual names",
            not_kept: "all other elements",
        }
    }

    fn recognise(&self, head: &Head<'_>) -> bool {
        let text = head.text.as_str();
        let is_element =
            text.strip_prefix('<').is_some_and(|rest| rest.starts_with(|c: char| c.is_alphabetic()));
        text.starts_with("<?xml") || (is_element && text.contains("</") && head.root().is_some())
    }

    fn parse(&self, record: &Record<'_>) -> Parsed {
        let tree = match Tree::of(record, Rules::Xml) {
            Ok(tree) => tree,
            Err(reject) => return vec![Err(reject)],
        };
        let mut stories = Vec::new();
        if let Some(root) = tree.root() {
            collect(root, &mut stories, 0);
        }
        let found: Parsed = stories.into_iter().filter_map(read).map(Ok).collect();
        if found.is_empty() {
            let name = tree.root().map(|root| root.name().into_owned()).unwrap_or_default();
            let detail = format!(
                "XML of no kind that is known, and nothing in it reads like a story: root element `{name}`"
            );
            return vec![Err(Reject::new(Reason::NoArticle, detail))];
        }
        found
    }
}

/// Whether an element bears one of the names, whatever its case and the marks in it.
fn is_named(element: Element<'_>, names: &[&str]) -> bool {
    let bare: String = element
        .name()
        .chars()
        .filter(|c| !matches!(c, '_' | '-' | '.'))
        .map(|c| c.to_ascii_lowercase())
        .collect();
    names.contains(&bare.as_str())
}

fn child<'t>(element: Element<'t>, names: &[&str]) -> Option<Element<'t>> {
    element.elements().find(|child| is_named(*child, names) && child.text().is_some())
}

/// The innermost elements that hold a text, and a headline beside it or around it.
fn collect<'t>(element: Element<'t>, stories: &mut Vec<Element<'t>>, depth: usize) {
    let before = stories.len();
    if depth < 40 {
        let is_text = |child: &Element<'_>| is_named(*child, TEXTS) && !child.is("story");
        for inner in element.elements().filter(|child| !is_text(child)) {
            collect(inner, stories, depth + 1);
        }
    }
    let is_story = child(element, HEADLINES).is_some() && text_of(element).is_some();
    if stories.len() == before && is_story {
        stories.push(element);
    }
}

/// The element that holds the text: one that is named so, or the element itself where it holds paragraphs.
fn text_of(element: Element<'_>) -> Option<Element<'_>> {
    child(element, TEXTS).or_else(|| {
        let holds = element.elements().any(|c| is_named(c, PARAGRAPHS) && c.text().is_some());
        holds.then_some(element)
    })
}

fn read(element: Element<'_>) -> Option<Article> {
    let mut article = Article::default();
    let text = |names: &[&str]| child(element, names).and_then(Element::text);
    if let Some(headline) = child(element, HEADLINES) {
        story::set_headline(&mut article, headline);
    }
    let day = text(DATES).or_else(|| DATES.iter().find_map(|name| element.attribute(name)));
    story::set_published(&mut article, day);
    if let Some(line) = child(element, AUTHORS) {
        story::set_authors(&mut article, line);
    }
    article.section = text(&["section", "category", "desk"]);
    article.url = text(&["url", "link"]).filter(|url| url.contains("://"));
    article.agency = text(&["agency", "source", "credit"]).and_then(|credit| story::credit(&credit));
    article.paragraphs = paragraphs(text_of(element)?);
    (!article.paragraphs.is_empty()).then_some(article)
}

fn paragraphs(text: Element<'_>) -> Vec<Paragraph> {
    let marked: Vec<Paragraph> = text
        .descendants()
        .filter(|e| is_named(*e, PARAGRAPHS))
        .filter_map(|p| blocks::whole(&p.mapped()))
        .collect();
    if !marked.is_empty() {
        return marked;
    }
    let mapped = text.mapped();
    if html_text::is_html(mapped.as_str()) {
        html_text::paragraphs(mapped)
    } else {
        blocks::paragraphs(&mapped)
    }
}

#[cfg(test)]
mod tests {
    use crate::format::tests::{read_all, read_one};

    #[test]
    fn stories_are_found_by_the_names_of_their_parts() {
        let text = "<?xml version=\"1.0\"?><export><title>The Harbour Times</title><story id=\"1\"><Head-Line>Harbour reopens</Head-Line><pub_date>1999-03-02</pub_date><Byline>By Ann Smith</Byline><body><para>The harbour reopened.</para><para>Ferries run.</para></body></story><story id=\"2\"><Head-Line>Ferries run</Head-Line><body>They ran.</body></story></export>";
        let all: Vec<_> = read_all(text.as_bytes()).into_iter().map(Result::unwrap).collect();
        assert_eq!(all.len(), 2);
        assert_eq!(all[0].headline.as_deref(), Some("Harbour reopens"));
        assert_eq!(all[0].published.unwrap().to_string(), "1999-03-02");
        assert_eq!(
            (all[0].authors.as_slice(), all[0].body().as_str()),
            (&["Ann Smith".to_owned()][..], "The harbour reopened.\n\nFerries run.")
        );
        assert_eq!(all[1].body(), "They ran.");
        assert_eq!(all[0].source.as_ref().unwrap().format, "xml");
    }

    #[test]
    fn xml_without_a_story_is_named_and_refused() {
        let all = read_all(b"<?xml version=\"1.0\"?><keyphrase_sets><keyphrase>harbour of the city</keyphrase></keyphrase_sets>");
        let error = all[0].as_ref().unwrap_err();
        assert!(error.to_string().contains("`keyphrase_sets`"), "{error}");
    }

    #[test]
    fn a_piece_of_html_is_html() {
        let page = "<div class=\"story\"><h1>Harbour reopens after storm</h1><p>The harbour of Gdynia reopened on Monday after a storm, its master said.</p><p>Ferries to the outer islands had left by noon, and two more were to follow.</p></div>";
        assert_eq!(read_one(page.as_bytes()).source.unwrap().format, "html");
    }
}
