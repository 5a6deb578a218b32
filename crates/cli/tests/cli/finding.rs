//! Searches and filters: what is understood, what is found, how it is shown.

use super::support::Desk;

fn desk() -> Desk {
    let desk = Desk::new();
    let story = |title: &str, text: &str, author: &str| {
        let date = "1987-02-26";
        serde_json::json!({"title": title, "text": text, "date": date, "author": author}).to_string() + "\n"
    };
    let stories = [
        story(
            "COCOA exporters meet the bank",
            "Exporters of cocoa met bankers in Norvik on Monday.",
            "Ana Núñez",
        ),
        story(
            "Décès d'un ministre",
            "Le ministre est mort lundi matin à Norvik, selon sa famille.",
            "Jean Roy",
        ),
        story("中山市举行招聘会", "中山市三乡镇星期一举行大型招聘会,共有两百家企业参加。", "王伟"),
        story("Market of Norvik", "Prices of cocoa rose while the market of Norvik was closed.", "Ana Stone"),
    ];
    desk.write("stories.jsonl", stories.concat());
    desk.run(&["import", "stories.jsonl", "--quiet"]).ends_with(0);
    desk
}

fn count(desk: &Desk, args: &[&str]) -> usize {
    desk.run(args).ends_with(0).records().len()
}

#[test]
fn filters_match_words_as_searches_do() {
    let desk = desk();
    for (filter, value, found) in [
        ("--headline", "cocoa", 1),
        ("--headline", "\"cocoa", 1),
        ("--headline", "coco*", 1),
        ("--headline", "\"cocoa exporters\"", 1),
        ("--headline", "bank cocoa", 1),
        ("--headline", "oco", 0),
        ("--headline", "deces", 1),
        ("--headline", "DÉCÈS", 1),
        ("--headline", "中山", 1),
        ("--author", "nunez", 1),
        ("--author", "ana", 2),
        ("--author", "\"ana stone\"", 1),
        ("--author", "na", 0),
        ("--author", "王伟", 1),
    ] {
        assert_eq!(count(&desk, &["list", filter, value]), found, "{filter} {value}");
    }
    assert_eq!(count(&desk, &["search", "norvik", "--headline", "coco*"]), 1);
}

#[test]
fn near_and_or_mean_what_they_say() {
    let desk = desk();
    assert_eq!(count(&desk, &["search", "NEAR(cocoa bankers)"]), 1);
    assert_eq!(count(&desk, &["search", "NEAR(cocoa norvik, 1)"]), 0);
    assert_eq!(count(&desk, &["search", "NEAR(cocoa norvik, 6)"]), 2);
    for (query, spot) in [
        ("cocoa OR NOT bank", "NOT bank"),
        ("cocoa NEAR/x bank", "x bank"),
        ("cocoa NEAR/-1 bank", "-1 bank"),
        ("NEAR(cocoa bank, many)", "many)"),
    ] {
        let said = desk.run(&["search", query]).ends_with(2).stderr;
        let lines: Vec<&str> = said.lines().collect();
        let caret = lines.iter().position(|line| line.trim() == "^").expect(&said);
        assert_eq!(&lines[caret - 1][lines[caret].find('^').unwrap()..], spot, "{said}");
    }
}

#[test]
fn snippets_come_from_the_articles_own_text() {
    let desk = desk();
    let hits = desk.run(&["search", "中山"]).ends_with(0).records();
    assert_eq!(hits[0]["snippet"], "[中山]市三乡镇星期一举行大型招聘会,共有两百家企业参加。", "{hits:?}");
    let by_date = desk.run(&["search", "招聘会", "--sort", "date"]).ends_with(0).records();
    assert!(by_date[0]["snippet"].as_str().unwrap().contains("大型[招聘会]"), "{by_date:?}");
}

#[test]
fn superseded_takes_are_marked() {
    let desk = Desk::new();
    let text = |hurt: &str| {
        format!(
            "A bus carrying pilgrims from the northern valley fell into a ravine near Velden on Tuesday morning, and \
             {hurt} people were taken to hospital, police said. The driver had tried to pass a slow lorry on the \
             narrow mountain road when the front wheels slipped over the edge, according to passengers who climbed \
             out through broken windows. Rescue workers with ropes reached the wreck within an hour."
        )
    };
    let take = |title: &str, hurt: &str| {
        let (date, agency) = ("1987-02-26", "Xinhua");
        let record = serde_json::json!({"title": title, "text": text(hurt), "date": date, "agency": agency});
        record.to_string() + "\n"
    };
    let takes = [
        take("1st LD: Bus falls into ravine, 12 hurt", "12"),
        take("2nd LD-Writethru: Bus falls into ravine, 18 hurt", "18"),
        take("CORRECTED: Bus falls into ravine, 17 hurt", "17"),
    ];
    desk.write("takes.jsonl", takes.concat());
    desk.run(&["import", "takes.jsonl", "--quiet"]).ends_with(0);
    let versions = desk.run(&["show", "2", "--versions"]).ends_with(0).records();
    let ids: Vec<_> = versions.iter().map(|version| version["id"].as_i64().unwrap()).collect();
    assert_eq!(ids, [1, 2, 3], "{versions:?}");
    let shown = desk.run(&["show", "1", "--output", "text"]).ends_with(0).stdout;
    assert!(shown.starts_with("superseded by 2\n"), "{shown}");
    assert!(!desk.run(&["show", "3", "--output", "text"]).ends_with(0).stdout.contains("superseded"));
    let found = desk.run(&["search", "ravine", "--output", "text"]).ends_with(0).stdout;
    assert_eq!(found.matches("superseded by").count(), 2, "{found}");
}

#[test]
fn fields_without_a_value_are_explained() {
    let desk = desk();
    for query in ["headline:", "agency:", "date:", "cocoa (agency:)"] {
        let run = desk.run(&["search", query]).ends_with(2);
        assert!(
            run.stderr.contains("needs a value right behind it") && run.stderr.contains("\n  "),
            "{}",
            run.shown()
        );
        assert!(run.stderr.contains('^'), "{}", run.shown());
    }
    let run = desk.run(&["search", "NOT agency:AP cocoa"]).ends_with(2);
    assert!(run.stderr.contains("cannot stand under OR or NOT"), "{}", run.shown());
}

#[test]
fn names_of_formats_and_standings_take_any_case_and_no_other() {
    let desk = desk();
    assert_eq!(count(&desk, &["list", "--source-format", "JSONL"]), 4);
    assert_eq!(count(&desk, &["list", "--status", "KILL"]), 0);
    let unknown = desk.run(&["list", "--source-format", "htlm"]).ends_with(2);
    assert!(
        unknown.stderr.contains("take one of: ") && unknown.stderr.contains("jsonl"),
        "{}",
        unknown.shown()
    );
    assert!(desk.run(&["stats", "--status", "killed"]).ends_with(2).stderr.contains("withheld, kill"));
    desk.run(&["parse", "stories.jsonl", "--format", "JSONL"]).ends_with(0);
}

#[test]
fn a_span_that_ends_before_it_begins_is_refused() {
    let desk = desk();
    let span = ["--since", "2010", "--until", "2000"];
    for command in [&["list"][..], &["search", "cocoa"], &["stats"], &["timeline"], &["export"], &["digest"]]
    {
        let run = desk.run(&[command, &span].concat()).ends_with(2);
        assert!(run.stderr.contains("--until lies before --since"), "{}", run.shown());
    }
    desk.run(&[&["import", "stories.jsonl", "--archive", "new.db"][..], &span].concat()).ends_with(2);
    assert!(!desk.path().join("new.db").exists());
    assert_eq!(count(&desk, &["list", "--since", "1987-02-26", "--until", "1987"]), 4);
}

#[test]
fn moments_with_zones_are_instants_in_filters() {
    let desk = Desk::new();
    let story = |title: &str, date: &str| {
        serde_json::json!({"title": title, "date": date, "text": format!("{title} was told of by the wires.")}).to_string()
            + "\n"
    };
    let stories = [
        story("Flood reaches Aford", "1999-01-01T10:00:00+08:00"),
        story("Flood reaches Beford", "1999-01-01T05:00:00Z"),
        story("Flood reaches Ceford", "1998-12-31T23:30:00-05:00"),
        story("Flood reaches Deford", "1999-01-01"),
    ];
    desk.write("stories.jsonl", stories.concat());
    desk.run(&["import", "stories.jsonl", "--quiet"]).ends_with(0);
    let found = |args: &[&str]| {
        let found = desk.run(&[&["list"], args].concat()).ends_with(0).records();
        let last = |article: &serde_json::Value| {
            article["headline"].as_str().unwrap()["Flood reaches ".len()..][..1].to_owned()
        };
        found.iter().map(last).collect::<String>()
    };
    // A was told of at 02:00Z, B at 05:00Z, C at 04:30Z.
    assert_eq!(found(&["--since", "1999-01-01T04:00Z"]), "BCD");
    assert_eq!(found(&["--until", "1999-01-01T04:30:00Z"]), "ACD");
    assert_eq!(found(&["--since", "1999-01-01T13:00+08:00", "--until", "1999-01-01T06:00Z"]), "BD");
    assert_eq!(found(&["--since", "1999"]), "ABD");
    let count = desk.run(&["search", "flood", "--count", "--since", "1999-01-01T04:00Z"]).ends_with(0).stdout;
    assert_eq!(count, "{\"total\":3}\n");
}
