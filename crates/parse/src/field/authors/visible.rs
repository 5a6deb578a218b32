//! Bylines that a reader sees.

use super::borders::divided_text;
use super::candidates::{Gather, bare_names, dated_names, full_names, names};
use super::source::Source;
use crate::block::{Block, BlockKind};
use crate::field::byline::{
    Person, SmallWords, byline, is_person, labelled, opening, reporters, signatures, split_byline,
};
use crate::field::candidate::Place;
use crate::field::date::{DateHints, dates_in};
use crate::field::markup::{element_text, squeezed, squeezes_to};
use crate::field::published::names_of;
use std::borrow::Cow;

/// What elements of bylines are called.
const CALLED: &[&str] = &["byline", "author", "writer", "contributor", "vcard"];
/// Characters of a block that is a paragraph of the text, or its deck.
const PARAGRAPH: usize = 160;
/// Blocks above and below the headline in which a byline stands.
const NEAR_ABOVE: usize = 5;
const NEAR_BEHIND: usize = 12;

impl Gather<'_, '_> {
    /// Bylines that a reader sees near the headline, inside lines, and behind the text.
    pub(super) fn visible(&mut self, blocks: &[Block], headline: Option<usize>, last: Option<usize>) {
        let at =
            headline.or_else(|| blocks.iter().position(|b| b.kind == BlockKind::Heading(1))).unwrap_or(0);
        let story = Story::of(blocks, at, last);
        let (mut bylines, mut near, mut inline, mut tail) = (Vec::new(), Vec::new(), None, None);
        for (index, block) in blocks.iter().enumerate().take(3_000) {
            let length = block.text.chars().count();
            let is_close = story.is_near(index) && index != at;
            if length < 140 {
                let found = self.signed(block);
                if !found.is_empty() && story.may_sign(blocks, index) {
                    bylines.push((index, found));
                } else if found.is_empty()
                    && is_close
                    && near.len() < 2
                    && self.is_name_near(block, index, at)
                {
                    near.push((index, self.near(block)));
                }
            }
            let is_around = index > at && index <= at + NEAR_BEHIND;
            if (is_close || is_around && story.may_sign(blocks, index)) && inline.is_none() && length < 400 {
                inline = inside(&block.text).map(|found| (index, found));
                if inline.is_none() && length < 120 {
                    let end = block.text.len();
                    self.add(Source::InsideWritten, inside_written(&block.text), Place::Block(index, 0..end));
                }
            } else if index > at + 12 && length < 60 && tail.is_none() {
                tail = block
                    .text
                    .strip_prefix("About ")
                    .filter(|name| is_person(name, true))
                    .map(|name| (index, vec![name.to_owned()]));
            }
            if length > 60 && index > at {
                self.credit(&block.text, index);
            }
        }
        self.bylines(&bylines, at);
        self.groups(blocks, &story);
        self.dated(blocks, &story);
        self.closing(blocks, &story);
        for (source, found) in [
            (Source::Near, near.first().cloned()),
            (Source::Near, near.get(1).cloned()),
            (Source::Inside, inline),
            (Source::Tail, tail),
        ] {
            if let Some((index, names)) = found {
                let end = blocks.get(index).map_or(0, |b| b.text.len());
                self.add(source, names, Place::Block(index, 0..end));
            }
        }
    }

    /// The people of a block that opens as a byline; places are those of its text.
    fn signed(&self, block: &Block) -> Vec<Person> {
        if opening(&block.text).is_none() {
            return Vec::new();
        }
        let Some(text) = self.divided(block) else { return byline(&block.text) };
        let in_block = |person: Person| {
            let start = block.text.find(&person.name).unwrap_or(0);
            Person { range: start..start + person.name.len(), ..person }
        };
        byline(&text).into_iter().map(in_block).collect()
    }

    /// The text of a block, divided where that tells its names apart.
    fn text<'b>(&self, block: &'b Block) -> Cow<'b, str> {
        self.divided(block).map_or(Cow::Borrowed(block.text.as_str()), Cow::Owned)
    }

    /// The text of a block that is one element, divided where its inner elements end; `None` where that changes
    /// nothing.
    fn divided(&self, block: &Block) -> Option<String> {
        let node = block.node.filter(|_| block.spans.len() > 1)?;
        let is_whole = squeezes_to(&element_text(self.page, node), &squeezed(&block.text));
        let text = is_whole.then(|| divided_text(self.page, node))?;
        (text != block.text).then_some(text)
    }

    fn bylines(&mut self, bylines: &[(usize, Vec<Person>)], at: usize) {
        let nearest = bylines
            .iter()
            .min_by_key(|(index, _)| if *index > at { index - at } else { (at - index) * 2 + 8 });
        if let Some((index, found)) = nearest {
            let range = found.first().map_or(0, |p| p.range.start)..found.last().map_or(0, |p| p.range.end);
            self.add(
                Source::VisibleBy,
                found.iter().map(|p| p.name.clone()).collect(),
                Place::Block(*index, range),
            );
        }
        if bylines.len() > 1 {
            let all =
                bylines.iter().take(4).flat_map(|(_, found)| found.iter().map(|p| p.name.clone())).collect();
            let first = bylines.first().map_or(0, |(index, _)| *index);
            self.add(Source::VisibleByAll, all, Place::Block(first, 0..0));
        }
    }

    /// A byline beside the headline that names a group or a pen name, and a name whose `By` stands before it.
    fn groups(&mut self, blocks: &[Block], story: &Story) {
        let near = blocks.iter().enumerate().filter(|(index, _)| story.is_near(*index));
        for (index, block) in near.filter(|(_, b)| b.text.chars().count() < 60) {
            let place = Place::Block(index, 0..block.text.len());
            let is_open = opening(&block.text).is_some_and(|open| open.end < block.text.len());
            if is_open && byline(&block.text).is_empty() && !is_sentence(&block.text) {
                self.add(Source::VisibleWritten, signatures(&block.text), place);
                return;
            }
            let before = index.checked_sub(1).and_then(|before| blocks.get(before));
            let split = before.map_or_else(Vec::new, |before| split_byline(&before.text, &block.text));
            if !split.is_empty() {
                self.add(Source::VisibleWritten, split.into_iter().map(|p| p.name).collect(), place);
                return;
            }
        }
    }

    /// A name that shares a short line with a date beside the headline: `26.01.2018 | 13:10 | Ann Lee`.
    fn dated(&mut self, blocks: &[Block], story: &Story) {
        let near = blocks.iter().enumerate().filter(|(index, _)| story.is_near(*index));
        let page = SmallWords::of(blocks);
        for (index, block) in near.filter(|(_, b)| b.text.chars().count() < 120) {
            if dates_in(&block.text, DateHints::default()).is_empty() {
                continue;
            }
            let text = self.text(block);
            let pieces = text.split(['|', '•', '·', '–', '—', ',', '(', ')']).flat_map(|p| p.split(" - "));
            let found: Vec<String> = pieces
                .flat_map(|piece| dated_names(piece, &page))
                .filter(|name| is_person(name, true))
                .collect();
            if !found.is_empty() {
                self.add(Source::Dated, found, Place::Block(index, 0..block.text.len()));
                return;
            }
        }
    }

    /// A line that is nothing but a name, with a date perhaps, where the text ends.
    fn closing(&mut self, blocks: &[Block], story: &Story) {
        let Some(last) = story.last else { return };
        let end = blocks.iter().enumerate().take(last + 3).skip(last.saturating_sub(1));
        for (index, block) in end.filter(|(_, b)| b.text.chars().count() < 60) {
            if index > last && matches!(block.kind, BlockKind::Heading(_)) && !is_label(&block.text) {
                return;
            }
            let found = bare_names(&self.text(block));
            let names: usize = found.iter().map(|name| name.split_whitespace().count()).sum();
            if !found.is_empty() && names + 2 >= block.text.split_whitespace().count() {
                self.add(Source::Closing, found, Place::Block(index, 0..block.text.len()));
                return;
            }
        }
    }

    /// The names of a line that is nothing else, by the ground that there is to take it for one.
    fn near(&self, block: &Block) -> Vec<String> {
        let text = self.text(block);
        // Who speaks in an interview or a play stands before a colon.
        if text.ends_with([':', '：']) {
            return Vec::new();
        }
        if self.is_in(block, CALLED) { full_names(&text) } else { bare_names(&text) }
    }

    /// A line that is nothing but a name, in an element that is called so or right behind the headline.
    fn is_name_near(&self, block: &Block, index: usize, at: usize) -> bool {
        let words = block.text.split_whitespace().count();
        if !(2..=6).contains(&words)
            || self.near(block).is_empty()
            || block.kind != BlockKind::Text && block.node.is_none()
        {
            return false;
        }
        self.is_in(block, CALLED)
            || self.is_in(block, &["meta"])
            || (index > at && index <= at + 3)
            || index + 1 == at
    }

    /// Whether an element around a block is called so.
    fn is_in(&self, block: &Block, stems: &[&str]) -> bool {
        block.node.is_some_and(|node| {
            std::iter::once(node).chain(self.page.ancestors(node)).take(4).any(|id| {
                let names = names_of(self.page, id);
                stems.iter().any(|stem| names.contains(stem))
            })
        })
    }

    /// `(Reporting by Ann Lee; Editing by Bo Ek)`, and the reporter of an East Asian dateline.
    fn credit(&mut self, text: &str, index: usize) {
        let opens = || text.starts_with("Reporting by ").then_some(0);
        if let Some(at) = text.find("(Reporting by ").or_else(opens) {
            let rest =
                text.get(at..).unwrap_or("").trim_start_matches('(').trim_start_matches("Reporting by ");
            let list = rest.split([';', ')']).next().unwrap_or("");
            let list = list.split(" in ").next().unwrap_or(list);
            self.add(
                Source::Credit,
                names(list),
                Place::Block(index, at..at + rest.len().min(list.len()) + 14),
            );
        }
        let is_asian = text.chars().next().is_some_and(|c| c as u32 > 0x2e00 || c == '(');
        let dateline = is_asian.then(|| crate::field::dateline::dateline(text)).flatten();
        if let Some(range) = dateline.and_then(|d| d.reporter) {
            let found = reporters(text.get(range.clone()).unwrap_or(""));
            let names = found.into_iter().map(|person| person.name).collect();
            self.add(Source::Dateline, names, Place::Block(index, range));
        }
    }
}

/// Whether a line says that somebody posted something, as commenters do too.
fn is_posted(text: &str) -> bool {
    const POSTED: [&str; 9] =
        ["post", "add", "submit", "publi", "eingestellt", "gepostet", "gespeichert", "inserito", "redaktion"];
    let lower = text.to_lowercase();
    POSTED.iter().any(|word| lower.starts_with(word))
}

/// Whether a line is nothing but what opens a byline: `Article by`.
fn is_label(text: &str) -> bool {
    opening(text).is_some_and(|open| open.end >= text.trim_end().len())
}

/// Where a page's story stands among its blocks.
struct Story {
    headline: usize,
    /// The first block behind the headline in which no byline stands any more: the text has begun.
    text: usize,
    /// The last block of the body.
    last: Option<usize>,
}

impl Story {
    fn of(blocks: &[Block], headline: usize, last: Option<usize>) -> Self {
        let is_paragraph = |block: &Block| {
            !matches!(block.kind, BlockKind::Heading(_)) && block.text.chars().nth(PARAGRAPH).is_some()
        };
        let behind = blocks.iter().enumerate().skip(headline + 1);
        // The first may be the deck, with the byline below it.
        let text = behind.filter(|(_, block)| is_paragraph(block)).nth(1).map_or(blocks.len(), |(at, _)| at);
        Self { headline, text, last: last.filter(|last| *last > headline) }
    }

    /// Whether a block stands so near the headline that it may be the story's byline.
    fn is_near(&self, index: usize) -> bool {
        let end = self.text.min(self.last.map_or(usize::MAX, |last| last + 1));
        index + NEAR_ABOVE >= self.headline && index <= self.headline + NEAR_BEHIND && index < end
    }

    /// Whether a byline in a block may be the story's: not inside its text, and behind it right at its end. What stands
    /// below a heading there is another story's.
    fn may_sign(&self, blocks: &[Block], index: usize) -> bool {
        let Some(last) = self.last else { return true };
        let is_heading =
            |block: &Block| matches!(block.kind, BlockKind::Heading(_)) && !is_label(&block.text);
        let between = blocks.get(last + 1..index).unwrap_or_default();
        let is_written = || {
            blocks.get(index).is_some_and(|block| {
                opening(&block.text).is_some_and(|o| o.is_label) && !is_posted(&block.text)
            })
        };
        index <= self.text
            || index > last && is_written()
            || index + 2 > last && index <= last + 3 && !between.iter().any(is_heading)
    }
}

/// What begins with `by` behind other words of a line.
fn behind_by<'a>(text: &'a str, by: &str) -> Option<&'a str> {
    let is_free = |at: &usize| {
        *at > 0 && text.get(..*at).is_some_and(|before| before.ends_with([' ', '|', '•', '·', '(', '-', '–']))
    };
    text.get(text.match_indices(by).map(|(at, _)| at).find(is_free)?..)
}

/// A pen name behind the date of a line: `06.11.2023 13:30 von Olga`.
fn inside_written(text: &str) -> Vec<String> {
    const BY: [&str; 7] = ["by ", "von ", "par ", "por ", "By ", "Von ", "door "];
    let has_date = !dates_in(text, DateHints::default()).is_empty();
    let behind = BY.iter().filter(|_| has_date).find_map(|by| behind_by(text, by)?.get(by.len()..));
    let found = behind.map(signatures).unwrap_or_default();
    found.into_iter().take(1).filter(|name| name.split_whitespace().count() < 4).collect()
}

/// A byline behind other words of a line: `26 January 2018 | By Ann Lee`.
fn inside(text: &str) -> Option<Vec<String>> {
    const BY: [&str; 14] = [
        "By ", "by ", "BY ", "Von ", "von ", "Par ", "par ", "Por ", "por ", "Di ", "Door ", "Af ", "Av ",
        "Text: ",
    ];
    let told = labelled(text);
    if !told.is_empty() {
        return Some(told.into_iter().map(|person| person.name).collect());
    }
    BY.iter().find_map(|by| {
        let rest = behind_by(text, by).filter(|rest| !is_of_picture(text, rest))?;
        let found = byline(rest.get(..rest.char_indices().nth(120).map_or(rest.len(), |(end, _)| end))?);
        (!found.is_empty()).then(|| found.into_iter().map(|p| p.name).collect())
    })
}

/// Whether the word before the end of a line says that a picture is somebody's: `Photo by Ann Lee`.
fn is_of_picture(line: &str, end: &str) -> bool {
    const PICTURES: [&str; 12] = [
        "photo",
        "photos",
        "photograph",
        "photographs",
        "picture",
        "pictures",
        "image",
        "illustration",
        "video",
        "foto",
        "fotos",
        "edited",
    ];
    let before = line.get(..line.len() - end.len()).unwrap_or("");
    let word = before.split_whitespace().next_back().unwrap_or("").to_lowercase();
    PICTURES.contains(&word.as_str())
}

/// Whether a line ends as a sentence does, and is longer than a name.
fn is_sentence(text: &str) -> bool {
    text.split_whitespace().count() > 8 || text.ends_with(['.', '?', '!', ':']) && text.contains(' ')
}
