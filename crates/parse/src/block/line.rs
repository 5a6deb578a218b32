//! The lines of a block between its line breaks, and where a line break divides.
//!
//! Pages older than style sheets set headline, byline, day and paragraphs as lines of one element. A line stands by
//! itself there where it is set in a type of its own, where it is a byline or a day, and where the lines are
//! paragraphs: long, and each with a full stop.

use super::link_note::is_link_note;
use super::walk::Open;
use super::{Block, fold};
use crate::field::dateline::dateline;
use crate::field::sign::{is_byline, is_day, names_desk};
use offwire_article::Span;

/// Characters of a line that its type may set apart.
const LONGEST_SET_APART: usize = 150;
/// Types of one line that are told apart.
const MOST_FACES: usize = 8;
/// Characters of a line that may be a paragraph, and the mean of those of a block that are.
const LEAST_PARAGRAPH: usize = 60;
const MEAN_PARAGRAPH: usize = 100;

/// A line that is being read, or several that were joined.
#[derive(Debug, Default)]
pub(super) struct Line {
    pub(super) text: String,
    spans: Vec<Span>,
    link_chars: usize,
    pub(super) links: u32,
    emphasis_chars: usize,
    /// Characters of the longest run, with the element that it stands in.
    longest: usize,
    pub(super) place: Option<Open>,
    /// The types that its runs are set in, each with its characters.
    faces: Vec<(u64, usize)>,
    /// A `<br>` was read, and no text since.
    pub(super) broken: bool,
}

impl Line {
    pub(super) fn push(&mut self, run: &str, span: Span, open: Open) {
        let bare = run.trim();
        if bare.is_empty() {
            if !self.text.is_empty() && !self.broken {
                fold::push(&mut self.text, run);
            }
            return;
        }
        if open.link && is_link_note(bare) {
            return;
        }
        if self.broken {
            fold::push(&mut self.text, " ");
            self.broken = false;
        }
        fold::push(&mut self.text, run);
        self.spans.push(span);
        let chars = bare.chars().count();
        self.link_chars += if open.link { chars } else { 0 };
        self.emphasis_chars += if open.emphasis { chars } else { 0 };
        self.set(open.face, chars);
        if chars > self.longest {
            self.longest = chars;
            self.place = Some(open);
        }
    }

    /// Adds the next line.
    fn join(&mut self, next: Self) {
        fold::push(&mut self.text, " ");
        self.text.push_str(&next.text);
        next.faces.iter().for_each(|(face, chars)| self.set(*face, *chars));
        self.spans.extend(next.spans);
        self.link_chars += next.link_chars;
        self.links += next.links;
        self.emphasis_chars += next.emphasis_chars;
        if next.longest > self.longest {
            (self.longest, self.place) = (next.longest, next.place);
        }
    }

    /// The block, if it has a letter or digit.
    pub(super) fn finish(self) -> Option<Block> {
        let place = self.place?;
        self.text.chars().any(char::is_alphanumeric).then(|| Block {
            text: fold::finish(self.text),
            spans: self.spans,
            node: Some(place.block),
            run: Some(place.id),
            kind: place.kind,
            link_chars: self.link_chars as u32,
            links: self.links,
            emphasis_chars: self.emphasis_chars as u32,
            hidden: place.hidden,
            gap: false,
        })
    }

    fn set(&mut self, face: u64, chars: usize) {
        if let Some((_, sum)) = self.faces.iter_mut().find(|(known, _)| *known == face) {
            *sum += chars;
        } else if self.faces.len() < MOST_FACES {
            self.faces.push((face, chars));
        }
    }

    /// The type that most of it is set in.
    fn face(&self) -> Option<u64> {
        self.faces.iter().max_by_key(|(_, chars)| *chars).map(|(face, _)| *face)
    }

    fn chars(&self) -> usize {
        self.text.trim_end().chars().count()
    }

    /// Characters, not counted beyond what sets a line apart: many lines may be joined to one, each asked again.
    fn chars_of_short(&self) -> usize {
        self.text.trim_end().chars().take(LONGEST_SET_APART + 1).count()
    }

    /// Whether all of a short line is set in one type.
    fn is_set(&self) -> bool {
        self.faces.len() == 1 && (1..=LONGEST_SET_APART).contains(&self.chars_of_short())
    }

    fn ends_sentence(&self) -> bool {
        self.text.trim_end().ends_with(['.', '!', '?', '"', '”', '»', '。', ')'])
    }

    fn is_sign(&self) -> bool {
        let line = self.text.trim();
        is_byline(line) || is_day(line) || names_desk(line)
    }
}

/// The blocks that lines make: a line is joined to the one above it unless something divides them.
pub(super) fn blocks(lines: Vec<Line>) -> Vec<Block> {
    let are_paragraphs = are_paragraphs(&lines);
    let mut joined: Vec<Line> = Vec::with_capacity(lines.len());
    let mut above_is_sign = false;
    for line in lines.into_iter().filter(|line| line.place.is_some()) {
        let is_sign = line.is_sign();
        let divides = |above: &Line| {
            above_is_sign
                || is_sign
                || are_paragraphs && line.chars_of_short().max(above.chars_of_short()) >= LEAST_PARAGRAPH
                || above.face() != line.face() && (above.is_set() || line.is_set())
                || above.chars_of_short() <= LONGEST_SET_APART && dateline(&line.text).is_some()
        };
        match joined.last_mut().filter(|above| !divides(above)) {
            Some(above) => above.join(line),
            None => joined.push(line),
        }
        above_is_sign = is_sign;
    }
    joined.into_iter().filter_map(Line::finish).collect()
}

/// Whether the lines are paragraphs: of those that are long enough all but one in four end a sentence, and they are
/// longer than lines that a width had ended.
fn are_paragraphs(lines: &[Line]) -> bool {
    let long = || lines.iter().filter(|line| line.chars() >= LEAST_PARAGRAPH);
    let count = long().count();
    let ended = long().filter(|line| line.ends_sentence()).count();
    let chars: usize = long().map(Line::chars).sum();
    count > 1 && ended * 4 >= count * 3 && chars >= count * MEAN_PARAGRAPH
}

#[cfg(test)]
mod tests {
    use crate::block::from_page;
    use crate::page::Page;
    use encoding_rs::UTF_8;

    #[track_caller]
    fn check(html: &str, expected: &[&str]) {
        let blocks = from_page(&Page::read(html.as_bytes(), UTF_8));
        assert_eq!(blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>(), expected, "{html}");
    }

    const FIRST: &str = "The harbour board voted on Monday to close the eastern quay until the spring, after divers \
        found cracks in three of its pillars.";
    const SECOND: &str = "Some forty boats land their catch there and will have to use the western quay, where two \
        cranes serve the ferry too.";

    #[test]
    fn a_line_in_a_type_of_its_own_stands_by_itself() {
        check(
            &format!(
                "<FONT SIZE=5><B>Eastern quay closed<BR>until spring</B></FONT><BR>The board voted.<BR>{FIRST}"
            ),
            &["Eastern quay closed until spring", &format!("The board voted. {FIRST}")],
        );
        check(
            "<p>The <i>Arrow</i> and<br>the <i>Dolphin</i> came in<br>on Monday",
            &["The Arrow and the Dolphin came in on Monday"],
        );
        check("<b>Quay</b><br>closed<article>", &["Quay closed"]);
    }

    #[test]
    fn bylines_days_and_datelines_stand_by_themselves() {
        check(
            &format!("By ANN BERG<BR>Harbour staff writer<BR>March 4, 1999<BR>{FIRST}"),
            &["By ANN BERG", "Harbour staff writer", "March 4, 1999", FIRST],
        );
        check(
            "Ann Berg<br>Harbour News Service<br>The quay",
            &["Ann Berg", "Harbour News Service", "The quay"],
        );
        let dated = format!("MERROW, March 4 (AP) -- {FIRST}");
        check(&format!("Harbour staff writer<br>{dated}"), &["Harbour staff writer", &dated]);
    }

    #[test]
    fn lines_that_end_sentences_are_paragraphs() {
        check(&format!("<td>{FIRST}<BR>{SECOND}<BR>\n    {FIRST}"), &[FIRST, SECOND, FIRST]);
        let wrapped = FIRST.replace(" after", "<br>after").replace(" until", "<br>until");
        check(&format!("<td>{wrapped}"), &[FIRST]);
    }
}
