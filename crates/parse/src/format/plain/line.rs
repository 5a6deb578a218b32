//! What a line of a dump is beside body and furniture: a byline, a date line, a credit.

use super::wire_line::WireLine;
use crate::block::Block;
use crate::body::{Scene, is_cjk};
use crate::boilerplate::Furniture;
use crate::field::agency::credit_line;
use crate::field::byline::{Opening, Person, signed_behind};
use crate::field::date::{DateFound, DateHints, dates_in};
use crate::letters::pieces;
use std::cell::OnceCell;
use std::ops::Range;

/// A line with what was read in it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Line {
    pub furniture: Option<Furniture>,
    /// Dates with a day, in a line that is short enough to be a date line.
    pub dates: Vec<DateFound>,
    pub people: Vec<Person>,
    /// Agency that the line credits.
    pub agency: Option<(&'static str, Range<usize>)>,
    /// What it tells those who handle a wire story.
    pub wire: Option<WireLine>,
    /// Words outside date, byline and credit.
    pub other_words: usize,
    /// Characters.
    pub chars: usize,
    /// Whether a wire story opens here, once that was asked.
    pub opens_wire_story: OnceCell<bool>,
}

/// What the scene of the body knows of a line already.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Known {
    /// What its words say.
    pub furniture: Option<Furniture>,
    /// How it opens a byline.
    pub opening: Option<Opening>,
    /// Whether it may hold a digit.
    pub may_have_digit: bool,
}

impl Known {
    /// Of the line of this number.
    pub(crate) fn of(scene: &Scene<'_>, at: usize) -> Self {
        Self {
            furniture: scene.furniture.get(at).copied().flatten(),
            opening: scene.openings.get(at).copied().flatten(),
            may_have_digit: scene.measures.get(at).is_some_and(|measure| measure.digits > 0.0),
        }
    }
}

/// Longest line that is looked into for date, byline and credit, in characters.
const LONGEST: usize = 200;

impl Line {
    /// Reads a line.
    pub(crate) fn read(block: &Block, known: Known, hints: DateHints<'_>) -> Self {
        let text = &block.text;
        let chars = text.chars().count();
        let mut line = Self { furniture: known.furniture, chars, ..Self::default() };
        if chars > LONGEST {
            line.other_words = pieces(text);
            return line;
        }
        if known.may_have_digit {
            line.dates = dates_in(text, hints).into_iter().filter(|d| d.day.is_some()).collect();
        }
        line.people = known.opening.map(|open| signed_behind(text, open)).unwrap_or_default();
        line.agency = credit_line(text);
        let mut taken: Vec<Range<usize>> = line.dates.iter().map(|d| d.range.clone()).collect();
        taken.extend(line.people.iter().map(|p| p.range.clone()));
        taken.extend(line.agency.iter().map(|(_, range)| range.clone()));
        line.other_words = words_outside(text, &taken);
        line
    }

    /// Whether the line credits the story and says nothing else: date, byline, agency.
    pub(crate) fn is_credit(&self) -> bool {
        let has = !self.dates.is_empty() || !self.people.is_empty() || self.agency.is_some();
        has && self.other_words <= 6
    }
}

/// Words outside the ranges; what is written without spaces has one for each few characters.
fn words_outside(text: &str, taken: &[Range<usize>]) -> usize {
    const CHARS_OF_A_WORD: usize = 3;
    let is_taken =
        |start: usize, end: usize| taken.iter().any(|range| start < range.end && end > range.start);
    let count = |word: &str| {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        if word.is_ascii() || !word.chars().any(is_cjk) {
            return usize::from(!is_taken(start, start + word.len()));
        }
        let free = |(at, c): &(usize, char)| c.is_alphanumeric() && !is_taken(start + at, start + at + 1);
        word.char_indices().filter(free).count().div_ceil(CHARS_OF_A_WORD)
    };
    // Nearly all lines are words of no date and no name, between white space.
    if taken.is_empty() && !may_hold_cjk(text.as_bytes()) {
        return pieces(text);
    }
    text.split_whitespace().map(count).sum()
}

/// Whether a letter of Chinese, Japanese or Korean may stand in a text, which begins with E3 to ED.
fn may_hold_cjk(text: &[u8]) -> bool {
    text.iter().fold(false, |so_far, byte| so_far | (byte.wrapping_sub(0xe3) < 11))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::byline::split_byline;

    fn read(text: &str) -> Line {
        let blocks = [Block { text: text.into(), ..Block::default() }];
        Line::read(&blocks[0], Known::of(&Scene::of_lines(&blocks), 0), DateHints::default())
    }

    #[test]
    fn credit_lines_say_nothing_else() {
        let line = read("Xinhua, July 21, 2016 Adjust font size:");
        assert_eq!(
            (line.agency.as_ref().map(|a| a.0), line.dates.len(), line.is_credit()),
            (Some("Xinhua"), 1, true)
        );
        assert!(read("By Ann Lee Updated: 2008-03-01 09:23").is_credit());
        assert!(!read("The port reopened on July 21, 2016 after a storm, and ferries ran.").is_credit());
    }

    #[test]
    fn a_sentence_without_spaces_has_words() {
        assert!(read("来源：新华社 2018年1月26日").is_credit());
        assert!(
            !read("港口在星期二（12月10日）因风暴关闭，官员说渡轮已经停运，风暴还会持续两天。").is_credit()
        );
    }

    #[test]
    fn by_may_stand_alone() {
        let names: Vec<String> = split_byline("von", "Eva Maier").into_iter().map(|p| p.name).collect();
        assert_eq!(names, ["Eva Maier"]);
        assert!(split_byline("The port", "Eva Maier").is_empty());
    }
}
