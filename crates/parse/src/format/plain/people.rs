//! The byline of a dump: printed beside the headline, or behind the text.

mod columns;
mod lower;

use super::line::Line;
use crate::block::Block;
use crate::field::agency::is_agency;
use crate::field::byline::{
    Person, SmallWords, bare_people, bare_people_of, byline, is_desk, is_no_name, is_particle, is_person,
    is_place_or_paper, is_role, is_signed, labelled, opening, people, reporters, signatures, split_byline,
};
use columns::{Scene, by_rule};
use lower::Lower;
use memchr::memmem;
use offwire_article::text::fold_space;
use offwire_forest::Columns;
use std::ops::Range;
use std::sync::LazyLock;

/// People with the line that names the first of them.
#[derive(Debug, Clone)]
pub(crate) struct Signed {
    pub line: usize,
    /// Each with the number of its line.
    pub people: Vec<(usize, Person)>,
    kind: Kind,
}

impl Signed {
    fn at(line: usize, people: Vec<Person>, kind: Kind) -> Option<Self> {
        let people: Vec<(usize, Person)> = people.into_iter().map(|person| (line, person)).collect();
        (!people.is_empty()).then_some(Self { line, people, kind })
    }

    /// How the line names its people, in words.
    pub(crate) fn how(&self) -> &'static str {
        match self.kind {
            Kind::Byline => "byline",
            Kind::Split => "byline over two lines",
            Kind::Alone => "name alone",
            Kind::Several => "names on lines of their own",
            Kind::Dated => "name beside a date",
            Kind::Written => "byline as written",
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
    /// Names on lines that follow each other.
    Several,
    /// `26.01.2018 | Ann Lee`.
    Dated,
    /// `By Harbour Times staff`: a group or a pen name.
    Written,
    /// `(Reporting by Ann Lee)`.
    Credit,
    /// The reporter in a dateline.
    Dateline,
}

/// The kinds in the order of their columns.
const KINDS: [Kind; 8] = [
    Kind::Byline,
    Kind::Split,
    Kind::Alone,
    Kind::Several,
    Kind::Dated,
    Kind::Written,
    Kind::Credit,
    Kind::Dateline,
];

/// Lines that may name the story's authors, what their choice looks at, and what the rules make of each.
pub(crate) struct PrintedPeople {
    pub all: Vec<Signed>,
    pub columns: Columns,
    pub scores: Vec<f32>,
}

/// Lines before the headline, and behind the body, that are looked at.
const NEAR: usize = 8;
/// Lines in which names are looked for.
const LOOKED_AT: usize = 1_500;
/// Most candidates.
const MOST: usize = 60;
/// Most words of a line that is nothing but names and roles.
const MOST_WORDS: usize = 12;
/// Longest line that is looked into for the label of a byline, in characters.
const LONGEST_LABELLED: usize = 100;
/// Longest line that is a byline without people, in characters.
const LONGEST_WRITTEN: usize = 60;

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
    let words = SmallWords::of(blocks);
    let mut all: Vec<Signed> = Vec::new();
    for at in from..(last + NEAR).min(blocks.len()) {
        let is_edge = at < first + 3 || at < headline + 2 * NEAR || at + 2 > last;
        let mut found = at_line(blocks, lines, at);
        if is_edge {
            found = found
                .or_else(|| dated(blocks, lines, at, &words))
                .or_else(|| name_alone(blocks, lines, at, is_beside(lines, headline, at).then_some(&words)))
                .or_else(|| written(blocks, at));
        }
        all.extend(found.or_else(|| told_inside(blocks, at)).filter(|_| all.len() < MOST));
    }
    several(&mut all);
    let read =
        if all.is_empty() { &[] } else { blocks.get(..blocks.len().min(LOOKED_AT)).unwrap_or_default() };
    let lower = Lower::of(read);
    let scene = Scene { blocks, lower, lines, place: (headline, first, last) };
    let rows: Vec<Vec<f32>> =
        all.iter().enumerate().map(|(at, signed)| scene.row(&all, at, signed)).collect();
    let scores = rows.iter().map(|row| by_rule(row)).collect();
    PrintedPeople { columns: Columns::from_rows(rows.first().map_or(0, Vec::len), &rows), all, scores }
}

fn at_line(blocks: &[Block], lines: &[Line], at: usize) -> Option<Signed> {
    let line = lines.get(at)?;
    if !line.people.is_empty() && line.other_words <= 14 {
        return Signed::at(at, line.people.clone(), Kind::Byline);
    }
    let (block, before) = (blocks.get(at)?, at.checked_sub(1).and_then(|before| blocks.get(before)));
    if line.chars < LONGEST_LABELLED {
        let told = labelled(&block.text);
        if !told.is_empty() {
            return Signed::at(at, told, Kind::Byline);
        }
    }
    let before = before?;
    Signed::at(at, split_byline(&before.text, &block.text), Kind::Split)
}

/// Whether a line is nothing but what opens a byline.
fn is_label(text: &str) -> bool {
    opening(text).is_some_and(|open| open.end >= text.trim_end().len())
}

/// Whether a line stands right behind the headline, or beside one that holds a date.
fn is_beside(lines: &[Line], headline: usize, at: usize) -> bool {
    let near = at.saturating_sub(1)..(at + 2).min(lines.len());
    let is_date = |line: &Line| !line.dates.is_empty() && line.other_words < 10;
    (headline + 1..headline + 4).contains(&at) || lines.get(near).unwrap_or_default().iter().any(is_date)
}

/// A line that is nothing but one or more names of two to four words, and perhaps a role.
fn name_alone(
    blocks: &[Block],
    lines: &[Line],
    at: usize,
    ground: Option<&SmallWords<'_>>,
) -> Option<Signed> {
    let text = &blocks.get(at)?.text;
    let words = text.split_whitespace().take(MOST_WORDS + 1).count();
    if words > MOST_WORDS || lines.get(at)?.furniture.is_some() || opens_otherwise(text) {
        return None;
    }
    let before = at.checked_sub(1).and_then(|before| blocks.get(before)).map_or("", |b| b.text.as_str());
    // `Ann Lee | Santa Cruz de La Palma`: the place says nothing against the name.
    let own = text.split_once('|').filter(|(_, place)| is_place_or_paper(place)).map(|(name, _)| name);
    let words = own.map_or(words, |own| own.split_whitespace().count());
    // `Foto:` on the line before.
    if before.ends_with([':', '：']) && before.chars().count() < 20 && is_role(before) && !is_label(before) {
        return None;
    }
    let text = text.replace('|', ",");
    let found = ground.map_or_else(|| bare_people(&text), |words| bare_people_of(&text, words));
    let first = found.first()?;
    let is_name = (first.range.start == 0 || is_signed(&text)) && is_person(&first.name, true);
    let covered: usize = found.iter().map(|p| p.name.split_whitespace().count()).sum();
    let is_alone = is_name && covered + 4 >= words;
    if is_alone { Signed::at(at, found, Kind::Alone) } else { None }
}

/// Whether a line surely opens with no name, which most lines are told by: it has one word; or its first two words are
/// letters, and one of them is of those that no name holds, or the second, in small letters, is none that names have.
/// Before a word that cuts a name off one word would be left.
fn opens_otherwise(text: &str) -> bool {
    let mut words = text.split(' ');
    let first = words.next().unwrap_or_default();
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    // Names of East Asia are no words between blanks.
    if !is_word(first) || text.bytes().any(|byte| byte >= 0xe3) {
        return false;
    }
    let Some(second) = words.next() else { return true };
    if is_no_name(first) || !is_word(second) {
        return is_no_name(first);
    }
    let is_small = second.len() > 1 && second.bytes().all(|byte| byte.is_ascii_lowercase());
    is_no_name(second) || is_small && !is_particle(second)
}

/// A name between the dividers of a short line that holds a date.
fn dated(blocks: &[Block], lines: &[Line], at: usize, words: &SmallWords<'_>) -> Option<Signed> {
    let (line, text) = (lines.get(at)?, &blocks.get(at)?.text);
    if line.dates.is_empty() || text.chars().count() > 120 {
        return None;
    }
    let divided = text.replace(" - ", " | ").replace(" – ", "  |  ").replace(" — ", "  |  ");
    let mut found: Vec<Person> = Vec::new();
    let mut start = 0;
    for piece in divided.split_inclusive(['|', '•', '·', ',', '(', ')', '/']) {
        let range = start..start + piece.len();
        start = range.end;
        let is_free = !line.dates.iter().any(|d| d.range.start < range.end && d.range.end > range.start);
        let names = bare_people_of(piece, words).into_iter().filter(|p| is_free && is_person(&p.name, true));
        found.extend(names.map(|p| moved(p, range.start)));
    }
    Signed::at(at, found, Kind::Dated)
}

/// A byline that names a group or a pen name, not a person.
fn written(blocks: &[Block], at: usize) -> Option<Signed> {
    let text = &blocks.get(at)?.text;
    let is_short = text.chars().count() < LONGEST_WRITTEN && text.split_whitespace().count() <= 8;
    let is_open = opening(text).is_some_and(|open| open.end < text.len());
    if !is_short || !is_open || !byline(text).is_empty() || text.ends_with(['.', '?', '!', ':']) {
        return None;
    }
    let place = |name: String| {
        let start = text.find(name.as_str())?;
        Some(Person { range: start..start + name.len(), name })
    };
    let signed = signatures(text).into_iter().filter(|name| !is_agency(name) && !is_desk(name));
    Signed::at(at, signed.filter_map(place).collect(), Kind::Written)
}

/// `(Reporting by Ann Lee; Editing by Bo Ek)` at the end of a text, the reporter in an East Asian dateline.
fn told_inside(blocks: &[Block], at: usize) -> Option<Signed> {
    let text = &blocks.get(at)?.text;
    static REPORTING: LazyLock<memmem::Finder<'static>> =
        LazyLock::new(|| memmem::Finder::new("Reporting by "));
    if let Some(from) = REPORTING.find(text.as_bytes()).map(|from| from + "Reporting by ".len()) {
        let rest = text.get(from..)?;
        let end = rest.find([';', ')']).unwrap_or(rest.len());
        let found = people(rest.get(..end)?.split(" in ").next()?);
        return Signed::at(at, found.into_iter().map(|p| moved(p, from)).collect(), Kind::Credit);
    }
    let is_asian = text.chars().next().is_some_and(|c| c as u32 > 0x2e00 || c == '(' || c == '[');
    let reporter = is_asian.then(|| crate::field::dateline::dateline(text)).flatten()?.reporter?;
    let found = reporters(text.get(reporter.clone())?);
    Signed::at(at, found.into_iter().map(|p| moved(p, reporter.start)).collect(), Kind::Dateline)
}

fn moved(person: Person, by: usize) -> Person {
    Person { name: fold_space(&person.name), range: by + person.range.start..by + person.range.end }
}

/// Adds the names of lines that follow each other, at most one line between them, as one list.
fn several(all: &mut Vec<Signed>) {
    let mut runs: Vec<Signed> = Vec::new();
    let mut open: Option<Signed> = None;
    let is_name = |signed: &Signed| matches!(signed.kind, Kind::Alone | Kind::Split | Kind::Byline);
    for signed in all.iter().filter(|signed| is_name(signed)) {
        let last = open.as_ref().and_then(|run| run.people.last()).map(|(line, _)| *line);
        match open
            .as_mut()
            .filter(|_| signed.kind == Kind::Alone && last.is_some_and(|l| signed.line <= l + 2))
        {
            Some(run) => run.people.extend(signed.people.iter().cloned()),
            None => runs.extend(open.replace(signed.clone())),
        }
    }
    runs.extend(open);
    let is_list = |run: &Signed| {
        let lines: Range<usize> = run.line..run.people.last().map_or(run.line, |(line, _)| *line);
        !lines.is_empty() && run.people.len() <= 6
    };
    let lists = runs.into_iter().filter(is_list).map(|run| Signed { kind: Kind::Several, ..run });
    let room = MOST.saturating_sub(all.len());
    let lists: Vec<Signed> = lists.take(room).collect();
    all.extend(lists);
}
