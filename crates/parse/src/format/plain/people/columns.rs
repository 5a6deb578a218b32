//! What the choice of a dump's authors looks at.

use super::lower::Lower;
use super::{KINDS, Kind, Signed};
use crate::block::{Block, BlockKind};
use crate::field::agency::is_agency;
use crate::field::byline::{is_person, is_role};
use crate::format::plain::line::Line;
use memchr::memmem;

/// Columns that the rules look at.
const FROM_HEADLINE: usize = 0;
const FROM_BODY: usize = 1;
const FROM_END: usize = 2;
const DATE_NEAR: usize = 3;
const ITEM: usize = 4;
const FIRST_KIND: usize = 5;

/// The dump around the candidates.
pub(super) struct Scene<'a> {
    pub(super) blocks: &'a [Block],
    pub(super) lower: Lower,
    pub(super) lines: &'a [Line],
    /// Lines of the headline and of the first and last of the body.
    pub(super) place: (usize, usize, usize),
}

impl Scene<'_> {
    pub(super) fn row(&self, all: &[Signed], at: usize, signed: &Signed) -> Vec<f32> {
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
pub(super) fn by_rule(row: &[f32]) -> f32 {
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
