//! Counts of what was found, each leading to a narrower search.

use super::{asked::FIELDS, bits::shown, params::Params};
use crate::output::number;
use maud::{Markup, html};
use offwire_archive::{Facet, FacetCount};

/// Values of one facet that are shown, beside years.
const SHOWN: usize = 15;

/// The counts with their links.
pub(super) fn narrow(params: &Params, facets: &[(Facet, Vec<FacetCount>)]) -> Markup {
    html! {
        @for (facet, counts) in facets.iter().filter(|(_, counts)| !counts.is_empty()) {
            @let shown = if *facet == Facet::Year { counts.len() } else { SHOWN };
            section.facet {
                h3 { (title(*facet)) }
                ul class=(facet.name()) {
                    @for count in counts.iter().take(shown) { li { (value(params, *facet, count)) } }
                }
                @if counts.len() > shown { p { "and " (number((counts.len() - shown) as u64)) " more" } }
            }
        }
    }
}

fn value(params: &Params, facet: Facet, count: &FacetCount) -> Markup {
    html! {
        @match &count.value {
            Some(value) => a href=(narrower(params, facet, value).link("/")) dir="auto" { (shown(value)) },
            None => span { "(unknown)" },
        }
        " " span.count { (number(count.count)) }
    }
}

fn narrower(params: &Params, facet: Facet, value: &str) -> Params {
    let params = params.without(&["offset"]);
    match facet {
        Facet::Year => params.with("since", value).with("until", value),
        Facet::Format => params.with("source-format", value),
        facet => params.with(facet.name(), value),
    }
}

fn title(facet: Facet) -> &'static str {
    match facet {
        Facet::Year => "Year",
        Facet::Agency => "Agency or publisher",
        Facet::Language => "Language",
        Facet::Section => "Section",
        Facet::Place => "Place",
        Facet::Format => "Format of the source",
        Facet::Status => "Standing",
        _ => "Author",
    }
}

/// What narrows the search now, each with a way to take it away.
pub(super) fn chosen(params: &Params) -> Markup {
    let mut fields: Vec<(&str, &str, &str)> =
        FIELDS.iter().filter_map(|field| Some((field.name, field.label, params.get(field.name)?))).collect();
    if params.get("latest").is_some() {
        fields.push(("latest", "Only", "latest versions"));
    }
    html! {
        @if !fields.is_empty() {
            ul.chosen aria-label="Narrowed by" {
                @for (name, label, value) in fields {
                    li {
                        (label) ": " strong dir="auto" { (shown(value)) } " "
                        a href=(params.without(&[name, "offset"]).with("q", params.get("q").unwrap_or_default()).link("/"))
                            aria-label=(format!("Remove {label}: {value}")) { "remove" }
                    }
                }
            }
        }
    }
}
