//! Digests of clusters made from a set that no model is trained on.
//!
//! Each story becomes three reports of one happening: all open with the story's first two sentences, share every fourth
//! of the others, and have a third of the rest each. In every second cluster the last report counts differently: one
//! figure of what all tell is another there.

use super::summary::{Table, write};
use crate::train::summary::material::{self, Document};
use clap::Args;
use offwire_article::{
    Article, NewsDate, Paragraph,
    text::{Kind, numbers, sentences, stopwords, words},
};
use offwire_summarize::{
    Budget, Digest, Summarizer, SummaryOptions,
    eval::{EvalOptions, Gold, Prediction, Report, pair},
};
use std::collections::BTreeSet;

#[derive(Args)]
pub(super) struct Options {
    /// Set whose stories are taken apart
    #[arg(long, default_value = "cnndm_val500")]
    set: String,
    /// Stories with fewer sentences are passed over
    #[arg(long, default_value_t = 12)]
    sentences: usize,
}

const REPORTS: usize = 3;
/// Sentences that all reports open with.
const SHARED: usize = 2;
/// Share of the shorter sentence's content from which two sentences say the same.
const SAME: f64 = 0.6;

/// Three reports of one happening, and what one of them counts differently.
struct Cluster<'d> {
    story: &'d Document,
    reports: Vec<Article>,
    planted: Option<Planted>,
}

/// A figure as all tell it, and as the last report has it.
struct Planted {
    told: String,
    other: String,
}

pub(super) fn run(options: &Options) -> anyhow::Result<()> {
    let documents = material::load(&options.set)?;
    let clusters: Vec<Cluster<'_>> =
        documents.iter().enumerate().filter_map(|(at, story)| cluster(story, at, options)).collect();
    let summarizer = Summarizer::new(SummaryOptions::default().budget(Budget::words(75)));
    let digests: Vec<Digest> = clusters.iter().map(|cluster| summarizer.digest(&cluster.reports)).collect();
    let mut table = Table::new("| of one happening, 75 words | R1 / R2 / RLsum | words |\n|---|---|--:|");
    let first = |c: &Cluster<'_>| c.reports.first().cloned().unwrap_or_default();
    let paragraph = |article: &Article| {
        summarizer.summarize(article).into_iter().flat_map(|s| s.sentences).map(|s| s.text).collect()
    };
    table.line(line("`digest` of the three reports", &clusters, |at, _| {
        digests.get(at).into_iter().flat_map(|d| &d.sentences).map(|s| s.text.clone()).collect()
    }));
    table.line(line("`news` of the first report alone", &clusters, |_, cluster| paragraph(&first(cluster))));
    table.line(line("`news` of the whole story, which no reader has", &clusters, |_, cluster| {
        paragraph(&cluster.story.article)
    }));
    table.note(&findings(&clusters, &digests));
    write("digest", &table)
}

fn line(name: &str, clusters: &[Cluster<'_>], tell: impl Fn(usize, &Cluster<'_>) -> Vec<String>) -> String {
    let gold = clusters.iter().map(|c| Gold::new(&c.story.id, &c.story.reference)).collect();
    let told =
        clusters.iter().enumerate().map(|(at, c)| Prediction::new(&c.story.id, &tell(at, c))).collect();
    let report = Report::of(&pair(gold, told).pairs, &EvalOptions::default().resamples(0));
    format!(
        "| {name} | {:.2} / {:.2} / {:.2} | {:.1} |",
        report.rouge1.f1, report.rouge2.f1, report.rouge_lsum.f1, report.mean_words
    )
}

/// How often digests say a thing twice, draw on several reports, and set planted figures side by side.
fn findings(clusters: &[Cluster<'_>], digests: &[Digest]) -> String {
    let repeating = digests.iter().filter(|digest| repeats(digest)).count();
    let several = digests.iter().filter(|d| d.sentences.iter().any(|s| s.article > 0)).count();
    let (mut planted, mut found, mut others) = (0, 0, 0);
    for (cluster, digest) in clusters.iter().zip(digests) {
        let Some(figures) = &cluster.planted else {
            others += usize::from(!digest.contradictions.is_empty());
            continue;
        };
        planted += 1;
        let holds = |text: &str| {
            digest.contradictions.iter().any(|c| c.claims.iter().any(|f| f.figure.contains(text)))
        };
        found += usize::from(holds(&figures.told) && holds(&figures.other));
    }
    format!(
        "\nOf {} digests {repeating} hold two sentences that say the same, and {several} draw on more than the first \
         report. Of {planted} figures that one report has differently, {found} are set side by side; of the {} clusters \
         without one, {others} are said to hold one.\n",
        digests.len(),
        clusters.len() - planted,
    )
}

fn cluster<'d>(story: &'d Document, at: usize, options: &Options) -> Option<Cluster<'d>> {
    let paragraphs = story.article.paragraphs.iter();
    let told: Vec<&str> = paragraphs
        .flat_map(|p| sentences(&p.text, Some("en")).into_iter().filter_map(|range| p.text.get(range)))
        .collect();
    if told.len() < options.sentences {
        return None;
    }
    let mut reports: Vec<Vec<String>> = vec![Vec::new(); REPORTS];
    for (place, sentence) in told.iter().enumerate() {
        for (number, report) in reports.iter_mut().enumerate() {
            if place < SHARED || place.is_multiple_of(4) || place % REPORTS == number {
                report.push((*sentence).to_owned());
            }
        }
    }
    let planted = (at.is_multiple_of(2)).then(|| plant(reports.last_mut()?)).flatten();
    let reports = reports.into_iter().zip(1..).map(|(sentences, day)| Article {
        published: format!("2016-03-{day:02}").parse::<NewsDate>().ok(),
        language: Some("en".to_owned()),
        paragraphs: sentences.into_iter().map(Paragraph::text).collect(),
        ..Article::default()
    });
    Some(Cluster { story, reports: reports.collect(), planted })
}

/// Counts differently in the first of the shared sentences that counts.
fn plant(report: &mut [String]) -> Option<Planted> {
    for sentence in report.iter_mut().take(SHARED) {
        let figure = numbers(sentence).into_iter().find_map(|figure| {
            let written = sentence.get(figure.range.clone())?;
            let digits: String = written.chars().filter(char::is_ascii_digit).collect();
            let counts = figure.kind == Kind::Count && !figure.unit.is_empty() && written.contains(&digits);
            let value: u64 = digits.parse().ok().filter(|value| counts && (2..1900).contains(value))?;
            let start = figure.range.start + written.find(&digits)?;
            Some((start..start + digits.len(), value))
        });
        if let Some((range, value)) = figure {
            let (told, other) = (value.to_string(), (value + 6).to_string());
            sentence.replace_range(range, &other);
            return Some(Planted { told, other });
        }
    }
    None
}

/// Whether two sentences of a digest have most of their content words in common.
fn repeats(digest: &Digest) -> bool {
    let bags: Vec<BTreeSet<String>> = digest.sentences.iter().map(|s| content(&s.text)).collect();
    bags.iter().enumerate().any(|(at, one)| {
        bags.iter().skip(at + 1).any(|other| {
            let least = one.len().min(other.len()).max(1) as f64;
            one.intersection(other).count() as f64 / least > SAME
        })
    })
}

fn content(sentence: &str) -> BTreeSet<String> {
    let stop = stopwords("en");
    let lower = words(sentence).map(|(_, word)| word.to_lowercase());
    lower.filter(|word| stop.binary_search(&word.as_str()).is_err()).collect()
}
