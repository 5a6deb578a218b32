//! NewsML 1: items made of components, as AFP, Reuters, Belga, Business Wire and others send them.

use super::{Family, Format, FormatInfo, Parsed, Record, Reject, nitf, story};
use crate::markup::{Element, Flow, Rules, Tree, flow};
use crate::sniff::Head;
use crate::{Article, Reason};
use offwire_article::{Paragraph, Status};

/// See the module.
pub(crate) struct NewsMl1;

impl Format for NewsMl1 {
    fn info(&self) -> &'static FormatInfo {
        &FormatInfo {
            name: "newsml1",
            title: "NewsML 1.0 to 1.2",
            family: Family::Wire,
            recognised: "root element NewsML without the namespace of NewsML-G2",
            example: "<NewsML><NewsItem><Identification>…",
            kept: "headline, byline, dateline, dates, slug, status, urgency, keywords, topics, places, rights, language, the longest text of the item; translations and sidebars with headlines of their own as articles of their own; the moment until which it is under embargo",
            not_kept: "pictures, logos, contacts, style sheets, shorter versions of the same text",
        }
    }

    fn recognise(&self, head: &Head<'_>) -> bool {
        head.root_is(&["NewsML", "newsml"])
    }

    fn parse(&self, record: &Record<'_>) -> Parsed {
        let tree = match Tree::of(record, Rules::Xml) {
            Ok(tree) => tree,
            Err(reject) => return vec![Err(reject)],
        };
        let items: Vec<Element<'_>> = tree
            .document()
            .all_named("NewsItem")
            .filter(|i| i.child("Identification").is_some() || i.find("NewsLines").is_some())
            .collect();
        if items.is_empty() {
            return vec![Err(Reject::new(Reason::NoArticle, "no NewsItem in it"))];
        }
        let parted = |item: Element<'_>| {
            let mut envelope = Article::default();
            read_management(item, &mut envelope);
            let provider = provider(item);
            let read = |story| read(envelope.clone(), provider.clone(), story);
            match stories(item) {
                several if several.len() > 1 => several.into_iter().map(read).collect(),
                _ => vec![read(item)],
            }
        };
        items.into_iter().flat_map(parted).collect()
    }
}

/// The components of an item that are stories of their own, such as translations or a sidebar: each has a headline that
/// no other has, and a text.
fn stories(item: Element<'_>) -> Vec<Element<'_>> {
    let headline = |c: Element<'_>| c.child("NewsLines")?.child("HeadLine")?.text();
    let is_text = |c: &Element<'_>| {
        !is_other(*c)
            && c.all_named("ContentItem")
                .any(|content| !is_media(content) && content.child("DataContent").is_some())
    };
    let all: Vec<Element<'_>> =
        item.all_named("NewsComponent").filter(|c| headline(*c).is_some() && is_text(c)).collect();
    // Components stand in order: one that holds another holds the next.
    let next = all.iter().skip(1).map(|next| next.span().start).chain([u64::MAX]);
    let mut found: Vec<Element<'_>> =
        all.iter().zip(next).filter(|(c, next)| c.span().end <= *next).map(|(c, _)| *c).collect();
    let headlines: std::collections::BTreeSet<String> = found.iter().filter_map(|c| headline(*c)).collect();
    if headlines.len() < found.len() {
        found.clear();
    }
    found
}

fn role(component: Element<'_>) -> String {
    let role = component.child("Role").and_then(|role| role.attribute("FormalName"));
    role.unwrap_or_default().to_ascii_lowercase()
}

/// Whether a component by its role holds no story.
fn is_other(component: Element<'_>) -> bool {
    let role = role(component);
    OTHER_ROLES.iter().any(|other| role.contains(other))
}

/// Roles of components whose text is the story's.
const BODY_ROLES: &[&str] = &["body", "lead", "main", "text", "story", "maintext", "bodytext"];
/// Roles of components whose text is not.
const OTHER_ROLES: &[&str] = &[
    "title",
    "headline",
    "caption",
    "contact",
    "logo",
    "stylesheet",
    "tweettext",
    "abstract",
    "picture",
    "photo",
    "image",
    "thumbnail",
    "graphic",
    "video",
    "audio",
    "icon",
    "related",
    "quicklook",
    "preview",
    "credit",
    "supporting",
];

/// The article of an item, or of one of the stories in it, with what the item says of all.
fn read(envelope: Article, provider: Option<String>, item: Element<'_>) -> Result<Article, Reject> {
    let mut article = envelope;
    read_lines(item, &mut article);
    read_metadata(item, &mut article);
    article.agency = article.agency.take().or(provider);
    article.paragraphs = body(item, &mut article);
    if article.paragraphs.is_empty() {
        let what = if is_picture(item) { "a picture" } else { "no text in it: a package or an index" };
        let is_leaf = item.find("NewsItemRef").is_none() && item.all_named("NewsComponent").count() < 60;
        if is_picture(item) || article.headline.is_none() || !is_leaf || item.find("NewsLines").is_none() {
            return Err(Reject::new(Reason::NoArticle, what));
        }
        article.note("no text");
    }
    Ok(article)
}

fn is_picture(item: Element<'_>) -> bool {
    let media: Vec<String> = item.all_named("MediaType").filter_map(|m| m.attribute("FormalName")).collect();
    !media.is_empty() && media.iter().all(|m| !m.eq_ignore_ascii_case("text"))
}

fn formal(item: Element<'_>, name: &str) -> Option<String> {
    item.find(name)?.attribute("FormalName")
}

fn read_management(item: Element<'_>, article: &mut Article) {
    let created = item.find("FirstCreated").and_then(Element::text);
    let revised = item.find("ThisRevisionCreated").and_then(Element::text);
    let date_id = item.find("DateId").and_then(Element::text);
    let date_line = item.find("DateLineDate").and_then(Element::text);
    let revision_date = revised.as_deref().and_then(super::when::read);
    for value in [created, date_line, revised, date_id] {
        story::set_published(article, value);
    }
    article.modified = revision_date.filter(|date| Some(*date) != article.published);
    article.status =
        item.at("NewsManagement/Status").and_then(|s| story::status(&s.attribute("FormalName")?));
    let change = item.at("NewsManagement/StatusWillChange/DateAndTime").and_then(Element::text);
    if article.status == Some(Status::Embargoed) {
        article.embargo = change.as_deref().and_then(super::when::read);
    }
    for instruction in item.all_named("Instruction") {
        article.status = article.status.or_else(|| story::status(&instruction.attribute("FormalName")?));
    }
    let revision = item.find("RevisionId").and_then(Element::text).and_then(|id| id.parse::<u32>().ok());
    if article.status.is_none() && revision.is_some_and(|revision| revision > 1) {
        // A later revision stands in the place of the one before it.
        article.status = Some(Status::Update);
    }
    if let Some(urgency) = item.find("Urgency").and_then(|u| u.attribute("FormalName")) {
        story::wire(article).priority = Some(urgency);
    }
}

/// The lines of the first component that has a headline, or of the first at all.
fn read_lines(item: Element<'_>, article: &mut Article) {
    let all: Vec<Element<'_>> = item.all_named("NewsLines").collect();
    let text_of = |lines: &Element<'_>, name: &str| lines.child(name).and_then(Element::text);
    let Some(lines) = all.iter().find(|l| text_of(l, "HeadLine").is_some()).or_else(|| all.first()) else {
        return;
    };
    if let Some(headline) = lines.children("HeadLine").find(|h| h.text().is_some()) {
        story::set_headline(article, headline);
    }
    for line in lines.children("SubHeadLine") {
        story::add(&mut article.subheads, line.text());
    }
    // A field may stand in the lines of another component of the same story.
    let anywhere =
        |name: &str| all.iter().find_map(|lines| lines.children(name).find(|l| l.text().is_some()));
    if let Some(line) = lines.child("ByLine").filter(|l| l.text().is_some()).or_else(|| anywhere("ByLine")) {
        story::set_authors(article, line);
    }
    if let Some(line) = anywhere("DateLine").and_then(Element::text)
        && line.chars().any(char::is_alphabetic)
    {
        story::set_dateline(article, &line);
    }
    if let Some(slug) = anywhere("SlugLine").and_then(Element::text) {
        let taken = crate::field::wire_prefix::take_of(&slug);
        let wire = story::wire(article);
        wire.take = taken.and_then(|found| found.0);
        wire.slug = Some(slug);
    }
    article.rights = anywhere("CopyrightLine").and_then(Element::text);
    if article.agency.is_none()
        && let Some(credit) = anywhere("CreditLine").and_then(Element::text)
    {
        article.agency = story::credit(&credit);
    }
    for line in all.iter().flat_map(|lines| lines.children("KeywordLine")) {
        story::add(&mut article.keywords, line.text());
    }
}

fn read_metadata(item: Element<'_>, article: &mut Article) {
    article.language = formal(item, "Language")
        .or_else(|| item.is("NewsComponent").then(|| item.attribute("lang")).flatten())
        .or_else(|| item.all_named("NewsComponent").find_map(|c| c.attribute("lang")))
        .and_then(|tag| crate::field::language::tag(&tag));
    for subject in item.all_named("SubjectCode").flat_map(Element::elements) {
        story::add(&mut article.topics, subject.attribute("FormalName"));
    }
    for location in item.all_named("Location") {
        let city =
            location.children("Property").find(|p| p.attribute("FormalName").as_deref() == Some("City"));
        story::add(&mut article.places, city.and_then(|p| p.attribute("Value")));
    }
}

/// The agency that provides an item.
fn provider(item: Element<'_>) -> Option<String> {
    let provider = item.at("Identification/NewsIdentifier/ProviderId").and_then(Element::text);
    let party = item.find("Provider").and_then(|p| p.find("Party")).and_then(|p| p.attribute("FormalName"));
    [party, provider].into_iter().flatten().find_map(|name| {
        let name = name.split(['.', ':']).find(|part| !matches!(*part, "www" | "urn"))?.to_owned();
        crate::field::agency::agency(&name).map(str::to_owned)
    })
}

/// The longest text among the components of the item: those of one parent with the roles of a body together,
/// else the longest single one.
fn body(item: Element<'_>, article: &mut Article) -> Vec<Paragraph> {
    let mut versions: Vec<(Option<u64>, Vec<Paragraph>)> = Vec::new();
    for content in item.all_named("ContentItem") {
        let component = content.parent();
        if component.is_some_and(is_other) || is_media(content) {
            continue;
        }
        let paragraphs = text(content, article);
        if paragraphs.is_empty() {
            continue;
        }
        let is_body = component.is_some_and(|component| BODY_ROLES.contains(&role(component).as_str()));
        let parent = component.filter(|_| is_body).and_then(Element::parent).map(|p| p.span().start);
        match versions.last_mut() {
            Some((same, joined)) if parent.is_some() && *same == parent => joined.extend(paragraphs),
            _ => versions.push((parent, paragraphs)),
        }
    }
    let length = |paragraphs: &[Paragraph]| paragraphs.iter().map(|p| p.text.len()).sum::<usize>();
    // Of versions of one length the first stays.
    let longest = versions.iter().map(|v| length(&v.1)).max();
    versions.into_iter().find(|v| Some(length(&v.1)) == longest).map(|v| v.1).unwrap_or_default()
}

fn is_media(content: Element<'_>) -> bool {
    let media = content.child("MediaType").and_then(|m| m.attribute("FormalName")).unwrap_or_default();
    let mime = content.child("MimeType").and_then(|m| m.attribute("FormalName")).unwrap_or_default();
    !(media.is_empty() || media.eq_ignore_ascii_case("text") || media.eq_ignore_ascii_case("complexdata"))
        || mime.starts_with("image/")
        || mime.contains("css")
}

/// The text of one content item: NITF, XHTML, HTML as text, or plain lines.
fn text(content: Element<'_>, article: &mut Article) -> Vec<Paragraph> {
    const RULES: Flow = Flow {
        skip: &["media", "hedline", "head", "title", "byline", "dateline", "abstract", "body.end"],
        subheads: &[],
        escaped: true,
    };
    let Some(data) = content.child("DataContent") else { return Vec::new() };
    if let Some(nitf) = data.child("nitf") {
        let mut inner = Article { headline: article.headline.clone(), ..Article::default() };
        nitf::read(nitf, &mut inner);
        fill(article, inner.clone());
        return inner.paragraphs;
    }
    if data.elements().next().is_none() {
        return super::html_text::any(data.mapped());
    }
    flow(data, RULES)
}

/// Takes from the story inside what the envelope does not say.
fn fill(article: &mut Article, inner: Article) {
    if article.authors.is_empty() {
        article.authors = inner.authors;
    }
    article.headline = article.headline.take().or(inner.headline);
    article.dateline = article.dateline.take().or(inner.dateline);
    article.agency = article.agency.take().or(inner.agency);
    article.published = article.published.or(inner.published);
    article.rights = article.rights.take().or(inner.rights);
    if article.subheads.is_empty() {
        article.subheads = inner.subheads;
    }
    if article.keywords.is_empty() {
        article.keywords = inner.keywords;
    }
    if article.topics.is_empty() {
        article.topics = inner.topics;
    }
}

#[cfg(test)]
mod tests {
    use crate::format::tests::{read_all, read_one};

    fn envelope(inner: &str) -> String {
        format!(
            "<NewsML Version='1.2'><NewsItem><Identification><NewsIdentifier><ProviderId>afp.com</ProviderId><DateId>20010714</DateId></NewsIdentifier></Identification>\
             <NewsManagement><FirstCreated>19990302T101500Z</FirstCreated><Status FormalName='Usable'/></NewsManagement>{inner}</NewsItem></NewsML>"
        )
    }

    #[test]
    fn markup_as_text_is_markup_in_capitals_too() {
        let text = envelope(
            "<NewsComponent><NewsLines><HeadLine>Harbour reopens</HeadLine></NewsLines><ContentItem><DataContent><![CDATA[<P>The harbour reopened on Monday.</P>\n<P>Ferries run again.</P>\n<P> </P>]]></DataContent></ContentItem></NewsComponent>",
        );
        assert_eq!(read_one(text.as_bytes()).body(), "The harbour reopened on Monday.\n\nFerries run again.");
    }

    #[test]
    fn the_long_version_is_joined_by_role() {
        let part = |role: &str, text: &str| {
            format!(
                "<NewsComponent><Role FormalName='{role}'/><ContentItem><DataContent>{text}</DataContent></ContentItem></NewsComponent>"
            )
        };
        let text = envelope(&format!(
            "<NewsComponent><NewsLines><HeadLine>Harbour reopens</HeadLine></NewsLines><NewsComponent><Role FormalName='Short'/>{}{}</NewsComponent><NewsComponent>{}{}{}</NewsComponent></NewsComponent>",
            part("Title", "Harbour reopens"),
            part("Body", "Short text."),
            part("Title", "Harbour reopens"),
            part("Lead", "The harbour reopened on Monday."),
            part("Body", "Ferries run again to the islands.")
        ));
        let article = read_one(text.as_bytes());
        assert_eq!(article.body(), "The harbour reopened on Monday.\n\nFerries run again to the islands.");
        assert_eq!(article.published.unwrap().to_string(), "1999-03-02T10:15:00Z");
        assert_eq!(article.agency.as_deref(), Some("AFP"));
    }

    #[test]
    fn pictures_and_packages_are_no_stories() {
        let picture = envelope(
            "<NewsComponent><NewsLines><HeadLine>Boat</HeadLine></NewsLines><ContentItem><MediaType FormalName='Photo'/><DataContent>x</DataContent></ContentItem></NewsComponent>",
        );
        assert!(read_all(picture.as_bytes())[0].is_err());
        let index = envelope("<NewsComponent><NewsItemRef NewsItem='a.xml'/></NewsComponent>");
        assert!(read_all(index.as_bytes())[0].is_err());
    }

    #[test]
    fn translations_and_sidebars_are_stories_of_their_own() {
        let part = |lang: &str, headline: &str, text: &str| {
            format!(
                "<NewsComponent xml:lang='{lang}'><NewsLines><HeadLine>{headline}</HeadLine><ByLine>By Ann {headline}</ByLine></NewsLines><ContentItem><DataContent>{text}</DataContent></ContentItem></NewsComponent>"
            )
        };
        let picture = "<NewsComponent><Role FormalName='Caption'/><NewsLines><HeadLine>Photo</HeadLine></NewsLines><ContentItem Href='a.jpg'><MediaType FormalName='Photo'/></ContentItem></NewsComponent>";
        let text = envelope(&format!(
            "<NewsComponent EquivalentsList='yes'>{}{}{picture}</NewsComponent>",
            part("fr", "Sommet", "Le sommet s'est ouvert jeudi."),
            part("en", "Summit", "The summit opened on Thursday, with all the leaders there.")
        ))
        .replace("<Status FormalName='Usable'/>", "<Status FormalName='Embargoed'/><StatusWillChange><FutureStatus FormalName='Usable'/><DateAndTime>19990306T000100+0000</DateAndTime></StatusWillChange>");
        let all: Vec<_> = read_all(text.as_bytes()).into_iter().map(Result::unwrap).collect();
        let told: Vec<_> =
            all.iter().map(|a| (a.headline.as_deref(), a.language.as_deref(), a.authors.len())).collect();
        assert_eq!(told, [(Some("Sommet"), Some("fr"), 1), (Some("Summit"), Some("en"), 1)]);
        assert_eq!(all[0].body(), "Le sommet s'est ouvert jeudi.");
        assert_eq!(all[1].embargo.unwrap().to_string(), "1999-03-06T00:01:00Z");
    }
}
