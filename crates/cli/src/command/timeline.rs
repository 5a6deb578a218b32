//! `offwire timeline`

mod steps;
pub(crate) mod svg;

use crate::{
    args::{Days, Global, OutputFormat, Step, Timeline},
    exit::{ExitStatus, Result},
    output::{Out, bar, count, number, table},
};
use offwire_archive::{Archive, Error, Filter, Period, Point, Query};
use serde::Serialize;

const COLUMNS: [&str; 4] = ["date", "articles", "of", "share"];

/// One step.
#[derive(Debug, Serialize)]
pub(crate) struct Count {
    pub(crate) date: String,
    pub(crate) articles: u64,
    /// Articles of that time in the archive.
    pub(crate) of: u64,
    /// Share of them, where something was searched for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) share: Option<f64>,
}

impl Count {
    /// How high its bar is: the share, where there is one and numbers were not asked for.
    pub(crate) fn height(&self, absolute: bool) -> f64 {
        match self.share {
            Some(share) if !absolute => share,
            _ => self.articles as f64,
        }
    }
}

pub(crate) fn run(args: &Timeline, global: &Global) -> Result<ExitStatus> {
    let query = match args.query.as_slice() {
        [] => None,
        words => Some(Query::parse(&words.join(" "))?),
    };
    let counts = counts(&super::reading(global)?, query.as_ref(), &args.days, args.by)?;
    let height = |count: &Count| count.height(args.absolute);
    let mut out = Out::new(global);
    match out.format {
        OutputFormat::Text => text(&mut out, &counts, args.by, height)?,
        OutputFormat::Svg => out.raw(svg::draw(&counts, args.by, height, None).as_bytes())?,
        _ => out.list(&COLUMNS, &counts, |_, _| Ok(()))?,
    }
    out.finish()?;
    Ok(ExitStatus::Done)
}

/// The steps from the first to the last that holds anything.
pub(crate) fn counts(
    archive: &Archive,
    query: Option<&Query>,
    days: &Days,
    by: Step,
) -> Result<Vec<Count>, Error> {
    let period = match by {
        Step::Year => Period::Year,
        Step::Month => Period::Month,
        Step::Day => Period::Day,
    };
    let filter = Filter { since: days.since, until: days.until, ..Filter::default() };
    let counted = |point: Point| {
        let share = (query.is_some() && point.of > 0).then(|| point.articles as f64 / point.of as f64);
        Count { date: point.period, articles: point.articles, of: point.of, share }
    };
    let mut counts: Vec<Count> = archive.timeline(query, &filter, period)?.into_iter().map(counted).collect();
    // Steps outside of the days asked for hold nothing.
    let inside = |count: &Count| {
        count.date.parse().is_ok_and(|date: offwire_article::NewsDate| days.refuse(Some(date)).is_none())
    };
    counts.retain(inside);
    Ok(steps::filled(counts, by))
}

fn text(out: &mut Out, counts: &[Count], by: Step, height: impl Fn(&Count) -> f64) -> Result<()> {
    let most = counts.iter().map(&height).fold(0.0, f64::max).max(f64::MIN_POSITIVE);
    let width = out.width.saturating_sub(40).max(10);
    let row = |count: &Count| {
        let share = count.share.map_or_else(String::new, |share| format!("{:.1} %", share * 100.0));
        vec![count.date.clone(), number(count.articles), share, bar(height(count) / most, width)]
    };
    let shown: Vec<&Count> =
        steps::runs(counts).filter(|(is_gap, _)| !is_gap).flat_map(|(_, run)| run).collect();
    let table = table(&shown.into_iter().map(row).collect::<Vec<_>>());
    let mut lines = table.lines();
    for (is_gap, run) in steps::runs(counts) {
        if let (true, [first, .., last]) = (is_gap, run) {
            let many = count(run.len() as u64, &format!("empty {}", name(by)));
            out.line(out.style.dim(&format!("…  {many}, {} to {}", first.date, last.date)))?;
            continue;
        }
        lines.by_ref().take(run.len()).try_for_each(|line| out.line(line))?;
    }
    Ok(())
}

/// The name of a step.
pub(crate) fn name(step: Step) -> &'static str {
    match step {
        Step::Year => "year",
        Step::Month => "month",
        Step::Day => "day",
    }
}
