//! Reuters Corpus volumes 1 and 2: one story a file.

use super::{Family, Format, FormatInfo, Parsed, Record, story};
use crate::Article;
use crate::markup::{Element, Flow, Rules, Tree, flow};
use crate::sniff::Head;

/// See the module.
pub(crate) struct Rcv1;

impl Format for Rcv1 {
    fn info(&self) -> &'static FormatInfo {
        &FormatInfo {
            name: "rcv1",
            title: "Reuters Corpus volumes 1 and 2",
            family: Family::Corpus,
            recognised: "root element newsitem with itemid",
            example: "<newsitem itemid=\"2286\" date=\"1996-08-20\">",
            kept: "headline, byline, dateline, date, countries, topics, industries, rights, paragraphs, language",
            not_kept: "who assigned each code",
        }
    }

    fn recognise(&self, head: &Head<'_>) -> bool {
        head.root().is_some_and(|root| root.name == "newsitem" && root.tag.contains("itemid"))
    }

    fn parse(&self, record: &Record<'_>) -> Parsed {
        let tree = match Tree::of(record, Rules::Xml) {
            Ok(tree) => tree,
            Err(reject) => return vec![Err(reject)],
        };
        tree.root().map(|root| Ok(read(root))).into_iter().collect()
    }
}

fn read(item: Element<'_>) -> Article {
    let mut article = Article { agency: Some("Reuters".into()), ..Article::default() };
    story::set_published(&mut article, item.attribute("date"));
    let published =
        item.all_named("dc").find(|dc| dc.attribute("element").as_deref() == Some("dc.date.published"));
    story::set_published(&mut article, published.and_then(|dc| dc.attribute("value")));
    if let Some(headline) = item.child("headline") {
        story::set_headline(&mut article, headline);
    }
    if let Some(line) = item.child("byline") {
        story::set_authors(&mut article, line);
    }
    if let Some(line) = item.text_at("dateline") {
        story::set_dateline(&mut article, &line);
    }
    article.language = item.attribute("lang").and_then(|tag| crate::field::language::tag(&tag));
    article.rights = item.text_at("copyright");
    for codes in item.all_named("codes") {
        let class = codes.attribute("class").unwrap_or_default();
        let list = if class.contains("countries") { &mut article.places } else { &mut article.topics };
        codes.children("code").for_each(|code| story::add(list, code.attribute("code")));
    }
    if let Some(text) = item.child("text") {
        article.paragraphs = flow(text, Flow { skip: &[], subheads: &[], escaped: false });
    }
    article
}

#[cfg(test)]
mod tests {
    use crate::format::tests::read_one;

    #[test]
    fn a_story_is_read() {
        let text = r#"<?xml version="1.0" encoding="iso-8859-1" ?><newsitem itemid="7" id="root" date="1996-08-20" xml:lang="en">
            <title>MEXICO: Harbour reopens.</title><headline>Harbour reopens.</headline><byline>Ann Smith</byline>
            <dateline>MEXICO CITY 1996-08-20</dateline><text><p>One two.</p><p>Three.</p></text><copyright>(c) Us 1996</copyright>
            <metadata><codes class="bip:countries:1.0"><code code="MEX"/></codes><codes class="bip:topics:1.0"><code code="M11"/></codes></metadata></newsitem>"#;
        let article = read_one(text.as_bytes());
        assert_eq!(article.headline.as_deref(), Some("Harbour reopens."));
        assert_eq!((article.places, article.topics), (vec!["MEX".to_owned()], vec!["M11".to_owned()]));
        assert_eq!(article.paragraphs.len(), 2);
    }
}
