//! An article as a row: what has a column of its own, and the rest of the record as JSON.

use crate::{
    checksum,
    error::{Error, Result},
    layout, pieces,
};
use offwire_article::{Article, DateGround, Dateline, NewsDate, Status, Uid};
use rusqlite::Row;
use serde::{Deserialize, Serialize};

/// The columns of `articles` that hold the record, ready to be bound.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Columns {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) language: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) agency: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) section: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) place: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) deck: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) authors: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) date_ground: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) extra: Option<String>,
    pub(crate) paragraphs: String,
    pub(crate) lead_length: usize,
    /// Headline, body and pieces follow from the uid's own content: copies share them.
    #[serde(skip)]
    pub(crate) headline: Option<String>,
    #[serde(skip)]
    pub(crate) body: String,
    #[serde(skip)]
    pub(crate) pieces: Option<String>,
}

/// The columns in the order in which [`Columns::from_row`] reads them.
pub(crate) const COLUMNS: &str = "published, language, agency, section, place, status, deck, authors, \
     date_ground, url, extra, paragraphs, lead_length, headline, body, pieces";

impl Columns {
    /// Parts a record; uid, source and summary have places of their own and are dropped.
    pub(crate) fn of(mut article: Article) -> Self {
        article.uid = None;
        article.id = None;
        article.source = None;
        article.summary = None;
        (article.duplicate_of, article.version_of, article.story, article.run) = (None, None, None, None);
        let paragraphs = std::mem::take(&mut article.paragraphs);
        let subheads = std::mem::take(&mut article.subheads);
        let authors = std::mem::take(&mut article.authors);
        let headline = article.headline.take();
        let place = article.dateline.as_mut().and_then(|dateline| dateline.place.take());
        if article.dateline.as_ref().is_some_and(|dateline| *dateline == Dateline::default()) {
            article.dateline = None;
        }
        let body = layout::body(&paragraphs);
        let deck = (!subheads.is_empty()).then(|| subheads.join("\n"));
        let texts = headline.as_deref().into_iter().chain(deck.as_deref()).chain([body.as_str()]);
        let pieces = pieces::of(texts);
        Self {
            published: article.published.take().map(|date| date.to_string()),
            language: article.language.take(),
            agency: article.agency.take(),
            section: article.section.take(),
            place,
            status: article.status.take().and_then(name_of),
            authors: (!authors.is_empty()).then(|| serde_json::Value::from(authors).to_string()),
            date_ground: article.date_ground.take().and_then(name_of),
            url: article.url.take(),
            extra: (article != Article::default()).then(|| serde_json::to_string(&article).ok()).flatten(),
            paragraphs: layout::encode(&paragraphs),
            lead_length: layout::lead_length(&paragraphs),
            deck,
            headline,
            body,
            pieces,
        }
    }

    pub(crate) fn from_row(row: &Row<'_>, first: usize) -> rusqlite::Result<Self> {
        Ok(Self {
            published: row.get(first)?,
            language: row.get(first + 1)?,
            agency: row.get(first + 2)?,
            section: row.get(first + 3)?,
            place: row.get(first + 4)?,
            status: row.get(first + 5)?,
            deck: row.get(first + 6)?,
            authors: row.get(first + 7)?,
            date_ground: row.get(first + 8)?,
            url: row.get(first + 9)?,
            extra: row.get(first + 10)?,
            paragraphs: row.get(first + 11)?,
            lead_length: row.get::<_, i64>(first + 12).map(|n| usize::try_from(n).unwrap_or(0))?,
            headline: row.get(first + 13)?,
            body: row.get(first + 14)?,
            pieces: row.get(first + 15)?,
        })
    }

    /// Checksum of the row, kept in it.
    pub(crate) fn checksum(&self, uid: &Uid) -> u32 {
        let fields = [
            &self.published,
            &self.language,
            &self.agency,
            &self.section,
            &self.place,
            &self.status,
            &self.deck,
            &self.authors,
            &self.date_ground,
            &self.url,
            &self.extra,
            &self.headline,
            &self.pieces,
        ];
        let texts = [uid.as_str(), &self.paragraphs, &self.body].into_iter().map(Some);
        checksum::of(texts.chain(fields.into_iter().map(Option::as_deref)))
    }

    /// The lead and the rest, as the generated columns cut them.
    pub(crate) fn lead_and_rest(&self) -> (&str, &str) {
        let at = self.body.char_indices().nth(self.lead_length).map_or(self.body.len(), |(at, _)| at);
        self.body.split_at_checked(at).unwrap_or((&self.body, ""))
    }

    /// The record again. `id` names the article in errors.
    pub(crate) fn into_article(self, id: i64) -> Result<Article> {
        let mut article: Article = match &self.extra {
            Some(extra) => serde_json::from_str(extra).map_err(|error| stored(id, "extra", error))?,
            None => Article::default(),
        };
        article.paragraphs = layout::decode(&self.paragraphs, &self.body)
            .ok_or_else(|| stored(id, "paragraphs", "it does not fit the body"))?;
        if let Some(authors) = &self.authors {
            article.authors = serde_json::from_str(authors).map_err(|error| stored(id, "authors", error))?;
        }
        if let Some(published) = &self.published {
            let date: NewsDate = published.parse().map_err(|error| stored(id, "published", error))?;
            article.published = Some(date);
        }
        article.date_ground =
            self.date_ground.map(|name| value_of::<DateGround>(id, "date_ground", name)).transpose()?;
        article.status = self.status.map(|name| value_of::<Status>(id, "status", name)).transpose()?;
        if self.place.is_some() {
            article.dateline.get_or_insert_default().place = self.place;
        }
        article.subheads = self.deck.iter().flat_map(|deck| deck.split('\n')).map(str::to_owned).collect();
        article.language = self.language;
        article.agency = self.agency;
        article.section = self.section;
        article.url = self.url;
        article.headline = self.headline;
        Ok(article)
    }
}

fn stored(
    id: i64,
    field: &'static str,
    source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
) -> Error {
    Error::Stored { id, field, source: source.into() }
}

/// The name that an enum of the record is written as.
fn name_of(value: impl Serialize) -> Option<String> {
    serde_json::to_value(value).ok()?.as_str().map(str::to_owned)
}

fn value_of<T: for<'de> Deserialize<'de>>(id: i64, field: &'static str, name: String) -> Result<T> {
    serde_json::from_value(serde_json::Value::String(name)).map_err(|error| stored(id, field, error))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use offwire_article::{Paragraph, ParagraphKind, Span, WireMarks};

    /// A record with nearly every field.
    pub(crate) fn full_article() -> Article {
        let mut article = Article {
            headline: Some("Harbour reopens".into()),
            subheads: vec!["Ships return".into(), "Pilots wait".into()],
            kicker: Some("Trade".into()),
            agency: Some("Northern Wire".into()),
            authors: vec!["A. Stone".into(), "B. Reed".into()],
            dateline: Some(Dateline { place: Some("PORT ELM".into()), ..Dateline::default() }),
            published: Some("1987-02-26T15:01:01Z".parse().unwrap()),
            date_ground: Some(DateGround::Metadata),
            language: Some("en".into()),
            section: Some("Trade".into()),
            keywords: vec!["ports".into()],
            wire: Some(WireMarks { take: Some(2), ..WireMarks::default() }),
            status: Some(Status::Lead),
            url: Some("https://example.org/harbour".into()),
            related: vec!["Storm over".into()],
            ..Article::default()
        };
        article.paragraphs = vec![
            Paragraph::text("A crane.").with_kind(ParagraphKind::Caption),
            Paragraph::text("The harbour reopened on Monday.").with_source(vec![Span::of(20, 51)]),
            Paragraph::text("Ships “returned”."),
        ];
        article.field_sources.insert("headline".into(), vec![Span::of(0, 15)]);
        article
    }

    #[test]
    fn a_record_survives_its_columns() {
        let article = full_article();
        let columns = Columns::of(article.clone());
        assert_eq!(columns.lead_and_rest().0, "A crane.\n\nThe harbour reopened on Monday.");
        assert_eq!(columns.into_article(1).unwrap(), article);
        assert_eq!(Columns::of(Article::default()).into_article(1).unwrap(), Article::default());
    }
}
