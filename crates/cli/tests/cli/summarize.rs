//! `offwire summarize`

use super::support::{Desk, fixtures, has_fixtures, record};
use std::fs;

const STORY: [&str; 4] = [
    "The harbour of Norvik reopened on Monday after a storm had closed it for nine days.",
    "Mayor Ilse Brandt thanked the crews who had cleared the harbour of wreckage at night.",
    "The county put the cost of the work at 4.2 million crowns.",
    "Ferries to the northern islands will run again from Tuesday.",
];

#[test]
fn the_name_of_a_record_comes_back_with_its_paragraph() {
    let desk = Desk::new();
    let mut lines = record("story-1", "Harbour reopens", &STORY) + "\n";
    lines.push_str(&format!("{{\"id\": {{\"set\": 7}}, \"paragraphs\": {:?}}}\n", STORY));
    let records =
        desk.run_with(&["summarize", "-", "--words", "20"], lines.as_bytes()).ends_with(0).records();
    assert_eq!(records.len(), 2);
    assert_eq!(records[0]["id"], "story-1");
    assert_eq!(records[1]["id"]["set"], 7);
    for record in &records {
        let text = record["summary"]["text"].as_str().unwrap();
        assert!(text.split_whitespace().count() <= 20, "{text}");
        for sentence in record["summary"]["sentences"].as_array().unwrap() {
            let paragraph = usize::try_from(sentence["paragraph"].as_u64().unwrap()).unwrap();
            assert!(STORY[paragraph].contains(sentence["text"].as_str().unwrap()));
        }
    }
}

#[test]
fn plain_text_and_files_are_summarized() {
    let desk = Desk::with_pages();
    let text = STORY.join("\n\n");
    let piped =
        desk.run_with(&["summarize", "-", "--sentences", "1"], text.as_bytes()).ends_with(0).records();
    assert_eq!(piped.len(), 1);
    assert_eq!(piped[0]["summary"]["sentences"].as_array().unwrap().len(), 1);
    let files = desk.run(&["summarize", "pages"]).ends_with(0).records();
    assert_eq!(files.len(), 3);
    assert_eq!(files[0]["headline"], "Old bridge at Tarn closes for repairs");
    assert!(files.iter().all(|f| !f["summary"]["text"].as_str().unwrap().contains("Enditem")));
}

#[test]
fn a_choice_is_explained() {
    let desk = Desk::new();
    let line = record("1", "Harbour reopens", &STORY);
    let records = desk.run_with(&["summarize", "-", "--explain"], line.as_bytes()).ends_with(0).records();
    let sentences = records[0]["explanation"]["sentences"].as_array().unwrap();
    assert_eq!(sentences.len(), 4);
    assert!(sentences.iter().all(|s| s["reasons"].is_array()));
}

#[test]
fn what_has_no_sentence_is_named() {
    let desk = Desk::new();
    let run = desk.run_with(&["summarize", "-"], b"{\"id\": 1, \"paragraphs\": []}\n").ends_with(1);
    assert!(run.stderr.contains("no sentence"), "{}", run.stderr);
    assert_eq!(run.stdout, "");
}

#[test]
fn wrong_options_are_wrong_use() {
    let desk = Desk::new();
    let run = desk.run(&["summarize", "-", "--method", "oracle"]).ends_with(2);
    assert!(run.stderr.contains("`oracle` is no method") && run.stderr.contains("lexrank"), "{}", run.stderr);
    desk.run(&["summarize", "-", "--words", "0"]).ends_with(2);
    desk.run(&["summarize", "12", "page.txt"]).ends_with(2);
}

#[test]
fn a_record_without_paragraphs_is_named_by_its_id() {
    let desk = Desk::new();
    let lines = "{\"id\":\"a\",\"title\":\"only title\"}\n";
    let run = desk.run_with(&["summarize", "-"], lines.as_bytes()).ends_with(1);
    assert!(run.stderr.contains("id \"a\": "), "{}", run.stderr);
    assert_eq!(run.stdout, "");
    let both =
        lines.to_owned() + &record("b", "Harbour reopens", &STORY) + "\n{\"id\": 7, \"paragraphs\": []}\n";
    let run = desk.run_with(&["summarize", "-"], both.as_bytes()).ends_with(1);
    assert_eq!(run.records().len(), 1);
    assert_eq!(run.records()[0]["id"], "b");
    assert!(run.stderr.contains("id \"a\": ") && run.stderr.contains("id 7: no sentence"), "{}", run.stderr);
}

#[test]
fn a_day_under_any_usual_name_resolves_the_others() {
    let desk = Desk::new();
    let mut story = STORY.to_vec();
    story[0] = "The harbour of Norvik will reopen on Wednesday after a storm had closed it for nine days.";
    let line = serde_json::json!({ "id": 1, "date": "1987-02-23", "paragraphs": story }).to_string();
    desk.write("x.jsonl", line);
    let args = ["summarize", "x.jsonl", "--dates", "resolve", "--sentences", "1", "--method", "lead"];
    let records = desk.run(&args).ends_with(0).records();
    let text = records[0]["summary"]["text"].as_str().unwrap();
    assert!(text.contains("25") && !text.contains("Wednesday after"), "{text}");
    assert_eq!(records[0]["id"], 1);
}

#[test]
fn characters_are_a_limit_of_their_own() {
    let desk = Desk::new();
    let line = record("1", "Harbour reopens", &STORY);
    let chars = |most: &str| {
        let run = desk.run_with(&["summarize", "-", "--chars", most], line.as_bytes()).ends_with(0);
        run.records()[0]["summary"]["text"].as_str().unwrap().chars().count()
    };
    assert!((85..=180).contains(&chars("180")));
    assert!((181..=400).contains(&chars("400")), "75 words do not hold beside --chars");
    desk.run(&["summarize", "-", "--chars", "0"]).ends_with(2);
}

#[test]
fn paragraphs_count_from_one_for_people_and_from_nought_for_programs() {
    let desk = Desk::new();
    let line = record("1", "Harbour reopens", &STORY);
    let explain = |format: &str| {
        desk.run_with(&["summarize", "-", "--explain", "--output", format], line.as_bytes()).ends_with(0)
    };
    let text = explain("text").stdout;
    assert!(
        text.contains("  paragraph 1, sentence 1: ") && text.contains("  paragraph 4, sentence 4: "),
        "{text}"
    );
    let records = explain("jsonl").records();
    assert_eq!(records[0]["explanation"]["sentences"][0]["paragraph"], 0);
}

#[test]
fn the_readme_shows_the_paragraphs_that_are_made() {
    if !has_fixtures("the_readme_shows_the_paragraphs_that_are_made") {
        return;
    }
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let readme = words(&fs::read_to_string(fixtures("../README.md")).unwrap());
    let desk = Desk::new();
    for page in ["pages/modern-jsonld/page.html", "pages/portal-ticker/page.txt"] {
        let page = fixtures(page);
        let told = desk.run(&["summarize", page.to_str().unwrap(), "--output", "text"]).ends_with(0).stdout;
        // Behind the headline and the facts, of which the file's name may take a line of its own.
        let paragraph: String = told.lines().filter(|line| line.starts_with("  ")).collect();
        assert!(!paragraph.is_empty() && readme.contains(&words(&paragraph)), "{told}");
    }
}
