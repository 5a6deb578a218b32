//! ALTO: one page as a machine read it.

use super::{Block, BlockKind, Line, Word, article, issue_of};
use crate::Reason;
use crate::format::{Family, Format, FormatInfo, Parsed, Record, Reject};
use crate::markup::{Element, Rules, Tree};
use crate::sniff::Head;
use offwire_article::Span;
use std::collections::HashMap;

/// See the module.
pub(crate) struct Alto;

impl Format for Alto {
    fn info(&self) -> &'static FormatInfo {
        &FormatInfo {
            name: "alto",
            title: "ALTO 1 to 4, one page",
            family: Family::Newspaper,
            recognised: "root element alto, in any namespace or none",
            example: "<alto xmlns=\"http://www.loc.gov/standards/alto/ns-v3#\">…<String CONTENT=…",
            kept: "the page as one article: text by block, hyphens joined, confidence, page, the day of the file's name",
            not_kept: "positions, styles, graphics, page numbers",
        }
    }

    fn recognise(&self, head: &Head<'_>) -> bool {
        head.root_is(&["alto", "ALTO"])
    }

    fn parse(&self, record: &Record<'_>) -> Parsed {
        let tree = match Tree::of(record, Rules::Xml) {
            Ok(tree) => tree,
            Err(reject) => return vec![Err(reject)],
        };
        let mut articles = Vec::new();
        for page in tree.document().all_named("Page") {
            let blocks = blocks(page, 0);
            let all: Vec<&Block> = blocks.iter().collect();
            let number = page.attribute("PRINTED_IMG_NR").or_else(|| page.attribute("PHYSICAL_IMG_NR"));
            let mut article = article(&all, &issue_of(&record.item.origin), number);
            if article.paragraphs.is_empty() {
                articles.push(Err(Reject::new(Reason::NoArticle, "a page without words")));
                continue;
            }
            article.note("a whole page: articles are not told apart");
            articles.push(Ok(article));
        }
        articles
    }
}

/// The text blocks of a page, in reading order where the page tells it, else in the order of the file. `base`
/// is added to all ranges.
pub(crate) fn blocks(page: Element<'_>, base: u64) -> Vec<Block> {
    let blocks: Vec<(Block, Option<String>)> =
        page.all_named("TextBlock").map(|e| (block(e, base), e.attribute("IDNEXT"))).collect();
    follow(blocks)
}

/// Puts blocks that name their successor behind one another.
fn follow(blocks: Vec<(Block, Option<String>)>) -> Vec<Block> {
    if blocks.iter().all(|(_, next)| next.is_none()) {
        return blocks.into_iter().map(|(block, _)| block).collect();
    }
    let place: HashMap<String, usize> =
        blocks.iter().enumerate().map(|(at, (block, _))| (block.id.clone(), at)).collect();
    let nexts: Vec<Option<usize>> =
        blocks.iter().map(|(_, next)| next.as_ref().and_then(|id| place.get(id).copied())).collect();
    let followers: std::collections::HashSet<usize> = nexts.iter().flatten().copied().collect();
    let mut blocks: Vec<Option<Block>> = blocks.into_iter().map(|(block, _)| Some(block)).collect();
    let mut ordered = Vec::with_capacity(blocks.len());
    // First those that nothing leads to, then what a circle left over.
    let starts = (0..nexts.len()).filter(|at| !followers.contains(at)).chain(0..nexts.len());
    for start in starts.collect::<Vec<_>>() {
        let mut at = Some(start);
        while let Some(block) = at.and_then(|at| blocks.get_mut(at)).and_then(Option::take) {
            ordered.push(block);
            at = at.and_then(|at| nexts.get(at).copied().flatten());
        }
    }
    ordered
}

fn block(element: Element<'_>, base: u64) -> Block {
    let lines = element.all_named("TextLine").map(|line| self::line(line, base)).collect();
    Block { id: element.attribute("ID").unwrap_or_default(), kind: BlockKind::Text, lines }
}

fn line(element: Element<'_>, base: u64) -> Line {
    let mut line =
        Line { left: element.attribute("HPOS").and_then(|left| left.parse().ok()), ..Line::default() };
    for part in element.elements() {
        if part.is("String") {
            line.words.extend(word(part, base));
            line.hyphen = false;
        } else if part.is("HYP") {
            line.hyphen = true;
        }
    }
    line
}

fn word(element: Element<'_>, base: u64) -> Option<Word> {
    let content = element.attribute_mapped("CONTENT")?;
    let text = content.as_str().trim();
    if text.is_empty() {
        return None;
    }
    let span = content.span(0..content.as_str().len());
    let whole =
        element.attribute("SUBS_CONTENT").zip(element.attribute("SUBS_TYPE")).and_then(|(whole, kind)| {
            match kind.as_str() {
                "HypPart1" => Some((whole, 1)),
                "HypPart2" => Some((whole, 2)),
                _ => None,
            }
        });
    Some(Word {
        // Only an issue refers to words, and only an issue has a base.
        id: (base > 0).then(|| element.attribute("ID")).flatten(),
        text: text.to_owned(),
        span: Span::new(span.start + base, span.end + base),
        confidence: element.attribute("WC").and_then(|wc| wc.parse().ok()),
        whole,
    })
}

#[cfg(test)]
mod tests {
    use crate::format::tests::read_named;

    #[test]
    fn a_page_is_read_in_its_order() {
        let text = r#"<alto xmlns="http://www.loc.gov/standards/alto/ns-v2#"><Layout><Page PHYSICAL_IMG_NR="3"><PrintSpace>
            <TextBlock ID="b2"><TextLine HPOS="10"><String CONTENT="Ferries" WC="0.9"/><SP/><String CONTENT="run." WC="0.5"/></TextLine></TextBlock>
            <TextBlock ID="b1" IDNEXT="b2"><TextLine><String CONTENT="The"/><String CONTENT="har" SUBS_TYPE="HypPart1" SUBS_CONTENT="harbour"/><HYP CONTENT="-"/></TextLine>
            <TextLine><String CONTENT="bour" SUBS_TYPE="HypPart2" SUBS_CONTENT="harbour"/><String CONTENT="&amp; pier."/></TextLine></TextBlock>
            <TextBlock ID="b3"><TextLine><String CONTENT="17"/></TextLine></TextBlock></PrintSpace></Page></Layout></alto>"#;
        let article = read_named(text.as_bytes(), "paper/1898-11-10/0003.xml").remove(0).unwrap();
        assert_eq!(article.body(), "The harbour & pier.\n\nFerries run.");
        let print = article.print.unwrap();
        assert_eq!(
            (print.page.as_deref(), print.issue_date.map(|d| d.to_string()).as_deref()),
            (Some("3"), Some("1898-11-10"))
        );
        let cuts: Vec<_> =
            article.paragraphs[0].source.iter().map(|s| s.cut(text.as_bytes()).unwrap()).collect();
        assert_eq!(cuts, [&b"The"[..], b"har", b"bour", b"&amp; pier."]);
    }
}
