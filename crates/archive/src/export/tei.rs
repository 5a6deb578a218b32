//! TEI P5: a corpus with one text an article (TEI Guidelines, chapters 2 and 4).

use super::{ExportOptions, Writer, escape, uid};
use offwire_article::{Article, ParagraphKind};
use std::io::{Result, Write};

pub(super) struct Tei {
    pub(super) options: ExportOptions,
}

impl Writer for Tei {
    fn begin(&mut self, out: &mut dyn Write) -> Result<()> {
        out.write_all(
            b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<teiCorpus xmlns=\"http://www.tei-c.org/ns/1.0\">\n\
              <teiHeader><fileDesc><titleStmt><title>News articles</title></titleStmt>\
              <publicationStmt><p>Exported from an archive of news articles.</p></publicationStmt>\
              <sourceDesc><p>Each text names its own source.</p></sourceDesc></fileDesc></teiHeader>\n",
        )
    }

    fn article(&mut self, article: &Article, out: &mut dyn Write) -> Result<()> {
        // An XML name may not begin with a digit.
        write!(out, "<TEI xml:id=\"a{}\"", uid(article))?;
        if let Some(language) = &article.language {
            write!(out, " xml:lang=\"{}\"", escape(language))?;
        }
        writeln!(out, ">")?;
        self.header(article, out)?;
        writeln!(out, "<text><body>")?;
        if !self.options.no_text {
            body(article, out)?;
        } else {
            writeln!(out, "<p/>")?;
        }
        writeln!(out, "</body></text>\n</TEI>")
    }

    fn end(&mut self, out: &mut dyn Write) -> Result<()> {
        out.write_all(b"</teiCorpus>\n")
    }
}

impl Tei {
    fn header(&self, article: &Article, out: &mut dyn Write) -> Result<()> {
        let headline = article.headline.as_deref().filter(|_| !self.options.no_text).unwrap_or("");
        write!(out, "<teiHeader><fileDesc><titleStmt><title>{}</title>", escape(headline))?;
        for author in &article.authors {
            write!(out, "<author>{}</author>", escape(author))?;
        }
        write!(out, "</titleStmt><publicationStmt>")?;
        match &article.agency {
            Some(agency) => write!(out, "<publisher>{}</publisher>", escape(agency))?,
            None => write!(out, "<publisher>unknown</publisher>")?,
        }
        if let Some(date) = article.published {
            write!(out, "<date when=\"{date}\">{date}</date>")?;
        }
        write!(out, "<idno type=\"uid\">{}</idno>", uid(article))?;
        if let Some(rights) = &article.rights {
            write!(out, "<availability><p>{}</p></availability>", escape(rights))?;
        }
        write!(out, "</publicationStmt><sourceDesc><bibl>")?;
        if let Some(url) = &article.url {
            write!(out, "<ref target=\"{0}\">{0}</ref>", escape(url))?;
        }
        if let Some(source) = &article.source {
            write!(out, "<idno type=\"path\">{}</idno>", escape(&source.path))?;
            write!(out, "<idno type=\"sha256\">{}</idno>", escape(&source.sha256))?;
        }
        writeln!(out, "</bibl></sourceDesc></fileDesc></teiHeader>")
    }
}

fn body(article: &Article, out: &mut dyn Write) -> Result<()> {
    if let Some(headline) = &article.headline {
        writeln!(out, "<head>{}</head>", escape(headline))?;
    }
    if article.paragraphs.is_empty() {
        return writeln!(out, "<p/>");
    }
    for paragraph in &article.paragraphs {
        let text = escape(&paragraph.text);
        match paragraph.kind {
            ParagraphKind::Subhead => writeln!(out, "<p rend=\"subhead\">{text}</p>")?,
            ParagraphKind::Quote => writeln!(out, "<quote>{text}</quote>")?,
            ParagraphKind::List => writeln!(out, "<list><item>{text}</item></list>")?,
            ParagraphKind::Caption => writeln!(out, "<figure><figDesc>{text}</figDesc></figure>")?,
            _ => writeln!(out, "<p>{text}</p>")?,
        }
    }
    Ok(())
}
