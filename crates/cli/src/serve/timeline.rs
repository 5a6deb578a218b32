//! How coverage goes over time, each bar leading to its articles.

use super::{
    asked::{Asked, date},
    layout,
    params::Params,
    reply::{Answer, Fault, Reply},
};
use crate::{
    args::{Days, Step},
    command::timeline::{Count, counts, name, svg},
    output::number,
};
use maud::{Markup, PreEscaped, html};
use offwire_archive::Query;

/// More steps than these are too narrow to be seen or clicked; a longer step is taken.
const MOST_STEPS: usize = 2000;
/// Fewer steps than these say little; where none was chosen, a shorter one is taken.
const FEW_STEPS: usize = 3;

/// What is drawn.
struct Drawn {
    by: Step,
    counts: Vec<Count>,
    /// Whether the step that was asked for is too short.
    is_coarser: bool,
}

/// `/timeline`
pub(super) fn page(asked: &Asked<'_>) -> Answer {
    let params = asked.params;
    let (status, content) = match drawn(asked) {
        Ok(drawn) => (axum::http::StatusCode::OK, drawing(params, &drawn)),
        Err(fault) if fault.is_wrong_use() => (fault.status(), fault.explanation()),
        Err(fault) => return Err(fault),
    };
    let content = html! {
        h1 { "Coverage over time" }
        (form(params))
        (content)
    };
    Ok(Reply::page(layout::page("Coverage over time", content)).with_status(status))
}

/// `/timeline.json`: what `offwire timeline --output json` writes.
pub(super) fn record(asked: &Asked<'_>) -> Answer {
    Reply::json(&drawn(asked)?.counts)
}

fn drawn(asked: &Asked<'_>) -> Result<Drawn, Fault> {
    let params = asked.params;
    let query = params.get("q").map(Query::parse).transpose()?;
    let days = Days { since: date(params, "since")?, until: date(params, "until")? };
    let count = |by| counts(asked.archive, query.as_ref(), &days, by);
    let wanted = match params.get("by") {
        None => None,
        Some("year") => Some(Step::Year),
        Some("month") => Some(Step::Month),
        Some("day") => Some(Step::Day),
        Some(_) => return Err(Fault::wrong("by", "take year, month or day")),
    };
    let Some(wanted) = wanted else {
        let (mut by, mut found) = (Step::Year, count(Step::Year)?);
        while let (true, Some(shorter)) = (found.len() < FEW_STEPS, shorter(by)) {
            let finer = count(shorter)?;
            if finer.is_empty() {
                break;
            }
            (by, found) = (shorter, finer);
        }
        return Ok(Drawn { by, counts: found, is_coarser: false });
    };
    let (mut by, mut found) = (wanted, count(wanted)?);
    while let (true, Some(longer)) = (found.len() > MOST_STEPS, longer(by)) {
        (by, found) = (longer, count(longer)?);
    }
    Ok(Drawn { by, counts: found, is_coarser: by != wanted })
}

fn shorter(step: Step) -> Option<Step> {
    match step {
        Step::Year => Some(Step::Month),
        Step::Month => Some(Step::Day),
        Step::Day => None,
    }
}

fn longer(step: Step) -> Option<Step> {
    match step {
        Step::Day => Some(Step::Month),
        Step::Month => Some(Step::Year),
        Step::Year => None,
    }
}

fn form(params: &Params) -> Markup {
    html! {
        form.search action="/timeline" method="get" role="search" {
            p.words {
                label for="q" { "Of articles with" }
                input #q type="search" name="q" value=[params.get("q")] maxlength="4000" dir="auto" placeholder="all articles";
                button type="submit" { "Draw" }
            }
            div.fields {
                @for (name, label) in [("since", "Since"), ("until", "Until")] {
                    p {
                        label for=(name) { (label) }
                        input id=(name) name=(name) value=[params.get(name)] placeholder="1987, 1987-02 or 1987-02-26";
                    }
                }
                p {
                    label for="by" { "Step" }
                    select #by name="by" {
                        @for (value, label) in [("", "As fits"), ("year", "Year"), ("month", "Month"), ("day", "Day")] {
                            option value=(value) selected[params.get("by").unwrap_or_default() == value] { (label) }
                        }
                    }
                }
                p.check {
                    input #absolute type="checkbox" name="absolute" value="1" checked[params.get("absolute").is_some()];
                    label for="absolute" { "Numbers instead of shares of what the archive holds" }
                }
            }
        }
    }
}

fn drawing(params: &Params, drawn: &Drawn) -> Markup {
    let is_share = params.get("q").is_some() && params.get("absolute").is_none();
    let link = |count: &Count| address(params, count);
    let height = |count: &Count| count.height(!is_share);
    let total: u64 = drawn.counts.iter().map(|count| count.articles).sum();
    let what = if is_share { "Share of the articles of each" } else { "Articles of each" };
    html! {
        @if drawn.is_coarser { p { "So many steps cannot be told apart; a longer one is taken." } }
        @if total == 0 {
            p { "No article with a date is of it." }
        } @else {
            figure.timeline {
                (PreEscaped(svg::draw(&drawn.counts, drawn.by, height, Some(&link))))
                figcaption {
                    (what) " " (name(drawn.by)) "; " (number(total)) " in all. A bar leads to its articles. "
                    a href=(params.link("/timeline.json")) { "JSON" }
                }
            }
            (table(params, drawn))
        }
    }
}

/// The articles of one step.
fn address(params: &Params, count: &Count) -> String {
    params.only(&["q"]).with("since", &count.date).with("until", &count.date).link("/")
}

fn table(params: &Params, drawn: &Drawn) -> Markup {
    let has_shares = drawn.counts.iter().any(|count| count.share.is_some());
    html! {
        details {
            summary { "The numbers" }
            table {
                thead {
                    tr {
                        th scope="col" { (name(drawn.by)) }
                        th.number scope="col" { "articles" }
                        @if has_shares { th.number scope="col" { "of" } th.number scope="col" { "share" } }
                    }
                }
                tbody {
                    @for count in drawn.counts.iter().filter(|count| count.articles > 0) {
                        tr {
                            th scope="row" { a href=(address(params, count)) { (count.date) } }
                            td.number { (number(count.articles)) }
                            @if let Some(share) = count.share {
                                td.number { (number(count.of)) }
                                td.number { (format!("{:.1} %", share * 100.0)) }
                            }
                        }
                    }
                }
            }
        }
    }
}
