//! The commands that compare, draw, export and look after an archive.

use super::support::{Desk, many, page};
use serde_json::Value;

fn desk() -> Desk {
    let desk = Desk::with_pages();
    let second = page("Old bridge at Tarn closes for repairs", "2015", "bridge")
        .replace("nine days", "eleven days")
        .replace("Further work", "No further work");
    desk.write("pages/bridge-2.txt", second);
    desk.run(&["import", "pages", "--quiet"]).ends_with(0);
    desk
}

fn ids(desk: &Desk, headline: &str) -> Vec<String> {
    let found = desk.run(&["list", "--headline", headline]).ends_with(0).records();
    found.iter().map(|article| article["id"].to_string()).collect()
}

#[test]
fn versions_are_listed_and_compared() {
    let desk = desk();
    let bridge = ids(&desk, "bridge");
    assert_eq!(bridge.len(), 2);
    let changes = desk.run(&["diff", &bridge[0], &bridge[1]]).ends_with(0).records();
    assert!(changes.iter().any(|c| c.to_string().contains("eleven days")), "{changes:?}");
    assert!(changes.iter().all(|c| c["change"] != "same"));
    let all = desk.run(&["diff", "--all", &bridge[0], &bridge[1]]).ends_with(0).records();
    assert!(all.len() > changes.len());
    desk.run(&["show", &bridge[0], "--versions"]).ends_with(0);
    desk.run(&["show", &bridge[0], "--duplicates"]).ends_with(0);
    desk.run(&["diff", &bridge[0], "999"]).ends_with(1);
}

#[test]
fn copies_become_stories() {
    let desk = desk();
    let stories = desk.run(&["stories"]).ends_with(0).records();
    let largest = stories.first().expect("the two bridges hang together");
    assert!(largest["articles"].as_u64().unwrap() >= 2);
    let told = &desk.run(&["stories", &largest["id"].to_string()]).ends_with(0).records()[0];
    assert_eq!(told["members"].as_array().unwrap().len() as u64, largest["articles"].as_u64().unwrap());
    desk.run(&["stories", "999999"]).ends_with(1);
}

#[test]
fn time_is_drawn() {
    let desk = desk();
    let years = desk.run(&["timeline"]).ends_with(0).records();
    let dates: Vec<&str> = years.iter().map(|y| y["date"].as_str().unwrap()).collect();
    assert_eq!(dates, ["2014", "2015", "2016"]);
    let csv = desk.run(&["timeline", "bridge", "--by", "month", "--output", "csv"]).ends_with(0).stdout;
    assert!(csv.starts_with("date,articles,of,share\n2014-03,0,1,0.0\n2014-04,0,0,\n"), "{csv}");
    assert!(csv.contains("\n2015-02,0,0,\n2015-03,2,2,1.0\n"), "{csv}");
    let svg = desk.run(&["timeline", "bridge", "--output", "svg"]).ends_with(0).stdout;
    assert!(svg.starts_with("<svg") && svg.contains("<title>2015: 2 of 2</title>"), "{svg}");
    let coverage = &desk.run(&["stats", "--coverage"]).ends_with(0).records()[0];
    assert_eq!((&coverage["days"], &coverage["first"]), (&3.into(), &"2014-03-14".into()));
}

#[test]
fn exports_are_the_same_from_the_same_articles() {
    let desk = desk();
    let one = desk.run(&["export", "--recipe", "recipe.json"]).ends_with(0).stdout;
    assert_eq!(one.lines().count(), 4);
    desk.run(&["import", "pages", "--jobs", "1", "--archive", "second.db", "--quiet"]).ends_with(0);
    let other =
        desk.run(&["export", "--archive", "second.db", "--recipe", "recipe.json"]).ends_with(0).stdout;
    assert!(other == one);
    for format in ["csv", "md", "html", "tei", "csl", "bibtex"] {
        assert!(!desk.run(&["export", "--to", format]).ends_with(0).stdout.is_empty(), "{format}");
    }
    let some = desk.run(&["export", "--query", "school"]).ends_with(0).records();
    assert_eq!(some.len(), 1);
    let labels = desk.run(&["export", "--no-text"]).ends_with(0).stdout;
    assert!(!labels.contains("Brandt"), "{labels}");
    for name in ["bagit", "hf"] {
        desk.run(&["export", "--to", name]).ends_with(2);
        desk.run(&["export", "--to", name, "--into", name]).ends_with(0);
        desk.run(&["export", "--to", name, "--into", name]).ends_with(3);
    }
    assert!(desk.path().join("bagit/bagit.txt").exists());
    desk.write("mine.txt", "mine");
    desk.run(&["export", "--into", "mine.txt"]).ends_with(3);
    assert_eq!(std::fs::read_to_string(desk.path().join("mine.txt")).unwrap(), "mine");
    desk.run(&["export", "--to", "papyrus"]).ends_with(2);
}

#[test]
fn an_export_comes_back_as_it_went() {
    let desk = Desk::with_pages();
    let wire = "KILL: Bridge closed\n\nLINDHAM, May 4, 1994 (Xinhua) -- A bridge over the Lind was closed by the police \
                on Wednesday after a lorry had struck one of its pillars.\n\nNobody was hurt, they said. Enditem\n";
    desk.write("pages/wire.txt", wire);
    desk.run(&["import", "pages", "--archive", "a.db", "--quiet"]).ends_with(0);
    desk.run(&["export", "--archive", "a.db", "--into", "a.jsonl"]).ends_with(0);
    desk.run(&["import", "a.jsonl", "--archive", "b.db", "--quiet"]).ends_with(0);
    let records = |archive: &str| {
        let mut records = desk.run(&["export", "--archive", archive]).ends_with(0).records();
        for record in &mut records {
            // Where it stands is where it was read this time.
            for field in ["id", "run", "source", "field_sources", "summary"] {
                record.as_object_mut().unwrap().remove(field);
            }
            let paragraphs = record["paragraphs"].as_array_mut().unwrap();
            paragraphs
                .iter_mut()
                .for_each(|paragraph| drop(paragraph.as_object_mut().unwrap().remove("source")));
        }
        records.sort_by_key(|record| record["uid"].to_string());
        records
    };
    let (went, came) = (records("a.db"), records("b.db"));
    assert_eq!(went, came);
    assert!(went.iter().any(|record| record["status"] == "kill"), "{went:?}");
}

#[test]
fn archives_are_copied_merged_and_cared_for() {
    let desk = desk();
    desk.run(&["backup", "copy.db"]).ends_with(0);
    desk.run(&["backup", "copy.db"]).ends_with(3);
    desk.write("more.jsonl", many(50));
    desk.run(&["import", "more.jsonl", "--archive", "more.db", "--quiet"]).ends_with(0);
    let merged = &desk.run(&["merge", "more.db", "./copy.db", "--archive", "copy.db"]).ends_with(2);
    assert!(merged.stderr.contains("cannot be merged into itself"), "{}", merged.shown());
    assert_eq!(
        desk.run(&["list", "--archive", "copy.db"]).ends_with(0).records().len(),
        4,
        "none was merged"
    );
    let merged = &desk.run(&["merge", "more.db"]).ends_with(0).records()[0];
    assert_eq!(merged["imported"], 50);
    let again = &desk.run(&["merge", "more.db"]).ends_with(0).records()[0];
    assert_eq!(again["imported"], 0);
    desk.run(&["optimize"]).ends_with(0);
    desk.run(&["repair"]).ends_with(0);
    desk.run(&["verify"]).ends_with(0);
    assert_eq!(desk.run(&["list", "-n", "100"]).ends_with(0).records().len(), 54);
    assert!(desk.run(&["history"]).ends_with(0).records().iter().any(|run| run["kind"] == "merge"));
}

#[test]
fn shards_merge_to_the_same_bytes_as_one_run() {
    let desk = desk();
    desk.write("pages/many.jsonl", many(60));
    desk.write("pages/other/again.jsonl", many(25));
    desk.write("pages/other/school.txt", std::fs::read(desk.path().join("pages/school.txt")).unwrap());
    desk.run(&["import", "pages", "--archive", "whole.db", "--quiet"]).ends_with(0);
    for shard in ["1/3", "2/3", "3/3"] {
        let name = format!("shard-{}.db", &shard[..1]);
        desk.run(&["import", "pages", "--shard", shard, "--archive", &name, "--quiet"]).ends_with(0);
    }
    let shards = ["shard-3.db", "shard-1.db", "shard-2.db"];
    desk.run(&["merge", shards[0], shards[1], shards[2], "--archive", "joined.db"]).ends_with(0);
    let export = |name: &str| desk.run(&["export", "--to", "jsonl", "--archive", name]).ends_with(0).stdout;
    let whole = export("whole.db");
    assert_eq!(whole.lines().count(), 64);
    assert!(export("joined.db") == whole);
    assert!(shards.iter().all(|shard| export(shard).lines().count() < 64), "each shard has a part only");
    desk.run(&["verify", "--archive", "joined.db"]).ends_with(0);
}

#[test]
fn stored_sources_are_read_again_without_loss() {
    let desk = desk();
    let before = desk.run(&["export"]).ends_with(0).stdout;
    let report = &desk.run(&["reparse", "--dry-run"]).ends_with(0).records()[0];
    assert_eq!((&report["same"], &report["changed"]), (&4.into(), &0.into()), "{report}");
    desk.run(&["reparse"]).ends_with(0);
    assert!(desk.run(&["export"]).ends_with(0).stdout == before);
}

#[test]
fn a_look_before_the_run_writes_nothing() {
    let desk = Desk::with_pages();
    let look = &desk.run(&["import", "pages", "--dry-run"]).ends_with(0).records()[0];
    assert_eq!(
        (&look["files"], &look["articles"], &look["first"]),
        (&3.into(), &3.into(), &"2014-03-14".into())
    );
    assert_eq!(look["samples"].as_array().unwrap().len(), 3);
    assert!(look["expected_bytes"].as_u64().unwrap() > 0);
    assert!(!desk.path().join("offwire.db").exists());
}

#[test]
fn own_labels_are_scored() {
    let desk = Desk::with_pages();
    let parsed = desk.run(&["parse", "pages"]).ends_with(0);
    desk.write("pred.jsonl", &parsed.stdout);
    let gold: String = parsed
        .records()
        .iter()
        .map(|record| {
            let path = record["source"]["path"].as_str().unwrap();
            let id = path.rsplit('/').next().unwrap().trim_end_matches(".txt");
            let texts = record["paragraphs"].as_array().unwrap().iter().map(|p| p["text"].as_str().unwrap());
            let body = texts.collect::<Vec<_>>().join("\n\n");
            serde_json::json!({"id": id, "body": body, "title": record["headline"]}).to_string() + "\n"
        })
        .collect();
    desk.write("gold.jsonl", gold);
    let report = &desk.run(&["eval", "extract", "gold.jsonl", "pred.jsonl"]).ends_with(0).records()[0];
    assert_eq!((report["f1"].as_f64(), report["title"].as_f64()), (Some(1.0), Some(1.0)), "{report}");
    desk.write("references.jsonl", "{\"id\": \"a\", \"reference\": [\"The port reopened on Monday.\"]}\n");
    desk.write("summaries.jsonl", "{\"id\": \"a\", \"summary\": \"The port reopened on Monday.\"}\n");
    let run = desk.run(&["eval", "summary", "references.jsonl", "summaries.jsonl"]).ends_with(0);
    let report: &Value = &run.records()[0];
    assert_eq!(report["rouge1"]["f1"].as_f64(), Some(100.0), "{report}");
    let broken = desk.write("broken.jsonl", "{\"id\": \n");
    let run = desk.run(&["eval", "summary", broken.to_str().unwrap(), "summaries.jsonl"]).ends_with(3);
    assert!(run.stderr.contains("broken.jsonl, line 1"), "{}", run.stderr);
}

#[test]
fn spellings_of_a_word_are_shown() {
    let desk = Desk::with_pages();
    desk.write("pages/ocr.txt", page("Old bndge at Tarn stays closed", "2017", "bndge"));
    desk.run(&["import", "pages", "--quiet"]).ends_with(0);
    let shown = desk.run(&["search", "--variants", "bridge"]).ends_with(0).records();
    assert_eq!((&shown[0]["word"], &shown[0]["variant"]), (&"bridge".into(), &"bndge".into()));
    assert_eq!(desk.run(&["search", "bridge"]).ends_with(0).records().len(), 1);
    let used = desk.run(&["search", "--variants=use", "bridge"]).ends_with(0);
    assert_eq!(used.records().len(), 2);
    assert!(used.stderr.contains("bridge: also bndge (1)"), "{}", used.stderr);
}

#[test]
fn packed_pages_have_the_names_of_their_labels() {
    let desk = Desk::with_pages();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packed, &std::fs::read(desk.path().join("pages/school.txt")).unwrap())
        .unwrap();
    desk.write("packed/school.html.gz", packed.finish().unwrap());
    let parsed = desk.run(&["parse", "packed"]).ends_with(0);
    desk.write("pred.jsonl", &parsed.stdout);
    let record = &parsed.records()[0];
    let texts = record["paragraphs"].as_array().unwrap().iter().map(|p| p["text"].as_str().unwrap());
    let body = texts.collect::<Vec<_>>().join("\n\n");
    desk.write("gold.jsonl", serde_json::json!({ "id": "school", "body": body }).to_string());
    let run = desk.run(&["eval", "extract", "gold.jsonl", "pred.jsonl"]).ends_with(0);
    assert_eq!((run.records()[0]["f1"].as_f64(), run.stderr.as_str()), (Some(1.0), ""));
}

#[test]
fn labels_that_say_nothing_are_refused() {
    let desk = Desk::new();
    desk.write("gold.jsonl", r#"{"id": "school", "words": "The port reopened on Monday."}"#);
    let run = desk.run(&["eval", "extract", "gold.jsonl", "gold.jsonl"]).ends_with(2);
    assert!(run.stderr.contains("gold.jsonl: no line holds anything to compare"), "{}", run.stderr);
}

#[test]
fn two_runs_are_compared_document_by_document() {
    let desk = Desk::new();
    let line = |id: usize, field: &str, text: &str| {
        serde_json::json!({ "id": id, field: [text] }).to_string() + "\n"
    };
    let file = |field: &str, text: &str| (0..30).map(|id| line(id, field, text)).collect::<String>();
    desk.write("gold.jsonl", file("reference", "The port reopened on Monday after a storm."));
    desk.write("one.jsonl", file("summary", "The port reopened on Monday."));
    desk.write("two.jsonl", file("summary", "A storm came."));
    let run = desk.run(&["eval", "summary", "gold.jsonl", "two.jsonl", "one.jsonl"]).ends_with(0);
    let told = &run.records()[0];
    let difference = &told["difference"]["rouge1"];
    let f1 = |run: &str| told[run]["rouge1"]["f1"].as_f64().unwrap();
    assert!((difference["mean"].as_f64().unwrap() - (f1("second") - f1("first"))).abs() < 1e-9);
    assert_eq!((&difference["better"], &difference["worse"]), (&30.into(), &0.into()));
    assert!(difference["interval"]["low"].as_f64().unwrap() > 0.0);
    let text =
        desk.run(&["eval", "summary", "gold.jsonl", "two.jsonl", "one.jsonl", "--output", "text"]).stdout;
    assert!(text.contains("30 documents in both runs") && text.contains("second less first"), "{text}");
}

#[test]
fn a_budget_is_what_the_user_says_and_words_are_of_any_script() {
    let desk = Desk::new();
    let long = "word ".repeat(120);
    desk.write("gold.jsonl", serde_json::json!({ "id": 1, "reference": ["港口重新开放。"] }).to_string());
    desk.write("pred.jsonl", serde_json::json!({ "id": 1, "summary": ["港口重新开放。", long] }).to_string());
    let report = |more: &[&str]| {
        let args = [&["eval", "summary", "gold.jsonl", "pred.jsonl"][..], more].concat();
        desk.run(&args).ends_with(0).records().remove(0)
    };
    assert_eq!(report(&[])["readability"]["over_budget"], 0);
    assert_eq!(report(&["--words", "150"])["readability"]["over_budget"], 0);
    assert_eq!(report(&["--words", "75"])["readability"]["over_budget"], 1);
    assert_eq!(report(&[])["rouge1"]["recall"], 0.0);
    assert_eq!(report(&["--unicode"])["rouge1"]["recall"], 100.0);
}

#[test]
fn a_recipe_whose_articles_are_not_all_there_ends_with_1_and_names_them() {
    let desk = desk();
    desk.run(&["export", "--recipe", "r.json"]).ends_with(0);
    let uid = desk.run(&["list", "--headline", "school"]).ends_with(0).records()[0]["uid"].clone();
    desk.run(&["import", "pages", "--exclude", "school.txt", "--archive", "some.db", "--quiet"]).ends_with(0);
    let some = desk.run(&["export", "--recipe", "r.json", "--archive", "some.db"]).ends_with(1);
    assert_eq!(some.records().len(), 3);
    assert!(some.stderr.contains(uid.as_str().unwrap()), "{}", some.shown());
    desk.write("other.jsonl", many(3));
    desk.run(&["import", "other.jsonl", "--archive", "none.db", "--quiet"]).ends_with(0);
    assert_eq!(desk.run(&["export", "--recipe", "r.json", "--archive", "none.db"]).ends_with(1).stdout, "");
}

#[test]
fn what_was_not_looked_for_yet_is_told() {
    let desk = desk();
    let asked = [&["show", "1", "--duplicates"][..], &["list", "--story", "1"], &["digest", "--story", "1"]];
    for args in asked {
        let run = desk.run(args).ends_with(0);
        assert!(run.stderr.contains("4 articles are not held against the others yet"), "{}", run.shown());
    }
    assert_eq!(desk.run(&["list"]).ends_with(0).stderr, "");
    let story = desk.run(&["stories", "--quiet"]).ends_with(0).records()[0]["id"].to_string();
    assert_eq!(desk.run(&["show", "1", "--duplicates"]).ends_with(0).stderr, "");
    let members = desk.run(&["list", "--story", &story]).ends_with(0);
    assert!(members.records().len() > 1 && members.stderr.is_empty(), "{}", members.shown());
    assert!(desk.run(&["list", "--story", "99"]).ends_with(0).stderr.contains("no story 99 in this archive"));
}

#[test]
fn a_recipe_names_its_filters_and_refuses_others() {
    let desk = desk();
    let args = ["export", "--recipe", "r.json", "--query", "brandt", "--headline", "bridge", "--to", "csv"];
    let first = desk.run(&args).ends_with(0).stdout;
    let recipe = std::fs::read_to_string(desk.path().join("r.json")).unwrap();
    let recipe: Value = serde_json::from_str(&recipe).unwrap();
    assert_eq!(recipe["query"], serde_json::json!({"query": "brandt", "filters": {"headline": "bridge"}}));
    assert!(desk.run(&["export", "--recipe", "r.json"]).ends_with(0).stdout == first, "the same format, too");
    desk.run(&args).ends_with(0);
    for other in [["--query", "school"], ["--headline", "school"]] {
        let said = desk.run(&[&["export", "--recipe", "r.json"], &other[..]].concat()).ends_with(2);
        assert!(said.stderr.contains("r.json") && said.stdout.is_empty(), "{}", said.shown());
    }
    for format in ["jsonl", "csv", "md", "html", "tei", "csl", "bibtex"] {
        let labels = desk.run(&["export", "--no-text", "--to", format]).ends_with(0).stdout;
        assert!(!labels.contains("repairs") && !labels.contains("Brandt"), "{format}: {labels}");
    }
}

#[test]
fn an_archive_is_made_by_a_run_that_can_begin_and_from_nothing_else() {
    let desk = Desk::with_pages();
    for args in [["import", "nosuch"], ["merge", "nosuch"]] {
        desk.run(&args).ends_with(3);
        let made: Vec<String> = desk.files().into_iter().filter(|name| name.contains(".db")).collect();
        assert!(made.is_empty(), "{args:?}: {made:?}");
    }
    std::fs::create_dir(desk.path().join("empty")).unwrap();
    for args in [&["import", "empty"][..], &["import", "pages", "--include", "*.xml"]] {
        let said = desk.run(args).ends_with(2).stderr;
        assert!(said.contains("no file to read"), "{said}");
        let made: Vec<String> = desk.files().into_iter().filter(|name| name.contains(".db")).collect();
        assert!(made.is_empty(), "{args:?}: {made:?}");
    }
    desk.write("offwire.db", "");
    for args in [&["import", "pages"][..], &["list"], &["verify"]] {
        let said = desk.run(args).ends_with(3).stderr;
        assert!(said.contains("offwire.db") && said.contains("an empty file"), "{said}");
    }
    assert_eq!(std::fs::metadata(desk.path().join("offwire.db")).unwrap().len(), 0);
}

#[test]
fn reading_leaves_nothing_beside_the_archive() {
    let desk = desk();
    desk.write("more.jsonl", many(20));
    desk.run(&["import", "more.jsonl", "--archive", "more.db", "--quiet"]).ends_with(0);
    let before = std::fs::read(desk.path().join("more.db")).unwrap();
    for args in
        [&["list"][..], &["search", "bridge"], &["export"], &["info"], &["verify"], &["merge", "more.db"]]
    {
        desk.run(args).ends_with(0);
        let beside: Vec<String> = desk.files().into_iter().filter(|name| name.contains(".db-")).collect();
        assert!(beside.is_empty(), "{args:?}: {beside:?}");
    }
    assert!(std::fs::read(desk.path().join("more.db")).unwrap() == before);
}

#[test]
fn optimizing_never_makes_the_file_larger() {
    let desk = Desk::new();
    for n in [30, 60, 90] {
        desk.write("many.jsonl", many(n));
        desk.run(&["import", "many.jsonl", "--quiet"]).ends_with(0);
    }
    for _ in 0..2 {
        let sizes = &desk.run(&["optimize"]).ends_with(0).records()[0];
        assert!(sizes["bytes"].as_u64() <= sizes["bytes_before"].as_u64(), "{sizes}");
    }
    desk.run(&["verify"]).ends_with(0);
}
