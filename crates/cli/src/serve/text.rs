//! The paragraphs of an article, with the sentences of its summary marked where they stand.

use super::bits::shown;
use maud::{Markup, html};
use offwire_article::{Article, Paragraph, ParagraphKind, Summary};
use std::ops::Range;

/// A sentence of the summary, by its number from 1, and where it stands in a paragraph.
type Place = (usize, Range<usize>);

/// The summary, each sentence a link to its place in the text.
pub(super) fn summary(summary: &Summary) -> Markup {
    html! {
        p.sentences {
            @for (at, sentence) in summary.sentences.iter().enumerate() {
                @let number = at + 1;
                a id=(format!("summary-{number}")) href=(format!("#sentence-{number}")) {
                    (shown(&sentence.text)) @if sentence.changed { "*" }
                    sup { (number) }
                }
                " "
            }
        }
    }
}

/// The body with its end mark.
pub(super) fn body(article: &Article) -> Markup {
    let places = places(article);
    let mut blocks = article.paragraphs.iter().zip(&places).enumerate().peekable();
    html! {
        @while let Some((at, (paragraph, places))) = blocks.next() {
            @let id = format!("p{}", at + 1);
            @match paragraph.kind {
                ParagraphKind::Subhead => h2 id=(id) { (marked(paragraph, places)) },
                ParagraphKind::Quote => blockquote id=(id) { p { (marked(paragraph, places)) } },
                ParagraphKind::Caption => p.caption id=(id) {
                    span.label lang="en" { "Caption" } " " (marked(paragraph, places))
                },
                ParagraphKind::List => ul {
                    li id=(id) { (marked(paragraph, places)) }
                    @while let Some((at, (item, places))) =
                        blocks.next_if(|(_, (item, _))| item.kind == ParagraphKind::List)
                    {
                        li id=(format!("p{}", at + 1)) { (marked(item, places)) }
                    }
                },
                _ => p id=(id) { (marked(paragraph, places)) },
            }
        }
        @if let Some(mark) = &article.end_mark { p.end { (shown(mark)) } }
    }
}

/// For each paragraph the sentences of the summary that stand in it, in order.
fn places(article: &Article) -> Vec<Vec<Place>> {
    let mut places = vec![Vec::new(); article.paragraphs.len()];
    for (at, sentence) in article.summary.iter().flat_map(|summary| &summary.sentences).enumerate() {
        let Some(paragraph) = article.paragraphs.get(sentence.paragraph) else { continue };
        // Where nothing of it is found, the link leads to the paragraph's beginning.
        let place = sentence.origin(paragraph, article.language.as_deref()).unwrap_or(0..0);
        if let Some(found) = places.get_mut(sentence.paragraph) {
            found.push((at + 1, place));
        }
    }
    for found in &mut places {
        found.sort_by_key(|(number, place)| (place.start, *number));
    }
    places
}

/// The text of a paragraph with its marks; of two that overlap the first is marked, and both can be led to.
fn marked(paragraph: &Paragraph, places: &[Place]) -> Markup {
    let text = paragraph.text.as_str();
    let mut done = 0;
    html! {
        @for (number, place) in places {
            @let id = format!("sentence-{number}");
            @if place.start < done || place.is_empty() {
                span id=(id) {}
            } @else {
                (shown(text.get(done..place.start).unwrap_or_default()))
                mark id=(id) {
                    (shown(text.get(place.clone()).unwrap_or_default()))
                    a.back href=(format!("#summary-{number}")) aria-label=(format!("Sentence {number} of the summary")) lang="en" {
                        sup { (number) }
                    }
                }
                ({ done = place.end; "" })
            }
        }
        (shown(text.get(done..).unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_around_sentences_and_markup_stays_text() {
        let paragraph = Paragraph::text("One <b>. Two & two. Three.");
        let made = marked(&paragraph, &[(1, 9..19), (2, 12..20)]).into_string();
        assert!(made.starts_with("One &lt;b&gt;. <mark id=\"sentence-1\">Two &amp; two.<a"), "{made}");
        assert!(made.ends_with("</mark><span id=\"sentence-2\"></span> Three."), "{made}");
    }
}
