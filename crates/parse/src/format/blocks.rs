//! Plain text in a field, cut into paragraphs.

mod lines;
mod wrap;

use crate::text::Mapped;
use lines::{Line, Lines, Place};
use offwire_article::{Paragraph, Span, text};
use std::borrow::Cow;
use std::ops::Range;

/// Longest line that a terminal or typewriter wrapped.
const WRAPPED: usize = 100;

/// The paragraphs of running text, by the way it marks them: blank lines, indented first lines, or one line
/// a paragraph. Lines that were wrapped at a fixed width are joined.
pub(crate) fn paragraphs(mapped: &Mapped) -> Vec<Paragraph> {
    let lines = Lines::of(mapped);
    let set = if is_wrapped(&lines) { wrapped(&lines) } else { Set::Plain };
    let groups = groups(&lines, set);
    let typeset = lines.are_typeset();
    let paragraph = |group: Group| {
        let text = folded(mapped, group.whole.clone(), typeset).0;
        Paragraph::text(text).with_source(mapped.spans(group.whole))
    };
    groups.into_iter().map(paragraph).filter(|p| !p.text.is_empty()).collect()
}

/// A paragraph of a dump, where it begins in the raw record, and whether a blank line stands before it.
pub(crate) struct Unit {
    pub text: String,
    /// Whether it surely is in NFC with its white space folded.
    pub is_plain: bool,
    pub span: Span,
    pub gap: bool,
}

/// The lines and paragraphs of a page dumped to text: as [`paragraphs`], and where a dump is wrapped among short
/// lines, such as those of menus, each line that is full goes on in the next.
pub(crate) fn units(mapped: &Mapped) -> impl Iterator<Item = Unit> {
    let lines = Lines::of(mapped);
    let set = match () {
        () if is_wrapped(&lines) => wrapped(&lines),
        () => wrap::width(&lines).map_or_else(|| narrow(&lines), Set::Mixed),
    };
    let typeset = lines.are_typeset();
    let unit = move |group: Group| {
        let (text, is_plain) = folded(mapped, group.whole.clone(), typeset);
        Unit { text, is_plain, span: mapped.first_span(group.whole), gap: group.gap }
    };
    groups(&lines, set).into_iter().map(unit).filter(|unit| !unit.text.is_empty())
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

/// Lines that are one paragraph, from the first to the last, and whether a blank line stands before them.
struct Group {
    whole: Range<usize>,
    gap: bool,
}

fn groups(lines: &Lines<'_>, set: Set) -> Vec<Group> {
    let indented = matches!(set, Set::Wrapped { .. } | Set::Narrow(_)) && lines.open_by_indent();
    let width = lines.width;
    let mut groups: Vec<Group> = Vec::with_capacity(lines.all.len());
    let mut last: Option<&Line> = None;
    let mut gap = false;
    for line in &lines.all {
        if line.is_blank() || line.place == Place::Head {
            gap = true;
            continue;
        }
        gap |= line.place == Place::Opens && !last.is_some_and(|last| is_broken_off(lines, last));
        let opens = indented && line.is_indented();
        let goes_on = match set {
            Set::Plain => false,
            Set::Wrapped { strictly } => {
                let ends = |last: &Line| {
                    !indented && ends_early(lines, last, line, width)
                        || strictly && wrap::is_ended(lines, last, line, width)
                };
                !opens && !last.is_some_and(ends)
            }
            Set::Narrow(width) => !opens && last.is_some_and(|last| breaks_off(lines, last, line, width)),
            Set::Mixed(width) => last.is_some_and(|last| wrap::goes_on(lines, last, line, width)),
        };
        match groups.last_mut().filter(|_| !gap && goes_on) {
            Some(group) => group.whole.end = line.content.end,
            None => groups.push(Group { whole: line.content.clone(), gap }),
        }
        last = Some(line);
        gap = false;
    }
    groups
}

/// Whether a line ends inside a sentence, so that the next page goes on with it.
fn is_broken_off(lines: &Lines<'_>, line: &Line) -> bool {
    let text = lines.text(line);
    text.ends_with(|c: char| c.is_lowercase() || matches!(c, '-' | ',')) && !lines.stops_here(line)
}

/// How the lines of a wrapped text are set.
fn wrapped(lines: &Lines<'_>) -> Set {
    Set::Wrapped { strictly: wrap::is_strict(lines) }
}

/// How the lines of a text are set that shows no width.
fn narrow(lines: &Lines<'_>) -> Set {
    let longest = lines.all.iter().map(|line| line.whole).max().unwrap_or(0);
    if (WIDE..=WRAPPED).contains(&longest) { Set::Narrow(longest) } else { Set::Plain }
}

/// Shortest line that breaks off because it is full, in characters.
const WIDE: usize = 60;

/// Whether a line breaks off in a sentence that the next goes on with: in a small letter, or since it is full.
fn breaks_off(lines: &Lines<'_>, line: &Line, next: &Line, width: usize) -> bool {
    let opens_small = lines.text(next).starts_with(char::is_lowercase);
    let is_full = || line.length >= WIDE && wrap::goes_on(lines, line, next, width);
    !lines.stops_here(line) && (opens_small && !wrap::is_ended(lines, line, next, width) || is_full())
}

/// The paragraphs of lines at a fixed width of which those that are indented by `indent` or more open one.
pub(crate) fn indented(mapped: &Mapped, indent: usize) -> Vec<Paragraph> {
    let mut groups: Vec<Range<usize>> = Vec::new();
    for line in mapped.lines() {
        let content = trimmed(mapped, line.clone());
        let opens = content.start - line.start >= indent;
        match groups.last_mut() {
            _ if content.is_empty() => {}
            Some(group) if !opens => group.end = content.end,
            _ => groups.push(content),
        }
    }
    groups.into_iter().map(|group| joined(mapped, group)).filter(|p| !p.text.is_empty()).collect()
}

/// Whether a line ends a sentence where the first word of the next would still have fitted.
fn ends_early(lines: &Lines<'_>, line: &Line, next: &Line, width: usize) -> bool {
    line.length + 1 + lines.first_word(next) + 4 < width && lines.stops_here(line)
}

/// The whole text as one paragraph; `None` where it is blank.
pub(crate) fn whole(mapped: &Mapped) -> Option<Paragraph> {
    let content = trimmed(mapped, 0..mapped.as_str().len());
    (!content.is_empty()).then(|| joined(mapped, content))
}

/// Whether the line ends of a block of markup are those of paragraphs: blank lines between, indented lines, or
/// many lines that each end a sentence.
pub(crate) fn has_paragraphs(mapped: &Mapped) -> bool {
    let lines = Lines::of(mapped);
    let full: Vec<&Line> = lines.all.iter().filter(|line| !line.is_blank()).collect();
    if full.len() < 3 {
        return false;
    }
    let (Some(first), Some(last)) = (full.first(), full.last()) else { return false };
    let inside = first.start..last.content.end;
    let blank = lines.all.iter().any(|line| inside.contains(&line.start) && line.is_blank());
    if blank || is_wrapped(&lines) {
        return blank || lines.open_by_indent();
    }
    let stops = full.iter().filter(|line| lines.stops_here(line)).count();
    stops * 3 > full.len() * 2
}

/// One paragraph out of lines, from the first to the last.
fn joined(mapped: &Mapped, whole: Range<usize>) -> Paragraph {
    Paragraph::text(folded(mapped, whole.clone(), false).0).with_source(mapped.spans(whole))
}

/// The text of a part, in NFC, its white space folded, and whether it stands so there.
fn folded(mapped: &Mapped, part: Range<usize>, typeset: bool) -> (String, bool) {
    let text = mapped.as_str().get(part).unwrap_or_default();
    match text::is_plain(text) {
        true => (text.to_owned(), true),
        false => (text::fold_space(&rejoined(&text::nfc(text), typeset)), false),
    }
}

/// A text whose words that a line end parts are whole again. A hyphen there stays but in typeset text, whose typesetter
/// has added it; Chinese and Japanese have no blank between lines.
fn rejoined(text: &str, typeset: bool) -> Cow<'_, str> {
    let mut whole = String::new();
    let mut from = 0;
    for (at, _) in text.match_indices(['\n', '\r']) {
        let Some(before) = text.get(from..at).map(str::trim_end) else { continue };
        let rest = text.get(at..).unwrap_or_default().trim_start();
        let (Some(last), Some(next)) = (before.chars().next_back(), rest.chars().next()) else { continue };
        let word = before.strip_suffix('-').filter(|word| word.ends_with(char::is_alphabetic));
        let kept = match word.filter(|_| next.is_lowercase()) {
            Some(word) if typeset => word,
            Some(_) => before,
            None if is_unspaced(last) && is_unspaced(next) => before,
            None => continue,
        };
        whole.push_str(kept);
        from = text.len() - rest.len();
    }
    if from == 0 {
        return Cow::Borrowed(text);
    }
    whole.push_str(text.get(from..).unwrap_or_default());
    Cow::Owned(whole)
}

/// Whether a character is of those that are written without blanks: Han, kana and their punctuation.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ff00}'..='\u{ff65}')
}

/// A line without the blanks around it.
pub(crate) fn trimmed(mapped: &Mapped, line: Range<usize>) -> Range<usize> {
    let words = mapped.as_str().get(line.clone()).unwrap_or_default();
    // White space beyond ASCII begins with C2, E1, E2 or E3: most lines begin and end with neither it nor a blank.
    let is_bare = |byte: &u8| matches!(byte, b'!'..=b'~' | 0xc3..=0xe0 | 0xe4..);
    let start = if words.as_bytes().first().is_some_and(is_bare) {
        line.start
    } else {
        line.start + (words.len() - words.trim_start().len())
    };
    let end = match words.as_bytes().last() {
        Some(b'!'..=b'~') => line.end,
        _ => line.start + words.trim_end().len(),
    };
    start..end.max(start)
}

/// Whether the lines end where a fixed width ended them: several lines stand together, none is long, and most
/// of those that go on are nearly as long as the longest.
fn is_wrapped(lines: &Lines<'_>) -> bool {
    let longest = lines.width;
    if !(30..=WRAPPED).contains(&longest) {
        return false;
    }
    let (mut goes_on, mut long, mut stops) = (0usize, 0usize, 0usize);
    for pair in lines.all.windows(2).filter(|pair| pair.iter().all(|line| line.written > 0)) {
        let Some(line) = pair.first() else { continue };
        goes_on += 1;
        long += usize::from(line.written * 3 > longest * 2);
        stops += usize::from(lines.stops_here(line));
    }
    goes_on > 0 && long * 2 > goes_on && stops * 2 <= goes_on
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
            let raw = Mapped::verbatim(&text, 0);
            let found: Vec<Unit> = units(&raw).collect();
            let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            let told: Vec<String> = found.iter().flat_map(|unit| words(&unit.text)).collect();
            prop_assert_eq!(told, words(&text));
            for unit in &found {
                let cut = unit.span.cut(text.as_bytes()).unwrap();
                prop_assert_eq!(words(std::str::from_utf8(cut).unwrap()), words(&unit.text));
            }
        }
    }

    #[test]
    fn a_dump_is_wrapped_among_the_short_lines_of_its_menus() {
        let text = "Home\nNews\nSport\nWeather\nContact\nLog in\n\nThe harbour reopened on Monday after a storm that had closed it for the\nbetter part of a week, officials said, and the ferries to the outer islands\nran again.\nFishers waited.\n\nThe wall of the old town was broken in three places, and the repair of it\nwill take until May, the mayor said.\n\nShare\nPrint\nMore";
        let raw = Mapped::verbatim(text, 0);
        let found: Vec<Unit> = units(&raw).collect();
        let told: Vec<(&str, bool)> = found.iter().map(|u| (u.text.as_str(), u.gap)).collect();
        assert_eq!(told.len(), 12, "{told:?}");
        assert_eq!(told[0], ("Home", false));
        assert_eq!(told[1], ("News", false));
        assert!(told[6].0.ends_with("ran again.") && told[6].1, "{told:?}");
        assert_eq!(told[7], ("Fishers waited.", false));
        assert!(told[8].0.ends_with("the mayor said.") && told[8].1);
        // One longer line, such as a menu that nothing wrapped, does not undo that of many.
        let story = text.split("\n\n").nth(1).unwrap();
        let menu = "Home | News | Sport | Weather | Contact ".repeat(4);
        let raw = Mapped::verbatim(format!("{menu}\n\n{}", format!("{story}\n\n").repeat(6)), 0);
        let found: Vec<Unit> = units(&raw).collect();
        assert_eq!(found.iter().filter(|u| u.text.ends_with("ran again.")).count(), 6);
        assert_eq!(found.len(), 13);
        // Alone, the same lines are a paragraph each: nothing says that a width ended them.
        assert!(units(&Mapped::verbatim("Home\nNews from the harbour\nSport", 0)).count() == 3);
    }

    #[test]
    fn lines_above_a_story_that_end_early_are_lines_of_their_own() {
        let lead = "The harbour reopened on Monday after a storm that had closed it for the better\npart of a week, officials said, and the ferries to the outer islands ran again.";
        let told = |text: String| -> Vec<String> {
            units(&Mapped::verbatim(text, 0)).map(|unit| unit.text).collect()
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

    #[test]
    fn pages_end_at_form_feeds_and_running_heads_are_no_text() {
        let head = |page: usize| format!("{page}    THE DAILY STAR, SATURDAY, MARCH 4, 1899.\n\n");
        let first = "The port of London was reopened yesterday after a strike of two weeks, and\nthe ships that waited came in during the evening hours of the day, but some of\n";
        let second = "them had left for other ports in the night, as their masters could wait no\nlonger for the men who were to unload them.\n";
        let third =
            "The fair ended on Friday evening, and all went home well pleased with what they\nsaw there.\n";
        let text = format!("{}{first}\u{c}{}{second}\u{c}{}{third}", head(2), head(3), head(4));
        let got = super::paragraphs(&Mapped::verbatim(text, 0));
        let got: Vec<&str> = got.iter().map(|p| p.text.as_str()).collect();
        assert_eq!(got.len(), 3, "{got:#?}");
        assert!(got.iter().all(|text| !text.contains("STAR")), "{got:#?}");
        let bare = super::paragraphs(&Mapped::verbatim(format!("{first}\u{c}{second}\u{c}{third}"), 0));
        let bare: Vec<&str> = bare.iter().map(|p| p.text.as_str()).collect();
        assert_eq!(bare.len(), 2, "a sentence goes on over the page: {bare:#?}");
        assert!(bare[0].contains("some of them had left"), "{bare:#?}");
    }

    #[test]
    fn words_that_line_ends_part_are_whole_again() {
        assert_eq!(rejoined("the man-\nmade lake", false), "the man-made lake");
        assert_eq!(rejoined("the har-\r\nbour re-\n opened", true), "the harbour reopened");
        assert_eq!(rejoined("港口重新开放\n  船只。\n出发", false), "港口重新开放船只。出发");
        for text in ["a - b", "Lib-\nDem", "1-\n2", "pre- and post-war", "x-", "a\nb", "한국\n은"] {
            assert_eq!(rejoined(text, true), text);
        }
    }
}
