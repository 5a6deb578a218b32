//! A story laid out for choosing sentences: which there are, where they stand, what they are no part of.

mod furniture;
mod garble;
mod opening;

pub(crate) use furniture::is_furniture;

use crate::{Size, language::Language, readability::is_closed};
use offwire_article::{Article, Paragraph, ParagraphKind, Span, text};
use std::ops::Range;

/// Sentences beyond this many are no candidates: what a summary needs stands before them, and the cost of
/// comparing sentences grows with their square.
pub(crate) const MOST_SENTENCES: usize = 200;

/// No sentence has so many bytes: what has lost its full stops, as scanned text and transcripts may, is cut at blanks.
const LONGEST_SENTENCE: usize = 4_000;
/// Most bytes of what it is cut into, some 65 words of English, and most words, for a text may have shorter ones.
const LONGEST_PIECE: usize = 400;
const MOST_PIECE_WORDS: usize = 65;

/// The sentences of an article in order.
pub(crate) struct Story<'a> {
    pub article: &'a Article,
    pub language: Language,
    pub sentences: Vec<Sentence<'a>>,
    /// Number of paragraphs that hold at least one of them.
    pub paragraphs: usize,
    /// Sentences that [`MOST_SENTENCES`] left out.
    pub left_out: usize,
    /// Whether most of it has no end: tables, lists of results, text that lost its full stops.
    pub unended: bool,
}

/// One sentence of a story.
#[derive(Debug, Clone)]
pub(crate) struct Sentence<'a> {
    pub text: &'a str,
    /// Index in the article's `paragraphs`.
    pub paragraph: usize,
    /// Number of its paragraph among those that hold sentences.
    pub block: usize,
    /// Its bytes in the paragraph's text.
    pub range: Range<usize>,
    /// Number of the sentence in its paragraph.
    pub place: usize,
    pub size: Size,
    /// Whether it is an item of a list.
    pub listed: bool,
    /// Whether it is a line about the page and not of the story.
    pub furniture: bool,
    /// Whether it ends as no sentence does, in a story whose paragraphs do: a subhead, a label, an entry of a list.
    pub open: bool,
    /// Whether a scanner garbled it, in a story that can mostly be read.
    pub garbled: bool,
}

impl<'a> Story<'a> {
    /// Lays out the article; captions, headings, datelines, bylines and end marks are no sentences of the story.
    pub(crate) fn read(article: &'a Article, language: Language) -> Self {
        let mut story =
            Self { article, language, sentences: Vec::new(), paragraphs: 0, left_out: 0, unended: false };
        let last = article.paragraphs.iter().rposition(holds_sentences);
        for (index, paragraph) in article.paragraphs.iter().enumerate() {
            if holds_sentences(paragraph) {
                story.read_paragraph(index, paragraph, last == Some(index));
            }
        }
        story.tell_open_lines();
        story.tell_garbled_lines();
        story
    }

    /// Marks what has no end, unless the story comes from a source that lost its full stops.
    fn tell_open_lines(&mut self) {
        let closed = self.sentences.iter().filter(|s| is_closed(s.text)).count();
        self.unended = closed * 2 < self.sentences.len();
        if !self.unended {
            self.sentences.iter_mut().for_each(|s| s.open = !is_closed(s.text));
        }
    }

    /// Marks what cannot be read, unless that is nearly all there is.
    fn tell_garbled_lines(&mut self) {
        self.sentences.iter_mut().for_each(|s| s.garbled = garble::is_garbled(s.text));
        let garbled = self.sentences.iter().filter(|s| s.garbled).count();
        if garbled * 4 > self.sentences.len() * 3 {
            self.sentences.iter_mut().for_each(|s| s.garbled = false);
        }
    }

    fn read_paragraph(&mut self, index: usize, paragraph: &'a Paragraph, last: bool) {
        let whole = paragraph.text.as_str();
        let start = match self.paragraphs {
            _ if self.sentences.is_empty() => opening::end_of_opening(whole),
            // A title line or two may stand above the place line.
            0..=2 => opening::end_of_late_opening(whole),
            _ => 0,
        };
        let end = if last {
            opening::start_of_end_mark(whole, self.article.end_mark.as_deref())
        } else {
            whole.len()
        };
        let Some(body) = whole.get(start..end) else { return };
        let mut place = 0;
        let ranges = text::sentences(body, Some(self.language.code()));
        for range in ranges.into_iter().flat_map(|range| pieces(body, range)) {
            if self.sentences.len() == MOST_SENTENCES {
                self.left_out += 1;
                continue;
            }
            let range = range.start + length_of_bullet(body.get(range.clone()).unwrap_or(""))..range.end;
            let Some(sentence) = body.get(range.clone()) else { continue };
            if !sentence.chars().any(char::is_alphanumeric) {
                continue;
            }
            self.sentences.push(Sentence {
                text: sentence,
                paragraph: index,
                block: self.paragraphs,
                range: start + range.start..start + range.end,
                place,
                size: size_of(sentence),
                listed: paragraph.kind == ParagraphKind::List,
                furniture: is_furniture(sentence),
                open: false,
                garbled: false,
            });
            place += 1;
        }
        self.paragraphs += usize::from(place > 0);
    }

    /// Measures the sentences that will be printed in other words by those words.
    pub(crate) fn measure(&mut self, reworded: impl Fn(&str) -> Option<String>) {
        for sentence in &mut self.sentences {
            if let Some(text) = reworded(sentence.text) {
                sentence.size = size_of(&text);
            }
        }
    }

    /// Number of sentences.
    pub(crate) fn len(&self) -> usize {
        self.sentences.len()
    }

    /// The sentence with this number; an empty one for a number that the story does not reach.
    pub(crate) fn text(&self, index: usize) -> &'a str {
        self.sentences.get(index).map_or("", |s| s.text)
    }

    /// Size of the sentence with this number.
    pub(crate) fn size(&self, index: usize) -> Size {
        self.sentences.get(index).map_or(Size::default(), |s| s.size)
    }

    /// Where a sentence stands in the raw record.
    ///
    /// Exact where its paragraph is one range whose bytes are as many as those of its text; else all ranges of the
    /// paragraph.
    pub(crate) fn source(&self, index: usize) -> Vec<Span> {
        let Some(sentence) = self.sentences.get(index) else { return Vec::new() };
        let Some(paragraph) = self.article.paragraphs.get(sentence.paragraph) else { return Vec::new() };
        paragraph.source_of(sentence.range.clone())
    }
}

/// Length of the mark that makes a sentence a point of a list. A long dash opens what somebody says, in many languages.
fn length_of_bullet(sentence: &str) -> usize {
    let rest =
        sentence.trim_start_matches(['-', '*', '\u{2022}', '\u{b7}', '\u{25a0}', '\u{25ba}', '\u{25cf}']);
    let marks = sentence.len() - rest.len();
    if marks > 0 && rest.starts_with(' ') { sentence.len() - rest.trim_start().len() } else { 0 }
}

/// The sentence itself, or the pieces of what is too long to be one.
fn pieces(body: &str, range: Range<usize>) -> Vec<Range<usize>> {
    if range.len() <= LONGEST_SENTENCE {
        return vec![range];
    }
    let mut pieces = Vec::new();
    let mut rest = range;
    while let Some(most) = piece_reach(body, rest.clone()) {
        let blank = body.get(rest.start..most).and_then(|piece| piece.rfind(char::is_whitespace));
        let end = blank.filter(|at| *at > 0).map_or(most, |at| rest.start + at);
        let piece = body.get(rest.start..end).unwrap_or_default();
        pieces.push(rest.start..rest.start + piece.trim_end().len());
        let blanks = body.get(end..rest.end).map_or(0, |tail| tail.len() - tail.trim_start().len());
        rest.start = end + blanks;
    }
    pieces.push(rest);
    pieces
}

/// Where the longest piece at the start of a range may end at most; `None` where the whole range is one.
fn piece_reach(body: &str, range: Range<usize>) -> Option<usize> {
    let reach = (range.start + LONGEST_PIECE).min(range.end);
    let reach = (range.start..=reach).rev().find(|at| body.is_char_boundary(*at)).unwrap_or(range.end);
    let mut before = ' ';
    let mut starts = body.get(range.start..reach)?.char_indices().filter(|(_, c)| {
        let is_after_blank = std::mem::replace(&mut before, *c).is_whitespace();
        is_after_blank && !c.is_whitespace()
    });
    let surplus = starts.nth(MOST_PIECE_WORDS).map(|(at, _)| range.start + at);
    surplus.or((reach < range.end).then_some(reach))
}

fn holds_sentences(paragraph: &Paragraph) -> bool {
    !matches!(paragraph.kind, ParagraphKind::Caption | ParagraphKind::Subhead)
}

/// Size of one sentence.
pub(crate) fn size_of(sentence: &str) -> Size {
    let chars = if sentence.is_ascii() { sentence.len() } else { sentence.chars().count() };
    Size { words: text::word_count(sentence), sentences: 1, chars }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let mut article = Article::default();
        article.paragraphs.push(Paragraph::text(text));
        let story = Story::read(&article, Language::english());
        story.sentences.iter().map(|s| s.text.to_owned()).collect()
    }

    #[test]
    fn what_lost_its_full_stops_is_cut_at_blanks() {
        let text = "the harbour reopened after the storm ".repeat(200);
        let pieces = read(&text);
        assert!(pieces.len() > 15, "{}", pieces.len());
        assert!(pieces.iter().all(|p| p.len() <= LONGEST_PIECE && !p.starts_with(' ') && !p.ends_with(' ')));
        assert_eq!(pieces.join(" "), text.trim_end());
        let labels = read(&"a: it ".repeat(1_000));
        assert!(labels.iter().all(|p| p.split_whitespace().count() <= MOST_PIECE_WORDS));
        assert_eq!(labels.join(" "), "a: it ".repeat(1_000).trim_end());
        assert!(read(&"é".repeat(3_000)).iter().all(|p| p.len() <= LONGEST_PIECE));
    }

    #[test]
    fn a_point_of_a_list_loses_its_mark() {
        assert_eq!(
            read("- The harbour reopened. \u{2022} Ships came."),
            ["The harbour reopened.", "Ships came."]
        );
        assert_eq!(
            read("-10 was the coldest. \u{2014} Ships came."),
            ["-10 was the coldest.", "\u{2014} Ships came."]
        );
    }

    #[test]
    fn a_long_sentence_is_one() {
        let text = format!("{}harbour reopened.", "the quay and ".repeat(100));
        assert_eq!(read(&text), [text]);
    }

    #[test]
    fn lines_without_an_end_are_open_where_others_have_one() {
        let mut article = Article::default();
        let lines = ["The harbour reopened.", "Best open quay: Ellery", "Ships came.", "It rained."];
        article.paragraphs.extend(lines.map(Paragraph::text));
        let open = |article: &Article| {
            let story = Story::read(article, Language::english());
            story.sentences.iter().map(|s| s.open).collect::<Vec<_>>()
        };
        assert_eq!(open(&article), [false, true, false, false]);
        article.paragraphs.iter_mut().for_each(|p| p.text = p.text.trim_end_matches('.').to_owned());
        assert_eq!(open(&article), [false; 4]);
    }
}
