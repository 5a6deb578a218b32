//! Dumps of MediaWiki, Wikinews above all.

mod template;

use super::{Family, Format, FormatInfo, Parsed, Record, Reject, Splitter, split, story, when};
use crate::field::date;
use crate::markup::{Element, Rules, Tree};
use crate::sniff::Head;
use crate::text::Mapped;
use crate::{Article, Reason};
use offwire_article::{DateGround, Paragraph, ParagraphKind, text};
use std::ops::Range;

/// See the module.
pub(crate) struct MediaWiki;

/// Brackets without their end after which the rest is taken as it stands.
const MAX_UNCLOSED: usize = 40;
/// Deepest labels inside labels that are looked into.
const MAX_DEPTH: usize = 4;

impl Format for MediaWiki {
    fn info(&self) -> &'static FormatInfo {
        &FormatInfo {
            name: "mediawiki",
            title: "MediaWiki dumps, Wikinews",
            family: Family::Web,
            recognised: "root element mediawiki",
            example: "<mediawiki><page><title>…",
            kept: "of pages in the main namespace: headline, date of the template, times of the first and last revision, categories as keywords, paragraphs, subheads, lists",
            not_kept: "earlier revisions, templates but those of links, measures, money and quotations, tables, files, notes, redirects, other namespaces",
        }
    }

    fn recognise(&self, head: &Head<'_>) -> bool {
        head.root_is(&["mediawiki"])
    }

    fn splitter(&self, _head: &Head<'_>) -> Option<Box<dyn Splitter>> {
        Some(Box::new(split::Tags::new(&["<page>"], "</page>")))
    }

    fn parse(&self, record: &Record<'_>) -> Parsed {
        let tree = match Tree::of(record, Rules::Xml) {
            Ok(tree) => tree,
            Err(reject) => return vec![Err(reject)],
        };
        tree.root().filter(|page| is_text(*page)).map(read).into_iter().collect()
    }
}

/// Whether a page is a text of its own. Talk, templates and messages of the software stand in other namespaces,
/// and redirects only lead on: half of a dump or more is known to be no news.
fn is_text(page: Element<'_>) -> bool {
    let is_main = page.text_at("ns").is_none_or(|ns| ns == "0");
    is_main && page.child("redirect").is_none()
}

fn read(page: Element<'_>) -> Result<Article, Reject> {
    let title = page.text_at("title").unwrap_or_default();
    let revisions: Vec<Element<'_>> = page.children("revision").collect();
    let time = |revision: &Element<'_>| revision.text_at("timestamp").unwrap_or_default();
    let Some(latest) = revisions.iter().max_by_key(|r| time(r)) else {
        return Err(Reject::new(Reason::NoArticle, format!("`{title}` has no revision")));
    };
    let first = revisions.iter().map(time).min();
    let Some(source) = latest.child("text").map(Element::mapped) else {
        return Err(Reject::new(Reason::NoArticle, format!("`{title}` has no text")));
    };
    let opening = source.as_str().trim_start().get(..9);
    if opening.is_some_and(|opening| opening.eq_ignore_ascii_case("#redirect")) {
        return Err(Reject::new(Reason::NoArticle, format!("`{title}` leads to another page")));
    }
    let mut article = Article::default();
    if let Some(title) = page.child("title") {
        story::set_headline(&mut article, title);
    }
    template_date(source.as_str(), &mut article);
    story::set_published(&mut article, first);
    article.modified = when::read(&time(latest)).filter(|date| Some(*date) != article.published);
    for category in links(source.as_str(), &["Category:", "Catégorie:", "Kategorie:", "Categoría:"]) {
        story::add(&mut article.keywords, Some(category));
    }
    article.paragraphs = paragraphs(&plain(&source));
    Ok(article)
}

/// `{{date|January 1, 2010}}` and its sisters in other languages.
fn template_date(source: &str, article: &mut Article) {
    for (at, _) in source.match_indices("{{") {
        let inner = source
            .get(at + 2..)
            .and_then(|rest| rest.split_once("}}"))
            .map(|(inner, _)| inner)
            .unwrap_or_default();
        let Some((name, value)) = inner.split_once('|') else { continue };
        if ["date", "datum", "fecha", "data", "дата"].contains(&name.trim().to_lowercase().as_str()) {
            let found =
                when::read(value).or_else(|| date::first_date(value, date::DateHints::default())?.date());
            article.published = found;
            article.date_ground = found.map(|_| DateGround::Metadata);
            return;
        }
    }
}

/// The targets of links that open so.
fn links(source: &str, prefixes: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in source.match_indices("[[") {
        let Some((inner, _)) = source.get(at + 2..).and_then(|rest| rest.split_once("]]")) else { continue };
        if let Some(name) = prefixes.iter().find_map(|prefix| inner.strip_prefix(prefix)) {
            found.push(name.split('|').next().unwrap_or_default().trim().to_owned());
        }
    }
    found
}

/// Wiki text without templates, tables, references, files and marks, with its way back.
fn plain(source: &Mapped) -> Mapped {
    plain_at(source, 0)
}

/// The same at a depth of labels inside labels.
fn plain_at(source: &Mapped, depth: usize) -> Mapped {
    let all = source.as_str();
    let mut kept = Mapped::new();
    let mut at = 0;
    let mut unclosed = 0;
    while at < all.len() {
        let rest = all.get(at..).unwrap_or_default();
        if unclosed > MAX_UNCLOSED {
            kept.append(&source.slice(at..all.len()));
            break;
        }
        let next = rest.find(['{', '[', '<', '\'', '_']).unwrap_or(rest.len());
        if next > 0 {
            kept.append(&source.slice(at..at + next));
            at += next;
            continue;
        }
        let (keep, length) = mark(rest);
        unclosed += usize::from(
            length == 2 && (rest.starts_with("{{") || rest.starts_with("[[") || rest.starts_with("{|")),
        );
        let whole = || source.slice(at..at + length);
        let is_template = rest.starts_with("{{");
        if let Some(words) = is_template.then(|| template::words(&whole(), depth)).flatten() {
            kept.append(&words);
        } else if let Some(sign) = rest.get(..length).and_then(|tag| parting(tag, rest.get(length..)?)) {
            kept.push_changed(sign, source.raw(at), source.raw(at + length));
        } else if let Some(range) = keep {
            let inner = source.slice(at + range.start..at + range.end);
            // A link's label may itself hold marks.
            let has_marks =
                depth < MAX_DEPTH && rest.starts_with('[') && inner.as_str().contains(['\'', '{']);
            kept.append(&if has_marks { plain_at(&inner, depth + 1) } else { inner });
        }
        at += length.max(1);
    }
    kept
}

/// What is kept of the mark at the start of a text, and the mark's length.
fn mark(rest: &str) -> (Option<Range<usize>>, usize) {
    if rest.starts_with("{{") {
        return (None, balanced(rest, "{{", "}}"));
    }
    if rest.starts_with("{|") {
        return (None, balanced(rest, "{|", "|}"));
    }
    if rest.starts_with("[[") {
        return link(rest, balanced(rest, "[[", "]]"));
    }
    if rest.starts_with("[http") {
        let end = rest.find(']').unwrap_or(rest.len());
        let label = rest.get(..end).and_then(|inner| inner.find(' ')).map_or(end, |blank| blank + 1);
        return (Some(label..end), (end + 1).min(rest.len()));
    }
    if rest.starts_with("''") {
        return (None, rest.bytes().take_while(|b| *b == b'\'').count());
    }
    if rest.starts_with("__") && rest.get(2..).is_some_and(|r| r.find("__").is_some_and(|end| end < 20)) {
        return (None, rest.get(2..).and_then(|r| r.find("__")).unwrap_or(0) + 4);
    }
    if let Some(inner) = rest.strip_prefix('<') {
        return element(rest, inner);
    }
    (Some(0..1), 1)
}

/// A comment, a reference with its text, or any other tag.
fn element(rest: &str, inner: &str) -> (Option<Range<usize>>, usize) {
    if rest.starts_with("<!--") {
        return (None, rest.find("-->").map_or(rest.len(), |at| at + 3));
    }
    let name: String = inner.chars().take_while(char::is_ascii_alphabetic).collect();
    let close = rest.find('>').map_or(rest.len(), |at| at + 1);
    if matches!(name.as_str(), "ref" | "gallery" | "math" | "timeline")
        && !rest.get(..close).is_some_and(|t| t.ends_with("/>"))
    {
        let end = format!("</{name}>");
        return (None, rest.find(&end).map_or(close, |at| at + end.len()));
    }
    let is_tag = !name.is_empty() || inner.starts_with('/');
    if is_tag && close < 200 { (None, close) } else { (Some(0..1), 1) }
}

/// What a tag that parts words stands for: a line break of its own, or a blank.
fn parting(tag: &str, behind: &str) -> Option<&'static str> {
    let name = |text: &str| {
        let inner = text.strip_prefix('<').unwrap_or_default().trim_start_matches('/');
        inner.chars().take_while(char::is_ascii_alphabetic).collect::<String>().to_ascii_lowercase()
    };
    match name(tag).as_str() {
        "br" if name(behind.trim_start()) != "br" => Some(" "),
        "br" | "p" | "div" | "blockquote" | "center" | "li" | "tr" | "poem" => Some("\n"),
        "td" | "th" => Some(" "),
        _ => None,
    }
}

/// The label of a link; nothing of files and categories.
fn link(rest: &str, length: usize) -> (Option<Range<usize>>, usize) {
    let inner = rest.get(2..length.saturating_sub(2)).unwrap_or_default();
    let head = inner.split(['|', ']']).next().unwrap_or_default();
    let spaces = [
        "file",
        "image",
        "category",
        "fichier",
        "catégorie",
        "datei",
        "kategorie",
        "bild",
        "archivo",
        "categoría",
    ];
    let is_hidden =
        head.split_once(':').is_some_and(|(space, _)| spaces.contains(&space.trim().to_lowercase().as_str()));
    if is_hidden {
        return (None, length);
    }
    let label = inner.rfind('|').map_or(0, |at| at + 1);
    (Some(2 + label..2 + inner.len()), length)
}

/// Length of a bracket with all it holds.
fn balanced(rest: &str, open: &str, close: &str) -> usize {
    let mut depth = 0usize;
    let mut at = 0;
    while let Some(tail) = rest.get(at..).filter(|tail| !tail.is_empty()) {
        if tail.starts_with(open) {
            depth += 1;
            at += open.len();
        } else if tail.starts_with(close) {
            depth -= 1;
            at += close.len();
            if depth == 0 {
                return at;
            }
        } else {
            at += tail.chars().next().map_or(1, char::len_utf8);
        }
        if at > 60_000 {
            break;
        }
    }
    open.len()
}

/// Paragraphs are lines; `==` opens a subhead, `*` and `#` a list.
fn paragraphs(mapped: &Mapped) -> Vec<Paragraph> {
    let mut paragraphs = Vec::new();
    for line in mapped.lines() {
        let words = mapped.as_str().get(line.clone()).unwrap_or_default();
        let bare =
            words.trim_matches(|c: char| c.is_whitespace() || matches!(c, '=' | '*' | '#' | ':' | ';'));
        if bare.is_empty() || bare.starts_with(['|', '!']) {
            continue;
        }
        let start = line.start + words.find(bare).unwrap_or(0);
        let kind = match words.trim_start().chars().next() {
            Some('=') => ParagraphKind::Subhead,
            Some('*' | '#') => ParagraphKind::List,
            _ => ParagraphKind::Text,
        };
        if kind == ParagraphKind::Subhead && is_apparatus(bare) {
            break;
        }
        let folded = text::fold_space(&text::nfc(bare));
        paragraphs.push(
            Paragraph::text(folded).with_kind(kind).with_source(mapped.spans(start..start + bare.len())),
        );
    }
    paragraphs
}

/// Headings behind which the text has ended.
fn is_apparatus(heading: &str) -> bool {
    let lower = heading.to_lowercase();
    [
        "sources",
        "source",
        "references",
        "related news",
        "external links",
        "see also",
        "quellen",
        "fuentes",
        "fonti",
        "источники",
        "sister links",
    ]
    .contains(&lower.as_str())
}

#[cfg(test)]
mod tests {
    use crate::format::tests::read_all;

    #[test]
    fn words_in_templates_are_kept_and_breaks_part_words() {
        let text = "<mediawiki><page><title>A</title><ns>0</ns><revision><timestamp>2010-01-02T10:00:00Z</timestamp><text>{{date|January 1, 2010}}\nA storm hit {{w|Florida}}, said {{w|John Doe (officer)|Mr &amp;amp; Doe}}.&lt;br /&gt;It rose {{convert|100|mi|km}} at {{US$|5}}.{{QuoteLeft|It was bad.|A man}}\n&lt;blockquote&gt;Over.&lt;/blockquote&gt;Two.&lt;br&gt;&lt;br/&gt;Three.</text></revision></page></mediawiki>";
        let article = crate::format::tests::read_one(text.as_bytes());
        let texts: Vec<_> = article.paragraphs.iter().map(|p| p.text.as_str()).collect();
        let first = "A storm hit Florida, said Mr &amp; Doe. It rose 100 mi at US$5.";
        assert_eq!(texts, [first, "It was bad.", "Over.", "Two.", "Three."]);
        let record = text.find("<page>").unwrap();
        let cut = |at: usize| {
            let spans = article.paragraphs[at].source.iter();
            spans.flat_map(|s| s.cut(&text.as_bytes()[record..]).unwrap().to_vec()).collect::<Vec<_>>()
        };
        assert_eq!(
            String::from_utf8(cut(0)).unwrap(),
            "A storm hit Florida, said Mr &amp;amp; Doe.&lt;br /&gt;It rose 100|mi at US$5."
        );
        assert_eq!(cut(1), b"It was bad.");
    }

    #[test]
    fn pages_become_articles() {
        let text = "<mediawiki xml:lang=\"en\">\n<siteinfo/>\n<page><title>Harbour reopens</title><ns>0</ns><revision><timestamp>2010-01-01T10:00:00Z</timestamp><text>old</text></revision>\
            <revision><timestamp>2010-01-02T10:00:00Z</timestamp><text xml:space=\"preserve\">{{date|January 1, 2010}}{{byline|x={{y}}}}\n[[File:A.jpg|thumb|A [[boat]]]]\nThe '''harbour''' [[Port of X|at X]] reopened &lt;ref&gt;no&lt;/ref&gt; on [http://e.org Monday].\n\n== Ferries ==\n* They run.\n== Sources ==\n* {{source|url=x}}\n[[Category:Published]]</text></revision></page>\
            <page><title>Talk:X</title><ns>1</ns><revision><text>x</text></revision></page><page><title>Port</title><ns>0</ns><redirect title=\"X\"/><revision><text>x</text></revision></page>\n<page><title>Cut</title><ns>0</ns><revision><text>It was c";
        let all = read_all(text.as_bytes());
        let first = all[0].as_ref().unwrap();
        let texts: Vec<_> = first.paragraphs.iter().map(|p| p.text.as_str()).collect();
        assert_eq!(texts, ["The harbour at X reopened on Monday.", "Ferries", "They run."]);
        assert_eq!(first.published.unwrap().to_string(), "2010-01-01");
        assert_eq!(first.keywords, ["Published"]);
        assert!(all[1].as_ref().unwrap().quality.as_ref().unwrap().notes.contains(&"cut off".to_owned()));
        assert!(all[2].is_err(), "the cut is told");
        assert_eq!(all.len(), 3, "talk and redirects give nothing");
    }
}
