//! What stands around the story of a newsletter: the subject once more, and what the sender says of the letter.

use super::lines::{MOST_LINES, is_dashes};
use crate::Article;
use crate::boilerplate::{Furniture, furniture};
use crate::field::byline;
use crate::field::markup::{squeezed, squeezes_to};
use crate::format::story;
use offwire_article::Paragraph;

/// Longest line that is a byline, in characters.
const LONGEST_BYLINE: usize = 120;

/// Leaves out what a newsletter says of itself, and the signature where it is set in paragraphs.
pub(super) fn drop_furniture(paragraphs: &mut Vec<Paragraph>) {
    let dashes = paragraphs.iter().rposition(|p| is_dashes(&p.text));
    if let Some(at) = dashes.filter(|at| *at > 0 && paragraphs.len() - at <= MOST_LINES) {
        paragraphs.truncate(at);
    }
    // A row of headlines may be what a digest is made of.
    paragraphs.retain(|p| furniture(&p.text).is_none_or(|kind| kind == Furniture::Ticker));
}

/// Takes the subject off the text that repeats it; a byline below it names the authors better than the sender does.
pub(super) fn take_headline(article: &mut Article) {
    let Some(key) = article.headline.as_deref().map(squeezed) else { return };
    if article.paragraphs.len() < 2 || !article.paragraphs.first().is_some_and(|p| squeezes_to(&p.text, &key))
    {
        return;
    }
    let headline = article.paragraphs.remove(0);
    article.field_sources.insert("headline".into(), headline.source);
    let [line, _, ..] = article.paragraphs.as_slice() else { return };
    if line.text.chars().count() > LONGEST_BYLINE || byline::byline(&line.text).is_empty() {
        return;
    }
    let people = story::people(&line.text);
    if !people.is_empty() {
        article.authors = people;
        let line = article.paragraphs.remove(0);
        article.field_sources.insert("authors".into(), line.source);
    }
}
