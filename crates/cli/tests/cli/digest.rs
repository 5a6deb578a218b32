//! `offwire digest`

use super::support::{Desk, web_page};

fn desk() -> Desk {
    let desk = Desk::new();
    let line = |day: &str, title: &str, text: &str| {
        format!("{{\"title\": \"{title}\", \"date\": \"{day}\", \"paragraphs\": [\"{text}\"]}}\n")
    };
    desk.write(
        "storm.jsonl",
        line("2016-07-21", "Storm hits port", "At least twelve people died as a storm hit Porto Nero.")
            + &line("2016-07-22", "Toll rises", "The storm in Porto Nero killed 18 people, officials said.")
            + &line("2016-07-22", "Bread", "Bakers in Leeds raised the price of bread by a tenth."),
    );
    desk.run(&["import", "storm.jsonl", "--no-summarize"]).ends_with(0);
    desk
}

#[test]
fn figures_that_differ_are_shown_with_their_days_and_articles() {
    let shown = desk().run(&["digest", "--output", "text"]).ends_with(0).shown();
    insta::assert_snapshot!(shown, @r"
    exit 0
    --- stdout
    At least twelve people died as a storm hit Porto Nero.
        2016-07-21 · 1, paragraph 1 · Storm hits port
    The storm in Porto Nero killed 18 people, officials said.
        2016-07-22 · 2, paragraph 1 · Toll rises
    Bakers in Leeds raised the price of bread by a tenth.
        2016-07-22 · 3, paragraph 1 · Bread
    figures differ:
        At least twelve people died: At least twelve people died as a storm hit
        Porto Nero.
        2016-07-21 · 1
        18 people: The storm in Porto Nero killed 18 people, officials said.
        2016-07-22 · 2
    --- stderr
    from 3 articles
    ");
}

#[test]
fn every_number_of_an_article_is_resolved() {
    let record = desk().run(&["digest", "--output", "jsonl"]).ends_with(0).records().remove(0);
    let cited: Vec<u64> =
        record["articles"].as_array().unwrap().iter().map(|a| a["article"].as_u64().unwrap()).collect();
    let sentences = record["sentences"].as_array().unwrap();
    for sentence in sentences {
        let also = sentence["also"].as_array().into_iter().flatten();
        for number in also.chain([&sentence["article"]]) {
            assert!(cited.contains(&number.as_u64().unwrap()), "{record}");
        }
    }
    let claims = record["contradictions"][0]["claims"].as_array().unwrap();
    assert_eq!(
        claims.iter().map(|c| c["figure"].as_str().unwrap()).collect::<Vec<_>>(),
        ["At least twelve people died", "18 people"]
    );
    assert!(claims.iter().all(|claim| claim["uid"].is_string() && claim["published"].is_string()));
}

#[test]
fn a_day_is_told_as_it_stood() {
    let desk = Desk::new();
    let page = |name: &str, published: &str, last: &str| {
        let body = [
            "The harbour of Porto Nero was closed by a storm that broke two of its seven pillars, its master said.",
            last,
        ];
        let address = Some("https://harbour.example/storm");
        desk.write(&format!("in/{name}.html"), web_page("Harbour closed", published, address, &body));
    };
    page("a", "1994-05-06T08:00:00Z", "It will stay closed until the pillars are mended.");
    page("b", "1994-05-07T09:00:00Z", "It opened again on Saturday, a day earlier than thought.");
    desk.run(&["import", "in", "--quiet"]).ends_with(0);
    let first = desk.run(&["digest", "--date", "1994-05-06"]).ends_with(0);
    assert!(first.stdout.contains("1994-05-06T08:00:00Z"), "{}", first.shown());
    let both = desk.run(&["digest"]).ends_with(0);
    assert!(both.stderr.contains("from 1 article"), "{}", both.shown());
    assert!(both.stdout.contains("1994-05-07T09:00:00Z"), "{}", both.shown());
}

#[test]
fn what_was_killed_or_corrected_is_not_told() {
    let desk = Desk::new();
    let page = |name: &str, headline: &str, published: &str, body: &[&str]| {
        desk.write(&format!("in/{name}.html"), web_page(headline, published, None, body));
    };
    let text = |last| {
        [
            "LONDON, May 6, 1994 (Reuters) - The finance minister will resign over the budget, the Daily \
                        Ledger reported on Friday, citing a letter.",
            last,
        ]
    };
    page(
        "a",
        "Minister to resign",
        "1994-05-06T08:00:00Z",
        &text("The pound fell by half a cent on the report."),
    );
    page(
        "b",
        "UPDATE 1-Minister to resign",
        "1994-05-06T09:00:00Z",
        &text("Shares in London fell by one percent."),
    );
    let notice =
        "LONDON, May 6, 1994 (Reuters) - Please kill the story \"Minister to resign\" and its updates.";
    page("c", "KILL: Minister to resign", "1994-05-06T15:00:00Z", &[notice, "The letter was forged."]);
    desk.run(&["import", "in", "--quiet"]).ends_with(0);
    for args in [&["digest"][..], &["digest", "--date", "1994-05-06"], &["digest", "--query", "minister"]] {
        let run = desk.run(args).ends_with(0);
        assert!(
            !run.stdout.contains("will resign over") && !run.stdout.contains("one percent"),
            "{}",
            run.shown()
        );
        assert!(run.stderr.contains("from 1 article"), "{}", run.shown());
    }
}
