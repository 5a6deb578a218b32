//! Stored records read again, and archives mended from them: nothing is lost.

use super::support::{Desk, page};
use serde_json::Value;

/// A response of a crawl that names address and moment.
fn response(address: &str, page: &str) -> String {
    let body = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2015-03-15T10:00:00Z\r\n\
         WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{:012}>\r\n\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{body}\r\n\r\n",
        address.len(),
        body.len()
    )
}

fn html(title: &str, year: &str, subject: &str) -> String {
    let story = page(title, year, subject);
    let paragraphs: String = story.split("\n\n").skip(2).map(|p| format!("<p>{p}</p>\n")).collect();
    format!("<!doctype html><title>{title}</title><article><h1>{title}</h1>{paragraphs}</article>")
}

/// A desk whose archive was imported from a crawl, of which one record is cut off.
fn crawl(options: &[&str]) -> Desk {
    let desk = Desk::new();
    let mut warc =
        response("http://example.org/bridge.html", &html("Old bridge at Tarn closes", "2015", "bridge"));
    warc.push_str(&response(
        "http://example.org/school",
        &html("New school opens in Velden", "2016", "school"),
    ));
    let last = response("http://example.org/harbour", &html("Harbour of Norvik reopens", "2014", "harbour"));
    warc.push_str(&last[..last.len() - 90]);
    desk.write("crawl.warc", warc);
    desk.write("plain.txt", page("Council of Velden meets", "2015", "council"));
    let import = [&["import", "crawl.warc", "plain.txt", "--quiet"], options].concat();
    desk.run(&import);
    desk
}

fn whole(desk: &Desk) -> Vec<Value> {
    let mut articles = Vec::new();
    for listed in desk.run(&["list"]).ends_with(0).records() {
        articles.extend(desk.run(&["show", &listed["id"].to_string()]).ends_with(0).records());
    }
    articles
}

fn sql(desk: &Desk, sql: &str) {
    // As damage comes: without regard to what refers to what.
    let archive = rusqlite::Connection::open(desk.path().join("offwire.db")).unwrap();
    archive.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    archive.execute_batch(sql).unwrap();
}

#[test]
fn what_a_container_told_of_its_records_is_kept() {
    let desk = crawl(&[]);
    let before = whole(&desk);
    assert_eq!(before.len(), 4);
    let told = |name: &str| before.iter().filter(|article| !article[name].is_null()).count();
    assert_eq!((told("captured"), told("url")), (3, 3), "{before:?}");
    assert!(before.iter().any(|article| article["quality"].to_string().contains("cut off")), "{before:?}");
    let report = &desk.run(&["reparse", "--dry-run"]).ends_with(0).records()[0];
    assert_eq!((&report["same"], &report["changed"], &report["added"]), (&4.into(), &0.into(), &0.into()));
    assert_eq!(desk.run(&["history"]).ends_with(0).records().len(), 1, "a look leaves no row");
    let report = &desk.run(&["reparse"]).ends_with(0).records()[0];
    assert_eq!((&report["same"], &report["failed"]), (&4.into(), &0.into()));
    assert_eq!(whole(&desk), before);
    let row = &desk.run(&["history"]).ends_with(0).records()[1];
    assert_eq!((&row["kind"], &row["read"], &row["duplicates"]), (&"reparse".into(), &4.into(), &4.into()));
    assert!(row["bytes"].as_u64().unwrap() > 0 && row["inputs"].to_string().contains("offwire.db"), "{row}");
    desk.run(&["verify"]).ends_with(0);
}

#[test]
fn summaries_are_made_again_as_each_run_made_them() {
    let without = crawl(&["--no-summarize"]);
    let altered =
        "UPDATE articles SET agency = 'Nobody'; UPDATE articles SET headline = 'Other' WHERE id = 1";
    sql(&without, altered);
    without.run(&["reparse"]).ends_with(0);
    assert!(whole(&without).iter().all(|article| article["summary"].is_null()));
    let lead = crawl(&["--method", "lead", "--words", "20"]);
    let before = whole(&lead);
    assert!(before.iter().all(|article| article["summary"]["method"] == "lead"), "{before:?}");
    // As if an earlier version had missed the last paragraphs.
    sql(
        &lead,
        "UPDATE articles SET body = 'Short.', paragraphs = '[6]', lead_length = 6, uid = substr(uid, 3) || '00'; DELETE FROM summaries",
    );
    let report = &lead.run(&["reparse"]).ends_with(0).records()[0];
    assert_eq!(report["changed"], 4, "{report}");
    for (before, after) in before.iter().zip(&whole(&lead)) {
        assert_eq!(before["summary"], after["summary"]);
    }
    let again = &lead.run(&["reparse"]).ends_with(0).records()[0];
    assert_eq!((&again["same"], &again["changed"]), (&4.into(), &0.into()), "{again}");
}

#[test]
fn a_copy_within_a_record_of_two_is_not_new_each_time() {
    let desk = Desk::new();
    let item = |title: &str| {
        format!(
            "<item><title>{title}</title><link>http://example.org/{}</link>\
             <description>Mayor Brandt told reporters that the {title} had come ahead of plan.</description></item>",
            title.len()
        )
    };
    let feed = |items: &[&str]| {
        let items: String = items.iter().map(|title| item(title)).collect();
        format!(
            "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>News</title>{items}</channel></rss>"
        )
    };
    desk.write("a.xml", feed(&["New bridge at Tarn"]));
    desk.write("b.xml", feed(&["New bridge at Tarn", "School of Velden opens"]));
    desk.run(&["import", "a.xml", "b.xml", "--quiet"]).ends_with(0);
    let report = &desk.run(&["reparse"]).ends_with(0).records()[0];
    let counts = ["same", "changed", "added", "kept"].map(|name| report[name].as_u64());
    assert_eq!(counts, [Some(2), Some(0), Some(0), Some(0)], "{report}");
}

#[test]
fn a_damaged_record_is_named_and_the_others_go_on() {
    let desk = crawl(&[]);
    sql(&desk, "UPDATE sources SET packed = zeroblob(40) WHERE id = 2");
    let run = desk.run(&["reparse"]).ends_with(1);
    let report = &run.records()[0];
    assert_eq!((&report["same"], &report["failed"]), (&3.into(), &1.into()), "{report}");
    assert!(run.stderr.contains("crawl.warc at byte") && run.stderr.contains("damaged"), "{}", run.stderr);
    let row = &desk.run(&["history"]).ends_with(0).records()[1];
    assert_eq!(
        (&row["read"], &row["quarantined"], &row["outcome"]),
        (&4.into(), &1.into(), &"finished".into())
    );
}

#[test]
fn damaged_articles_are_restored_from_their_sources() {
    let desk = crawl(&["--method", "lead", "--words", "20"]);
    let before = whole(&desk);
    desk.run(&["verify"]).ends_with(0);
    sql(
        &desk,
        "UPDATE articles SET body = replace(body, 'Mayor', 'Major'), url = 'http://example.org/bridge.html' WHERE id = 1;
         UPDATE articles SET paragraphs = '[', extra = '{' WHERE id = 2;
         UPDATE summaries SET words = 3, sentences = '[[0,9999,1]]' WHERE article_id = 3;
         DELETE FROM summaries WHERE article_id = 4",
    );
    desk.run(&["verify"]).ends_with(1);
    let run = desk.run(&["repair"]).ends_with(0);
    let report = &run.records()[0];
    assert_eq!(
        (&report["restored"], &report["damaged"]),
        (&serde_json::json!([1, 2]), &serde_json::json!([]))
    );
    assert_eq!(report["summaries"], 2, "{report}");
    desk.run(&["verify"]).ends_with(0);
    let after = whole(&desk);
    assert_eq!(before[0], after[0]);
    assert_eq!(before[1]["paragraphs"], after[1]["paragraphs"]);
    for (before, after) in before.iter().zip(&after) {
        assert_eq!(before["summary"], after["summary"]);
    }
    assert_eq!(desk.run(&["search", "Mayor", "--count"]).ends_with(0).stdout, "{\"total\":4}\n");
}

#[test]
fn what_cannot_be_restored_is_named() {
    let desk = crawl(&[]);
    sql(
        &desk,
        "UPDATE articles SET body = 'x' || body WHERE id IN (1, 2);
         UPDATE sources SET packed = zeroblob(40) WHERE id = 2",
    );
    let run = desk.run(&["repair"]).ends_with(1);
    let report = &run.records()[0];
    assert_eq!((&report["restored"], &report["damaged"]), (&serde_json::json!([1]), &serde_json::json!([2])));
    assert!(run.stderr.contains("article 2"), "{}", run.stderr);
    let told = desk.run(&["verify"]).ends_with(1).stdout;
    assert!(
        told.contains("\"check\":\"article\",\"id\":2") && !told.contains("\"check\":\"article\",\"id\":1"),
        "{told}"
    );
}

#[test]
fn summaries_that_a_run_made_are_missed() {
    let desk = crawl(&[]);
    sql(&desk, "DELETE FROM summaries");
    assert!(desk.run(&["verify"]).ends_with(1).stdout.contains("its run made summaries"));
    assert_eq!(desk.run(&["repair"]).ends_with(0).records()[0]["summaries"], 4);
    desk.run(&["verify"]).ends_with(0);
    let without = crawl(&["--no-summarize"]);
    without.run(&["verify"]).ends_with(0);
    without.run(&["repair"]).ends_with(0);
    assert!(whole(&without).iter().all(|article| article["summary"].is_null()));
}

#[test]
fn a_retried_record_is_read_as_the_import_read_it() {
    let desk = Desk::new();
    desk.write("a.trec", "<DOC>\nWEB-1 </DOCNO>\n<html>Whatever here will be read <br> as a page, with some words. </html>\n</DOC>\n<DOC>\n<DOCNO>WEB-2</DOCNO>\n<HEADLINE>Harbour reopens</HEADLINE>\n<TEXT>The harbour reopened on Monday after long repairs.</TEXT>\n</DOC>\n");
    desk.write("b.jsonl", "{\"id\":\"a\",\"title\":\"only title\"}\n");
    desk.run(&["import", "a.trec", "b.jsonl", "--quiet"]).ends_with(1);
    let held = desk.run(&["quarantine", "list"]).ends_with(0).records();
    assert_eq!(held.len(), 2, "{held:?}");
    let tried = &desk.run(&["quarantine", "retry", "--all"]).ends_with(1).records()[0];
    assert_eq!((&tried["failed"], &tried["imported"]), (&2.into(), &0.into()), "{tried}");
    assert_eq!(desk.run(&["quarantine", "list"]).ends_with(0).records(), held);
    let rows = desk.run(&["history"]).ends_with(0).records().len();
    desk.run(&["quarantine", "retry", "999"]).ends_with(1);
    let history = desk.run(&["history"]).ends_with(0).records();
    assert_eq!(history.len(), rows);
    assert!(history.iter().all(|row| row["outcome"] == "finished"), "{history:?}");
}

#[test]
fn a_retried_record_keeps_its_address_and_the_moment_of_its_capture() {
    let desk = Desk::new();
    let gone = "<!doctype html><title>Page not found</title><h1>404 Page not found</h1>\
                <p>The page that you look for is not here.</p>";
    desk.write("crawl.warc", response("http://example.org/gone", gone));
    desk.run(&["import", "crawl.warc", "--quiet"]).ends_with(1);
    let held = &desk.run(&["quarantine", "list"]).ends_with(0).records()[0];
    assert_eq!(held["url"], "http://example.org/gone", "{held}");
    assert_eq!(held["captured"], "2015-03-15T10:00:00Z", "{held}");
    // Another archive takes them over with the record.
    desk.run(&["merge", "offwire.db", "--archive", "other.db"]).ends_with(0);
    desk.run(&["quarantine", "retry", "--all", "--archive", "other.db"]).ends_with(1);
    desk.run(&["quarantine", "retry", "--all", "--format", "text", "--archive", "other.db"]).ends_with(0);
    let article = &desk.run(&["show", "1", "--archive", "other.db"]).ends_with(0).records()[0];
    assert_eq!((&article["url"], &article["captured"]), (&held["url"], &held["captured"]), "{article}");
}

#[test]
fn a_table_is_read_again_by_the_columns_of_its_import() {
    let desk = Desk::new();
    desk.write(
        "nieuws.csv",
        "nummer,kop,tekst,dag\n1,Haven open,De haven is na negen dagen weer open.,1999-03-02\n\
         2,Brug dicht,\"De oude brug gaat dicht, zei de stad.\",1999-03-03\n",
    );
    let columns = ["--column", "headline=kop", "--column", "body=tekst", "--column", "date=dag"];
    desk.run(&[&["import", "nieuws.csv", "--quiet"][..], &columns].concat()).ends_with(0);
    let before = whole(&desk);
    assert_eq!(before[0]["headline"], "Haven open", "{before:?}");
    let row = &desk.run(&["history"]).ends_with(0).records()[0];
    assert!(row["options"].to_string().contains("headline=kop"), "{row}");
    let report = &desk.run(&["reparse"]).ends_with(0).records()[0];
    assert_eq!((&report["same"], &report["changed"], &report["added"]), (&2.into(), &0.into(), &0.into()));
    sql(&desk, "UPDATE articles SET body = 'x', headline = 'y' WHERE headline = 'Haven open'");
    desk.run(&["verify"]).ends_with(1);
    desk.run(&["repair"]).ends_with(0);
    assert_eq!(whole(&desk), before);
}

#[test]
fn lost_places_of_copies_are_told_and_come_back_with_a_new_import() {
    let desk = Desk::with_pages();
    desk.write("pages/copy.txt", page("Old bridge at Tarn closes for repairs", "2015", "bridge"));
    desk.run(&["import", "pages", "--quiet"]).ends_with(0);
    let places = |desk: &Desk| {
        let archive = rusqlite::Connection::open(desk.path().join("offwire.db")).unwrap();
        archive.query_row("SELECT count(*) FROM sightings", [], |row| row.get::<_, i64>(0)).unwrap()
    };
    assert_eq!(places(&desk), 4);
    sql(&desk, "DELETE FROM sightings WHERE number = 2");
    desk.run(&["verify"]).ends_with(1);
    let told = desk.run(&["repair"]).ends_with(1);
    assert!(told.stderr.contains("1 place where an article or its copy was found"), "{}", told.shown());
    assert_eq!(told.records()[0]["lost_places"], 1);
    desk.run(&["verify"]).ends_with(0);
    desk.run(&["import", "pages", "--fresh", "--quiet"]).ends_with(0);
    assert_eq!(places(&desk), 4);
    desk.run(&["verify"]).ends_with(0);
    desk.run(&["repair"]).ends_with(0);
}

#[test]
fn what_a_repair_cannot_mend_is_told() {
    for (damage, told) in [
        ("UPDATE sources SET packed = zeroblob(10) WHERE id = 2", "source 2: "),
        ("DELETE FROM articles WHERE id = 2", "books 1: "),
        ("DELETE FROM files", "sighting 1: "),
        ("DELETE FROM sources WHERE id = 2", "names a row of `sources` that is not there"),
    ] {
        let desk = crawl(&[]);
        sql(&desk, damage);
        desk.run(&["verify"]).ends_with(1);
        let run = desk.run(&["repair"]).ends_with(1);
        assert!(run.stderr.contains(told), "{damage}: {}", run.shown());
        assert!(run.records()[0]["findings"].as_u64().unwrap() > 0, "{}", run.shown());
        desk.run(&["verify"]).ends_with(1);
    }
}

#[test]
fn a_missing_source_does_not_keep_others_from_being_restored() {
    let desk = crawl(&[]);
    sql(&desk, "UPDATE articles SET body = 'x' || body; DELETE FROM sources WHERE id = 1");
    let run = desk.run(&["repair"]).ends_with(1);
    let report = &run.records()[0];
    assert_eq!(report["damaged"], serde_json::json!([1]), "{}", run.shown());
    assert!(run.stderr.contains("article 1: source 1: it is not in the archive"), "{}", run.stderr);
}

#[test]
fn a_damaged_or_lost_source_comes_back_with_the_same_bytes() {
    for damage in [
        "UPDATE sources SET packed = zeroblob(10) WHERE id IN (1, 2)",
        "DELETE FROM sources WHERE id IN (1, 2)",
    ] {
        let desk = crawl(&[]);
        let before = whole(&desk);
        sql(&desk, damage);
        desk.run(&["import", "crawl.warc", "--fresh", "--quiet"]);
        desk.run(&["verify"]).ends_with(0);
        assert_eq!(whole(&desk), before);
        assert!(!desk.run(&["show", "1", "--raw"]).ends_with(0).stdout.is_empty());
    }
}
