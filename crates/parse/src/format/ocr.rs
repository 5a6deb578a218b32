//! Printed newspapers read by machines: words in lines in blocks, whatever the format that holds them.

pub(crate) mod abbyy;
pub(crate) mod alto;
pub(crate) mod bundle;
pub(crate) mod didl;
pub(crate) mod hocr;
pub(crate) mod mets;
pub(crate) mod olive;
pub(crate) mod page_xml;
pub(crate) mod tetml;

use crate::Article;
use offwire_article::{DateGround, NewsDate, Paragraph, ParagraphKind, Print, Quality, Span, text};

/// A word as it was recognised.
#[derive(Debug, Clone, Default)]
pub(crate) struct Word {
    /// The id, where the issue's structure may refer to it.
    pub(crate) id: Option<String>,
    pub(crate) text: String,
    pub(crate) span: Span,
    /// 0 to 1, where the format says.
    pub(crate) confidence: Option<f32>,
    /// The whole word, where this is one half of a hyphenated one; and which half, 1 or 2.
    pub(crate) whole: Option<(String, u8)>,
}

/// A line of words.
#[derive(Debug, Clone, Default)]
pub(crate) struct Line {
    pub(crate) words: Vec<Word>,
    /// Distance from the left edge, in the unit of the page.
    pub(crate) left: Option<f32>,
    /// Whether the page marks a hyphen at the end that is none of the words.
    pub(crate) hyphen: bool,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum BlockKind {
    #[default]
    Text,
    Heading,
    Caption,
    /// Running heads, page numbers, catch words.
    Furniture,
}

/// A block of lines.
#[derive(Debug, Clone, Default)]
pub(crate) struct Block {
    pub(crate) id: String,
    pub(crate) kind: BlockKind,
    pub(crate) lines: Vec<Line>,
}

/// Confidence below which a text is noted as uncertain.
const LOW: f32 = 0.6;

impl Block {
    /// The text of all lines in one.
    pub(crate) fn words(&self) -> String {
        let joined: Vec<String> = paragraphs(self).into_iter().map(|p| p.text).collect();
        joined.join(" ")
    }

    /// Whether it is a page number or a rule: no two letters stand together in it.
    fn is_furniture(&self) -> bool {
        let mut words = self.lines.iter().flat_map(|line| &line.words);
        let total: usize = self.lines.iter().map(|line| line.words.len()).sum();
        self.kind == BlockKind::Furniture || (total <= 3 && words.all(|word| !has_letters(&word.text)))
    }
}

fn has_letters(word: &str) -> bool {
    word.chars().filter(|c| c.is_alphabetic()).count() >= 2
}

/// The paragraphs of a block: a line that begins further in opens one. Words that a line end divides are
/// joined; the printed form stays in the ranges.
pub(crate) fn paragraphs(block: &Block) -> Vec<Paragraph> {
    let indent = indent(block);
    let kind = match block.kind {
        BlockKind::Heading => ParagraphKind::Subhead,
        BlockKind::Caption => ParagraphKind::Caption,
        BlockKind::Text | BlockKind::Furniture => ParagraphKind::Text,
    };
    let mut joined: Vec<Joined> = Vec::new();
    for line in block.lines.iter().filter(|line| !line.words.is_empty()) {
        let opens = indent.zip(line.left).is_some_and(|(indent, left)| left >= indent);
        match joined.last_mut().filter(|last| !opens || last.hyphen) {
            Some(last) => last.add(line),
            None => {
                let mut first = Joined::default();
                first.add(line);
                joined.push(first);
            }
        }
    }
    let paragraphs = joined
        .into_iter()
        .map(|j| Paragraph::text(text::nfc(j.text.trim()).into_owned()).with_kind(kind).with_source(j.spans));
    paragraphs.filter(|p| !p.text.is_empty()).collect()
}

/// How far in a line begins that opens a paragraph, where the block shows it: a few lines stand between the
/// left edge of most and the middle.
fn indent(block: &Block) -> Option<f32> {
    let mut lefts: Vec<f32> = block.lines.iter().filter_map(|line| line.left).collect();
    if lefts.len() < 4 {
        return None;
    }
    lefts.sort_by(f32::total_cmp);
    let edge = *lefts.get(lefts.len() / 3)?;
    let (low, high) = (edge * 1.005 + 8.0, edge + 120.0);
    let inside = lefts.iter().filter(|left| **left >= low && **left <= high).count();
    (inside > 0 && inside * 3 <= lefts.len()).then_some(low)
}

/// Lines on the way to a paragraph.
#[derive(Default)]
struct Joined {
    text: String,
    spans: Vec<Span>,
    hyphen: bool,
}

impl Joined {
    fn add(&mut self, line: &Line) {
        let words = unspaced(&line.words);
        for (at, word) in words.iter().enumerate() {
            self.spans.push(word.span);
            if matches!(word.whole, Some((_, 2))) && self.hyphen {
                self.hyphen = false;
                continue;
            }
            let joins = at == 0 && self.hyphen;
            if joins && !word.text.starts_with(char::is_lowercase) {
                // A hyphen before a capital was meant.
                self.text.push('-');
            } else if !joins && !self.text.is_empty() && (at > 0 || !self.text.ends_with('-')) {
                self.text.push(' ');
            }
            self.text.push_str(word.whole.as_ref().map_or(word.text.as_str(), |(whole, _)| whole));
            self.hyphen = false;
        }
        let half = words.last().and_then(|word| word.whole.as_ref()).is_some_and(|(_, part)| *part == 1);
        self.hyphen = half || line.hyphen || self.strip_hyphen();
    }

    /// Takes a hyphen off the end of a line.
    fn strip_hyphen(&mut self) -> bool {
        let mut ends = self.text.chars().rev();
        let is_hyphen = ends.next().is_some_and(|c| matches!(c, '-' | '¬' | '⸗' | '=' | '\u{ad}' | '‐'));
        let behind_letter = ends.next().is_some_and(char::is_alphabetic);
        if is_hyphen && behind_letter {
            self.text.pop();
        }
        is_hyphen && behind_letter
    }
}

/// Letters set apart, or read one by one, are one word: a run of three or more single letters.
fn unspaced(words: &[Word]) -> Vec<Word> {
    let single = |word: &Word| {
        word.text.chars().count() == 1 && word.text.chars().all(char::is_alphabetic) && word.whole.is_none()
    };
    let mut out: Vec<Word> = Vec::with_capacity(words.len());
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let run = words.get(at..).unwrap_or_default().iter().take_while(|w| single(w)).count();
        if run < 3 {
            out.push(word.clone());
            at += 1;
            continue;
        }
        let letters = words.get(at..at + run).unwrap_or_default();
        let span = Span::new(word.span.start, letters.last().map_or(word.span.end, |last| last.span.end));
        out.push(Word { text: letters.iter().map(|w| w.text.as_str()).collect(), span, ..word.clone() });
        at += run;
    }
    out
}

/// Mean confidence of words, weighted by their length. Where every word has the same it is no measure.
pub(crate) fn confidence<'b>(blocks: impl Iterator<Item = &'b Block>) -> Option<f32> {
    let (mut sum, mut letters) = (0.0f64, 0.0f64);
    let mut range = (f32::MAX, f32::MIN);
    for word in blocks.flat_map(|block| &block.lines).flat_map(|line| &line.words) {
        let Some(confidence) = word.confidence else { continue };
        let length = f64::from(u32::try_from(word.text.chars().count()).unwrap_or(u32::MAX));
        sum += f64::from(confidence) * length;
        letters += length;
        range = (range.0.min(confidence), range.1.max(confidence));
    }
    if letters == 0.0 || range.0 >= range.1 {
        return None;
    }
    // Two digits are as much as it can be worth.
    #[allow(clippy::cast_possible_truncation, reason = "a mean of numbers from 0 to 1")]
    let mean = (sum / letters * 100.0).round() as f32 / 100.0;
    Some(mean)
}

/// What is known of the issue that a text was printed in.
#[derive(Debug, Clone, Default)]
pub(crate) struct Issue {
    pub(crate) title: Option<String>,
    pub(crate) date: Option<NewsDate>,
    pub(crate) language: Option<String>,
    pub(crate) rights: Option<String>,
}

/// An article out of blocks; the title is its first heading.
pub(crate) fn article(blocks: &[&Block], issue: &Issue, page: Option<String>) -> Article {
    let mut article =
        Article { language: issue.language.clone(), rights: issue.rights.clone(), ..Article::default() };
    for block in blocks.iter().filter(|block| !block.is_furniture()) {
        article.paragraphs.extend(paragraphs(block));
    }
    let confidence = confidence(blocks.iter().copied());
    if let Some(confidence) = confidence {
        article.quality = Some(Quality { score: Some(confidence), notes: Vec::new() });
        if confidence < LOW {
            article.note("low OCR confidence");
        }
    }
    if issue.date.is_some() {
        article.published = issue.date;
        article.date_ground = Some(DateGround::Issue);
    }
    article.print =
        Some(Print { title: issue.title.clone(), issue_date: issue.date, page, column: None, confidence });
    article
}

/// The day that a file's name gives: `18400221_01-METS.xml`, `1667522809_J_0001_19330115.xml`, `GDL-1900-01-02`.
pub(crate) fn date_of_name(name: &str) -> Option<NewsDate> {
    let bytes = name.as_bytes();
    for start in 0..bytes.len() {
        let before = start.checked_sub(1).and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
        let Some(rest) = name.get(start..).filter(|_| !before) else { continue };
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (year, month, day) = match digits {
            8 => (rest.get(..4), rest.get(4..6), rest.get(6..8)),
            4 if rest.get(4..5).is_some_and(|c| "-_.".contains(c)) && rest.get(7..8) == rest.get(4..5) => {
                (rest.get(..4), rest.get(5..7), rest.get(8..10))
            }
            _ => continue,
        };
        let number = |part: Option<&str>| part?.parse::<i16>().ok();
        let (Some(year), Some(month), Some(day)) = (number(year), number(month), number(day)) else {
            continue;
        };
        let date =
            NewsDate::from_day(year, u8::try_from(month).unwrap_or(0), u8::try_from(day).unwrap_or(0)).ok();
        if let Some(date) = date.filter(|_| (1600..=2100).contains(&year)) {
            return Some(date);
        }
    }
    None
}

/// The issue as far as a page by itself knows it: the day in its name or its folder's.
pub(crate) fn issue_of(origin: &crate::Origin) -> Issue {
    Issue { date: date_of_name(origin.name()).or_else(|| date_of_name(origin.folder())), ..Issue::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(words: &str, left: f32) -> Line {
        let words = words.split(' ').map(|w| Word { text: w.to_owned(), ..Word::default() }).collect();
        Line { words, left: Some(left), hyphen: false }
    }

    #[test]
    fn lines_are_joined_and_hyphens_undone() {
        let block = Block {
            lines: vec![
                line("The har-", 100.0),
                line("bour of Gdynia re⸗", 100.0),
                line("opened. H a r b o u r", 100.0),
                line("Ferries run from Saint-", 130.0),
                line("Malo again.", 100.0),
            ],
            ..Block::default()
        };
        let texts: Vec<_> = paragraphs(&block).into_iter().map(|p| p.text).collect();
        assert_eq!(texts, ["The harbour of Gdynia reopened. Harbour", "Ferries run from Saint-Malo again."]);
    }

    #[test]
    fn halves_that_name_the_whole_word_give_it_once() {
        let half = |text: &str, part| Word {
            text: text.into(),
            whole: Some(("harbour".into(), part)),
            ..Word::default()
        };
        let block = Block {
            lines: vec![
                Line {
                    words: vec![Word { text: "The".into(), ..Word::default() }, half("har", 1)],
                    hyphen: true,
                    left: None,
                },
                Line {
                    words: vec![half("bour", 2), Word { text: "opened.".into(), ..Word::default() }],
                    ..Line::default()
                },
            ],
            ..Block::default()
        };
        assert_eq!(paragraphs(&block)[0].text, "The harbour opened.");
    }

    #[test]
    fn a_constant_confidence_is_no_measure() {
        let word = |confidence| Word { text: "ab".into(), confidence: Some(confidence), ..Word::default() };
        let block = |words| Block { lines: vec![Line { words, ..Line::default() }], ..Block::default() };
        assert_eq!(confidence([block(vec![word(0.5), word(0.5)])].iter()), None);
        assert_eq!(confidence([block(vec![word(0.5), word(1.0)])].iter()), Some(0.75));
    }

    #[test]
    fn days_are_found_in_names() {
        for (name, want) in [
            ("18400221_01-METS.xml", Some("1840-02-21")),
            ("GDL-1900-01-02", Some("1900-01-02")),
            ("1667522809_J_0001.xml", None),
            ("99999999.xml", None),
        ] {
            assert_eq!(date_of_name(name).map(|d| d.to_string()).as_deref(), want, "{name}");
        }
    }
}
