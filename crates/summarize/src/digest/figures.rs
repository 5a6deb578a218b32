//! Figures that articles give differently for the same thing.

use super::pool::{Line, Pool, content};
use offwire_article::{
    Article, NewsDate, Uid,
    text::{Figure, Kind, numbers},
};
use serde::{Deserialize, Serialize};

/// Share of the shorter sentence's content that both have, what is counted left out.
const SAME: f32 = 0.4;
/// The same where money or percent is told of, which names nothing that both could count.
const SAME_AMOUNT: f32 = 0.5;
/// Content words that both have at least, what is counted left out: "killed in Leeds" alone is two.
const SHARED: usize = 2;
/// Lines with figures that are compared with each other, the best first.
const COMPARED: usize = 600;

/// Different figures for the same thing, side by side.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Contradiction {
    /// The claims, earliest first; at least two, from different articles. A number that several articles give stands
    /// once, as the first of them has it.
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
    /// The article's `uid`, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uid: Option<Uid>,
    /// When it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<NewsDate>,
    /// The sentence that holds the figure.
    pub sentence: String,
}

/// Figures that differ though their sentences tell the same.
pub(super) fn contradictions(pool: &Pool, articles: &[Article]) -> Vec<Contradiction> {
    let figured = pool.ranked().into_iter().flat_map(|line| {
        let figures = numbers(&line.text).into_iter();
        figures.map(move |figure| Told {
            line,
            unit: content(figure.unit, line.language),
            figure,
            claimed: false,
        })
    });
    let mut told: Vec<Told<'_>> = figured.take(COMPARED).collect();
    let mut found = Vec::new();
    for at in 0..told.len() {
        let Some((one, others)) =
            told.split_at_mut_checked(at + 1).and_then(|(head, rest)| Some((head.last()?, rest)))
        else {
            break;
        };
        if one.claimed {
            continue;
        }
        let same: Vec<&mut Told<'_>> = others.iter_mut().filter(|other| one.tells_the_same(other)).collect();
        if same.iter().all(|other| other.figure.value == one.figure.value) {
            continue;
        }
        let mut claims = vec![(one.figure.value, claim(one, articles))];
        for other in same {
            other.claimed = true;
            claims.push((other.figure.value, claim(other, articles)));
        }
        found.push(Contradiction { claims: distinct(claims) });
    }
    found
}

/// A figure of a line.
struct Told<'l> {
    line: &'l Line,
    figure: Figure<'l>,
    /// Hashes of the content stems of what it counts.
    unit: Vec<u64>,
    /// Whether a contradiction holds it already.
    claimed: bool,
}

impl Told<'_> {
    /// Whether two articles count the same thing here: the same sort, said of the same people and places, and the
    /// sentences around it have enough in common.
    fn tells_the_same(&self, other: &Self) -> bool {
        let is_apart = self.line.article != other.line.article && !other.claimed;
        if !is_apart || !self.figure.counts_the_same(&other.figure) || !self.line.shares_name(other.line) {
            return false;
        }
        let is_unit = |word: &&u64| self.unit.contains(word) || other.unit.contains(word);
        let of = |line: &Line| line.words.iter().filter(|word| !is_unit(word)).count();
        let shared = self.line.words.iter().filter(|word| !is_unit(word));
        let shared = shared.filter(|word| other.line.words.binary_search(word).is_ok()).count();
        let least = if self.figure.kind == Kind::Count { SAME } else { SAME_AMOUNT };
        let shorter = of(self.line).min(of(other.line)).max(1);
        shared >= SHARED && shared as f32 / shorter as f32 >= least
    }
}

fn claim(told: &Told<'_>, articles: &[Article]) -> Claim {
    let Told { line, figure, .. } = told;
    let article = articles.get(line.article);
    Claim {
        figure: line.text.get(figure.range.clone()).unwrap_or_default().to_owned(),
        article: line.article,
        uid: article.and_then(|a| a.uid.clone()),
        published: article.and_then(|a| a.published),
        sentence: line.text.clone(),
    }
}

/// The claims by their day, each number once.
fn distinct(mut claims: Vec<(f64, Claim)>) -> Vec<Claim> {
    claims.sort_by_key(|(_, claim)| (claim.published.is_none(), claim.published, claim.article));
    let mut values: Vec<f64> = Vec::new();
    claims.retain(|(value, _)| {
        let is_new = !values.contains(value);
        values.push(*value);
        is_new
    });
    claims.into_iter().map(|(_, claim)| claim).collect()
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

    #[test]
    fn figures_of_different_things_do_not_differ() {
        let digest = Summarizer::default().digest(&[
            story("2016-07-21", "Acme said on Monday that its profit for the year rose to $12 million."),
            story("2016-07-21", "Zenith said on Monday that its profit for the year rose to $40 million."),
            story("2016-07-21", "Two people died in a bus crash near Leeds."),
            story("2016-07-21", "Five people died in a hotel fire near Leeds."),
        ]);
        assert_eq!(digest.contradictions, []);
        assert_eq!(digest.sentences.len(), 4);
        assert!(digest.sentences.iter().all(|s| s.also.is_empty()), "{digest:?}");
    }

    #[test]
    fn what_names_nobody_is_told_by_its_figures() {
        let digest = Summarizer::default().digest(&[
            story("1987-02-26", "Quarterly dividend rises to two cents a share from 1.7 cents."),
            story("1987-02-26", "Quarterly dividend rises to nine cents a share from 8.5 cents."),
            story("1987-02-26", "Quarterly dividend rises to nine cents a share from 8.5 cents."),
        ]);
        assert_eq!(digest.contradictions, []);
        let also: Vec<usize> = digest.sentences.iter().map(|s| s.also.len()).collect();
        assert_eq!(also, [0, 1], "{digest:?}");
    }

    #[test]
    fn a_number_stands_once_however_it_is_written() {
        let digest = Summarizer::default().digest(&[
            story("2016-07-21", "Eighteen people died as a storm hit Porto Nero."),
            story("2016-07-22", "The storm in Porto Nero killed 18 people, officials said."),
            story("2016-07-23", "The storm in Porto Nero killed 20 people, officials said."),
        ]);
        let claims: Vec<&str> = digest.contradictions[0].claims.iter().map(|c| c.figure.as_str()).collect();
        assert_eq!(claims, ["Eighteen people died", "20 people"]);
        assert_eq!(digest.contradictions.len(), 1);
    }
}
