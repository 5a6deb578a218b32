//! Two articles compared sentence by sentence.

use super::{
    asked::Asked,
    bits::{direction, facts, link, shown},
    layout,
    reply::{Answer, Reply},
};
use crate::output::count;
use maud::{Markup, html};
use offwire_archive::{Change, Filter, Listed, Order, Part};

/// `/diff/BEFORE/AFTER`
pub(super) fn page(asked: &Asked<'_>) -> Answer {
    let (archive, all) = (asked.archive, asked.params.get("all").is_some());
    let ids = [archive.id_of(asked.part(0))?, archive.id_of(asked.part(1))?];
    let changes = archive.diff(&ids[0].to_string(), &ids[1].to_string())?;
    let filter = Filter { ids: Some(ids.to_vec()), ..Filter::default() };
    let listed = archive.list(&filter, Order::Id, 2, 0)?;
    let article = |id: i64| listed.iter().find(|article| article.id == id);
    let language = article(ids[1]).and_then(|article| article.language.as_deref());
    let same = changes.iter().filter(|change| matches!(change, Change::Same { .. })).count();
    let path = format!("/diff/{}/{}", ids[0], ids[1]);
    let content = html! {
        h1 { "What changed" }
        dl {
            (side("Before", article(ids[0])))
            (side("After", article(ids[1])))
        }
        ul.ways {
            li { a href=(format!("/diff/{}/{}", ids[1], ids[0])) { "The other way round" } }
            @if all {
                li { a href=(path) { "Only what changed" } }
            } @else if same > 0 {
                li { a href=(format!("{path}?all=1")) { "Also the " (count(same as u64, "sentence")) " that stayed" } }
            }
        }
        @if same == changes.len() { p { "Headline and text are the same, sentence by sentence." } }
        div.changes lang=[language] dir=(direction(language)) {
            @for change in changes.iter().filter(|change| all || !matches!(change, Change::Same { .. })) {
                (one(change))
            }
        }
    };
    Ok(Reply::page(layout::page("What changed", content)))
}

fn side(name: &str, article: Option<&Listed>) -> Markup {
    html! {
        @if let Some(article) = article {
            div { dt { (name) } dd { (link(article)) " " (facts(article)) } }
        }
    }
}

fn one(change: &Change) -> Markup {
    let words = change.words();
    html! {
        @match (change, &words) {
            (_, Some([before, after])) => { p { del { (sign("−")) (parts(before)) } br; ins { (sign("+")) (parts(after)) } } },
            (Change::Same { text }, _) => p { (shown(text)) },
            (Change::Removed { text }, _) => p { del { (sign("−")) (shown(text)) } },
            (Change::Added { text }, _) => p { ins { (sign("+")) (shown(text)) } },
            _ => {},
        }
    }
}

/// A sign for who sees no colours.
fn sign(sign: &str) -> Markup {
    html! { span.sign { (sign) " " } }
}

/// A sentence with the words that differ from the other's.
fn parts(parts: &[Part<'_>]) -> Markup {
    html! {
        @for part in parts {
            @if part.changed { strong { (shown(part.text)) } } @else { (shown(part.text)) }
        }
    }
}
