//! Olive ActivePaper: a table of contents, and a file for each article.

use super::bundle::{self, File};
use super::{Block, BlockKind, Issue, Line, Word, article};
use crate::format::{Family, Format, FormatInfo, Parsed, Record, Reject, story};
use crate::markup::{Element, Tree};
use crate::sniff::Head;
use crate::{Article, Reason};
use offwire_article::{NewsDate, Span};

/// See the module.
pub(crate) struct Olive;

impl Format for Olive {
    fn info(&self) -> &'static FormatInfo {
        &FormatInfo {
            name: "olive",
            title: "Olive ActivePaper",
            family: Family::Newspaper,
            recognised: "root element Xmd_toc, XMD-PAGE or XMD-entity",
            example: "TOC.xml and Document/1/Ar00102.xml",
            kept: "one article for each entity, its continuations on other pages joined: headline, section, paper, day, page, language, paragraphs",
            not_kept: "positions, styles, pictures, pages as such",
        }
    }

    fn recognise(&self, head: &Head<'_>) -> bool {
        head.root_is(&["Xmd_toc", "XMD-PAGE", "XMD-entity"])
    }

    fn parse(&self, record: &Record<'_>) -> Parsed {
        let files = bundle::files(record.bytes());
        let mut entities: Vec<(String, Article, Option<String>)> = Vec::new();
        let mut continued: Vec<String> = Vec::new();
        for file in &files {
            let tree = Tree::of_bytes(file.bytes);
            let Some(root) = tree.root().filter(|root| root.is("XMD-entity")) else { continue };
            if root.attribute("ENTITY_TYPE").is_some_and(|kind| kind == "Picture") {
                continue;
            }
            let to =
                root.attribute("CONTINUATION_TO").or_else(|| root.find("Link")?.attribute("CONTINUATION_TO"));
            continued.extend(to.clone());
            entities.extend(
                entity(root, file).map(|article| (root.attribute("ID").unwrap_or_default(), article, to)),
            );
        }
        if entities.is_empty() {
            return vec![Err(Reject::new(
                Reason::NoArticle,
                "a table of contents or a page without the articles beside it",
            ))];
        }
        join(entities, &continued).into_iter().map(Ok).collect()
    }
}

/// Joins what goes on in another entity; what only continues another gives no article of its own.
fn join(entities: Vec<(String, Article, Option<String>)>, continued: &[String]) -> Vec<Article> {
    let find = |id: &str| entities.iter().find(|(own, _, _)| own == id);
    let mut joined = Vec::new();
    for (id, article, to) in &entities {
        if continued.contains(id) {
            continue;
        }
        let mut article = article.clone();
        let mut next = to.clone();
        for _ in 0..entities.len() {
            let Some(id) = next else { break };
            match find(&id) {
                Some((_, more, to)) => {
                    article.paragraphs.extend(more.paragraphs.iter().cloned());
                    next = to.clone();
                }
                None => {
                    article.note(format!("goes on in {id}, which is not here"));
                    next = None;
                }
            }
        }
        joined.push(article);
    }
    joined
}

fn entity(root: Element<'_>, file: &File<'_>) -> Option<Article> {
    let meta = root.child("Meta");
    let attribute = |name: &str| meta.and_then(|m| m.attribute(name)).or_else(|| root.attribute(name));
    let date = attribute("ISSUE_DATE").as_deref().and_then(day_first);
    let language = attribute("LANGUAGE").and_then(|name| language(&name));
    let issue = Issue { title: attribute("PUBLICATION"), date, language, rights: None };
    let blocks: Vec<Block> =
        root.all_named("Primitive").map(|primitive| block(primitive, file.start)).collect();
    let mut found = article(
        &blocks.iter().collect::<Vec<_>>(),
        &issue,
        attribute("PAGE_LABEL").or_else(|| attribute("PAGE_NO")),
    );
    found.headline = attribute("NAME").filter(|name| !story::is_placeholder(name));
    found.section = attribute("SECTION");
    if root.attribute("ENTITY_TYPE").is_some_and(|kind| kind == "Ad") {
        found.section = Some("advertisement".into());
    }
    (!found.paragraphs.is_empty()).then_some(found)
}

/// `02/01/1900` is 2 January.
fn day_first(date: &str) -> Option<NewsDate> {
    let mut parts = date.split('/');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    NewsDate::from_day(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

fn language(name: &str) -> Option<String> {
    let known = [
        ("French", "fr"),
        ("German", "de"),
        ("English", "en"),
        ("Italian", "it"),
        ("Spanish", "es"),
        ("Dutch", "nl"),
        ("Hebrew", "he"),
    ];
    known.iter().find(|(full, _)| full.eq_ignore_ascii_case(name)).map(|(_, tag)| (*tag).to_owned())
}

/// `L` opens a line, `W` is a word, `QW` one that is made of the pieces `Q` before it.
fn block(primitive: Element<'_>, base: u64) -> Block {
    let mut block = Block {
        id: primitive.attribute("ID").unwrap_or_default(),
        kind: BlockKind::Text,
        lines: vec![Line::default()],
    };
    for element in primitive.elements() {
        if element.is("L") {
            let left = element.attribute("BOX").and_then(|b| b.split(' ').next()?.parse().ok());
            block.lines.push(Line { left, ..Line::default() });
        } else if element.is("W") || element.is("QW") {
            let Some(span) = element.text_span() else { continue };
            let span = Span::new(span.start + base, span.end + base);
            let text = element.words();
            if let Some(line) = block.lines.last_mut() {
                // Signs stand by themselves, and belong to the word before them.
                let is_sign = text.chars().all(|c| c.is_ascii_punctuation())
                    && matches!(text.as_str(), "." | "," | ";" | ":" | "!" | "?" | ")");
                match line.words.last_mut().filter(|_| is_sign) {
                    Some(last) => {
                        last.text.push_str(&text);
                        last.span.end = span.end;
                    }
                    None => line.words.push(Word { text, span, ..Word::default() }),
                }
            }
        }
    }
    block
}

#[cfg(test)]
mod tests {
    use crate::format::tests::read_one;

    #[test]
    fn an_entity_is_read() {
        let text = r#"<?xml version="1.0" encoding="windows-1252"?><XMD-entity ENTITY_TYPE="Article" ID="Ar00102" PAGE_NO="1" LANGUAGE="French" CONTINUATION_TO="Ar00200"><Meta NAME="Le port" PUBLICATION="GDL" ISSUE_DATE="02/01/1900" SECTION="Front page"/>
            <Content><Primitive ID="p"><L BOX="1 2 3 4"/><W>Le</W><W>port</W><Q QID="1">d</Q><q QID="1">ici</q><QW QID="1">d'ici</QW><L/><W>rouvre</W><W>.</W></Primitive></Content></XMD-entity>"#;
        let article = read_one(text.as_bytes());
        assert_eq!(article.headline.as_deref(), Some("Le port"));
        assert_eq!(article.body(), "Le port d'ici rouvre.");
        assert_eq!(article.published.unwrap().to_string(), "1900-01-02");
        assert!(article.quality.unwrap().notes[0].contains("Ar00200"));
    }
}
