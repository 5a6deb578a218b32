//! The headline of a page from before style sheets: a line that is set as one.
//!
//! Such a page has the name of its paper in the title, and its headline as a line in bold or in large type above the
//! text, below the name of the paper and often below a rule.

use crate::block::{Block, BlockKind};
use crate::body::{Choice, is_cjk};
use crate::boilerplate::furniture;
use crate::field::markup::squeezed;
use crate::field::sign::{is_byline, is_day};
use crate::page::{NodeId, Page, Tag};
use std::ops::RangeInclusive;

/// Words of a headline, fewer of one in a heading, or characters where words are not divided.
const WORDS: RangeInclusive<usize> = 4..=30;
const LEAST_IN_HEADING: usize = 3;
const LEAST_UNDIVIDED: usize = 6;
/// Blocks above the text among which it is looked for.
const ABOVE: usize = 14;
/// Characters of a paragraph at most that may be the first; of one that ends a sentence.
const LEAST_PARAGRAPH: usize = 150;
const LEAST_SENTENCE: usize = 70;
/// The size of type where a page says nothing, of the seven that HTML 3.2 has.
const NORMAL: f32 = 3.0;
/// What bold type adds.
const BOLD: f32 = 0.5;
/// Points of type of the normal size.
const NORMAL_POINTS: f32 = 12.0;

/// The number of the line that is set as the headline.
pub(crate) fn typeset(
    page: &Page<'_>,
    title: Option<&str>,
    blocks: &[Block],
    choices: &[Choice],
) -> Option<usize> {
    let first = first_paragraph(blocks, choices)?;
    let above = first.saturating_sub(ABOVE)..first;
    let lines: Vec<(usize, &Block)> =
        above.filter_map(|at| Some((at, blocks.get(at)?))).filter(|(_, block)| is_line(block)).collect();
    let title = title.map(squeezed).unwrap_or_default();
    let named = lines.iter().rev().find(|(_, block)| title.contains(&squeezed(&block.text)));
    if let Some((at, _)) = named {
        return Some(*at);
    }
    let text = blocks.get(first).map_or(NORMAL, |block| prominence(page, block));
    let loud =
        lines.iter().map(|(at, block)| (*at, prominence(page, block))).filter(|(_, loud)| *loud > text);
    let loud: Vec<(usize, f32)> = loud.collect();
    let text_start = start(blocks.get(first)?)?;
    let rule = rules(page).into_iter().rfind(|rule| *rule < text_start);
    let is_below =
        |at: usize| blocks.get(at).and_then(start).zip(rule).is_some_and(|(start, rule)| start > rule);
    let below: Vec<(usize, f32)> = loud.iter().copied().filter(|(at, _)| is_below(*at)).collect();
    loudest(&below).or_else(|| loudest(&loud))
}

/// Whether the line that is set as the headline is it, and not the one that was chosen, which stands in block `chosen` if
/// it is shown at all: a title in the head of the page, the name of the paper, a line in smaller type.
pub(crate) fn outdoes(page: &Page<'_>, blocks: &[Block], set: usize, chosen: Option<usize>) -> bool {
    let Some((at, block)) = chosen.and_then(|at| Some((at, blocks.get(at)?))) else { return true };
    let Some(line) = blocks.get(set).filter(|_| at != set) else { return false };
    at + ABOVE < set || names_paper(&block.text) || prominence(page, block) < prominence(page, line)
}

/// The first paragraph of the text.
pub(crate) fn first_paragraph(blocks: &[Block], choices: &[Choice]) -> Option<usize> {
    let is_it = |(block, choice): (&Block, &Choice)| choice.keep && is_paragraph(block);
    blocks.iter().zip(choices).position(is_it)
}

/// Whether a block is running text.
pub(crate) fn is_paragraph(block: &Block) -> bool {
    let chars = block.text.chars().count();
    let ends = || block.text.ends_with(['.', '!', '?', '"', '”', '»', '。']);
    let is_link = block.link_chars as usize * 2 > chars;
    !is_link && (chars >= LEAST_PARAGRAPH || chars >= LEAST_SENTENCE && ends())
}

/// The first of the lines in the largest type.
fn loudest(lines: &[(usize, f32)]) -> Option<usize> {
    let mut best: Option<(usize, f32)> = None;
    for (at, loud) in lines {
        if best.is_none_or(|(_, most)| *loud > most) {
            best = Some((*at, *loud));
        }
    }
    best.map(|(at, _)| at)
}

/// Whether a line may be a headline by its words.
fn is_line(block: &Block) -> bool {
    let text = &block.text;
    let undivided = text.chars().filter(|c| is_cjk(*c)).count();
    let words = text.split_whitespace().count();
    let is_heading = matches!(block.kind, BlockKind::Heading(_));
    let is_long = WORDS.contains(&words)
        || is_heading && words >= LEAST_IN_HEADING
        || (LEAST_UNDIVIDED..100).contains(&undivided);
    let is_link = block.link_chars as usize * 2 > text.chars().count();
    is_long
        && !text.ends_with('.')
        && !is_link
        && furniture(text).is_none()
        && !is_byline(text)
        && !is_day(text)
        && !names_paper(text)
}

/// How large the type of a line is, bold type a little larger.
pub(crate) fn prominence(page: &Page<'_>, block: &Block) -> f32 {
    let around = block.run.into_iter().flat_map(|run| std::iter::once(run).chain(page.ancestors(run)));
    let sizes = around.take(8).find_map(|id| size(page, id));
    let is_heading = matches!(block.kind, BlockKind::Heading(_));
    let is_bold = is_heading || block.emphasis_chars as usize * 10 >= block.text.chars().count() * 9;
    sizes.unwrap_or(NORMAL) + if is_bold { BOLD } else { 0.0 }
}

/// The size of type that an element sets, from 1 to 7.
fn size(page: &Page<'_>, id: NodeId) -> Option<f32> {
    match page.tag(id) {
        Tag::H1 => Some(6.0),
        Tag::H2 => Some(5.0),
        Tag::H3 => Some(4.0),
        Tag::H4 => Some(3.0),
        Tag::H5 => Some(2.5),
        Tag::BIG => Some(4.0),
        Tag::SMALL => Some(2.0),
        Tag::FONT => font_size(page.attr(id, "size")?.trim()),
        _ => style_size(&page.attr(id, "style")?),
    }
}

/// `5`, and `+2` and `-1` from the normal size.
fn font_size(value: &str) -> Option<f32> {
    let number: f32 = value.trim_start_matches('+').parse().ok()?;
    let is_relative = value.starts_with(['+', '-']);
    Some((if is_relative { NORMAL + number } else { number }).clamp(1.0, 7.0))
}

/// `font-size: 16pt` of a style.
fn style_size(style: &str) -> Option<f32> {
    let (_, behind) = style.split_once("font-size:")?;
    let value = behind.trim_start();
    let digits = value.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(value.len());
    let (number, unit) = value.split_at_checked(digits)?;
    let number: f32 = number.parse().ok()?;
    let points = match unit.trim_start().get(..2)? {
        "pt" => number,
        "px" => number * 0.75,
        "em" => number * NORMAL_POINTS,
        _ => return None,
    };
    Some((points / NORMAL_POINTS * NORMAL).clamp(1.0, 7.0))
}

/// Where the rules of a page stand, as bytes of the raw record.
pub(crate) fn rules(page: &Page<'_>) -> Vec<u64> {
    page.ids().filter(|id| page.tag(*id) == Tag::HR).map(|id| page.span(id).start).collect()
}

/// Where a block begins, in the same bytes.
pub(crate) fn start(block: &Block) -> Option<u64> {
    block.spans.first().map(|span| span.start)
}

/// Whether a line is the name of a paper or of a site: `The Tarn Valley Advertiser`, `Merrow Times Online`.
pub(crate) fn names_paper(line: &str) -> bool {
    const PAPERS: [&str; 44] = [
        "advertiser",
        "anzeiger",
        "argus",
        "bee",
        "blatt",
        "bote",
        "bulletin",
        "chronicle",
        "courier",
        "daily",
        "diario",
        "dispatch",
        "echo",
        "écho",
        "examiner",
        "express",
        "gazette",
        "herald",
        "independent",
        "inquirer",
        "journal",
        "kurier",
        "ledger",
        "mercury",
        "mirror",
        "monitor",
        "nachrichten",
        "observer",
        "online",
        "on-line",
        "post",
        "press",
        "record",
        "register",
        "reporter",
        "review",
        "sentinel",
        "star",
        "sun",
        "telegraph",
        "times",
        "tribune",
        "weekly",
        "zeitung",
    ];
    const MOST: usize = 6;
    let words: Vec<&str> =
        line.split(|c: char| c.is_whitespace() || c == ':').filter(|w| !w.is_empty()).collect();
    let is_paper = |word: &str| {
        let lower = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        lower.split('-').any(|part| PAPERS.contains(&part)) || PAPERS.contains(&lower.as_str())
    };
    let is_small = |word: &str| {
        word.chars().next().is_some_and(char::is_lowercase) && word.chars().count() > 3 && !is_paper(word)
    };
    let ends = || words.iter().rev().take(2).any(|word| is_paper(word));
    words.len() <= MOST
        && !words.iter().any(|word| is_small(word))
        && ends()
        && !line.ends_with(['.', '?', '!'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::from_page;
    use crate::body::Reason;
    use encoding_rs::UTF_8;

    const TOLD: &str = "The harbour board voted on Monday to close the eastern quay until the spring, after divers \
        found cracks in three of its seven pillars.";

    #[track_caller]
    fn check(html: &str, title: Option<&str>, expected: Option<&str>) {
        let html = format!("{html}<p>{TOLD}<p>{TOLD}");
        let page = Page::read(html.as_bytes(), UTF_8);
        let blocks = from_page(&page);
        let choices = vec![Choice { score: 1.0, keep: true, reason: Reason::Body }; blocks.len()];
        let found = typeset(&page, title, &blocks, &choices);
        assert_eq!(found.map(|at| blocks[at].text.as_str()), expected, "{html}");
    }

    #[test]
    fn the_line_in_the_largest_type_is_the_headline() {
        let quay = Some("Eastern quay closed again");
        check(
            "<FONT SIZE=+2>Eastern quay closed again</FONT><BR><B>Divers found three cracks</B>",
            None,
            quay,
        );
        check("<b>Eastern quay closed again</b><br>By Ann Berg", Some("New Page 1"), quay);
        check("<p style='font-size:16.0pt'>Eastern quay closed again<p>Harbour staff writer", None, quay);
        check("<h3>Eastern quay closed again</h3><h5>Divers found three cracks</h5>", None, quay);
        check("<p>Eastern quay closed again<p>Harbour staff writer", None, None);
        check("<p><b>All members of the board meet on Monday.</b><p><b>This week's theme</b>", None, None);
        check(
            "<p>Eastern quay closed again<p>Harbour staff writer",
            Some("Times - Eastern quay closed again"),
            quay,
        );
    }

    #[test]
    fn the_name_of_the_paper_and_what_stands_above_a_rule_are_not() {
        let quay = Some("Eastern quay closed again");
        check("<h1>The Harbour Times</h1><b>Eastern quay closed again</b>", Some("The Harbour Times"), quay);
        check("<h1>All about our old harbour</h1><hr><b>Eastern quay closed again</b>", None, quay);
        check("<h1>Eastern quay closed again</h1><hr>Harbour staff writer", None, quay);
    }

    #[test]
    fn papers_are_known_by_their_names() {
        for (line, is_paper) in [
            ("The Tarn Valley Advertiser", true),
            ("Merrow Times Online", true),
            ("THE NORTHERN STAR", true),
            ("Weser-Bote online", true),
            ("Post office to close in May", false),
            ("Hard times ahead for miners", false),
        ] {
            assert_eq!(names_paper(line), is_paper, "{line}");
        }
    }
}
