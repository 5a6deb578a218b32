//! How to search, and where programs find the same.

use super::{
    asked::{Asked, FIELDS},
    layout,
    params::Params,
    reply::{Answer, Reply},
};
use maud::{Markup, html};

/// What can be written, and what it finds.
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

/// Where programs find the same.
const RECORDS: &[(&str, &str)] = &[
    (
        "/search.json?q=…",
        "the hits, with the fields of the form as parameters, limit, offset, and facets=year,agency",
    ),
    (
        "/article/ID.json",
        "an article, as `offwire show --output json` writes it; also .bib, .csl, .tei and .md",
    ),
    ("/article/ID/source", "its source as text, or the bytes from=… to=… of it"),
    ("/article/ID/download", "its source, byte by byte"),
    ("/timeline.json?q=…", "the numbers of a timeline, with since, until and by=year, month or day"),
];

/// `/help`
pub(super) fn page(_: &Asked<'_>) -> Answer {
    let content = html! {
        h1 { "How to search" }
        (syntax())
        h2 { "Fields of the form" }
        dl {
            @for field in FIELDS { div { dt { (field.label) } dd { (field.example) } } }
        }
        h2 { "For programs" }
        p { "An article has two names: its number in this archive, and one that is the same in every archive. Addresses take either." }
        dl {
            @for (address, what) in RECORDS { div { dt { code { (address) } } dd { (what) } } }
        }
    };
    Ok(Reply::page(layout::page("How to search", content)))
}

/// What can be written, and what it finds.
pub(super) fn syntax() -> Markup {
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
