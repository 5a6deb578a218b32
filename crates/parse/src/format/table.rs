//! Rows of named values (JSON objects, lines of a table) as articles, guessed by the names.

use super::{Reject, html_text, when};
use crate::text::Mapped;
use crate::{Article, ParseOptions, Reason};
use offwire_article::{DateGround, NewsDate, Paragraph, text};

/// One row: names in lower case, values in order. A list has several values.
#[derive(Debug, Default)]
pub(crate) struct Row {
    pub(crate) cells: Vec<(String, Vec<Mapped>)>,
}

/// Names of columns by field; the first that holds something wins.
const HEADLINE: &[&str] = &[
    "headline",
    "title",
    "title_page",
    "headline.main",
    "webtitle",
    "headlines",
    "heading",
    "title.rendered",
];
const BODY: &[&str] = &[
    "text",
    "maintext",
    "content",
    "article",
    "body",
    "body_text",
    "bodytext",
    "plaintext",
    "plain_text",
    "story",
    "document",
    "contents",
    "article_text",
    "articletext",
    "articlebody",
    "article_body",
    "fulltext",
    "full_text",
    "content.rendered",
    "body.sections",
    "sections",
    "ocr_eng",
    "ocr_text",
    "ocr",
    "fields.bodytext",
    "fields.body",
    "body_html",
    "content_html",
    "html",
    "paragraphs",
    "content.paragraphs",
    "body.paragraphs",
    "sentences",
];
const SUMMARY: &[&str] =
    &["description", "abstract", "summary", "snippet", "lead_paragraph", "teaser", "short_description"];
const PUBLISHED: &[&str] = &[
    "date",
    "date_publish",
    "published",
    "publishing_date",
    "published_date",
    "pub_date",
    "pubdate",
    "datepublished",
    "date_published",
    "published_at",
    "publishedat",
    "publish_date",
    "publication_date",
    "publicationdate",
    "webpublicationdate",
    "published_time",
    "created",
    "created_at",
    "timestamp",
    "time",
    "datetime",
    "metadata.date",
];
const MODIFIED: &[&str] =
    &["date_modify", "modified", "date_modified", "datemodified", "updated", "updated_at", "last_modified"];
const CAPTURED: &[&str] = &[
    "date_download",
    "scraped_at",
    "crawled_at",
    "crawl_date",
    "date_crawled",
    "fetched",
    "seendate",
    "html.crawl_date",
];
const AUTHORS: &[&str] = &[
    "authors",
    "author",
    "byline",
    "by",
    "writer",
    "writers",
    "byline.original",
    "creator",
    "author.name",
    "creator.name",
    "fields.byline",
];
const URL: &[&str] = &[
    "url",
    "link",
    "article_url",
    "weburl",
    "web_url",
    "permalink",
    "metadata.url",
    "source_url",
    "html.responded_url",
    "html.requested_url",
];
const AGENCY: &[&str] =
    &["agency", "source", "publication", "publisher", "newspaper", "outlet", "source.name", "publisher.name"];
const SECTION: &[&str] =
    &["section", "category", "topic", "news_category", "sectionname", "section_name", "desk"];
const KEYWORDS: &[&str] = &["keywords", "tags", "topics", "meta_keywords"];
const LANGUAGE: &[&str] = &["language", "lang", "languages"];
const SUBHEADS: &[&str] = &["subtitle", "subheadline", "subhead", "standfirst", "deck", "dek"];
const PLACE: &[&str] = &["location", "place", "city", "dateline"];

impl Row {
    /// The values of the first of these names that holds any; the user's own choice of column goes first.
    fn values(&self, field: &str, names: &[&str], options: &ParseOptions) -> Option<&[Mapped]> {
        let chosen = options.columns.iter().find(|(name, _)| name == field);
        if let Some((_, column)) = chosen {
            return self.column(column);
        }
        names.iter().find_map(|name| self.column(name))
    }

    /// The values of a column by its name, or by its number from 1.
    fn column(&self, name: &str) -> Option<&[Mapped]> {
        let name = name.to_lowercase();
        let named = self.cells.iter().find(|(key, values)| *key == name && is_full(values));
        let numbered = || self.cells.get(name.parse::<usize>().ok()?.checked_sub(1)?);
        named.or_else(numbered).map(|(_, values)| values.as_slice()).filter(|values| is_full(values))
    }

    fn first(&self, field: &str, names: &[&str], options: &ParseOptions) -> Option<String> {
        let value = self.values(field, names, options)?.first()?;
        Some(text::fold_space(value.as_str())).filter(|t| !t.is_empty())
    }

    fn all(&self, field: &str, names: &[&str], options: &ParseOptions) -> Vec<String> {
        let values = self.values(field, names, options).unwrap_or_default();
        values.iter().map(|v| text::fold_space(v.as_str())).filter(|t| !t.is_empty()).collect()
    }

    fn date(&self, field: &str, names: &[&str], options: &ParseOptions) -> Option<NewsDate> {
        self.values(field, names, options)?.iter().find_map(|value| when::read(value.as_str()))
    }
}

fn is_full(values: &[Mapped]) -> bool {
    values.iter().any(|value| !is_nothing(value.as_str()))
}

fn is_nothing(value: &str) -> bool {
    matches!(value.trim(), "" | "null" | "None" | "nan" | "NaN" | "N/A" | "NULL")
}

/// The article of a row.
pub(crate) fn article(row: &Row, options: &ParseOptions) -> Result<Article, Reject> {
    let mut article = Article {
        headline: row.first("headline", HEADLINE, options),
        subheads: row.all("subheads", SUBHEADS, options),
        authors: authors(row, options),
        agency: row.first("agency", AGENCY, options).filter(|name| is_name(name)),
        published: row.date("published", PUBLISHED, options),
        modified: row.date("modified", MODIFIED, options),
        captured: row.date("captured", CAPTURED, options),
        section: row.first("section", SECTION, options).filter(|s| !s.bytes().all(|b| b.is_ascii_digit())),
        keywords: list(row.all("keywords", KEYWORDS, options)),
        places: row.all("places", PLACE, options),
        language: row.first("language", LANGUAGE, options).and_then(|tag| language(&tag)),
        url: row.first("url", URL, options).filter(|url| url.contains('.') || url.contains('/')),
        ..Article::default()
    };
    article.date_ground = article.published.map(|_| DateGround::Metadata);
    article.paragraphs = body(row.values("text", BODY, options).unwrap_or_default());
    if article.paragraphs.is_empty() {
        article.paragraphs = body(row.values("summary", SUMMARY, options).unwrap_or_default());
        if article.paragraphs.is_empty() && !is_listed(&article) {
            return Err(no_text(row, &article));
        }
        article.note(if article.paragraphs.is_empty() { "no text" } else { "summary only" });
    }
    if let Some(headline) = row.values("headline", HEADLINE, options).and_then(<[Mapped]>::first) {
        article.field_sources.insert("headline".into(), vec![headline.span(0..headline.as_str().len())]);
    }
    Ok(article)
}

/// Whether a row without text still names a story: headline, address and a day, as lists of links do.
fn is_listed(article: &Article) -> bool {
    article.headline.is_some()
        && article.url.is_some()
        && (article.published.is_some() || article.captured.is_some())
}

/// Whether a name is one of those of a text or a headline.
pub(crate) fn names_story(name: &str) -> bool {
    let name = name.to_lowercase();
    HEADLINE.contains(&name.as_str()) || names_text(&name)
}

/// Whether a name, in lower case, is one of those of a text.
pub(crate) fn names_text(name: &str) -> bool {
    BODY.contains(&name)
}

fn no_text(row: &Row, article: &Article) -> Reject {
    let names: Vec<&str> = row.cells.iter().map(|(name, _)| name.as_str()).take(12).collect();
    let what = if article.headline.is_some() { "a headline without text" } else { "no headline and no text" };
    Reject::new(Reason::NoArticle, format!("{what} among the fields {}", names.join(", ")))
}

fn body(values: &[Mapped]) -> Vec<Paragraph> {
    let full = values.iter().filter(|value| !is_nothing(value.as_str()));
    full.flat_map(|value| html_text::any(value.clone())).collect()
}

fn authors(row: &Row, options: &ParseOptions) -> Vec<String> {
    let given = row.all("authors", AUTHORS, options);
    let names = given.iter().flat_map(|given| given.split([';', '|'])).map(str::trim);
    let names = names.filter(|n| !is_nothing(n) && n.chars().any(char::is_alphabetic));
    let mut kept: Vec<String> = Vec::new();
    for name in names {
        let name = name.strip_prefix("By ").or_else(|| name.strip_prefix("by ")).unwrap_or(name);
        if !kept.iter().any(|k| k == name) {
            kept.push(name.to_owned());
        }
    }
    kept
}

/// One text of several keywords is split.
fn list(values: Vec<String>) -> Vec<String> {
    match values.as_slice() {
        [one] if one.contains([',', ';']) => {
            one.split([',', ';']).map(|k| k.trim().to_owned()).filter(|k| !k.is_empty()).collect()
        }
        _ => values,
    }
}

/// A name of a publisher, not an address or number.
fn is_name(text: &str) -> bool {
    !text.contains("://") && text.chars().any(char::is_alphabetic) && text.len() <= 80
}

/// A BCP 47 tag: `en`, `en_US`, `eng` as far as two or three letters with parts behind.
pub(crate) fn language(tag: &str) -> Option<String> {
    let tag = tag.trim().replace('_', "-");
    let main = tag.split('-').next()?;
    let fits = (2..=3).contains(&main.len()) && main.bytes().all(|b| b.is_ascii_alphabetic());
    fits.then(|| match tag.split_once('-') {
        Some((main, rest)) => format!("{}-{rest}", main.to_ascii_lowercase()),
        None => tag.to_ascii_lowercase(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[(&str, &str)]) -> Row {
        let cells = cells.iter().map(|(k, v)| ((*k).to_owned(), vec![Mapped::verbatim(*v, 0)])).collect();
        Row { cells }
    }

    #[test]
    fn fields_are_guessed_by_name() {
        let row = row(&[
            ("title", "Harbour reopens"),
            ("maintext", "The harbour reopened on Monday.\nFerries run again."),
            ("date_publish", "1999-03-02 10:00:00"),
            ("authors", "Ann Smith; Bo Lind"),
            ("category", "3"),
            ("language", "en_GB"),
        ]);
        let article = article(&row, &ParseOptions::default()).unwrap();
        assert_eq!(article.headline.as_deref(), Some("Harbour reopens"));
        assert_eq!(article.paragraphs.len(), 2);
        assert_eq!(article.published.unwrap().to_string(), "1999-03-02T10:00:00");
        assert_eq!(article.authors, ["Ann Smith", "Bo Lind"]);
        assert_eq!((article.section, article.language.as_deref()), (None, Some("en-GB")));
    }

    #[test]
    fn the_users_choice_of_columns_wins() {
        let row = row(&[("title", "A"), ("kop", "Haven open"), ("tekst", "De haven is weer open.")]);
        let options = ParseOptions {
            columns: vec![("headline".into(), "kop".into()), ("text".into(), "3".into())],
            ..ParseOptions::default()
        };
        let article = article(&row, &options).unwrap();
        assert_eq!(article.headline.as_deref(), Some("Haven open"));
        assert_eq!(article.body(), "De haven is weer open.");
    }

    #[test]
    fn a_row_without_text_says_what_it_has() {
        let reject = article(&row(&[("title", "A"), ("score", "3")]), &ParseOptions::default()).unwrap_err();
        assert!(reject.detail.contains("title, score"), "{}", reject.detail);
    }
}
