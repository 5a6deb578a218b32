//! The commands that read an archive.

use super::support::Desk;

#[test]
fn search_finds_marks_and_counts() {
    let desk = Desk::imported();
    let hits = desk.run(&["search", "harbour"]).ends_with(0).records();
    assert_eq!(hits.len(), 1);
    assert_eq!(hits[0]["headline"], "Harbour of Norvik reopens after nine days");
    assert!(hits[0]["snippet"].as_str().unwrap().to_lowercase().contains("[harbour]"));
    assert_eq!(desk.run(&["search", "--count", "brandt", "--output", "text"]).ends_with(0).stdout, "3\n");
    let with_facets =
        desk.run(&["search", "brandt", "--facets", "year", "--output", "json"]).ends_with(0).stdout;
    let hits: serde_json::Value = serde_json::from_str(&with_facets).unwrap();
    assert_eq!(hits["total"], 3);
    let since = desk.run(&["search", "brandt", "--since", "2016"]).ends_with(0).records();
    assert_eq!(since.len(), 1);
}

#[test]
fn a_wrong_query_is_explained_at_its_spot() {
    let desk = Desk::imported();
    let run = desk.run(&["search", "harbour AND"]).ends_with(2);
    assert!(run.stderr.contains("harbour AND\n") && run.stderr.contains('^'), "{}", run.stderr);
    assert_eq!(run.stdout, "");
    desk.run(&["search", "it's (a) \"strange\" query: -- ;"]).ends_with(0);
}

#[test]
fn an_article_is_shown_by_either_name_and_as_its_source() {
    let desk = Desk::imported();
    let article = &desk.run(&["show", "1"]).ends_with(0).records()[0];
    let uid = article["uid"].as_str().unwrap();
    assert_eq!(&desk.run(&["show", uid]).ends_with(0).records()[0], article);
    assert!(article["summary"]["text"].is_string());
    let raw = desk.run(&["show", uid, "--raw"]).ends_with(0).stdout;
    let file = article["source"]["path"].as_str().unwrap();
    assert_eq!(raw, std::fs::read_to_string(desk.path().join(file)).unwrap());
    let seen = desk.run(&["show", "1", "--provenance"]).ends_with(0).records();
    assert_eq!(seen[0]["source"]["path"], file);
    let missing = desk.run(&["show", "999"]).ends_with(1);
    assert!(missing.stderr.contains("999"), "{}", missing.stderr);
}

#[test]
fn lists_and_counts_agree() {
    let desk = Desk::imported();
    assert_eq!(desk.run(&["list"]).ends_with(0).records().len(), 3);
    assert_eq!(desk.run(&["list", "--limit", "2", "--sort", "date"]).ends_with(0).records().len(), 2);
    let stats = &desk.run(&["stats"]).ends_with(0).records()[0];
    assert_eq!(
        (&stats["articles"], &stats["first"], &stats["last"]),
        (&3.into(), &"2014-03-14".into(), &"2016-03-14".into())
    );
    let info = &desk.run(&["info"]).ends_with(0).records()[0];
    assert_eq!((&info["articles"], &info["files"], &info["runs"]), (&3.into(), &3.into(), &1.into()));
    let summary = desk.run(&["summarize", "1", "2"]).ends_with(0).records();
    assert_eq!((&summary[0]["id"], &summary[1]["id"]), (&1.into(), &2.into()));
}

#[test]
fn quarantine_names_shows_and_forgets() {
    let desk = Desk::new();
    desk.write("bad/binary.bin", [0u8, 159, 146, 150, 0, 1, 2, 3].repeat(50));
    desk.run(&["import", "bad", "--quiet"]).ends_with(1);
    let listed = desk.run(&["quarantine", "list"]).ends_with(0).records();
    assert_eq!(listed.len(), 1);
    assert_eq!((&listed[0]["path"], &listed[0]["reason"]), (&"bad/binary.bin".into(), &"not-text".into()));
    let id = listed[0]["id"].to_string();
    desk.run(&["quarantine", "show", &id]).ends_with(0);
    desk.run(&["quarantine", "drop", &id]).ends_with(0);
    assert!(desk.run(&["quarantine", "list"]).ends_with(0).records().is_empty());
    desk.run(&["quarantine", "show", &id]).ends_with(1);
}
