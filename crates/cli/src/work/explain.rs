//! `parse --explain`: why a record was read as it was.

use super::{lines::Line, parse::Written};
use crate::{
    args::OutputFormat,
    output::{visible, wrap},
};
use offwire_article::Span;
use offwire_batch::Work;
use offwire_parse::{Error as ParseError, Explanation, Parser, RawItem};
use serde::Serialize;

/// The step.
pub(crate) struct ExplainWork {
    pub(crate) parser: Parser,
    pub(crate) written: Written,
}

#[derive(Serialize)]
struct Explained<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    member: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    offset: Option<u64>,
    decisions: Vec<Decision<'a>>,
}

#[derive(Serialize)]
struct Decision<'a> {
    about: &'a str,
    kept: bool,
    reading: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<f32>,
    reason: &'a str,
    text: &'a str,
    #[serde(skip_serializing_if = "<[Span]>::is_empty")]
    source: &'a [Span],
}

impl Work for ExplainWork {
    type Output = Vec<Line>;

    fn run(&self, item: &RawItem) -> Vec<Line> {
        let explanations = self.parser.explain(item);
        let explained = Explained {
            path: &item.origin.path,
            member: item.origin.member.as_deref(),
            offset: item.origin.offset,
            decisions: explanations.iter().map(decision).collect(),
        };
        vec![Line::Ready(match self.written.format {
            OutputFormat::Text => self.text(&explained).into_bytes(),
            _ => serde_json::to_vec(&explained).unwrap_or_default(),
        })]
    }

    fn failed(&self, _: Option<&RawItem>, error: &ParseError) -> Vec<Line> {
        vec![Line::failed(error)]
    }

    fn weight(&self, lines: &Vec<Line>) -> usize {
        lines.iter().map(Line::weight).sum()
    }
}

fn decision(explanation: &Explanation) -> Decision<'_> {
    Decision {
        about: &explanation.about,
        kept: explanation.kept,
        reading: &explanation.reading,
        score: explanation.score,
        reason: &explanation.reason,
        text: &explanation.text,
        source: &explanation.source,
    }
}

/// Characters of a block that are shown.
const SHOWN: usize = 200;

impl ExplainWork {
    fn text(&self, explained: &Explained<'_>) -> String {
        let (style, width) = (self.written.style, self.written.width);
        let place = explained.member.map_or_else(String::new, |member| format!("!/{member}"));
        let mut text = format!("{}\n", style.bold(&visible(&format!("{}{place}", explained.path))));
        for decision in &explained.decisions {
            let mark = if decision.kept { style.green("kept   ") } else { style.dim("dropped") };
            let score = decision.score.map_or_else(String::new, |score| format!(" {score:.3}"));
            let about = visible(decision.about);
            let reading = visible(decision.reading);
            text.push_str(&format!("{mark} {about} {reading}{score}: {}\n", visible(decision.reason)));
            let short: String = decision.text.chars().take(SHOWN).collect();
            let more = if short.len() < decision.text.len() { "…" } else { "" };
            if !short.is_empty() {
                text.push_str(&format!(
                    "{}\n",
                    style.dim(&wrap(&format!("{short}{more}"), width, "        "))
                ));
            }
        }
        text
    }
}
