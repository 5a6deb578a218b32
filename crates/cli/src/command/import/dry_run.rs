//! `offwire import --dry-run`

use super::report::Target;
use crate::{
    args::{Days, Global},
    exit::{ExitStatus, Result},
    output::{Out, bytes, count, number, seconds, visible, wrap},
    progress::Shown,
    talk::Talk,
    work::survey::{RECORDS, Survey, SurveyWork},
};
use offwire_batch::{Done, Pipeline, Plan, Settings, unpack_by};
use offwire_parse::Parser;
use offwire_summarize::Summarizer;
use serde::Serialize;
use std::collections::BTreeMap;

/// Files that are looked into.
const FILES: usize = 200;
/// Bytes of an archive without articles.
const EMPTY: u64 = 864 << 10;
/// An import takes so much longer than reading alone, for what is stored and indexed …
const STORING: f64 = 1.3;
/// … and so many seconds to make an archive.
const MAKING: f64 = 0.1;

/// A look before the run.
pub(super) struct Look {
    pub(super) parser: Parser,
    pub(super) summarizer: Option<Summarizer>,
    pub(super) days: Days,
    pub(super) target: Option<Target>,
}

#[derive(Serialize)]
struct Found<'a> {
    files: usize,
    bytes: u64,
    passed_over: usize,
    /// What the numbers below rest on.
    files_looked_at: usize,
    bytes_looked_at: u64,
    #[serde(flatten)]
    survey: &'a Survey,
    expected_seconds: f64,
    expected_bytes: u64,
}

impl Look {
    pub(super) fn run(self, mut settings: Settings, global: &Global, talk: &Talk) -> Result<ExitStatus> {
        let mut survey = Survey { stop: settings.stop.clone(), ..Survey::default() };
        settings.max_errors = None;
        let work = SurveyWork { parser: self.parser.clone(), summarizer: self.summarizer, days: self.days };
        let pipeline = Pipeline::new(settings, unpack_by(self.parser), work)?;
        let plan = pipeline.plan()?;
        let (files, total, passed_over) = (plan.files.len(), plan.bytes(), plan.passed_over.len());
        let mut shown = Shown::new(global, talk);
        let finished = pipeline.resume(part_of(plan), &|_| Done::Nothing, &mut survey, &mut shown)?;
        shown.finish();
        let progress = finished.progress;
        let scale = (total as f64 / progress.bytes_done.max(1) as f64).max(1.0);
        let found = Found {
            files,
            bytes: total,
            passed_over,
            files_looked_at: progress.files,
            bytes_looked_at: progress.bytes_done,
            expected_seconds: progress.elapsed.as_secs_f64() * scale * STORING + MAKING,
            expected_bytes: EMPTY + (survey.stored as f64 * scale) as u64,
            survey: &survey,
        };
        let mut out = Out::new(global);
        if let Some(target) = &self.target {
            target.write(&found, &mut out)?;
        }
        if self.target != Some(Target::Output) {
            out.one(&found, text)?;
        }
        out.finish()?;
        Ok(ExitStatus::Done)
    }
}

/// Files evenly from all of them.
fn part_of(mut plan: Plan) -> Plan {
    let step = plan.files.len().div_ceil(FILES).max(1);
    plan.files = plan.files.into_iter().step_by(step).collect();
    plan
}

fn text(out: &mut Out, look: &Found<'_>) -> Result<()> {
    let survey = look.survey;
    out.line(format!(
        "{}, {}; {} passed over",
        count(look.files as u64, "file"),
        bytes(look.bytes),
        look.passed_over
    ))?;
    let excluded = match survey.excluded {
        0 => String::new(),
        n => format!(", {} excluded", number(n)),
    };
    let most = if survey.records >= RECORDS { "the first of them, " } else { "" };
    out.line(format!(
        "looked at {most}{}: {}, {} failed{excluded}",
        count(survey.records, "record"),
        count(survey.articles, "article"),
        number(survey.failed.values().sum())
    ))?;
    for (name, counts) in
        [("formats", &survey.formats), ("encodings", &survey.encodings), ("languages", &survey.languages)]
    {
        out.line(format!("{name}: {}", counted(counts)))?;
    }
    if !survey.failed.is_empty() {
        let failed = survey.failed.iter().map(|(reason, n)| ((*reason).to_owned(), *n)).collect();
        out.line(format!("failed: {}", counted(&failed)))?;
    }
    if let (Some(first), Some(last)) = (&survey.first, &survey.last) {
        out.line(format!("dates: {first} to {last}"))?;
    }
    out.line(format!(
        "expected: about {}, an archive of about {}",
        seconds(look.expected_seconds),
        bytes(look.expected_bytes)
    ))?;
    for sample in &survey.samples {
        let headline = visible(sample.headline.as_deref().unwrap_or("(no headline)")).into_owned();
        out.line(format!("\n{}", out.style.bold(&headline)))?;
        let date = sample.published.as_ref().map_or_else(String::new, |d| format!("{d} · "));
        out.line(out.style.dim(&format!("{date}{}", visible(&sample.path))))?;
        out.line(wrap(sample.lead.as_deref().unwrap_or_default(), out.width, "  "))?;
    }
    Ok(())
}

/// Values with their counts, the most frequent first.
fn counted(counts: &BTreeMap<String, u64>) -> String {
    let mut sorted: Vec<(&String, &u64)> = counts.iter().collect();
    sorted.sort_by_key(|(name, n)| (std::cmp::Reverse(**n), *name));
    sorted.iter().map(|(name, n)| format!("{} {}", visible(name), number(**n))).collect::<Vec<_>>().join(", ")
}
