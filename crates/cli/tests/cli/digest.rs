//! `offwire digest`

use super::support::Desk;

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
