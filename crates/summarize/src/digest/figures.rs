//! Figures that articles give differently for the same thing.

use super::pool::{Line, Pool};
use offwire_article::{Article, NewsDate};
use serde::{Deserialize, Serialize};

/// Share of content words, the figures aside, that two sentences about the same thing have in common.
const SAME: f32 = 0.3;
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
    /// The figure, in digits.
    pub figure: String,
    /// Index of the article among those given, from 0.
    pub article: usize,
    /// When it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<NewsDate>,
    /// The sentence that holds the figure.
    pub sentence: String,
}

const NUMBERS: [&str; 21] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];

/// The figure that a word is, in digits; years are none.
pub(super) fn number(word: &str) -> Option<String> {
    if word.bytes().all(|b| b.is_ascii_digit()) {
        let year = word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
        return (!year && word.len() < 10).then(|| word.to_owned());
    }
    let lower = word.to_lowercase();
    NUMBERS.iter().skip(2).position(|n| *n == lower).map(|n| (n + 2).to_string())
}

/// Pairs of figures that differ though their sentences tell the same.
pub(super) fn contradictions(pool: &Pool, articles: &[Article]) -> Vec<Contradiction> {
    let mut found: Vec<Contradiction> = Vec::new();
    let lines: Vec<&Line> =
        pool.ranked().into_iter().filter(|line| !line.figures.is_empty()).take(COMPARED).collect();
    for (number, one) in lines.iter().enumerate() {
        for other in lines.iter().skip(number + 1).filter(|other| other.article != one.article) {
            let same = one.repeats(other).max(other.repeats(one));
            if same < SAME {
                continue;
            }
            if let Some((figure, other_figure)) = differing(one, other) {
                add(&mut found, claim(one, figure, articles), claim(other, other_figure, articles));
            }
        }
    }
    for contradiction in &mut found {
        contradiction.claims.sort_by_key(|c| (c.published.is_none(), c.published, c.article));
    }
    found
}

/// Figures of two lines that count the same and differ.
fn differing<'l>(one: &'l Line, other: &'l Line) -> Option<(&'l str, &'l str)> {
    one.figures.iter().find_map(|(figure, counted)| {
        let (theirs, _) = other.figures.iter().find(|(_, c)| c == counted)?;
        (theirs != figure).then_some((figure.as_str(), theirs.as_str()))
    })
}

fn claim(line: &Line, figure: &str, articles: &[Article]) -> Claim {
    let published = articles.get(line.article).and_then(|a| a.published);
    Claim { figure: figure.to_owned(), article: line.article, published, sentence: line.text.clone() }
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
    fn numbers_are_read_in_words_and_digits() {
        assert_eq!(number("Twelve").as_deref(), Some("12"));
        assert_eq!(number("18").as_deref(), Some("18"));
        assert_eq!(number("2016"), None);
        assert_eq!(number("one"), None);
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
        assert_eq!(claims, [("12", 1), ("18", 0)]);
        assert_eq!(digest.contradictions.len(), 1);
    }
}
