//! One article: its text with the summary beside it, its versions and copies, where it comes from.

use super::{
    asked::Asked,
    bits::{self, address, direction, headline, joined, named, row, shown, some, time},
    layout, origin,
    reply::{Answer, Fault, Reply},
    text,
};
use maud::{Markup, html};
use offwire_archive::{ExportFormat, ExportOptions, Listed};
use offwire_article::{Article, Summary, WireMarks};

/// Forms of one article for programs and citations: the end of the address, the format, the kind.
const FORMS: &[(&str, ExportFormat, &str)] = &[
    ("bib", ExportFormat::Bibtex, "text/plain; charset=utf-8"),
    ("csl", ExportFormat::Csl, "application/json"),
    ("tei", ExportFormat::Tei, "application/xml"),
    ("md", ExportFormat::Md, "text/plain; charset=utf-8"),
];

/// `/article/ID`, and with `.json`, `.bib`, `.csl`, `.tei`, `.md` behind it the article in that form.
pub(super) fn page(asked: &Asked<'_>) -> Answer {
    let archive = asked.archive;
    let (name, form) = match asked.part(0).rsplit_once('.') {
        Some((name, form)) => (name, Some(form)),
        None => (asked.part(0), None),
    };
    let id = archive.id_of(name)?;
    match form {
        None => Ok(Reply::page(whole(asked, &archive.get(name)?, id)?)),
        Some("json") => Reply::json(&archive.get(name)?),
        Some(form) => {
            let Some((end, format, kind)) = FORMS.iter().find(|(end, ..)| *end == form) else {
                return Err(Fault::not_found("An article is there in no such form."));
            };
            let mut bytes = Vec::new();
            archive.export(&[id], *format, ExportOptions::default(), &mut bytes)?;
            // Markup is stored and not shown.
            let reply = Reply::new(kind, bytes);
            Ok(if *end == "tei" { reply.named(&format!("{id}.xml")) } else { reply })
        }
    }
}

fn whole(asked: &Asked<'_>, article: &Article, id: i64) -> Result<Markup, Fault> {
    let archive = asked.archive;
    let versions = archive.versions(&id.to_string())?;
    let own = versions.iter().find(|version| version.id == id);
    let language = article.language.as_deref();
    let content = html! {
        article {
            header lang=[language] dir=(direction(language)) { (head(article)) }
            (standing(article, own))
            div.story {
                @if let Some(summary) = &article.summary {
                    aside aria-labelledby="summary" {
                        h2 #summary { "Summary" }
                        div lang=[language] dir=(direction(language)) { (text::summary(summary)) }
                        p.method { (told(summary)) }
                    }
                }
                div.text lang=[language] dir=(direction(language)) { (text::body(article)) }
            }
        }
        (notes(article))
        (facts(article, id))
        (origin::versions(&versions, id))
        (origin::copies(archive, id)?)
        (origin::related(&archive.related(&id.to_string())?))
        (origin::provenance(archive, article, id)?)
        (forms(id))
    };
    Ok(layout::page(&headline(article.headline.as_deref()), content))
}

fn head(article: &Article) -> Markup {
    let text = |text: &str| html! { span dir="auto" { (shown(text)) } };
    let mut facts: Vec<Markup> = article.published.iter().map(|date| time(&date.to_string())).collect();
    facts.extend(article.agency.iter().map(|agency| text(agency)));
    facts.extend(article.dateline.iter().filter_map(|line| line.place.as_deref()).map(text));
    if !article.authors.is_empty() {
        facts.push(html! { "by " (text(&article.authors.join(", "))) });
    }
    html! {
        @if let Some(kicker) = &article.kicker { p.kicker { (shown(kicker)) } }
        h1 { (headline(article.headline.as_deref())) }
        @for subhead in &article.subheads { p.subhead { (shown(subhead)) } }
        p lang="en" { (bits::line(&facts)) }
    }
}

/// What a reader must know before reading on.
fn standing(article: &Article, own: Option<&Listed>) -> Markup {
    let later = own.and_then(|own| own.superseded_by);
    html! {
        @if let Some(later) = later {
            p.notice role="note" {
                "A later version supersedes this one: " a href=(address(later)) { "article " (later) }
            }
        }
        @if let Some(status) = &article.status {
            p.notice role="note" { "Standing: " strong { (named(status)) } }
        }
        @if let Some(embargo) = article.embargo {
            p.notice role="note" { "The source held it until " (time(&embargo.to_string())) }
        }
    }
}

fn told(summary: &Summary) -> Markup {
    let changed = summary.sentences.iter().any(|sentence| sentence.changed);
    html! {
        (crate::output::count(summary.words as u64, "word")) " of the story's own, by the method " (shown(&summary.method))
        ". Each sentence leads to its place in the text."
        @if changed { " A star marks a sentence whose wording was changed." }
    }
}

fn notes(article: &Article) -> Markup {
    let quality = article.quality.as_ref().filter(|quality| !quality.notes.is_empty());
    html! {
        @if let Some(quality) = quality {
            section.notes {
                h2 { "Notes on the record" }
                ul { @for note in &quality.notes { li { (shown(note)) } } }
            }
        }
    }
}

fn facts(article: &Article, id: i64) -> Markup {
    let date = |date: Option<offwire_article::NewsDate>| date.map(|date| time(&date.to_string()));
    let published = article.published.map(|date| {
        let ground = article.date_ground.as_ref().map(named);
        html! { (time(&date.to_string())) @if let Some(ground) = ground { " (from the " (ground) ")" } }
    });
    let line = article.dateline.as_ref();
    let print = article.print.as_ref();
    let score = article.quality.as_ref().and_then(|quality| quality.score);
    html! {
        section.record {
            h2 { "Record" }
            dl {
                (row("Number in this archive", Some(html! { (id) })))
                (row("Name in every archive", article.uid.as_ref().map(|uid| html! {
                    a href=(format!("/article/{uid}")) { code { (uid) } }
                })))
                (row("Published", published))
                (row("Modified", date(article.modified)))
                (row("Captured", date(article.captured)))
                (row("Agency", some(article.agency.as_ref())))
                (row("Authors", joined(&article.authors)))
                (row("Place of the dateline", some(line.and_then(|line| line.place.as_ref()))))
                (row("Date of the dateline", date(line.and_then(|line| line.date))))
                (row("Language", some(article.language.as_ref())))
                (row("Newspaper", some(print.and_then(|print| print.title.as_ref()))))
                (row("Issue", date(print.and_then(|print| print.issue_date))))
                (row("Page", some(print.and_then(|print| print.page.as_ref()))))
                (row("Column", some(print.and_then(|print| print.column.as_ref()))))
                (row("OCR confidence", print.and_then(|print| print.confidence).map(|share| html! { (format!("{share:.2}")) })))
                (row("Section", some(article.section.as_ref())))
                (row("Keywords", joined(&article.keywords)))
                (row("Topics", joined(&article.topics)))
                (row("Places", joined(&article.places)))
                (row("People", joined(&article.people)))
                (row("Organisations", joined(&article.organisations)))
                @if let Some(wire) = &article.wire { (transmission(wire)) }
                (row("Rights", some(article.rights.as_ref())))
                (row("Address", article.url.as_ref().map(|url| link_out(url))))
                (row("Story", article.story.map(|story| html! { a href=(format!("/stories/{story}")) { "story " (story) } })))
                (row("Quality", score.map(|score| html! { (format!("{score:.2}")) })))
            }
        }
    }
}

fn transmission(wire: &WireMarks) -> Markup {
    html! {
        (row("Slug", some(wire.slug.as_ref())))
        (row("Prefix", some(wire.prefix.as_ref())))
        (row("Take", wire.take.map(|take| html! { (take) })))
        (row("Category", some(wire.category.as_ref())))
        (row("Priority", some(wire.priority.as_ref())))
        (row("Number of the transmission", some(wire.number.as_ref())))
    }
}

/// An address elsewhere: a link where it is one of the web, else text.
fn link_out(url: &str) -> Markup {
    let scheme = url.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    let is_web = matches!(scheme.as_deref(), Some("http" | "https"));
    html! {
        @if is_web && !url.contains(char::is_control) {
            a href=(url) rel="noreferrer noopener nofollow" { (shown(url)) }
        } @else {
            (shown(url))
        }
    }
}

fn forms(id: i64) -> Markup {
    let form = |end: &str| format!("/article/{id}.{end}");
    html! {
        section.forms {
            h2 { "Take it with you" }
            ul.ways {
                li { a href=(form("json")) { "JSON" } }
                li { a href=(form("bib")) { "BibTeX" } }
                li { a href=(form("csl")) { "CSL JSON" } }
                li { a href=(form("tei")) { "TEI" } }
                li { a href=(form("md")) { "Markdown" } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_web_are_links() {
        for url in ["http://example.org/a?b=1&c=2", "HTTPS://example.org/"] {
            let link = link_out(url).into_string();
            assert!(link.starts_with("<a href=") && link.contains("noreferrer"), "{link}");
        }
        for url in [
            "javascript:alert(1)",
            "javascript://%0aalert(1)",
            "data:text/html,x",
            "//example.org",
            "file:///etc",
        ] {
            assert!(!link_out(url).into_string().contains("<a"), "{url}");
        }
    }
}
