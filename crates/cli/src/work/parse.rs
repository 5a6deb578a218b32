//! `parse`: a record becomes articles, written out.

use super::lines::Line;
use crate::{
    args::{Days, OutputFormat},
    output::{Style, csv_row, hang, visible, wrap},
};
use offwire_article::{Article, ParagraphKind};
use offwire_batch::Work;
use offwire_parse::{Error as ParseError, Parser, RawItem};

/// Fields of an article in csv and md.
pub(crate) const COLUMNS: [&str; 10] = [
    "uid",
    "headline",
    "agency",
    "authors",
    "published",
    "dateline.place",
    "language",
    "section",
    "url",
    "source.path",
];

/// How articles are written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Written {
    pub(crate) format: OutputFormat,
    pub(crate) style: Style,
    pub(crate) width: usize,
}

impl Written {
    pub(crate) fn article(&self, article: &Article) -> Vec<u8> {
        match self.format {
            OutputFormat::Text => text(article, self.style, self.width).into_bytes(),
            OutputFormat::Json | OutputFormat::Jsonl => serde_json::to_vec(article).unwrap_or_default(),
            OutputFormat::Csv => {
                csv_row(&COLUMNS, &serde_json::to_value(article).unwrap_or_default()).into_bytes()
            }
            OutputFormat::Md | OutputFormat::Svg => md(article).into_bytes(),
        }
    }
}

/// The step.
pub(crate) struct ParseWork {
    pub(crate) parser: Parser,
    pub(crate) days: Days,
    pub(crate) with_source: bool,
    pub(crate) written: Written,
}

impl Work for ParseWork {
    type Output = Vec<Line>;

    fn run(&self, item: &RawItem) -> Vec<Line> {
        let line = |parsed: Result<Article, ParseError>| match parsed {
            Ok(article) if self.days.refuse(article.published).is_some() => Line::LeftOut,
            Ok(mut article) => {
                if !self.with_source {
                    article.without_ranges();
                }
                Line::Ready(self.written.article(&article))
            }
            Err(error) => Line::failed(&error),
        };
        self.parser.parse(item).into_iter().map(line).collect()
    }

    fn failed(&self, _: Option<&RawItem>, error: &ParseError) -> Vec<Line> {
        vec![Line::failed(error)]
    }

    fn weight(&self, lines: &Vec<Line>) -> usize {
        lines.iter().map(Line::weight).sum()
    }
}

/// An article for reading.
pub(crate) fn text(article: &Article, style: Style, width: usize) -> String {
    let mut text = String::new();
    if let Some(kicker) = &article.kicker {
        text.push_str(&format!("{}\n", style.dim(&visible(kicker))));
    }
    let headline = article.headline.as_deref().unwrap_or("(no headline)");
    text.push_str(&format!("{}\n", style.bold(&wrap(headline, width, ""))));
    for subhead in &article.subheads {
        text.push_str(&format!("{}\n", wrap(subhead, width, "")));
    }
    let facts = facts(article);
    if !facts.is_empty() {
        text.push_str(&format!("{}\n", style.dim(&wrap(&facts.join(" · "), width, ""))));
    }
    for paragraph in &article.paragraphs {
        let indent = match paragraph.kind {
            ParagraphKind::Quote => "  | ",
            ParagraphKind::List => "  - ",
            ParagraphKind::Caption => "  [caption] ",
            _ => "",
        };
        let body = wrap(&paragraph.text, width, indent);
        let body = if paragraph.kind == ParagraphKind::Subhead { style.bold(&body) } else { body };
        text.push_str(&format!("\n{body}\n"));
    }
    if let Some(end_mark) = &article.end_mark {
        text.push_str(&format!("\n{}\n", style.dim(&visible(end_mark))));
    }
    if let Some(quality) = article.quality.as_ref().filter(|q| !q.notes.is_empty()) {
        let notes = hang(&format!("notes: {}", quality.notes.join(", ")), width, "    ");
        let notes = notes.strip_prefix("notes:").unwrap_or(&notes);
        text.push_str(&format!("\n{}{notes}\n", style.yellow("notes:")));
    }
    text
}

/// Who says so, when, where; for the line under a headline.
pub(crate) fn facts(article: &Article) -> Vec<String> {
    let place = article.dateline.as_ref().and_then(|d| d.place.clone());
    let authors = (!article.authors.is_empty()).then(|| format!("by {}", article.authors.join(", ")));
    let wire = article.wire.as_ref().and_then(|w| w.prefix.clone());
    let path = article.source.as_ref().map(|s| match &s.member {
        Some(member) => format!("{}!/{member}", s.path),
        None => s.path.clone(),
    });
    let parts = [
        article.published.map(|d| d.to_string()),
        article.agency.clone(),
        place,
        authors,
        wire,
        article.section.clone(),
        article.language.clone(),
        path,
    ];
    parts.into_iter().flatten().map(|part| visible(&part).into_owned()).collect()
}

fn md(article: &Article) -> String {
    let mut text = format!("# {}\n", visible(article.headline.as_deref().unwrap_or("(no headline)")));
    let facts = facts(article);
    if !facts.is_empty() {
        text.push_str(&format!("\n*{}*\n", facts.join(" · ")));
    }
    for paragraph in &article.paragraphs {
        let mark = match paragraph.kind {
            ParagraphKind::Subhead => "## ",
            ParagraphKind::Quote => "> ",
            ParagraphKind::List => "- ",
            _ => "",
        };
        text.push_str(&format!("\n{mark}{}\n", visible(&paragraph.text)));
    }
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_wrapped_like_the_rest() {
        let mut article = Article { headline: Some("Harbour reopens".into()), ..Article::default() };
        for note in ["cut off", "low OCR confidence", "paywall stub", "no date", "summary only"] {
            article.note(note);
        }
        let told = text(&article, Style::new(false), 40);
        assert!(told.lines().all(|line| line.chars().count() <= 40), "{told}");
        assert!(told.contains("\nnotes: cut off, low OCR confidence,\n    paywall stub"), "{told}");
    }
}
