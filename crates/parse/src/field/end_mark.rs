//! Marks that close a story: `Enditem`, `-30-`, `###`, ` Reuter`, `(END)`, `ENDS`.

use crate::letters::by_byte;
use std::ops::Range;

/// Marks that mean the end wherever they close a text.
const MARKS: &[&str] = &[
    "Enditem",
    "enditem",
    "EndItem",
    "ENDITEM",
    "Endit",
    "-30-",
    "- 30 -",
    "--30--",
    "—30—",
    "–30–",
    "###",
    "# # #",
    "####",
    "-0-",
    "- 0 -",
    "(END)",
    "(End)",
    "(ENDS)",
    "(Ends)",
    "-ENDS-",
    "- ENDS -",
    "-Ends-",
    "-ends-",
    "- ends -",
    "--ENDS--",
    "ITEM ENDS",
    "/ENDS",
    "(MORE)",
    "(more)",
    "-MTF-",
    "- MTF -",
    "==Kyodo",
    "==KYODO",
    "NNNN",
    "nnnn",
    "^END<",
    "^END",
    "--END--",
    "-END-",
    "- END -",
    "(ANSA).",
    "(ANSA)",
    "[ENDS]",
    "[END]",
    "(FIM)",
    "(FIN)",
    "(fin)",
    "(完)",
    "（完）",
    "【完】",
    "(끝)",
    "[끝]",
];

/// Words that mean the end only behind a finished sentence.
const WORDS: &[&str] = &["Reuter", "REUTER", "ENDS", "Ends", "END", "MORE", "SNB"];

/// For each byte which marks end in it, a bit for each in the order of [`MARKS`] and [`WORDS`]: nearly every line is told
/// by its last byte to have none.
static LAST: [u64; 256] = by_byte!(u64, |byte| ending_in(byte));

const fn ending_in(byte: u8) -> u64 {
    let (mut found, mut bit) = (0, 1);
    let mut lists: &[&[&str]] = &[MARKS, WORDS];
    while let Some((list, more)) = lists.split_first() {
        let mut marks = *list;
        while let Some((mark, behind)) = marks.split_first() {
            if let Some(last) = mark.as_bytes().last()
                && *last == byte
            {
                found |= bit;
            }
            (bit, marks) = (bit << 1, behind);
        }
        lists = more;
    }
    assert!(bit != 0, "too many marks for the bits");
    found
}

/// The marks of these bits, with the number of each.
fn marked(mut bits: u64) -> impl Iterator<Item = (usize, &'static str)> {
    std::iter::from_fn(move || {
        let bit = (bits != 0).then(|| bits.trailing_zeros() as usize)?;
        bits &= bits - 1;
        let mark = MARKS.get(bit).or_else(|| WORDS.get(bit - MARKS.len()))?;
        Some((bit, *mark))
    })
}

/// The end mark that closes a text: where it stands, and where the text before it ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct EndMark {
    /// The mark, in bytes of the text.
    pub range: Range<usize>,
    /// End of the text before it, its white space off.
    pub text_end: usize,
}

/// Finds the end mark at the end of `text`, the last paragraph of a story.
pub(crate) fn end_mark(text: &str) -> Option<EndMark> {
    let is_bare = text.as_bytes().last().is_some_and(u8::is_ascii_graphic);
    let is_blank = |c: char| c.is_whitespace() || c == '\u{3}';
    let end = if is_bare { text.len() } else { text.trim_end_matches(is_blank).len() };
    let text = text.get(..end)?;
    let last = *text.as_bytes().last()?;
    // The line that closes a story of the Associated Press ends in its zone or its time.
    let may_be_closing = last.is_ascii_digit() || last.is_ascii_uppercase();
    if let Some(start) = may_be_closing.then(|| closing_line(text)).flatten() {
        return Some(EndMark { range: start..text.len(), text_end: text.get(..start)?.trim_end().len() });
    }
    let may_close = LAST.get(usize::from(last)).copied().unwrap_or(0);
    let closes = || marked(may_close).filter(|(_, mark)| text.ends_with(mark));
    let mark = closes().filter(|(bit, _)| *bit < MARKS.len()).map(|(_, mark)| mark).max_by_key(|m| m.len());
    if let Some(mark) = mark {
        return closing(text, mark).filter(|found| is_apart(text, found, mark));
    }
    let (_, word) = closes().next()?;
    let found = closing(text, word)?;
    let before = text.get(..found.text_end)?;
    let is_finished = before.is_empty()
        || before.ends_with(['.', '!', '?', '"', '”', ')', '\'', '’']) && found.text_end < found.range.start;
    is_finished.then_some(found)
}

/// Where the line begins that closes a story of the Associated Press: `AP-NY-03-04-85 0412EST`.
fn closing_line(text: &str) -> Option<usize> {
    let (before, time) = text.rsplit_once(' ')?;
    let (clock, zone) = time.split_at_checked(4)?;
    let is_time = clock.bytes().all(|b| b.is_ascii_digit())
        && matches!(zone.len(), 0 | 3)
        && zone.bytes().all(|b| b.is_ascii_uppercase());
    if !is_time {
        return None;
    }
    let start = before.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let parts: Vec<&str> = before.get(start..)?.strip_prefix("AP-")?.split('-').collect();
    let [desk, day @ ..] = parts.as_slice() else { return None };
    let is_day = day.len() == 3 && day.iter().all(|p| p.len() == 2 && p.bytes().all(|b| b.is_ascii_digit()));
    (is_day && desk.bytes().all(|b| b.is_ascii_uppercase())).then_some(start)
}

/// The mark that is the whole of a line or paragraph, if it is one.
pub(crate) fn is_end_mark(line: &str) -> bool {
    end_mark(line).is_some_and(|found| found.text_end == 0)
}

fn closing(text: &str, mark: &str) -> Option<EndMark> {
    let start = text.len() - mark.len();
    let text_end = text.get(..start)?.trim_end().len();
    Some(EndMark { range: start..text.len(), text_end })
}

/// A mark of letters must not be the end of a longer word.
fn is_apart(text: &str, found: &EndMark, mark: &str) -> bool {
    let opens_with_letter = mark.starts_with(char::is_alphabetic);
    let before = text.get(..found.range.start).and_then(|t| t.chars().next_back());
    !opens_with_letter || before.is_none_or(|c| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, mark: Option<(&str, &str)>) {
        let found = end_mark(text).map(|m| (&text[..m.text_end], &text[m.range]));
        assert_eq!(found, mark, "{text}");
    }

    #[test]
    fn marks_come_off_the_last_paragraph() {
        check("He left on Monday. Enditem", Some(("He left on Monday.", "Enditem")));
        check("He left on Monday.\n-30- ", Some(("He left on Monday.", "-30-")));
        check("Shares rose. Reuter\u{3}", Some(("Shares rose.", "Reuter")));
        check("\"We go,\" he said. (END)", Some(("\"We go,\" he said.", "(END)")));
        check("He left. ENDS", Some(("He left.", "ENDS")));
        check("# # #", Some(("", "# # #")));
        check("It rained.\nAP-NY-03-04-85 0412EST", Some(("It rained.", "AP-NY-03-04-85 0412EST")));
    }

    #[test]
    fn words_of_the_text_are_no_marks() {
        check("He worked for Reuter", None);
        check("All is well that ENDS", None);
        check("The festival ends", None);
        check("The Weekenditem", None);
        check("", None);
        assert!(is_end_mark("Enditem") && is_end_mark(" -ENDS- ") && !is_end_mark("The end"));
    }
}
