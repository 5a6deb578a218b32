//! Fields that the downloads of several databases have alike.

use super::Sheet;
use crate::Article;
use crate::field::agency;
use crate::format::story;
use offwire_article::NewsDate;
use std::ops::Range;

/// Languages by the names that downloads in English, German and French give them.
const LANGUAGES: &[(&str, &str)] = &[
    ("ENGLISH", "en"),
    ("ENGLISCH", "en"),
    ("ANGLAIS", "en"),
    ("GERMAN", "de"),
    ("DEUTSCH", "de"),
    ("ALLEMAND", "de"),
    ("FRENCH", "fr"),
    ("FRANZÖSISCH", "fr"),
    ("FRANÇAIS", "fr"),
    ("FRANCAIS", "fr"),
    ("SPANISH", "es"),
    ("ITALIAN", "it"),
    ("DUTCH", "nl"),
    ("PORTUGUESE", "pt"),
    ("RUSSIAN", "ru"),
    ("CHINESE", "zh"),
    ("JAPANESE", "ja"),
    ("KOREAN", "ko"),
    ("ARABIC", "ar"),
    ("TURKISH", "tr"),
    ("POLISH", "pl"),
    ("CZECH", "cs"),
    ("HUNGARIAN", "hu"),
    ("SWEDISH", "sv"),
    ("DANISH", "da"),
    ("NORWEGIAN", "nb"),
    ("FINNISH", "fi"),
    ("GREEK", "el"),
    ("HEBREW", "he"),
    ("INDONESIAN", "id"),
    ("MALAY", "ms"),
    ("CATALAN", "ca"),
];

/// The tag of `ENGLISH`, `English; French`, `CHINESE-SIMPLIFIED`.
pub(in crate::format) fn language(words: &str) -> Option<String> {
    let name = words.split(|c: char| !c.is_alphabetic()).next()?.to_uppercase();
    LANGUAGES.iter().find(|(known, _)| *known == name).map(|(_, tag)| (*tag).to_owned())
}

/// Notes where a field stands.
pub(in crate::format) fn mark(article: &mut Article, field: &str, sheet: Sheet<'_>, range: &Range<usize>) {
    article.field_sources.insert(field.to_owned(), sheet.mapped.spans(range.clone()));
}

/// Sets the headline.
pub(in crate::format) fn set_headline(article: &mut Article, sheet: Sheet<'_>, range: &Range<usize>) {
    article.headline = Some(sheet.words(range));
    mark(article, "headline", sheet, range);
}

/// An agency is credited; any other publication is a paper with an issue.
pub(in crate::format) fn set_publication(
    article: &mut Article,
    sheet: Sheet<'_>,
    range: &Range<usize>,
    is_wire: bool,
) {
    let name = sheet.words(range);
    if let Some(agency) = service(&name).or_else(|| story::credit(&name).filter(|_| is_wire)) {
        article.agency = article.agency.take().or(Some(agency));
        mark(article, "agency", sheet, range);
        return;
    }
    let print = article.print.get_or_insert_default();
    print.title = Some(name);
    print.issue_date = article.published.map(NewsDate::date_only);
    mark(article, "print", sheet, range);
}

/// The agency whose service a publication is: `Reuters News`, `Associated Press Newswires`.
fn service(name: &str) -> Option<String> {
    const SERVICES: [&str; 6] = ["", " News", " Newswires", " Newswire", " News Agency", " News Service"];
    let known = |service: &&str| agency::agency(name.strip_suffix(*service)?).map(str::to_owned);
    SERVICES.iter().find_map(known).or_else(|| agency::is_agency(name).then(|| story::credit(name)).flatten())
}
