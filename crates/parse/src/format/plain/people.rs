//! The byline of a dump: printed beside the headline, or behind the text.

use super::line::{Line, split_byline};
use crate::block::Block;
use crate::field::byline::{Person, is_person, people};
use offwire_article::text::fold_space;

/// People with the line that names them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Signed {
    pub line: usize,
    pub people: Vec<Person>,
}

/// Finds the byline: the nearest behind the headline, else before it, else right behind the body.
pub(crate) fn signed(blocks: &[Block], lines: &[Line], headline: Option<usize>, body: Option<(usize, usize)>) -> Option<Signed> {
    let (first, last) = body?;
    let headline = headline.unwrap_or(first);
    let behind = headline + 1..(first + 4).min(blocks.len());
    let before = headline.saturating_sub(5)..headline;
    let tail = last.saturating_sub(1)..(last + 5).min(blocks.len());
    let found = |mut range: std::ops::Range<usize>| range.find_map(|at| at_line(blocks, lines, at));
    found(behind.clone())
        .or_else(|| found(before))
        .or_else(|| found(tail))
        .or_else(|| behind.clone().find_map(|at| name_alone(blocks, lines, at)))
        .or_else(|| credit(blocks, last))
}

fn at_line(blocks: &[Block], lines: &[Line], at: usize) -> Option<Signed> {
    let line = lines.get(at)?;
    if !line.people.is_empty() && line.other_words <= 14 {
        return Some(Signed { line: at, people: line.people.clone() });
    }
    let (block, next) = (blocks.get(at)?, blocks.get(at + 1)?);
    let people = split_byline(&block.text, &next.text);
    (!people.is_empty()).then_some(Signed { line: at + 1, people })
}

/// A line between headline and body that is nothing but a name of two to four words, beside a date line.
fn name_alone(blocks: &[Block], lines: &[Line], at: usize) -> Option<Signed> {
    let text = &blocks.get(at)?.text;
    let is_near_date = [at.checked_sub(1), Some(at), Some(at + 1), Some(at + 2)].into_iter().flatten().any(|i| lines.get(i).is_some_and(|l| !l.dates.is_empty()));
    let found = people(text);
    let words = text.split_whitespace().count();
    let is_alone = found.first().is_some_and(|p| is_person(&p.name, true)) && words <= 8 && is_near_date && (2..=5).contains(&found.first()?.name.split(' ').count());
    let covered: usize = found.iter().map(|p| p.name.split_whitespace().count()).sum();
    let is_name = is_alone && covered + 4 >= words && lines.get(at)?.furniture.is_none();
    is_name.then_some(Signed { line: at, people: found })
}

/// `(Reporting by Ann Lee; Editing by Bo Ek)` at the end of the text.
fn credit(blocks: &[Block], last: usize) -> Option<Signed> {
    (last.saturating_sub(1)..=last + 1).find_map(|at| {
        let text = &blocks.get(at)?.text;
        let from = text.find("Reporting by ")? + "Reporting by ".len();
        let rest = text.get(from..)?;
        let end = rest.find([';', ')']).unwrap_or(rest.len());
        let list = rest.get(..end)?.split(" in ").next()?;
        let people: Vec<Person> = people(list)
            .into_iter()
            .map(|p| Person { name: fold_space(&p.name), range: from + p.range.start..from + p.range.end })
            .collect();
        (!people.is_empty()).then_some(Signed { line: at, people })
    })
}
