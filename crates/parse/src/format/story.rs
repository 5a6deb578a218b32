//! Fields of a story out of elements: what the formats of newsrooms share.

use super::{html_text, when};
use crate::Article;
use crate::field::{agency, byline, dateline};
use crate::markup::{Element, references_undone};
use offwire_article::{DateGround, Dateline, NewsDate, Status, WireMarks, text};

/// A headline with its place.
pub(crate) fn set_headline(article: &mut Article, element: Element<'_>) {
    let Some(words) = element.text().filter(|words| !is_placeholder(words)) else { return };
    article.headline = Some(words);
    mark(article, "headline", element);
}

/// A headline of a feed, in which tags and references may be escaped once more, with its place.
pub(crate) fn set_escaped_headline(article: &mut Article, element: Element<'_>) {
    if html_text::is_html(&element.words()) {
        article.headline = html_text::paragraphs(element.mapped()).into_iter().next().map(|p| p.text);
        mark(article, "headline", element);
    } else {
        set_headline(article, element);
        article.headline = article.headline.as_deref().map(unescaped);
    }
}

/// A value of a feed, in which references may be escaped once more.
pub(crate) fn unescaped(value: &str) -> String {
    text::fold_space(&text::nfc(&references_undone(value)))
}

/// Notes where a field stands.
pub(crate) fn mark(article: &mut Article, field: &str, element: Element<'_>) {
    let mapped = element.mapped();
    let all = mapped.as_str();
    let part = all.len() - all.trim_start().len()..all.trim_end().len();
    if part.start < part.end {
        article.field_sources.insert(field.to_owned(), mapped.spans(part));
    }
}

/// Words that systems put where they have nothing.
pub(crate) fn is_placeholder(words: &str) -> bool {
    let words = words.trim().trim_matches('.');
    matches!(words, "" | "-" | "Untitled" | "Untitled Article" | "No Title" | "null" | "None")
        || words.ends_with("_PLACEHOLDER")
        || (words.len() > 5 && words.bytes().all(|b| b.is_ascii_digit()))
}

/// The people of a byline field, with its place.
pub(crate) fn set_authors(article: &mut Article, element: Element<'_>) {
    let people = people(&element.words());
    if !people.is_empty() {
        article.authors = people;
        mark(article, "authors", element);
    }
}

/// The people of a field that holds nothing but a byline.
pub(crate) fn people(field: &str) -> Vec<String> {
    let field = text::fold_space(field);
    let mut names: Vec<String> = Vec::new();
    for person in byline::people(&field) {
        if !agency::is_agency(&person.name) && !names.contains(&person.name) {
            names.push(person.name);
        }
    }
    names
}

/// The dateline of a field that holds nothing but a dateline.
pub(crate) fn set_dateline(article: &mut Article, field: &str) {
    let field = text::fold_space(field);
    let Some(found) = dateline::dateline_field(&field) else { return };
    let part = |range: Option<std::ops::Range<usize>>| field.get(range?).map(str::to_owned);
    let date =
        found.date.as_ref().and_then(|date| date.date_near(article.published)).map(NewsDate::date_only);
    let line = Dateline { place: part(found.place), date, agency: part(found.agency) };
    if line == Dateline::default() {
        return;
    }
    if article.agency.is_none() {
        article.agency = line.agency.as_deref().and_then(agency::agency).map(str::to_owned);
    }
    article.dateline = Some(line);
}

/// The date of publication out of a field of the record.
pub(crate) fn set_published(article: &mut Article, value: Option<String>) {
    if article.published.is_none()
        && let Some(date) = value.as_deref().and_then(when::read)
    {
        article.published = Some(date);
        article.date_ground = Some(DateGround::Metadata);
    }
}

/// Marks of transmission, made where there are none yet.
pub(crate) fn wire(article: &mut Article) -> &mut WireMarks {
    article.wire.get_or_insert_default()
}

/// What agencies call the standing of an item, in any of their systems.
pub(crate) fn status(name: &str) -> Option<Status> {
    let name = name.rsplit(':').next().unwrap_or(name).to_ascii_lowercase();
    Some(match name.as_str() {
        "canceled" | "cancelled" | "kill" | "killed" | "withdrawn" => Status::Kill,
        "withheld" => Status::Withheld,
        "embargoed" => Status::Embargoed,
        "correction" | "corrected" | "corr" => Status::Correction,
        "update" | "updated" => Status::Update,
        "writethru" => Status::Writethru,
        "advisory" => Status::Advisory,
        _ => return None,
    })
}

/// Adds a value once.
pub(crate) fn add(list: &mut Vec<String>, value: Option<String>) {
    if let Some(value) = value.map(|v| text::fold_space(&v)).filter(|v| !v.is_empty() && !list.contains(v)) {
        list.push(value);
    }
}

/// The agency that a credit names, or the credit itself where it is a name of few words.
pub(crate) fn credit(words: &str) -> Option<String> {
    let known = agency::agency(words).map(str::to_owned);
    let is_name = !words.is_empty() && words.split_whitespace().count() <= 5 && !words.contains("://");
    known.or_else(|| is_name.then(|| text::fold_space(words)))
}
