//! Language and country of a page, as far as they decide how its dates are read.

use crate::field::markup::Markup;

/// The language that the page claims.
pub(super) fn declared_language(markup: &Markup) -> String {
    let told = markup.meta_value(&["og:locale", "content-language", "language", "dc.language", "inlanguage"]);
    let structured = || markup.articles().iter().find_map(|o| o.string("inLanguage").map(str::to_owned));
    let root = Some(markup.language.clone()).filter(|l| !l.trim().is_empty());
    root.or_else(structured).or_else(|| told.map(str::to_owned)).unwrap_or_default()
}

/// Whether `3/4/2018` is 4 March: English, unless tag or address name a country that writes the day first.
pub(super) fn is_month_first(language: &str, address: Option<&str>) -> bool {
    let tag = language.to_lowercase().replace('_', "-");
    if tag.starts_with("en-") {
        return matches!(tag.as_str(), "en-us" | "en-ph");
    }
    let host = address.and_then(|a| a.split("//").nth(1)).and_then(|a| a.split('/').next()).unwrap_or("");
    const DAY_FIRST: [&str; 14] =
        [".uk", ".au", ".nz", ".ie", ".in", ".za", ".sg", ".my", ".hk", ".pk", ".ng", ".ke", ".eu", ".ca"];
    (tag.is_empty() || tag == "en") && !DAY_FIRST.iter().any(|end| host.ends_with(end))
}
