//! What every article gets at the end, whatever format it came in.

use crate::field::language::language;
use crate::format::Record;
use crate::{Article, Error, Family, FormatInfo, Reason, mojibake, settle};
use offwire_article::{Source, text};

/// Fills in the place in the source, what the container knows, and the uid.
pub(crate) fn finish(
    mut article: Article,
    record: &Record<'_>,
    format: &FormatInfo,
) -> Result<Article, Error> {
    let item = record.item;
    article.paragraphs.retain(|paragraph| !paragraph.text.trim().is_empty());
    if article.paragraphs.is_empty() && article.headline.is_none() {
        return Err(Error::at(&item.origin, Reason::NoArticle, "neither headline nor text in it"));
    }
    mojibake::repair(&mut article);
    for paragraph in &mut article.paragraphs {
        tidy(&mut paragraph.text);
    }
    article.subheads.iter_mut().for_each(tidy);
    article.headline =
        article.headline.take().map(|h| text::fold_space(&text::nfc(&h))).filter(|h| !h.is_empty());
    // Pages and plain text are settled by their own readers, records of ours were when they were made; what a scanner
    // read is left as printed.
    if !matches!(format.name, "html" | "mhtml" | "text" | "offwire") && format.family != Family::Newspaper {
        settle::settle(&mut article, record);
    }
    article.url = article.url.take().or_else(|| item.origin.url.clone());
    article.captured = article.captured.or(item.origin.captured);
    article.language = told_language(&article, record);
    for note in item.notes.iter().chain(&record.charset().notes) {
        article.note(note.clone());
    }
    article.source = Some(Source {
        format: format.name.to_owned(),
        path: item.origin.path.clone(),
        member: item.origin.member.clone(),
        offset: item.origin.offset,
        length: item.bytes.len() as u64,
        sha256: record.digest().to_owned(),
        encoding: record.charset().encoding.name().to_owned(),
    });
    article.seal();
    Ok(article)
}

/// The language that the record names; else what the user says, unless the text is clearly in another.
fn told_language(article: &Article, record: &Record<'_>) -> Option<String> {
    let told = record.options.language.as_deref().unwrap_or_default();
    article.language.clone().or_else(|| language(&article.body(), told))
}

/// NFC with white space folded, touched only where needed.
fn tidy(text: &mut String) {
    if text::is_plain(text) {
        return;
    }
    let folded = text::fold_space(&text::nfc(text));
    if folded != *text {
        *text = folded;
    }
}
