//! What the body itself says of its story: dateline, agency, end mark, language; the same for pages, dumps and
//! wire formats.

use super::agency::agency;
use super::dateline::{DatelineFound, dateline};
use super::end_mark::end_mark;
use super::language::language;
use super::wire_prefix::wire_prefix;
use offwire_article::{Article, DateGround, Dateline, NewsDate, ParagraphKind, Span, WireMarks};
use std::ops::Range;

/// Finds where a part of a paragraph's text stands in the raw record: number of the paragraph, part of its text.
pub(crate) type Locate<'a> = &'a dyn Fn(usize, &Range<usize>) -> Vec<Span>;

/// Reads dateline, agency, end mark and language out of the paragraphs, and takes wire prefixes off the headline.
///
/// The dateline stays in its paragraph, where the story has it; the end mark goes. What the article already has
/// is not overwritten. `declared` is the language that the record claims.
pub(crate) fn complete(article: &mut Article, locate: Locate<'_>, declared: &str) {
    take_end_mark(article, locate);
    take_dateline(article, locate);
    take_prefix(article);
    if article.end_mark.is_none() && is_cut_off(article) {
        article.note("cut off");
    }
    if article.language.is_none() {
        let text = article.body();
        let text = if text.is_empty() { article.headline.clone().unwrap_or_default() } else { text };
        article.language = language(&text, declared);
    }
}

/// Takes the end mark off the last paragraph, and a paragraph that is nothing else away.
fn take_end_mark(article: &mut Article, locate: Locate<'_>) {
    let last = article.paragraphs.iter().rposition(|p| p.kind != ParagraphKind::Caption);
    let Some((index, paragraph)) = last.and_then(|at| Some((at, article.paragraphs.get_mut(at)?))) else {
        return;
    };
    let Some(found) = end_mark(&paragraph.text) else { return };
    article.end_mark = paragraph.text.get(found.range.clone()).map(str::to_owned);
    article.field_sources.insert("end_mark".into(), locate(index, &found.range));
    if found.text_end == 0 {
        article.paragraphs.remove(index);
        return;
    }
    if !paragraph.source.is_empty() {
        paragraph.source = locate(index, &(0..found.text_end));
    }
    paragraph.text.truncate(found.text_end);
}

/// Reads the dateline of the first paragraph of running text.
fn take_dateline(article: &mut Article, locate: Locate<'_>) {
    if article.dateline.is_some() {
        return;
    }
    let texts = article.paragraphs.iter().enumerate().filter(|(_, p)| p.kind == ParagraphKind::Text).take(2);
    let found = texts.filter_map(|(at, p)| Some((at, p.text.clone(), dateline(&p.text)?))).next();
    let Some((index, text, found)) = found else { return };
    article.field_sources.insert("dateline".into(), locate(index, &found.range));
    if let Some(range) = &found.agency {
        let name = text.get(range.clone()).and_then(agency);
        if let Some(name) = name {
            article.agency = Some(name.to_owned());
            article.field_sources.insert("agency".into(), locate(index, range));
        }
    }
    set_dateline(article, &text, &found);
}

/// Puts a dateline into the record; its year comes from the story's date, or its own date becomes that.
pub(crate) fn set_dateline(article: &mut Article, text: &str, found: &DatelineFound) {
    let cut = |range: &Option<Range<usize>>| range.clone().and_then(|r| text.get(r)).map(str::to_owned);
    let own = found.date.as_ref().and_then(|date| date.date());
    if article.published.is_none() && own.is_some() {
        article.published = own;
        article.date_ground = Some(DateGround::Dateline);
    }
    let near = article.published.or(article.captured);
    let date = found.date.as_ref().and_then(|date| date.date_near(near)).map(NewsDate::date_only);
    article.dateline = Some(Dateline { place: cut(&found.place), date, agency: cut(&found.agency) });
}

/// Whether the last paragraph breaks off with an ellipsis.
fn is_cut_off(article: &Article) -> bool {
    let last = article.body_paragraphs().last().map_or("", |p| p.text.trim_end());
    ["...", "…", "[...]", "[…]", "(...)", "(…)"].iter().any(|end| last.ends_with(end))
}

/// Takes wire prefixes off the headline; columns only where an agency is known.
fn take_prefix(article: &mut Article) {
    let Some(headline) = article.headline.clone() else { return };
    let found = wire_prefix(&headline, article.agency.is_some());
    let Some(marks) = found.marks(&headline) else { return };
    let wire = article.wire.get_or_insert_default();
    *wire = WireMarks { prefix: marks.prefix, take: marks.take.or(wire.take), ..std::mem::take(wire) };
    article.status = article.status.or(found.status);
    article.headline = headline.get(found.headline).map(str::to_owned);
}

#[cfg(test)]
mod tests {
    use super::*;
    use offwire_article::{Paragraph, Status};

    fn story(headline: &str, texts: &[&str]) -> Article {
        let mut article = Article { headline: Some(headline.into()), ..Article::default() };
        article.paragraphs = texts.iter().map(|text| Paragraph::text(*text)).collect();
        complete(&mut article, &|_, part| vec![Span::of(part.start, part.end)], "");
        article
    }

    #[test]
    fn a_wire_story_is_read_from_its_text() {
        let mut article = story(
            "1st LD-Writethru: Port reopens",
            &[
                "LIMA, Jan 21 (Xinhua) -- The port reopened on Monday and the ferries that serve it run again.",
                "It had closed. Enditem",
            ],
        );
        assert_eq!(article.headline.as_deref(), Some("Port reopens"));
        assert_eq!(article.wire.as_ref().and_then(|w| w.take), Some(1));
        assert_eq!(article.status, Some(Status::Writethru));
        assert_eq!(article.agency.as_deref(), Some("Xinhua"));
        assert_eq!(article.dateline.as_ref().and_then(|d| d.place.as_deref()), Some("LIMA"));
        assert_eq!(article.end_mark.as_deref(), Some("Enditem"));
        assert_eq!(article.paragraphs.pop().map(|p| p.text).as_deref(), Some("It had closed."));
        assert_eq!(article.field_sources.get("end_mark"), Some(&vec![Span::of(15, 22)]));
        assert_eq!(article.language.as_deref(), Some("en"));
    }

    #[test]
    fn an_end_mark_by_itself_is_no_paragraph() {
        let article = story("Port reopens", &["The port reopened.", "###"]);
        assert_eq!((article.paragraphs.len(), article.end_mark.as_deref()), (1, Some("###")));
    }

    #[test]
    fn a_dated_dateline_dates_the_story() {
        let article = story("Port reopens", &["STOCKHOLM, Aug 29, 2014 (AFP) - The port reopened."]);
        assert_eq!(article.published.map(|d| d.to_string()).as_deref(), Some("2014-08-29"));
        assert_eq!(article.date_ground, Some(DateGround::Dateline));
    }
}
