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
