//! The text of an element as a reader sees it, and the way back to its bytes.

use crate::page::{NodeId, NodeKind, Page, Tag};
use offwire_article::{
    Span,
    text::{fold_space, nfc},
};
use std::ops::Range;

/// The text of an element: scripts and the like off, NFC, white space folded; a blank where two elements meet
/// that a reader sees apart.
pub(crate) fn element_text(page: &Page<'_>, id: NodeId) -> String {
    let mut out = String::new();
    let mut is_apart = false;
    for node in page.subtree(id) {
        if page.kind(node) == NodeKind::Element {
            is_apart |= !is_inline(page.tag(node));
        }
        if page.kind(node) != NodeKind::Text || !is_read(page, node, id) {
            continue;
        }
        let text = page.text(node);
        if std::mem::take(&mut is_apart) || is_gap(page, node, &out, &text) {
            out.push(' ');
        }
        out.push_str(&text);
        if out.len() > 20_000 {
            break;
        }
    }
    fold_space(&nfc(&out))
}

/// The text nodes below an element that a reader sees.
pub(crate) fn read_texts<'p>(page: &'p Page<'_>, id: NodeId) -> impl Iterator<Item = NodeId> + 'p {
    page.subtree(id).filter(move |&node| page.kind(node) == NodeKind::Text && is_read(page, node, id))
}

fn is_read(page: &Page<'_>, node: NodeId, top: NodeId) -> bool {
    let skipped = |id: NodeId| {
        matches!(
            page.tag(id),
            Tag::SCRIPT | Tag::STYLE | Tag::NOSCRIPT | Tag::TEMPLATE | Tag::SVG | Tag::BUTTON
        )
    };
    !page.ancestors(node).take_while(|&above| above != top).any(skipped)
}

fn is_inline(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::A
            | Tag::ABBR
            | Tag::B
            | Tag::BIG
            | Tag::CITE
            | Tag::EM
            | Tag::FONT
            | Tag::I
            | Tag::MARK
            | Tag::Q
            | Tag::SMALL
            | Tag::SPAN
            | Tag::STRONG
            | Tag::SUB
            | Tag::SUP
            | Tag::TIME
            | Tag::U
            | Tag::WBR
            | Tag::META
            | Tag::NOBR
            | Tag::OTHER
    )
}

/// Whether a blank belongs between what was read and the text of `node`, which begins an element of its own.
fn is_gap(page: &Page<'_>, node: NodeId, before: &str, text: &str) -> bool {
    let (Some(last), Some(first)) = (before.chars().next_back(), text.chars().next()) else { return false };
    if last.is_whitespace()
        || first.is_whitespace()
        || matches!(first, '.' | ',' | ';' | ':' | '!' | '?' | ')' | '’')
    {
        return false;
    }
    let emphasis = |tag: Tag| {
        matches!(tag, Tag::EM | Tag::I | Tag::B | Tag::STRONG | Tag::SUB | Tag::SUP | Tag::MARK | Tag::FONT)
    };
    let inside = page.parent(node).is_some_and(|parent| emphasis(page.tag(parent)));
    let is_joined = last.is_lowercase() && first.is_lowercase()
        || inside && last.is_alphanumeric() && !first.is_uppercase();
    !is_joined
        && (last.is_alphanumeric() || matches!(last, '.' | ':' | '!' | '?' | '”' | '"' | ')'))
        && first.is_alphanumeric()
}

/// A character, the number of its text node, and its offset there.
type Letter = (char, u32, u32);

/// Characters below an element that are looked through, at most.
const MOST_LETTERS: usize = 200_000;

/// Where the characters of `part`, a piece of an element's text, stand in the raw page: a range for each text
/// node that holds some of it.
pub(crate) fn places_of(page: &Page<'_>, nodes: &[NodeId], part: &str) -> Vec<Span> {
    let want: Vec<char> = part.chars().filter(|c| !c.is_whitespace()).collect();
    if want.is_empty() {
        return Vec::new();
    }
    if let [node] = nodes {
        // A script may hold a megabyte, and what is looked for mostly stands in it as it is.
        let found = page.text(*node).find(part.trim());
        if let Some(at) = found {
            return vec![page.text_span(*node, at..at + part.trim().len())];
        }
    }
    let mut letters: Vec<Letter> = Vec::new();
    for (index, node) in nodes.iter().enumerate() {
        let text = page.text(*node);
        let seen = text.char_indices().filter(|(_, c)| {
            !c.is_whitespace() && !matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
        });
        letters.extend(seen.map(|(at, c)| (c, index as u32, at as u32)));
        if letters.len() > MOST_LETTERS {
            break;
        }
    }
    let start = position(&letters, &want);
    let Some(found) = start.and_then(|at| letters.get(at..at + want.len())) else { return Vec::new() };
    let mut spans: Vec<(usize, Range<usize>)> = Vec::new();
    for &(c, index, at) in found {
        let (index, at) = (index as usize, at as usize);
        let end = at + c.len_utf8();
        match spans.last_mut().filter(|(last, _)| *last == index) {
            Some((_, open)) => open.end = end,
            None => spans.push((index, at..end)),
        }
    }
    spans.into_iter().filter_map(|(index, range)| Some(page.text_span(*nodes.get(index)?, range))).collect()
}

/// Where the wanted characters stand in a row.
fn position(letters: &[Letter], want: &[char]) -> Option<usize> {
    let first = want.first()?;
    let is_at = |at: usize| {
        letters.get(at..at + want.len()).is_some_and(|run| run.iter().zip(want).all(|(l, w)| l.0 == *w))
    };
    (0..letters.len())
        .filter(|at| letters.get(*at).is_some_and(|l| l.0 == *first))
        .take(5_000)
        .find(|at| is_at(*at))
}

impl super::Markup {
    /// Where `part` stands below an element.
    pub(crate) fn places(page: &Page<'_>, id: NodeId, part: &str) -> Vec<Span> {
        let nodes: Vec<NodeId> = read_texts(page, id).collect();
        places_of(page, &nodes, part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(html: &str) -> String {
        let page = Page::read(html.as_bytes(), encoding_rs::UTF_8);
        element_text(&page, page.find(Tag::H1).unwrap())
    }

    #[test]
    fn elements_that_stand_apart_get_a_blank() {
        assert_eq!(of("<h1><span>Storm</span><span>Port reopens</span></h1>"), "Storm Port reopens");
        assert_eq!(
            of("<h1>Un<em>believable</em>: port reopens<script>x()</script></h1>"),
            "Unbelievable: port reopens"
        );
        assert_eq!(of("<h1>Port<br>reopens</h1>"), "Port reopens");
    }

    #[test]
    fn parts_lead_back_to_their_bytes() {
        let raw = "<h1>Port &amp; <b>pier</b> reopen</h1>".as_bytes();
        let page = Page::read(raw, encoding_rs::UTF_8);
        let spans = super::super::Markup::places(&page, page.find(Tag::H1).unwrap(), "& pier");
        let cut: Vec<&[u8]> = spans.iter().filter_map(|s| s.cut(raw)).collect();
        assert_eq!(cut, [&b"&amp;"[..], &b"pier"[..]]);
    }
}
