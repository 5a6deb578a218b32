//! Small parts that several pages share.

use crate::output::plain;
use maud::{Markup, html};
use offwire_archive::Listed;
use std::borrow::Cow;

/// Scripts that are written from right to left, and languages that are written in one of them.
const RIGHT_TO_LEFT_SCRIPTS: &[&str] = &["adlm", "arab", "hebr", "mand", "nkoo", "rohg", "syrc", "thaa"];
const RIGHT_TO_LEFT: &[&str] =
    &["ar", "arc", "ckb", "dv", "fa", "he", "iw", "ji", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"];

/// Text of the archive as a page shows it: controls are made visible, all else is as it is.
pub(super) fn shown(text: &str) -> Cow<'_, str> {
    plain(text)
}

/// How a text of that language runs; where the language is not known, the text itself says.
pub(super) fn direction(language: Option<&str>) -> &'static str {
    let Some(language) = language.map(str::to_ascii_lowercase) else { return "auto" };
    let mut parts = language.split('-');
    let first = parts.next().unwrap_or_default();
    let is_rtl = match parts.find(|part| part.len() == 4) {
        Some(script) => RIGHT_TO_LEFT_SCRIPTS.contains(&script),
        None => RIGHT_TO_LEFT.contains(&first),
    };
    if is_rtl { "rtl" } else { "ltr" }
}

/// A date with the precision that it has.
pub(super) fn time(date: &str) -> Markup {
    html! { time datetime=(date) { (date) } }
}

/// The day of a date, or what it has of it.
pub(super) fn day(date: &str) -> Markup {
    html! { time datetime=(date) { (date.get(..10).unwrap_or(date)) } }
}

/// A headline, or that there is none.
pub(super) fn headline(headline: Option<&str>) -> Cow<'_, str> {
    headline.map_or(Cow::Borrowed("(no headline)"), shown)
}

/// Where an article is read.
pub(super) fn address(id: i64) -> String {
    format!("/article/{id}")
}

/// A headline that leads to its article.
pub(super) fn link(article: &Listed) -> Markup {
    let language = article.language.as_deref();
    html! {
        a href=(address(article.id)) lang=[language] dir=(direction(language)) {
            (headline(article.headline.as_deref()))
        }
    }
}

/// When, who and what, for the line under a headline.
pub(super) fn facts(article: &Listed) -> Markup {
    let texts = [&article.agency, &article.language].into_iter().flatten();
    let mut facts: Vec<Markup> = article.published.iter().map(|date| day(date)).collect();
    facts.extend(texts.map(|text| html! { span dir="auto" { (shown(text)) } }));
    facts.extend(article.status.iter().map(|status| html! { strong { (shown(status)) } }));
    facts.extend(
        article.superseded_by.map(|later| html! { a href=(address(later)) { "superseded by " (later) } }),
    );
    line(&facts)
}

/// Facts one behind the other, with a dot between them.
pub(super) fn line(facts: &[Markup]) -> Markup {
    html! {
        span.facts {
            @for (at, fact) in facts.iter().enumerate() {
                @if at > 0 { " · " }
                (fact)
            }
        }
    }
}

/// A row of a table of facts, where there is something to say.
pub(super) fn row(name: &str, value: Option<Markup>) -> Markup {
    html! {
        @if let Some(value) = value {
            div { dt { (name) } dd { (value) } }
        }
    }
}

/// Values one behind the other; none where there are none.
pub(super) fn joined(values: &[String]) -> Option<Markup> {
    (!values.is_empty()).then(|| html! { span dir="auto" { (shown(&values.join("; "))) } })
}

/// A text where there is one.
pub(super) fn some(text: Option<&String>) -> Option<Markup> {
    text.map(|text| html! { span dir="auto" { (shown(text)) } })
}

/// The name that a record has for one of a few things.
pub(super) fn named(thing: &impl serde::Serialize) -> String {
    serde_json::to_value(thing).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_direction_is_that_of_the_script() {
        for (language, want) in [
            (Some("ar"), "rtl"),
            (Some("he-IL"), "rtl"),
            (Some("az-Arab"), "rtl"),
            (Some("ur-Latn-PK"), "ltr"),
            (Some("en-GB"), "ltr"),
            (None, "auto"),
        ] {
            assert_eq!(direction(language), want, "{language:?}");
        }
    }
}
