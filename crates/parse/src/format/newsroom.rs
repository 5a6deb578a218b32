//! XML of single newsrooms that follows no standard: Ritzau's web service, the Canadian Press, Solita releases.

use super::{Family, Format, FormatInfo, Parsed, Record, Reject, html_text, story};
use crate::markup::{Element, Rules, Tree};
use crate::sniff::Head;
use crate::{Article, Reason};

/// See the module.
pub(crate) struct Newsroom;

impl Format for Newsroom {
    fn info(&self) -> &'static FormatInfo {
        &FormatInfo {
            name: "newsroom",
            title: "XML of Ritzau, Canadian Press and release services",
            family: Family::Wire,
            recognised: "elements RBNews, Publish with ContentItem, or release",
            example: "<Publish><ContentItem><Headline>…",
            kept: "headline, subheads, byline, place, date, section, slug, agency, embargo, notes, paragraphs",
            not_kept: "numbers of the system",
        }
    }

    fn recognise(&self, head: &Head<'_>) -> bool {
        let root = head.root();
        let named = |name: &str| root.as_ref().is_some_and(|root| root.name == name);
        head.has("<RBNews")
            || (named("Publish") && head.has("<ContentItem"))
            || (named("release") && head.has("<headline"))
            || (named("releases") && head.has("<release"))
    }

    fn parse(&self, record: &Record<'_>) -> Parsed {
        let tree = match Tree::of(record, Rules::Xml) {
            Ok(tree) => tree,
            Err(reject) => return vec![Err(reject)],
        };
        let items: Vec<Element<'_>> = tree
            .document()
            .descendants()
            .filter(|e| e.is_any(&["RBNews", "ContentItem", "release"]))
            .collect();
        items.into_iter().map(read).collect()
    }
}

/// The first of the children with one of these names that has text.
fn first<'t>(item: Element<'t>, names: &[&str]) -> Option<Element<'t>> {
    names.iter().find_map(|name| item.child(name).filter(|e| e.text().is_some()))
}

fn read(item: Element<'_>) -> Result<Article, Reject> {
    let mut article = Article::default();
    let text = |names: &[&str]| first(item, names).and_then(Element::text);
    if let Some(headline) = first(item, &["headline", "title"]) {
        story::set_headline(&mut article, headline);
    }
    article.headline =
        article.headline.take().map(|words| words.replace("&apos;", "'").replace("&quot;", "\""));
    story::add(&mut article.subheads, text(&["subtitle", "subheadline"]).map(|s| s.replace("&apos;", "'")));
    article.kicker =
        text(&["strapline"]).map(|line| line.trim_matches('-').to_owned()).filter(|line| !line.is_empty());
    if let Some(line) = first(item, &["Byline", "author"]) {
        story::set_authors(&mut article, line);
    }
    story::add(&mut article.places, text(&["town", "Placeline", "city"]));
    story::set_published(&mut article, text(&["PublishDate", "CreatedDateTime", "published", "date"]));
    article.modified = text(&["UpdatedDateTime"]).as_deref().and_then(super::when::read);
    article.embargo = text(&["EmbargoTime"]).as_deref().and_then(super::when::read);
    article.section = text(&["section", "Category"]);
    let credit = text(&["Credit", "Source", "origin"]).map(|c| c.trim_start_matches("Via ").to_owned());
    article.agency = credit.and_then(|credit| story::credit(&credit));
    if let Some(slug) = text(&["SlugProper", "slug"]) {
        story::wire(&mut article).slug = Some(slug);
    }
    if let Some(note) = text(&["UpdateNote"]) {
        article.note(format!("editors' note: {note}"));
    }
    if let Some(content) = first(item, &["content", "ContentText", "body", "text"]) {
        let mapped = content.mapped();
        article.paragraphs = html_text::any(mapped);
        for paragraph in &mut article.paragraphs {
            if paragraph.text.contains("&") {
                paragraph.text =
                    paragraph.text.replace("&apos;", "'").replace("&quot;", "\"").replace("&amp;", "&");
            }
        }
    }
    if article.headline.is_none() && article.paragraphs.is_empty() {
        return Err(Reject::new(Reason::NoArticle, "an item without headline and text"));
    }
    Ok(article)
}

#[cfg(test)]
mod tests {
    use crate::format::tests::{read_all, read_one};

    #[test]
    fn items_of_a_web_service_are_read() {
        let text = "<R><List><RBNews><PublishDate>2018-02-01T18:44:52.973</PublishDate><headline>Harbour&amp;apos;s gates</headline><town>Gdynia</town><origin>Via Ritzau</origin><content>&lt;P&gt;They &amp;amp;amp; we.&lt;/P&gt;&lt;P&gt;Two.&lt;/P&gt;</content></RBNews><RBNews><headline>B</headline><content>One.</content></RBNews></List></R>";
        let all: Vec<_> = read_all(text.as_bytes()).into_iter().map(Result::unwrap).collect();
        assert_eq!(all.len(), 2);
        assert_eq!(all[0].headline.as_deref(), Some("Harbour's gates"));
        assert_eq!(all[0].body(), "They & we.\n\nTwo.");
    }

    #[test]
    fn a_placeholder_is_no_embargo() {
        let text = "<Publish><ContentItem><Headline>Harbour</Headline><Byline>Ann Smith</Byline><EmbargoTime>0001-01-01T00:00:00</EmbargoTime><ContentText>&lt;p&gt;One.&lt;/p&gt;</ContentText></ContentItem></Publish>";
        let article = read_one(text.as_bytes());
        assert_eq!((article.embargo, article.authors), (None, vec!["Ann Smith".to_owned()]));
    }
}
