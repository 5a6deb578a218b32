//! Stories: all of them, and one with its articles and what they say together.

use super::{
    asked::{Asked, number},
    bits::{self, address, day, facts, headline, link, shown},
    hits, layout,
    reply::{Answer, Fault, Reply},
};
use crate::output::count;
use maud::{Markup, html};
use offwire_archive::{Archive, Link, Listed, Story};
use offwire_article::Article;
use offwire_summarize::{Budget, Digest, Summarizer, SummaryOptions};

/// Stories on a page.
const PAGE: usize = 50;
/// Articles of which a digest is made while the reader waits; the latest are taken.
const MOST_TOLD: usize = 40;
/// Words of a digest.
const WORDS: usize = 150;

/// `/stories`
pub(super) fn list(asked: &Asked<'_>) -> Answer {
    let offset = number(asked.params, "offset")?.unwrap_or(0);
    // One more says whether there is a next page.
    let mut stories = asked.archive.stories(PAGE + 1, offset)?;
    let total = (stories.len() <= PAGE).then(|| (offset + stories.len()) as u64);
    stories.truncate(PAGE);
    let content = html! {
        h1 { "Stories" }
        p { "Articles that are versions or copies of one another, or tell of the same happening. " code { "offwire stories" } " gathers them." }
        @if stories.is_empty() { p { "None are gathered yet." } }
        ol.stories start=(offset + 1) {
            @for story in &stories {
                li {
                    a href=(format!("/stories/{}", story.id)) dir="auto" { (headline(story.headline.as_deref())) }
                    " " (size(story))
                }
            }
        }
        (hits::pages(asked.params, "/stories", stories.len(), (PAGE, offset), total))
    };
    Ok(Reply::page(layout::page("Stories", content)))
}

/// From the first to the last day, and how many.
fn size(story: &Story) -> Markup {
    let first = story.first.as_deref();
    let is_later = |last: &&str| last.get(..10) != first.and_then(|first| first.get(..10));
    let span = first.map(|first| {
        let last = story.last.as_deref().filter(is_later);
        html! { (day(first)) @if let Some(last) = last { " to " (day(last)) } }
    });
    let articles = html! { (count(story.articles, "article")) };
    bits::line(&span.into_iter().chain([articles]).collect::<Vec<_>>())
}

/// `/stories/ID`
pub(super) fn one(asked: &Asked<'_>) -> Answer {
    let archive = asked.archive;
    let none = || Fault::not_found("There is no such story in this archive.");
    let id = asked.part(0).parse().map_err(|_| none())?;
    let (story, members) = archive.story(id)?.ok_or_else(none)?;
    let title = headline(story.headline.as_deref());
    let content = html! {
        h1 dir="auto" { (title) }
        p { (size(&story)) }
        (told(archive, &members)?)
        h2 { "Articles" }
        ol {
            @for member in &members {
                li {
                    (link(member)) " " (facts(member))
                    (ties(archive, member)?)
                }
            }
        }
        p { a href=(format!("/?story={id}")) { "Search in this story" } }
    };
    Ok(Reply::page(layout::page(&title, content)))
}

/// What ties an article to earlier ones.
fn ties(archive: &Archive, member: &Listed) -> Result<Markup, Fault> {
    let links: Vec<Link> =
        archive.links(member.id)?.into_iter().filter(|link| link.from == member.id).collect();
    Ok(html! {
        @if !links.is_empty() {
            ul {
                @for link in &links {
                    li {
                        span.tie { (link.kind.name()) " " (format!("{:.2}", link.score)) }
                        " of " a href=(address(link.to)) { "article " (link.to) }
                        @if !link.reason.is_empty() { ": " (shown(&link.reason)) }
                        " " a href=(format!("/diff/{}/{}", link.to, link.from)) { "compare" }
                    }
                }
            }
        }
    })
}

/// The story in a few sentences.
fn told(archive: &Archive, members: &[Listed]) -> Result<Markup, Fault> {
    let latest = members.iter().rev().filter(|member| member.superseded_by.is_none()).take(MOST_TOLD);
    let articles: Vec<Article> =
        latest.map(|member| archive.get(&member.id.to_string())).collect::<Result<_, _>>()?;
    let digest = Summarizer::new(SummaryOptions::default().budget(Budget::words(WORDS))).digest(&articles);
    Ok(html! {
        @if !digest.sentences.is_empty() {
            section.digest {
                h2 { "In short" }
                ol { @for sentence in &digest.sentences { li { (line(sentence, &articles)) } } }
                (differing(&digest, &articles))
            }
        }
    })
}

fn line(sentence: &offwire_summarize::DigestSentence, articles: &[Article]) -> Markup {
    let article = articles.get(sentence.article);
    html! {
        span dir="auto" { (shown(&sentence.text)) } " "
        @if let Some(id) = article.and_then(|article| article.id) {
            a.facts href=(format!("/article/{id}#p{}", sentence.paragraph + 1)) {
                @if let Some(date) = sentence.published { (date.date_only().to_string()) " · " }
                "article " (id)
            }
        }
        @if !sentence.also.is_empty() { " told by " (count(sentence.also.len() as u64, "more article")) }
    }
}

/// Figures that the articles give differently.
fn differing(digest: &Digest, articles: &[Article]) -> Markup {
    html! {
        @for contradiction in &digest.contradictions {
            h3 { "Figures differ" }
            ul {
                @for claim in &contradiction.claims {
                    li {
                        strong dir="auto" { (shown(&claim.figure)) } ": " span dir="auto" { (shown(&claim.sentence)) } " "
                        @if let Some(id) = articles.get(claim.article).and_then(|article| article.id) {
                            a.facts href=(address(id)) { "article " (id) }
                        }
                    }
                }
            }
        }
    }
}
