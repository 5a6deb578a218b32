//! `summarize`: a record becomes a paragraph with the name that it came with.

use super::{
    document::{self, Document},
    lines::Line,
};
use crate::{
    args::OutputFormat,
    output::{Style, csv_row, visible, wrap},
    work::parse::facts,
};
use offwire_article::{Article, Source, Summary, Uid};
use offwire_batch::Work;
use offwire_parse::{Error as ParseError, Parser, RawItem, Reason};
use offwire_summarize::{Explanation, Summarizer};
use serde::Serialize;
use serde_json::Value;

/// Fields in csv.
pub(crate) const COLUMNS: [&str; 7] =
    ["id", "uid", "headline", "source.path", "summary.method", "summary.words", "summary.text"];

/// A paragraph and what it is about.
#[derive(Debug, Serialize)]
pub(crate) struct Summarized {
    /// The name that the record came with, or its number in the archive.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    uid: Option<Uid>,
    #[serde(skip_serializing_if = "Option::is_none")]
    headline: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<Source>,
    summary: Summary,
    #[serde(skip_serializing_if = "Option::is_none")]
    explanation: Option<Explanation>,
    #[serde(skip)]
    facts: Vec<String>,
}

/// How paragraphs are made and written.
pub(crate) struct Paragraphs {
    pub(crate) summarizer: Summarizer,
    pub(crate) explain: bool,
    pub(crate) format: OutputFormat,
    pub(crate) style: Style,
    pub(crate) width: usize,
}

impl Paragraphs {
    /// The paragraph about an article, written out; `None` where it has no text.
    pub(crate) fn line(&self, document: Document) -> Option<Vec<u8>> {
        let Document { id, article, .. } = document;
        let summary = self.summarizer.summarize(&article)?;
        let explanation = self.explain.then(|| self.summarizer.explain(&article));
        let facts = facts(&article);
        let Article { uid, headline, source, .. } = article;
        let summarized = Summarized { id, uid, headline, source, summary, explanation, facts };
        Some(match self.format {
            OutputFormat::Json | OutputFormat::Jsonl => serde_json::to_vec(&summarized).unwrap_or_default(),
            OutputFormat::Csv => {
                csv_row(&COLUMNS, &serde_json::to_value(&summarized).unwrap_or_default()).into_bytes()
            }
            OutputFormat::Text => self.text(&summarized).into_bytes(),
            OutputFormat::Md | OutputFormat::Svg => md(&summarized).into_bytes(),
        })
    }

    fn text(&self, summarized: &Summarized) -> String {
        let mut text = String::new();
        if let Some(headline) = &summarized.headline {
            text.push_str(&format!("{}\n", self.style.bold(&wrap(headline, self.width, ""))));
        }
        if !summarized.facts.is_empty() {
            let facts = wrap(&summarized.facts.join(" · "), self.width, "");
            text.push_str(&format!("{}\n", self.style.dim(&facts)));
        }
        text.push_str(&format!("{}\n", wrap(&summarized.summary.text, self.width, "  ")));
        for sentence in summarized.explanation.iter().flat_map(|e| &e.sentences) {
            let mark = if sentence.kept { self.style.green("kept   ") } else { self.style.dim("dropped") };
            let place = format!("paragraph {}, sentence {}", sentence.paragraph + 1, sentence.place + 1);
            text.push_str(&format!(
                "\n{mark} {:>8.3}  {place}: {}\n",
                sentence.score,
                sentence.reasons.join("; ")
            ));
            text.push_str(&format!("{}\n", wrap(&sentence.text, self.width, "    ")));
        }
        text
    }
}

fn md(summarized: &Summarized) -> String {
    let headline = summarized.headline.as_deref().unwrap_or("(no headline)");
    format!("## {}\n\n{}\n\n", visible(headline), visible(&summarized.summary.text))
}

/// The step.
pub(crate) struct SummarizeWork {
    pub(crate) parser: Parser,
    pub(crate) paragraphs: Paragraphs,
}

impl SummarizeWork {
    fn line(&self, document: Document, item: &RawItem) -> Line {
        let id = document.id.clone();
        match self.paragraphs.line(document) {
            Some(bytes) => Line::Ready(bytes),
            None => {
                let error = ParseError::at(&item.origin, Reason::NoArticle, "no sentence to choose from");
                failed(error, id.as_ref())
            }
        }
    }

    /// Takes over the day that the record gives under whatever name, as an import would read it.
    fn date(&self, article: &mut Article, item: &RawItem) {
        if let [Ok(read)] = self.parser.parse(item).as_slice() {
            (article.published, article.date_ground) = (read.published, read.date_ground);
        }
    }
}

/// A failure that names the record by the name that it came with.
fn failed(mut error: ParseError, id: Option<&Value>) -> Line {
    if let Some(id) = id {
        error.detail = format!("id {id}: {}", error.detail);
    }
    Line::failed(&error)
}

impl Work for SummarizeWork {
    type Output = Vec<Line>;

    fn run(&self, item: &RawItem) -> Vec<Line> {
        let is_json = item.bytes.iter().find(|b| !b.is_ascii_whitespace()) == Some(&b'{');
        if is_json && let Some(mut document) = document::read(&item.bytes) {
            if document.has_more && document.article.published.is_none() {
                self.date(&mut document.article, item);
            }
            return vec![self.line(document, item)];
        }
        let id = if is_json { document::id_of(&item.bytes) } else { None };
        let line = |parsed: Result<Article, ParseError>| match parsed {
            Ok(article) => self.line(Document::new(id.clone(), article), item),
            // Text that was piped in need not look like a page.
            Err(error) if item.origin.path == "-" && error.reason == Reason::NoArticle && !is_json => {
                match document::from_text(&String::from_utf8_lossy(&item.bytes)) {
                    Some(article) => self.line(Document::new(None, article), item),
                    None => Line::failed(&error),
                }
            }
            Err(error) => failed(error, id.as_ref()),
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
