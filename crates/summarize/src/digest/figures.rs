//! Figures that articles give differently for the same thing.

use super::pool::{Line, Pool};
use offwire_article::{
    Article, NewsDate,
    text::{Figure, Kind, numbers},
};
use serde::{Deserialize, Serialize};

/// Share of content words that two sentences about the same thing have in common.
const SAME: f32 = 0.3;
/// The same where money or percent is told of, which names nothing that both could count.
const SAME_AMOUNT: f32 = 0.5;
/// Lines with figures that are compared with each other, the best first.
const COMPARED: usize = 600;

/// Different figures for the same thing, side by side.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Contradiction {
    /// The claims, earliest first; at least two, from different articles.
    pub claims: Vec<Claim>,
}

/// What one article claims.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Claim {
    /// The figure as the article writes it, with the words that bound it and say what it counts: `at least 12 people`.
    pub figure: String,
    /// Index of the article among those given, from 0.
    pub article: usize,
    /// When it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<NewsDate>,
    /// The sentence that holds the figure.
    pub sentence: String,
}

/// Pairs of figures that differ though their sentences tell the same.
pub(super) fn contradictions(pool: &Pool, articles: &[Article]) -> Vec<Contradiction> {
    let mut found: Vec<Contradiction> = Vec::new();
    let figured = pool.ranked().into_iter().map(|line| (line, numbers(&line.text)));
    let lines: Vec<(&Line, Vec<Figure<'_>>)> =
        figured.filter(|(_, figures)| !figures.is_empty()).take(COMPARED).collect();
    for (number, (one, figures)) in lines.iter().enumerate() {
        for (other, others) in lines.iter().skip(number + 1).filter(|(o, _)| o.article != one.article) {
            let same = one.repeats(other).max(other.repeats(one));
            if same < SAME {
                continue;
            }
            if let Some((figure, differing)) = differing(figures, others, same) {
                add(&mut found, claim(one, figure, articles), claim(other, differing, articles));
            }
        }
    }
    for contradiction in &mut found {
        contradiction.claims.sort_by_key(|c| (c.published.is_none(), c.published, c.article));
    }
    found
}

/// The first figures of two lines that count the same and are not the same number.
fn differing<'f, 't>(
    one: &'f [Figure<'t>],
    other: &'f [Figure<'t>],
    same: f32,
) -> Option<(&'f Figure<'t>, &'f Figure<'t>)> {
    one.iter().filter(|figure| figure.kind == Kind::Count || same >= SAME_AMOUNT).find_map(|figure| {
        let theirs = other.iter().find(|theirs| theirs.counts_the_same(figure))?;
        (theirs.value != figure.value).then_some((figure, theirs))
    })
}

fn claim(line: &Line, figure: &Figure<'_>, articles: &[Article]) -> Claim {
    let published = articles.get(line.article).and_then(|a| a.published);
    let written = line.text.get(figure.range.clone()).unwrap_or_default();
    Claim { figure: written.to_owned(), article: line.article, published, sentence: line.text.clone() }
}

/// Joins a pair to a contradiction that holds one of the two already.
fn add(found: &mut Vec<Contradiction>, one: Claim, other: Claim) {
    match found.iter_mut().find(|c| c.claims.contains(&one) || c.claims.contains(&other)) {
        Some(known) => {
            for claim in [one, other] {
                if !known.claims.contains(&claim) {
                    known.claims.push(claim);
                }
            }
        }
        None => found.push(Contradiction { claims: vec![one, other] }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Summarizer;
    use offwire_article::Paragraph;

    fn story(day: &str, text: &str) -> Article {
        let mut article = Article { published: Some(day.parse().unwrap()), ..Article::default() };
        article.paragraphs.push(Paragraph::text(text));
        article
    }

    #[test]
    fn figures_that_differ_stand_side_by_side_with_their_days() {
        let digest = Summarizer::default().digest(&[
            story("2016-07-22", "The storm in Porto Nero killed 18 people, officials said."),
            story("2016-07-21", "At least twelve people died as a storm hit Porto Nero."),
            story("2016-07-21", "The storm in Leeds cost 3 bakers their shops."),
        ]);
        let claims: Vec<(&str, usize)> =
            digest.contradictions[0].claims.iter().map(|c| (c.figure.as_str(), c.article)).collect();
        assert_eq!(claims, [("At least twelve people died", 1), ("18 people", 0)]);
        assert_eq!(digest.contradictions.len(), 1);
    }
}
