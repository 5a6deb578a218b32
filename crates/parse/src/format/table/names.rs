//! Names of columns and keys by the field that they hold, in lower case: the first that holds something wins, so
//! that those of other languages stand behind the English ones.

use std::borrow::Cow;

pub(super) const HEADLINE: &[&str] = &[
    "headline",
    "title",
    "title_page",
    "headline.main",
    "webtitle",
    "headlines",
    "heading",
    "title.rendered",
    "titel",
    "überschrift",
    "ueberschrift",
    "schlagzeile",
    "article_title",
    "story_title",
    "news_title",
    "titre",
    "título",
    "titulo",
    "titular",
    "titolo",
    "manchete",
    "kop",
    "overskrift",
    "tytuł",
    "titlu",
];
pub(super) const BODY: &[&str] = &[
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
    "body.html",
    "body.value",
    "body.processed",
    "body.sections",
    "sections",
    "story_text",
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
    "texte",
    "texto",
    "testo",
    "tekst",
    "inhalt",
    "contenu",
    "contenido",
    "contenuto",
    "conteúdo",
    "conteudo",
    "inhoud",
    "artikeltext",
    "volltext",
    "brødtekst",
    "treść",
];
pub(super) const SUMMARY: &[&str] = &[
    "description",
    "abstract",
    "summary",
    "snippet",
    "lead_paragraph",
    "teaser",
    "short_description",
    "zusammenfassung",
    "résumé",
    "resumen",
    "riassunto",
    "resumo",
    "samenvatting",
];
pub(super) const PUBLISHED: &[&str] = &[
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
    "datum",
    "fecha",
    "dato",
    "data",
    "veröffentlicht",
    "erscheinungsdatum",
    "date_publication",
    "date_de_publication",
    "fecha_publicacion",
    "data_pubblicazione",
    "data_publicacao",
    "publicatiedatum",
];
pub(super) const MODIFIED: &[&str] =
    &["date_modify", "modified", "date_modified", "datemodified", "updated", "updated_at", "last_modified"];
pub(super) const CAPTURED: &[&str] = &[
    "date_download",
    "scraped_at",
    "crawled_at",
    "crawl_date",
    "date_crawled",
    "fetched",
    "seendate",
    "html.crawl_date",
];
pub(super) const AUTHORS: &[&str] = &[
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
    "autor",
    "autoren",
    "verfasser",
    "auteur",
    "auteurs",
    "autores",
    "autore",
    "autori",
    "forfatter",
    "författare",
];
pub(super) const URL: &[&str] = &[
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
pub(super) const AGENCY: &[&str] = &[
    "agency",
    "source",
    "publication",
    "publisher",
    "newspaper",
    "outlet",
    "source.name",
    "publisher.name",
    "quelle",
    "zeitung",
    "journal",
    "fuente",
    "periódico",
    "periodico",
    "fonte",
    "giornale",
    "jornal",
    "bron",
    "krant",
];
pub(super) const SECTION: &[&str] = &[
    "section",
    "category",
    "topic",
    "news_category",
    "sectionname",
    "section_name",
    "desk",
    "ressort",
    "rubrique",
    "sección",
    "seccion",
    "sezione",
    "seção",
    "rubriek",
];
pub(super) const KEYWORDS: &[&str] = &["keywords", "tags", "topics", "meta_keywords"];
pub(super) const LANGUAGE: &[&str] =
    &["language", "lang", "languages", "sprache", "langue", "idioma", "lingua", "língua", "taal"];
pub(super) const SUBHEADS: &[&str] = &["subtitle", "subheadline", "subhead", "standfirst", "deck", "dek"];
pub(super) const PLACE: &[&str] = &["location", "place", "city", "dateline"];
/// Columns of dates whose names tell that the table is not of a country that writes the month first.
const DAY_FIRST: &[&str] = &[
    "datum",
    "fecha",
    "dato",
    "veröffentlicht",
    "erscheinungsdatum",
    "date_publication",
    "date_de_publication",
    "fecha_publicacion",
    "data_pubblicazione",
    "data_publicacao",
    "publicatiedatum",
];

/// A name in lower case as programs write it, where people wrote it: `article title` is `article_title`, `author(s)` is
/// `authors`.
pub(super) fn as_written_by_programs(name: &str) -> Cow<'_, str> {
    if !name.contains([' ', '-', '(']) {
        return Cow::Borrowed(name);
    }
    let whole = name.replace("(s)", "s");
    Cow::Owned(
        whole.split([' ', '-', '(', ')']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join("_"),
    )
}

/// Whether a name is one of those of a text or a headline.
pub(super) fn is_story(name: &str) -> bool {
    HEADLINE.contains(&name) || BODY.contains(&name)
}

/// Whether a name is one of those that tables of articles are told by: of a story, its day or its authors.
pub(super) fn tells_table(name: &str) -> bool {
    is_story(name) || DAY_FIRST.contains(&name) || AUTHORS.contains(&name)
}

/// Whether dates below a name write the day before the month.
pub(super) fn is_day_first(name: &str) -> bool {
    DAY_FIRST.contains(&name)
}
