//! Archives that earlier schema versions left, kept in `fixtures/archives`.

use super::support::{Desk, fixtures, has_fixtures, page};
use serde_json::Value;
use std::fs;

/// A desk with the archive that a schema version left.
fn desk(version: u32) -> Desk {
    let desk = Desk::new();
    let packed = fs::read(fixtures(&format!("archives/schema-{version}.db.zst"))).unwrap();
    desk.write("offwire.db", zstd::decode_all(&packed[..]).unwrap());
    desk
}

#[test]
fn an_archive_of_the_first_schema_is_brought_to_this_one_and_keeps_every_article() {
    if !has_fixtures("an_archive_of_the_first_schema_is_brought_to_this_one_and_keeps_every_article") {
        return;
    }
    let desk = desk(1);
    let refused = desk.run(&["search", "coalition"]);
    assert_ne!(refused.code, Some(0));
    assert!(refused.stderr.contains("offwire optimize"), "it says what to do: {}", refused.stderr);
    desk.run(&["optimize"]).ends_with(0);
    desk.run(&["verify"]).ends_with(0);
    let listed = desk.run(&["list"]).ends_with(0).records();
    let headlines: Vec<&str> = listed.iter().filter_map(|article| article["headline"].as_str()).collect();
    insta::assert_snapshot!(headlines.join("\n"), @r"
    青石镇新桥通车 往返两岸只需五分钟
    Bürger retten die alte Färbergasse
    Orchard town votes to keep its night train
    Lighthouse keeper retires after 41 years
    Tarn parliament passes forest law
    Harbour council approves storm barrier, but funding remains open: mayor
    Magnitude 6.1 quake jolts sea off Port Ellery -- institute
    Two miners rescued from flooded pit in Ostra Valley
    Wild ponies moved from army range
    ");
    let found = desk.run(&["list", "--headline", "Färbergasse"]).ends_with(0).records();
    assert_eq!(found.len(), 1);
    let raw = desk.command(&["show", &found[0]["id"].to_string(), "--raw"]).output().unwrap().stdout;
    assert_eq!(raw, fs::read(fixtures("pages/german-1252/page.html")).unwrap());
    desk.write("more.txt", page("Old bridge at Tarn closes for repairs", "2015", "bridge"));
    desk.run(&["import", "more.txt", "--quiet"]).ends_with(0);
    desk.run(&["verify"]).ends_with(0);
}

#[test]
fn a_record_that_the_second_schema_held_in_quarantine_can_be_tried_again() {
    if !has_fixtures("a_record_that_the_second_schema_held_in_quarantine_can_be_tried_again") {
        return;
    }
    let desk = desk(2);
    desk.run(&["optimize"]).ends_with(0);
    desk.run(&["verify"]).ends_with(0);
    assert_eq!(desk.run(&["list"]).ends_with(0).records().len(), 2);
    let held = desk.run(&["quarantine", "list"]).ends_with(0).records();
    assert_eq!((held.len(), &held[0]["reason"]), (1, &"no-article".into()));
    assert!(held[0]["url"].is_null() && held[0]["captured"].is_null(), "{held:?}");
    desk.run(&["quarantine", "retry", "--all"]).ends_with(1);
    desk.run(&["quarantine", "retry", "--all", "--format", "text"]).ends_with(0);
    desk.run(&["verify"]).ends_with(0);
}

#[test]
fn what_the_third_schema_held_in_quarantine_gives_way_to_what_a_later_run_says() {
    if !has_fixtures("what_the_third_schema_held_in_quarantine_gives_way_to_what_a_later_run_says") {
        return;
    }
    let desk = desk(3);
    desk.run(&["optimize"]).ends_with(0);
    desk.run(&["verify"]).ends_with(0);
    let held = || desk.run(&["quarantine", "list"]).ends_with(0).records();
    let before = held();
    assert_eq!(before.len(), 3);
    assert_eq!(before[1]["url"], "http://orchard.example/gone/2");
    let headless = "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 7\r\n\r\nno head\r\n\r\n";
    desk.write("crawl.warc", headless);
    desk.run(&["import", "crawl.warc", "--quiet"]).ends_with(1);
    let after = held();
    assert_eq!(after.len(), 1, "{after:?}");
    assert_eq!((&after[0]["run"], &after[0]["offset"]), (&2.into(), &0.into()), "{after:?}");
    desk.run(&["verify"]).ends_with(0);
}

#[test]
fn pages_of_one_site_are_packed_against_its_first_and_come_out_again() {
    let desk = Desk::new();
    let furniture: String = (0..600)
        .map(|n| {
            format!(
                "<li class=\"menu-entry\"><a href=\"/section/{}.html\">Section {n}</a></li>\n",
                n * 7919 % 10_007
            )
        })
        .collect();
    let mut pages: Vec<String> = (0..12)
        .map(|n| {
            let story = page(&format!("Council of Velden meets for the {n}th time"), "2015", "council");
            let paragraphs: String = story.split("\n\n").skip(3).map(|p| format!("<p>{p}</p>\n")).collect();
            format!(
                "<!doctype html><title>Council meets {n}</title><nav><ul>{furniture}</ul></nav>\
                 <article><h1>Council of Velden meets for the {n}th time</h1>{paragraphs}</article>"
            )
        })
        .collect();
    for (n, page) in pages.iter().enumerate() {
        desk.write(&format!("site/{n:02}.html"), page);
    }
    desk.run(&["import", "site", "--quiet", "--jobs", "1"]).ends_with(0);
    desk.run(&["verify"]).ends_with(0);
    let archive = rusqlite::Connection::open(desk.path().join("offwire.db")).unwrap();
    let sizes = "SELECT count(*), sum(length), sum(length(packed)) FROM sources WHERE dictionary_id IN
                 (SELECT id FROM dictionaries WHERE kind = 'record')";
    let (sources, length, packed): (i64, i64, i64) =
        archive.query_row(sizes, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
    assert_eq!(sources, 12);
    assert!(packed * 50 < length, "{packed} of {length}");
    let listed = desk.run(&["list"]).ends_with(0).records();
    let raw = |article: &Value| desk.run(&["show", &article["id"].to_string(), "--raw"]).ends_with(0).stdout;
    let mut raws: Vec<String> = listed.iter().map(raw).collect();
    raws.sort();
    pages.sort();
    assert_eq!(raws, pages);
    let damaged = "UPDATE dictionaries SET bytes = substr(bytes, 1, length(bytes) / 2) WHERE kind = 'record'";
    assert_eq!(archive.execute(damaged, []).unwrap(), 1);
    drop(archive);
    let told = desk.run(&["verify"]);
    assert_eq!(told.code, Some(1));
    assert!(told.stdout.contains("the record that it is packed against"), "{}", told.stdout);
}
