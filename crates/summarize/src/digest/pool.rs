//! The sentences that the articles put forward.

use super::subject::{may_be_one, names, share_one};
use crate::{Budget, Summarizer, SummaryOptions, language::Language, readability::Needs, terms::Terms};
use offwire_article::{Article, Span, text::numbers};
use std::collections::BTreeMap;

/// Sentences that each article puts forward.
const FROM_EACH: usize = 3;

/// A sentence that may stand in a digest.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) article: usize,
    pub(super) paragraph: usize,
    /// Its place among the sentences of its article's own paragraph.
    pub(super) place: usize,
    pub(super) source: Vec<Span>,
    pub(super) changed: bool,
    pub(super) score: f32,
    /// Hashes of its content stems, rising.
    pub(super) words: Vec<u64>,
    /// Whom and what it names.
    names: Vec<String>,
    /// The values of its figures, rising.
    figures: Vec<f64>,
    pub(super) language: Language,
}

/// All of them.
pub(super) struct Pool {
    lines: Vec<Line>,
}

impl Line {
    /// Share of its content that another line has too.
    pub(super) fn repeats(&self, other: &Self) -> f32 {
        let shared = self.words.iter().filter(|w| other.words.binary_search(w).is_ok()).count();
        shared as f32 / self.words.len().max(1) as f32
    }

    /// Whether it may speak of the same people and places as another line.
    pub(super) fn may_be_of(&self, other: &Self) -> bool {
        may_be_one(&self.names, &other.names)
    }

    /// Whether it names anybody or anything that another line names.
    pub(super) fn shares_name(&self, other: &Self) -> bool {
        share_one(&self.names, &other.names)
    }

    /// Whether it holds the same figures as another line, or one of them holds none.
    pub(super) fn figures_agree(&self, other: &Self) -> bool {
        self.figures.is_empty() || other.figures.is_empty() || self.figures == other.figures
    }
}

impl Pool {
    /// Of these articles; sentences that lean on a neighbour stay out.
    pub(super) fn of(summarizer: &Summarizer, articles: &[Article]) -> Self {
        let options: &SummaryOptions = summarizer.options();
        let each = summarizer.clone().with_options(options.clone().budget(Budget::sentences(FROM_EACH)));
        let mut lines: Vec<Line> = Vec::new();
        for (number, article) in articles.iter().enumerate() {
            let language = Language::of(article, options.language.as_deref());
            let Some(summary) = each.summarize(article) else { continue };
            for (place, sentence) in summary.sentences.into_iter().enumerate() {
                let needs = Needs::of(&sentence.text, language);
                if needs.needs_neighbour() || !needs.balance.is_even() || needs.refers {
                    continue;
                }
                let words = content(&sentence.text, language);
                lines.push(Line {
                    names: names(&sentence.text),
                    figures: figures(&sentence.text),
                    language,
                    text: sentence.text,
                    article: number,
                    paragraph: sentence.paragraph,
                    place,
                    source: sentence.source,
                    changed: sentence.changed,
                    // The first sentence of an article's own paragraph says most of it.
                    score: 1.0 / (2.0 + place as f32),
                    words,
                });
            }
        }
        let mut pool = Self { lines };
        pool.weigh(articles.len(), options);
        pool
    }

    /// Adds to each score how many other articles use its words, and how much of the query it holds.
    fn weigh(&mut self, articles: usize, options: &SummaryOptions) {
        let mut users: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
        for line in &self.lines {
            for word in &line.words {
                let users = users.entry(*word).or_default();
                if users.last() != Some(&line.article) {
                    users.push(line.article);
                }
            }
        }
        let query = options.query.as_deref().map(|q| content(q, Language::english())).unwrap_or_default();
        for line in &mut self.lines {
            let shared = line.words.iter().filter_map(|w| users.get(w)).map(|u| (u.len() - 1) as f32);
            let common = shared.sum::<f32>() / line.words.len().max(4) as f32;
            line.score += common / (articles as f32).sqrt().max(1.0);
            let held = query.iter().filter(|w| line.words.binary_search(w).is_ok()).count();
            line.score += 2.0 * held as f32 / query.len().max(1) as f32;
        }
    }

    /// From the highest score down; equal scores in the order of the articles.
    pub(super) fn ranked(&self) -> Vec<&Line> {
        let mut ranked: Vec<&Line> = self.lines.iter().collect();
        ranked.sort_by(|a, b| b.score.total_cmp(&a.score));
        ranked
    }
}

/// The values of a sentence's figures, rising.
fn figures(text: &str) -> Vec<f64> {
    let mut values: Vec<f64> = numbers(text).iter().map(|figure| figure.value).collect();
    values.sort_by(f64::total_cmp);
    values
}

/// Hashes of the content stems of a sentence, rising.
pub(super) fn content(text: &str, language: Language) -> Vec<u64> {
    let terms = Terms::of_line(text, language);
    let hash = |token: &u32| terms.term(*token).map_or(0, |term| term.hash);
    let mut words: Vec<u64> = terms.bag(0).iter().map(|(token, _)| hash(token)).collect();
    words.sort_unstable();
    words
}
