//! ninjs 1 to 3, dpa digitalwires and the AP Media API: stories of newsrooms in JSON.

use super::jsonl::{is_json, objects, values, values_of};
use super::{Family, Format, FormatInfo, Parsed, Record, Reject, Splitter, html_text, story};
use crate::json::Json;
use crate::sniff::Head;
use crate::{Article, Reason};
use offwire_article::{Paragraph, Status};

/// See the module.
pub(crate) struct Ninjs;

impl Format for Ninjs {
    fn info(&self) -> &'static FormatInfo {
        &FormatInfo {
            name: "ninjs",
            title: "ninjs 1 to 3, dpa digitalwires, AP Media API",
            family: Family::Wire,
            recognised: "JSON with versioncreated, versionCreated or version_created",
            example: r#"{"uri": "…", "type": "text", "versioncreated": "2013-07-09T10:37:00Z", "headline": "…"}"#,
            kept: "headline, kicker, subheads, byline, dateline, dates, slug, status, signals, embargo, urgency, subjects, places, people, organisations, rights, language, body",
            not_kept: "pictures and other associations, renditions, contacts",
        }
    }

    fn recognise(&self, head: &Head<'_>) -> bool {
        is_json(head) && ["\"versioncreated\"", "\"version_created\""].iter().any(|key| head.has(key))
    }

    fn splitter(&self, head: &Head<'_>) -> Option<Box<dyn Splitter>> {
        values(head)
    }

    fn parse(&self, record: &Record<'_>) -> Parsed {
        let bytes = record.bytes();
        let articles = |value: Result<Json, Reject>| match value {
            Ok(value) => {
                let inner = value.at(&["data", "item"]).unwrap_or(&value);
                objects(inner).into_iter().map(|object| read(Item { object, bytes })).collect()
            }
            Err(reject) => vec![Err(reject)],
        };
        values_of(record).into_iter().flat_map(articles).collect()
    }
}

/// One object with the bytes that it stands in. Keys are tried in the spellings of all versions.
#[derive(Clone, Copy)]
struct Item<'a> {
    object: &'a Json,
    bytes: &'a [u8],
}

impl<'a> Item<'a> {
    fn get(self, keys: &[&str]) -> Option<&'a Json> {
        keys.iter().find_map(|key| self.object.get(key).filter(|v| !matches!(v, Json::Null)))
    }

    fn text(self, keys: &[&str]) -> Option<String> {
        keys.iter().find_map(|key| self.object.get(key)?.text(self.bytes))
    }

    /// Names of a list of objects or strings.
    fn names(self, keys: &[&str]) -> Vec<String> {
        let elements = self.get(keys).map(Json::elements).unwrap_or_default();
        let name = |element: &Json| {
            let inner =
                ["name", "literal", "value"].iter().find_map(|key| element.get(key)?.text(self.bytes));
            inner.or_else(|| element.text(self.bytes))
        };
        elements.iter().filter_map(name).collect()
    }

    /// The value of the main or first element of a list of roles.
    fn role(self, key: &str, role: &str) -> Option<&'a Json> {
        let list = self.object.get(key)?.elements();
        let of =
            |element: &&Json| element.get("role").and_then(|r| r.text(self.bytes)).is_some_and(|r| r == role);
        let found = list.iter().find(of).or_else(|| list.first())?;
        found.get("value").or(Some(found))
    }
}

fn read(item: Item<'_>) -> Result<Article, Reject> {
    let kind = item.text(&["type"]).unwrap_or_default();
    if matches!(kind.as_str(), "picture" | "graphic" | "audio" | "video" | "component") {
        return Err(Reject::new(Reason::NoArticle, format!("an item of type {kind}, no story")));
    }
    let mut article = Article::default();
    let headline = item.get(&["headline"]).or_else(|| item.role("headlines", "main"));
    if let Some(mapped) = headline.and_then(|h| h.mapped(item.bytes)) {
        article.field_sources.insert("headline".into(), mapped.spans(0..mapped.as_str().len()));
        article.headline = Some(mapped.as_str().to_owned());
    }
    article.headline = article.headline.take().or_else(|| item.text(&["title", "name"]));
    article.kicker = item.text(&["kicker"]);
    story::add(&mut article.subheads, item.text(&["subhead", "headline_extended"]));
    read_dates(item, &mut article);
    read_lines(item, &mut article);
    read_lists(item, &mut article);
    article.paragraphs = body(item);
    drop_headline(&mut article);
    if article.paragraphs.is_empty() {
        summary(item, &mut article);
    }
    if article.paragraphs.is_empty() {
        article.note("no text");
    }
    if kind == "advisory" {
        article.status = article.status.or(Some(Status::Advisory));
    }
    Ok(article)
}

/// A body of plain text may open with the headline once more.
fn drop_headline(article: &mut Article) {
    let repeats = match (article.paragraphs.as_slice(), &article.headline) {
        ([first, _, ..], Some(headline)) => first.text == offwire_article::text::fold_space(headline),
        _ => false,
    };
    if repeats {
        article.paragraphs.remove(0);
    }
}

fn read_dates(item: Item<'_>, article: &mut Article) {
    let version = item.text(&["versioncreated", "versionCreated", "version_created"]);
    let modified = version.as_deref().and_then(super::when::read);
    let created =
        item.text(&["firstcreated", "firstCreated", "firstPublished", "content_created", "contentCreated"]);
    for value in [created, version] {
        story::set_published(article, value);
    }
    article.modified = modified.filter(|date| Some(*date) != article.published);
    article.embargo =
        item.text(&["embargoed", "embargo", "embargoedUntil"]).as_deref().and_then(super::when::read);
    for key in ["signal", "pubstatus", "pubStatus"] {
        article.status = article.status.or_else(|| story::status(&item.text(&[key])?));
    }
    for signal in item.names(&["signals", "signal"]) {
        article.status = article.status.or_else(|| story::status(&signal));
    }
    if article.embargo.is_some() {
        article.status = article.status.or(Some(Status::Embargoed));
    }
}

fn read_lines(item: Item<'_>, article: &mut Article) {
    if let Some(line) = item.text(&["byline", "by"]) {
        let line = if line.contains('<') { html_line(&line) } else { line };
        article.authors = story::people(&line);
    }
    if let Some(line) = item.text(&["dateline"]) {
        story::set_dateline(article, &line);
    }
    story::add(&mut article.places, item.text(&["located"]));
    let credit = item.text(&["creditline", "creditLine", "source", "copyrightholder", "copyrightHolder"]);
    if article.agency.is_none() {
        article.agency = credit.as_deref().and_then(crate::field::agency::agency).map(str::to_owned);
    }
    article.rights =
        item.text(&["copyrightnotice", "copyrightNotice", "copyright", "copyrightholder", "copyrightHolder"]);
    article.language = item.text(&["language"]).and_then(|tag| crate::field::language::tag(&tag));
    let (slug, urgency) = (item.text(&["slugline"]), item.text(&["urgency", "priority"]));
    if slug.is_some() || urgency.is_some() {
        let wire = story::wire(article);
        wire.slug = slug;
        wire.priority = urgency;
    }
    article.url = item.text(&["uri", "url"]).filter(|uri| uri.starts_with("http"));
    if let Some(note) = item.text(&["ednote", "edNote"]) {
        article.note(format!("editors' note: {note}"));
    }
}

/// The words of a line that holds elements.
fn html_line(line: &str) -> String {
    let paragraphs = html_text::paragraphs(crate::text::Mapped::verbatim(line, 0));
    paragraphs.into_iter().map(|p| p.text).collect::<Vec<_>>().join(" ")
}

fn read_lists(item: Item<'_>, article: &mut Article) {
    let mut fill = |keys: &[&str], list: fn(&mut Article) -> &mut Vec<String>| {
        for name in item.names(keys) {
            story::add(list(article), Some(name));
        }
    };
    fill(&["subject", "subjects"], |a| &mut a.topics);
    fill(&["place", "places"], |a| &mut a.places);
    fill(&["person", "people", "persons"], |a| &mut a.people);
    fill(&["organisation", "organisations"], |a| &mut a.organisations);
    fill(&["keywords", "keyword"], |a| &mut a.keywords);
    for category in item.get(&["categories"]).map(Json::elements).unwrap_or_default() {
        let name = category.get("name").and_then(|n| n.text(item.bytes));
        match category.get("type").and_then(|t| t.text(item.bytes)).unwrap_or_default().as_str() {
            "dnltype:keyword" => story::add(&mut article.keywords, name),
            "dnltype:geosubject" | "dnltype:poi" => story::add(&mut article.places, name),
            "dnltype:person" => story::add(&mut article.people, name),
            _ => {}
        }
    }
}

/// The longest of the bodies that the item carries.
fn body(item: Item<'_>) -> Vec<Paragraph> {
    let keys = [
        "body_text",
        "body_xhtml",
        "body_html",
        "bodyText",
        "bodyXhtml",
        "bodyHtml",
        "article_html",
        "nitf",
        "body",
    ];
    let mut bodies: Vec<Vec<Paragraph>> =
        keys.iter().filter_map(|key| paragraphs(item, item.object.get(key)?)).collect();
    let more = item.object.get("bodies").map(Json::elements).unwrap_or_default();
    let (own, others): (Vec<&Json>, Vec<&Json>) = more.iter().partition(|body| is_own_markup(item, body));
    bodies.extend(others.iter().filter_map(|body| paragraphs(item, body.get("value")?)));
    if bodies.is_empty() {
        bodies.extend(own.iter().filter_map(|body| paragraphs(item, body.get("value")?)));
    }
    let length = |body: &[Paragraph]| body.iter().map(|p| p.text.len()).sum::<usize>();
    let longest = bodies.iter().map(|body| length(body)).max();
    bodies.into_iter().find(|body| Some(length(body)) == longest).unwrap_or_default()
}

/// Whether a body is in the XML of an agency of its own, whose header would count as text: others go before it.
fn is_own_markup(item: Item<'_>, body: &Json) -> bool {
    let media = ["contentType", "contenttype"].iter().find_map(|key| body.get(key)?.text(item.bytes));
    media.is_some_and(|media| matches!(media.trim(), "application/xml" | "text/xml"))
}

fn paragraphs(item: Item<'_>, value: &Json) -> Option<Vec<Paragraph>> {
    let mapped = value.mapped(item.bytes)?;
    if mapped.as_str().trim_start().starts_with("<section") {
        return Some(super::html_text::main_section(mapped));
    }
    Some(html_text::any(mapped)).filter(|paragraphs| !paragraphs.is_empty())
}

/// An abstract where there is no body.
fn summary(item: Item<'_>, article: &mut Article) {
    let value = item.get(&["description_text", "description_html", "descriptionText", "teaser", "abstract"]);
    let longest = item.role("descriptions", "summary").or_else(|| item.role("descriptions", "preamble"));
    let found = value.or(longest).and_then(|value| paragraphs(item, value));
    if let Some(paragraphs) = found {
        article.paragraphs = paragraphs;
        article.note("summary only");
    }
}

#[cfg(test)]
mod tests {
    use crate::format::tests::{read_all, read_one};

    #[test]
    fn versions_one_to_three_are_read() {
        for text in [
            r#"{"uri": "http://example.org/1", "type": "text", "versioncreated": "1999-03-02T10:15:00Z", "headline": "Harbour reopens", "body_xhtml": "<p>One <b>two</b>.</p><p>Three.</p>", "byline": "By Ann Smith", "pubstatus": "usable"}"#,
            r#"{"guid": "x", "type": "text", "versioncreated": "1999-03-02T10:15:00Z", "headlines": [{"role": "main", "value": "Harbour reopens"}], "bodies": [{"value": "<p>One two.</p><p>Three.</p>"}], "by": "Ann Smith"}"#,
            r#"{"uri": "x", "type": "text", "versionCreated": "1999-03-02T10:15:00Z", "headlines": [{"value": "Harbour reopens"}], "bodies": [{"value": "<p>One two.</p><p>Three.</p>"}], "byline": "Ann Smith"}"#,
        ] {
            let article = read_one(text.as_bytes());
            assert_eq!(article.source.as_ref().unwrap().format, "ninjs");
            assert_eq!(article.headline.as_deref(), Some("Harbour reopens"));
            assert_eq!(article.authors, ["Ann Smith"]);
            assert_eq!(article.body(), "One two.\n\nThree.");
            assert_eq!(article.published.unwrap().to_string(), "1999-03-02T10:15:00Z");
        }
    }

    #[test]
    fn a_digital_wire_tells_correction_and_embargo() {
        let text = r#"{"version_created": "2024-09-24T12:05:52+02:00", "signal": "sig:correction", "embargoed": "2024-09-25T00:00:01+02:00", "headline": "Hafen wieder offen", "kicker": "Schifffahrt",
            "byline": "Von Eva Maier, dpa", "dateline": "Kiel (dpa) - ", "article_html": "<section class=\"main\"><p>Der Hafen ist offen.</p></section><section class=\"infobox\"><p>Kontakt</p></section>"}"#;
        let article = read_one(text.as_bytes());
        assert_eq!(article.status, Some(offwire_article::Status::Correction));
        assert_eq!(article.embargo.unwrap().to_string(), "2024-09-25T00:00:01+02:00");
        assert_eq!(article.dateline.unwrap().place.as_deref(), Some("Kiel"));
        assert_eq!(article.paragraphs.len(), 1);
    }

    #[test]
    fn the_markup_of_an_agency_of_its_own_is_read_where_there_is_no_other() {
        let own = r#"{"contentType": "application/xml", "value": "<XNITF><SENT>20210526</SENT><BODY><P>Hamnen öppnar igen.</P></BODY></XNITF>"}"#;
        let with = |bodies: &str| {
            let text = format!(
                r#"{{"uri": "x", "type": "text", "versionCreated": "1999-03-02T10:15:00Z", "headlines": [{{"value": "Hamnen"}}], "bodies": [{bodies}]}}"#
            );
            read_one(text.as_bytes()).body()
        };
        let plain = r#"{"contentType": "text/plain", "value": "Hamnen\nHamnen öppnar igen."}"#;
        assert_eq!(with(&format!("{own}, {plain}")), "Hamnen öppnar igen.");
        assert!(with(own).ends_with("Hamnen öppnar igen."));
    }

    #[test]
    fn pictures_are_no_stories() {
        assert!(
            read_all(br#"{"uri": "x", "type": "picture", "versioncreated": "1999-03-02T10:15:00Z"}"#)[0]
                .is_err()
        );
    }
}
