//! What stands around every page.

use maud::{DOCTYPE, Markup, html};

/// A page with the search field above it.
pub(super) fn page(title: &str, content: Markup) -> Markup {
    let field = html! {
        form.quick action="/" method="get" role="search" {
            label for="quick" { "Search" }
            input #quick type="search" name="q" maxlength="4000" required;
            button type="submit" { "Search" }
        }
    };
    frame(title, field, content)
}

/// A page that has a search form of its own.
pub(super) fn search_page(title: &str, content: Markup) -> Markup {
    frame(title, html! {}, content)
}

fn frame(title: &str, field: Markup, content: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " · Offwire" }
                link rel="stylesheet" href="/style.css";
                link rel="icon" href="/icon.svg" type="image/svg+xml";
            }
            body {
                a.skip href="#content" { "Skip to the content" }
                header {
                    nav aria-label="Pages" {
                        a.home href="/" { "Offwire" }
                        a href="/" { "Search" }
                        a href="/timeline" { "Timeline" }
                        a href="/stories" { "Stories" }
                        a href="/about" { "About" }
                    }
                    (field)
                }
                main #content tabindex="-1" { (content) }
                footer { p { "offwire " (env!("CARGO_PKG_VERSION")) " · the archive is only read here" } }
            }
        }
    }
}
