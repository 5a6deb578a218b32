//! `offwire parse`

use super::support::{Desk, many};

#[test]
fn a_page_becomes_a_record_with_the_contracts_fields() {
    let desk = Desk::with_pages();
    let records = desk.run(&["parse", "pages"]).ends_with(0).records();
    assert_eq!(records.len(), 3);
    let bridge = &records[0];
    assert_eq!(bridge["headline"], "Old bridge at Tarn closes for repairs");
    assert_eq!(bridge["published"], "2015-03-14");
    assert_eq!(bridge["end_mark"], "Enditem");
    assert_eq!(bridge["paragraphs"].as_array().unwrap().len(), 4);
    assert_eq!(bridge["source"]["path"], "pages/bridge.txt");
    assert!(bridge["paragraphs"][0].get("source").is_none(), "ranges only where they are asked for");
    let body = bridge["paragraphs"].to_string();
    for furniture in ["Off the wire", "You are here", "Adjust font size"] {
        assert!(!body.contains(furniture), "{furniture}");
    }
}

#[test]
fn ranges_lead_back_to_the_bytes() {
    let desk = Desk::with_pages();
    let records = desk.run(&["parse", "--with-source", "pages/school.txt"]).ends_with(0).records();
    let raw = std::fs::read(desk.path().join("pages/school.txt")).unwrap();
    for paragraph in records[0]["paragraphs"].as_array().unwrap() {
        let cut: Vec<u8> = paragraph["source"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|range| {
                let at = |n: usize| usize::try_from(range[n].as_u64().unwrap()).unwrap();
                raw[at(0)..at(1)].to_vec()
            })
            .collect();
        assert_eq!(String::from_utf8(cut).unwrap(), paragraph["text"].as_str().unwrap());
    }
}

#[test]
fn every_format_of_output_has_the_same_names() {
    let desk = Desk::with_pages();
    let json = desk.run(&["parse", "pages", "--output", "json"]).ends_with(0).stdout;
    let list: Vec<serde_json::Value> = serde_json::from_str(&json).unwrap();
    assert_eq!(list, desk.run(&["parse", "pages"]).records());
    let csv = desk.run(&["parse", "pages", "--output", "csv"]).ends_with(0).stdout;
    assert!(csv.starts_with("uid,headline,agency,authors,published,"), "{csv}");
    assert_eq!(csv.lines().count(), 4);
    let text = desk.run(&["parse", "pages/bridge.txt", "--output", "text"]).ends_with(0).stdout;
    assert!(text.starts_with("Old bridge at Tarn closes for repairs\n2015-03-14"), "{text}");
    assert!(!text.contains('\x1b'), "no colours in a pipe");
}

#[test]
fn jobs_and_order_of_arguments_change_nothing() {
    let desk = Desk::with_pages();
    desk.write("pages/many.jsonl", many(500));
    let one = desk.run(&["parse", "--jobs", "1", "pages"]).ends_with(0).stdout;
    assert_eq!(one.lines().count(), 503);
    for args in [
        &["parse", "--jobs", "2", "pages"][..],
        &["parse", "--jobs", "8", "--memory", "10k", "pages"],
        &["parse", "pages/school.txt", "pages/many.jsonl", "pages/harbour.txt", "pages/bridge.txt"],
    ] {
        assert!(desk.run(args).ends_with(0).stdout == one, "{args:?}");
    }
}

#[test]
fn days_and_patterns_choose() {
    let desk = Desk::with_pages();
    let headlines = |args: &[&str]| -> Vec<String> {
        let records = desk.run(args).ends_with(0).records();
        records
            .iter()
            .map(|r| r["headline"].as_str().unwrap().split(' ').next().unwrap().to_owned())
            .collect()
    };
    assert_eq!(headlines(&["parse", "pages", "--since", "2015", "--until", "2015-12"]), ["Old"]);
    assert_eq!(headlines(&["parse", "pages", "--include", "[hs]*.txt", "--exclude", "school*"]), ["Harbour"]);
    desk.write("list", "pages/school.txt\n\npages/bridge.txt\n");
    assert_eq!(headlines(&["parse", "--files-from", "list"]), ["Old", "New"]);
}

#[test]
fn standard_input_is_read() {
    let desk = Desk::new();
    let page = super::support::page("Ferry strikes the pier at Norvik", "2013", "ferry");
    let records = desk.run_with(&["parse", "-"], page.as_bytes()).ends_with(0).records();
    assert_eq!(records[0]["headline"], "Ferry strikes the pier at Norvik");
}

#[test]
fn reading_is_explained() {
    let desk = Desk::with_pages();
    let records = desk.run(&["parse", "--explain", "pages/bridge.txt"]).ends_with(0).records();
    let decisions = records[0]["decisions"].as_array().unwrap();
    assert!(decisions.iter().any(|d| d["kept"] == true) && decisions.iter().any(|d| d["kept"] == false));
    assert!(decisions.iter().all(|d| d["reason"].is_string()));
}

#[test]
fn a_table_with_names_of_its_own_is_read_by_the_users_columns() {
    let desk = Desk::new();
    desk.write(
        "nieuws.csv",
        "nummer,kop,tekst,dag\n1,Haven open,De haven is na negen dagen weer open.,1999-03-02\n\
         2,Brug dicht,\"De oude brug gaat dicht, zei de stad.\",1999-03-03\n",
    );
    for format in ["csv", "auto"] {
        let columns = ["--column", "headline=kop", "--column", "body=tekst", "--column", "date=dag"];
        let args = [&["parse", "nieuws.csv", "--format", format][..], &columns].concat();
        let records = desk.run(&args).ends_with(0).records();
        let told = |field: &str| records.iter().map(|r| r[field].as_str().unwrap()).collect::<Vec<_>>();
        assert_eq!(told("headline"), ["Haven open", "Brug dicht"]);
        assert_eq!(told("published"), ["1999-03-02", "1999-03-03"]);
        assert_eq!(records[1]["paragraphs"][0]["text"], "De oude brug gaat dicht, zei de stad.");
    }
    let run = desk.run(&["parse", "nieuws.csv", "--column", "kop=2"]).ends_with(2);
    assert!(
        run.stderr.contains("`kop` is no field") && run.stderr.contains("headline, text"),
        "{}",
        run.stderr
    );
}

#[test]
fn an_explanation_says_which_block_is_the_headline_and_which_record_it_is_of() {
    let desk = Desk::new();
    let body =
        "The council met on Monday and spoke of the bridge at length, the mayor told reporters. ".repeat(3);
    desk.write(
        "page.html",
        format!(
            "<!doctype html><html><head><title>Old bridge closes - Tarn Post</title><meta name=\"author\" \
             content=\"Ann Smith\"></head><body><ul><li><a href=\"/\">Home</a></li></ul><article><h1>Old bridge \
             closes</h1><div class=\"byline\">By Ann Smith</div><p>{body}</p><p>{body}</p></article></body></html>"
        ),
    );
    let text = desk.run(&["parse", "--explain", "page.html", "--output", "text"]).ends_with(0).stdout;
    assert!(text.contains("holds the headline\n        Old bridge closes\n"), "{text}");
    assert!(text.contains("holds the byline\n        By Ann Smith\n"), "{text}");
    assert!(!text.contains("dropped block headline"), "{text}");
    desk.write("two.jsonl", many(2));
    let text = desk.run(&["parse", "--explain", "two.jsonl", "--output", "text"]).ends_with(0).stdout;
    let heads: Vec<&str> = text.lines().filter(|line| line.starts_with("two.jsonl")).collect();
    assert_eq!(heads.len(), 2, "{text}");
    assert!(heads[1].starts_with("two.jsonl at byte ") && text.contains("Report number 1"), "{text}");
}
