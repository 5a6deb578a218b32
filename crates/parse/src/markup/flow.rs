//! Running text out of elements: paragraphs, subheads, quotes, lists, in order.

use super::element::{Child, Element};
use crate::format::{blocks, html_text};
use crate::text::Mapped;
#[cfg(test)]
use offwire_article::text;
use offwire_article::{Paragraph, ParagraphKind};

/// What a format says about its elements; names in lower case.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Flow {
    /// Elements that are left out with all they hold.
    pub(crate) skip: &'static [&'static str],
    /// Elements whose text is a heading.
    pub(crate) subheads: &'static [&'static str],
    /// Whether a block whose words are HTML once more is read as such. What was read so is not read again: a text
    /// escaped over and over must not go deeper and deeper.
    pub(crate) escaped: bool,
}

/// Elements of NITF, XHTML and their kin that begin and end a block.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hl1",
    "hl2",
    "li",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "tr",
    "table",
    "tbody",
    "thead",
    "blockquote",
    "bq",
    "pre",
    "block",
    "section",
    "article",
    "body",
    "body.content",
    "html",
    "header",
    "footer",
    "aside",
    "figure",
    "figcaption",
    "caption",
    "fn",
    "hr",
    "credit",
    "note",
    "nitf",
    "text",
    "head",
    "lg",
    "l",
];
const SUBHEADS: &[&str] = &["h1", "h2", "h3", "h4", "h5", "h6", "hl1", "hl2"];
const QUOTES: &[&str] = &["blockquote", "bq"];
const CELLS: &[&str] = &["td", "th", "cell"];
const LISTS: &[&str] = &["li", "tr", "dt", "dd"];
const CAPTIONS: &[&str] = &["figcaption", "caption", "media-caption"];
const NEVER: &[&str] =
    &["script", "style", "noscript", "iframe", "template", "svg", "object", "media", "nav", "form"];

/// Stands for a line break of the markup, which is no line break of the source.
const BREAK: char = '\u{2028}';

/// The paragraphs of an element.
pub(crate) fn flow(element: Element<'_>, rules: Flow) -> Vec<Paragraph> {
    let mut flowing = Flowing {
        top: element,
        rules,
        paragraphs: Vec::new(),
        line: Mapped::new(),
        kind: ParagraphKind::Text,
    };
    flowing.gather(element);
    flowing.flush(element.is("pre"));
    flowing.paragraphs
}

struct Flowing<'t> {
    top: Element<'t>,
    rules: Flow,
    paragraphs: Vec<Paragraph>,
    /// The block that is being gathered; offsets are those of the tree's bytes until it is flushed.
    line: Mapped,
    kind: ParagraphKind,
}

impl<'t> Flowing<'t> {
    fn gather(&mut self, element: Element<'t>) {
        for child in element.all() {
            match child {
                Child::Text(id) => element.decode_text(id, &mut self.line),
                Child::Element(inner) => self.child(inner),
            }
        }
    }

    fn child(&mut self, element: Element<'t>) {
        if element.is_any(NEVER) || element.is_any(self.rules.skip) {
            return;
        }
        if element.is("br") {
            let (start, end) = element.offsets();
            self.line.push_changed(BREAK.encode_utf8(&mut [0; 4]), start, end);
        } else if element.is_any(BLOCKS) || element.is_any(self.rules.subheads) {
            self.flush(false);
            let kind = self.kind_of(element);
            let outer = std::mem::replace(&mut self.kind, kind);
            self.gather(element);
            self.flush(element.is("pre"));
            self.kind = outer;
        } else {
            if element.is_any(CELLS) && !self.line.as_str().trim().is_empty() {
                let at = element.offsets().0;
                self.line.push_changed(" | ", at, at);
            }
            self.gather(element);
        }
    }

    fn kind_of(&self, element: Element<'_>) -> ParagraphKind {
        match () {
            () if element.is_any(SUBHEADS) || element.is_any(self.rules.subheads) => ParagraphKind::Subhead,
            () if element.is_any(QUOTES) => ParagraphKind::Quote,
            () if element.is_any(LISTS) => ParagraphKind::List,
            () if element.is_any(CAPTIONS) => ParagraphKind::Caption,
            () => self.kind,
        }
    }

    /// Turns the gathered block into paragraphs.
    fn flush(&mut self, is_preformatted: bool) {
        let line = std::mem::take(&mut self.line);
        if line.as_str().chars().all(|c| c.is_whitespace()) {
            return;
        }
        let line = self.top.lead_back(line);
        for part in parts(line.as_str()) {
            let part = line.slice(part);
            let is_html = self.rules.escaped && html_text::opens_html(part.as_str());
            if is_html {
                let found = html_text::paragraphs(part).into_iter();
                self.paragraphs.extend(found.map(|p| {
                    let kind = if p.kind == ParagraphKind::Text { self.kind } else { p.kind };
                    p.with_kind(kind)
                }));
            } else if is_preformatted || blocks::has_paragraphs(&part) {
                self.paragraphs.extend(blocks::paragraphs(&part).into_iter().map(|p| p.with_kind(self.kind)));
            } else {
                self.paragraphs.extend(blocks::whole(&part).map(|p| p.with_kind(self.kind)));
            }
        }
    }
}

/// Splits a block at its line breaks: at doubled ones where there are any, else at each.
fn parts(line: &str) -> Vec<std::ops::Range<usize>> {
    let breaks: Vec<usize> = line.match_indices(BREAK).map(|(at, _)| at).collect();
    let width = BREAK.len_utf8();
    let is_double = |pair: &[usize]| {
        pair.first()
            .zip(pair.last())
            .is_some_and(|(a, b)| line.get(a + width..*b).is_some_and(|t| t.trim().is_empty()))
    };
    let doubled: Vec<usize> =
        breaks.windows(2).filter(|pair| is_double(pair)).filter_map(|p| p.first().copied()).collect();
    let cuts = if doubled.is_empty() { breaks } else { doubled };
    let mut parts = Vec::with_capacity(cuts.len() + 1);
    let mut start = 0;
    for at in cuts {
        parts.push(start..at);
        start = at + width;
    }
    parts.push(start..line.len());
    parts
}

#[cfg(test)]
mod tests {
    use super::super::Tree;
    use super::*;

    fn read(html: &str) -> Vec<(String, ParagraphKind)> {
        let tree = Tree::of_text(Mapped::verbatim(html, 0));
        let found = flow(tree.document(), Flow { skip: &["aside"], subheads: &[], escaped: false });
        for paragraph in &found {
            let cut: Vec<u8> =
                paragraph.source.iter().flat_map(|s| s.cut(html.as_bytes()).unwrap().to_vec()).collect();
            let cut = String::from_utf8(cut).unwrap().replace("&amp;", "&").replace("<br>", " ");
            assert_eq!(text::fold_space(&cut), paragraph.text);
        }
        found.into_iter().map(|p| (p.text, p.kind)).collect()
    }

    #[test]
    fn blocks_become_paragraphs_and_inline_elements_do_not() {
        let got = read(
            "<h2>Ferries</h2><p>The <b>harbour</b> &amp;\n the pier <i>reopened</i>.</p>Loose text.<aside>ad</aside><ul><li>One</li><li>Two</li></ul>",
        );
        let want = [
            ("Ferries", ParagraphKind::Subhead),
            ("The harbour & the pier reopened.", ParagraphKind::Text),
            ("Loose text.", ParagraphKind::Text),
            ("One", ParagraphKind::List),
            ("Two", ParagraphKind::List),
        ];
        assert_eq!(got, want.map(|(t, k)| (t.to_owned(), k)));
    }

    #[test]
    fn doubled_breaks_part_paragraphs_and_single_ones_then_do_not() {
        let texts = |html| read(html).into_iter().map(|p| p.0).collect::<Vec<_>>();
        assert_eq!(texts("One<br>two.<br><br>Three.").len(), 2);
        assert_eq!(texts("One.<br>Two.<br>Three."), ["One.", "Two.", "Three."]);
    }
}
