//! The parts of a document as the fields of an article.

use super::label::Label;
use super::parts::Parts;
use crate::Article;
use crate::format::download::{
    Sheet,
    field::{self, language, mark, set_headline},
};
use crate::format::{blocks, story};
use offwire_article::{DateGround, Dateline, ParagraphKind, Print};
use std::ops::Range;

/// Longest place that stands alone in the field of the dateline.
const LONGEST_PLACE: usize = 60;

/// The article of a document; `None` where it has no text.
pub(super) fn article(sheet: Sheet<'_>, parts: &Parts) -> Option<Article> {
    let mut article = Article::default();
    if let Some((date, range)) = &parts.head.date {
        article.published = Some(*date);
        article.date_ground = Some(DateGround::Metadata);
        mark(&mut article, "published", sheet, range);
    }
    if let Some(range) = &parts.head.headline {
        set_headline(&mut article, sheet, range);
    }
    if let Some(range) = &parts.head.rights {
        article.rights = Some(sheet.words(range));
        mark(&mut article, "rights", sheet, range);
    }
    if let Some(text) = &parts.text {
        article.paragraphs = blocks::paragraphs(&sheet.mapped.slice(text.clone()));
    }
    let mut captions = Vec::new();
    for (label, range) in &parts.fields {
        match label {
            Label::Graphic => captions.extend(blocks::paragraphs(&sheet.mapped.slice(range.clone()))),
            Label::Abstract if parts.text.is_none() => {
                article.paragraphs = blocks::paragraphs(&sheet.mapped.slice(range.clone()));
                article.note("summary only");
            }
            _ => set_field(&mut article, *label, sheet, range),
        }
    }
    if article.paragraphs.is_empty() {
        return None;
    }
    article.paragraphs.extend(captions.into_iter().map(|caption| caption.with_kind(ParagraphKind::Caption)));
    set_publication(&mut article, sheet, parts);
    Some(article)
}

fn set_field(article: &mut Article, label: Label, sheet: Sheet<'_>, range: &Range<usize>) {
    let words = sheet.words(range);
    match label {
        Label::Headline => set_headline(article, sheet, range),
        Label::Byline => {
            article.authors = story::people(&words);
            if !article.authors.is_empty() {
                mark(article, "authors", sheet, range);
            }
        }
        Label::Section => set_section(article, &words, sheet, range),
        Label::Dateline => set_dateline(article, &words, sheet, range),
        Label::Highlight => {
            let decks = blocks::paragraphs(&sheet.mapped.slice(range.clone()));
            article.subheads.extend(decks.into_iter().map(|deck| deck.text));
            mark(article, "subheads", sheet, range);
        }
        Label::Language => {
            article.language = language(&words);
            if article.language.is_some() {
                mark(article, "language", sheet, range);
            }
        }
        Label::Subject => add_all(&mut article.keywords, &words),
        Label::Industry => add_all(&mut article.topics, &words),
        Label::Person => add_all(&mut article.people, &words),
        Label::Organisation => add_all(&mut article.organisations, &words),
        Label::Place => add_all(&mut article.places, &words),
        Label::Correction => article.note(format!("corrected later: {words}")),
        _ => {}
    }
}

/// Section, page and column out of `Section A; Page 1; Column 5; Foreign Desk` and `NEWS; Pg. 6`: the name of a
/// section or desk before the letter of a part of the paper.
fn set_section(article: &mut Article, words: &str, sheet: Sheet<'_>, range: &Range<usize>) {
    let mut print = Print::default();
    let (mut named, mut lettered) = (None, None);
    for part in words.split(';').map(str::trim).filter(|part| !part.is_empty()) {
        if let Some(page) = page(part) {
            print.page = Some(page);
        } else if let Some(column) = part.strip_prefix("Column ") {
            print.column = Some(column.to_owned());
        } else if part.starts_with("Section ") || part.starts_with("Part ") {
            lettered = lettered.or_else(|| Some(part.to_owned()));
        } else {
            named = named.or_else(|| Some(part.to_owned()));
        }
    }
    article.section = named.or(lettered);
    if article.section.is_some() {
        mark(article, "section", sheet, range);
    }
    if print != Print::default() {
        article.print = Some(print);
    }
}

/// The page of `Page 1`, `Pg. A6`, `S. 3`.
fn page(part: &str) -> Option<String> {
    let rest = ["Page ", "Pg.", "Pg ", "S."].into_iter().find_map(|name| part.strip_prefix(name))?;
    let number = rest.split_whitespace().next()?.trim_end_matches(',');
    number.bytes().any(|b| b.is_ascii_digit()).then(|| number.to_owned())
}

fn set_dateline(article: &mut Article, words: &str, sheet: Sheet<'_>, range: &Range<usize>) {
    story::set_dateline(article, words);
    if article.dateline.is_none() && words.len() <= LONGEST_PLACE {
        article.dateline = Some(Dateline { place: Some(words.to_owned()), ..Dateline::default() });
    }
    if article.dateline.is_some() {
        mark(article, "dateline", sheet, range);
    }
}

/// `FERRIES (90%); SHIPPING (74%)`.
fn add_all(list: &mut Vec<String>, words: &str) {
    for value in words.split(';') {
        let bare = value.rsplit_once('(').filter(|(_, rest)| rest.trim_end().ends_with("%)"));
        story::add(list, Some(bare.map_or(value, |(bare, _)| bare).to_owned()));
    }
}

fn set_publication(article: &mut Article, sheet: Sheet<'_>, parts: &Parts) {
    let Some(range) = &parts.head.publication else { return };
    let kind = parts.fields.iter().find(|(label, _)| *label == Label::Kind);
    let is_wire = kind.is_some_and(|(_, kind)| sheet.words(kind).to_lowercase().contains("wire"));
    field::set_publication(article, sheet, range, is_wire);
}
