//! The parts of a document as the fields of an article.

use super::label::{self, Label};
use super::parts::Parts;
use crate::Article;
use crate::field::date::{DateHints, first_date};
use crate::format::download::field::{language, mark, set_headline, set_publication};
use crate::format::download::{Sheet, paragraphs};
use crate::format::{story, when};
use offwire_article::{DateGround, NewsDate, ParagraphKind};
use std::ops::Range;

/// The article of a document; `None` where it has neither a text nor an abstract.
pub(super) fn article(sheet: Sheet<'_>, parts: &Parts) -> Option<Article> {
    let mut article = Article::default();
    let text = parts.text.clone().filter(|range| !is_missing(&sheet.words(range)));
    let told = parts.first(Label::Abstract).filter(|range| !is_missing(&sheet.words(range)));
    if text.is_none() {
        article.note("summary only");
    }
    article.paragraphs = paragraphs(&sheet.mapped.slice(text.or(told)?));
    for (label, range) in &parts.fields {
        set_field(&mut article, *label, sheet, range);
    }
    set_cited(&mut article, sheet, parts);
    set_captions(&mut article);
    if let Some(range) = parts.headline() {
        set_headline(&mut article, sheet, &range);
    }
    set_issue(&mut article, sheet, parts);
    (!article.paragraphs.is_empty()).then_some(article)
}

/// What stands for a text that the database lacks.
fn is_missing(words: &str) -> bool {
    let words = words.trim_end_matches('.');
    ["none available", "not available", "abstract not available", "full text not available"]
        .iter()
        .any(|none| words.eq_ignore_ascii_case(none))
}

fn set_field(article: &mut Article, label: Label, sheet: Sheet<'_>, range: &Range<usize>) {
    let words = sheet.words(range);
    match label {
        Label::Author => {
            article.authors = authors(&words);
            if !article.authors.is_empty() {
                mark(article, "authors", sheet, range);
            }
        }
        Label::Section => {
            article.section = Some(words);
            mark(article, "section", sheet, range);
        }
        Label::Dateline => {
            story::set_dateline(article, &words);
            if article.dateline.is_some() {
                mark(article, "dateline", sheet, range);
            }
        }
        Label::Language => {
            article.language = language(&words);
            if article.language.is_some() {
                mark(article, "language", sheet, range);
            }
        }
        Label::Rights => {
            article.rights = Some(words);
            mark(article, "rights", sheet, range);
        }
        Label::Address => {
            article.url = Some(words).filter(|url| url.starts_with("http") && !url.contains(' '))
        }
        Label::Subject => add_all(&mut article.keywords, &words),
        Label::Place => add_all(&mut article.places, &words),
        Label::Person => add_all(&mut article.people, &words),
        Label::Organisation => organisations(&mut article.organisations, &words),
        _ => {}
    }
}

fn add_all(list: &mut Vec<String>, words: &str) {
    words.split(';').for_each(|value| story::add(list, Some(value.to_owned())));
}

/// `Name: Harbour Office; NAICS: 922120; Name: Ferry Line`, or names alone.
fn organisations(list: &mut Vec<String>, words: &str) {
    for value in words.split(';').map(str::trim) {
        match value.split_once(": ") {
            Some(("Name", name)) => story::add(list, Some(name.to_owned())),
            Some(("NAICS" | "DUNS" | "SIC", _)) => {}
            _ => story::add(list, Some(value.to_owned())),
        }
    }
}

/// The people of `Marlow, Ann; HARTLEY, JOHN`, `By ANN MARLOW`.
fn authors(words: &str) -> Vec<String> {
    let mut names = Vec::new();
    for part in words.split(';') {
        let turned = part.split_once(',').filter(|(family, given)| {
            let is_name = |name: &str| (1..=3).contains(&name.split_whitespace().count());
            !given.contains(',') && is_name(family) && is_name(given)
        });
        let name =
            turned.map_or_else(|| part.to_owned(), |(family, given)| format!("{} {family}", given.trim()));
        story::people(&name).into_iter().for_each(|name| story::add(&mut names, Some(name)));
    }
    names
}

/// The authors that a citation names before the paper: `Marlow, Ann. New Harbour Times; Port Ellery …`.
fn set_cited(article: &mut Article, sheet: Sheet<'_>, parts: &Parts) {
    let Some(cited) = parts.citation.clone().filter(|_| article.authors.is_empty()) else { return };
    let words = |range: &Range<usize>| sheet.mapped.as_str().get(range.clone()).unwrap_or_default();
    let paper =
        parts.first(Label::Publication).map_or("", |range| words(&range).split(';').next().unwrap_or(""));
    let names = words(&cited).find(paper).filter(|at| *at > 0 && !paper.is_empty());
    let Some(names) = names.map(|length| cited.start..cited.start + length) else { return };
    article.authors = authors(sheet.words(&names).trim_end_matches('.'));
    if !article.authors.is_empty() {
        mark(article, "authors", sheet, &names);
    }
}

/// Sets captions and the credit that close some texts apart: `CAPTION: …`, `CREDIT: Ann Marlow`.
fn set_captions(article: &mut Article) {
    for paragraph in article.paragraphs.iter_mut().filter(|paragraph| label::opens_caption(&paragraph.text)) {
        paragraph.kind = ParagraphKind::Caption;
    }
    let Some(last) = article.paragraphs.pop_if(|last| label::credit(&last.text).is_some()) else { return };
    let people = label::credit(&last.text).map(story::people).unwrap_or_default();
    if article.authors.is_empty() && !people.is_empty() {
        article.authors = people;
        article.field_sources.insert("authors".into(), last.source);
    } else if article.authors.is_empty() {
        article.note(last.text);
    }
}

/// Paper, day and page, from fields of their own, else from the line that has them all:
/// `New Harbour Times; Port Ellery [Port Ellery]. 12 Mar 1994: A.1.`.
fn set_issue(article: &mut Article, sheet: Sheet<'_>, parts: &Parts) {
    let info = parts.first(Label::Info);
    let dated = |range: Range<usize>| Some((day(&sheet.words(&range))?, range));
    if let Some((date, range)) =
        parts.first(Label::Date).and_then(dated).or_else(|| info.clone().and_then(dated))
    {
        article.published = Some(date);
        article.date_ground = Some(DateGround::Metadata);
        mark(article, "published", sheet, &range);
    }
    let kind = parts.first(Label::Kind).map(|range| sheet.words(&range).to_lowercase());
    let is_wire = kind.is_some_and(|kind| kind.contains("wire"));
    let named = parts.first(Label::Publication).or(info.clone()).and_then(|range| {
        let words = sheet.mapped.as_str().get(range.clone())?;
        let name = words.split(';').next().unwrap_or(words).trim_end();
        // A line of day and page alone names no paper.
        (day(name).is_none()).then_some(range.start..range.start + name.len())
    });
    if let Some(range) = named {
        set_publication(article, sheet, &range, is_wire);
    }
    let printed = parts.first(Label::Page).map(|range| sheet.words(&range));
    let told = || info.and_then(|range| page(&sheet.words(&range)));
    let column = parts.first(Label::Column).map(|range| sheet.words(&range));
    let page = printed.or_else(told);
    if page.is_some() || column.is_some() {
        let print = article.print.get_or_insert_default();
        (print.page, print.column) = (page, column);
    }
}

/// `Mar 12, 1994`, or the last day of a line: titles may hold one too.
fn day(words: &str) -> Option<NewsDate> {
    let behind = words.rsplit_once(']').map_or(words, |(_, behind)| behind);
    let found = || first_date(behind, DateHints::default())?.date();
    when::read(words).or_else(found).map(NewsDate::date_only)
}

/// The page behind the day of `… 12 Mar 1994: A.1.`.
fn page(words: &str) -> Option<String> {
    let page = words.rsplit_once(": ")?.1.trim_end_matches('.');
    let is_page = page.len() <= 12 && page.bytes().any(|byte| byte.is_ascii_digit()) && !page.contains(' ');
    is_page.then(|| page.to_owned())
}
