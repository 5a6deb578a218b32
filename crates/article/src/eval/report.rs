//! The figures of one run.

use super::{
    BodyScore, Interval, Pairing, ParagraphScore, SetScore, bootstrap,
    paragraphs::extracted,
    record::{Gold, Prediction},
    token::{normalized_title, squeeze},
};
use serde::Serialize;

/// Everything that one page's labels allow to score.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct PageScore {
    /// Name of the page.
    pub id: String,
    /// The body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<BodyScore>,
    /// Its paragraphs as they stand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paragraphs: Option<ParagraphScore>,
    /// Its paragraphs normalized.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paragraphs_normalized: Option<ParagraphScore>,
    /// Snippets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snippets: Option<Snippets>,
    /// Whether the headline is right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<bool>,
    /// Whether the day is right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<bool>,
    /// The authors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authors: Option<SetScore>,
}

/// Numbers of snippets by what became of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Snippets {
    /// Wanted and there.
    pub kept: usize,
    /// Unwanted and there.
    pub let_in: usize,
    /// Wanted and not there.
    pub lost: usize,
    /// Unwanted and not there.
    pub left_out: usize,
}

impl PageScore {
    /// Scores what was extracted from one page.
    #[must_use]
    pub fn of(gold: &Gold, found: &Prediction) -> Self {
        let paragraphs = extracted(found);
        let has = |texts: &[String]| !texts.is_empty();
        let filled = |text: &Option<String>| text.as_ref().filter(|t| !t.is_empty()).cloned();
        let day = |date: &str| date.chars().take(10).collect::<String>();
        Self {
            id: gold.id.clone(),
            body: BodyScore::of(gold, &found.body),
            paragraphs: has(&gold.paragraphs).then(|| ParagraphScore::exact(&gold.paragraphs, &paragraphs)),
            paragraphs_normalized: has(&gold.paragraphs)
                .then(|| ParagraphScore::normalized(&gold.paragraphs, &paragraphs)),
            snippets: has(&gold.with).then(|| Snippets::of(gold, &squeeze(&found.body))),
            title: filled(&gold.title)
                .map(|title| normalized_title(&title) == normalized_title(&found.title)),
            date: filled(&gold.date).map(|date| day(&date) == day(&found.date)),
            authors: has(&gold.authors).then(|| SetScore::of(&gold.authors, &found.authors)),
        }
    }
}

impl Snippets {
    fn of(gold: &Gold, body: &str) -> Self {
        let held = |snippets: &[String]| snippets.iter().filter(|s| body.contains(&squeeze(s))).count();
        let (kept, let_in) = (held(&gold.with), held(&gold.without));
        Self { kept, let_in, lost: gold.with.len() - kept, left_out: gold.without.len() - let_in }
    }
}

/// Figures over all pages, 0 to 1; each is there only where labels allow it.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Report {
    /// Pages.
    pub n: usize,
    /// Pages without a prediction; they score as empty.
    pub missing: usize,
    /// Mean precision of the pages' shingles.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub precision: Option<f64>,
    /// Mean recall.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recall: Option<f64>,
    /// Harmonic mean of both means.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub f1: Option<f64>,
    /// 95 % interval of `f1` over resampled pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub f1_interval: Option<Interval>,
    /// Mean of the pages' own F1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub f1_page: Option<f64>,
    /// Share of pages whose tokens are all right, in order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accuracy: Option<f64>,
    /// Mean F1 over words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub word_f1: Option<f64>,
    /// Mean precision of exact paragraphs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub para_p: Option<f64>,
    /// Mean recall of exact paragraphs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub para_r: Option<f64>,
    /// Mean F1 of exact paragraphs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub para_f1: Option<f64>,
    /// Mean F1 of normalized paragraphs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub para_norm_f1: Option<f64>,
    /// Precision of snippets over all pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snip_p: Option<f64>,
    /// Recall of snippets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snip_r: Option<f64>,
    /// Harmonic mean of both.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snip_f1: Option<f64>,
    /// Share of snippets, wanted or not, that were treated right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snip_acc: Option<f64>,
    /// Share of right headlines.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<f64>,
    /// Pages with a labelled headline.
    pub n_title: usize,
    /// Share of right days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<f64>,
    /// Pages with a labelled day.
    pub n_date: usize,
    /// Mean precision of names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author_p: Option<f64>,
    /// Mean recall of names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author_r: Option<f64>,
    /// Mean F1 of names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author_f1: Option<f64>,
    /// Share of pages with the very same names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author_exact: Option<f64>,
    /// Pages with labelled authors.
    pub n_author: usize,
    /// Scores page by page, in the order of the gold file.
    #[serde(skip)]
    pub by_page: Vec<PageScore>,
}

/// Resamplings behind the interval.
const RESAMPLES: usize = 1000;
const SEED: u64 = 20_260_101;

impl Report {
    /// Scores pages beside their predictions.
    #[must_use]
    pub fn of(pairing: &Pairing) -> Self {
        let pages = pairing.pairs.iter().map(|(gold, found)| PageScore::of(gold, found)).collect();
        let mut report = Self {
            missing: pairing.missing.len(),
            n: pairing.pairs.len(),
            by_page: pages,
            ..Self::default()
        };
        report.sum_up_bodies();
        report.sum_up_paragraphs();
        report.sum_up_snippets();
        report.sum_up_fields();
        report
    }

    fn sum_up_bodies(&mut self) {
        let bodies: Vec<BodyScore> = self.by_page.iter().filter_map(|page| page.body).collect();
        self.precision = mean(bodies.iter().filter_map(|b| b.precision));
        self.recall = mean(bodies.iter().filter_map(|b| b.recall));
        self.f1 = self.precision.zip(self.recall).map(harmonic);
        self.f1_page = mean(bodies.iter().map(|b| b.f1));
        self.accuracy = mean(bodies.iter().map(|b| f64::from(u8::from(b.exact))));
        self.word_f1 = mean(bodies.iter().map(|b| b.word_f1));
        let f1 = |drawn: &[usize]| {
            let drawn = || drawn.iter().filter_map(|&i| bodies.get(i));
            let (p, r) = (mean(drawn().filter_map(|b| b.precision)), mean(drawn().filter_map(|b| b.recall)));
            [p.zip(r).map_or(0.0, harmonic)]
        };
        [self.f1_interval] = bootstrap::resample(bodies.len(), RESAMPLES, SEED, f1);
    }

    fn sum_up_paragraphs(&mut self) {
        let exact: Vec<ParagraphScore> = self.by_page.iter().filter_map(|page| page.paragraphs).collect();
        self.para_p = mean(exact.iter().map(|p| p.precision));
        self.para_r = mean(exact.iter().map(|p| p.recall));
        self.para_f1 = mean(exact.iter().map(|p| p.f1));
        self.para_norm_f1 =
            mean(self.by_page.iter().filter_map(|page| page.paragraphs_normalized).map(|p| p.f1));
    }

    fn sum_up_snippets(&mut self) {
        let snippets: Vec<Snippets> = self.by_page.iter().filter_map(|page| page.snippets).collect();
        if snippets.is_empty() {
            return;
        }
        let sum = |count: fn(&Snippets) -> usize| snippets.iter().map(count).sum::<usize>() as f64;
        let (kept, let_in) = (sum(|s| s.kept), sum(|s| s.let_in));
        let (lost, left_out) = (sum(|s| s.lost), sum(|s| s.left_out));
        let share = |part: f64, all: f64| Some(if all > 0.0 { part / all } else { 0.0 });
        self.snip_p = share(kept, kept + let_in);
        self.snip_r = share(kept, kept + lost);
        self.snip_f1 = share(2.0 * kept, 2.0 * kept + let_in + lost);
        self.snip_acc = share(kept + left_out, kept + let_in + lost + left_out);
    }

    fn sum_up_fields(&mut self) {
        let right = |field: fn(&PageScore) -> Option<bool>| -> Vec<f64> {
            self.by_page.iter().filter_map(field).map(|right| f64::from(u8::from(right))).collect()
        };
        let (titles, dates) = (right(|page| page.title), right(|page| page.date));
        let authors: Vec<SetScore> = self.by_page.iter().filter_map(|page| page.authors).collect();
        (self.title, self.n_title) = (mean(titles.iter().copied()), titles.len());
        (self.date, self.n_date) = (mean(dates.iter().copied()), dates.len());
        self.n_author = authors.len();
        self.author_p = mean(authors.iter().map(|a| a.precision));
        self.author_r = mean(authors.iter().map(|a| a.recall));
        self.author_f1 = mean(authors.iter().map(|a| a.f1));
        self.author_exact = mean(authors.iter().map(|a| f64::from(u8::from(a.exact))));
    }
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, n) = values.fold((0.0, 0_usize), |(sum, n), value| (sum + value, n + 1));
    (n > 0).then(|| sum / n as f64)
}

fn harmonic((p, r): (f64, f64)) -> f64 {
    if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
}
