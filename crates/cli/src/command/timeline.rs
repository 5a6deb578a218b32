//! `offwire timeline`

use crate::{
    args::{Global, OutputFormat, Step, Timeline},
    exit::{ExitStatus, Failure, Result},
    output::{Out, bar, number, table},
};
use offwire_archive::{Archive, Filter, Query};
use offwire_article::{NewsDate, days_in_month};
use serde::Serialize;

const COLUMNS: [&str; 4] = ["date", "articles", "of", "share"];
/// More steps than this are no drawing.
const MOST: usize = 5_000;

/// One step.
#[derive(Debug, Serialize)]
struct Count {
    date: String,
    articles: u64,
    /// Articles of that time in the archive.
    of: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    share: Option<f64>,
}

pub(crate) fn run(args: &Timeline, global: &Global) -> Result<ExitStatus> {
    let query = match args.query.as_slice() {
        [] => None,
        words => Some(Query::parse(&words.join(" "))?),
    };
    let archive = super::reading(global)?;
    let span = archive.stats(&Filter::default(), &[])?;
    let day = |text: Option<String>| text.and_then(|text| text.parse::<NewsDate>().ok());
    let since = args.days.since.or(day(span.first));
    let until = args.days.until.or(day(span.last));
    let steps = match since.zip(until) {
        Some((since, until)) => steps(since, until, args.by)?,
        None => Vec::new(),
    };
    let counts: Vec<Count> =
        steps.into_iter().map(|step| count(&archive, query.as_ref(), step)).collect::<Result<_>>()?;
    let mut out = Out::new(global);
    let height = |count: &Count| match (args.absolute || query.is_none(), count.share) {
        (false, Some(share)) => share,
        _ => count.articles as f64,
    };
    match out.format {
        OutputFormat::Text => text(&mut out, &counts, height)?,
        OutputFormat::Svg => out.raw(svg(&counts, height).as_bytes())?,
        _ => out.list(&COLUMNS, &counts, |_, _| Ok(()))?,
    }
    out.finish()?;
    Ok(ExitStatus::Done)
}

fn count(archive: &Archive, query: Option<&Query>, step: NewsDate) -> Result<Count> {
    let filter = Filter { since: Some(step), until: Some(step), ..Filter::default() };
    let of = archive.count(&filter)?;
    let articles = match query {
        Some(query) if of > 0 => archive.search_count(query, &filter)?,
        Some(_) => 0,
        None => of,
    };
    let share = (query.is_some() && of > 0).then(|| articles as f64 / of as f64);
    Ok(Count { date: step.to_string(), articles, of, share })
}

/// The steps from one date to another, both included.
fn steps(since: NewsDate, until: NewsDate, by: Step) -> Result<Vec<NewsDate>> {
    let mut steps = Vec::new();
    let wrong = |e: offwire_article::Error| Failure::usage(e.to_string());
    for year in since.year()..=until.year() {
        if by == Step::Year {
            steps.push(NewsDate::from_year(year).map_err(wrong)?);
            continue;
        }
        for month in 1..=12 {
            let whole = NewsDate::from_month(year, month).map_err(wrong)?;
            if by == Step::Month {
                steps.push(whole);
                continue;
            }
            for day in 1..=days_in_month(year, month) {
                steps.push(NewsDate::from_day(year, month, day).map_err(wrong)?);
            }
        }
    }
    steps.retain(|step| {
        let early = *step < since.date_only() && !since.is_within(*step);
        let late = *step > until.date_only() && !step.is_within(until);
        !early && !late
    });
    if steps.len() > MOST {
        return Err(Failure::usage(format!("{} steps are too many", steps.len()))
            .hint("take longer steps with --by, or a shorter time with --since and --until"));
    }
    Ok(steps)
}

fn text(out: &mut Out, counts: &[Count], height: impl Fn(&Count) -> f64) -> Result<()> {
    let most = counts.iter().map(&height).fold(0.0, f64::max).max(f64::MIN_POSITIVE);
    let width = out.width.saturating_sub(40).max(10);
    let rows: Vec<Vec<String>> = counts
        .iter()
        .map(|count| {
            let share = count.share.map_or_else(String::new, |share| format!("{:.1} %", share * 100.0));
            vec![count.date.clone(), number(count.articles), share, bar(height(count) / most, width)]
        })
        .collect();
    out.raw(table(&rows).as_bytes())
}

/// Bars side by side, each with its numbers as a title.
fn svg(counts: &[Count], height: impl Fn(&Count) -> f64) -> String {
    let most = counts.iter().map(&height).fold(0.0, f64::max).max(f64::MIN_POSITIVE);
    let width = 800.0 / counts.len().max(1) as f64;
    let mut svg = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 800 240\" role=\"img\" font-family=\"sans-serif\" font-size=\"11\">\n",
    );
    for (n, count) in counts.iter().enumerate() {
        let (x, tall) = (n as f64 * width, 200.0 * height(count) / most);
        svg.push_str(&format!(
            "<rect x=\"{x:.2}\" y=\"{:.2}\" width=\"{:.2}\" height=\"{tall:.2}\" fill=\"#38618c\"><title>{}: {} of {}</title></rect>\n",
            210.0 - tall,
            (width * 0.9).max(0.2),
            count.date,
            count.articles,
            count.of
        ));
    }
    for (anchor, x, count) in [("start", 0, counts.first()), ("end", 800, counts.last())] {
        if let Some(count) = count {
            svg.push_str(&format!(
                "<text x=\"{x}\" y=\"228\" text-anchor=\"{anchor}\">{}</text>\n",
                count.date
            ));
        }
    }
    svg.push_str("</svg>\n");
    svg
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_reach_from_the_first_to_the_last() {
        let names = |since: &str, until: &str, by| -> Vec<String> {
            let steps = steps(since.parse().unwrap(), until.parse().unwrap(), by).unwrap();
            steps.iter().map(ToString::to_string).collect()
        };
        assert_eq!(names("1987-11-05", "1989-02", Step::Year), ["1987", "1988", "1989"]);
        assert_eq!(names("1987-11-05", "1988-01-31", Step::Month), ["1987-11", "1987-12", "1988-01"]);
        assert_eq!(
            names("1988-02-28", "1988-03-01T10:00Z", Step::Day),
            ["1988-02-28", "1988-02-29", "1988-03-01"]
        );
        assert!(steps("1900".parse().unwrap(), "2000".parse().unwrap(), Step::Day).is_err());
    }
}
