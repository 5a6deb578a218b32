//! Where a page may say when its story was published.

use super::address::in_address;
use crate::block::{Block, BlockKind};
use crate::field::candidate::{Candidates, Place};
use crate::field::date::{DateHints, dates_in, stamp};
use crate::field::markup::{Markup, element_text};
use crate::page::{NodeId, Page, Tag};
use memchr::memmem;
use offwire_article::{DateGround, NewsDate};

/// Names of the sources, by number.
pub(crate) const SOURCES: [&str; 22] = [
    "JSON-LD datePublished",
    "JSON-LD dateCreated",
    "JSON-LD dateModified",
    "JSON-LD uploadDate",
    "JSON-LD of another object",
    "article:published_time",
    "meta date",
    "meta modified",
    "address",
    "itemprop datePublished",
    "time named updated",
    "time named published",
    "first time",
    "time",
    "time in article",
    "visible near the headline",
    "visible in a date element",
    "visible",
    "visible, updated",
    "first visible",
    "script",
    "dateline",
];
pub(super) const LD_PUBLISHED: usize = 0;
pub(super) const LD_CREATED: usize = 1;
pub(super) const LD_MODIFIED: usize = 2;
const LD_UPLOAD: usize = 3;
pub(super) const LD_ANY: usize = 4;
pub(super) const META_ARTICLE: usize = 5;
pub(super) const META: usize = 6;
pub(super) const META_MODIFIED: usize = 7;
pub(super) const ADDRESS: usize = 8;
pub(super) const ITEMPROP: usize = 9;
const TIME_UPDATED: usize = 10;
pub(super) const TIME_PUBLISHED: usize = 11;
pub(super) const TIME_FIRST: usize = 12;
const TIME: usize = 13;
pub(super) const TIME_ARTICLE: usize = 14;
pub(super) const VISIBLE_NEAR: usize = 15;
pub(super) const VISIBLE_CLASS: usize = 16;
pub(super) const VISIBLE: usize = 17;
const VISIBLE_UPDATED: usize = 18;
pub(super) const VISIBLE_FIRST: usize = 19;
pub(super) const SCRIPT: usize = 20;
const DATELINE: usize = 21;

/// The sources that are visible text alone, as bits.
pub(super) const SHOWN: u64 = 1 << VISIBLE_NEAR | 1 << VISIBLE_CLASS | 1 << VISIBLE | 1 << VISIBLE_FIRST;

/// Meta elements that give the day of publication.
const META_NAMES: &[&str] = &[
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "article.published",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "dcterms.issued",
    "date",
    "article:published",
    "citation_publication_date",
    "cxenseparse:recs:publishtime",
    "published_at",
    "bt:pubdate",
    "article_date_original",
    "og:pubdate",
    "published",
    "displaydate",
    "article:create",
    "rnews:datepublished",
    "vr:published_time",
    "cxense-publish-time",
    "date.release",
    "release_date",
    "iso-8601-publish-date",
    "analyticsattributes.articledate",
    "shareaholic:article_published_time",
    "originalpublicationdate",
    "datecreated",
    "dc.created",
    "created",
    "citation_date",
    "citation_online_date",
];
const META_MODIFIED_NAMES: &[&str] = &[
    "article:modified_time",
    "og:updated_time",
    "last-modified",
    "datemodified",
    "lastmod",
    "dcterms.modified",
    "revised",
    "og:article:modified_time",
    "article:modified",
];

/// Whether a source says when the story was changed, not when it came out.
pub(super) fn is_modified(source: usize) -> bool {
    matches!(source, LD_MODIFIED | META_MODIFIED | TIME_UPDATED | VISIBLE_UPDATED)
}

/// What a date from this source rests on.
pub(super) fn ground(source: usize) -> DateGround {
    match source {
        ADDRESS => DateGround::Address,
        DATELINE => DateGround::Dateline,
        TIME_UPDATED..=VISIBLE_FIRST if source != TIME_FIRST => DateGround::Page,
        TIME_FIRST => DateGround::Page,
        _ => DateGround::Metadata,
    }
}

/// A date with its source.
#[derive(Debug, Clone)]
pub(crate) struct Given {
    pub source: usize,
    pub date: NewsDate,
    pub place: Place,
}

/// Candidate days, and all values that gave them.
#[derive(Debug, Clone)]
pub(crate) struct Dates {
    pub found: Candidates<NewsDate>,
    pub raw: Vec<Given>,
}

impl Dates {
    /// The one day that is known.
    pub(crate) fn of_one(day: Given) -> Self {
        let mut found = Candidates::new(SOURCES.len());
        found.add(day.source, day.date.date_only().to_string(), day.date.date_only(), day.place.clone());
        Self { found, raw: vec![day] }
    }
}

/// All candidates. `headline` is the number of the block that holds the headline, `address` the story's.
pub(crate) fn candidates(
    page: &Page<'_>,
    markup: &Markup,
    blocks: &[Block],
    headline: Option<usize>,
    address: Option<&str>,
    hints: DateHints<'_>,
) -> Dates {
    let dates = Dates { found: Candidates::new(SOURCES.len()), raw: Vec::new() };
    let mut gather = Gather { page, hints, dates };
    gather.json_ld(markup);
    gather.metas(markup);
    if let Some(date) = address.and_then(in_address) {
        gather.add(ADDRESS, Some(date), Place::Outside);
    }
    gather.elements(markup);
    gather.visible(blocks, headline);
    gather.scripts(markup);
    if gather.dates.raw.is_empty() {
        gather.title(markup);
    }
    gather.dates
}

struct Gather<'p, 'a, 'h> {
    page: &'p Page<'a>,
    hints: DateHints<'h>,
    dates: Dates,
}

impl Gather<'_, '_, '_> {
    fn add(&mut self, source: usize, date: Option<NewsDate>, place: Place) {
        let Some(date) = date.filter(|d| d.day().is_some() && (1700..2100).contains(&d.year())) else {
            return;
        };
        self.dates.found.add(source, date.date_only().to_string(), date.date_only(), place.clone());
        if self.dates.raw.len() < 400 {
            self.dates.raw.push(Given { source, date, place });
        }
    }

    fn json_ld(&mut self, markup: &Markup) {
        const KEYS: [(&str, usize); 4] = [
            ("datePublished", LD_PUBLISHED),
            ("dateCreated", LD_CREATED),
            ("dateModified", LD_MODIFIED),
            ("uploadDate", LD_UPLOAD),
        ];
        let articles = markup.articles();
        for object in &articles {
            for (key, source) in KEYS {
                let date = object.string(key).and_then(|value| stamp(value, self.hints));
                self.add(source, date, Place::Script(object.script, key));
            }
        }
        for object in markup.objects.iter().filter(|o| !articles.iter().any(|a| std::ptr::eq(*a, *o))) {
            for key in ["datePublished", "dateCreated", "uploadDate"] {
                let date = object.string(key).and_then(|value| stamp(value, self.hints));
                self.add(LD_ANY, date, Place::Script(object.script, key));
            }
        }
    }

    fn metas(&mut self, markup: &Markup) {
        let lists: [(usize, &[&str], usize); 3] = [
            (META_ARTICLE, &["article:published_time"], 1),
            (META, META_NAMES, 1),
            (META_MODIFIED, META_MODIFIED_NAMES, 1),
        ];
        for (source, names, most) in lists {
            for name in names {
                for meta in markup.meta_values(&[*name]).take(most) {
                    self.add(source, stamp(&meta.value, self.hints), Place::Attribute(meta.node, "content"));
                }
            }
        }
    }

    /// `time` elements and microdata.
    fn elements(&mut self, markup: &Markup) {
        let mut times = 0;
        for marked in &markup.marked {
            let is_time = marked.tag == Tag::TIME;
            let is_prop = marked.names.contains("datepublished")
                || marked.names.contains("datecreated")
                || self.page.has_attr(marked.node, "pubdate");
            if !is_prop && (!is_time || times >= 12) {
                continue;
            }
            let Some((date, place)) = self.element_date(marked.node) else { continue };
            if is_prop {
                self.add(ITEMPROP, Some(date), place.clone());
            }
            if is_time {
                self.time(marked.node, &marked.names, times == 0, date, &place);
                times += 1;
            }
        }
    }

    fn time(&mut self, node: NodeId, names: &str, is_first: bool, date: NewsDate, place: &Place) {
        let parent = self.page.parent(node).map(|p| names_of(self.page, p)).unwrap_or_default();
        let has = |stem: &str| names.contains(stem) || parent.contains(stem);
        let source = match () {
            () if has("updat") || has("modif") => TIME_UPDATED,
            () if has("publi") || has("entry-date") || has("posted") => TIME_PUBLISHED,
            () if is_first => TIME_FIRST,
            () => TIME,
        };
        self.add(source, Some(date), place.clone());
        if self.page.ancestors(node).any(|a| matches!(self.page.tag(a), Tag::ARTICLE | Tag::MAIN)) {
            self.add(TIME_ARTICLE, Some(date), place.clone());
        }
    }

    fn element_date(&self, node: NodeId) -> Option<(NewsDate, Place)> {
        for name in ["datetime", "content"] {
            if let Some(date) = self.page.attr(node, name).and_then(|value| stamp(&value, self.hints)) {
                return Some((date, Place::Attribute(node, name)));
            }
        }
        let text = element_text(self.page, node);
        let found = dates_in(text.get(..text.len().min(200)).unwrap_or(&text), self.hints);
        Some((found.iter().find_map(|d| d.date())?, Place::Element(node)))
    }

    /// `Harbour reopens - 07.12.2017 - Harbour Times`: the title of a page that gives no date otherwise.
    fn title(&mut self, markup: &Markup) {
        let Some((title, node)) = &markup.title else { return };
        let found = dates_in(head(title, 300), self.hints);
        self.add(VISIBLE, found.iter().find_map(|d| d.date()), Place::Element(*node));
    }

    /// Dates that a reader sees, by their distance from the headline.
    fn visible(&mut self, blocks: &[Block], headline: Option<usize>) {
        let headline = headline.or_else(|| blocks.iter().position(|b| b.kind == BlockKind::Heading(1)));
        let (mut seen, mut others) = (0, 0);
        for (index, block) in blocks.iter().enumerate().take(3_000) {
            let head = head(&block.text, 200);
            if head.len() < block.text.len() && !head.bytes().take(90).any(|b| b.is_ascii_digit())
                || !head.chars().any(|c| c.is_numeric())
            {
                continue;
            }
            if block.text.chars().count() > 160 && !opens_with_year(head) {
                continue;
            }
            for found in dates_in(head, self.hints).into_iter().filter(|d| d.day.is_some()).take(2) {
                let Some(date) = found.date() else { continue };
                let is_near = headline.is_some_and(|h| index + 4 >= h && index <= h + 8);
                let source = match () {
                    () if is_update(&block.text) => VISIBLE_UPDATED,
                    () if is_near => VISIBLE_NEAR,
                    () if self.is_dated_element(block) => VISIBLE_CLASS,
                    () => VISIBLE,
                };
                let place = Place::Block(index, found.range.clone());
                if source != VISIBLE || others < 4 {
                    self.add(source, Some(date), place.clone());
                }
                others += usize::from(source == VISIBLE);
                if seen == 0 {
                    self.add(VISIBLE_FIRST, Some(date), place);
                }
                seen += 1;
            }
        }
    }

    fn is_dated_element(&self, block: &Block) -> bool {
        let Some(node) = block.node else { return false };
        let up = std::iter::once(node).chain(self.page.ancestors(node)).take(2);
        up.map(|id| names_of(self.page, id)).any(|names| {
            ["byline", "date", "time", "publi", "posted", "meta", "dateline", "timestamp"]
                .iter()
                .any(|stem| names.contains(stem))
        })
    }

    /// Keys of state that scripts carry.
    fn scripts(&mut self, markup: &Markup) {
        let mut found = 0;
        for &id in &markup.scripts {
            let Some(text) = self.page.first_child(id) else { continue };
            let source = self.page.text(text);
            for value in script_dates(head(&source, 400_000)).take(3 - found) {
                let date = stamp(value, self.hints);
                self.add(SCRIPT, date, Place::Element(id));
                found += 1;
            }
            if found >= 3 {
                break;
            }
        }
    }
}

/// Class, id, itemprop and test id of an element in lower case.
pub(crate) fn names_of(page: &Page<'_>, id: NodeId) -> String {
    let mut names = String::new();
    for name in ["class", "id", "itemprop", "data-testid"] {
        if let Some(value) = page.attr(id, name) {
            names.push_str(&value.to_lowercase());
            names.push(' ');
        }
    }
    names
}

fn head(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or(text)
}

/// Whether a year stands among the first letters of a long text.
fn opens_with_year(text: &str) -> bool {
    let head = head(text, 80).as_bytes();
    head.windows(4).any(|w| w.iter().all(u8::is_ascii_digit))
}

/// Whether a line speaks of an update.
pub(crate) fn is_update(text: &str) -> bool {
    const WORDS: [&str; 12] = [
        "updat",
        "aktualis",
        "modif",
        "mis à jour",
        "actualiz",
        "aggiornat",
        "atualizad",
        "bijgewerkt",
        "uppdaterad",
        "oppdatert",
        "opdateret",
        "zaktualizowano",
    ];
    let lower = head(text, 300).to_lowercase();
    WORDS.iter().any(|word| lower.contains(word))
}

/// Values of keys in a script that give the day of publication.
fn script_dates(source: &str) -> impl Iterator<Item = &str> {
    const KEYS: [&str; 14] = [
        "datepublished",
        "publisheddate",
        "publishdate",
        "publishedat",
        "publishtime",
        "pubdate",
        "firstpublished",
        "displaydate",
        "createdat",
        "firstpublishedat",
        "publicationdate",
        "postdate",
        "publishedtime",
        "publishat",
    ];
    let bytes = source.as_bytes();
    memmem::find_iter(bytes, b"\":").filter_map(move |at| {
        let open = at - 1 - bytes.get(..at)?.iter().rev().take(24).position(|byte| *byte == b'"')?;
        let key = source.get(open + 1..at).filter(|key| (7..24).contains(&key.len()))?;
        let plain = key.chars().filter(|c| *c != '_' && *c != '-').flat_map(char::to_lowercase);
        if !KEYS.iter().any(|known| plain.clone().eq(known.chars())) {
            return None;
        }
        let value = source.get(at + 2..)?.trim_start().strip_prefix('"')?;
        value.get(..value.find('"')?).filter(|value| (8..40).contains(&value.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_carry_dates() {
        let source = r#"x={"a":1,"publishedAt": "2018-01-26T10:00:00Z","pub_date":"2018-01-27 1"}"#;
        assert_eq!(script_dates(source).collect::<Vec<_>>(), ["2018-01-26T10:00:00Z", "2018-01-27 1"]);
    }
}
