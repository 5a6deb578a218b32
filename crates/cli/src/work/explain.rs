//! `parse --explain`: why a record was read as it was.

use super::{lines::Line, parse::Written};
use crate::{
    args::OutputFormat,
    output::{visible, wrap},
};
use offwire_article::{Article, Span, text::fold_space};
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
    #[serde(skip)]
    articles: &'a [Article],
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
        let articles: Vec<Article> = self.parser.parse(item).into_iter().filter_map(Result::ok).collect();
        let explained = Explained {
            path: &item.origin.path,
            member: item.origin.member.as_deref(),
            offset: item.origin.offset,
            decisions: explanations.iter().map(|e| used(decision(e), &articles)).collect(),
            articles: &articles,
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

/// A block that is no part of the text and still is of use: it holds the headline or the byline.
fn used<'a>(decision: Decision<'a>, articles: &[Article]) -> Decision<'a> {
    if decision.kept || decision.about != "block" {
        return decision;
    }
    let text = fold_space(decision.text);
    let is_headline = articles.iter().any(|article| article.headline.as_ref() == Some(&text));
    let named = |article: &Article| {
        let names = article.authors.iter().filter(|name| text.contains(name.as_str()));
        2 * names.map(String::len).sum::<usize>() > text.len()
    };
    match () {
        () if is_headline => Decision { reading: "headline", reason: "holds the headline", ..decision },
        () if articles.iter().any(named) => {
            Decision { reading: "byline", reason: "holds the byline", ..decision }
        }
        () => decision,
    }
}

/// Characters of a block that are shown.
const SHOWN: usize = 200;

/// What is said of a record whose format leaves nothing to choose.
fn by_itself(articles: &[Article], width: usize) -> String {
    let told = |article: &Article| {
        let format = article.source.as_ref().map_or("its format", |source| source.format.as_str());
        let headline = article.headline.as_deref().unwrap_or("(no headline)");
        let told = format!("{format} says itself what is what; the headline: {headline}");
        format!("{}\n", wrap(&told, width, "        "))
    };
    if articles.is_empty() { "        no article\n".into() } else { articles.iter().map(told).collect() }
}

impl ExplainWork {
    fn text(&self, explained: &Explained<'_>) -> String {
        let (style, width) = (self.written.style, self.written.width);
        let member = explained.member.map_or_else(String::new, |member| format!("!/{member}"));
        let offset = explained.offset.map_or_else(String::new, |offset| format!(" at byte {offset}"));
        let place = format!("{}{member}{offset}", explained.path);
        let mut text = format!("{}\n", style.bold(&visible(&place)));
        if explained.decisions.is_empty() {
            text.push_str(&by_itself(explained.articles, width));
        }
        for decision in &explained.decisions {
            let mark = match decision.reading {
                _ if decision.kept => style.green("kept   "),
                "headline" | "byline" => style.green("used   "),
                _ => style.dim("dropped"),
            };
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_of_the_headline_and_the_byline_are_of_use() {
        let article = Article {
            headline: Some("Harbour reopens".into()),
            authors: vec!["Ann Smith".into(), "Bo Lind".into()],
            ..Article::default()
        };
        let articles = [article];
        let reading = |text| {
            let decision = Decision {
                about: "block",
                kept: false,
                reading: "furniture",
                score: None,
                reason: "reads like page furniture",
                text,
                source: &[],
            };
            used(decision, &articles).reading
        };
        assert_eq!(reading("Harbour  reopens"), "headline");
        assert_eq!(reading("By Ann Smith and Bo Lind"), "byline");
        assert_eq!(reading("More stories by Ann Smith about ships, harbours and the sea"), "furniture");
        assert_eq!(reading("Harbour"), "furniture");
    }
}
