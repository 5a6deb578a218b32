//! The byline of a dump: printed beside the headline, or behind the text.

mod lower;

use super::line::Line;
use crate::block::{Block, BlockKind};
use crate::field::agency::is_agency;
use crate::field::byline::{
    Person, SmallWords, bare_people, bare_people_of, byline, is_desk, is_no_name, is_particle, is_person,
    is_place_or_paper, is_role, is_signed, labelled, opening, people, reporters, signatures, split_byline,
};
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

/// Columns that the rules look at.
const FROM_HEADLINE: usize = 0;
const FROM_BODY: usize = 1;
const FROM_END: usize = 2;
const DATE_NEAR: usize = 3;
const ITEM: usize = 4;
const FIRST_KIND: usize = 5;

/// The dump around the candidates.
struct Scene<'a> {
    blocks: &'a [Block],
    lower: Lower,
    lines: &'a [Line],
    /// Lines of the headline and of the first and last of the body.
    place: (usize, usize, usize),
}

impl Scene<'_> {
    fn row(&self, all: &[Signed], at: usize, signed: &Signed) -> Vec<f32> {
        let Some(block) = self.blocks.get(signed.line) else { return Vec::new() };
        let flag = |is: bool| f32::from(u8::from(is));
        let (headline, first, last) = self.place;
        let from = |other: usize| (signed.line as f32 - other as f32).clamp(-200.0, 200.0);
        let near = signed.line.saturating_sub(2)..signed.line + 4;
        let is_date =
            |i: &usize| self.lines.get(*i).is_some_and(|l| !l.dates.is_empty() && l.other_words < 10);
        let mut row = vec![
            from(headline),
            from(first),
            from(last),
            near.filter(is_date).count() as f32,
            flag(block.kind == BlockKind::ListItem),
        ];
        row.extend(KINDS.iter().map(|kind| flag(signed.kind == *kind)));
        let own = first_name(signed);
        let is_byline = |other: &&Signed| matches!(other.kind, Kind::Byline | Kind::Split);
        row.extend([
            signed.people.len() as f32,
            all.iter().filter(|other| first_name(other) == own).count() as f32,
            at as f32,
            all.len() as f32,
            own.split(' ').count() as f32,
            flag(block.gap),
            all.iter().take(at).filter(is_byline).count() as f32,
            all.iter().filter(is_byline).count() as f32,
        ]);
        row.extend(self.around(signed));
        row.extend(self.elsewhere(&own));
        row
    }

    /// The line itself and its neighbours.
    fn around(&self, signed: &Signed) -> [f32; 12] {
        let flag = |is: bool| f32::from(u8::from(is));
        let text = |at: Option<usize>| at.and_then(|at| self.blocks.get(at)).map_or("", |b| b.text.as_str());
        let own = text(Some(signed.line));
        let (above, below) = (text(signed.line.checked_sub(1)), text(Some(signed.line + 1)));
        let names = || signed.people.iter().map(|(_, p)| p.name.as_str());
        let role = |text: &str| text.chars().count() < 80 && is_role(text);
        [
            own.split_whitespace().count() as f32,
            above.chars().count().min(999) as f32,
            below.chars().count().min(999) as f32,
            flag(own.chars().any(char::is_alphabetic) && !own.chars().any(char::is_lowercase)),
            self.lines.get(signed.line).map_or(0.0, |l| l.other_words as f32),
            flag(role(own)),
            flag(role(below)),
            flag(role(above)),
            flag(names().any(is_agency)),
            flag(names().all(|name| is_person(name, true))),
            flag(names().any(|name| {
                name.chars().any(|c| matches!(c, '\u{3040}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}'))
            })),
            own.chars().filter(char::is_ascii_digit).count() as f32,
        ]
    }

    /// Where else in the dump the name stands: whom the text tells of is seldom its author.
    fn elsewhere(&self, own: &str) -> [f32; 5] {
        let (headline, first, last) = self.place;
        let family = own.rsplit(' ').next().unwrap_or(own);
        let mut counts = [0.0f32; 5];
        if family.chars().count() <= 2 {
            return counts;
        }
        let family = memmem::Finder::new(family);
        for (at, lower) in self.lower.holding(&family) {
            let Some(line) = self.lines.get(at) else { continue };
            let is_body = (first..=last).contains(&at) && line.chars > 100;
            let has_name = lower.contains(own);
            let marks = [
                is_body,
                is_body && has_name,
                !is_body && has_name,
                at == headline,
                has_name && at > last && line.chars > 60,
            ];
            for (count, mark) in counts.iter_mut().zip(marks) {
                *count = (*count + f32::from(u8::from(mark))).min(20.0);
            }
        }
        counts
    }
}

fn first_name(signed: &Signed) -> String {
    signed.people.first().map(|(_, person)| person.name.to_lowercase()).unwrap_or_default()
}

/// A byline beside the headline, else behind the body; a bare name only where a date stands by it.
fn by_rule(row: &[f32]) -> f32 {
    let at = |column: usize| row.get(column).copied().unwrap_or(0.0);
    let is = |kind: Kind| KINDS.iter().position(|k| *k == kind).map_or(0.0, |place| at(FIRST_KIND + place));
    let (headline, body, end) = (at(FROM_HEADLINE), at(FROM_BODY), at(FROM_END));
    let place = match () {
        () if headline > 0.0 && body < 3.0 => 2.0 - 0.08 * headline.min(15.0),
        () if headline < 0.0 && headline > -6.0 => 1.0 + 0.1 * headline,
        () if end > -2.0 => 0.8 - 0.1 * end.max(0.0),
        () => -1.0,
    };
    let alone = is(Kind::Alone) + is(Kind::Several) + is(Kind::Dated);
    let told = is(Kind::Credit) + is(Kind::Dateline);
    let kind = 2.0 * is(Kind::Byline) + 1.8 * is(Kind::Split) + told - alone + alone * at(DATE_NEAR).min(1.0)
        - is(Kind::Written);
    place + kind - at(ITEM) - 1.6
}
