//! What ANPA-1312 and IPTC 7901 share: frames of control characters, lines inside them, closing times.

use super::{Cut, Splitter, blocks};
use crate::text::Mapped;
use memchr::memchr;
use offwire_article::{NewsDate, Paragraph};
use std::ops::Range;

pub(crate) const SOH: u8 = 0x01;
pub(crate) const STX: char = '\u{2}';
pub(crate) const ETX: char = '\u{3}';
const EOT: u8 = 0x04;
const SYN: u8 = 0x16;
const DEL: u8 = 0x7f;

/// Cuts a tape into transmissions, from SOH (with what synchronises before it) to EOT.
#[derive(Debug, Default)]
pub(crate) struct Frames;

impl Splitter for Frames {
    fn cut(&mut self, buffer: &[u8], complete: bool) -> Cut {
        let idle = |b: &&u8| b.is_ascii_whitespace() || matches!(**b, 0 | 0x0c | DEL | EOT);
        let gap = buffer.iter().take_while(idle).count();
        if gap > 0 {
            return Cut::Skip(gap);
        }
        let end = memchr(EOT, buffer);
        // A transmission whose end was lost goes to the next start.
        let own = buffer.iter().position(|b| *b == SOH).map_or(1, |at| at + 1);
        let next = buffer.get(own..).and_then(|rest| memchr(SOH, rest)).map(|at| own + at);
        match (next, end) {
            (next, Some(end)) if next.is_none_or(|next| end < next) => Cut::Record(end + 1),
            (Some(next), _) => {
                let syncs =
                    buffer.get(..next).unwrap_or_default().iter().rev().take_while(|b| **b == SYN).count();
                Cut::Record((next - syncs).max(1))
            }
            (None, _) if complete => Cut::Record(buffer.len()),
            (None, _) => Cut::More,
        }
    }

    fn resume(&mut self, buffer: &[u8]) -> Option<usize> {
        memchr(EOT, buffer).map(|at| at + 1).or_else(|| memchr(SOH, buffer))
    }
}

/// Header, text and trailer of a transmission, as ranges of its text.
pub(crate) struct Parts {
    pub(crate) header: Range<usize>,
    pub(crate) text: Range<usize>,
    pub(crate) trailer: Range<usize>,
}

/// Parts a transmission at STX and ETX; where they were lost, behind the first `header_lines` lines.
pub(crate) fn parts(mapped: &Mapped, header_lines: usize) -> Parts {
    let all = mapped.as_str();
    let start = all.find(STX).unwrap_or_else(|| {
        let full = mapped.lines().into_iter().filter(|l| !blocks::trimmed(mapped, l.clone()).is_empty());
        full.take(header_lines).last().map_or(0, |line| line.end)
    });
    let end = all.get(start..).and_then(|rest| rest.find(ETX)).map_or(all.len(), |at| start + at);
    Parts { header: 0..start, text: start..end, trailer: end..all.len() }
}

/// One line without controls and blanks at its ends; blank lines are kept, as empty ranges.
pub(crate) fn lines(mapped: &Mapped, part: &Range<usize>) -> Vec<Range<usize>> {
    let inside = mapped.lines().into_iter().filter_map(|line| {
        let line = line.start.max(part.start)..line.end.min(part.end);
        (line.start <= line.end && part.contains(&line.start)).then_some(line)
    });
    inside.map(|line| bare(mapped, line)).collect()
}

/// A line without the controls and blanks at its ends.
pub(crate) fn bare(mapped: &Mapped, line: Range<usize>) -> Range<usize> {
    let noise = |c: char| c.is_whitespace() || c.is_control();
    let words = mapped.as_str().get(line.clone()).unwrap_or_default();
    let start = line.start + (words.len() - words.trim_start_matches(noise).len());
    let end = line.start + words.trim_end_matches(noise).len();
    start..end.max(start)
}

/// `131137 GMT Nov 13`, `091223 dec 18`: day, hour and minute, zone, month, two digits of the year.
pub(crate) fn closing_time(line: &str) -> Option<NewsDate> {
    let words: Vec<&str> =
        line.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect();
    let stamp = words.first().filter(|w| w.len() == 6 && w.bytes().all(|b| b.is_ascii_digit()))?;
    let (zone, month, year) = match words.get(1..)? {
        [month, year] => ("", *month, *year),
        [zone, month, year, ..] => (*zone, *month, *year),
        _ => return None,
    };
    let month = month_number(month)?;
    let year = super::when::century(year)?;
    let (day, hour, minute) = (stamp.get(..2)?, stamp.get(2..4)?, stamp.get(4..6)?);
    super::when::read(&format!("{year:04}-{month:02}-{day} {hour}:{minute} {zone}"))
}

/// Months by three letters, in the languages of the agencies that use the format.
fn month_number(name: &str) -> Option<u8> {
    const NAMES: [&[&str]; 12] = [
        &["jan", "ene", "gen", "jän"],
        &["feb", "fév", "fev"],
        &["mar", "mär", "mrz", "maa", "mrt"],
        &["apr", "avr", "abr"],
        &["may", "mai", "maj", "mei", "mag"],
        &["jun", "jui", "giu"],
        &["jul", "juil", "lug"],
        &["aug", "aoû", "aou", "ago"],
        &["sep", "set"],
        &["oct", "okt", "ott", "out"],
        &["nov"],
        &["dec", "dez", "déc", "dic", "des"],
    ];
    let lower = name.to_lowercase();
    let head: String = lower.chars().take(if lower.starts_with("jui") { 4 } else { 3 }).collect();
    let found = NAMES.iter().position(|names| names.contains(&head.as_str()));
    let found = found.or_else(|| (head == "juin").then_some(5));
    u8::try_from(found? + 1).ok()
}

/// The sign for a dash and the quotation marks of teletypes as print has them.
pub(crate) fn print_signs(paragraph: &mut Paragraph) {
    if paragraph.text.contains(['`', '_']) || paragraph.text.contains("''") {
        paragraph.text = paragraph.text.replace("``", "“").replace("''", "”").replace(" _ ", " — ");
    }
}

#[cfg(test)]
mod tests {
    use super::super::split::tests::pieces;
    use super::*;

    #[test]
    fn closing_times_are_day_hour_minute() {
        for (line, want) in [
            ("212101 GMT Nov 18", Some("2018-11-21T21:01Z")),
            ("\u{3}091223 dec 18\r", Some("2018-12-09T12:23")),
            ("101137 GMT Dez 18", Some("2018-12-10T11:37Z")),
            ("12 GMT Nov 18", None),
        ] {
            assert_eq!(closing_time(line).map(|d| d.to_string()).as_deref(), want, "{line}");
        }
    }

    #[test]
    fn a_tape_is_cut_at_its_frames() {
        let tape = b"\x16\x16\x01one\x04\r\n\n\x16\x16\x01two lost its end\n\x16\x16\x01three\x04\x7f";
        for step in [1, 4, 200] {
            let got = pieces(&mut Frames, tape, step);
            assert_eq!(got.len(), 3, "{step} {got:?}");
            assert!(got[2].contains("three"));
        }
    }
}
