//! Articles written for others: one writer a format, all fed from the same records.
//!
//! The same articles give the same bytes in every archive: numbers that only one archive knows (`id`, `run`,
//! `story`) are left out, and the order is by date and uid.

mod bag;
mod cite;
mod dataset;
#[cfg(feature = "parquet")]
mod parquet;
mod table;
mod tei;
mod text;

use crate::{
    Archive, Filter, Order,
    error::{Error, Result},
};
use offwire_article::Article;
use serde::{Deserialize, Serialize};
use std::{io::Write, path::Path};

/// A format of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum ExportFormat {
    /// One record a line, with the field names of all commands.
    Jsonl,
    /// A table with one line an article (RFC 4180).
    Csv,
    /// The same table in columns, compressed (Apache Parquet).
    #[cfg(feature = "parquet")]
    Parquet,
    /// Markdown for reading.
    Md,
    /// One page for reading.
    Html,
    /// TEI P5, a corpus with one text an article.
    Tei,
    /// CSL JSON, for citations.
    Csl,
    /// BibTeX, for citations.
    Bibtex,
}

impl ExportFormat {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::Jsonl,
        Self::Csv,
        #[cfg(feature = "parquet")]
        Self::Parquet,
        Self::Md,
        Self::Html,
        Self::Tei,
        Self::Csl,
        Self::Bibtex,
    ];

    /// The name that commands take.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
            #[cfg(feature = "parquet")]
            Self::Parquet => "parquet",
            Self::Md => "md",
            Self::Html => "html",
            Self::Tei => "tei",
            Self::Csl => "csl",
            Self::Bibtex => "bibtex",
        }
    }

    /// The format of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.name().eq_ignore_ascii_case(name))
    }
}

/// What of each article is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportOptions {
    /// Identifiers, ranges and labels only: for sharing work on texts that may not be shared.
    pub no_text: bool,
}

/// What an export was made from: the same recipe gives the same bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipe {
    /// Version of the program.
    pub version: String,
    /// Name of the format.
    pub format: String,
    /// What of each article was written.
    pub options: ExportOptions,
    /// The search and filters, as they were given.
    pub query: serde_json::Value,
    /// The articles, in order.
    pub uids: Vec<String>,
}

/// Writes the parts of one format.
trait Writer {
    fn begin(&mut self, out: &mut dyn Write) -> std::io::Result<()>;
    fn article(&mut self, article: &Article, out: &mut dyn Write) -> std::io::Result<()>;
    fn end(&mut self, out: &mut dyn Write) -> std::io::Result<()>;
}

fn writer(format: ExportFormat, options: ExportOptions) -> Box<dyn Writer> {
    match format {
        ExportFormat::Jsonl => Box::new(Lines { options }),
        ExportFormat::Csv => Box::new(table::Csv { options }),
        #[cfg(feature = "parquet")]
        ExportFormat::Parquet => Box::new(parquet::Parquet::new(options)),
        ExportFormat::Md => Box::new(text::Markdown { options }),
        ExportFormat::Html => Box::new(text::Html { options }),
        ExportFormat::Tei => Box::new(tei::Tei { options }),
        ExportFormat::Csl => Box::new(cite::Csl { first: true, options }),
        ExportFormat::Bibtex => Box::new(cite::Bibtex { options }),
    }
}

impl Archive {
    /// Numbers of the articles that pass a filter, in the order of exports: by date, then by uid.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn export_ids(&self, filter: &Filter) -> Result<Vec<i64>> {
        self.ids(filter, Order::Canonical)
    }

    /// Writes articles in a format of one file; the number of articles.
    ///
    /// # Errors
    /// [`Error::NoArticle`], a damaged row, what SQLite says, or [`Error::File`] where `out` cannot be written.
    pub fn export(
        &self,
        ids: &[i64],
        format: ExportFormat,
        options: ExportOptions,
        out: &mut dyn Write,
    ) -> Result<u64> {
        let mut writer = writer(format, options);
        let failed = |error| Error::file(Path::new("export"), "cannot be written", error);
        writer.begin(out).map_err(failed)?;
        for id in ids {
            writer.article(&self.exported(*id)?, out).map_err(failed)?;
        }
        writer.end(out).map_err(failed)?;
        out.flush().map_err(failed)?;
        Ok(ids.len() as u64)
    }

    /// An article as exports have it: without what only this archive knows.
    pub(crate) fn exported(&self, id: i64) -> Result<Article> {
        let article = self.get(&id.to_string())?;
        Ok(Article { id: None, run: None, story: None, duplicate_of: None, ..article })
    }
}

struct Lines {
    options: ExportOptions,
}

impl Writer for Lines {
    fn begin(&mut self, _: &mut dyn Write) -> std::io::Result<()> {
        Ok(())
    }

    fn article(&mut self, article: &Article, out: &mut dyn Write) -> std::io::Result<()> {
        if self.options.no_text {
            serde_json::to_writer(&mut *out, &labels(article))?;
        } else {
            serde_json::to_writer(&mut *out, article)?;
        }
        out.write_all(b"\n")
    }

    fn end(&mut self, _: &mut dyn Write) -> std::io::Result<()> {
        Ok(())
    }
}

/// A record without the words of its source: identifiers, ranges, dates, names of things.
fn labels(article: &Article) -> serde_json::Value {
    let mut value = serde_json::to_value(article).unwrap_or_default();
    if let Some(record) = value.as_object_mut() {
        for field in ["headline", "subheads", "kicker", "related"] {
            record.remove(field);
        }
    }
    let without_text = |list: Option<&mut serde_json::Value>| {
        for item in list.and_then(|list| list.as_array_mut()).into_iter().flatten() {
            if let Some(item) = item.as_object_mut() {
                item.remove("text");
            }
        }
    };
    without_text(value.get_mut("paragraphs"));
    if let Some(summary) = value.get_mut("summary") {
        without_text(summary.get_mut("sentences"));
        if let Some(summary) = summary.as_object_mut() {
            summary.remove("text");
        }
    }
    value
}

/// The text with the five characters that markup keeps for itself written as references, and without the
/// controls that XML forbids.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() && !matches!(c, '\n' | '\t') => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// An article's uid, or nothing.
fn uid(article: &Article) -> &str {
    article.uid.as_ref().map_or("", |uid| uid.as_str())
}

/// The name of an article's status.
fn status(article: &Article) -> Option<String> {
    let status = article.status.and_then(|status| serde_json::to_value(status).ok())?;
    status.as_str().map(str::to_owned)
}

/// Agency and date in one line.
fn credit(article: &Article) -> String {
    let place = article.dateline.as_ref().and_then(|dateline| dateline.place.clone());
    let date = article.published.map(|date| date.to_string());
    let authors = (!article.authors.is_empty()).then(|| article.authors.join(", "));
    [authors, article.agency.clone(), place, date].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
