//! The search form.

use super::{
    asked::{FIELDS, Field},
    params::Params,
};
use maud::{Markup, html};

const SYNTAX: &[(&str, &str)] = &[
    ("harbour storm", "both words, in any order"),
    ("\"high water\"", "the words one behind the other"),
    ("coali*", "all words that begin so"),
    ("storm OR flood", "one of them, or both"),
    ("storm NOT damage", "the first without the second"),
    ("NEAR(bank loan, 5)", "at most five words between them"),
    ("(flood OR storm) harbour", "parentheses keep together"),
    ("headline:storm", "in the headline; also deck:, lead:, body:"),
    (
        "agency:Xinhua date:1987-02",
        "a field with its value; also place:, author:, language:, section:, status:, since:, until:",
    ),
];

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
            details #syntax {
                summary { "How to search" }
                (syntax())
            }
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

fn syntax() -> Markup {
    html! {
        table {
            thead { tr { th scope="col" { "Written" } th scope="col" { "Finds" } } }
            tbody {
                @for (written, finds) in SYNTAX {
                    tr {
                        th scope="row" { a href=(Params::default().with("q", written).link("/")) { code { (written) } } }
                        td { (finds) }
                    }
                }
            }
        }
        p {
            "Capital and small letters, and accents, are the same. All other punctuation is literal. Chinese, Japanese and \
             Korean words are found without blanks."
        }
    }
}
