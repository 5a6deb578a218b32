use super::*;
use crate::language::Language;
use offwire_article::{Article, Paragraph};
use std::collections::BTreeMap;

/// A story of our own on which the methods disagree.
const HARBOUR: &str = include_str!("../../ranking/harbour.txt");
const INQUIRY: &str = include_str!("../../ranking/inquiry.txt");

/// What sumy 0.13 scores the sentences of both, by story and method; written by `ranking/rank.py`.
const SCORES: &str = include_str!("../../ranking/scores.json");

/// The story, a paragraph each sentence.
fn article(text: &str) -> Article {
    let mut article = Article { headline: Some("Harbour reopens after storm".into()), ..Article::default() };
    article.paragraphs.extend(text.lines().map(Paragraph::text));
    article
}

fn scored(method: Method, text: &str) -> Vec<f32> {
    let article = article(text);
    let story = Story::read(&article, Language::english());
    let terms = if method == Method::Kl { Terms::unstemmed(&story) } else { Terms::of(&story) };
    scores(method, &story, &terms)
}

#[test]
fn every_method_scores_every_sentence() {
    for method in Method::all() {
        let scores = scored(method, HARBOUR);
        assert_eq!(scores.len(), HARBOUR.lines().count(), "{method}");
        assert!(scores.iter().all(|s| s.is_finite()), "{method}: {scores:?}");
        assert!(scores.iter().any(|s| *s != scores[0]), "{method}: {scores:?}");
    }
}

#[test]
fn sentences_rank_as_by_the_common_python_implementation() {
    let known: BTreeMap<String, BTreeMap<String, Vec<f64>>> =
        serde_json::from_str(SCORES).expect("scores are JSON");
    let mut wrong = String::new();
    for (story, text) in [("harbour", HARBOUR), ("inquiry", INQUIRY)] {
        for (name, theirs) in &known[story] {
            let method: Method = name.parse().expect("a method of ours");
            let ours = scored(method, text);
            let order = |scores: &[f64]| {
                let mut order: Vec<usize> = (0..scores.len()).collect();
                order.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]));
                order
            };
            // What differs by rounding alone is as good.
            let even = |scores: &[f64]| scores.iter().map(|s| (s * 1e4).round()).collect::<Vec<_>>();
            let (ours, theirs) =
                (even(&ours.iter().map(|s| f64::from(*s)).collect::<Vec<_>>()), even(theirs));
            if order(&ours) != order(&theirs) {
                wrong +=
                    &format!("{story} {name}\n  ours   {:?}\n  theirs {:?}\n", order(&ours), order(&theirs));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
