//! Articles written for others, compared, counted over time, read again.

use crate::support::{Place, harbour_stories, import, outcome, raw_of, story};
use offwire_archive::{
    Archive, Change, ExportFormat, ExportOptions, Filter, Outcome, Period, Query, RunInfo, StoredArticle,
    StoredSource,
};
use offwire_article::{Article, Paragraph, Summary, uid};

fn archive(place: &Place) -> Archive {
    let mut archive = place.open();
    let mut stories = harbour_stories();
    stories[0].headline = Some("Harbour & \"ships\" <reopen>".into());
    stories[0].related = vec!["Council votes on ferry fares".into(), "A story nobody kept".into()];
    stories[0].authors = vec!["A. Stone".into(), "B. Reed".into()];
    stories[0].seal();
    let summary = Summary { text: "It reopened.".into(), method: "lead".into(), words: 2, sentences: vec![] };
    let mut outcomes: Vec<Outcome> = stories.iter().map(outcome).collect();
    let source = offwire_archive::PackedSource::pack(&raw_of(&stories[0])).into();
    outcomes[0] = Outcome::article(stories[0].clone(), source, Some(summary));
    let run = archive.start_run(&RunInfo::new("import", "0.0.0")).unwrap();
    archive.commit(run, &outcomes, &[]).unwrap();
    archive
}

fn exported(archive: &Archive, format: ExportFormat, no_text: bool) -> String {
    let ids = archive.export_ids(&Filter::default()).unwrap();
    let mut out = Vec::new();
    assert_eq!(archive.export(&ids, format, ExportOptions { no_text }, &mut out).unwrap(), 3);
    String::from_utf8(out).unwrap()
}

#[test]
fn records_are_read_back_from_json_lines() {
    let place = Place::new();
    let archive = archive(&place);
    let lines = exported(&archive, ExportFormat::Jsonl, false);
    for line in lines.lines() {
        let article: Article = serde_json::from_str(line).unwrap();
        assert_eq!((article.id, article.run), (None, None));
        assert_eq!(Some(uid::of(&article)), article.uid);
    }
    assert_eq!(lines, exported(&archive, ExportFormat::Jsonl, false));
}

#[test]
fn exports_without_text_have_none() {
    let place = Place::new();
    let archive = archive(&place);
    for format in ExportFormat::ALL.iter().copied().filter(|format| format.name() != "parquet") {
        let text = exported(&archive, format, true);
        for word in ["Harbour", "reopened", "eleven", "Council", "代表团", "nobody"] {
            assert!(!text.contains(word), "{word} in {text}");
        }
        assert!(text.contains("1987"), "{text}");
    }
    assert!(exported(&archive, ExportFormat::Jsonl, true).contains("\"source\":[["));
}

#[test]
fn markup_is_escaped_in_each_format() {
    let place = Place::new();
    let archive = archive(&place);
    for (format, want) in [
        (ExportFormat::Csv, "\"Harbour & \"\"ships\"\" <reopen>\",It reopened.,"),
        (ExportFormat::Md, "# Harbour \\& \"ships\" \\<reopen>\n"),
        (ExportFormat::Html, "<h1>Harbour &amp; &quot;ships&quot; &lt;reopen&gt;</h1>"),
        (ExportFormat::Tei, "<head>Harbour &amp; &quot;ships&quot; &lt;reopen&gt;</head>"),
        (ExportFormat::Csl, "\"title\":\"Harbour & \\\"ships\\\" <reopen>\""),
        (ExportFormat::Bibtex, "title = {Harbour \\& \"ships\" <reopen>},"),
    ] {
        let text = exported(&archive, format, false);
        assert!(text.contains(want), "{format:?}: {text}");
    }
    let csl = exported(&archive, ExportFormat::Csl, false);
    assert_eq!(serde_json::from_str::<serde_json::Value>(&csl).unwrap().as_array().unwrap().len(), 3);
    assert!(
        csl.contains(r#""date-parts":[[1987,2,26]]"#) && csl.contains(r#""date-parts":[[1991]]"#),
        "{csl}"
    );
    assert!(exported(&archive, ExportFormat::Bibtex, false).contains("author = {{A. Stone} and {B. Reed}}"));
}

#[test]
fn a_bag_proves_its_content_and_overwrites_nothing() {
    let place = Place::new();
    let archive = archive(&place);
    let folder = place.folder.path().join("bag");
    let ids = archive.export_ids(&Filter::default()).unwrap();
    archive.export_bag(&ids, ExportOptions::default(), &folder).unwrap();
    for manifest in ["manifest-sha256.txt", "tagmanifest-sha256.txt"] {
        let lines = std::fs::read_to_string(folder.join(manifest)).unwrap();
        assert!(lines.lines().count() >= 3, "{lines}");
        for line in lines.lines() {
            let (sum, name) = line.split_once("  ").unwrap();
            assert_eq!(uid::sha256(&std::fs::read(folder.join(name)).unwrap()), sum, "{name}");
        }
    }
    assert!(archive.export_bag(&ids, ExportOptions::default(), &folder).is_err());
    validate_with_python(&folder);
    std::fs::write(folder.join("data/articles.jsonl"), "altered").unwrap();
    assert_ne!(python_finds_fault(&folder), Some(false), "an altered bag passes");
}

/// Whether the `bagit` package of Python finds fault with a bag; `None` where it is not installed.
fn python_finds_fault(folder: &std::path::Path) -> Option<bool> {
    let python =
        |script: &str| std::process::Command::new("python3").args(["-c", script]).arg(folder).output().ok();
    python("import bagit").filter(|run| run.status.success())?;
    let run = python("import bagit, sys; bagit.Bag(sys.argv[1]).validate()")?;
    Some(!run.status.success())
}

fn validate_with_python(folder: &std::path::Path) {
    match python_finds_fault(folder) {
        Some(fault) => assert!(!fault, "bagit for Python finds fault with the bag"),
        None => println!("bagit for Python is not installed: the bag was checked by its manifests alone"),
    }
}

#[cfg(feature = "parquet")]
#[test]
fn a_parquet_table_holds_what_the_records_hold() {
    use parquet::{file::reader::SerializedFileReader, record::RowAccessor};
    let place = Place::new();
    let archive = archive(&place);
    let ids = archive.export_ids(&Filter::default()).unwrap();
    let read = |no_text: bool| {
        let path = place.folder.path().join(format!("{no_text}.parquet"));
        let mut file = std::fs::File::create(&path).unwrap();
        archive.export(&ids, ExportFormat::Parquet, ExportOptions { no_text }, &mut file).unwrap();
        let reader = SerializedFileReader::new(std::fs::File::open(&path).unwrap()).unwrap();
        reader.into_iter().map(|row| row.unwrap()).collect::<Vec<_>>()
    };
    let rows = read(false);
    assert_eq!(rows.len(), 3);
    for (row, id) in rows.iter().zip(&ids) {
        let article = archive.get(&id.to_string()).unwrap();
        assert_eq!(row.get_string(0).unwrap(), article.uid.as_ref().unwrap().as_str());
        let authors = row.get_list(3).unwrap().elements().iter().map(ToString::to_string);
        let quoted = article.authors.iter().map(|name| format!("\"{name}\""));
        assert!(authors.eq(quoted), "{row}");
        assert_eq!(row.get_long(13).unwrap(), article.source.as_ref().unwrap().length as i64);
        assert_eq!(row.get_string(15).ok(), article.headline.as_ref());
        assert_eq!(row.get_string(17).unwrap(), &article.body());
    }
    assert_eq!(read(true)[0].len(), 15);
}

#[test]
fn a_dataset_has_its_card_and_overwrites_nothing() {
    let place = Place::new();
    let archive = archive(&place);
    let folder = place.folder.path().join("dataset");
    let ids = archive.export_ids(&Filter::default()).unwrap();
    assert_eq!(archive.export_dataset(&ids, ExportOptions::default(), &folder).unwrap(), 3);
    let card = std::fs::read_to_string(folder.join("README.md")).unwrap();
    for line in ["language:\n- en\n- zh\n", "- n<1K\n", "3 articles, published from 1987-02-26 to 1991"] {
        assert!(card.contains(line), "{line} in {card}");
    }
    let data = card.split("path: ").nth(1).unwrap().lines().next().unwrap();
    assert!(std::fs::metadata(folder.join(data)).unwrap().len() > 0);
    assert!(archive.export_dataset(&ids, ExportOptions::default(), &folder).is_err());
}

#[test]
fn versions_are_compared_by_sentence() {
    let place = Place::new();
    let mut archive = place.open();
    let one = story("1.txt", "Harbour reopens", &["Eleven ships came in. Rain fell."]);
    let other = story("2.txt", "Harbour reopens", &["Twelve ships came in. Rain fell."]);
    import(&mut archive, &[one, other]);
    let changes = archive.diff("1", "2").unwrap();
    assert!(
        matches!(&changes[1], Change::Changed { before, .. } if before == "Eleven ships came in."),
        "{changes:?}"
    );
    assert_eq!(changes.len(), 3);
}

#[test]
fn coverage_names_days_and_headlines_that_are_missing() {
    let place = Place::new();
    let mut archive = archive(&place);
    let mut later = story("d.txt", "Later report of the harbour", &["Ships came."]);
    later.published = Some("1987-03-02T08:00".parse().unwrap());
    later.seal();
    import(&mut archive, &[later]);
    let coverage = archive.coverage(&Filter::default()).unwrap();
    assert_eq!(coverage.gaps, [["1987-02-27".to_owned(), "1987-03-01".to_owned()]]);
    assert_eq!((coverage.days, coverage.missing_days, coverage.undated), (2, 3, 1));
    let related = archive.related("1").unwrap();
    assert_eq!(related[0].article.as_ref().map(|article| article.id), Some(2));
    assert_eq!(related[1].article, None);
    assert_eq!(archive.missing_related(9).unwrap(), [("A story nobody kept".to_owned(), 1)]);
    let query = Query::parse("ships").unwrap();
    let points = archive.timeline(Some(&query), &Filter::default(), Period::Year).unwrap();
    let points: Vec<_> =
        points.iter().map(|point| (point.period.as_str(), point.articles, point.of)).collect();
    assert_eq!(points, [("1987", 2, 3), ("1991", 0, 1)]);
}

#[test]
fn variants_come_from_the_vocabulary() {
    let place = Place::new();
    let mut archive = place.open();
    import(&mut archive, &[story("1.txt", "Modem harbour", &["The rnodern harbor, a modern harbour."])]);
    let words = |word: &str| archive.variants(word).unwrap().into_iter().map(|v| v.word).collect::<Vec<_>>();
    assert_eq!(words("modern"), ["modem"]);
    assert_eq!(words("harbour"), ["harbor"]);
}

#[test]
fn records_are_read_again_without_loss() {
    let place = Place::new();
    let mut archive = place.open();
    import(&mut archive, &harbour_stories());
    let sources = archive.stored_sources(0, 10).unwrap();
    assert_eq!(sources.len(), 3);
    let source: &StoredSource = &sources[0];
    assert_eq!(source.place.path, "a.txt");
    let id = source.articles[0].id;
    let old = archive.get(&id.to_string()).unwrap();
    let mut new = Article { id: None, run: None, ..old.clone() };
    new.paragraphs.push(Paragraph::text("A paragraph that the older version had missed."));
    new.seal();
    let record = archive.source_record(source).unwrap();
    let none = |_: &Article, _: &StoredArticle| None;
    let report = archive.reparse(None, source, &record, vec![new.clone()], &none).unwrap();
    assert_eq!(report.changed, [(id, vec!["paragraphs".to_owned(), "uid".to_owned()])]);
    assert_eq!(archive.get(&id.to_string()).unwrap(), old, "without a run nothing is written");
    let run = archive.start_run(&RunInfo::new("reparse", "0.0.1")).unwrap();
    archive.reparse(Some(run), source, &record, vec![new.clone()], &none).unwrap();
    assert!(!archive.verify().unwrap().is_sound(), "what follows from the articles is out of date");
    archive.settle().unwrap();
    assert_eq!(archive.get(&id.to_string()).unwrap().uid, new.uid);
    let found = archive.search_ids(&Query::parse("\"older version\"").unwrap(), &Filter::default()).unwrap();
    assert_eq!(found, [id]);
    let again = archive.stored_sources(0, 1).unwrap();
    assert_eq!(archive.reparse(Some(run), &again[0], &record, vec![new], &none).unwrap().same, 1);
    assert_eq!(archive.reparse(Some(run), &again[0], &record, vec![], &none).unwrap().kept, [id]);
    assert!(archive.verify().unwrap().is_sound(), "{:?}", archive.verify());
}

#[test]
fn copies_of_an_article_that_was_read_again_still_fit_it() {
    let place = Place::new();
    let mut archive = place.open();
    let mut stories = harbour_stories();
    let mut copy = stories[0].clone();
    copy.source.as_mut().unwrap().path = "x.txt".into();
    copy.url = Some("http://example.org/copy".into());
    stories.push(copy);
    import(&mut archive, &stories);
    let source = archive.stored_sources(0, 10).unwrap().remove(0);
    let record = archive.source_record(&source).unwrap();
    let mut new = archive.get(&source.articles[0].id.to_string()).unwrap();
    new.paragraphs.push(Paragraph::text("A paragraph that the older version had missed."));
    new.seal();
    let run = archive.start_run(&RunInfo::new("reparse", "0.0.1")).unwrap();
    archive.reparse(Some(run), &source, &record, vec![new], &|_, _| None).unwrap();
    archive.settle().unwrap();
    assert!(archive.verify().unwrap().is_sound(), "{:?}", archive.verify());
    let other = Place::new();
    let mut joined = other.open();
    joined.merge(place.path(), "0.0.1").unwrap();
    assert_eq!(joined.sightings(source.articles[0].id).unwrap().len(), 2);
    assert!(joined.verify().unwrap().is_sound(), "{:?}", joined.verify());
}

#[test]
fn copies_held_elsewhere_are_neither_new_nor_taken_for_another_article() {
    let place = Place::new();
    let mut archive = place.open();
    import(&mut archive, &harbour_stories());
    let sources = archive.stored_sources(0, 10).unwrap();
    let record = archive.source_record(&sources[0]).unwrap();
    let own = archive.get(&sources[0].articles[0].id.to_string()).unwrap();
    let copy = archive.get(&sources[1].articles[0].id.to_string()).unwrap();
    let none = |_: &Article, _: &StoredArticle| None;
    let report = archive.reparse(None, &sources[0], &record, vec![copy, own], &none).unwrap();
    assert_eq!((report.same, report.added, report.changed.len(), report.kept.len()), (1, 0, 0, 0));
}

#[test]
fn linked_articles_and_versions_make_stories() {
    let place = Place::new();
    let mut archive = place.open();
    let mut one = story("1.txt", "Harbour reopens", &["The harbour reopened."]);
    one.url = Some("http://example.org/a".into());
    let mut other = story("2.txt", "Harbour reopens", &["The harbour reopened at noon."]);
    other.url = one.url.clone();
    import(&mut archive, &[one, other, story("3.txt", "Council votes", &["The council voted."])]);
    archive.link().unwrap();
    assert_eq!(archive.gather_stories().unwrap(), 1);
    let story = &archive.stories(10, 0).unwrap()[0];
    assert_eq!(story.articles, 2);
    assert_eq!(archive.story(story.id).unwrap().unwrap().1.len(), 2);
    assert_eq!(archive.get("1").unwrap().story, Some(story.id));
    assert_eq!(archive.versions("2").unwrap().len(), 2);
    assert_eq!(archive.versions("3").unwrap().len(), 1);
}

#[test]
fn reports_of_one_happening_are_one_story() {
    let reports: &[(&str, &str, &str, &str)] = &[
        (
            "1987-02-26",
            "Ferry runs aground off Norvik",
            "The ferry Aurelia ran aground on the Skarn reef off Norvik early on Thursday, and lifeboats took 112 people ashore.",
            "Divers looked at the hull in the afternoon.",
        ),
        (
            "1987-02-27",
            "All 112 aboard Aurelia rescued",
            "NORVIK - Everyone aboard the Aurelia was rescued after the ferry struck the Skarn reef in fog, the coast guard said.",
            "Captain Holm will be questioned next week.",
        ),
        (
            "1987-02-27",
            "Norvik council raises harbour dues",
            "The council of Norvik voted on Friday to raise harbour dues by a tenth from April.",
            "Fishermen objected to the rise.",
        ),
        (
            "1987-05-02",
            "Inquiry opens into Skarn reef grounding",
            "An inquiry into how the ferry Aurelia struck the Skarn reef off Norvik opened in the capital.",
            "It will sit for six weeks.",
        ),
        (
            "1987-02-26",
            "Wheat harvest falls short in Velden",
            "Farmers in Velden brought in a third less wheat than last year after the long drought.",
            "Prices rose at the exchange.",
        ),
    ];
    let articles: Vec<Article> = reports
        .iter()
        .enumerate()
        .map(|(number, (day, headline, lead, rest))| {
            let mut article = story(&format!("{number}.txt"), headline, &[lead, rest]);
            article.published = Some(day.parse().unwrap());
            article.seal();
            article
        })
        .collect();
    let gathered = |articles: &[Article]| {
        let place = Place::new();
        let mut archive = place.open();
        // Which words are rare is told by the articles around.
        import(&mut archive, &crate::made::stories(31, 300));
        import(&mut archive, articles);
        archive.link().unwrap();
        archive.gather_stories().unwrap();
        let stories = archive.stories(10, 0).unwrap();
        let members = archive.story(stories[0].id).unwrap().unwrap().1;
        let reasons = archive.links(members[1].id).unwrap();
        let headlines: Vec<Option<String>> = members.into_iter().map(|member| member.headline).collect();
        (stories.len(), headlines, reasons[0].reason.clone())
    };
    let (count, members, reason) = gathered(&articles);
    assert_eq!(count, 1);
    assert_eq!(members, [articles[0].headline.clone(), articles[1].headline.clone()]);
    assert!(reason.contains("Aurelia") && reason.contains("Skarn"), "{reason}");
    let backwards: Vec<Article> = articles.iter().rev().cloned().collect();
    assert_eq!(gathered(&backwards), (count, members, reason), "the order of import plays no part");
}
