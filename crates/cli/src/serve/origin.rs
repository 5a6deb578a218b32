//! What ties an article to others, and where it comes from.

use super::{
    bits::{address, facts, headline, link, row, shown},
    reply::Fault,
};
use crate::output::{count, number};
use maud::{Markup, html};
use offwire_archive::{Archive, Filter, Link, Listed, Order, Related, Sighting};
use offwire_article::{Article, Span};
use std::collections::BTreeMap;

/// The versions of the story in order, each compared with the one before.
pub(super) fn versions(versions: &[Listed], id: i64) -> Markup {
    html! {
        @if versions.len() > 1 {
            section.versions {
                h2 { "Versions" }
                ol {
                    @for (at, version) in versions.iter().enumerate() {
                        @let before = at.checked_sub(1).and_then(|before| versions.get(before));
                        li aria-current=[(version.id == id).then_some("true")] {
                            (link(version)) " " (facts(version))
                            @if version.id == id { " (this one)" }
                            @if let Some(before) = before {
                                " " a href=(format!("/diff/{}/{}", before.id, version.id)) { "what changed" }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Exact copies, and texts that have much in common with it.
pub(super) fn copies(archive: &Archive, id: i64) -> Result<Markup, Fault> {
    let copies = archive.sightings(id)?.len().saturating_sub(1);
    let links = archive.links(id)?;
    let others = others(archive, &links, id)?;
    Ok(html! {
        @if copies > 0 || !links.is_empty() {
            section.copies {
                h2 { "Copies and reports of the same" }
                @if copies > 0 {
                    p { a href="#provenance" { (count(copies as u64, "exact copy")) } " of it, to the letter, were met too." }
                }
                ul {
                    @for tie in &links {
                        @let other = if tie.from == id { tie.to } else { tie.from };
                        li { (linked(tie, other, others.get(&other))) }
                    }
                }
            }
        }
    })
}

fn linked(tie: &Link, other: i64, article: Option<&Listed>) -> Markup {
    html! {
        @match article {
            Some(article) => { (link(article)) " " (facts(article)) },
            None => a href=(address(other)) { "article " (other) },
        }
        " " span.tie { (tie.kind.name()) " " (format!("{:.2}", tie.score)) }
        @if !tie.reason.is_empty() { ": " (shown(&tie.reason)) }
        " " a href=(format!("/diff/{}/{}", tie.to, tie.from)) { "compare" }
    }
}

/// The articles at the other ends of links, by number.
fn others(archive: &Archive, links: &[Link], id: i64) -> Result<BTreeMap<i64, Listed>, Fault> {
    let ids: Vec<i64> =
        links.iter().flat_map(|link| [link.from, link.to]).filter(|other| *other != id).collect();
    let filter = Filter { ids: Some(ids), ..Filter::default() };
    let listed = archive.list(&filter, Order::Id, links.len(), 0)?;
    Ok(listed.into_iter().map(|article| (article.id, article)).collect())
}

/// Headlines that the page listed beside the story.
pub(super) fn related(related: &[Related]) -> Markup {
    html! {
        @if !related.is_empty() {
            section.related {
                h2 { "Listed beside it" }
                ul {
                    @for entry in related {
                        li {
                            @match &entry.article {
                                Some(article) => { (link(article)) " " (facts(article)) },
                                None => span dir="auto" { (headline(Some(&entry.headline))) },
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Where the article was found, and where its parts stand in the record.
pub(super) fn provenance(archive: &Archive, article: &Article, id: i64) -> Result<Markup, Fault> {
    let sightings = archive.sightings(id)?;
    Ok(html! {
        section.provenance {
            h2 #provenance { "Where it comes from" }
            @for sighting in &sightings { (found(sighting)) }
            ul.ways {
                li { a href=(format!("/article/{id}/source")) { "The source as text" } }
                li { a href=(format!("/article/{id}/download")) { "The source's bytes" } }
            }
            (parts(article, id))
        }
    })
}

fn found(sighting: &Sighting) -> Markup {
    let source = &sighting.source;
    html! {
        @if sighting.number > 1 { h3 { "An exact copy" } }
        dl {
            (row("File", Some(html! { code { (shown(&source.path)) } })))
            (row("Member", source.member.as_ref().map(|member| html! { code { (shown(member)) } })))
            (row("Offset", source.offset.map(|offset| html! { "byte " (number(offset)) })))
            (row("Length", Some(html! { (count(source.length, "byte")) })))
            (row("Format", Some(html! { (shown(&source.format)) })))
            (row("Encoding", (!source.encoding.is_empty()).then(|| html! { (shown(&source.encoding)) })))
            (row("SHA-256", Some(html! { code { (source.sha256) } })))
            (row("Run", Some(html! { a href=(format!("/about#run-{}", sighting.run)) { (sighting.run) } })))
        }
    }
}

/// Where each part stands in the record, with a look at just these bytes.
fn parts(article: &Article, id: i64) -> Markup {
    let fields = article.field_sources.iter().map(|(name, spans)| (name.replace('_', " "), spans));
    let paragraphs = article.paragraphs.iter().enumerate();
    let paragraphs = paragraphs.map(|(at, paragraph)| (format!("paragraph {}", at + 1), &paragraph.source));
    let sentences = article.summary.iter().flat_map(|summary| &summary.sentences).enumerate();
    let sentences =
        sentences.map(|(at, sentence)| (format!("sentence {} of the summary", at + 1), &sentence.source));
    let all = fields.chain(paragraphs).chain(sentences);
    let parts: Vec<(String, &Vec<Span>)> = all.filter(|(_, spans)| !spans.is_empty()).collect();
    html! {
        @if !parts.is_empty() {
            details {
                summary { "Where each part stands in the source" }
                table {
                    thead { tr { th scope="col" { "Part" } th scope="col" { "Bytes" } } }
                    tbody {
                        @for (name, spans) in &parts {
                            tr {
                                th scope="row" { (name) }
                                td {
                                    @for span in *spans {
                                        a href=(format!("/article/{id}/source?from={}&to={}", span.start, span.end)) {
                                            (number(span.start)) " to " (number(span.end))
                                        }
                                        " "
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
