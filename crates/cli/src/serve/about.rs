//! What the archive is and holds, and the runs that made it.

use super::{
    asked::Asked,
    bits::{row, shown},
    facets, layout,
    params::Params,
    reply::{Answer, Reply},
    search,
};
use crate::output::{bytes, count, number, seconds};
use maud::{Markup, html};
use offwire_archive::{Info, Run};

/// `/about`
pub(super) fn page(asked: &Asked<'_>) -> Answer {
    let archive = asked.archive;
    let about = asked
        .kept
        .about
        .get(asked.state, || Ok::<_, offwire_archive::Error>((archive.info()?, archive.history()?)))?;
    let (info, runs) = about.as_ref();
    let stats = search::stats(asked)?;
    let content = html! {
        h1 { "About this archive" }
        (figures(info))
        h2 { "Articles by" }
        div.browse { (facets::narrow(&Params::default(), &stats.facets)) }
        h2 { "Runs" }
        (ledger(runs))
    };
    Ok(Reply::page(layout::page("About this archive", content)))
}

fn figures(info: &Info) -> Markup {
    html! {
        dl {
            (row("File", Some(html! { code { (shown(&info.path)) } })))
            (row("Size", Some(html! { (bytes(info.bytes)) })))
            (row("Articles", Some(html! { (number(info.articles)) })))
            (row("Summaries", Some(html! { (number(info.summaries)) })))
            (row("Sources", Some(html! {
                (number(info.sources)) " (" (bytes(info.source_bytes)) ", packed to " (bytes(info.packed_bytes)) ")"
            })))
            (row("Files read", Some(html! { (number(info.files)) })))
            (row("In quarantine", Some(html! { (number(info.quarantined)) })))
            (row("Schema", Some(html! { (info.schema) ", SQLite " (info.sqlite) })))
        }
    }
}

fn ledger(runs: &[Run]) -> Markup {
    html! {
        div.wide {
            table {
                thead {
                    tr {
                        @for name in ["Run", "Kind", "Version", "Began", "Ended"] { th scope="col" { (name) } }
                        @for name in ["Read", "Imported", "Duplicates", "New versions", "Excluded", "Quarantined", "Took"] {
                            th.number scope="col" { (name) }
                        }
                        th scope="col" { "Inputs" }
                    }
                }
                tbody { @for run in runs { (line(run)) } }
            }
        }
        p { (count(runs.len() as u64, "run")) }
    }
}

fn line(run: &Run) -> Markup {
    let counts = &run.counts;
    let counted = [
        counts.read,
        counts.imported,
        counts.duplicates,
        counts.new_versions,
        counts.excluded,
        counts.quarantined,
    ];
    html! {
        tr id=(format!("run-{}", run.id)) {
            th scope="row" { a href=(format!("/?run={}", run.id)) { (run.id) } }
            td { (shown(&run.kind)) }
            td { (shown(&run.version)) }
            td { (shown(&run.started)) }
            td { (shown(run.outcome.as_deref().unwrap_or("not finished"))) }
            @for counted in counted { td.number { (number(counted)) } }
            td.number { @if let Some(took) = run.seconds { (seconds(took)) } }
            td { code { (shown(&run.inputs.join(" "))) } }
        }
    }
}
