//! NewsML-G2: news items by themselves, in packages and in messages.

use super::{Family, Format, FormatInfo, Parsed, Record, Reject, nitf, story};
use crate::markup::{Element, Flow, Rules, Tree, flow};
use crate::sniff::Head;
use crate::{Article, Reason};
use offwire_article::{Paragraph, Status};

/// See the module.
pub(crate) struct NewsMlG2;

impl Format for NewsMlG2 {
    fn info(&self) -> &'static FormatInfo {
        &FormatInfo {
            name: "newsmlg2",
            title: "NewsML-G2",
            family: Family::Wire,
            recognised: "root element newsItem, packageItem or newsMessage of the IPTC's namespace",
            example: "<newsMessage xmlns=\"http://iptc.org/std/nar/2006-10-01/\">…",
            kept: "headline, subheads, byline, dateline, dates, slug, status, signals, embargo, urgency, subjects, places, people, organisations, rights, language, inline text",
            not_kept: "editors' notes, packages and their lists, remote content",
        }
    }

    fn recognise(&self, head: &Head<'_>) -> bool {
        let roots =
            ["newsItem", "packageItem", "newsMessage", "knowledgeItem", "conceptItem", "planningItem"];
        head.root_is(&roots)
            && (head.has("iptc.org/std/nar") || head.has("NewsML-G2") || head.has("contentMeta"))
    }

    fn parse(&self, record: &Record<'_>) -> Parsed {
        let tree = match Tree::of(record, Rules::Xml) {
            Ok(tree) => tree,
            Err(reject) => return vec![Err(reject)],
        };
        let items: Vec<Element<'_>> = tree.document().all_named("newsItem").collect();
        if items.is_empty() {
            return vec![Err(Reject::new(
                Reason::NoArticle,
                "no newsItem in it: a package or a list of links",
            ))];
        }
        items.into_iter().map(item).collect()
    }
}

fn item(item: Element<'_>) -> Result<Article, Reject> {
    let mut article = Article::default();
    let meta = item.child("contentMeta");
    if let Some(management) = item.child("itemMeta") {
        read_management(management, meta, &mut article);
    }
    if let Some(meta) = meta {
        read_content(meta, &mut article);
    }
    let holder = item.find("copyrightNotice").and_then(Element::text);
    article.rights = holder.or_else(|| item.find("copyrightHolder")?.attribute("literal"));
    article.paragraphs = body(item, &mut article);
    if article.paragraphs.is_empty() {
        let guid = item.attribute("guid").unwrap_or_default();
        let detail = match article.status {
            Some(Status::Kill) => format!("withdraws {guid}, without text"),
            _ => "a news item without text".into(),
        };
        return Err(Reject::new(Reason::NoArticle, detail));
    }
    Ok(article)
}

fn read_management(management: Element<'_>, meta: Option<Element<'_>>, article: &mut Article) {
    let created = meta.and_then(|m| m.text_at("contentCreated"));
    let version = management.text_at("versionCreated");
    let modified = version.as_deref().and_then(super::when::read);
    for value in [management.text_at("firstCreated"), created, version] {
        story::set_published(article, value);
    }
    article.modified = modified.filter(|date| Some(*date) != article.published);
    let standing =
        management.child("pubStatus").and_then(|s| s.attribute("qcode").or_else(|| s.attribute("literal")));
    article.status = standing.as_deref().and_then(story::status);
    article.embargo = management.text_at("embargoed").and_then(|date| super::when::read(&date));
    for signal in management.children("signal") {
        let code = signal.attribute("qcode").unwrap_or_default();
        let named = match code.as_str() {
            "edStat:U" => Some(Status::Update),
            "edStat:C" => Some(Status::Correction),
            _ => story::status(&code),
        };
        article.status = article.status.or(named);
    }
    if article.embargo.is_some() {
        article.status = article.status.or(Some(Status::Embargoed));
    }
}

fn read_content(meta: Element<'_>, article: &mut Article) {
    for line in meta.children("headline") {
        let role = line.attribute("role").unwrap_or_default();
        if article.headline.is_none() && !role.ends_with("subHeadline") {
            story::set_headline(article, line);
        } else {
            story::add(&mut article.subheads, line.text());
        }
    }
    for line in meta.children("by") {
        let people = story::people(&line.words());
        people.into_iter().for_each(|person| story::add(&mut article.authors, Some(person)));
    }
    if let Some(line) = meta.text_at("dateline").filter(|l| !l.starts_with(|c: char| c.is_ascii_digit())) {
        story::set_dateline(article, &line);
    }
    if let Some(slug) = meta.text_at("slugline") {
        let wire = story::wire(article);
        wire.slug = Some(slug);
    }
    if let Some(urgency) = meta.text_at("urgency") {
        story::wire(article).priority = Some(urgency);
    }
    article.language = meta.child("language").and_then(|l| crate::field::language::tag(&l.attribute("tag")?));
    let credit = meta.text_at("creditline").or_else(|| {
        let source = meta.child("infoSource").or_else(|| meta.child("creator"))?;
        source.attribute("literal").or_else(|| source.text_at("name"))
    });
    if article.agency.is_none() {
        article.agency = credit.as_deref().and_then(crate::field::agency::agency).map(str::to_owned);
    }
    for place in meta.children("located") {
        story::add(&mut article.places, place.text_at("name"));
    }
    for subject in meta.children("subject") {
        let name = subject.text_at("name");
        let kind = subject.attribute("type").unwrap_or_default();
        let list = match kind.rsplit(':').next().unwrap_or_default() {
            "person" => &mut article.people,
            "organisation" => &mut article.organisations,
            "geoArea" | "location" => &mut article.places,
            _ => &mut article.topics,
        };
        story::add(list, name.or_else(|| subject.attribute("qcode")));
    }
    for keyword in meta.children("keyword") {
        story::add(&mut article.keywords, keyword.text());
    }
}

/// The first inline content with text.
fn body(item: Element<'_>, article: &mut Article) -> Vec<Paragraph> {
    const RULES: Flow = Flow {
        skip: &[
            "head", "title", "header", "footer", "media", "hedline", "byline", "dateline", "abstract",
            "body.end",
        ],
        subheads: &[],
        escaped: true,
    };
    let Some(set) = item.child("contentSet") else { return Vec::new() };
    for content in set.elements().filter(|e| e.is_any(&["inlineXML", "inlineData"])) {
        let kind = content.attribute("contenttype").unwrap_or_default();
        if kind.starts_with("image/") || content.attribute("encoding").is_some() {
            continue;
        }
        let paragraphs = if let Some(nitf) = content.child("nitf") {
            let mut inner = Article { headline: article.headline.clone(), ..Article::default() };
            nitf::read(nitf, &mut inner);
            if article.authors.is_empty() {
                article.authors = inner.authors;
            }
            article.headline = article.headline.take().or(inner.headline);
            article.dateline = article.dateline.take().or(inner.dateline);
            inner.paragraphs
        } else if content.elements().next().is_none() {
            super::html_text::any(content.mapped())
        } else {
            html(content, article, RULES)
        };
        if !paragraphs.is_empty() {
            return paragraphs;
        }
    }
    Vec::new()
}

/// The text of an inline page: its main section where it marks one. A heading that repeats the headline goes.
fn html(content: Element<'_>, article: &Article, rules: Flow) -> Vec<Paragraph> {
    let main = content
        .all_named("section")
        .find(|s| s.attribute("class").is_some_and(|c| c.split(' ').any(|c| c == "main")));
    let mut paragraphs = flow(main.unwrap_or(content), rules);
    if paragraphs.first().is_some_and(|first| Some(&first.text) == article.headline.as_ref()) {
        paragraphs.remove(0);
    }
    paragraphs
}

#[cfg(test)]
mod tests {
    use crate::format::tests::{read_all, read_one};

    fn item(status: &str, content: &str) -> String {
        format!(
            "<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'><itemSet><newsItem guid='tag:x' version='2'><itemMeta>\
             <versionCreated>1999-03-02T10:15:00Z</versionCreated><pubStatus qcode='stat:{status}'/><signal qcode='sig:correction'/></itemMeta>\
             <contentMeta><urgency>3</urgency><slugline>HARBOUR/ (UPDATE 1)</slugline><headline>Harbour reopens</headline><by>By Ann Smith</by>\
             <language tag='en'/><subject type='cpnat:person'><name>Bo Lind</name></subject></contentMeta><contentSet>{content}</contentSet></newsItem></itemSet></newsMessage>"
        )
    }

    #[test]
    fn an_item_is_read_with_its_standing() {
        let html = "<inlineXML><html xmlns='http://www.w3.org/1999/xhtml'><head><title>t</title></head><body><p>One two.</p><p>Three.</p></body></html></inlineXML>";
        let article = read_one(item("usable", html).as_bytes());
        assert_eq!(article.body(), "One two.\n\nThree.");
        assert_eq!(article.status, Some(offwire_article::Status::Correction));
        assert_eq!(
            (article.authors, article.people),
            (vec!["Ann Smith".to_owned()], vec!["Bo Lind".to_owned()])
        );
        assert_eq!(article.wire.unwrap().priority.as_deref(), Some("3"));
    }

    #[test]
    fn an_item_without_text_that_withdraws_says_what() {
        let errors = read_all(item("canceled", "<inlineXML/>").as_bytes());
        assert!(errors[0].as_ref().unwrap_err().detail.contains("withdraws tag:x"));
    }
}
