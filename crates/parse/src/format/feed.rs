//! Feeds (RSS 0.9 to 2.0, RDF, Atom) and site maps.

use super::{Family, Format, FormatInfo, Parsed, Record, Reject, html_text, story};
use crate::markup::{Element, Rules, Tree};
use crate::sniff::Head;
use crate::{Article, Reason};
use offwire_article::Paragraph;

/// RSS, RDF and Atom.
pub(crate) struct Feed;
/// Lists of addresses, with headlines where they are made for news.
pub(crate) struct Sitemap;

/// How WordPress signs items in languages of the West, with what stands between headline and site.
const SIGNATURES: &[(&str, &str)] = &[
    ("The post ", " appeared first on "),
    ("The post ", " first appeared on "),
    ("Der Beitrag ", " erschien zuerst auf "),
    ("L'article ", " est apparu en premier sur "),
    ("L\u{2019}article ", " est apparu en premier sur "),
    ("La entrada ", " se publicó primero en "),
    ("L'articolo ", " proviene da "),
    ("L\u{2019}articolo ", " proviene da "),
    ("O post ", " apareceu primeiro em "),
    ("Het bericht ", " verscheen eerst op "),
];

impl Format for Feed {
    fn info(&self) -> &'static FormatInfo {
        &FormatInfo {
            name: "feed",
            title: "RSS, RDF and Atom feeds",
            family: Family::Web,
            recognised: "root element rss, feed or RDF",
            example: "<rss version=\"2.0\"><channel>…<item>",
            kept: "headline, address, date, authors, categories, language, full text where the item has it, else its summary (noted)",
            not_kept: "enclosures, media, comments",
        }
    }

    fn recognise(&self, head: &Head<'_>) -> bool {
        head.root_is(&["rss", "feed", "RDF", "rdf"])
    }

    fn parse(&self, record: &Record<'_>) -> Parsed {
        let tree = match Tree::of(record, Rules::Xml) {
            Ok(tree) => tree,
            Err(reject) => return vec![Err(reject)],
        };
        let channel = tree.document().find("channel").or_else(|| tree.root());
        let language = channel.and_then(|c| c.text_at("language").or_else(|| c.attribute("lang")));
        let language = language.and_then(|tag| crate::field::language::tag(&tag));
        let items: Vec<Element<'_>> =
            tree.document().descendants().filter(|e| e.is_any(&["item", "entry"])).collect();
        if items.is_empty() {
            return vec![Err(Reject::new(Reason::NoArticle, "a feed without items"))];
        }
        items.into_iter().map(|element| item(element, language.clone())).collect()
    }
}

fn item(item: Element<'_>, language: Option<String>) -> Result<Article, Reject> {
    let mut article = Article { language, ..Article::default() };
    if let Some(title) = item.child("title") {
        story::set_escaped_headline(&mut article, title);
    }
    article.url = address(item);
    for name in ["pubDate", "published", "date", "issued", "created", "updated", "modified"] {
        story::set_published(&mut article, item.text_at(name));
    }
    article.modified = item
        .text_at("updated")
        .as_deref()
        .and_then(super::when::read)
        .filter(|date| Some(*date) != article.published);
    read_authors(item, &mut article);
    for category in item.children("category").chain(item.children("subject")) {
        let name = category.text().or_else(|| category.attribute("term"));
        story::add(&mut article.keywords, name.as_deref().map(story::unescaped));
    }
    article.rights = item.text_at("rights");
    read_text(item, &mut article);
    if article.headline.is_none() && article.paragraphs.is_empty() {
        return Err(Reject::new(Reason::NoArticle, "an item without title and text"));
    }
    Ok(article)
}

/// The address of the item, not of its sound or comments.
fn address(item: Element<'_>) -> Option<String> {
    let mut links = item.children("link");
    let own = links.find(|link| matches!(link.attribute("rel").as_deref(), None | Some("alternate")));
    let link = own.and_then(|link| link.attribute("href").or_else(|| link.text()));
    link.or_else(|| item.text_at("guid").filter(|guid| guid.starts_with("http")))
}

fn read_authors(item: Element<'_>, article: &mut Article) {
    for author in item.children("creator").chain(item.children("author")) {
        let line = author.text_at("name").or_else(|| author.text()).unwrap_or_default();
        // RSS asks for an address with the name in brackets behind it.
        let line = line
            .split_once('(')
            .filter(|(address, _)| address.contains('@'))
            .map_or(line.clone(), |(_, name)| name.trim_end_matches(')').to_owned());
        let known: Vec<String> = story::people(&line);
        known.into_iter().for_each(|name| story::add(&mut article.authors, Some(name)));
    }
}

/// The full text where there is one, else the longest summary.
fn read_text(item: Element<'_>, article: &mut Article) {
    let full =
        item.child("encoded").or_else(|| item.child("content").filter(|c| c.attribute("url").is_none()));
    let full: Vec<Paragraph> = full.map(text).unwrap_or_default();
    if full.is_empty() {
        let summary =
            ["description", "summary", "subtitle"].iter().filter_map(|name| item.child(name)).map(text);
        article.paragraphs =
            summary.max_by_key(|p| p.iter().map(|p| p.text.len()).sum::<usize>()).unwrap_or_default();
        article.note(if article.paragraphs.is_empty() { "headline only" } else { "summary only" });
    } else {
        article.paragraphs = full;
    }
    if article.paragraphs.last().is_some_and(|last| is_signature(&last.text)) {
        article.paragraphs.pop();
    }
    for paragraph in &mut article.paragraphs {
        paragraph.text = paragraph.text.trim().to_owned();
    }
}

/// The line that WordPress sets below each item: `The post Harbour reopens appeared first on Velden Weekly.`
fn is_signature(line: &str) -> bool {
    SIGNATURES.iter().any(|(opening, middle)| line.starts_with(opening) && line.contains(middle))
}

/// The paragraphs of an element whose text is HTML, escaped or not.
fn text(element: Element<'_>) -> Vec<Paragraph> {
    if element.elements().next().is_some() {
        return crate::markup::flow(
            element,
            crate::markup::Flow { skip: &[], subheads: &[], escaped: false },
        );
    }
    html_text::any(element.mapped())
}

impl Format for Sitemap {
    fn info(&self) -> &'static FormatInfo {
        &FormatInfo {
            name: "sitemap",
            title: "Site maps",
            family: Family::Web,
            recognised: "root element urlset or sitemapindex",
            example: "<urlset><url><news:news>…",
            kept: "of site maps for news: headline, date, address, paper, keywords (noted as headline only)",
            not_kept: "addresses without a headline",
        }
    }

    fn recognise(&self, head: &Head<'_>) -> bool {
        head.root_is(&["urlset", "sitemapindex"])
    }

    fn parse(&self, record: &Record<'_>) -> Parsed {
        let tree = match Tree::of(record, Rules::Xml) {
            Ok(tree) => tree,
            Err(reject) => return vec![Err(reject)],
        };
        let urls: Vec<Element<'_>> =
            tree.document().all_named("url").filter(|url| url.child("news").is_some()).collect();
        if urls.is_empty() {
            return vec![Err(Reject::new(Reason::NoArticle, "a list of addresses without headlines"))];
        }
        urls.into_iter().map(|url| Ok(headline(url))).collect()
    }
}

fn headline(url: Element<'_>) -> Article {
    let mut article = Article { url: url.text_at("loc"), ..Article::default() };
    if let Some(news) = url.child("news") {
        if let Some(title) = news.child("title") {
            story::set_headline(&mut article, title);
        }
        story::set_published(&mut article, news.text_at("publication_date"));
        article.language =
            news.text_at("publication/language").and_then(|tag| crate::field::language::tag(&tag));
        article.agency = news.text_at("publication/name").and_then(|name| story::credit(&name));
        for keyword in news.text_at("keywords").unwrap_or_default().split(',') {
            story::add(&mut article.keywords, Some(keyword.to_owned()));
        }
    }
    article.note("headline only");
    article
}

#[cfg(test)]
mod tests {
    use crate::format::tests::{read_all, read_one};

    #[test]
    fn items_say_whether_their_text_is_whole() {
        let text = "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>Paper</title><language>en-gb</language>\
            <item><title>Harbour reopens</title><link>http://example.org/1</link><pubDate>Tue, 02 Mar 1999 10:15:00 GMT</pubDate><dc:creator>Ann Smith</dc:creator>\
            <description>Short.</description><content:encoded><![CDATA[<p>The harbour &amp; pier.</p><p>Ferries.</p>]]></content:encoded></item>\
            <item><description>&lt;p&gt;Only a &lt;b&gt;summary&lt;/b&gt;.&lt;/p&gt;</description></item></channel></rss>";
        let all: Vec<_> = read_all(text.as_bytes()).into_iter().map(Result::unwrap).collect();
        assert_eq!(all[0].body(), "The harbour & pier.\n\nFerries.");
        assert_eq!(all[0].published.unwrap().to_string(), "1999-03-02T10:15:00Z");
        assert_eq!(
            (all[0].language.as_deref(), all[0].authors.as_slice()),
            (Some("en-GB"), &["Ann Smith".to_owned()][..])
        );
        assert_eq!(all[1].body(), "Only a summary.");
        assert_eq!(all[1].quality.as_ref().unwrap().notes, ["summary only"]);
        let cut = all[0].paragraphs[1].source[0].cut(text.as_bytes()).unwrap();
        assert_eq!(cut, b"Ferries.");
    }

    #[test]
    fn what_feeds_escape_twice_is_undone_and_their_signature_is_no_paragraph() {
        let item = |title: &str| {
            format!(
                "<item><title>{title}</title><category><![CDATA[Arts &amp; Trade]]></category><description><![CDATA[<p>The port is open.</p><p>The post <a href='x'>Port</a> appeared first on <a href='y'>Velden Weekly</a>.</p>]]></description></item>"
            )
        };
        for (title, want) in [
            ("AT&amp;amp;T gains", "AT&T gains"),
            ("AT&amp;T gains", "AT&T gains"),
            ("Council&amp;#8217;s vote", "Council\u{2019}s vote"),
            ("<![CDATA[Caf&eacute; opens]]>", "Café opens"),
            ("&lt;b&gt;Bold&lt;/b&gt; move", "Bold move"),
        ] {
            let article =
                read_one(format!("<rss version='2.0'><channel>{}</channel></rss>", item(title)).as_bytes());
            assert_eq!(article.headline.as_deref(), Some(want));
            assert_eq!(article.keywords, ["Arts & Trade"]);
            assert_eq!(article.body(), "The port is open.");
        }
    }

    #[test]
    fn atom_is_read() {
        let text = "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>A</title><link href='http://example.org/a' rel='alternate'/><published>1999-03-02T10:15:00Z</published><author><name>Bo Lind</name></author><content type='html'>One.</content></entry></feed>";
        let article = read_one(text.as_bytes());
        assert_eq!(article.url.as_deref(), Some("http://example.org/a"));
        assert_eq!(article.body(), "One.");
    }

    #[test]
    fn site_maps_give_headlines_or_nothing() {
        let news = "<urlset xmlns:news='x'><url><loc>http://example.org/1</loc><news:news><news:publication><news:name>The Paper</news:name><news:language>en</news:language></news:publication><news:publication_date>2008-12-23</news:publication_date><news:title>Harbour reopens</news:title></news:news></url></urlset>";
        assert_eq!(read_one(news.as_bytes()).headline.as_deref(), Some("Harbour reopens"));
        assert!(read_all(b"<urlset><url><loc>http://example.org/1</loc></url></urlset>")[0].is_err());
    }
}
