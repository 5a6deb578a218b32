//! The parts of a document as the fields of an article.

use super::Parts;
use crate::Article;
use crate::format::download::field::{language, mark, set_headline, set_publication};
use crate::format::download::{Sheet, paragraphs};
use crate::format::story;
use offwire_article::{DateGround, ParagraphKind};
use std::ops::Range;

/// The article of a document; `None` where it has no text.
pub(super) fn article(sheet: Sheet<'_>, parts: &Parts) -> Option<Article> {
    let text = parts.text.iter().flat_map(|text| paragraphs(&sheet.mapped.slice(text.clone())));
    let mut article = Article { paragraphs: text.collect(), ..Article::default() };
    if article.paragraphs.is_empty() {
        return None;
    }
    if let Some(range) = &parts.headline {
        set_headline(&mut article, sheet, range);
    }
    if let Some((date, range)) = &parts.date {
        article.published = Some(*date);
        article.date_ground = Some(DateGround::Metadata);
        mark(&mut article, "published", sheet, range);
    }
    if let Some(range) = &parts.byline {
        article.authors = story::people(&sheet.words(range));
        if !article.authors.is_empty() {
            mark(&mut article, "authors", sheet, range);
        }
    }
    if let Some(range) = &parts.section {
        article.section = Some(sheet.words(range));
        mark(&mut article, "section", sheet, range);
    }
    if let Some(range) = &parts.rights {
        article.rights = Some(sheet.words(range));
        mark(&mut article, "rights", sheet, range);
    }
    if let Some(range) = &parts.language {
        article.language = language(&sheet.words(range));
        if article.language.is_some() {
            mark(&mut article, "language", sheet, range);
        }
    }
    if let Some(range) = &parts.publication {
        set_publication(&mut article, sheet, range, false);
    }
    if let Some(range) = &parts.page {
        article.print.get_or_insert_default().page = Some(sheet.words(range));
    }
    parts.fields.iter().for_each(|(code, range)| set_field(&mut article, code, sheet, range));
    Some(article)
}

fn set_field(article: &mut Article, code: &str, sheet: Sheet<'_>, range: &Range<usize>) {
    let words = sheet.words(range);
    match code {
        "CR" if article.agency.is_none() => {
            article.agency = story::credit(&words);
            if article.agency.is_some() {
                mark(article, "agency", sheet, range);
            }
        }
        "DLN" => story::set_dateline(article, &words),
        "CX" => article.note(format!("corrected later: {words}")),
        "ART" => {
            let captions = paragraphs(&sheet.mapped.slice(range.clone()));
            article
                .paragraphs
                .extend(captions.into_iter().map(|caption| caption.with_kind(ParagraphKind::Caption)));
        }
        "CO" => add_all(&mut article.organisations, &words),
        "IN" | "NS" => add_all(&mut article.topics, &words),
        "RE" => add_all(&mut article.places, &words),
        _ => {}
    }
}

/// The names of `gtrans : Transport | gcat : Political/General News`.
fn add_all(list: &mut Vec<String>, words: &str) {
    for value in words.split(" | ") {
        let name = value.split_once(" : ").map_or(value, |(_, name)| name);
        story::add(list, Some(name.to_owned()));
    }
}
