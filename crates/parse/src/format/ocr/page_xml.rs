//! PAGE XML of PRImA: one page with regions, lines and words.

use super::{Block, BlockKind, Line, Word, article, issue_of};
use crate::Reason;
use crate::format::{Family, Format, FormatInfo, Parsed, Record, Reject};
use crate::markup::{Element, Rules, Tree};
use crate::sniff::Head;
use std::collections::HashMap;

/// See the module.
pub(crate) struct PageXml;

impl Format for PageXml {
    fn info(&self) -> &'static FormatInfo {
        &FormatInfo {
            name: "page",
            title: "PAGE XML, one page",
            family: Family::Newspaper,
            recognised: "root element PcGts",
            example: "<PcGts><Page><TextRegion type=\"paragraph\">…",
            kept: "the page as one article, in its reading order: text of one level, headings, captions, confidence, the day of the file's name",
            not_kept: "running heads, page numbers, positions, the same text at other levels",
        }
    }

    fn recognise(&self, head: &Head<'_>) -> bool {
        head.root_is(&["PcGts"])
    }

    fn parse(&self, record: &Record<'_>) -> Parsed {
        let tree = match Tree::of(record, Rules::Xml) {
            Ok(tree) => tree,
            Err(reject) => return vec![Err(reject)],
        };
        let Some(page) = tree.document().find("Page") else {
            return vec![Err(Reject::new(Reason::NoArticle, "no page in it"))];
        };
        let blocks = ordered(page);
        let mut issue = issue_of(&record.item.origin);
        let image = page.attribute("imageFilename").unwrap_or_default();
        issue.date = issue.date.or_else(|| super::date_of_name(&image));
        let mut article = article(&blocks.iter().collect::<Vec<_>>(), &issue, None);
        if article.paragraphs.is_empty() {
            return vec![Err(Reject::new(Reason::NoArticle, "a page without words"))];
        }
        article.note("a whole page: articles are not told apart");
        vec![Ok(article)]
    }
}

/// Regions in the reading order, those that it does not name behind.
fn ordered(page: Element<'_>) -> Vec<Block> {
    let order = page.child("ReadingOrder").map(|order| {
        let mut told = Vec::new();
        gather(order, 0, &mut told);
        told.into_iter().enumerate().map(|(at, id)| (id, at)).collect::<HashMap<String, usize>>()
    });
    let mut regions: Vec<(usize, Block)> = page.all_named("TextRegion").map(region).enumerate().collect();
    if let Some(order) = order.filter(|order| !order.is_empty()) {
        let count = order.len();
        for (at, block) in &mut regions {
            *at = order.get(&block.id).copied().unwrap_or(count + *at);
        }
        regions.sort_by_key(|(at, _)| *at);
    }
    regions.into_iter().map(|(_, block)| block).collect()
}

fn region(element: Element<'_>) -> Block {
    let kind = match element.attribute("type").as_deref() {
        Some("heading" | "header-title") => BlockKind::Heading,
        Some("caption") => BlockKind::Caption,
        Some("header" | "footer" | "page-number" | "catch-word" | "signature-mark") => BlockKind::Furniture,
        _ => BlockKind::Text,
    };
    // The same text may stand at region, line and word level: lines are read, of the others what lines lack.
    let mut lines: Vec<Line> = element.children("TextLine").filter_map(line).collect();
    if lines.is_empty() {
        lines = equivalent(element)
            .map(|(text, span, confidence)| {
                text.lines()
                    .map(|words| Line {
                        words: vec![Word {
                            text: words.trim().to_owned(),
                            span,
                            confidence,
                            ..Word::default()
                        }],
                        ..Line::default()
                    })
                    .collect()
            })
            .unwrap_or_default();
    }
    Block { id: element.attribute("id").unwrap_or_default(), kind, lines }
}

fn line(element: Element<'_>) -> Option<Line> {
    if let Some((text, span, confidence)) = equivalent(element) {
        let word = Word {
            text: text.split_whitespace().collect::<Vec<_>>().join(" "),
            span,
            confidence,
            ..Word::default()
        };
        return Some(Line { words: vec![word], ..Line::default() });
    }
    let words = element.children("Word").filter_map(equivalent);
    let words: Vec<Word> = words
        .map(|(text, span, confidence)| Word {
            text: text.trim().to_owned(),
            span,
            confidence,
            ..Word::default()
        })
        .collect();
    (!words.is_empty()).then(|| Line { words, ..Line::default() })
}

/// Groups in groups that are followed.
const DEEPEST: usize = 32;

/// Adds the regions of a reading order; members with an index stand by it, wherever they are written.
fn gather(group: Element<'_>, depth: usize, into: &mut Vec<String>) {
    let index = |e: &Element<'_>| e.attribute("index").and_then(|i| i.parse::<u32>().ok());
    let mut members: Vec<Element<'_>> = group.elements().collect();
    members.sort_by_key(index);
    for member in members {
        into.extend(member.attribute("regionRef"));
        if depth < DEEPEST {
            gather(member, depth + 1, into);
        }
    }
}

/// The text of an element's own level: of several readings the one of the lowest index.
fn equivalent(element: Element<'_>) -> Option<(String, offwire_article::Span, Option<f32>)> {
    let index = |e: &Element<'_>| e.attribute("index").and_then(|i| i.parse::<u32>().ok()).unwrap_or(0);
    let reading = element.children("TextEquiv").min_by_key(index)?;
    let unicode = reading.child("Unicode").or_else(|| reading.child("PlainText"))?;
    let span = unicode.text_span()?;
    let confidence = reading.attribute("conf").and_then(|c| c.parse().ok());
    Some((unicode.mapped().as_str().to_owned(), span, confidence))
}

#[cfg(test)]
mod tests {
    use crate::format::tests::read_one;

    #[test]
    fn one_level_is_read_in_the_reading_order() {
        let text = r#"<?xml version="1.0" encoding="utf8"?><PcGts><Page imageFilename="1744746265_19330115.tif"><ReadingOrder><OrderedGroup><OrderedGroupIndexed index="1"><RegionRefIndexed index="0" regionRef="r1"/></OrderedGroupIndexed><RegionRefIndexed index="0" regionRef="r2"/></OrderedGroup></ReadingOrder>
            <TextRegion id="r1" type="paragraph"><TextLine><Word><TextEquiv><Unicode>The</Unicode></TextEquiv></Word><TextEquiv conf="0.9"><Unicode>The har-</Unicode></TextEquiv></TextLine>
            <TextLine><TextEquiv index="1"><Unicode>wrong</Unicode></TextEquiv><TextEquiv index="0" conf="0.7"><Unicode>bour opened.</Unicode></TextEquiv></TextLine><TextEquiv><Unicode>The harbour opened.</Unicode></TextEquiv></TextRegion>
            <TextRegion id="r2" type="heading"><TextEquiv><Unicode>Harbour news</Unicode></TextEquiv></TextRegion><TextRegion id="r3" type="page-number"><TextEquiv><Unicode>Page seventeen</Unicode></TextEquiv></TextRegion></Page></PcGts>"#;
        let article = read_one(text.as_bytes());
        assert_eq!(article.body(), "Harbour news\n\nThe harbour opened.");
        assert_eq!(article.published.unwrap().to_string(), "1933-01-15");
    }
}
