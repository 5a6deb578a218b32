//! Comma-separated values (RFC 4180).

use super::{ExportOptions, Writer, status, uid};
use offwire_article::Article;
use std::io::{Result, Write};

pub(super) struct Csv {
    pub(super) options: ExportOptions,
}

const LABELS: &[&str] = &[
    "uid",
    "published",
    "agency",
    "authors",
    "language",
    "section",
    "place",
    "status",
    "url",
    "format",
    "path",
    "member",
    "offset",
    "length",
    "sha256",
];
const TEXTS: &[&str] = &["headline", "summary", "text"];

impl Writer for Csv {
    fn begin(&mut self, out: &mut dyn Write) -> Result<()> {
        let texts = if self.options.no_text { &[] } else { TEXTS };
        let names: Vec<&str> = LABELS.iter().chain(texts).copied().collect();
        write!(out, "{}\r\n", names.join(","))
    }

    fn article(&mut self, article: &Article, out: &mut dyn Write) -> Result<()> {
        let mut fields = labels(article);
        if !self.options.no_text {
            fields.push(article.headline.clone().unwrap_or_default());
            fields.push(article.summary.as_ref().map(|summary| summary.text.clone()).unwrap_or_default());
            fields.push(article.body());
        }
        let line: Vec<String> = fields.iter().map(|field| quoted(field)).collect();
        write!(out, "{}\r\n", line.join(","))
    }

    fn end(&mut self, _: &mut dyn Write) -> Result<()> {
        Ok(())
    }
}

fn labels(article: &Article) -> Vec<String> {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let source = article.source.clone().unwrap_or_default();
    vec![
        uid(article).to_owned(),
        article.published.map(|date| date.to_string()).unwrap_or_default(),
        text(&article.agency),
        article.authors.join("; "),
        text(&article.language),
        text(&article.section),
        article.dateline.as_ref().and_then(|dateline| dateline.place.clone()).unwrap_or_default(),
        status(article).unwrap_or_default(),
        text(&article.url),
        source.format,
        source.path,
        source.member.unwrap_or_default(),
        source.offset.map(|offset| offset.to_string()).unwrap_or_default(),
        source.length.to_string(),
        source.sha256,
    ]
}

/// A field in quotation marks where it needs them. A first character that spreadsheets take for a formula is
/// kept as it is: altering data to please a program is not for an export.
fn quoted(field: &str) -> String {
    if field.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}
