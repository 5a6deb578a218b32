//! The first page: the search form, what the archive holds, what was found.

use super::{
    asked::{Asked, Selection},
    bits::day,
    facets, form, help, hits, layout,
    params::Params,
    reply::{Answer, Fault, Reply},
};
use crate::{
    command,
    output::{count, number},
};
use maud::{Markup, html};
use offwire_archive::{Facet, Filter, Hits, Query, Search, Stats};
use std::sync::Arc;

/// Most hits on a page, and in a record.
const LONGEST_PAGE: usize = 100;
const LONGEST_RECORD: usize = 1000;
/// What hits are counted by.
const FACETS: [Facet; 3] = [Facet::Year, Facet::Agency, Facet::Language];

/// `/`
pub(super) fn page(asked: &Asked<'_>) -> Answer {
    let params = asked.params;
    if params.is_empty() {
        let stats = stats(asked)?;
        return Ok(Reply::page(home(&stats)));
    }
    match found(asked) {
        Ok(found) => {
            let title =
                params.get("q").map_or_else(|| "Articles".to_owned(), |words| format!("{words} – search"));
            Ok(Reply::page(layout::search_page(&title, found)))
        }
        Err(fault) if fault.is_wrong_use() => {
            let content = html! {
                h1 { "This search cannot be understood" }
                (fault.explanation())
                (form::form(params))
                h2 { "How to search" }
                (help::syntax())
            };
            let page = layout::search_page("This search cannot be understood", content);
            Ok(Reply::page(page).with_status(fault.status()))
        }
        Err(fault) => Err(fault),
    }
}

/// `/search.json`: what `offwire search --summaries --output json` writes.
pub(super) fn record(asked: &Asked<'_>) -> Answer {
    let selection = Selection::of(asked.params, LONGEST_RECORD)?;
    let names: Vec<String> = asked
        .params
        .get("facets")
        .unwrap_or_default()
        .split(',')
        .filter(|n| !n.is_empty())
        .map(str::to_owned)
        .collect();
    let facets =
        command::search::facets(&names).map_err(|failure| Fault::wrong("facets", &failure.message))?;
    let options = Search { facets, ..options(&selection) };
    let options = Search { marks: Search::default().marks, ..options };
    let hits = asked.archive.search(&query(asked, &selection)?, &options)?;
    Reply::json(&command::search::document(&hits))
}

fn options(selection: &Selection) -> Search {
    Search {
        filter: selection.filter.clone(),
        sort: selection.sort,
        limit: selection.limit,
        offset: selection.offset,
        summaries: true,
        marks: (hits::MARKS.0.into(), hits::MARKS.1.into()),
        ..Search::default()
    }
}

/// The archive counted.
pub(super) fn stats(asked: &Asked<'_>) -> Result<Arc<Stats>, Fault> {
    let facets = [Facet::Year, Facet::Agency, Facet::Language, Facet::Format];
    asked.kept.stats.get(asked.state, || Ok(asked.archive.stats(&Filter::default(), &facets)?))
}

fn home(stats: &Stats) -> Markup {
    let content = html! {
        h1 { "Search the archive" }
        (form::form(&Params::default()))
        @if stats.articles == 0 {
            p { "The archive is empty. " code { "offwire import PATH…" } " reads articles into it." }
        } @else {
            p {
                a href="/?sort=date" { (count(stats.articles, "article")) }
                @if let (Some(first), Some(last)) = (&stats.first, &stats.last) {
                    " from " (day(first)) " to " (day(last))
                }
                ", " (number(stats.summaries)) " with a summary, "
                (count(stats.versions, "later version")) ", " (count(stats.copies, "exact copy")) "."
            }
            h2 { "Browse" }
            div.browse { (facets::narrow(&Params::default(), &stats.facets)) }
        }
    };
    layout::search_page("Search the archive", content)
}

/// The search with other spellings of its words, where they are asked for.
fn query(asked: &Asked<'_>, selection: &Selection) -> Result<Query, Fault> {
    if asked.params.get("variants") != Some("use") || selection.text.is_empty() {
        return selection.query();
    }
    Ok(command::search::spelled(asked.archive, &selection.text, |_, _| ())?)
}

fn found(asked: &Asked<'_>) -> Result<Markup, Fault> {
    let (archive, params) = (asked.archive, asked.params);
    let selection = Selection::of(params, LONGEST_PAGE)?;
    let query = query(asked, &selection)?;
    let options = options(&selection);
    let found = archive.search(&query, &options)?;
    let counted = if found.more && params.get("facets").is_none() {
        None
    } else {
        let options = Search { limit: 0, snippets: false, facets: FACETS.to_vec(), ..options };
        Some(archive.search(&query, &options)?.facets)
    };
    let total = (!found.more).then_some(found.total);
    let bounds = (selection.limit, selection.offset);
    Ok(html! {
        h1.hidden { "Search" }
        (form::form(params))
        (facets::chosen(params))
        h2 role="status" { (hits::total(&found)) }
        @if found.hits.is_empty() { (nothing(&found)) } @else { (ways(params)) }
        (spellings(asked, &query, found.total == 0)?)
        div.found {
            div {
                (hits::list(&found.hits, selection.offset))
                (hits::pages(params, "/", found.hits.len(), bounds, total))
            }
            @if found.total > 0 {
                aside aria-label="Narrow the search" {
                    h2 { "Narrow" }
                    @match counted {
                        Some(counted) => (facets::narrow(params, &counted)),
                        None => p { a href=(params.with("facets", "1").link("/")) { "Count by year, agency, language" } },
                    }
                }
            }
        }
    })
}

fn nothing(found: &Hits) -> Markup {
    html! {
        @if found.total == 0 {
            p { "No article has all of this. Fewer words, a beginning with " code { "*" } ", or " code { "OR" } " find more." }
        } @else {
            p { "There is no such page of the hits: the search finds fewer." }
        }
    }
}

/// Other looks at the same search.
fn ways(params: &Params) -> Markup {
    let order = |sort: &str| params.without(&["offset"]).with("sort", sort).link("/");
    let over_time = params.only(&["q", "since", "until"]).link("/timeline");
    html! {
        ul.ways aria-label="Order, and other looks at these articles" {
            @if params.get("q").is_some() { li { a href=(order("rank")) { "Best first" } } }
            li { a href=(order("date")) { "Newest first" } }
            li { a href=(order("oldest")) { "Oldest first" } }
            li { a href=(over_time) { "Over time" } }
            li { a href=(params.without(&["facets"]).link("/search.json")) { "JSON" } }
        }
    }
}

/// Spellings that OCR and time made of the words: where they are asked for, or nothing was found without them.
fn spellings(asked: &Asked<'_>, query: &Query, is_lost: bool) -> Result<Markup, Fault> {
    let params = asked.params.without(&["offset"]);
    if query.words().is_empty() {
        return Ok(html! {});
    }
    if params.get("variants").is_none() && !is_lost {
        let link = params.with("variants", "show").link("/");
        return Ok(html! { p { a href=(link) { "Other spellings of these words" } } });
    }
    let mut told = Vec::new();
    for word in query.words() {
        told.push((word, asked.archive.variants(word)?));
    }
    told.retain(|(_, variants)| !variants.is_empty());
    let is_used = params.get("variants") == Some("use");
    Ok(html! {
        section.spellings {
            h2 { "Other spellings" }
            @if told.is_empty() { p { "The archive has no other spelling near these words." } }
            @for (word, variants) in &told {
                p {
                    strong dir="auto" { (super::bits::shown(word)) } ": "
                    @for variant in variants {
                        a href=(Params::default().with("q", &variant.word).link("/")) dir="auto" { (super::bits::shown(&variant.word)) }
                        " " span.count { (number(variant.articles)) } " "
                    }
                }
            }
            @if is_used {
                p { "They are searched for too. " a href=(params.with("variants", "").link("/")) { "Search for the words alone" } }
            } @else if !told.is_empty() {
                p { a href=(params.with("variants", "use").link("/")) { "Search for these too" } }
            }
        }
    })
}
