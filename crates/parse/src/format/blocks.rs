//! Plain text in a field, cut into paragraphs.

mod wrap;

use crate::text::Mapped;
use offwire_article::{Paragraph, text};
use std::ops::Range;

/// Longest line that a terminal or typewriter wrapped.
const WRAPPED: usize = 100;

/// The paragraphs of running text, by the way it marks them: blank lines, indented first lines, or one line
/// a paragraph. Lines that were wrapped at a fixed width are joined.
pub(crate) fn paragraphs(mapped: &Mapped) -> Vec<Paragraph> {
    let lines = mapped.lines();
    let set = if is_wrapped(mapped, &lines) { wrapped(mapped, &lines) } else { Set::Plain };
    let groups = groups(mapped, lines, set);
    groups.into_iter().map(|group| joined(mapped, &group.lines)).filter(|p| !p.text.is_empty()).collect()
}

/// A paragraph of a dump, and whether a blank line stands before it.
pub(crate) struct Unit {
    pub paragraph: Paragraph,
    pub gap: bool,
}

/// The lines and paragraphs of a page dumped to text: as [`paragraphs`], and where a dump is wrapped among short
/// lines, such as those of menus, each line that is full goes on in the next.
pub(crate) fn units(mapped: &Mapped) -> Vec<Unit> {
    let lines = mapped.lines();
    let set = match () {
        () if is_wrapped(mapped, &lines) => wrapped(mapped, &lines),
        () => wrap::width(mapped, &lines).map_or_else(|| narrow(mapped, &lines), Set::Mixed),
    };
    let groups = groups(mapped, lines, set);
    let unit = |group: Group| Unit { paragraph: joined(mapped, &group.lines), gap: group.gap };
    groups.into_iter().map(unit).filter(|unit| !unit.paragraph.text.is_empty()).collect()
}

/// How the lines of a text are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Set {
    /// A line is a paragraph.
    Plain,
    /// Nearly all lines were ended by a fixed width; whether strictly, so that a line which is not full was ended by
    /// its writer.
    Wrapped { strictly: bool },
    /// Some were, by a width of so many characters.
    Mixed(usize),
    /// None is longer than so many characters, and they are too few to tell: those that break off in a sentence were.
    Narrow(usize),
}

/// Lines that are one paragraph, and whether a blank line stands before them.
struct Group {
    lines: Vec<Range<usize>>,
    gap: bool,
}

fn groups(mapped: &Mapped, lines: Vec<Range<usize>>, set: Set) -> Vec<Group> {
    let indented = matches!(set, Set::Wrapped { .. } | Set::Narrow(_)) && opens_by_indent(mapped, &lines);
    let width = usual_width(mapped, &lines);
    let mut groups: Vec<Group> = Vec::new();
    let mut gap = false;
    for line in lines {
        let content = trimmed(mapped, line.clone());
        if content.is_empty() {
            gap = true;
            continue;
        }
        let opens = indented && content.start - line.start >= 2;
        let last = groups.last().and_then(|group| group.lines.last());
        let goes_on = match set {
            Set::Plain => false,
            Set::Wrapped { strictly } => {
                let ends = |last: &Range<usize>| {
                    !indented && ends_early(mapped, last, &content, width)
                        || strictly && wrap::is_ended(mapped, last, &content, width)
                };
                !opens && !last.is_some_and(ends)
            }
            Set::Narrow(width) => {
                !opens && last.is_some_and(|last| breaks_off(mapped, last, &content, width))
            }
            Set::Mixed(width) => last.is_some_and(|last| wrap::goes_on(mapped, last, &content, width)),
        };
        match groups.last_mut().filter(|_| !gap && goes_on) {
            Some(group) => group.lines.push(content),
            None => groups.push(Group { lines: vec![content], gap }),
        }
        gap = false;
    }
    groups
}

/// How the lines of a wrapped text are set.
fn wrapped(mapped: &Mapped, lines: &[Range<usize>]) -> Set {
    let width = usual_width(mapped, lines);
    Set::Wrapped { strictly: wrap::is_strict(mapped, lines, width) }
}

/// How the lines of a text are set that shows no width.
fn narrow(mapped: &Mapped, lines: &[Range<usize>]) -> Set {
    let longest = lines.iter().map(|line| length(mapped, line)).max().unwrap_or(0);
    if (WIDE..=WRAPPED).contains(&longest) { Set::Narrow(longest) } else { Set::Plain }
}

/// Shortest line that breaks off because it is full, in characters.
const WIDE: usize = 60;

/// Whether a line breaks off in a sentence that the next goes on with: in a small letter, or since it is full.
fn breaks_off(mapped: &Mapped, line: &Range<usize>, next: &Range<usize>, width: usize) -> bool {
    let opens_small = mapped.as_str().get(next.clone()).is_some_and(|n| n.starts_with(char::is_lowercase));
    let is_full = || length(mapped, line) >= WIDE && wrap::goes_on(mapped, line, next, width);
    !stops_here(mapped, line) && (opens_small && !wrap::is_ended(mapped, line, next, width) || is_full())
}

/// The paragraphs of lines at a fixed width of which those that are indented by `indent` or more open one.
pub(crate) fn indented(mapped: &Mapped, indent: usize) -> Vec<Paragraph> {
    let mut groups: Vec<Vec<Range<usize>>> = Vec::new();
    for line in mapped.lines() {
        let content = trimmed(mapped, line.clone());
        let opens = content.start - line.start >= indent;
        match groups.last_mut() {
            _ if content.is_empty() => {}
            Some(group) if !opens => group.push(content),
            _ => groups.push(vec![content]),
        }
    }
    groups.into_iter().map(|group| joined(mapped, &group)).filter(|p| !p.text.is_empty()).collect()
}

/// Whether a line ends a sentence where the first word of the next would still have fitted.
fn ends_early(mapped: &Mapped, line: &Range<usize>, next: &Range<usize>, width: usize) -> bool {
    let next = mapped.as_str().get(next.clone()).unwrap_or_default();
    let word = next.split_whitespace().next().map_or(0, |word| word.chars().count());
    length(mapped, line) + 1 + word + 4 < width && stops_here(mapped, line)
}

fn length(mapped: &Mapped, line: &Range<usize>) -> usize {
    mapped.as_str().get(line.clone()).map_or(0, |line| line.chars().count())
}

/// The whole text as one paragraph; `None` where it is blank.
pub(crate) fn whole(mapped: &Mapped) -> Option<Paragraph> {
    let content = trimmed(mapped, 0..mapped.as_str().len());
    (!content.is_empty()).then(|| joined(mapped, &[content]))
}

/// Whether the line ends of a block of markup are those of paragraphs: blank lines between, indented lines, or
/// many lines that each end a sentence.
pub(crate) fn has_paragraphs(mapped: &Mapped) -> bool {
    let lines = mapped.lines();
    let full: Vec<&Range<usize>> =
        lines.iter().filter(|l| !trimmed(mapped, (*l).clone()).is_empty()).collect();
    if full.len() < 3 {
        return false;
    }
    let (Some(first), Some(last)) = (full.first(), full.last()) else { return false };
    let inside = first.start..last.end;
    let blank = lines.iter().any(|l| inside.contains(&l.start) && trimmed(mapped, l.clone()).is_empty());
    if blank || is_wrapped(mapped, &lines) {
        return blank || opens_by_indent(mapped, &lines);
    }
    let stops = full.iter().filter(|l| stops_here(mapped, l)).count();
    stops * 3 > full.len() * 2
}

/// One paragraph out of lines, from the first to the last.
fn joined(mapped: &Mapped, lines: &[Range<usize>]) -> Paragraph {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return Paragraph::default() };
    let whole = first.start..last.end;
    let words = text::fold_space(&text::nfc(mapped.as_str().get(whole.clone()).unwrap_or_default()));
    Paragraph::text(words).with_source(mapped.spans(whole))
}

/// A line without the blanks around it.
pub(crate) fn trimmed(mapped: &Mapped, line: Range<usize>) -> Range<usize> {
    let words = mapped.as_str().get(line.clone()).unwrap_or_default();
    let start = line.start + (words.len() - words.trim_start().len());
    let end = line.start + words.trim_end().len();
    start..end.max(start)
}

/// The length of a line with its indent, without the blanks behind it.
fn written(mapped: &Mapped, line: &Range<usize>) -> usize {
    mapped.as_str().get(line.clone()).map_or(0, |line| line.trim_end().chars().count())
}

/// The length that all but one line in eight keep to, where none is much longer: a dateline that was set before the
/// first line of a text reaches beyond the width that ended the others. Else the longest.
fn usual_width(mapped: &Mapped, lines: &[Range<usize>]) -> usize {
    const ONE_IN: usize = 8;
    let mut lengths: Vec<usize> = lines.iter().map(|line| written(mapped, line)).filter(|l| *l > 0).collect();
    lengths.sort_unstable_by(|a, b| b.cmp(a));
    let longest = lengths.first().copied().unwrap_or(0);
    let usual = lengths.get(lengths.len() / ONE_IN).copied().unwrap_or(0);
    if longest * 2 <= usual * 3 { usual } else { longest }
}

/// Whether the lines end where a fixed width ended them: several lines stand together, none is long, and most
/// of those that go on are nearly as long as the longest.
fn is_wrapped(mapped: &Mapped, lines: &[Range<usize>]) -> bool {
    let lengths: Vec<usize> = lines.iter().map(|line| written(mapped, line)).collect();
    let longest = usual_width(mapped, lines);
    if !(30..=WRAPPED).contains(&longest) {
        return false;
    }
    let (mut goes_on, mut long, mut stops) = (0usize, 0usize, 0usize);
    for (pair, line) in lengths.windows(2).zip(lines).filter(|(pair, _)| pair.iter().all(|l| *l > 0)) {
        goes_on += 1;
        long += usize::from(pair.first().is_some_and(|l| l * 3 > longest * 2));
        stops += usize::from(stops_here(mapped, line));
    }
    goes_on > 0 && long * 2 > goes_on && stops * 2 <= goes_on
}

/// Whether a line ends as sentences end.
fn stops_here(mapped: &Mapped, line: &Range<usize>) -> bool {
    let line = mapped.as_str().get(line.clone()).unwrap_or_default();
    line.trim_end()
        .trim_end_matches(['"', '\'', ')', '”', '’', '»'])
        .ends_with(['.', '!', '?', '。', '…', ':'])
}

/// Whether some lines, not nearly all, begin further in than others.
fn opens_by_indent(mapped: &Mapped, lines: &[Range<usize>]) -> bool {
    let full: Vec<&Range<usize>> =
        lines.iter().filter(|l| !trimmed(mapped, (*l).clone()).is_empty()).collect();
    let indented = full.iter().filter(|l| trimmed(mapped, (**l).clone()).start - l.start >= 2).count();
    indented > 0 && indented * 10 < full.len() * 9
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(text: &str) -> Vec<String> {
        let raw = Mapped::verbatim(text, 0);
        let found = paragraphs(&raw);
        for paragraph in &found {
            let cut = paragraph.source[0].cut(text.as_bytes()).unwrap();
            assert_eq!(text::fold_space(std::str::from_utf8(cut).unwrap()), paragraph.text);
        }
        found.into_iter().map(|p| p.text).collect()
    }

    #[test]
    fn one_line_is_one_paragraph_where_nothing_wraps() {
        let long = "The harbour reopened on Monday after a storm that had closed it for the better part of a week, officials said.";
        assert_eq!(texts(&format!("{long}\n{long}\n\nShort.")), [long, long, "Short."]);
    }

    #[test]
    fn wrapped_lines_are_joined_up_to_a_blank_line() {
        let text = "The harbour reopened on Monday after a storm\nthat had closed it for the better part of\na week.\n\nFerries run again.";
        assert_eq!(
            texts(text),
            [
                "The harbour reopened on Monday after a storm that had closed it for the better part of a week.",
                "Ferries run again."
            ]
        );
    }

    proptest! {
        #[test]
        fn no_word_of_a_dump_is_lost_nor_moved(
            lines in prop::collection::vec("(• )?([a-z.]{1,9} ){0,14}", 0..40)
        ) {
            let text = lines.join("\n");
            let found = units(&Mapped::verbatim(&text, 0));
            let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            let told: Vec<String> = found.iter().flat_map(|unit| words(&unit.paragraph.text)).collect();
            prop_assert_eq!(told, words(&text));
            for unit in &found {
                let cut = unit.paragraph.source[0].cut(text.as_bytes()).unwrap();
                prop_assert_eq!(words(std::str::from_utf8(cut).unwrap()), words(&unit.paragraph.text));
            }
        }
    }

    #[test]
    fn a_dump_is_wrapped_among_the_short_lines_of_its_menus() {
        let text = "Home\nNews\nSport\nWeather\nContact\nLog in\n\nThe harbour reopened on Monday after a storm that had closed it for the\nbetter part of a week, officials said, and the ferries to the outer islands\nran again.\nFishers waited.\n\nThe wall of the old town was broken in three places, and the repair of it\nwill take until May, the mayor said.\n\nShare\nPrint\nMore";
        let raw = Mapped::verbatim(text, 0);
        let found = units(&raw);
        let told: Vec<(&str, bool)> = found.iter().map(|u| (u.paragraph.text.as_str(), u.gap)).collect();
        assert_eq!(told.len(), 12, "{told:?}");
        assert_eq!(told[0], ("Home", false));
        assert_eq!(told[1], ("News", false));
        assert!(told[6].0.ends_with("ran again.") && told[6].1, "{told:?}");
        assert_eq!(told[7], ("Fishers waited.", false));
        assert!(told[8].0.ends_with("the mayor said.") && told[8].1);
        // One longer line, such as a menu that nothing wrapped, does not undo that of many.
        let story = text.split("\n\n").nth(1).unwrap();
        let menu = "Home | News | Sport | Weather | Contact ".repeat(4);
        let found = units(&Mapped::verbatim(format!("{menu}\n\n{}", format!("{story}\n\n").repeat(6)), 0));
        assert_eq!(found.iter().filter(|u| u.paragraph.text.ends_with("ran again.")).count(), 6);
        assert_eq!(found.len(), 13);
        // Alone, the same lines are a paragraph each: nothing says that a width ended them.
        assert!(units(&Mapped::verbatim("Home\nNews from the harbour\nSport", 0)).len() == 3);
    }

    #[test]
    fn lines_above_a_story_that_end_early_are_lines_of_their_own() {
        let lead = "The harbour reopened on Monday after a storm that had closed it for the better\npart of a week, officials said, and the ferries to the outer islands ran again.";
        let told = |text: String| -> Vec<String> {
            units(&Mapped::verbatim(text, 0)).into_iter().map(|unit| unit.paragraph.text).collect()
        };
        let joined = lead.replace('\n', " ");
        let head = ["BC-STORM-LEAD", "URGENT", "By ANN LEE"];
        // Two lines show no width: they break off in a sentence.
        let short = told(format!("{}\n{lead}", head.join("\n")));
        assert_eq!(short, [&head[..], &[joined.as_str()]].concat());
        let long = told(format!("{}\n{lead}\n\n{lead}\n\n{lead}\n\n{lead}", head.join("\n")));
        assert_eq!(long[..4], [&head[..], &[joined.as_str()]].concat());
    }

    #[test]
    fn a_line_that_reaches_beyond_the_width_hides_it_from_no_other() {
        let text = "LINDHAM, June 2 - The harbour reopened on Monday after\nit was closed the better part of a week,\nofficials said, and ferries ran again to\nthe outer islands.\n\nFishers had waited for days on the north\npier, and some of them had gone home to\nthe hills, where they keep their goats,\nuntil the wind would turn.";
        assert_eq!(texts(text).len(), 2);
    }

    #[test]
    fn an_indented_line_opens_a_paragraph() {
        let text = "The harbour reopened on Monday after a storm\nthat had closed it.\n    Ferries run again to all the outer islands\nfrom the north pier.";
        assert_eq!(texts(text).len(), 2);
    }
}
