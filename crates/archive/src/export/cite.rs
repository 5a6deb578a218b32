//! Citations: CSL JSON (schema 1.0.2) and BibTeX.

use super::{ExportOptions, Writer, uid};
use offwire_article::{Article, NewsDate};
use serde_json::{Map, Value, json};
use std::io::{Result, Write};

pub(super) struct Csl {
    pub(super) first: bool,
    pub(super) options: ExportOptions,
}

impl Writer for Csl {
    fn begin(&mut self, out: &mut dyn Write) -> Result<()> {
        out.write_all(b"[")
    }

    fn article(&mut self, article: &Article, out: &mut dyn Write) -> Result<()> {
        out.write_all(if self.first { b"\n" } else { b",\n" })?;
        self.first = false;
        serde_json::to_writer(out, &csl(article, self.options))?;
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write) -> Result<()> {
        out.write_all(b"\n]\n")
    }
}

fn csl(article: &Article, options: ExportOptions) -> Value {
    let mut item = Map::new();
    item.insert("id".into(), json!(uid(article)));
    item.insert("type".into(), json!("article-newspaper"));
    let mut put = |name: &str, value: Option<&str>| {
        if let Some(value) = value {
            item.insert(name.into(), json!(value));
        }
    };
    put("title", title(article, options));
    put("container-title", journal(article));
    put("publisher", article.agency.as_deref());
    put("publisher-place", article.dateline.as_ref().and_then(|dateline| dateline.place.as_deref()));
    put("language", article.language.as_deref());
    put("section", article.section.as_deref());
    put("URL", article.url.as_deref());
    put("page", article.print.as_ref().and_then(|print| print.page.as_deref()));
    if !article.authors.is_empty() {
        // A byline does not say which of its words is the family name.
        let authors: Vec<Value> = article.authors.iter().map(|name| json!({ "literal": name })).collect();
        item.insert("author".into(), Value::from(authors));
    }
    if let Some(date) = article.published {
        item.insert("issued".into(), json!({ "date-parts": [parts(date)] }));
    }
    Value::Object(item)
}

/// The headline is text of the source, too.
fn title(article: &Article, options: ExportOptions) -> Option<&str> {
    article.headline.as_deref().filter(|_| !options.no_text)
}

/// The paper or else the agency.
fn journal(article: &Article) -> Option<&str> {
    article.print.as_ref().and_then(|print| print.title.as_deref()).or(article.agency.as_deref())
}

fn parts(date: NewsDate) -> Vec<i64> {
    let rest = [date.month(), date.day()].into_iter().map_while(|part| part.map(i64::from));
    std::iter::once(i64::from(date.year())).chain(rest).collect()
}

pub(super) struct Bibtex {
    pub(super) options: ExportOptions,
}

impl Writer for Bibtex {
    fn begin(&mut self, _: &mut dyn Write) -> Result<()> {
        Ok(())
    }

    fn article(&mut self, article: &Article, out: &mut dyn Write) -> Result<()> {
        writeln!(out, "@article{{{},", uid(article))?;
        let mut field = |name: &str, value: Option<String>| match value {
            Some(value) => writeln!(out, "  {name} = {{{}}},", braced(&value)),
            None => Ok(()),
        };
        field("title", title(article, self.options).map(str::to_owned))?;
        let authors = article.authors.iter().map(|name| format!("{{{name}}}")).collect::<Vec<_>>();
        field("author", (!authors.is_empty()).then(|| authors.join(" and ")))?;
        field("journal", journal(article).map(str::to_owned))?;
        field("year", article.published.map(|date| date.year().to_string()))?;
        field("month", article.published.and_then(|date| date.month()).map(|month| month.to_string()))?;
        field("day", article.published.and_then(|date| date.day()).map(|day| day.to_string()))?;
        field("url", article.url.clone())?;
        field("language", article.language.clone())?;
        writeln!(out, "}}\n")
    }

    fn end(&mut self, _: &mut dyn Write) -> Result<()> {
        Ok(())
    }
}

/// Text in which TeX's own characters are letters. Braces that pair are kept: they guard names.
fn braced(text: &str) -> String {
    let balanced = text.matches('{').count() == text.matches('}').count();
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => escaped.push_str("\\textbackslash "),
            '{' | '}' if !balanced => {}
            '#' | '$' | '%' | '&' | '_' => {
                escaped.push('\\');
                escaped.push(c);
            }
            '~' => escaped.push_str("\\textasciitilde "),
            '^' => escaped.push_str("\\textasciicircum "),
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}
