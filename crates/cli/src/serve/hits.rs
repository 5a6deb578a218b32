//! The found articles of one page.

use super::{
    bits::{direction, facts, link, shown},
    params::Params,
};
use crate::output::{count, number};
use maud::{Markup, html};
use offwire_archive::{Hit, Hits};

/// What stands before and behind a found word in a snippet, until it is written as a page: no text has these.
pub(super) const MARKS: (&str, &str) = ("\u{2}", "\u{3}");

/// The hits with their numbers.
pub(super) fn list(hits: &[Hit], offset: usize) -> Markup {
    html! {
        ol.hits start=(offset + 1) {
            @for hit in hits {
                li { (one(hit)) }
            }
        }
    }
}

fn one(hit: &Hit) -> Markup {
    let language = hit.language.as_deref();
    html! {
        h3 { (link(&hit.article)) }
        p { (facts(&hit.article)) }
        div lang=[language] dir=(direction(language)) {
            @if let Some(text) = &hit.snippet { p.snippet { (snippet(text)) } }
            @if let Some(text) = &hit.summary {
                p.summary { span.label lang="en" dir="ltr" { "Summary" } " " (shown(text)) }
            }
        }
    }
}

/// A snippet with its words marked.
fn snippet(text: &str) -> Markup {
    let mut parts = text.split(MARKS.0);
    let first = parts.next().unwrap_or_default();
    html! {
        (shown(&first.replace(MARKS.1, "")))
        @for part in parts {
            @let (found, rest) = part.split_once(MARKS.1).unwrap_or((part, ""));
            mark { (shown(found)) }
            (shown(rest))
        }
    }
}

/// How many there are.
pub(super) fn total(hits: &Hits) -> String {
    let total = count(hits.total, "article");
    if hits.more { format!("More than {total}") } else { total }
}

/// The pages before and behind.
pub(super) fn pages(
    params: &Params,
    path: &str,
    shown: usize,
    (limit, offset): (usize, usize),
    total: Option<u64>,
) -> Markup {
    let behind = offset + shown;
    let goes_on = shown > 0 && total.is_none_or(|total| (behind as u64) < total);
    let at =
        |offset: usize| params.with("offset", &if offset == 0 { String::new() } else { offset.to_string() });
    html! {
        @if offset > 0 || goes_on {
            nav.pages aria-label="Further pages" {
                @if offset > 0 {
                    a rel="prev" href=(at(offset.saturating_sub(limit)).link(path)) { "← Previous" }
                }
                @if shown > 0 { span { (number(offset as u64 + 1)) " to " (number(behind as u64)) } }
                @if goes_on {
                    a rel="next" href=(at(behind).link(path)) { "Next →" }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_marked_and_markup_stays_text() {
        let made = snippet("a \u{2}<b>\u{3} & \u{2}c\u{3} d \u{3}").into_string();
        assert_eq!(made, "a <mark>&lt;b&gt;</mark> &amp; <mark>c</mark> d ␃");
        assert_eq!(snippet("none").into_string(), "none");
    }
}
