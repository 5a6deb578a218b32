//! The search form.

use super::{
    asked::{FIELDS, Field},
    params::Params,
};
use maud::{Markup, html};

/// The form, filled in with what was asked; what narrows the search is open where it does.
pub(super) fn form(params: &Params) -> Markup {
    let narrows =
        FIELDS.iter().any(|field| params.get(field.name).is_some()) || params.get("latest").is_some();
    html! {
        form.search action="/" method="get" role="search" {
            p.words {
                label for="q" { "Search headlines and texts" }
                input #q type="search" name="q" value=[params.get("q")] maxlength="4000" dir="auto"
                    aria-describedby="syntax" autocomplete="off";
                button type="submit" { "Search" }
            }
            details open[narrows] {
                summary { "Dates, agency and other fields" }
                div.fields {
                    @for field in FIELDS { (input(field, params)) }
                    p {
                        label for="sort" { "Order" }
                        select #sort name="sort" {
                            @for (value, label) in [("rank", "Best first"), ("date", "Newest first"), ("oldest", "Oldest first")] {
                                option value=(value) selected[params.get("sort") == Some(value)] { (label) }
                            }
                        }
                    }
                    p.check {
                        input #latest type="checkbox" name="latest" value="1" checked[params.get("latest").is_some()];
                        label for="latest" { "Only the latest version of each story" }
                    }
                }
            }
            p { a #syntax href="/help" { "How to search" } }
        }
    }
}

fn input(field: &Field, params: &Params) -> Markup {
    html! {
        p {
            label for=(field.name) { (field.label) }
            input id=(field.name) name=(field.name) value=[params.get(field.name)] dir="auto"
                placeholder=(field.example) autocomplete="off";
        }
    }
}
