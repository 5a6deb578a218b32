//! `import --dry-run`: a look at a part of the inputs.

use crate::args::Days;
use offwire_archive::PackedSource;
use offwire_batch::{Error, Observer, Sink, SourceFile, Tally, Work};
use offwire_parse::{Error as ParseError, Parser, RawItem};
use offwire_summarize::Summarizer;
use serde::Serialize;
use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

/// Records that are looked at.
pub(crate) const RECORDS: u64 = 500;
/// Articles that are shown.
const SAMPLES: usize = 3;

/// The step: the same work as an import, of which only the findings stay.
pub(crate) struct SurveyWork {
    pub(crate) parser: Parser,
    pub(crate) summarizer: Option<Summarizer>,
    pub(crate) days: Days,
}

/// What one article or failure tells.
pub(crate) enum Seen {
    Article(Box<Sample>),
    Failed(&'static str),
    /// Left out by the days that are asked for.
    Excluded,
}

/// What is kept of an article.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Sample {
    pub(crate) headline: Option<String>,
    pub(crate) published: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) format: String,
    pub(crate) encoding: String,
    pub(crate) path: String,
    /// The first paragraph.
    pub(crate) lead: Option<String>,
    #[serde(skip)]
    stored: u64,
}

impl Work for SurveyWork {
    type Output = Vec<Seen>;

    fn run(&self, item: &RawItem) -> Vec<Seen> {
        let mut packed = PackedSource::pack(&item.bytes).packed_len() as u64;
        let seen = |parsed: Result<offwire_article::Article, ParseError>| match parsed {
            Err(error) => Seen::Failed(error.reason.code()),
            Ok(article) if self.days.refuse(article.published).is_some() => Seen::Excluded,
            Ok(article) => {
                let summary = self.summarizer.as_ref().and_then(|s| s.summarize(&article));
                let text = article.paragraphs.iter().map(|p| p.text.len()).sum::<usize>();
                let summary = summary.map_or(0, |s| s.text.len());
                // Text, its index (about 0.7 of it) and the row; measured, not derived.
                let rows = (text as f64 * 1.8) as u64 + summary as u64 + 600;
                let source = article.source.unwrap_or_default();
                Seen::Article(Box::new(Sample {
                    headline: article.headline,
                    published: article.published.map(|d| d.to_string()),
                    language: article.language,
                    format: source.format,
                    encoding: source.encoding,
                    path: source.path,
                    lead: article.paragraphs.into_iter().next().map(|p| p.text),
                    stored: rows + std::mem::take(&mut packed),
                }))
            }
        };
        self.parser.parse(item).into_iter().map(seen).collect()
    }

    fn failed(&self, _: Option<&RawItem>, error: &ParseError) -> Vec<Seen> {
        vec![Seen::Failed(error.reason.code())]
    }

    fn weight(&self, seen: &Vec<Seen>) -> usize {
        seen.len() * 1024
    }
}

/// What was found, in numbers.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Survey {
    pub(crate) records: u64,
    pub(crate) articles: u64,
    pub(crate) excluded: u64,
    pub(crate) failed: BTreeMap<&'static str, u64>,
    pub(crate) formats: BTreeMap<String, u64>,
    pub(crate) encodings: BTreeMap<String, u64>,
    pub(crate) languages: BTreeMap<String, u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) first: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) last: Option<String>,
    pub(crate) samples: Vec<Sample>,
    #[serde(skip)]
    pub(crate) stored: u64,
    /// Set when enough was seen.
    #[serde(skip)]
    pub(crate) stop: Arc<AtomicBool>,
}

impl Survey {
    fn add(&mut self, sample: Sample) {
        self.articles += 1;
        self.stored += sample.stored;
        for (counts, value) in [
            (&mut self.formats, Some(&sample.format)),
            (&mut self.encodings, Some(&sample.encoding)),
            (&mut self.languages, sample.language.as_ref()),
        ] {
            let value = value.filter(|v| !v.is_empty()).map_or("unknown", String::as_str);
            *counts.entry(value.to_owned()).or_default() += 1;
        }
        if let Some(date) = &sample.published {
            let earlier = self.first.as_ref().is_none_or(|first| date < first);
            let later = self.last.as_ref().is_none_or(|last| date > last);
            if earlier {
                self.first = Some(date.clone());
            }
            if later {
                self.last = Some(date.clone());
            }
        }
        if self.samples.len() < SAMPLES {
            self.samples.push(sample);
        }
    }
}

impl Sink<Vec<Seen>> for Survey {
    fn item(
        &mut self,
        _: &SourceFile,
        _: u64,
        seen: Vec<Seen>,
        _: &mut dyn Observer,
    ) -> Result<Tally, Error> {
        let mut tally = Tally::default();
        for seen in seen {
            tally.records += 1;
            self.records += 1;
            match seen {
                Seen::Article(sample) => self.add(*sample),
                Seen::Excluded => self.excluded += 1,
                Seen::Failed(reason) => {
                    tally.failed += 1;
                    *self.failed.entry(reason).or_default() += 1;
                }
            }
        }
        if self.records >= RECORDS {
            self.stop.store(true, Ordering::Relaxed);
        }
        Ok(tally)
    }
}
