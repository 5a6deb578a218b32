//! A page of the web.

mod beside;
mod division;
mod early;
mod edge;
mod fields;
mod heading;
mod link;
mod locale;
mod place;
mod related;
mod told_body;

use super::{Family, Format, FormatInfo, Parsed, Record, Reject};
use crate::block::{self, Block, BlockKind};
use crate::body::{self, Choice};
use crate::boilerplate::{LONGEST_NOTICE, furniture, says_no_page};
use crate::field::headline::first_paragraph;
use crate::field::sign::{is_byline, is_day};
use crate::field::{locate, story};
use crate::page::{NodeId, Page, Tag};
use crate::sniff::Head;
use crate::{Article, CandidateTable, Explanation, Reason};
use beside::Beside;
use division::{Part, divide, is_sign};
use edge::{drop_above, drop_clocks, drop_edges, drop_headline};
use fields::Fields;
use offwire_article::{Paragraph, ParagraphKind, Span};
use std::collections::HashSet;
use std::ops::Range;

/// See the module.
pub(crate) struct Html;

impl Format for Html {
    fn info(&self) -> &'static FormatInfo {
        &FormatInfo {
            name: "html",
            title: "HTML pages",
            family: Family::Web,
            recognised: "<!doctype html, <html, or HTML elements near the start",
            example: "<html><head><title>…",
            kept: "headline, kicker, subheads, agency, byline, dateline, dates, paragraphs, related headlines, language, section, keywords",
            not_kept: "navigation, advertisements, comments, scripts",
        }
    }

    fn recognise(&self, head: &Head<'_>) -> bool {
        let root = head.root().filter(|_| head.text.starts_with('<'));
        if root.as_ref().is_some_and(|root| {
            root.name.eq_ignore_ascii_case("html") || is_element(root.name) && is_marked_up(&head.text)
        }) {
            return true;
        }
        let shows = |signs: &[&str]| signs.iter().any(|sign| head.has(sign));
        if shows(&["<!doctype html", "<html"]) {
            return true;
        }
        // Other vocabularies have elements of these names too.
        let may_be_xml = root.is_some() && !shows(&["<div", "<a href", "<br"]);
        !head.text.starts_with("<?xml") && !may_be_xml && shows(&["<body", "<head>", "<title>"])
    }

    fn parse(&self, record: &Record<'_>) -> Parsed {
        let page = Page::read(record.bytes(), record.charset().encoding);
        let whole = Story::read(&page, record);
        match whole.parts() {
            parts if parts.is_empty() => vec![whole.article()],
            parts => {
                let first = parts.first().map_or(0, |part| part.heading);
                parts.iter().map(|part| whole.part(part, first).article()).collect()
            }
        }
    }

    fn candidates(&self, record: &Record<'_>) -> Vec<CandidateTable> {
        let page = Page::read(record.bytes(), record.charset().encoding);
        Story::read(&page, record).fields.candidates()
    }

    fn explain(&self, record: &Record<'_>) -> Vec<Explanation> {
        let page = Page::read(record.bytes(), record.charset().encoding);
        Story::read(&page, record).explain()
    }
}

/// Lines of a piece of a page for each of its tags, at most; a dump that kept one stray tag has hundreds.
const LINES_PER_TAG: usize = 20;

/// Whether tags stand throughout the text, and not just at its beginning.
fn is_marked_up(text: &str) -> bool {
    let is_tag = |at: &usize| {
        text.as_bytes().get(at + 1).is_some_and(|next| next.is_ascii_alphabetic() || *next == b'/')
    };
    let tags = memchr::memchr_iter(b'<', text.as_bytes()).filter(is_tag).count();
    let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
    tags * LINES_PER_TAG >= lines
}

/// Elements that a piece of a page begins with.
fn is_element(name: &str) -> bool {
    const ELEMENTS: &[&str] = &[
        "body",
        "head",
        "title",
        "base",
        "div",
        "p",
        "h1",
        "h2",
        "h3",
        "table",
        "center",
        "font",
        "span",
        "a",
        "br",
        "hr",
        "ul",
        "ol",
        "b",
        "i",
        "main",
        "meta",
        "link",
        "script",
        "style",
        "img",
        "blockquote",
        "nav",
    ];
    ELEMENTS.iter().any(|element| name.eq_ignore_ascii_case(element))
}

/// A page whose every block is shorter than this, in characters, tells no story; a sentence of Chinese may be this short.
const SHORTEST_STORY: usize = 30;

/// Bytes of a line between headline and first entry that introduces the entries, whether it is body or not.
const INTRODUCTION: usize = 60;

/// Bytes of a text that is compared with those of other stories.
const LONG_TEXT: usize = 100;

/// Characters of body below which the story of a page for subscribers is a stub.
const STUB: usize = 1_500;

/// A page with what was read on it.
struct Story<'p, 'a> {
    page: &'p Page<'a>,
    record: &'p Record<'p>,
    blocks: Vec<Block>,
    choices: Vec<Choice>,
    fields: Fields,
    beside: Beside,
}

impl<'p, 'a> Story<'p, 'a> {
    fn read(page: &'p Page<'a>, record: &'p Record<'p>) -> Self {
        let blocks = block::from_page(page);
        let mut choices = body::choose_page(page, &blocks);
        for (choice, block) in choices.iter_mut().zip(&blocks) {
            if choice.keep && (furniture(&block.text).is_some() || is_byline(&block.text)) {
                (choice.keep, choice.reason) = (false, body::Reason::Furniture);
            }
        }
        drop_clocks(&blocks, &mut choices);
        if page.is_early() {
            early::drop_furniture(page, &blocks, &mut choices);
        }
        fall_back_to_prose(&blocks, &mut choices);
        let mut fields = Fields::read(page, record, &blocks, &choices);
        if page.is_early() {
            let text = first_paragraph(&blocks, &choices).unwrap_or(0);
            fields.lend_day(fields.day_above(&blocks, text));
        }
        drop_headline(&blocks, &mut choices, fields.headline());
        drop_above(&blocks, &mut choices, fields.headline_block);
        if page.is_early() {
            early::drop_above(&blocks, &mut choices, fields.headline_block, fields.authors());
        }
        drop_edges(&blocks, &mut choices, fields.authors());
        let beside = fields.headline_block.map_or_else(Beside::default, |at| {
            Beside::find(page, &blocks, &choices, at, fields.headline().unwrap_or_default())
        });
        beside.drop_from(&mut choices);
        fall_back_to_prose(&blocks, &mut choices);
        Self { page, record, blocks, choices, fields, beside }
    }

    /// The stories of a page that holds several; none where it tells one.
    fn parts(&self) -> Vec<Part> {
        let parts = divide(self.page, &self.blocks, &self.choices);
        let is_index = || body::page_kind(&self.blocks, &self.choices) == body::PageKind::Index;
        let are_whole = parts.iter().all(|part| part.is_whole);
        let is_one = parts.first().is_none_or(|first| self.is_told_in(first, are_whole) || is_index());
        if is_one { Vec::new() } else { self.told(parts) }
    }

    /// The parts that tell a story of their own: a table of contents repeats how the others begin.
    fn told(&self, parts: Vec<Part>) -> Vec<Part> {
        let texts = |range: &Range<usize>| self.blocks.get(range.clone()).unwrap_or_default().iter();
        let repeats = |at: usize, part: &Part| {
            let behind: HashSet<&str> = parts
                .iter()
                .skip(at + 1)
                .flat_map(|other| texts(&other.blocks))
                .map(|block| block.text.as_str())
                .collect();
            let own = || texts(&part.blocks).filter(|block| block.text.len() >= LONG_TEXT);
            let repeated = own().filter(|block| behind.contains(block.text.as_str())).count();
            repeated > 1 && repeated * 2 > own().count()
        };
        let is_contents: Vec<bool> = parts.iter().enumerate().map(|(at, part)| repeats(at, part)).collect();
        let told = parts.into_iter().zip(is_contents).filter(|(_, is_contents)| !is_contents);
        told.map(|(part, _)| part).collect()
    }

    /// Whether what looks like the first of several stories is an entry of one: the page's headline stands above it
    /// with a byline, a day or text of its own, or the page says that it is one article. A day alone stands above the
    /// stories of a day too, if all `are_whole`.
    fn is_told_in(&self, first: &Part, are_whole: bool) -> bool {
        let Some(headline) = self.fields.headline_block.filter(|at| *at < first.blocks.start) else {
            return false;
        };
        let mut between =
            (headline + 1..first.blocks.start).filter_map(|at| self.blocks.get(at).zip(self.choices.get(at)));
        self.fields.declares_one()
            || between.any(|(block, choice)| {
                is_sign(block) && !(are_whole && is_day(&block.text))
                    || says_something(block) && (choice.keep || block.text.len() >= INTRODUCTION)
            })
    }

    /// One of several stories, read as if it were all of the page; `first` is the block of the first story's heading.
    fn part(&self, part: &Part, first: usize) -> Self {
        let node = |at: usize| self.blocks.get(at).and_then(|block| block.run.or(block.node));
        let nodes = node(part.blocks.start).map_or(0, NodeId::index)
            ..node(part.blocks.end).map_or(self.page.len(), NodeId::index);
        let blocks = self.blocks.get(part.blocks.clone()).unwrap_or_default().to_vec();
        let mut choices = self.choices.get(part.blocks.clone()).unwrap_or_default().to_vec();
        keep_repeats(&blocks, &mut choices);
        for (choice, block) in choices.iter_mut().zip(&blocks).filter(|(choice, _)| choice.keep) {
            if is_sign(block) {
                (choice.keep, choice.reason) = (false, body::Reason::Furniture);
            }
        }
        let heading = part.heading - part.blocks.start;
        let nodes = Some(&nodes).filter(|_| self.fields.headline_block != Some(part.heading));
        let mut fields = self.fields.of_story(self.page, nodes, heading, &blocks, &choices);
        fields.lend_day(self.fields.day_above(&self.blocks, first));
        drop_headline(&blocks, &mut choices, fields.headline());
        if self.page.is_early() {
            early::drop_above(&blocks, &mut choices, Some(heading), fields.authors());
        }
        drop_edges(&blocks, &mut choices, fields.authors());
        let beside =
            Beside::find(self.page, &blocks, &choices, heading, fields.headline().unwrap_or_default());
        beside.drop_from(&mut choices);
        Self { page: self.page, record: self.record, blocks, choices, fields, beside }
    }

    fn article(&self) -> Result<Article, Reject> {
        let kept: Vec<&Block> =
            self.blocks.iter().zip(&self.choices).filter(|(_, c)| c.keep).map(|(b, _)| b).collect();
        if !kept.iter().any(|block| says_something(block))
            && let Some(article) = self.article_of_head()
        {
            return Ok(article);
        }
        if kept.is_empty() {
            let detail = match self.page.ids().any(|id| self.page.tag(id) == Tag::FRAMESET) {
                true => "a frame set: what it shows stands in the files that its frames name".into(),
                false => format!(
                    "no story among the page's {} blocks of text: none reads like running text",
                    self.blocks.len()
                ),
            };
            return Err(Reject::new(Reason::NoArticle, detail));
        }
        if !kept.iter().any(|block| says_something(block)) {
            let detail = "nothing but headings and links on the page: an index, tag or search page";
            return Err(Reject::new(Reason::NoArticle, detail));
        }
        if self.is_error_page(&kept) {
            return Err(Reject::new(Reason::NoArticle, "the site's notice that it has no such page"));
        }
        let kind = body::page_kind(&self.blocks, &self.choices);
        if kind == body::PageKind::Index {
            return Err(Reject::new(Reason::NoArticle, kind.text()));
        }
        let mut article = Article { paragraphs: self.paragraphs(), ..Article::default() };
        self.fields.fill(&mut article, self.page, &self.blocks);
        self.beside.fill(&mut article, &self.blocks);
        let locate = |at: usize, part: &Range<usize>| self.place(kept.get(at).copied(), part);
        story::complete(&mut article, &locate, &self.fields.language);
        article.related =
            related::related(&self.blocks, &self.choices, article.headline.as_deref().unwrap_or(""));
        if self.fields.is_paid() && article.body().chars().count() < STUB {
            article.note("paywall stub");
        }
        if article.paragraphs.iter().all(|p| p.kind == ParagraphKind::Caption) {
            return Err(Reject::new(Reason::NoArticle, "nothing but captions of pictures on the page"));
        }
        if article.language.is_none() {
            article.language = self.record.options.language.clone();
        }
        Ok(article)
    }

    fn paragraphs(&self) -> Vec<Paragraph> {
        let mut paragraphs = body::paragraphs(&self.blocks, &self.choices);
        let kept = self.choices.iter().enumerate().filter(|(_, choice)| choice.keep);
        for (paragraph, (at, _)) in paragraphs.iter_mut().zip(kept) {
            if self.beside.is_told(at) && paragraph.kind == ParagraphKind::Text {
                paragraph.kind = ParagraphKind::Subhead;
            }
        }
        paragraphs
    }

    /// The article of a page that tells its text in the head alone.
    fn article_of_head(&self) -> Option<Article> {
        let encoding = self.record.charset().encoding;
        let paragraphs = told_body::paragraphs(self.page, self.record.bytes(), encoding);
        let places: Vec<Vec<Span>> = paragraphs.iter().map(|paragraph| paragraph.source.clone()).collect();
        let mut article = Article { paragraphs, ..Article::default() };
        if article.paragraphs.is_empty() {
            return None;
        }
        self.fields.fill(&mut article, self.page, &self.blocks);
        let locate = |at: usize, _: &Range<usize>| places.get(at).cloned().unwrap_or_default();
        story::complete(&mut article, &locate, &self.fields.language);
        article.note("text of the page's metadata: the page itself shows none");
        Some(article)
    }

    /// Whether headline or first heading say that there is no page, and next to nothing else is said.
    fn is_error_page(&self, kept: &[&Block]) -> bool {
        let text: usize = kept.iter().map(|block| block.text.chars().count()).sum();
        let heading = self.blocks.iter().find(|block| matches!(block.kind, BlockKind::Heading(1 | 2)));
        let mut headings = heading.map(|block| block.text.as_str()).into_iter().chain(self.fields.headline());
        text < LONGEST_NOTICE && headings.any(says_no_page)
    }

    /// Where a part of a block stands in the raw page.
    fn place(&self, block: Option<&Block>, part: &Range<usize>) -> Vec<Span> {
        block.map_or_else(Vec::new, |block| locate::in_block(self.page, block, part))
    }

    fn explain(&self) -> Vec<Explanation> {
        let block = |(block, choice): (&Block, &Choice)| Explanation {
            source: block.spans.clone(),
            reading: if choice.keep { "paragraph" } else { "furniture" }.into(),
            score: Some(choice.score),
            kept: choice.keep,
            reason: furniture(&block.text)
                .filter(|_| !choice.keep)
                .map_or(choice.reason.text(), |f| f.text())
                .into(),
            ..Explanation::about("block", block.text.clone())
        };
        let mut told: Vec<Explanation> = self.blocks.iter().zip(&self.choices).map(block).collect();
        match self.parts() {
            parts if parts.is_empty() => self.fields.explain(self.page, &self.blocks, &mut told),
            parts => {
                let first = parts.first().map_or(0, |part| part.heading);
                parts.iter().map(|part| self.part(part, first)).for_each(|story| {
                    story.fields.explain(story.page, &story.blocks, &mut told);
                });
            }
        }
        told
    }
}

/// Takes back what repeats another story of the page, and nothing of its own.
fn keep_repeats(blocks: &[Block], choices: &mut [Choice]) {
    let kept = blocks.iter().zip(&*choices).filter(|(_, choice)| choice.keep);
    let mut own: HashSet<&str> = kept.map(|(block, _)| block.text.as_str()).collect();
    for (block, choice) in blocks.iter().zip(choices) {
        if choice.reason == body::Reason::Repeat && own.insert(&block.text) {
            (choice.keep, choice.reason) = (true, body::Reason::Body);
        }
    }
}

/// Where the model found headings and links alone, what reads like running text is taken.
fn fall_back_to_prose(blocks: &[Block], choices: &mut [Choice]) {
    let told = |(choice, block): (&Choice, &Block)| choice.keep && says_something(block);
    if choices.iter().zip(blocks).any(told) {
        return;
    }
    for (choice, keep) in choices.iter_mut().zip(super::plain::prose::choose(blocks)) {
        choice.keep |= keep;
    }
}

/// Whether a block tells something itself: it is no heading, and no link to another page.
fn says_something(block: &Block) -> bool {
    let chars = block.text.chars().count();
    let is_heading = matches!(block.kind, BlockKind::Heading(_));
    !is_heading && chars >= SHORTEST_STORY && (block.link_chars as usize) * 2 < chars
}
