//! WXR: what WordPress exports of a site.

mod content;

use super::{Cut, Family, Format, FormatInfo, Parsed, Record, Reject, Splitter, split, story};
use crate::markup::{Element, Rules, Tree};
use crate::sniff::Head;
use crate::{Article, Reason};
use std::sync::Arc;

/// See the module.
pub(crate) struct Wxr;

impl Format for Wxr {
    fn info(&self) -> &'static FormatInfo {
        &FormatInfo {
            name: "wxr",
            title: "WordPress exports (WXR)",
            family: Family::Web,
            recognised: "root element rss with WordPress' namespace",
            example: "<rss xmlns:wp=\"http://wordpress.org/export/1.2/\">",
            kept: "posts and pages: headline, author's name, date, address, categories as section, tags as keywords, text, captions",
            not_kept: "shortcodes, attachments, menus, revisions, comments",
        }
    }

    fn recognise(&self, head: &Head<'_>) -> bool {
        head.root_is(&["rss"]) && (head.has("wordpress.org/export") || head.has("wp:wxr_version"))
    }

    fn splitter(&self, _head: &Head<'_>) -> Option<Box<dyn Splitter>> {
        Some(Box::new(Posts { tags: split::Tags::new(&["<item>", "<item "], "</item>"), authors: None }))
    }

    fn parse(&self, record: &Record<'_>) -> Parsed {
        let tree = match Tree::of(record, Rules::Xml) {
            Ok(tree) => tree,
            Err(reject) => return vec![Err(reject)],
        };
        let authors = record.item.context.as_deref().unwrap_or_default();
        tree.root().map(|item| read(item, authors)).into_iter().collect()
    }
}

/// Items of the export; the names of its authors, which stand before them, are the context of each.
struct Posts {
    tags: split::Tags,
    authors: Option<Arc<str>>,
}

impl Splitter for Posts {
    fn cut(&mut self, buffer: &[u8], complete: bool) -> Cut {
        if self.authors.is_none() {
            self.authors = Some(authors(&String::from_utf8_lossy(buffer)).into());
        }
        self.tags.cut(buffer, complete)
    }

    fn resume(&mut self, buffer: &[u8]) -> Option<usize> {
        self.tags.resume(buffer)
    }

    fn context(&self) -> Option<Arc<str>> {
        self.authors.clone().filter(|authors| !authors.is_empty())
    }
}

/// One line an author: login, tab, name.
fn authors(head: &str) -> String {
    let mut lines = String::new();
    for author in head.split("<wp:author>").skip(1) {
        let value = |name: &str| {
            let inner = author.split_once(&format!("<wp:author_{name}>"))?.1.split_once("</wp:")?.0;
            let inner = inner.trim().trim_start_matches("<![CDATA[").trim_end_matches("]]>").trim();
            (!inner.is_empty()).then(|| inner.to_owned())
        };
        let Some(login) = value("login") else { continue };
        let full = value("first_name").zip(value("last_name")).map(|(first, last)| format!("{first} {last}"));
        if let Some(name) = full.or_else(|| value("display_name")) {
            lines.push_str(&format!("{login}\t{name}\n"));
        }
    }
    lines
}

fn read(item: Element<'_>, authors: &str) -> Result<Article, Reject> {
    let kind = item.text_at("post_type").unwrap_or_default();
    if !matches!(kind.as_str(), "post" | "page" | "") {
        return Err(Reject::new(Reason::NoArticle, format!("an item of type {kind}, no post")));
    }
    let mut article = Article { url: item.text_at("link"), ..Article::default() };
    if let Some(title) = item.child("title") {
        story::set_escaped_headline(&mut article, title);
    }
    if let Some(date) = item.text_at("post_date_gmt").filter(|date| !date.starts_with("0000")) {
        story::set_published(&mut article, Some(format!("{date}Z")));
    }
    story::set_published(&mut article, item.text_at("post_date"));
    story::set_published(&mut article, item.text_at("pubDate"));
    let login = item.text_at("creator").unwrap_or_default();
    let name = authors
        .lines()
        .find_map(|line| line.split_once('\t').filter(|(l, _)| *l == login))
        .map(|(_, name)| name);
    article.authors = story::people(name.unwrap_or(&login));
    for category in item.children("category") {
        let list = category.attribute("domain").unwrap_or_default();
        match list.as_str() {
            "post_tag" | "tag" => story::add(&mut article.keywords, category.text()),
            _ => {
                let name = category.text().filter(|name| name != "Uncategorized");
                if article.section.is_none() {
                    article.section = name;
                } else if name != article.section {
                    story::add(&mut article.topics, name);
                }
            }
        }
    }
    let standing = item.text_at("status").unwrap_or_default();
    if matches!(standing.as_str(), "draft" | "pending" | "private" | "trash" | "auto-draft") {
        article.note(format!("never published: {standing}"));
    }
    let content = item.children("encoded").next();
    article.paragraphs = content.map(|content| content::paragraphs(&content.mapped())).unwrap_or_default();
    if article.paragraphs.is_empty() {
        article.note("no text");
    }
    Ok(article)
}

#[cfg(test)]
mod tests {
    use crate::format::tests::read_all;

    #[test]
    fn posts_are_read_and_attachments_are_not() {
        let text = "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel><title>Paper</title>\
            <wp:author><wp:author_login>ann</wp:author_login><wp:author_display_name><![CDATA[Ann Smith]]></wp:author_display_name></wp:author>\
            <item><title>Harbour reopens</title><dc:creator><![CDATA[ann]]></dc:creator><content:encoded><![CDATA[<!-- wp:paragraph -->\n<p>[dropcap]T[/dropcap]he harbour.</p>\n<!-- /wp:paragraph -->]]></content:encoded>\
            <wp:post_date>1999-03-02 11:15:00</wp:post_date><wp:post_date_gmt>1999-03-02 10:15:00</wp:post_date_gmt><wp:status>publish</wp:status><wp:post_type>post</wp:post_type><category domain=\"category\">News</category></item>\
            <item><title>Lines</title><content:encoded><![CDATA[One line is <b>one</b> paragraph.\n\nAnother line here.]]></content:encoded><wp:post_date_gmt>0000-00-00 00:00:00</wp:post_date_gmt><wp:status>draft</wp:status><wp:post_type>post</wp:post_type></item>\
            <item><title>boat.jpg</title><wp:post_type>attachment</wp:post_type></item></channel></rss>";
        let all = read_all(text.as_bytes());
        assert_eq!(all.len(), 3);
        let first = all[0].as_ref().unwrap();
        assert_eq!(first.body(), "The harbour.");
        assert_eq!(first.authors, ["Ann Smith"]);
        assert_eq!(first.published.unwrap().to_string(), "1999-03-02T10:15:00Z");
        assert_eq!(all[1].as_ref().unwrap().paragraphs.len(), 2);
        assert!(all[2].is_err());
    }
}
