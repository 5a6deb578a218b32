//! The byline of a dump: printed beside the headline, or behind the text.

use super::line::Line;
use crate::block::{Block, BlockKind};
use crate::field::byline::{Person, is_person, people, split_byline};
use offwire_article::text::fold_space;
use offwire_forest::Columns;

/// People with the line that names them.
#[derive(Debug, Clone)]
pub(crate) struct Signed {
    pub line: usize,
    pub people: Vec<Person>,
    kind: Kind,
}

impl Signed {
    /// How the line names its people, in words.
    pub(crate) fn how(&self) -> &'static str {
        match self.kind {
            Kind::Byline => "byline",
            Kind::Split => "byline over two lines",
            Kind::Alone => "name alone",
            Kind::Credit => "credit",
            Kind::Dateline => "dateline",
        }
    }
}

/// How a line names its people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// `By Ann Lee`.
    Byline,
    /// `By` on the line before.
    Split,
    /// A name by itself.
    Alone,
    /// `(Reporting by Ann Lee)`.
    Credit,
    /// The reporter in a dateline.
    Dateline,
}

/// Lines that may name the story's authors, what their choice looks at, and what the rules make of each.
pub(crate) struct PrintedPeople {
    pub all: Vec<Signed>,
    pub columns: Columns,
    pub scores: Vec<f32>,
}

/// Lines before the headline, and behind the body, that are looked at.
const NEAR: usize = 8;
/// Most candidates.
const MOST: usize = 40;

/// The candidates, by their distance from the headline and from the first and last lines of the body.
pub(crate) fn signed(
    blocks: &[Block],
    lines: &[Line],
    headline: Option<usize>,
    body: Option<(usize, usize)>,
) -> PrintedPeople {
    let (first, last) = body.unwrap_or((blocks.len(), blocks.len()));
    let headline = headline.unwrap_or(first);
    let from = headline.min(first).saturating_sub(NEAR);
    let mut all: Vec<Signed> = Vec::new();
    for at in from..(last + NEAR).min(blocks.len()) {
        let is_edge = at < first + 3 || at + 2 > last;
        let found =
            if is_edge { at_line(blocks, lines, at).or_else(|| name_alone(blocks, lines, at)) } else { None };
        all.extend(found.or_else(|| told_inside(blocks, at)).filter(|_| all.len() < MOST));
    }
    let place = (headline, first, last);
    let rows: Vec<Vec<f32>> = (0..all.len()).map(|at| row(&all, at, blocks, lines, place)).collect();
    let scores = rows.iter().map(|row| by_rule(row)).collect();
    PrintedPeople { columns: Columns::from_rows(rows.first().map_or(0, Vec::len), &rows), all, scores }
}

fn at_line(blocks: &[Block], lines: &[Line], at: usize) -> Option<Signed> {
    let line = lines.get(at)?;
    if !line.people.is_empty() && line.other_words <= 14 {
        return Some(Signed { line: at, people: line.people.clone(), kind: Kind::Byline });
    }
    let (block, before) = (blocks.get(at)?, blocks.get(at.checked_sub(1)?)?);
    let people = split_byline(&before.text, &block.text);
    (!people.is_empty()).then_some(Signed { line: at, people, kind: Kind::Split })
}

/// A line that is nothing but one or more names of two to four words, and perhaps a role.
fn name_alone(blocks: &[Block], lines: &[Line], at: usize) -> Option<Signed> {
    let text = &blocks.get(at)?.text;
    let found = people(text);
    let words = text.split_whitespace().count();
    let first = found.first()?;
    let is_name = is_person(&first.name, true) && words <= 9 && first.range.start == 0;
    let covered: usize = found.iter().map(|p| p.name.split_whitespace().count()).sum();
    let is_alone = is_name && covered + 4 >= words && lines.get(at)?.furniture.is_none();
    is_alone.then_some(Signed { line: at, people: found, kind: Kind::Alone })
}

/// `(Reporting by Ann Lee; Editing by Bo Ek)` at the end of a text, the reporter in an East Asian dateline.
fn told_inside(blocks: &[Block], at: usize) -> Option<Signed> {
    let text = &blocks.get(at)?.text;
    if let Some(from) = text.find("Reporting by ").map(|from| from + "Reporting by ".len()) {
        let rest = text.get(from..)?;
        let end = rest.find([';', ')']).unwrap_or(rest.len());
        let people = moved(rest.get(..end)?.split(" in ").next()?, from);
        return (!people.is_empty()).then_some(Signed { line: at, people, kind: Kind::Credit });
    }
    let is_asian = text.chars().next().is_some_and(|c| c as u32 > 0x2e00 || c == '(' || c == '[');
    let reporter = crate::field::dateline::dateline(text).filter(|_| is_asian)?.reporter?;
    let people = moved(text.get(reporter.clone())?, reporter.start);
    (!people.is_empty()).then_some(Signed { line: at, people, kind: Kind::Dateline })
}

fn moved(list: &str, from: usize) -> Vec<Person> {
    let shift =
        |p: Person| Person { name: fold_space(&p.name), range: from + p.range.start..from + p.range.end };
    people(list).into_iter().map(shift).collect()
}

const FROM_HEADLINE: usize = 0;
const FROM_BODY: usize = 1;
const FROM_END: usize = 2;
const BYLINE: usize = 3;
const SPLIT: usize = 4;
const ALONE: usize = 5;
const TOLD: usize = 6;
const DATE_NEAR: usize = 7;
const ITEM: usize = 9;

fn row(
    all: &[Signed],
    at: usize,
    blocks: &[Block],
    lines: &[Line],
    place: (usize, usize, usize),
) -> Vec<f32> {
    let Some(signed) = all.get(at) else { return Vec::new() };
    let Some(block) = blocks.get(signed.line) else { return Vec::new() };
    let flag = |is: bool| f32::from(u8::from(is));
    let (headline, first, last) = place;
    let from = |other: usize| (signed.line as f32 - other as f32).clamp(-200.0, 200.0);
    let name = |s: &Signed| s.people.first().map(|p| p.name.to_lowercase()).unwrap_or_default();
    let own = name(signed);
    let near = signed.line.saturating_sub(2)..signed.line + 4;
    let dates = near
        .clone()
        .filter(|i| lines.get(*i).is_some_and(|l| !l.dates.is_empty() && l.other_words < 10))
        .count();
    let length =
        |at: Option<usize>| at.and_then(|at| blocks.get(at)).map_or(0.0, |b| b.text.chars().count() as f32);
    let words: Vec<&str> = block.text.split_whitespace().collect();
    vec![
        from(headline),
        from(first),
        from(last),
        flag(signed.kind == Kind::Byline),
        flag(signed.kind == Kind::Split),
        flag(signed.kind == Kind::Alone),
        flag(matches!(signed.kind, Kind::Credit | Kind::Dateline)),
        dates as f32,
        signed.people.len() as f32,
        flag(block.kind == BlockKind::ListItem),
        all.iter().filter(|other| name(other) == own).count() as f32,
        at as f32,
        all.len() as f32,
        words.len() as f32,
        own.split(' ').count() as f32,
        blocks.iter().take(1_500).filter(|b| b.text.to_lowercase().contains(&own)).count().min(20) as f32,
        flag(block.gap),
        length(signed.line.checked_sub(1)),
        length(Some(signed.line + 1)),
        all.iter().take(at).filter(|other| matches!(other.kind, Kind::Byline | Kind::Split)).count() as f32,
        all.iter().filter(|other| matches!(other.kind, Kind::Byline | Kind::Split)).count() as f32,
        flag(block.text.chars().any(char::is_alphabetic) && !block.text.chars().any(char::is_lowercase)),
        lines.get(signed.line).map_or(0.0, |l| l.other_words as f32),
    ]
}

/// A byline beside the headline, else behind the body; a bare name only where a date stands by it.
fn by_rule(row: &[f32]) -> f32 {
    let at = |column: usize| row.get(column).copied().unwrap_or(0.0);
    let (headline, body, end) = (at(FROM_HEADLINE), at(FROM_BODY), at(FROM_END));
    let place = match () {
        () if headline > 0.0 && body < 3.0 => 2.0 - 0.08 * headline.min(15.0),
        () if headline < 0.0 && headline > -6.0 => 1.0 + 0.1 * headline,
        () if end > -2.0 => 0.8 - 0.1 * end.max(0.0),
        () => -1.0,
    };
    let kind = 2.0 * at(BYLINE) + 1.8 * at(SPLIT) + at(TOLD) - at(ALONE) + at(ALONE) * at(DATE_NEAR).min(1.0);
    place + kind - at(ITEM) - 1.6
}
