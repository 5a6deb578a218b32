//! The headline of a dump: the line above the body that looks most like one.

use super::common::{Holders, content_words, each_content_word};
use super::inside::Inside;
use super::line::Line;
use crate::block::{Block, BlockKind};
use crate::body::token::{Hashed, HashedSet, hash_of_bytes};
use crate::field::dateline::dateline;
use crate::field::headline::divider::dividers;
use crate::field::markup::squeezed;
use crate::letters::{Signs, holds_any, is_capital, is_letter, lowered, pieces, signed};
use offwire_forest::Columns;
use std::borrow::Cow;
use std::ops::Range;

/// Lines above the body that are looked at, and how many of them at most.
const ABOVE: usize = 400;
const MOST: usize = 90;
/// Lines at the start of the dump that are looked at besides.
const AT_START: usize = 8;

/// Lines of the dump whose repeats are counted, and those that are searched for a line inside them.
const LOOKED_AT: usize = 2_000;
const HELD_BY: usize = 500;
/// Lines whose words are compared.
const WORDS_OF: usize = 500;

/// Lines of the body whose words are compared with those of a headline, and the first of them, which are its lead.
const BODY_LINES: usize = 60;
const LEAD_LINES: usize = 3;

/// A line that may be the headline, or the part of it beside a kicker, a section or the name of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Spot {
    pub line: usize,
    /// Bytes of the line.
    pub part: Range<usize>,
    kind: Kind,
}

impl Spot {
    /// What part of the line it is, in words.
    pub(crate) fn how(&self) -> &'static str {
        match self.kind {
            Kind::Whole => "line",
            Kind::Behind => "line behind its first divider",
            Kind::Before => "line before its last divider",
            Kind::Glued => "line behind a glued kicker",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Whole,
    Behind,
    Before,
    Glued,
}

/// Lines that may be the headline, and what their choice looks at.
pub(crate) struct Headlines {
    pub spots: Vec<Spot>,
    /// A row a spot.
    pub columns: Columns,
    /// What the rules make of each.
    pub scores: Vec<f32>,
}

/// The candidates: lines above the first line of the body, `first`, that line itself, and parts of these lines.
pub(crate) fn headlines(blocks: &[Block], lines: &[Line], kept: &[bool], scores: &[f32]) -> Headlines {
    let first = kept.iter().position(|kept| *kept).unwrap_or(blocks.len());
    let spots = spots(blocks, lines, first);
    let scene = Scene::new(blocks, lines, kept, scores, first);
    let mut rows: Vec<Vec<f32>> = spots.iter().map(|spot| scene.row(spot)).collect();
    let best = rows.iter().filter_map(|row| row.get(OVERLAP).copied()).fold(0.0, f32::max);
    let overlaps: Vec<f32> = rows.iter().map(|row| row.get(OVERLAP).copied().unwrap_or(0.0)).collect();
    for (place, row) in rows.iter_mut().enumerate() {
        let overlap = overlaps.get(place).copied().unwrap_or(0.0);
        row.push(if best > 0.0 { overlap / best } else { 0.0 });
        let above = overlaps.get(..place).unwrap_or_default();
        row.push(above.iter().copied().fold(0.0, f32::max));
        row.push(above.iter().filter(|other| **other >= 0.4).count() as f32);
    }
    let scores = rows.iter().map(|row| by_rule(row)).collect();
    Headlines { spots, columns: Columns::from_rows(rows.first().map_or(0, Vec::len), &rows), scores }
}

fn spots(blocks: &[Block], lines: &[Line], first: usize) -> Vec<Spot> {
    let from = first.saturating_sub(ABOVE);
    let begun = wire_lead(blocks, lines, first).unwrap_or(blocks.len());
    let near = (0..AT_START.min(from)).chain(from..(first + 2).min(blocks.len()));
    let is_likely = |at: &usize| {
        let is_near = *at + NEAR >= first;
        let plain = lines.get(*at).is_some_and(|line| line.furniture.is_none());
        blocks.get(*at).is_some_and(|b| is_near || plain && (LEAST..LONGEST).contains(&width(&b.text)))
    };
    let is_wire = begun < blocks.len();
    let is_other = |line: &Line| line.wire.is_some() || is_wire && line.is_credit();
    let may_be = |at: &usize| *at < begun && !lines.get(*at).is_some_and(is_other);
    let mut numbers: Vec<usize> = near.filter(may_be).filter(is_likely).collect();
    let surplus = numbers.len().saturating_sub(MOST);
    numbers.drain(..surplus);
    let mut spots = Vec::new();
    for line in numbers {
        let Some(text) = blocks.get(line).map(|b| b.text.as_str()) else { continue };
        spots.push(Spot { line, part: 0..text.len(), kind: Kind::Whole });
        if width(text) < LONGEST {
            spots.extend(parts(text).map(|(part, kind)| Spot { line, part, kind }));
        }
    }
    spots
}

/// Lines before the body that are all looked at.
const NEAR: usize = 12;
/// Least and greatest width of a line further away, and least width of a part.
const LEAST: usize = 16;
const LONGEST: usize = 260;

/// Characters of a text; ideographs and syllables of Korean count double.
fn width(text: &str) -> usize {
    text.chars()
        .map(|c| if matches!(c, '\u{2e80}'..='\u{d7ff}' | '\u{ff00}'..='\u{ffef}') { 2 } else { 1 })
        .sum()
}

/// What stands behind the first divider of a line, before the last, and behind a quotation or question that is
/// glued to what follows it.
fn parts(text: &str) -> impl Iterator<Item = (Range<usize>, Kind)> {
    let cuts = dividers(text);
    let behind = cuts.first().map(|cut| (cut.end..text.len(), Kind::Behind));
    let before = cuts.last().map(|cut| (0..cut.start, Kind::Before));
    let pairs = text.char_indices().zip(text.chars().skip(1));
    let mut joints = pairs.filter(|((at, mark), next)| {
        let closes = matches!(mark, '"' | '”' | '“' | '»' | '?' | '!' | ':') && *at > 0;
        closes && (next.is_uppercase() || matches!(next, '"' | '„' | '«'))
    });
    let glued = joints.next().map(|((at, mark), _)| (at + mark.len_utf8()..text.len(), Kind::Glued));
    let found: Vec<(Range<usize>, Kind)> = [behind, before, glued].into_iter().flatten().collect();
    let is_long = |part: &Range<usize>| text.get(part.clone()).is_some_and(|part| width(part) >= LEAST);
    found.into_iter().filter(move |(part, _)| is_long(part)).collect::<Vec<_>>().into_iter()
}

const DISTANCE: usize = 0;
const CHARS: usize = 1;
const WORDS: usize = 2;
const STOP: usize = 3;
const COLON: usize = 5;
const ITEM: usize = 8;
const GAP_BEFORE: usize = 9;
const GAP_BEHIND: usize = 10;
const FURNITURE: usize = 11;
const CREDIT: usize = 12;
const NEXT_CREDIT: usize = 13;
const OVERLAP: usize = 14;
const REPEATS: usize = 16;
const DIVIDERS: usize = 22;
const WHOLE: usize = 37;
const LEAD: usize = 23;

struct Scene<'a> {
    blocks: &'a [Block],
    lines: &'a [Line],
    scores: &'a [f32],
    first: usize,
    /// Of the lines before each, how many are long and end a sentence, and how many are credits.
    sentences: Vec<usize>,
    credits: Vec<usize>,
    /// Words of the lead, and of the body, that are not small words.
    lead: HashedSet,
    body: HashedSet,
    /// How often a line stands in the dump.
    repeats: Hashed<usize>,
    /// The lines, squeezed, the first of them to be found inside each other.
    inside: Inside,
    /// Words of the lines above the body.
    holders: Holders,
}

impl<'a> Scene<'a> {
    fn new(blocks: &'a [Block], lines: &'a [Line], kept: &[bool], scores: &'a [f32], first: usize) -> Self {
        let body = || blocks.iter().zip(kept).filter(|(_, kept)| **kept).map(|(block, _)| block);
        let words = |count: usize| {
            let mut words: Vec<u64> = Vec::new();
            body().take(count).for_each(|block| each_content_word(&block.text, |word| words.push(word)));
            let mut set = HashedSet::with_capacity_and_hasher(words.len(), Default::default());
            set.extend(words);
            set
        };
        let inside = Inside::new(blocks.iter().take(LOOKED_AT).map(|block| block.text.as_str()), HELD_BY);
        let mut repeats = Hashed::with_capacity_and_hasher(inside.count(), Default::default());
        for at in 0..inside.count() {
            *repeats.entry(hash_of_bytes(inside.line(at))).or_default() += 1;
        }
        let above = blocks.get(..first.min(WORDS_OF)).unwrap_or_default();
        let ends_sentence = |(block, line): (&Block, &Line)| line.chars > 50 && ends_sentence(&block.text);
        Self {
            lead: words(LEAD_LINES),
            body: words(BODY_LINES),
            blocks,
            lines,
            scores,
            first,
            sentences: counts(blocks.iter().zip(lines).map(ends_sentence)),
            credits: counts(lines.iter().map(Line::is_credit)),
            repeats,
            inside,
            holders: Holders::of(above.iter().map(|block| head(&block.text, HEAD))),
        }
    }

    fn row(&self, spot: &Spot) -> Vec<f32> {
        let at = spot.line;
        let (Some(block), Some(line)) = (self.blocks.get(at), self.lines.get(at)) else { return Vec::new() };
        let text = block.text.get(spot.part.clone()).unwrap_or(&block.text);
        let is_whole = spot.kind == Kind::Whole && at < self.inside.count();
        let key = if is_whole {
            Cow::Borrowed(self.inside.line(at))
        } else {
            Cow::Owned(squeezed(text).into_bytes())
        };
        let flag = |is: bool| f32::from(u8::from(is));
        let chars = if text.len() == block.text.len() { line.chars } else { text.chars().count() };
        let chars = chars.max(1) as f32;
        let own = content_words(text);
        let common = |of: &HashedSet| own.iter().filter(|w| of.contains(*w)).count() as f32;
        let in_lead = common(&self.lead);
        let share = |common: f32| common / own.len().max(1) as f32;
        let cases = Cases::of(text);
        let length = |at: Option<usize>| at.and_then(|at| self.lines.get(at)).map_or(0.0, |l| l.chars as f32);
        let items = (at.saturating_sub(6)..at)
            .filter(|i| self.blocks.get(*i).is_some_and(|b| b.kind == BlockKind::ListItem))
            .count();
        let next_credit = (at + 1..at + 12).find(|i| self.lines.get(*i).is_some_and(Line::is_credit));
        vec![
            self.first as f32 - at as f32,
            chars,
            pieces(text) as f32,
            flag(text.ends_with(['.', '。'])),
            flag(text.ends_with(['?', '!', '？', '！'])),
            flag(text.ends_with(':')),
            cases.digits as f32 / chars,
            cases.capitals as f32 / cases.letters.max(1) as f32,
            flag(block.kind == BlockKind::ListItem),
            flag(block.gap || at == 0),
            flag(self.blocks.get(at + 1).is_none_or(|next| next.gap)),
            flag(line.furniture.is_some()),
            flag(line.is_credit()),
            next_credit.map_or(20.0, |i| (i - at) as f32),
            share(in_lead),
            share(common(&self.body)),
            self.repeats.get(&hash_of_bytes(&key)).copied().unwrap_or(0) as f32,
            self.scores.get(at).copied().unwrap_or(0.0),
            at as f32,
            length(at.checked_sub(1)),
            length(Some(at + 1)),
            items as f32,
            dividers(text).len() as f32,
            in_lead,
            flag(text.chars().next().is_some_and(char::is_lowercase)),
            between(&self.credits, at + 1..self.first),
            flag(text.starts_with(['"', '“', '„', '«', '\''])),
            own.len() as f32,
            self.held_by(&key),
            between(&self.sentences, at + 1..at + 2),
            between(&self.sentences, at + 2..at + 3),
            length(Some(at + 2)),
            between(&self.sentences, at + 1..self.first),
            between(&self.sentences, at.saturating_sub(4)..at),
            flag(self.lines.get(at + 1).is_some_and(Line::is_credit)),
            flag(at.checked_sub(1).and_then(|i| self.lines.get(i)).is_some_and(Line::is_credit)),
            flag(self.blocks.get(at + 1).is_some_and(|b| b.kind == BlockKind::ListItem)),
            flag(spot.kind == Kind::Whole),
            flag(spot.kind == Kind::Behind),
            flag(spot.kind == Kind::Before),
            flag(spot.kind == Kind::Glued),
            text.len() as f32 / block.text.len().max(1) as f32,
            spot.part.start as f32,
            flag(block.text.contains('|')),
            self.holders.similar(at, &own),
            self.holds(&key),
            flag(is_captioned(text)),
            flag(!line.dates.is_empty()),
            flag(!line.people.is_empty()),
            flag(line.agency.is_some()),
            line.other_words as f32,
        ]
    }

    /// The greatest share of a line that another line above the body makes up: a breadcrumb ends with the headline.
    fn holds(&self, key: &[u8]) -> f32 {
        self.inside.longest_in(key, self.first.min(HELD_BY)) as f32 / key.len().max(1) as f32
    }

    /// In how many longer lines a line stands.
    fn held_by(&self, key: &[u8]) -> f32 {
        if key.len() < 12 { 0.0 } else { self.inside.holding(key, 2_000, 9) as f32 }
    }
}

/// How many letters, capitals and ASCII digits a text has.
#[derive(Debug, Clone, Copy, Default)]
struct Cases {
    letters: usize,
    capitals: usize,
    digits: usize,
}

impl Cases {
    fn of(text: &str) -> Self {
        let mut cases = Self::default();
        for c in text.chars() {
            cases.letters += usize::from(is_letter(c));
            cases.capitals += usize::from(is_capital(c));
            cases.digits += usize::from(c.is_ascii_digit());
        }
        cases
    }
}

/// Whether a long line ends as sentences do.
fn ends_sentence(text: &str) -> bool {
    text.ends_with(['.', '。', '!', '?'])
}

/// How many are marked before each place, and before the end.
fn counts(marked: impl Iterator<Item = bool>) -> Vec<usize> {
    let sums = marked.scan(0, |count, is| {
        *count += usize::from(is);
        Some(*count)
    });
    std::iter::once(0).chain(sums).collect()
}

/// How many are marked in a range; none where it is empty, or behind the end.
fn between(counts: &[usize], range: Range<usize>) -> f32 {
    let before = |place: usize| counts.get(place).or(counts.last()).copied().unwrap_or(0);
    before(range.end).saturating_sub(before(range.start)) as f32
}

/// What the rules make of a row: length, standing alone, words in common with the lead, a credit line behind it.
fn by_rule(row: &[f32]) -> f32 {
    let at = |column: usize| row.get(column).copied().unwrap_or(0.0);
    let length = match at(CHARS) {
        c if (25.0..140.0).contains(&c) => 2.0,
        c if (12.0..220.0).contains(&c) => 0.5,
        _ => -3.0,
    };
    let distance = at(DISTANCE);
    length + 0.5 * (at(GAP_BEFORE) + at(GAP_BEHIND)) + 3.0 * at(OVERLAP) + 0.5 * at(LEAD).min(5.0)
        - 3.0 * at(ITEM)
        - 10.0 * at(FURNITURE)
        - 6.0 * at(CREDIT)
        - 1.5 * at(STOP)
        - 2.0 * at(COLON)
        - 0.08 * distance.max(0.0)
        - if distance <= 0.0 { 3.0 } else { 0.0 }
        - if at(WORDS) < 3.0 { 1.5 } else { 0.0 }
        + if at(NEXT_CREDIT) < 6.0 { 1.5 } else { 0.0 }
        + if at(REPEATS) > 1.0 { 0.5 } else { 0.0 }
        - 0.3 * at(DIVIDERS).min(3.0)
        - if at(WHOLE) > 0.0 { 0.0 } else { 5.0 }
}

/// The line at which a wire story begins: it opens with a dateline that names an agency or a day.
///
/// It is looked for down to a little behind `first`, the first line that was taken for body.
pub(super) fn wire_lead(blocks: &[Block], lines: &[Line], first: usize) -> Option<usize> {
    let opens =
        |(block, line): (&Block, &Line)| *line.opens_wire_story.get_or_init(|| opens_wire_story(block));
    blocks.iter().zip(lines).take(first + 3).position(opens)
}

/// Whether a line opens with a dateline that names an agency or a day.
pub(super) fn opens_wire_story(block: &Block) -> bool {
    dateline(&block.text).is_some_and(|found| found.agency.is_some() || found.date.is_some())
}

/// Whether a line credits a picture.
fn is_captioned(text: &str) -> bool {
    const MARKS: [(Signs, &str); 12] = signed![
        "©", "foto:", "photo:", "bild:", "getty", "/afp", "/ afp", "reuters", "fotos:", "photos:", "image:",
        "/dpa",
    ];
    let signs = Signs::of(text);
    let may_be = MARKS.iter().any(|(own, _)| signs.may_hold(*own));
    may_be && holds_any(&lowered(text), signs, &MARKS)
}

/// Letters at the start of a line whose words are compared.
const HEAD: usize = LONGEST;

/// The first letters of a line.
fn head(text: &str, length: usize) -> &str {
    if text.len() <= length {
        return text;
    }
    text.char_indices().nth(length).map_or(text, |(end, _)| text.get(..end).unwrap_or(text))
}
