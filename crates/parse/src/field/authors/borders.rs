//! The text of a byline with dividers where its elements end: pages set a name, and what follows it, a role, a paper or
//! another name, in elements of their own, and let the style sheet part them.

use crate::field::byline::{is_person, is_place_or_paper, is_role, people};
use crate::field::markup::{element_text, read_texts};
use crate::page::{NodeId, Page};
use offwire_article::text::{fold_space, nfc};

/// Text nodes of one byline that are looked at.
const MOST: usize = 40;

/// The text of an element as [`element_text`] gives it, divided behind whole names where another element begins: by a bar
/// where no blank stands between, or where it holds a role, a desk, a place or a paper; by a comma where the two
/// elements are alike and hold names.
pub(super) fn divided_text(page: &Page<'_>, id: NodeId) -> String {
    let plain = element_text(page, id);
    let nodes: Vec<NodeId> = read_texts(page, id).take(MOST + 1).collect();
    if nodes.len() < 2 || nodes.len() > MOST {
        return plain;
    }
    let mut out = String::new();
    let mut rest = plain.as_str();
    let mut before: Option<NodeId> = None;
    let mut is_close = false;
    for node in nodes {
        let raw = page.text(node);
        let text = fold_space(&nfc(&raw));
        is_close &= !raw.starts_with(char::is_whitespace);
        if text.is_empty() {
            is_close &= raw.is_empty();
            continue;
        }
        let trimmed = rest.trim_start();
        // The text of an element is that of its nodes, with blanks between.
        let Some(behind) = trimmed.strip_prefix(text.as_str()) else { return plain };
        let holder = page.parent(node);
        if before.is_some() && before != holder && ends_in_name(&out) {
            let is_alike = before.zip(holder).is_some_and(|(a, b)| are_alike(page, a, b));
            out.push_str(divider(&text, is_close, is_alike));
        }
        if trimmed.len() < rest.len() && !out.ends_with(' ') {
            out.push(' ');
        }
        out.push_str(&text);
        (rest, before, is_close) = (behind, holder, !raw.ends_with(char::is_whitespace));
    }
    out
}

/// What divides a name from the text of the next element.
fn divider(next: &str, is_close: bool, is_alike: bool) -> &'static str {
    let first = next.chars().next().unwrap_or(' ');
    // A mark divides by itself, and so does the word before a second name or a place.
    if !first.is_alphanumeric() || first.is_lowercase() && !is_role(next) {
        return "";
    }
    let is_name = is_alike && is_person(next, true) && !is_place_or_paper(next);
    match () {
        () if is_name => ", ",
        () if is_close || is_role(next) || is_place_or_paper(next) => " | ",
        () => "",
    }
}

/// Whether a text ends in a whole name, which no given name or initial alone is.
fn ends_in_name(text: &str) -> bool {
    let text = text.trim_end();
    let last = people(text).pop().filter(|person| person.range.end == text.len());
    last.is_some_and(|person| is_person(&person.name, true) && !person.name.ends_with('.'))
}

/// Whether two elements are called the same.
fn are_alike(page: &Page<'_>, one: NodeId, other: NodeId) -> bool {
    page.tag(one) == page.tag(other) && page.attr(one, "class") == page.attr(other, "class")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Tag;

    fn of(html: &str) -> String {
        let html = format!("<h1>{html}</h1>");
        let page = Page::read(html.as_bytes(), encoding_rs::UTF_8);
        divided_text(&page, page.find(Tag::H1).unwrap())
    }

    #[test]
    fn what_stands_beside_a_name_is_parted_from_it() {
        for (html, want) in [
            ("<span>By Ann Lee</span><span>BBC News, Leeds</span>", "By Ann Lee | BBC News, Leeds"),
            (
                "<b>By Ann Lee</b> <i>Lake Country News columnist</i>",
                "By Ann Lee | Lake Country News columnist",
            ),
            ("<span>By Ann Lee</span><span class=r>Harbour Lane</span>", "By Ann Lee | Harbour Lane"),
            ("<a>Ann Lee</a><a>Bo Ek</a>", "Ann Lee, Bo Ek"),
            ("<a>Ann Lee</a> <a>Bo Ek</a>", "Ann Lee, Bo Ek"),
            ("By <a>Ann Lee</a> and <a>Bo Ek</a>", "By Ann Lee and Bo Ek"),
            ("<a>Ann Lee</a> in Leeds", "Ann Lee in Leeds"),
            ("<span>Ann</span><span>Lee</span>", "Ann Lee"),
            ("<span>By</span> <span>Ann Lee</span>, Reuters", "By Ann Lee, Reuters"),
            ("By Ann Lee", "By Ann Lee"),
        ] {
            assert_eq!(of(html), want, "{html}");
        }
    }
}
