//! `offwire timeline`

mod steps;
mod svg;

use crate::{
    args::{Global, OutputFormat, Step, Timeline},
    exit::{ExitStatus, Result},
    output::{Out, bar, count, number, table},
};
use offwire_archive::{Filter, Period, Point, Query};
use serde::Serialize;

const COLUMNS: [&str; 4] = ["date", "articles", "of", "share"];

/// One step.
#[derive(Debug, Serialize)]
struct Count {
    date: String,
    articles: u64,
    /// Articles of that time in the archive.
    of: u64,
    /// Share of them, where something was searched for.
    #[serde(skip_serializing_if = "Option::is_none")]
    share: Option<f64>,
}

pub(crate) fn run(args: &Timeline, global: &Global) -> Result<ExitStatus> {
    let query = match args.query.as_slice() {
        [] => None,
        words => Some(Query::parse(&words.join(" "))?),
    };
    let by = match args.by {
        Step::Year => Period::Year,
        Step::Month => Period::Month,
        Step::Day => Period::Day,
    };
    let filter = Filter { since: args.days.since, until: args.days.until, ..Filter::default() };
    let points = super::reading(global)?.timeline(query.as_ref(), &filter, by)?;
    let counted = |point: Point| {
        let share = (query.is_some() && point.of > 0).then(|| point.articles as f64 / point.of as f64);
        Count { date: point.period, articles: point.articles, of: point.of, share }
    };
    let mut counts: Vec<Count> = points.into_iter().map(counted).collect();
    // Steps outside of the days asked for hold nothing.
    let inside = |count: &Count| {
        count.date.parse().is_ok_and(|date: offwire_article::NewsDate| args.days.refuse(Some(date)).is_none())
    };
    counts.retain(inside);
    let counts = steps::filled(counts, args.by);
    let height = |count: &Count| match count.share {
        Some(share) if !args.absolute => share,
        _ => count.articles as f64,
    };
    let mut out = Out::new(global);
    match out.format {
        OutputFormat::Text => text(&mut out, &counts, args.by, height)?,
        OutputFormat::Svg => out.raw(svg::draw(&counts, args.by, height).as_bytes())?,
        _ => out.list(&COLUMNS, &counts, |_, _| Ok(()))?,
    }
    out.finish()?;
    Ok(ExitStatus::Done)
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

fn name(step: Step) -> &'static str {
    match step {
        Step::Year => "year",
        Step::Month => "month",
        Step::Day => "day",
    }
}
