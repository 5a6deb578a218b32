//! What the pages show.

use super::{Server, desk};
use crate::support::Desk;

/// A page with a line for each element, without what names this machine.
fn shown(desk: &Desk, page: &str) -> String {
    page.replace(&format!("{}/", desk.path().display()), "").replace("><", ">\n<")
}

/// A part of a page with its first and last element.
fn between<'a>(page: &'a str, from: &str, to: &str) -> &'a str {
    let (start, end) = (page.find(from).unwrap(), page.find(to).unwrap());
    &page[start..end + to.len()]
}

#[test]
fn hits_are_shown_with_their_passages_summaries_and_counts() {
    let desk = desk();
    let server = Server::start(&desk);
    let page = server.page("/?q=mayor+Brandt&sort=oldest&limit=2");
    insta::assert_snapshot!(shown(&desk, between(&page, "<h2 role", "</main>")));
}

#[test]
fn an_article_stands_beside_its_summary() {
    let desk = desk();
    let server = Server::start(&desk);
    let page = server.page("/article/1");
    insta::assert_snapshot!(shown(&desk, between(&page, "<main", "</main>")));
}

#[test]
fn each_sentence_of_a_summary_leads_to_its_place() {
    let desk = desk();
    let server = Server::start(&desk);
    let record = server.json("/article/1.json");
    let sentences = record["summary"]["sentences"].as_array().unwrap();
    let page = server.page("/article/1");
    for (at, sentence) in sentences.iter().enumerate() {
        let (number, text) = (at + 1, sentence["text"].as_str().unwrap().replace('"', "&quot;"));
        assert!(page.contains(&format!("href=\"#sentence-{number}\">{text}")), "{text}");
        assert!(page.contains(&format!("<mark id=\"sentence-{number}\">{text}")), "{text}");
        // The bytes that the record names are those of the sentence.
        let (from, to) = (&sentence["source"][0][0], &sentence["source"][0][1]);
        let source = server.get(&format!("/article/1/source?from={from}&to={to}")).body;
        assert!(source.contains(sentence["text"].as_str().unwrap()), "{source}");
    }
}

#[test]
fn nothing_of_an_article_is_markup() {
    let desk = desk();
    let server = Server::start(&desk);
    for path in ["/article/4", "/?q=minister", "/?q=visitors", "/stories", "/diff/4/1", "/?q=%3Cscript%3E"] {
        let page = server.page(path).to_ascii_lowercase();
        for part in ["<script", "<img", "<style", " style=", "javascript:alert(3)\"", " onerror=alert(2)>"] {
            assert!(!page.contains(part), "{path} has {part}");
        }
    }
    let page = server.page("/article/4");
    assert!(
        page.contains("<h1>Minister &lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;friends&quot;</h1>"),
        "{page}"
    );
    let page = server.page("/article/5");
    assert!(page.contains("<a href=\"https://example.org/a?b=1&amp;c=2\" rel=\"noreferrer"), "{page}");
    assert!(page.contains("<div class=\"text\" lang=\"ar\" dir=\"rtl\">"), "{page}");
}

#[test]
fn a_source_is_text_or_a_download_and_never_a_page() {
    let desk = desk();
    desk.write("page.html", "<html><head><title>Ferry runs aground off Velden</title></head><body><h1>Ferry runs aground off \
        Velden</h1><p>VELDEN, May 3, 1988 -- The ferry ran aground on Tuesday with ninety people on board, the harbour \
        master said.</p><p>Nobody was hurt, and tugs pulled it free at high water in the evening.</p></body></html>");
    desk.run(&["import", "page.html", "--quiet"]).ends_with(0);
    let server = Server::start(&desk);
    let source = server.get("/article/8/source");
    assert_eq!((source.status, source.header("content-type")), (200, "text/plain; charset=utf-8"));
    assert_eq!(source.header("x-content-type-options"), "nosniff");
    assert!(source.body.starts_with("<html><head><title>Ferry"), "{}", source.body);
    let bytes = server.get("/article/8/download");
    assert_eq!(bytes.header("content-type"), "application/octet-stream");
    assert!(bytes.header("content-disposition").starts_with("attachment;"));
    assert_eq!(bytes.body, source.body);
}

#[test]
fn takes_say_what_supersedes_them_and_what_changed() {
    let desk = desk();
    let server = Server::start(&desk);
    let page = server.page("/article/6");
    assert!(page.contains("A later version supersedes this one: <a href=\"/article/7\">"), "{page}");
    assert!(page.contains("<a href=\"/diff/6/7\">what changed</a>"), "{page}");
    assert!(!server.page("/article/7").contains("supersedes this one"));
    assert!(server.page("/?q=ravine").contains("superseded by 7"));
    let changed = server.page("/diff/6/7");
    assert!(
        changed.contains("and <strong>12</strong> people")
            && changed.contains("and <strong>18</strong> people"),
        "{changed}"
    );
    assert!(!changed.contains("Rescue workers") && server.page("/diff/6/7?all=1").contains("Rescue workers"));
    let story = server.json("/article/6.json")["story"].clone();
    assert!(server.page(&format!("/stories/{story}")).contains("<h2>In short</h2>"));
    assert!(server.page("/stories").contains(&format!("href=\"/stories/{story}\"")));
}

#[test]
fn programs_get_what_the_commands_write() {
    let desk = desk();
    let server = Server::start(&desk);
    let written = |args: &[&str]| -> serde_json::Value {
        serde_json::from_str(&desk.run(args).ends_with(0).stdout).unwrap()
    };
    assert_eq!(server.json("/article/6.json"), written(&["show", "6", "--output", "json"]));
    let uid = server.json("/article/6.json")["uid"].as_str().unwrap().to_owned();
    assert_eq!(server.json(&format!("/article/{uid}.json"))["id"], 6);
    let found = server.json("/search.json?q=brandt&agency=Nordpress&facets=year,agency&limit=2");
    let args = [
        "search",
        "brandt",
        "--agency",
        "Nordpress",
        "--facets",
        "year,agency",
        "--limit",
        "2",
        "--summaries",
    ];
    assert_eq!(found, written(&[&args[..], &["--output", "json"]].concat()));
    let line = server.json("/timeline.json?q=brandt&by=year");
    assert_eq!(line, written(&["timeline", "brandt", "--output", "json"]));
    assert!(server.get("/article/6.bib").body.starts_with('@'));
}

#[test]
fn searches_narrow_and_turn_pages() {
    let desk = desk();
    let server = Server::start(&desk);
    let page = server.page("/?q=brandt&limit=2");
    assert!(page.contains("href=\"/?q=brandt&amp;limit=2&amp;offset=2\">Next"), "{page}");
    assert!(page.contains("href=\"/?q=brandt&amp;limit=2&amp;since=2015&amp;until=2015\""), "{page}");
    let second = server.page("/?q=brandt&limit=2&offset=2");
    assert!(second.contains("<ol class=\"hits\" start=\"3\">") && second.contains("← Previous"), "{second}");
    assert!(!second.contains("Next →"));
    let narrow = server.page("/?q=brandt&since=2015&until=2015");
    assert!(narrow.contains(">1 article<") && narrow.contains("Old bridge at Tarn"), "{narrow}");
    // Fields alone are a search too, and so is what has no words but a spelling near by.
    assert!(server.page("/?language=ar").contains(">1 article<"));
    let lost = server.page("/?q=ravone");
    assert!(lost.contains(">0 articles<") && lost.contains("href=\"/?q=ravine\""), "{lost}");
    let bars = server.page("/timeline?q=brandt&by=year");
    assert!(bars.contains("<a href=\"/?q=brandt&amp;since=2015&amp;until=2015\"><rect"), "{bars}");
}

#[test]
fn other_commands_write_while_pages_are_read() {
    let desk = desk();
    let server = Server::start(&desk);
    assert!(server.page("/").contains("7 articles"));
    assert!(server.page("/?q=lighthouse").contains(">0 articles<"));
    desk.write("new.txt", crate::support::page("Lighthouse of Sund is lit again", "2017", "lighthouse"));
    desk.run(&["import", "new.txt", "--quiet"]).ends_with(0);
    assert!(server.page("/?q=lighthouse").contains("Lighthouse of Sund"));
    assert!(server.page("/").contains("8 articles"));
    desk.run(&["optimize", "--quiet"]).ends_with(0);
    assert!(server.page("/about").contains("8"));
    // Another archive in the place of the first is the one that is read.
    let other = Desk::new();
    other.write("one.txt", crate::support::page("Ferry to Sund is painted green", "2018", "ferry"));
    other.run(&["import", "one.txt", "--quiet"]).ends_with(0);
    std::fs::copy(other.path().join("offwire.db"), desk.path().join("other.db")).unwrap();
    std::fs::rename(desk.path().join("other.db"), desk.path().join("offwire.db")).unwrap();
    assert!(server.page("/article/1").contains("Ferry to Sund"));
}
