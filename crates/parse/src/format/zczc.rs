//! Telegraph framing, ZCZC to NNNN, as newsroom systems kept it: lines with marks, or fields of two letters.

use super::{Family, Format, FormatInfo, Parsed, Record, Splitter, blocks, split, story, when};
use crate::Article;
use crate::field::date;
use crate::sniff::Head;
use crate::text::Mapped;
use offwire_article::{DateGround, text};
use std::ops::Range;

/// See the module.
pub(crate) struct Zczc;

impl Format for Zczc {
    fn info(&self) -> &'static FormatInfo {
        &FormatInfo {
            name: "zczc",
            title: "Telegraph framing ZCZC … NNNN",
            family: Family::Wire,
            recognised: "begins with ZCZC in either case",
            example: "ZCZC AAP\n%A\n#Harbour reopens",
            kept: "headline, slug, source, keywords, date, dateline, paragraphs",
            not_kept: "destinations, format codes, typesetting marks",
        }
    }

    fn recognise(&self, head: &Head<'_>) -> bool {
        head.text.get(..4).is_some_and(|mark| mark.eq_ignore_ascii_case("ZCZC"))
    }

    fn splitter(&self, _head: &Head<'_>) -> Option<Box<dyn Splitter>> {
        Some(Box::new(split::Tags::new(&["ZCZC", "zczc", "Zczc"], "NNNN").with_open_end()))
    }

    fn parse(&self, record: &Record<'_>) -> Parsed {
        let mapped = record.text();
        let lines = mapped.lines();
        let mut article = Article::default();
        let fields = lines.iter().skip(1).take(6).filter(|l| field(mapped, l).is_some()).count();
        let start = if fields >= 2 {
            read_fields(mapped, &lines, &mut article)
        } else {
            read_marks(mapped, &lines, &mut article)
        };
        let end = mapped.as_str().rfind("NNNN").unwrap_or(mapped.as_str().len()).max(start);
        article.paragraphs = blocks::paragraphs(&mapped.slice(start..end));
        for paragraph in &mut article.paragraphs {
            for mark in [".-", "<!", "=!", "-\u{2}"] {
                let keep = usize::from(mark.starts_with('.'));
                if paragraph.text.ends_with(mark) {
                    paragraph.text.truncate(paragraph.text.len() - mark.len() + keep);
                }
            }
        }
        if article.published.is_none() {
            printed_date(&mut article);
        }
        vec![Ok(article)]
    }
}

/// Key and value of `TI#Harbour reopens`.
fn field<'t>(mapped: &'t Mapped, line: &Range<usize>) -> Option<(&'t str, &'t str)> {
    let words = mapped.as_str().get(line.clone())?;
    let (key, value) = words.split_once('#')?;
    (key.len() == 2 && key.bytes().all(|b| b.is_ascii_uppercase())).then(|| (key, value.trim()))
}

/// Fields of two letters; gives where the text begins.
fn read_fields(mapped: &Mapped, lines: &[Range<usize>], article: &mut Article) -> usize {
    let mut last = String::new();
    for (at, line) in lines.iter().enumerate() {
        let Some((key, value)) = field(mapped, line) else { continue };
        let some = Some(value.to_owned()).filter(|v| !v.is_empty());
        match key {
            "TI" => {
                article.headline = some;
                article.field_sources.insert("headline".into(), mapped.spans(line.start + 3..line.end));
            }
            "PD" => story::set_published(article, some),
            "KN" | "SO" => article.agency = article.agency.take().or_else(|| story::credit(value)),
            "BY" => article.authors = story::people(value),
            "CO" => story::add(&mut article.organisations, some),
            "KY" => {
                value.split_whitespace().for_each(|k| story::add(&mut article.keywords, Some(k.to_owned())))
            }
            "AN" => story::wire(article).number = some,
            "AB" => last = value.to_owned(),
            "TX" => {
                return if value.is_empty() {
                    lines.get(at + 1).map_or(line.end, |l| l.start)
                } else {
                    line.start + 3
                };
            }
            _ => {}
        }
    }
    if !last.is_empty() {
        article.note("summary only");
    }
    mapped.as_str().len()
}

/// Lines that open with a mark; gives where the text begins.
fn read_marks(mapped: &Mapped, lines: &[Range<usize>], article: &mut Article) -> usize {
    let word = |line: &Range<usize>| mapped.as_str().get(line.clone()).unwrap_or_default();
    let mut slug: Option<Range<usize>> = None;
    let mut at = 1;
    while let Some(line) = lines.get(at) {
        let words = word(line).trim();
        let value = words.get(1..).unwrap_or_default().trim();
        match words.chars().next() {
            Some('#') => set_headline(mapped, line.start + 1..line.end, article),
            Some(':') if !value.is_empty() => slug = Some(line.start + 1..line.end),
            Some('@') => article.section = Some(value.to_owned()),
            Some('$' | '%' | '~' | ':') => {}
            Some('*') if value.bytes().all(|b| b.is_ascii_alphanumeric()) => {}
            _ if at <= 2 && is_route(words) => {}
            _ => break,
        }
        at += 1;
    }
    let start = lines.get(at).map_or(mapped.as_str().len(), |line| line.start);
    let named = slug.as_ref().map(|range| text::fold_space(word(range)));
    if article.headline.is_some() {
        story::wire(article).slug = named;
        return start;
    }
    // The first line of the text is the headline where a blank line follows it.
    let first = lines.get(at).filter(|line| !word(line).starts_with(' ') && is_title(word(line)));
    let follows = lines.get(at + 1).is_some_and(|line| word(line).trim().is_empty());
    match (first.filter(|_| follows), slug) {
        (Some(line), source) => {
            set_headline(mapped, line.clone(), article);
            article.agency = source.and_then(|range| story::credit(word(&range)));
            lines.get(at + 1).map_or(line.end, |next| next.start)
        }
        (None, Some(range)) => {
            set_headline(mapped, range, article);
            start
        }
        (None, None) => start,
    }
}

/// `YY TDR`: where the telegram goes.
fn is_route(words: &str) -> bool {
    !words.is_empty() && words.len() <= 12 && words.bytes().all(|b| b.is_ascii_uppercase() || b == b' ')
}

fn is_title(words: &str) -> bool {
    let words = words.trim();
    !words.is_empty() && words.chars().count() <= 150 && !words.ends_with(['.', ','])
}

fn set_headline(mapped: &Mapped, range: Range<usize>, article: &mut Article) {
    let range = blocks::trimmed(mapped, range);
    article.headline = Some(text::fold_space(mapped.as_str().get(range.clone()).unwrap_or_default()));
    article.field_sources.insert("headline".into(), mapped.spans(range));
}

/// A line at the top that is nothing but a date.
fn printed_date(article: &mut Article) {
    let top = article.paragraphs.iter().take(3);
    let found = top.enumerate().find_map(|(at, paragraph)| {
        let date = date::first_date(&paragraph.text, date::DateHints::default())?;
        (paragraph.text.len() <= date.range.len() + 14)
            .then(|| Some((at, when::read(&date.date()?.to_string())?)))?
    });
    if let Some((at, date)) = found {
        article.published = Some(date);
        article.date_ground = Some(DateGround::Page);
        let line = article.paragraphs.remove(at);
        article.field_sources.insert("published".into(), line.source);
    }
}

#[cfg(test)]
mod tests {
    use crate::format::tests::{read_all, read_one};

    #[test]
    fn lines_with_marks_are_read() {
        let text = "   ZCZC AAP\r\n%A B\r\n$J\r\n:\r\n:The Harbour Office\r\n*X\r\nMedia release: Harbour reopens\r\n\r\nTue 13 October 2015\r\n\r\nThe harbour reopened on Monday.\r\n\r\nNNNN\r\n";
        let article = read_one(text.as_bytes());
        assert_eq!(article.headline.as_deref(), Some("Media release: Harbour reopens"));
        assert_eq!(article.published.unwrap().to_string(), "2015-10-13");
        assert_eq!(article.body(), "The harbour reopened on Monday.");
        assert_eq!(article.agency.as_deref(), Some("The Harbour Office"));
    }

    #[test]
    fn fields_of_two_letters_are_read_and_the_end_may_be_lost() {
        let text = b"zczc\r\nAN#1\r\nKN#News Bites\r\nPD#06 June 2016 14:00:00\r\nTI#Harbour reopens\r\nTX#\r\nThe harbour\x92s gates opened.\r\n";
        let article = read_one(text);
        assert_eq!(article.published.unwrap().to_string(), "2016-06-06T14:00:00");
        assert_eq!(article.body(), "The harbour’s gates opened.");
    }

    #[test]
    fn a_tape_of_telegrams_is_cut() {
        let text = "ZCZC AAP\n#One\nFirst text here.\nNNNN\n\nZCZC AAP\n#Two\nSecond text here.\nNNNN\n";
        assert_eq!(read_all(text.as_bytes()).len(), 2);
    }
}
