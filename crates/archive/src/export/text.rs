//! Markdown and HTML, for reading.

use super::{ExportOptions, Writer, credit, escape, uid};
use offwire_article::{Article, ParagraphKind};
use std::io::{Result, Write};

pub(super) struct Markdown {
    pub(super) options: ExportOptions,
}

impl Writer for Markdown {
    fn begin(&mut self, _: &mut dyn Write) -> Result<()> {
        Ok(())
    }

    fn article(&mut self, article: &Article, out: &mut dyn Write) -> Result<()> {
        if self.options.no_text {
            return writeln!(out, "- `{}` {}", uid(article), plain(&credit(article)));
        }
        writeln!(out, "# {}\n", plain(article.headline.as_deref().unwrap_or("(no headline)")))?;
        writeln!(out, "*{}* `{}`\n", plain(&credit(article)), uid(article))?;
        if let Some(summary) = &article.summary {
            writeln!(out, "> {}\n", plain(&summary.text))?;
        }
        for paragraph in &article.paragraphs {
            let text = plain(&paragraph.text);
            match paragraph.kind {
                ParagraphKind::Subhead => writeln!(out, "## {text}\n")?,
                ParagraphKind::Quote => writeln!(out, "> {text}\n")?,
                ParagraphKind::List => writeln!(out, "- {text}\n")?,
                ParagraphKind::Caption => writeln!(out, "*{text}*\n")?,
                _ => writeln!(out, "{text}\n")?,
            }
        }
        writeln!(out, "---\n")
    }

    fn end(&mut self, _: &mut dyn Write) -> Result<()> {
        Ok(())
    }
}

/// Text in which nothing is taken for Markdown.
fn plain(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (at, c) in text.chars().enumerate() {
        let opens_line = at == 0 && matches!(c, '#' | '>' | '-' | '+' | '=' | '~' | '|' | ':');
        if opens_line || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '&') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

pub(super) struct Html {
    pub(super) options: ExportOptions,
}

impl Writer for Html {
    fn begin(&mut self, out: &mut dyn Write) -> Result<()> {
        out.write_all(
            b"<!doctype html>\n<html><head><meta charset=\"utf-8\"><title>Articles</title>\n\
              <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
              <style>body{max-width:42em;margin:2em auto;padding:0 1em;font:1.05em/1.5 serif}\
              .credit,figcaption{color:#555;font-size:.9em}aside{border-left:3px solid #999;padding-left:1em}</style>\n\
              </head><body>\n",
        )
    }

    fn article(&mut self, article: &Article, out: &mut dyn Write) -> Result<()> {
        let language = escape(article.language.as_deref().unwrap_or("und"));
        writeln!(out, "<article id=\"{}\" lang=\"{language}\">", uid(article))?;
        if !self.options.no_text {
            writeln!(out, "<h1>{}</h1>", escape(article.headline.as_deref().unwrap_or("(no headline)")))?;
        }
        writeln!(out, "<p class=\"credit\">{} <code>{}</code></p>", escape(&credit(article)), uid(article))?;
        if !self.options.no_text {
            if let Some(summary) = &article.summary {
                writeln!(out, "<aside>{}</aside>", escape(&summary.text))?;
            }
            for paragraph in &article.paragraphs {
                let (open, close) = tags(paragraph.kind);
                writeln!(out, "{open}{}{close}", escape(&paragraph.text))?;
            }
        }
        writeln!(out, "</article>")
    }

    fn end(&mut self, out: &mut dyn Write) -> Result<()> {
        out.write_all(b"</body></html>\n")
    }
}

fn tags(kind: ParagraphKind) -> (&'static str, &'static str) {
    match kind {
        ParagraphKind::Subhead => ("<h2>", "</h2>"),
        ParagraphKind::Quote => ("<blockquote>", "</blockquote>"),
        ParagraphKind::List => ("<ul><li>", "</li></ul>"),
        ParagraphKind::Caption => ("<figure><figcaption>", "</figcaption></figure>"),
        _ => ("<p>", "</p>"),
    }
}
