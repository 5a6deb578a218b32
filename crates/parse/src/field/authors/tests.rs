use super::{SOURCES, candidates};
use crate::block;
use crate::field::markup::Markup;
use crate::page::Page;

/// The candidates of a page whose headline is its first block, each with the sources that gave it.
fn of(html: &str) -> Vec<(String, Vec<&'static str>)> {
    let page = Page::read(html.as_bytes(), encoding_rs::UTF_8);
    let blocks = block::from_page(&page);
    let last = blocks.len().checked_sub(1);
    let found = candidates(&page, &Markup::read(&page), &blocks, Some(0), last);
    let givers = found.givers(SOURCES);
    found.all.iter().map(|c| c.value.join("; ")).zip(givers).collect()
}

#[track_caller]
fn gives(html: &str, names: &str, source: &str) {
    let found = of(html);
    let is_given = found.iter().any(|(value, sources)| value == names && sources.contains(&source));
    assert!(is_given, "{names} by {source}: {found:?}");
}

#[test]
fn structured_data_names_people_and_groups() {
    let graph = r#"<script type="application/ld+json">{"@graph":[
        {"@type":"NewsArticle","headline":"x","author":[{"@id":"a:ann"},{"@type":"Person","name":"Bo Ek"}]},
        {"@type":"Person","@id":"a:ann","name":"Ann Lee"}]}</script><h1>Port reopens</h1>"#;
    gives(graph, "Ann Lee; Bo Ek", "JSON-LD author");
    let desk = r#"<script type="application/ld+json">{"@type":"Article","author":{"@type":"Person",
        "name":"Harbour Times staff"}}</script><h1>Port reopens</h1>"#;
    gives(desk, "Harbour Times staff", "JSON-LD author as written");
    let parts = r#"<script type="application/ld+json">{"@type":"Article","author":{"@type":"Person",
        "givenName":"Ann","familyName":"Lee"}}</script><h1>Port reopens</h1>"#;
    gives(parts, "Ann Lee", "JSON-LD author");
    gives(r#"<meta name="parsely-author" content="Ann Lee"><h1>Port</h1>"#, "Ann Lee", "other meta author");
    gives(r#"<meta name="author" content="gull42"><h1>Port</h1>"#, "gull42", "meta author as written");
    let state =
        r#"<h1>Port</h1><script>window.state={"page":{"authors":[{"id":1,"name":"Ann Lee"}]}}</script>"#;
    gives(state, "Ann Lee", "script");
}

#[test]
fn marked_elements_name_people() {
    let byline = r#"<h1>Port reopens</h1><div class="story-byline">By <a href="/x">Ann Lee</a> and
        <a href="/y">Bo Ek</a> | 26 January 2018</div>"#;
    gives(byline, "Ann Lee; Bo Ek", "byline element");
    gives(byline, "Ann Lee; Bo Ek", "link inside a byline element");
    gives(r#"<h1>Port</h1><a rel="author" href="/a">Ann Lee</a>"#, "Ann Lee", "rel=author");
    gives(r#"<h1>Port</h1><a href="/autoren/ann-lee">Ann Lee</a>"#, "Ann Lee", "link to an author");
    let prop = r#"<h1>Port</h1><span itemprop="author"><meta itemprop="name" content="Ann Lee"></span>"#;
    gives(prop, "Ann Lee", "itemprop author");
}

#[test]
fn readers_see_bylines() {
    gives("<h1>Port reopens</h1><p>By Ann Lee</p><p>The port reopened.</p>", "Ann Lee", "visible byline");
    gives("<h1>Port reopens</h1><p>By Harbour staff</p>", "Harbour staff", "visible byline as written");
    gives("<h1>Port</h1><p>26.01.2018 | 13:10 Uhr | Ann Lee</p>", "Ann Lee", "name beside a date");
    gives("<h1>Port</h1><p>06.11.2023 13:30 von Olga</p>", "Olga", "byline inside a line as written");
    gives(
        "<h1>Port</h1><p>The port reopened on Friday.</p><p>Ann Lee</p>",
        "Ann Lee",
        "name at the end of the text",
    );
    let credit = "<h1>Port</h1><p>The port reopened on Friday after a week of storms. (Reporting by Ann Lee; Editing by Bo Ek)</p>";
    gives(credit, "Ann Lee", "credit behind the text");
}

#[test]
fn elements_of_a_byline_are_read_apart() {
    for (html, names) in [
        ("<div class=byline><span>By Ann Lee</span><span>BBC News, Leeds</span></div>", "Ann Lee"),
        ("<div class=byline><b>By Ann Lee</b> <i>Lake Country News columnist</i></div>", "Ann Lee"),
        ("<div class=byline><b>By Ann Lee</b><i>Showbiz reporter</i></div>", "Ann Lee"),
        ("<div class=byline><a>Ann Lee</a> <a>Bo Ek</a></div>", "Ann Lee; Bo Ek"),
    ] {
        let page = format!("<h1>Port reopens</h1>{html}");
        gives(&page, names, "byline element");
        gives(
            &page.replace(" class=byline", ""),
            names,
            if html.contains("By") { "visible byline" } else { "name near the headline" },
        );
        assert!(
            of(&page).iter().all(|(value, _)| value == names || !value.contains("Lee ")),
            "{:?}",
            of(&page)
        );
    }
}

#[test]
fn elements_side_by_side_name_several() {
    for html in [
        "<div class=author>Anna Lee</div><div class=author>Bo Ek</div>",
        "<ul class=authors><li><a>Anna Lee</a></li><li><a>Bo Ek</a></li></ul>",
        "<p><a rel=author>Anna Lee</a> and <a rel=author>Bo Ek</a></p>",
        "<ul><li><a class=author>Anna Lee</a></li><li><a class=author>Bo Ek</a></li></ul>",
    ] {
        let found = of(&format!("<h1>Port reopens</h1>{html}"));
        let first = found
            .iter()
            .find(|(_, sources)| sources.iter().any(|s| ["author element", "rel=author"].contains(s)));
        assert!(first.is_some_and(|(value, _)| value == "Anna Lee; Bo Ek"), "{html}: {found:?}");
    }
}

#[test]
fn commenters_and_other_stories_sign_nothing() {
    let text = "<p>The port reopened on Friday after a week of storms, and the first of the ferries left at noon with \
                all the people who had waited for it in the town since the storm began.</p>";
    let page =
        |behind: &str| format!("<h1>Port reopens</h1><p class=d>11 June 2014</p>{text}{text}{text}{behind}");
    let of_text = |html: &str| {
        let page = Page::read(html.as_bytes(), encoding_rs::UTF_8);
        let blocks = block::from_page(&page);
        let last = blocks.iter().rposition(|block| block.text.starts_with("The port"));
        candidates(&page, &Markup::read(&page), &blocks, Some(0), last)
            .all
            .into_iter()
            .flat_map(|c| c.value)
            .collect::<Vec<_>>()
    };
    for behind in [
        "<h3>Comments</h3><div><b>John Dawson</b> <span>12 June 2014</span><p>About time too.</p></div>",
        "<h3>Related stories</h3><div><h4><a>Bell stolen</a></h4><p>By Rita Moss</p></div>",
        "<div class=share>Share</div><h4>More</h4><ul><li>Dame Ivy Clote 24 Aug 2010</li></ul>",
    ] {
        assert_eq!(of_text(&page(behind)), Vec::<String>::new(), "{behind}");
    }
    assert_eq!(of_text(&page("<p>Anna Lee</p>")), ["Anna Lee"]);
    assert_eq!(of_text(&page("<p>By Anna Lee</p>")), ["Anna Lee"]);
}

#[test]
fn labels_and_places_beside_a_date_are_nobody() {
    for line in [
        "Publish Date: 24 January 2022",
        "Last Modified: 24 January 2022",
        "Giriş Tarihi: 24.01.2022",
        "Fecha Publicación: 24/01/2022",
        "Дата Публикации: 24.01.2022",
        "New York | January 24, 2022",
        "Great Falls, January 24, 2022",
        "City Hall - January 24, 2022",
        "Real Madrid | January 24, 2022",
    ] {
        let found = of(&format!("<h1>Port reopens</h1><p>{line}</p><p>The port reopened on Friday.</p>"));
        assert!(found.is_empty(), "{line}: {found:?}");
    }
}

#[test]
fn east_asian_words_are_no_names_by_themselves() {
    for (line, want) in [
        ("微博", ""),
        ("ツイート", ""),
        ("공유하기", ""),
        ("2021年12月5日 大雪", ""),
        ("县里说，只丢了一本", ""),
        ("2018年04月12日 08:36　来源：晨光日报　作者：李晓梅", "李晓梅"),
        ("김하늘 기자", "김하늘"),
        ("佐藤健一記者", "佐藤健一"),
        ("文 | 李晓梅", "李晓梅"),
    ] {
        let found = of(&format!("<h1>港口重新开放</h1><p>{line}</p><p>港口在星期五重新开放。</p>"));
        let names: Vec<&str> = found.iter().map(|(value, _)| value.as_str()).collect();
        assert_eq!(names.first().copied().unwrap_or(""), want, "{line}: {found:?}");
    }
}

#[test]
fn pictures_have_authors_of_their_own() {
    let found = of("<h1>Port reopens</h1><p>Photo by Anna Lee</p><p>The port reopened on Friday.</p>");
    assert!(found.iter().all(|(value, _)| value != "Anna Lee"), "{found:?}");
}
