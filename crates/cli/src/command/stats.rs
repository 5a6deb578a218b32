//! `offwire stats`

use crate::{
    args::{Global, Stats as Args},
    exit::{ExitStatus, Result},
    output::{Out, bar, count, number, table, visible},
    setup,
};
use offwire_archive::{Coverage, Facet, FacetCount, Stats};
use serde::Serialize;
use serde_json::{Map, Value, json};

/// Values of one facet that are shown; the rest is summed up.
const SHOWN: usize = 20;

pub(crate) fn run(args: &Args, global: &Global) -> Result<ExitStatus> {
    let wanted = if args.by.is_empty() {
        vec![Facet::Agency, Facet::Year, Facet::Language, Facet::Format]
    } else {
        super::search::facets(&args.by)?
    };
    let mut out = Out::new(global);
    if args.coverage {
        let archive = super::reading(global)?;
        let headlines = archive.missing_related(HEADLINES)?;
        let told = Told {
            coverage: archive.coverage(&setup::filter(&args.filters))?,
            missing_headlines: headlines
                .into_iter()
                .map(|(headline, pages)| Missing { headline, pages })
                .collect(),
        };
        out.one(&told, days)?;
        out.finish()?;
        return Ok(ExitStatus::Done);
    }
    let stats = super::reading(global)?.stats(&setup::filter(&args.filters), &wanted)?;
    let record = json!({
        "articles": stats.articles, "first": stats.first, "last": stats.last, "summaries": stats.summaries,
        "versions": stats.versions, "copies": stats.copies, "facets": by_name(&stats.facets),
    });
    out.one(&record, |out, _| {
        out.raw(table(&totals(&stats)).as_bytes())?;
        facets(out, &stats.facets)
    })?;
    out.finish()?;
    Ok(ExitStatus::Done)
}

/// Headlines that are missing, at most.
const HEADLINES: usize = 1000;

/// What is there and what is known to be missing.
#[derive(Serialize)]
struct Told {
    #[serde(flatten)]
    coverage: Coverage,
    missing_headlines: Vec<Missing>,
}

/// A headline that pages list beside their stories, and no article bears.
#[derive(Serialize)]
struct Missing {
    headline: String,
    pages: u64,
}

fn days(out: &mut Out, told: &Told) -> Result<()> {
    let coverage = &told.coverage;
    if let (Some(first), Some(last)) = (&coverage.first, &coverage.last) {
        out.line(format!("{first} to {last}"))?;
    }
    out.line(format!(
        "{} present, {} missing in between, {} without a day",
        count(coverage.days, "day"),
        number(coverage.missing_days),
        count(coverage.undated, "article")
    ))?;
    coverage.gaps.iter().try_for_each(|[first, last]| {
        out.line(if first == last {
            format!("missing {first}")
        } else {
            format!("missing {first} to {last}")
        })
    })?;
    told.missing_headlines.iter().take(SHOWN).try_for_each(|missing| {
        let pages = count(missing.pages, "page");
        out.line(format!("listed on {pages} and missing: {}", visible(&missing.headline)))
    })
}

fn totals(stats: &Stats) -> Vec<Vec<String>> {
    let row = |name: &str, value: String| vec![name.to_owned(), value];
    let mut rows = vec![
        row("articles", number(stats.articles)),
        row("summaries", number(stats.summaries)),
        row("versions", number(stats.versions)),
        row("copies", number(stats.copies)),
    ];
    if let (Some(first), Some(last)) = (&stats.first, &stats.last) {
        rows.push(row("dates", format!("{first} to {last}")));
    }
    rows
}

/// Counts by the name of what they count.
pub(crate) fn by_name(facets: &[(Facet, Vec<FacetCount>)]) -> Value {
    let named = facets.iter().map(|(facet, counts)| (facet.name().to_owned(), json!(counts)));
    Value::Object(named.collect::<Map<String, Value>>())
}

/// Counts with bars.
pub(crate) fn facets(out: &mut Out, facets: &[(Facet, Vec<FacetCount>)]) -> Result<()> {
    for (facet, counts) in facets {
        out.line(format!("\n{}", out.style.bold(facet.name())))?;
        let most = counts.iter().map(|c| c.count).max().unwrap_or(1).max(1);
        let shown = if *facet == Facet::Year { counts.len() } else { counts.len().min(SHOWN) };
        let row = |count: &FacetCount| {
            let value = visible(count.value.as_deref().unwrap_or("(unknown)")).into_owned();
            vec![value, number(count.count), bar(count.count as f64 / most as f64, 30)]
        };
        let mut rows: Vec<Vec<String>> = counts.iter().take(shown).map(row).collect();
        let rest: u64 = counts.iter().skip(shown).map(|c| c.count).sum();
        if rest > 0 {
            rows.push(vec![
                format!("({})", count((counts.len() - shown) as u64, "other")),
                number(rest),
                String::new(),
            ]);
        }
        out.raw(table(&rows).as_bytes())?;
    }
    Ok(())
}
