//! Which version of a story is the latest, through takes, corrections, withdrawals and pages that change.

use super::support::{Desk, web_page};
use std::fmt::Write;

fn wire_page(headline: &str, published: &str, last: &str) -> String {
    let body = [
        "LONDON, May 6, 1994 (Reuters) - The finance minister will resign over the budget next week, the Daily \
         Ledger reported on Friday, citing a letter to the prime minister.",
        "The ministry declined to comment on the report, which sent the pound down half a cent.",
        last,
    ];
    web_page(headline, published, None, &body)
}

/// The only latest version of an archive.
fn latest(desk: &Desk) -> String {
    let found = desk.run(&["list", "--latest"]).ends_with(0).records();
    assert_eq!(found.len(), 1, "{found:?}");
    found[0]["headline"].as_str().unwrap().to_owned()
}

#[test]
fn a_kill_or_correction_with_a_time_of_day_supersedes_the_updates_before_it() {
    let desk = Desk::new();
    desk.write("in/0.html", wire_page("Minister to resign", "1994-05-06T08:00:00Z", "He had no plans."));
    let second =
        wire_page("UPDATE 2-Minister to resign", "1994-05-06T10:00:00Z", "Shares fell by two percent.");
    desk.write("in/1.html", second);
    let kill = web_page(
        "KILL: Minister to resign",
        "1994-05-06T15:00:00Z",
        None,
        &[
            "LONDON, May 6, 1994 (Reuters) - Please kill the story \"Minister to resign\" and all its updates.",
            "The report was based on a forged letter. There will be no substitute story.",
        ],
    );
    desk.write("in/2.html", kill);
    desk.run(&["import", "in", "--quiet"]).ends_with(0);
    let found = desk.run(&["list", "--latest"]).ends_with(0).records();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["status"], "kill");

    let desk = Desk::new();
    let update =
        wire_page("UPDATE 3-Minister to resign", "1994-05-06T10:00:00Z", "He will go in three years.");
    desk.write("in/0.html", update);
    let corrected =
        wire_page("CORRECTED-Minister to resign", "1994-05-06T16:00:00Z", "He will go in three months.");
    desk.write("in/1.html", corrected);
    desk.run(&["import", "in", "--quiet"]).ends_with(0);
    let found = desk.run(&["list", "--latest"]).ends_with(0).records();
    assert_eq!((found.len(), &found[0]["status"]), (1, &"correction".into()), "{found:?}");
}

/// A crawl that met each of some pages three times.
fn crawl() -> String {
    let mut warc = String::new();
    for page in 0..8 {
        for visit in 0..3 {
            let hurt = format!(
                "The ferry ran aground on Tuesday and {} passengers were hurt, police said.",
                3 + visit
            );
            let headline = format!("Ferry {page} runs aground");
            let body =
                [hurt.as_str(), "The ship was carrying 120 people when it struck the rocks in thick fog."];
            let html = web_page(&headline, "2010-03-09T10:00:00Z", None, &body);
            let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{html}");
            write!(
                warc,
                "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://courier.example/ferry{page}\r\n\
                 WARC-Date: 2010-03-1{visit}T12:00:00Z\r\n\
                 WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-0000000000{page}{visit}>\r\n\
                 Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
                http.len()
            )
            .unwrap();
        }
    }
    warc
}

fn captures_of_the_latest(desk: &Desk, archive: &str) -> Vec<String> {
    let found = desk.run(&["export", "--latest", "--archive", archive]).ends_with(0).records();
    found.iter().map(|article| article["captured"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn of_a_page_that_changed_the_last_capture_is_the_latest() {
    let desk = Desk::new();
    desk.write("in/crawl.warc", crawl());
    desk.run(&["import", "in", "--archive", "a.db", "--quiet", "--jobs", "2"]).ends_with(0);
    desk.run(&["import", "in", "--archive", "b.db", "--quiet", "--jobs", "1"]).ends_with(0);
    desk.run(&["merge", "a.db", "--archive", "merged.db", "--quiet"]).ends_with(0);
    desk.run(&["repair", "--archive", "b.db", "--quiet"]).ends_with(0);
    for archive in ["a.db", "b.db", "merged.db"] {
        let captures = captures_of_the_latest(&desk, archive);
        assert_eq!(captures, ["2010-03-12T12:00:00Z"; 8], "{archive}");
    }
}

#[test]
fn of_a_page_that_was_edited_in_place_the_one_imported_last_is_the_latest() {
    let desk = Desk::new();
    let edition = |n: usize| {
        let first = format!("Edition {n} of the report says that {n} ships came to the harbour of Norvik.");
        let body =
            [first.as_str(), "Pilots brought them in before noon, and the harbour master was content."];
        let address = Some("https://courier.example/ships");
        web_page(&format!("Ships come to Norvik, {n}"), "2010-03-09T10:00:00Z", address, &body)
    };
    for n in 0..6 {
        desk.write("in/p.html", edition(n));
        desk.run(&["import", "in", "--quiet"]).ends_with(0);
        assert_eq!(latest(&desk), format!("Ships come to Norvik, {n}"));
    }
    desk.run(&["merge", "offwire.db", "--archive", "merged.db", "--quiet"]).ends_with(0);
    desk.run(&["repair", "--quiet"]).ends_with(0);
    assert_eq!(latest(&desk), "Ships come to Norvik, 5");
    let merged = desk.run(&["list", "--latest", "--archive", "merged.db"]).ends_with(0).records();
    assert_eq!(merged[0]["headline"], "Ships come to Norvik, 5");
}
