//! The date of a dump: the one printed beside the headline, not the clock of the page nor a date in a sidebar.

use super::line::Line;
use crate::block::{Block, BlockKind};
use crate::field::date::DateFound;
use crate::field::published::is_update;
use crate::field::ranker;
use crate::letters::lowered;
use offwire_article::NewsDate;
use offwire_forest::Columns;

/// A date in a line.
pub(crate) struct Printed {
    pub line: usize,
    pub found: DateFound,
    pub date: NewsDate,
    /// Whether the line speaks of an update and not of publication.
    pub is_update: bool,
}

/// Dates that may be the story's, what their choice looks at, and what the rules make of each.
pub(crate) struct PrintedDates {
    pub all: Vec<Printed>,
    pub columns: Columns,
    pub scores: Vec<f32>,
}

/// Most dates of one dump.
const MOST: usize = 120;

/// The candidates, by their distance from the headline and from the first and last lines of the body.
pub(crate) fn dates(
    blocks: &[Block],
    lines: &[Line],
    headline: Option<usize>,
    body: Option<(usize, usize)>,
) -> PrintedDates {
    let mut all: Vec<Printed> = Vec::new();
    for (at, (line, block)) in lines.iter().zip(blocks).enumerate() {
        for found in line.dates.iter().take(3) {
            let Some(date) = found.date().filter(|_| all.len() < MOST) else { continue };
            all.push(Printed { line: at, found: found.clone(), date, is_update: is_update(&block.text) });
        }
    }
    let place = Place { headline, body };
    let mut rows: Vec<Vec<f32>> = (0..all.len()).map(|at| place.row(&all, at, blocks, lines)).collect();
    let scores: Vec<f32> = rows.iter().map(|row| by_rule(row)).collect();
    let taken = ranker::top(&scores, 0.0);
    for (at, row) in rows.iter_mut().enumerate() {
        row.push(f32::from(u8::from(taken == Some(at))));
    }
    PrintedDates { columns: Columns::from_rows(rows.first().map_or(0, Vec::len), &rows), all, scores }
}

struct Place {
    headline: Option<usize>,
    body: Option<(usize, usize)>,
}

const FROM_HEADLINE: usize = 0;
const FROM_BODY: usize = 1;
const FROM_END: usize = 2;
const CLOCK: usize = 3;
const UPDATE: usize = 4;
const LABEL: usize = 5;
const OTHER_WORDS: usize = 6;
const ITEM: usize = 7;
const CREDIT: usize = 8;
const SAME: usize = 12;

impl Place {
    fn row(&self, all: &[Printed], at: usize, blocks: &[Block], lines: &[Line]) -> Vec<f32> {
        let Some(printed) = all.get(at) else { return Vec::new() };
        let (Some(block), Some(line)) = (blocks.get(printed.line), lines.get(printed.line)) else {
            return Vec::new();
        };
        let flag = |is: bool| f32::from(u8::from(is));
        let from = |other: Option<usize>| other.map_or(999.0, |other| printed.line as f32 - other as f32);
        let day = printed.date.date_only();
        let days = || all.iter().map(|p| p.date.date_only());
        vec![
            from(self.headline),
            from(self.body.map(|b| b.0)),
            from(self.body.map(|b| b.1)),
            flag(printed.date.clock().is_some()),
            flag(printed.is_update),
            flag(is_published(&block.text)),
            line.other_words as f32,
            flag(block.kind == BlockKind::ListItem),
            flag(line.is_credit()),
            at as f32,
            all.len() as f32,
            block.text.chars().count() as f32,
            days().filter(|d| *d == day).count() as f32,
            flag(days().min() == Some(day)),
            flag(days().max() == Some(day)),
            days().filter(|d| *d < day).count() as f32 / all.len().max(1) as f32,
            flag(!line.people.is_empty()),
            flag(line.agency.is_some()),
            printed.line as f32,
            flag(line.furniture.is_some()),
            f32::from(day.year()),
            flag(block.gap),
            printed.found.range.start as f32,
        ]
    }
}

/// Whether a line says that it tells the day of publication.
fn is_published(text: &str) -> bool {
    const WORDS: [&str; 18] = [
        "publish",
        "posted",
        "publi",
        "veröffentlicht",
        "erstellt",
        "pubblicat",
        "gepubliceerd",
        "geplaatst",
        "publicerad",
        "publisert",
        "udgivet",
        "julkaistu",
        "opublikowano",
        "опубликовано",
        "发布",
        "erschienen",
        "date:",
        "datum",
    ];
    let lower = lowered(text);
    WORDS.iter().any(|word| lower.contains(word))
}

/// The nearer to the headline the better, behind it rather than before; a date line rather than a sentence.
fn by_rule(row: &[f32]) -> f32 {
    let at = |column: usize| row.get(column).copied().unwrap_or(0.0);
    let (headline, body, end) = (at(FROM_HEADLINE), at(FROM_BODY), at(FROM_END));
    let place = match () {
        () if headline >= 0.0 && body <= 0.0 => 4.0 - 0.15 * headline.min(20.0),
        () if headline < 0.0 && headline > -6.0 => 2.2 + 0.25 * headline,
        () if (0.0..10.0).contains(&headline) => 2.5 - 0.1 * headline,
        () if end > 0.0 && end < 6.0 => 1.5 - 0.15 * end,
        () if body >= 0.0 && end <= 0.0 => 0.4,
        () => -0.02 * headline.abs().min(100.0),
    };
    place + 1.2 * at(CREDIT) + 0.5 * at(CLOCK) + 0.8 * at(LABEL)
        - 0.4 * at(UPDATE)
        - 0.06 * at(OTHER_WORDS).min(25.0)
        - 1.5 * at(ITEM)
        + 0.1 * at(SAME).min(3.0)
}
