//! The lines of a plain mail before its paragraphs are told from them: those that a signature adds, and those that
//! the sender's program broke.

use crate::text::Mapped;
use std::ops::Range;

/// Most lines of a signature: below more, the dashes part a text.
pub(super) const MOST_LINES: usize = 10;

/// The text above the signature, which its dashes open (`-- `, of which many programs lose the blank).
pub(super) fn without_signature(content: Mapped) -> Mapped {
    let text = content.as_str();
    let line = |range: &Range<usize>| text.get(range.clone()).unwrap_or_default();
    let lines = content.lines();
    let full = |lines: &[Range<usize>]| lines.iter().filter(|range| !line(range).trim().is_empty()).count();
    let Some(at) = lines.iter().rposition(|range| is_dashes(line(range))) else { return content };
    let (above, below) = lines.split_at(at);
    match below.first() {
        Some(dashes) if full(above) > 0 && full(below) <= MOST_LINES + 1 => content.slice(0..dashes.start),
        _ => content,
    }
}

pub(super) fn is_dashes(line: &str) -> bool {
    line.trim_end() == "--"
}

/// Lines of `format=flowed` (RFC 3676): one that ends with a blank goes on in the next of the same depth.
pub(super) fn flowed(content: Mapped, deletes_blank: bool) -> Mapped {
    let lines = content.lines();
    let text = content.as_str();
    let line = |range: &Range<usize>| text.get(range.clone()).unwrap_or_default();
    if !lines.iter().any(|range| is_soft(line(range))) {
        // Declared and not done: the lines were broken by width after all.
        return content;
    }
    let mut joined = Mapped::new();
    let mut goes_on = false;
    for (at, range) in lines.iter().enumerate() {
        let words = line(range);
        let depth = depth(words);
        let next = lines.get(at + 1);
        let is_soft = is_soft(words) && next.is_some_and(|next| self::depth(line(next)) == depth);
        let quotes = if goes_on { depth } else { 0 };
        let start = range.start
            + quotes
            + usize::from(words.get(depth..).is_some_and(|w| w.starts_with(' ')) && (goes_on || depth == 0));
        let end = range.end - usize::from(is_soft && deletes_blank);
        joined.append(&content.slice(start..end.max(start)));
        let end = next.map_or(text.len(), |next| next.start);
        if !is_soft {
            joined.append(&content.slice(range.end..end));
        }
        goes_on = is_soft;
    }
    joined
}

fn depth(line: &str) -> usize {
    line.bytes().take_while(|b| *b == b'>').count()
}

/// Whether a line goes on in the next; the dashes of a signature never do.
fn is_soft(line: &str) -> bool {
    line.ends_with(' ') && !line.trim_end().is_empty() && !is_dashes(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_word_of_flowed_lines_is_lost(text in "(>{0,2} ?[a-zé]{0,4} ?\r?\n){0,12}", deletes in any::<bool>()) {
            let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
            let joined = flowed(mapped(&text), deletes);
            prop_assert_eq!(letters(joined.as_str()), letters(&text));
        }
    }

    fn mapped(text: &str) -> Mapped {
        Mapped::verbatim(text, 0)
    }

    #[test]
    fn a_signature_is_cut_off_and_dashes_that_part_a_text_are_not() {
        for dashes in ["--", "-- "] {
            let text = format!("The harbour reopened.\n\n{dashes}\nAnn Smith\nann@example.org\n");
            assert_eq!(without_signature(mapped(&text)).as_str().trim_end(), "The harbour reopened.");
        }
        let long = format!("One.\n--\n{}", "Two.\n".repeat(MOST_LINES + 1));
        for text in [long.as_str(), "--\nAnn Smith", "One.\n--- \nTwo.", ""] {
            assert_eq!(without_signature(mapped(text)).as_str(), text);
        }
    }

    #[test]
    fn flowed_lines_go_on_and_lead_back() {
        let text = "The harbour \nreopened on Monday.\nFerries \r\n run.\n From here.\n> quoted \n> on\n> two \nOut\n-- \nAnn";
        let joined = flowed(mapped(text), false);
        let want =
            "The harbour reopened on Monday.\nFerries run.\nFrom here.\n> quoted on\n> two \nOut\n-- \nAnn";
        assert_eq!(joined.as_str(), want);
        let at = want.find("run").unwrap();
        assert_eq!(joined.span(at..at + 3).cut(text.as_bytes()).unwrap(), b"run");
        assert_eq!(flowed(mapped("Har \nbour"), true).as_str(), "Harbour");
        assert_eq!(flowed(mapped("One\ntwo"), false).as_str(), "One\ntwo");
    }
}
