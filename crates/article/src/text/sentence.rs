//! Where sentences of news prose end.
//!
//! Own rules over a scan for stops, in place of UAX 29, which ends a sentence behind `Gen.` and `U.S.` and knows no datelines.

mod bracket;
mod mark;
mod next;
mod rules;

use super::language::Language;
use bracket::Brackets;
use mark::{Mark, Stop};
use next::Next;
use std::ops::Range;

/// The sentences of a text as byte ranges, in order; between them lies nothing but white space.
///
/// A sentence ends at a stop, with the quotation marks and brackets that close behind it, or at a blank line, or before a
/// bullet. A stop does not end one behind a title (`Gen.`), an initial, an abbreviation that goes on (`U.S. Senate`,
/// `No. 2`, `8 a.m. Friday`), inside a short pair of brackets, or before a word in lower case. Chinese and Japanese stops
/// need no blank behind them. A dateline belongs to its first sentence: `BEIJING, Jan. 26 (Xinhua) -- …`.
///
/// `language` is a BCP 47 tag and chooses abbreviations, function words and whether `3. Mai` is an ordinal; English rules
/// hold where it is unknown. Text without white space or stops (Thai) comes as one sentence. Time grows with the length
/// of the text alone.
///
/// ```
/// use offwire_article::text::sentences;
/// let text = "Gen. Joseph Votel arrived at 8 a.m. Friday. \"We are ready,\" he said. “Are you?” No one was.";
/// let found: Vec<&str> = sentences(text, Some("en")).into_iter().map(|range| &text[range]).collect();
/// assert_eq!(found, ["Gen. Joseph Votel arrived at 8 a.m. Friday.", "\"We are ready,\" he said.", "“Are you?”", "No one was."]);
/// ```
#[must_use]
pub fn sentences(text: &str, language: Option<&str>) -> Vec<Range<usize>> {
    let mut splitter = Splitter {
        text,
        language: Language::of(language),
        greek: language.is_some_and(|tag| tag.split(['-', '_']).next() == Some("el")),
        lower_starts: None,
        paragraph: 0,
        brackets: Brackets::default(),
        start: 0,
        found: Vec::new(),
    };
    splitter.run();
    splitter.found
}

struct Splitter<'t> {
    text: &'t str,
    language: &'static Language,
    /// Whether `;` asks: NFC turns the Greek question mark into it.
    greek: bool,
    /// Whether sentences begin in lower case, because the text has no capital at all; computed when first asked.
    lower_starts: Option<bool>,
    /// Where the paragraph under way ends, as far as one was looked for: nothing below a blank line bears on a stop above it.
    paragraph: usize,
    brackets: Brackets,
    /// Where the sentence under way begins, white space included.
    start: usize,
    found: Vec<Range<usize>>,
}

impl<'t> Splitter<'t> {
    fn run(&mut self) {
        let mut at = 0;
        while let Some(mark) = mark::find(self.text, at, self.greek) {
            at = match mark {
                Mark::Stop(stop) => self.at_stop(&stop),
                Mark::Open(at, c) => {
                    self.brackets.open(at, c);
                    at + c.len_utf8()
                }
                Mark::Close(at, c) => {
                    self.brackets.close(c);
                    at + c.len_utf8()
                }
                Mark::Line(at) => self.at_line(at),
                Mark::Bullet(at, c) => self.at_bullet(at, at + c.len_utf8()),
            };
        }
        self.cut(self.text.len());
    }

    /// Ends the sentence under way at `end`; white space alone is no sentence.
    fn cut(&mut self, end: usize) {
        let piece = self.text.get(self.start..end).unwrap_or_default();
        let trimmed = piece.trim_start();
        let start = end - trimmed.len();
        let trimmed = trimmed.trim_end();
        if !trimmed.is_empty() {
            self.found.push(start..start + trimmed.len());
        }
        self.start = end;
        self.brackets = Brackets::default();
    }

    fn at_stop(&mut self, stop: &Stop<'t>) -> usize {
        for c in stop.closers.chars() {
            self.brackets.close(c);
        }
        let lower_starts =
            *self.lower_starts.get_or_insert_with(|| !self.text.chars().any(char::is_uppercase));
        let rest = self.rest_of_paragraph(stop.end);
        let next = Next::read(rest, lower_starts);
        if !self.brackets.hold(stop.end, rest) && self.ends(stop, &next, rest) {
            self.cut(stop.end);
        }
        stop.end
    }

    fn at_line(&mut self, at: usize) -> usize {
        let rest = self.rest(at);
        let content = rest.trim_start();
        let end = at + rest.len() - content.len();
        let blank = rest.get(..rest.len() - content.len()).is_some_and(|gap| gap.matches('\n').count() > 1);
        if blank || next::begins_item(content) {
            self.cut(at);
        }
        end
    }

    fn at_bullet(&mut self, at: usize, end: usize) -> usize {
        let before = self.text.get(self.start..at).unwrap_or_default();
        let spaced = before.ends_with(char::is_whitespace) && self.rest(end).starts_with(char::is_whitespace);
        // "ST. LOUIS • The mayor": a bullet behind capitals is the dash of a dateline.
        let dateline = before.trim_end().ends_with(char::is_uppercase);
        if spaced && !dateline {
            self.cut(at);
        }
        end
    }

    fn rest(&self, from: usize) -> &'t str {
        self.text.get(from..).unwrap_or_default()
    }

    fn rest_of_paragraph(&mut self, from: usize) -> &'t str {
        if self.paragraph <= from {
            let rest = self.rest(from);
            self.paragraph = from + blank_line(rest).unwrap_or(rest.len());
        }
        self.text.get(from..self.paragraph).unwrap_or_default()
    }

    /// The sentence under way, up to `end`.
    fn so_far(&self, end: usize) -> &'t str {
        self.text.get(self.start..end).unwrap_or_default()
    }
}

/// Where white space with two or more line ends begins its first line end.
fn blank_line(text: &str) -> Option<usize> {
    text.match_indices('\n').map(|(at, _)| at).find(|&at| {
        let behind = text.get(at + 1..).unwrap_or_default();
        behind.chars().take_while(|c| c.is_whitespace()).any(|c| c == '\n')
    })
}

#[cfg(test)]
mod tests;
